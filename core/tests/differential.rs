//! The chain rule beside three independent implementations, on chains of every shape, most of them
//! damaged and then properly signed.
//!
//! A disagreement is an entry of a table below, with the reason for it, or a failure. Entries that
//! nothing uses any more are failures too.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common {
    pub(crate) mod chains;
    pub(crate) mod peers;
    pub(crate) mod shared;
}

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use common::chains::{Chain, NOW, Random, mutated, signed};
use common::peers::{self, Verdict};
use common::shared::say;
use serde_json::Value;
use waxwing::crypto::SignatureCheck;
use waxwing::error::Error;
use waxwing::time::Timestamp;
use waxwing::x509::{Anchor, Certificate, Path, PathRules};

/// How many chains are made, and how many damaged forms of each.
const CHAINS: usize = 350;
const DAMAGED: usize = 30;

/// One chain: root first, leaf last.
pub(crate) struct Case {
    what: String,
    certificates: Vec<Vec<u8>>,
    /// Cases of one family differ in their leaf only.
    family: Option<usize>,
    /// For the peer that takes long: one of several alike is enough.
    sampled: bool,
}

/// Where a peer accepts what is refused here: peers, the beginning of code and finding, why.
///
/// Being stricter is a choice each time, and most are one: whatever stands in a certificate is
/// strict DER of the form that RFC 5280 gives it, whether or not it decides anything.
const STRICTER: &[(&str, &str, &str)] = &[
    ("webpki", "bad_anchor: ", "takes name and key from a root and looks at nothing else"),
    ("webpki", "expired: ", "does not look at a root's dates"),
    ("webpki", "not_yet_valid: ", "does not look at a root's dates"),
    ("webpki", "path_length: ", "does not look at a root's path length"),
    ("webpki pyca", "unsupported_key: ", "does not read the key of a leaf until it is used"),
    ("webpki pyca openssl", "key_usage: ", "was not asked for a purpose"),
    ("pyca openssl", "leaf_is_ca: ", "was not asked for a purpose"),
    ("pyca", "bad_anchor: a key usage ", "was not asked for a purpose"),
    ("webpki pyca openssl", "unhandled_critical: extension 2.5.29.", "knows this extension"),
    ("pyca openssl", "bad_anchor: extension 2.5.29.", "knows this extension"),
    ("openssl", "unsupported_key: ", "takes keys of every kind and form"),
    ("webpki openssl", "duplicate_extension: ", "does not compare extensions it does not know"),
    ("openssl", "bad_anchor: no basic constraints", "a root that signed itself may lack them"),
    ("openssl", "bad_anchor: different ones", "does not look at a root's own signature"),
    ("openssl", "bad_anchor: a version ", "looks at no version"),
    ("openssl", "malformed_cert: a version ", "looks at no version"),
    ("openssl", "malformed_cert: version 1 ", "looks at no version"),
    ("openssl", "malformed_cert: extensions in ", "looks at no version"),
    ("openssl", "algorithm_mismatch: parameters", "takes NULL for no parameters"),
    ("openssl", "unknown_anchor: ", "compares names by RFC 5280 section 7.1, not by their bytes"),
    ("webpki openssl", "issuer_mismatch: an empty name", "an empty name is a name"),
    ("pyca openssl", "issuer_mismatch: ", "so it does, and searches for a path among certificates"),
    ("pyca openssl", "bad_anchor: damage in ", "reads BER, or does not read what it does not use"),
    ("openssl", "malformed_cert: damage in ", "reads BER, and bytes after the end of an element"),
    ("webpki openssl", "malformed_cert: a year before 2050", "takes either date for every year"),
    ("webpki openssl", "malformed_cert: an extension with FALSE", "reads defaults written out"),
    ("webpki", "malformed_cert: an object identifier ", "compares identifiers by their bytes"),
    ("webpki", "malformed_cert: damage in the serial number", "does not use it"),
    ("webpki pyca openssl", "malformed_cert: an empty list of ", "takes it for none"),
    ("webpki pyca openssl", "malformed_cert: a path length ", "reads that of authorities only"),
    ("webpki pyca openssl", "malformed_cert: a name whose parts ", "does not read names"),
    ("webpki pyca", "malformed_cert: damage in a name", "does not read names"),
    ("webpki pyca", "malformed_cert: a key usage that ", "does not read that of a leaf"),
    ("webpki pyca", "malformed_cert: damage in the key usage", "does not read that of a leaf"),
    ("webpki pyca", "malformed_cert: damage in the key's ", "does not read the key of a leaf"),
    ("webpki", "malformed_cert: damage in the public key", "does not read the key of a leaf"),
    ("webpki pyca", "malformed_cert: damage in an extension", "skips those it does not know"),
    ("pyca", "malformed_cert: damage in the basic constraints", "does not read them of a leaf"),
    ("pyca", "malformed_cert: damage in the path length", "does not read it of a leaf"),
];

/// How many chains a row of the next table may explain: it is about a handful of thousands.
const MOST_LAXER: usize = 20;

/// Where a peer refuses what is accepted here.
const LAXER: &[(&str, &str, &str)] = &[
    // Purposes and other names of a leaf decide nothing in a chain of the App Store; where they
    // are critical, they are refused.
    ("webpki", "BadDer", "reads them, and knows path lengths to 255 only"),
    ("openssl", "20", "finds no issuer for a certificate with an extension it cannot read"),
    ("pyca", "VerificationError validation failed: ASN.1 parsing error", "reads them"),
    // Names are compared as they are; what their letters mean decides nothing.
    ("openssl", "unreadable", "reads the text in a name"),
    ("pyca", "ValueError error parsing asn1 value", "reads the text in a name"),
    // A root is trusted because it is pinned.
    ("openssl", "2", "wants a root that signed itself"),
    // RFC 5280 section 4.1.2.5: the period includes notAfter.
    ("openssl", "10", "takes the last second of a period for the first one after it"),
];

/// What several peers refuse, so that it is accepted here almost alone.
const ALONE: &[(&[&str], &str)] = &[
    (&["webpki BadDer", "openssl 20"], "damaged purposes that are not critical"),
    (&["webpki BadDer", "pyca VerificationError"], "damaged other names that are not critical"),
    (&["openssl unreadable", "pyca ValueError"], "text in a name"),
];

/// Chains of every shape, and damaged forms of each, signed as if nothing were wrong.
fn made() -> Vec<Case> {
    let mut random = Random(26);
    let mut cases = Vec::new();
    for family in 0..CHAINS {
        let chain = Chain::random(&mut random);
        let good = chain.certificates();
        let leaf = good.len() - 1;
        for _ in 0..DAMAGED {
            let place = if random.below(5) < 3 { leaf } else { random.below(leaf + 1) };
            let plan = &chain.0[place];
            let (tbs, what) = mutated(&plan.tbs(), &mut random);
            let mut certificates = good.clone();
            certificates[place] = signed(&tbs, plan.hash, &chain.issuer(place).key);
            let what = format!("chain {family}: {what} in {place} of {}", good.len());
            let family = (place == leaf).then_some(family);
            cases.push(Case { what, certificates, family, sampled: family.is_none() });
        }
        let what = format!("chain {family}");
        cases.push(Case { what, certificates: good, family: Some(family), sampled: false });
    }
    cases
}

/// The chains of the shared vectors: each fault of table C of the security guide.
fn of_vectors() -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/verify-chain.json");
    let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let der = |text: &Value| STANDARD.decode(text.as_str()?).ok();
    let case = |case: &Value| {
        let root = match (&case["roots"], &case["roots_b64"]) {
            (Value::Array(names), Value::Null) if names.len() == 1 => {
                der(&file["roots"][names[0].as_str().unwrap()])?
            }
            (Value::Null, Value::Array(roots)) if roots.len() == 1 => der(&roots[0])?,
            _ => return None,
        };
        let header = case["token"].as_str()?.split('.').next()?;
        let header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).ok()?).ok()?;
        let certificates = vec![root, der(&header["x5c"][1])?, der(&header["x5c"][0])?];
        if certificates.iter().any(Vec::is_empty) {
            return None;
        }
        let what = case["name"].as_str().unwrap().to_owned();
        Some(Case { what, certificates, family: None, sampled: false })
    };
    file["cases"].as_array().unwrap().iter().filter_map(case).collect()
}

fn judge(certificates: &[Vec<u8>]) -> Result<(), Error> {
    let (root, chain) = certificates.split_first().unwrap();
    let anchor = Anchor::from_der(root)?;
    let chain = chain
        .iter()
        .rev()
        .map(|der| Certificate::from_der(der, "certificate"))
        .collect::<Result<Vec<_>, _>>()?;
    let path = Path::begin(chain, &[anchor], PathRules::DangerousAnyLeaf)?;
    let outcomes: Vec<bool> = path.checks().iter().map(SignatureCheck::run).collect();
    path.finish(&outcomes, Timestamp::from_secs(NOW).unwrap()).map(|_| ())
}

fn ours(case: &Case) -> Verdict {
    judge(&case.certificates).map_err(|error| format!("{}: {}", error.code().name(), error.found()))
}

/// The row of a table that explains a verdict.
fn explained<'a>(
    table: &'a [(&'a str, &'a str, &'a str)],
    peer: &str,
    verdict: &str,
) -> Option<&'a (&'a str, &'a str, &'a str)> {
    table.iter().find(|(peers, begins, _)| {
        peers.split(' ').any(|known| known == peer) && verdict.starts_with(begins)
    })
}

#[test]
fn agrees_with_independent_implementations() {
    let mut cases = made();
    cases.extend(of_vectors());
    let (ours, peers) = std::thread::scope(|scope| {
        let peers = scope.spawn(|| peers::all(&cases));
        let ours: Vec<Verdict> = cases.iter().map(ours).collect();
        (ours, peers.join().unwrap())
    });
    let accepted = ours.iter().filter(|verdict| verdict.is_ok()).count();
    say(&format!("\ndifferential: {} chains, {accepted} accepted", cases.len()));

    let mut used: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    let mut failed: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    let (mut agreed, mut differed) = (0, 0);
    for (peer, verdicts) in &peers {
        let (mut asked, mut differs) = (0, 0);
        for ((case, ours), theirs) in cases.iter().zip(&ours).zip(verdicts) {
            let Some(theirs) = theirs else { continue };
            asked += 1;
            let (row, text) = match (ours, theirs) {
                (Ok(()), Ok(())) | (Err(_), Err(_)) => continue,
                (Ok(()), Err(error)) => {
                    (explained(LAXER, peer, error), format!("{peer} refuses: {error}"))
                }
                (Err(error), Ok(())) => {
                    (explained(STRICTER, peer, error), format!("{peer} accepts: {error}"))
                }
            };
            differs += 1;
            match row {
                Some(row) => *used.entry(*row).or_default() += 1,
                None => failed.entry(text).or_insert((0, &case.what)).0 += 1,
            }
        }
        say(&format!("differential: {peer}: {asked} asked, {differs} differ"));
        agreed += asked - differs;
        differed += differs;
    }
    // What nobody else accepts must have an explanation of its own.
    for (index, case) in cases.iter().enumerate().filter(|(index, _)| ours[*index].is_ok()) {
        let refusals: Vec<String> = peers
            .iter()
            .filter_map(|(peer, verdicts)| match &verdicts[index] {
                Some(Err(error)) => Some(format!("{peer} {error}")),
                _ => None,
            })
            .collect();
        let asked = peers.iter().filter(|(_, verdicts)| verdicts[index].is_some()).count();
        if asked < 2 || refusals.len() < asked.min(2) {
            continue;
        }
        let known = ALONE.iter().any(|(begins, _)| {
            begins.iter().all(|begins| refusals.iter().any(|text| text.starts_with(begins)))
        });
        if !known {
            let text = format!("accepted here alone: {}", refusals.join(", "));
            failed.entry(text).or_insert((0, &case.what)).0 += 1;
        }
    }
    // The version of this peer is fixed; others may have changed their mind.
    for row in STRICTER.iter().chain(LAXER).filter(|row| row.0.split(' ').any(|p| p == "webpki")) {
        assert!(used.contains_key(row), "no case needs the row {row:?}");
    }
    for row in LAXER {
        let count = used.get(row).copied().unwrap_or_default();
        if count > MOST_LAXER {
            failed.insert(format!("{count} cases of the row {row:?}"), (count, "many"));
        }
    }
    say(&format!(
        "waxwing-tests: differential passed={} failed={} skipped=0",
        agreed + differed,
        failed.len()
    ));
    let lines: Vec<String> = failed
        .iter()
        .map(|(text, (count, example))| format!("{count} times, first in {example}: {text}"))
        .collect();
    assert!(lines.is_empty(), "differences without an explanation:\n{}", lines.join("\n"));
}
