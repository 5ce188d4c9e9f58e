//! Objects of one purchase that Apple itself signed, reduced to its state in every order.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "common/shared.rs"]
mod shared;

use shared::Suite;
use waxwing::app_store::{
    Applied, EntitlementReason, EntitlementState, Environment, SignedObject, SubscriptionEvent,
    SubscriptionState, Verifier,
};
use waxwing::time::Timestamp;

const APP: &str = "Com.VoiceRecording.Telephone";

/// Two periods and the renewal info after the second.
const FILES: [&str; 3] = [
    "transaction-Sandbox-1667559685499-0cd9c84b.jws",
    "transaction-Sandbox-1667561039251-3db16e5a.jws",
    "renewalInfo-Sandbox-1667561039251-e18d1659.jws",
];

/// Time, and what was in force then.
const FACTS: [(i64, EntitlementState, EntitlementReason); 5] = [
    (1_666_615_000_000, EntitlementState::NotStarted, EntitlementReason::BeginsLater),
    (1_666_615_900_000, EntitlementState::Active, EntitlementReason::Purchased),
    (1_666_615_993_000, EntitlementState::Expired, EntitlementReason::NotTold),
    (1_667_390_000_000, EntitlementState::Active, EntitlementReason::Purchased),
    (1_667_391_504_000, EntitlementState::Expired, EntitlementReason::CustomerCancelled),
];

fn event(object: &SignedObject) -> SubscriptionEvent<'_> {
    match object {
        SignedObject::Transaction(transaction) => transaction.into(),
        SignedObject::RenewalInfo(info) => info.into(),
        _ => panic!("another kind"),
    }
}

#[test]
fn genuine_objects_of_one_purchase_give_its_state_in_every_order() {
    let Some(mut suite) = Suite::begin("real-jws-subscription", "real-jws", 6) else { return };
    let verifier =
        Verifier::builder().bundle_id(APP).environment(Environment::Sandbox).build().unwrap();
    let now = Timestamp::from_millis(1_795_219_200_000);
    let objects = FILES.map(|file| verifier.any(suite.read(file).trim_ascii(), now).unwrap());
    let original = event(&objects[0]).original_transaction_id().unwrap();
    assert!(objects.iter().all(|object| event(object).original_transaction_id() == Some(original)));

    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut state = SubscriptionState::new(APP, Environment::Sandbox, original);
        for index in order {
            assert_eq!(state.apply(event(&objects[index])), Ok(Applied::Changed));
            assert_eq!(state.apply(event(&objects[index])), Ok(Applied::Unchanged));
        }
        let found: Vec<_> = FACTS
            .iter()
            .map(|(at, _, _)| state.entitlement_at(Timestamp::from_millis(*at)))
            .map(|entitlement| format!("{:?} {:?}", entitlement.state, entitlement.reason))
            .collect();
        let expected: Vec<_> =
            FACTS.iter().map(|(_, state, reason)| format!("{state:?} {reason:?}")).collect();
        assert_eq!(state.renewal().and_then(|renewal| renewal.will_renew()), Some(false));
        suite.case(format!("{order:?}"), found.join(", "), expected.join(", "));
    }
    suite.end();
}
