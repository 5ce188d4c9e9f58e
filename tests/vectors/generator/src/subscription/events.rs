//! The events of the cases by their names.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{ORIGINAL, day};
use crate::chain::Chain;
use crate::payload::{APP_APPLE_ID, BUNDLE_ID, with};
use crate::time::{HOUR, SECOND};
use crate::token::token;

/// A signed object, by its payloads.
pub(super) struct Event {
    kind: &'static str,
    notification: Value,
    transaction: Value,
    renewal_info: Value,
}

impl Event {
    /// What is verified: kind and token.
    pub(super) fn signed(&self) -> Value {
        let chain = Chain::mock();
        let sign = |payload: &Value| token(&chain, &payload.to_string());
        let payload = match self.kind {
            "transaction" => self.transaction.clone(),
            "renewalInfo" => self.renewal_info.clone(),
            _ => {
                let mut envelope = self.notification.clone();
                for (key, payload) in [
                    ("signedTransactionInfo", &self.transaction),
                    ("signedRenewalInfo", &self.renewal_info),
                ] {
                    if !payload.is_null() {
                        envelope["data"][key] = sign(payload).into();
                    }
                }
                envelope
            }
        };
        json!({"kind": self.kind, "token": sign(&payload)})
    }

    /// `notification`, `transaction` or `renewal_info`.
    pub(super) fn payload(&self, which: &str) -> &Value {
        let payload = match which {
            "notification" => &self.notification,
            "transaction" => &self.transaction,
            _ => &self.renewal_info,
        };
        assert!(!payload.is_null(), "there is no {which}");
        payload
    }

    pub(super) fn field(&self, which: &str, key: &str) -> Value {
        self.payload(which)[key].clone()
    }
}

/// A period of thirty days from a day on, signed some time after it began.
fn transaction(id: &str, from: i64, signed: i64) -> Value {
    json!({
        "transactionId": id,
        "originalTransactionId": ORIGINAL,
        "bundleId": BUNDLE_ID,
        "productId": "pro.monthly",
        "purchaseDate": day(from),
        "expiresDate": day(from + 30),
        "type": "Auto-Renewable Subscription",
        "inAppOwnershipType": "PURCHASED",
        "signedDate": signed,
        "environment": "Sandbox",
        "transactionReason": if id == ORIGINAL { "PURCHASE" } else { "RENEWAL" },
        "currency": "EUR",
        "price": 9990,
    })
}

fn renewal_info(signed: i64) -> Value {
    json!({
        "originalTransactionId": ORIGINAL,
        "autoRenewProductId": "pro.monthly",
        "productId": "pro.monthly",
        "autoRenewStatus": 1,
        "signedDate": signed,
        "environment": "Sandbox",
    })
}

/// Renewal info after the expiry.
fn expired_info(signed: i64, intent: i64) -> Value {
    with(
        renewal_info(signed),
        &[
            ("/autoRenewStatus", json!(i64::from(intent != 1))),
            ("/isInBillingRetryPeriod", json!(false)),
            ("/expirationIntent", json!(intent)),
        ],
    )
}

/// Renewal info while Apple tries to bill.
fn retry_info(signed: i64) -> Value {
    with(
        renewal_info(signed),
        &[("/isInBillingRetryPeriod", json!(true)), ("/expirationIntent", json!(2))],
    )
}

fn revoked(transaction: Value, at: i64, kind: Option<&str>, percentage: Option<i64>) -> Value {
    let mut transaction =
        with(transaction, &[("/revocationReason", json!(1)), ("/revocationDate", json!(at))]);
    if let Some(kind) = kind {
        transaction["revocationType"] = kind.into();
    }
    if let Some(percentage) = percentage {
        transaction["revocationPercentage"] = percentage.into();
    }
    transaction
}

#[derive(Default)]
struct Table(BTreeMap<&'static str, Event>);

impl Table {
    fn add(&mut self, name: &'static str, event: Event) {
        assert!(self.0.insert(name, event).is_none(), "{name} stands twice");
    }

    fn transaction(&mut self, name: &'static str, transaction: Value) {
        let [notification, renewal_info] = [Value::Null, Value::Null];
        self.add(name, Event { kind: "transaction", notification, transaction, renewal_info });
    }

    fn renewal_info(&mut self, name: &'static str, renewal_info: Value) {
        let [notification, transaction] = [Value::Null, Value::Null];
        self.add(name, Event { kind: "renewalInfo", notification, transaction, renewal_info });
    }

    /// A notification with its subtype (`TYPE/SUBTYPE`), signed after what it carries.
    fn notification(
        &mut self,
        name: &'static str,
        kind: &str,
        status: Option<i64>,
        transaction: Value,
        renewal_info: Value,
    ) {
        let number = self.0.len();
        let mut envelope = json!({
            "notificationType": kind.split('/').next(),
            "notificationUUID": format!("9AB5A3F0-3c1e-4b57-9f0b-6f0c2d1e{number:04x}"),
            "data": {"bundleId": BUNDLE_ID, "environment": transaction["environment"]},
            "version": "2.0",
            "signedDate": transaction["signedDate"].as_i64().expect("a date") + 20,
        });
        if let Some((_, subtype)) = kind.split_once('/') {
            envelope["subtype"] = subtype.into();
        }
        if let Some(status) = status {
            envelope["data"]["status"] = status.into();
        }
        let notification = envelope;
        self.add(name, Event { kind: "notification", notification, transaction, renewal_info });
    }
}

pub(super) fn all() -> BTreeMap<&'static str, Event> {
    let mut table = Table::default();
    periods(&mut table);
    expiries(&mut table);
    refunds(&mut table);
    changes(&mut table);
    other_products(&mut table);
    unrelated(&mut table);
    table.0
}

/// How long after a moment the objects about it are signed.
const LATER: i64 = 2 * SECOND;

/// Buying, renewing, failing to renew.
fn periods(table: &mut Table) {
    let first = |signed: i64| transaction("1000", 0, signed);
    let second = |signed: i64| transaction("1001", 30, signed);
    table.notification(
        "bought",
        "SUBSCRIBED/INITIAL_BUY",
        Some(1),
        first(day(0) + LATER),
        with(
            renewal_info(day(0) + LATER + 10),
            &[
                ("/renewalDate", json!(day(30))),
                ("/renewalPrice", json!(9990)),
                ("/currency", json!("EUR")),
            ],
        ),
    );
    table.transaction("bought_by_device", first(day(0) + SECOND));
    table.renewal_info("renewal_on", renewal_info(day(1)));
    table.notification(
        "renewed",
        "DID_RENEW",
        Some(1),
        second(day(30) + LATER),
        renewal_info(day(30) + LATER + 10),
    );
    table.transaction("renewed_ahead", second(day(29)));
    table.notification(
        "grace",
        "DID_FAIL_TO_RENEW/GRACE_PERIOD",
        Some(4),
        first(day(30) + LATER),
        with(retry_info(day(30) + LATER + 10), &[("/gracePeriodExpiresDate", json!(day(46)))]),
    );
    table.notification(
        "grace_over",
        "GRACE_PERIOD_EXPIRED",
        Some(3),
        first(day(46) + LATER),
        with(retry_info(day(46) + LATER + 10), &[("/gracePeriodExpiresDate", json!(day(46)))]),
    );
    table.notification(
        "billing_failed",
        "DID_FAIL_TO_RENEW",
        Some(3),
        first(day(30) + LATER),
        retry_info(day(30) + LATER + 10),
    );
    table.notification(
        "recovered",
        "DID_RENEW/BILLING_RECOVERY",
        Some(1),
        transaction("1001", 35, day(35) + LATER),
        renewal_info(day(35) + LATER + 10),
    );
    table.notification(
        "extended",
        "RENEWAL_EXTENDED",
        Some(1),
        with(first(day(15)), &[("/expiresDate", json!(day(44)))]),
        Value::Null,
    );
    table.transaction("period_in_the_future", transaction("1000", 40, day(0)));
    table.notification(
        "bought_again",
        "SUBSCRIBED/RESUBSCRIBE",
        Some(1),
        with(
            transaction("1002", 90, day(90) + LATER),
            &[
                ("/transactionReason", json!("PURCHASE")),
                ("/offerType", json!(4)),
                ("/offerIdentifier", json!("back")),
                ("/offerDiscountType", json!("PAY_AS_YOU_GO")),
                ("/offerPeriod", json!("P1M")),
                ("/price", json!(990)),
            ],
        ),
        with(
            renewal_info(day(90) + LATER + 10),
            &[
                ("/renewalDate", json!(day(120))),
                ("/offerType", json!(2)),
                ("/offerIdentifier", json!("loyal")),
                ("/offerDiscountType", json!("PAY_UP_FRONT")),
                ("/offerPeriod", json!("P6M")),
            ],
        ),
    );
}

/// Every reason, told by renewal info, and by the notification alone.
fn expiries(table: &mut Table) {
    let at = day(30) + LATER;
    let first = || transaction("1000", 0, at);
    for (name, intent) in [
        ("expired_for_1", 1),
        ("expired_for_2", 2),
        ("expired_for_3", 3),
        ("expired_for_4", 4),
        ("expired_for_5", 5),
        ("expired_for_77", 77),
    ] {
        table.renewal_info(name, expired_info(at + HOUR, intent));
    }
    table.notification("expired", "EXPIRED/VOLUNTARY", Some(2), first(), expired_info(at + 10, 1));
    table.notification(
        "expired_after_retry",
        "EXPIRED/BILLING_RETRY",
        Some(2),
        transaction("1000", 0, day(90)),
        expired_info(day(90) + 10, 2),
    );
    for (name, kind) in [
        ("told_voluntary", "EXPIRED/VOLUNTARY"),
        ("told_billing_retry", "EXPIRED/BILLING_RETRY"),
        ("told_price_increase", "EXPIRED/PRICE_INCREASE"),
        ("told_product_not_for_sale", "EXPIRED/PRODUCT_NOT_FOR_SALE"),
        ("told_nothing", "EXPIRED"),
        ("told_something_new", "EXPIRED/SOMETHING_NEW"),
    ] {
        table.notification(name, kind, Some(2), first(), Value::Null);
    }
}

/// Refunds and family sharing.
fn refunds(table: &mut Table) {
    let first = |signed: i64| transaction("1000", 0, signed);
    let on = |transaction: Value, kind: Option<&str>, percentage: Option<i64>| {
        revoked(transaction, day(20), kind, percentage)
    };
    let at = day(20) + LATER;
    table.notification(
        "consumption_request",
        "CONSUMPTION_REQUEST",
        Some(1),
        first(day(18)),
        Value::Null,
    );
    table.notification("refund_declined", "REFUND_DECLINED", Some(1), first(day(19)), Value::Null);
    table.notification(
        "refunded_full",
        "REFUND",
        Some(5),
        on(first(at), Some("REFUND_FULL"), Some(100_000)),
        Value::Null,
    );
    table.notification(
        "refunded_prorated",
        "REFUND",
        Some(5),
        on(first(at), Some("REFUND_PRORATED"), Some(50_000)),
        Value::Null,
    );
    table.transaction("refunded_before_types", on(first(at), None, None));
    table.transaction("refunded_by_new_type", on(first(at), Some("SOMETHING_NEW"), None));
    table.notification("refund_reversed", "REFUND_REVERSED", Some(1), first(day(25)), Value::Null);
    table.transaction("first_refunded_after_renewal", revoked(first(day(33)), day(32), None, None));
    table.transaction(
        "shared",
        with(first(day(0) + LATER), &[("/inAppOwnershipType", json!("FAMILY_SHARED"))]),
    );
    let shared = with(first(at), &[("/inAppOwnershipType", json!("FAMILY_SHARED"))]);
    table.notification(
        "sharing_ended",
        "REVOKE",
        Some(5),
        on(shared, Some("FAMILY_REVOKE"), None),
        Value::Null,
    );
    table.transaction(
        "shared_again",
        with(first(day(25)), &[("/inAppOwnershipType", json!("FAMILY_SHARED"))]),
    );
}

/// Changes of plan, price and renewal.
fn changes(table: &mut Table) {
    let first = |signed: i64| transaction("1000", 0, signed);
    table.notification(
        "renewal_off",
        "DID_CHANGE_RENEWAL_STATUS/AUTO_RENEW_DISABLED",
        Some(1),
        first(day(10)),
        with(renewal_info(day(10) + 10), &[("/autoRenewStatus", json!(0))]),
    );
    table.notification(
        "renewal_on_again",
        "DID_CHANGE_RENEWAL_STATUS/AUTO_RENEW_ENABLED",
        Some(1),
        first(day(12)),
        renewal_info(day(12) + 10),
    );
    table.renewal_info(
        "renewal_in_a_new_status",
        with(renewal_info(day(13)), &[("/autoRenewStatus", json!(2))]),
    );
    table.notification(
        "will_change",
        "DID_CHANGE_RENEWAL_PREF/DOWNGRADE",
        Some(1),
        first(day(5)),
        with(renewal_info(day(5) + 10), &[("/autoRenewProductId", json!("basic.monthly"))]),
    );
    table.notification(
        "will_not_change",
        "DID_CHANGE_RENEWAL_PREF",
        Some(1),
        first(day(7)),
        renewal_info(day(7) + 10),
    );
    table.renewal_info(
        "changed_and_off",
        with(
            renewal_info(day(8)),
            &[("/autoRenewProductId", json!("basic.monthly")), ("/autoRenewStatus", json!(0))],
        ),
    );
    let basic = [("/productId", json!("basic.monthly")), ("/price", json!(4990))];
    table.notification(
        "renewed_lower",
        "DID_RENEW",
        Some(1),
        with(transaction("1001", 30, day(30) + LATER), &basic),
        with(
            renewal_info(day(30) + LATER + 10),
            &[
                ("/productId", json!("basic.monthly")),
                ("/autoRenewProductId", json!("basic.monthly")),
            ],
        ),
    );
    let yearly = [
        ("/productId", json!("pro.yearly")),
        ("/expiresDate", json!(day(375))),
        ("/transactionReason", json!("PURCHASE")),
        ("/price", json!(99_990)),
    ];
    let yearly_info = with(
        renewal_info(day(10) + LATER + 10),
        &[("/productId", json!("pro.yearly")), ("/autoRenewProductId", json!("pro.yearly"))],
    );
    table.notification(
        "upgraded",
        "DID_CHANGE_RENEWAL_PREF/UPGRADE",
        Some(1),
        with(transaction("1001", 10, day(10) + LATER), &yearly),
        yearly_info.clone(),
    );
    table.transaction(
        "first_is_upgraded",
        with(first(day(10) + LATER), &[("/isUpgraded", json!(true))]),
    );
    table.renewal_info("renewal_of_the_upgrade", yearly_info);
    table.transaction(
        "upgrade_refunded",
        revoked(
            with(transaction("1001", 10, day(15) + LATER), &yearly),
            day(15),
            Some("REFUND_FULL"),
            None,
        ),
    );
    for (name, kind, signed, status) in [
        ("price_increase", "PRICE_INCREASE/PENDING", day(14), 0),
        ("price_accepted", "PRICE_INCREASE/ACCEPTED", day(16), 1),
    ] {
        table.notification(
            name,
            kind,
            Some(1),
            first(signed),
            with(
                renewal_info(signed + 10),
                &[
                    ("/priceIncreaseStatus", json!(status)),
                    ("/renewalPrice", json!(12_990)),
                    ("/currency", json!("EUR")),
                    ("/renewalDate", json!(day(30))),
                ],
            ),
        );
    }
}

/// What does not renew, and Production.
fn other_products(table: &mut Table) {
    let once = |id: &str, kind: &str, product: &str| {
        with(
            transaction(id, 0, day(0) + LATER),
            &[
                ("/originalTransactionId", json!(id)),
                ("/expiresDate", Value::Null),
                ("/type", json!(kind)),
                ("/productId", json!(product)),
                ("/transactionReason", json!("PURCHASE")),
            ],
        )
    };
    let coins = once("3000", "Consumable", "coins");
    let coins_refunded = with(
        revoked(coins.clone(), day(3), Some("REFUND_FULL"), Some(100_000)),
        &[("/signedDate", json!(day(3) + LATER))],
    );
    table.notification("consumable", "ONE_TIME_CHARGE", None, coins, Value::Null);
    table.notification("consumable_refunded", "REFUND", None, coins_refunded, Value::Null);
    table.transaction("non_consumable", once("3001", "Non-Consumable", "lifetime"));
    let season = once("3002", "Non-Renewing Subscription", "season");
    table.transaction("season", season.clone());
    table.transaction(
        "season_with_end",
        with(
            season,
            &[
                ("/transactionId", json!("3003")),
                ("/originalTransactionId", json!("3003")),
                ("/expiresDate", json!(day(90))),
            ],
        ),
    );
    let in_production =
        with(transaction("1000", 0, day(0) + LATER), &[("/environment", json!("Production"))]);
    table.transaction("bought_in_production", in_production);
    table.transaction(
        "without_original",
        with(transaction("1000", 0, day(0)), &[("/originalTransactionId", Value::Null)]),
    );
}

/// What is about no purchase.
fn unrelated(table: &mut Table) {
    let number = table.0.len();
    let envelope = |kind: &str, last: usize, carrier: &str, content: Value| {
        json!({
            "notificationType": kind,
            "notificationUUID": format!("9ab5a3f0-3c1e-4b57-9f0b-6f0c2d1e{last:04x}"),
            carrier: content,
            "version": "2.0",
            "signedDate": day(2),
        })
    };
    let whose = json!({"bundleId": BUNDLE_ID, "environment": "Sandbox"});
    let test = envelope("TEST", number, "data", whose);
    let summary = envelope(
        "RENEWAL_EXTENSION",
        number + 1,
        "summary",
        json!({
            "environment": "Sandbox",
            "appAppleId": APP_APPLE_ID,
            "bundleId": BUNDLE_ID,
            "productId": "pro.monthly",
            "requestIdentifier": "efb27071-45a4-4aca-9854-2a1e9146f265",
            "succeededCount": 5,
            "failedCount": 0,
        }),
    );
    for (name, notification) in [("test", test), ("summary", summary)] {
        let (transaction, renewal_info) = (Value::Null, Value::Null);
        table.add(name, Event { kind: "notification", notification, transaction, renewal_info });
    }
}
