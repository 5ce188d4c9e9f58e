/* Operations that are lists: what is in the header must be in them, and nothing else. */
#include "vectors.h"

/* Every status of the header but success. */
static const struct {
    uint32_t status;
    const char *name;
    json_int_t number;
} STATUSES[] = {
    {WAXWING_STATUS_INVALID_INPUT, "invalid_input", 100},
    {WAXWING_STATUS_NULL_POINTER, "null_pointer", 101},
    {WAXWING_STATUS_INVALID_TIME, "invalid_time", 102},
    {WAXWING_STATUS_INVALID_TOKEN_POLICY, "invalid_token_policy", 103},
    {WAXWING_STATUS_INVALID_STATE, "invalid_state", 104},
    {WAXWING_STATUS_INVALID_KEY, "invalid_key", 110},
    {WAXWING_STATUS_INVALID_KEY_ENCRYPTED, "invalid_key_encrypted", 111},
    {WAXWING_STATUS_INVALID_KEY_KIND, "invalid_key_kind", 112},
    {WAXWING_STATUS_INVALID_KEY_ALGORITHM, "invalid_key_algorithm", 113},
    {WAXWING_STATUS_INVALID_KEY_CURVE, "invalid_key_curve", 114},
    {WAXWING_STATUS_INVALID_KEY_CURVE_MISMATCH, "invalid_key_curve_mismatch", 115},
    {WAXWING_STATUS_INVALID_KEY_SCALAR, "invalid_key_scalar", 116},
    {WAXWING_STATUS_INVALID_KEY_PUBLIC_MISMATCH, "invalid_key_public_mismatch", 117},
    {WAXWING_STATUS_INVALID_KEY_COUNT, "invalid_key_count", 118},
    {WAXWING_STATUS_NO_MATCHING_KEY, "no_matching_key", 119},
    {WAXWING_STATUS_INVALID_DEVICE_TOKEN, "invalid_device_token", 130},
    {WAXWING_STATUS_INVALID_HEADER_VALUE, "invalid_header_value", 131},
    {WAXWING_STATUS_INVALID_NOTIFICATION, "invalid_notification", 132},
    {WAXWING_STATUS_INVALID_PAYLOAD, "invalid_payload", 133},
    {WAXWING_STATUS_INVALID_CHANNEL_URI, "invalid_channel_uri", 134},
    {WAXWING_STATUS_WRONG_CHANNEL, "wrong_channel", 135},
    {WAXWING_STATUS_INVALID_XML, "invalid_xml", 136},
    {WAXWING_STATUS_BAD_ANCHOR, "bad_anchor", 140},
    {WAXWING_STATUS_WRONG_PASSWORD, "wrong_password", 150},
    {WAXWING_STATUS_PASSWORD_REQUIRED, "password_required", 151},
    {WAXWING_STATUS_MISSING_PRIVATE_KEY, "missing_private_key", 152},
    {WAXWING_STATUS_MISSING_CERTIFICATE, "missing_certificate", 153},
    {WAXWING_STATUS_SEVERAL_KEYS, "several_keys", 154},
    {WAXWING_STATUS_KEY_MISMATCH, "key_mismatch", 155},
    {WAXWING_STATUS_JAVA_KEYSTORE, "java_keystore", 156},
    {WAXWING_STATUS_PROVISIONING_PROFILE, "provisioning_profile", 157},
    {WAXWING_STATUS_HTML_PAGE, "html_page", 158},
    {WAXWING_STATUS_UNKNOWN_FILE, "unknown_file", 159},
    {WAXWING_STATUS_OTHER_MATERIAL, "other_material", 160},
    {WAXWING_STATUS_UNSUPPORTED_ENCRYPTION, "unsupported_encryption", 161},
    {WAXWING_STATUS_UNSUPPORTED_PRIVATE_KEY, "unsupported_private_key", 162},
    {WAXWING_STATUS_NOT_A_PUSH_CERTIFICATE, "not_a_push_certificate", 163},
    {WAXWING_STATUS_INVALID_BINARY_NOTIFICATION, "invalid_binary_notification", 164},
    {WAXWING_STATUS_MALFORMED, "malformed", 200},
    {WAXWING_STATUS_INVALID_BASE64, "invalid_base64", 201},
    {WAXWING_STATUS_INVALID_JSON, "invalid_json", 202},
    {WAXWING_STATUS_INVALID_UTF8, "invalid_utf8", 203},
    {WAXWING_STATUS_DUPLICATE_KEY, "duplicate_key", 204},
    {WAXWING_STATUS_MALFORMED_CERT, "malformed_cert", 205},
    {WAXWING_STATUS_DUPLICATE_EXTENSION, "duplicate_extension", 206},
    {WAXWING_STATUS_CLAIM_TYPE, "claim_type", 207},
    {WAXWING_STATUS_MALFORMED_P12, "malformed_p12", 220},
    {WAXWING_STATUS_MALFORMED_PEM, "malformed_pem", 221},
    {WAXWING_STATUS_MALFORMED_PRIVATE_KEY, "malformed_private_key", 222},
    {WAXWING_STATUS_MALFORMED_REQUEST, "malformed_request", 223},
    {WAXWING_STATUS_TRUNCATED_FILE, "truncated_file", 224},
    {WAXWING_STATUS_MALFORMED_FRAME, "malformed_frame", 228},
    {WAXWING_STATUS_UNSUPPORTED_ALGORITHM, "unsupported_algorithm", 300},
    {WAXWING_STATUS_CRITICAL_HEADER, "critical_header", 301},
    {WAXWING_STATUS_FORBIDDEN_HEADER, "forbidden_header", 302},
    {WAXWING_STATUS_MISSING_CHAIN, "missing_chain", 303},
    {WAXWING_STATUS_CHAIN_LENGTH, "chain_length", 304},
    {WAXWING_STATUS_UNKNOWN_ANCHOR, "unknown_anchor", 310},
    {WAXWING_STATUS_ISSUER_MISMATCH, "issuer_mismatch", 311},
    {WAXWING_STATUS_BAD_CERT_SIGNATURE, "bad_cert_signature", 312},
    {WAXWING_STATUS_ALGORITHM_MISMATCH, "algorithm_mismatch", 313},
    {WAXWING_STATUS_UNSUPPORTED_KEY, "unsupported_key", 314},
    {WAXWING_STATUS_NOT_A_CA, "not_a_ca", 315},
    {WAXWING_STATUS_PATH_LENGTH, "path_length", 316},
    {WAXWING_STATUS_KEY_USAGE, "key_usage", 317},
    {WAXWING_STATUS_LEAF_IS_CA, "leaf_is_ca", 318},
    {WAXWING_STATUS_UNHANDLED_CRITICAL, "unhandled_critical", 319},
    {WAXWING_STATUS_NOT_YET_VALID, "not_yet_valid", 320},
    {WAXWING_STATUS_EXPIRED, "expired", 321},
    {WAXWING_STATUS_LEAF_MARKER, "leaf_marker", 322},
    {WAXWING_STATUS_INTERMEDIATE_MARKER, "intermediate_marker", 323},
    {WAXWING_STATUS_SIGNED_TOO_EARLY, "signed_too_early", 324},
    {WAXWING_STATUS_BAD_SIGNATURE, "bad_signature", 330},
    {WAXWING_STATUS_WRONG_KIND, "wrong_kind", 340},
    {WAXWING_STATUS_WRONG_BUNDLE_ID, "wrong_bundle_id", 341},
    {WAXWING_STATUS_WRONG_APP_ID, "wrong_app_id", 342},
    {WAXWING_STATUS_WRONG_ENVIRONMENT, "wrong_environment", 343},
    {WAXWING_STATUS_MISSING_BUNDLE_ID, "missing_bundle_id", 344},
    {WAXWING_STATUS_NESTED_MISMATCH, "nested_mismatch", 345},
    {WAXWING_STATUS_OCSP_REVOKED, "ocsp_revoked", 350},
    {WAXWING_STATUS_OCSP_UNKNOWN, "ocsp_unknown", 351},
    {WAXWING_STATUS_OCSP_STALE, "ocsp_stale", 352},
    {WAXWING_STATUS_OCSP_UNREACHABLE, "ocsp_unreachable", 353},
    {WAXWING_STATUS_OCSP_STATUS, "ocsp_status", 354},
    {WAXWING_STATUS_OCSP_MALFORMED, "ocsp_malformed", 355},
    {WAXWING_STATUS_OCSP_UNAUTHORIZED, "ocsp_unauthorized", 356},
    {WAXWING_STATUS_OCSP_BAD_SIGNATURE, "ocsp_bad_signature", 357},
    {WAXWING_STATUS_OCSP_NO_MATCH, "ocsp_no_match", 358},
    {WAXWING_STATUS_OCSP_NOT_YET_VALID, "ocsp_not_yet_valid", 359},
    {WAXWING_STATUS_OCSP_NONCE, "ocsp_nonce", 360},
    {WAXWING_STATUS_OCSP_UNHANDLED_CRITICAL, "ocsp_unhandled_critical", 361},
    {WAXWING_STATUS_OCSP_URL, "ocsp_url", 362},
    {WAXWING_STATUS_RECEIPT_MALFORMED, "receipt_malformed", 370},
    {WAXWING_STATUS_RECEIPT_ATTRIBUTE, "receipt_attribute", 371},
    {WAXWING_STATUS_RECEIPT_SIGNER, "receipt_signer", 372},
    {WAXWING_STATUS_RECEIPT_ALGORITHM, "receipt_algorithm", 373},
    {WAXWING_STATUS_RECEIPT_DIGEST, "receipt_digest", 374},
    {WAXWING_STATUS_RECEIPT_SIGNATURE, "receipt_signature", 375},
    {WAXWING_STATUS_RECEIPT_KEY, "receipt_key", 376},
    {WAXWING_STATUS_RECEIPT_ANCHOR, "receipt_anchor", 377},
    {WAXWING_STATUS_RECEIPT_DEVICE_HASH, "receipt_device_hash", 378},
    {WAXWING_STATUS_TOO_MANY_ITERATIONS, "too_many_iterations", 390},
    {WAXWING_STATUS_NESTED_TOO_DEEP, "nested_too_deep", 391},
    {WAXWING_STATUS_TOO_LARGE, "too_large", 400},
    {WAXWING_STATUS_TOO_DEEP, "too_deep", 401},
    {WAXWING_STATUS_PAYLOAD_TOO_LARGE, "payload_too_large", 402},
    {WAXWING_STATUS_NOTIFICATION_TOO_LARGE, "notification_too_large", 403},
    {WAXWING_STATUS_PANIC, "panic", 500},
};
enum { STATUS_COUNT = sizeof STATUSES / sizeof *STATUSES };

static void error_code(const json_t *file, const json_t *one) {
    static const char *const CATEGORIES[] = {"input", "malformed", "untrusted", "limit", "internal"};
    json_int_t number = integer_of(one, "code");
    waxwing_str name = text_of(one, "name"), category = text_of(one, "category");
    size_t i = 0;
    (void)file;
    while (i < STATUS_COUNT && STATUSES[i].number != number) {
        i++;
    }
    if (i == STATUS_COUNT) {
        fail("no status has this number");
        return;
    }
    CHECK_NUMBER(STATUSES[i].status, number);
    CHECK(same(waxwing_str_of(STATUSES[i].name), name));
    const waxwing_str shown = waxwing_status_name(STATUSES[i].status);
    CHECK(same(shown, name));
    CHECK(shown.data != NULL && strlen(shown.data) == shown.len);
    uint32_t found = waxwing_status_category(STATUSES[i].status);
    CHECK(found >= WAXWING_CATEGORY_INPUT && found <= WAXWING_CATEGORY_INTERNAL);
    if (found != WAXWING_CATEGORY_NONE) {
        CHECK(same(waxwing_str_of(CATEGORIES[found - WAXWING_CATEGORY_INPUT]), category));
    }
}

/* As many codes as statuses: with the numbers being different, the same ones. */
static void all_error_codes(const json_t *file) {
    CHECK_NUMBER(json_array_size(json_object_get(file, "codes")), STATUS_COUNT);
    for (uint32_t number = 1; number < 1000; number++) {
        size_t i = 0;
        while (i < STATUS_COUNT && STATUSES[i].status != number) {
            i++;
        }
        if (is_none(waxwing_status_name(number)) != (i == STATUS_COUNT)) {
            fail("%u is a status in only one of header and library", (unsigned)number);
        }
    }
}

static bool is_one_of(waxwing_str text, const char *const *names) {
    while (*names != NULL && !same(text, waxwing_str_of(*names))) {
        names++;
    }
    return *names != NULL;
}

static bool has_type(const json_t *file, waxwing_str name) {
    size_t i;
    json_t *type;
    json_array_foreach(json_object_get(file, "types"), i, type) {
        if (same(text_in(json_object_get(type, "name")), name)) {
            return true;
        }
    }
    return false;
}

/* Fields are read by JSON pointer: their kinds must be those that there is a function for. */
static void payload_type(const json_t *file, const json_t *one) {
    static const char *const PLAIN[] = {"text", "text_list", "int", "bool", "millis", NULL};
    static const char *const OF_TYPE[] = {"enum", "int_enum", "object", "object_list", NULL};
    static const char *const FIELDS[] = {"name", "key", "kind", "type", NULL};
    const json_t *fields = json_object_get(one, "fields"), *values = json_object_get(one, "values");
    CHECK((fields != NULL) + (values != NULL) == 1);
    CHECK(json_array_size(fields != NULL ? fields : values) != 0);
    size_t i;
    json_t *it;
    json_array_foreach(fields, i, it) {
        only(it, FIELDS);
        CHECK(text_of(it, "name").len != 0 && text_of(it, "key").len != 0);
        waxwing_str kind = text_of(it, "kind");
        if (is_one_of(kind, OF_TYPE)) {
            CHECK(has_type(file, text_of(it, "type")));
        } else if (!is_one_of(kind, PLAIN)) {
            fail("unknown kind \"%.*s\"", (int)kind.len, kind.data);
        }
    }
    json_array_foreach(values, i, it) { CHECK(json_is_string(it) || json_is_integer(it)); }
}

/* Functions that read a field by its name read one that there is. */
static void all_payload_types(const json_t *file) {
    static const struct {
        const char *type, *key, *kind;
    } GETTERS[] = {
        {"NotificationPayload", "notificationType", "enum"},
        {"NotificationPayload", "subtype", "enum"},
        {"NotificationPayload", "notificationUUID", "text"},
        {"Transaction", "transactionId", "text"},
        {"Transaction", "originalTransactionId", "text"},
        {"Transaction", "productId", "text"},
        {"Transaction", "type", "enum"},
        {"Transaction", "appAccountToken", "text"},
        {"Transaction", "purchaseDate", "millis"},
        {"Transaction", "expiresDate", "millis"},
        {"Transaction", "revocationDate", "millis"},
        {"RenewalInfo", "autoRenewProductId", "text"},
        {"RenewalInfo", "autoRenewStatus", "int_enum"},
        {"RenewalInfo", "renewalDate", "millis"},
        {"RenewalInfo", "gracePeriodExpiresDate", "millis"},
    };
    for (size_t i = 0; i < sizeof GETTERS / sizeof *GETTERS; i++) {
        size_t j, k;
        json_t *type, *field;
        bool found = false;
        json_array_foreach(json_object_get(file, "types"), j, type) {
            if (!same(text_in(json_object_get(type, "name")), waxwing_str_of(GETTERS[i].type))) {
                continue;
            }
            json_array_foreach(json_object_get(type, "fields"), k, field) {
                found = found ||
                        (same(text_of(field, "key"), waxwing_str_of(GETTERS[i].key)) &&
                         same(text_of(field, "kind"), waxwing_str_of(GETTERS[i].kind)));
            }
        }
        if (!found) {
            fail("%s has no %s of kind %s", GETTERS[i].type, GETTERS[i].key, GETTERS[i].kind);
        }
    }
}

static void compare_rule(const json_t *one, const char *key, waxwing_header_rule rule) {
    char text[64];
    switch (rule.kind) {
    case WAXWING_HEADER_RULE_KIND_ANY:
        snprintf(text, sizeof text, "any");
        break;
    case WAXWING_HEADER_RULE_KIND_ALWAYS:
        snprintf(text, sizeof text, "always %lld", (long long)rule.number);
        break;
    case WAXWING_HEADER_RULE_KIND_AT_LEAST:
        snprintf(text, sizeof text, "at least %lld", (long long)rule.number);
        break;
    case WAXWING_HEADER_RULE_KIND_USUALLY:
        snprintf(text, sizeof text, "usually %lld", (long long)rule.number);
        break;
    case WAXWING_HEADER_RULE_KIND_LEAVE_OUT:
        snprintf(text, sizeof text, "leave out");
        break;
    default:
        snprintf(text, sizeof text, "unknown");
    }
    CHECK(same(text_of(one, key), waxwing_str_of(text)));
}

static void push_type(const json_t *file, const json_t *one) {
    waxwing_rules rules;
    uint32_t number = 0;
    bool found = false;
    (void)file;
    while (!found && waxwing_push_type_rules(++number, &rules)) {
        found = same(rules.name, text_of(one, "name"));
    }
    if (!found) {
        fail("no such push type");
        return;
    }
    CHECK(same(rules.topic_suffix, text_of(one, "topic_suffix")));
    compare_rule(one, "priority", rules.priority);
    compare_rule(one, "expiration", rules.expiration);
    CHECK_NUMBER(rules.max_payload_bytes, integer_of(one, "max_payload_bytes"));
    CHECK(same(waxwing_push_auth_name(rules.auth), text_of(one, "auth")));
}

static void all_push_types(const json_t *file) {
    waxwing_rules rules;
    uint32_t count = (uint32_t)json_array_size(json_object_get(file, "push_types"));
    CHECK(!waxwing_push_type_rules(0, &rules) && waxwing_push_type_rules(count, &rules));
    CHECK(!waxwing_push_type_rules(count + 1, &rules));
    CHECK(count == WAXWING_PUSH_TYPE_WIDGETS);
}

static void option(const json_t *file, const json_t *one) {
    waxwing_option it;
    (void)file;
    for (size_t i = 0; waxwing_option_item(i, &it); i++) {
        if (same(it.name, text_of(one, "name"))) {
            CHECK(same(it.kind, text_of(one, "kind")));
            return;
        }
    }
    fail("no such option");
}

static void all_options(const json_t *file) {
    size_t count = json_array_size(json_object_get(file, "options"));
    waxwing_option it;
    CHECK(waxwing_option_item(count - 1, &it) && !waxwing_option_item(count, &it));
    CHECK(!waxwing_option_item(SIZE_MAX, &it));
}

static const char *const ERROR_CODE[] = {"code", "name", "category", NULL};
static const char *const OPTION[] = {"name", "kind", NULL};
static const char *const PAYLOAD_TYPE[] = {"name", "fields", "values", NULL};
static const char *const PUSH_TYPE[] = {
    "name", "topic_suffix", "priority", "expiration", "max_payload_bytes", "auth", NULL};

const struct operation LIST_OPERATIONS[] = {
    {"error_codes", "codes", ERROR_CODE, NO_FIELDS, error_code, "name", all_error_codes},
    {"options", "options", OPTION, NO_FIELDS, option, "name", all_options},
    {"push_types", "push_types", PUSH_TYPE, NO_FIELDS, push_type, "name", all_push_types},
    {"payload_types", "types", PAYLOAD_TYPE, NO_FIELDS, payload_type, "name", all_payload_types},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
