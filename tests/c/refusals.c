/* Refusals that other languages cannot provoke, what errors say, and what they keep to themselves. */
#include "fixture.h"

static void check_error(waxwing_status status, waxwing_error *error, waxwing_status expected,
                        const char *subject) {
    CHECK_NUMBER(status, expected);
    CHECK_TEXT(waxwing_error_subject(error), subject);
    waxwing_error_free(error);
}

/* Numbers that stand for nothing. */
static void numbers_outside_enums(void) {
    static const uint32_t BAD[] = {0, 12, 99, UINT32_MAX};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        waxwing_verifier_builder *verifiers = test_verifier_builder();
        waxwing_notification_builder *notes =
            waxwing_notification_builder_new(WAXWING_PUSH_TYPE_ALERT, TOPIC);
        waxwing_notification_builder *of_no_type = waxwing_notification_builder_new(BAD[i], TOPIC);
        waxwing_notification *notification = NULL;
        waxwing_verifier *verifier = NULL;
        waxwing_prepared *prepared = NULL;
        waxwing_error *error = NULL;
        waxwing_status status;
        char name[64];
        snprintf(name, sizeof name, "a_number_that_is_no_value_%u", (unsigned)BAD[i]);
        case_begin("enums", name);
        status = waxwing_verifier_builder_environment(verifiers, BAD[i], &error);
        check_error(status, error, WAXWING_STATUS_INVALID_INPUT, "environment");
        status = waxwing_verifier_builder_validity(verifiers, BAD[i], &error);
        check_error(status, error, WAXWING_STATUS_INVALID_INPUT, "validity");
        /* The builder keeps the first error. */
        status = waxwing_verifier_builder_build(verifiers, &verifier, &error);
        check_error(status, error, WAXWING_STATUS_INVALID_INPUT, "environment");
        CHECK(verifier == NULL);

        status = waxwing_notification_builder_build(of_no_type, &notification, &error);
        check_error(status, error, WAXWING_STATUS_INVALID_HEADER_VALUE, "apns-push-type");
        status = waxwing_notification_builder_priority(notes, BAD[i], &error);
        check_error(status, error, WAXWING_STATUS_INVALID_HEADER_VALUE, "apns-priority");
        status = waxwing_notification_builder_interruption_level(notes, BAD[i], &error);
        check_error(status, error, WAXWING_STATUS_INVALID_PAYLOAD, "payload.aps.interruption-level");
        status = waxwing_notification_builder_build(notes, &notification, &error);
        check_error(status, error, WAXWING_STATUS_INVALID_HEADER_VALUE, "apns-priority");
        CHECK(notification == NULL);

        status = waxwing_notification_prepare(fixture.notification, BAD[i], &prepared, &error);
        check_error(status, error, WAXWING_STATUS_INVALID_INPUT, "environment");
        status = waxwing_notification_prepare_at_port(
            fixture.notification, WAXWING_ENVIRONMENT_SANDBOX, BAD[i], &prepared, &error);
        check_error(status, error, WAXWING_STATUS_INVALID_INPUT, "port");
        CHECK(prepared == NULL);

        CHECK(is_none(waxwing_signed_object_certificate_name(fixture.object, BAD[i])) == (i != 0));
        CHECK((waxwing_signed_object_certificate_not_after_ms(fixture.object, BAD[i]) == 0) ==
              (i != 0));
        CHECK_NUMBER(waxwing_status_category(BAD[i]), WAXWING_CATEGORY_NONE);
        waxwing_verifier_builder_free(verifiers);
        waxwing_notification_builder_free(notes);
        waxwing_notification_builder_free(of_no_type);
        case_end();
    }

    case_begin("enums", "a_push_has_no_environment_of_xcode");
    waxwing_prepared *prepared = NULL;
    waxwing_error *error = NULL;
    waxwing_status status = waxwing_notification_prepare(
        fixture.notification, WAXWING_ENVIRONMENT_XCODE, &prepared, &error);
    check_error(status, error, WAXWING_STATUS_INVALID_INPUT, "environment");
    case_end();

    case_begin("enums", "a_status_of_http_has_16_bits");
    waxwing_reply *reply = NULL;
    status = waxwing_reply_parse(65536, NULL, 0, bytes_in(""), &reply, &error);
    check_error(status, error, WAXWING_STATUS_INVALID_INPUT, "status");
    CHECK(reply == NULL);
    case_end();
}

static void errors_say_what_was_expected_and_found(void) {
    waxwing_error *error = NULL;
    waxwing_device_token *device = NULL;
    case_begin("errors", "an_error_says_all_about_itself");
    waxwing_status status = waxwing_device_token_from_hex(WAXWING_STR("zz"), &device, &error);
    CHECK_NUMBER(status, WAXWING_STATUS_INVALID_DEVICE_TOKEN);
    CHECK_NUMBER(waxwing_error_status(error), status);
    CHECK_NUMBER(waxwing_error_category(error), WAXWING_CATEGORY_INPUT);
    CHECK_TEXT(waxwing_error_name(error), "invalid_device_token");
    CHECK_TEXT(waxwing_error_subject(error), "device token");
    CHECK_TEXT(waxwing_error_expected(error), "hexadecimal digits of 1 to 256 bytes");
    CHECK_TEXT(waxwing_error_found(error), "another character at offset 0");
    CHECK(contains(waxwing_error_message(error), "expected hexadecimal digits of 1 to 256 bytes"));
    CHECK(contains(waxwing_error_message(error), "found another character at offset 0"));
    waxwing_error_free(error);
    case_end();

    case_begin("errors", "a_success_sets_the_error_to_null");
    error = (waxwing_error *)&error;
    CHECK(waxwing_device_token_from_hex(DEVICE, &device, &error) == WAXWING_STATUS_OK);
    CHECK(error == NULL);
    waxwing_device_token_free(device);
    case_end();

    case_begin("errors", "a_setter_that_worked_does_not_hide_an_earlier_error");
    waxwing_verifier_builder *builder = waxwing_verifier_builder_new();
    waxwing_verifier *verifier = NULL;
    CHECK(waxwing_verifier_builder_environment(builder, 77, NULL) == WAXWING_STATUS_INVALID_INPUT);
    SUCCEEDS(waxwing_verifier_builder_environment(builder, WAXWING_ENVIRONMENT_SANDBOX, &error));
    SUCCEEDS(waxwing_verifier_builder_bundle_id(builder, TOPIC, &error));
    CHECK(waxwing_verifier_builder_build(builder, &verifier, &error) ==
          WAXWING_STATUS_INVALID_INPUT);
    CHECK_TEXT(waxwing_error_found(error), "77");
    waxwing_error_free(error);
    waxwing_verifier_builder_free(builder);
    case_end();
}

/* Whether an error about a text repeats any eight bytes of it. */
static bool repeats(const waxwing_error *error, const char *secret) {
    const waxwing_str texts[] = {waxwing_error_message(error), waxwing_error_subject(error),
                                 waxwing_error_expected(error), waxwing_error_found(error)};
    char part[9];
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (size_t at = 0; at + 8 <= strlen(secret); at++) {
            memcpy(part, secret + at, 8);
            part[8] = '\0';
            if (contains(texts[i], part)) {
                return true;
            }
        }
    }
    return false;
}

static void errors_keep_secrets(void) {
    waxwing_error *error = NULL;
    waxwing_provider_key *key = NULL;
    waxwing_provider_token *token = NULL;
    waxwing_device_token *device = NULL;
    waxwing_signed_object *object = NULL;
    char text[512];
    case_begin("errors", "an_error_repeats_no_key_token_or_device_token");
    for (size_t i = 0; i < strlen(P8); i += 7) {
        snprintf(text, sizeof text, "%s", P8);
        text[i] = text[i] == '!' ? '?' : '!';
        CHECK(waxwing_provider_key_from_p8(bytes_in(text), KEY_ID, TEAM_ID, &key, &error) != 0);
        CHECK(!repeats(error, text));
        waxwing_error_free(error);
    }
    snprintf(text, sizeof text, "%s!", KNOWN_TOKEN);
    CHECK(waxwing_provider_token_from_jwt(waxwing_str_of(text), &token, &error) != 0);
    CHECK(!repeats(error, text));
    waxwing_error_free(error);
    CHECK(waxwing_device_token_from_hex(WAXWING_STR("00fc13adff785122x"), &device, &error) != 0);
    CHECK(!repeats(error, "00fc13adff785122x"));
    waxwing_error_free(error);
    char *signed_text = copy_of(fixture.transaction_token.data, fixture.transaction_token.len);
    signed_text[fixture.transaction_token.len - 3] ^= 1;
    CHECK(waxwing_verifier_transaction(fixture.verifier,
                                       (waxwing_str){signed_text, fixture.transaction_token.len},
                                       fixture.now_ms, &object, &error) ==
          WAXWING_STATUS_BAD_SIGNATURE);
    CHECK(waxwing_error_message(error).len < 500);
    waxwing_error_free(error);
    free(signed_text);
    CHECK(key == NULL && token == NULL && device == NULL && object == NULL);
    case_end();
}

/* A value of one's own is JSON text; white space in it costs nothing. */
static void custom_values_are_json(void) {
    static const struct {
        const char *json;
        waxwing_status status;
    } VALUES[] = {
        {"42", WAXWING_STATUS_OK},
        {" { \"a\" : [ 1 , null ] } ", WAXWING_STATUS_OK},
        {"", WAXWING_STATUS_INVALID_JSON},
        {"nul", WAXWING_STATUS_INVALID_JSON},
        {"1 2", WAXWING_STATUS_INVALID_JSON},
        {"NaN", WAXWING_STATUS_INVALID_JSON},
        {"{\"a\":1,\"a\":2}", WAXWING_STATUS_DUPLICATE_KEY},
        {"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
         WAXWING_STATUS_TOO_DEEP},
        {"\"\xff\"", WAXWING_STATUS_INVALID_UTF8},
    };
    case_begin("errors", "a_custom_value_is_json_text");
    for (size_t i = 0; i < sizeof VALUES / sizeof *VALUES; i++) {
        waxwing_notification_builder *builder =
            waxwing_notification_builder_new(WAXWING_PUSH_TYPE_ALERT, TOPIC);
        waxwing_error *error = NULL;
        waxwing_notification_builder_badge(builder, 1, NULL);
        CHECK_NUMBER(waxwing_notification_builder_custom(builder, WAXWING_STR("k"),
                                                         waxwing_str_of(VALUES[i].json), &error),
                     VALUES[i].status);
        CHECK_TEXT(waxwing_error_subject(error), error == NULL ? NULL : "custom value");
        waxwing_error_free(error);
        waxwing_notification_builder_free(builder);
    }
    case_end();

    case_begin("errors", "white_space_around_a_custom_value_is_not_sent");
    waxwing_notification_builder *builder =
        waxwing_notification_builder_new(WAXWING_PUSH_TYPE_ALERT, TOPIC);
    waxwing_notification *notification = NULL;
    waxwing_error *error = NULL;
    size_t length = 10000;
    char *wide = allocate(length);
    memset(wide, ' ', length);
    memcpy(wide, "[1,", 3);
    memcpy(wide + length - 2, "2]", 2);
    waxwing_notification_builder_badge(builder, 1, NULL);
    waxwing_notification_builder_custom(builder, WAXWING_STR("k"), (waxwing_str){wide, length},
                                        NULL);
    free(wide);
    SUCCEEDS(waxwing_notification_builder_build(builder, &notification, &error));
    CHECK_TEXT(waxwing_notification_payload(notification), "{\"aps\":{\"badge\":1},\"k\":[1,2]}");
    waxwing_notification_free(notification);
    char *large = allocate(70000);
    memset(large, '1', 70000);
    CHECK_NUMBER(waxwing_notification_builder_custom(builder, WAXWING_STR("k"),
                                                     (waxwing_str){large, 70000}, NULL),
                 WAXWING_STATUS_TOO_LARGE);
    free(large);
    waxwing_notification_builder_free(builder);
    case_end();
}

static void the_usual_root_is_apples(void) {
    waxwing_verifier_builder *builder = waxwing_verifier_builder_new();
    waxwing_verifier *verifier = NULL;
    waxwing_signed_object *object = NULL;
    waxwing_error *error = NULL;
    uint8_t sha256[32];
    case_begin("verifier", "trusts_apples_root_unless_told_otherwise");
    SUCCEEDS(waxwing_root_fingerprint(waxwing_root_apple_g3(), sha256, &error));
    /* Published at https://www.apple.com/certificateauthority/. */
    CHECK(sha256[0] == 0x63 && sha256[1] == 0x34 && sha256[31] == 0x79);
    waxwing_verifier_builder_dangerous_any_bundle_id(builder, NULL);
    waxwing_verifier_builder_environment(builder, WAXWING_ENVIRONMENT_SANDBOX, NULL);
    SUCCEEDS(waxwing_verifier_builder_build(builder, &verifier, &error));
    CHECK(waxwing_verifier_any(verifier, as_str(fixture.transaction_token), fixture.now_ms, &object,
                               &error) == WAXWING_STATUS_UNKNOWN_ANCHOR);
    waxwing_error_free(error);
    waxwing_verifier_free(verifier);
    waxwing_verifier_builder_free(builder);
    case_end();
}

/* A verifier knows the kind that was asked for. */
static void another_kind_is_refused(void) {
    waxwing_signed_object *object = NULL;
    waxwing_error *error = NULL;
    waxwing_str token = as_str(fixture.transaction_token);
    case_begin("verifier", "refuses_another_kind_than_the_one_asked_for");
    CHECK_NUMBER(waxwing_verifier_notification(fixture.verifier, token, fixture.now_ms, &object,
                                               &error),
                 WAXWING_STATUS_WRONG_KIND);
    waxwing_error_free(error);
    CHECK_NUMBER(waxwing_verifier_app_transaction(fixture.verifier, token, fixture.now_ms, &object,
                                                  &error),
                 WAXWING_STATUS_WRONG_KIND);
    waxwing_error_free(error);
    CHECK_NUMBER(waxwing_verifier_realtime_request(fixture.verifier, token, fixture.now_ms, &object,
                                                   &error),
                 WAXWING_STATUS_WRONG_KIND);
    waxwing_error_free(error);
    SUCCEEDS(waxwing_verifier_transaction(fixture.verifier, token, fixture.now_ms, &object, &error));
    CHECK_NUMBER(waxwing_signed_object_kind(object), WAXWING_KIND_TRANSACTION);
    waxwing_signed_object_free(object);
    case_end();
}

void run_refusals(void) {
    numbers_outside_enums();
    errors_say_what_was_expected_and_found();
    errors_keep_secrets();
    custom_values_are_json();
    the_usual_root_is_apples();
    another_kind_is_refused();
}
