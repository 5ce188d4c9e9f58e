//! Each rule of the reducer, and the property that order and repetition change nothing.

mod joins;
mod refusals;
mod rules;
mod storage;

use crate::app_store::payload::*;
use crate::app_store::subscription::*;
use crate::time::Timestamp;

/// Unit of the tests' time; periods are 100 of them, so that nothing is near the skew.
const UNIT: i64 = 1_000_000;
const ORIGINAL: &str = "1000";
const APP: &str = "com.example.app";

fn t(units: i64) -> Timestamp {
    Timestamp::from_millis(1_700_000_000_000 + units * UNIT)
}

fn empty() -> SubscriptionState {
    SubscriptionState::new(APP, Environment::Sandbox, ORIGINAL)
}

/// A period of 100 units from `from` on, signed at `signed`.
fn transaction(id: &str, from: i64, signed: i64) -> Transaction {
    Transaction {
        transaction_id: Some(id.into()),
        original_transaction_id: Some(ORIGINAL.into()),
        bundle_id: Some(APP.into()),
        environment: Some(Environment::Sandbox),
        product_id: Some("monthly".into()),
        product_type: Some(ProductType::AutoRenewableSubscription),
        purchase_date: Some(t(from)),
        expires_date: Some(t(from + 100)),
        signed_date: Some(t(signed)),
        ..Transaction::default()
    }
}

fn revoked(mut transaction: Transaction, at: i64, kind: Option<RevocationType>) -> Transaction {
    transaction.revocation_date = Some(t(at));
    transaction.revocation_type = kind;
    transaction
}

fn renewal_info(signed: i64) -> RenewalInfo {
    RenewalInfo {
        original_transaction_id: Some(ORIGINAL.into()),
        environment: Some(Environment::Sandbox),
        product_id: Some("monthly".into()),
        auto_renew_product_id: Some("monthly".into()),
        auto_renew_status: Some(AutoRenewStatus::On),
        signed_date: Some(t(signed)),
        ..RenewalInfo::default()
    }
}

fn envelope(kind: NotificationType, subtype: Option<Subtype>, signed: i64) -> NotificationPayload {
    NotificationPayload {
        notification_uuid: Some(format!("{kind}-{signed}")),
        notification_type: Some(kind),
        subtype,
        signed_date: Some(t(signed)),
        data: Some(NotificationData {
            bundle_id: Some(APP.into()),
            environment: Some(Environment::Sandbox),
            status: Some(Status::Active),
            ..NotificationData::default()
        }),
        ..NotificationPayload::default()
    }
}

/// An event that owns its payloads.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a few events in a test")]
enum Owned {
    Notification(NotificationPayload, Option<Transaction>, Option<RenewalInfo>),
    Transaction(Transaction),
    RenewalInfo(RenewalInfo),
}

impl Owned {
    fn event(&self) -> SubscriptionEvent<'_> {
        match self {
            Self::Notification(envelope, transaction, renewal_info) => {
                SubscriptionEvent::notification(
                    envelope,
                    transaction.as_ref(),
                    renewal_info.as_ref(),
                )
            }
            Self::Transaction(transaction) => transaction.into(),
            Self::RenewalInfo(info) => info.into(),
        }
    }
}

fn state_of<'a>(events: impl IntoIterator<Item = &'a Owned>) -> SubscriptionState {
    let mut state = empty();
    for event in events {
        state.apply(event.event()).unwrap();
    }
    state
}

fn notification(
    kind: NotificationType,
    subtype: Option<Subtype>,
    transaction: Transaction,
    renewal_info: Option<RenewalInfo>,
) -> Owned {
    let signed = transaction.signed_date.unwrap().as_millis() - t(0).as_millis();
    Owned::Notification(envelope(kind, subtype, signed / UNIT), Some(transaction), renewal_info)
}

/// State, reason and the two times in units, at a time.
#[track_caller]
fn expect(
    state: &SubscriptionState,
    now: i64,
    expected: (EntitlementState, EntitlementReason, Option<i64>, Option<i64>),
) -> Entitlement {
    let found = state.entitlement_at(t(now));
    let (entitlement_state, reason, since, until) = expected;
    assert_eq!(
        (found.state, found.reason, found.since, found.until),
        (entitlement_state, reason, since.map(t), until.map(t)),
        "at {now}"
    );
    found
}
