//! The checks of a verification, run by somebody else with nothing but their plain data.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use waxwing::app_store::{Environment, Kind, Verifier};
use waxwing::crypto::{Curve, Hash, PublicKey, Signature, SignatureCheck};
use waxwing::error::ErrorCode;
use waxwing::time::Timestamp;

/// 2026-06-01T00:00:00Z, the time of check of the vectors.
const NOW: Timestamp = Timestamp::from_millis(1_780_272_000_000);

/// A notification with both of its nested objects: five checks.
const NAME: &str = "subscribed_with_transaction_and_renewal_info";

fn verifier_and_token() -> (Verifier, Vec<u8>) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/verify-claims.json");
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let case = file["cases"].as_array().unwrap().iter().find(|case| case["name"] == NAME).unwrap();
    let root = STANDARD.decode(file["roots"]["test"].as_str().unwrap()).unwrap();
    let verifier = Verifier::builder()
        .root(root)
        .environment(Environment::Sandbox)
        .bundle_id("com.example.app")
        .cached_chains(0)
        .build()
        .unwrap();
    (verifier, case["token"].as_str().unwrap().into())
}

/// What a host does: it knows the names of curve and hash, and bytes.
fn by_host(check: &SignatureCheck<'_>) -> bool {
    let (curve, point) = match check.curve().name() {
        "P-256" => (Curve::P256, &check.spki_der()[26..]),
        "P-384" => (Curve::P384, &check.spki_der()[23..]),
        other => panic!("curve {other}"),
    };
    let hash = match check.hash().name() {
        "SHA-256" => Hash::Sha256,
        "SHA-384" => Hash::Sha384,
        other => panic!("hash {other}"),
    };
    let key = PublicKey::from_uncompressed(curve, point).unwrap();
    let raw = check.raw_signature();
    assert_eq!(raw.len(), 2 * curve.field_bytes());
    key.verify(hash, check.data(), &Signature::from_raw(curve, &raw).unwrap())
}

#[test]
fn plain_data_is_enough_to_run_the_checks() {
    let (verifier, token) = verifier_and_token();
    let pending = verifier.begin(&token, None).unwrap();
    let outcomes: Vec<bool> = pending.checks().iter().map(by_host).collect();
    assert_eq!(outcomes, [true; 5]);
    assert_eq!(pending.finish(&outcomes, NOW).unwrap().kind(), Kind::Notification);
}

#[test]
fn a_verification_can_own_its_token_and_move_to_another_thread() {
    let (verifier, token) = verifier_and_token();
    let pending = verifier.begin_owned(token, Some(Kind::Notification)).unwrap();
    let object = std::thread::spawn(move || {
        let outcomes: Vec<bool> = pending.checks().iter().map(by_host).collect();
        pending.finish(&outcomes, NOW)
    });
    assert_eq!(object.join().unwrap().unwrap().kind(), Kind::Notification);
}

#[test]
fn every_outcome_counts_and_so_does_their_number() {
    let (verifier, token) = verifier_and_token();
    let codes = ["bad_cert_signature", "bad_cert_signature", "bad_signature"];
    for index in 0..5 {
        let mut outcomes = [true; 5];
        outcomes[index] = false;
        let error = verifier.begin(&token, None).unwrap().finish(&outcomes, NOW).unwrap_err();
        assert_eq!(error.code().name(), codes[index.min(2)], "check {index}");
    }
    for count in [0, 4, 6] {
        let outcomes = vec![true; count];
        let error = verifier.begin(&token, None).unwrap().finish(&outcomes, NOW).unwrap_err();
        assert_eq!((error.code(), error.subject()), (ErrorCode::InvalidInput, "outcomes"));
    }
}
