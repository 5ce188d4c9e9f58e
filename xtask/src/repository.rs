//! Where things are.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::command::Step;

/// The version of all artefacts.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The repository this program was started for.
pub(crate) struct Repository {
    root: PathBuf,
    target: PathBuf,
}

impl Repository {
    /// Finds it by cargo's word, so that it does not matter in which folder `cargo xtask` was typed.
    pub(crate) fn find() -> Outcome<Self> {
        let member = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = member
            .parent()
            .filter(|root| root.join("core/Cargo.toml").is_file())
            .ok_or_else(|| format!("{} is not in the repository", member.display()))?
            .to_owned();
        let target = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |target| root.join(target));
        Ok(Self { root, target })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path in the repository.
    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// cargo's folder.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// A path in the ignored folder where everything installed and everything logged goes.
    pub(crate) fn own(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(".xtask").join(relative)
    }

    /// A step called `name` that runs `program` in the root.
    pub(crate) fn step(&self, name: impl Into<String>, program: impl Into<OsString>) -> Step<'_> {
        Step::new(self, name.into(), program.into())
    }

    /// A step that runs cargo with the arguments of `line`, split at spaces, and the lock file as it is.
    pub(crate) fn cargo(&self, name: impl Into<String>, line: &str) -> Step<'_> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        self.step(name, cargo).args(line.split(' ')).env("CARGO_TARGET_DIR", &self.target)
    }

    /// The paths in `folder` that end in `.extension`, sorted; none if there is no such folder.
    pub(crate) fn files(&self, folder: &str, extension: &str) -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = fs::read_dir(self.path(folder))
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.is_file())
            .filter(|path| path.to_string_lossy().ends_with(&format!(".{extension}")))
            .collect();
        paths.sort_unstable();
        paths
    }

    /// A path as a person reads it: from the root, where it is under the root.
    pub(crate) fn shown<'a>(&self, path: &'a Path) -> std::path::Display<'a> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}
