/* Impossible arguments of what goes beyond verifying: subscriptions and the meaning of notifications. */
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

void refuses_beyond_verifying(void) {
    refuses_in_subscriptions();
    subscriptions_give_nothing();
}
