/* Operations about all that a verifier can be set to, about its steps, and about what is only read. */
#include "../../ffi/examples/openssl_check.h"
#include "vectors.h"

enum { MAX_CHECKS = 16 };

/* The answers of a case; the caller frees them. */
struct answers {
    waxwing_bytes *views;
    size_t count;
};

static struct answers answers_of(const json_t *one) {
    const json_t *list = json_object_get(one, "answers_b64");
    struct answers answers = {NULL, json_array_size(list)};
    size_t i;
    json_t *value;
    answers.views = allocate(answers.count * sizeof *answers.views);
    json_array_foreach(list, i, value) {
        answers.views[i] = as_bytes(from_base64(text_in(value)));
    }
    return answers;
}

static void free_answers(struct answers answers) {
    for (size_t i = 0; i < answers.count; i++) {
        free((void *)(uintptr_t)answers.views[i].data);
    }
    free(answers.views);
}

/* Setters go unchecked here: the builder keeps their errors. */
static waxwing_status build(const json_t *file, const json_t *one, waxwing_verifier **verifier,
                            waxwing_error **error) {
    static const char *const POLICIES[] = {"off", "soft", "required"};
    waxwing_verifier_builder *builder = verifier_builder_of(file, one);
    const json_t *oldest = json_object_get(one, "oldest_signing_time_ms");
    const json_t *revocation = json_object_get(one, "revocation");
    const json_t *max_age = json_object_get(one, "ocsp_max_age_ms");
    size_t i;
    json_t *value;
    json_array_foreach(json_object_get(one, "xcode_certificates_b64"), i, value) {
        struct bytes der = from_base64(text_in(value));
        waxwing_verifier_builder_xcode_certificate(builder, as_bytes(der), NULL);
        free(der.data);
    }
    if (oldest != NULL) {
        waxwing_verifier_builder_oldest_signing_time(builder, json_integer_value(oldest), NULL);
    }
    if (revocation != NULL) {
        waxwing_verifier_builder_revocation(builder, NUMBER_OF(text_in(revocation), POLICIES), NULL);
    }
    json_array_foreach(json_object_get(one, "ocsp_hosts"), i, value) {
        waxwing_verifier_builder_ocsp_host(builder, text_in(value), NULL);
    }
    if (max_age != NULL) {
        waxwing_verifier_builder_ocsp_max_age_ms(builder, narrow(json_integer_value(max_age)), NULL);
    }
    waxwing_status status = waxwing_verifier_builder_build(builder, verifier, error);
    waxwing_verifier_builder_free(builder);
    return status;
}

/* Begins a verification and has OpenSSL run its checks. */
static waxwing_status begin(const waxwing_verifier *verifier, const json_t *one,
                            waxwing_pending **pending, bool *outcomes, size_t *count,
                            waxwing_error **error) {
    waxwing_signature_check check;
    struct bytes token = bytes_of(one, "token");
    waxwing_status status = waxwing_verifier_begin(
        verifier, as_str(token), kind_of(text_of(one, "kind")), pending, error);
    free(token.data);
    for (*count = 0; *count < MAX_CHECKS && waxwing_pending_check(*pending, *count, &check);
         (*count)++) {
        outcomes[*count] = openssl_check(&check);
    }
    return status;
}

static waxwing_status verify_with(const waxwing_verifier *verifier, const json_t *one,
                                  struct answers answers, waxwing_signed_object **object,
                                  waxwing_error **error) {
    struct bytes token = bytes_of(one, "token");
    waxwing_status status = waxwing_verifier_verify(
        verifier, as_str(token), kind_of(text_of(one, "kind")), answers.views, answers.count,
        integer_of(one, "now_ms"), object, error);
    free(token.data);
    return status;
}

static void verify_policy(const json_t *file, const json_t *one) {
    static const char *const FIELDS[] = {"kind",          "signed_at_ms", "leaf_valid_until_ms",
                                         "checked_at_ms", "environment",  "bundle_id",
                                         "app_apple_id",  "payload",      "transaction",
                                         "renewal_info",  "app_transaction",
                                         "leaf_expired_since", "sha256",  NULL};
    static const char *const CHAIN[] = {"leaf", "intermediate", "root", NULL};
    const json_t *expect = json_object_get(one, "expect");
    waxwing_verifier *verifier = NULL;
    waxwing_signed_object *object = NULL;
    waxwing_error *error = NULL;
    waxwing_status status = build(file, one, &verifier, &error);
    if (status == WAXWING_STATUS_OK) {
        status = verify_with(verifier, one, (struct answers){NULL, 0}, &object, &error);
    }
    waxwing_verifier_free(verifier);
    if (refused(expect, status, error)) {
        CHECK(object == NULL);
        return;
    }
    only(expect, FIELDS);
    compare_object(object, expect);
    int64_t app_apple_id = 0;
    bool has_id = waxwing_signed_object_app_apple_id(object, &app_apple_id);
    compare_integer(expect, "app_apple_id", has_id, app_apple_id);
    CHECK((waxwing_signed_object_checked_at_ms(object) >
           waxwing_signed_object_leaf_valid_until_ms(object)) ==
          json_is_true(json_object_get(expect, "leaf_expired_since")));
    const json_t *sha256 = json_object_get(expect, "sha256");
    only(sha256, CHAIN);
    for (uint32_t which = WAXWING_CERTIFICATE_LEAF; which <= WAXWING_CERTIFICATE_ROOT; which++) {
        CHECK(same(waxwing_signed_object_certificate_sha256(object, which),
                   text_of(sha256, CHAIN[which])));
    }
    waxwing_signed_object_free(object);
}

static void put_time(json_t *object, const char *key, int64_t time_ms) {
    if (time_ms != WAXWING_TIME_UNKNOWN) {
        json_object_set_new(object, key, json_integer(time_ms));
    }
}

static json_t *status_of(const waxwing_signed_object *object, uint32_t which) {
    waxwing_revocation revocation;
    if (!waxwing_signed_object_revocation(object, which, &revocation)) {
        return NULL;
    }
    waxwing_str name = waxwing_ocsp_status_name(revocation.status);
    json_t *found = json_object();
    json_object_set_new(found, "status", json_stringn(name.data, name.len));
    put_time(found, "since_ms", revocation.since_ms);
    put_time(found, "cache_until_ms", revocation.cache_until_ms);
    if (!is_none(revocation.reason)) {
        json_object_set_new(found, "reason",
                            json_stringn(revocation.reason.data, revocation.reason.len));
    }
    return found;
}

static void compare_revocation(const waxwing_signed_object *object, const json_t *expected) {
    int64_t until_ms;
    json_t *found = json_object();
    json_t *leaf = status_of(object, WAXWING_CERTIFICATE_LEAF);
    json_t *intermediate = status_of(object, WAXWING_CERTIFICATE_INTERMEDIATE);
    CHECK(status_of(object, WAXWING_CERTIFICATE_ROOT) == NULL);
    if (leaf != NULL) {
        json_object_set_new(found, "leaf", leaf);
        json_object_set_new(found, "intermediate", intermediate);
    }
    if (waxwing_signed_object_revocation_cache_until_ms(object, &until_ms)) {
        put_time(found, "cache_until_ms", until_ms);
    }
    if (expected == NULL ? json_object_size(found) != 0 : !json_equal(found, expected)) {
        char *shown = json_dumps(found, JSON_COMPACT);
        fail("another revocation: %s", shown);
        free(shown);
    }
    json_decref(found);
}

/* At once, then in steps, with a chain that may be known now: all the same. */
static void verify_ocsp(const json_t *file, const json_t *one) {
    static const char *const FIELDS[] = {"kind", "revocation", NULL};
    const json_t *expect = json_object_get(one, "expect");
    struct answers answers = answers_of(one);
    waxwing_verifier *verifier = NULL;
    waxwing_error *error = NULL;
    waxwing_status status = build(file, one, &verifier, &error);
    if (status != WAXWING_STATUS_OK) {
        refused(expect, status, error);
        free_answers(answers);
        return;
    }
    for (int in_steps = 0; in_steps < 2; in_steps++) {
        waxwing_signed_object *object = NULL;
        waxwing_pending *pending = NULL;
        bool outcomes[MAX_CHECKS];
        size_t count;
        error = NULL;
        if (in_steps) {
            status = begin(verifier, one, &pending, outcomes, &count, &error);
            if (status == WAXWING_STATUS_OK) {
                status = waxwing_pending_finish(pending, outcomes, count, answers.views,
                                                answers.count, integer_of(one, "now_ms"), &object,
                                                &error);
            }
            waxwing_pending_free(pending);
        } else {
            status = verify_with(verifier, one, answers, &object, &error);
        }
        if (!refused(expect, status, error)) {
            only(expect, FIELDS);
            CHECK(same(waxwing_signed_object_kind_name(object), text_of(expect, "kind")));
            compare_revocation(object, json_object_get(expect, "revocation"));
        }
        waxwing_signed_object_free(object);
    }
    waxwing_verifier_free(verifier);
    free_answers(answers);
}

static void compare_requests(const waxwing_ocsp_requests *requests, const json_t *expected) {
    static const char *const FIELDS[] = {"url", "certificate", "body_b64", NULL};
    waxwing_ocsp_request request;
    size_t i;
    json_t *due;
    CHECK_NUMBER(waxwing_ocsp_requests_count(requests), json_array_size(expected));
    json_array_foreach(expected, i, due) {
        only(due, FIELDS);
        if (!waxwing_ocsp_requests_item(requests, i, &request)) {
            fail("no request %zu", i);
            break;
        }
        struct bytes body = from_base64(text_of(due, "body_b64"));
        CHECK(same(request.url, text_of(due, "url")) && request.url.data[request.url.len] == '\0');
        CHECK_TEXT(request.content_type, "application/ocsp-request");
        CHECK(request.content_type.data[request.content_type.len] == '\0');
        CHECK(same((waxwing_str){(const char *)request.body.data, request.body.len}, as_str(body)));
        CHECK_TEXT(text_of(due, "certificate"), request.certificate == WAXWING_CERTIFICATE_LEAF
                                                    ? "leaf" : "intermediate");
        free(body.data);
    }
    CHECK(!waxwing_ocsp_requests_item(requests, json_array_size(expected), &request));
}

static void ocsp_requests(const json_t *file, const json_t *one) {
    static const char *const FIELDS[] = {"requests", NULL};
    const json_t *expect = json_object_get(one, "expect");
    int64_t now_ms = integer_of(one, "now_ms");
    waxwing_verifier *verifier = NULL;
    waxwing_pending *pending = NULL;
    waxwing_ocsp_requests *requests = NULL;
    waxwing_error *error = NULL;
    bool outcomes[MAX_CHECKS];
    size_t count;
    waxwing_status status = build(file, one, &verifier, &error);
    if (status == WAXWING_STATUS_OK) {
        status = begin(verifier, one, &pending, outcomes, &count, &error);
    }
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_pending_ocsp_requests(pending, outcomes, count, now_ms, &requests, &error);
    }
    if (!refused(expect, status, error)) {
        only(expect, FIELDS);
        compare_requests(requests, json_object_get(expect, "requests"));
        waxwing_ocsp_requests_free(requests);
        requests = NULL;
        /* The same at once. */
        struct bytes token = bytes_of(one, "token");
        error = NULL;
        SUCCEEDS(waxwing_verifier_ocsp_requests(verifier, as_str(token), now_ms, &requests, &error));
        compare_requests(requests, json_object_get(expect, "requests"));
        free(token.data);
    }
    waxwing_ocsp_requests_free(requests);
    waxwing_pending_free(pending);
    waxwing_verifier_free(verifier);
}

static bool is_base64_of(waxwing_bytes bytes, waxwing_str base64) {
    struct bytes due = from_base64(base64);
    bool equal = same((waxwing_str){(const char *)bytes.data, bytes.len}, as_str(due));
    free(due.data);
    return equal;
}

static void compare_check(const waxwing_signature_check *check, const json_t *due) {
    static const char *const FIELDS[] = {"curve",         "hash",        "spki_b64",
                                         "signature_b64", "data_sha256", NULL};
    static const char *const CURVES[] = {"P-256", "P-384"}, *const HASHES[] = {"SHA-256", "SHA-384"};
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    char hex[2 * EVP_MAX_MD_SIZE + 1] = "";
    only(due, FIELDS);
    CHECK_NUMBER(check->curve, NUMBER_OF(text_of(due, "curve"), CURVES));
    CHECK_NUMBER(check->hash, NUMBER_OF(text_of(due, "hash"), HASHES));
    CHECK(is_base64_of(check->spki, text_of(due, "spki_b64")));
    CHECK(is_base64_of(check->signature, text_of(due, "signature_b64")));
    EVP_Digest(check->data.data, check->data.len, digest, &length, EVP_sha256(), NULL);
    for (unsigned i = 0; i < length; i++) {
        snprintf(hex + 2 * (size_t)i, 3, "%02x", digest[i]);
    }
    CHECK(same(waxwing_str_of(hex), text_of(due, "data_sha256")));
}

static void checks(const json_t *file, const json_t *one) {
    static const char *const FIELDS[] = {"checks", "finish", NULL};
    static const char *const FINISH[] = {"kind", "error", NULL};
    const json_t *expect = json_object_get(one, "expect");
    const json_t *given = json_object_get(one, "outcomes");
    waxwing_verifier *verifier = NULL;
    waxwing_pending *pending = NULL;
    waxwing_signed_object *object = NULL;
    waxwing_error *error = NULL;
    waxwing_signature_check check;
    bool outcomes[MAX_CHECKS];
    size_t i, count;
    json_t *due;
    waxwing_status status = build(file, one, &verifier, &error);
    if (status == WAXWING_STATUS_OK) {
        status = begin(verifier, one, &pending, outcomes, &count, &error);
    }
    if (refused(expect, status, error)) {
        waxwing_verifier_free(verifier);
        return;
    }
    only(expect, FIELDS);
    CHECK_NUMBER(count, json_array_size(json_object_get(expect, "checks")));
    json_array_foreach(json_object_get(expect, "checks"), i, due) {
        if (waxwing_pending_check(pending, i, &check)) {
            compare_check(&check, due);
        } else {
            fail("no check %zu", i);
        }
    }
    CHECK(json_array_size(given) <= MAX_CHECKS);
    json_array_foreach(given, i, due) {
        outcomes[i < MAX_CHECKS ? i : 0] = json_is_true(due);
    }
    const json_t *finish = json_object_get(expect, "finish");
    status = waxwing_pending_finish(pending, outcomes, json_array_size(given), NULL, 0,
                                    integer_of(one, "now_ms"), &object, &error);
    only(finish, FINISH);
    if (!refused(finish, status, error)) {
        CHECK(same(waxwing_signed_object_kind_name(object), text_of(finish, "kind")));
    }
    waxwing_signed_object_free(object);
    waxwing_pending_free(pending);
    waxwing_verifier_free(verifier);
}

static void unverified(const json_t *file, const json_t *one) {
    static const char *const FIELDS[] = {"kind", "payload", "json", NULL};
    const json_t *expect = json_object_get(one, "expect");
    struct bytes token = bytes_of(one, "token");
    waxwing_unverified *it = NULL;
    waxwing_error *error = NULL;
    (void)file;
    waxwing_status status = waxwing_decode_unverified(
        as_str(token), kind_of(text_of(one, "kind")), &it, &error);
    free(token.data);
    if (refused(expect, status, error)) {
        CHECK(it == NULL);
        return;
    }
    only(expect, FIELDS);
    CHECK(same(waxwing_unverified_kind_name(it), text_of(expect, "kind")));
    CHECK_NUMBER(waxwing_unverified_kind(it), kind_of(text_of(expect, "kind")));
    CHECK(same(waxwing_unverified_json(it), text_of(expect, "json")));
    compare_payload(waxwing_unverified_payload(it), waxwing_unverified_json(it),
                    json_object_get(expect, "payload"));
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(expect, "payload"), key, value) {
        char pointer[256];
        waxwing_str text;
        int64_t integer;
        double number;
        bool boolean;
        size_t count;
        if (strpbrk(key, "~/") != NULL) {
            continue;
        }
        snprintf(pointer, sizeof pointer, "/%s", key);
        waxwing_str at = waxwing_str_of(pointer);
        CHECK(waxwing_unverified_has(it, at));
        CHECK(waxwing_unverified_text(it, at, &text) == json_is_string(value) &&
              (!json_is_string(value) || same(text, text_in(value))));
        CHECK(waxwing_unverified_integer(it, at, &integer) == json_is_integer(value) &&
              (!json_is_integer(value) || integer == json_integer_value(value)));
        CHECK(waxwing_unverified_number(it, at, &number) == json_is_number(value) &&
              (!json_is_number(value) || number == json_number_value(value)));
        CHECK(waxwing_unverified_boolean(it, at, &boolean) == json_is_boolean(value) &&
              (!json_is_boolean(value) || boolean == json_is_true(value)));
        size_t size = json_is_array(value) ? json_array_size(value) : json_object_size(value);
        bool has_parts = json_is_array(value) || json_is_object(value);
        CHECK(waxwing_unverified_count(it, at, &count) == has_parts && (!has_parts || count == size));
    }
    waxwing_unverified_free(it);
}

#define POLICY                                                                                     \
    "name", "kind", "token", "token_parts", "token_b64", "roots", "roots_b64",                     \
        "xcode_certificates_b64", "environments", "bundle_ids", "app_apple_ids", "validity",       \
        "oldest_signing_time_ms", "revocation", "ocsp_hosts", "ocsp_max_age_ms", "now_ms", "expect"
static const char *const VERIFY_POLICY[] = {POLICY, NULL};
static const char *const VERIFY_OCSP[] = {POLICY, "answers_b64", NULL};
static const char *const CHECKS[] = {POLICY, "outcomes", NULL};
static const char *const UNVERIFIED[] = {"name", "kind", "token", "token_parts", "expect", NULL};
static const char *const ROOTS[] = {"roots", NULL};

const struct operation POLICY_OPERATIONS[] = {
    {"verify_policy", "cases", VERIFY_POLICY, ROOTS, verify_policy, "name", NULL},
    {"verify_ocsp", "cases", VERIFY_OCSP, ROOTS, verify_ocsp, "name", NULL},
    {"ocsp_requests", "cases", VERIFY_POLICY, ROOTS, ocsp_requests, "name", NULL},
    {"checks", "cases", CHECKS, ROOTS, checks, "name", NULL},
    {"unverified", "cases", UNVERIFIED, ROOTS, unverified, "name", NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
