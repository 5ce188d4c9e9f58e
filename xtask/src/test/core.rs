//! Rust: the core and every crate around it that a native program can be made of.

use super::{Report, report::Runner};
use crate::repository::Repository;
use crate::{Outcome, system};

/// The Python module cannot be linked without Python; its tests are Python's.
const LINE: &str = "test --locked --workspace --exclude waxwing-python --features waxwing/threads \
    --no-fail-fast -- --show-output";

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
    report.suites("rust", Runner::Libtest("rust"), repository.cargo("cargo test", LINE));
    let mut step = repository.cargo("cargo test (aws-lc)", AWS_LC);
    for name in CHECKING {
        step = step.arg("--test").arg(name);
    }
    let step = step.args(["--", "--show-output"]);
    report.suites("rust-aws-lc", Runner::Libtest("rust-aws-lc"), step);
    Ok(())
}
