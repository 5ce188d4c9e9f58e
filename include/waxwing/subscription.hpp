/** What a purchase grants, and what notifications mean. A part of waxwing.hpp. */
#ifndef WAXWING_SUBSCRIPTION_HPP
#define WAXWING_SUBSCRIPTION_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "error.hpp"
#include "signed_object.hpp"

namespace waxwing {

/** What applying an event did. */
enum class Applied : std::uint32_t {
    unknown = WAXWING_APPLIED_UNKNOWN,
    changed = WAXWING_APPLIED_CHANGED,
    unchanged = WAXWING_APPLIED_UNCHANGED,
    unrelated = WAXWING_APPLIED_UNRELATED,
};

/** Whether a purchase grants access. */
enum class EntitlementState : std::uint32_t {
    unknown = WAXWING_ENTITLEMENT_STATE_UNKNOWN,
    active = WAXWING_ENTITLEMENT_STATE_ACTIVE,
    billing_retry = WAXWING_ENTITLEMENT_STATE_BILLING_RETRY,
    expired = WAXWING_ENTITLEMENT_STATE_EXPIRED,
    grace_period = WAXWING_ENTITLEMENT_STATE_GRACE_PERIOD,
    not_started = WAXWING_ENTITLEMENT_STATE_NOT_STARTED,
    revoked = WAXWING_ENTITLEMENT_STATE_REVOKED,
    upgraded = WAXWING_ENTITLEMENT_STATE_UPGRADED,
};

/** Why a purchase grants access or does not. */
enum class EntitlementReason : std::uint32_t {
    unknown = WAXWING_ENTITLEMENT_REASON_UNKNOWN,
    purchased = WAXWING_ENTITLEMENT_REASON_PURCHASED,
    renewed = WAXWING_ENTITLEMENT_REASON_RENEWED,
    refund_reversed = WAXWING_ENTITLEMENT_REASON_REFUND_REVERSED,
    family_shared = WAXWING_ENTITLEMENT_REASON_FAMILY_SHARED,
    billing_error = WAXWING_ENTITLEMENT_REASON_BILLING_ERROR,
    customer_cancelled = WAXWING_ENTITLEMENT_REASON_CUSTOMER_CANCELLED,
    price_increase_not_consented = WAXWING_ENTITLEMENT_REASON_PRICE_INCREASE_NOT_CONSENTED,
    product_not_available = WAXWING_ENTITLEMENT_REASON_PRODUCT_NOT_AVAILABLE,
    other_reason = WAXWING_ENTITLEMENT_REASON_OTHER_REASON,
    renewal_off = WAXWING_ENTITLEMENT_REASON_RENEWAL_OFF,
    renewal_not_seen = WAXWING_ENTITLEMENT_REASON_RENEWAL_NOT_SEEN,
    period_ended = WAXWING_ENTITLEMENT_REASON_PERIOD_ENDED,
    not_told = WAXWING_ENTITLEMENT_REASON_NOT_TOLD,
    refunded = WAXWING_ENTITLEMENT_REASON_REFUNDED,
    refunded_full = WAXWING_ENTITLEMENT_REASON_REFUNDED_FULL,
    refunded_prorated = WAXWING_ENTITLEMENT_REASON_REFUNDED_PRORATED,
    family_revoked = WAXWING_ENTITLEMENT_REASON_FAMILY_REVOKED,
    upgraded = WAXWING_ENTITLEMENT_REASON_UPGRADED,
    begins_later = WAXWING_ENTITLEMENT_REASON_BEGINS_LATER,
    nothing_known = WAXWING_ENTITLEMENT_REASON_NOTHING_KNOWN,
};

/** The name of a value, as all languages show it, such as `gracePeriod`; empty for one that is none. */
inline std::string_view name_of(Applied value) noexcept {
    return detail::out(waxwing_applied_name(static_cast<std::uint32_t>(value)));
}
inline std::string_view name_of(EntitlementState value) noexcept {
    return detail::out(waxwing_entitlement_state_name(static_cast<std::uint32_t>(value)));
}
inline std::string_view name_of(EntitlementReason value) noexcept {
    return detail::out(waxwing_entitlement_reason_name(static_cast<std::uint32_t>(value)));
}

/** Whether a purchase grants access at a time, and why. */
struct Entitlement {
    EntitlementState state;
    EntitlementReason reason;
    /** Whether to let the customer in: active or in the grace period. */
    bool grants_access;
    /** The product that is granted, or was last; after an upgrade the new one, if it is known. */
    std::optional<std::string> product_id;
    /** The transaction that decides. */
    std::optional<std::string> transaction_id;
    /** Since when it is so, as far as it is known. */
    std::optional<std::int64_t> since_ms;
    /** Until when it stays so if no further event comes; nothing: for good. */
    std::optional<std::int64_t> until_ms;
};

/** An offer. */
struct SubscriptionOffer {
    /** The kind, as Apple's number. */
    std::int64_t offer_type;
    std::optional<std::string> identifier;
    std::optional<std::string> discount_type;
    /** An ISO 8601 duration. */
    std::optional<std::string> period;
};

/** A refund, or the end of family sharing. */
struct SubscriptionRevocation {
    std::int64_t at_ms;
    std::optional<std::string> revocation_type;
    /** How much was refunded, in thousandths of a percent: 50000 is half. */
    std::optional<std::int64_t> percentage;
    std::optional<std::int64_t> reason;
};

/** One transaction of a purchase: for a subscription, one paid period. */
struct SubscriptionPeriod {
    std::string transaction_id;
    std::optional<std::string> product_id;
    std::optional<std::string> product_type;
    std::optional<std::string> in_app_ownership_type;
    std::optional<std::string> transaction_reason;
    std::optional<std::int64_t> purchased_at_ms;
    /** Nothing for what does not expire, or whose end is the app's matter. */
    std::optional<std::int64_t> expires_at_ms;
    std::int64_t signed_at_ms;
    /** If one is in force. */
    std::optional<SubscriptionRevocation> revocation;
    bool refund_reversed;
    /** Where a refund stands by the last notification about it, such as `REFUND_DECLINED`. */
    std::optional<std::string> refund_notice;
    bool is_upgraded;
    std::optional<std::int64_t> upgraded_at_ms;
    std::optional<std::string> upgraded_to;
    std::optional<SubscriptionOffer> offer;
    /** In thousandths of the currency unit. */
    std::optional<std::int64_t> price;
    std::optional<std::string> currency;
};

/** What will happen at the next renewal, or why there will be none. */
struct SubscriptionRenewal {
    std::int64_t signed_at_ms;
    /** If it is known. */
    std::optional<bool> will_renew;
    bool is_in_billing_retry;
    std::optional<std::int64_t> auto_renew_status;
    std::optional<std::string> product_id;
    std::optional<std::string> auto_renew_product_id;
    /** The product it will change to, if the renewal is of another one. */
    std::optional<std::string> changes_to;
    std::optional<std::int64_t> renews_at_ms;
    /** In thousandths of the currency unit. */
    std::optional<std::int64_t> price;
    std::optional<std::string> currency;
    std::optional<std::int64_t> price_increase_status;
    std::optional<SubscriptionOffer> offer;
    std::optional<std::int64_t> grace_period_expires_at_ms;
    std::optional<std::int64_t> expiration_intent;
};

/** The last notification about a purchase. */
struct SubscriptionNotice {
    std::int64_t signed_at_ms;
    std::optional<std::string> notification_type;
    std::optional<std::string> subtype;
    /** As Apple's number. */
    std::optional<std::int64_t> status;
    std::optional<std::string> notification_uuid;
};

/** One line of the table of notification types and subtypes. */
struct NotificationMeaning {
    std::string_view notification_type;
    std::optional<std::string_view> subtype;
    /** The field that carries what it is about, such as `data`. */
    std::string_view carrier;
    /** What it is about, such as `renewal`. */
    std::string_view topic;
    /** When Apple sends it, in a sentence. */
    std::string_view meaning;
    /** `apple`, or `changelog`. */
    std::string_view source;

    /** The line of a type and a subtype, which may fall back to the one without a subtype. */
    static std::optional<NotificationMeaning>
    of(std::string_view notification_type,
       std::optional<std::string_view> subtype = std::nullopt) noexcept {
        waxwing_meaning found;
        /* An empty view may have no pointer, which stands for none. */
        const waxwing_str given = !subtype          ? waxwing_str{nullptr, 0}
                                  : subtype->empty() ? waxwing_str{"", 0}
                                                     : detail::in(*subtype);
        if (!waxwing_meaning_of(detail::in(notification_type), given, &found)) {
            return std::nullopt;
        }
        return from_c(found);
    }
    /** What a notification means; nothing for another kind of object. */
    static std::optional<NotificationMeaning> of(const SignedObjectView &object) noexcept {
        waxwing_meaning found;
        if (!waxwing_signed_object_meaning(object.c_handle(), &found)) {
            return std::nullopt;
        }
        return from_c(found);
    }
    /** The whole table. */
    static std::vector<NotificationMeaning> all() {
        std::vector<NotificationMeaning> lines;
        waxwing_meaning found;
        for (std::size_t i = 0; waxwing_meaning_item(i, &found); i++) {
            lines.push_back(from_c(found));
        }
        return lines;
    }

private:
    static NotificationMeaning from_c(const waxwing_meaning &it) noexcept {
        return {detail::out(it.notification_type), detail::maybe(it.subtype),
                detail::out(it.carrier),           detail::out(it.topic),
                detail::out(it.meaning),           detail::out(it.source)};
    }
};

/**
 * What Apple's signed objects say together about one purchase and its renewals. Give it every
 * verified notification, transaction and renewal info of one original transaction, in any order;
 * ask it for the entitlement at a time. While it is changed, it belongs to one thread.
 */
class SubscriptionState {
public:
    using Handle = detail::Handle<waxwing_subscription_state, waxwing_subscription_state_free>;

    /** The empty state of a purchase. Use all three as the key under which you store it. */
    SubscriptionState(std::string_view bundle_id, Environment environment,
                      std::string_view original_transaction_id)
        : handle_(detail::make<Handle>(waxwing_subscription_state_new, detail::in(bundle_id),
                                       static_cast<std::uint32_t>(environment),
                                       detail::in(original_transaction_id))) {}
    /** Reads what json() gave. This verifies nothing. */
    static SubscriptionState from_json(std::string_view json) {
        return SubscriptionState(
            detail::make<Handle>(waxwing_subscription_state_from_json, detail::in(json)));
    }
    explicit SubscriptionState(Handle handle) noexcept : handle_(std::move(handle)) {}

    /** The original transaction that an object is about: whose state to load before applying it. */
    static std::optional<std::string_view> id_of(const SignedObjectView &object) noexcept {
        return detail::maybe(waxwing_subscription_state_id_of(object.c_handle()));
    }

    /** Takes a verified object in, whole or, when it throws, not at all. */
    Applied apply(const SignedObjectView &object) {
        return change(waxwing_subscription_state_apply, object.c_handle());
    }
    /**
     * Takes payloads in that were verified elsewhere, or never, such as those of tests. Each is
     * JSON: a notification with what was nested in it, or one of the other two alone.
     */
    Applied apply_payloads(std::optional<std::string_view> notification,
                           std::optional<std::string_view> transaction,
                           std::optional<std::string_view> renewal_info) {
        return change(waxwing_subscription_state_apply_payloads, given(notification),
                      given(transaction), given(renewal_info));
    }
    /** Takes in everything that another state of the same purchase knows. */
    Applied merge(const SubscriptionState &other) {
        return change(waxwing_subscription_state_merge, other.c_handle());
    }

    /** To be stored: equal states give equal text. The view lives until the state changes. */
    std::string_view json() const noexcept {
        return detail::out(waxwing_subscription_state_json(handle_.get()));
    }
    std::string_view bundle_id() const noexcept {
        return detail::out(waxwing_subscription_state_bundle_id(handle_.get()));
    }
    Environment environment() const noexcept {
        return static_cast<Environment>(waxwing_subscription_state_environment(handle_.get()));
    }
    std::string_view original_transaction_id() const noexcept {
        return detail::out(waxwing_subscription_state_original_transaction_id(handle_.get()));
    }

    /** Whether the purchase grants access at a time, and why. */
    Entitlement entitlement_at(std::int64_t now_ms) const {
        waxwing_entitlement it{};
        it.since_ms = it.until_ms = WAXWING_TIME_UNKNOWN;
        waxwing_subscription_state_entitlement_at(handle_.get(), now_ms, &it);
        return {static_cast<EntitlementState>(it.state),
                static_cast<EntitlementReason>(it.reason),
                it.grants_access,
                text(it.product_id),
                text(it.transaction_id),
                known(it.since_ms),
                known(it.until_ms)};
    }
    /** The transactions that are known, oldest first: at most the newest 32. */
    std::vector<SubscriptionPeriod> periods() const {
        std::vector<SubscriptionPeriod> found;
        waxwing_subscription_period it;
        for (std::size_t i = 0; waxwing_subscription_state_period_item(handle_.get(), i, &it); i++) {
            found.push_back({std::string(detail::out(it.transaction_id)), text(it.product_id),
                             text(it.product_type), text(it.in_app_ownership_type),
                             text(it.transaction_reason), known(it.purchased_at_ms),
                             known(it.expires_at_ms), it.signed_at_ms, revocation(it),
                             it.refund_reversed, text(it.refund_notice), it.is_upgraded,
                             known(it.upgraded_at_ms), text(it.upgraded_to), offer(it.offer),
                             known(it.price), text(it.currency)});
        }
        return found;
    }
    /** Nothing without renewal info, and while the last one is older than the last transaction. */
    std::optional<SubscriptionRenewal> renewal() const {
        waxwing_subscription_renewal it;
        if (!waxwing_subscription_state_renewal(handle_.get(), &it)) {
            return std::nullopt;
        }
        return SubscriptionRenewal{it.signed_at_ms,
                                   it.will_renew < 0 ? std::nullopt
                                                     : std::optional(it.will_renew != 0),
                                   it.is_in_billing_retry,
                                   known(it.auto_renew_status),
                                   text(it.product_id),
                                   text(it.auto_renew_product_id),
                                   text(it.changes_to),
                                   known(it.renews_at_ms),
                                   known(it.price),
                                   text(it.currency),
                                   known(it.price_increase_status),
                                   offer(it.offer),
                                   known(it.grace_period_expires_at_ms),
                                   known(it.expiration_intent)};
    }
    /** The last notification that was applied, by signing date. */
    std::optional<SubscriptionNotice> last_notice() const {
        waxwing_subscription_notice it;
        if (!waxwing_subscription_state_last_notice(handle_.get(), &it)) {
            return std::nullopt;
        }
        return SubscriptionNotice{it.signed_at_ms, text(it.notification_type), text(it.subtype),
                                  known(it.status), text(it.notification_uuid)};
    }
    const waxwing_subscription_state *c_handle() const noexcept { return handle_.get(); }

private:
    static_assert(WAXWING_NUMBER_UNKNOWN == WAXWING_TIME_UNKNOWN, "known() serves both");
    static std::optional<std::int64_t> known(std::int64_t value) noexcept {
        return value == WAXWING_NUMBER_UNKNOWN ? std::nullopt : std::optional(value);
    }
    static std::optional<std::string> text(waxwing_str text) {
        const auto found = detail::maybe(text);
        return found ? std::optional<std::string>(*found) : std::nullopt;
    }
    static std::optional<SubscriptionOffer> offer(const waxwing_subscription_offer &it) {
        if (it.offer_type == WAXWING_NUMBER_UNKNOWN) {
            return std::nullopt;
        }
        return SubscriptionOffer{it.offer_type, text(it.identifier), text(it.discount_type),
                                 text(it.period)};
    }
    static std::optional<SubscriptionRevocation> revocation(const waxwing_subscription_period &it) {
        if (it.revoked_at_ms == WAXWING_TIME_UNKNOWN) {
            return std::nullopt;
        }
        return SubscriptionRevocation{it.revoked_at_ms, text(it.revocation_type),
                                      known(it.revocation_percentage), known(it.revocation_reason)};
    }
    static waxwing_str given(std::optional<std::string_view> json) noexcept {
        return !json ? waxwing_str{nullptr, 0} : json->empty() ? waxwing_str{"", 0} : detail::in(*json);
    }
    template <typename Function, typename... Given> Applied change(Function function, Given... given) {
        waxwing_applied applied = WAXWING_APPLIED_UNKNOWN;
        detail::call(function, handle_.get(), given..., &applied);
        return static_cast<Applied>(applied);
    }
    Handle handle_;
};

} // namespace waxwing

#endif /* WAXWING_SUBSCRIPTION_HPP */
