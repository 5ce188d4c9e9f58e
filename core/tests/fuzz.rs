//! The fuzz targets with a mutator of their own: a fixed number of inputs from a fixed seed, or,
//! for `cargo xtask fuzz`, as many as fit into a time.
//!
//! `WAXWING_FUZZ_TARGET` names one target, `WAXWING_FUZZ_SECONDS` is a time for each,
//! `WAXWING_FUZZ_SEED` another seed, `WAXWING_FUZZ_CORPUS` a folder that gets the corpus.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common {
    pub(crate) mod chains;
    pub(crate) mod fuzz;
    pub(crate) mod shared;
}

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use common::chains::{Random, damaged};
use common::fuzz::{TARGETS, Target, corpus};
use common::shared::say;

/// How many inputs each target gets in an ordinary test run.
const INPUTS: usize = 3_000;

const NUMBERS: [u8; 8] = [0, 1, 0x7f, 0x80, 0x81, 0x82, 0xfe, 0xff];
const WORDS: [&[u8]; 12] = [
    b"\"",
    b"{",
    b"}",
    b"[",
    b"\\u0000",
    b"\\ud800",
    b"1e999",
    b"-0",
    b"null",
    b".",
    b"=",
    b"\x30\x80",
];

/// Some bytes other than they were.
fn scramble(data: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..random.of(&[1, 1, 1, 2, 4, 16]) {
        let at = random.below(data.len() + 1);
        let end = (at + random.below(32)).min(data.len());
        match random.below(9) {
            0 if at < data.len() => data[at] ^= 1 << random.below(8),
            1 if at < data.len() => data[at] = random.of(&NUMBERS),
            2 if at < data.len() => data[at] = u8::try_from(random.next() & 0xff).unwrap(),
            3 => data.insert(at, random.of(&NUMBERS)),
            4 => drop(data.drain(at..end)),
            5 => {
                let part = data[at..end].to_vec();
                data.splice(at..at, part);
            }
            6 => data.truncate(at),
            7 => {
                let word = random.of(&WORDS);
                data.splice(at..at, word.iter().copied());
            }
            _ if at < data.len() => {
                let other = random.below(data.len());
                data.swap(at, other);
            }
            _ => {}
        }
    }
}

/// An input for a target: something of the corpus, damaged, half of the time where it hurts.
fn input(name: &str, random: &mut Random) -> Vec<u8> {
    let corpus = corpus(name);
    let mut data = random.of(corpus);
    if random.one_in(8) {
        let other = random.of(corpus);
        let (from, to) = (random.below(data.len() + 1), random.below(other.len() + 1));
        data.truncate(from);
        data.extend(&other[to..]);
    }
    if random.one_in(2) {
        match name {
            "ber" | "cert" | "ocsp" | "p12" => return damaged(&data, random).unwrap_or(data),
            "chain" if data.len() > 2 => {
                let length =
                    usize::from(u16::from_be_bytes([data[0], data[1]])).min(data.len() - 2);
                let (leaf, intermediate) = data[2..].split_at(length);
                let (leaf, intermediate) = match random.one_in(2) {
                    true => (damaged(leaf, random), Some(intermediate.to_vec())),
                    false => (Some(leaf.to_vec()), damaged(intermediate, random)),
                };
                let (Some(leaf), Some(intermediate)) = (leaf, intermediate) else { return data };
                let length = u16::try_from(leaf.len()).unwrap_or(u16::MAX).to_be_bytes();
                return [&length[..], &leaf, &intermediate].concat();
            }
            "token" => {
                if let Some(token) = inside(&data, random) {
                    return token;
                }
            }
            _ => {}
        }
    }
    scramble(&mut data, random);
    data
}

/// A token with what lies inside a part damaged, or one of its certificates.
fn inside(token: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut parts: Vec<Vec<u8>> = token.split(|byte| *byte == b'.').map(<[u8]>::to_vec).collect();
    let place = random.below(parts.len());
    let mut part = URL_SAFE_NO_PAD.decode(&parts[place]).ok()?;
    if place == 0 && random.one_in(2) {
        let mut header: serde_json::Value = serde_json::from_slice(&part).ok()?;
        let entry = header.get_mut("x5c")?.get_mut(random.below(2))?;
        let der = STANDARD.decode(entry.as_str()?).ok()?;
        *entry = STANDARD.encode(damaged(&der, random)?).into();
        part = header.to_string().into_bytes();
    } else {
        scramble(&mut part, random);
    }
    parts[place] = URL_SAFE_NO_PAD.encode(part).into_bytes();
    Some(parts.join(&b'.'))
}

/// Runs one input; what breaks a promise is shown whole, so that it can become a test.
fn run(name: &str, target: Target, data: &[u8]) {
    let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| target(data)));
    if let Err(panic) = outcome {
        say(&format!("\nfuzz {name}: broken by {}", STANDARD.encode(data)));
        std::panic::resume_unwind(panic);
    }
}

/// What cargo-fuzz begins with.
fn write_corpus(folder: &std::path::Path, name: &str) {
    std::fs::create_dir_all(folder).unwrap();
    for (index, data) in corpus(name).iter().enumerate() {
        std::fs::write(folder.join(format!("vector-{index}")), data).unwrap();
    }
}

#[test]
fn no_input_breaks_a_promise() {
    let wanted = std::env::var("WAXWING_FUZZ_TARGET").ok();
    let seconds: Option<u64> =
        std::env::var("WAXWING_FUZZ_SECONDS").ok().map(|text| text.parse().unwrap());
    let seed = std::env::var("WAXWING_FUZZ_SEED").map_or(1, |text| text.parse().unwrap());
    let mut ran = 0;
    for (name, target) in TARGETS {
        if wanted.as_ref().is_some_and(|wanted| wanted != name) {
            continue;
        }
        if let Some(folder) = std::env::var_os("WAXWING_FUZZ_CORPUS") {
            write_corpus(&std::path::PathBuf::from(folder).join(name), name);
        }
        for data in corpus(name) {
            run(name, target, data);
        }
        let mut random = Random(seed);
        let begin = Instant::now();
        let mut inputs = 0;
        // What opens takes thousands of iterations.
        let usual = if name == "p12" { INPUTS / 10 } else { INPUTS };
        while seconds.map_or(inputs < usual, |s| begin.elapsed() < Duration::from_secs(s)) {
            run(name, target, &input(name, &mut random));
            inputs += 1;
        }
        say(&format!("\nfuzz {name}: {} in the corpus, {inputs} inputs", corpus(name).len()));
        ran += inputs + corpus(name).len();
    }
    assert!(ran > 0, "no target is called {wanted:?}");
    say(&format!("waxwing-tests: fuzz passed={ran} failed=0 skipped=0"));
}

/// What the target `ber` begins with is whole: else its damage would show nothing.
#[test]
fn contents_without_mac_and_encryption_open() {
    assert_eq!(corpus("ber").len(), 3);
    for data in corpus("ber") {
        let contents = waxwing::credentials::Contents::read(data, None).unwrap();
        assert!(contents.into_identity().is_ok());
    }
}
