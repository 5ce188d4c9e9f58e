//! The examples of RFC 7515 and RFC 7797.

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

use common::shared::{Suite, bytes, list, text};
use serde_json::Value;
use waxwing::crypto::{Curve, PublicKey, SigningKey};
use waxwing::error::ErrorCode;
use waxwing::jose::{base64url, verify_es256};

/// The rule that refuses each of the four.
const REFUSED: [(&str, ErrorCode); 4] = [
    ("rfc7515-a1-hs256", ErrorCode::UnsupportedAlgorithm),
    // The empty signature is seen before the header is read.
    ("rfc7515-a5-none", ErrorCode::Malformed),
    // The same: three parts, the last of them empty.
    ("rfc7515-e-crit", ErrorCode::Malformed),
    // The same for the payload that is sent elsewhere.
    ("rfc7797-4.2-b64-false", ErrorCode::Malformed),
];

fn part(value: &Value, key: &str) -> Vec<u8> {
    base64url::decode(text(value, key).as_bytes(), "key").unwrap()
}

#[test]
fn examples() {
    let Some(mut suite) = Suite::begin("rfc-jose", "rfc-jose", 5) else {
        return;
    };
    let file = suite.read_json("rfc_jose_cases.json");
    let cases = list(&file, "cases");
    let jwk = &cases.iter().find(|case| case["expect"] == "valid").unwrap()["key"];
    let point = [vec![4], part(jwk, "x"), part(jwk, "y")].concat();
    let key = PublicKey::from_uncompressed(Curve::P256, &point).unwrap();
    let signer = SigningKey::from_scalar(&part(jwk, "d")).unwrap();
    assert_eq!(signer.public_key().unwrap(), key);

    for case in cases {
        let id = text(case, "id");
        let outcome = verify_es256(text(case, "jws").as_bytes(), &key);
        if case["expect"] == "valid" {
            // Bytes, not JSON read and written again: the payload has line ends in it.
            let payload = outcome.unwrap_or_else(|error| panic!("{id}: {error}"));
            suite.case(id, payload == bytes(case, "payload_hex"), true);
        } else {
            let (_, expected) = REFUSED.iter().find(|(name, _)| *name == id).unwrap();
            suite.case(id, outcome.unwrap_err().code(), *expected);
        }
    }
    suite.end();
}

/// The parts that the order of checks hides above: each header once more, with a payload and a
/// signature that only its own rule can refuse.
#[test]
fn each_header_is_refused_by_its_own_rule() {
    let key = SigningKey::from_scalar(&[7; 32]).unwrap();
    let public = key.public_key().unwrap();
    for (header, expected) in [
        (r#"{"alg":"none"}"#, ErrorCode::UnsupportedAlgorithm),
        (
            r#"{"alg":"ES256","crit":["http://example.com/UNDEFINED"],"http://example.com/UNDEFINED":true}"#,
            ErrorCode::CriticalHeader,
        ),
        (r#"{"alg":"ES256","b64":false,"crit":["b64"]}"#, ErrorCode::CriticalHeader),
        (r#"{"alg":"ES256","b64":false}"#, ErrorCode::CriticalHeader),
    ] {
        let token = waxwing::jose::sign_compact(header, "$.02", &key);
        let error = verify_es256(token.as_bytes(), &public).unwrap_err();
        assert_eq!(error.code(), expected, "{header}");
    }
}
