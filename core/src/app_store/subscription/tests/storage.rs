use super::*;
use crate::error::ErrorCode;

/// Every field that is kept.
fn full() -> SubscriptionState {
    let mut bought = transaction("1000", 0, 10);
    bought.in_app_ownership_type = Some(InAppOwnershipType::Purchased);
    bought.transaction_reason = Some(TransactionReason::Purchase);
    bought.price = Some(9_990);
    bought.currency = Some("EUR".into());
    bought.offer_type = Some(OfferType::OfferCode);
    bought.offer_identifier = Some("\u{201c}spring\u{201d}\n".into());
    bought.offer_discount_type = Some(OfferDiscountType::PayUpFront);
    bought.offer_period = Some("P1M".into());
    let mut refund = revoked(bought.clone(), 30, Some(RevocationType::RefundProrated));
    refund.signed_date = Some(t(30));
    refund.revocation_percentage = Some(50_000);
    refund.revocation_reason = Some(RevocationReason::OtherReason);
    refund.is_upgraded = Some(true);
    let mut info = renewal_info(30);
    info.expiration_intent = Some(ExpirationIntent::Other(9));
    info.is_in_billing_retry_period = Some(false);
    info.grace_period_expires_date = Some(t(116));
    info.price_increase_status = Some(PriceIncreaseStatus::Consented);
    info.renewal_date = Some(t(100));
    info.renewal_price = Some(12_990);
    info.currency = Some("EUR".into());
    info.offer_type = Some(OfferType::Promotional);
    state_of(&[
        Owned::Transaction(bought),
        notification(NotificationType::Refund, None, refund, Some(info)),
        notification(
            NotificationType::Expired,
            Some(Subtype::Other("LATER".into())),
            transaction("1001", 40, 40),
            None,
        ),
    ])
}

#[test]
fn a_state_comes_back_as_it_was_stored() {
    for state in [empty(), full(), state_of(&[Owned::Transaction(transaction("1", 0, 0))])] {
        let text = state.to_json();
        let back = SubscriptionState::from_json(&text).unwrap();
        assert_eq!(back, state);
        assert_eq!(back.to_json(), text);
    }
}

#[test]
fn the_form_is_pinned() {
    assert_eq!(
        empty().to_json(),
        r#"{"format":1,"bundleId":"com.example.app","environment":"Sandbox","originalTransactionId":"1000","transactions":[]}"#,
    );
    let mut bought = transaction("1000", 0, 0);
    bought.product_type = None;
    let state = state_of(&[Owned::Transaction(bought), Owned::RenewalInfo(renewal_info(1))]);
    assert_eq!(
        state.to_json(),
        concat!(
            r#"{"format":1,"bundleId":"com.example.app","environment":"Sandbox","#,
            r#""originalTransactionId":"1000","transactions":[{"transactionId":"1000","#,
            r#""purchaseDate":1700000000000,"firstSigned":1700000000000,"#,
            r#""last":{"signedDate":1700000000000,"expiresDate":1700100000000,"#,
            r#""productId":"monthly"}}],"renewalInfo":{"signedDate":1700001000000,"#,
            r#""productId":"monthly","autoRenewProductId":"monthly","autoRenewStatus":1}}"#,
        ),
    );
}

#[test]
fn another_format_and_wrong_fields_are_refused() {
    let text = full().to_json();
    for (from, to, subject) in [
        (r#""format":1"#, r#""format":2"#, "format"),
        (r#""format":1,"#, "", "format"),
        (r#""bundleId":"com.example.app","#, "", "bundleId"),
        (r#""environment":"Sandbox""#, r#""environment":1"#, "environment"),
        (r#""originalTransactionId":"1000","#, "", "originalTransactionId"),
        (r#""transactions":["#, r#""transactions":[1,"#, "transactions"),
        (r#""transactionId":"1000","#, "", "transactionId"),
        (r#""purchaseDate":1"#, r#""purchaseDate":0.1"#, "purchaseDate"),
        (r#""last":"#, r#""list":"#, "last"),
        (r#""lastRevocation":{"#, r#""lastRevocation":[],"x":{"#, "lastRevocation"),
        (r#""isUpgraded":true"#, r#""isUpgraded":1"#, "isUpgraded"),
        (r#""renewalInfo":{"signedDate"#, r#""renewalInfo":{"signed"#, "signedDate"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        let error = SubscriptionState::from_json(&changed).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidInput, "{from}");
        assert_eq!(error.subject(), format!("stored subscription: {subject}"), "{from}");
    }
    for (text, code) in [
        ("", ErrorCode::InvalidJson),
        ("[]", ErrorCode::InvalidJson),
        (r#"{"format":1,"format":1}"#, ErrorCode::DuplicateKey),
    ] {
        assert_eq!(SubscriptionState::from_json(text).unwrap_err().code(), code, "{text:?}");
    }
}

#[test]
fn no_cut_of_a_stored_state_is_taken_for_a_whole_one() {
    let text = full().to_json();
    for (end, _) in text.char_indices() {
        assert!(SubscriptionState::from_json(&text[..end]).is_err());
    }
}
