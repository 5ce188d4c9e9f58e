//! Verification by waxwing beside OpenSSL's bare signature checks and Apple's own libraries.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::machine;
use super::peers::{self, FOLDER};
use super::turns::{Measured, Program};
use crate::repository::Repository;
use crate::{Outcome, file, system};

/// How many turns each work takes; the median of them counts.
const ROUNDS: usize = 25;

/// A row of the table: what it is, program and work, and what it is compared with.
struct Row(&'static str, (&'static str, &'static str), Option<(&'static str, &'static str)>);

const OPENSSL: (&str, &str) = ("rust", "openssl_last");
const APPLE_PYTHON: (&str, &str) = ("python", "apple");
const APPLE_NODE: (&str, &str) = ("node", "apple");

const ROWS: [Row; 22] = [
    Row("Rust, known chain", ("rust", "known"), Some(OPENSSL)),
    Row("Rust, known chain, without tables", ("rust", "known_without_tables"), Some(OPENSSL)),
    Row("Rust, the last signature alone, without tables", ("rust", "bare_last"), Some(OPENSSL)),
    Row("Rust, new chain", ("rust", "new"), Some(("rust", "bare"))),
    Row("Rust, its three signatures alone", ("rust", "bare"), None),
    Row("Rust with aws-lc, known chain", ("rust-aws-lc", "known"), Some(OPENSSL)),
    Row("Rust with aws-lc, new chain", ("rust-aws-lc", "new"), Some(("rust-aws-lc", "bare"))),
    Row("Rust with aws-lc, its three signatures alone", ("rust-aws-lc", "bare"), None),
    Row("OpenSSL, the last signature alone (P-256)", OPENSSL, None),
    Row("OpenSSL, the three signatures alone", ("rust", "openssl_bare"), None),
    Row("Rust, verify_many, 1 thread", ("rust", "many_1"), None),
    Row("Rust, verify_many, 2 threads", ("rust", "many_2"), Some(("rust", "many_1"))),
    Row("Rust, verify_many, 4 threads", ("rust", "many_4"), Some(("rust", "many_1"))),
    Row("Python, known chain", ("python", "waxwing"), Some(APPLE_PYTHON)),
    Row("Python, verify_many, 1 thread", ("python", "many_1"), Some(APPLE_PYTHON)),
    Row("Python, verify_many, 2 threads", ("python", "many_2"), Some(("python", "many_1"))),
    Row("Python, Apple's library", APPLE_PYTHON, None),
    Row("Node, known chain", ("node", "waxwing"), Some(APPLE_NODE)),
    Row("Node, known chain, without tables", ("node", "without_tables"), Some(APPLE_NODE)),
    Row("Node, known chain, by WebCrypto", ("node", "webcrypto"), Some(APPLE_NODE)),
    Row("Node, new chain, by WebCrypto", ("node", "webcrypto_new"), Some(APPLE_NODE)),
    Row("Node, Apple's library", APPLE_NODE, None),
];

/// Prints the table and the budgets.
pub(super) fn run(repository: &Repository) -> Outcome {
    let samples = samples(repository);
    if samples.is_empty() {
        println!(
            "skip: genuine objects, and Apple's libraries, which verify no others: shared vectors folder not found"
        );
    }
    let mut programs = Vec::new();
    for (name, feature) in [("rust", "verify"), ("rust-aws-lc", "aws-lc")] {
        let mut command = Command::new(rust(repository, name, feature)?);
        command.args(&samples);
        programs.push(Program::start(name, command)?);
    }
    if !samples.is_empty() {
        let root = repository.path("core/src/x509/apple_root_ca_g3.der");
        let folder = repository.path(FOLDER);
        let venv = peers::venv(repository)?;
        let mut command = Command::new(venv.program("python"));
        command.arg(folder.join("verify.py")).arg(&root).args(&samples);
        programs.push(Program::start("python", command)?);

        peers::packages(repository)?;
        let mut command = Command::new("node");
        command.arg("verify.mjs").arg(&root).args(&samples).current_dir(&folder);
        programs.push(Program::start("node", command)?);
    }
    println!();
    for (what, found) in machine::describe() {
        println!("{what:<30}{found}");
    }
    let measured = Measured::take(programs, ROUNDS)?;
    if let Some(load) = machine::load() {
        println!("{:<30}{load}", "load after");
    }
    table(&measured);
    budgets(&measured);
    Ok(())
}

/// The files of genuine objects, if they are there.
fn samples(repository: &Repository) -> Vec<PathBuf> {
    let shared =
        env::var_os("WAXWING_SHARED").map_or_else(|| repository.path("../shared"), PathBuf::from);
    let Ok(entries) = fs::read_dir(shared.join("vectors/real-jws")) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "jws"))
        .collect();
    files.sort();
    files
}

/// Builds the program in Rust and keeps it under a name of its own: one build replaces the other.
fn rust(repository: &Repository, name: &str, feature: &str) -> Outcome<PathBuf> {
    system::provide(repository, &[&system::C_COMPILER, &system::PKG_CONFIG, &system::OPENSSL])?;
    let target = repository.own("peers");
    let line = format!(
        "build --locked --release --bin verify --features {feature} --manifest-path {FOLDER}/Cargo.toml"
    );
    repository
        .cargo(format!("peers in Rust ({name})"), &line)
        .env("CARGO_TARGET_DIR", &target)
        .run()?;
    let kept = target.join(format!("verify-{name}"));
    file::copy(&target.join("release/verify"), &kept)?;
    Ok(kept)
}

fn table(measured: &Measured) {
    for fact in [
        "openssl",
        "python",
        "app-store-server-library",
        "cryptography",
        "node",
        "node-openssl",
        "objects",
        "token_bytes",
        "known_allocations",
        "known_bytes",
    ] {
        if let Some(value) = measured.fact(fact) {
            println!("{fact:<30}{value}");
        }
    }
    println!("\n{:<52}{:>10}  compared", "for an object", "us");
    for Row(what, work, beside) in &ROWS {
        let Some(time) = measured.nanoseconds(work.0, work.1) else { continue };
        let compared = beside.and_then(|beside| {
            let ratio = measured.ratio(beside, *work)?;
            let other = ROWS.iter().find(|row| row.1 == beside)?.0;
            Some(format!("{ratio:.2} times as fast as: {other}"))
        });
        println!("{what:<52}{:>10.2}  {}", time / 1000.0, compared.unwrap_or_default());
    }
    println!();
}

/// Which side of a limit is good.
#[derive(Clone, Copy)]
enum Limit {
    AtMost(f64),
    AtLeast(f64),
}

fn budgets(measured: &Measured) {
    let memory = measured.fact("known_bytes_over_token").and_then(|value| value.parse().ok());
    for (name, found, limit) in [
        (
            "verify_known_chain_over_openssl_p256",
            measured.ratio(("rust", "known"), OPENSSL),
            Limit::AtMost(1.0),
        ),
        (
            "verify_new_chain_over_bare",
            measured.ratio(("rust", "new"), ("rust", "bare")),
            Limit::AtMost(1.1),
        ),
        (
            "verify_new_chain_over_bare_aws_lc",
            measured.ratio(("rust-aws-lc", "new"), ("rust-aws-lc", "bare")),
            Limit::AtMost(1.1),
        ),
        (
            "verify_python_times_apple",
            measured.ratio(APPLE_PYTHON, ("python", "waxwing")),
            Limit::AtLeast(30.0),
        ),
        (
            "verify_node_times_apple",
            measured.ratio(APPLE_NODE, ("node", "waxwing")),
            Limit::AtLeast(8.0),
        ),
        (
            "verify_node_webcrypto_times_apple",
            measured.ratio(APPLE_NODE, ("node", "webcrypto")),
            Limit::AtLeast(12.0),
        ),
        ("verify_memory_over_token_size", memory, Limit::AtMost(4.0)),
    ] {
        match found {
            Some(found) => println!("{}", budget(name, found, limit)),
            None => println!("skip: budget {name}: not measured here"),
        }
    }
}

fn budget(name: &str, found: f64, limit: Limit) -> String {
    let (limit, holds) = match limit {
        Limit::AtMost(limit) => (limit, found <= limit),
        Limit::AtLeast(limit) => (limit, found >= limit),
    };
    let verdict = if holds { "holds" } else { "misses" };
    format!("budget {name} measured {found:.2} limit {limit:.2} {verdict}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_has_a_good_side() {
        let line = budget("a", 1.1, Limit::AtMost(1.1));
        assert_eq!(line, "budget a measured 1.10 limit 1.10 holds");
        assert!(budget("a", 1.11, Limit::AtMost(1.1)).ends_with("misses"));
        assert!(budget("a", 30.0, Limit::AtLeast(30.0)).ends_with("holds"));
        assert!(budget("a", 29.9, Limit::AtLeast(30.0)).ends_with("misses"));
    }

    #[test]
    fn every_comparison_is_with_a_row() {
        for Row(what, _, beside) in &ROWS {
            if let Some(beside) = beside {
                assert!(ROWS.iter().any(|row| row.1 == *beside), "{what}");
            }
        }
    }
}
