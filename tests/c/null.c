/*
 * NULL and other impossible arguments: every pointer and every view of every function that can fail
 * is tried alone, with all other arguments being good. Each is refused with a status and an error
 * that names the argument; outputs are NULL afterwards.
 */
#include "null.h"

struct out out;

/* Builders that setters may spoil. */
static struct {
    waxwing_verifier_builder *verifier_builder;
    waxwing_notification_builder *builder;
} scratch;

void check_refusal(waxwing_status expected, const char *subject, waxwing_status status,
                   waxwing_error *error) {
    CHECK_NUMBER(status, expected);
    CHECK_NUMBER(waxwing_error_status(error), expected);
    CHECK_NUMBER(waxwing_error_category(error), waxwing_status_category(expected));
    CHECK_TEXT(waxwing_error_subject(error), subject);
    CHECK(waxwing_error_message(error).len != 0);
    waxwing_error_free(error);
}

static void refuses_handles(void) {
    HANDLE(waxwing_verifier_builder, "builder", true,
        waxwing_verifier_builder_bundle_id(it, WAXWING_STR("text"), out_error));
    HANDLE(waxwing_verifier_builder, "builder", true,
        waxwing_verifier_builder_dangerous_any_bundle_id(it, out_error));
    HANDLE(waxwing_verifier_builder, "builder", true,
        waxwing_verifier_builder_app_apple_id(it, 1, out_error));
    HANDLE(waxwing_verifier_builder, "builder", true,
        waxwing_verifier_builder_dangerous_any_app_apple_id(it, out_error));
    HANDLE(waxwing_verifier_builder, "builder", true,
        waxwing_verifier_builder_environment(it, WAXWING_ENVIRONMENT_SANDBOX, out_error));
    HANDLE(waxwing_verifier_builder, "builder", true,
        waxwing_verifier_builder_root(it, as_bytes(fixture.root), out_error));
    HANDLE(waxwing_verifier_builder, "builder", true,
        waxwing_verifier_builder_roots(it, NULL, 0, out_error));
    HANDLE(waxwing_verifier_builder, "builder", true,
        waxwing_verifier_builder_validity(it, 1, out_error));
    HANDLE(waxwing_verifier_builder, "builder", true,
        waxwing_verifier_builder_future_skew_ms(it, 0, out_error));
    HANDLE(waxwing_verifier_builder, "builder", out.verifier == NULL,
        waxwing_verifier_builder_build(it, &out.verifier, out_error));
    HANDLE(waxwing_verifier, "verifier", out.object == NULL,
        waxwing_verifier_notification(it, as_str(fixture.transaction_token), fixture.now_ms,
                                      &out.object, out_error));
    HANDLE(waxwing_verifier, "verifier", out.object == NULL,
        waxwing_verifier_transaction(it, as_str(fixture.transaction_token), fixture.now_ms,
                                     &out.object, out_error));
    HANDLE(waxwing_verifier, "verifier", out.object == NULL,
        waxwing_verifier_renewal_info(it, as_str(fixture.transaction_token), fixture.now_ms,
                                      &out.object, out_error));
    HANDLE(waxwing_verifier, "verifier", out.object == NULL,
        waxwing_verifier_app_transaction(it, as_str(fixture.transaction_token), fixture.now_ms,
                                         &out.object, out_error));
    HANDLE(waxwing_verifier, "verifier", out.object == NULL,
        waxwing_verifier_realtime_request(it, as_str(fixture.transaction_token), fixture.now_ms,
                                          &out.object, out_error));
    HANDLE(waxwing_verifier, "verifier", out.object == NULL,
        waxwing_verifier_any(it, as_str(fixture.transaction_token), fixture.now_ms, &out.object,
                             out_error));
    HANDLE(waxwing_provider_key, "key", out.token == NULL,
        waxwing_provider_key_token_at(it, fixture.now_ms, &out.token, out_error));
    HANDLE(waxwing_provider_key, "key", out.token == NULL,
        waxwing_provider_key_token_in_window(it, fixture.now_ms, 3000, 0, &out.token, out_error));
    HANDLE(waxwing_provider_key, "key", out.token == NULL,
        waxwing_provider_key_token_issued_at(it, ISSUED_AT_S, &out.token, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_priority(it, 10, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_expiration_s(it, 0, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_collapse_id(it, WAXWING_STR("text"), out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_apns_id(it,
                                             WAXWING_STR("eabeae54-14a8-11e5-b60b-1697f925ec7b"),
                                             out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_badge(it, 1, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_sound(it, WAXWING_STR("text"), out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_sound_parts(it, true, WAXWING_STR("text"), NULL, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_thread_id(it, WAXWING_STR("text"), out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_category(it, WAXWING_STR("text"), out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_content_available(it, true, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_mutable_content(it, true, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_target_content_id(it, WAXWING_STR("text"), out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_interruption_level(it, 1, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_relevance_score(it, 0.5, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_filter_criteria(it, WAXWING_STR("text"), out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_custom(it, WAXWING_STR("text"), WAXWING_STR("1"), out_error));
    HANDLE(waxwing_notification_builder, "builder", out.notification == NULL,
        waxwing_notification_builder_build(it, &out.notification, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert(it, WAXWING_STR("text"), WAXWING_STR("text"),
                                           out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_text(it, WAXWING_STR("text"), out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_begin(it, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_title(it, WAXWING_STR("text"), out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_subtitle(it, WAXWING_STR("text"), out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_body(it, WAXWING_STR("text"), out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_launch_image(it, WAXWING_STR("text"), out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_title_loc_key(it, WAXWING_STR("text"), out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_title_loc_args(it, NULL, 0, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_subtitle_loc_key(it, WAXWING_STR("text"), out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_subtitle_loc_args(it, NULL, 0, out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_loc_key(it, WAXWING_STR("text"), out_error));
    HANDLE(waxwing_notification_builder, "builder", true,
        waxwing_notification_builder_alert_loc_args(it, NULL, 0, out_error));
    HANDLE(waxwing_notification, "notification", out.prepared == NULL,
        waxwing_notification_prepare(it, WAXWING_ENVIRONMENT_SANDBOX, &out.prepared, out_error));
    HANDLE(waxwing_notification, "notification", out.prepared == NULL,
        waxwing_notification_prepare_at_port(it, WAXWING_ENVIRONMENT_SANDBOX, 443, &out.prepared,
                                             out_error));
    HANDLE(waxwing_notification, "notification", out.prepared == NULL,
        waxwing_notification_prepare_for_authority(it, WAXWING_STR("localhost"), &out.prepared,
                                                   out_error));
    HANDLE(waxwing_prepared, "prepared", out.request == NULL,
        waxwing_prepared_request(it, fixture.device, fixture.token, &out.request, out_error));
    HANDLE(waxwing_device_token, "device", out.request == NULL,
        waxwing_prepared_request(fixture.prepared, it, fixture.token, &out.request, out_error));
    HANDLE(waxwing_reply, "reply", out.verdict == NULL,
        waxwing_reply_verdict(it, 0, &out.verdict, out_error));
    HANDLE(waxwing_reply, "reply", out.verdict == NULL,
        waxwing_reply_verdict_knowing(it, 0, 0, 0, &out.verdict, out_error));
}

static void refuses_outputs_and_arrays(void) {
    OUTPUT("out_sha256", waxwing_root_fingerprint(as_bytes(fixture.root), NULL, out_error));
    ARRAY(waxwing_bytes, "root certificates", true,
        waxwing_verifier_builder_roots(scratch.verifier_builder, it, 1, out_error));
    OUTPUT("out_verifier",
        waxwing_verifier_builder_build(fixture.verifier_builder, NULL, out_error));
    OUTPUT("out_object",
        waxwing_verifier_notification(fixture.verifier, as_str(fixture.transaction_token),
                                      fixture.now_ms, NULL, out_error));
    OUTPUT("out_object",
        waxwing_verifier_transaction(fixture.verifier, as_str(fixture.transaction_token),
                                     fixture.now_ms, NULL, out_error));
    OUTPUT("out_object",
        waxwing_verifier_renewal_info(fixture.verifier, as_str(fixture.transaction_token),
                                      fixture.now_ms, NULL, out_error));
    OUTPUT("out_object",
        waxwing_verifier_app_transaction(fixture.verifier, as_str(fixture.transaction_token),
                                         fixture.now_ms, NULL, out_error));
    OUTPUT("out_object",
        waxwing_verifier_realtime_request(fixture.verifier, as_str(fixture.transaction_token),
                                          fixture.now_ms, NULL, out_error));
    OUTPUT("out_object",
        waxwing_verifier_any(fixture.verifier, as_str(fixture.transaction_token), fixture.now_ms,
                             NULL, out_error));
    OUTPUT("out_key", waxwing_provider_key_from_p8(bytes_in(P8), KEY_ID, TEAM_ID, NULL, out_error));
    OUTPUT("out_token",
        waxwing_provider_key_token_at(fixture.key, fixture.now_ms, NULL, out_error));
    OUTPUT("out_token",
        waxwing_provider_key_token_in_window(fixture.key, fixture.now_ms, 3000, 0, NULL,
                                             out_error));
    OUTPUT("out_token",
        waxwing_provider_key_token_issued_at(fixture.key, ISSUED_AT_S, NULL, out_error));
    OUTPUT("out_token",
        waxwing_provider_token_from_jwt(waxwing_str_of(KNOWN_TOKEN), NULL, out_error));
    OUTPUT("out_device", waxwing_device_token_from_hex(DEVICE, NULL, out_error));
    OUTPUT("out_device", waxwing_device_token_from_bytes(bytes_in("bytes"), NULL, out_error));
    OUTPUT("out_notification",
        waxwing_notification_builder_build(fixture.builder, NULL, out_error));
    ARRAY(waxwing_str, "alert arguments", true,
        waxwing_notification_builder_alert_title_loc_args(scratch.builder, it, 1, out_error));
    ARRAY(waxwing_str, "alert arguments", true,
        waxwing_notification_builder_alert_subtitle_loc_args(scratch.builder, it, 1, out_error));
    ARRAY(waxwing_str, "alert arguments", true,
        waxwing_notification_builder_alert_loc_args(scratch.builder, it, 1, out_error));
    OUTPUT("out_prepared",
        waxwing_notification_prepare(fixture.notification, WAXWING_ENVIRONMENT_SANDBOX, NULL,
                                     out_error));
    OUTPUT("out_prepared",
        waxwing_notification_prepare_at_port(fixture.notification, WAXWING_ENVIRONMENT_SANDBOX, 443,
                                             NULL, out_error));
    OUTPUT("out_prepared",
        waxwing_notification_prepare_for_authority(fixture.notification, WAXWING_STR("localhost"),
                                                   NULL, out_error));
    OUTPUT("out_request",
        waxwing_prepared_request(fixture.prepared, fixture.device, fixture.token, NULL, out_error));
    ARRAY(waxwing_header, "headers", out.reply == NULL,
        waxwing_reply_parse(200, it, 1, bytes_in("bytes"), &out.reply, out_error));
    OUTPUT("out_reply", waxwing_reply_parse(200, NULL, 0, bytes_in("bytes"), NULL, out_error));
    OUTPUT("out_verdict", waxwing_reply_verdict(fixture.reply, 0, NULL, out_error));
    OUTPUT("out_verdict", waxwing_reply_verdict_knowing(fixture.reply, 0, 0, 0, NULL, out_error));
}

static void refuses_views(void) {
    BYTES("root certificate", true, waxwing_root_fingerprint(it, out.sha256, out_error));
    TEXT("bundle id", true,
        waxwing_verifier_builder_bundle_id(scratch.verifier_builder, it, out_error));
    BYTES("root certificate", true,
        waxwing_verifier_builder_root(scratch.verifier_builder, it, out_error));
    RAW("token", out.object == NULL,
        waxwing_verifier_notification(fixture.verifier, it, fixture.now_ms, &out.object,
                                      out_error));
    RAW("token", out.object == NULL,
        waxwing_verifier_transaction(fixture.verifier, it, fixture.now_ms, &out.object, out_error));
    RAW("token", out.object == NULL,
        waxwing_verifier_renewal_info(fixture.verifier, it, fixture.now_ms, &out.object,
                                      out_error));
    RAW("token", out.object == NULL,
        waxwing_verifier_app_transaction(fixture.verifier, it, fixture.now_ms, &out.object,
                                         out_error));
    RAW("token", out.object == NULL,
        waxwing_verifier_realtime_request(fixture.verifier, it, fixture.now_ms, &out.object,
                                          out_error));
    RAW("token", out.object == NULL,
        waxwing_verifier_any(fixture.verifier, it, fixture.now_ms, &out.object, out_error));
    BYTES("p8", out.key == NULL,
        waxwing_provider_key_from_p8(it, KEY_ID, TEAM_ID, &out.key, out_error));
    TEXT("key id", out.key == NULL,
        waxwing_provider_key_from_p8(bytes_in(P8), it, TEAM_ID, &out.key, out_error));
    TEXT("team id", out.key == NULL,
        waxwing_provider_key_from_p8(bytes_in(P8), KEY_ID, it, &out.key, out_error));
    TEXT("provider token", out.token == NULL,
        waxwing_provider_token_from_jwt(it, &out.token, out_error));
    TEXT("device token", out.device == NULL,
        waxwing_device_token_from_hex(it, &out.device, out_error));
    BYTES("device token", out.device == NULL,
        waxwing_device_token_from_bytes(it, &out.device, out_error));
    TEXT("apns-collapse-id", true,
        waxwing_notification_builder_collapse_id(scratch.builder, it, out_error));
    TEXT("apns-id", true, waxwing_notification_builder_apns_id(scratch.builder, it, out_error));
    TEXT("sound", true, waxwing_notification_builder_sound(scratch.builder, it, out_error));
    TEXT("sound", true,
        waxwing_notification_builder_sound_parts(scratch.builder, true, it, NULL, out_error));
    TEXT("thread-id", true, waxwing_notification_builder_thread_id(scratch.builder, it, out_error));
    TEXT("category", true, waxwing_notification_builder_category(scratch.builder, it, out_error));
    TEXT("target-content-id", true,
        waxwing_notification_builder_target_content_id(scratch.builder, it, out_error));
    TEXT("filter-criteria", true,
        waxwing_notification_builder_filter_criteria(scratch.builder, it, out_error));
    TEXT("custom key", true,
        waxwing_notification_builder_custom(scratch.builder, it, WAXWING_STR("1"), out_error));
    RAW("custom value", true,
        waxwing_notification_builder_custom(scratch.builder, WAXWING_STR("text"), it, out_error));
    TEXT("alert", true,
        waxwing_notification_builder_alert(scratch.builder, it, WAXWING_STR("text"), out_error));
    TEXT("alert", true,
        waxwing_notification_builder_alert(scratch.builder, WAXWING_STR("text"), it, out_error));
    TEXT("alert", true, waxwing_notification_builder_alert_text(scratch.builder, it, out_error));
    TEXT("alert", true, waxwing_notification_builder_alert_title(scratch.builder, it, out_error));
    TEXT("alert", true,
        waxwing_notification_builder_alert_subtitle(scratch.builder, it, out_error));
    TEXT("alert", true, waxwing_notification_builder_alert_body(scratch.builder, it, out_error));
    TEXT("alert", true,
        waxwing_notification_builder_alert_launch_image(scratch.builder, it, out_error));
    TEXT("alert", true,
        waxwing_notification_builder_alert_title_loc_key(scratch.builder, it, out_error));
    TEXT("alert", true,
        waxwing_notification_builder_alert_subtitle_loc_key(scratch.builder, it, out_error));
    TEXT("alert", true, waxwing_notification_builder_alert_loc_key(scratch.builder, it, out_error));
    TEXT("authority", out.prepared == NULL,
        waxwing_notification_prepare_for_authority(fixture.notification, it, &out.prepared,
                                                   out_error));
    BYTES("body", out.reply == NULL, waxwing_reply_parse(200, NULL, 0, it, &out.reply, out_error));
}

/* Entries of arrays are views, too. */
static void refuses_views_in_arrays(void) {
    waxwing_bytes ders[] = {as_bytes(fixture.root), {NULL, 1}};
    waxwing_str args[] = {WAXWING_STR("a"), {NULL, 1}};
    waxwing_header headers[] = {{WAXWING_STR("date"), {NULL, 1}}};
    REFUSES(WAXWING_STATUS_NULL_POINTER, "root certificate", true,
            waxwing_verifier_builder_roots(scratch.verifier_builder, ders, 2, out_error));
    REFUSES(WAXWING_STATUS_NULL_POINTER, "alert arguments", true,
            waxwing_notification_builder_alert_loc_args(scratch.builder, args, 2, out_error));
    REFUSES(WAXWING_STATUS_NULL_POINTER, "header value", out.reply == NULL,
            waxwing_reply_parse(200, headers, 1, bytes_in(""), &out.reply, out_error));
    headers[0] = (waxwing_header){{NULL, 1}, WAXWING_STR("x")};
    REFUSES(WAXWING_STATUS_NULL_POINTER, "header name", out.reply == NULL,
            waxwing_reply_parse(200, headers, 1, bytes_in(""), &out.reply, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "headers", out.reply == NULL,
            waxwing_reply_parse(200, headers, SIZE_MAX, bytes_in(""), &out.reply, out_error));
}

/* What cannot fail gives nothing for NULL, and writes nothing. */
static void accessors_give_nothing(void) {
    int64_t integer = -7;
    double number = -7;
    bool boolean = true;
    size_t count = 7;
    uint32_t small = 7;
    uint64_t large = 7;
    waxwing_str text = WAXWING_STR("7");
    case_begin("impossible arguments", "accessors_give_nothing_for_null");
    waxwing_error_free(NULL);
    CHECK(waxwing_error_status(NULL) == 0);
    CHECK(is_none(waxwing_error_name(NULL)));
    CHECK(waxwing_error_category(NULL) == 0);
    CHECK(is_none(waxwing_error_subject(NULL)));
    CHECK(is_none(waxwing_error_expected(NULL)));
    CHECK(is_none(waxwing_error_found(NULL)));
    CHECK(is_none(waxwing_error_message(NULL)));
    waxwing_verifier_builder_free(NULL);
    waxwing_verifier_free(NULL);
    waxwing_signed_object_free(NULL);
    CHECK(waxwing_signed_object_kind(NULL) == 0);
    CHECK(is_none(waxwing_signed_object_kind_name(NULL)));
    CHECK(is_none(waxwing_signed_object_json(NULL)));
    CHECK(is_none(waxwing_signed_object_payload(NULL)));
    CHECK(waxwing_signed_object_signed_at_ms(NULL) == 0);
    CHECK(waxwing_signed_object_leaf_valid_until_ms(NULL) == 0);
    CHECK(waxwing_signed_object_checked_at_ms(NULL) == 0);
    CHECK(waxwing_signed_object_environment(NULL) == 0);
    CHECK(is_none(waxwing_signed_object_bundle_id(NULL)));
    CHECK(!waxwing_signed_object_app_apple_id(NULL, &integer));
    CHECK(!waxwing_signed_object_app_apple_id(fixture.object, NULL));
    CHECK(waxwing_signed_object_transaction(NULL) == NULL);
    CHECK(waxwing_signed_object_renewal_info(NULL) == NULL);
    CHECK(waxwing_signed_object_app_transaction(NULL) == NULL);
    CHECK(!waxwing_signed_object_has(NULL, WAXWING_STR("/x")));
    CHECK(!waxwing_signed_object_text(NULL, WAXWING_STR("/x"), &text));
    CHECK(!waxwing_signed_object_text(fixture.object, WAXWING_STR("/x"), NULL));
    CHECK(!waxwing_signed_object_integer(NULL, WAXWING_STR("/x"), &integer));
    CHECK(!waxwing_signed_object_integer(fixture.object, WAXWING_STR("/x"), NULL));
    CHECK(!waxwing_signed_object_number(NULL, WAXWING_STR("/x"), &number));
    CHECK(!waxwing_signed_object_number(fixture.object, WAXWING_STR("/x"), NULL));
    CHECK(!waxwing_signed_object_boolean(NULL, WAXWING_STR("/x"), &boolean));
    CHECK(!waxwing_signed_object_boolean(fixture.object, WAXWING_STR("/x"), NULL));
    CHECK(!waxwing_signed_object_count(NULL, WAXWING_STR("/x"), &count));
    CHECK(!waxwing_signed_object_count(fixture.object, WAXWING_STR("/x"), NULL));
    CHECK(is_none(waxwing_signed_object_notification_type(NULL)));
    CHECK(is_none(waxwing_signed_object_subtype(NULL)));
    CHECK(is_none(waxwing_signed_object_notification_uuid(NULL)));
    CHECK(is_none(waxwing_signed_object_transaction_id(NULL)));
    CHECK(is_none(waxwing_signed_object_original_transaction_id(NULL)));
    CHECK(is_none(waxwing_signed_object_product_id(NULL)));
    CHECK(is_none(waxwing_signed_object_product_type(NULL)));
    CHECK(is_none(waxwing_signed_object_app_account_token(NULL)));
    CHECK(is_none(waxwing_signed_object_auto_renew_product_id(NULL)));
    CHECK(!waxwing_signed_object_purchase_date_ms(NULL, &integer));
    CHECK(!waxwing_signed_object_purchase_date_ms(fixture.object, NULL));
    CHECK(!waxwing_signed_object_expires_date_ms(NULL, &integer));
    CHECK(!waxwing_signed_object_expires_date_ms(fixture.object, NULL));
    CHECK(!waxwing_signed_object_revocation_date_ms(NULL, &integer));
    CHECK(!waxwing_signed_object_revocation_date_ms(fixture.object, NULL));
    CHECK(!waxwing_signed_object_renewal_date_ms(NULL, &integer));
    CHECK(!waxwing_signed_object_renewal_date_ms(fixture.object, NULL));
    CHECK(!waxwing_signed_object_grace_period_expires_date_ms(NULL, &integer));
    CHECK(!waxwing_signed_object_grace_period_expires_date_ms(fixture.object, NULL));
    CHECK(!waxwing_signed_object_auto_renew_status(NULL, &integer));
    CHECK(!waxwing_signed_object_auto_renew_status(fixture.object, NULL));
    CHECK(is_none(waxwing_signed_object_certificate_name(NULL, 0)));
    CHECK(is_none(waxwing_signed_object_certificate_serial(NULL, 0)));
    CHECK(waxwing_signed_object_certificate_not_before_ms(NULL, 0) == 0);
    CHECK(waxwing_signed_object_certificate_not_after_ms(NULL, 0) == 0);
    waxwing_provider_key_free(NULL);
    CHECK(is_none(waxwing_provider_key_id(NULL)));
    CHECK(is_none(waxwing_provider_key_team_id(NULL)));
    CHECK(waxwing_provider_key_public_key(NULL).data == NULL);
    waxwing_provider_token_free(NULL);
    CHECK(is_none(waxwing_provider_token_authorization(NULL)));
    CHECK(is_none(waxwing_provider_token_jwt(NULL)));
    CHECK(waxwing_provider_token_issued_at_ms(NULL) == 0);
    CHECK(waxwing_provider_token_window_ends_at_ms(NULL) == 0);
    CHECK(waxwing_provider_token_expires_at_ms(NULL) == 0);
    waxwing_device_token_free(NULL);
    CHECK(is_none(waxwing_device_token_hex(NULL)));
    waxwing_notification_builder_free(NULL);
    waxwing_notification_free(NULL);
    CHECK(is_none(waxwing_notification_topic(NULL)));
    CHECK(is_none(waxwing_notification_payload(NULL)));
    waxwing_prepared_free(NULL);
    waxwing_request_free(NULL);
    CHECK(is_none(waxwing_request_method(NULL)));
    CHECK(is_none(waxwing_request_url(NULL)));
    CHECK(is_none(waxwing_request_scheme(NULL)));
    CHECK(is_none(waxwing_request_authority(NULL)));
    CHECK(is_none(waxwing_request_path(NULL)));
    CHECK(waxwing_request_headers(NULL) == NULL);
    CHECK(waxwing_request_header_count(NULL) == 0);
    CHECK(is_none(waxwing_request_header_line(NULL, 0)));
    CHECK(waxwing_request_body(NULL).data == NULL);
    waxwing_reply_free(NULL);
    CHECK(waxwing_reply_status(NULL) == 0);
    CHECK(!waxwing_reply_is_success(NULL));
    CHECK(is_none(waxwing_reply_apns_id(NULL)));
    CHECK(is_none(waxwing_reply_apns_unique_id(NULL)));
    CHECK(is_none(waxwing_reply_reason(NULL)));
    CHECK(!waxwing_reply_reason_is_known(NULL));
    CHECK(!waxwing_reply_timestamp_ms(NULL, &integer));
    CHECK(!waxwing_reply_timestamp_ms(fixture.reply, NULL));
    CHECK(!waxwing_reply_retry_after_s(NULL, &small));
    CHECK(!waxwing_reply_retry_after_s(fixture.reply, NULL));
    CHECK(waxwing_reply_body(NULL).data == NULL);
    waxwing_verdict_free(NULL);
    CHECK(waxwing_verdict_action(NULL) == 0);
    CHECK(is_none(waxwing_verdict_action_name(NULL)));
    CHECK(waxwing_verdict_scope(NULL) == 0);
    CHECK(is_none(waxwing_verdict_scope_name(NULL)));
    CHECK(!waxwing_verdict_retry_after_s(NULL, &large));
    CHECK(!waxwing_verdict_retry_after_s(fixture.verdict, NULL));
    CHECK(!waxwing_verdict_new_connection(NULL));
    CHECK(!waxwing_verdict_since_ms(NULL, &integer));
    CHECK(!waxwing_verdict_since_ms(fixture.verdict, NULL));
    CHECK(is_none(waxwing_verdict_advice(NULL)));
    CHECK(integer == -7 && number == -7 && boolean && count == 7 && small == 7 && large == 7);
    CHECK_TEXT(text, "7");
    case_end();

    case_begin("impossible arguments", "accessors_give_nothing_for_what_is_no_handle");
    const waxwing_error *no_error = (const waxwing_error *)((uintptr_t)fixture.error + 1);
    CHECK(is_none(waxwing_error_message(no_error)) && waxwing_error_status(no_error) == 0);
    waxwing_error_free((waxwing_error *)((uintptr_t)fixture.error + 1));
    CHECK(!waxwing_signed_object_text(fixture.object, (waxwing_str){NULL, 1}, &text));
    CHECK(!waxwing_signed_object_has(fixture.object, (waxwing_str){"/\xff", 2}));
    case_end();

    case_begin("impossible arguments", "a_builder_that_began_wrong_says_so_in_the_end");
    waxwing_error *error = NULL;
    waxwing_notification_builder *builder =
        waxwing_notification_builder_new(WAXWING_PUSH_TYPE_ALERT, (waxwing_str){NULL, 1});
    waxwing_notification_builder_badge(builder, 1, NULL);
    waxwing_status status =
        waxwing_notification_builder_build(builder, &out.notification, &error);
    check_refusal(WAXWING_STATUS_NULL_POINTER, "apns-topic", status, error);
    waxwing_notification_builder_free(builder);
    case_end();
}

void run_null(void) {
    scratch.verifier_builder = waxwing_verifier_builder_new();
    scratch.builder = waxwing_notification_builder_new(WAXWING_PUSH_TYPE_ALERT, TOPIC);
    refuses_handles();
    refuses_outputs_and_arrays();
    refuses_views();
    refuses_views_in_arrays();
    accessors_give_nothing();
    refuses_in_sessions();
    refuses_in_channels();
    accessors_of_sessions_and_channels_give_nothing();
    refuses_beyond_verifying();
    refuses_in_receipts();
    refuses_in_credentials();
    refuses_in_windows();
    refuses_in_legacy();
    waxwing_verifier_builder_free(scratch.verifier_builder);
    waxwing_notification_builder_free(scratch.builder);
}
