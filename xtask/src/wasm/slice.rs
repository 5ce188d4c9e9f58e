//! The parts of the npm package that have a module of their own.

use std::collections::BTreeSet;
use std::path::Path;

use crate::{Outcome, file};

/// A module with its glue and entries.
pub(super) struct Slice {
    /// Its folder in `wasm/dist`, and its own files in `wasm/js`; none for the whole.
    pub(super) folder: &'static str,
    /// What `waxwing-wasm` exports in it.
    pub(super) features: &'static str,
}

/// The whole, and what is less.
pub(super) static SLICES: [Slice; 7] = [
    Slice { folder: "", features: "app-store,push" },
    Slice { folder: "push", features: "push" },
    Slice { folder: "verify", features: "app-store" },
    Slice { folder: "receipts", features: "receipts" },
    Slice { folder: "credentials", features: "credentials" },
    Slice { folder: "windows", features: "windows" },
    Slice { folder: "legacy", features: "legacy" },
];

/// The files by which runtimes begin.
const ENTRIES: [&str; 5] = ["edge-light.js", "inline.js", "node.js", "slim.js", "workerd.js"];

/// The slice in this folder.
pub(super) fn named(name: &str) -> Outcome<&'static Slice> {
    let own = SLICES.iter().find(|slice| slice.name() == name);
    own.ok_or_else(|| {
        let names: Vec<&str> = SLICES.iter().map(Slice::name).collect();
        format!("no slice {name}: {}", names.join(", "))
    })
}

impl Slice {
    pub(super) const fn name(&self) -> &'static str {
        if self.folder.is_empty() { "whole" } else { self.folder }
    }

    /// The name of a step.
    pub(super) fn step(&self, what: &str) -> String {
        if self.folder.is_empty() { what.to_owned() } else { format!("{what}, {}", self.folder) }
    }

    /// Copies the entries, and what they and its own files import, into its folder.
    pub(super) fn copy_imported(&self, from: &Path, dist: &Path) -> Outcome {
        if self.folder.is_empty() {
            return Ok(());
        }
        let own = from.join(self.folder);
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut due: Vec<String> = ENTRIES.iter().map(|name| (*name).to_owned()).collect();
        while let Some(name) = due.pop() {
            if name.starts_with("waxwing") || !seen.insert(name.clone()) {
                continue;
            }
            let is_own = own.join(&name).is_file();
            let source = if is_own { own.join(&name) } else { from.join(&name) };
            due.extend(imported(&file::read(&source)?));
            if !is_own {
                file::copy(&source, &dist.join(self.folder).join(&name))?;
            }
        }
        Ok(())
    }
}

/// The names in `from "./NAME.js"`.
fn imported(text: &str) -> Vec<String> {
    let parts = text.split(" from \"./").skip(1);
    parts.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_file_imports() {
        let text =
            "import { a } from \"./a.js\";\nexport * from \"./b.js\";\nimport c from \"node:c\";\n";
        assert_eq!(imported(text), ["a.js", "b.js"]);
    }

    #[test]
    fn a_slice_has_an_interface_of_its_own() {
        for slice in SLICES.iter().filter(|slice| !slice.folder.is_empty()) {
            let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wasm/js").join(slice.folder);
            assert!(own.join("api.js").is_file(), "{}", slice.folder);
        }
    }
}
