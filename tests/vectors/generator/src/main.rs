//! Writes the shared test vectors, `tests/vectors/*.json`.
//!
//! ```text
//! vectors-generator [--check] [DIR]
//! vectors-generator --rows COUNT DIR
//! ```
//!
//! Without `--check` every file is written to `DIR` (default: the folder above this crate);
//! with it nothing is written, and a file that differs is named. Every run gives the same
//! bytes: keys come from fixed labels, signatures are deterministic, no clock is read. With
//! `--rows` it writes something else: many signed transactions for programs that verify them
//! by the column.
//!
//! What a case expects is written by hand from the rules; the library under test has no part
//! in it. Only its list of error codes is taken over, because that list is the subject.

#![forbid(unsafe_code)]
#![recursion_limit = "256"] // for the payload with every field, one `json!`
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test tool whose only input is its own source: a defect there has to stop it"
)]

mod anchor;
mod apns;
mod cert;
mod chain;
mod checks;
mod credentials;
mod der;
mod error_codes;
mod file;
mod key;
mod ocsp;
mod payload;
mod policy;
mod receipt;
mod rows;
mod rsa;
mod subscription;
mod success;
mod table_a;
mod table_b;
mod table_c;
mod table_c_crypto;
mod table_c_dates;
mod table_c_der;
mod table_c_names;
mod table_d;
mod table_e;
mod table_e_identity;
mod table_e_kinds;
mod table_e_nested;
mod table_f;
mod table_f_answers;
mod table_f_requests;
mod time;
mod token;
mod types;
mod unverified;
mod verify;
mod windows;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use file::VectorFile;

fn files() -> Vec<VectorFile> {
    let mut files =
        vec![error_codes::file(), types::file(), compact(), chain_file(), claims(), anchor::file()];
    files.push(table_e_kinds::file());
    files.push(checks::file());
    files.extend(policy::files());
    files.push(table_f::file());
    files.push(table_f_requests::file());
    files.push(unverified::file());
    files.extend(subscription::files());
    files.extend(apns::files());
    files.extend(receipt::files());
    files.extend(windows::files());
    files.extend(credentials::files());
    files
}

/// Tables A, B and D: everything but certificates and claims.
fn compact() -> VectorFile {
    let cases = [table_a::cases(), table_b::cases(), table_d::cases()].into_iter().flatten();
    VectorFile::new(
        "verify-compact.json",
        "verify",
        "Signed objects whose compact form, header or signature is at fault (tables A, B and D of \
         the security guide; the first two letters of a name are its row), with their good \
         neighbours. Apart from the fault each token would verify: it is signed as it stands by a \
         throw-away authority. The third entry of x5c is a word, because that entry carries no \
         weight. A case named order_… has two faults, and the one that is checked first counts.",
        cases.collect(),
    )
    .share("roots", verify::shared_roots())
}

/// Table C: certificates.
fn chain_file() -> VectorFile {
    VectorFile::new(
        "verify-chain.json",
        "verify",
        "Signed objects whose certificates are at fault (table C of the security guide; the first \
         three letters of a name are its row), with their good neighbours. The root named test \
         and what hangs below it are shaped like Apple's: P-384 above a P-256 leaf, \
         ecdsa-with-SHA384, both marker extensions. The root named mock is shaped like the one of \
         Apple's mock data: everything on P-256, few extensions. The root named decoy has the \
         same name as both and another key. A case named order_… has two faults, and the one that \
         is checked first counts.",
        table_c::cases(),
    )
    .share("roots", verify::shared_roots())
}

/// Table E and what must be accepted.
fn claims() -> VectorFile {
    let cases = [success::cases(), table_e::cases()].into_iter().flatten();
    VectorFile::new(
        "verify-claims.json",
        "verify",
        "Properly signed objects: what their payload must say to be accepted (table E of the \
         security guide; the first two letters of a name are its row), and objects of every kind \
         with every field that are. An expected payload is the payload with known dates as whole \
         milliseconds and everything else kept. A case named order_… has two faults, and the one \
         that is checked first counts.",
        cases.collect(),
    )
    .share("roots", verify::shared_roots())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, count, folder] = arguments.as_slice()
        && flag == "--rows"
        && let Ok(count) = count.parse()
    {
        return match rows::write(Path::new(folder), count) {
            Ok(()) => ExitCode::SUCCESS,
            Err(why) => {
                eprintln!("vectors-generator: {folder}: {why}");
                ExitCode::FAILURE
            }
        };
    }
    let mut check = false;
    let mut folder = None;
    for argument in arguments {
        match argument.as_str() {
            "--check" => check = true,
            _ if argument.starts_with('-') || folder.is_some() => {
                eprintln!("usage: vectors-generator [--check] [DIR] | --rows COUNT DIR");
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
        problems.extend(write_or_compare(&path, text.as_bytes(), check));
        println!("{}: {} cases, {} bytes", file.name(), file.len(), text.len());
    }
    // Types of other languages stand where those languages keep their sources.
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    for (path, text) in types::sources() {
        problems.extend(write_or_compare(&repository.join(path), text.as_bytes(), check));
        println!("{path}: {} bytes", text.len());
    }
    if check {
        problems.extend(strangers(folder, &files));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Writes a file, or says how it differs.
fn write_or_compare(path: &Path, text: &[u8], check: bool) -> Option<String> {
    if check {
        return match std::fs::read(path) {
            Ok(found) if found == text => None,
            Ok(_) => Some(format!("{} is not current", path.display())),
            Err(error) => Some(format!("{}: {error}", path.display())),
        };
    }
    std::fs::write(path, text).err().map(|error| format!("{}: {error}", path.display()))
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
