//! `subscription.json`: signed objects of one purchase in any order, and what it grants then;
//! and `notification-meaning.json`: what a notification is about.

mod cases;
mod events;
mod meanings;
mod refusals;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::chain::Chain;
use crate::file::{Case, VectorFile};
use crate::payload::BUNDLE_ID;
use crate::time::{DAY, ms};
use crate::token::base64;
use events::Event;

/// The original transaction of most purchases.
const ORIGINAL: &str = "1000";

/// When the events are verified: after the last of them was signed.
const VERIFIED: &str = "2027-06-01T00:00:00";

/// A number of days after the purchase.
fn day(days: i64) -> i64 {
    ms("2026-05-01T10:00:00") + days * DAY
}

pub(crate) fn files() -> Vec<VectorFile> {
    let events = events::all();
    let signed: Map<String, Value> =
        events.iter().map(|(name, event)| ((*name).into(), event.signed())).collect();
    let root = json!({"mock": base64(Chain::mock().root)});
    vec![
        VectorFile::new(
            "subscription.json",
            "subscription",
            "Purchases and what Apple's signed objects say of them. Every object is a token that \
             is verified first. The events of a case go into a state in the order given, then in \
             each of the orders, by index; the state is always the same. So it is when it is \
             stored and read between events, and when each event goes into a state of its own \
             and those are merged. entitlements has one entry for each of at_ms. Expectations \
             follow what Apple documents about each field; what is absent there is absent here.",
            cases::cases(&events),
        )
        .share("roots", root.clone())
        .share("now_ms", ms(VERIFIED).into())
        .share("events", Value::Object(signed))
        .refuses_little(),
        VectorFile::new(
            "notification-meaning.json",
            "notification_meaning",
            "Notifications, verified first: the key by which a repeated delivery is known, what \
             to sort by, and what each documented type and subtype means.",
            meanings::cases(),
        )
        .share("roots", root)
        .share("now_ms", ms(VERIFIED).into())
        .refuses_little(),
    ]
}

/// A case before its expectation.
struct Purchase<'a> {
    name: String,
    known: &'a BTreeMap<&'static str, Event>,
    bundle_id: &'static str,
    environment: &'static str,
    original: &'static str,
    events: Vec<&'static str>,
    applied: Option<Vec<&'static str>>,
    at_ms: Vec<i64>,
    entitlements: Vec<Value>,
    renewal: Option<Value>,
    periods: Vec<Value>,
    last_notice: Option<Value>,
}

impl<'a> Purchase<'a> {
    fn new(
        known: &'a BTreeMap<&'static str, Event>,
        name: impl Into<String>,
        events: &[&'static str],
    ) -> Self {
        Self {
            name: name.into(),
            known,
            bundle_id: BUNDLE_ID,
            environment: "Sandbox",
            original: ORIGINAL,
            events: events.to_vec(),
            applied: None,
            at_ms: Vec::new(),
            entitlements: Vec::new(),
            renewal: None,
            periods: Vec::new(),
            last_notice: None,
        }
    }

    fn bundle_id(mut self, bundle_id: &'static str) -> Self {
        self.bundle_id = bundle_id;
        self
    }

    fn original(mut self, original: &'static str) -> Self {
        self.original = original;
        self
    }

    fn environment(mut self, environment: &'static str) -> Self {
        self.environment = environment;
        self
    }

    /// What applying each event in the order given does, where not each is news.
    fn applied(mut self, applied: &[&'static str]) -> Self {
        self.applied = Some(applied.to_vec());
        self
    }

    /// What holds at a time: state and reason, the deciding transaction by the event that told
    /// of it, since and until.
    fn at(
        self,
        at_ms: i64,
        (state, reason): (&str, &str),
        event: &str,
        since: impl Into<Option<i64>>,
        until: impl Into<Option<i64>>,
    ) -> Self {
        let product = self.known[event].field("transaction", "productId");
        self.at_with_product(at_ms, (state, reason), event, product, since, until)
    }

    fn at_with_product(
        mut self,
        at_ms: i64,
        (state, reason): (&str, &str),
        event: &str,
        product: Value,
        since: impl Into<Option<i64>>,
        until: impl Into<Option<i64>>,
    ) -> Self {
        let transaction = self.known[event].field("transaction", "transactionId");
        self.at_ms.push(at_ms);
        self.entitlements.push(present(&[
            ("state", state.into()),
            ("reason", reason.into()),
            ("grants_access", matches!(state, "active" | "gracePeriod").into()),
            ("product_id", product),
            ("transaction_id", transaction),
            ("since_ms", since.into().into()),
            ("until_ms", until.into().into()),
        ]));
        self
    }

    /// Nothing is known at that time.
    fn unknown_at(mut self, at_ms: i64) -> Self {
        self.at_ms.push(at_ms);
        self.entitlements
            .push(json!({"state": "unknown", "reason": "nothingKnown", "grants_access": false}));
        self
    }

    /// The renewal as this event's renewal info has it.
    fn renewal(
        mut self,
        event: &str,
        will_renew: impl Into<Option<bool>>,
        changes_to: Option<&str>,
    ) -> Self {
        let info = self.known[event].payload("renewal_info");
        let mut value = present(&[
            ("signed_at_ms", info["signedDate"].clone()),
            ("will_renew", will_renew.into().into()),
            ("changes_to", changes_to.into()),
            ("auto_renew_status", info["autoRenewStatus"].clone()),
            ("product_id", info["productId"].clone()),
            ("auto_renew_product_id", info["autoRenewProductId"].clone()),
            ("renews_at_ms", info["renewalDate"].clone()),
            ("price", info["renewalPrice"].clone()),
            ("currency", info["currency"].clone()),
            ("price_increase_status", info["priceIncreaseStatus"].clone()),
            ("offer", offer(info)),
            ("is_in_billing_retry", (info["isInBillingRetryPeriod"] == json!(true)).into()),
            ("grace_period_expires_at_ms", info["gracePeriodExpiresDate"].clone()),
            ("expiration_intent", info["expirationIntent"].clone()),
        ]);
        if value["offer"].is_null() {
            value.as_object_mut().expect("an object").shift_remove("offer");
        }
        self.renewal = Some(value);
        self
    }

    /// The next period, as this event's transaction has it, with what other events add.
    fn period(mut self, event: &str, added: &[(&str, Value)]) -> Self {
        let transaction = self.known[event].payload("transaction");
        let revocation = match &transaction["revocationDate"] {
            Value::Null => Value::Null,
            at => present(&[
                ("at_ms", at.clone()),
                ("revocation_type", transaction["revocationType"].clone()),
                ("percentage", transaction["revocationPercentage"].clone()),
                ("reason", transaction["revocationReason"].clone()),
            ]),
        };
        let mut value = present(&[
            ("transaction_id", transaction["transactionId"].clone()),
            ("product_id", transaction["productId"].clone()),
            ("product_type", transaction["type"].clone()),
            ("in_app_ownership_type", transaction["inAppOwnershipType"].clone()),
            ("transaction_reason", transaction["transactionReason"].clone()),
            ("purchased_at_ms", transaction["purchaseDate"].clone()),
            ("expires_at_ms", transaction["expiresDate"].clone()),
            ("signed_at_ms", transaction["signedDate"].clone()),
            ("revocation", revocation),
            ("refund_reversed", false.into()),
            ("is_upgraded", (transaction["isUpgraded"] == json!(true)).into()),
            ("offer", offer(transaction)),
            ("price", transaction["price"].clone()),
            ("currency", transaction["currency"].clone()),
        ]);
        for (key, added) in added {
            value[*key] = added.clone();
        }
        self.periods.push(value);
        self
    }

    /// The last notification is the one of this event.
    fn notice(mut self, event: &str) -> Self {
        let envelope = self.known[event].payload("notification");
        self.last_notice = Some(present(&[
            ("signed_at_ms", envelope["signedDate"].clone()),
            ("notification_type", envelope["notificationType"].clone()),
            ("subtype", envelope["subtype"].clone()),
            ("status", envelope["data"]["status"].clone()),
            (
                "notification_uuid",
                envelope["notificationUUID"].as_str().expect("a text").to_lowercase().into(),
            ),
        ]));
        self
    }

    fn case(&self) -> Case {
        for event in &self.events {
            assert!(self.known.contains_key(event), "{event} is no event");
        }
        Case::new(self.name.clone())
            .set("bundle_id", self.bundle_id)
            .set("environment", self.environment)
            .set("original_transaction_id", self.original)
            .set("events", self.events.clone())
    }

    /// Ends the case of events that are all taken.
    fn taken(self) -> Case {
        let changed = || vec!["changed"; self.events.len()];
        let expect = present(&[
            ("applied", self.applied.clone().unwrap_or_else(changed).into()),
            ("entitlements", self.entitlements.clone().into()),
            ("renewal", self.renewal.clone().into()),
            ("periods", self.periods.clone().into()),
            ("last_notice", self.last_notice.clone().into()),
        ]);
        self.case()
            .set("orders", orders(self.events.len()))
            .set("at_ms", self.at_ms.clone())
            .expect(expect)
    }

    /// Ends the case whose last event is refused.
    fn refused(&self, code: &str, subject: &str) -> Case {
        self.case().refused_about(code, subject)
    }
}

/// An object of those fields that are there.
fn present(fields: &[(&str, Value)]) -> Value {
    fields
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| ((*key).to_owned(), value.clone()))
        .collect::<Map<_, _>>()
        .into()
}

fn offer(payload: &Value) -> Value {
    match &payload["offerType"] {
        Value::Null => Value::Null,
        offer_type => present(&[
            ("offer_type", offer_type.clone()),
            ("identifier", payload["offerIdentifier"].clone()),
            ("discount_type", payload["offerDiscountType"].clone()),
            ("period", payload["offerPeriod"].clone()),
        ]),
    }
}

/// Other orders of so many events, and repetitions.
fn orders(events: usize) -> Vec<Vec<usize>> {
    let straight: Vec<usize> = (0..events).collect();
    let reversed: Vec<usize> = straight.iter().rev().copied().collect();
    let twice = |order: &[usize]| [order, order].concat();
    let mut orders = vec![twice(&reversed), straight.iter().flat_map(|i| [*i, *i]).collect()];
    for from in 0..events {
        let rotated = |order: &[usize]| [&order[from..], &order[..from]].concat();
        orders.push(rotated(&reversed));
        if from > 0 {
            orders.push(rotated(&straight));
        }
    }
    orders.retain(|order| *order != straight);
    orders.sort();
    orders.dedup();
    orders
}
