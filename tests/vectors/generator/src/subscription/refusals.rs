//! What is refused: events and stored states of something else, or damaged.

use serde_json::{Value, json};

use super::cases::Known;
use super::{Purchase, day};
use crate::file::Case;
use crate::payload::BUNDLE_ID;
use crate::time::{DAY, SECOND};

/// What belongs elsewhere. The last event is refused, and the state stays as it was.
pub(super) fn refusals(known: &Known) -> Vec<Case> {
    let case = |name: &str, events: &[&'static str]| {
        Purchase::new(known, format!("refuses_{name}"), events)
    };
    let elsewhere =
        |name: &str, events: &[&'static str]| case(name, events).bundle_id("com.example.other");
    let in_production =
        |name: &str, events: &[&'static str]| case(name, events).environment("Production");
    let of_another = "transaction: originalTransactionId";
    let merged = |name: &str, bundle_id: &str, environment: &str, original: &str| {
        case(name, &["bought"]).case().set(
            "merge",
            json!({
                "bundle_id": bundle_id,
                "environment": environment,
                "original_transaction_id": original,
            }),
        )
    };
    vec![
        elsewhere("a_notification_of_another_app", &["bought"])
            .refused("wrong_bundle_id", "data.bundleId"),
        elsewhere("a_test_of_another_app", &["test"]).refused("wrong_bundle_id", "data.bundleId"),
        elsewhere("a_transaction_of_another_app", &["bought_by_device"])
            .refused("wrong_bundle_id", "transaction: bundleId"),
        in_production("a_notification_of_another_environment", &["bought"])
            .refused("wrong_environment", "data.environment"),
        in_production("a_transaction_of_another_environment", &["bought_by_device"])
            .refused("wrong_environment", "transaction: environment"),
        in_production("renewal_info_of_another_environment", &["renewal_on"])
            .refused("wrong_environment", "renewal info: environment"),
        case("a_transaction_of_production", &["bought", "bought_in_production"])
            .refused("wrong_environment", "transaction: environment"),
        case("a_notification_of_another_purchase", &["bought", "consumable"])
            .refused("invalid_input", of_another),
        case("a_transaction_of_another_purchase", &["bought", "season"])
            .refused("invalid_input", of_another),
        case("renewal_info_of_another_purchase", &["season", "renewal_on"])
            .original("3002")
            .refused("invalid_input", "renewal info: originalTransactionId"),
        case("a_transaction_of_no_purchase", &["bought", "without_original"])
            .refused("claim_type", of_another),
        merged("to_merge_another_app", "com.example.other", "Sandbox", "1000")
            .refused_about("wrong_bundle_id", "bundleId"),
        merged("to_merge_another_environment", BUNDLE_ID, "Production", "1000")
            .refused_about("wrong_environment", "environment"),
        merged("to_merge_another_purchase", BUNDLE_ID, "Sandbox", "1001")
            .refused_about("invalid_input", "originalTransactionId"),
    ]
}

/// Stored states: form 1 is read as long as there is a version that wrote it.
pub(super) fn stored() -> Vec<Case> {
    let whole = json!({
        "format": 1,
        "bundleId": BUNDLE_ID,
        "environment": "Sandbox",
        "originalTransactionId": "1000",
        "transactions": [{
            "transactionId": "1000",
            "purchaseDate": day(0),
            "firstSigned": day(0) + SECOND,
            "last": {
                "signedDate": day(25),
                "expiresDate": day(30),
                "productId": "pro.monthly",
                "type": "Auto-Renewable Subscription",
            },
            "lastRevocation": {
                "signedDate": day(20),
                "revocationDate": day(20),
                "revocationType": "REFUND_FULL",
            },
            "lastRefundNotification": {
                "signedDate": day(25),
                "notificationType": "REFUND_REVERSED",
            },
        }],
        "renewalInfo": {
            "signedDate": day(1),
            "productId": "pro.monthly",
            "autoRenewProductId": "basic.monthly",
            "autoRenewStatus": 1,
        },
        "lastNotification": {
            "signedDate": day(25),
            "notificationType": "REFUND_REVERSED",
            "status": 1,
            "notificationUUID": "9ab5a3f0-3c1e-4b57-9f0b-6f0c2d1e8a01",
        },
        "lastExpiry": {"signedDate": day(-300), "notificationType": "EXPIRED"},
    });
    let holds = |json: &str| {
        let granted = |at_ms: i64| {
            let active = at_ms < day(30);
            let mut entitlement = json!({
                "state": if active { "active" } else { "expired" },
                "reason": if active { "refundReversed" } else { "renewalNotSeen" },
                "grants_access": active,
                "product_id": "pro.monthly",
                "transaction_id": "1000",
                "since_ms": if active { day(0) } else { day(30) },
            });
            if active {
                entitlement["until_ms"] = day(30).into();
            }
            entitlement
        };
        json!({
            "applied": [],
            "entitlements": [granted(day(26)), granted(day(30))],
            "renewal": {
                "signed_at_ms": day(1),
                "will_renew": true,
                "changes_to": "basic.monthly",
                "auto_renew_status": 1,
                "product_id": "pro.monthly",
                "auto_renew_product_id": "basic.monthly",
                "is_in_billing_retry": false,
            },
            "periods": [{
                "transaction_id": "1000",
                "product_id": "pro.monthly",
                "product_type": "Auto-Renewable Subscription",
                "purchased_at_ms": day(0),
                "expires_at_ms": day(30),
                "signed_at_ms": day(25),
                "refund_reversed": true,
                "is_upgraded": false,
                "refund_notice": "REFUND_REVERSED",
            }],
            "last_notice": {
                "signed_at_ms": day(25),
                "notification_type": "REFUND_REVERSED",
                "status": 1,
                "notification_uuid": "9ab5a3f0-3c1e-4b57-9f0b-6f0c2d1e8a01",
            },
            "json": json,
        })
    };
    let case = |name: &str, stored: &str| {
        Case::new(format!("stored_{name}")).set("stored", stored).set("events", json!([]))
    };
    let text = whole.to_string();
    let with = |key: &str, value: Value| {
        let mut changed = whole.clone();
        match value {
            Value::Null => drop(changed.as_object_mut().expect("an object").shift_remove(key)),
            value => changed[key] = value,
        }
        changed.to_string()
    };
    let spaced = text.replace("\":", "\" :\n ");
    let later = with("somethingNew", json!({"deep": [1]}));
    let times = [day(26), day(30)];
    let empty = json!({
        "format": 1,
        "bundleId": BUNDLE_ID,
        "environment": "Production",
        "originalTransactionId": "1000",
        "transactions": [],
    })
    .to_string();
    let unknown = json!({"state": "unknown", "reason": "nothingKnown", "grants_access": false});
    let mut cases = vec![
        case("whole", &text).set("at_ms", times.to_vec()).expect(holds(&text)),
        case("with_spaces", &spaced).set("at_ms", times.to_vec()).expect(holds(&text)),
        case("with_a_later_field", &later).set("at_ms", times.to_vec()).expect(holds(&text)),
        case("empty", &empty).set("at_ms", vec![0, DAY]).expect(json!({
            "applied": [],
            "entitlements": [unknown, unknown],
            "periods": [],
            "json": empty,
        })),
    ];
    for (name, key, value) in [
        ("in_another_form", "format", json!(2)),
        ("without_form", "format", Value::Null),
        ("form_as_text", "format", json!("1")),
        ("without_app", "bundleId", Value::Null),
        ("app_as_number", "bundleId", json!(1)),
        ("without_environment", "environment", Value::Null),
        ("without_purchase", "originalTransactionId", Value::Null),
        ("transactions_as_object", "transactions", json!({})),
        ("transactions_of_numbers", "transactions", json!([1])),
        ("renewal_info_as_text", "renewalInfo", json!("x")),
        ("notification_as_list", "lastNotification", json!([])),
    ] {
        cases.push(
            case(name, &with(key, value))
                .refused_about("invalid_input", &format!("stored subscription: {key}")),
        );
    }
    for (name, text, code) in [
        ("nothing", "", "invalid_json"),
        ("no_object", "[]", "invalid_json"),
        ("cut_off", &text[..text.len() - 1], "invalid_json"),
        ("key_twice", r#"{"format":1,"format":1}"#, "duplicate_key"),
    ] {
        cases.push(case(name, text).refused(code));
    }
    cases
}
