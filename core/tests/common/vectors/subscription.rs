//! Operations `subscription` and `notification_meaning`.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Deserialize;
use serde_json::{Value, json};

use waxwing::app_store::{
    Applied, Entitlement, Environment, OfferDiscountType, SignedObject, SubscriptionEvent,
    SubscriptionNotice, SubscriptionOffer, SubscriptionPeriod, SubscriptionRenewal,
    SubscriptionState, Verifier,
};
use waxwing::error::Result;
use waxwing::time::Timestamp;

use super::{Outcome, unbase64, without_nulls};

/// The events that the cases of a file name, verified.
pub(super) type Events = Rc<BTreeMap<String, SignedObject>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signed {
    kind: String,
    token: String,
}

/// Anything of any app of Sandbox and Production, under the file's roots.
fn verifier(roots: &BTreeMap<String, String>) -> Verifier {
    Verifier::builder()
        .roots(roots.values().map(|root| unbase64(root)))
        .environment(Environment::Sandbox)
        .environment(Environment::Production)
        .dangerous_any_bundle_id()
        .dangerous_any_app_apple_id()
        .build()
        .unwrap()
}

/// Verifies the events of a file, each as its kind.
pub(super) fn events(
    signed: &BTreeMap<String, Signed>,
    roots: &BTreeMap<String, String>,
    now_ms: i64,
) -> Events {
    let verifier = verifier(roots);
    let now = Timestamp::from_millis(now_ms);
    let verified = |(name, Signed { kind, token }): (&String, &Signed)| {
        let object = match kind.as_str() {
            "notification" => verifier
                .notification(token, now)
                .map(|notification| SignedObject::Notification(Box::new(notification))),
            "transaction" => verifier.transaction(token, now).map(SignedObject::Transaction),
            "renewalInfo" => verifier.renewal_info(token, now).map(SignedObject::RenewalInfo),
            other => panic!("{name} is of the kind {other}"),
        };
        (name.clone(), object.unwrap_or_else(|error| panic!("{name}: {error}")))
    };
    Rc::new(signed.iter().map(verified).collect())
}

fn event(object: &SignedObject) -> SubscriptionEvent<'_> {
    match object {
        SignedObject::Notification(notification) => notification.as_ref().into(),
        SignedObject::Transaction(transaction) => transaction.into(),
        SignedObject::RenewalInfo(info) => info.into(),
        other => panic!("{} is no event", other.kind().name()),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SubscriptionCase {
    bundle_id: Option<String>,
    environment: Option<String>,
    original_transaction_id: Option<String>,
    stored: Option<String>,
    events: Vec<String>,
    #[serde(default)]
    orders: Vec<Vec<usize>>,
    #[serde(default)]
    at_ms: Vec<i64>,
    merge: Option<Purchase>,
}

/// Which purchase a state is of.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Purchase {
    bundle_id: String,
    environment: String,
    original_transaction_id: String,
}

impl Purchase {
    fn empty(&self) -> SubscriptionState {
        SubscriptionState::new(
            &self.bundle_id,
            Environment::from(self.environment.as_str()),
            &self.original_transaction_id,
        )
    }
}

pub(super) fn subscription(case: &SubscriptionCase, known: &Events) -> Outcome {
    let fresh = fresh(case)?;
    let events: Vec<_> = case.events.iter().map(|name| event(&known[name])).collect();
    let mut state = fresh.clone();
    let mut applied = Vec::new();
    for event in &events {
        let before = state.to_json();
        match state.apply(*event) {
            Ok(outcome) => applied.push(outcome),
            Err(error) => {
                assert_eq!(state.to_json(), before, "a refused event changed the state");
                assert_eq!(applied.len() + 1, events.len(), "{error}: not the last event");
                return Err(error);
            }
        }
    }
    if let Some(other) = &case.merge {
        let before = state.clone();
        state.merge(&other.empty()).inspect_err(|_| assert_eq!(state, before))?;
    }
    for order in &case.orders {
        let mut other = fresh.clone();
        for index in order {
            other.apply(events[*index])?;
            // As a server does that stores it between events.
            other = SubscriptionState::from_json(&other.to_json())?;
        }
        assert_eq!(other.to_json(), state.to_json(), "in the order {order:?}");
        assert_eq!(other, state, "in the order {order:?}");
    }
    let mut merged = fresh.clone();
    for event in events.iter().rev() {
        let mut alone = fresh.clone();
        alone.apply(*event)?;
        merged.merge(&alone)?;
    }
    assert_eq!(merged, state, "merged from states of one event");
    assert_eq!(merged.merge(&state)?, Applied::Unchanged, "merged with itself");
    Ok(seen(case, &state, &applied))
}

fn fresh(case: &SubscriptionCase) -> Result<SubscriptionState> {
    match case {
        SubscriptionCase {
            bundle_id: Some(bundle_id),
            environment: Some(environment),
            original_transaction_id: Some(original),
            stored: None,
            ..
        } => {
            Ok(SubscriptionState::new(bundle_id, Environment::from(environment.as_str()), original))
        }
        SubscriptionCase {
            bundle_id: None,
            environment: None,
            original_transaction_id: None,
            stored: Some(stored),
            ..
        } => SubscriptionState::from_json(stored),
        _ => panic!("a state is named or stored"),
    }
}

/// Everything that a state says.
fn seen(case: &SubscriptionCase, state: &SubscriptionState, applied: &[Applied]) -> Value {
    let entitlements: Vec<Value> = case
        .at_ms
        .iter()
        .map(|at| entitlement(&state.entitlement_at(Timestamp::from_millis(*at))))
        .collect();
    without_nulls(json!({
        "applied": applied.iter().map(|applied| applied.name()).collect::<Vec<_>>(),
        "entitlements": entitlements,
        "renewal": state.renewal().as_ref().map(renewal),
        "periods": state.periods().iter().map(period).collect::<Vec<_>>(),
        "last_notice": state.last_notice().as_ref().map(notice),
        "json": case.stored.as_ref().map(|_| state.to_json()),
    }))
}

fn ms(time: Option<Timestamp>) -> Option<i64> {
    time.map(Timestamp::as_millis)
}

fn entitlement(entitlement: &Entitlement) -> Value {
    without_nulls(json!({
        "state": entitlement.state.name(),
        "reason": entitlement.reason.name(),
        "grants_access": entitlement.grants_access(),
        "product_id": entitlement.product_id,
        "transaction_id": entitlement.transaction_id,
        "since_ms": ms(entitlement.since),
        "until_ms": ms(entitlement.until),
    }))
}

fn renewal(renewal: &SubscriptionRenewal) -> Value {
    without_nulls(json!({
        "signed_at_ms": renewal.signed_at.as_millis(),
        "will_renew": renewal.will_renew(),
        "changes_to": renewal.changes_to(),
        "auto_renew_status": renewal.auto_renew_status.map(|status| status.number()),
        "product_id": renewal.product_id,
        "auto_renew_product_id": renewal.auto_renew_product_id,
        "renews_at_ms": ms(renewal.renews_at),
        "price": renewal.price,
        "currency": renewal.currency,
        "price_increase_status": renewal.price_increase_status.map(|status| status.number()),
        "offer": renewal.offer.as_ref().map(offer),
        "is_in_billing_retry": renewal.is_in_billing_retry,
        "grace_period_expires_at_ms": ms(renewal.grace_period_expires_at),
        "expiration_intent": renewal.expiration_intent.map(|intent| intent.number()),
    }))
}

fn period(period: &SubscriptionPeriod) -> Value {
    let revocation = period.revocation.as_ref().map(|revocation| {
        without_nulls(json!({
            "at_ms": revocation.at.as_millis(),
            "revocation_type": revocation.revocation_type.as_ref().map(|kind| kind.as_str()),
            "percentage": revocation.percentage,
            "reason": revocation.reason.map(|reason| reason.number()),
        }))
    });
    without_nulls(json!({
        "transaction_id": period.transaction_id,
        "product_id": period.product_id,
        "product_type": period.product_type.as_ref().map(|kind| kind.as_str()),
        "in_app_ownership_type": period.in_app_ownership_type.as_ref().map(|kind| kind.as_str()),
        "transaction_reason": period.transaction_reason.as_ref().map(|reason| reason.as_str()),
        "purchased_at_ms": ms(period.purchased_at),
        "expires_at_ms": ms(period.expires_at),
        "signed_at_ms": period.signed_at.as_millis(),
        "revocation": revocation,
        "refund_reversed": period.refund_reversed,
        "refund_notice": period.refund_notice.as_ref().map(|kind| kind.as_str()),
        "is_upgraded": period.is_upgraded,
        "upgraded_at_ms": ms(period.upgraded_at),
        "upgraded_to": period.upgraded_to,
        "offer": period.offer.as_ref().map(offer),
        "price": period.price,
        "currency": period.currency,
    }))
}

fn offer(offer: &SubscriptionOffer) -> Value {
    without_nulls(json!({
        "offer_type": offer.offer_type.number(),
        "identifier": offer.identifier,
        "discount_type": offer.discount_type.as_ref().map(OfferDiscountType::as_str),
        "period": offer.period,
    }))
}

fn notice(notice: &SubscriptionNotice) -> Value {
    without_nulls(json!({
        "signed_at_ms": notice.signed_at.as_millis(),
        "notification_type": notice.notification_type.as_ref().map(|kind| kind.as_str()),
        "subtype": notice.subtype.as_ref().map(|subtype| subtype.as_str()),
        "status": notice.status.map(|status| status.number()),
        "notification_uuid": notice.notification_uuid,
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MeaningCase {
    token: String,
}

pub(super) fn notification_meaning(
    case: &MeaningCase,
    roots: &BTreeMap<String, String>,
    now_ms: i64,
) -> Outcome {
    let notification = verifier(roots).notification(&case.token, Timestamp::from_millis(now_ms))?;
    let envelope = notification.envelope.payload();
    let (signed, key) = envelope.ordering_key();
    let meaning = envelope.meaning().map(|row| {
        json!({
            "carrier": row.carrier.name(),
            "topic": row.topic.name(),
            "meaning": row.meaning,
            "source": row.source.name(),
        })
    });
    Ok(without_nulls(json!({
        "deduplication_key": envelope.deduplication_key(),
        "ordering_key": [ms(signed), key],
        "meaning": meaning,
    })))
}
