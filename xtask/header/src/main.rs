//! Writes `include/waxwing.h` and `ffi/symbols.txt` from the sources in `ffi`.
//!
//! `waxwing-header` writes both, `waxwing-header --check` compares them with what would be written and fails where they
//! differ.
//!
//! cbindgen is a library here, pinned exactly: what it writes is committed. Its settings are in `ffi/cbindgen.toml`.
//! In the texts `header`, `after_includes` and `trailer` of that file, `@VERSION@`, `@MAJOR@`, `@MINOR@` and `@PATCH@`
//! stand for the version of the crate.

#![forbid(unsafe_code)]

mod version;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use cbindgen::{Bindings, Builder, Config};

use version::Version;

/// The one version of all artefacts, which this crate inherits like every other.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A file this program writes: where, and its text.
struct Generated {
    path: PathBuf,
    text: String,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let check = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => false,
        ["--check"] => true,
        _ => {
            eprintln!("usage: waxwing-header [--check]");
            return ExitCode::from(2);
        }
    };
    match run(check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("waxwing-header: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(check: bool) -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .ok_or("this package is not two folders below the root")?;
    let bindings = read(&root.join("ffi"))?;
    for generated in [header(root, &bindings)?, symbols(root, &bindings)] {
        if check {
            compare(&generated)?;
        } else {
            write(&generated)?;
        }
    }
    Ok(())
}

fn read(ffi: &Path) -> Result<Bindings, String> {
    let settings = ffi.join("cbindgen.toml");
    let mut config =
        Config::from_file(&settings).map_err(|why| format!("{}: {why}", settings.display()))?;
    let version = Version::parse(VERSION)?;
    for text in [&mut config.header, &mut config.after_includes, &mut config.trailer] {
        *text = text.as_deref().map(|text| version.fill_in(text));
    }
    Builder::new()
        .with_crate(ffi)
        .with_config(config)
        .generate()
        .map_err(|why| format!("cbindgen: {why}"))
}

fn header(root: &Path, bindings: &Bindings) -> Result<Generated, String> {
    let mut text = Vec::new();
    bindings.write(&mut text);
    let text = String::from_utf8(text).map_err(|why| format!("the header is not UTF-8: {why}"))?;
    Ok(Generated { path: root.join("include/waxwing.h"), text })
}

/// One exported name a line, sorted: what `nm -D --defined-only` of the library must show, and nothing else.
fn symbols(root: &Path, bindings: &Bindings) -> Generated {
    let mut names: Vec<&str> = bindings.dynamic_symbols_names().collect();
    names.sort_unstable();
    let mut text = names.join("\n");
    text.push('\n');
    Generated { path: root.join("ffi/symbols.txt"), text }
}

fn write(generated: &Generated) -> Result<(), String> {
    if compare(generated).is_ok() {
        return Ok(());
    }
    fs::write(&generated.path, &generated.text)
        .map_err(|why| format!("{}: {why}", generated.path.display()))?;
    println!("wrote {}", generated.path.display());
    Ok(())
}

fn compare(generated: &Generated) -> Result<(), String> {
    let path = generated.path.display();
    let committed = fs::read_to_string(&generated.path).map_err(|why| format!("{path}: {why}"))?;
    match first_difference(&committed, &generated.text) {
        None => Ok(()),
        Some(difference) => {
            Err(format!("{path} is not current; run `cargo xtask header`\n{difference}"))
        }
    }
}

/// The first line in which two texts differ, as a person reads it.
fn first_difference(committed: &str, generated: &str) -> Option<String> {
    if committed == generated {
        return None;
    }
    let (mut old, mut new) = (committed.lines(), generated.lines());
    let mut number = 1;
    loop {
        match (old.next(), new.next()) {
            (None, None) => return Some("they differ in line endings only".to_owned()),
            (was, is) if was != is => {
                return Some(format!(
                    "line {number}\n  committed: {}\n  generated: {}",
                    was.unwrap_or("(end of file)"),
                    is.unwrap_or("(end of file)")
                ));
            }
            _ => number += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_no_difference() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
    }

    #[test]
    fn names_the_first_differing_line() {
        let difference = first_difference("a\nb\n", "a\nc\n").unwrap();
        assert_eq!(difference, "line 2\n  committed: b\n  generated: c");
    }

    #[test]
    fn names_the_end_of_the_shorter_file() {
        let difference = first_difference("a\n", "a\nc\n").unwrap();
        assert!(difference.contains("(end of file)"), "{difference}");
    }

    #[test]
    fn sees_line_endings() {
        assert!(first_difference("a\r\n", "a\n").unwrap().contains("line endings"));
    }
}
