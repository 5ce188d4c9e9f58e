//! The third-party suites through the tabled verification, which no public function reaches by
//! itself: it must say what the plain one says, for every case.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../../tests/common/shared.rs"]
mod shared;

use alloc::format;
use alloc::string::String;

use shared::{Suite, bytes, list, text, verdict};

use crate::crypto::{Curve, Hash, PublicKey, Signature, SignatureCheck};

fn tabled(key: &PublicKey, hash: Hash, message: &[u8], signature: Option<Signature>) -> bool {
    signature.is_some_and(|signature| {
        let plain = SignatureCheck::new(key.clone(), hash, signature, message);
        let tabled = plain.clone().with_table(key.table());
        assert_eq!(tabled.run(), plain.run());
        tabled.run()
    })
}

fn wycheproof(name: &'static str, file: &str, raw: bool, cases: usize) {
    let Some(mut suite) = Suite::begin(name, "wycheproof", cases) else {
        return;
    };
    for group in list(&suite.read_json(file), "testGroups") {
        let point = bytes(&group["publicKey"], "uncompressed");
        let key = PublicKey::from_uncompressed(Curve::P256, &point).unwrap();
        for test in list(group, "tests") {
            let signature = bytes(test, "sig");
            let signature = if raw {
                Signature::from_raw(Curve::P256, &signature)
            } else {
                Signature::from_der(Curve::P256, &signature)
            };
            let accepted = tabled(&key, Hash::Sha256, &bytes(test, "msg"), signature);
            suite.case(format!("tcId {}", test["tcId"]), verdict(accepted), text(test, "result"));
        }
    }
    suite.end();
}

#[test]
fn wycheproof_raw() {
    let file = "ecdsa_secp256r1_sha256_p1363_test.json";
    wycheproof("wycheproof/tabled-p1363", file, true, 262);
}

#[test]
fn wycheproof_der() {
    wycheproof("wycheproof/tabled", "ecdsa_secp256r1_sha256_test.json", false, 484);
}

#[test]
fn nist() {
    let Some(mut suite) = Suite::begin("nist/tabled-sigver", "nist-cavp-ecdsa", 30) else {
        return;
    };
    for (index, case) in list(&suite.read_json("sigver_p256_p384.json"), "cases").iter().enumerate()
    {
        let hash = match (text(case, "curve"), text(case, "hash")) {
            ("P-256", "SHA-256") => Hash::Sha256,
            ("P-256", "SHA-384") => Hash::Sha384,
            _ => continue,
        };
        let number = |key| format!("{:0>64}", text(case, key));
        let join = |a, b| shared::unhex(&[number(a), number(b)].concat());
        let point = [&[4], &join("qx", "qy")[..]].concat();
        let key = PublicKey::from_uncompressed(Curve::P256, &point).unwrap();
        let signature = Signature::from_raw(Curve::P256, &join("r", "s"));
        let accepted = tabled(&key, hash, &bytes(case, "msg"), signature);
        let id: String = format!("case {index}");
        suite.case(id, verdict(accepted), text(case, "result"));
    }
    suite.end();
}
