//! What must be accepted: every kind, every field, every policy. Half under the authority shaped
//! like Apple's.

use serde_json::{Value, json};

use crate::chain::{Authority, Chain, earlier_signed, now, signed};
use crate::file::Case;
use crate::payload::{
    APP_APPLE_ID, BUNDLE_ID, notification, renewal_info, transaction, with, written,
};
use crate::table_e_nested::around;
use crate::time::{DAY, ms};
use crate::token::token;
use crate::verify::{Accepted, Verify, verify};

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = notifications();
    cases.extend(every_field());
    cases.extend(timestamps());
    cases.extend(open_values());
    cases.extend(policies());
    cases
}

fn mock(name: &str, kind: &'static str, payload: &Value) -> Verify {
    verify(name, token(&Chain::mock(), &payload.to_string())).kind(kind)
}

/// Under the authority shaped like Apple's.
fn apple(name: &str, kind: &'static str, payload: &Value) -> Verify {
    verify(name, token(&Chain::good(), &payload.to_string())).kind(kind).roots(&["test"])
}

fn notifications() -> Vec<Case> {
    let chain = Chain::good();
    let signed_transaction = token(&chain, &transaction().to_string());
    let signed_renewal = token(&chain, &renewal_info().to_string());
    let subscribed = around(&signed_transaction, Some(&signed_renewal));
    let refund = with(
        around(&signed_transaction, None),
        &[
            ("/notificationType", json!("REFUND")),
            ("/subtype", Value::Null),
            ("/data/consumptionRequestReason", json!("UNINTENDED_PURCHASE")),
        ],
    );
    // The nested objects may come from a leaf of another generation.
    let of_earlier_leaf = {
        let inner = with(transaction(), &[("/signedDate", json!(earlier_signed()))]);
        let earlier = Authority::mock_earlier().build();
        (around(&token(&earlier, &inner.to_string()), None), inner)
    };
    let test = notification();
    let carrier = |name: &str, key: &str, content: Value| {
        let pointer = format!("/{key}");
        with(
            notification(),
            &[("/notificationType", json!(name)), ("/data", Value::Null), (&pointer, content)],
        )
    };
    let summary = with(
        carrier(
            "RENEWAL_EXTENSION",
            "summary",
            json!({
                "environment": "Sandbox",
                "bundleId": BUNDLE_ID,
                "productId": "com.example.app.pro",
                "requestIdentifier": "efb27071-45a4-4aca-9854-2a1e9146f265",
                "storefrontCountryCodes": ["CAN", "USA", "MEX"],
                "succeededCount": 5,
                "failedCount": 2,
            }),
        ),
        &[("/subtype", json!("SUMMARY"))],
    );
    let external = |id: &str| {
        with(
            carrier(
                "EXTERNAL_PURCHASE_TOKEN",
                "externalPurchaseToken",
                json!({
                    "externalPurchaseId": id,
                    "tokenCreationDate": signed(),
                    "appAppleId": APP_APPLE_ID,
                    "bundleId": BUNDLE_ID,
                    "tokenExpirationDate": signed() + 30 * DAY,
                    "tokenType": "SERVICES",
                }),
            ),
            &[("/subtype", json!("UNREPORTED"))],
        )
    };
    let sandbox_token = external("SANDBOX_b2158121-7af9-49d4-9561-1f588205523e");
    let production_token = external("b2158121-7af9-49d4-9561-1f588205523e");
    let app_data = carrier(
        "RESCIND_CONSENT",
        "appData",
        json!({
            "environment": "Sandbox",
            "appAppleId": APP_APPLE_ID,
            "bundleId": BUNDLE_ID,
        }),
    );
    let in_production = with(
        notification(),
        &[("/data/environment", json!("Production")), ("/data/appAppleId", json!(APP_APPLE_ID))],
    );
    vec![
        apple("subscribed_with_transaction_and_renewal_info", "notification", &subscribed)
            .accepted(
                Accepted::notification(subscribed.clone())
                    .and("transaction", transaction())
                    .and("renewal_info", renewal_info()),
            ),
        apple("any_subscribed_with_transaction_and_renewal_info", "any", &subscribed).accepted(
            Accepted::notification(subscribed)
                .and("transaction", transaction())
                .and("renewal_info", renewal_info()),
        ),
        apple("refund_with_transaction_alone", "notification", &refund)
            .accepted(Accepted::notification(refund).and("transaction", transaction())),
        mock("nested_transaction_of_an_earlier_leaf", "notification", &of_earlier_leaf.0).accepted(
            Accepted::notification(of_earlier_leaf.0).and("transaction", of_earlier_leaf.1),
        ),
        apple("test", "notification", &test).accepted(Accepted::notification(test)),
        mock("summary", "notification", &summary).accepted(Accepted::notification(summary.clone())),
        mock("any_summary", "any", &summary).accepted(Accepted::notification(summary)),
        mock("external_purchase_token_of_sandbox", "notification", &sandbox_token)
            .accepted(Accepted::notification(sandbox_token).environment("Sandbox")),
        mock("external_purchase_token_of_production", "notification", &production_token)
            .environments(&["Production"])
            .app_apple_ids(&[APP_APPLE_ID])
            .accepted(Accepted::notification(production_token).environment("Production")),
        mock("app_data_without_app_transaction", "notification", &app_data)
            .accepted(Accepted::notification(app_data)),
        apple("production_with_app_id", "notification", &in_production)
            .environments(&["Production"])
            .app_apple_ids(&[APP_APPLE_ID])
            .accepted(Accepted::notification(in_production)),
        mock("two_carriers_the_first_decides", "notification", &{
            with(notification(), &[("/summary", json!({"bundleId": "com.example.other"}))])
        })
        .accepted(Accepted::notification(with(
            notification(),
            &[("/summary", json!({"bundleId": "com.example.other"}))],
        ))),
    ]
}

/// Spec 4.2, 4.3 and 4.6, every field once.
fn every_field() -> Vec<Case> {
    let full_transaction = json!({
        "transactionId": "2000000000000003",
        "originalTransactionId": "2000000000000001",
        "webOrderLineItemId": "2000000000000099",
        "bundleId": BUNDLE_ID,
        "productId": "com.example.app.pro",
        "subscriptionGroupIdentifier": "21400001",
        "purchaseDate": signed() - DAY,
        "originalPurchaseDate": signed() - 31 * DAY,
        "expiresDate": signed() + 29 * DAY,
        "quantity": 1,
        "type": "Auto-Renewable Subscription",
        "appAccountToken": "7e3fb20b-4cdb-47cc-936d-99d65f608138",
        "inAppOwnershipType": "FAMILY_SHARED",
        "signedDate": signed(),
        "revocationReason": 1,
        "revocationDate": signed() - 1,
        "revocationType": "REFUND_PRORATED",
        "revocationPercentage": 50_000,
        "isUpgraded": true,
        "offerType": 2,
        "offerIdentifier": "spring",
        "offerDiscountType": "PAY_UP_FRONT",
        "offerPeriod": "P1Y",
        "environment": "Sandbox",
        "storefront": "DEU",
        "storefrontId": "143443",
        "transactionReason": "RENEWAL",
        "currency": "EUR",
        "price": 10_990,
        "appTransactionId": "704289572311111111",
        "advancedCommerceInfo": {
            "descriptors": {"description": "All of it", "displayName": "Everything"},
            "estimatedTax": 190,
            "items": [{
                "SKU": "pro.one",
                "description": "One",
                "displayName": "Pro One",
                "offer": {"period": "P1M", "periodCount": 2, "price": 990, "reason": "WIN_BACK"},
                "price": 5990,
                "refunds": [{
                    "refundAmount": 1990,
                    "refundDate": signed() - 2,
                    "refundReason": "LEGAL",
                    "refundType": "PRORATED",
                }],
                "revocationDate": signed() - 3,
            }],
            "period": "P1M",
            "requestReferenceId": "0dfd7f8e-5d70-4b9a-9c27-1bd2f2f7b6a1",
            "taxCode": "C003-00-2",
            "taxExclusivePrice": 10_800,
            "taxRate": "0.19",
        },
        "billingPlanType": "MONTHLY",
        "commitmentInfo": {
            "billingPeriodNumber": 3,
            "commitmentExpiresDate": signed() + 300 * DAY,
            "commitmentPrice": 119_990,
            "totalBillingPeriods": 12,
        },
    });
    let full_renewal = json!({
        "expirationIntent": 3,
        "originalTransactionId": "2000000000000001",
        "autoRenewProductId": "com.example.app.max",
        "productId": "com.example.app.pro",
        "autoRenewStatus": 0,
        "isInBillingRetryPeriod": true,
        "priceIncreaseStatus": 1,
        "gracePeriodExpiresDate": signed() + 16 * DAY,
        "offerType": 4,
        "offerIdentifier": "come.back",
        "offerPeriod": "P3M",
        "signedDate": signed(),
        "environment": "Sandbox",
        "recentSubscriptionStartDate": signed() - 31 * DAY,
        "renewalDate": signed() + 29 * DAY,
        "renewalPrice": 9990,
        "currency": "USD",
        "offerDiscountType": "FREE_TRIAL",
        "eligibleWinBackOfferIds": ["come.back", "stay"],
        "appAccountToken": "7e3fb20b-4cdb-47cc-936d-99d65f608138",
        "appTransactionId": "704289572311111111",
        "advancedCommerceInfo": {
            "consistencyToken": "opaque",
            "descriptors": {"description": "All of it", "displayName": "Everything"},
            "items": [{
                "SKU": "pro.one",
                "description": "One",
                "displayName": "Pro One",
                "offer": {"period": "P1W", "periodCount": 1, "price": 0, "reason": "RETENTION"},
                "price": 5990,
                "priceIncreaseInfo": {
                    "dependentSKUs": ["pro.two"],
                    "price": 6990,
                    "status": "PENDING",
                },
            }],
            "period": "P1Y",
            "requestReferenceId": "0dfd7f8e-5d70-4b9a-9c27-1bd2f2f7b6a1",
            "taxCode": "C003-00-2",
        },
        "renewalBillingPlanType": "BILLED_UPFRONT",
        "commitmentInfo": {
            "commitmentAutoRenewProductId": "com.example.app.pro",
            "commitmentAutoRenewStatus": 1,
            "commitmentRenewalBillingPlanType": "MONTHLY",
            "commitmentRenewalDate": signed() + 300 * DAY,
            "commitmentRenewalPrice": 119_990,
        },
    });
    vec![
        apple("transaction_with_every_field", "transaction", &full_transaction)
            .accepted(Accepted::transaction(full_transaction.clone())),
        mock("any_transaction_with_every_field", "any", &full_transaction)
            .accepted(Accepted::transaction(full_transaction)),
        apple("renewal_info_with_every_field", "renewalInfo", &full_renewal)
            .accepted(Accepted::renewal_info(full_renewal.clone())),
        mock("any_renewal_info_with_every_field", "any", &full_renewal)
            .accepted(Accepted::renewal_info(full_renewal)),
        mock("renewal_info_names_no_app", "renewalInfo", &renewal_info())
            .bundle_ids(&["com.example.other"])
            .accepted(Accepted::renewal_info(renewal_info())),
    ]
}

/// Xcode writes fractions and dates before 1970; both may come from elsewhere one day.
fn timestamps() -> Vec<Case> {
    [
        ("fraction", "1697679936049.7297", 1_697_679_936_049_i64),
        ("fraction_just_below_one", "1697679936049.999", 1_697_679_936_049),
        ("fraction_of_zero", "1697679936049.0", 1_697_679_936_049),
        ("exponent", "1.697679936049e12", 1_697_679_936_049),
        ("negative", "-62135769600000", -62_135_769_600_000),
        ("negative_fraction", "-1.5", -1),
        ("fraction_between_minus_one_and_zero", "-0.5", 0),
        ("zero", "0", 0),
    ]
    .into_iter()
    .map(|(name, text, whole)| {
        let payload = with(transaction(), &[("/purchaseDate", json!(whole))]);
        let text = written(&payload, "purchaseDate", text);
        verify(format!("purchase_date_{name}"), token(&Chain::mock(), &text))
            .accepted(Accepted::transaction(payload))
    })
    .collect()
}

/// E10: what Apple adds later is kept.
fn open_values() -> Vec<Case> {
    let unknown_notification = with(
        notification(),
        &[
            ("/notificationType", json!("SOMETHING_NEW")),
            ("/subtype", json!("OF_ITS_OWN")),
            ("/data/status", json!(99)),
            ("/data/consumptionRequestReason", json!("NEW_REASON")),
            ("/data/newField", json!({"deep": [1, 2.5, null, true, "text"]})),
            ("/newCarrier", json!({"bundleId": "com.example.other"})),
            ("/version", json!("3.0")),
        ],
    );
    let unknown_transaction = with(
        transaction(),
        &[
            ("/type", json!("Something New")),
            ("/inAppOwnershipType", json!("BORROWED")),
            ("/offerType", json!(77)),
            ("/offerDiscountType", json!("")),
            ("/revocationReason", json!(-1)),
            ("/storefront", json!("XXX")),
            ("/newField", json!("x")),
            ("/", json!("a field with an empty name")),
            ("/emoji \u{1f600}", json!("\u{1f680}\u{0301}\u{200f}")),
        ],
    );
    let unknown_renewal = with(
        renewal_info(),
        &[
            ("/autoRenewStatus", json!(2)),
            ("/expirationIntent", json!(42)),
            ("/priceIncreaseStatus", json!(9)),
            ("/renewalBillingPlanType", json!("WEEKLY")),
        ],
    );
    let no_subtype_no_uuid =
        json!({"notificationType": "TEST", "data": notification()["data"], "signedDate": signed()});
    vec![
        mock("e10_unknown_notification_type_and_fields", "notification", &unknown_notification)
            .accepted(Accepted::notification(unknown_notification.clone())),
        mock("e10_any_unknown_notification_type", "any", &unknown_notification)
            .accepted(Accepted::notification(unknown_notification)),
        mock("e10_unknown_values_in_transaction", "transaction", &unknown_transaction)
            .accepted(Accepted::transaction(unknown_transaction)),
        mock("e10_unknown_values_in_renewal_info", "renewalInfo", &unknown_renewal)
            .accepted(Accepted::renewal_info(unknown_renewal)),
        mock("e10_notification_of_few_fields", "notification", &no_subtype_no_uuid)
            .accepted(Accepted::notification(no_subtype_no_uuid)),
    ]
}

/// Validity policies and sets of expectations.
fn policies() -> Vec<Case> {
    let earlier = Authority::mock_earlier().build();
    let old = with(transaction(), &[("/signedDate", json!(earlier_signed()))]);
    let old_token = token(&earlier, &old.to_string());
    let old_until = ms(crate::chain::EARLIER_LEAF_VALIDITY.1);
    let old_case = |name: &str| verify(name, old_token.clone());
    let century = {
        let mut authority = Authority::mock();
        for cert in [&mut authority.root, &mut authority.intermediate, &mut authority.leaf] {
            cert.not_after = crate::time::time("2080-01-01T00:00:00");
        }
        authority.build()
    };
    let later = ms("2060-02-29T12:00:00");
    vec![
        old_case("valid_when_signed_leaf_expired_since")
            .accepted(Accepted::transaction(old.clone()).leaf_valid_until(old_until)),
        old_case("valid_when_signed_refused_by_check_time")
            .check_time(now())
            .refused_about("expired", crate::table_c::LEAF),
        old_case("valid_at_check_time")
            .check_time(old_until)
            .accepted(Accepted::transaction(old).leaf_valid_until(old_until)),
        verify("checked_in_2060", token(&century, &transaction().to_string()))
            .root(&century.root)
            .check_time(later)
            .accepted(
                Accepted::transaction(transaction()).leaf_valid_until(ms("2080-01-01T00:00:00")),
            ),
        apple("check_time_and_sets", "transaction", &transaction())
            .roots(&["mock", "decoy", "test"])
            .environments(&["Production", "Sandbox"])
            .bundle_ids(&["com.example.first", BUNDLE_ID])
            .app_apple_ids(&[1, 2])
            .check_time(now())
            .accepted(Accepted::transaction(transaction())),
    ]
}
