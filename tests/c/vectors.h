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

/* Each list ends with an operation without a name. */
extern const struct operation APNS_OPERATIONS[];
extern const struct operation APP_STORE_OPERATIONS[];
extern const struct operation LIST_OPERATIONS[];

#endif
