/* The operations of the test vectors. */
#ifndef WAXWING_TESTS_VECTORS_H
#define WAXWING_TESTS_VECTORS_H

#include "json.h"

struct operation {
    const char *name;
    /* The field of the file with the cases. */
    const char *list;
    /* The fields of a case, and of the file beside about, format, op and the list. */
    const char *const *case_fields;
    const char *const *file_fields;
    /* Runs one case; `name` is the field that names it. */
    void (*run)(const json_t *file, const json_t *one);
    const char *case_name;
    /* Looks at the file as a whole, if that says more than its cases. */
    void (*whole)(const json_t *file);
};

extern const char *const NO_FIELDS[];

/* The number of a name, counted from 1; a number that is none for another name. */
uint32_t number_of(waxwing_str name, const char *const *names, size_t count);
#define NUMBER_OF(name, names) number_of((name), (names), sizeof(names) / sizeof *(names))
uint32_t environment_of(const json_t *one);
/* An integer for an argument of 32 bits: what does not fit must not become another value. */
uint32_t narrow(json_int_t value);

/* The headers of a case; the caller frees the list. */
struct headers {
    waxwing_header *list;
    size_t count;
};
struct headers headers_of(const json_t *one);
/* The reply of a case; the caller frees it. */
waxwing_reply *reply_of(const json_t *one);

/* A text or an integer must be there exactly when it is expected. */
void compare_text(const json_t *expect, const char *key, waxwing_str found);
void compare_integer(const json_t *expect, const char *key, bool present, long long found);
void compare_request(const waxwing_request *request, const json_t *expect);
void compare_verdict(const waxwing_verdict *verdict, const json_t *expect);

/* A verifier as a case describes it; the caller frees the builder. */
waxwing_verifier_builder *verifier_builder_of(const json_t *file, const json_t *one);
/* The number of a kind's name; 0 for any. */
uint32_t kind_of(waxwing_str name);
void compare_object(const waxwing_signed_object *object, const json_t *expect);
/* Compares a payload as it is told, and as it was signed. */
void compare_payload(waxwing_str text, waxwing_str signed_text, const json_t *expected);

/* A builder of the options of a document; the caller frees it. */
waxwing_notification_builder *notification_builder_of(const json_t *options);

/* Each list ends with an operation without a name. */
extern const struct operation CHANNEL_OPERATIONS[];
extern const struct operation NOTIFICATION_OPERATIONS[];
extern const struct operation SESSION_OPERATIONS[];
extern const struct operation APNS_OPERATIONS[];
extern const struct operation APP_STORE_OPERATIONS[];
extern const struct operation CREDENTIAL_OPERATIONS[];
extern const struct operation LEGACY_OPERATIONS[];
extern const struct operation LIST_OPERATIONS[];
extern const struct operation POLICY_OPERATIONS[];
extern const struct operation RECEIPT_OPERATIONS[];
extern const struct operation SUBSCRIPTION_OPERATIONS[];
extern const struct operation WINDOWS_OPERATIONS[];

#endif
