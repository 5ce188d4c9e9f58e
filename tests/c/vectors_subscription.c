/* Operations about purchases, and about what notifications mean. */
#include "vectors.h"

/* The signed objects of the file that is run, each verified when it is first asked for. */
static struct {
    waxwing_verifier *verifier;
    json_t *seen;
} known;

static void forget(void) {
    const char *name;
    json_t *place;
    json_object_foreach(known.seen, name, place) {
        waxwing_signed_object_free((waxwing_signed_object *)(uintptr_t)json_integer_value(place));
    }
    json_decref(known.seen);
    waxwing_verifier_free(known.verifier);
    memset(&known, 0, sizeof known);
}

/* Knows nothing but a file: anything of any app of Sandbox and Production, under its roots. */
static void know(const json_t *file) {
    static bool at_end = false;
    waxwing_error *error = NULL;
    forget();
    if (!at_end) {
        at_end = atexit(forget) == 0;
    }
    waxwing_verifier_builder *builder = waxwing_verifier_builder_new();
    waxwing_verifier_builder_environment(builder, WAXWING_ENVIRONMENT_SANDBOX, NULL);
    waxwing_verifier_builder_environment(builder, WAXWING_ENVIRONMENT_PRODUCTION, NULL);
    waxwing_verifier_builder_dangerous_any_bundle_id(builder, NULL);
    waxwing_verifier_builder_dangerous_any_app_apple_id(builder, NULL);
    const char *name;
    json_t *root;
    json_object_foreach(json_object_get(file, "roots"), name, root) {
        struct bytes der = from_base64(text_in(root));
        waxwing_verifier_builder_root(builder, as_bytes(der), NULL);
        free(der.data);
    }
    SUCCEEDS(waxwing_verifier_builder_build(builder, &known.verifier, &error));
    waxwing_verifier_builder_free(builder);
    known.seen = json_object();
}

static const waxwing_signed_object *event_of(const json_t *file, const char *name) {
    static const char *const FIELDS[] = {"kind", "token", NULL};
    const json_t *one = json_object_get(json_object_get(file, "events"), name);
    json_t *place = json_object_get(known.seen, name);
    if (place == NULL) {
        waxwing_signed_object *object = NULL;
        waxwing_error *error = NULL;
        only(one, FIELDS);
        SUCCEEDS(waxwing_verifier_any(known.verifier, text_of(one, "token"),
                                      integer_of(file, "now_ms"), &object, &error));
        CHECK(same(waxwing_signed_object_kind_name(object), text_of(one, "kind")));
        place = json_integer((json_int_t)(uintptr_t)object);
        json_object_set_new(known.seen, name, place);
    }
    return (const waxwing_signed_object *)(uintptr_t)json_integer_value(place);
}

static void put_text(json_t *object, const char *key, waxwing_str text) {
    if (!is_none(text)) {
        json_object_set_new(object, key, json_stringn(text.data, text.len));
    }
}

static void put_integer(json_t *object, const char *key, int64_t integer) {
    if (integer != WAXWING_NUMBER_UNKNOWN) {
        json_object_set_new(object, key, json_integer(integer));
    }
}

static void put_flag(json_t *object, const char *key, bool flag) {
    json_object_set_new(object, key, json_boolean(flag));
}

static void put_offer(json_t *object, const waxwing_subscription_offer *it) {
    if (it->offer_type == WAXWING_NUMBER_UNKNOWN) {
        CHECK(is_none(it->identifier) && is_none(it->discount_type) && is_none(it->period));
        return;
    }
    json_t *found = json_object();
    put_integer(found, "offer_type", it->offer_type);
    put_text(found, "identifier", it->identifier);
    put_text(found, "discount_type", it->discount_type);
    put_text(found, "period", it->period);
    json_object_set_new(object, "offer", found);
}

static json_t *entitlement_at(const waxwing_subscription_state *state, int64_t now_ms) {
    waxwing_entitlement it;
    json_t *found = json_object();
    CHECK(waxwing_subscription_state_entitlement_at(state, now_ms, &it));
    put_text(found, "state", waxwing_entitlement_state_name(it.state));
    put_text(found, "reason", waxwing_entitlement_reason_name(it.reason));
    put_flag(found, "grants_access", it.grants_access);
    put_text(found, "product_id", it.product_id);
    put_text(found, "transaction_id", it.transaction_id);
    put_integer(found, "since_ms", it.since_ms);
    put_integer(found, "until_ms", it.until_ms);
    return found;
}

static json_t *period_of(const waxwing_subscription_period *it) {
    json_t *found = json_object();
    put_text(found, "transaction_id", it->transaction_id);
    put_text(found, "product_id", it->product_id);
    put_text(found, "product_type", it->product_type);
    put_text(found, "in_app_ownership_type", it->in_app_ownership_type);
    put_text(found, "transaction_reason", it->transaction_reason);
    put_integer(found, "purchased_at_ms", it->purchased_at_ms);
    put_integer(found, "expires_at_ms", it->expires_at_ms);
    put_integer(found, "signed_at_ms", it->signed_at_ms);
    if (it->revoked_at_ms != WAXWING_TIME_UNKNOWN) {
        json_t *revocation = json_object();
        put_integer(revocation, "at_ms", it->revoked_at_ms);
        put_text(revocation, "revocation_type", it->revocation_type);
        put_integer(revocation, "percentage", it->revocation_percentage);
        put_integer(revocation, "reason", it->revocation_reason);
        json_object_set_new(found, "revocation", revocation);
    }
    put_flag(found, "refund_reversed", it->refund_reversed);
    put_text(found, "refund_notice", it->refund_notice);
    put_flag(found, "is_upgraded", it->is_upgraded);
    put_integer(found, "upgraded_at_ms", it->upgraded_at_ms);
    put_text(found, "upgraded_to", it->upgraded_to);
    put_offer(found, &it->offer);
    put_integer(found, "price", it->price);
    put_text(found, "currency", it->currency);
    return found;
}

static json_t *renewal_of(const waxwing_subscription_renewal *it) {
    json_t *found = json_object();
    put_integer(found, "signed_at_ms", it->signed_at_ms);
    if (it->will_renew >= 0) {
        put_flag(found, "will_renew", it->will_renew != 0);
    }
    put_text(found, "changes_to", it->changes_to);
    put_integer(found, "auto_renew_status", it->auto_renew_status);
    put_text(found, "product_id", it->product_id);
    put_text(found, "auto_renew_product_id", it->auto_renew_product_id);
    put_integer(found, "renews_at_ms", it->renews_at_ms);
    put_integer(found, "price", it->price);
    put_text(found, "currency", it->currency);
    put_integer(found, "price_increase_status", it->price_increase_status);
    put_offer(found, &it->offer);
    put_flag(found, "is_in_billing_retry", it->is_in_billing_retry);
    put_integer(found, "grace_period_expires_at_ms", it->grace_period_expires_at_ms);
    put_integer(found, "expiration_intent", it->expiration_intent);
    return found;
}

/* Everything that a state says. */
static json_t *seen(const json_t *one, const waxwing_subscription_state *state) {
    json_t *found = json_object(), *list = json_array();
    waxwing_subscription_period period;
    waxwing_subscription_renewal renewal;
    waxwing_subscription_notice notice;
    size_t i;
    json_t *at;
    json_array_foreach(json_object_get(one, "at_ms"), i, at) {
        json_array_append_new(list, entitlement_at(state, json_integer_value(at)));
    }
    json_object_set_new(found, "entitlements", list);
    list = json_array();
    for (i = 0; waxwing_subscription_state_period_item(state, i, &period); i++) {
        json_array_append_new(list, period_of(&period));
    }
    CHECK_NUMBER(waxwing_subscription_state_period_count(state), i);
    json_object_set_new(found, "periods", list);
    if (waxwing_subscription_state_renewal(state, &renewal)) {
        json_object_set_new(found, "renewal", renewal_of(&renewal));
    }
    if (waxwing_subscription_state_last_notice(state, &notice)) {
        json_t *it = json_object();
        put_integer(it, "signed_at_ms", notice.signed_at_ms);
        put_text(it, "notification_type", notice.notification_type);
        put_text(it, "subtype", notice.subtype);
        put_integer(it, "status", notice.status);
        put_text(it, "notification_uuid", notice.notification_uuid);
        json_object_set_new(found, "last_notice", it);
    }
    if (json_object_get(one, "stored") != NULL) {
        put_text(found, "json", waxwing_subscription_state_json(state));
    }
    return found;
}

static uint32_t environment_named(const json_t *one) {
    return same(text_of(one, "environment"), WAXWING_STR("Production"))
               ? WAXWING_ENVIRONMENT_PRODUCTION
               : WAXWING_ENVIRONMENT_SANDBOX;
}

static waxwing_status fresh(const json_t *one, waxwing_subscription_state **state,
                            waxwing_error **error) {
    if (json_object_get(one, "stored") != NULL) {
        return waxwing_subscription_state_from_json(text_of(one, "stored"), state, error);
    }
    return waxwing_subscription_state_new(text_of(one, "bundle_id"), environment_named(one),
                                          text_of(one, "original_transaction_id"), state, error);
}

/* The state as it is after it was stored. */
static waxwing_subscription_state *stored(waxwing_subscription_state *state) {
    waxwing_subscription_state *again = NULL;
    waxwing_error *error = NULL;
    SUCCEEDS(waxwing_subscription_state_from_json(waxwing_subscription_state_json(state), &again,
                                                  &error));
    waxwing_subscription_state_free(state);
    return again;
}

/* The same events in another order, and each in a state of its own, make the same state. */
static void compare_orders(const json_t *file, const json_t *one,
                           const waxwing_subscription_state *expected) {
    const json_t *events = json_object_get(one, "events");
    waxwing_subscription_state *state = NULL, *alone = NULL;
    waxwing_error *error = NULL;
    waxwing_applied applied;
    size_t i, j;
    json_t *order, *index, *name;
    json_array_foreach(json_object_get(one, "orders"), i, order) {
        SUCCEEDS(fresh(one, &state, &error));
        json_array_foreach(order, j, index) {
            size_t place = (size_t)json_integer_value(index);
            const char *event = json_string_value(json_array_get(events, place));
            SUCCEEDS(waxwing_subscription_state_apply(state, event_of(file, event), NULL, &error));
            state = stored(state);
        }
        if (!same(waxwing_subscription_state_json(state),
                  waxwing_subscription_state_json(expected))) {
            fail("another state in order %zu", i);
        }
        waxwing_subscription_state_free(state);
    }
    SUCCEEDS(fresh(one, &state, &error));
    json_array_foreach(events, i, name) {
        SUCCEEDS(fresh(one, &alone, &error));
        SUCCEEDS(waxwing_subscription_state_apply(
            alone, event_of(file, json_string_value(name)), NULL, &error));
        SUCCEEDS(waxwing_subscription_state_merge(state, alone, NULL, &error));
        waxwing_subscription_state_free(alone);
    }
    CHECK(same(waxwing_subscription_state_json(state), waxwing_subscription_state_json(expected)));
    SUCCEEDS(waxwing_subscription_state_merge(state, expected, &applied, &error));
    CHECK(applied == WAXWING_APPLIED_UNCHANGED);
    waxwing_subscription_state_free(state);
}

/* Applies the events, and the empty state that a case merges. */
static waxwing_status apply_all(const json_t *file, const json_t *one,
                                waxwing_subscription_state *state, json_t *outcomes,
                                waxwing_error **error) {
    static const char *const MERGE[] = {"bundle_id", "environment", "original_transaction_id",
                                        NULL};
    const json_t *merge = json_object_get(one, "merge");
    waxwing_status status = WAXWING_STATUS_OK;
    waxwing_applied applied;
    size_t i;
    json_t *name;
    json_array_foreach(json_object_get(one, "events"), i, name) {
        status = waxwing_subscription_state_apply(state, event_of(file, json_string_value(name)),
                                                  &applied, error);
        if (status != WAXWING_STATUS_OK) {
            CHECK_NUMBER(i + 1, json_array_size(json_object_get(one, "events")));
            return status;
        }
        waxwing_str text = waxwing_applied_name(applied);
        json_array_append_new(outcomes, json_stringn(text.data, text.len));
    }
    if (merge != NULL) {
        waxwing_subscription_state *other = NULL;
        only(merge, MERGE);
        status = fresh(merge, &other, error);
        if (status == WAXWING_STATUS_OK) {
            status = waxwing_subscription_state_merge(state, other, NULL, error);
        }
        waxwing_subscription_state_free(other);
    }
    return status;
}

static void subscription(const json_t *file, const json_t *one) {
    const json_t *expect = json_object_get(one, "expect");
    waxwing_subscription_state *state = NULL;
    waxwing_error *error = NULL;
    json_t *outcomes = json_array();
    waxwing_status status = fresh(one, &state, &error);
    if (status == WAXWING_STATUS_OK) {
        status = apply_all(file, one, state, outcomes, &error);
    }
    if (refused(expect, status, error)) {
        json_decref(outcomes);
        waxwing_subscription_state_free(state);
        return;
    }
    json_t *found = seen(one, state);
    json_object_set_new(found, "applied", outcomes);
    if (!json_equal(found, expect)) {
        char *shown = json_dumps(found, JSON_COMPACT | JSON_SORT_KEYS);
        char *due = json_dumps(expect, JSON_COMPACT | JSON_SORT_KEYS);
        fail("expected %s, found %s", due, shown);
        free(shown);
        free(due);
    }
    json_decref(found);
    compare_orders(file, one, state);
    waxwing_subscription_state_free(state);
}

static void notification_meaning(const json_t *file, const json_t *one) {
    static const char *const FIELDS[] = {"deduplication_key", "ordering_key", "meaning", NULL};
    static const char *const MEANING[] = {"carrier", "topic", "meaning", "source", NULL};
    const json_t *expect = json_object_get(one, "expect");
    const json_t *due = json_object_get(expect, "meaning");
    waxwing_signed_object *object = NULL;
    waxwing_error *error = NULL;
    waxwing_meaning meaning, again;
    waxwing_status status = waxwing_verifier_notification(
        known.verifier, text_of(one, "token"), integer_of(file, "now_ms"), &object, &error);
    if (refused(expect, status, error)) {
        return;
    }
    only(expect, FIELDS);
    compare_text(expect, "deduplication_key", waxwing_signed_object_deduplication_key(object));
    const json_t *order = json_object_get(expect, "ordering_key");
    CHECK_NUMBER(json_array_size(order), 2);
    CHECK_NUMBER(waxwing_signed_object_signed_at_ms(object),
                 json_integer_value(json_array_get(order, 0)));
    CHECK(json_equal(json_array_get(order, 1), json_object_get(expect, "deduplication_key")) ||
          json_is_null(json_array_get(order, 1)));
    CHECK_NUMBER(waxwing_signed_object_order(object, object), 0);
    if (waxwing_signed_object_meaning(object, &meaning) != (due != NULL)) {
        fail("a meaning is %s", due != NULL ? "missing" : "not due");
    } else if (due != NULL) {
        only(due, MEANING);
        compare_text(due, "carrier", meaning.carrier);
        compare_text(due, "topic", meaning.topic);
        compare_text(due, "meaning", meaning.meaning);
        compare_text(due, "source", meaning.source);
        CHECK(waxwing_meaning_of(waxwing_signed_object_notification_type(object),
                                 waxwing_signed_object_subtype(object), &again));
        CHECK(same(again.meaning, meaning.meaning));
    }
    waxwing_signed_object_free(object);
}

static const char *const SUBSCRIPTION[] = {
    "name", "bundle_id", "environment", "original_transaction_id", "stored", "events", "orders",
    "at_ms", "merge", "expect", NULL};
static const char *const SUBSCRIPTION_FILE[] = {"roots", "now_ms", "events", NULL};
static const char *const MEANING[] = {"name", "token", "expect", NULL};
static const char *const MEANING_FILE[] = {"roots", "now_ms", NULL};

const struct operation SUBSCRIPTION_OPERATIONS[] = {
    {"subscription", "cases", SUBSCRIPTION, SUBSCRIPTION_FILE, subscription, "name", know},
    {"notification_meaning", "cases", MEANING, MEANING_FILE, notification_meaning, "name",
     know},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
