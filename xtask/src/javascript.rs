//! Node and the npm packages of `tests/js`.

use std::path::PathBuf;

use crate::Outcome;
use crate::command::{answer, which};
use crate::file;
use crate::repository::Repository;

/// The oldest Node, as `engines` says: the first that can also `require()` a module.
const OLDEST: (u32, u32) = (20, 19);

/// Sees to it that Node is there and the packages of `tests/js/package-lock.json` are installed.
pub(crate) fn provide(repository: &Repository) -> Outcome {
    let Some(version) = found() else {
        return Err(format!("Node is missing; {}", how()));
    };
    if release(&version).is_none_or(|found| found < OLDEST) {
        return Err(format!("Node {version} is too old; {}", how()));
    }
    let folder = repository.path("tests/js");
    let lockfile = file::read(&folder.join("package-lock.json"))?;
    // A copy of the lock file tells for which one they were installed.
    let stamp = folder.join("node_modules/.installed-lock.json");
    if file::holds(&stamp, &lockfile) {
        return Ok(());
    }
    repository.step("npm ci (tests/js)", "npm").arg("ci").folder(&folder).limit(900).run()?;
    file::write(&stamp, lockfile)
}

/// A program of the installed packages.
pub(crate) fn program(repository: &Repository, name: &str) -> PathBuf {
    repository.path("tests/js/node_modules/.bin").join(name)
}

/// The version of a runtime that comes as an optional package: the lock file has it, but not for every system, and
/// tests do without it.
pub(crate) fn optional(repository: &Repository, name: &str) -> Option<String> {
    let script = "const { program } = await import(process.argv[1]); console.log(program(process.argv[2]) ?? '')";
    let helper = repository.path("tests/js/lib/optional.mjs");
    let found =
        answer(which("node")?, &["--input-type=module", "-e", script, helper.to_str()?, name])?;
    let version = answer(PathBuf::from(found.trim()), &["--version"])?;
    Some(version.lines().next().unwrap_or_default().to_owned())
}

/// The version of Node.
pub(crate) fn found() -> Option<String> {
    answer(which("node")?, &["--version"])
}

/// How a person installs it.
pub(crate) fn how() -> String {
    format!(
        "install Node {}.{} or newer with npm: Debian's nodejs is older before Debian 13; see nodejs.org",
        OLDEST.0, OLDEST.1
    )
}

/// `v20.20.2` as (20, 20).
fn release(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.trim().strip_prefix('v')?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_node_s_release() {
        assert_eq!(release("v20.20.2"), Some((20, 20)));
        assert_eq!(release("20.20.2"), None);
        assert_eq!(release("v20"), None);
    }

    #[test]
    fn the_oldest_node_is_the_one_of_the_package() {
        let engines = format!("\"node\": \">={}.{}\"", OLDEST.0, OLDEST.1);
        assert!(include_str!("../../tests/js/package.json").contains(&engines), "{engines}");
    }
}
