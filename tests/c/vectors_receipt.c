/* Operations about receipts. */
#include "vectors.h"

static void receipt_id(const json_t *file, const json_t *one) {
    static const char *const FIELDS[] = {"transaction_id", NULL};
    const json_t *expect = json_object_get(one, "expect");
    struct bytes receipt = bytes_of(one, "receipt");
    waxwing_transaction_id *id = NULL;
    waxwing_error *error = NULL;
    (void)file;
    waxwing_status status =
        same(text_of(one, "kind"), WAXWING_STR("app"))
            ? waxwing_app_receipt_transaction_id(as_str(receipt), &id, &error)
            : waxwing_transaction_receipt_transaction_id(as_str(receipt), &id, &error);
    free(receipt.data);
    if (refused(expect, status, error)) {
        CHECK(id == NULL);
        return;
    }
    only(expect, FIELDS);
    const json_t *expected = json_object_get(expect, "transaction_id");
    if (json_is_null(expected)) {
        CHECK(is_none(waxwing_transaction_id_text(id)));
    } else {
        CHECK(same(waxwing_transaction_id_text(id), text_in(expected)));
    }
    waxwing_transaction_id_free(id);
}

static struct bytes from_hex(waxwing_str text) {
    struct bytes bytes = {malloc(text.len / 2 + 1), text.len / 2};
    for (size_t i = 0; i < bytes.len; i++) {
        char pair[3] = {text.data[2 * i], text.data[2 * i + 1], '\0'};
        bytes.data[i] = (char)strtoul(pair, NULL, 16);
    }
    return bytes;
}

typedef waxwing_status setter(waxwing_receipt_verifier_builder *, waxwing_bytes, waxwing_error **);

/* Certificates by their names in the file, and by themselves. */
static void certificates(const json_t *file, const json_t *one, const char *names,
                         const char *texts, waxwing_receipt_verifier_builder *builder,
                         setter *set) {
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(one, names), i, item) {
        const json_t *roots = json_object_get(file, "roots");
        struct bytes der = from_base64(text_in(json_object_get(roots, json_string_value(item))));
        set(builder, as_bytes(der), NULL);
        free(der.data);
    }
    json_array_foreach(json_object_get(one, texts), i, item) {
        struct bytes der = from_base64(text_in(item));
        set(builder, as_bytes(der), NULL);
        free(der.data);
    }
}

static uint32_t environment_named(waxwing_str name) {
    static const char *const NAMES[] = {"Production", "Sandbox", "Xcode", "LocalTesting"};
    return NUMBER_OF(name, NAMES);
}

static waxwing_receipt_verifier_builder *builder_of(const json_t *file, const json_t *one) {
    waxwing_receipt_verifier_builder *builder = waxwing_receipt_verifier_builder_new();
    size_t i;
    json_t *item;
    certificates(file, one, "roots", "roots_b64", builder, waxwing_receipt_verifier_builder_root);
    certificates(file, one, "xcode", "xcode_b64", builder,
                 waxwing_receipt_verifier_builder_xcode_certificate);
    json_array_foreach(json_object_get(one, "root_sha256"), i, item) {
        struct bytes fingerprint = from_hex(text_in(item));
        waxwing_receipt_verifier_builder_root_sha256(builder, as_bytes(fingerprint), NULL);
        free(fingerprint.data);
    }
    json_array_foreach(json_object_get(one, "environments"), i, item) {
        waxwing_receipt_verifier_builder_environment(builder, environment_named(text_in(item)),
                                                     NULL);
    }
    json_array_foreach(json_object_get(one, "bundle_ids"), i, item) {
        waxwing_receipt_verifier_builder_bundle_id(builder, text_in(item), NULL);
    }
    if (json_array_size(json_object_get(one, "bundle_ids")) == 0) {
        waxwing_receipt_verifier_builder_dangerous_any_bundle_id(builder, NULL);
    }
    if (json_is_true(json_object_get(one, "sha256_only"))) {
        waxwing_receipt_verifier_builder_sha256_only(builder, NULL);
    }
    return builder;
}

/* The whole as JSON, and each value by its pointer. */
static void compare_receipt(const waxwing_receipt *it, const json_t *expected) {
    const waxwing_str payload = waxwing_receipt_payload(it);
    json_t *found = json_loadb(payload.data, payload.len, JSON_REJECT_DUPLICATES, NULL);
    CHECK(json_equal(found, expected));
    json_decref(found);
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)expected, key, value) {
        char pointer[64];
        waxwing_str text;
        int64_t integer;
        bool boolean;
        size_t count;
        snprintf(pointer, sizeof pointer, "/%s", key);
        const waxwing_str at = waxwing_str_of(pointer);
        CHECK(waxwing_receipt_text(it, at, &text) == json_is_string(value) &&
              (!json_is_string(value) || same(text, text_in(value))));
        CHECK(waxwing_receipt_integer(it, at, &integer) == json_is_integer(value) &&
              (!json_is_integer(value) || integer == json_integer_value(value)));
        CHECK(waxwing_receipt_boolean(it, at, &boolean) == json_is_boolean(value));
        CHECK(waxwing_receipt_count(it, at, &count) == json_is_array(value) &&
              (!json_is_array(value) || count == json_array_size(value)));
    }
}

static void receipt(const json_t *file, const json_t *one) {
    static const char *const FIELDS[] = {
        "environment",   "created_at_ms", "leaf_valid_until_ms",
        "checked_at_ms", "digest",        "receipt", NULL};
    const json_t *expect = json_object_get(one, "expect");
    struct bytes input = bytes_of(one, "receipt");
    waxwing_receipt_verifier_builder *builder = builder_of(file, one);
    waxwing_receipt_verifier *verifier = NULL;
    waxwing_receipt *it = NULL;
    waxwing_error *error = NULL;
    waxwing_status status = waxwing_receipt_verifier_builder_build(builder, &verifier, &error);
    waxwing_receipt_verifier_builder_free(builder);
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_receipt_verifier_verify(verifier, as_str(input),
                                                 integer_of(one, "now_ms"), &it, &error);
    }
    free(input.data);
    waxwing_receipt_verifier_free(verifier);
    const json_t *device = json_object_get(one, "device_hex");
    if (status == WAXWING_STATUS_OK && device != NULL) {
        struct bytes guid = from_hex(text_in(device));
        status = waxwing_receipt_verify_device_hash(it, as_bytes(guid), &error);
        free(guid.data);
    }
    if (!refused(expect, status, error)) {
        only(expect, FIELDS);
        CHECK_NUMBER(waxwing_receipt_environment(it),
                     environment_named(text_of(expect, "environment")));
        CHECK_NUMBER(waxwing_receipt_created_at_ms(it), integer_of(expect, "created_at_ms"));
        CHECK_NUMBER(waxwing_receipt_leaf_valid_until_ms(it),
                     integer_of(expect, "leaf_valid_until_ms"));
        CHECK_NUMBER(waxwing_receipt_checked_at_ms(it), integer_of(expect, "checked_at_ms"));
        CHECK(same(waxwing_receipt_digest(it), text_of(expect, "digest")));
        compare_receipt(it, json_object_get(expect, "receipt"));
    }
    waxwing_receipt_free(it);
}

static const char *const RECEIPT_ID[] = {"name",        "kind",   "receipt", "receipt_parts",
                                         "receipt_b64", "expect", NULL};
static const char *const RECEIPT[] = {
    "name",  "receipt",   "receipt_parts", "receipt_b64", "roots",      "roots_b64",  "root_sha256",
    "xcode", "xcode_b64", "environments",  "bundle_ids",  "sha256_only", "device_hex", "now_ms",
    "expect", NULL};
static const char *const ROOTS[] = {"roots", NULL};

const struct operation RECEIPT_OPERATIONS[] = {
    {"receipt", "cases", RECEIPT, ROOTS, receipt, "name", NULL},
    {"receipt_id", "cases", RECEIPT_ID, NO_FIELDS, receipt_id, "name", NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
