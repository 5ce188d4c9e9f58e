/* Operations about keys, tokens and replies. */
#include "vectors.h"

static void provider_key(const json_t *file, const json_t *one) {
    static const char *const FIELDS[] = {"public_key_b64", NULL};
    const json_t *expect = json_object_get(one, "expect");
    struct bytes p8 = bytes_of(one, "p8");
    waxwing_str key_id = text_of(one, "key_id"), team_id = text_of(one, "team_id");
    waxwing_provider_key *key = NULL;
    waxwing_error *error = NULL;
    waxwing_status status =
        waxwing_provider_key_from_p8(as_bytes(p8), key_id, team_id, &key, &error);
    free(p8.data);
    (void)file;
    if (refused(expect, status, error)) {
        CHECK(key == NULL);
        return;
    }
    only(expect, FIELDS);
    struct bytes expected = from_base64(text_of(expect, "public_key_b64"));
    waxwing_bytes found = waxwing_provider_key_public_key(key);
    CHECK(found.len == expected.len && memcmp(found.data, expected.data, found.len) == 0);
    CHECK(same(waxwing_provider_key_id(key), key_id));
    CHECK(same(waxwing_provider_key_team_id(key), team_id));
    free(expected.data);
    waxwing_provider_key_free(key);
}

static void provider_token(const json_t *file, const json_t *one) {
    static const char *const FIELDS[] = {"token", "issued_at_s", "expires_at_s", NULL};
    const json_t *expect = json_object_get(one, "expect");
    struct bytes p8 = bytes_of(one, "p8");
    waxwing_provider_key *key = NULL;
    waxwing_provider_token *token = NULL;
    waxwing_error *error = NULL;
    (void)file;
    SUCCEEDS(waxwing_provider_key_from_p8(as_bytes(p8), text_of(one, "key_id"),
                                          text_of(one, "team_id"), &key, &error));
    free(p8.data);
    waxwing_status status;
    if (json_object_get(one, "issued_at_s") != NULL) {
        CHECK(json_object_get(one, "now_ms") == NULL);
        status = waxwing_provider_key_token_issued_at(key, integer_of(one, "issued_at_s"), &token,
                                                      &error);
    } else if (json_object_get(one, "window_s") == NULL && json_object_get(one, "phase_s") == NULL) {
        status = waxwing_provider_key_token_at(key, integer_of(one, "now_ms"), &token, &error);
    } else {
        json_int_t window_s =
            json_object_get(one, "window_s") != NULL ? integer_of(one, "window_s") : 3000;
        json_int_t phase_s =
            json_object_get(one, "phase_s") != NULL ? integer_of(one, "phase_s") : 0;
        status = waxwing_provider_key_token_in_window(key, integer_of(one, "now_ms"), window_s,
                                                      phase_s, &token, &error);
    }
    /* A token lives on without its key. */
    waxwing_provider_key_free(key);
    if (refused(expect, status, error)) {
        CHECK(token == NULL);
        return;
    }
    only(expect, FIELDS);
    waxwing_str expected = text_of(expect, "token");
    waxwing_str authorization = waxwing_provider_token_authorization(token);
    CHECK(same(waxwing_provider_token_jwt(token), expected));
    CHECK(authorization.len == 7 + expected.len && memcmp(authorization.data, "bearer ", 7) == 0);
    CHECK_NUMBER(waxwing_provider_token_issued_at_ms(token),
                 integer_of(expect, "issued_at_s") * 1000);
    if (json_object_get(expect, "expires_at_s") != NULL) {
        CHECK_NUMBER(waxwing_provider_token_expires_at_ms(token),
                     integer_of(expect, "expires_at_s") * 1000);
    }
    CHECK(waxwing_provider_token_window_ends_at_ms(token) >
          waxwing_provider_token_issued_at_ms(token));
    waxwing_provider_token_free(token);
}

static void device_token(const json_t *file, const json_t *one) {
    static const char *const FIELDS[] = {"hex", NULL};
    const json_t *expect = json_object_get(one, "expect");
    struct bytes hex = bytes_of(one, "hex");
    waxwing_device_token *device = NULL;
    waxwing_error *error = NULL;
    waxwing_status status = waxwing_device_token_from_hex(as_str(hex), &device, &error);
    free(hex.data);
    (void)file;
    if (refused(expect, status, error)) {
        CHECK(device == NULL);
        return;
    }
    only(expect, FIELDS);
    CHECK(same(waxwing_device_token_hex(device), text_of(expect, "hex")));
    waxwing_device_token_free(device);
}

static void judge(const waxwing_reply *reply, const json_t *one, const json_t *expect) {
    const json_t *registered_at = json_object_get(one, "registered_at_ms");
    const json_t *sent_at = json_object_get(one, "sent_at_ms");
    int64_t registered_at_ms =
        registered_at != NULL ? json_integer_value(registered_at) : WAXWING_TIME_UNKNOWN;
    waxwing_verdict *verdict = NULL;
    waxwing_error *error = NULL;
    if (sent_at == NULL) {
        SUCCEEDS(waxwing_reply_verdict(reply, registered_at_ms, &verdict, &error));
    } else {
        SUCCEEDS(waxwing_reply_verdict_knowing(reply, registered_at_ms, json_integer_value(sent_at),
                                               WAXWING_TIME_UNKNOWN, &verdict, &error));
    }
    compare_verdict(verdict, expect);
    int64_t since_ms = 0, timestamp_ms = 0;
    if (waxwing_verdict_since_ms(verdict, &since_ms)) {
        CHECK(waxwing_reply_timestamp_ms(reply, &timestamp_ms) && since_ms == timestamp_ms);
    }
    waxwing_verdict_free(verdict);
}

static void reply(const json_t *file, const json_t *one) {
    static const char *const FIELDS[] = {"apns_id",         "apns_unique_id", "apns_request_id",
                                         "apns_channel_id", "reason",         "known_reason",
                                         "timestamp_ms",    "retry_after_s",  "verdict",
                                         NULL};
    const json_t *expect = json_object_get(one, "expect");
    uint32_t status = narrow(integer_of(one, "status"));
    waxwing_reply *it = reply_of(one);
    (void)file;

    only(expect, FIELDS);
    CHECK_NUMBER(waxwing_reply_status(it), status);
    CHECK(waxwing_reply_is_success(it) == (status >= 200 && status < 300));
    compare_text(expect, "apns_id", waxwing_reply_apns_id(it));
    compare_text(expect, "apns_unique_id", waxwing_reply_apns_unique_id(it));
    compare_text(expect, "apns_request_id", waxwing_reply_apns_request_id(it));
    compare_text(expect, "apns_channel_id", waxwing_reply_apns_channel_id(it));
    compare_text(expect, "reason", waxwing_reply_reason(it));
    CHECK(json_is_boolean(json_object_get(expect, "known_reason")));
    CHECK(waxwing_reply_reason_is_known(it) ==
          json_is_true(json_object_get(expect, "known_reason")));
    int64_t timestamp_ms = 0;
    bool present = waxwing_reply_timestamp_ms(it, &timestamp_ms);
    compare_integer(expect, "timestamp_ms", present, timestamp_ms);
    uint32_t retry_after_s = 0;
    present = waxwing_reply_retry_after_s(it, &retry_after_s);
    compare_integer(expect, "retry_after_s", present, retry_after_s);
    judge(it, one, json_object_get(expect, "verdict"));
    waxwing_reply_free(it);
}

static const char *const PROVIDER_KEY[] = {"name",   "p8",      "p8_b64", "p8_parts",
                                           "key_id", "team_id", "expect", NULL};
static const char *const PROVIDER_TOKEN[] = {"name",     "p8",      "key_id",      "team_id", "now_ms",
                                             "window_s", "phase_s", "issued_at_s", "expect",  NULL};
static const char *const DEVICE_TOKEN[] = {"name", "hex", "hex_parts", "expect", NULL};
static const char *const REPLY[] = {"name",       "status",           "headers",    "body",  "body_b64",
                                    "body_parts", "registered_at_ms", "sent_at_ms", "expect", NULL};

const struct operation APNS_OPERATIONS[] = {
    {"provider_key", "cases", PROVIDER_KEY, NO_FIELDS, provider_key, "name", NULL},
    {"provider_token", "cases", PROVIDER_TOKEN, NO_FIELDS, provider_token, "name", NULL},
    {"device_token", "cases", DEVICE_TOKEN, NO_FIELDS, device_token, "name", NULL},
    {"reply", "cases", REPLY, NO_FIELDS, reply, "name", NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
