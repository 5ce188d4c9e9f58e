//! NIST's signature verification and public key validation cases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common {
    pub(crate) mod shared;
}

use common::shared::{Suite, bytes, list, text, verdict};
use serde_json::Value;
use waxwing::crypto::{Curve, Hash, PublicKey, Signature};
use waxwing::error::ErrorCode;

fn curve(case: &Value) -> Curve {
    match text(case, "curve") {
        "P-256" => Curve::P256,
        "P-384" => Curve::P384,
        other => panic!("curve {other}"),
    }
}

/// A number at the width of the field; a longer one stays as long as it is.
fn wide(curve: Curve, number: &[u8]) -> Vec<u8> {
    let missing = curve.field_bytes().saturating_sub(number.len());
    [&vec![0; missing][..], number].concat()
}

fn point(curve: Curve, case: &Value) -> Vec<u8> {
    let x = wide(curve, &bytes(case, "qx"));
    let y = wide(curve, &bytes(case, "qy"));
    [&[4], &x[..], &y[..]].concat()
}

#[test]
fn signature_verification() {
    let Some(mut suite) = Suite::begin("nist/sigver", "nist-cavp-ecdsa", 150) else {
        return;
    };
    let file = suite.read_json("sigver_p256_p384.json");
    for (index, case) in list(&file, "cases").iter().enumerate() {
        let curve = curve(case);
        let key = PublicKey::from_uncompressed(curve, &point(curve, case)).unwrap();
        let r = wide(curve, &bytes(case, "r"));
        let s = wide(curve, &bytes(case, "s"));
        let message = bytes(case, "msg");
        let signature = Signature::from_raw(curve, &[r, s].concat());
        let verifies = |hash| signature.as_ref().is_some_and(|s| key.verify(hash, &message, s));
        let id = format!("case {index} {} {}", text(case, "curve"), text(case, "hash"));
        match text(case, "hash") {
            "SHA-256" => suite.case(id, verdict(verifies(Hash::Sha256)), text(case, "result")),
            "SHA-384" => suite.case(id, verdict(verifies(Hash::Sha384)), text(case, "result")),
            // No argument can name these hashes. What is left to show is that a signature made
            // with one of them passes under neither of the two that can be named, whether NIST
            // calls it valid or not.
            "SHA-1" | "SHA-224" | "SHA-512" => {
                let accepted = verifies(Hash::Sha256) || verifies(Hash::Sha384);
                suite.case(id, verdict(accepted), "invalid");
            }
            other => panic!("hash {other}"),
        }
    }
    suite.end();
}

#[test]
fn public_key_validation() {
    let Some(mut suite) = Suite::begin("nist/pkv", "nist-cavp-ecdsa", 24) else {
        return;
    };
    let file = suite.read_json("pkv_p256_p384.json");
    for (index, case) in list(&file, "cases").iter().enumerate() {
        let curve = curve(case);
        let point = point(curve, case);
        let key = PublicKey::from_uncompressed(curve, &point);
        match &key {
            Ok(key) => assert_eq!(key.to_uncompressed(), point),
            Err(error) => assert_eq!(error.code(), ErrorCode::UnsupportedKey, "case {index}"),
        }
        let id = format!("case {index} {} ({})", text(case, "curve"), text(case, "detail"));
        suite.case(id, verdict(key.is_ok()), text(case, "result"));
    }
    suite.end();
}
