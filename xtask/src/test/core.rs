//! Rust: the core and every crate around it that a native program can be made of.

use std::fs;

use super::{Report, report::Runner};
use crate::repository::Repository;
use crate::{Outcome, system};

/// The Python module cannot be linked without Python; its tests are Python's.
const LINE: &str = "test --locked --workspace --exclude waxwing-python --features waxwing/threads \
    --no-fail-fast -- --show-output";

/// The core once more with its other backend for signature checks: verdicts must be the same to the letter.
const AWS_LC: &str =
    "test --locked --package waxwing --features aws-lc,threads --no-fail-fast --lib";

pub(super) fn run(repository: &Repository, report: &mut Report) -> Outcome {
    // For the example that has signatures checked by OpenSSL.
    system::provide(repository, &[&system::PKG_CONFIG, &system::OPENSSL])?;
    report.suites("rust", Runner::Libtest("rust"), repository.cargo("cargo test", LINE));
    let mut step = repository.cargo("cargo test (aws-lc)", AWS_LC);
    for name in test_files(repository)? {
        step = step.arg("--test").arg(name);
    }
    let step = step.args(["--", "--show-output"]);
    report.suites("rust-aws-lc", Runner::Libtest("rust-aws-lc"), step);
    Ok(())
}

/// The core's test files but those about examples, which are built for the sake of other things.
fn test_files(repository: &Repository) -> Outcome<Vec<String>> {
    let folder = repository.path("core/tests");
    let entries = fs::read_dir(&folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let name = name.strip_suffix(".rs")?;
            (!name.starts_with("example_")).then(|| name.to_owned())
        })
        .collect();
    names.sort();
    Ok(names)
}
