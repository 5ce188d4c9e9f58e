/* Reading test vectors. What is not understood fails the case. */
#ifndef WAXWING_TESTS_JSON_H
#define WAXWING_TESTS_JSON_H

#include <jansson.h>

#include "harness.h"

/* Fails the case if an object has a field that is not in `allowed`, a list that ends in NULL. */
bool only(const json_t *object, const char *const *allowed);

/* A text; `{NULL, 0}`, failing the case, if it is missing. */
waxwing_str text_of(const json_t *object, const char *key);
waxwing_str text_in(const json_t *value);
/* An integer; 0, failing the case, if it is missing. */
json_int_t integer_of(const json_t *object, const char *key);

/* The bytes of `key`, `key_b64` or `key_parts`, in memory of exactly their size; the caller frees
 * `data`. Fails the case unless there is exactly one of them. */
struct bytes {
    char *data;
    size_t len;
};
struct bytes bytes_of(const json_t *object, const char *key);
struct bytes from_base64(waxwing_str text);

waxwing_str as_str(struct bytes bytes);
waxwing_bytes as_bytes(struct bytes bytes);

/* Whether the case expects an error; if so, compares it. Frees the error. */
bool refused(const json_t *expected, waxwing_status status, waxwing_error *error);

/* Adds to an object what is found: nothing for {NULL, 0}. */
void add_text(json_t *object, const char *key, waxwing_str text);
/* A list of all texts that `item` gives. */
json_t *texts_of(waxwing_str item(const void *, size_t), const void *handle);
/* The SHA-256 as lower-case hexadecimal; null for {NULL, 0}. */
json_t *sha256_of(waxwing_bytes bytes);
json_t *base64_of(waxwing_bytes bytes);
/* Fails the case unless both are equal; frees what was found. */
void compare_json(json_t *found, const json_t *expected);
/* A file that a case names, in tests/credentials, or brings along; the caller frees `data`. */
struct bytes file_of(const json_t *one);
/* A text that need not be there. */
waxwing_str option_of(const json_t *one, const char *key);

#endif
