//! `cargo xtask bench`: measurements, each closed by a line
//! `budget NAME measured VALUE limit LIMIT holds|misses`.

mod peers;

use crate::Outcome;
use crate::repository::Repository;

/// What can be measured by itself.
const SUBJECTS: [&str; 3] = ["verify", "push", "sign"];

/// `cargo xtask bench [SUBJECT…]`
pub(crate) fn run(repository: &Repository, arguments: &[&str]) -> Outcome {
    if let Some(unknown) = arguments.iter().find(|name| !SUBJECTS.contains(name)) {
        return Err(format!("there is no subject {unknown:?}; there are: {}", SUBJECTS.join(", ")));
    }
    let line = "bench --locked --package waxwing --bench budgets --";
    repository.cargo("cargo bench", line).args(arguments).on_console()?;
    if arguments.is_empty() || arguments.contains(&"push") {
        peers::push(repository)?;
    }
    Ok(())
}
