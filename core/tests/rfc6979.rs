//! The deterministic signatures of RFC 6979, appendices A.2.5 and A.2.6.

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
use waxwing::crypto::{Curve, Hash, PublicKey, Signature, SigningKey};
use waxwing::error::ErrorCode;

fn point(entry: &Value) -> Vec<u8> {
    [&[4], &bytes(entry, "qx")[..], &bytes(entry, "qy")[..]].concat()
}

/// Twenty signatures and the two keys that made them.
#[test]
fn signatures_and_keys() {
    let Some(mut suite) = Suite::begin("rfc6979", "rfc6979", 22) else {
        return;
    };
    let file = suite.read_json("rfc6979_p256_p384.json");
    for entry in list(&file, "curves") {
        let name = text(entry, "curve");
        let curve = match name {
            "P-256" => Curve::P256,
            "P-384" => Curve::P384,
            other => panic!("curve {other}"),
        };
        let key = PublicKey::from_uncompressed(curve, &point(entry)).unwrap();
        let signer = SigningKey::from_p8(text(entry, "pkcs8_pem").as_bytes());
        match (curve, &signer) {
            (Curve::P256, Ok(signer)) => {
                assert_eq!(signer.public_key().unwrap(), key);
                let number = SigningKey::from_scalar(&bytes(entry, "d")).unwrap();
                assert_eq!(number.public_key().unwrap(), key);
                suite.case("P-256 key", "accepted", "accepted");
            }
            (Curve::P384, Err(error)) => {
                suite.case("P-384 key", error.code(), ErrorCode::InvalidKeyCurve);
            }
            (_, outcome) => panic!("{name} key: {outcome:?}"),
        }
        for row in list(entry, "signatures") {
            let (hash, message) = (text(row, "hash"), text(row, "message_utf8").as_bytes());
            let id = format!("{name} {hash} {}", text(row, "message_utf8"));
            let raw = [bytes(row, "r"), bytes(row, "s")].concat();
            let signature = Signature::from_der(curve, &bytes(row, "der")).unwrap();
            assert_eq!(signature.to_raw(), raw, "{id}");
            match (curve, hash) {
                (Curve::P256, "SHA-256") => {
                    assert!(key.verify(Hash::Sha256, message, &signature), "{id}");
                    let made = signer.as_ref().unwrap().sign(message);
                    suite.case(id, verdict(made[..] == raw[..]), "valid");
                }
                // The signer makes ES256 only; the verifier knows all four pairs.
                (_, "SHA-256") => {
                    let verified = key.verify(Hash::Sha256, message, &signature);
                    suite.case(id, verdict(verified), "valid");
                }
                (_, "SHA-384") => {
                    let verified = key.verify(Hash::Sha384, message, &signature);
                    suite.case(id, verdict(verified), "valid");
                }
                // Hashes that no argument can name: the signature passes under neither of ours.
                (_, "SHA-1" | "SHA-224" | "SHA-512") => {
                    let accepted = key.verify(Hash::Sha256, message, &signature)
                        || key.verify(Hash::Sha384, message, &signature);
                    suite.case(id, verdict(accepted), "invalid");
                }
                (_, other) => panic!("hash {other}"),
            }
        }
    }
    suite.end();
}
