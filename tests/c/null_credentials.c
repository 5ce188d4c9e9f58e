/* Impossible arguments of what is there for key and certificate files. */
#include "null.h"

static const waxwing_str NONE = {NULL, 0};
static const waxwing_str TEXT_OF = {"text", 4};
static const waxwing_bytes FILE_OF = {(const uint8_t *)"0", 1};

/* What is read of tests/credentials. */
static struct {
    waxwing_identity *identity;
    waxwing_contents *contents;
    waxwing_private_key *key;
    waxwing_push_certificate *push;
    waxwing_unsigned_request *unsigned_request;
} kit;

static waxwing_bytes whole(const char *path) {
    size_t size = 0;
    char *data = read_file(path, &size);
    return (waxwing_bytes){(const uint8_t *)data, size};
}

static void drop(waxwing_bytes file) { free((void *)(uintptr_t)file.data); }

static void make_kit(void) {
    waxwing_error *error = NULL;
    const waxwing_bytes pem = whole("tests/credentials/ck.pem");
    const waxwing_bytes p8 = whole("tests/credentials/key-ec.p8");
    case_begin("impossible arguments", "credentials_to_try_them_on");
    SUCCEEDS(waxwing_identity_from_pem(pem, NONE, &kit.identity, &error));
    SUCCEEDS(waxwing_contents_read(pem, NONE, &kit.contents, &error));
    SUCCEEDS(waxwing_private_key_read(p8, NONE, &kit.key, &error));
    SUCCEEDS(waxwing_push_certificate_new(waxwing_identity_certificate(kit.identity), &kit.push,
                                          &error));
    SUCCEEDS(waxwing_unsigned_request_new(TEXT_OF, NONE, NONE, waxwing_private_key_spki(kit.key),
                                          &kit.unsigned_request, &error));
    case_end();
    drop(pem);
    drop(p8);
}

static void free_kit(void) {
    waxwing_identity_free(kit.identity);
    waxwing_contents_free(kit.contents);
    waxwing_private_key_free(kit.key);
    waxwing_push_certificate_free(kit.push);
    waxwing_unsigned_request_free(kit.unsigned_request);
}

static void refuses_files(void) {
    BYTES("file", out.sniffed == NULL, waxwing_sniff(it, &out.sniffed, out_error));
    OUTPUT("out_sniffed", waxwing_sniff(FILE_OF, NULL, out_error));
    BYTES("file", out.contents == NULL, waxwing_contents_read(it, NONE, &out.contents, out_error));
    TEXT("password", out.contents == NULL,
        waxwing_contents_read(FILE_OF, it, &out.contents, out_error));
    OUTPUT("out_contents", waxwing_contents_read(FILE_OF, NONE, NULL, out_error));
    BYTES("file", out.contents == NULL,
        waxwing_contents_read_within(it, NONE, 0, 0, &out.contents, out_error));
    TEXT("password", out.contents == NULL,
        waxwing_contents_read_within(FILE_OF, it, 0, 0, &out.contents, out_error));
    OUTPUT("out_contents", waxwing_contents_read_within(FILE_OF, NONE, 0, 0, NULL, out_error));
    BYTES("file", out.private_key == NULL,
        waxwing_private_key_read(it, NONE, &out.private_key, out_error));
    TEXT("password", out.private_key == NULL,
        waxwing_private_key_read(FILE_OF, it, &out.private_key, out_error));
    OUTPUT("out_key", waxwing_private_key_read(FILE_OF, NONE, NULL, out_error));
    BYTES("certificate", out.certificate == NULL,
        waxwing_x509_certificate_from_der(it, &out.certificate, out_error));
    OUTPUT("out_certificate", waxwing_x509_certificate_from_der(FILE_OF, NULL, out_error));

    HANDLE(waxwing_contents, "contents", true,
        waxwing_contents_add(it, kit.contents, out_error));
    HANDLE(waxwing_contents, "other", true, waxwing_contents_add(kit.contents, it, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "other", true,
        waxwing_contents_add(kit.contents, kit.contents, out_error));
    HANDLE(waxwing_contents, "contents", out.identity == NULL,
        waxwing_contents_into_identity(it, &out.identity, out_error));
    OUTPUT("out_identity", waxwing_contents_into_identity(kit.contents, NULL, out_error));
    HANDLE(waxwing_contents, "contents", out.identities == NULL,
        waxwing_contents_into_identities(it, &out.identities, out_error));
    OUTPUT("out_identities", waxwing_contents_into_identities(kit.contents, NULL, out_error));
    HANDLE(waxwing_contents, "contents", out.private_key == NULL,
        waxwing_contents_into_private_key(it, &out.private_key, out_error));
    OUTPUT("out_key", waxwing_contents_into_private_key(kit.contents, NULL, out_error));
}

static void refuses_identities(void) {
    const waxwing_x509_certificate *certificate = waxwing_identity_certificate(kit.identity);
    BYTES("file", out.identity == NULL,
        waxwing_identity_from_p12(it, NONE, &out.identity, out_error));
    TEXT("password", out.identity == NULL,
        waxwing_identity_from_p12(FILE_OF, it, &out.identity, out_error));
    OUTPUT("out_identity", waxwing_identity_from_p12(FILE_OF, NONE, NULL, out_error));
    BYTES("file", out.identity == NULL,
        waxwing_identity_from_pem(it, NONE, &out.identity, out_error));
    TEXT("password", out.identity == NULL,
        waxwing_identity_from_pem(FILE_OF, it, &out.identity, out_error));
    OUTPUT("out_identity", waxwing_identity_from_pem(FILE_OF, NONE, NULL, out_error));
    BYTES("certificate", out.identity == NULL,
        waxwing_identity_from_parts(it, FILE_OF, NONE, &out.identity, out_error));
    BYTES("private key", out.identity == NULL,
        waxwing_identity_from_parts(FILE_OF, it, NONE, &out.identity, out_error));
    TEXT("password", out.identity == NULL,
        waxwing_identity_from_parts(FILE_OF, FILE_OF, it, &out.identity, out_error));
    OUTPUT("out_identity", waxwing_identity_from_parts(FILE_OF, FILE_OF, NONE, NULL, out_error));

    const waxwing_bytes entropy = {(const uint8_t *)"thirty-two bytes that are random", 32};
    HANDLE(const waxwing_identity, "identity", out.p12 == NULL,
        waxwing_identity_to_p12(it, NONE, entropy, 1, &out.p12, out_error));
    TEXT("password", out.p12 == NULL,
        waxwing_identity_to_p12(kit.identity, it, entropy, 1, &out.p12, out_error));
    BYTES("entropy", out.p12 == NULL,
        waxwing_identity_to_p12(kit.identity, NONE, it, 1, &out.p12, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "profile", out.p12 == NULL,
        waxwing_identity_to_p12(kit.identity, NONE, entropy, 0, &out.p12, out_error));
    OUTPUT("out_p12", waxwing_identity_to_p12(kit.identity, NONE, entropy, 2, NULL, out_error));

    HANDLE(const waxwing_identity, "identity", out.credential_lints == NULL,
        waxwing_identity_lints(it, 0, NONE, 0, &out.credential_lints, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "environment", out.credential_lints == NULL,
        waxwing_identity_lints(kit.identity, 3, NONE, 0, &out.credential_lints, out_error));
    TEXT("apns-topic", out.credential_lints == NULL,
        waxwing_identity_lints(kit.identity, 0, it, 0, &out.credential_lints, out_error));
    OUTPUT("out_lints", waxwing_identity_lints(kit.identity, 0, NONE, 0, NULL, out_error));
    HANDLE(const waxwing_x509_certificate, "certificate", out.credential_lints == NULL,
        waxwing_x509_certificate_lints(it, 0, NONE, 0, &out.credential_lints, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "environment", out.credential_lints == NULL,
        waxwing_x509_certificate_lints(certificate, 3, NONE, 0, &out.credential_lints, out_error));
    TEXT("apns-topic", out.credential_lints == NULL,
        waxwing_x509_certificate_lints(certificate, 0, it, 0, &out.credential_lints, out_error));
    OUTPUT("out_lints", waxwing_x509_certificate_lints(certificate, 0, NONE, 0, NULL, out_error));

    HANDLE(const waxwing_x509_certificate, "certificate", out.push == NULL,
        waxwing_push_certificate_new(it, &out.push, out_error));
    OUTPUT("out_push", waxwing_push_certificate_new(certificate, NULL, out_error));
    HANDLE(const waxwing_push_certificate, "push certificate", out.scope == NULL,
        waxwing_push_certificate_scope(it, &out.scope, out_error));
    OUTPUT("out_scope", waxwing_push_certificate_scope(kit.push, NULL, out_error));
}

static void refuses_requests(void) {
    const waxwing_str key_id = WAXWING_STR("ABC123DEFG"), team_id = WAXWING_STR("DEF123GHIJ");
    HANDLE(const waxwing_private_key, "key", out.key == NULL,
        waxwing_provider_key_from_private_key(it, key_id, team_id, &out.key, out_error));
    TEXT("key id", out.key == NULL,
        waxwing_provider_key_from_private_key(kit.key, it, team_id, &out.key, out_error));
    TEXT("team id", out.key == NULL,
        waxwing_provider_key_from_private_key(kit.key, key_id, it, &out.key, out_error));
    OUTPUT("out_key",
        waxwing_provider_key_from_private_key(kit.key, key_id, team_id, NULL, out_error));

    const waxwing_bytes spki = waxwing_private_key_spki(kit.key);
    HANDLE(const waxwing_private_key, "key", out.certificate_request == NULL,
        waxwing_certificate_request_sign(TEXT_OF, NONE, NONE, it, &out.certificate_request,
                                         out_error));
    TEXT("common name", out.certificate_request == NULL,
        waxwing_certificate_request_sign(it, NONE, NONE, kit.key, &out.certificate_request,
                                         out_error));
    TEXT("email address", out.certificate_request == NULL,
        waxwing_certificate_request_sign(TEXT_OF, it, NONE, kit.key, &out.certificate_request,
                                         out_error));
    TEXT("country", out.certificate_request == NULL,
        waxwing_certificate_request_sign(TEXT_OF, NONE, it, kit.key, &out.certificate_request,
                                         out_error));
    OUTPUT("out_request",
        waxwing_certificate_request_sign(TEXT_OF, NONE, NONE, kit.key, NULL, out_error));
    TEXT("common name", out.unsigned_request == NULL,
        waxwing_unsigned_request_new(it, NONE, NONE, spki, &out.unsigned_request, out_error));
    TEXT("email address", out.unsigned_request == NULL,
        waxwing_unsigned_request_new(TEXT_OF, it, NONE, spki, &out.unsigned_request, out_error));
    TEXT("country", out.unsigned_request == NULL,
        waxwing_unsigned_request_new(TEXT_OF, NONE, it, spki, &out.unsigned_request, out_error));
    BYTES("public key", out.unsigned_request == NULL,
        waxwing_unsigned_request_new(TEXT_OF, NONE, NONE, it, &out.unsigned_request, out_error));
    OUTPUT("out_unsigned",
        waxwing_unsigned_request_new(TEXT_OF, NONE, NONE, spki, NULL, out_error));
    HANDLE(const waxwing_unsigned_request, "unsigned request", out.certificate_request == NULL,
        waxwing_unsigned_request_assemble(it, spki, &out.certificate_request, out_error));
    BYTES("signature", out.certificate_request == NULL,
        waxwing_unsigned_request_assemble(kit.unsigned_request, it, &out.certificate_request,
                                          out_error));
    OUTPUT("out_request",
        waxwing_unsigned_request_assemble(kit.unsigned_request, spki, NULL, out_error));
}

static bool no_bytes(waxwing_bytes bytes) { return bytes.data == NULL && bytes.len == 0; }

static void files_give_nothing(void) {
    waxwing_credential_lint lint;
    case_begin("impossible arguments", "accessors_of_files_give_nothing_for_null");
    waxwing_sniffed_free(NULL);
    waxwing_contents_free(NULL);
    waxwing_private_key_free(NULL);
    waxwing_certificate_request_free(NULL);
    waxwing_unsigned_request_free(NULL);
    waxwing_credential_lints_free(NULL);
    CHECK(waxwing_sniffed_format(NULL) == 0 && is_none(waxwing_sniffed_format_name(NULL)));
    CHECK(is_none(waxwing_sniffed_advice(NULL)) && is_none(waxwing_sniffed_label(NULL, 0)));
    CHECK(!waxwing_sniffed_is_base64(NULL) && !waxwing_sniffed_is_truncated(NULL));
    CHECK(waxwing_sniffed_label_count(NULL) == 0);
    CHECK(is_none(waxwing_key_id_from_file_name(NONE)));
    CHECK(is_none(waxwing_key_id_from_file_name((waxwing_str){NULL, 1})));
    CHECK(is_none(waxwing_key_id_from_file_name((waxwing_str){"Key_\xff", 5})));
    CHECK_TEXT(waxwing_key_id_from_file_name(WAXWING_STR("AuthKey_ABC123DEFG.p8")), "ABC123DEFG");
    CHECK(is_none(waxwing_file_format_name(UINT32_MAX)));
    CHECK(is_none(waxwing_file_format_description(21)));
    CHECK(waxwing_contents_format(NULL, 0) == 0 && waxwing_contents_format(kit.contents, 1) == 0);
    CHECK(is_none(waxwing_contents_protection(NULL, 0)));
    CHECK(is_none(waxwing_contents_protection(kit.contents, SIZE_MAX)));
    CHECK(waxwing_contents_key_count(NULL) == 0 && waxwing_contents_certificate_count(NULL) == 0);
    CHECK(waxwing_contents_key(NULL, 0) == NULL && waxwing_contents_key(kit.contents, 1) == NULL);
    CHECK(waxwing_contents_certificate(NULL, 0) == NULL);
    CHECK(waxwing_contents_certificate(kit.contents, SIZE_MAX) == NULL);
    CHECK(waxwing_contents_request(NULL, 0) == NULL);
    CHECK(waxwing_contents_request(kit.contents, 0) == NULL);
    CHECK(is_none(waxwing_contents_public_key_kind(NULL, 0)));
    CHECK(no_bytes(waxwing_contents_public_key_spki(NULL, 0)));
    CHECK(no_bytes(waxwing_contents_public_key_spki(kit.contents, 0)));
    CHECK(is_none(waxwing_private_key_kind(NULL)) && is_none(waxwing_private_key_pem(NULL)));
    CHECK(is_none(waxwing_private_key_friendly_name(NULL)));
    CHECK(no_bytes(waxwing_private_key_spki(NULL)) && no_bytes(waxwing_private_key_der(NULL)));
    CHECK(no_bytes(waxwing_certificate_request_der(NULL)));
    CHECK(is_none(waxwing_certificate_request_pem(NULL)));
    CHECK(is_none(waxwing_certificate_request_key_kind(NULL)));
    CHECK(no_bytes(waxwing_certificate_request_spki(NULL)));
    CHECK(no_bytes(waxwing_unsigned_request_signing_input(NULL)));
    CHECK(is_none(waxwing_unsigned_request_algorithm(NULL)));
    CHECK(waxwing_credential_lints_count(NULL) == 0);
    CHECK(!waxwing_credential_lints_item(NULL, 0, &lint));
    CHECK(!waxwing_credential_lint_code_item(0, NULL));
    CHECK(!waxwing_credential_lint_code_item(SIZE_MAX, &lint));
    CHECK(waxwing_credential_lint_code_item(0, &lint) && is_none(lint.found));
    CHECK_TEXT(lint.code, "expired");
    case_end();
}

static void identities_give_nothing(void) {
    case_begin("impossible arguments", "accessors_of_identities_give_nothing_for_null");
    waxwing_identity_free(NULL);
    waxwing_identities_free(NULL);
    waxwing_p12_free(NULL);
    CHECK(no_bytes(waxwing_p12_bytes(NULL)));
    waxwing_x509_certificate_free(NULL);
    waxwing_push_certificate_free(NULL);
    CHECK(waxwing_identity_certificate(NULL) == NULL && waxwing_identity_chain(NULL, 0) == NULL);
    CHECK(waxwing_identity_chain_count(NULL) == 0 && waxwing_identity_other(NULL, 0) == NULL);
    CHECK(waxwing_identity_chain(kit.identity, SIZE_MAX) == NULL);
    CHECK(is_none(waxwing_identity_friendly_name(NULL)));
    CHECK(waxwing_identity_key(NULL) == NULL && is_none(waxwing_identity_chain_pem(NULL)));
    CHECK(is_none(waxwing_identity_key_pem(NULL)) && is_none(waxwing_identity_combined_pem(NULL)));
    CHECK(waxwing_identities_count(NULL) == 0 && waxwing_identities_item(NULL, 0) == NULL);
    CHECK(no_bytes(waxwing_x509_certificate_der(NULL)));
    CHECK(is_none(waxwing_x509_certificate_pem(NULL)));
    CHECK(is_none(waxwing_x509_certificate_friendly_name(NULL)));
    CHECK(is_none(waxwing_x509_certificate_common_name(NULL)));
    CHECK(is_none(waxwing_x509_certificate_issuer_common_name(NULL)));
    CHECK(is_none(waxwing_x509_certificate_user_id(NULL)));
    CHECK(is_none(waxwing_x509_certificate_organizational_unit(NULL)));
    CHECK(no_bytes(waxwing_x509_certificate_issuer(NULL)));
    CHECK(no_bytes(waxwing_x509_certificate_subject(NULL)));
    CHECK(!waxwing_x509_certificate_is_self_issued(NULL));
    CHECK(waxwing_x509_certificate_not_before_ms(NULL) == 0);
    CHECK(waxwing_x509_certificate_not_after_ms(NULL) == 0);
    CHECK(waxwing_x509_certificate_days_left(NULL, 0) == 0);
    CHECK(is_none(waxwing_x509_certificate_key_kind(NULL)));
    CHECK(no_bytes(waxwing_x509_certificate_spki(NULL)));
    CHECK(is_none(waxwing_x509_certificate_sha256(NULL)));
    CHECK(is_none(waxwing_x509_certificate_sha1(NULL)));
    CHECK(!waxwing_x509_certificate_is_for_clients(NULL));
    CHECK(!waxwing_x509_certificate_has_old_signature(NULL));
    CHECK(is_none(waxwing_push_certificate_default_topic(NULL)));
    CHECK(waxwing_push_certificate_topic_count(NULL) == 0);
    CHECK(is_none(waxwing_push_certificate_topic(NULL, 0)));
    CHECK(is_none(waxwing_push_certificate_topic(kit.push, SIZE_MAX)));
    CHECK(is_none(waxwing_push_certificate_topic_kind(NULL, 0, 0)));
    CHECK(is_none(waxwing_push_certificate_topic_kind(kit.push, SIZE_MAX, 0)));
    CHECK(is_none(waxwing_push_certificate_topic_kind(kit.push, 0, SIZE_MAX)));
    CHECK(!waxwing_push_certificate_needs_topic_header(NULL));
    CHECK(waxwing_push_certificate_environment(NULL, 0) == 0);
    CHECK(waxwing_push_certificate_environment(kit.push, SIZE_MAX) == 0);
    CHECK(is_none(waxwing_push_certificate_team_id(NULL)));
    CHECK(is_none(waxwing_push_certificate_family(NULL)));
    CHECK(waxwing_push_certificate_push_type(NULL, 0) == 0);
    CHECK(waxwing_push_certificate_push_type(kit.push, SIZE_MAX) == 0);
    case_end();
}

/* Contents are used up by what is made of them, and that lives on. */
static void contents_are_used_up(void) {
    waxwing_error *error = NULL;
    waxwing_identity *identity = NULL;
    case_begin("lifetimes", "an_identity_outlives_the_contents_that_it_used_up");
    SUCCEEDS(waxwing_contents_into_identity(kit.contents, &identity, &error));
    CHECK(waxwing_contents_key_count(kit.contents) == 0);
    CHECK(waxwing_contents_certificate_count(kit.contents) == 0);
    CHECK(waxwing_contents_into_identity(kit.contents, &(waxwing_identity *){NULL}, NULL) ==
          WAXWING_STATUS_MISSING_PRIVATE_KEY);
    waxwing_contents_free(kit.contents);
    kit.contents = NULL;
    CHECK(same(waxwing_identity_key_pem(identity), waxwing_identity_key_pem(kit.identity)));
    CHECK(waxwing_identity_key_pem(identity).data == waxwing_identity_key_pem(identity).data);
    CHECK(waxwing_identity_chain(identity, 0) == waxwing_identity_certificate(identity));
    waxwing_identity_free(identity);
    case_end();
}

void refuses_in_credentials(void) {
    make_kit();
    refuses_files();
    refuses_identities();
    refuses_requests();
    files_give_nothing();
    identities_give_nothing();
    contents_are_used_up();
    free_kit();
}
