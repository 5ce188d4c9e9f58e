//! Nothing that was altered is accepted: every byte of a token, every byte of its certificates,
//! every length, and random damage.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use waxwing::app_store::{Environment, Verifier};
use waxwing::crypto::SigningKey;
use waxwing::error::Category;
use waxwing::jose::{base64url, sign_compact};
use waxwing::time::Timestamp;

/// A genuine token out of the shared vectors, with what is needed to sign another like it.
struct Genuine {
    token: String,
    x5c: Vec<Vec<u8>>,
    payload: String,
    key: SigningKey,
    verifier: Verifier,
    now: Timestamp,
}

impl Genuine {
    /// All on P-256: short, and quick to check.
    fn mock() -> Self {
        Self::read("verify-compact.json", "d3_low_s", "mock", "mock leaf")
    }

    /// Shaped like Apple's: P-384 above a P-256 leaf.
    fn apple_shaped() -> Self {
        Self::read("verify-chain.json", "c0_chain_shaped_like_apples", "test", "leaf")
    }

    /// `label` names the leaf's key, which the generator of the vectors derives from it.
    fn read(file: &str, case: &str, root: &str, label: &str) -> Self {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/");
        let text = std::fs::read_to_string(format!("{folder}{file}")).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap();
        let cases = file["cases"].as_array().unwrap();
        let case = cases.iter().find(|known| known["name"] == case).unwrap();
        let token = case["token"].as_str().unwrap().to_owned();
        let parts: Vec<Vec<u8>> = token
            .split('.')
            .map(|part| base64url::decode(part.as_bytes(), "part").unwrap())
            .collect();
        let header: Value = serde_json::from_slice(&parts[0]).unwrap();
        let x5c = header["x5c"].as_array().unwrap().iter().map(unbase64).collect();
        let verifier = Verifier::builder()
            .environment(Environment::Sandbox)
            .dangerous_any_bundle_id()
            .root(unbase64(&file["roots"][root]))
            .build()
            .unwrap();
        let scalar = Sha256::digest(format!("waxwing test vectors: {label}"));
        let genuine = Self {
            token,
            x5c,
            payload: String::from_utf8(parts[1].clone()).unwrap(),
            key: SigningKey::from_scalar(&scalar).unwrap(),
            verifier,
            now: Timestamp::from_millis(case["now_ms"].as_i64().unwrap()),
        };
        assert!(genuine.accepts(genuine.token.as_bytes()), "the token itself");
        assert!(genuine.accepts(genuine.signed(&genuine.x5c).as_bytes()), "the token signed again");
        genuine
    }

    /// The payload under other certificates, signed by the leaf's key: nothing is wrong with the
    /// token but the certificates.
    fn signed(&self, x5c: &[Vec<u8>]) -> String {
        let x5c: Vec<String> = x5c.iter().map(|der| STANDARD.encode(der)).collect();
        let header = json!({"alg": "ES256", "x5c": x5c});
        sign_compact(&header.to_string(), &self.payload, &self.key)
    }

    fn with_certificate(&self, place: usize, der: Vec<u8>) -> String {
        let mut x5c = self.x5c.clone();
        x5c[place] = der;
        self.signed(&x5c)
    }

    /// Whether it is accepted as any kind of object. A refusal blames the token, never the
    /// caller and never this library.
    fn accepts(&self, token: &[u8]) -> bool {
        match self.verifier.any(token, self.now) {
            Ok(_) => true,
            Err(error) => {
                let category = error.category();
                assert!(
                    matches!(category, Category::Malformed | Category::Untrusted | Category::Limit),
                    "{category:?}: {error}"
                );
                false
            }
        }
    }
}

fn unbase64(text: &Value) -> Vec<u8> {
    STANDARD.decode(text.as_str().unwrap()).unwrap()
}

/// Counts and names what was wrongly accepted, then says so.
struct Count {
    name: &'static str,
    refused: usize,
    accepted: Vec<String>,
}

impl Count {
    const fn new(name: &'static str) -> Self {
        Self { name, refused: 0, accepted: Vec::new() }
    }

    fn must_be_refused(&mut self, accepted: bool, what: impl FnOnce() -> String) {
        if accepted {
            self.accepted.push(what());
        } else {
            self.refused += 1;
        }
    }

    /// `least` guards against a loop that does not run.
    fn end(self, least: usize) {
        let Self { name, refused, accepted } = self;
        // The print macros would not do: the test harness swallows them when a test passes.
        let line = format!(
            "\nwaxwing-tests: {name} passed={refused} failed={} skipped=0\n",
            accepted.len()
        );
        let _ = std::io::stderr().write_all(line.as_bytes());
        assert!(accepted.is_empty(), "{name} accepted:\n{}", accepted.join("\n"));
        assert!(refused >= least, "{name}: only {refused} cases");
    }
}

/// Every byte with every one of `bits` flipped.
fn flips(bytes: &[u8], bits: &'static [u8]) -> impl Iterator<Item = (usize, u8, Vec<u8>)> {
    let bytes = bytes.to_vec();
    (0..bytes.len()).flat_map(move |at| {
        let bytes = bytes.clone();
        bits.iter().map(move |bit| {
            let mut changed = bytes.clone();
            changed[at] ^= bit;
            (at, *bit, changed)
        })
    })
}

const EVERY_BIT: &[u8] = &[0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80];
/// Where every check costs two signatures on P-384.
const ONE_BIT: &[u8] = &[0x01];

#[test]
fn no_flipped_bit_of_a_token_is_accepted() {
    let mut count = Count::new("mutated-tokens");
    for (name, genuine, bits) in
        [("mock", Genuine::mock(), EVERY_BIT), ("apple", Genuine::apple_shaped(), ONE_BIT)]
    {
        for (at, bit, token) in flips(genuine.token.as_bytes(), bits) {
            count.must_be_refused(genuine.accepts(&token), || format!("{name} {at} {bit:02x}"));
        }
    }
    count.end(12_000);
}

/// Base64 hides most single bits of the bytes below it; these flip them there. Header and payload
/// keep their signature, so any change has to break it.
#[test]
fn no_flipped_bit_of_a_decoded_part_is_accepted() {
    let mut count = Count::new("mutated-parts");
    let genuine = Genuine::mock();
    let parts: Vec<&str> = genuine.token.split('.').collect();
    for (place, part) in parts.iter().enumerate() {
        let bytes = base64url::decode(part.as_bytes(), "part").unwrap();
        for (at, bit, changed) in flips(&bytes, EVERY_BIT) {
            let encoded = base64url::encode(changed);
            let mut changed = parts.clone();
            changed[place] = &encoded;
            let token = changed.join(".");
            count.must_be_refused(genuine.accepts(token.as_bytes()), || {
                format!("part {place} {at} {bit:02x}")
            });
        }
    }
    count.end(8_000);
}

#[test]
fn no_flipped_bit_of_a_certificate_is_accepted() {
    let mut count = Count::new("mutated-certificates");
    for (name, genuine, bits) in
        [("mock", Genuine::mock(), EVERY_BIT), ("apple", Genuine::apple_shaped(), ONE_BIT)]
    {
        for place in [0, 1] {
            for (at, bit, der) in flips(&genuine.x5c[place], bits) {
                let token = genuine.with_certificate(place, der);
                count.must_be_refused(genuine.accepts(token.as_bytes()), || {
                    format!("{name} {place} {at} {bit:02x}")
                });
            }
        }
    }
    count.end(5_000);
}

#[test]
fn no_part_of_a_token_or_certificate_is_accepted() {
    let mut count = Count::new("truncations");
    let genuine = Genuine::apple_shaped();
    for length in 0..genuine.token.len() {
        let token = &genuine.token.as_bytes()[..length];
        count.must_be_refused(genuine.accepts(token), || format!("token of {length}"));
        let token = &genuine.token.as_bytes()[length + 1..];
        count.must_be_refused(genuine.accepts(token), || format!("token from {}", length + 1));
    }
    for place in [0, 1] {
        for length in 0..genuine.x5c[place].len() {
            let token = genuine.with_certificate(place, genuine.x5c[place][..length].to_vec());
            count.must_be_refused(genuine.accepts(token.as_bytes()), || {
                format!("certificate {place} of {length}")
            });
        }
    }
    count.end(6_000);
}

/// Bytes removed, repeated, moved and overwritten, at places that a fixed sequence chooses.
#[test]
fn no_random_damage_is_accepted() {
    let mut count = Count::new("damage");
    let genuine = Genuine::mock();
    let mut random = Sequence(1);
    for round in 0..6_000_usize {
        let place = round % 3;
        let source =
            if place == 2 { genuine.token.as_bytes() } else { genuine.x5c[place].as_slice() };
        let mut bytes = source.to_vec();
        for _ in 0..=random.below(3) {
            damage(&mut bytes, &mut random);
        }
        if bytes == source {
            continue;
        }
        let accepted = if place == 2 {
            genuine.accepts(&bytes)
        } else {
            genuine.accepts(genuine.with_certificate(place, bytes).as_bytes())
        };
        count.must_be_refused(accepted, || format!("round {round}"));
    }
    count.end(5_900);
}

fn damage(bytes: &mut Vec<u8>, random: &mut Sequence) {
    if bytes.is_empty() {
        return;
    }
    let from = random.below(bytes.len());
    let to = from + random.below((bytes.len() - from).min(40)) + 1;
    let to = to.min(bytes.len());
    match random.below(5) {
        0 => drop(bytes.drain(from..to)),
        1 => {
            let part = bytes[from..to].to_vec();
            bytes.splice(from..from, part);
        }
        2 => {
            let part: Vec<u8> = bytes.drain(from..to).collect();
            let at = random.below(bytes.len() + 1);
            bytes.splice(at..at, part);
        }
        3 => bytes[from..to].fill([0x00, 0xff, 0x30, 0x80, b'.'][random.below(5)]),
        _ => bytes[from..to].iter_mut().for_each(|byte| {
            *byte = u8::try_from(random.below(256)).unwrap();
        }),
    }
}

/// A linear congruential sequence (Knuth's constants): the same damage on every run.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}
