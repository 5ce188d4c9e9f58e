//! Writes the shared test vectors, `tests/vectors/*.json`.
//!
//! ```text
//! vectors-generator [--check] [DIR]
//! ```
//!
//! Without `--check` every file is written to `DIR` (default: the folder above this crate);
//! with it nothing is written, and a file that differs is named. Every run gives the same
//! bytes: keys come from fixed labels, signatures are deterministic, no clock is read.
//!
//! What a case expects is written by hand from the rules; the library under test has no part
//! in it. Only its list of error codes is taken over, because that list is the subject.

#![forbid(unsafe_code)]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test tool whose only input is its own source: a defect there has to stop it"
)]

mod apns;
mod error_codes;
mod file;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use file::VectorFile;

fn files() -> Vec<VectorFile> {
    let mut files = vec![error_codes::file()];
    files.extend(apns::files());
    files
}

fn main() -> ExitCode {
    let mut check = false;
    let mut folder = None;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--check" => check = true,
            _ if argument.starts_with('-') || folder.is_some() => {
                eprintln!("usage: vectors-generator [--check] [DIR]");
                return ExitCode::from(2);
            }
            _ => folder = Some(PathBuf::from(argument)),
        }
    }
    let folder = folder
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("..").components().collect());
    match run(&folder, check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            for problem in problems {
                eprintln!("vectors-generator: {problem}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path, check: bool) -> Result<(), Vec<String>> {
    let files = files();
    let mut problems: Vec<String> = files.iter().flat_map(VectorFile::problems).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    for file in &files {
        let path = folder.join(file.name());
        let text = file.text();
        if check {
            match std::fs::read(&path) {
                Ok(found) if found == text.as_bytes() => {}
                Ok(_) => problems.push(format!("{} is not current", path.display())),
                Err(error) => problems.push(format!("{}: {error}", path.display())),
            }
        } else if let Err(error) = std::fs::write(&path, &text) {
            problems.push(format!("{}: {error}", path.display()));
        }
        println!("{}: {} cases, {} bytes", file.name(), file.len(), text.len());
    }
    if check {
        problems.extend(strangers(folder, &files));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// JSON files that no table writes: left over from a table that was renamed.
fn strangers(folder: &Path, files: &[VectorFile]) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return vec![format!("{}: cannot be read", folder.display())];
    };
    entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.ends_with(".json") && !files.iter().any(|file| file.name() == name))
        .map(|name| format!("{name} is written by no table"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_gives_the_same_bytes() {
        let texts = || files().iter().map(VectorFile::text).collect::<Vec<_>>();
        assert_eq!(texts(), texts());
    }

    #[test]
    fn the_files_keep_their_own_rules() {
        let problems: Vec<String> = files().iter().flat_map(VectorFile::problems).collect();
        assert!(problems.is_empty(), "{problems:#?}");
    }
}
