/* Operations about pushing to Windows. */
#include "vectors.h"

static void channel_uri(const json_t *file, const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    struct bytes uri = bytes_of(one, "uri");
    waxwing_channel_uri *it = NULL;
    waxwing_error *error = NULL;
    (void)file;
    waxwing_status status = waxwing_channel_uri_parse(as_str(uri), &it, &error);
    free(uri.data);
    if (refused(expect, status, error)) {
        CHECK(it == NULL);
        return;
    }
    json_t *found = json_object();
    add_text(found, "kind", waxwing_channel_kind_name(waxwing_channel_uri_kind(it)));
    add_text(found, "host", waxwing_channel_uri_host(it));
    add_text(found, "uri", waxwing_channel_uri_text(it));
    compare_json(found, expect);
    waxwing_channel_uri_free(it);
}

/* Method, URL, headers and body. */
static json_t *found_request(const waxwing_request *request) {
    json_t *found = json_object(), *headers = json_array();
    const waxwing_header *list = waxwing_request_headers(request);
    for (size_t i = 0; i < waxwing_request_header_count(request); i++) {
        json_t *pair = json_array();
        json_array_append_new(pair, json_stringn(list[i].name.data, list[i].name.len));
        json_array_append_new(pair, json_stringn(list[i].value.data, list[i].value.len));
        json_array_append_new(headers, pair);
        waxwing_str line = waxwing_request_header_line(request, i);
        CHECK(line.len == list[i].name.len + 2 + list[i].value.len && line.data[line.len] == '\0');
    }
    add_text(found, "method", waxwing_request_method(request));
    add_text(found, "url", waxwing_request_url(request));
    json_object_set_new(found, "headers", headers);
    const waxwing_bytes body = waxwing_request_body(request);
    json_t *text = json_stringn((const char *)body.data, body.len);
    if (text != NULL) {
        json_object_set_new(found, "body", text);
    } else {
        json_object_set_new(found, "body_b64", base64_of(body));
    }
    const waxwing_str url = waxwing_request_url(request), scheme = waxwing_request_scheme(request);
    const waxwing_str authority = waxwing_request_authority(request);
    const waxwing_str path = waxwing_request_path(request);
    char parts[4096];
    snprintf(parts, sizeof parts, "%.*s://%.*s%.*s", (int)scheme.len, scheme.data,
             (int)authority.len, authority.data, (int)path.len, path.data);
    CHECK_TEXT(url, parts);
    CHECK(url.data[url.len] == '\0');
    return found;
}

static json_t *found_verdict(const waxwing_verdict *verdict) {
    json_t *found = json_object();
    uint64_t seconds;
    add_text(found, "action", waxwing_verdict_action_name(verdict));
    add_text(found, "scope", waxwing_verdict_scope_name(verdict));
    add_text(found, "cause", waxwing_verdict_cause_name(verdict));
    if (waxwing_verdict_retry_after_s(verdict, &seconds)) {
        json_object_set_new(found, "retry_after_s", json_integer((json_int_t)seconds));
    }
    CHECK(waxwing_verdict_advice(verdict).len != 0 && !waxwing_verdict_new_connection(verdict));
    CHECK(same(waxwing_action_name(waxwing_verdict_action(verdict)),
               waxwing_verdict_action_name(verdict)));
    return found;
}

/* A text in one piece or in parts; the caller frees it. */
static struct bytes option_bytes(const json_t *one, const char *key) {
    char with_parts[64];
    snprintf(with_parts, sizeof with_parts, "%s_parts", key);
    if (json_object_get(one, key) == NULL && json_object_get(one, with_parts) == NULL) {
        return (struct bytes){NULL, 0};
    }
    return bytes_of(one, key);
}

static void token_reply(const json_t *one) {
    struct headers headers = headers_of(one);
    struct bytes body = bytes_of(one, "body");
    waxwing_wns_token_reply *reply = NULL;
    waxwing_verdict *verdict = NULL;
    waxwing_error *error = NULL;
    SUCCEEDS(waxwing_wns_token_reply_parse(narrow(integer_of(one, "status")), headers.list,
                                           headers.count, as_bytes(body),
                                           integer_of(one, "now_ms"), &reply, &error));
    free(headers.list);
    free(body.data);
    json_t *found = json_object();
    const waxwing_wns_token *token = waxwing_wns_token_reply_token(reply);
    add_text(found, "token", waxwing_wns_token_text(token));
    if (token != NULL) {
        json_object_set_new(found, "expires_at_ms",
                            json_integer(waxwing_wns_token_expires_at_ms(token)));
        json_object_set_new(found, "refresh_at_ms",
                            json_integer(waxwing_wns_token_refresh_at_ms(token)));
    } else {
        SUCCEEDS(waxwing_wns_token_reply_verdict(reply, &verdict, &error));
        json_object_set_new(found, "verdict", found_verdict(verdict));
        waxwing_verdict_free(verdict);
    }
    add_text(found, "oauth_error", waxwing_wns_token_reply_oauth_error(reply));
    add_text(found, "error_description", waxwing_wns_token_reply_error_description(reply));
    compare_json(found, json_object_get(one, "expect"));
    waxwing_wns_token_reply_free(reply);
}

static void wns_token(const json_t *file, const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    const waxwing_str system = option_of(one, "system");
    waxwing_request *request = NULL;
    waxwing_error *error = NULL;
    waxwing_status status;
    (void)file;
    if (is_none(system)) {
        token_reply(one);
        return;
    }
    struct bytes secret = bytes_of(one, "secret");
    struct bytes id = bytes_of(one, same(system, WAXWING_STR("entra")) ? "tenant" : "package_sid");
    if (same(system, WAXWING_STR("entra"))) {
        status = waxwing_wns_token_request_entra(as_str(id), text_of(one, "client_id"),
                                                 as_str(secret), &request, &error);
    } else if (same(system, WAXWING_STR("phone"))) {
        status = waxwing_wns_token_request_phone(as_str(id), as_str(secret), &request, &error);
    } else {
        CHECK(same(system, WAXWING_STR("legacy")));
        status = waxwing_wns_token_request_legacy(as_str(id), as_str(secret), &request, &error);
    }
    free(secret.data);
    free(id.data);
    if (!refused(expect, status, error)) {
        compare_json(found_request(request), expect);
    }
    waxwing_request_free(request);
}

/* The options of a case, with what stands beside them, as text; the caller frees it. */
static char *options_of(const json_t *one, const char *key) {
    json_t *options = json_copy(json_object_get(one, key));
    static const char *const BESIDE[] = {"xml", "raw"};
    for (size_t i = 0; i < 2; i++) {
        struct bytes text = option_bytes(one, BESIDE[i]);
        if (text.data != NULL) {
            json_object_set_new(options, BESIDE[i], json_stringn(text.data, text.len));
        }
        free(text.data);
    }
    char *text = json_dumps(options, JSON_COMPACT);
    json_decref(options);
    return text;
}

static void wns_request(const json_t *file, const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    const bool removes = json_object_get(one, "remove") != NULL;
    char *options = options_of(one, removes ? "remove" : "notification");
    struct bytes text = bytes_of(one, "token");
    waxwing_wns_notification *notification = NULL;
    waxwing_channel_uri *uri = NULL;
    waxwing_wns_token *token = NULL;
    waxwing_request *request = NULL;
    waxwing_error *error = NULL;
    waxwing_status status = WAXWING_STATUS_OK;
    (void)file;
    if (!removes) {
        status = waxwing_wns_notification_from_options(waxwing_str_of(options), &notification,
                                                       &error);
    }
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_channel_uri_parse(text_of(one, "channel"), &uri, &error);
    }
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_wns_token_new(as_str(text), INT64_MAX, &token, &error);
    }
    if (status == WAXWING_STATUS_OK) {
        status = removes ? waxwing_wns_remove_toasts(waxwing_str_of(options), uri, token, &request,
                                                     &error)
                         : waxwing_wns_notification_request(notification, uri, token, &request,
                                                            &error);
    }
    free(options);
    free(text.data);
    waxwing_channel_uri_free(uri);
    waxwing_wns_token_free(token);
    if (!refused(expect, status, error)) {
        compare_json(found_request(request), expect);
        if (!removes) {
            waxwing_bytes sent = waxwing_request_body(request);
            waxwing_bytes body = waxwing_wns_notification_body(notification);
            CHECK(sent.len == body.len && memcmp(sent.data, body.data, body.len) == 0);
            CHECK(waxwing_wns_notification_kind(notification).len != 0);
        }
    }
    waxwing_wns_notification_free(notification);
    waxwing_request_free(request);
}

static void wns_reply(const json_t *file, const json_t *one) {
    struct headers headers = headers_of(one);
    struct bytes body = option_bytes(one, "body");
    waxwing_wns_reply *reply = NULL;
    waxwing_verdict *verdict = NULL;
    waxwing_error *error = NULL;
    uint32_t seconds;
    (void)file;
    const uint32_t number = narrow(integer_of(one, "status"));
    SUCCEEDS(waxwing_wns_reply_parse(number, option_of(one, "reason_phrase"), headers.list,
                                     headers.count, as_bytes(body), &reply, &error));
    free(headers.list);
    free(body.data);
    SUCCEEDS(waxwing_wns_reply_verdict(reply, &verdict, &error));
    json_t *found = json_object();
    add_text(found, "notification_status", waxwing_wns_reply_notification_status(reply));
    add_text(found, "device_status", waxwing_wns_reply_device_status(reply));
    add_text(found, "error_description", waxwing_wns_reply_error_description(reply));
    add_text(found, "msg_id", waxwing_wns_reply_msg_id(reply));
    add_text(found, "debug_trace", waxwing_wns_reply_debug_trace(reply));
    add_text(found, "ms_cv", waxwing_wns_reply_ms_cv(reply));
    add_text(found, "www_authenticate", waxwing_wns_reply_www_authenticate(reply));
    if (waxwing_wns_reply_retry_after_s(reply, &seconds)) {
        json_object_set_new(found, "retry_after_s", json_integer(seconds));
    }
    json_object_set_new(found, "verdict", found_verdict(verdict));
    compare_json(found, json_object_get(one, "expect"));
    CHECK(waxwing_wns_reply_status(reply) == number);
    CHECK(waxwing_wns_reply_is_success(reply) ==
          (waxwing_verdict_action(verdict) == WAXWING_ACTION_DELIVERED));
    waxwing_verdict_free(verdict);
    waxwing_wns_reply_free(reply);
}

static void service_name(const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    struct bytes common_name = bytes_of(one, "common_name");
    waxwing_mpns_service_name *name = NULL, *next = NULL;
    waxwing_error *error = NULL;
    waxwing_status status = waxwing_mpns_service_name_of(as_str(common_name), &name, &error);
    free(common_name.data);
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_mpns_service_name_of(text_of(one, "other"), &next, &error);
    }
    if (!refused(expect, status, error)) {
        json_t *found = json_object();
        add_text(found, "service_name", waxwing_mpns_service_name_text(name));
        json_object_set_new(found, "is", json_boolean(waxwing_mpns_service_name_is(
                                             name, text_of(one, "other"))));
        json_object_set_new(found, "is_renewed_by",
                            json_boolean(waxwing_mpns_service_name_is_renewed_by(name, next)));
        compare_json(found, expect);
    }
    waxwing_mpns_service_name_free(name);
    waxwing_mpns_service_name_free(next);
}

static void mpns_request(const json_t *file, const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    waxwing_mpns_notification *notification = NULL;
    waxwing_channel_uri *uri = NULL;
    waxwing_request *request = NULL;
    waxwing_error *error = NULL;
    (void)file;
    if (json_object_get(one, "other") != NULL) {
        service_name(one);
        return;
    }
    char *options = options_of(one, "notification");
    waxwing_status status =
        waxwing_mpns_notification_from_options(waxwing_str_of(options), &notification, &error);
    free(options);
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_channel_uri_parse(text_of(one, "channel"), &uri, &error);
    }
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_mpns_notification_request(notification, uri, &request, &error);
    }
    waxwing_channel_uri_free(uri);
    if (!refused(expect, status, error)) {
        waxwing_bytes sent = waxwing_request_body(request);
        waxwing_bytes body = waxwing_mpns_notification_body(notification);
        compare_json(found_request(request), expect);
        CHECK(sent.len == body.len && memcmp(sent.data, body.data, body.len) == 0);
        CHECK(waxwing_mpns_notification_kind(notification).len != 0);
    }
    waxwing_mpns_notification_free(notification);
    waxwing_request_free(request);
}

static void mpns_reply(const json_t *file, const json_t *one) {
    struct headers headers = headers_of(one);
    struct bytes body = option_bytes(one, "body");
    waxwing_mpns_reply *reply = NULL;
    waxwing_verdict *verdict = NULL;
    waxwing_error *error = NULL;
    uint32_t seconds;
    (void)file;
    const uint32_t number = narrow(integer_of(one, "status"));
    SUCCEEDS(waxwing_mpns_reply_parse(number, headers.list, headers.count, as_bytes(body), &reply,
                                      &error));
    free(headers.list);
    free(body.data);
    SUCCEEDS(waxwing_mpns_reply_verdict(reply, &verdict, &error));
    json_t *found = json_object();
    add_text(found, "notification_status", waxwing_mpns_reply_notification_status(reply));
    add_text(found, "device_status", waxwing_mpns_reply_device_status(reply));
    add_text(found, "subscription_status", waxwing_mpns_reply_subscription_status(reply));
    add_text(found, "message_id", waxwing_mpns_reply_message_id(reply));
    if (waxwing_mpns_reply_retry_after_s(reply, &seconds)) {
        json_object_set_new(found, "retry_after_s", json_integer(seconds));
    }
    json_object_set_new(found, "verdict", found_verdict(verdict));
    compare_json(found, json_object_get(one, "expect"));
    CHECK(waxwing_mpns_reply_status(reply) == number);
    CHECK(waxwing_mpns_reply_is_success(reply) ==
          (waxwing_verdict_action(verdict) == WAXWING_ACTION_DELIVERED));
    waxwing_verdict_free(verdict);
    waxwing_mpns_reply_free(reply);
}

static const char *const CHANNEL_URI[] = {"name", "uri", "uri_parts", "expect", NULL};
static const char *const WNS_TOKEN[] = {
    "name",    "system",       "package_sid", "package_sid_parts", "tenant", "tenant_parts",
    "client_id", "secret",     "secret_parts", "status",           "headers", "body",
    "body_parts", "now_ms",    "expect",      NULL};
static const char *const WNS_REQUEST[] = {
    "name",      "notification", "remove", "xml",         "xml_parts", "raw",
    "raw_parts", "channel",      "token",  "token_parts", "expect",    NULL};
static const char *const WNS_REPLY[] = {"name",       "status",        "headers", "body",
                                        "body_parts", "reason_phrase", "expect",  NULL};
static const char *const MPNS_REQUEST[] = {
    "name",        "notification",      "raw",   "raw_parts", "channel",
    "common_name", "common_name_parts", "other", "expect",    NULL};
static const char *const MPNS_REPLY[] = {"name", "status", "headers", "body", "body_parts",
                                         "expect", NULL};

const struct operation WINDOWS_OPERATIONS[] = {
    {"channel_uri", "cases", CHANNEL_URI, NO_FIELDS, channel_uri, "name", NULL},
    {"wns_token", "cases", WNS_TOKEN, NO_FIELDS, wns_token, "name", NULL},
    {"wns_request", "cases", WNS_REQUEST, NO_FIELDS, wns_request, "name", NULL},
    {"wns_reply", "cases", WNS_REPLY, NO_FIELDS, wns_reply, "name", NULL},
    {"mpns_request", "cases", MPNS_REQUEST, NO_FIELDS, mpns_request, "name", NULL},
    {"mpns_reply", "cases", MPNS_REPLY, NO_FIELDS, mpns_reply, "name", NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
