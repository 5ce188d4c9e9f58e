/* Operations about purchases, and about what notifications mean. */
#include <map>

#include "vectors.hpp"

namespace {

using namespace waxwing;

/* The signed objects of the file that is run, each verified when it is first asked for. */
struct Known {
    std::optional<Verifier> verifier;
    std::map<std::string, SignedObject> seen;
};
Known &known() {
    static Known it;
    return it;
}

/* Knows nothing but a file: anything of any app of Sandbox and Production, under its roots. */
void know(const Json &file) {
    Verifier::Builder builder = Verifier::builder();
    builder.environment(waxwing::Environment::sandbox)
        .environment(waxwing::Environment::production)
        .dangerous_any_bundle_id()
        .dangerous_any_app_apple_id();
    for (const auto &root : file["roots"].fields()) {
        builder.root(from_base64(root.second.text()));
    }
    known().seen.clear();
    known().verifier.emplace(builder.build());
}

const SignedObject &event_of(const Json &file, const std::string &name) {
    auto found = known().seen.find(name);
    if (found == known().seen.end()) {
        const Json one = file["events"][name];
        one.only({"kind", "token"});
        SignedObject object = known().verifier->any(one["token"].text(), file["now_ms"].integer());
        same("kind of " + name, object.kind_name(), one["kind"].text());
        found = known().seen.emplace(name, std::move(object)).first;
    }
    return found->second;
}

/* A JSON object that is put together. */
class Made {
public:
    Made() : value_(json_object()) {}
    Made(Made &&other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
    ~Made() { json_decref(value_); }
    Json json() const { return Json(value_); }
    json_t *take() { return std::exchange(value_, nullptr); }

    void put(const char *key, const std::optional<std::string> &text) {
        if (text) {
            json_object_set_new(value_, key, json_stringn(text->data(), text->size()));
        }
    }
    void put(const char *key, std::optional<std::int64_t> integer) {
        if (integer) {
            json_object_set_new(value_, key, json_integer(*integer));
        }
    }
    void put_flag(const char *key, std::optional<bool> flag) {
        if (flag) {
            json_object_set_new(value_, key, json_boolean(*flag));
        }
    }
    void put(const char *key, Made made) { json_object_set_new(value_, key, made.take()); }
    template <typename T> void put_all(const char *key, const std::vector<T> &all, Made (*make)(const T &)) {
        json_t *list = json_array();
        for (const T &it : all) {
            json_array_append_new(list, make(it).take());
        }
        json_object_set_new(value_, key, list);
    }
    void put_texts(const char *key, const std::vector<std::string> &texts) {
        json_t *list = json_array();
        for (const std::string &it : texts) {
            json_array_append_new(list, json_stringn(it.data(), it.size()));
        }
        json_object_set_new(value_, key, list);
    }

private:
    json_t *value_;
};

void put_offer(Made &found, const std::optional<SubscriptionOffer> &offer) {
    if (offer) {
        Made made;
        made.put("offer_type", offer->offer_type);
        made.put("identifier", offer->identifier);
        made.put("discount_type", offer->discount_type);
        made.put("period", offer->period);
        found.put("offer", std::move(made));
    }
}

Made shown(const Entitlement &it) {
    Made found;
    found.put("state", std::string(name_of(it.state)));
    found.put("reason", std::string(name_of(it.reason)));
    found.put_flag("grants_access", it.grants_access);
    found.put("product_id", it.product_id);
    found.put("transaction_id", it.transaction_id);
    found.put("since_ms", it.since_ms);
    found.put("until_ms", it.until_ms);
    return found;
}

Made shown(const SubscriptionPeriod &it) {
    Made found;
    found.put("transaction_id", it.transaction_id);
    found.put("product_id", it.product_id);
    found.put("product_type", it.product_type);
    found.put("in_app_ownership_type", it.in_app_ownership_type);
    found.put("transaction_reason", it.transaction_reason);
    found.put("purchased_at_ms", it.purchased_at_ms);
    found.put("expires_at_ms", it.expires_at_ms);
    found.put("signed_at_ms", it.signed_at_ms);
    if (it.revocation) {
        Made revocation;
        revocation.put("at_ms", it.revocation->at_ms);
        revocation.put("revocation_type", it.revocation->revocation_type);
        revocation.put("percentage", it.revocation->percentage);
        revocation.put("reason", it.revocation->reason);
        found.put("revocation", std::move(revocation));
    }
    found.put_flag("refund_reversed", it.refund_reversed);
    found.put("refund_notice", it.refund_notice);
    found.put_flag("is_upgraded", it.is_upgraded);
    found.put("upgraded_at_ms", it.upgraded_at_ms);
    found.put("upgraded_to", it.upgraded_to);
    put_offer(found, it.offer);
    found.put("price", it.price);
    found.put("currency", it.currency);
    return found;
}

Made shown(const SubscriptionRenewal &it) {
    Made found;
    found.put("signed_at_ms", it.signed_at_ms);
    found.put_flag("will_renew", it.will_renew);
    found.put("changes_to", it.changes_to);
    found.put("auto_renew_status", it.auto_renew_status);
    found.put("product_id", it.product_id);
    found.put("auto_renew_product_id", it.auto_renew_product_id);
    found.put("renews_at_ms", it.renews_at_ms);
    found.put("price", it.price);
    found.put("currency", it.currency);
    found.put("price_increase_status", it.price_increase_status);
    put_offer(found, it.offer);
    found.put_flag("is_in_billing_retry", it.is_in_billing_retry);
    found.put("grace_period_expires_at_ms", it.grace_period_expires_at_ms);
    found.put("expiration_intent", it.expiration_intent);
    return found;
}

Made shown(const SubscriptionNotice &it) {
    Made found;
    found.put("signed_at_ms", it.signed_at_ms);
    found.put("notification_type", it.notification_type);
    found.put("subtype", it.subtype);
    found.put("status", it.status);
    found.put("notification_uuid", it.notification_uuid);
    return found;
}

/* Everything that a state says. */
Made seen(const Json &one, const SubscriptionState &state, const std::vector<std::string> &applied) {
    Made found;
    std::vector<Entitlement> entitlements;
    if (one["at_ms"]) {
        for (const Json &at : one["at_ms"].items()) {
            entitlements.push_back(state.entitlement_at(at.integer()));
        }
    }
    found.put_texts("applied", applied);
    found.put_all<Entitlement>("entitlements", entitlements, shown);
    found.put_all<SubscriptionPeriod>("periods", state.periods(), shown);
    if (const auto renewal = state.renewal()) {
        found.put("renewal", shown(*renewal));
    }
    if (const auto notice = state.last_notice()) {
        found.put("last_notice", shown(*notice));
    }
    if (one["stored"]) {
        found.put("json", std::string(state.json()));
    }
    return found;
}

SubscriptionState fresh(const Json &one) {
    if (one["stored"]) {
        return SubscriptionState::from_json(one["stored"].text());
    }
    return {one["bundle_id"].text(),
            one["environment"].text() == "Production" ? waxwing::Environment::production
                                                      : waxwing::Environment::sandbox,
            one["original_transaction_id"].text()};
}

struct Outcome {
    SubscriptionState state;
    std::vector<std::string> applied;
};

Outcome apply_all(const Json &file, const Json &one) {
    Outcome outcome{fresh(one), {}};
    for (const Json &name : one["events"].items()) {
        const Applied applied = outcome.state.apply(event_of(file, name.text()));
        outcome.applied.emplace_back(name_of(applied));
    }
    if (const Json merge = one["merge"]) {
        merge.only({"bundle_id", "environment", "original_transaction_id"});
        outcome.state.merge(fresh(merge));
    }
    return outcome;
}

void subscription(const Json &file, const Json &one) {
    const Json expect = one["expect"];
    const auto outcome = attempt(expect, [&] { return apply_all(file, one); });
    if (!outcome) {
        return;
    }
    const SubscriptionState &state = outcome->state;
    const Made found = seen(one, state, outcome->applied);
    if (!json_equal(found.json().c(), expect.c())) {
        fail("expected " + expect.compact() + ", found " + found.json().compact());
    }
    /* The same events in another order, and each in a state of its own, make the same state. */
    const std::vector<Json> events = one["events"].items();
    if (one["orders"]) {
        for (const Json &order : one["orders"].items()) {
            SubscriptionState other = fresh(one);
            for (const Json &index : order.items()) {
                const Json &name = events[static_cast<std::size_t>(index.integer())];
                other.apply(event_of(file, name.text()));
                other = SubscriptionState::from_json(other.json());
            }
            same("the state of order " + order.compact(), other.json(), state.json());
        }
    }
    SubscriptionState merged = fresh(one);
    for (const Json &name : events) {
        SubscriptionState alone = fresh(one);
        alone.apply(event_of(file, name.text()));
        merged.merge(alone);
    }
    same("the merged state", merged.json(), state.json());
    CHECK(merged.merge(state) == Applied::unchanged);
}

void notification_meaning(const Json &file, const Json &one) {
    const Json expect = one["expect"];
    const auto object = attempt(expect, [&] {
        return known().verifier->notification(one["token"].text(), file["now_ms"].integer());
    });
    if (!object) {
        return;
    }
    expect.only({"deduplication_key", "ordering_key", "meaning"});
    same("deduplication_key", object->deduplication_key(), expect.maybe_text("deduplication_key"));
    same("signed_at_ms", object->signed_at_ms(), expect["ordering_key"].items().front().integer());
    CHECK(!object->comes_before(*object));
    const auto meaning = NotificationMeaning::of(*object);
    if (meaning.has_value() != bool(expect["meaning"])) {
        fail(meaning ? "a meaning is not due" : "a meaning is missing");
    } else if (meaning) {
        const Json due = expect["meaning"];
        due.only({"carrier", "topic", "meaning", "source"});
        same("carrier", meaning->carrier, due["carrier"].text());
        same("topic", meaning->topic, due["topic"].text());
        same("meaning", meaning->meaning, due["meaning"].text());
        same("source", meaning->source, due["source"].text());
    }
}

} // namespace

std::vector<Operation> subscription_operations() {
    return {
        {"subscription", "cases", {"roots", "now_ms", "events"},
         {"name", "bundle_id", "environment", "original_transaction_id", "stored", "events",
          "orders", "at_ms", "merge", "expect"},
         subscription, know},
        {"notification_meaning", "cases", {"roots", "now_ms"}, {"name", "token", "expect"},
         notification_meaning, know},
    };
}
