use super::EntitlementReason as Why;
use super::EntitlementState as Is;
use super::*;

#[test]
fn nothing_is_known_of_an_empty_state() {
    let found = expect(&empty(), 0, (Is::Unknown, Why::NothingKnown, None, None));
    assert!(!found.grants_access());
    assert_eq!(empty().renewal(), None);
    let only_renewal = state_of(&[Owned::RenewalInfo(renewal_info(1))]);
    expect(&only_renewal, 2, (Is::Unknown, Why::NothingKnown, None, None));
    assert_eq!(only_renewal.renewal().and_then(|renewal| renewal.will_renew()), Some(true));
}

#[test]
fn a_period_grants_access_until_its_end_and_not_at_it() {
    let state = state_of(&[Owned::Transaction(transaction("1000", 0, 0))]);
    let found = expect(&state, 0, (Is::Active, Why::Purchased, Some(0), Some(100)));
    assert!(found.grants_access());
    assert_eq!(found.product_id.as_deref(), Some("monthly"));
    assert_eq!(found.transaction_id.as_deref(), Some("1000"));
    let end = t(100).saturating_add_millis(-1);
    assert_eq!(state.entitlement_at(end).state, Is::Active);
    expect(&state, 100, (Is::Expired, Why::NotTold, Some(100), None));
}

#[test]
fn a_purchase_may_begin_a_minute_ahead_and_no_more() {
    let state = state_of(&[Owned::Transaction(transaction("1000", 0, 0))]);
    let early = |millis: i64| state.entitlement_at(t(0).saturating_add_millis(-millis));
    assert_eq!(early(60_000).state, Is::Active);
    assert_eq!(early(60_001).state, Is::NotStarted);
    expect(&state, -1, (Is::NotStarted, Why::BeginsLater, None, Some(0)));
}

#[test]
fn a_renewal_paid_ahead_begins_when_the_period_before_it_ends() {
    let mut next = transaction("1001", 100, 99);
    next.product_id = Some("lower".into());
    next.transaction_reason = Some(TransactionReason::Renewal);
    let mut info = renewal_info(99);
    info.product_id = Some("lower".into());
    let state = state_of(&[
        Owned::Transaction(transaction("1000", 0, 0)),
        notification(NotificationType::DidRenew, None, next, Some(info)),
    ]);
    let now = expect(&state, 99, (Is::Active, Why::Purchased, Some(0), Some(100)));
    assert_eq!(now.product_id.as_deref(), Some("monthly"));
    let then = expect(&state, 100, (Is::Active, Why::Renewed, Some(100), Some(200)));
    assert_eq!(then.product_id.as_deref(), Some("lower"));
    assert!(state.renewal().is_some(), "signed with the renewal, so it knows it");
}

#[test]
fn the_object_signed_last_counts_whatever_came_last() {
    let mut extended = transaction("1000", 0, 5);
    extended.expires_date = Some(t(130));
    let state = state_of(&[
        notification(NotificationType::RenewalExtended, None, extended, None),
        Owned::Transaction(transaction("1000", 0, 1)),
    ]);
    expect(&state, 120, (Is::Active, Why::Purchased, Some(0), Some(130)));
}

#[test]
fn the_grace_period_grants_access_and_billing_retry_does_not() {
    let mut info = renewal_info(100);
    info.is_in_billing_retry_period = Some(true);
    info.expiration_intent = Some(ExpirationIntent::BillingError);
    info.grace_period_expires_date = Some(t(116));
    let failed = notification(
        NotificationType::DidFailToRenew,
        Some(Subtype::GracePeriod),
        transaction("1000", 0, 100),
        Some(info.clone()),
    );
    let state = state_of([&failed]);
    let grace = expect(&state, 101, (Is::GracePeriod, Why::BillingError, Some(100), Some(116)));
    assert!(grace.grants_access());
    let retry = expect(&state, 116, (Is::BillingRetry, Why::BillingError, Some(116), None));
    assert!(!retry.grants_access());

    info.signed_date = Some(t(160));
    info.is_in_billing_retry_period = Some(false);
    let expired = notification(
        NotificationType::Expired,
        Some(Subtype::BillingRetry),
        transaction("1000", 0, 160),
        Some(info),
    );
    expect(&state_of([&failed, &expired]), 161, (Is::Expired, Why::BillingError, Some(116), None));

    let recovered = notification(
        NotificationType::DidRenew,
        Some(Subtype::BillingRecovery),
        transaction("1001", 110, 110),
        Some(renewal_info(110)),
    );
    let state = state_of([&recovered, &failed]);
    expect(&state, 115, (Is::Active, Why::Purchased, Some(110), Some(210)));
    expect(&state, 211, (Is::Expired, Why::RenewalNotSeen, Some(210), None));
}

#[test]
fn billing_retry_without_a_grace_period_begins_at_the_expiry() {
    let mut info = renewal_info(100);
    info.is_in_billing_retry_period = Some(true);
    let state = state_of(&[notification(
        NotificationType::DidFailToRenew,
        None,
        transaction("1000", 0, 100),
        Some(info),
    )]);
    expect(&state, 101, (Is::BillingRetry, Why::BillingError, Some(100), None));
}

#[test]
fn renewal_info_of_an_earlier_period_says_nothing_of_the_next() {
    let mut info = renewal_info(50);
    info.auto_renew_status = Some(AutoRenewStatus::Off);
    let state = state_of(&[
        Owned::Transaction(transaction("1000", 0, 0)),
        Owned::RenewalInfo(info),
        Owned::Transaction(transaction("1001", 100, 100)),
    ]);
    assert_eq!(state.renewal(), None);
    expect(&state, 201, (Is::Expired, Why::NotTold, Some(200), None));
}

#[test]
fn renewal_info_names_the_reason_of_an_expiry() {
    for (intent, why) in [
        (1, Why::CustomerCancelled),
        (2, Why::BillingError),
        (3, Why::PriceIncreaseNotConsented),
        (4, Why::ProductNotAvailable),
        (5, Why::OtherReason),
        (77, Why::OtherReason),
    ] {
        let mut info = renewal_info(101);
        info.expiration_intent = Some(ExpirationIntent::from(intent));
        info.auto_renew_status = Some(AutoRenewStatus::Off);
        let state =
            state_of(&[Owned::Transaction(transaction("1000", 0, 0)), Owned::RenewalInfo(info)]);
        expect(&state, 102, (Is::Expired, why, Some(100), None));
    }
}

#[test]
fn a_notification_names_it_where_renewal_info_is_missing() {
    for (subtype, why) in [
        (Some(Subtype::Voluntary), Why::CustomerCancelled),
        (Some(Subtype::BillingRetry), Why::BillingError),
        (Some(Subtype::PriceIncrease), Why::PriceIncreaseNotConsented),
        (Some(Subtype::ProductNotForSale), Why::ProductNotAvailable),
        (None, Why::OtherReason),
        (Some(Subtype::Other("NEW".into())), Why::OtherReason),
    ] {
        let expired = transaction("1000", 0, 101);
        let expired = notification(NotificationType::Expired, subtype, expired, None);
        let mut renewed = transaction("1001", 300, 300);
        renewed.signed_date = Some(t(300));
        expect(&state_of([&expired]), 102, (Is::Expired, why, Some(100), None));
        let state = state_of([&expired, &Owned::Transaction(renewed)]);
        expect(&state, 401, (Is::Expired, Why::NotTold, Some(400), None));
    }
}

#[test]
fn renewal_that_was_switched_off_or_not_seen_is_told_apart() {
    for (status, why) in
        [(AutoRenewStatus::Off, Why::RenewalOff), (AutoRenewStatus::On, Why::RenewalNotSeen)]
    {
        let mut info = renewal_info(50);
        info.auto_renew_status = Some(status);
        let state =
            state_of(&[Owned::Transaction(transaction("1000", 0, 0)), Owned::RenewalInfo(info)]);
        expect(&state, 102, (Is::Expired, why, Some(100), None));
    }
    let mut once = transaction("1000", 0, 0);
    once.product_type = Some(ProductType::NonRenewingSubscription);
    let state = state_of(&[Owned::Transaction(once)]);
    expect(&state, 102, (Is::Expired, Why::PeriodEnded, Some(100), None));
}

#[test]
fn a_refund_ends_access_from_its_date_on() {
    for (kind, why) in [
        (None, Why::Refunded),
        (Some(RevocationType::Other("NEW".into())), Why::Refunded),
        (Some(RevocationType::RefundFull), Why::RefundedFull),
        (Some(RevocationType::RefundProrated), Why::RefundedProrated),
        (Some(RevocationType::FamilyRevoke), Why::FamilyRevoked),
    ] {
        let mut refunded = revoked(transaction("1000", 0, 40), 30, kind.clone());
        refunded.revocation_percentage = Some(50_000);
        refunded.revocation_reason = Some(RevocationReason::AppIssue);
        let mut info = renewal_info(40);
        info.grace_period_expires_date = Some(t(116));
        let state = state_of(&[notification(NotificationType::Refund, None, refunded, Some(info))]);
        expect(&state, 29, (Is::Active, Why::Purchased, Some(0), Some(30)));
        expect(&state, 30, (Is::Revoked, why, Some(30), None));
        expect(&state, 101, (Is::Revoked, why, Some(30), None));
        let [period] = &state.periods()[..] else { panic!("one period") };
        let revocation = period.revocation.as_ref().unwrap();
        assert_eq!(revocation.at, t(30));
        assert_eq!(revocation.revocation_type, kind);
        assert_eq!(revocation.percentage, Some(50_000));
        assert_eq!(revocation.reason, Some(RevocationReason::AppIssue));
        assert_eq!(period.refund_notice, Some(NotificationType::Refund));
        assert!(!period.refund_reversed);
    }
}

#[test]
fn a_refund_of_an_earlier_period_leaves_the_present_one_alone() {
    let state = state_of(&[
        Owned::Transaction(transaction("1001", 100, 100)),
        Owned::Transaction(revoked(transaction("1000", 0, 120), 110, None)),
    ]);
    expect(&state, 130, (Is::Active, Why::Purchased, Some(100), Some(200)));
}

#[test]
fn a_reversed_refund_gives_access_back() {
    let refund = Owned::Transaction(revoked(transaction("1000", 0, 40), 30, None));
    let plain = Owned::Transaction(transaction("1000", 0, 50));
    let told =
        notification(NotificationType::RefundReversed, None, transaction("1000", 0, 50), None);
    for events in [&[&refund, &plain][..], &[&told], &[&refund, &told]] {
        let state = state_of(events.iter().copied());
        expect(&state, 60, (Is::Active, Why::RefundReversed, Some(0), Some(100)));
    }
    let again = Owned::Transaction(revoked(transaction("1000", 0, 70), 65, None));
    let state = state_of([&refund, &again, &told]);
    expect(&state, 80, (Is::Revoked, Why::Refunded, Some(65), None));
    assert!(!state.periods()[0].refund_reversed);
}

#[test]
fn family_sharing_that_returns_is_no_reversed_refund() {
    let mut shared = transaction("1000", 0, 50);
    shared.in_app_ownership_type = Some(InAppOwnershipType::FamilyShared);
    let ended = revoked(transaction("1000", 0, 40), 30, Some(RevocationType::FamilyRevoke));
    let state = state_of(&[Owned::Transaction(shared), Owned::Transaction(ended)]);
    expect(&state, 60, (Is::Active, Why::FamilyShared, Some(0), Some(100)));
}

#[test]
fn a_declined_refund_changes_nothing_but_the_news() {
    let asked =
        notification(NotificationType::ConsumptionRequest, None, transaction("1000", 0, 20), None);
    let declined =
        notification(NotificationType::RefundDeclined, None, transaction("1000", 0, 30), None);
    let state = state_of([&declined, &asked]);
    expect(&state, 60, (Is::Active, Why::Purchased, Some(0), Some(100)));
    assert_eq!(state.periods()[0].refund_notice, Some(NotificationType::RefundDeclined));
    let notice = state.last_notice().unwrap();
    assert_eq!(notice.notification_type, Some(NotificationType::RefundDeclined));
    assert_eq!(notice.status, Some(Status::Active));
    assert_eq!(notice.signed_at, t(30));
    assert_eq!(notice.notification_uuid.as_deref(), Some("refund_declined-30"));
}

#[test]
fn an_upgrade_ends_a_period_and_names_the_product() {
    let mut old = transaction("1000", 0, 40);
    old.is_upgraded = Some(true);
    let mut new = transaction("1001", 40, 40);
    new.product_id = Some("higher".into());
    let upgraded = Owned::Transaction(old);

    let alone = state_of([&upgraded]);
    let found = expect(&alone, 50, (Is::Upgraded, Why::Upgraded, None, None));
    assert_eq!(found.product_id.as_deref(), Some("monthly"));

    let mut info = renewal_info(40);
    info.product_id = Some("higher".into());
    info.auto_renew_product_id = Some("higher".into());
    let with_renewal = state_of(&[Owned::RenewalInfo(info), upgraded.clone()]);
    let found = expect(&with_renewal, 50, (Is::Upgraded, Why::Upgraded, None, None));
    assert_eq!(found.product_id.as_deref(), Some("higher"));

    let state = state_of(&[Owned::Transaction(new), upgraded]);
    let found = expect(&state, 50, (Is::Active, Why::Purchased, Some(40), Some(140)));
    assert_eq!(found.product_id.as_deref(), Some("higher"));
    expect(&state, 30, (Is::Active, Why::Purchased, Some(0), Some(40)));
    let periods = state.periods();
    assert!(periods[0].is_upgraded && !periods[1].is_upgraded);
    assert_eq!(periods[0].upgraded_to.as_deref(), Some("higher"));
    assert_eq!(periods[0].upgraded_at, Some(t(40)));
}

#[test]
fn a_refunded_upgrade_does_not_bring_the_old_period_back() {
    let mut old = transaction("1000", 0, 40);
    old.is_upgraded = Some(true);
    let state = state_of(&[
        Owned::Transaction(old),
        Owned::Transaction(revoked(transaction("1001", 40, 60), 55, None)),
    ]);
    expect(&state, 60, (Is::Revoked, Why::Refunded, Some(55), None));
}

#[test]
fn what_does_not_expire_is_active_until_it_is_revoked() {
    let mut owned = transaction("1000", 0, 0);
    owned.expires_date = None;
    owned.product_type = Some(ProductType::NonConsumable);
    let bought = Owned::Transaction(owned.clone());
    expect(&state_of([&bought]), 99_999, (Is::Active, Why::Purchased, Some(0), None));
    owned.signed_date = Some(t(8));
    let refund = Owned::Transaction(revoked(owned, 7, Some(RevocationType::RefundFull)));
    expect(&state_of([&refund, &bought]), 9, (Is::Revoked, Why::RefundedFull, Some(7), None));
}

#[test]
fn the_renewal_tells_product_price_consent_and_offer() {
    let mut info = renewal_info(10);
    info.auto_renew_product_id = Some("yearly".into());
    info.renewal_price = Some(49_990);
    info.currency = Some("EUR".into());
    info.renewal_date = Some(t(100));
    info.price_increase_status = Some(PriceIncreaseStatus::NoResponse);
    info.offer_type = Some(OfferType::WinBack);
    info.offer_identifier = Some("back".into());
    let mut bought = transaction("1000", 0, 10);
    bought.offer_type = Some(OfferType::Introductory);
    bought.offer_discount_type = Some(OfferDiscountType::FreeTrial);
    bought.offer_period = Some("P1W".into());
    let events = [Owned::Transaction(bought), Owned::RenewalInfo(info.clone())];
    let state = state_of(&events);
    let renewal = state.renewal().unwrap();
    assert_eq!(renewal.will_renew(), Some(true));
    assert_eq!(renewal.changes_to(), Some("yearly"));
    assert_eq!((renewal.price, renewal.currency.as_deref()), (Some(49_990), Some("EUR")));
    assert_eq!(renewal.renews_at, Some(t(100)));
    assert_eq!(renewal.price_increase_status, Some(PriceIncreaseStatus::NoResponse));
    assert_eq!(renewal.offer.unwrap().identifier.as_deref(), Some("back"));
    let offer = state.periods()[0].offer.clone().unwrap();
    assert_eq!(offer.offer_type, OfferType::Introductory);
    assert_eq!(offer.discount_type, Some(OfferDiscountType::FreeTrial));
    assert_eq!(offer.period.as_deref(), Some("P1W"));

    info.signed_date = Some(t(20));
    info.auto_renew_status = Some(AutoRenewStatus::Off);
    info.price_increase_status = Some(PriceIncreaseStatus::Consented);
    let later = Owned::RenewalInfo(info);
    let renewal = state_of([&later, &events[1], &events[0]]).renewal().unwrap();
    assert_eq!(renewal.will_renew(), Some(false));
    assert_eq!(renewal.changes_to(), None);
    assert_eq!(renewal.price_increase_status, Some(PriceIncreaseStatus::Consented));
}

#[test]
fn names_of_states_and_reasons_are_unique() {
    let states: std::collections::BTreeSet<_> = Is::ALL.iter().map(|state| state.name()).collect();
    let reasons: std::collections::BTreeSet<_> = Why::ALL.iter().map(|why| why.name()).collect();
    assert_eq!((states.len(), reasons.len()), (Is::ALL.len(), Why::ALL.len()));
}
