//! The test data of Apple's own server libraries, with the results those libraries expect.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "common/shared.rs"]
mod shared;

use shared::Suite;
use waxwing::app_store::{Environment, Kind, Verifier};
use waxwing::error::Error;
use waxwing::time::Timestamp;

/// 2026-11-21T00:00:00Z
const NOW: Timestamp = Timestamp::from_millis(1_795_219_200_000);

/// File, environment, bundle id, App Store id, kind, and the kind or code that comes out.
type Row = (&'static str, Environment, &'static str, i64, Kind, &'static str);

const ROWS: [Row; 13] = [
    row("testNotification", "com.example", Kind::Notification, "notification TEST"),
    production("testNotification", 1234, "wrong_environment"),
    production("testNotification", 1235, "wrong_app_id"),
    row("wrongBundleId", "com.examplex", Kind::Notification, "wrong_bundle_id"),
    row("missingX5CHeaderClaim", "com.example", Kind::Notification, "missing_chain"),
    row("renewalInfo", "com.example", Kind::RenewalInfo, "renewalInfo Sandbox"),
    row("transactionInfo", "com.example", Kind::Transaction, "transaction Sandbox"),
    row("transactionInfo", "com.example", Kind::Notification, "wrong_kind"),
    row("renewalInfo", "com.example", Kind::Transaction, "wrong_kind"),
    row("testNotification", "com.example", Kind::RenewalInfo, "wrong_kind"),
    row("transactionInfo", "com.example.other", Kind::Transaction, "wrong_bundle_id"),
    production("transactionInfo", 1234, "wrong_kind"),
    row("legacyTransaction", "com.example", Kind::Notification, "malformed"),
];

const fn row(file: &'static str, bundle: &'static str, kind: Kind, out: &'static str) -> Row {
    (file, Environment::Sandbox, bundle, 1234, kind, out)
}

const fn production(file: &'static str, app_apple_id: i64, out: &'static str) -> Row {
    (file, Environment::Production, "com.example", app_apple_id, Kind::Notification, out)
}

fn outcome(verifier: &Verifier, kind: Kind, token: &[u8]) -> Result<String, Error> {
    Ok(match kind {
        Kind::Notification => {
            let object = verifier.notification(token, NOW)?;
            format!("notification {}", object.notification_type.as_ref().unwrap())
        }
        Kind::Transaction => {
            let object = verifier.transaction(token, NOW)?;
            format!("transaction {}", object.environment.as_ref().unwrap())
        }
        _ => {
            let object = verifier.renewal_info(token, NOW)?;
            format!("renewalInfo {}", object.environment.as_ref().unwrap())
        }
    })
}

#[test]
fn mock_data_gives_what_apples_libraries_expect() {
    let Some(mut suite) = Suite::begin("apple-mock", "apple-mock", ROWS.len() + 2) else { return };
    let root = suite.read("certs/testCA.der");
    let verifier = |environment: &Environment, bundle_id, app_apple_id| {
        Verifier::builder()
            .root(root.clone())
            .environment(environment.clone())
            .bundle_id(bundle_id)
            .app_apple_id(app_apple_id)
            .build()
            .unwrap()
    };
    for (file, environment, bundle_id, app_apple_id, kind, expected) in &ROWS {
        let token = suite.read(&format!("mock_signed_data/{file}"));
        let verifier = verifier(environment, *bundle_id, *app_apple_id);
        let found = outcome(&verifier, *kind, token.trim_ascii())
            .unwrap_or_else(|error| error.code().to_string());
        suite.case(format!("{file} as {kind}"), found, String::from(*expected));
    }
    for malformed in ["a.b.c", "a.b.c.d"] {
        let verifier = verifier(&Environment::Sandbox, "com.example", 1234);
        let error = verifier.notification(malformed, NOW).unwrap_err();
        suite.case(malformed, error.category().name(), "malformed");
    }
    suite.end();
}
