//! Wycheproof's ECDSA and JWS cases through the public paths of `crypto` and `jose`.

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

use std::collections::BTreeMap;

use common::shared::{Suite, bytes, list, text, verdict};
use serde_json::Value;
use waxwing::crypto::{Curve, Hash, PublicKey, Signature, SignatureCheck};
use waxwing::error::ErrorCode;
use waxwing::jose::{base64url, verify_es256};

/// How signatures stand in a file.
#[derive(Clone, Copy)]
enum Form {
    /// r and s side by side.
    Raw,
    /// ECDSA-Sig-Value in DER.
    Der,
}

fn ecdsa(name: &'static str, curve: Curve, hash: Hash, form: Form, valid: usize, invalid: usize) {
    let Some(mut suite) = Suite::begin(name, "wycheproof", valid + invalid) else {
        return;
    };
    let file = suite.read_json(&format!("{}_test.json", name.trim_start_matches("wycheproof/")));
    let mut accepted = 0;
    for group in list(&file, "testGroups") {
        assert_eq!(text(group, "sha"), hash.name());
        let point = bytes(&group["publicKey"], "uncompressed");
        let key = PublicKey::from_uncompressed(curve, &point).unwrap();
        assert_eq!(key.to_spki_der(), bytes(group, "publicKeyDer"));
        for test in list(group, "tests") {
            let message = bytes(test, "msg");
            let signature = bytes(test, "sig");
            let signature = match form {
                Form::Raw => Signature::from_raw(curve, &signature),
                Form::Der => Signature::from_der(curve, &signature),
            };
            let verified = signature.is_some_and(|signature| {
                // The same signature in the other form, and as a check for a host, must agree.
                let again = Signature::from_raw(curve, &signature.to_raw()).unwrap();
                let check = SignatureCheck::new(key.clone(), hash, again, &message);
                let verified = key.verify(hash, &message, &signature);
                assert_eq!(verified, check.run());
                verified
            });
            accepted += usize::from(verified);
            let id = format!("tcId {} ({})", test["tcId"], text(test, "comment"));
            suite.case(id, verdict(verified), text(test, "result"));
        }
    }
    assert_eq!(accepted, valid, "{name}: accepted signatures");
    suite.end();
}

#[test]
fn p256_sha256_raw() {
    let name = "wycheproof/ecdsa_secp256r1_sha256_p1363";
    ecdsa(name, Curve::P256, Hash::Sha256, Form::Raw, 173, 89);
}

#[test]
fn p256_sha256_der() {
    let name = "wycheproof/ecdsa_secp256r1_sha256";
    ecdsa(name, Curve::P256, Hash::Sha256, Form::Der, 174, 310);
}

#[test]
fn p384_sha384_der() {
    let name = "wycheproof/ecdsa_secp384r1_sha384";
    ecdsa(name, Curve::P384, Hash::Sha384, Form::Der, 194, 310);
}

#[test]
fn p384_sha256_der() {
    let name = "wycheproof/ecdsa_secp384r1_sha256";
    ecdsa(name, Curve::P384, Hash::Sha256, Form::Der, 162, 310);
}

/// How often each rule is the first to refuse, counted from the file by other means.
const REFUSALS: [(ErrorCode, usize); 5] = [
    (ErrorCode::Malformed, 41),
    (ErrorCode::InvalidBase64, 14),
    (ErrorCode::UnsupportedAlgorithm, 315),
    (ErrorCode::ForbiddenHeader, 1),
    (ErrorCode::BadSignature, 26),
];

/// The group's key, if it is one that can sign ES256.
fn p256(group: &Value) -> Option<PublicKey> {
    let key = &group["public"];
    if key["crv"] != "P-256" {
        return None;
    }
    let coordinate = |name| base64url::decode(text(key, name).as_bytes(), "coordinate").unwrap();
    let point = [vec![4], coordinate("x"), coordinate("y")].concat();
    Some(PublicKey::from_uncompressed(Curve::P256, &point).unwrap())
}

/// Every token runs with its group's key, or with the first P-256 key of the file where the
/// group has another kind: those must be refused for what the token itself says.
#[test]
fn json_web_signature() {
    let Some(mut suite) = Suite::begin("wycheproof/json_web_signature", "wycheproof", 401) else {
        return;
    };
    let file = suite.read_json("json_web_signature_test.json");
    let applicability = suite.read_json("json_web_signature_applicability.json");
    let groups = list(&file, "testGroups");
    let other = groups.iter().find_map(p256).unwrap();
    let mut refusals: BTreeMap<ErrorCode, usize> = BTreeMap::new();
    for group in groups {
        let own = p256(group);
        let key = own.as_ref().unwrap_or(&other);
        for test in list(group, "tests") {
            let rule = &applicability["cases"][test["tcId"].to_string()];
            let expected = text(rule, "expect");
            if expected == "skip" {
                suite.skip(text(rule, "why"));
                continue;
            }
            let id = format!("tcId {} ({})", test["tcId"], text(test, "comment"));
            let outcome = verify_es256(text(test, "jws").as_bytes(), key);
            if let Err(error) = &outcome {
                *refusals.entry(error.code()).or_default() += 1;
                if own.is_none() {
                    assert!(
                        !matches!(error.code(), ErrorCode::BadSignature),
                        "{id}: refused for its signature, not for what it is"
                    );
                }
            }
            suite.case(id, if outcome.is_ok() { "accept" } else { "reject" }, expected);
        }
    }
    suite.end();
    assert_eq!(refusals.into_iter().collect::<Vec<_>>(), REFUSALS, "refusals by reason");
}
