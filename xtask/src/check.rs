//! `cargo xtask check`: what can be seen without running the code.

use serde_json::Value;

use crate::command::Step;
use crate::repository::Repository;
use crate::test::Report;
use crate::{Outcome, dependencies, generated, no_arguments, system, versions};

/// The suite's name in the table.
const SUITE: &str = "check";

/// `cargo xtask check`
pub(crate) fn run(repository: &Repository, arguments: &[&str]) -> Outcome {
    no_arguments(arguments)?;
    let mut report = Report::default();
    let outcome = steps(repository, &mut report);
    report.fail_on_error(SUITE, outcome);
    report.close()
}

/// Every step is a case of the suite.
pub(crate) fn steps(repository: &Repository, report: &mut Report) -> Outcome {
    // For the example that has signatures checked by OpenSSL.
    system::provide(repository, &[&system::PKG_CONFIG, &system::OPENSSL])?;
    report.step(SUITE, repository.cargo("cargo fmt", "fmt --all --check -- --color never"));
    for step in clippy(repository)? {
        report.step(SUITE, step);
    }
    report.step(
        SUITE,
        repository
            .cargo("rustdoc", "doc --locked --workspace --no-deps --all-features")
            .env("RUSTDOCFLAGS", "-D warnings"),
    );
    for (what, package) in [("header", "waxwing-header"), ("vectors", "vectors-generator")] {
        let outcome = generated::step(repository, what, package, true)
            .and_then(|step| step.run().map(|_| ()));
        report.case(SUITE, &format!("{what} current"), outcome);
    }
    // A workspace of its own, which nothing else here builds.
    let line = "update --workspace --locked --manifest-path tests/peers/Cargo.toml";
    report.step(SUITE, repository.cargo("lock file of the peers current", line));
    report.case(SUITE, "versions equal", versions::check(repository));
    report.case(SUITE, "dependencies of the core", dependencies::check(repository));
    report.case(SUITE, "lock files name no server", versions::check_lockfiles(repository));
    Ok(())
}

/// clippy for everything with everything switched on; and for the core, which others build on as they like, without
/// its features and with each of them alone. That each binding names the features it needs, its own build shows.
fn clippy(repository: &Repository) -> Outcome<Vec<Step<'_>>> {
    let metadata = repository
        .cargo("cargo metadata", "metadata --locked --no-deps --format-version 1")
        .quiet()?;
    if !metadata.success {
        return Err(metadata.report);
    }
    let packages = packages(&metadata.output).ok_or("cargo metadata has not its usual form")?;
    let lints = ["--", "-D", "warnings"];
    let line = "clippy --locked --no-deps --workspace --all-targets --all-features";
    let mut steps = vec![repository.cargo("clippy", line).args(lints)];
    for Package { name, features } in packages.iter().filter(|package| package.name == "waxwing") {
        let line = format!("clippy --locked --no-deps --package {name} --no-default-features");
        steps.push(repository.cargo(format!("clippy {name}, no features"), &line).args(lints));
        for feature in features {
            let line = format!("{line} --features {feature}");
            steps.push(
                repository.cargo(format!("clippy {name}, only {feature}"), &line).args(lints),
            );
        }
    }
    Ok(steps)
}

/// A package of the workspace and its features but `default`.
#[derive(Debug, PartialEq)]
struct Package {
    name: String,
    features: Vec<String>,
}

/// The packages in what `cargo metadata` prints; other lines, as of a download, may stand around it.
fn packages(output: &str) -> Option<Vec<Package>> {
    let text = output.lines().find(|line| line.starts_with('{'))?;
    let value: Value = serde_json::from_str(text).ok()?;
    value.get("packages")?.as_array()?.iter().map(package).collect()
}

fn package(value: &Value) -> Option<Package> {
    let features = value.get("features")?.as_object()?.keys();
    Some(Package {
        name: value.get("name")?.as_str()?.to_owned(),
        features: features.filter(|feature| *feature != "default").cloned().collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_packages_and_their_features() {
        let output = "    Updating something\n\
            {\"packages\": [{\"name\": \"a\", \"features\": {\"default\": [\"x\"], \"x\": []}}]}\n";
        assert_eq!(
            packages(output),
            Some(vec![Package { name: "a".to_owned(), features: vec!["x".to_owned()] }])
        );
    }

    #[test]
    fn sees_another_form() {
        assert_eq!(packages(""), None);
        assert_eq!(packages("{\"packages\": [{}]}"), None);
    }
}
