//! Runs wasm-bindgen as a library.
//!
//! `waxwing-bindgen INPUT.wasm OUTPUT_DIRECTORY` writes `waxwing_bg.wasm`, the glue `waxwing.js` and the generated
//! `waxwing.d.ts`, in the form called `web`: one module that loads nothing by itself, under which the entry
//! file of every runtime sits.
//!
//! The crate `wasm-bindgen` and this library must be of one version. Both are pinned in the workspace, and this program
//! compares them again in the lock file it was built with.

#![forbid(unsafe_code)]

mod lockfile;

use std::path::Path;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

/// The lock file this program was built with.
const LOCKFILE: &str = include_str!("../../../Cargo.lock");

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(input), Some(output), None) = (arguments.next(), arguments.next(), arguments.next())
    else {
        eprintln!("usage: waxwing-bindgen INPUT.wasm OUTPUT_DIRECTORY");
        return ExitCode::from(2);
    };
    match run(Path::new(&input), Path::new(&output)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("waxwing-bindgen: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(input: &Path, output: &Path) -> Result<(), String> {
    let version = lockfile::common_version(LOCKFILE)?;
    println!("wasm-bindgen {version}");
    bind(Bindgen::new().input_path(input), output)
}

/// Writes the glue for the module that `bindgen` was given.
///
/// Names are not kept (`demangle`, name section): they weigh and are of no use without debug information.
fn bind(bindgen: &mut Bindgen, output: &Path) -> Result<(), String> {
    bindgen
        .web(true)
        .map_err(|why| format!("{why:#}"))?
        .out_name("waxwing")
        .typescript(true)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .generate(output)
        .map_err(|why| format!("{why:#}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An empty module with one custom section, as wasm-bindgen's macros leave it.
    fn module_of_schema(version: &str) -> Vec<u8> {
        let name = b"__wasm_bindgen_unstable";
        let data = format!("{{\"schema_version\":\"{version}\",\"version\":\"{version}\"}}");
        let mut entry = u32::try_from(data.len()).unwrap().to_le_bytes().to_vec();
        entry.extend_from_slice(data.as_bytes());

        let mut section = vec![u8::try_from(name.len()).unwrap()];
        section.extend_from_slice(name);
        section.extend_from_slice(&entry);

        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.push(0);
        let length = u8::try_from(section.len()).unwrap();
        assert!(length < 128, "the length fits one LEB128 byte only below 128");
        module.push(length);
        module.extend_from_slice(&section);
        module
    }

    #[test]
    fn the_versions_in_the_lock_file_are_equal() {
        lockfile::common_version(LOCKFILE).unwrap();
    }

    #[test]
    fn refuses_a_module_made_by_another_version() {
        let output = std::env::temp_dir().join("waxwing-bindgen-refuses");
        let why = bind(Bindgen::new().input_bytes("other", module_of_schema("0.2.1")), &output)
            .unwrap_err();
        assert!(why.contains("0.2.1"), "{why}");
        assert!(why.contains("schema version"), "{why}");
    }

    #[test]
    fn refuses_a_file_that_is_no_module() {
        let output = std::env::temp_dir().join("waxwing-bindgen-no-module");
        assert!(bind(Bindgen::new().input_bytes("none", b"no module".to_vec()), &output).is_err());
    }
}
