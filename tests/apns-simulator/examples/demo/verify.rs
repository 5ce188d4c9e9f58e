//! The second job: a notification of the App Store's form is verified, and a forged one is not.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use waxwing::app_store::{AutoRenewStatus, CertificateInfo, Environment, Verifier};
use waxwing::error::ErrorCode;
use waxwing::jose::base64url;
use waxwing::json::Object;
use waxwing::time::Timestamp;

use super::{Failure, expect, page};

/// Shared vectors, which every language of waxwing is held to, and the cases of them that are shown.
const VECTORS: &str = include_str!("../../../vectors/verify-claims.json");
const NOTIFICATION: &str = "subscribed_with_transaction_and_renewal_info";
const TRANSACTION: &str = "transaction_with_every_field";

pub(crate) fn show() -> Result<(), Failure> {
    page::job("2. VERIFY what the App Store signs, here under a test root in the place of Apple's");
    let vectors: Value = serde_json::from_str(VECTORS)?;
    notification(&Case::find(&vectors, NOTIFICATION)?)?;
    transaction(&Case::find(&vectors, TRANSACTION)?)
}

fn notification(case: &Case<'_>) -> Result<(), Failure> {
    page::step("A notification as Apple posts it to a server");
    let found = case.verifier()?.notification(case.token, case.now)?;
    let transaction = found.transaction.as_ref().ok_or("there is no transaction")?;
    let renewal = found.renewal_info.as_ref().ok_or("there is no renewal info")?;
    received(case);
    page::row("type", &both(&found.notification_type, &found.subtype));
    page::row("app", &both(&found.verified_bundle_id(), &Some(found.verified_environment())));
    page::row("product", &text(&transaction.product_id));
    let renews = renewal.auto_renew_status == Some(AutoRenewStatus::On);
    page::row("renews", if renews { "yes" } else { "no" });
    page::row("signed", &format!("{}, by the leaf of this chain:", found.signed_at()));
    let chain = found.chain();
    page::row("leaf", &validity(&chain.leaf));
    page::row("intermediate", &validity(&chain.intermediate));
    page::row("root", &validity(&chain.root));
    case.agrees("payload", found.object())?;
    case.agrees("transaction", transaction.object())?;
    case.agrees("renewal_info", renewal.object())
}

fn transaction(case: &Case<'_>) -> Result<(), Failure> {
    page::step("A transaction as an app hands it to its server");
    let verifier = case.verifier()?;
    let found = verifier.transaction(case.token, case.now)?;
    received(case);
    page::row("product", &both(&found.product_id, &found.product_type));
    page::row("purchased", &text(&found.purchase_date));
    page::row("expires", &text(&found.expires_date));
    case.agrees("payload", found.object())?;

    page::step("The same with one digit changed, so that it would expire three years later");
    let Err(error) = verifier.transaction(forged(case.token)?, case.now) else {
        return Err("a forged transaction was accepted".into());
    };
    page::error(&error);
    expect("the refusal", &error.code(), &ErrorCode::BadSignature)
}

fn received(case: &Case<'_>) {
    let start = case.token.get(..40).unwrap_or(case.token);
    page::row("received", &format!("{} bytes, {start}…", case.token.len()));
}

fn text(value: &Option<impl ToString>) -> String {
    value.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string)
}

fn both(one: &Option<impl ToString>, two: &Option<impl ToString>) -> String {
    format!("{}, {}", text(one), text(two))
}

fn validity(certificate: &CertificateInfo) -> String {
    let CertificateInfo { common_name, not_before, not_after, .. } = certificate;
    format!("{common_name:<28} {not_before} to {not_after}")
}

/// The token with the second digit of `expiresDate` raised by one, which is 10^11 ms.
fn forged(token: &str) -> Result<String, Failure> {
    let [header, payload, signature] = token.split('.').collect::<Vec<_>>()[..] else {
        return Err("a token has three parts".into());
    };
    let mut payload = String::from_utf8(base64url::decode(payload.as_bytes(), "payload")?)?;
    const KEY: &str = r#""expiresDate":1"#;
    let at = payload.find(KEY).ok_or("there is no expiresDate")? + KEY.len();
    let digit: u8 = payload.get(at..=at).ok_or("expiresDate is short")?.parse()?;
    payload.replace_range(at..=at, &(digit + 1).to_string());
    Ok(format!("{header}.{}.{signature}", base64url::encode(payload)))
}

/// A case of the vectors.
struct Case<'a> {
    case: &'a Value,
    roots: &'a Value,
    token: &'a str,
    now: Timestamp,
}

impl<'a> Case<'a> {
    fn find(vectors: &'a Value, name: &str) -> Result<Self, Failure> {
        let cases = vectors["cases"].as_array();
        let case = cases
            .and_then(|cases| cases.iter().find(|case| case["name"] == name))
            .ok_or_else(|| format!("the vectors have no case {name}"))?;
        let token = case["token"].as_str().ok_or("the case has no token")?;
        let now_ms = case["now_ms"].as_i64().ok_or("the case has no now_ms")?;
        Ok(Self { case, roots: &vectors["roots"], token, now: Timestamp::from_millis(now_ms) })
    }

    fn texts(&self, key: &str) -> impl Iterator<Item = &'a str> {
        self.case[key].as_array().into_iter().flatten().filter_map(Value::as_str)
    }

    fn verifier(&self) -> Result<Verifier, Failure> {
        let mut builder = Verifier::builder();
        for name in self.texts("roots") {
            let der = STANDARD.decode(self.roots[name].as_str().unwrap_or_default());
            builder = builder.root(der.map_err(|why| format!("root {name}: {why}"))?);
        }
        for environment in self.texts("environments") {
            builder = builder.environment(Environment::from(environment));
        }
        for bundle_id in self.texts("bundle_ids") {
            builder = builder.bundle_id(bundle_id);
        }
        Ok(builder.build()?)
    }

    /// That what was verified says what the case expects.
    fn agrees(&self, part: &str, found: &Object) -> Result<(), Failure> {
        let found: Value = serde_json::from_str(&found.to_string())?;
        let expected = self.case.get("expect").and_then(|expected| expected.get(part));
        expect(part, &Some(&found), &expected)
    }
}
