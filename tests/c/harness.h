/* Counting, naming and comparing, for all groups of the C tests. */
#ifndef WAXWING_TESTS_HARNESS_H
#define WAXWING_TESTS_HARNESS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <waxwing.h>

#if defined(__GNUC__)
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
#else
#define PRINTF_LIKE(text, first)
#endif

/* A case, from begin to end, counts as one; it fails if anything in between did. */
void case_begin(const char *group, const char *name);
void case_end(void);
bool case_failed(void);
/* Whether failures are to be printed; not when they are made on purpose. */
void be_quiet(bool quiet);
void fail(const char *format, ...) PRINTF_LIKE(1, 2);
void skip(const char *what, const char *why);

struct totals {
    unsigned passed, failed, skipped;
};
struct totals totals(void);

/* Fails the case with its place in the source. */
#define CHECK(condition)                                                                           \
    ((condition) ? (void)0 : fail("%s:%d: not true: %s", __FILE__, __LINE__, #condition))
#define CHECK_TEXT(found, expected) check_text(__FILE__, __LINE__, (found), (expected))
#define CHECK_NUMBER(found, expected)                                                              \
    check_number(__FILE__, __LINE__, #found, (long long)(found), (long long)(expected))
void check_text(const char *file, int line, waxwing_str found, const char *expected);
void check_number(const char *file, int line, const char *what, long long found,
                  long long expected);

/* Fails the case unless a call succeeded; frees the error and sets it to NULL. */
#define SUCCEEDS(call) succeeds(__FILE__, __LINE__, (call), &error)
bool succeeds(const char *file, int line, waxwing_status status, waxwing_error **error);

bool same(waxwing_str a, waxwing_str b);
bool is_none(waxwing_str text);
bool contains(waxwing_str text, const char *part);

/* Memory or the end of the program. What is allocated is exactly as long as asked for, so that
 * tools that watch memory notice one byte too many. */
void *allocate(size_t size);
void *copy_of(const void *bytes, size_t size);

/* The whole of a file; NULL if it cannot be read. The caller frees it. */
char *read_file(const char *path, size_t *size);

/* The groups. */
void run_vectors(const char *folder);
void run_vector_rules(void);
bool make_fixture(const char *vectors);
void free_fixture(void);
void run_abi(void);
void run_views(void);
void run_null(void);
void run_refusals(void);
void run_lifetimes(void);
void run_subscriptions(void);
void run_steps(void);
/* Compares the library with OpenSSL on an object that it accepts, and on mutations of it. */
void check_in_steps(const waxwing_verifier *verifier, waxwing_str token, int64_t now_ms);
void run_threads(void);
void run_pushes(void);
void run_genuine(const char *shared);
void run_quickstart(void);
void run_sanitizers(void);

#endif
