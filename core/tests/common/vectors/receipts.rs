//! Operations `receipt` and `receipt_id`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use waxwing::app_store::Environment;
use waxwing::app_store::receipt::{
    ReceiptVerifier, transaction_id_from_app_receipt, transaction_id_from_transaction_receipt,
};
use waxwing::error::Result;
use waxwing::time::Timestamp;

use super::{Outcome, Part, bytes, unbase64};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IdCase {
    kind: Kind,
    receipt: Option<String>,
    receipt_parts: Option<Vec<Part>>,
    receipt_b64: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    App,
    Transaction,
}

pub(super) fn receipt_id(case: &IdCase) -> Outcome {
    let receipt =
        bytes(case.receipt.as_ref(), case.receipt_parts.as_ref(), case.receipt_b64.as_ref());
    let id = match case.kind {
        Kind::App => transaction_id_from_app_receipt(receipt)?,
        Kind::Transaction => transaction_id_from_transaction_receipt(receipt)?,
    };
    Ok(json!({"transaction_id": id}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReceiptCase {
    receipt: Option<String>,
    receipt_parts: Option<Vec<Part>>,
    receipt_b64: Option<String>,
    #[serde(default)]
    roots: Vec<String>,
    #[serde(default)]
    roots_b64: Vec<String>,
    #[serde(default)]
    root_sha256: Vec<String>,
    #[serde(default)]
    xcode: Vec<String>,
    #[serde(default)]
    xcode_b64: Vec<String>,
    environments: Vec<String>,
    bundle_ids: Vec<String>,
    #[serde(default)]
    sha256_only: bool,
    device_hex: Option<String>,
    now_ms: i64,
}

pub(super) fn receipt(case: &ReceiptCase, shared: &BTreeMap<String, String>) -> Outcome {
    let input =
        bytes(case.receipt.as_ref(), case.receipt_parts.as_ref(), case.receipt_b64.as_ref());
    let verified = verifier(case, shared)?.verify(input, Timestamp::from_millis(case.now_ms))?;
    if let Some(device) = &case.device_hex {
        verified.verify_device_hash(&unhex(device))?;
    }
    let receipt: Value = serde_json::from_str(&verified.object().to_string()).unwrap();
    Ok(json!({
        "environment": verified.verified_environment().as_str(),
        "created_at_ms": verified.created_at().as_millis(),
        "leaf_valid_until_ms": verified.leaf_valid_until().as_millis(),
        "checked_at_ms": verified.checked_at().as_millis(),
        "digest": verified.digest(),
        "receipt": receipt,
    }))
}

fn verifier(case: &ReceiptCase, shared: &BTreeMap<String, String>) -> Result<ReceiptVerifier> {
    let ders = |names: &[String], texts: &[String]| -> Vec<Vec<u8>> {
        let named = names.iter().map(|name| &shared[name]);
        named.chain(texts).map(|text| unbase64(text)).collect()
    };
    let mut builder = ReceiptVerifier::builder();
    for root in ders(&case.roots, &case.roots_b64) {
        builder = builder.root(root);
    }
    for fingerprint in &case.root_sha256 {
        builder = builder.root_sha256(unhex(fingerprint));
    }
    for certificate in ders(&case.xcode, &case.xcode_b64) {
        builder = builder.xcode_certificate(certificate);
    }
    for environment in &case.environments {
        builder = builder.environment(Environment::from(environment.as_str()));
    }
    for bundle_id in &case.bundle_ids {
        builder = builder.bundle_id(bundle_id);
    }
    if case.bundle_ids.is_empty() {
        builder = builder.dangerous_any_bundle_id();
    }
    if case.sha256_only {
        builder = builder.sha256_only();
    }
    builder.build()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        text.chars().map(|c| u8::try_from(c.to_digit(16).unwrap()).unwrap()).collect();
    digits.chunks(2).map(|pair| pair[0] * 16 + pair[1]).collect()
}
