#include "fixture.h"

const char P8[] =
    "MIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQgya+p2EW6dRZrXCFXZ7HWk05Qw9s26JsSe4piKxIPZyGgCg"
    "YIKoZIzj0DAQehRANCAARg/tS6JVqdMclh63TGNW1owEm4kjth+mzmaWIuYPKftnkD/hAIuLyZpBrp6VYovGTy8bIMLX6f"
    "UXejwpTURiKZ";
const char KNOWN_TOKEN[] =
    "eyJhbGciOiJFUzI1NiIsImtpZCI6IkFCQzEyM0RFRkcifQ."
    "eyJpc3MiOiJERUYxMjNHSElKIiwiaWF0IjoxNDM3MTc5MDM2fQ."
    "b4lLr9shLM-cGLtZv_sbcf3t0MZvu2F4_7oeucznx5OjvhsUitFqcSPyVMHDZY9QxMPPeuNEwNwObMMNSfaXzA";

struct fixture fixture;

waxwing_bytes bytes_in(const char *text) {
    return (waxwing_bytes){(const uint8_t *)text, strlen(text)};
}

waxwing_verifier_builder *test_verifier_builder(void) {
    waxwing_verifier_builder *builder = waxwing_verifier_builder_new();
    waxwing_verifier_builder_dangerous_any_bundle_id(builder, NULL);
    waxwing_verifier_builder_environment(builder, WAXWING_ENVIRONMENT_SANDBOX, NULL);
    waxwing_verifier_builder_root(builder, as_bytes(fixture.root), NULL);
    return builder;
}

/* The first accepted notification with a transaction and renewal info. */
static bool find_notification(const char *vectors) {
    char path[4096];
    snprintf(path, sizeof path, "%s/verify-claims.json", vectors);
    fixture.file = json_load_file(path, JSON_ALLOW_NUL, NULL);
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(fixture.file, "cases"), i, one) {
        const json_t *expect = json_object_get(one, "expect");
        const json_t *payload = json_object_get(expect, "payload");
        const json_t *data = json_object_get(payload, "data");
        const json_t *root = json_array_get(json_object_get(one, "roots"), 0);
        const json_t *token = json_object_get(data, "signedTransactionInfo");
        const char *environment = json_string_value(json_object_get(expect, "environment"));
        if (environment == NULL || strcmp(environment, "Sandbox") != 0 || root == NULL ||
            token == NULL || json_object_get(expect, "transaction") == NULL ||
            json_object_get(expect, "renewal_info") == NULL) {
            continue;
        }
        const json_t *roots = json_object_get(fixture.file, "roots");
        fixture.root = from_base64(text_of(roots, json_string_value(root)));
        fixture.notification_token = bytes_of(one, "token");
        waxwing_str transaction = text_in(token);
        fixture.transaction_token.data = copy_of(transaction.data, transaction.len);
        fixture.transaction_token.len = transaction.len;
        fixture.now_ms = integer_of(one, "now_ms");
        return true;
    }
    fail("%s has no notification with transaction and renewal info", path);
    return false;
}

bool make_fixture(const char *vectors) {
    waxwing_error *error = NULL;
    case_begin("fixture", "handles_of_every_type");
    if (find_notification(vectors)) {
        fixture.verifier_builder = test_verifier_builder();
        SUCCEEDS(waxwing_verifier_builder_build(fixture.verifier_builder, &fixture.verifier,
                                                &error));
        SUCCEEDS(waxwing_verifier_notification(fixture.verifier, as_str(fixture.notification_token),
                                               fixture.now_ms, &fixture.object, &error));
        SUCCEEDS(waxwing_provider_key_from_p8(bytes_in(P8), KEY_ID, TEAM_ID, &fixture.key, &error));
        SUCCEEDS(waxwing_provider_key_token_issued_at(fixture.key, ISSUED_AT_S, &fixture.token,
                                                      &error));
        SUCCEEDS(waxwing_device_token_from_hex(DEVICE, &fixture.device, &error));
        fixture.builder = waxwing_notification_builder_new(WAXWING_PUSH_TYPE_ALERT, TOPIC);
        SUCCEEDS(waxwing_notification_builder_alert_text(fixture.builder, WAXWING_STR("Hello"),
                                                         &error));
        SUCCEEDS(waxwing_notification_builder_build(fixture.builder, &fixture.notification, &error));
        SUCCEEDS(waxwing_notification_prepare(fixture.notification, WAXWING_ENVIRONMENT_SANDBOX,
                                              &fixture.prepared, &error));
        SUCCEEDS(waxwing_prepared_request(fixture.prepared, fixture.device, fixture.token,
                                          &fixture.request, &error));
        waxwing_header header = {WAXWING_STR("retry-after"), WAXWING_STR("7")};
        SUCCEEDS(waxwing_reply_parse(
            410, &header, 1, bytes_in("{\"reason\":\"Unregistered\",\"timestamp\":1454948015990}"),
            &fixture.reply, &error));
        SUCCEEDS(waxwing_reply_verdict(fixture.reply, WAXWING_TIME_UNKNOWN, &fixture.verdict,
                                       &error));
        waxwing_device_token *none = NULL;
        CHECK(waxwing_device_token_from_hex(WAXWING_STR("../"), &none, &fixture.error) ==
              WAXWING_STATUS_INVALID_DEVICE_TOKEN);
    }
    bool good = !case_failed();
    case_end();
    return good;
}

void free_fixture(void) {
    waxwing_error_free(fixture.error);
    waxwing_verdict_free(fixture.verdict);
    waxwing_reply_free(fixture.reply);
    waxwing_request_free(fixture.request);
    waxwing_prepared_free(fixture.prepared);
    waxwing_notification_free(fixture.notification);
    waxwing_notification_builder_free(fixture.builder);
    waxwing_device_token_free(fixture.device);
    waxwing_provider_token_free(fixture.token);
    waxwing_provider_key_free(fixture.key);
    waxwing_signed_object_free(fixture.object);
    waxwing_verifier_free(fixture.verifier);
    waxwing_verifier_builder_free(fixture.verifier_builder);
    free(fixture.root.data);
    free(fixture.notification_token.data);
    free(fixture.transaction_token.data);
    json_decref(fixture.file);
}
