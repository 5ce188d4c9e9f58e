//! Files that are generated and committed: written, or compared.

use crate::repository::Repository;
use crate::{Outcome, flag};

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
    let (name, line) = if check {
        (format!("{what} current"), format!("run --locked --quiet --package {package} -- --check"))
    } else {
        (format!("write {what}"), format!("run --locked --quiet --package {package}"))
    };
    let finished = repository.cargo(name, &line).run()?;
    for line in finished.output.lines() {
        println!("    {line}");
    }
    Ok(())
}
