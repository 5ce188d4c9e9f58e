//! The memory of verified answers changes what a verification costs and never how it ends.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use waxwing::app_store::{Environment, Verifier, VerifierBuilder, VerifyOptions};
use waxwing::time::Timestamp;
use waxwing::x509::ocsp::Policy;

fn file() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/verify-ocsp.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn texts<'a>(case: &'a Value, key: &str) -> Vec<&'a str> {
    case[key].as_array().into_iter().flatten().map(|text| text.as_str().unwrap()).collect()
}

fn builder(file: &Value, case: &Value) -> VerifierBuilder {
    let policy = match case["revocation"].as_str().unwrap() {
        "off" => Policy::Off,
        "soft" => Policy::Soft,
        _ => Policy::Required,
    };
    let mut builder = Verifier::builder().environment(Environment::Sandbox).revocation(policy);
    for name in texts(case, "roots") {
        builder = builder.root(STANDARD.decode(file["roots"][name].as_str().unwrap()).unwrap());
    }
    for bundle_id in texts(case, "bundle_ids") {
        builder = builder.bundle_id(bundle_id);
    }
    for host in texts(case, "ocsp_hosts") {
        builder = builder.ocsp_host(host);
    }
    match case["ocsp_max_age_ms"].as_u64() {
        Some(millis) => builder.ocsp_max_age_millis(u32::try_from(millis).unwrap()),
        None => builder,
    }
}

/// How a case ends, at its time and long after it.
fn outcome(verifier: &Verifier, case: &Value) -> String {
    let answers: Vec<Vec<u8>> =
        texts(case, "answers_b64").iter().map(|text| STANDARD.decode(text).unwrap()).collect();
    let ocsp_answers = answers.iter().map(Vec::as_slice).collect();
    let options = VerifyOptions { kind: None, ocsp_answers };
    let parts = case["token_parts"].as_array().into_iter().flatten();
    let token = match case["token"].as_str() {
        Some(token) => String::from(token),
        None => parts
            .map(|part| {
                let times = usize::try_from(part["repeat"].as_u64().unwrap()).unwrap();
                part["text"].as_str().unwrap().repeat(times)
            })
            .collect(),
    };
    let now = case["now_ms"].as_i64().unwrap();
    [now, now + 7 * 86_400_000]
        .map(|now| format!("{:?}", verifier.verify(&token, &options, Timestamp::from_millis(now))))
        .join("\n")
}

#[test]
fn every_case_ends_the_same_with_and_without_memory() {
    let file = file();
    let mut verifiers: BTreeMap<String, Verifier> = BTreeMap::new();
    let mut passes = 0;
    for round in 1..=2 {
        for case in file["cases"].as_array().unwrap() {
            let builder = builder(&file, case);
            let plain = builder.clone().cached_chains(0).without_key_tables().build().unwrap();
            let remembering =
                verifiers.entry(format!("{builder:?}")).or_insert_with(|| builder.build().unwrap());
            assert_eq!(
                outcome(remembering, case),
                outcome(&plain, case),
                "{} in round {round}",
                case["name"]
            );
            passes += 1;
        }
    }
    assert!(passes > 2 * 160, "{passes} passes");
    assert!(verifiers.len() < 12, "{} verifiers, so they are shared", verifiers.len());
}
