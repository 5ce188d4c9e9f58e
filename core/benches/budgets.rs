//! What things cost, against the budgets of the design: `cargo xtask bench`. Where a budget is a comparison with
//! another library, `tests/peers` measures it.
//!
//! Figures that are compared are measured in turns within one run, so that a machine that slows
//! down slows both. Each budget ends in a line
//! `budget NAME measured VALUE limit LIMIT holds|misses`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::panic,
    missing_docs,
    reason = "a measuring tool over fixed inputs"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use waxwing::apns::{Alert, DeviceToken, Environment, Notification, ProviderKey, Reply};
use waxwing::app_store::{self, Verifier};
use waxwing::crypto::{SignatureCheck, SigningKey};
use waxwing::time::Timestamp;

/// Counts what the code under measurement allocates.
struct Counting;

static CALLS: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the system allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        CALLS.fetch_add(1, Relaxed);
        BYTES.fetch_add(layout.size(), Relaxed);
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

/// How many turns are taken; the median of them is shown.
const TURNS: usize = 21;
/// How long one turn lasts at least.
const TURN: Duration = Duration::from_millis(20);

/// Nanoseconds of one call, as the mean of one turn.
fn turn(work: &mut dyn FnMut()) -> f64 {
    let mut calls = 0_u32;
    let start = Instant::now();
    loop {
        work();
        calls += 1;
        let spent = start.elapsed();
        if spent >= TURN {
            return spent.as_nanos() as f64 / f64::from(calls);
        }
    }
}

/// Medians of several pieces of work, measured in turns.
fn medians<const N: usize>(mut works: [&mut dyn FnMut(); N]) -> [f64; N] {
    let mut times = [const { Vec::new() }; N];
    for _ in 0..TURNS {
        for (work, times) in works.iter_mut().zip(&mut times) {
            times.push(turn(work));
        }
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[TURNS / 2]
    })
}

/// Allocations and bytes of one call.
fn allocated(work: &mut dyn FnMut()) -> (usize, usize) {
    work();
    let (calls, bytes) = (CALLS.load(Relaxed), BYTES.load(Relaxed));
    work();
    (CALLS.load(Relaxed) - calls, BYTES.load(Relaxed) - bytes)
}

fn row(what: &str, nanoseconds: f64, note: &str) {
    println!("{what:<44} {:>10.2} us   {note}", nanoseconds / 1000.0);
}

fn budget(name: &str, measured: f64, limit: f64) {
    let verdict = if measured <= limit { "holds" } else { "misses" };
    println!("budget {name} measured {measured:.2} limit {limit} {verdict}");
}

/// A case of the shared vectors: its token, its root, its time.
fn case(name: &str) -> (Vec<u8>, Vec<u8>, Timestamp) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors");
    let text = std::fs::read_to_string(format!("{folder}/verify-claims.json"))
        .expect("tests/vectors/verify-claims.json is readable");
    let file: Value = serde_json::from_str(&text).unwrap();
    let case = file["cases"]
        .as_array()
        .unwrap()
        .iter()
        .find(|case| case["name"] == name)
        .unwrap_or_else(|| panic!("no case {name}"));
    let root = case["roots"][0].as_str().unwrap();
    let root = STANDARD.decode(file["roots"][root].as_str().unwrap()).unwrap();
    let now = Timestamp::from_millis(case["now_ms"].as_i64().unwrap());
    (case["token"].as_str().unwrap().as_bytes().to_vec(), root, now)
}

fn verify() {
    let (token, root, now) = case("e4_any_expected");
    let builder = Verifier::builder()
        .root(root)
        .dangerous_any_bundle_id()
        .environment(app_store::Environment::Sandbox);
    let forgetful = builder.clone().cached_chains(0).build().unwrap();
    let plain = builder.clone().without_key_tables().build().unwrap();
    let tabled = builder.build().unwrap();
    // Until the chain is known and its leaf's key has a table.
    for _ in 0..20 {
        plain.any(&token, now).unwrap();
        tabled.any(&token, now).unwrap();
    }
    let pending = forgetful.begin(&token, None).unwrap();
    let checks = pending.checks();
    let mut new = || drop(black_box(forgetful.any(black_box(&token), now).unwrap()));
    let mut known = || drop(black_box(plain.any(black_box(&token), now).unwrap()));
    let mut fast = || drop(black_box(tabled.any(black_box(&token), now).unwrap()));
    let mut bare = || assert!(black_box(&checks).iter().all(SignatureCheck::run));
    let mut last = || assert!(black_box(checks.last().unwrap()).run());
    let memory = |(calls, bytes): (usize, usize)| format!("{calls} allocations, {bytes} bytes");
    let (of_new, of_known) = (allocated(&mut new), allocated(&mut fast));
    let [new, known, fast, bare, last] =
        medians([&mut new, &mut known, &mut fast, &mut bare, &mut last]);
    println!("a transaction of {} bytes", token.len());
    row("verify, new chain", new, &memory(of_new));
    row("its three signatures alone", bare, "P-384, P-384, P-256");
    row("verify, known chain, without tables", known, "");
    row("verify, known chain", fast, &memory(of_known));
    row("the last signature alone", last, "P-256");
    budget("verify_new_chain_over_bare", new / bare, 1.10);
    budget("verify_memory_over_token_size", of_known.1 as f64 / token.len() as f64, 4.0);
}

fn push() {
    const P8: &str = "MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCDJr6nYRbp1FmtcIVdnsdaTTlDD2zbomxJ7imIrEg9nIQ==";
    let now = Timestamp::from_millis(1_763_760_000_000);
    let key = ProviderKey::from_p8(P8, "ABC123DEFG", "DEF123GHIJ").unwrap();
    let token = key.token_at(now).unwrap();
    let note = Notification::alert("com.example.app", Alert::new("Ready", "Your order is here"));
    let push = note.build().unwrap().prepare(Environment::Production);
    let device = DeviceToken::from_bytes(&[0xa5; 32]).unwrap();
    let headers = http::HeaderMap::new();
    let body = br#"{"reason":"Unregistered","timestamp":1454948015990}"#;

    let mut request = || drop(black_box(push.for_device(black_box(&device))));
    let mut typed = || drop(black_box(push.request(black_box(&device), &token)));
    let mut mint = || drop(black_box(key.token_at(black_box(now)).unwrap()));
    let mut reply =
        || drop(black_box(Reply::parse(410, &headers, black_box(body)).verdict(Some(now))));
    let (calls, bytes) = allocated(&mut request);
    let (typed_calls, typed_bytes) = allocated(&mut typed);
    let [request, typed, mint, reply] = medians([&mut request, &mut typed, &mut mint, &mut reply]);
    row("a request of a prepared push", request, &format!("{calls} allocations, {bytes} bytes"));
    let spent = format!("{typed_calls} allocations, {typed_bytes} bytes: most is a HeaderMap");
    row("the same as http::Request", typed, &spent);
    row("a provider token", mint, "one signature");
    row("a reply and its verdict", reply, "410");
    budget("prepared_request_ns", request, 200.0);
    budget("prepared_request_allocations", calls as f64, 1.0);
}

fn sign() {
    let key = SigningKey::from_scalar(&[7; 32]).unwrap();
    let mut sign = || {
        black_box(key.sign(black_box(b"header.payload")));
    };
    let [sign] = medians([&mut sign]);
    row("an ES256 signature", sign, "");
}

fn main() {
    // cargo itself adds `--bench`.
    let chosen: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let wanted = |name: &str| chosen.is_empty() || chosen.iter().any(|it| it == name);
    if wanted("verify") {
        verify();
    }
    if wanted("push") {
        push();
    }
    if wanted("sign") {
        sign();
    }
}
