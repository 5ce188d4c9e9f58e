//! Files that are generated and committed: written, or compared.

use crate::command::Step;
use crate::repository::Repository;
use crate::{Outcome, flag, programs};

/// `cargo xtask header [--check]`
pub(crate) fn header(repository: &Repository, arguments: &[&str]) -> Outcome {
    let check = flag(arguments, "--check")?;
    run(repository, "header", "waxwing-header", check)
}

/// `cargo xtask vectors [--check]`
pub(crate) fn vectors(repository: &Repository, arguments: &[&str]) -> Outcome {
    let check = flag(arguments, "--check")?;
    run(repository, "vectors", "vectors-generator", check)
}

fn run(repository: &Repository, what: &str, package: &str, check: bool) -> Outcome {
    let step = step(repository, what, package, check)?;
    let finished = step.run()?;
    for line in finished.output.lines() {
        println!("    {line}");
    }
    Ok(())
}

/// The step that writes, or compares.
pub(crate) fn step<'a>(
    repository: &'a Repository,
    what: &str,
    package: &str,
    check: bool,
) -> Outcome<Step<'a>> {
    let program = programs::build(repository, package)?;
    Ok(if check {
        repository.step(format!("{what} current"), program).arg("--check")
    } else {
        repository.step(format!("write {what}"), program)
    })
}
