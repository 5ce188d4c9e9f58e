//! The third-party suites through every backend there is at once: RustCrypto, the tables that no
//! public function reaches by itself, and AWS-LC where it is built in. They must say the same of
//! every case.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../../tests/common/shared.rs"]
mod shared;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use p256::elliptic_curve::ops::Reduce;
use shared::{Suite, bytes, list, text, verdict};

use crate::crypto::{Curve, Hash, PublicKey, Signature, SignatureCheck, SigningKey, Table};

/// A key of every backend.
struct Keys {
    key: PublicKey,
    table: Option<Table>,
}

impl Keys {
    fn new(key: PublicKey) -> Self {
        Self { table: key.table(), key }
    }

    /// What all backends say.
    fn verify(&self, hash: Hash, message: &[u8], signature: &Signature) -> bool {
        let judge = self.key.verify_in_rust(hash, message, signature);
        let plain = SignatureCheck::new(self.key.clone(), hash, signature.clone(), message);
        assert_eq!(plain.run(), judge, "the backend");
        // A key keeps what it has made of itself.
        assert_eq!(plain.run(), judge, "the backend, once more");
        assert_eq!(plain.with_table(self.table.clone()).run(), judge, "the table");
        judge
    }
}

fn wycheproof(name: &'static str, file: &str, curve: Curve, hash: Hash, raw: bool, cases: usize) {
    let Some(mut suite) = Suite::begin(name, "wycheproof", cases) else {
        return;
    };
    for group in list(&suite.read_json(file), "testGroups") {
        let point = bytes(&group["publicKey"], "uncompressed");
        let keys = Keys::new(PublicKey::from_uncompressed(curve, &point).unwrap());
        for test in list(group, "tests") {
            let signature = bytes(test, "sig");
            let signature = if raw {
                Signature::from_raw(curve, &signature)
            } else {
                Signature::from_der(curve, &signature)
            };
            let accepted = signature
                .is_some_and(|signature| keys.verify(hash, &bytes(test, "msg"), &signature));
            suite.case(format!("tcId {}", test["tcId"]), verdict(accepted), text(test, "result"));
        }
    }
    suite.end();
}

#[test]
fn wycheproof_p256_raw() {
    let file = "ecdsa_secp256r1_sha256_p1363_test.json";
    wycheproof("wycheproof/backends-p256-raw", file, Curve::P256, Hash::Sha256, true, 262);
}

#[test]
fn wycheproof_p256() {
    let file = "ecdsa_secp256r1_sha256_test.json";
    wycheproof("wycheproof/backends-p256", file, Curve::P256, Hash::Sha256, false, 484);
}

#[test]
fn wycheproof_p384() {
    let file = "ecdsa_secp384r1_sha384_test.json";
    wycheproof("wycheproof/backends-p384", file, Curve::P384, Hash::Sha384, false, 504);
}

#[test]
fn wycheproof_p384_sha256() {
    let file = "ecdsa_secp384r1_sha256_test.json";
    wycheproof("wycheproof/backends-p384-sha256", file, Curve::P384, Hash::Sha256, false, 472);
}

#[test]
fn nist() {
    let Some(mut suite) = Suite::begin("nist/backends-sigver", "nist-cavp-ecdsa", 60) else {
        return;
    };
    for (index, case) in list(&suite.read_json("sigver_p256_p384.json"), "cases").iter().enumerate()
    {
        let hash = match text(case, "hash") {
            "SHA-256" => Hash::Sha256,
            "SHA-384" => Hash::Sha384,
            _ => continue,
        };
        let (curve, digits) = match text(case, "curve") {
            "P-256" => (Curve::P256, 64),
            _ => (Curve::P384, 96),
        };
        let number = |key| format!("{:0>digits$}", text(case, key));
        let join = |a, b| shared::unhex(&[number(a), number(b)].concat());
        let point = [&[4], &join("qx", "qy")[..]].concat();
        let keys = Keys::new(PublicKey::from_uncompressed(curve, &point).unwrap());
        let accepted = Signature::from_raw(curve, &join("r", "s"))
            .is_some_and(|signature| keys.verify(hash, &bytes(case, "msg"), &signature));
        let id: String = format!("case {index}");
        suite.case(id, verdict(accepted), text(case, "result"));
    }
    suite.end();
}

#[test]
fn high_s_is_as_good_as_low_s_everywhere() {
    for seed in 1..=20 {
        let signing = SigningKey::from_scalar(&[seed; 32]).unwrap();
        let keys = Keys::new(signing.public_key().unwrap());
        let message = [seed; 50];
        let raw = signing.sign(&message);
        let value = p256::ecdsa::Signature::from_slice(&raw).unwrap();
        let other = -*value.split_scalars().1;
        let flipped = [&raw[..32], &other.to_bytes()[..]].concat();
        for raw in [&raw[..], &flipped] {
            let signature = Signature::from_raw(Curve::P256, raw).unwrap();
            assert!(keys.verify(Hash::Sha256, &message, &signature));
        }
    }
}

#[test]
fn damaged_signatures_keys_and_messages_are_judged_alike() {
    for seed in 1..=8_u8 {
        let signing = SigningKey::from_scalar(&[seed; 32]).unwrap();
        let keys = Keys::new(signing.public_key().unwrap());
        let message: Vec<u8> = [seed; 40].to_vec();
        let good = signing.sign(&message);
        for place in 0..64 {
            let mut raw = good;
            raw[place] ^= 1 << (seed % 8);
            let Some(signature) = Signature::from_raw(Curve::P256, &raw) else { continue };
            assert!(!keys.verify(Hash::Sha256, &message, &signature));
        }
        let signature = Signature::from_raw(Curve::P256, &good).unwrap();
        for place in 0..message.len() {
            let mut other = message.clone();
            other[place] ^= 1;
            assert!(!keys.verify(Hash::Sha256, &other, &signature));
        }
        assert!(!keys.verify(Hash::Sha384, &message, &signature));
        assert!(keys.verify(Hash::Sha256, &message, &signature));
    }
}

/// Signatures made to measure: r and s at the ends of their range, and sums at infinity.
#[test]
fn numbers_at_the_ends_of_their_range_are_judged_alike() {
    let one = p256::Scalar::ONE;
    let message = b"m";
    let digest: [u8; 32] = Hash::Sha256.digest(message).try_into().unwrap();
    let digest = p256::Scalar::reduce(&p256::FieldBytes::from(digest));
    let numbers = [one, one + one, -one, -(one + one), digest, -digest];
    for secret in numbers {
        let Ok(signing) = SigningKey::from_scalar(&secret.to_bytes()) else { continue };
        let keys = Keys::new(signing.public_key().unwrap());
        for r in numbers {
            for s in numbers {
                let raw = [&r.to_bytes()[..], &s.to_bytes()[..]].concat();
                let signature = Signature::from_raw(Curve::P256, &raw).unwrap();
                keys.verify(Hash::Sha256, message, &signature);
                keys.verify(Hash::Sha384, message, &signature);
            }
        }
    }
}
