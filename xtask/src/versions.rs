//! One version for all artefacts, and lock files that name no place to download from.

use serde_json::Value;

use crate::repository::{Repository, VERSION};
use crate::{Outcome, file};

/// Where cargo's packages come from, as its lock file writes it for every ordinary one.
const CRATES: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Compares every file that repeats the version of the workspace.
pub(crate) fn check(repository: &Repository) -> Outcome {
    let mut wrong = Vec::new();
    let mut compare = |what: &str, found: Option<String>| {
        if found.as_deref() != Some(VERSION) {
            let found = found.unwrap_or_else(|| "none".to_owned());
            wrong.push(format!("{what} has the version {found}, the workspace has {VERSION}"));
        }
    };
    let package = repository.path("wasm/package.json");
    if package.is_file() {
        compare("wasm/package.json", json_version(&file::read(&package)?));
    }
    let header = repository.path("include/waxwing.h");
    if header.is_file() {
        compare("include/waxwing.h", header_version(&file::read(&header)?));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// The packages of both lock files must come from the ordinary registries, without naming a server.
pub(crate) fn check_lockfiles(repository: &Repository) -> Outcome {
    let mut wrong = foreign_sources(&file::read(&repository.path("Cargo.lock"))?);
    for lockfile in ["tests/js/package-lock.json", "wasm/package-lock.json"] {
        let path = repository.path(lockfile);
        if path.is_file() {
            wrong.extend(
                resolved(&file::read(&path)?).iter().map(|line| format!("{lockfile}: {line}")),
            );
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

fn json_version(text: &str) -> Option<String> {
    let value: Value = serde_json::from_str(text).ok()?;
    Some(value.get("version")?.as_str()?.to_owned())
}

/// The version in the header's three macros.
fn header_version(text: &str) -> Option<String> {
    let number = |part: &str| -> Option<&str> {
        let define = format!("#define WAXWING_VERSION_{part} ");
        text.lines().find_map(|line| Some(line.strip_prefix(&define)?.trim()))
    };
    Some(format!("{}.{}.{}", number("MAJOR")?, number("MINOR")?, number("PATCH")?))
}

/// The lines of a `Cargo.lock` that name another source.
fn foreign_sources(lockfile: &str) -> Vec<String> {
    lockfile
        .lines()
        .filter(|line| line.starts_with("source = ") && *line != format!("source = \"{CRATES}\""))
        .map(|line| format!("Cargo.lock: {line}"))
        .collect()
}

/// The lines of a `package-lock.json` that name an address to download from.
fn resolved(lockfile: &str) -> Vec<&str> {
    lockfile
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("\"resolved\": \"http"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_header_s_macros() {
        let header = "#define WAXWING_VERSION_MAJOR 0\n#define WAXWING_VERSION_MINOR 12\n\
                      #define WAXWING_VERSION_PATCH 3\n";
        assert_eq!(header_version(header), Some("0.12.3".to_owned()));
        assert_eq!(header_version("#define WAXWING_VERSION_MAJOR 0\n"), None);
    }

    #[test]
    fn reads_the_version_of_a_package() {
        assert_eq!(json_version(r#"{"version": "1.2.3"}"#), Some("1.2.3".to_owned()));
        assert_eq!(json_version("{}"), None);
    }

    #[test]
    fn finds_sources_other_than_the_registry() {
        let lockfile = format!("source = \"{CRATES}\"\nsource = \"git+https://example.com/x\"\n");
        assert_eq!(
            foreign_sources(&lockfile),
            ["Cargo.lock: source = \"git+https://example.com/x\""]
        );
    }

    #[test]
    fn finds_addresses_in_an_npm_lock_file() {
        let lockfile =
            "{\n  \"resolved\": \"https://example.com/x.tgz\",\n  \"resolved\": \"../..\"\n}";
        assert_eq!(resolved(lockfile), ["\"resolved\": \"https://example.com/x.tgz\","]);
    }
}
