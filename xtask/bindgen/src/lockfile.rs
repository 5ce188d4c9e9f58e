//! Which versions a `Cargo.lock` holds.

/// The macro crate, whose output is read, and the library that reads it.
const CRATES: [&str; 2] = ["wasm-bindgen", "wasm-bindgen-cli-support"];

/// The version that the crate and the library have in common, or why there is none.
pub(crate) fn common_version(lockfile: &str) -> Result<&str, String> {
    let [krate, library] = CRATES;
    let used = version_of(lockfile, krate)?;
    let reading = version_of(lockfile, library)?;
    if used == reading {
        Ok(used)
    } else {
        Err(format!(
            "the crate {krate} is {used} and the library {library} is {reading}; \
             pin both to one version in the root Cargo.toml"
        ))
    }
}

/// The one version of the package `name`.
fn version_of<'a>(lockfile: &'a str, name: &str) -> Result<&'a str, String> {
    let mut versions = lockfile
        .split("[[package]]")
        .filter(|package| field(package, "name") == Some(name))
        .filter_map(|package| field(package, "version"));
    match (versions.next(), versions.next()) {
        (Some(version), None) => Ok(version),
        (Some(one), Some(other)) => {
            Err(format!("two versions of {name} are in use: {one}, {other}"))
        }
        (None, _) => Err(format!("{name} is not in the lock file")),
    }
}

/// The text value of `key = "value"` on a line of its own.
fn field<'a>(package: &'a str, key: &str) -> Option<&'a str> {
    package
        .lines()
        .find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, version: &str) -> String {
        format!("\n[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = \"x\"\n")
    }

    #[test]
    fn accepts_equal_versions() {
        let lockfile = package("wasm-bindgen", "0.2.130")
            + &package("wasm-bindgen-macro", "0.2.129")
            + &package("wasm-bindgen-cli-support", "0.2.130");
        assert_eq!(common_version(&lockfile), Ok("0.2.130"));
    }

    #[test]
    fn refuses_different_versions_and_names_both() {
        let lockfile =
            package("wasm-bindgen", "0.2.130") + &package("wasm-bindgen-cli-support", "0.2.131");
        let why = common_version(&lockfile).unwrap_err();
        assert!(why.contains("0.2.130") && why.contains("0.2.131"), "{why}");
    }

    #[test]
    fn refuses_two_versions_of_one_crate() {
        let lockfile = package("wasm-bindgen", "0.2.130")
            + &package("wasm-bindgen", "0.2.131")
            + &package("wasm-bindgen-cli-support", "0.2.130");
        assert!(common_version(&lockfile).unwrap_err().contains("two versions"));
    }

    #[test]
    fn refuses_a_lock_file_without_them() {
        assert!(common_version("").unwrap_err().contains("not in the lock file"));
    }
}
