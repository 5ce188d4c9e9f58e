//! What is fuzzed: functions that take any bytes, panic when a promise breaks, and serve
//! cargo-fuzz (`core/fuzz`) as well as `tests/fuzz.rs`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
// Each program uses its own part of this module.
#![allow(dead_code)]

#[path = "fuzz_windows.rs"]
pub(crate) mod windows;

use std::collections::HashSet;
use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::Value;
use waxwing::app_store::{
    Environment, SubscriptionState, Verifier, VerifierBuilder, VerifyOptions, decode_unverified,
};
use waxwing::crypto::{SignatureCheck, SigningKey};
use waxwing::error::{Category, Error};
use waxwing::json::{self, Limits};
use waxwing::time::Timestamp;
use waxwing::x509::ocsp;
use waxwing::x509::{Anchor, Certificate, Path, PathRules};

/// A function that takes any bytes.
pub(crate) type Target = fn(&[u8]);

/// All of them, by name.
pub(crate) const TARGETS: [(&str, Target); 11] = [
    ("cert", cert),
    ("chain", chain),
    ("channel", windows::channel),
    ("json", json),
    ("key_import", key_import),
    ("ocsp", ocsp),
    ("stored", stored),
    ("token", token),
    ("windows_options", windows::options),
    ("windows_reply", windows::reply),
    ("xml", windows::xml),
];

/// What the shared vectors give to begin with.
struct World {
    verifier: Verifier,
    asking: Verifier,
    anchor: Anchor,
    now: Timestamp,
    tokens: Vec<Vec<u8>>,
    certificates: Vec<Vec<u8>>,
    chains: Vec<Vec<u8>>,
    answers: Vec<Vec<u8>>,
    texts: Vec<Vec<u8>>,
    keys: Vec<Vec<u8>>,
    stored: Vec<Vec<u8>>,
    /// Header and payload of every token of the vectors that is accepted as it is: what else is
    /// accepted must be one of these with another form of its signature.
    signed: HashSet<Vec<u8>>,
    /// A token that verifies.
    good: String,
}

/// A file of the shared vectors.
fn vectors(name: &str) -> Value {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/");
    let folder = if std::path::Path::new(folder).exists() {
        folder.to_owned()
    } else {
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/").to_owned()
    };
    serde_json::from_slice(&std::fs::read(format!("{folder}{name}")).unwrap()).unwrap()
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let file = vectors;
        let compact = file("verify-compact.json");
        let mock = STANDARD.decode(compact["roots"]["mock"].as_str().unwrap()).unwrap();
        let builder = || -> VerifierBuilder {
            Verifier::builder()
                .root(mock.clone())
                .environment(Environment::Sandbox)
                .dangerous_any_bundle_id()
        };
        let mut world = World {
            verifier: builder().build().unwrap(),
            asking: builder().revocation(ocsp::Policy::Required).build().unwrap(),
            anchor: Anchor::from_der(&mock).unwrap(),
            now: Timestamp::from_millis(1_780_272_000_000),
            tokens: Vec::new(),
            certificates: vec![mock],
            chains: Vec::new(),
            answers: Vec::new(),
            texts: Vec::new(),
            keys: Vec::new(),
            stored: Vec::new(),
            signed: HashSet::new(),
            good: String::new(),
        };
        for name in ["verify-claims.json", "verify-kinds.json", "verify-compact.json"] {
            let file = if name == "verify-compact.json" { compact.clone() } else { file(name) };
            for case in file["cases"].as_array().unwrap() {
                world.add_token(case);
            }
        }
        for case in file("verify-ocsp.json")["cases"].as_array().unwrap() {
            let answers = case["answers_b64"].as_array().into_iter().flatten();
            world
                .answers
                .extend(answers.map(|answer| STANDARD.decode(answer.as_str().unwrap()).unwrap()));
        }
        for case in file("anchor.json")["cases"].as_array().unwrap() {
            world.certificates.push(STANDARD.decode(case["der_b64"].as_str().unwrap()).unwrap());
        }
        for case in file("provider-key.json")["cases"].as_array().unwrap() {
            world.keys.extend(case["p8"].as_str().map(|text| text.as_bytes().to_vec()));
        }
        for case in file("subscription.json")["cases"].as_array().unwrap() {
            world.stored.extend(case["stored"].as_str().map(|text| text.as_bytes().to_vec()));
        }
        world
    })
}

impl World {
    fn add_token(&mut self, case: &Value) {
        let Some(token) = case["token"].as_str() else { return };
        self.tokens.push(token.as_bytes().to_vec());
        let parts: Vec<Option<Vec<u8>>> =
            token.split('.').map(|part| URL_SAFE_NO_PAD.decode(part).ok()).collect();
        let [Some(header), Some(payload), Some(_)] = &parts[..] else { return };
        self.texts.push(payload.clone());
        self.texts.push(header.clone());
        if self.verifier.any(token, self.now).is_ok() {
            self.signed.insert(token.rsplit_once('.').unwrap().0.as_bytes().to_vec());
        }
        if case["expect"].get("error").is_some() {
            return;
        }
        let header: Value = serde_json::from_slice(header).unwrap();
        let x5c: Vec<Vec<u8>> = [0, 1]
            .iter()
            .map(|place| STANDARD.decode(header["x5c"][place].as_str().unwrap()).unwrap())
            .collect();
        if !self.certificates.contains(&x5c[0]) {
            let length = u16::try_from(x5c[0].len()).unwrap().to_be_bytes();
            self.chains.push([&length[..], &x5c[0], &x5c[1]].concat());
            self.certificates.extend(x5c);
        }
        if case["name"] == "d3_low_s" {
            self.good = token.to_owned();
        }
    }
}

/// What a target begins with.
pub(crate) fn corpus(name: &str) -> &'static [Vec<u8>] {
    let world = world();
    match name {
        "cert" => &world.certificates,
        "chain" => &world.chains,
        "json" => &world.texts,
        "key_import" => &world.keys,
        "ocsp" => &world.answers,
        "stored" => &world.stored,
        "token" => &world.tokens,
        other => match windows::corpus(other) {
            Some(corpus) => corpus,
            None => panic!("no target is called {other}"),
        },
    }
}

/// A refusal blames what was given, never this library.
fn blames_the_input(error: &Error) {
    assert_ne!(error.category(), Category::Internal, "{error}");
}

/// Nothing is accepted but what the test key signed.
pub(crate) fn token(data: &[u8]) {
    let world = world();
    match world.verifier.any(data, world.now) {
        Ok(_) => {
            let end = data.iter().rposition(|byte| *byte == b'.').unwrap();
            assert!(world.signed.contains(&data[..end]), "accepted: {}", data.escape_ascii());
        }
        Err(error) => blames_the_input(&error),
    }
    if let Err(error) = decode_unverified(data, None) {
        blames_the_input(&error);
    }
}

/// What can be read keeps what was read; what can be pinned can be read.
pub(crate) fn cert(data: &[u8]) {
    let read = Certificate::from_der(data, "certificate");
    if let Ok(certificate) = &read {
        for part in [certificate.tbs(), certificate.issuer(), certificate.subject()] {
            assert!(data.windows(part.len()).any(|window| window == part), "made up");
        }
    }
    match Anchor::from_der(data) {
        Ok(_) => assert!(read.is_ok(), "pinned, but not a certificate"),
        Err(error) => blames_the_input(&error),
    }
}

/// A leaf's length in two bytes, the leaf, an intermediate: only what was signed is accepted.
pub(crate) fn chain(data: &[u8]) {
    let world = world();
    let Some((length, rest)) = data.split_first_chunk::<2>() else { return };
    let length = usize::from(u16::from_be_bytes(*length)).min(rest.len());
    let (leaf, intermediate) = rest.split_at(length);
    let judged = || -> Result<[Vec<u8>; 2], Error> {
        let leaf = Certificate::from_der(leaf, "leaf certificate")?;
        let intermediate = Certificate::from_der(intermediate, "intermediate certificate")?;
        let signed = [leaf.tbs().to_vec(), intermediate.tbs().to_vec()];
        let path = Path::begin(
            vec![leaf, intermediate],
            std::slice::from_ref(&world.anchor),
            PathRules::DangerousAnyLeaf,
        )?;
        let outcomes: Vec<bool> = path.checks().iter().map(SignatureCheck::run).collect();
        path.finish(&outcomes, world.now)?;
        Ok(signed)
    };
    match judged() {
        Ok(signed) => {
            for part in signed {
                let known = world
                    .certificates
                    .iter()
                    .any(|der| der.windows(part.len()).any(|window| window == part));
                assert!(known, "accepted: {}", data.escape_ascii());
            }
        }
        Err(error) => blames_the_input(&error),
    }
}

/// One answer never speaks for both certificates, so it never is enough.
pub(crate) fn ocsp(data: &[u8]) {
    let world = world();
    let _ = ocsp::Response::parse(data);
    let options = VerifyOptions { ocsp_answers: vec![data], ..VerifyOptions::default() };
    match world.asking.verify(&world.good, &options, world.now) {
        Ok(_) => panic!("enough: {}", data.escape_ascii()),
        Err(error) => blames_the_input(&error),
    }
}

/// What is read is written and read again alike, and another reader reads it too.
pub(crate) fn json(data: &[u8]) {
    let limits = Limits::bytes(1 << 16);
    match json::parse(data, &limits, "text") {
        Ok(value) => {
            let text = value.to_string();
            assert_eq!(json::parse(text.as_bytes(), &limits, "text").unwrap(), value, "{text}");
            let other: Result<Value, _> = serde_json::from_slice(data);
            assert!(other.is_ok(), "read: {}", data.escape_ascii());
        }
        Err(error) => blames_the_input(&error),
    }
}

/// A key that can be read has a public half.
pub(crate) fn key_import(data: &[u8]) {
    match SigningKey::from_p8(data) {
        Ok(key) => assert!(key.public_key().is_ok()),
        Err(error) => blames_the_input(&error),
    }
}

/// A state that can be read is written and read again alike.
pub(crate) fn stored(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match SubscriptionState::from_json(text) {
        Ok(state) => {
            let _ = state.entitlement_at(world().now);
            let again = SubscriptionState::from_json(&state.to_json()).unwrap();
            assert_eq!(again, state);
            assert_eq!(again.to_json(), state.to_json());
        }
        Err(error) => blames_the_input(&error),
    }
}
