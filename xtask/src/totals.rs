//! What test runners print of themselves, added up.

use std::collections::BTreeMap;
use std::ops::AddAssign;

/// How many cases passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Totals {
    pub(crate) const PASSED: Self = Self { passed: 1, failed: 0, skipped: 0 };
    pub(crate) const FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };

    /// Whether there was no case at all, not even a skipped one.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl AddAssign for Totals {
    fn add_assign(&mut self, other: Self) {
        self.passed = self.passed.saturating_add(other.passed);
        self.failed = self.failed.saturating_add(other.failed);
        self.skipped = self.skipped.saturating_add(other.skipped);
    }
}

impl std::fmt::Display for Totals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// The suites named in lines `waxwing-tests: SUITE passed=N failed=N skipped=N`. A suite may have several lines.
///
/// Fails at a line that begins so and cannot be read: a count must not be lost.
pub(crate) fn suites(output: &str) -> Result<BTreeMap<String, Totals>, String> {
    let mut suites: BTreeMap<String, Totals> = BTreeMap::new();
    for line in output.lines() {
        // Something else may have begun the line: libtest says which test runs before it says how it went.
        let Some((_, rest)) = line.split_once("waxwing-tests:") else {
            continue;
        };
        let (name, totals) = suite(rest).ok_or_else(|| format!("cannot read {line:?}"))?;
        *suites.entry(name.to_owned()).or_default() += totals;
    }
    Ok(suites)
}

/// `SUITE passed=N failed=N skipped=N`
fn suite(text: &str) -> Option<(&str, Totals)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [name, passed, failed, skipped] = words[..] else {
        return None;
    };
    Some((
        name,
        Totals {
            passed: passed.strip_prefix("passed=")?.parse().ok()?,
            failed: failed.strip_prefix("failed=")?.parse().ok()?,
            skipped: skipped.strip_prefix("skipped=")?.parse().ok()?,
        },
    ))
}

/// What cargo's own test runner counted, over all programs and documentation examples: lines
/// `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s`.
pub(crate) fn libtest(output: &str) -> Totals {
    let mut sum = Totals::default();
    for line in output.lines() {
        let Some(counts) =
            line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". "))
        else {
            continue;
        };
        for count in counts.1.split("; ") {
            let Some((number, what)) = count.split_once(' ') else { continue };
            let Ok(number) = number.parse::<u64>() else { continue };
            sum += match what {
                "passed" => Totals { passed: number, ..Totals::default() },
                "failed" => Totals { failed: number, ..Totals::default() },
                "ignored" => Totals { skipped: number, ..Totals::default() },
                _ => Totals::default(),
            };
        }
    }
    sum
}

/// The lines `skip: WHAT: REASON`, each once.
pub(crate) fn skips(output: &str) -> Vec<&str> {
    let mut lines: Vec<&str> =
        output.lines().map(bare).filter(|line| line.starts_with("skip: ")).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// A line without what Node's runner puts before what a test prints.
fn bare(line: &str) -> &str {
    let line = line.trim();
    line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn totals(passed: u64, failed: u64, skipped: u64) -> Totals {
        Totals { passed, failed, skipped }
    }

    #[test]
    fn adds_up_every_line_of_libtest() {
        let output = "
running 3 tests
test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
   Doc-tests waxwing
test result: FAILED. 40 passed; 2 failed; 0 ignored; 0 measured; 7 filtered out; finished in 1.20s
";
        assert_eq!(libtest(output), totals(43, 2, 1));
    }

    #[test]
    fn reads_no_libtest_line_in_other_text() {
        assert_eq!(libtest("the test result: ok. 3 passed; 0 failed\n"), Totals::default());
        assert_eq!(libtest(""), Totals::default());
    }

    #[test]
    fn adds_up_suites_by_name() {
        let output = "
token.json: 12 cases
waxwing-tests: node passed=12 failed=0 skipped=1
# waxwing-tests: node passed=3 failed=1 skipped=0
test names_it ... waxwing-tests: workerd passed=7 failed=0 skipped=0
";
        let suites = suites(output).unwrap();
        assert_eq!(suites.get("node"), Some(&totals(15, 1, 1)));
        assert_eq!(suites.get("workerd"), Some(&totals(7, 0, 0)));
        assert_eq!(suites.len(), 2);
    }

    #[test]
    fn refuses_a_suite_line_it_cannot_read() {
        for line in [
            "waxwing-tests: node passed=1 failed=0",
            "waxwing-tests: node passed=x failed=0 skipped=0",
            "waxwing-tests: node failed=0 passed=1 skipped=0",
            "waxwing-tests:",
        ] {
            assert!(suites(line).is_err(), "{line}");
        }
    }

    #[test]
    fn says_each_skip_once() {
        let output =
            "skip: real objects: no folder\nok\n# skip: real objects: no folder\nskip: a: b\n";
        assert_eq!(skips(output), ["skip: a: b", "skip: real objects: no folder"]);
    }

    #[test]
    fn shows_the_closing_line() {
        assert_eq!(totals(1, 2, 3).to_string(), "1 passed, 2 failed, 3 skipped");
    }

    #[test]
    fn skipped_cases_are_cases() {
        assert!(totals(0, 0, 0).is_empty());
        assert!(!totals(0, 0, 4).is_empty());
    }

    #[test]
    fn sums_do_not_overflow() {
        let mut sum = totals(u64::MAX, 0, 0);
        sum += totals(1, 0, 0);
        assert_eq!(sum.passed, u64::MAX);
    }
}
