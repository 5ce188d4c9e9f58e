//! x509-limbo: path validation beyond Apple's own shape, by the general rules of the path.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "common/shared.rs"]
mod shared;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use shared::Suite;
use waxwing::crypto::SignatureCheck;
use waxwing::error::Error;
use waxwing::time::Timestamp;
use waxwing::x509::{Anchor, Certificate, Path, PathRules};

/// Where both verdicts can be defended, the one given here, so that it stays the same.
const CHOSEN: [(&str, &str); 29] = [
    // Stricter than upstream: a leaf that is an authority, self-issued certificates under a
    // shared name, name constraints at all, critical key identifiers, serials over 20 bytes.
    ("pathlen::validation-ignores-pathlen-in-leaf", "reject"),
    ("pathlen::self-issued-certs-pathlen", "reject"),
    ("pathlen::max-chain-depth-1-self-issued", "reject"),
    ("pathological::multiple-chains-expired-intermediate", "reject"),
    ("rfc5280::aki::critical-aki", "reject"),
    ("rfc5280::nc::permitted-dns-match", "reject"),
    ("rfc5280::nc::permitted-dns-match-noncritical", "reject"),
    ("rfc5280::nc::permitted-dns-match-more", "reject"),
    ("rfc5280::nc::permitted-ipv4-match", "reject"),
    ("rfc5280::nc::permitted-ipv6-match", "reject"),
    ("rfc5280::nc::permitted-dn-match", "reject"),
    ("rfc5280::nc::permitted-self-issued", "reject"),
    ("rfc5280::nc::permitted-different-constraint-type", "reject"),
    ("rfc5280::nc::excluded-different-constraint-type", "reject"),
    ("rfc5280::nc::not-allowed-in-ee-noncritical", "reject"),
    ("rfc5280::nc::not-allowed-in-ee-critical", "reject"),
    ("rfc5280::serial::too-long", "reject"),
    ("rfc5280::ski::critical-ski", "reject"),
    ("webpki::nc::permitted-dns-match-noncritical", "reject"),
    ("rfc5280::root-missing-basic-constraints", "reject"),
    // Laxer: extensions that decide nothing here are not looked into.
    ("rfc5280::san::malformed", "accept"),
    ("rfc5280::san::noncritical-with-empty-subject", "accept"),
    ("rfc5280::serial::zero", "accept"),
    ("webpki::aki::root-with-aki-missing-keyidentifier", "accept"),
    ("webpki::aki::root-with-aki-authoritycertissuer", "accept"),
    ("webpki::aki::root-with-aki-authoritycertserialnumber", "accept"),
    ("webpki::aki::root-with-aki-all-fields", "accept"),
    ("webpki::aki::root-with-aki-ski-mismatch", "accept"),
    ("webpki::malformed-aia", "accept"),
];

fn der(pem: &Value) -> Vec<u8> {
    let body: String =
        pem.as_str().unwrap().lines().filter(|line| !line.starts_with("-----")).collect();
    STANDARD.decode(body).unwrap()
}

/// Intermediates in the order of issue: upstream lists them in any order.
fn ordered(leaf: Certificate, mut pool: Vec<Certificate>) -> Vec<Certificate> {
    let mut chain = vec![leaf];
    while let Some(next) =
        pool.iter().position(|issuer| issuer.subject() == chain.last().unwrap().issuer())
    {
        chain.push(pool.remove(next));
    }
    chain
}

fn verdict(case: &Value, at: Timestamp) -> Result<(), Error> {
    let list = |key: &str| case[key].as_array().unwrap().iter().map(der).collect::<Vec<_>>();
    let anchors = list("trusted_certs")
        .iter()
        .map(|der| Anchor::from_der(der))
        .collect::<Result<Vec<Anchor>, Error>>()?;
    let leaf = Certificate::from_der(&der(&case["peer_certificate"]), "leaf certificate")?;
    let pool = list("untrusted_intermediates")
        .iter()
        .map(|der| Certificate::from_der(der, "intermediate certificate"))
        .collect::<Result<Vec<Certificate>, Error>>()?;
    let path = Path::begin(ordered(leaf, pool), &anchors, PathRules::DangerousAnyLeaf)?;
    let outcomes: Vec<bool> = path.checks().iter().map(SignatureCheck::run).collect();
    path.finish(&outcomes, at).map(|_| ())
}

#[test]
fn paths_are_judged_as_the_suite_expects() {
    let Some(mut suite) = Suite::begin("x509-limbo", "x509-limbo", 135) else { return };
    let limbo = suite.read_json("limbo-2023-12-02.json");
    let applicability = suite.read_json("applicability.json");
    for case in limbo["testcases"].as_array().unwrap() {
        let id = case["id"].as_str().unwrap();
        let row = &applicability["cases"][id];
        let at = row["validation_time"].as_str().unwrap();
        let found = match verdict(case, rfc_3339(at)) {
            Ok(()) => String::from("accept"),
            Err(error) => format!("reject {error:?}"),
        };
        let short = found.split(' ').next().unwrap();
        match row["waxwing"].as_str().unwrap() {
            "skip" => suite.skip(row["why"].as_str().unwrap()),
            "either" => {
                let chosen = CHOSEN.iter().find(|(chosen, _)| *chosen == id);
                let (_, expected) = chosen.copied().unwrap_or((id, "(none recorded)"));
                suite.case(format!("{id} {found}"), short, expected);
            }
            expected => suite.case(format!("{id} {found}"), short, expected),
        }
    }
    suite.end();
}

/// Seconds since 1970 of a date at UTC.
fn rfc_3339(text: &str) -> Timestamp {
    let number = |from: usize, to: usize| text[from..to].parse::<i64>().unwrap();
    assert!(text.ends_with("+00:00") || text.ends_with('Z'), "{text}");
    let (mut year, mut month) = (number(0, 4), number(5, 7));
    // Count years from March, so that the leap day is the last of its year.
    if month < 3 {
        year -= 1;
        month += 12;
    }
    let days = 365 * year + year / 4 - year / 100
        + year / 400
        + (153 * (month - 3) + 2) / 5
        + number(8, 10)
        - 1
        - 719_468;
    let seconds = number(11, 13) * 3600 + number(14, 16) * 60 + number(17, 19);
    Timestamp::from_secs(days * 86_400 + seconds).unwrap()
}
