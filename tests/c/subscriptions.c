/* The state of a purchase, of verified objects; what it says of events is in the vectors. */
#include "fixture.h"

static waxwing_subscription_state *state_of_the_fixture(void) {
    waxwing_subscription_state *state = NULL;
    waxwing_error *error = NULL;
    SUCCEEDS(waxwing_subscription_state_new(
        waxwing_signed_object_bundle_id(fixture.object),
        waxwing_signed_object_environment(fixture.object),
        waxwing_subscription_state_id_of(fixture.object), &state, &error));
    return state;
}

static void verified_objects_become_a_state(void) {
    const waxwing_signed_object *transaction = waxwing_signed_object_transaction(fixture.object);
    const waxwing_signed_object *renewal_info = waxwing_signed_object_renewal_info(fixture.object);
    waxwing_error *error = NULL;
    waxwing_applied applied;
    waxwing_subscription_period period;
    waxwing_subscription_renewal renewal;
    waxwing_subscription_notice notice;
    waxwing_entitlement entitlement;

    case_begin("subscriptions", "objects_in_any_order_make_the_same_state");
    waxwing_subscription_state *whole = state_of_the_fixture(), *parts = state_of_the_fixture();
    CHECK(same(waxwing_subscription_state_id_of(fixture.object),
               waxwing_subscription_state_id_of(transaction)));
    SUCCEEDS(waxwing_subscription_state_apply(whole, fixture.object, &applied, &error));
    CHECK(applied == WAXWING_APPLIED_CHANGED);
    SUCCEEDS(waxwing_subscription_state_apply(whole, transaction, &applied, &error));
    CHECK(applied == WAXWING_APPLIED_UNCHANGED);
    SUCCEEDS(waxwing_subscription_state_apply(parts, renewal_info, NULL, &error));
    SUCCEEDS(waxwing_subscription_state_apply(parts, transaction, &applied, &error));
    CHECK(applied == WAXWING_APPLIED_CHANGED);
    CHECK(!same(waxwing_subscription_state_json(whole), waxwing_subscription_state_json(parts)));
    SUCCEEDS(waxwing_subscription_state_merge(parts, whole, &applied, &error));
    CHECK(applied == WAXWING_APPLIED_CHANGED);
    CHECK(same(waxwing_subscription_state_json(whole), waxwing_subscription_state_json(parts)));
    SUCCEEDS(waxwing_subscription_state_merge(parts, parts, &applied, &error));
    CHECK(applied == WAXWING_APPLIED_UNCHANGED);
    case_end();

    case_begin("subscriptions", "a_state_tells_what_the_objects_say");
    CHECK_NUMBER(waxwing_subscription_state_period_count(whole), 1);
    CHECK(waxwing_subscription_state_period_item(whole, 0, &period));
    CHECK(same(period.transaction_id, waxwing_signed_object_transaction_id(transaction)));
    CHECK(same(period.product_id, waxwing_signed_object_product_id(transaction)));
    CHECK_NUMBER(period.signed_at_ms, waxwing_signed_object_signed_at_ms(transaction));
    CHECK(period.revoked_at_ms == WAXWING_TIME_UNKNOWN && is_none(period.revocation_type));
    CHECK(waxwing_subscription_state_renewal(whole, &renewal));
    CHECK_NUMBER(renewal.signed_at_ms, waxwing_signed_object_signed_at_ms(renewal_info));
    CHECK(waxwing_subscription_state_last_notice(whole, &notice));
    CHECK(same(notice.notification_type, waxwing_signed_object_notification_type(fixture.object)));
    CHECK(same(notice.notification_uuid, waxwing_signed_object_deduplication_key(fixture.object)));
    CHECK(waxwing_subscription_state_entitlement_at(whole, period.purchased_at_ms, &entitlement));
    CHECK(same(entitlement.transaction_id, period.transaction_id));
    CHECK(same(entitlement.product_id, period.product_id));
    CHECK_NUMBER(entitlement.since_ms, period.purchased_at_ms);
    CHECK_NUMBER(entitlement.until_ms, period.expires_at_ms);
    CHECK(entitlement.grants_access && entitlement.state == WAXWING_ENTITLEMENT_STATE_ACTIVE);
    case_end();

    case_begin("subscriptions", "a_state_survives_as_json");
    waxwing_subscription_state *stored = NULL;
    waxwing_str json = waxwing_subscription_state_json(whole);
    SUCCEEDS(waxwing_subscription_state_from_json(json, &stored, &error));
    CHECK(same(waxwing_subscription_state_json(stored), json));
    CHECK(same(waxwing_subscription_state_bundle_id(stored),
               waxwing_signed_object_bundle_id(fixture.object)));
    CHECK(waxwing_subscription_state_environment(stored) == WAXWING_ENVIRONMENT_SANDBOX);
    CHECK(same(waxwing_subscription_state_original_transaction_id(stored),
               waxwing_subscription_state_id_of(fixture.object)));
    waxwing_subscription_state_free(stored);
    waxwing_subscription_state_free(parts);
    waxwing_subscription_state_free(whole);
    case_end();
}

static void other_purchases_are_refused(void) {
    waxwing_subscription_state *state = NULL;
    waxwing_error *error = NULL;
    waxwing_applied applied = WAXWING_APPLIED_UNKNOWN;
    case_begin("subscriptions", "an_object_of_another_app_or_purchase_is_refused");
    waxwing_str id = waxwing_subscription_state_id_of(fixture.object);
    SUCCEEDS(waxwing_subscription_state_new(WAXWING_STR("com.example.other"),
                                            WAXWING_ENVIRONMENT_SANDBOX, id, &state, &error));
    CHECK_NUMBER(waxwing_subscription_state_apply(state, fixture.object, &applied, NULL),
                 WAXWING_STATUS_WRONG_BUNDLE_ID);
    waxwing_subscription_state_free(state);
    waxwing_str bundle_id = waxwing_signed_object_bundle_id(fixture.object);
    SUCCEEDS(waxwing_subscription_state_new(bundle_id, WAXWING_ENVIRONMENT_SANDBOX,
                                            WAXWING_STR("1"), &state, &error));
    CHECK_NUMBER(waxwing_subscription_state_apply(state, fixture.object, &applied, NULL),
                 WAXWING_STATUS_INVALID_INPUT);
    CHECK(applied == WAXWING_APPLIED_UNKNOWN);
    waxwing_subscription_state_free(state);
    case_end();
}

/* Views lead into what is remade when the state changes. */
static void views_follow_changes(void) {
    waxwing_subscription_period period;
    waxwing_error *error = NULL;
    case_begin("subscriptions", "what_a_state_tells_changes_with_it");
    waxwing_subscription_state *state = state_of_the_fixture();
    waxwing_str before = waxwing_subscription_state_json(state);
    char *copy = copy_of(before.data, before.len);
    size_t length = before.len;
    CHECK_NUMBER(waxwing_subscription_state_period_count(state), 0);
    SUCCEEDS(waxwing_subscription_state_apply(state, fixture.object, NULL, &error));
    CHECK(!same(waxwing_subscription_state_json(state), (waxwing_str){copy, length}));
    CHECK(waxwing_subscription_state_period_item(state, 0, &period));
    free(copy);
    waxwing_subscription_state_free(state);
    case_end();
}

static void every_notification_has_a_meaning(void) {
    waxwing_meaning meaning, again;
    size_t count = 0;
    case_begin("subscriptions", "the_table_of_meanings_is_whole");
    for (; waxwing_meaning_item(count, &meaning); count++) {
        CHECK(waxwing_meaning_of(meaning.notification_type, meaning.subtype, &again));
        CHECK(same(again.meaning, meaning.meaning) && meaning.meaning.len != 0);
        CHECK(meaning.carrier.len != 0 && meaning.topic.len != 0 && meaning.source.len != 0);
    }
    CHECK(count > 30);
    CHECK(waxwing_signed_object_meaning(fixture.object, &meaning));
    CHECK(same(meaning.notification_type, waxwing_signed_object_notification_type(fixture.object)));
    CHECK(!waxwing_signed_object_meaning(waxwing_signed_object_transaction(fixture.object), &meaning));
    CHECK(is_none(waxwing_signed_object_deduplication_key(
        waxwing_signed_object_transaction(fixture.object))));
    case_end();
}

void run_subscriptions(void) {
    verified_objects_become_a_state();
    other_purchases_are_refused();
    views_follow_changes();
    every_notification_has_a_meaning();
}
