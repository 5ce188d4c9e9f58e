//! The repository's own programs that chores run.
//!
//! cargo compiles a dependency once for each set of features that is asked of it, and which that is depends on the
//! packages and targets that are built together. So everything is built by one selection, that of `cargo test`, and
//! what one chore has compiled serves all others.

use std::path::PathBuf;

use crate::Outcome;
use crate::repository::Repository;

/// Everything but the Python module, which cannot be linked without Python.
pub(crate) const SELECTION: &str =
    "--locked --workspace --exclude waxwing-python --features waxwing/threads";

/// Tests have dependencies of their own, whose features count wherever an example is built too.
const AS_IN_TESTS: &str = "--example push";

/// Builds the program `name` and gives its path.
pub(crate) fn build(repository: &Repository, name: &str) -> Outcome<PathBuf> {
    let line = format!("build {SELECTION} --bin {name} {AS_IN_TESTS}");
    repository.cargo(format!("build of {name}"), &line).run()?;
    Ok(repository.target().join("debug").join(name))
}

/// Builds an example and gives its path.
pub(crate) fn example(repository: &Repository, name: &str) -> Outcome<PathBuf> {
    let line = format!("build {SELECTION} --example {name} {AS_IN_TESTS}");
    repository.cargo(format!("build of {name}"), &line).run()?;
    Ok(repository.target().join("debug/examples").join(name))
}
