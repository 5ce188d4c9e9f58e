//! The certificate chains of Apple's own libraries' tests, played with the certificates of a
//! genuine object: what makes a chain good, and every way in which theirs are bad.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "common/shared.rs"]
mod shared;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use shared::Suite;
use waxwing::app_store::{Environment, Validity, Verifier, VerifierBuilder};
use waxwing::crypto::SignatureCheck;
use waxwing::time::Timestamp;
use waxwing::x509::Certificate;

/// Signed 2025-02-10 by a leaf that ended in October 2025.
const FILE: &str = "transaction-Sandbox-1739161772561-67237f4b.jws";

/// 2025-03-01T00:00:00Z
const THEN: Timestamp = Timestamp::from_millis(1_740_787_200_000);

/// The date at which Apple's tests find their chain expired, in 2042.
const LATER: Timestamp = Timestamp::from_millis(2_280_946_846_000);

fn builder() -> VerifierBuilder {
    Verifier::builder().environment(Environment::Sandbox).bundle_id("com.goodheartapp")
}

/// A token with other entries in `x5c`.
fn with_x5c(token: &str, entries: &[String]) -> String {
    let header = json!({"alg": "ES256", "x5c": entries}).to_string();
    let (_, rest) = token.split_once('.').unwrap();
    format!("{}.{rest}", URL_SAFE_NO_PAD.encode(header))
}

fn entries(token: &str) -> Vec<String> {
    let header = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap();
    let header: Value = serde_json::from_slice(&header).unwrap();
    header["x5c"].as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

/// A certificate whose marker is the next one on its arc.
fn sibling_marker(entry: &str, marker: &[u8]) -> String {
    let mut der = STANDARD.decode(entry).unwrap();
    let at = der.windows(marker.len()).position(|window| window == marker).unwrap();
    der[at + marker.len() - 1] += 1;
    STANDARD.encode(der)
}

/// How it ends when whoever runs the checks finds every signature good.
fn outcome(builder: VerifierBuilder, token: &str, at: Timestamp) -> String {
    let run = || {
        let verifier = builder.build()?;
        let pending = verifier.begin(token.as_bytes(), None)?;
        let outcomes = vec![true; pending.checks().len()];
        pending.finish(&outcomes, at)
    };
    match run() {
        Ok(_) => String::from("ok"),
        Err(error) => error.code().to_string(),
    }
}

#[test]
fn chains_end_as_in_apples_tests() {
    const CASES: usize = 10;
    let Some(mut suite) = Suite::begin("apple-chain", "real-jws", CASES) else { return };
    let token = String::from_utf8(suite.read(FILE).trim_ascii().to_vec()).unwrap();
    let x5c = entries(&token);
    let [leaf, intermediate, root] = x5c.as_slice() else { panic!("three entries") };

    // The leaf's public key is what the token is checked with, and every signature holds.
    let verifier = builder().build().unwrap();
    let pending = verifier.begin(token.as_bytes(), None).unwrap();
    let checks = pending.checks();
    assert!(checks.iter().all(SignatureCheck::run));
    let certificate = Certificate::from_der(&STANDARD.decode(leaf).unwrap(), "leaf").unwrap();
    let key = certificate.key().to_spki_der();
    suite.case("valid chain: public key", checks[2].spki_der() == key, true);

    // 1.2.840.113635.100.6.11.1 and 1.2.840.113635.100.6.2.1
    let leaf_marker = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x63, 0x64, 6, 11, 1];
    let intermediate_marker = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x63, 0x64, 6, 2, 1];
    let other_leaf = sibling_marker(leaf, &leaf_marker);
    let other_intermediate = sibling_marker(intermediate, &intermediate_marker);
    let [leaf, intermediate, root] = [leaf, intermediate, root].map(String::as_str);
    for (what, x5c, expected) in [
        ("valid chain", vec![leaf, intermediate, root], "ok"),
        ("another root in third place", vec![leaf, intermediate, leaf], "ok"),
        ("intermediate of …6.2.2", vec![leaf, &other_intermediate, root], "intermediate_marker"),
        ("leaf of …6.11.2", vec![&other_leaf, intermediate, root], "leaf_marker"),
        ("two certificates", vec![leaf, intermediate], "chain_length"),
        ("bad base64", vec!["not base64", intermediate, root], "invalid_base64"),
        ("base64 of junk", vec!["anVuaw==", intermediate, root], "malformed_cert"),
    ] {
        let x5c: Vec<String> = x5c.into_iter().map(String::from).collect();
        let found = outcome(builder(), &with_x5c(&token, &x5c), THEN);
        suite.case(what, found, String::from(expected));
    }

    let other_root = suite.read("../apple-mock/certs/testCA.der");
    let found = outcome(builder().root(other_root), &token, THEN);
    suite.case("other root", found, String::from("unknown_anchor"));
    let found = outcome(builder().validity(Validity::CheckTime), &token, LATER);
    suite.case("expired", found, String::from("expired"));
    suite.end();
}
