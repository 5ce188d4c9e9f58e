//! Many objects on several threads end as each of them does alone, and in their order.

#![cfg(feature = "threads")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use waxwing::app_store::{Environment, Kind, SignedObject, Verifier};
use waxwing::error::Result;
use waxwing::time::Timestamp;

/// A verifier with every root of the vectors, and every token that is written out there.
fn given() -> (Verifier, Vec<String>, Timestamp) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/verify-claims.json");
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let roots = file["roots"].as_object().unwrap().values();
    let verifier = Verifier::builder()
        .roots(roots.map(|root| STANDARD.decode(root.as_str().unwrap()).unwrap()))
        .dangerous_any_bundle_id()
        .environment(Environment::Sandbox)
        .build()
        .unwrap();
    let cases = file["cases"].as_array().unwrap();
    let tokens = cases.iter().filter_map(|case| case["token"].as_str()).map(String::from).collect();
    (verifier, tokens, Timestamp::from_millis(cases[0]["now_ms"].as_i64().unwrap()))
}

fn shown(outcome: &Result<SignedObject>) -> String {
    match outcome {
        Ok(object) => format!("{} {}", object.kind(), object.json()),
        Err(error) => format!("{error:?}"),
    }
}

fn threads(count: usize) -> NonZeroUsize {
    NonZeroUsize::new(count).unwrap()
}

#[test]
fn outcomes_are_those_of_single_calls_in_the_same_order() {
    let (verifier, tokens, now) = given();
    let alone: Vec<String> = tokens.iter().map(|token| shown(&verifier.any(token, now))).collect();
    let different: BTreeSet<&String> = alone.iter().collect();
    assert!(different.len() > 20, "only {} different outcomes", different.len());
    for count in 1..=8 {
        let many = verifier.verify_many(&tokens, None, now, threads(count));
        assert_eq!(many.iter().map(shown).collect::<Vec<_>>(), alone, "{count} threads");
    }
}

#[test]
fn a_fresh_verifier_shared_by_threads_says_the_same() {
    let (verifier, tokens, now) = given();
    let alone: Vec<String> = tokens.iter().map(|token| shown(&verifier.any(token, now))).collect();
    for count in 1..=8 {
        let (fresh, _, _) = given();
        let many = fresh.verify_many(&tokens, None, now, threads(count));
        assert_eq!(many.iter().map(shown).collect::<Vec<_>>(), alone, "{count} threads");
    }
}

#[test]
fn the_kind_is_asked_of_every_object() {
    let (verifier, tokens, now) = given();
    for kind in [Kind::Transaction, Kind::Notification] {
        let alone = tokens.iter().map(|token| shown(&verifier.of_kind(token, kind, now)));
        let many = verifier.verify_many(&tokens, Some(kind), now, threads(3));
        assert!(alone.eq(many.iter().map(shown)), "{kind}");
    }
}

#[test]
fn any_number_of_objects_and_threads_will_do() {
    let (verifier, tokens, now) = given();
    let token = &tokens[0];
    for objects in [0, 1, 3, 65] {
        let many = vec![token; objects];
        for count in [1, 2, 8, 1_000_000] {
            assert_eq!(verifier.verify_many(&many, None, now, threads(count)).len(), objects);
        }
    }
}

#[test]
fn bytes_and_texts_are_taken_alike() {
    let (verifier, tokens, now) = given();
    let bytes: Vec<&[u8]> = tokens.iter().map(String::as_bytes).collect();
    let of_bytes = verifier.verify_many(&bytes, None, now, threads(2));
    let of_texts = verifier.verify_many(&tokens, None, now, threads(2));
    assert!(of_bytes.iter().map(shown).eq(of_texts.iter().map(shown)));
}
