/* Putting together what is found, to compare it as a whole. */
#include "json.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

void add_text(json_t *object, const char *key, waxwing_str text) {
    if (!is_none(text)) {
        json_object_set_new(object, key, json_stringn(text.data, text.len));
    }
}

json_t *texts_of(waxwing_str item(const void *, size_t), const void *handle) {
    json_t *all = json_array();
    waxwing_str text;
    while (!is_none(text = item(handle, json_array_size(all)))) {
        json_array_append_new(all, json_stringn(text.data, text.len));
    }
    return all;
}

json_t *sha256_of(waxwing_bytes bytes) {
    unsigned char digest[SHA256_DIGEST_LENGTH];
    char text[2 * sizeof digest + 1];
    if (bytes.data == NULL) {
        return json_null();
    }
    SHA256(bytes.data, bytes.len, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        snprintf(text + 2 * i, 3, "%02x", digest[i]);
    }
    return json_string(text);
}

json_t *base64_of(waxwing_bytes bytes) {
    unsigned char *text = allocate(bytes.len / 3 * 4 + 5);
    EVP_EncodeBlock(text, bytes.data, (int)bytes.len);
    json_t *value = json_string((const char *)text);
    free(text);
    return value;
}

void compare_json(json_t *found, const json_t *expected) {
    if (!json_equal(found, expected)) {
        char *was = json_dumps(found, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
        char *due = json_dumps(expected, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
        fail("expected %s, found %s", due, was);
        free(was);
        free(due);
    }
    json_decref(found);
}

struct bytes file_of(const json_t *one) {
    const char *name = json_string_value(json_object_get(one, "file"));
    char path[256];
    if (name == NULL) {
        return bytes_of(one, "x");
    }
    struct bytes bytes = {NULL, 0};
    snprintf(path, sizeof path, "tests/credentials/%s", name);
    bytes.data = read_file(path, &bytes.len);
    if (bytes.data == NULL) {
        fail("no file %s", path);
    }
    return bytes;
}

waxwing_str option_of(const json_t *one, const char *key) {
    return json_object_get(one, key) == NULL ? (waxwing_str){NULL, 0} : text_of(one, key);
}
