/* Verification in steps, with the cryptography of OpenSSL: on genuine and on mutated objects. */
#include "../../ffi/examples/openssl_check.h"
#include "fixture.h"

enum { MAX_CHECKS = 16 };

/* What the two ways to run the checks say; the objects must agree. */
static waxwing_status in_steps(const waxwing_verifier *verifier, waxwing_str token, int64_t now_ms,
                               waxwing_signed_object **object, waxwing_error **error) {
    waxwing_pending *pending = NULL;
    waxwing_signature_check check;
    bool outcomes[MAX_CHECKS];
    size_t count = 0;
    waxwing_status status = waxwing_verifier_begin(verifier, token, 0, &pending, error);
    if (status != WAXWING_STATUS_OK) {
        CHECK(pending == NULL);
        return status;
    }
    for (; count < MAX_CHECKS && waxwing_pending_check(pending, count, &check); count++) {
        CHECK(check.signature.len == (check.curve == WAXWING_CURVE_P256 ? 64 : 96));
        outcomes[count] = openssl_check(&check);
    }
    CHECK_NUMBER(waxwing_pending_check_count(pending), count);
    status = waxwing_pending_finish(pending, outcomes, count, NULL, 0, now_ms, object, error);
    waxwing_pending_free(pending);
    return status;
}

/* Both ways give the same object or the same error. */
static waxwing_status agree(const waxwing_verifier *verifier, waxwing_str token, int64_t now_ms) {
    waxwing_signed_object *object = NULL, *checked = NULL;
    waxwing_error *error = NULL, *checked_error = NULL;
    waxwing_status status = waxwing_verifier_any(verifier, token, now_ms, &object, &error);
    waxwing_status other = in_steps(verifier, token, now_ms, &checked, &checked_error);
    CHECK_NUMBER(other, status);
    CHECK(same(waxwing_error_message(checked_error), waxwing_error_message(error)) ||
          (error == NULL && checked_error == NULL));
    CHECK((object != NULL) == (checked != NULL));
    CHECK(object == NULL || same(waxwing_signed_object_json(checked), waxwing_signed_object_json(object)));
    waxwing_error_free(error);
    waxwing_error_free(checked_error);
    waxwing_signed_object_free(object);
    waxwing_signed_object_free(checked);
    return status;
}

/* A token, and what becomes of it when one of its characters is another one. */
static void compare_mutated(const waxwing_verifier *verifier, waxwing_str token, int64_t now_ms,
                            size_t step) {
    char *text = copy_of(token.data, token.len);
    size_t accepted = 0;
    for (size_t at = token.len - 1; at < token.len; at -= step) {
        char before = text[at];
        text[at] = before == 'A' ? 'B' : 'A';
        accepted += agree(verifier, (waxwing_str){text, token.len}, now_ms) == WAXWING_STATUS_OK;
        text[at] = before;
        if (at < step) {
            break;
        }
    }
    CHECK_NUMBER(accepted, 0);
    free(text);
}

static void openssl_agrees(void) {
    waxwing_error *error = NULL;
    waxwing_verifier *verifier = NULL;
    case_begin("steps", "openssl_and_the_library_agree_on_the_fixture");
    waxwing_verifier_builder *builder = test_verifier_builder();
    waxwing_verifier_builder_cached_chains(builder, 0, NULL);
    SUCCEEDS(waxwing_verifier_builder_build(builder, &verifier, &error));
    waxwing_str token = as_str(fixture.notification_token);
    CHECK_NUMBER(agree(verifier, token, fixture.now_ms), WAXWING_STATUS_OK);
    compare_mutated(verifier, token, fixture.now_ms, token.len / 24);
    waxwing_verifier_free(verifier);
    waxwing_verifier_builder_free(builder);
    case_end();
}

static void what_is_remembered_needs_fewer_checks(void) {
    waxwing_pending *pending = NULL;
    waxwing_error *error = NULL;
    case_begin("steps", "a_remembered_chain_is_not_checked_again");
    /* The fixture's verifier has seen the chain: one check for each of three tokens is left. */
    SUCCEEDS(waxwing_verifier_begin(fixture.verifier, as_str(fixture.notification_token),
                                    WAXWING_KIND_NOTIFICATION, &pending, &error));
    CHECK_NUMBER(waxwing_pending_check_count(pending), 3);
    waxwing_pending_free(pending);
    case_end();
}

static void finishing_uses_it_up(void) {
    waxwing_pending *pending = NULL;
    waxwing_signed_object *object = NULL;
    waxwing_ocsp_requests *requests = NULL;
    waxwing_signature_check check;
    waxwing_error *error = NULL;
    const bool good[3] = {true, true, true};
    case_begin("steps", "a_verification_is_finished_once");
    SUCCEEDS(waxwing_verifier_begin(fixture.verifier, as_str(fixture.notification_token), 0,
                                    &pending, &error));
    SUCCEEDS(waxwing_pending_ocsp_requests(pending, good, 3, fixture.now_ms, &requests, &error));
    CHECK_NUMBER(waxwing_ocsp_requests_count(requests), 0);
    waxwing_ocsp_requests_free(requests);
    SUCCEEDS(waxwing_pending_finish(pending, good, 3, NULL, 0, fixture.now_ms, &object, &error));
    CHECK(same(waxwing_signed_object_json(object), waxwing_signed_object_json(fixture.object)));
    waxwing_signed_object_free(object);
    CHECK(waxwing_pending_check_count(pending) == 0 && !waxwing_pending_check(pending, 0, &check));
    CHECK_NUMBER(waxwing_pending_finish(pending, good, 3, NULL, 0, fixture.now_ms, &object, NULL),
                 WAXWING_STATUS_INVALID_STATE);
    CHECK_NUMBER(waxwing_pending_ocsp_requests(pending, good, 3, fixture.now_ms, &requests, NULL),
                 WAXWING_STATUS_INVALID_STATE);
    CHECK(object == NULL && requests == NULL);
    waxwing_pending_free(pending);

    SUCCEEDS(waxwing_verifier_begin(fixture.verifier, as_str(fixture.notification_token), 0,
                                    &pending, &error));
    CHECK_NUMBER(waxwing_pending_finish(pending, good, 2, NULL, 0, fixture.now_ms, &object, NULL),
                 WAXWING_STATUS_INVALID_INPUT);
    waxwing_pending_free(pending);
    const bool bad[3] = {true, false, true};
    SUCCEEDS(waxwing_verifier_begin(fixture.verifier, as_str(fixture.notification_token), 0,
                                    &pending, &error));
    CHECK_NUMBER(waxwing_pending_finish(pending, bad, 3, NULL, 0, fixture.now_ms, &object, NULL),
                 WAXWING_STATUS_BAD_SIGNATURE);
    waxwing_pending_free(pending);
    case_end();
}

/* Nothing that was only read can pass for something that was verified. */
static void what_was_only_read(void) {
    waxwing_unverified *it = NULL;
    waxwing_error *error = NULL;
    waxwing_str text;
    case_begin("steps", "an_object_can_be_read_without_being_believed");
    SUCCEEDS(waxwing_decode_unverified(as_str(fixture.transaction_token), 0, &it, &error));
    CHECK_NUMBER(waxwing_unverified_kind(it), WAXWING_KIND_TRANSACTION);
    CHECK_TEXT(waxwing_unverified_kind_name(it), "transaction");
    CHECK(same(waxwing_unverified_payload(it),
               waxwing_signed_object_payload(waxwing_signed_object_transaction(fixture.object))));
    CHECK(waxwing_unverified_text(it, WAXWING_STR("/bundleId"), &text));
    CHECK(same(text, waxwing_signed_object_bundle_id(fixture.object)));
    waxwing_unverified_free(it);
    it = NULL;
    CHECK_NUMBER(waxwing_decode_unverified(as_str(fixture.transaction_token),
                                           WAXWING_KIND_NOTIFICATION, &it, NULL),
                 WAXWING_STATUS_WRONG_KIND);
    CHECK(it == NULL);
    case_end();
}

void run_steps(void) {
    openssl_agrees();
    what_is_remembered_needs_fewer_checks();
    finishing_uses_it_up();
    what_was_only_read();
}

/* Whether OpenSSL says of a genuine object what the library says. */
void check_in_steps(const waxwing_verifier *verifier, waxwing_str token, int64_t now_ms) {
    CHECK_NUMBER(agree(verifier, token, now_ms), WAXWING_STATUS_OK);
    compare_mutated(verifier, token, now_ms, token.len / 5);
}
