//! Verification by waxwing, and bare signature checks by OpenSSL and by waxwing's own backend.
//!
//! This program and its siblings in Python and Node are asked for one turn at a time, so that all take turns with each
//! other: they print `fact NAME VALUE` and `offer WORK` lines, then `ready`, and answer each line that names a work
//! with the nanoseconds that it took for an object. The arguments are files with a signed object each; without any, an
//! object of the shared vectors serves.

#![allow(clippy::as_conversions, reason = "a measuring tool")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::error::Error;
use std::hint::black_box;
use std::io::{BufRead, Write};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use openssl::ec::EcKey;
use openssl::ecdsa::EcdsaSig;
use openssl::pkey::{PKey, Public};
use waxwing::app_store::{Environment, Verifier, VerifierBuilder};
use waxwing::crypto::{Curve, SignatureCheck};
use waxwing::time::Timestamp;

/// How long a turn lasts at least.
const TURN: Duration = Duration::from_millis(30);
/// Objects of a batch.
const BATCH: usize = 960;

/// Counts the bytes that the code under measurement allocates.
struct Counting;

static BYTES: AtomicUsize = AtomicUsize::new(0);
static CALLS: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the system allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        BYTES.fetch_add(layout.size(), Relaxed);
        CALLS.fetch_add(1, Relaxed);
        // SAFETY: the caller keeps the contract of `alloc`, which is the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`, which is the same.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A check as OpenSSL takes it: everything is read beforehand, and the digest made.
struct Bare {
    key: EcKey<Public>,
    digest: Vec<u8>,
    signature: EcdsaSig,
}

impl Bare {
    fn new(check: &SignatureCheck<'_>) -> Result<Self, Box<dyn Error>> {
        let key = PKey::public_key_from_der(&check.key().to_spki_der())?.ec_key()?;
        let raw = check.signature().to_raw();
        let (r, s) = raw.split_at(raw.len() / 2);
        let number = openssl::bn::BigNum::from_slice;
        let signature = EcdsaSig::from_private_components(number(r)?, number(s)?)?;
        Ok(Self { key, digest: check.hash().digest(check.data()), signature })
    }

    fn run(&self) -> bool {
        self.signature.verify(&self.digest, &self.key).unwrap_or(false)
    }
}

type Work<'a> = (&'static str, Box<dyn Fn() -> usize + 'a>);

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let (tokens, builder, now) = if files.is_empty() { made()? } else { genuine(&files)? };
    let forgetful = builder.clone().cached_chains(0).build()?;
    let plain = builder.clone().without_key_tables().build()?;
    let verifier = builder.build()?;
    // Until every chain is known, and the keys have their tables.
    for _ in 0..20 {
        for token in &tokens {
            plain.any(token, now)?;
            verifier.any(token, now)?;
        }
    }

    let pending =
        tokens.iter().map(|token| forgetful.begin(token, None)).collect::<Result<Vec<_>, _>>()?;
    let checks: Vec<Vec<SignatureCheck<'_>>> = pending.iter().map(|one| one.checks()).collect();
    for of_object in &checks {
        let curves: Vec<Curve> = of_object.iter().map(|check| check.key().curve()).collect();
        assert_eq!(
            curves,
            [Curve::P384, Curve::P384, Curve::P256],
            "three signatures of an object"
        );
    }
    let bare = checks
        .iter()
        .map(|of_object| of_object.iter().map(Bare::new).collect())
        .collect::<Result<Vec<Vec<Bare>>, _>>()?;
    let batch: Vec<&Vec<u8>> = tokens.iter().cycle().take(BATCH).collect();

    let each = |verifier: &Verifier| {
        for token in &tokens {
            drop(black_box(verifier.any(black_box(token), now).expect("a good object")));
        }
        tokens.len()
    };
    let many = |threads| {
        let threads = NonZeroUsize::new(threads).expect("some threads");
        let outcomes = verifier.verify_many(&batch, None, now, threads);
        assert!(outcomes.iter().all(Result::is_ok));
        batch.len()
    };
    let works: [Work<'_>; 10] = [
        ("known", Box::new(|| each(&verifier))),
        ("known_without_tables", Box::new(|| each(&plain))),
        ("new", Box::new(|| each(&forgetful))),
        (
            "bare_last",
            Box::new(|| all(checks.iter().filter_map(|one| one.last()), SignatureCheck::run)),
        ),
        ("bare", Box::new(|| all(checks.iter().flatten(), SignatureCheck::run) / 3)),
        ("openssl_last", Box::new(|| all(bare.iter().filter_map(|one| one.last()), Bare::run))),
        ("openssl_bare", Box::new(|| all(bare.iter().flatten(), Bare::run) / 3)),
        ("many_1", Box::new(|| many(1))),
        ("many_2", Box::new(|| many(2))),
        ("many_4", Box::new(|| many(4))),
    ];

    let size: usize = tokens.iter().map(Vec::len).sum();
    let (bytes, calls) = (BYTES.load(Relaxed), CALLS.load(Relaxed));
    each(&verifier);
    let (bytes, calls) = (BYTES.load(Relaxed) - bytes, CALLS.load(Relaxed) - calls);
    println!("fact openssl {}", openssl::version::version());
    println!("fact objects {}", tokens.len());
    println!("fact token_bytes {}", size / tokens.len());
    println!("fact known_allocations {}", calls / tokens.len());
    println!("fact known_bytes {}", bytes / tokens.len());
    println!("fact known_bytes_over_token {}", bytes as f64 / size as f64);
    serve(&works)
}

fn all<T>(mut checks: impl Iterator<Item = T>, run: impl Fn(T) -> bool) -> usize {
    let mut count = 0;
    assert!(checks.all(|check| {
        count += 1;
        run(black_box(check))
    }));
    count
}

/// Takes turns until nobody asks for one.
fn serve(works: &[Work<'_>]) -> Result<(), Box<dyn Error>> {
    for (name, _) in works {
        println!("offer {name}");
    }
    println!("ready");
    std::io::stdout().flush()?;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (_, work) = works.iter().find(|(name, _)| *name == line).ok_or("no such work")?;
        let (start, mut objects) = (Instant::now(), 0);
        let spent = loop {
            objects += work();
            let spent = start.elapsed();
            if spent >= TURN {
                break spent;
            }
        };
        println!("{}", spent.as_nanos() as f64 / objects as f64);
        std::io::stdout().flush()?;
    }
    Ok(())
}

type Given = (Vec<Vec<u8>>, VerifierBuilder, Timestamp);

/// Objects that Apple signed, at a time when all have been.
fn genuine(files: &[String]) -> Result<Given, Box<dyn Error>> {
    let mut tokens = Vec::new();
    for file in files {
        tokens.push(std::fs::read(file)?.trim_ascii().to_vec());
    }
    let builder = Verifier::builder().dangerous_any_bundle_id().environment(Environment::Sandbox);
    Ok((tokens, builder, Timestamp::from_millis(1_795_219_200_000)))
}

/// A transaction of the shared vectors.
fn made() -> Result<Given, Box<dyn Error>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../vectors/verify-claims.json");
    let file: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let cases = file["cases"].as_array().ok_or("no cases")?;
    let case = cases.iter().find(|case| case["name"] == "e4_any_expected").ok_or("no case")?;
    let root = case["roots"][0].as_str().ok_or("no root")?;
    let root = STANDARD.decode(file["roots"][root].as_str().ok_or("no root")?)?;
    let token = case["token"].as_str().ok_or("no token")?.as_bytes().to_vec();
    let now = Timestamp::from_millis(case["now_ms"].as_i64().ok_or("no time")?);
    let builder =
        Verifier::builder().root(root).dangerous_any_bundle_id().environment(Environment::Sandbox);
    Ok((vec![token], builder, now))
}
