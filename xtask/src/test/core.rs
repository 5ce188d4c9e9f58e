//! Rust: the core and every crate around it that a native program can be made of.

use super::{Report, report::Runner};
use crate::Outcome;
use crate::repository::Repository;

/// The Python module cannot be linked without Python; its tests are Python's.
const LINE: &str = "test --locked --workspace --exclude waxwing-python --features waxwing/threads \
    --no-fail-fast -- --show-output";

pub(super) fn run(repository: &Repository, report: &mut Report) -> Outcome {
    report.suites("rust", Runner::Libtest("rust"), repository.cargo("cargo test", LINE));
    Ok(())
}
