//! The dependencies of the core: each with a reason in `ARCHITECTURE.md`, and not more than there were.

use std::collections::BTreeSet;

use crate::repository::Repository;
use crate::{Outcome, file};

/// How many crates the core may stand on with its default features, all told. Eleven chosen ones and the two
/// curves bring 45; one more than that is a decision, not an accident.
const MOST: usize = 45;

const REASONS: &str = "ARCHITECTURE.md";
const HEADING: &str = "## Dependencies of the core";

/// Compares what cargo says with what is written.
pub(crate) fn check(repository: &Repository) -> Outcome {
    let reasons = file::read(&repository.path(REASONS))?;
    let section = section(&reasons).ok_or_else(|| format!("{REASONS} has no part {HEADING:?}"))?;
    let direct = tree(repository, "--depth 1")?;
    let all = tree(repository, "--no-dedupe")?;

    let mut wrong: Vec<String> = direct
        .iter()
        .filter(|name| !section.contains(&format!("`{name}`")))
        .map(|name| format!("{name} has no reason in {REASONS}"))
        .collect();
    if all.len() > MOST {
        wrong.push(format!(
            "the core stands on {} crates, at most {MOST} allowed: {}",
            all.len(),
            all.into_iter().collect::<Vec<_>>().join(" ")
        ));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// The names of the crates under the core.
fn tree(repository: &Repository, more: &str) -> Outcome<BTreeSet<String>> {
    let line = format!("tree --locked --package waxwing --edges normal --prefix none {more}");
    let finished = repository.cargo("cargo tree", &line).quiet()?;
    if finished.success { Ok(names(&finished.output)) } else { Err(finished.report) }
}

/// The first words of lines `NAME vVERSION …`, but the core itself.
fn names(output: &str) -> BTreeSet<String> {
    output
        .lines()
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            let name = words.next()?;
            let version = words.next()?.strip_prefix('v')?;
            let is_crate = version.starts_with(|c: char| c.is_ascii_digit()) && name != "waxwing";
            is_crate.then(|| name.to_owned())
        })
        .collect()
}

/// The text under the heading, up to the next one.
fn section(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once(HEADING)?;
    Some(rest.split("\n## ").next().unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_and_leaves_out_the_core() {
        let output =
            "    Updating index\nwaxwing v0.1.0 (/somewhere/core)\nder v0.8.3\nder v0.8.3 (*)\n";
        assert_eq!(names(output), BTreeSet::from(["der".to_owned()]));
    }

    #[test]
    fn finds_the_part_with_the_reasons() {
        let text = format!("# x\n{HEADING}\n\n`der`\n\n## Next\n`http`\n");
        assert!(section(&text).unwrap().contains("`der`"));
        assert!(!section(&text).unwrap().contains("`http`"));
        assert_eq!(section("# x"), None);
    }
}
