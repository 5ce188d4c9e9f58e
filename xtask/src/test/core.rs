//! Rust: the core and every crate around it that a native program can be made of.

use super::{Report, report::Runner};
use crate::programs::SELECTION;
use crate::repository::Repository;
use crate::{Outcome, system};

/// Tells the tests that run an example as a program that it has just been built.
const EXAMPLES: (&str, &str) = ("WAXWING_EXAMPLES", "built");

/// The core once more with its other backend for signature checks: verdicts must be the same to the letter.
const AWS_LC: &str =
    "test --locked --package waxwing --features aws-lc,threads --no-fail-fast --lib";

/// The core's test files that have signatures checked. The others would say the same again.
const CHECKING: [&str; 12] = [
    "apple_chain",
    "apple_mock",
    "chain_cache",
    "host_checks",
    "mutations",
    "nist",
    "ocsp_memory",
    "real_jws",
    "revocation",
    "vectors",
    "wycheproof",
    "x509_limbo",
];

pub(super) fn run(repository: &Repository, report: &mut Report) -> Outcome {
    // For the example that has signatures checked by OpenSSL.
    system::provide(repository, &[&system::PKG_CONFIG, &system::OPENSSL])?;
    let line = format!("test {SELECTION} --no-fail-fast -- --show-output");
    let step = repository.cargo("cargo test", &line).env(EXAMPLES.0, EXAMPLES.1);
    report.suites("rust", Runner::Libtest("rust"), step);
    let mut step = repository.cargo("cargo test (aws-lc)", AWS_LC);
    for name in CHECKING {
        step = step.arg("--test").arg(name);
    }
    let step = step.args(["--", "--show-output"]);
    report.suites("rust-aws-lc", Runner::Libtest("rust-aws-lc"), step);
    Ok(())
}
