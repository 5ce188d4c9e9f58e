//! `cargo xtask bench`: measurements, each closed by a line
//! `budget NAME measured VALUE limit LIMIT holds|misses`.

use crate::repository::Repository;
use crate::{Outcome, no_arguments};

/// `cargo xtask bench`
pub(crate) fn run(repository: &Repository, arguments: &[&str]) -> Outcome {
    no_arguments(arguments)?;
    if repository.files("core/benches", "rs").is_empty() {
        println!("there are no benchmarks in core/benches");
        return Ok(());
    }
    repository.cargo("cargo bench", "bench --locked --package waxwing --bench *").on_console()
}
