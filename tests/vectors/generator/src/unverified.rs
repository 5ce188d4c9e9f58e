//! Objects that are read without being verified: forms, kinds and fields count, nothing else.

use serde_json::{Value, json};

use crate::chain::{Chain, signed};
use crate::file::{Case, VectorFile};
use crate::key::Key;
use crate::payload::{
    APP_APPLE_ID, app_transaction, notification, renewal_info, transaction, with, written,
};
use crate::token::{base64url, resigned, sign, token};

pub(crate) fn file() -> VectorFile {
    let mut cases = accepted();
    cases.extend(refused());
    VectorFile::new(
        "unverified.json",
        "unverified",
        "Objects read without verification, as data of Xcode and of local tests may be: form, JSON, \
         kind and types of fields are held to the rules of verification; header, certificates, \
         signature, app, environment and dates are not looked at.",
        cases,
    )
}

fn read(name: impl Into<String>, kind: &str, token: &str) -> Case {
    Case::new(name).set("kind", kind).set_text("token", token)
}

/// Signed by a key that nobody knows, without certificates.
fn local(payload: &str) -> String {
    sign(r#"{"alg":"ES256","typ":"JWT"}"#, payload, &Key::p256("local testing"))
}

fn accepted() -> Vec<Case> {
    let realtime = json!({
        "originalTransactionId": "20",
        "appAppleId": APP_APPLE_ID,
        "productId": "pro",
        "userLocale": "en-US",
        "requestIdentifier": "3db5c98d-8acf-4e29-831e-8e1f82f9f6e9",
        "signedDate": signed(),
        "environment": "LocalTesting",
    });
    let testing =
        |payload: Value, pointer: &str| with(payload, &[(pointer, json!("LocalTesting"))]);
    let note = with(
        testing(notification(), "/data/environment"),
        &[("/data/signedTransactionInfo", json!("signed_transaction_info_value"))],
    );
    let rows = [
        ("notification", note),
        ("transaction", testing(transaction(), "/environment")),
        ("renewalInfo", testing(renewal_info(), "/environment")),
        ("appTransaction", testing(app_transaction(), "/receiptType")),
        ("realtimeRequest", realtime),
    ];
    let mut cases = Vec::new();
    let expect = |kind: &str, payload: &Value, text: &str| json!({"kind": kind, "payload": payload, "json": text});
    for (kind, payload) in &rows {
        let text = payload.to_string();
        let name = kind.to_lowercase();
        cases.push(read(&name, kind, &local(&text)).expect(expect(kind, payload, &text)));
        cases.push(
            read(format!("any_{name}"), "any", &local(&text)).expect(expect(kind, payload, &text)),
        );
    }
    let bought = transaction();
    let text = bought.to_string();
    let good = token(&Chain::mock(), &text);
    let fraction = written(&bought, "signedDate", &format!("{}.75", signed()));
    let undated = with(transaction(), &[("/signedDate", Value::Null)]);
    let unknown = with(
        transaction(),
        &[("/environment", json!("Beta")), ("/newField", json!({"deep": [null, 1.5]}))],
    );
    for (name, token, payload, text) in [
        ("signed_by_apple", good.clone(), &bought, text.clone()),
        ("signature_of_anything", resigned(&good, b"x"), &bought, text.clone()),
        (
            "algorithm_none",
            format!("{}.{}.AA", base64url(r#"{"alg":"none"}"#), base64url(&text)),
            &bought,
            text.clone(),
        ),
        ("header_that_is_no_json", format!("AAAA.{}.AA", base64url(&text)), &bought, text),
        ("date_with_a_fraction", local(&fraction), &bought, fraction),
        ("no_signing_date", local(&undated.to_string()), &undated, undated.to_string()),
        ("unknown_values_and_fields", local(&unknown.to_string()), &unknown, unknown.to_string()),
    ] {
        cases.push(read(name, "transaction", &token).expect(expect("transaction", payload, &text)));
    }
    cases
}

fn refused() -> Vec<Case> {
    let text = transaction().to_string();
    let good = local(&text);
    let says = |payload: &str| local(payload);
    let transaction_with =
        |changes: &[(&str, Value)]| says(&with(transaction(), changes).to_string());
    let mut cases = vec![
        read("empty", "any", "").refused("malformed"),
        read("two_parts", "any", "e30.e30").refused("malformed"),
        read("four_parts", "any", "e30.e30.AA.AA").refused("malformed"),
        read("no_signature", "any", &good[..=good.rfind('.').expect("a dot")]).refused("malformed"),
        read("padding", "any", &format!("{good}=")).refused("invalid_base64"),
        read("too_large", "any", &"A".repeat(256 * 1024 + 1)).refused("too_large"),
        read("payload_is_no_json", "any", &says("text")).refused("invalid_json"),
        read("payload_is_a_list", "any", &says("[]")).refused("invalid_json"),
        read("duplicate_key", "any", &says(r#"{"transactionId":"1","transactionId":"2"}"#))
            .refused("duplicate_key"),
        read("too_deep", "any", &says(&format!("{}{}", "[".repeat(1000), "]".repeat(1000))))
            .refused("too_deep"),
        read("payload_is_not_utf8", "any", &{
            let key = Key::p256("local testing");
            sign(r#"{"alg":"ES256"}"#, b"{\"transactionId\":\"\xff\"}", &key)
        })
        .refused("invalid_utf8"),
        read("no_known_kind", "any", &says("{}")).refused("wrong_kind"),
        read(
            "a_date_that_is_a_text",
            "transaction",
            &transaction_with(&[("/purchaseDate", json!("2026"))]),
        )
        .refused_about("claim_type", "purchaseDate"),
        read(
            "an_id_that_is_a_number",
            "transaction",
            &transaction_with(&[("/transactionId", json!(1))]),
        )
        .refused_about("claim_type", "transactionId"),
        read(
            "data_that_is_a_text",
            "notification",
            &says(&with(notification(), &[("/data", json!("x"))]).to_string()),
        )
        .refused_about("claim_type", "data"),
    ];
    for kind in ["notification", "renewalInfo", "appTransaction", "realtimeRequest"] {
        let name = format!("transaction_where_{}_is_due", kind.to_lowercase());
        cases.push(read(name, kind, &good).refused("wrong_kind"));
    }
    cases
}
