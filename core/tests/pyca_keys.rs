//! Damaged, odd and foreign key files through `SigningKey::from_p8`.

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

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::shared::{Suite, text, unhex};
use waxwing::crypto::{Curve, PublicKey, SigningKey};
use waxwing::error::ErrorCode;

/// The file, and the code it is refused with; `None` is accepted.
type Row = (&'static str, Option<ErrorCode>);

const PKCS8: [Row; 15] = [
    ("ec-consistent-curve.pem", None),
    ("ec-inconsistent-curve.pem", Some(ErrorCode::InvalidKeyCurveMismatch)),
    ("ec-inconsistent-curve2.pem", Some(ErrorCode::InvalidKeyCurveMismatch)),
    ("ec-invalid-private-scalar.pem", Some(ErrorCode::InvalidKeyScalar)),
    ("ec-invalid-version.pem", Some(ErrorCode::InvalidKey)),
    ("ec_oid_not_in_reg_private_2.pkcs8.pem", Some(ErrorCode::InvalidKeyCurve)),
    ("ec_private_key.pem", None),
    ("ec_private_key_encrypted.pem", Some(ErrorCode::InvalidKeyEncrypted)),
    ("ecc_private_with_rfc5915_ext.pem", None),
    // Version 2 without the public key that makes it version 2 (RFC 5958 section 2).
    ("invalid-version.der", Some(ErrorCode::InvalidKey)),
    ("nodompar_private.pkcs8.pem", Some(ErrorCode::InvalidKeyCurve)),
    // Its block is an RSA key, but explanations stand before it, which no key file of Apple's has.
    ("unenc-rsa-pkcs8.pem", Some(ErrorCode::InvalidKey)),
    ("unknown-oid.der", Some(ErrorCode::InvalidKeyAlgorithm)),
    ("withdompar_private.pkcs8.pem", Some(ErrorCode::InvalidKeyCurve)),
    ("wrong-pem-delimiter-rsa.pem", Some(ErrorCode::InvalidKeyAlgorithm)),
];

const EC_KEYS: [Row; 12] = [
    ("ec-missing-curve.pem", Some(ErrorCode::InvalidKey)),
    // Either verdict is allowed; DER leaves no bits over in a whole number of bytes.
    ("ec_private_key_non_zero_unused_bits.der", Some(ErrorCode::InvalidKey)),
    ("explicit_parameters_private_key.pem", Some(ErrorCode::InvalidKeyCurve)),
    ("high-bit-set.pem", None),
    ("secp128r1_private_key.pem", Some(ErrorCode::InvalidKeyCurve)),
    ("secp256r1-explicit-no-seed.pem", Some(ErrorCode::InvalidKeyCurve)),
    ("secp256r1-explicit-seed.pem", Some(ErrorCode::InvalidKeyCurve)),
    ("secp256r1-pub-explicit-no-seed.pem", Some(ErrorCode::InvalidKeyKind)),
    ("secp256r1-pub-explicit-seed.pem", Some(ErrorCode::InvalidKeyKind)),
    ("secp384r1-explicit-no-seed.pem", Some(ErrorCode::InvalidKeyCurve)),
    ("secp384r1-pub-explicit-no-seed.pem", Some(ErrorCode::InvalidKeyKind)),
    // A private number of one byte where the curve needs 32.
    ("truncated-private-key.der", Some(ErrorCode::InvalidKeyScalar)),
];

fn outcome(text: &[u8]) -> &'static str {
    match SigningKey::from_p8(text) {
        Ok(key) => {
            assert!(key.public_key().is_ok());
            "accepted"
        }
        Err(error) => error.code().name(),
    }
}

/// Runs the rows, and everything between a whole file and none of it.
fn keys(name: &'static str, folder: &str, rows: &[Row], others: &[&str], cases: usize) {
    let Some(mut suite) = Suite::begin(name, "pyca-cryptography", cases) else {
        return;
    };
    let expected = suite.read_json("expected.json");
    let expected = &expected[folder.replace('-', "_")];
    let listed: BTreeSet<&str> =
        rows.iter().map(|(file, _)| *file).chain(others.iter().copied()).collect();
    let present = suite.list(folder);
    assert_eq!(listed, present.iter().map(String::as_str).collect());

    for (file, code) in rows {
        // What the suite's own reading allows, so that the table above cannot drift from it.
        let allowed = text(expected, file);
        assert!(
            allowed.starts_with(if code.is_some() { "reject" } else { "accept" })
                || allowed.starts_with("either"),
            "{file}: {allowed}"
        );
        let mut content = suite.read(&format!("{folder}/{file}"));
        if file.ends_with(".der") {
            // DER comes in as the bare base64 body of a PEM block.
            assert_eq!(outcome(&content), ErrorCode::InvalidKey.name(), "{file}, as bytes");
            content = STANDARD.encode(&content).into_bytes();
        }
        let expected = code.map_or("accepted", ErrorCode::name);
        suite.case(file, outcome(&content), expected);
        if let Some(start) = String::from_utf8_lossy(&content).find("\n-----BEGIN ") {
            // Without what stands before the block, the reason is the one that the suite gives.
            let block = &content[start..];
            suite.case(file, outcome(block), ErrorCode::InvalidKeyAlgorithm.name());
        }
        for length in 0..content.len() {
            let cut = outcome(&content[..length]);
            // Only the line end behind the last line may go missing.
            if !content[length..].iter().all(u8::is_ascii_whitespace) {
                assert_ne!(cut, "accepted", "{file}, cut after {length} bytes");
            }
        }
    }
    if others.contains(&"compressed_points.txt") {
        compressed_points(&mut suite, &format!("{folder}/compressed_points.txt"));
    }
    suite.end();
}

/// Every compressed point is refused by its form, and never read as another key.
fn compressed_points(suite: &mut Suite, file: &str) {
    let content = String::from_utf8(suite.read(file)).unwrap();
    for line in content.lines() {
        let Some(point) = line.strip_prefix("POINT = ") else {
            continue;
        };
        let refusal = PublicKey::from_uncompressed(Curve::P256, &unhex(point)).unwrap_err();
        suite.case(point, refusal.code().name(), ErrorCode::UnsupportedKey.name());
    }
}

#[test]
fn pkcs8() {
    keys("pyca/pkcs8", "pkcs8", &PKCS8, &[], 15 + 1);
}

#[test]
fn ec_keys() {
    keys("pyca/ec-keys", "ec-keys", &EC_KEYS, &["compressed_points.txt"], 12 + 4);
}
