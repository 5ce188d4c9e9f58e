/* What several operations about pushing compare, and make of their inputs. */
#include "vectors.h"

const char *const NO_FIELDS[] = {NULL};

uint32_t number_of(waxwing_str name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (same(name, waxwing_str_of(names[i]))) {
            return (uint32_t)i + 1;
        }
    }
    return UINT32_MAX;
}

uint32_t environment_of(const json_t *one) {
    static const char *const NAMES[] = {"production", "sandbox"};
    return NUMBER_OF(text_of(one, "environment"), NAMES);
}

uint32_t narrow(json_int_t value) {
    return value < 0 || value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
}

void compare_request(const waxwing_request *request, const json_t *expect) {
    static const char *const FIELDS[] = {"method", "url", "headers", "body", "cut", NULL};
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

void compare_text(const json_t *expect, const char *key, waxwing_str found) {
    const json_t *expected = json_object_get(expect, key);
    if (expected == NULL) {
        CHECK(is_none(found));
    } else if (!same(text_in(expected), found)) {
        fail("%s: expected \"%s\", found \"%.*s\"", key, json_string_value(expected),
             (int)found.len, found.data == NULL ? "" : found.data);
    }
}

void compare_integer(const json_t *expect, const char *key, bool present, long long found) {
    const json_t *expected = json_object_get(expect, key);
    if (present != (expected != NULL)) {
        fail("%s: %s", key, present ? "found, but not expected" : "expected, but not found");
    } else if (present) {
        CHECK_NUMBER(found, json_integer_value(expected));
    }
}

void compare_verdict(const waxwing_verdict *verdict, const json_t *expect) {
    static const char *const FIELDS[] = {"action", "scope", "retry_after_s", "new_connection",
                                         NULL};
    only(expect, FIELDS);
    waxwing_str action = waxwing_verdict_action_name(verdict);
    waxwing_str scope = waxwing_verdict_scope_name(verdict);
    CHECK(same(action, text_of(expect, "action")));
    CHECK(same(scope, text_of(expect, "scope")));
    CHECK(same(waxwing_action_name(waxwing_verdict_action(verdict)), action));
    CHECK(same(waxwing_scope_name(waxwing_verdict_scope(verdict)), scope));
    CHECK(waxwing_verdict_advice(verdict).len != 0);
    CHECK(json_is_boolean(json_object_get(expect, "new_connection")));
    CHECK(waxwing_verdict_new_connection(verdict) ==
          json_is_true(json_object_get(expect, "new_connection")));
    uint64_t retry_after_s = 0;
    bool present = waxwing_verdict_retry_after_s(verdict, &retry_after_s);
    compare_integer(expect, "retry_after_s", present, (long long)retry_after_s);
}

struct headers headers_of(const json_t *one) {
    const json_t *pairs = json_object_get(one, "headers");
    struct headers headers = {NULL, json_array_size(pairs)};
    headers.list = allocate(headers.count * sizeof *headers.list);
    size_t i;
    json_t *pair;
    json_array_foreach(pairs, i, pair) {
        headers.list[i].name = text_in(json_array_get(pair, 0));
        headers.list[i].value = text_in(json_array_get(pair, 1));
    }
    return headers;
}

waxwing_reply *reply_of(const json_t *one) {
    struct headers headers = headers_of(one);
    struct bytes body = bytes_of(one, "body");
    waxwing_reply *reply = NULL;
    waxwing_error *error = NULL;
    SUCCEEDS(waxwing_reply_parse(narrow(integer_of(one, "status")), headers.list, headers.count,
                                 as_bytes(body), &reply, &error));
    waxwing_bytes kept = waxwing_reply_body(reply);
    CHECK(kept.len <= body.len && (kept.len == 0 || memcmp(kept.data, body.data, kept.len) == 0));
    free(headers.list);
    free(body.data);
    return reply;
}
