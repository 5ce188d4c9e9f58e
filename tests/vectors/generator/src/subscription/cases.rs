//! The purchases and what they grant.

use std::collections::BTreeMap;

use serde_json::json;

use super::events::Event;
use super::refusals::{refusals, stored};
use super::{Purchase, day};
use crate::file::Case;
use crate::time::{HOUR, SECOND};

pub(super) type Known = BTreeMap<&'static str, Event>;

const PURCHASED: (&str, &str) = ("active", "purchased");
const RENEWED: (&str, &str) = ("active", "renewed");
const SHARED: (&str, &str) = ("active", "familyShared");
const REVERSED: (&str, &str) = ("active", "refundReversed");
const GRACE: (&str, &str) = ("gracePeriod", "billingError");
const RETRY: (&str, &str) = ("billingRetry", "billingError");
const NOT_STARTED: (&str, &str) = ("notStarted", "beginsLater");

const fn expired(reason: &str) -> (&str, &str) {
    ("expired", reason)
}

const fn revoked(reason: &str) -> (&str, &str) {
    ("revoked", reason)
}

pub(super) fn cases(known: &Known) -> Vec<Case> {
    let mut cases = periods(known);
    cases.extend(billing(known));
    cases.extend(expiries(known));
    cases.extend(refunds(known));
    cases.extend(changes(known));
    cases.extend(other_products(known));
    cases.extend(refusals(known));
    cases.extend(stored());
    cases
}

/// Buying and renewing, early, late and twice.
fn periods(known: &Known) -> Vec<Case> {
    let case = |name: &str, events: &[&'static str]| Purchase::new(known, name, events);
    vec![
        case("nothing_applied", &[]).unknown_at(day(1)).taken(),
        case("bought", &["bought"])
            .at(day(-1), NOT_STARTED, "bought", None, day(0))
            .at(day(0) - 60 * SECOND - 1, NOT_STARTED, "bought", None, day(0))
            .at(day(0) - 60 * SECOND, PURCHASED, "bought", day(0), day(30))
            .at(day(0), PURCHASED, "bought", day(0), day(30))
            .at(day(30) - 1, PURCHASED, "bought", day(0), day(30))
            .at(day(30), expired("renewalNotSeen"), "bought", day(30), None)
            .renewal("bought", true, None)
            .period("bought", &[])
            .notice("bought")
            .taken(),
        case("transaction_of_a_device_alone", &["bought_by_device"])
            .at(day(1), PURCHASED, "bought_by_device", day(0), day(30))
            .at(day(30), expired("notTold"), "bought_by_device", day(30), None)
            .period("bought_by_device", &[])
            .taken(),
        case("renewal_info_alone", &["renewal_on"])
            .unknown_at(day(2))
            .renewal("renewal_on", true, None)
            .taken(),
        case("told_by_device_and_notification", &["bought_by_device", "bought"])
            .at(day(1), PURCHASED, "bought", day(0), day(30))
            .renewal("bought", true, None)
            .period("bought", &[])
            .notice("bought")
            .taken(),
        case("notification_repeated", &["bought", "bought"])
            .applied(&["changed", "unchanged"])
            .at(day(1), PURCHASED, "bought", day(0), day(30))
            .renewal("bought", true, None)
            .period("bought", &[])
            .notice("bought")
            .taken(),
        case("renewed", &["bought", "renewed"])
            .at(day(15), PURCHASED, "bought", day(0), day(30))
            .at(day(30), RENEWED, "renewed", day(30), day(60))
            .at(day(60), expired("renewalNotSeen"), "renewed", day(60), None)
            .renewal("renewed", true, None)
            .period("bought", &[])
            .period("renewed", &[])
            .notice("renewed")
            .taken(),
        case("renewed_before_the_end", &["bought", "renewed_ahead"])
            .at(day(29) + HOUR, PURCHASED, "bought", day(0), day(30))
            .at(day(30), RENEWED, "renewed_ahead", day(30), day(60))
            .at(day(60), expired("notTold"), "renewed_ahead", day(60), None)
            .period("bought", &[])
            .period("renewed_ahead", &[])
            .notice("bought")
            .taken(),
        case(
            "renewal_info_older_than_the_period",
            &["bought_by_device", "renewal_on", "renewed_ahead"],
        )
        .at(day(31), RENEWED, "renewed_ahead", day(30), day(60))
        .at(day(60), expired("notTold"), "renewed_ahead", day(60), None)
        .period("bought_by_device", &[])
        .period("renewed_ahead", &[])
        .taken(),
        case("extended", &["bought", "extended"])
            .at(day(31), PURCHASED, "extended", day(0), day(44))
            .at(day(44), expired("renewalNotSeen"), "extended", day(44), None)
            .renewal("bought", true, None)
            .period("extended", &[])
            .notice("extended")
            .taken(),
        case("period_in_the_future", &["period_in_the_future"])
            .at(day(1), NOT_STARTED, "period_in_the_future", None, day(40))
            .at(day(40), PURCHASED, "period_in_the_future", day(40), day(70))
            .period("period_in_the_future", &[])
            .taken(),
        case("bought_again_after_expiry", &["bought", "expired", "bought_again"])
            .at(day(15), PURCHASED, "bought", day(0), day(30))
            .at(day(95), PURCHASED, "bought_again", day(90), day(120))
            .at(day(120), expired("renewalNotSeen"), "bought_again", day(120), None)
            .renewal("bought_again", true, None)
            .period("expired", &[])
            .period("bought_again", &[])
            .notice("bought_again")
            .taken(),
        case("in_production", &["bought_in_production"])
            .environment("Production")
            .at(day(1), PURCHASED, "bought_in_production", day(0), day(30))
            .period("bought_in_production", &[])
            .taken(),
        case("about_no_purchase", &["bought", "test", "summary"])
            .applied(&["changed", "unrelated", "unrelated"])
            .at(day(3), PURCHASED, "bought", day(0), day(30))
            .renewal("bought", true, None)
            .period("bought", &[])
            .notice("bought")
            .taken(),
    ]
}

/// Billing that failed.
fn billing(known: &Known) -> Vec<Case> {
    let case = |name: &str, events: &[&'static str]| Purchase::new(known, name, events);
    vec![
        case("grace_period", &["bought", "grace"])
            .at(day(30) - 1, PURCHASED, "bought", day(0), day(30))
            .at(day(30), GRACE, "bought", day(30), day(46))
            .at(day(46) - 1, GRACE, "bought", day(30), day(46))
            .at(day(46), RETRY, "bought", day(46), None)
            .renewal("grace", true, None)
            .period("grace", &[])
            .notice("grace")
            .taken(),
        case("grace_period_over", &["bought", "grace", "grace_over"])
            .at(day(40), GRACE, "bought", day(30), day(46))
            .at(day(47), RETRY, "bought", day(46), None)
            .renewal("grace_over", true, None)
            .period("grace_over", &[])
            .notice("grace_over")
            .taken(),
        case("billing_retry_without_grace_period", &["bought", "billing_failed"])
            .at(day(30), RETRY, "bought", day(30), None)
            .renewal("billing_failed", true, None)
            .period("billing_failed", &[])
            .notice("billing_failed")
            .taken(),
        case("billing_recovered", &["bought", "billing_failed", "recovered"])
            .at(day(36), RENEWED, "recovered", day(35), day(65))
            .renewal("recovered", true, None)
            .period("billing_failed", &[])
            .period("recovered", &[])
            .notice("recovered")
            .taken(),
        case("billing_recovered_in_grace_period", &["bought", "grace", "recovered"])
            .at(day(35), RENEWED, "recovered", day(35), day(65))
            .renewal("recovered", true, None)
            .period("grace", &[])
            .period("recovered", &[])
            .notice("recovered")
            .taken(),
        case("billing_failed_to_the_end", &["bought", "billing_failed", "expired_after_retry"])
            .at(day(91), expired("billingError"), "bought", day(30), None)
            .renewal("expired_after_retry", true, None)
            .period("expired_after_retry", &[])
            .notice("expired_after_retry")
            .taken(),
        case(
            "billing_failed_to_the_end_after_grace_period",
            &["bought", "grace", "grace_over", "expired_after_retry"],
        )
        .at(day(91), expired("billingError"), "bought", day(30), None)
        .renewal("expired_after_retry", true, None)
        .period("expired_after_retry", &[])
        .notice("expired_after_retry")
        .taken(),
    ]
}

/// Why it expired, by whoever tells.
fn expiries(known: &Known) -> Vec<Case> {
    let mut cases: Vec<Case> = [
        ("expired_for_1", "customerCancelled", false),
        ("expired_for_2", "billingError", true),
        ("expired_for_3", "priceIncreaseNotConsented", true),
        ("expired_for_4", "productNotAvailable", true),
        ("expired_for_5", "otherReason", true),
        ("expired_for_77", "otherReason", true),
    ]
    .into_iter()
    .map(|(event, reason, will_renew)| {
        Purchase::new(known, format!("renewal_info_says_{event}"), &["bought", event])
            .at(day(30), expired(reason), "bought", day(30), None)
            .renewal(event, will_renew, None)
            .period("bought", &[])
            .notice("bought")
            .taken()
    })
    .collect();
    cases.extend(
        [
            ("told_voluntary", "customerCancelled"),
            ("told_billing_retry", "billingError"),
            ("told_price_increase", "priceIncreaseNotConsented"),
            ("told_product_not_for_sale", "productNotAvailable"),
            ("told_nothing", "otherReason"),
            ("told_something_new", "otherReason"),
        ]
        .into_iter()
        .map(|(event, reason)| {
            let name = format!("notification_{event}");
            Purchase::new(known, name, &["bought_by_device", event])
                .at(day(30) - 1, PURCHASED, "bought", day(0), day(30))
                .at(day(30), expired(reason), "bought", day(30), None)
                .period(event, &[])
                .notice(event)
                .taken()
        }),
    );
    let case = |name: &str, events: &[&'static str]| Purchase::new(known, name, events);
    cases.extend([
        case("expired_as_cancelled", &["bought", "renewal_off", "expired"])
            .at(day(31), expired("customerCancelled"), "bought", day(30), None)
            .renewal("expired", false, None)
            .period("expired", &[])
            .notice("expired")
            .taken(),
        case("notification_tells_more_than_old_renewal_info", &["bought", "told_voluntary"])
            .at(day(31), expired("customerCancelled"), "bought", day(30), None)
            .renewal("bought", true, None)
            .period("told_voluntary", &[])
            .notice("told_voluntary")
            .taken(),
        case(
            "notification_of_an_earlier_expiry",
            &["bought_by_device", "told_voluntary", "renewed_ahead"],
        )
        .at(day(31), RENEWED, "renewed_ahead", day(30), day(60))
        .period("told_voluntary", &[])
        .period("renewed_ahead", &[])
        .notice("told_voluntary")
        .applied(&["changed", "changed", "changed"])
        .taken(),
        case("renewal_switched_off", &["bought", "renewal_off"])
            .at(day(11), PURCHASED, "bought", day(0), day(30))
            .at(day(30), expired("renewalOff"), "bought", day(30), None)
            .renewal("renewal_off", false, None)
            .period("renewal_off", &[])
            .notice("renewal_off")
            .taken(),
        case("renewal_switched_on_again", &["bought", "renewal_off", "renewal_on_again"])
            .at(day(30), expired("renewalNotSeen"), "bought", day(30), None)
            .renewal("renewal_on_again", true, None)
            .period("renewal_on_again", &[])
            .notice("renewal_on_again")
            .taken(),
        case("renewal_status_not_known_here", &["bought", "renewal_in_a_new_status"])
            .at(day(30), expired("notTold"), "bought", day(30), None)
            .renewal("renewal_in_a_new_status", None, None)
            .period("bought", &[])
            .notice("bought")
            .taken(),
    ]);
    cases
}

/// Refunds and family sharing.
fn refunds(known: &Known) -> Vec<Case> {
    let refund = ("refund_notice", json!("REFUND"));
    let case = |name: &str, events: &[&'static str]| Purchase::new(known, name, events);
    let mut cases: Vec<Case> = [
        ("refunded_full", "refundedFull", true),
        ("refunded_prorated", "refundedProrated", true),
        ("refunded_before_types", "refunded", false),
        ("refunded_by_new_type", "refunded", false),
    ]
    .into_iter()
    .map(|(event, reason, notified)| {
        let told = [refund.clone()];
        case(event, &["bought", event])
            .at(day(20) - 1, PURCHASED, "bought", day(0), day(20))
            .at(day(20), revoked(reason), "bought", day(20), None)
            .at(day(31), revoked(reason), "bought", day(20), None)
            .renewal("bought", true, None)
            .period(event, if notified { &told } else { &[] })
            .notice(if notified { event } else { "bought" })
            .taken()
    })
    .collect();
    let reversed = [("refund_reversed", json!(true)), ("refund_notice", json!("REFUND_REVERSED"))];
    cases.extend([
        case("refund_reversed", &["bought", "refunded_full", "refund_reversed"])
            .at(day(26), REVERSED, "bought", day(0), day(30))
            .at(day(30), expired("renewalNotSeen"), "bought", day(30), None)
            .renewal("bought", true, None)
            .period("refund_reversed", &reversed)
            .notice("refund_reversed")
            .taken(),
        case("refund_reversed_that_was_not_seen", &["bought", "refund_reversed"])
            .at(day(26), REVERSED, "bought", day(0), day(30))
            .renewal("bought", true, None)
            .period("refund_reversed", &reversed)
            .notice("refund_reversed")
            .taken(),
        case("refund_declined", &["bought", "consumption_request", "refund_declined"])
            .at(day(26), PURCHASED, "bought", day(0), day(30))
            .renewal("bought", true, None)
            .period("refund_declined", &[("refund_notice", json!("REFUND_DECLINED"))])
            .notice("refund_declined")
            .taken(),
        case("consumption_request", &["bought", "consumption_request"])
            .at(day(26), PURCHASED, "bought", day(0), day(30))
            .renewal("bought", true, None)
            .period("consumption_request", &[("refund_notice", json!("CONSUMPTION_REQUEST"))])
            .notice("consumption_request")
            .taken(),
        case("refund_of_an_earlier_period", &["bought", "renewed", "first_refunded_after_renewal"])
            .at(day(35), RENEWED, "renewed", day(30), day(60))
            .renewal("renewed", true, None)
            .period("first_refunded_after_renewal", &[])
            .period("renewed", &[])
            .notice("renewed")
            .taken(),
        case("family_sharing_ended", &["shared", "sharing_ended"])
            .at(day(10), SHARED, "shared", day(0), day(20))
            .at(day(20), revoked("familyRevoked"), "shared", day(20), None)
            .period("sharing_ended", &[])
            .notice("sharing_ended")
            .taken(),
        case("family_sharing_returned", &["shared", "sharing_ended", "shared_again"])
            .at(day(26), SHARED, "shared", day(0), day(30))
            .period("shared_again", &[])
            .notice("sharing_ended")
            .taken(),
    ]);
    cases
}

/// Upgrades and what the next renewal brings.
fn changes(known: &Known) -> Vec<Case> {
    let case = |name: &str, events: &[&'static str]| Purchase::new(known, name, events);
    let is = ("upgraded", "upgraded");
    let to_yearly = [("upgraded_at_ms", json!(day(10))), ("upgraded_to", json!("pro.yearly"))];
    vec![
        case("upgraded", &["bought", "upgraded", "first_is_upgraded"])
            .at(day(5), PURCHASED, "bought", day(0), day(10))
            .at(day(10), PURCHASED, "upgraded", day(10), day(375))
            .renewal("upgraded", true, None)
            .period("first_is_upgraded", &to_yearly)
            .period("upgraded", &[])
            .notice("upgraded")
            .taken(),
        case("upgraded_to_what_is_not_known", &["bought", "first_is_upgraded"])
            .at(day(11), is, "bought", None, None)
            .renewal("bought", true, None)
            .period("first_is_upgraded", &[])
            .notice("bought")
            .taken(),
        case(
            "upgraded_to_what_renewal_info_names",
            &["bought", "renewal_of_the_upgrade", "first_is_upgraded"],
        )
        .at_with_product(day(11), is, "bought", json!("pro.yearly"), None, None)
        .renewal("renewal_of_the_upgrade", true, None)
        .period("first_is_upgraded", &[("upgraded_to", json!("pro.yearly"))])
        .notice("bought")
        .taken(),
        case("upgrade_refunded", &["first_is_upgraded", "upgrade_refunded"])
            .at(day(12), PURCHASED, "upgraded", day(10), day(15))
            .at(day(16), revoked("refundedFull"), "upgraded", day(15), None)
            .period("first_is_upgraded", &to_yearly)
            .period("upgrade_refunded", &[])
            .taken(),
        case("will_renew_to_another_product", &["bought", "will_change"])
            .at(day(6), PURCHASED, "bought", day(0), day(30))
            .renewal("will_change", true, Some("basic.monthly"))
            .period("will_change", &[])
            .notice("will_change")
            .taken(),
        case("will_renew_as_before", &["bought", "will_change", "will_not_change"])
            .at(day(8), PURCHASED, "bought", day(0), day(30))
            .renewal("will_not_change", true, None)
            .period("will_not_change", &[])
            .notice("will_not_change")
            .taken(),
        case("will_not_renew_so_not_change", &["bought", "will_change", "changed_and_off"])
            .at(day(9), PURCHASED, "bought", day(0), day(30))
            .renewal("changed_and_off", false, None)
            .period("will_change", &[])
            .notice("will_change")
            .taken(),
        case("renewed_to_another_product", &["bought", "will_change", "renewed_lower"])
            .at(day(29), PURCHASED, "bought", day(0), day(30))
            .at(day(30), RENEWED, "renewed_lower", day(30), day(60))
            .renewal("renewed_lower", true, None)
            .period("will_change", &[])
            .period("renewed_lower", &[])
            .notice("renewed_lower")
            .taken(),
        case("price_increase_waits_for_consent", &["bought", "price_increase"])
            .at(day(15), PURCHASED, "bought", day(0), day(30))
            .renewal("price_increase", true, None)
            .period("price_increase", &[])
            .notice("price_increase")
            .taken(),
        case("price_increase_accepted", &["bought", "price_increase", "price_accepted"])
            .at(day(17), PURCHASED, "bought", day(0), day(30))
            .renewal("price_accepted", true, None)
            .period("price_accepted", &[])
            .notice("price_accepted")
            .taken(),
    ]
}

/// What does not renew.
fn other_products(known: &Known) -> Vec<Case> {
    let case = |name: &str, events: &[&'static str]| Purchase::new(known, name, events);
    let long_after = day(3650);
    vec![
        case("consumable", &["consumable"])
            .original("3000")
            .at(long_after, PURCHASED, "consumable", day(0), None)
            .period("consumable", &[])
            .notice("consumable")
            .taken(),
        case("consumable_refunded", &["consumable", "consumable_refunded"])
            .original("3000")
            .at(day(2), PURCHASED, "consumable", day(0), day(3))
            .at(day(4), revoked("refundedFull"), "consumable", day(3), None)
            .period("consumable_refunded", &[("refund_notice", json!("REFUND"))])
            .notice("consumable_refunded")
            .taken(),
        case("non_consumable", &["non_consumable"])
            .original("3001")
            .at(long_after, PURCHASED, "non_consumable", day(0), None)
            .period("non_consumable", &[])
            .taken(),
        case("non_renewing_without_an_end", &["season"])
            .original("3002")
            .at(long_after, PURCHASED, "season", day(0), None)
            .period("season", &[])
            .taken(),
        case("non_renewing_with_an_end", &["season_with_end"])
            .original("3003")
            .at(day(89), PURCHASED, "season_with_end", day(0), day(90))
            .at(day(90), expired("periodEnded"), "season_with_end", day(90), None)
            .period("season_with_end", &[])
            .taken(),
    ]
}
