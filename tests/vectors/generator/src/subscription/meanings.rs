//! What each type and subtype means, and the keys of a notification.

use serde_json::{Value, json};

use super::day;
use crate::chain::Chain;
use crate::file::Case;
use crate::payload::{BUNDLE_ID, notification, with};
use crate::token::token;

/// Type and subtype, carrier, topic, meaning: Apple's table of notificationType and subtype.
#[rustfmt::skip]
const ROWS: &[(&str, &str, &str, &str)] = &[
    ("SUBSCRIBED/INITIAL_BUY", "data", "period", "a customer subscribed to a product of the group for the first time"),
    ("SUBSCRIBED/RESUBSCRIBE", "data", "period", "a customer subscribed again"),
    ("DID_RENEW", "data", "period", "a subscription renewed"),
    ("DID_RENEW/BILLING_RECOVERY", "data", "period", "a subscription renewed after billing had failed"),
    ("DID_CHANGE_RENEWAL_PREF/UPGRADE", "data", "period", "the customer moved to a higher product, at once"),
    ("DID_CHANGE_RENEWAL_PREF/DOWNGRADE", "data", "renewal", "the customer moved to a lower product, from the next renewal"),
    ("DID_CHANGE_RENEWAL_PREF", "data", "renewal", "the customer took a change of product back"),
    ("DID_CHANGE_RENEWAL_STATUS/AUTO_RENEW_ENABLED", "data", "renewal", "renewal was switched on"),
    ("DID_CHANGE_RENEWAL_STATUS/AUTO_RENEW_DISABLED", "data", "renewal", "renewal was switched off"),
    ("DID_FAIL_TO_RENEW", "data", "period", "billing failed; without a grace period access ends"),
    ("DID_FAIL_TO_RENEW/GRACE_PERIOD", "data", "period", "billing failed; access goes on for the grace period"),
    ("GRACE_PERIOD_EXPIRED", "data", "period", "the grace period ended without payment; billing is retried"),
    ("EXPIRED/VOLUNTARY", "data", "period", "expired because the customer switched renewal off"),
    ("EXPIRED/BILLING_RETRY", "data", "period", "expired because billing failed to the end"),
    ("EXPIRED/PRICE_INCREASE", "data", "period", "expired because the customer did not agree to a price increase"),
    ("EXPIRED/PRODUCT_NOT_FOR_SALE", "data", "period", "expired because the product was not for sale"),
    ("EXPIRED", "data", "period", "expired for another reason"),
    ("OFFER_REDEEMED/UPGRADE", "data", "period", "an offer moved the subscription to a higher product, at once"),
    ("OFFER_REDEEMED/DOWNGRADE", "data", "renewal", "an offer moves the subscription to a lower product, from the next renewal"),
    ("OFFER_REDEEMED", "data", "period", "an offer was redeemed for an active subscription"),
    ("PRICE_INCREASE/PENDING", "data", "renewal", "the customer was asked for consent to a price increase"),
    ("PRICE_INCREASE/ACCEPTED", "data", "renewal", "the customer agreed to a price increase, or need not"),
    ("PRICE_CHANGE", "data", "renewal", "an Advanced Commerce price changed"),
    ("METADATA_UPDATE", "data", "renewal", "Advanced Commerce metadata changed"),
    ("MIGRATION", "data", "renewal", "a subscription moved to Advanced Commerce"),
    ("MIGRATE", "data", "renewal", "a subscription moved to Advanced Commerce, by the name of the changelog"),
    ("ONE_TIME_CHARGE", "data", "period", "a consumable, non-consumable or non-renewing subscription was bought"),
    ("CONSUMPTION_REQUEST", "data", "revocation", "the customer asked for a refund; Apple asks for consumption data"),
    ("REFUND", "data", "revocation", "Apple refunded a transaction"),
    ("REFUND_DECLINED", "data", "revocation", "Apple declined a refund"),
    ("REFUND_REVERSED", "data", "revocation", "Apple took a refund back; access that was withdrawn for it returns"),
    ("REVOKE", "data", "revocation", "family sharing of a purchase ended"),
    ("RENEWAL_EXTENDED", "data", "period", "the renewal date of one subscription was extended"),
    ("RENEWAL_EXTENSION/SUMMARY", "summary", "system", "an extension of all renewal dates finished"),
    ("RENEWAL_EXTENSION/FAILURE", "data", "system", "an extension of all renewal dates failed for one subscription"),
    ("EXTERNAL_PURCHASE_TOKEN/UNREPORTED", "externalPurchaseToken", "externalPurchase", "a token awaits its report"),
    ("EXTERNAL_PURCHASE_TOKEN/CREATED", "externalPurchaseToken", "externalPurchase", "a token was made"),
    ("EXTERNAL_PURCHASE_TOKEN/ACTIVE_TOKEN_REMINDER", "externalPurchaseToken", "externalPurchase", "a reminder of an active token"),
    ("RESCIND_CONSENT", "appData", "consent", "a guardian withdrew consent"),
    ("TEST", "data", "system", "asked for through the App Store Server API"),
];

/// What only the changelog of the notifications names so far; Apple's libraries do not yet.
const OF_THE_CHANGELOG: [&str; 3] =
    ["MIGRATE", "EXTERNAL_PURCHASE_TOKEN/CREATED", "EXTERNAL_PURCHASE_TOKEN/ACTIVE_TOKEN_REMINDER"];

/// What a row of the table says.
fn says((name, carrier, topic, meaning): &(&str, &str, &str, &str)) -> Value {
    let source = if OF_THE_CHANGELOG.contains(name) { "changelog" } else { "apple" };
    json!({"carrier": carrier, "topic": topic, "meaning": meaning, "source": source})
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = ROWS
        .iter()
        .map(|row @ (name, carrier, ..)| {
            let case = name.replace('/', "_").to_lowercase();
            means(case, &named(name, carrier), Some(says(row)))
        })
        .collect();
    let row =
        |name: &str| Some(says(ROWS.iter().find(|row| row.0 == name).expect("a row of the table")));
    let test = || named("TEST", "data");
    cases.extend([
        // A subtype that is not listed leads to the row without one, if there is one.
        means("did_renew_with_a_new_subtype", &named("DID_RENEW/NEW", "data"), row("DID_RENEW")),
        means(
            "price_change_with_the_subtype_of_another_type",
            &named("PRICE_CHANGE/ACCEPTED", "data"),
            row("PRICE_CHANGE"),
        ),
        means("subscribed_with_a_new_subtype", &named("SUBSCRIBED/NEW", "data"), None),
        means("subscribed_without_subtype", &named("SUBSCRIBED", "data"), None),
        means("new_type", &named("NEW_IN_2030/INITIAL_BUY", "data"), None),
        means("type_in_lower_case", &named("test", "data"), None),
        means("without_type", &with(test(), &[("/notificationType", Value::Null)]), None),
        keys(
            "uuid_in_capitals",
            &with(test(), &[("/notificationUUID", json!("9AB5A3F0-3C1E-4B57-9F0B-6F0C2D1E8A01"))]),
            Some("9ab5a3f0-3c1e-4b57-9f0b-6f0c2d1e8a01"),
            row("TEST"),
        ),
        keys("uuid_empty", &with(test(), &[("/notificationUUID", json!(""))]), None, row("TEST")),
        keys(
            "uuid_missing",
            &with(test(), &[("/notificationUUID", Value::Null)]),
            None,
            row("TEST"),
        ),
    ]);
    cases
}

/// A notification of a type and subtype around what it carries.
fn named(name: &str, carrier: &str) -> Value {
    let (kind, subtype) = name.split_once('/').map_or((name, None), |(k, s)| (k, Some(s)));
    let mut content = json!({"bundleId": BUNDLE_ID, "environment": "Sandbox"});
    if carrier == "externalPurchaseToken" {
        content = json!({"externalPurchaseId": "SANDBOX_1", "bundleId": BUNDLE_ID});
    }
    let mut payload =
        with(notification(), &[("/notificationType", json!(kind)), ("/data", Value::Null)]);
    payload[carrier] = content;
    if let Some(subtype) = subtype {
        payload["subtype"] = subtype.into();
    }
    payload["signedDate"] = day(2).into();
    payload
}

fn means(name: impl Into<String>, payload: &Value, meaning: Option<Value>) -> Case {
    keys(name, payload, Some("9ab5a3f0-3c1e-4b57-9f0b-6f0c2d1e8a01"), meaning)
}

fn keys(
    name: impl Into<String>,
    payload: &Value,
    key: Option<&str>,
    meaning: Option<Value>,
) -> Case {
    let signed = payload["signedDate"].clone();
    let mut expect = json!({"ordering_key": [signed, key]});
    if let Some(key) = key {
        expect["deduplication_key"] = key.into();
    }
    if let Some(meaning) = meaning {
        expect["meaning"] = meaning;
    }
    Case::new(name).set("token", token(&Chain::mock(), &payload.to_string())).expect(expect)
}
