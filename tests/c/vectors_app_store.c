/* Operations about what the App Store signed. */
#include "vectors.h"

static const char *const ENVIRONMENTS[] = {"Production", "Sandbox", "Xcode", "LocalTesting"};

static struct bytes *roots_of(const json_t *file, const json_t *one, size_t *count) {
    const json_t *names = json_object_get(one, "roots");
    const json_t *given = json_object_get(one, "roots_b64");
    const json_t *shared = json_object_get(file, "roots");
    const json_t *list = names != NULL ? names : given;
    if (names != NULL && given != NULL) {
        fail("both \"roots\" and \"roots_b64\"");
    }
    size_t i;
    json_t *root;
    *count = json_array_size(list);
    struct bytes *roots = allocate(*count * sizeof *roots);
    json_array_foreach(list, i, root) {
        waxwing_str base64 =
            names != NULL ? text_of(shared, json_string_value(root)) : text_in(root);
        roots[i] = from_base64(base64);
    }
    return roots;
}

waxwing_verifier_builder *verifier_builder_of(const json_t *file, const json_t *one) {
    waxwing_verifier_builder *builder = waxwing_verifier_builder_new();
    size_t i, count;
    json_t *value;
    json_array_foreach(json_object_get(one, "environments"), i, value) {
        waxwing_verifier_builder_environment(builder, NUMBER_OF(text_in(value), ENVIRONMENTS), NULL);
    }
    const json_t *bundle_ids = json_object_get(one, "bundle_ids");
    json_array_foreach(bundle_ids, i, value) {
        waxwing_verifier_builder_bundle_id(builder, text_in(value), NULL);
    }
    if (json_array_size(bundle_ids) == 0) {
        waxwing_verifier_builder_dangerous_any_bundle_id(builder, NULL);
    }
    const json_t *app_apple_ids = json_object_get(one, "app_apple_ids");
    json_array_foreach(app_apple_ids, i, value) {
        waxwing_verifier_builder_app_apple_id(builder, json_integer_value(value), NULL);
    }
    if (json_array_size(app_apple_ids) == 0) {
        waxwing_verifier_builder_dangerous_any_app_apple_id(builder, NULL);
    }
    waxwing_str validity = text_of(one, "validity");
    uint32_t number = same(validity, WAXWING_STR("signing_time")) ? WAXWING_VALIDITY_SIGNING_TIME
                      : same(validity, WAXWING_STR("check_time")) ? WAXWING_VALIDITY_CHECK_TIME
                                                                   : UINT32_MAX;
    waxwing_verifier_builder_validity(builder, number, NULL);

    struct bytes *roots = roots_of(file, one, &count);
    waxwing_bytes *views = allocate(count * sizeof *views);
    for (i = 0; i < count; i++) {
        views[i] = as_bytes(roots[i]);
    }
    if (json_object_get(one, "roots") != NULL || json_object_get(one, "roots_b64") != NULL) {
        waxwing_verifier_builder_roots(builder, views, count, NULL);
    }
    for (i = 0; i < count; i++) {
        free(roots[i].data);
    }
    free(views);
    free(roots);
    return builder;
}

uint32_t kind_of(waxwing_str name) {
    static const char *const KINDS[] = {"notification", "transaction", "renewalInfo",
                                        "appTransaction", "realtimeRequest"};
    return same(name, WAXWING_STR("any")) ? 0 : NUMBER_OF(name, KINDS);
}

typedef waxwing_status verify_function(const waxwing_verifier *, waxwing_str, int64_t,
                                       waxwing_signed_object **, waxwing_error **);

static verify_function *function_of(waxwing_str kind) {
    static const struct {
        const char *kind;
        verify_function *function;
    } FUNCTIONS[] = {
        {"notification", waxwing_verifier_notification},
        {"transaction", waxwing_verifier_transaction},
        {"renewalInfo", waxwing_verifier_renewal_info},
        {"appTransaction", waxwing_verifier_app_transaction},
        {"realtimeRequest", waxwing_verifier_realtime_request},
        {"any", waxwing_verifier_any},
    };
    for (size_t i = 0; i < sizeof FUNCTIONS / sizeof *FUNCTIONS; i++) {
        if (same(kind, waxwing_str_of(FUNCTIONS[i].kind))) {
            return FUNCTIONS[i].function;
        }
    }
    fail("unknown kind \"%.*s\"", (int)kind.len, kind.data);
    return waxwing_verifier_any;
}

/* Compares a value of the payload with what is found by its JSON pointer. */
static void compare_value(const waxwing_signed_object *object, const char *pointer,
                          const json_t *expected) {
    waxwing_str at = waxwing_str_of(pointer), text;
    int64_t integer;
    double number;
    bool boolean;
    size_t count;
    if (!waxwing_signed_object_has(object, at)) {
        fail("nothing at %s", pointer);
        return;
    }
    bool is_text = waxwing_signed_object_text(object, at, &text);
    bool is_integer = waxwing_signed_object_integer(object, at, &integer);
    bool is_number = waxwing_signed_object_number(object, at, &number);
    bool is_boolean = waxwing_signed_object_boolean(object, at, &boolean);
    bool has_count = waxwing_signed_object_count(object, at, &count);
    bool good;
    switch (json_typeof(expected)) {
    case JSON_STRING:
        good = is_text && same(text, text_in(expected));
        break;
    case JSON_INTEGER:
        good = is_integer && integer == json_integer_value(expected) && is_number;
        break;
    case JSON_REAL:
        good = is_number && number == json_real_value(expected) && !is_integer;
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        good = is_boolean && boolean == json_is_true(expected);
        break;
    case JSON_ARRAY:
        good = has_count && count == json_array_size(expected);
        break;
    case JSON_OBJECT:
        good = has_count && count == json_object_size(expected);
        break;
    default:
        good = !is_text && !is_number && !is_boolean && !has_count;
    }
    if (!good) {
        fail("another value at %s", pointer);
    }
}

/* Compares all of an object, one level deep, by JSON pointers. */
static void compare_fields(const waxwing_signed_object *object, const json_t *expected) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)expected, key, value) {
        char pointer[256] = "/";
        size_t used = 1;
        for (const char *at = key; *at != '\0' && used < sizeof pointer - 3; at++) {
            if (*at == '~' || *at == '/') {
                pointer[used++] = '~';
                pointer[used++] = *at == '~' ? '0' : '1';
            } else {
                pointer[used++] = *at;
            }
        }
        pointer[used] = '\0';
        compare_value(object, pointer, value);
    }
}

static void compare_text_field(const json_t *payload, const char *key, waxwing_str found) {
    const json_t *expected = json_object_get(payload, key);
    if (json_is_string(expected) ? !same(text_in(expected), found) : !is_none(found)) {
        fail("another %s", key);
    }
}

static void compare_integer_field(const json_t *payload, const char *key,
                                  bool (*getter)(const waxwing_signed_object *, int64_t *),
                                  const waxwing_signed_object *object) {
    const json_t *expected = json_object_get(payload, key);
    int64_t found = -1;
    bool present = getter(object, &found);
    if (present != json_is_integer(expected) ||
        (present && found != json_integer_value(expected)) || (!present && found != -1)) {
        fail("another %s", key);
    }
}

static void compare_getters(const waxwing_signed_object *it, const json_t *payload) {
    compare_text_field(payload, "notificationType", waxwing_signed_object_notification_type(it));
    compare_text_field(payload, "subtype", waxwing_signed_object_subtype(it));
    compare_text_field(payload, "notificationUUID", waxwing_signed_object_notification_uuid(it));
    compare_text_field(payload, "transactionId", waxwing_signed_object_transaction_id(it));
    compare_text_field(payload, "originalTransactionId",
                       waxwing_signed_object_original_transaction_id(it));
    compare_text_field(payload, "productId", waxwing_signed_object_product_id(it));
    compare_text_field(payload, "type", waxwing_signed_object_product_type(it));
    compare_text_field(payload, "appAccountToken", waxwing_signed_object_app_account_token(it));
    compare_text_field(payload, "autoRenewProductId",
                       waxwing_signed_object_auto_renew_product_id(it));
    compare_integer_field(payload, "purchaseDate", waxwing_signed_object_purchase_date_ms, it);
    compare_integer_field(payload, "expiresDate", waxwing_signed_object_expires_date_ms, it);
    compare_integer_field(payload, "revocationDate", waxwing_signed_object_revocation_date_ms, it);
    compare_integer_field(payload, "renewalDate", waxwing_signed_object_renewal_date_ms, it);
    compare_integer_field(payload, "gracePeriodExpiresDate",
                          waxwing_signed_object_grace_period_expires_date_ms, it);
    compare_integer_field(payload, "autoRenewStatus", waxwing_signed_object_auto_renew_status, it);
}

void compare_payload(waxwing_str text, waxwing_str signed_text, const json_t *expected) {
    json_t *found = json_loadb(text.data, text.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    json_t *as_signed =
        json_loadb(signed_text.data, signed_text.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    if (!json_equal(found, expected)) {
        fail("another payload: %.*s", (int)text.len, text.data);
    }
    /* What was signed has the same fields; dates may be written differently. */
    CHECK(json_object_size(as_signed) == json_object_size(expected));
    json_decref(found);
    json_decref(as_signed);
}

/* Certificates belong together, and to the time that was checked. */
static void compare_certificates(const waxwing_signed_object *object) {
    for (uint32_t which = WAXWING_CERTIFICATE_LEAF; which <= WAXWING_CERTIFICATE_ROOT; which++) {
        CHECK(waxwing_signed_object_certificate_name(object, which).data != NULL);
        CHECK(waxwing_signed_object_certificate_serial(object, which).len != 0);
        CHECK(waxwing_signed_object_certificate_not_before_ms(object, which) <=
              waxwing_signed_object_certificate_not_after_ms(object, which));
    }
    CHECK_NUMBER(
        waxwing_signed_object_certificate_not_after_ms(object, WAXWING_CERTIFICATE_LEAF),
        waxwing_signed_object_leaf_valid_until_ms(object));
}

static void compare_nested(const json_t *expect, const char *key,
                           const waxwing_signed_object *found, uint32_t kind) {
    const json_t *expected = json_object_get(expect, key);
    if ((expected != NULL) != (found != NULL)) {
        fail("%s: %s", key, found != NULL ? "found, but not expected" : "expected, but not found");
    } else if (found != NULL) {
        CHECK_NUMBER(waxwing_signed_object_kind(found), kind);
        compare_payload(waxwing_signed_object_payload(found), waxwing_signed_object_json(found),
                        expected);
        compare_fields(found, expected);
        compare_getters(found, expected);
        compare_certificates(found);
    }
}

void compare_object(const waxwing_signed_object *object, const json_t *expect) {
    CHECK(same(waxwing_signed_object_kind_name(object), text_of(expect, "kind")));
    CHECK(waxwing_signed_object_kind(object) == kind_of(text_of(expect, "kind")));
    CHECK_NUMBER(waxwing_signed_object_signed_at_ms(object), integer_of(expect, "signed_at_ms"));
    CHECK_NUMBER(waxwing_signed_object_leaf_valid_until_ms(object),
                 integer_of(expect, "leaf_valid_until_ms"));
    CHECK_NUMBER(waxwing_signed_object_checked_at_ms(object), integer_of(expect, "checked_at_ms"));
    CHECK_NUMBER(waxwing_signed_object_environment(object),
                 NUMBER_OF(text_of(expect, "environment"), ENVIRONMENTS));
    const json_t *bundle_id = json_object_get(expect, "bundle_id");
    CHECK(bundle_id != NULL ? same(text_in(bundle_id), waxwing_signed_object_bundle_id(object))
                            : is_none(waxwing_signed_object_bundle_id(object)));
    compare_payload(waxwing_signed_object_payload(object), waxwing_signed_object_json(object),
                    json_object_get(expect, "payload"));
    compare_fields(object, json_object_get(expect, "payload"));
    compare_getters(object, json_object_get(expect, "payload"));
    compare_certificates(object);
    compare_nested(expect, "transaction", waxwing_signed_object_transaction(object),
                   WAXWING_KIND_TRANSACTION);
    compare_nested(expect, "renewal_info", waxwing_signed_object_renewal_info(object),
                   WAXWING_KIND_RENEWAL_INFO);
    compare_nested(expect, "app_transaction", waxwing_signed_object_app_transaction(object),
                   WAXWING_KIND_APP_TRANSACTION);
}

static void verify(const json_t *file, const json_t *one) {
    static const char *const FIELDS[] = {"kind",          "signed_at_ms", "leaf_valid_until_ms",
                                         "checked_at_ms", "environment",  "bundle_id",
                                         "payload",       "transaction",  "renewal_info",
                                         "app_transaction", NULL};
    const json_t *expect = json_object_get(one, "expect");
    int64_t now_ms = integer_of(one, "now_ms");
    waxwing_verifier_builder *builder = verifier_builder_of(file, one);
    waxwing_verifier *verifier = NULL;
    waxwing_signed_object *object = NULL;
    waxwing_error *error = NULL;
    CHECK(json_object_get(one, "roots") != NULL || json_object_get(one, "roots_b64") != NULL);
    waxwing_status status = waxwing_verifier_builder_build(builder, &verifier, &error);
    waxwing_verifier_builder_free(builder);
    if (status == WAXWING_STATUS_OK) {
        struct bytes token = bytes_of(one, "token");
        verify_function *function = function_of(text_of(one, "kind"));
        status = function(verifier, as_str(token), now_ms, &object, &error);
        free(token.data);
    }
    /* An object lives on without its verifier. */
    waxwing_verifier_free(verifier);
    if (refused(expect, status, error)) {
        CHECK(object == NULL);
        return;
    }
    only(expect, FIELDS);
    compare_object(object, expect);
    waxwing_signed_object_free(object);
}

static void anchor(const json_t *file, const json_t *one) {
    static const char *const FIELDS[] = {"sha256", NULL};
    const json_t *expect = json_object_get(one, "expect");
    struct bytes der = bytes_of(one, "der");
    uint8_t sha256[32] = {0};
    char hex[65];
    waxwing_error *error = NULL;
    waxwing_status status = waxwing_root_fingerprint(as_bytes(der), sha256, &error);
    (void)file;

    /* A verifier refuses what cannot be a root, and nothing else. */
    waxwing_verifier_builder *builder = waxwing_verifier_builder_new();
    waxwing_verifier *verifier = NULL;
    waxwing_verifier_builder_dangerous_any_bundle_id(builder, NULL);
    waxwing_verifier_builder_environment(builder, WAXWING_ENVIRONMENT_SANDBOX, NULL);
    waxwing_verifier_builder_root(builder, as_bytes(der), NULL);
    CHECK_NUMBER(waxwing_verifier_builder_build(builder, &verifier, NULL), status);
    waxwing_verifier_builder_free(builder);
    waxwing_verifier_free(verifier);
    free(der.data);
    if (refused(expect, status, error)) {
        return;
    }
    only(expect, FIELDS);
    for (size_t i = 0; i < sizeof sha256; i++) {
        snprintf(hex + 2 * i, 3, "%02x", sha256[i]);
    }
    CHECK(same(waxwing_str_of(hex), text_of(expect, "sha256")));
}

static const char *const VERIFY[] = {"name",         "kind",          "token",      "token_parts", "token_b64",
                                     "roots",        "roots_b64",     "environments",
                                     "bundle_ids",   "app_apple_ids", "validity",   "now_ms",
                                     "expect",       NULL};
static const char *const ROOTS[] = {"roots", NULL};
static const char *const ANCHOR[] = {"name", "der_b64", "expect", NULL};

const struct operation APP_STORE_OPERATIONS[] = {
    {"verify", "cases", VERIFY, ROOTS, verify, "name", NULL},
    {"anchor", "cases", ANCHOR, NO_FIELDS, anchor, "name", NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
