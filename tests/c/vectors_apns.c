/* Operations about pushing. */
#include "vectors.h"

static const char *const NO_FIELDS[] = {NULL};
static const char *const NAMES_OF_ENVIRONMENTS[] = {"production", "sandbox"};

/* The number of a name, counted from 1; a number that is none for another name. */
static uint32_t number_of(waxwing_str name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (same(name, waxwing_str_of(names[i]))) {
            return (uint32_t)i + 1;
        }
    }
    return UINT32_MAX;
}
#define NUMBER_OF(name, names) number_of((name), (names), sizeof(names) / sizeof *(names))

/* An integer for an argument of 32 bits: what does not fit must not become another value. */
static uint32_t narrow(json_int_t value) {
    return value < 0 || value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
}

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

/* Setters go unchecked here: the builder keeps their errors. */
static void set_alert(waxwing_notification_builder *builder, const json_t *alert) {
    typedef waxwing_status set_text(waxwing_notification_builder *, waxwing_str, waxwing_error **);
    typedef waxwing_status set_texts(waxwing_notification_builder *, const waxwing_str *, size_t,
                                     waxwing_error **);
    static const struct {
        const char *key;
        set_text *text;
        set_texts *texts;
    } PARTS[] = {
        {"title", waxwing_notification_builder_alert_title, NULL},
        {"subtitle", waxwing_notification_builder_alert_subtitle, NULL},
        {"body", waxwing_notification_builder_alert_body, NULL},
        {"launch_image", waxwing_notification_builder_alert_launch_image, NULL},
        {"title_loc_key", waxwing_notification_builder_alert_title_loc_key, NULL},
        {"title_loc_args", NULL, waxwing_notification_builder_alert_title_loc_args},
        {"subtitle_loc_key", waxwing_notification_builder_alert_subtitle_loc_key, NULL},
        {"subtitle_loc_args", NULL, waxwing_notification_builder_alert_subtitle_loc_args},
        {"loc_key", waxwing_notification_builder_alert_loc_key, NULL},
        {"loc_args", NULL, waxwing_notification_builder_alert_loc_args},
    };
    if (json_is_string(alert)) {
        waxwing_notification_builder_alert_text(builder, text_in(alert), NULL);
        return;
    }
    const json_t *title = json_object_get(alert, "title"), *body = json_object_get(alert, "body");
    if (title != NULL && body != NULL) {
        waxwing_notification_builder_alert(builder, text_in(title), text_in(body), NULL);
    } else {
        waxwing_notification_builder_alert_begin(builder, NULL);
    }
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)alert, key, value) {
        size_t i = 0;
        while (i < sizeof PARTS / sizeof *PARTS && strcmp(PARTS[i].key, key) != 0) {
            i++;
        }
        if (i == sizeof PARTS / sizeof *PARTS) {
            fail("unknown part of an alert \"%s\"", key);
        } else if (PARTS[i].text != NULL) {
            PARTS[i].text(builder, text_in(value), NULL);
        } else {
            size_t count = json_array_size(value);
            waxwing_str *texts = allocate(count * sizeof *texts);
            for (size_t j = 0; j < count; j++) {
                texts[j] = text_in(json_array_get(value, j));
            }
            PARTS[i].texts(builder, texts, count, NULL);
            free(texts);
        }
    }
}

static void set_sound(waxwing_notification_builder *builder, const json_t *sound) {
    static const char *const FIELDS[] = {"critical", "name", "volume", NULL};
    if (json_is_string(sound)) {
        waxwing_notification_builder_sound(builder, text_in(sound), NULL);
        return;
    }
    only(sound, FIELDS);
    const json_t *volume = json_object_get(sound, "volume");
    double number = json_number_value(volume);
    waxwing_notification_builder_sound_parts(
        builder, json_is_true(json_object_get(sound, "critical")),
        text_in(json_object_get(sound, "name")), volume != NULL ? &number : NULL, NULL);
}

static void set_custom(waxwing_notification_builder *builder, const json_t *custom) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)custom, key, value) {
        char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
        waxwing_notification_builder_custom(builder, waxwing_str_of(key), waxwing_str_of(text),
                                            NULL);
        free(text);
    }
}

static waxwing_notification_builder *builder_of(const json_t *notification) {
    static const char *const PUSH_TYPES[] = {
        "alert",    "background", "complication", "controls", "fileprovider", "liveactivity",
        "location", "mdm",        "pushtotalk",   "voip",     "widgets"};
    static const char *const LEVELS[] = {"passive", "active", "time-sensitive", "critical"};
    uint32_t push_type = NUMBER_OF(text_of(notification, "push_type"), PUSH_TYPES);
    waxwing_str topic = text_of(notification, "topic");
    waxwing_notification_builder *builder;
    if (json_object_get(notification, "payload") != NULL ||
        json_object_get(notification, "payload_parts") != NULL) {
        struct bytes payload = bytes_of(notification, "payload");
        builder = waxwing_notification_builder_with_payload(push_type, topic, as_bytes(payload));
        free(payload.data);
    } else {
        builder = waxwing_notification_builder_new(push_type, topic);
    }
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)notification, key, value) {
        bool on = json_is_true(value);
        json_int_t integer = json_integer_value(value);
        waxwing_str text = text_in(value);
        if (strcmp(key, "alert") == 0) {
            set_alert(builder, value);
        } else if (strcmp(key, "badge") == 0) {
            waxwing_notification_builder_badge(builder, integer, NULL);
        } else if (strcmp(key, "sound") == 0) {
            set_sound(builder, value);
        } else if (strcmp(key, "thread_id") == 0) {
            waxwing_notification_builder_thread_id(builder, text, NULL);
        } else if (strcmp(key, "category") == 0) {
            waxwing_notification_builder_category(builder, text, NULL);
        } else if (strcmp(key, "mutable_content") == 0) {
            waxwing_notification_builder_mutable_content(builder, on, NULL);
        } else if (strcmp(key, "content_available") == 0) {
            waxwing_notification_builder_content_available(builder, on, NULL);
        } else if (strcmp(key, "target_content_id") == 0) {
            waxwing_notification_builder_target_content_id(builder, text, NULL);
        } else if (strcmp(key, "interruption_level") == 0) {
            waxwing_notification_builder_interruption_level(builder, NUMBER_OF(text, LEVELS), NULL);
        } else if (strcmp(key, "relevance_score") == 0) {
            waxwing_notification_builder_relevance_score(builder, json_number_value(value), NULL);
        } else if (strcmp(key, "filter_criteria") == 0) {
            waxwing_notification_builder_filter_criteria(builder, text, NULL);
        } else if (strcmp(key, "custom") == 0) {
            set_custom(builder, value);
        } else if (strcmp(key, "priority") == 0) {
            waxwing_notification_builder_priority(builder, narrow(integer), NULL);
        } else if (strcmp(key, "expiration") == 0) {
            waxwing_notification_builder_expiration_s(builder, integer, NULL);
        } else if (strcmp(key, "collapse_id") == 0) {
            waxwing_notification_builder_collapse_id(builder, text, NULL);
        } else if (strcmp(key, "apns_id") == 0) {
            waxwing_notification_builder_apns_id(builder, text, NULL);
        } else if (strcmp(key, "push_type") != 0 && strcmp(key, "topic") != 0 &&
                   strcmp(key, "payload") != 0 && strcmp(key, "payload_parts") != 0) {
            fail("unknown part of a notification \"%s\"", key);
        }
    }
    return builder;
}

/* The handles on the way from a notification to a request. */
struct push {
    waxwing_notification_builder *builder;
    waxwing_notification *notification;
    waxwing_prepared *prepared;
    waxwing_device_token *device;
    waxwing_provider_token *token;
    waxwing_request *request;
};

static waxwing_status push(struct push *it, const json_t *one, waxwing_error **error) {
    const json_t *port = json_object_get(one, "port");
    uint32_t environment = NUMBER_OF(text_of(one, "environment"), NAMES_OF_ENVIRONMENTS);
    it->builder = builder_of(json_object_get(one, "notification"));
    waxwing_status status =
        waxwing_notification_builder_build(it->builder, &it->notification, error);
    if (status == WAXWING_STATUS_OK) {
        status = port == NULL
                     ? waxwing_notification_prepare(it->notification, environment, &it->prepared,
                                                    error)
                     : waxwing_notification_prepare_at_port(it->notification, environment,
                                                            narrow(json_integer_value(port)),
                                                            &it->prepared, error);
    }
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_device_token_from_hex(text_of(one, "device_token"), &it->device, error);
    }
    if (status == WAXWING_STATUS_OK && json_object_get(one, "authorization") != NULL) {
        status = waxwing_provider_token_from_jwt(text_of(one, "authorization"), &it->token, error);
    }
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_prepared_request(it->prepared, it->device, it->token, &it->request, error);
    }
    return status;
}

static void compare_request(const waxwing_request *request, const json_t *expect) {
    static const char *const FIELDS[] = {"method", "url", "headers", "body", NULL};
    only(expect, FIELDS);
    waxwing_str url = waxwing_request_url(request);
    waxwing_str authority = waxwing_request_authority(request), path = waxwing_request_path(request);
    waxwing_bytes body = waxwing_request_body(request);
    CHECK(same(waxwing_request_method(request), text_of(expect, "method")));
    CHECK(same(url, text_of(expect, "url")));
    CHECK(same((waxwing_str){(const char *)body.data, body.len}, text_of(expect, "body")));
    CHECK_TEXT(waxwing_request_scheme(request), "https");
    CHECK(strlen(url.data) == url.len);
    CHECK(url.len == 8 + authority.len + path.len &&
          memcmp(url.data + 8, authority.data, authority.len) == 0 &&
          memcmp(url.data + 8 + authority.len, path.data, path.len) == 0);

    const json_t *headers = json_object_get(expect, "headers");
    const waxwing_header *found = waxwing_request_headers(request);
    size_t count = waxwing_request_header_count(request), i;
    json_t *pair;
    CHECK_NUMBER(count, json_array_size(headers));
    if (count != json_array_size(headers)) {
        return;
    }
    json_array_foreach(headers, i, pair) {
        waxwing_str name = text_in(json_array_get(pair, 0));
        waxwing_str value = text_in(json_array_get(pair, 1));
        waxwing_str line = waxwing_request_header_line(request, i);
        CHECK(same(found[i].name, name));
        CHECK(same(found[i].value, value));
        CHECK(line.len == name.len + 2 + value.len && strlen(line.data) == line.len &&
              memcmp(line.data, name.data, name.len) == 0 &&
              memcmp(line.data + name.len, ": ", 2) == 0 &&
              memcmp(line.data + name.len + 2, value.data, value.len) == 0);
    }
    CHECK(is_none(waxwing_request_header_line(request, count)));
}

static void notification(const json_t *file, const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    struct push it = {NULL, NULL, NULL, NULL, NULL, NULL};
    waxwing_error *error = NULL;
    (void)file;
    waxwing_status status = push(&it, one, &error);
    /* A request lives on without all it was made of. */
    waxwing_notification_builder_free(it.builder);
    waxwing_notification_free(it.notification);
    waxwing_prepared_free(it.prepared);
    waxwing_device_token_free(it.device);
    waxwing_provider_token_free(it.token);
    if (refused(expect, status, error)) {
        CHECK(it.request == NULL);
    } else {
        compare_request(it.request, expect);
    }
    waxwing_request_free(it.request);
}

/* A text that must be there exactly when it is expected. */
static void compare_text(const json_t *expect, const char *key, waxwing_str found) {
    const json_t *expected = json_object_get(expect, key);
    if (expected == NULL) {
        CHECK(is_none(found));
    } else if (!same(text_in(expected), found)) {
        fail("%s: expected \"%s\", found \"%.*s\"", key, json_string_value(expected),
             (int)found.len, found.data == NULL ? "" : found.data);
    }
}

static void compare_integer(const json_t *expect, const char *key, bool present, long long found) {
    const json_t *expected = json_object_get(expect, key);
    if (present != (expected != NULL)) {
        fail("%s: %s", key, present ? "found, but not expected" : "expected, but not found");
    } else if (present) {
        CHECK_NUMBER(found, json_integer_value(expected));
    }
}

static void compare_verdict(const waxwing_reply *reply, const json_t *one, const json_t *expect) {
    static const char *const FIELDS[] = {"action", "scope", "retry_after_s", "new_connection",
                                         NULL};
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
    only(expect, FIELDS);
    CHECK(same(waxwing_verdict_action_name(verdict), text_of(expect, "action")));
    CHECK(same(waxwing_verdict_scope_name(verdict), text_of(expect, "scope")));
    CHECK(waxwing_verdict_action(verdict) != WAXWING_ACTION_UNKNOWN);
    CHECK(waxwing_verdict_scope(verdict) != WAXWING_SCOPE_UNKNOWN);
    CHECK(waxwing_verdict_advice(verdict).len != 0);
    CHECK(json_is_boolean(json_object_get(expect, "new_connection")));
    CHECK(waxwing_verdict_new_connection(verdict) ==
          json_is_true(json_object_get(expect, "new_connection")));
    uint64_t retry_after_s = 0;
    bool present = waxwing_verdict_retry_after_s(verdict, &retry_after_s);
    compare_integer(expect, "retry_after_s", present, (long long)retry_after_s);
    int64_t since_ms = 0, timestamp_ms = 0;
    if (waxwing_verdict_since_ms(verdict, &since_ms)) {
        CHECK(waxwing_reply_timestamp_ms(reply, &timestamp_ms) && since_ms == timestamp_ms);
    }
    waxwing_verdict_free(verdict);
}

static void reply(const json_t *file, const json_t *one) {
    static const char *const FIELDS[] = {"apns_id",      "apns_unique_id", "reason", "known_reason",
                                         "timestamp_ms", "retry_after_s",  "verdict", NULL};
    const json_t *expect = json_object_get(one, "expect");
    const json_t *pairs = json_object_get(one, "headers");
    size_t count = json_array_size(pairs), i;
    waxwing_header *headers = allocate(count * sizeof *headers);
    json_t *pair;
    json_array_foreach(pairs, i, pair) {
        headers[i].name = text_in(json_array_get(pair, 0));
        headers[i].value = text_in(json_array_get(pair, 1));
    }
    struct bytes body = bytes_of(one, "body");
    uint32_t status = narrow(integer_of(one, "status"));
    waxwing_reply *it = NULL;
    waxwing_error *error = NULL;
    (void)file;
    SUCCEEDS(waxwing_reply_parse(status, headers, count, as_bytes(body), &it, &error));
    free(headers);

    only(expect, FIELDS);
    CHECK_NUMBER(waxwing_reply_status(it), status);
    CHECK(waxwing_reply_is_success(it) == (status >= 200 && status < 300));
    compare_text(expect, "apns_id", waxwing_reply_apns_id(it));
    compare_text(expect, "apns_unique_id", waxwing_reply_apns_unique_id(it));
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
    waxwing_bytes kept = waxwing_reply_body(it);
    CHECK(kept.len <= body.len && (kept.len == 0 || memcmp(kept.data, body.data, kept.len) == 0));
    free(body.data);
    compare_verdict(it, one, json_object_get(expect, "verdict"));
    waxwing_reply_free(it);
}

static const char *const PROVIDER_KEY[] = {"name",   "p8",      "p8_b64", "p8_parts",
                                           "key_id", "team_id", "expect", NULL};
static const char *const PROVIDER_TOKEN[] = {"name",     "p8",      "key_id",      "team_id", "now_ms",
                                             "window_s", "phase_s", "issued_at_s", "expect",  NULL};
static const char *const DEVICE_TOKEN[] = {"name", "hex", "hex_parts", "expect", NULL};
static const char *const NOTIFICATION[] = {
    "name", "notification", "environment", "port", "device_token", "authorization", "expect", NULL};
static const char *const REPLY[] = {"name",       "status",           "headers",    "body",  "body_b64",
                                    "body_parts", "registered_at_ms", "sent_at_ms", "expect", NULL};

const struct operation APNS_OPERATIONS[] = {
    {"provider_key", "cases", PROVIDER_KEY, NO_FIELDS, provider_key, "name", NULL},
    {"provider_token", "cases", PROVIDER_TOKEN, NO_FIELDS, provider_token, "name", NULL},
    {"device_token", "cases", DEVICE_TOKEN, NO_FIELDS, device_token, "name", NULL},
    {"notification", "cases", NOTIFICATION, NO_FIELDS, notification, "name", NULL},
    {"reply", "cases", REPLY, NO_FIELDS, reply, "name", NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
