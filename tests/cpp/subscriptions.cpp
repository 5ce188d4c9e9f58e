/* The state of a purchase, as values of C++; what it says of events is in the vectors. */
#include <type_traits>

#include "harness.hpp"

using namespace waxwing;

namespace {

static_assert(std::is_nothrow_move_constructible_v<SubscriptionState> &&
              !std::is_copy_constructible_v<SubscriptionState>);
static_assert(std::is_copy_constructible_v<SubscriptionPeriod>);

constexpr const char *TRANSACTION =
    R"({"transactionId":"2000000000000001","originalTransactionId":"2000000000000001",)"
    R"("bundleId":"com.example.app","environment":"Production","productId":"pro.monthly",)"
    R"("signedDate":1763760000500,"purchaseDate":1763760000000,"expiresDate":1766352000000})";
constexpr const char *RENEWAL_INFO =
    R"({"originalTransactionId":"2000000000000001","environment":"Production",)"
    R"("productId":"pro.monthly","autoRenewProductId":"basic.monthly","autoRenewStatus":1,)"
    R"("signedDate":1763760000501,"renewalDate":1766352000000})";
constexpr const char *NOTIFICATION =
    R"({"notificationType":"SUBSCRIBED","subtype":"INITIAL_BUY","signedDate":1763760000502,)"
    R"("notificationUUID":"002E14D5-51F5-4503-B5A8-C3A1AF68EB20",)"
    R"("data":{"bundleId":"com.example.app","environment":"Production"}})";

SubscriptionState state() {
    return {"com.example.app", waxwing::Environment::production, "2000000000000001"};
}

void a_state_outlives_what_it_was_made_of() {
    SubscriptionState first = state();
    CHECK(first.apply_payloads(NOTIFICATION, TRANSACTION, RENEWAL_INFO) == Applied::changed);
    const auto periods = first.periods();
    const auto renewal = first.renewal();
    const auto notice = first.last_notice();
    const Entitlement entitlement = first.entitlement_at(1'764'000'000'000);
    const SubscriptionState stored = SubscriptionState::from_json(first.json());
    same("json", stored.json(), first.json());
    const SubscriptionState moved = std::move(first);
    CHECK(first.json().empty() && first.periods().empty() && !first.renewal());
    CHECK(first.entitlement_at(0).state == EntitlementState::unknown);
    refuses("a state moved from", ErrorCode::null_pointer,
            [&] { first.apply_payloads(std::nullopt, TRANSACTION, std::nullopt); });

    CHECK(periods.size() == 1 && periods[0].product_id == "pro.monthly");
    CHECK(periods[0].expires_at_ms == 1'766'352'000'000 && !periods[0].revocation);
    CHECK(!periods[0].offer && !periods[0].price);
    CHECK(renewal && renewal->will_renew == true && renewal->changes_to == "basic.monthly");
    CHECK(notice && notice->notification_uuid == "002e14d5-51f5-4503-b5a8-c3a1af68eb20");
    CHECK(entitlement.grants_access && entitlement.state == EntitlementState::active);
    CHECK(entitlement.until_ms == 1'766'352'000'000 && entitlement.product_id == "pro.monthly");
    same("state", name_of(entitlement.state), "active");
    same("reason", name_of(entitlement.reason), "purchased");
    same("environment", moved.environment() == waxwing::Environment::production, true);
}

void states_are_merged() {
    SubscriptionState first = state(), second = state();
    CHECK(first.apply_payloads(std::nullopt, TRANSACTION, std::nullopt) == Applied::changed);
    CHECK(second.apply_payloads(std::nullopt, std::nullopt, RENEWAL_INFO) == Applied::changed);
    CHECK(first.merge(second) == Applied::changed && first.merge(first) == Applied::unchanged);
    CHECK(second.merge(first) == Applied::changed);
    same("merged", first.json(), second.json());
    const SubscriptionState other("com.example.app", waxwing::Environment::sandbox, "1");
    refuses("another purchase", ErrorCode::wrong_environment, [&] { first.merge(other); });
    refuses("no payload", ErrorCode::invalid_input,
            [&] { first.apply_payloads(std::nullopt, std::nullopt, std::nullopt); });
    refuses("an empty payload", ErrorCode::invalid_json,
            [&] { first.apply_payloads(std::nullopt, std::string_view(), std::nullopt); });
    same("applied", name_of(Applied::unrelated), "unrelated");
}

void meanings() {
    CHECK(NotificationMeaning::all().size() > 30);
    const auto row = NotificationMeaning::of("EXPIRED", "VOLUNTARY");
    CHECK(row && row->carrier == "data" && row->topic == "period" && row->source == "apple");
    const auto fallen_back = NotificationMeaning::of("EXPIRED", "NEW_IN_2030");
    CHECK(fallen_back && !fallen_back->subtype);
    CHECK(!NotificationMeaning::of("NEW_IN_2030") && !NotificationMeaning::of("SUBSCRIBED", ""));
    const SignedObjectView nothing(nullptr);
    CHECK(!NotificationMeaning::of(nothing) && !nothing.deduplication_key());
    CHECK(!nothing.comes_before(nothing) && !SubscriptionState::id_of(nothing));
}

} // namespace

void run_subscriptions() {
    run_case("subscriptions", "a_state_outlives_what_it_was_made_of",
             a_state_outlives_what_it_was_made_of);
    run_case("subscriptions", "states_are_merged", states_are_merged);
    run_case("subscriptions", "notifications_have_meanings", meanings);
}
