//! Table E for the kinds that the other files leave out: app transactions, also inside a
//! notification, and requests of the Retention Messaging API.

use std::slice::from_ref;

use serde_json::{Value, json};

use crate::chain::{Authority, Chain, earlier_signed, now, signed};
use crate::file::{Case, VectorFile};
use crate::key::Key;
use crate::payload::{
    APP_APPLE_ID, BUNDLE_ID, and, app_transaction, notification, renewal_info, transaction, with,
    written,
};
use crate::table_e::says;
use crate::time::{DAY, HOUR};
use crate::token::{header, resigned, sign, token};
use crate::verify::{Accepted, Verify, shared_roots, verify};

const APP: &str = "appTransaction";
const REALTIME: &str = "realtimeRequest";
const OTHER: &str = "com.example.other";
const BOTH: [&str; 2] = ["Sandbox", "Production"];

pub(crate) fn file() -> VectorFile {
    let mut cases = accepted();
    cases.extend(app_transactions());
    cases.extend(realtime_requests());
    cases.extend(kinds());
    cases.extend(nested());
    VectorFile::new(
        "verify-kinds.json",
        "verify",
        "App transactions and realtime requests: table E of the security guide for the two kinds \
         that verify-claims.json does not have. An app transaction says receiptType where others \
         say environment, and receiptCreationDate where others say signedDate. A realtime \
         request names an app by its App Store id only. Expectations are as in that file.",
        cases,
    )
    .share("roots", shared_roots())
}

/// The body that Apple sends before a customer cancels; all of its fields are required.
fn realtime_request() -> Value {
    json!({
        "originalTransactionId": "20",
        "appAppleId": APP_APPLE_ID,
        "productId": "pro",
        "userLocale": "en-US",
        "requestIdentifier": "3db5c98d-8acf-4e29-831e-8e1f82f9f6e9",
        "signedDate": signed(),
        "environment": "Sandbox",
    })
}

fn rescind_consent(app_transaction: &str) -> Value {
    with(
        notification(),
        &[
            ("/notificationType", json!("RESCIND_CONSENT")),
            ("/data", Value::Null),
            (
                "/appData",
                json!({
                    "environment": "Sandbox",
                    "appAppleId": APP_APPLE_ID,
                    "bundleId": BUNDLE_ID,
                    "signedAppTransactionInfo": app_transaction,
                }),
            ),
        ],
    )
}

fn app(name: impl Into<String>, changes: &[(&str, Value)]) -> Verify {
    says(name, with(app_transaction(), changes).to_string()).kind(APP)
}

fn realtime(name: impl Into<String>, changes: &[(&str, Value)]) -> Verify {
    says(name, with(realtime_request(), changes).to_string()).kind(REALTIME)
}

fn as_app_transaction(payload: Value) -> Accepted {
    let signed_at = payload["receiptCreationDate"].clone();
    let environment = payload["receiptType"].as_str().expect("a text").to_owned();
    Accepted::app_transaction(payload).signed_at(signed_at).environment(environment)
}

fn accepted() -> Vec<Case> {
    let full = json!({
        "receiptType": "Production",
        "appAppleId": APP_APPLE_ID,
        "bundleId": BUNDLE_ID,
        "applicationVersion": "4.2",
        "versionExternalIdentifier": 881_234_567,
        "receiptCreationDate": signed(),
        "originalPurchaseDate": signed() - 400 * DAY,
        "originalApplicationVersion": "1.0",
        "deviceVerification": "hw9EV2r0cXpuiSxCv2UbMEgEiDRYFS0ulxR9uC2QAqdYDJq0ZdVp1/u0ipJQ0eIY",
        "deviceVerificationNonce": "48ccfa42-7431-4f22-9908-7e88983e105a",
        "preorderDate": signed() - 500 * DAY,
        "appTransactionId": "704289572311111111",
        "originalPlatform": "visionOS",
        "requestDate": signed() - 1000,
    });
    // Copies that the server issues leave out what only a device knows.
    let of_server = json!({
        "receiptType": "Sandbox",
        "bundleId": BUNDLE_ID,
        "receiptCreationDate": signed(),
        "originalPurchaseDate": signed() - DAY,
        "originalApplicationVersion": "1.0",
        "appTransactionId": "704289572311111111",
        "originalPlatform": "iOS",
    });
    let unknown = with(
        app_transaction(),
        &[("/originalPlatform", json!("watchOS")), ("/newField", json!({"deep": [null, 0.5]}))],
    );
    let request = realtime_request();
    let of_production = with(request.clone(), &[("/environment", json!("Production"))]);
    let fractions =
        with(app_transaction(), &[("/originalPurchaseDate", json!(1_697_679_936_049_i64))]);
    let earlier = Authority::mock_earlier().build();
    let stored = with(app_transaction(), &[("/receiptCreationDate", json!(earlier_signed()))]);
    let by_apple = |name: &str, kind: &'static str, payload: &Value| {
        verify(name, token(&Chain::good(), &payload.to_string())).kind(kind).roots(&["test"])
    };
    let inner = token(&Chain::mock(), &app_transaction().to_string());
    let consent = rescind_consent(&inner);
    vec![
        by_apple("app_transaction_with_every_field", APP, &full)
            .environments(&["Production"])
            .app_apple_ids(&[APP_APPLE_ID])
            .accepted(as_app_transaction(full.clone())),
        says("any_app_transaction_with_every_field", full.to_string())
            .kind("any")
            .environments(&BOTH)
            .accepted(as_app_transaction(full)),
        says("app_transaction_of_the_server", of_server.to_string())
            .kind(APP)
            .accepted(as_app_transaction(of_server)),
        says("e10_unknown_values_in_app_transaction", unknown.to_string())
            .kind(APP)
            .accepted(as_app_transaction(unknown)),
        says(
            "app_transaction_original_purchase_date_fraction",
            written(&fractions, "originalPurchaseDate", "1697679936049.7297"),
        )
        .kind(APP)
        .accepted(as_app_transaction(fractions)),
        verify("app_transaction_of_an_earlier_leaf", token(&earlier, &stored.to_string()))
            .kind(APP)
            .accepted(
                as_app_transaction(stored)
                    .leaf_valid_until(crate::time::ms(crate::chain::EARLIER_LEAF_VALIDITY.1)),
            ),
        by_apple("realtime_request_with_every_field", REALTIME, &request)
            .accepted(Accepted::realtime_request(request.clone())),
        says("any_realtime_request", request.to_string())
            .kind("any")
            .accepted(Accepted::realtime_request(request.clone())),
        says("realtime_request_names_no_app", request.to_string())
            .kind(REALTIME)
            .bundle_ids(&[OTHER])
            .accepted(Accepted::realtime_request(request)),
        says("realtime_request_of_production", of_production.to_string())
            .kind(REALTIME)
            .environments(&["Production"])
            .app_apple_ids(&[1, APP_APPLE_ID])
            .accepted(Accepted::realtime_request(of_production)),
        says("rescind_consent_with_app_transaction", consent.to_string())
            .kind("notification")
            .accepted(
                Accepted::notification(consent.clone()).and("app_transaction", app_transaction()),
            ),
        says("any_rescind_consent_with_app_transaction", consent.to_string())
            .kind("any")
            .accepted(Accepted::notification(consent).and("app_transaction", app_transaction())),
    ]
}

/// E3 to E7, E9 for app transactions.
fn app_transactions() -> Vec<Case> {
    let production = ("/receiptType", json!("Production"));
    let date = |name: &str, text: &str| {
        let payload = written(&app_transaction(), "receiptCreationDate", text);
        says(format!("e3_receipt_creation_date_{name}"), payload).kind(APP).refused("claim_type")
    };
    let mut cases = vec![
        date("string", &format!("\"{}\"", signed())),
        date("fraction", &format!("{}.25", signed())),
        date("in_seconds", &(signed() / 1000).to_string()),
        date("negative", &format!("-{}", signed())),
        date("above_2_to_the_53", "9007199254740993"),
        date("above_64_bits", "18446744073709551616"),
        date("null", "null"),
        date("date_text", "\"2026-05-31T12:34:56Z\""),
        app("e3_receipt_creation_date_missing", &[("/receiptCreationDate", Value::Null)])
            .refused("claim_type"),
        app(
            "e3_receipt_creation_date_missing_under_check_time",
            &[("/receiptCreationDate", Value::Null)],
        )
        .check_time(now())
        .refused("claim_type"),
        app("e4_app_transaction_of_another_app", &[("/bundleId", json!(OTHER))])
            .refused("wrong_bundle_id"),
        app("e4_app_transaction_with_an_empty_bundle_id", &[("/bundleId", json!(""))])
            .refused("wrong_bundle_id"),
        app(
            "e4_app_transaction_with_a_lookalike",
            &[("/bundleId", json!("com.ex\u{430}mple.app"))],
        )
        .refused("wrong_bundle_id"),
        app("e4_app_transaction_without_bundle_id", &[("/bundleId", Value::Null)])
            .refused("missing_bundle_id"),
        app("e4_app_transaction_with_bundle_id_number", &[("/bundleId", json!(7))])
            .refused("claim_type"),
        app("e5_app_transaction_of_sandbox_where_production_is_expected", &[])
            .environments(&["Production"])
            .refused("wrong_environment"),
        app("e5_app_transaction_of_production_where_sandbox_is_expected", from_ref(&production))
            .refused("wrong_environment"),
        app("e5_app_transaction_without_receipt_type", &[("/receiptType", Value::Null)])
            .refused("wrong_kind"),
        app("e5_app_transaction_with_receipt_type_number", &[("/receiptType", json!(1))])
            .refused("claim_type"),
        app("e5_app_transaction_of_an_unknown_environment", &[("/receiptType", json!("Staging"))])
            .environments(&BOTH)
            .refused("wrong_environment"),
        app(
            "e5_app_transaction_with_the_name_of_a_receipt_environment",
            &[("/receiptType", json!("ProductionSandbox"))],
        )
        .environments(&BOTH)
        .refused("wrong_environment"),
        app(
            "e5_app_transaction_whose_environment_contradicts",
            &[production.clone(), ("/environment", json!("Sandbox"))],
        )
        .refused("wrong_environment"),
        app("e6_app_transaction_with_another_id_in_production", from_ref(&production))
            .environments(&["Production"])
            .app_apple_ids(&[APP_APPLE_ID + 1])
            .refused("wrong_app_id"),
        app(
            "e6_app_transaction_without_id_in_production",
            &[production.clone(), ("/appAppleId", Value::Null)],
        )
        .environments(&["Production"])
        .app_apple_ids(&[APP_APPLE_ID])
        .refused("wrong_app_id"),
        app("e6_app_transaction_with_id_string", &[("/appAppleId", json!("1234567890"))])
            .refused("claim_type"),
        app("e6_app_transaction_in_sandbox_without_id", &[("/appAppleId", Value::Null)])
            .app_apple_ids(&[APP_APPLE_ID])
            .accepted(as_app_transaction(with(app_transaction(), &[("/appAppleId", Value::Null)]))),
        app(
            "e9_app_transaction_signed_one_hour_ahead",
            &[("/receiptCreationDate", json!(now() + HOUR))],
        )
        .refused("not_yet_valid"),
        says("e1_app_transaction_with_duplicate_receipt_type", {
            and(&app_transaction(), r#""receiptType":"Production""#)
        })
        .kind(APP)
        .refused("duplicate_key"),
        app(
            "order_app_transaction_bundle_id_before_environment",
            &[production, ("/bundleId", json!(OTHER))],
        )
        .refused("wrong_bundle_id"),
    ];
    for environment in ["Xcode", "LocalTesting"] {
        let name = format!("e7_app_transaction_of_{}", environment.to_lowercase());
        cases.push(
            app(name, &[("/receiptType", json!(environment))])
                .environments(&BOTH)
                .refused("wrong_environment"),
        );
    }
    for (name, key, value) in [
        ("application_version", "/applicationVersion", json!(1)),
        ("version_external_identifier", "/versionExternalIdentifier", json!("881234567")),
        ("original_purchase_date", "/originalPurchaseDate", json!("1697679936049")),
        ("original_application_version", "/originalApplicationVersion", json!(1.0)),
        ("device_verification", "/deviceVerification", json!([1])),
        ("preorder_date", "/preorderDate", json!(true)),
        ("app_transaction_id", "/appTransactionId", json!(704_289_572_311_111_111_i64)),
        ("original_platform", "/originalPlatform", json!(1)),
        ("request_date", "/requestDate", json!({})),
    ] {
        cases.push(
            app(format!("fields_app_transaction_{name}"), &[(key, value)]).refused("claim_type"),
        );
    }
    cases
}

/// E3, E5 to E7, E9 for realtime requests.
fn realtime_requests() -> Vec<Case> {
    let production = ("/environment", json!("Production"));
    let mut cases = vec![
        realtime("e3_realtime_request_without_signed_date", &[("/signedDate", Value::Null)])
            .refused("claim_type"),
        realtime(
            "e3_realtime_request_signed_in_seconds",
            &[("/signedDate", json!(signed() / 1000))],
        )
        .refused("claim_type"),
        realtime(
            "e5_realtime_request_of_production_where_sandbox_is_expected",
            from_ref(&production),
        )
        .refused("wrong_environment"),
        realtime("e5_realtime_request_of_sandbox_where_production_is_expected", &[])
            .environments(&["Production"])
            .refused("wrong_environment"),
        realtime("e5_realtime_request_without_environment", &[("/environment", Value::Null)])
            .refused("wrong_environment"),
        realtime("e6_realtime_request_with_another_id", from_ref(&production))
            .environments(&["Production"])
            .app_apple_ids(&[APP_APPLE_ID + 1])
            .refused("wrong_app_id"),
        realtime("e6_realtime_request_without_id", &[production, ("/appAppleId", Value::Null)])
            .environments(&["Production"])
            .app_apple_ids(&[APP_APPLE_ID])
            .refused("wrong_app_id"),
        realtime("e6_realtime_request_with_id_string", &[("/appAppleId", json!("1234567890"))])
            .refused("claim_type"),
        realtime("e7_realtime_request_of_xcode", &[("/environment", json!("Xcode"))])
            .environments(&BOTH)
            .refused("wrong_environment"),
        realtime(
            "e9_realtime_request_signed_one_hour_ahead",
            &[("/signedDate", json!(now() + HOUR))],
        )
        .refused("not_yet_valid"),
        realtime("fields_realtime_request_product_id", &[("/productId", json!(1))])
            .refused("claim_type"),
        realtime("fields_realtime_request_user_locale", &[("/userLocale", json!(["en"]))])
            .refused("claim_type"),
        realtime("fields_realtime_request_request_identifier", &[("/requestIdentifier", json!(1))])
            .refused("claim_type"),
    ];
    cases.push(
        verify(
            "d4_realtime_request_signed_by_a_stranger",
            sign(header(&Chain::mock()), realtime_request().to_string(), &Key::p256("attacker")),
        )
        .kind(REALTIME)
        .refused("bad_signature"),
    );
    cases
}

/// Each kind where another is asked for.
fn kinds() -> Vec<Case> {
    let objects = [
        ("notification", notification()),
        ("transaction", transaction()),
        ("renewal_info", renewal_info()),
        ("app_transaction", app_transaction()),
        ("realtime_request", realtime_request()),
    ];
    let mut cases = Vec::new();
    for (name, payload) in &objects {
        for (asked, kind) in [
            ("notification", "notification"),
            ("transaction", "transaction"),
            ("renewal_info", "renewalInfo"),
            ("app_transaction", APP),
            ("realtime_request", REALTIME),
        ] {
            let is_new = |name: &str| matches!(name, "app_transaction" | "realtime_request");
            // The other pairs stand in verify-claims.json.
            if *name != asked && (is_new(asked) || *name == "realtime_request") {
                cases.push(
                    says(format!("kind_{name}_given_for_{asked}"), payload.to_string())
                        .kind(kind)
                        .refused("wrong_kind"),
                );
            }
        }
    }
    cases
}

/// E8: the app transaction inside a notification.
fn nested() -> Vec<Case> {
    let chain = Chain::mock();
    let inner =
        |changes: &[(&str, Value)]| token(&chain, &with(app_transaction(), changes).to_string());
    let carrying = |name: &str, inner: &str| {
        says(format!("e8_app_data_with_{name}"), rescind_consent(inner).to_string())
            .kind("notification")
    };
    let good = inner(&[]);
    let by_stranger = sign(header(&chain), app_transaction().to_string(), &Key::p256("attacker"));
    let strangers = Authority::with_keys(
        Key::p256("stranger root"),
        Key::p256("stranger intermediate"),
        Key::p256("stranger leaf"),
    )
    .build();
    let in_production = inner(&[("/receiptType", json!("Production"))]);
    vec![
        carrying("app_transaction_signed_by_a_stranger", &by_stranger).refused("bad_signature"),
        carrying(
            "app_transaction_under_a_strangers_chain",
            &token(&strangers, &app_transaction().to_string()),
        )
        .refused_about(
            "bad_cert_signature",
            "appData.signedAppTransactionInfo: intermediate certificate",
        ),
        carrying("app_transaction_with_a_signature_of_zeros", &resigned(&good, &[0; 64]))
            .refused("bad_signature"),
        carrying("empty_app_transaction", "").refused("malformed"),
        carrying("transaction_for_app_transaction", &token(&chain, &transaction().to_string()))
            .refused("wrong_kind"),
        carrying("app_transaction_of_another_app", &inner(&[("/bundleId", json!(OTHER))]))
            .refused("wrong_bundle_id"),
        carrying("app_transaction_of_another_expected_app", &inner(&[("/bundleId", json!(OTHER))]))
            .bundle_ids(&[BUNDLE_ID, OTHER])
            .refused("nested_mismatch"),
        carrying("app_transaction_of_another_environment", &in_production)
            .refused("wrong_environment"),
        carrying("app_transaction_of_another_expected_environment", &in_production)
            .environments(&BOTH)
            .refused("nested_mismatch"),
        says(
            "e8_app_data_with_app_transaction_of_another_expected_id",
            with(
                rescind_consent(&inner(&[
                    ("/receiptType", json!("Production")),
                    ("/appAppleId", json!(APP_APPLE_ID + 1)),
                ])),
                &[("/appData/environment", json!("Production"))],
            )
            .to_string(),
        )
        .kind("notification")
        .environments(&["Production"])
        .app_apple_ids(&[APP_APPLE_ID, APP_APPLE_ID + 1])
        .refused_about("nested_mismatch", "appData.signedAppTransactionInfo: appAppleId"),
        {
            // Ids in the sandbox are not reliable.
            let other = with(app_transaction(), &[("/appAppleId", json!(APP_APPLE_ID + 1))]);
            let consent = rescind_consent(&token(&chain, &other.to_string()));
            carrying(
                "app_transaction_of_another_id_in_sandbox",
                &inner(&[("/appAppleId", json!(APP_APPLE_ID + 1))]),
            )
            .accepted(Accepted::notification(consent).and("app_transaction", other))
        },
        carrying("app_transaction_of_xcode", &inner(&[("/receiptType", json!("Xcode"))]))
            .refused("wrong_environment"),
        carrying("app_transaction_without_date", &inner(&[("/receiptCreationDate", Value::Null)]))
            .refused("claim_type"),
        says(
            "e8_app_data_with_number_for_app_transaction",
            with(rescind_consent(&good), &[("/appData/signedAppTransactionInfo", json!(1))])
                .to_string(),
        )
        .kind("notification")
        .refused("claim_type"),
        {
            let payload = rescind_consent(&good).to_string();
            verify(
                "e8_genuine_app_transaction_in_a_forged_envelope",
                sign(header(&chain), payload, &Key::p256("attacker")),
            )
            .kind("notification")
            .refused("bad_signature")
        },
    ]
}
