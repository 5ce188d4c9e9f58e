//! `cargo xtask wasm`: the files of the npm package, in `wasm/dist`.
//!
//! cargo builds `waxwing-wasm`, wasm-bindgen (as a library, `xtask/bindgen`) writes the glue, wasm-opt makes the module
//! small, and the entry files of `wasm/js` go beside them as they are:
//!
//! | file in `wasm/dist` | what it is |
//! | --- | --- |
//! | `waxwing_bg.wasm` | the module |
//! | `waxwing.js` | wasm-bindgen's glue for it, which loads nothing by itself |
//! | `waxwing_bg.base64.js` | the module as text: `export default "…"` |
//! | all else | copied from `wasm/js` |
//!
//! wasm-bindgen's own `waxwing.d.ts` is not among them: the types written by hand are the contract.

mod size;
mod toolchain;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::repository::Repository;
use crate::{Outcome, file, javascript, no_arguments};

/// Whether this process has built it.
static BUILT: AtomicBool = AtomicBool::new(false);

/// What wasm-opt does, twice over. The section `target_features` stays: without it wasm-opt itself knows less.
const OPTIMIZE: [&str; 4] = ["-Oz", "-Oz", "--strip-debug", "--strip-producers"];

use toolchain::Toolchain;

pub(crate) use size::report as report_sizes;
pub(crate) use toolchain::{found as toolchain_found, how as toolchain_how};

/// `cargo xtask wasm`
pub(crate) fn run(repository: &Repository, arguments: &[&str]) -> Outcome {
    no_arguments(arguments)?;
    build(repository)?;
    report_sizes(repository)
}

/// Writes `wasm/dist`, once in a run.
pub(crate) fn build(repository: &Repository) -> Outcome {
    if BUILT.load(Ordering::Relaxed) {
        return Ok(());
    }
    let module = compile(repository)?;
    let glue = repository.own("wasm/glue");
    file::empty_folder(&glue)?;
    repository
        .cargo("wasm-bindgen", "run --locked --quiet --package waxwing-bindgen --")
        .arg(&module)
        .arg(&glue)
        .run()?;

    let dist = repository.path("wasm/dist");
    file::empty_folder(&dist)?;
    let optimized = dist.join("waxwing_bg.wasm");
    optimize(repository, &glue.join("waxwing_bg.wasm"), &optimized)?;
    file::copy(&glue.join("waxwing.js"), &dist.join("waxwing.js"))?;
    let text = STANDARD.encode(file::read_bytes(&optimized)?);
    file::write(&dist.join("waxwing_bg.base64.js"), format!("export default \"{text}\";\n"))?;
    let entries = repository.path("wasm/js");
    if entries.is_dir() {
        file::copy_folder(&entries, &dist)?;
    }
    BUILT.store(true, Ordering::Relaxed);
    Ok(())
}

/// The module as the compiler leaves it.
fn compile(repository: &Repository) -> Outcome<PathBuf> {
    let toolchain = toolchain::find(repository)?;
    // Apart from the native builds: another compiler may be at work here.
    let target = repository.target().join("wasm");
    let step = repository
        .cargo(
            format!("wasm build ({})", toolchain.name()),
            "build --locked --package waxwing-wasm --lib --profile wasm --target wasm32-unknown-unknown",
        )
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(&toolchain));
    toolchain.apply(step).run()?;
    Ok(target.join("wasm32-unknown-unknown/wasm/waxwing_wasm.wasm"))
}

/// Compiler flags.
fn flags(toolchain: &Toolchain) -> String {
    let mut flags = remapped_paths();
    // SHA-2 in a loop instead of unrolled: half the speed of a small part of a verification, and a tenth of the size.
    flags.push("--cfg=sha2_backend_soft=\"compact\"".to_owned());
    flags.extend(toolchain.flags().iter().map(|flag| (*flag).to_owned()));
    // cargo's separator in this variable, since a path may hold spaces.
    flags.join("\u{1f}")
}

/// By these, panic messages name crates and not folders of this machine.
fn remapped_paths() -> Vec<String> {
    let home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let sources = home.map(|home| home.join("registry/src"));
    let folders = sources.and_then(|sources| fs::read_dir(sources).ok()).into_iter().flatten();
    folders
        .flatten()
        .map(|folder| format!("--remap-path-prefix={}=crates", folder.path().display()))
        .collect()
}

fn optimize(repository: &Repository, from: &Path, to: &Path) -> Outcome {
    javascript::provide(repository)?;
    let wasm_opt = javascript::program(repository, "wasm-opt");
    repository.step("wasm-opt", wasm_opt).args(OPTIMIZE).arg(from).arg("-o").arg(to).run()?;
    let (before, after) = (length(from)?, length(to)?);
    if after > before {
        return Err(format!("wasm-opt made the module larger: {before} bytes, then {after}"));
    }
    Ok(())
}

fn length(path: &Path) -> Outcome<u64> {
    fs::metadata(path).map(|found| found.len()).map_err(|why| format!("{}: {why}", path.display()))
}
