//! `cargo xtask bench`: measurements, each closed by a line
//! `budget NAME measured VALUE limit LIMIT holds|misses`.

mod machine;
mod peers;
mod turns;
mod verify;

use crate::Outcome;
use crate::repository::Repository;

/// What can be measured by itself.
const SUBJECTS: [&str; 3] = ["verify", "push", "sign"];

/// What of it the core's own bench measures; for the rest there are others to compare with.
const OWN: [&str; 2] = ["push", "sign"];

/// `cargo xtask bench [SUBJECT…]`
pub(crate) fn run(repository: &Repository, arguments: &[&str]) -> Outcome {
    if let Some(unknown) = arguments.iter().find(|name| !SUBJECTS.contains(name)) {
        return Err(format!("there is no subject {unknown:?}; there are: {}", SUBJECTS.join(", ")));
    }
    let wanted = |name: &str| arguments.is_empty() || arguments.contains(&name);
    let own: Vec<&str> = OWN.into_iter().filter(|name| wanted(name)).collect();
    if !own.is_empty() {
        let line = "bench --locked --package waxwing --bench budgets --";
        repository.cargo("cargo bench", line).args(own).on_console()?;
    }
    if wanted("push") {
        peers::push(repository)?;
    }
    if wanted("verify") {
        verify::run(repository)?;
    }
    Ok(())
}
