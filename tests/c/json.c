#include "json.h"

bool only(const json_t *object, const char *const *allowed) {
    const char *key;
    json_t *value;
    bool good = true;
    json_object_foreach((json_t *)object, key, value) {
        const char *const *known = allowed;
        while (*known != NULL && strcmp(*known, key) != 0) {
            known++;
        }
        if (*known == NULL) {
            fail("unknown field \"%s\"", key);
            good = false;
        }
    }
    return good;
}

waxwing_str text_in(const json_t *value) {
    return (waxwing_str){json_string_value(value), json_string_length(value)};
}

waxwing_str text_of(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value)) {
        fail("no text \"%s\"", key);
    }
    return text_in(value);
}

json_int_t integer_of(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_integer(value)) {
        fail("no integer \"%s\"", key);
    }
    return json_integer_value(value);
}

static struct bytes from_parts(const json_t *parts) {
    struct bytes bytes = {NULL, 0};
    size_t index;
    json_t *part;
    for (int round = 0; round < 2; round++) {
        size_t used = 0;
        json_array_foreach(parts, index, part) {
            static const char *const FIELDS[] = {"text", "repeat", NULL};
            if (round == 0) {
                only(part, FIELDS);
            }
            waxwing_str text = text_of(part, "text");
            json_int_t repeat = integer_of(part, "repeat");
            for (json_int_t i = 0; i < repeat; i++) {
                if (round == 1 && text.len != 0) {
                    memcpy(bytes.data + used, text.data, text.len);
                }
                used += text.len;
            }
        }
        if (round == 0) {
            bytes.data = allocate(used);
            bytes.len = used;
        }
    }
    return bytes;
}

struct bytes from_base64(waxwing_str text) {
    static const char ALPHABET[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    struct bytes bytes = {NULL, 0};
    size_t padding = 0;
    while (padding < 2 && padding < text.len && text.data[text.len - 1 - padding] == '=') {
        padding++;
    }
    if (text.len % 4 != 0) {
        fail("not base64");
    }
    bytes.data = allocate(text.len / 4 * 3);
    unsigned long bits = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char *found = i < text.len - padding ? strchr(ALPHABET, text.data[i]) : ALPHABET;
        if (found == NULL || text.data[i] == '\0') {
            fail("not base64");
            break;
        }
        bits = bits << 6 | (unsigned long)(found - ALPHABET);
        if (i % 4 == 3) {
            for (int shift = 16; shift >= 0; shift -= 8) {
                bytes.data[bytes.len++] = (char)(unsigned char)(bits >> shift & 0xff);
            }
            bits = 0;
        }
    }
    bytes.len -= bytes.len < padding ? bytes.len : padding;
    char *exact = copy_of(bytes.data, bytes.len);
    free(bytes.data);
    bytes.data = exact;
    return bytes;
}

struct bytes bytes_of(const json_t *object, const char *key) {
    char with_base64[64], with_parts[64];
    snprintf(with_base64, sizeof with_base64, "%s_b64", key);
    snprintf(with_parts, sizeof with_parts, "%s_parts", key);
    const json_t *plain = json_object_get(object, key);
    const json_t *base64 = json_object_get(object, with_base64);
    const json_t *parts = json_object_get(object, with_parts);
    if ((plain != NULL) + (base64 != NULL) + (parts != NULL) != 1) {
        fail("not exactly one of \"%s\", \"%s\" and \"%s\"", key, with_base64, with_parts);
        return (struct bytes){NULL, 0};
    }
    if (base64 != NULL) {
        return from_base64(text_of(object, with_base64));
    }
    if (parts != NULL) {
        return from_parts(parts);
    }
    waxwing_str text = text_of(object, key);
    return (struct bytes){copy_of(text.data, text.len), text.len};
}

waxwing_str as_str(struct bytes bytes) { return (waxwing_str){bytes.data, bytes.len}; }

waxwing_bytes as_bytes(struct bytes bytes) {
    return (waxwing_bytes){(const uint8_t *)bytes.data, bytes.len};
}

bool refused(const json_t *expected, waxwing_status status, waxwing_error *error) {
    static const char *const FIELDS[] = {"error", "subject", "retryable", NULL};
    waxwing_str message = waxwing_error_message(error);
    bool expects_error = json_object_get(expected, "error") != NULL;
    if (!expects_error) {
        if (status != WAXWING_STATUS_OK) {
            fail("refused: %.*s", (int)message.len, message.data);
        }
        CHECK((error == NULL) == (status == WAXWING_STATUS_OK));
    } else if (status == WAXWING_STATUS_OK) {
        fail("accepted, though %s was due", json_string_value(json_object_get(expected, "error")));
        CHECK(error == NULL);
    } else {
        only(expected, FIELDS);
        waxwing_str code = text_of(expected, "error");
        if (!same(waxwing_error_name(error), code)) {
            fail("expected %.*s, found %.*s", (int)code.len, code.data, (int)message.len,
                 message.data);
        }
        if (json_object_get(expected, "subject") != NULL) {
            waxwing_str subject = text_of(expected, "subject");
            waxwing_str found = waxwing_error_subject(error);
            if (!same(found, subject)) {
                fail("expected an error about \"%.*s\", found \"%.*s\"", (int)subject.len,
                     subject.data, (int)found.len, found.data);
            }
        }
        const json_t *retryable = json_object_get(expected, "retryable");
        if (retryable != NULL && waxwing_error_is_retryable(error) != json_is_true(retryable)) {
            fail("asking again may%s help", json_is_true(retryable) ? "" : " not");
        }
        CHECK(same(waxwing_status_name(status), code));
        CHECK(waxwing_error_status(error) == status);
        CHECK(waxwing_error_category(error) == waxwing_status_category(status));
        CHECK(message.len != 0 && waxwing_error_expected(error).len != 0);
        CHECK(waxwing_error_found(error).len != 0 && waxwing_error_subject(error).len != 0);
    }
    waxwing_error_free(error);
    return expects_error || status != WAXWING_STATUS_OK;
}
