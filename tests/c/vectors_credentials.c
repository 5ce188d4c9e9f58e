/* Operations about key and certificate files. */
#include "vectors.h"

static waxwing_bytes bytes_in(waxwing_str text) {
    return (waxwing_bytes){(const uint8_t *)text.data, text.len};
}

static void add(json_t *object, const char *key, json_t *value) {
    json_object_set_new(object, key, value);
}

static waxwing_str label(const void *it, size_t index) { return waxwing_sniffed_label(it, index); }

static void sniff(const json_t *file, const json_t *one) {
    struct bytes input = file_of(one);
    waxwing_sniffed *it = NULL;
    waxwing_error *error = NULL;
    (void)file;
    SUCCEEDS(waxwing_sniff(as_bytes(input), &it, &error));
    free(input.data);
    json_t *found = json_object();
    add_text(found, "format", waxwing_sniffed_format_name(it));
    add(found, "labels", texts_of(label, it));
    add(found, "is_base64", json_boolean(waxwing_sniffed_is_base64(it)));
    add(found, "is_truncated", json_boolean(waxwing_sniffed_is_truncated(it)));
    compare_json(found, json_object_get(one, "expect"));
    CHECK_NUMBER(waxwing_sniffed_label_count(it),
                 json_array_size(json_object_get(json_object_get(one, "expect"), "labels")));
    CHECK(same(waxwing_file_format_name(waxwing_sniffed_format(it)),
               waxwing_sniffed_format_name(it)));
    CHECK(waxwing_file_format_description(waxwing_sniffed_format(it)).len != 0);
    CHECK(waxwing_sniffed_advice(it).len != 0);
    waxwing_sniffed_free(it);
}

static json_t *found_certificate(const waxwing_x509_certificate *it) {
    json_t *found = json_object();
    json_t *sha256 = sha256_of(waxwing_x509_certificate_der(it));
    CHECK(same(waxwing_x509_certificate_sha256(it), text_in(sha256)));
    add(found, "sha256", sha256);
    add_text(found, "sha1", waxwing_x509_certificate_sha1(it));
    add_text(found, "common_name", waxwing_x509_certificate_common_name(it));
    add_text(found, "issuer_common_name", waxwing_x509_certificate_issuer_common_name(it));
    add_text(found, "user_id", waxwing_x509_certificate_user_id(it));
    add_text(found, "organizational_unit", waxwing_x509_certificate_organizational_unit(it));
    add(found, "not_before_ms", json_integer(waxwing_x509_certificate_not_before_ms(it)));
    add(found, "not_after_ms", json_integer(waxwing_x509_certificate_not_after_ms(it)));
    add_text(found, "kind", waxwing_x509_certificate_key_kind(it));
    add(found, "public_key_sha256", sha256_of(waxwing_x509_certificate_spki(it)));
    add(found, "is_self_issued", json_boolean(waxwing_x509_certificate_is_self_issued(it)));
    add(found, "is_for_clients", json_boolean(waxwing_x509_certificate_is_for_clients(it)));
    add(found, "has_old_signature", json_boolean(waxwing_x509_certificate_has_old_signature(it)));
    add_text(found, "friendly_name", waxwing_x509_certificate_friendly_name(it));
    waxwing_bytes issuer = waxwing_x509_certificate_issuer(it);
    waxwing_bytes subject = waxwing_x509_certificate_subject(it);
    CHECK(waxwing_x509_certificate_is_self_issued(it) ==
          (issuer.len == subject.len && memcmp(issuer.data, subject.data, issuer.len) == 0));
    CHECK(contains(waxwing_x509_certificate_pem(it), "-----BEGIN CERTIFICATE-----\n"));

    waxwing_x509_certificate *again = NULL;
    waxwing_error *error = NULL;
    SUCCEEDS(waxwing_x509_certificate_from_der(waxwing_x509_certificate_der(it), &again, &error));
    CHECK(same(waxwing_x509_certificate_pem(it), waxwing_x509_certificate_pem(again)));
    waxwing_x509_certificate_free(again);
    return found;
}

static waxwing_str protection(const void *it, size_t index) {
    return waxwing_contents_protection(it, index);
}

static json_t *found_contents(const waxwing_contents *it) {
    json_t *found = json_object(), *all = json_array();
    uint32_t format;
    for (size_t i = 0; (format = waxwing_contents_format(it, i)) != 0; i++) {
        waxwing_str name = waxwing_file_format_name(format);
        json_array_append_new(all, json_stringn(name.data, name.len));
    }
    add(found, "formats", all);
    add(found, "protection", texts_of(protection, it));
    all = json_array();
    for (size_t i = 0; i < waxwing_contents_key_count(it); i++) {
        const waxwing_private_key *key = waxwing_contents_key(it, i);
        json_t *one = json_object();
        add_text(one, "kind", waxwing_private_key_kind(key));
        add(one, "pkcs8_sha256", sha256_of(waxwing_private_key_der(key)));
        add(one, "public_key_sha256", sha256_of(waxwing_private_key_spki(key)));
        add_text(one, "friendly_name", waxwing_private_key_friendly_name(key));
        json_array_append_new(all, one);
    }
    add(found, "keys", all);
    all = json_array();
    for (size_t i = 0; i < waxwing_contents_certificate_count(it); i++) {
        json_array_append_new(all, found_certificate(waxwing_contents_certificate(it, i)));
    }
    add(found, "certificates", all);
    all = json_array();
    const waxwing_certificate_request *request;
    while ((request = waxwing_contents_request(it, json_array_size(all))) != NULL) {
        json_t *one = json_object();
        add(one, "sha256", sha256_of(waxwing_certificate_request_der(request)));
        add_text(one, "kind", waxwing_certificate_request_key_kind(request));
        add(one, "public_key_sha256", sha256_of(waxwing_certificate_request_spki(request)));
        json_array_append_new(all, one);
    }
    add(found, "requests", all);
    all = json_array();
    for (size_t i = 0; !is_none(waxwing_contents_public_key_kind(it, i)); i++) {
        json_t *one = json_object();
        add_text(one, "kind", waxwing_contents_public_key_kind(it, i));
        add(one, "public_key_sha256", sha256_of(waxwing_contents_public_key_spki(it, i)));
        json_array_append_new(all, one);
    }
    add(found, "public_keys", all);
    return found;
}

static void contents(const json_t *file, const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    const json_t *max_bytes = json_object_get(one, "max_bytes");
    const json_t *max_iterations = json_object_get(one, "max_iterations");
    struct bytes input = file_of(one);
    waxwing_contents *it = NULL;
    waxwing_error *error = NULL;
    (void)file;
    waxwing_str password = option_of(one, "password");
    waxwing_status status =
        max_bytes == NULL && max_iterations == NULL
            ? waxwing_contents_read(as_bytes(input), password, &it, &error)
            : waxwing_contents_read_within(as_bytes(input), password,
                                           (size_t)json_integer_value(max_bytes),
                                           narrow(json_integer_value(max_iterations)), &it, &error);
    free(input.data);
    if (!refused(expect, status, error)) {
        compare_json(found_contents(it), expect);
    }
    waxwing_contents_free(it);
}

/* The files of a case, each opened and all added up. */
static waxwing_status open_all(const json_t *one, waxwing_identity **identity,
                               waxwing_error **error) {
    waxwing_contents *all = waxwing_contents_new(), *more = NULL;
    waxwing_status status = WAXWING_STATUS_OK;
    size_t i;
    json_t *file;
    json_array_foreach(json_object_get(one, "files"), i, file) {
        if (status == WAXWING_STATUS_OK) {
            struct bytes input = file_of(file);
            status = waxwing_contents_read(as_bytes(input), option_of(file, "password"), &more,
                                           error);
            free(input.data);
        }
        if (status == WAXWING_STATUS_OK) {
            status = waxwing_contents_add(all, more, error);
            CHECK_NUMBER(waxwing_contents_format(more, 0), WAXWING_FILE_FORMAT_UNKNOWN);
        }
        waxwing_contents_free(more);
        more = NULL;
    }
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_contents_into_identity(all, identity, error);
    }
    waxwing_contents_free(all);
    return status;
}

static waxwing_status open_identity(const json_t *one, waxwing_identity **identity,
                                    waxwing_error **error) {
    const json_t *files = json_object_get(one, "files");
    const json_t *first = json_array_get(files, 0), *second = json_array_get(files, 1);
    const waxwing_str call = text_of(one, "call"), password = option_of(first, "password");
    waxwing_status status;
    if (same(call, WAXWING_STR("contents"))) {
        return open_all(one, identity, error);
    }
    struct bytes input = file_of(first);
    if (same(call, WAXWING_STR("p12"))) {
        status = waxwing_identity_from_p12(as_bytes(input), password, identity, error);
    } else if (same(call, WAXWING_STR("pem"))) {
        status = waxwing_identity_from_pem(as_bytes(input), password, identity, error);
    } else {
        struct bytes key = file_of(second);
        CHECK(same(call, WAXWING_STR("parts")));
        status = waxwing_identity_from_parts(as_bytes(input), as_bytes(key), password, identity,
                                             error);
        free(key.data);
    }
    free(input.data);
    return status;
}

static json_t *found_push_certificate(const waxwing_x509_certificate *certificate) {
    json_t *found = json_object(), *all = json_array();
    waxwing_push_certificate *it = NULL;
    waxwing_error *error = NULL;
    if (waxwing_push_certificate_new(certificate, &it, &error) != WAXWING_STATUS_OK) {
        add_text(found, "error", waxwing_error_name(error));
        waxwing_error_free(error);
        json_decref(all);
        return found;
    }
    add_text(found, "default_topic", waxwing_push_certificate_default_topic(it));
    for (size_t i = 0; i < waxwing_push_certificate_topic_count(it); i++) {
        json_t *topic = json_object(), *kinds = json_array();
        waxwing_str kind;
        while (!is_none(kind = waxwing_push_certificate_topic_kind(it, i, json_array_size(kinds)))) {
            json_array_append_new(kinds, json_stringn(kind.data, kind.len));
        }
        add_text(topic, "topic", waxwing_push_certificate_topic(it, i));
        add(topic, "kinds", kinds);
        json_array_append_new(all, topic);
    }
    add(found, "topics", all);
    all = json_array();
    uint32_t number;
    while ((number = waxwing_push_certificate_environment(it, json_array_size(all))) != 0) {
        json_array_append_new(
            all, json_string(number == WAXWING_ENVIRONMENT_SANDBOX ? "sandbox" : "production"));
    }
    add(found, "environments", all);
    add_text(found, "family", waxwing_push_certificate_family(it));
    all = json_array();
    while ((number = waxwing_push_certificate_push_type(it, json_array_size(all))) != 0) {
        waxwing_rules rules;
        CHECK(waxwing_push_type_rules(number, &rules));
        json_array_append_new(all, json_stringn(rules.name.data, rules.name.len));
    }
    add(found, "push_types", all);
    add(found, "needs_topic_header", json_boolean(waxwing_push_certificate_needs_topic_header(it)));
    add_text(found, "team_id", waxwing_push_certificate_team_id(it));

    waxwing_certificate_scope *scope = NULL;
    const bool can_push = waxwing_push_certificate_environment(it, 0) != 0;
    waxwing_status status = waxwing_push_certificate_scope(it, &scope, NULL);
    CHECK_NUMBER(status, can_push ? WAXWING_STATUS_OK : WAXWING_STATUS_NOT_A_PUSH_CERTIFICATE);
    CHECK(!can_push || same(waxwing_certificate_scope_default_topic(scope),
                            waxwing_push_certificate_default_topic(it)));
    waxwing_certificate_scope_free(scope);
    waxwing_push_certificate_free(it);
    return found;
}

static json_t *found_lints(const waxwing_credential_lints *lints) {
    json_t *all = json_array();
    waxwing_credential_lint lint;
    bool fatal = true;
    for (size_t i = 0; waxwing_credential_lints_item(lints, i, &lint); i++) {
        json_t *one = json_object();
        add_text(one, "code", lint.code);
        add_text(one, "found", lint.found);
        json_array_append_new(all, one);
        CHECK(lint.advice.len != 0 && (fatal || !lint.is_fatal));
        fatal = lint.is_fatal;
    }
    CHECK_NUMBER(waxwing_credential_lints_count(lints), json_array_size(all));
    return all;
}

typedef const waxwing_x509_certificate *item(const waxwing_identity *, size_t);

static json_t *found_chain(const waxwing_identity *it, item *item) {
    json_t *all = json_array();
    const waxwing_x509_certificate *one;
    while ((one = item(it, json_array_size(all))) != NULL) {
        waxwing_str sha256 = waxwing_x509_certificate_sha256(one);
        json_array_append_new(all, json_stringn(sha256.data, sha256.len));
    }
    return all;
}

static void identity(const json_t *file, const json_t *one) {
    static const char *const PURPOSE[] = {"environment", "topic", NULL};
    const json_t *expect = json_object_get(one, "expect"), *purpose = json_object_get(one, "purpose");
    const int64_t now_ms = integer_of(one, "now_ms");
    waxwing_identity *it = NULL;
    waxwing_error *error = NULL;
    (void)file;
    const waxwing_status status = open_identity(one, &it, &error);
    if (refused(expect, status, error)) {
        CHECK(it == NULL);
        return;
    }
    only(purpose, PURPOSE);
    waxwing_credential_lints *lints = NULL;
    const uint32_t environment =
        json_object_get(purpose, "environment") == NULL ? 0 : environment_of(purpose);
    SUCCEEDS(waxwing_identity_lints(it, environment, option_of(purpose, "topic"), now_ms, &lints,
                                    &error));
    const waxwing_x509_certificate *certificate = waxwing_identity_certificate(it);
    json_t *found = json_object();
    add(found, "chain", found_chain(it, waxwing_identity_chain));
    add(found, "others", found_chain(it, waxwing_identity_other));
    const waxwing_private_key *key = waxwing_identity_key(it);
    add_text(found, "kind", waxwing_private_key_kind(key));
    add(found, "key_sha256", sha256_of(waxwing_private_key_der(key)));
    CHECK(same(waxwing_private_key_pem(key), waxwing_identity_key_pem(it)));
    add(found, "chain_pem_sha256", sha256_of(bytes_in(waxwing_identity_chain_pem(it))));
    add(found, "key_pem_sha256", sha256_of(bytes_in(waxwing_identity_key_pem(it))));
    add(found, "combined_pem_sha256", sha256_of(bytes_in(waxwing_identity_combined_pem(it))));
    add(found, "days_left", json_integer(waxwing_x509_certificate_days_left(certificate, now_ms)));
    add(found, "push_certificate", found_push_certificate(certificate));
    add(found, "lints", found_lints(lints));
    add_text(found, "friendly_name", waxwing_identity_friendly_name(it));
    CHECK_NUMBER(waxwing_identity_chain_count(it),
                 json_array_size(json_object_get(found, "chain")));
    compare_json(found, expect);
    waxwing_credential_lints_free(lints);
    SUCCEEDS(waxwing_x509_certificate_lints(certificate, environment, option_of(purpose, "topic"),
                                            now_ms, &lints, &error));
    json_decref(found_lints(lints));
    waxwing_credential_lints_free(lints);
    waxwing_identity_free(it);
}

/* How many of the byte strings stand in what was written. */
static json_int_t holds(waxwing_bytes bytes, const json_t *look_for) {
    json_int_t found = 0;
    size_t i;
    json_t *one;
    json_array_foreach(look_for, i, one) {
        struct bytes wanted = from_base64(text_in(one));
        for (size_t at = 0; at + wanted.len <= bytes.len; at++) {
            if (memcmp(bytes.data + at, wanted.data, wanted.len) == 0) {
                found++;
                break;
            }
        }
        free(wanted.data);
    }
    return found;
}

static void p12_write(const json_t *file, const json_t *one) {
    static const char *const PROFILES[] = {"modern", "keychain"};
    const json_t *expect = json_object_get(one, "expect");
    const waxwing_str password = text_of(one, "password");
    struct bytes entropy = from_base64(text_of(one, "entropy_b64"));
    waxwing_identity *identity = NULL, *again = NULL;
    waxwing_contents *written = NULL;
    waxwing_p12 *p12 = NULL;
    waxwing_error *error = NULL;
    (void)file;
    waxwing_status status = open_all(one, &identity, &error);
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_identity_to_p12(identity, password, as_bytes(entropy),
                                         NUMBER_OF(text_of(one, "profile"), PROFILES), &p12,
                                         &error);
    }
    free(entropy.data);
    if (!refused(expect, status, error)) {
        error = NULL;
        SUCCEEDS(waxwing_contents_read(waxwing_p12_bytes(p12), password, &written, &error));
        json_t *found = json_object();
        add(found, "protection", texts_of(protection, written));
        SUCCEEDS(waxwing_contents_into_identity(written, &again, &error));
        add(found, "chain", found_chain(again, waxwing_identity_chain));
        add_text(found, "kind", waxwing_private_key_kind(waxwing_identity_key(again)));
        add(found, "key_sha256",
            sha256_of(waxwing_private_key_der(waxwing_identity_key(again))));
        add_text(found, "friendly_name", waxwing_identity_friendly_name(again));
        add(found, "holds",
            json_integer(holds(waxwing_p12_bytes(p12), json_object_get(one, "look_for_b64"))));
        compare_json(found, expect);
    }
    waxwing_p12_free(p12);
    waxwing_contents_free(written);
    waxwing_identity_free(identity);
    waxwing_identity_free(again);
}

static void certificate_request(const json_t *file, const json_t *one) {
    static const char *const SUBJECT[] = {"common_name", "email", "country", NULL};
    const json_t *expect = json_object_get(one, "expect"), *subject = json_object_get(one, "subject");
    const waxwing_str common_name = text_of(subject, "common_name");
    const waxwing_str email = option_of(subject, "email"), country = option_of(subject, "country");
    waxwing_private_key *key = NULL;
    waxwing_unsigned_request *unsigned_request = NULL;
    waxwing_certificate_request *request = NULL;
    waxwing_error *error = NULL;
    waxwing_status status;
    (void)file;
    only(subject, SUBJECT);
    if (json_object_get(one, "p8") != NULL) {
        struct bytes p8 = bytes_of(one, "p8");
        status = waxwing_private_key_read(as_bytes(p8), (waxwing_str){NULL, 0}, &key, &error);
        free(p8.data);
        if (status == WAXWING_STATUS_OK) {
            status = waxwing_certificate_request_sign(common_name, email, country, key, &request,
                                                      &error);
        }
        if (status == WAXWING_STATUS_OK) {
            status = waxwing_unsigned_request_new(common_name, email, country,
                                                  waxwing_private_key_spki(key), &unsigned_request,
                                                  &error);
        }
    } else {
        struct bytes spki = from_base64(text_of(one, "spki_b64"));
        struct bytes signature = from_base64(text_of(one, "signature_b64"));
        status = waxwing_unsigned_request_new(common_name, email, country, as_bytes(spki),
                                              &unsigned_request, &error);
        if (status == WAXWING_STATUS_OK) {
            status = waxwing_unsigned_request_assemble(unsigned_request, as_bytes(signature),
                                                       &request, &error);
        }
        free(spki.data);
        free(signature.data);
    }
    if (!refused(expect, status, error)) {
        json_t *found = json_object();
        add_text(found, "algorithm", waxwing_unsigned_request_algorithm(unsigned_request));
        add_text(found, "kind", waxwing_certificate_request_key_kind(request));
        add(found, "signing_input_b64",
            base64_of(waxwing_unsigned_request_signing_input(unsigned_request)));
        add_text(found, "pem", waxwing_certificate_request_pem(request));
        add(found, "sha256", sha256_of(waxwing_certificate_request_der(request)));
        compare_json(found, expect);
    }
    waxwing_private_key_free(key);
    waxwing_unsigned_request_free(unsigned_request);
    waxwing_certificate_request_free(request);
}

static void signing_key(const json_t *file, const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    const waxwing_str key_id = waxwing_key_id_from_file_name(text_of(one, "file_name"));
    struct bytes input = file_of(one);
    waxwing_private_key *key = NULL;
    waxwing_provider_key *provider = NULL;
    waxwing_error *error = NULL;
    (void)file;
    waxwing_status status =
        waxwing_private_key_read(as_bytes(input), option_of(one, "password"), &key, &error);
    free(input.data);
    if (status == WAXWING_STATUS_OK) {
        status = waxwing_provider_key_from_private_key(
            key, is_none(key_id) ? WAXWING_STR("ABC123DEFG") : key_id, WAXWING_STR("DEF123GHIJ"),
            &provider, &error);
    }
    if (!refused(expect, status, error)) {
        json_t *found = json_object();
        add(found, "public_key_b64", base64_of(waxwing_provider_key_public_key(provider)));
        add(found, "key_id", json_null());
        add_text(found, "key_id", key_id);
        compare_json(found, expect);
        CHECK_TEXT(waxwing_private_key_kind(key), "P-256");
        CHECK(contains(waxwing_private_key_pem(key), "-----BEGIN PRIVATE KEY-----\n"));
        CHECK(waxwing_private_key_der(key).len != 0);
    }
    waxwing_private_key_free(key);
    waxwing_provider_key_free(provider);
}

static void certificate_scope(const json_t *file, const json_t *one) {
    static const char *const ENVIRONMENTS[] = {"production", "sandbox"};
    const json_t *expect = json_object_get(one, "expect");
    waxwing_certificate_scope *scope =
        waxwing_certificate_scope_new(text_of(one, "default_topic"));
    waxwing_notification_builder *builder =
        notification_builder_of(json_object_get(one, "notification"));
    waxwing_notification *notification = NULL;
    waxwing_error *error = NULL;
    size_t i;
    json_t *it;
    (void)file;
    json_array_foreach(json_object_get(one, "topics"), i, it) {
        waxwing_certificate_scope_topic(scope, text_in(it), NULL);
    }
    json_array_foreach(json_object_get(one, "environments"), i, it) {
        waxwing_certificate_scope_environment(scope, NUMBER_OF(text_in(it), ENVIRONMENTS), NULL);
    }
    SUCCEEDS(waxwing_notification_builder_build(builder, &notification, &error));
    waxwing_status status =
        waxwing_certificate_scope_check(scope, notification, environment_of(one), &error);
    if (!refused(expect, status, error)) {
        json_t *found = json_object();
        add(found, "permitted", json_true());
        compare_json(found, expect);
        CHECK(same(waxwing_certificate_scope_default_topic(scope), text_of(one, "default_topic")));
    }
    waxwing_notification_builder_free(builder);
    waxwing_notification_free(notification);
    waxwing_certificate_scope_free(scope);
}

static const char *const SNIFF[] = {"name", "file", "x", "x_b64", "expect", NULL};
static const char *const CONTENTS[] = {"name", "file",      "x",              "x_b64", "password",
                                       "slow", "max_bytes", "max_iterations", "expect", NULL};
static const char *const IDENTITY[] = {"name",   "call", "files",  "purpose",
                                       "now_ms", "slow", "expect", NULL};
static const char *const P12_WRITE[] = {"name",    "files",        "password", "entropy_b64",
                                        "profile", "look_for_b64", "slow",     "expect", NULL};
static const char *const REQUEST[] = {"name",     "subject",       "p8",
                                      "spki_b64", "signature_b64", "expect", NULL};
static const char *const SIGNING_KEY[] = {"name",     "file",      "x",      "x_b64",
                                          "password", "file_name", "expect", NULL};
static const char *const SCOPE[] = {"name",         "default_topic", "topics", "environments",
                                    "notification", "environment",   "expect", NULL};

const struct operation CREDENTIAL_OPERATIONS[] = {
    {"sniff", "cases", SNIFF, NO_FIELDS, sniff, "name", NULL},
    {"contents", "cases", CONTENTS, NO_FIELDS, contents, "name", NULL},
    {"identity", "cases", IDENTITY, NO_FIELDS, identity, "name", NULL},
    {"p12_write", "cases", P12_WRITE, NO_FIELDS, p12_write, "name", NULL},
    {"certificate_request", "cases", REQUEST, NO_FIELDS, certificate_request, "name", NULL},
    {"signing_key", "cases", SIGNING_KEY, NO_FIELDS, signing_key, "name", NULL},
    {"certificate_scope", "cases", SCOPE, NO_FIELDS, certificate_scope, "name", NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
