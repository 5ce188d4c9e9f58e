//! Where the third-party suites lie, and the line that each prints when it is done.

// Each test program uses its own part of this module.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::Write;
use std::path::PathBuf;

use serde_json::Value;

/// The folder of third-party data: `shared` beside the repository, or `WAXWING_SHARED`.
fn shared() -> PathBuf {
    match std::env::var_os("WAXWING_SHARED") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
    }
}

/// A line for people and for the script that adds the suites up. The print macros would not do:
/// the test harness swallows their output when a test passes. A line that must stand alone begins
/// with a line end, since the harness may have begun one with the name of the test.
pub(crate) fn say(line: &str) {
    // A closed stderr is no reason to fail a test.
    let _ = std::io::stderr().write_all(format!("{line}\n").as_bytes());
}

/// One suite: counts its cases and remembers what failed.
pub(crate) struct Suite {
    name: &'static str,
    folder: PathBuf,
    cases: usize,
    passed: usize,
    failed: Vec<String>,
    skipped: BTreeMap<String, usize>,
}

impl Suite {
    /// Begins a suite of exactly `cases` cases whose data lies in `shared/vectors/<folder>`.
    ///
    /// Without that folder the whole suite counts as skipped, says so, and there is nothing to
    /// run.
    pub(crate) fn begin(name: &'static str, folder: &str, cases: usize) -> Option<Self> {
        let folder = shared().join("vectors").join(folder);
        if !folder.is_dir() {
            say(&format!("\nskip: {name}: shared vectors folder not found"));
            say(&format!("waxwing-tests: {name} passed=0 failed=0 skipped={cases}"));
            return None;
        }
        let (failed, skipped) = (Vec::new(), BTreeMap::new());
        Some(Self { name, folder, cases, passed: 0, failed, skipped })
    }

    /// A file of the suite.
    pub(crate) fn read(&self, file: &str) -> Vec<u8> {
        let path = self.folder.join(file);
        std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// A file of the suite, as JSON.
    pub(crate) fn read_json(&self, file: &str) -> Value {
        serde_json::from_slice(&self.read(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// The names of the files in a sub-folder, sorted.
    pub(crate) fn list(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.folder.join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// One case: passed if what came out is what had to.
    pub(crate) fn case<T: PartialEq + Display>(&mut self, id: impl Display, found: T, expected: T) {
        if found == expected {
            self.passed += 1;
        } else {
            self.failed.push(format!("{id}: expected {expected}, found {found}"));
        }
    }

    /// One case that is not run, and why.
    pub(crate) fn skip(&mut self, reason: impl Into<String>) {
        *self.skipped.entry(reason.into()).or_default() += 1;
    }

    /// Prints the counts, then fails if a case failed, or more or fewer ran than there are.
    pub(crate) fn end(self) {
        let Self { name, cases, passed, failed, skipped, .. } = self;
        for (reason, count) in &skipped {
            say(&format!("\nskip: {name}: {count} cases: {reason}"));
        }
        let skipped: usize = skipped.values().sum();
        say(&format!(
            "waxwing-tests: {name} passed={passed} failed={} skipped={skipped}",
            failed.len()
        ));
        assert!(failed.is_empty(), "{name}:\n{}", failed.join("\n"));
        assert_eq!(passed + skipped, cases, "{name}: number of cases");
    }
}

/// The bytes of a hexadecimal text; an odd number of digits means a leading zero.
pub(crate) fn unhex(text: &str) -> Vec<u8> {
    let text = if text.len().is_multiple_of(2) { text.to_owned() } else { format!("0{text}") };
    let digits: Vec<u8> =
        text.chars().map(|c| u8::try_from(c.to_digit(16).unwrap()).unwrap()).collect();
    digits.chunks(2).map(|pair| pair[0] * 16 + pair[1]).collect()
}

/// The text at `key`.
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no text at {key} in {value}"))
}

/// The bytes that stand in hexadecimal at `key`.
pub(crate) fn bytes(value: &Value, key: &str) -> Vec<u8> {
    unhex(text(value, key))
}

/// The elements at `key`.
pub(crate) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("no list at {key}"))
}

/// How a verification ended, in the words of the suites.
pub(crate) fn verdict(accepted: bool) -> &'static str {
    if accepted { "valid" } else { "invalid" }
}
