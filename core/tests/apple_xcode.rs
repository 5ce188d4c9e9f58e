//! Data of Xcode and of local tests, as Apple's own libraries have it: signed by Xcode with a
//! certificate of its own, or by nobody that anybody knows.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "common/shared.rs"]
mod shared;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::Value;
use shared::Suite;
use waxwing::app_store::{
    Environment, Kind, SignedObject, UnverifiedPayload, Validity, Verifier, VerifierBuilder,
    decode_unverified,
};
use waxwing::crypto::SigningKey;
use waxwing::jose::sign_compact;
use waxwing::time::Timestamp;
use waxwing::x509::APPLE_ROOT_CA_G3_DER;

/// 2026-11-21T00:00:00Z
const NOW: Timestamp = Timestamp::from_millis(1_795_219_200_000);

const BUNDLE_ID: &str = "com.example.naturelab.backyardbirds.example";

/// File, kind, a date that Apple's libraries expect, and when it was signed.
const XCODE: [(&str, Kind, &str, i64, i64); 3] = [
    (
        "xcode/xcode-signed-app-transaction",
        Kind::AppTransaction,
        "receiptCreationDate",
        1_697_680_122_257,
        1_697_680_122_257,
    ),
    (
        "xcode/xcode-signed-transaction",
        Kind::Transaction,
        "purchaseDate",
        1_697_679_936_049,
        1_697_679_936_056,
    ),
    (
        "xcode/xcode-signed-renewal-info",
        Kind::RenewalInfo,
        "renewalDate",
        1_700_358_336_049,
        1_697_679_936_711,
    ),
];

/// The certificate that a token carries, as a developer would have exported it.
fn certificate(token: &[u8]) -> Vec<u8> {
    let header = token.split(|byte| *byte == b'.').next().unwrap();
    let header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap();
    STANDARD.decode(header["x5c"][0].as_str().unwrap()).unwrap()
}

fn xcode(certificate: Vec<u8>) -> VerifierBuilder {
    Verifier::builder()
        .environment(Environment::Xcode)
        .bundle_id(BUNDLE_ID)
        .xcode_certificate(certificate)
}

fn token(suite: &Suite, file: &str) -> Vec<u8> {
    suite.read(file).trim_ascii().to_vec()
}

fn code(verifier: &VerifierBuilder, token: &[u8], kind: Kind) -> &'static str {
    let verifier = verifier.clone().build().unwrap();
    match verifier.of_kind(token, kind, NOW) {
        Ok(_) => "ok",
        Err(error) => error.code().name(),
    }
}

#[test]
fn xcode_data_verifies_with_its_certificate_pinned() {
    let Some(mut suite) = Suite::begin("apple-xcode", "apple-mock", 3 * XCODE.len()) else {
        return;
    };
    for (file, kind, key, date, signed_at) in XCODE {
        let token = token(&suite, file);
        let verifier = xcode(certificate(&token)).build().unwrap();
        let object = verifier.of_kind(&token, kind, NOW).unwrap();
        let chain = object.chain();
        assert_eq!(chain.leaf, chain.intermediate);
        assert_eq!(chain.leaf, chain.root);
        assert_eq!(chain.leaf.common_name, "StoreKit Testing in Xcode");
        assert_eq!(*object.verified_environment(), Environment::Xcode);
        assert_eq!(object.signed_at().as_millis(), signed_at);
        let found = object.object().get(key).and_then(waxwing::json::Value::as_i64);
        suite.case(file, format!("{found:?}"), format!("{:?}", Some(date)));
        let typed = match &object {
            SignedObject::AppTransaction(it) => it.receipt_creation_date,
            SignedObject::Transaction(it) => it.purchase_date,
            SignedObject::RenewalInfo(it) => it.renewal_date,
            other => panic!("{}", other.kind()),
        };
        suite.case(file, typed.unwrap().as_millis(), date);
        // The same steps by hand: one check, no chain.
        let pending = verifier.begin(&token, Some(kind)).unwrap();
        let outcomes: Vec<bool> = pending.checks().iter().map(|check| check.run()).collect();
        assert_eq!(outcomes, [true]);
        let forged = verifier.begin(&token, Some(kind)).unwrap().finish(&[false], NOW);
        assert_eq!(forged.unwrap_err().code().name(), "bad_signature");
        suite.case(file, pending.finish(&outcomes, NOW).is_ok(), true);
    }
    suite.end();
}

#[test]
fn xcode_data_is_held_to_its_certificate_dates_and_app() {
    const CASES: usize = 6;
    let Some(mut suite) = Suite::begin("apple-xcode-refused", "apple-mock", CASES * XCODE.len())
    else {
        return;
    };
    let own: Vec<Vec<u8>> = XCODE.iter().map(|row| certificate(&token(&suite, row.0))).collect();
    assert!(own.iter().all(|der| *der == own[0]), "one certificate signed all three");
    let other = suite.read("certs/testCA.der");
    for (file, kind, ..) in XCODE {
        let token = token(&suite, file);
        let mut case = |what: &str, verifier: VerifierBuilder, token: &[u8], expected: &str| {
            let found = code(&verifier, token, kind);
            suite.case(format!("{file}: {what}"), found, expected);
        };
        let good = || xcode(own[0].clone());
        case("another certificate", xcode(other.clone()), &token, "unknown_anchor");
        case("one of two", good().xcode_certificate(other.clone()), &token, "ok");
        case("at check time", good().validity(Validity::CheckTime), &token, "expired");
        case("too old", good().oldest_signing_time(NOW), &token, "signed_too_early");
        let app = Verifier::builder()
            .environment(Environment::Xcode)
            .bundle_id("com.example.other")
            .xcode_certificate(own[0].clone());
        let expected = if kind == Kind::RenewalInfo { "ok" } else { "wrong_bundle_id" };
        case("another app", app, &token, expected);
        let mut forged = token.clone();
        let dot = forged.iter().rposition(|byte| *byte == b'.').unwrap();
        forged[dot + 1] ^= 1;
        case("forged", good(), &forged, "bad_signature");
    }
    suite.end();
}

#[test]
fn data_of_xcode_never_passes_for_apples() {
    let Some(mut suite) = Suite::begin("apple-xcode-as-apples", "apple-mock", 2 * XCODE.len())
    else {
        return;
    };
    for (file, kind, ..) in XCODE {
        let token = token(&suite, file);
        for environment in [Environment::Sandbox, Environment::Production] {
            let verifier = Verifier::builder()
                .environment(environment)
                .dangerous_any_bundle_id()
                .dangerous_any_app_apple_id();
            suite.case(file, code(&verifier, &token, kind), "chain_length");
        }
    }
    suite.end();
}

#[test]
fn a_certificate_of_xcode_stands_alone() {
    let Some(suite) = Suite::begin("apple-xcode-policy", "apple-mock", 8) else { return };
    let mut suite = suite;
    let own = certificate(&token(&suite, XCODE[0].0));
    let plain = Verifier::builder().bundle_id(BUNDLE_ID).dangerous_any_app_apple_id();
    let pinned = plain.clone().xcode_certificate(own.clone());
    let rows = [
        ("alone", xcode(own.clone()), "ok"),
        ("no environment", pinned.clone(), "environment"),
        ("sandbox", pinned.clone().environment(Environment::Sandbox), "environment"),
        ("both", xcode(own.clone()).environment(Environment::Production), "environment"),
        ("not pinned", plain.clone().environment(Environment::Xcode), "environment"),
        ("local testing", plain.environment(Environment::LocalTesting), "environment"),
        ("a root", xcode(own).root(APPLE_ROOT_CA_G3_DER), "root certificate"),
        ("on P-384", xcode(APPLE_ROOT_CA_G3_DER.to_vec()), "Xcode certificate"),
    ];
    for (what, builder, expected) in rows {
        let found = match builder.build() {
            Ok(_) => String::from("ok"),
            Err(error) => error.subject().to_owned(),
        };
        suite.case(what, found, String::from(expected));
    }
    suite.end();
}

#[test]
fn xcode_data_is_read_without_a_certificate_as_unverified() {
    let Some(mut suite) = Suite::begin("apple-xcode-unverified", "apple-mock", 2 * XCODE.len())
    else {
        return;
    };
    for (file, kind, key, date, _) in XCODE {
        let token = token(&suite, file);
        let object = decode_unverified(&token, Some(kind)).unwrap();
        assert_eq!(object.kind(), kind);
        let found = object.object().get(key).and_then(waxwing::json::Value::as_i64);
        suite.case(file, format!("{found:?}"), format!("{:?}", Some(date)));
        let other = decode_unverified(&token, Some(Kind::Notification)).unwrap_err();
        suite.case(file, other.code().name(), "wrong_kind");
    }
    suite.end();
}

/// Payloads that Apple's libraries sign with a key of the moment for LocalTesting: file, kind,
/// and some fields as they come out typed.
const MODELS: [(&str, Kind, &str); 11] = [
    (
        "appTransaction",
        Kind::AppTransaction,
        "LocalTesting com.example 531412 1698148900000 512 iOS 71134",
    ),
    ("decodedRealtimeRequest", Kind::RealtimeRequest, "LocalTesting 531412 en-US 1698148900000"),
    (
        "signedConsumptionRequestNotification",
        Kind::Notification,
        "CONSUMPTION_REQUEST none data com.example 41234 LocalTesting UNINTENDED_PURCHASE",
    ),
    (
        "signedExternalPurchaseTokenNotification",
        Kind::Notification,
        "EXTERNAL_PURCHASE_TOKEN UNREPORTED token com.example 55555 b2158121-7af9-49d4-9561-1f588205523e",
    ),
    (
        "signedExternalPurchaseTokenSandboxNotification",
        Kind::Notification,
        "EXTERNAL_PURCHASE_TOKEN UNREPORTED token com.example 55555 SANDBOX_b2158121-7af9-49d4-9561-1f588205523e",
    ),
    (
        "signedNotification",
        Kind::Notification,
        "SUBSCRIBED INITIAL_BUY data com.example 41234 LocalTesting none",
    ),
    ("signedRenewalInfo", Kind::RenewalInfo, "LocalTesting 12345 1698148800000 USD 9990"),
    (
        "signedRescindConsentNotification",
        Kind::Notification,
        "RESCIND_CONSENT none app com.example 41234 LocalTesting",
    ),
    (
        "signedSummaryNotification",
        Kind::Notification,
        "RENEWAL_EXTENSION SUMMARY summary com.example 41234 LocalTesting 5 2",
    ),
    ("signedTransaction", Kind::Transaction, "LocalTesting com.example 23456 1698148900000 none"),
    (
        "signedTransactionWithRevocation",
        Kind::Transaction,
        "LocalTesting com.example 23456 1698148900000 50000",
    ),
];

/// Joins optional values; `none` for what is absent.
macro_rules! line {
    ($($value:expr),+ $(,)?) => {
        [$($value.as_ref().map_or_else(|| String::from("none"), ToString::to_string)),+].join(" ")
    };
}

fn typed(payload: &UnverifiedPayload) -> String {
    let millis = |at: Option<Timestamp>| at.map(Timestamp::as_millis);
    match payload {
        UnverifiedPayload::AppTransaction(it) => line!(
            it.receipt_type,
            it.bundle_id,
            it.app_apple_id,
            millis(it.receipt_creation_date),
            it.version_external_identifier,
            it.original_platform,
            it.app_transaction_id,
        ),
        UnverifiedPayload::RealtimeRequest(it) => {
            line!(it.environment, it.app_apple_id, it.user_locale, millis(it.signed_date))
        }
        UnverifiedPayload::RenewalInfo(it) => line!(
            it.environment,
            it.original_transaction_id,
            millis(it.signed_date),
            it.currency,
            it.renewal_price,
        ),
        UnverifiedPayload::Transaction(it) => line!(
            it.environment,
            it.bundle_id,
            it.transaction_id,
            millis(it.signed_date),
            it.revocation_percentage,
        ),
        UnverifiedPayload::Notification(it) => {
            let what = line!(it.notification_type, it.subtype);
            let carrier = if let Some(it) = &it.data {
                let carrier = line!(it.bundle_id, it.app_apple_id, it.environment);
                format!("data {carrier} {}", line!(it.consumption_request_reason))
            } else if let Some(it) = &it.summary {
                let carrier = line!(it.bundle_id, it.app_apple_id, it.environment);
                format!("summary {carrier} {}", line!(it.succeeded_count, it.failed_count))
            } else if let Some(it) = &it.external_purchase_token {
                let carrier = line!(it.bundle_id, it.app_apple_id, it.external_purchase_id);
                format!("token {carrier}")
            } else {
                let it = it.app_data.as_ref().unwrap();
                format!("app {}", line!(it.bundle_id, it.app_apple_id, it.environment))
            };
            format!("{what} {carrier}")
        }
        _ => panic!("a payload of no known kind"),
    }
}

#[test]
fn models_decode_without_verification_to_what_their_files_say() {
    let Some(mut suite) = Suite::begin("apple-models", "apple-mock", 4 * MODELS.len()) else {
        return;
    };
    let key = SigningKey::from_scalar(&[7; 32]).unwrap();
    let verifier = Verifier::builder()
        .environment(Environment::Sandbox)
        .bundle_id("com.example")
        .build()
        .unwrap();
    for (file, kind, expected) in MODELS {
        let model = suite.read_json(&format!("models/{file}.json"));
        let token = sign_compact(r#"{"alg":"ES256"}"#, &model.to_string(), &key);
        let object = decode_unverified(&token, Some(kind)).unwrap();
        suite.case(file, typed(object.payload()), String::from(expected));
        let fields: Value = serde_json::from_str(&object.object().to_string()).unwrap();
        suite.case(file, fields, model);
        let detected = decode_unverified(&token, None).unwrap().kind();
        suite.case(file, detected.name(), kind.name());
        let refused = verifier.any(&token, NOW).unwrap_err().code();
        suite.case(file, refused.name(), "missing_chain");
    }
    suite.end();
}
