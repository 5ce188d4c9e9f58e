use super::*;
use crate::error::ErrorCode;

#[track_caller]
fn refused(event: &Owned, code: ErrorCode, subject: &str) {
    let mut state = state_of(&[Owned::Transaction(transaction("1000", 0, 0))]);
    let before = state.clone();
    let error = state.apply(event.event()).unwrap_err();
    assert_eq!((error.code(), error.subject()), (code, subject));
    assert_eq!(state, before, "an event that is refused changes nothing");
}

fn transaction_with(change: impl FnOnce(&mut Transaction)) -> Owned {
    let mut transaction = transaction("1001", 100, 100);
    change(&mut transaction);
    Owned::Transaction(transaction)
}

fn renewal_with(change: impl FnOnce(&mut RenewalInfo)) -> Owned {
    let mut info = renewal_info(100);
    change(&mut info);
    Owned::RenewalInfo(info)
}

#[test]
fn refuses_another_app() {
    let other = || Some("com.example.other".into());
    let event = transaction_with(|transaction| transaction.bundle_id = other());
    refused(&event, ErrorCode::WrongBundleId, "transaction: bundleId");
    let event = transaction_with(|transaction| transaction.bundle_id = None);
    refused(&event, ErrorCode::MissingBundleId, "transaction: bundleId");

    let mut foreign = envelope(NotificationType::DidRenew, None, 100);
    foreign.data.as_mut().unwrap().bundle_id = other();
    let event =
        Owned::Notification(foreign, Some(transaction("1001", 100, 100)), Some(renewal_info(100)));
    refused(&event, ErrorCode::WrongBundleId, "data.bundleId");
}

#[test]
fn refuses_another_environment() {
    let production = || Some(Environment::Production);
    let event = transaction_with(|transaction| transaction.environment = production());
    refused(&event, ErrorCode::WrongEnvironment, "transaction: environment");
    let event = transaction_with(|transaction| transaction.environment = None);
    refused(&event, ErrorCode::WrongEnvironment, "transaction: environment");
    let event = renewal_with(|info| info.environment = production());
    refused(&event, ErrorCode::WrongEnvironment, "renewal info: environment");
    let event = renewal_with(|info| info.environment = None);
    refused(&event, ErrorCode::WrongEnvironment, "renewal info: environment");

    let mut foreign = envelope(NotificationType::DidRenew, None, 100);
    foreign.data.as_mut().unwrap().environment = production();
    let event = Owned::Notification(foreign, Some(transaction("1001", 100, 100)), None);
    refused(&event, ErrorCode::WrongEnvironment, "data.environment");
}

#[test]
fn refuses_another_purchase_also_inside_a_notification() {
    let other = || Some("2000".into());
    let event = transaction_with(|transaction| transaction.original_transaction_id = other());
    refused(&event, ErrorCode::InvalidInput, "transaction: originalTransactionId");
    let event = renewal_with(|info| info.original_transaction_id = other());
    refused(&event, ErrorCode::InvalidInput, "renewal info: originalTransactionId");

    let mut info = renewal_info(100);
    info.original_transaction_id = other();
    let event = Owned::Notification(
        envelope(NotificationType::DidRenew, None, 100),
        Some(transaction("1001", 100, 100)),
        Some(info),
    );
    refused(&event, ErrorCode::InvalidInput, "renewal info: originalTransactionId");
}

#[test]
fn refuses_what_lacks_a_date_or_an_id() {
    let event = transaction_with(|transaction| transaction.signed_date = None);
    refused(&event, ErrorCode::ClaimType, "transaction: signedDate");
    let event = transaction_with(|transaction| transaction.transaction_id = None);
    refused(&event, ErrorCode::ClaimType, "transaction: transactionId");
    let event = transaction_with(|transaction| transaction.original_transaction_id = None);
    refused(&event, ErrorCode::ClaimType, "transaction: originalTransactionId");
    let event = renewal_with(|info| info.signed_date = None);
    refused(&event, ErrorCode::ClaimType, "renewal info: signedDate");
    let mut undated = envelope(NotificationType::DidRenew, None, 100);
    undated.signed_date = None;
    let event = Owned::Notification(undated, Some(transaction("1001", 100, 100)), None);
    refused(&event, ErrorCode::ClaimType, "notification: signedDate");
}

#[test]
fn says_what_applying_did() {
    let mut state = empty();
    let bought = transaction("1000", 0, 0);
    assert_eq!(state.apply(&bought), Ok(Applied::Changed));
    assert_eq!(state.apply(&bought), Ok(Applied::Unchanged));
    let older = transaction("1000", 0, -1);
    // Told of an earlier signing date, which dates what knows the transaction.
    assert_eq!(state.apply(&older), Ok(Applied::Changed));
    assert_eq!(state.apply(&older), Ok(Applied::Unchanged));
    assert_eq!(state.apply(&renewal_info(1)), Ok(Applied::Changed));
    assert_eq!(state.apply(&renewal_info(0)), Ok(Applied::Unchanged));

    let before = state.clone();
    let test = envelope(NotificationType::Test, None, 5);
    let event = SubscriptionEvent::notification(&test, None, None);
    assert_eq!(event.original_transaction_id(), None);
    assert_eq!(state.apply(event), Ok(Applied::Unrelated));
    let summary = NotificationPayload::default();
    let event = SubscriptionEvent::notification(&summary, None, None);
    assert_eq!(state.apply(event), Ok(Applied::Unrelated));
    assert_eq!(state, before);
}

#[test]
fn an_event_names_the_purchase_whose_state_to_load() {
    let (bought, info) = (transaction("1001", 0, 0), renewal_info(0));
    let renewed = envelope(NotificationType::DidRenew, None, 0);
    for event in [
        SubscriptionEvent::from(&bought),
        SubscriptionEvent::from(&info),
        SubscriptionEvent::notification(&renewed, Some(&bought), None),
        SubscriptionEvent::notification(&renewed, None, Some(&info)),
    ] {
        assert_eq!(event.original_transaction_id(), Some(ORIGINAL));
    }
}

#[test]
fn states_of_different_purchases_do_not_merge() {
    let others = [
        (
            SubscriptionState::new("com.example.other", Environment::Sandbox, ORIGINAL),
            ErrorCode::WrongBundleId,
        ),
        (
            SubscriptionState::new(APP, Environment::Production, ORIGINAL),
            ErrorCode::WrongEnvironment,
        ),
        (SubscriptionState::new(APP, Environment::Sandbox, "2000"), ErrorCode::InvalidInput),
    ];
    for (other, code) in others {
        assert_eq!(empty().merge(&other).unwrap_err().code(), code);
    }
}
