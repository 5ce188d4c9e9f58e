//! `cargo xtask fuzz`: a long soak of the fuzz targets.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::Outcome;
use crate::command::which;
use crate::repository::Repository;

const TARGETS: [&str; 16] = [
    "ber",
    "binary",
    "cert",
    "chain",
    "channel",
    "json",
    "key_import",
    "ocsp",
    "p12",
    "pem",
    "sniff",
    "stored",
    "token",
    "windows_options",
    "windows_reply",
    "xml",
];

/// How long each target runs when nothing is said.
const SECONDS: u64 = 60;

/// `cargo xtask fuzz [TARGET…] [SECONDS]`: with cargo-fuzz where it is installed, else with the
/// mutator of `core/tests/fuzz.rs` from a seed of the day, which the failure names.
pub(crate) fn run(repository: &Repository, arguments: &[&str]) -> Outcome {
    let (numbers, names): (Vec<&str>, Vec<&str>) =
        arguments.iter().partition(|argument| argument.parse::<u64>().is_ok());
    if let Some(unknown) = names.iter().find(|name| !TARGETS.contains(name)) {
        return Err(format!("there is no target {unknown:?}; there are: {}", TARGETS.join(", ")));
    }
    let seconds = match numbers[..] {
        [] => SECONDS,
        [number] => number.parse().unwrap_or(SECONDS),
        _ => return Err("one time at most".into()),
    };
    let targets = if names.is_empty() { TARGETS.to_vec() } else { names };
    let today =
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs() / 86_400);
    let soak = |seconds: u64, target: &str| {
        repository
            .cargo("soak", "test --locked --package waxwing --test fuzz")
            .env("WAXWING_FUZZ_TARGET", target)
            .env("WAXWING_FUZZ_SECONDS", seconds.to_string())
            .env("WAXWING_FUZZ_SEED", today.to_string())
            .limit(seconds + 30 * 60)
    };
    for target in targets {
        if which("cargo-fuzz").is_none() {
            soak(seconds, target).on_console()?;
            continue;
        }
        let corpus = repository.root().join("core/fuzz/corpus");
        soak(0, target).env("WAXWING_FUZZ_CORPUS", corpus).on_console()?;
        let line = format!("+nightly fuzz run {target} -- -max_total_time={seconds}");
        let step = repository.cargo("cargo fuzz", &line).folder(repository.root().join("core"));
        step.limit(seconds + 30 * 60).on_console()?;
    }
    Ok(())
}
