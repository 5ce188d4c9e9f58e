//! The bytes that are sent.

use alloc::vec;
use alloc::vec::Vec;

use super::make::*;
use super::shared::Suite;
use crate::error::ErrorCode;
use crate::x509::Certificate;
use crate::x509::ocsp::{CONTENT_TYPE, CertIdHash, Request};

fn expected(hash: CertIdHash, kind: &[u8], serial: &[u8]) -> Vec<u8> {
    let cert_id = sequence(&[
        &sequence(&[&oid(kind), &[5, 0]]),
        &element(4, &hash.digest(&name("Test CA"))),
        &element(4, &hash.digest(&Key::p384("ca").public().to_uncompressed())),
        &element(2, serial),
    ]);
    sequence(&[&sequence(&[&cert_id])])
}

#[test]
fn a_request_names_one_certificate() {
    let request = request();
    let list = expected(CertIdHash::Sha1, SHA1, &leaf().serial);
    assert_eq!(request.body(), sequence(&[&sequence(&[&list])]));
    assert_eq!(request.url(), Some("http://ocsp.example.com/ca"));
    assert_eq!(request.content_type(), CONTENT_TYPE);
    assert_eq!(request.certificate(), &leaf().read());
    assert_eq!(request.issuer(), &issuer().read());

    let list = expected(CertIdHash::Sha256, SHA256, &leaf().serial);
    let other = request.clone().with_hash(CertIdHash::Sha256);
    assert_eq!(other.body(), sequence(&[&sequence(&[&list])]));

    let list = expected(CertIdHash::Sha1, SHA1, &leaf().serial);
    let nonce = extension(NONCE, false, &element(4, &[7; 32]));
    let extensions = element(0xa2, &element(0x30, &nonce));
    let with_nonce = request.with_nonce(&[7; 32]).unwrap();
    assert_eq!(with_nonce.body(), sequence(&[&sequence(&[&list, &extensions])]));
}

#[test]
fn serial_numbers_keep_their_der_form() {
    for serial in [vec![0], vec![1], vec![0x7f], vec![0, 0x80], vec![0x7f; 20], vec![1, 0]] {
        let leaf = Draft { serial: serial.clone(), ..leaf() }.read();
        let request = Request::new(&leaf, &issuer().read()).unwrap();
        let list = expected(CertIdHash::Sha1, SHA1, &serial);
        assert_eq!(request.body(), sequence(&[&sequence(&[&list])]), "{serial:?}");
        let answer = Answer::direct(GOOD).with_entry(|entry| entry.serial = serial);
        assert!(request.verify(&answer.to_der(), NOW).is_good());
    }
}

#[test]
fn only_the_issuer_is_taken_for_it() {
    let error = Request::new(&leaf().read(), &root().read()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::IssuerMismatch);
}

/// Apple's own: the addresses that its certificates name.
#[test]
fn apples_intermediate_is_asked_about_at_apples_responder() {
    let Some(mut suite) = Suite::begin("apple-roots/ocsp-request", "apple-roots", 2) else {
        return;
    };
    let der = suite.read("AppleWWDRCAG6.der");
    let root = crate::x509::Anchor::apple_root_ca_g3().unwrap();
    let intermediate = Certificate::from_der(&der, "intermediate certificate").unwrap();
    let request = Request::new(&intermediate, root.certificate()).unwrap();
    assert!(request.clone().at_host("ocsp.apple.com").is_ok());
    let url = "http://ocsp.apple.com/ocsp03-applerootcag3";
    suite.case("url", request.url().unwrap_or("none"), url);
    suite.case("body", crate::hex::encode(&request.body()), BY_OPENSSL.to_owned());
    suite.end();
}

/// By `openssl ocsp -sha1 -no_nonce -reqout` for these two certificates.
const BY_OPENSSL: &str = concat!(
    "305530533051304f304d300906052b0e03021a05000414343df96ba2061fce3815ecc00317e4545047309b0414",
    "bbb0dea15833889aa48a99debebdebafdacb24ab021422c1a1470a747369ef538612c9c69f3d38f36cd7",
);
