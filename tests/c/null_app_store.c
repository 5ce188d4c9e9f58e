/* Impossible arguments of what goes beyond verifying at once: steps, revocation, subscriptions. */
#include "null.h"

#define ID WAXWING_STR("2000000000000001")
#define EMPTY WAXWING_STR("{}")
static const waxwing_str NONE = {NULL, 0};

static waxwing_subscription_state *state_of(waxwing_str id) {
    waxwing_subscription_state *state = NULL;
    waxwing_error *error = NULL;
    SUCCEEDS(waxwing_subscription_state_new(TOPIC, WAXWING_ENVIRONMENT_SANDBOX, id, &state, &error));
    return state;
}

static void refuses_in_subscriptions(void) {
    waxwing_applied applied = WAXWING_APPLIED_UNKNOWN;
    case_begin("impossible arguments", "a_subscription_to_try_them_on");
    waxwing_subscription_state *state = state_of(ID), *other = state_of(ID);
    case_end();
    TEXT("bundle id", out.subscription == NULL,
        waxwing_subscription_state_new(it, WAXWING_ENVIRONMENT_SANDBOX, ID, &out.subscription, out_error));
    TEXT("original transaction id", out.subscription == NULL,
        waxwing_subscription_state_new(TOPIC, WAXWING_ENVIRONMENT_SANDBOX, it, &out.subscription, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "environment", out.subscription == NULL,
        waxwing_subscription_state_new(TOPIC, 0, ID, &out.subscription, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "environment", out.subscription == NULL,
        waxwing_subscription_state_new(TOPIC, UINT32_MAX, ID, &out.subscription, out_error));
    OUTPUT("out_subscription",
        waxwing_subscription_state_new(TOPIC, WAXWING_ENVIRONMENT_SANDBOX, ID, NULL, out_error));
    TEXT("stored subscription", out.subscription == NULL,
        waxwing_subscription_state_from_json(it, &out.subscription, out_error));
    OUTPUT("out_subscription", waxwing_subscription_state_from_json(EMPTY, NULL, out_error));
    HANDLE(waxwing_subscription_state, "subscription", true,
        waxwing_subscription_state_apply(it, fixture.object, &applied, out_error));
    HANDLE(const waxwing_signed_object, "object", true,
        waxwing_subscription_state_apply(state, it, &applied, out_error));
    HANDLE(waxwing_subscription_state, "subscription", true,
        waxwing_subscription_state_apply_payloads(it, NONE, EMPTY, NONE, &applied, out_error));
    RAW("notification", true,
        waxwing_subscription_state_apply_payloads(state, it, NONE, NONE, &applied, out_error));
    RAW("transaction", true,
        waxwing_subscription_state_apply_payloads(state, NONE, it, NONE, &applied, out_error));
    RAW("renewal info", true,
        waxwing_subscription_state_apply_payloads(state, NONE, NONE, it, &applied, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "payloads", true,
        waxwing_subscription_state_apply_payloads(state, NONE, NONE, NONE, &applied, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "payloads", true,
        waxwing_subscription_state_apply_payloads(state, NONE, EMPTY, EMPTY, &applied, out_error));
    HANDLE(waxwing_subscription_state, "subscription", true,
        waxwing_subscription_state_merge(it, other, &applied, out_error));
    HANDLE(const waxwing_subscription_state, "other", true,
        waxwing_subscription_state_merge(state, it, &applied, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "out_applied", true,
        waxwing_subscription_state_merge(
            state, other, (waxwing_applied *)((uintptr_t)&applied + 1), out_error));
    CHECK(applied == WAXWING_APPLIED_UNKNOWN);
    waxwing_subscription_state_free(state);
    waxwing_subscription_state_free(other);
}

static void subscriptions_give_nothing(void) {
    waxwing_entitlement entitlement;
    waxwing_subscription_period period;
    waxwing_subscription_renewal renewal;
    waxwing_subscription_notice notice;
    waxwing_meaning meaning;
    case_begin("impossible arguments", "accessors_of_subscriptions_give_nothing_for_null");
    waxwing_subscription_state *state = state_of(ID);
    waxwing_subscription_state_free(NULL);
    CHECK(is_none(waxwing_subscription_state_id_of(NULL)));
    CHECK(is_none(waxwing_subscription_state_json(NULL)));
    CHECK(is_none(waxwing_subscription_state_bundle_id(NULL)));
    CHECK(waxwing_subscription_state_environment(NULL) == WAXWING_ENVIRONMENT_UNKNOWN);
    CHECK(is_none(waxwing_subscription_state_original_transaction_id(NULL)));
    CHECK(!waxwing_subscription_state_entitlement_at(NULL, 0, &entitlement));
    CHECK(!waxwing_subscription_state_entitlement_at(state, 0, NULL));
    CHECK(waxwing_subscription_state_period_count(NULL) == 0);
    CHECK(!waxwing_subscription_state_period_item(NULL, 0, &period));
    CHECK(!waxwing_subscription_state_period_item(state, 0, &period));
    CHECK(!waxwing_subscription_state_period_item(state, SIZE_MAX, NULL));
    CHECK(!waxwing_subscription_state_renewal(NULL, &renewal));
    CHECK(!waxwing_subscription_state_renewal(state, &renewal));
    CHECK(!waxwing_subscription_state_last_notice(NULL, &notice));
    CHECK(!waxwing_subscription_state_last_notice(state, &notice));
    CHECK(is_none(waxwing_signed_object_deduplication_key(NULL)));
    CHECK_NUMBER(waxwing_signed_object_order(NULL, NULL), 0);
    CHECK_NUMBER(waxwing_signed_object_order(fixture.object, NULL), 1);
    CHECK_NUMBER(waxwing_signed_object_order(NULL, fixture.object), -1);
    CHECK_NUMBER(waxwing_signed_object_order(fixture.object, fixture.object), 0);
    CHECK(!waxwing_signed_object_meaning(NULL, &meaning));
    CHECK(!waxwing_signed_object_meaning(fixture.object, NULL));
    CHECK(!waxwing_meaning_of(NONE, NONE, &meaning));
    CHECK(!waxwing_meaning_of((waxwing_str){NULL, 1}, NONE, &meaning));
    CHECK(!waxwing_meaning_of(WAXWING_STR("TEST"), (waxwing_str){NULL, 1}, &meaning));
    CHECK(!waxwing_meaning_of(WAXWING_STR("TEST"), NONE, NULL));
    CHECK(!waxwing_meaning_item(SIZE_MAX, &meaning));
    CHECK(!waxwing_meaning_item(0, NULL));
    CHECK(is_none(waxwing_applied_name(0)) && is_none(waxwing_applied_name(UINT32_MAX)));
    CHECK(is_none(waxwing_entitlement_state_name(UINT32_MAX)));
    CHECK(is_none(waxwing_entitlement_reason_name(UINT32_MAX)));
    waxwing_subscription_state_free(state);
    case_end();
}

static void refuses_in_steps(void) {
    const waxwing_str token = as_str(fixture.transaction_token);
    waxwing_verifier_builder *builder = waxwing_verifier_builder_new();
    waxwing_pending *pending = NULL;
    waxwing_error *made = NULL;
    bool none[8] = {false};
    case_begin("impossible arguments", "a_verification_to_try_them_on");
    succeeds(__FILE__, __LINE__, waxwing_verifier_begin(fixture.verifier, token, 0, &pending, &made),
             &made);
    case_end();
    const size_t count = waxwing_pending_check_count(pending);
    HANDLE(waxwing_verifier, "verifier", out.pending == NULL,
        waxwing_verifier_begin(it, token, 0, &out.pending, out_error));
    RAW("token", out.pending == NULL,
        waxwing_verifier_begin(fixture.verifier, it, 0, &out.pending, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "kind", out.pending == NULL,
        waxwing_verifier_begin(fixture.verifier, token, 6, &out.pending, out_error));
    OUTPUT("out_pending", waxwing_verifier_begin(fixture.verifier, token, 0, NULL, out_error));
    HANDLE(waxwing_pending, "pending", out.requests == NULL,
        waxwing_pending_ocsp_requests(it, none, count, fixture.now_ms, &out.requests, out_error));
    REFUSES(WAXWING_STATUS_NULL_POINTER, "outcomes", out.requests == NULL,
        waxwing_pending_ocsp_requests(pending, NULL, 1, fixture.now_ms, &out.requests, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "outcomes", out.requests == NULL,
        waxwing_pending_ocsp_requests(pending, none, SIZE_MAX, fixture.now_ms, &out.requests,
                                      out_error));
    OUTPUT("out_requests",
        waxwing_pending_ocsp_requests(pending, none, count, fixture.now_ms, NULL, out_error));
    HANDLE(waxwing_pending, "pending", out.object == NULL,
        waxwing_pending_finish(it, none, count, NULL, 0, fixture.now_ms, &out.object, out_error));
    REFUSES(WAXWING_STATUS_NULL_POINTER, "outcomes", out.object == NULL,
        waxwing_pending_finish(pending, NULL, 1, NULL, 0, fixture.now_ms, &out.object, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "outcomes", out.object == NULL,
        waxwing_pending_finish(pending, none, SIZE_MAX, NULL, 0, fixture.now_ms, &out.object,
                               out_error));
    ARRAY(waxwing_bytes, "OCSP answers", out.object == NULL,
        waxwing_pending_finish(pending, none, count, it, 1, fixture.now_ms, &out.object, out_error));
    BYTES("OCSP answers", out.object == NULL,
        waxwing_pending_finish(pending, none, count, &it, 1, fixture.now_ms, &out.object,
                               out_error));
    OUTPUT("out_object",
        waxwing_pending_finish(pending, none, count, NULL, 0, fixture.now_ms, NULL, out_error));
    case_begin("impossible arguments", "they_do_not_use_a_verification_up");
    CHECK(count != 0 && waxwing_pending_check_count(pending) == count);
    case_end();

    HANDLE(waxwing_verifier, "verifier", out.requests == NULL,
        waxwing_verifier_ocsp_requests(it, token, fixture.now_ms, &out.requests, out_error));
    RAW("token", out.requests == NULL,
        waxwing_verifier_ocsp_requests(fixture.verifier, it, fixture.now_ms, &out.requests,
                                       out_error));
    OUTPUT("out_requests",
        waxwing_verifier_ocsp_requests(fixture.verifier, token, fixture.now_ms, NULL, out_error));
    HANDLE(waxwing_verifier, "verifier", out.object == NULL,
        waxwing_verifier_verify(it, token, 0, NULL, 0, fixture.now_ms, &out.object, out_error));
    RAW("token", out.object == NULL,
        waxwing_verifier_verify(fixture.verifier, it, 0, NULL, 0, fixture.now_ms, &out.object,
                                out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "kind", out.object == NULL,
        waxwing_verifier_verify(fixture.verifier, token, UINT32_MAX, NULL, 0, fixture.now_ms,
                                &out.object, out_error));
    ARRAY(waxwing_bytes, "OCSP answers", out.object == NULL,
        waxwing_verifier_verify(fixture.verifier, token, 0, it, 1, fixture.now_ms, &out.object,
                                out_error));
    BYTES("OCSP answers", out.object == NULL,
        waxwing_verifier_verify(fixture.verifier, token, 0, &it, 1, fixture.now_ms, &out.object,
                                out_error));
    OUTPUT("out_object",
        waxwing_verifier_verify(fixture.verifier, token, 0, NULL, 0, fixture.now_ms, NULL,
                                out_error));
    RAW("token", out.unverified == NULL,
        waxwing_decode_unverified(it, 0, &out.unverified, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "kind", out.unverified == NULL,
        waxwing_decode_unverified(token, 6, &out.unverified, out_error));
    OUTPUT("out_unverified", waxwing_decode_unverified(token, 0, NULL, out_error));

    HANDLE(waxwing_verifier_builder, "builder", true,
        waxwing_verifier_builder_oldest_signing_time(it, 0, out_error));
    HANDLE(waxwing_verifier_builder, "builder", true,
        waxwing_verifier_builder_xcode_certificate(it, as_bytes(fixture.root), out_error));
    BYTES("Xcode certificate", true,
        waxwing_verifier_builder_xcode_certificate(builder, it, out_error));
    HANDLE(waxwing_verifier_builder, "builder", true,
        waxwing_verifier_builder_revocation(it, WAXWING_REVOCATION_POLICY_SOFT, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "revocation", true,
        waxwing_verifier_builder_revocation(builder, 0, out_error));
    REFUSES(WAXWING_STATUS_INVALID_INPUT, "revocation", true,
        waxwing_verifier_builder_revocation(builder, 4, out_error));
    HANDLE(waxwing_verifier_builder, "builder", true,
        waxwing_verifier_builder_ocsp_host(it, WAXWING_STR("localhost"), out_error));
    TEXT("OCSP host", true, waxwing_verifier_builder_ocsp_host(builder, it, out_error));
    HANDLE(waxwing_verifier_builder, "builder", true,
        waxwing_verifier_builder_ocsp_max_age_ms(it, 1, out_error));
    HANDLE(waxwing_verifier_builder, "builder", true,
        waxwing_verifier_builder_cached_chains(it, 1, out_error));
    HANDLE(waxwing_verifier_builder, "builder", true,
        waxwing_verifier_builder_without_key_tables(it, out_error));
    waxwing_pending_free(pending);
    waxwing_verifier_builder_free(builder);
}

static void steps_give_nothing(void) {
    waxwing_signature_check check;
    waxwing_ocsp_request request;
    waxwing_revocation revocation;
    waxwing_str text = WAXWING_STR("7");
    int64_t integer = 7;
    double number = 7;
    bool boolean = true;
    size_t count = 7;
    case_begin("impossible arguments", "accessors_of_steps_give_nothing_for_null");
    waxwing_pending_free(NULL);
    CHECK(waxwing_pending_check_count(NULL) == 0);
    CHECK(!waxwing_pending_check(NULL, 0, &check));
    waxwing_ocsp_requests_free(NULL);
    CHECK(waxwing_ocsp_requests_count(NULL) == 0);
    CHECK(!waxwing_ocsp_requests_item(NULL, 0, &request));
    CHECK(!waxwing_signed_object_revocation(NULL, 0, &revocation));
    CHECK(!waxwing_signed_object_revocation(fixture.object, 0, &revocation));
    CHECK(!waxwing_signed_object_revocation(fixture.object, 0, NULL));
    CHECK(!waxwing_signed_object_revocation_cache_until_ms(NULL, &integer));
    CHECK(!waxwing_signed_object_revocation_cache_until_ms(fixture.object, &integer));
    CHECK(is_none(waxwing_signed_object_certificate_sha256(NULL, 0)));
    CHECK(is_none(waxwing_signed_object_certificate_sha256(fixture.object, 3)));
    CHECK(is_none(waxwing_ocsp_status_name(0)) && is_none(waxwing_ocsp_status_name(UINT32_MAX)));
    CHECK(!waxwing_error_is_retryable(NULL) && !waxwing_error_is_retryable(fixture.error));
    waxwing_unverified_free(NULL);
    CHECK(waxwing_unverified_kind(NULL) == WAXWING_KIND_UNKNOWN);
    CHECK(is_none(waxwing_unverified_kind_name(NULL)));
    CHECK(is_none(waxwing_unverified_json(NULL)) && is_none(waxwing_unverified_payload(NULL)));
    CHECK(!waxwing_unverified_has(NULL, WAXWING_STR("")));
    CHECK(!waxwing_unverified_text(NULL, WAXWING_STR(""), &text));
    CHECK(!waxwing_unverified_integer(NULL, WAXWING_STR(""), &integer));
    CHECK(!waxwing_unverified_number(NULL, WAXWING_STR(""), &number));
    CHECK(!waxwing_unverified_boolean(NULL, WAXWING_STR(""), &boolean));
    CHECK(!waxwing_unverified_count(NULL, WAXWING_STR(""), &count));
    CHECK(integer == 7 && number == 7 && boolean && count == 7);
    CHECK_TEXT(text, "7");
    case_end();
}

void refuses_beyond_verifying(void) {
    refuses_in_steps();
    steps_give_nothing();
    refuses_in_subscriptions();
    subscriptions_give_nothing();
}
