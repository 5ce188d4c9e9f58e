//! Damaged, odd and foreign certificates of pyca/cryptography, through `Certificate` and `Anchor`.

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
use common::shared::Suite;
use waxwing::error::Error;
use waxwing::x509::{Anchor, Certificate};

const RSA: &str = "unsupported_algorithm";

/// The file, and how it ends as a certificate. As a root only `ca/ca.pem` will do.
const ROWS: [(&str, &str); 35] = [
    // RSA, so nothing else about it is looked at. The suite asks for no more than that none of
    // them causes a panic, and that neither a critical extension which nobody knows nor a length
    // in long form is accepted.
    ("aia_ca_issuers.pem", RSA),
    ("aia_ocsp.pem", RSA),
    ("aia_ocsp_ca_issuers.pem", RSA),
    ("all_key_usages.pem", RSA),
    ("authority_key_identifier.pem", RSA),
    ("authority_key_identifier_no_keyid.pem", RSA),
    ("bad_country.pem", RSA),
    ("basic_constraints_not_critical.pem", RSA),
    ("bc_path_length_zero.pem", RSA),
    ("ca/rsa_ca.pem", RSA),
    ("ca/rsae_ca.pem", RSA),
    ("cp_invalid2.der", RSA),
    ("ekucrit-testuser-cert.pem", RSA),
    ("extended_key_usage.pem", RSA),
    ("invalid_signature_cert.pem", RSA),
    ("invalid_utf8_common_name.pem", RSA),
    ("long-form-name-attribute.pem", RSA),
    ("malformed-san.pem", RSA),
    ("ocsp_nocheck.pem", RSA),
    ("post2000utctime.pem", RSA),
    ("unsupported_extension.pem", RSA),
    ("unsupported_extension_2.pem", RSA),
    ("unsupported_extension_critical.pem", RSA),
    ("utf8_common_name.pem", RSA),
    ("valid_signature_cert.pem", RSA),
    // Form.
    ("invalid_version.pem", "malformed_cert"),
    ("negative_serial.pem", "malformed_cert"),
    // It says 2012 in the form that begins with the year 2050.
    ("unsupported_subject_public_key_info.pem", "malformed_cert"),
    ("two_basic_constraints.pem", "duplicate_extension"),
    ("mismatch_inner_outer_sig_algorithm.der", "algorithm_mismatch"),
    // The suite allows either; RFC 5758 section 3.2 leaves no room for a NULL.
    ("ecdsa_null_alg.pem", "algorithm_mismatch"),
    ("ec_no_named_curve.pem", "unsupported_key"),
    // Good certificates. Which purposes a responder of OCSP needs is its own matter, and a name
    // is a row of bytes.
    ("empty-eku.pem", "accepted"),
    ("name_attribute_unsupported_tag.pem", "accepted"),
    ("ca/ca.pem", "accepted"),
];

/// The certificate in a PEM file, or the file itself.
fn der(file: &str, bytes: Vec<u8>) -> Vec<u8> {
    if file.ends_with(".der") {
        return bytes;
    }
    let text = String::from_utf8(bytes).unwrap();
    let body = text.split_once("CERTIFICATE-----").unwrap().1.split_once("-----END").unwrap().0;
    STANDARD.decode(body.split_whitespace().collect::<String>()).unwrap()
}

fn outcome<T>(result: Result<T, Error>) -> &'static str {
    match result {
        Ok(_) => "accepted",
        Err(error) => error.code().name(),
    }
}

#[test]
fn certificates() {
    let Some(mut suite) = Suite::begin("pyca/x509-custom", "pyca-cryptography", 70) else { return };
    let folder = |name: &str| suite.list(name);
    let mut present: BTreeSet<String> = folder("x509-custom").into_iter().collect();
    present.remove("ca");
    present.extend(folder("x509-custom/ca").iter().map(|file| format!("ca/{file}")));
    present.retain(|file| !file.ends_with("_key.pem"));
    assert_eq!(present, ROWS.iter().map(|(file, _)| (*file).to_owned()).collect());

    for (file, expected) in ROWS {
        let der = der(file, suite.read(&format!("x509-custom/{file}")));
        suite.case(file, outcome(Certificate::from_der(&der, "certificate")), expected);
        let as_root = if file == "ca/ca.pem" { "accepted" } else { "bad_anchor" };
        suite.case(format!("{file} as root"), outcome(Anchor::from_der(&der)), as_root);
        for length in 0..der.len() {
            assert!(Certificate::from_der(&der[..length], "certificate").is_err(), "{file}");
        }
        // Whatever a flipped bit makes of it: no panic.
        for at in 0..der.len() {
            let mut flipped = der.clone();
            flipped[at] ^= 1 << (at % 8);
            let _ = outcome(Certificate::from_der(&flipped, "certificate"));
            let _ = outcome(Anchor::from_der(&flipped));
        }
    }
    suite.end();
}
