/* Runs every case of every file of test vectors. */
#include "vectors.h"

#include <dirent.h>

static const struct operation *const OPERATIONS[] = {
    APNS_OPERATIONS,         APP_STORE_OPERATIONS, CHANNEL_OPERATIONS, CREDENTIAL_OPERATIONS,
    LEGACY_OPERATIONS,       LIST_OPERATIONS,      NOTIFICATION_OPERATIONS, POLICY_OPERATIONS, RECEIPT_OPERATIONS,
    SESSION_OPERATIONS,      SUBSCRIPTION_OPERATIONS, WINDOWS_OPERATIONS};
enum { OPERATION_LISTS = sizeof OPERATIONS / sizeof *OPERATIONS, MAX_OPERATIONS = 64 };

static const struct operation *operation_of(const json_t *file) {
    const char *name = json_string_value(json_object_get(file, "op"));
    for (size_t i = 0; name != NULL && i < OPERATION_LISTS; i++) {
        for (const struct operation *it = OPERATIONS[i]; it->name != NULL; it++) {
            if (strcmp(it->name, name) == 0) {
                return it;
            }
        }
    }
    return NULL;
}

/* Fails the case unless the file as a whole is one that is understood. */
static const struct operation *check_file(const json_t *file) {
    const struct operation *operation = operation_of(file);
    if (operation == NULL) {
        fail("unknown operation");
        return NULL;
    }
    const char *fields[16] = {"about", "format", "op", operation->list};
    size_t count = 4;
    for (const char *const *more = operation->file_fields; *more != NULL; more++) {
        fields[count++] = *more;
    }
    only(file, fields);
    if (text_of(file, "about").len == 0) {
        fail("says nothing about itself");
    }
    if (integer_of(file, "format") != 1) {
        fail("another format");
    }
    const json_t *cases = json_object_get(file, operation->list);
    if (json_array_size(cases) == 0) {
        fail("no cases");
    }
    size_t i, j;
    json_t *one, *other;
    json_array_foreach(cases, i, one) {
        waxwing_str name = text_of(one, operation->case_name);
        for (j = 0; j < i; j++) {
            other = json_array_get(cases, j);
            if (same(text_in(json_object_get(other, operation->case_name)), name)) {
                fail("two cases are called \"%.*s\"", (int)name.len, name.data);
            }
        }
    }
    if (operation->whole != NULL) {
        operation->whole(file);
    }
    return operation;
}

/* Where each instruction is watched, what takes seconds without that is left out. */
static bool left_out(const char *file, const char *name, const json_t *one) {
    if (!json_is_true(json_object_get(one, "slow")) || getenv("WAXWING_TESTS_LEAVE_OUT_SLOW") == NULL) {
        return false;
    }
    char what[256];
    snprintf(what, sizeof what, "%s: %s", file, name);
    skip(what, "slow, and run without valgrind too");
    return true;
}

static void run_case(const struct operation *operation, const json_t *file, const json_t *one) {
    if (only(one, operation->case_fields)) {
        operation->run(file, one);
    }
}

static const struct operation *run_file(const char *folder, const char *name) {
    char path[4096];
    json_error_t why;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    json_t *file = json_load_file(path, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &why);

    case_begin(name, "the file");
    const struct operation *operation = NULL;
    if (file == NULL) {
        fail("line %d: %s", why.line, why.text);
    } else {
        operation = check_file(file);
    }
    case_end();
    if (operation == NULL) {
        json_decref(file);
        return NULL;
    }

    size_t index;
    json_t *one;
    json_array_foreach(json_object_get(file, operation->list), index, one) {
        const char *of_case = json_string_value(json_object_get(one, operation->case_name));
        if (left_out(name, of_case, one)) {
            continue;
        }
        case_begin(name, of_case != NULL ? of_case : "(no name)");
        run_case(operation, file, one);
        case_end();
    }
    printf("%s: %zu cases\n", name, index);
    json_decref(file);
    return operation;
}

static int is_json(const struct dirent *entry) {
    size_t length = strlen(entry->d_name);
    return length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0;
}

void run_vectors(const char *folder) {
    struct dirent **entries = NULL;
    const struct operation *seen[MAX_OPERATIONS];
    size_t seen_count = 0;
    int count = scandir(folder, &entries, is_json, alphasort);
    for (int i = 0; i < count; i++) {
        const struct operation *operation = run_file(folder, entries[i]->d_name);
        if (operation != NULL && seen_count < MAX_OPERATIONS) {
            seen[seen_count++] = operation;
        }
        free(entries[i]);
    }
    free(entries);

    for (size_t i = 0; i < OPERATION_LISTS; i++) {
        for (const struct operation *it = OPERATIONS[i]; it->name != NULL; it++) {
            case_begin("vectors", it->name);
            bool found = false;
            for (size_t j = 0; j < seen_count; j++) {
                found = found || seen[j] == it;
            }
            if (!found) {
                fail("no file in %s has this operation", folder);
            }
            case_end();
        }
    }
}

/* What must make a run fail, does. Each text is a file of vectors with one mistake. */
void run_vector_rules(void) {
    static const struct {
        const char *name, *text;
    } MISTAKES[] = {
        {"no_cases", "{'about':'a','format':1,'op':'device_token','cases':[]}"},
        {"cases_missing", "{'about':'a','format':1,'op':'device_token'}"},
        {"unknown_operation", "{'about':'a','format':1,'op':'x','cases':[{'name':'a'}]}"},
        {"another_format", "{'about':'a','format':2,'op':'device_token','cases':[{'name':'a'}]}"},
        {"unknown_file_field",
         "{'about':'a','format':1,'op':'device_token','x':1,'cases':[{'name':'a'}]}"},
        {"a_name_twice",
         "{'about':'a','format':1,'op':'device_token','cases':[{'name':'a'},{'name':'a'}]}"},
        {"unknown_case_field",
         "{'about':'a','format':1,'op':'device_token','cases':[{'name':'a','hex':'00','x':1,"
         "'expect':{'hex':'00'}}]}"},
        {"unknown_expected_field",
         "{'about':'a','format':1,'op':'device_token','cases':[{'name':'a','hex':'00',"
         "'expect':{'hex':'00','x':1}}]}"},
        {"another_result",
         "{'about':'a','format':1,'op':'device_token','cases':[{'name':'a','hex':'00',"
         "'expect':{'hex':'01'}}]}"},
        {"another_error",
         "{'about':'a','format':1,'op':'device_token','cases':[{'name':'a','hex':'0',"
         "'expect':{'error':'invalid_input'}}]}"},
    };
    for (size_t i = 0; i < sizeof MISTAKES / sizeof *MISTAKES; i++) {
        char *text = copy_of(MISTAKES[i].text, strlen(MISTAKES[i].text) + 1);
        for (char *at = text; *at != '\0'; at++) {
            *at = *at == '\'' ? '"' : *at;
        }
        json_t *file = json_loads(text, 0, NULL);
        free(text);
        case_begin("vector rules, on purpose", MISTAKES[i].name);
        be_quiet(true);
        const struct operation *operation = check_file(file);
        const json_t *cases =
            operation != NULL ? json_object_get(file, operation->list) : NULL;
        if (json_array_size(cases) != 0 && !case_failed()) {
            run_case(operation, file, json_array_get(cases, 0));
        }
        bool noticed = case_failed();
        be_quiet(false);
        json_decref(file);
        case_begin("vector rules", MISTAKES[i].name);
        CHECK(noticed);
        case_end();
    }
}
