//! The memory of verified chains changes what a verification costs and never how it ends.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common {
    pub(crate) mod chains;
}

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use common::chains::{Chain, Key, NOW, signed};
use serde_json::Value;
use waxwing::app_store::{Environment, Validity, Verifier, VerifierBuilder};
use waxwing::time::Timestamp;

const FILES: [&str; 4] =
    ["verify-chain.json", "verify-claims.json", "verify-compact.json", "verify-kinds.json"];

/// One case of the shared vectors.
struct Case {
    name: String,
    builder: VerifierBuilder,
    policy: String,
    token: String,
    now: Timestamp,
}

fn cases() -> Vec<Case> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors");
    let mut cases = Vec::new();
    for name in FILES {
        let text = std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap();
        cases.extend(file["cases"].as_array().unwrap().iter().map(|case| read(&file, case)));
    }
    cases
}

fn list<'a>(case: &'a Value, key: &str) -> &'a [Value] {
    case[key].as_array().map_or(&[], Vec::as_slice)
}

fn read(file: &Value, case: &Value) -> Case {
    let named = list(case, "roots").iter().map(|name| &file["roots"][name.as_str().unwrap()]);
    let roots: Vec<Vec<u8>> = named
        .chain(list(case, "roots_b64"))
        .map(|root| STANDARD.decode(root.as_str().unwrap()).unwrap())
        .collect();
    let validity = match case["validity"].as_str().unwrap() {
        "check_time" => Validity::CheckTime,
        _ => Validity::SigningTime,
    };
    let mut builder = Verifier::builder().roots(roots).validity(validity);
    for environment in list(case, "environments") {
        builder = builder.environment(Environment::from(environment.as_str().unwrap()));
    }
    for bundle_id in list(case, "bundle_ids") {
        builder = builder.bundle_id(bundle_id.as_str().unwrap());
    }
    if list(case, "bundle_ids").is_empty() {
        builder = builder.dangerous_any_bundle_id();
    }
    for app_apple_id in list(case, "app_apple_ids") {
        builder = builder.app_apple_id(app_apple_id.as_i64().unwrap());
    }
    if list(case, "app_apple_ids").is_empty() {
        builder = builder.dangerous_any_app_apple_id();
    }
    let token = match case["token"].as_str() {
        Some(token) => token.to_owned(),
        None => list(case, "token_parts")
            .iter()
            .map(|part| {
                let times = part["repeat"].as_u64().unwrap();
                part["text"].as_str().unwrap().repeat(usize::try_from(times).unwrap())
            })
            .collect(),
    };
    let name = case["name"].as_str().unwrap().to_owned();
    let now = Timestamp::from_millis(case["now_ms"].as_i64().unwrap());
    Case { name, policy: format!("{builder:?}"), builder, token, now }
}

fn outcome(verifier: &Verifier, case: &Case) -> String {
    match verifier.any(&case.token, case.now) {
        Ok(object) => format!("{object:?}"),
        Err(error) => format!("{error:?}"),
    }
}

#[test]
fn every_case_ends_the_same_with_and_without_memory() {
    let cases = cases();
    let mut verifiers: BTreeMap<&str, Verifier> = BTreeMap::new();
    let mut passes = 0;
    // Three rounds over all cases of a policy: chains that share a leaf or an intermediate
    // follow one another, and the good ones are used often enough to have tables made.
    for round in 1..=3 {
        for case in &cases {
            let plain = case.builder.clone().cached_chains(0).without_key_tables().build();
            let Ok(plain) = plain else { continue };
            let remembering = verifiers
                .entry(&case.policy)
                .or_insert_with(|| case.builder.clone().build().unwrap());
            assert_eq!(
                outcome(remembering, case),
                outcome(&plain, case),
                "{} in round {round}",
                case.name
            );
            passes += 1;
        }
    }
    assert!(passes > 3 * 800, "{passes} passes");
}

/// A case that verifies.
fn good_case() -> Case {
    cases()
        .into_iter()
        .find(|case| {
            let verifier = case.builder.clone().build();
            verifier.is_ok_and(|verifier| verifier.any(&case.token, case.now).is_ok())
        })
        .unwrap()
}

#[test]
fn a_verified_chain_needs_no_second_check() {
    let case = good_case();
    let verifier = case.builder.clone().build().unwrap();
    let checks =
        |verifier: &Verifier| verifier.begin(case.token.as_bytes(), None).unwrap().checks().len();
    let before = checks(&verifier);
    verifier.any(&case.token, case.now).unwrap();
    assert_eq!(checks(&verifier), before - 2);
    // Clones share what is remembered; another verifier does not.
    assert_eq!(checks(&verifier.clone()), before - 2);
    assert_eq!(checks(&case.builder.clone().build().unwrap()), before);
}

#[test]
fn a_refused_chain_is_not_remembered() {
    let case = good_case();
    let verifier = case.builder.clone().validity(Validity::CheckTime).build().unwrap();
    let checks = || verifier.begin(case.token.as_bytes(), None).unwrap().checks().len();
    let before = checks();
    let long_ago = Timestamp::from_millis(1);
    assert!(verifier.any(&case.token, long_ago).is_err());
    assert_eq!(checks(), before);
}

#[test]
fn a_remembered_chain_is_judged_by_the_time_of_each_call() {
    let case = good_case();
    let verifier = case.builder.clone().validity(Validity::CheckTime).build().unwrap();
    verifier.any(&case.token, case.now).unwrap();
    let later = Timestamp::from_millis(4_102_444_800_000); // 2100-01-01
    assert_eq!(verifier.any(&case.token, later).unwrap_err().code().name(), "expired");
    verifier.any(&case.token, case.now).unwrap();
}

#[test]
fn a_full_memory_forgets_and_still_verifies() {
    let cases = cases();
    let policy = good_case().policy;
    let good: Vec<&Case> = cases
        .iter()
        .filter(|case| case.policy == policy)
        .filter(|case| case.builder.clone().build().unwrap().any(&case.token, case.now).is_ok())
        .collect();
    let verifier = good[0].builder.clone().cached_chains(1).build().unwrap();
    for _ in 0..3 {
        for case in &good {
            verifier.any(&case.token, case.now).unwrap();
        }
    }
    assert!(good.len() > 1);
}

/// A transaction under these certificates, leaf first.
fn token(x5c: [&[u8]; 2], key: &Key) -> String {
    let [leaf, intermediate] = x5c.map(|der| STANDARD.encode(der));
    let header = format!(r#"{{"alg":"ES256","x5c":["{leaf}","{intermediate}",""]}}"#);
    let payload = format!(
        r#"{{"transactionId":"1","bundleId":"a","environment":"Sandbox","signedDate":{}}}"#,
        NOW * 1000
    );
    let input = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(key.sign_raw(input.as_bytes())))
}

fn verifier(root: &[u8]) -> Verifier {
    Verifier::builder()
        .roots([root])
        .environment(Environment::Sandbox)
        .dangerous_any_bundle_id()
        .build()
        .unwrap()
}

#[test]
fn a_remembered_chain_lends_nothing_to_one_that_shares_a_certificate() {
    let chain = Chain::app_store("Leaf");
    let [root, intermediate, leaf] = <[Vec<u8>; 3]>::try_from(chain.certificates()).unwrap();
    let (verifier, now) = (verifier(&root), Timestamp::from_secs(NOW).unwrap());
    let key = &chain.0[2].key;
    let code = |token: &str| verifier.transaction(token, now).map_err(|e| e.code().name());
    for _ in 0..20 {
        assert!(code(&token([&leaf, &intermediate], key)).is_ok());
    }
    // The same contents, signed by somebody else.
    let stranger = Key::p256("stranger");
    let plan = |place: usize| &chain.0[place];
    let forged = |place: usize| signed(&plan(place).tbs(), plan(place).hash, &stranger);
    let (forged_leaf, forged_intermediate) = (forged(2), forged(1));
    for (leaf, intermediate) in [
        (&leaf, &forged_intermediate),
        (&forged_leaf, &intermediate),
        (&forged_leaf, &forged_intermediate),
    ] {
        for _ in 0..2 {
            let found = code(&token([leaf, intermediate], key));
            assert_eq!(found.unwrap_err(), "bad_cert_signature");
        }
    }
    assert_eq!(code(&token([&leaf, &intermediate], &stranger)).unwrap_err(), "bad_signature");
    assert!(code(&token([&leaf, &intermediate], key)).is_ok());
}

#[test]
fn more_chains_than_are_remembered_come_and_go() {
    let chains: Vec<Chain> =
        (0..100).map(|number| Chain::app_store(&format!("Leaf {number}"))).collect();
    let root = chains[0].certificates().remove(0);
    let (verifier, now) = (verifier(&root), Timestamp::from_secs(NOW).unwrap());
    let tokens: Vec<String> = chains
        .iter()
        .map(|chain| {
            let certificates = chain.certificates();
            token([&certificates[2], &certificates[1]], &chain.0[2].key)
        })
        .collect();
    let checks = |token: &str| verifier.begin(token.as_bytes(), None).unwrap().checks().len();
    // Each turn meets every chain after more others than are remembered.
    for _ in 0..10 {
        for token in &tokens {
            assert_eq!(checks(token), 3, "forgotten since");
            verifier.transaction(token, now).unwrap();
            assert_eq!(checks(token), 1, "remembered");
        }
    }
}
