#include "harness.h"

static struct totals counted;
static const char *group = "", *name = "";
static unsigned failures;
static bool is_quiet;

void case_begin(const char *of_group, const char *of_case) {
    group = of_group;
    name = of_case;
    failures = 0;
}

void case_end(void) {
    if (failures == 0) {
        counted.passed++;
    } else {
        counted.failed++;
    }
}

bool case_failed(void) { return failures != 0; }

void be_quiet(bool quiet) { is_quiet = quiet; }

void fail(const char *format, ...) {
    va_list arguments;
    failures++;
    if (is_quiet) {
        return;
    }
    printf("FAILED %s: %s: ", group, name);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\n");
}

void skip(const char *what, const char *why) {
    counted.skipped++;
    printf("skip: %s: %s\n", what, why);
}

struct totals totals(void) { return counted; }

void check_text(const char *file, int line, waxwing_str found, const char *expected) {
    if (!same(found, waxwing_str_of(expected))) {
        fail("%s:%d: expected \"%s\", found \"%.*s\"", file, line, expected, (int)found.len,
             found.data == NULL ? "" : found.data);
    }
}

void check_number(const char *file, int line, const char *what, long long found,
                  long long expected) {
    if (found != expected) {
        fail("%s:%d: %s: expected %lld, found %lld", file, line, what, expected, found);
    }
}

bool succeeds(const char *file, int line, waxwing_status status, waxwing_error **error) {
    if (status == WAXWING_STATUS_OK) {
        if (*error != NULL) {
            fail("%s:%d: a success left an error", file, line);
            *error = NULL;
        }
        return true;
    }
    waxwing_str message = waxwing_error_message(*error);
    fail("%s:%d: status %u: %.*s", file, line, (unsigned)status, (int)message.len,
         message.data == NULL ? "" : message.data);
    waxwing_error_free(*error);
    *error = NULL;
    return false;
}

bool same(waxwing_str a, waxwing_str b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

bool is_none(waxwing_str text) { return text.data == NULL && text.len == 0; }

bool contains(waxwing_str text, const char *part) {
    size_t length = strlen(part);
    for (size_t i = 0; i + length <= text.len; i++) {
        if (memcmp(text.data + i, part, length) == 0) {
            return true;
        }
    }
    return false;
}

void *allocate(size_t size) {
    void *memory = malloc(size == 0 ? 1 : size);
    if (memory == NULL) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

void *copy_of(const void *bytes, size_t size) {
    void *copy = allocate(size);
    if (size != 0) {
        memcpy(copy, bytes, size);
    }
    return copy;
}

char *read_file(const char *path, size_t *size) {
    enum { LIMIT = 64 * 1024 * 1024 };
    FILE *stream = fopen(path, "rb");
    if (stream == NULL) {
        return NULL;
    }
    size_t room = 4096, used = 0, got;
    char *text = allocate(room);
    while ((got = fread(text + used, 1, room - used, stream)) > 0 && used < LIMIT) {
        used += got;
        if (used == room) {
            char *larger = allocate(2 * room);
            memcpy(larger, text, used);
            free(text);
            text = larger;
            room *= 2;
        }
    }
    fclose(stream);
    *size = used;
    return text;
}
