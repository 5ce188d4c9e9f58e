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
//! The same for each slice in a folder of its own, from a module that exports less or something else. A slice has its
//! own `api.js` and types in `wasm/js/SLICE`; of the other files it gets those that its entries import.
//! `cargo xtask wasm SLICE…` builds those alone and leaves what else is there.
//!
//! wasm-bindgen's own `waxwing.d.ts` is not among them: the types written by hand are the contract.

mod size;
mod slice;
mod toolchain;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::repository::Repository;
use crate::{Outcome, file, javascript, programs};

/// Whether this process has built it.
static BUILT: AtomicBool = AtomicBool::new(false);

/// What wasm-opt does, twice over. The section `target_features` stays: without it wasm-opt itself knows less.
const OPTIMIZE: [&str; 4] = ["-Oz", "-Oz", "--strip-debug", "--strip-producers"];

use slice::{SLICES, Slice};
use toolchain::Toolchain;

pub(crate) use size::report as report_sizes;
pub(crate) use toolchain::{found as toolchain_found, how as toolchain_how};

/// `cargo xtask wasm`
pub(crate) fn run(repository: &Repository, arguments: &[&str]) -> Outcome {
    if arguments.is_empty() {
        build(repository)?;
        return report_sizes(repository);
    }
    let slices = arguments.iter().map(|name| slice::named(name)).collect::<Outcome<Vec<_>>>()?;
    build_slices(repository, &slices)?;
    size::report_of(repository, |folder| slices.iter().any(|slice| slice.folder == folder))
}

/// Writes `wasm/dist`, once in a run.
pub(crate) fn build(repository: &Repository) -> Outcome {
    if BUILT.load(Ordering::Relaxed) {
        return Ok(());
    }
    file::empty_folder(&repository.path("wasm/dist"))?;
    build_slices(repository, &SLICES.iter().collect::<Vec<_>>())?;
    BUILT.store(true, Ordering::Relaxed);
    Ok(())
}

fn build_slices(repository: &Repository, slices: &[&Slice]) -> Outcome {
    javascript::provide(repository)?;
    let dist = repository.path("wasm/dist");
    let entries = repository.path("wasm/js");
    file::copy_folder(&entries, &dist)?;
    let bindgen = programs::build(repository, "waxwing-bindgen")?;
    for slice in slices {
        let module = compile(repository, slice)?;
        let glue = glue(repository, slice);
        file::empty_folder(&glue)?;
        repository.step(slice.step("wasm-bindgen"), &bindgen).arg(&module).arg(&glue).run()?;
        file::copy(&glue.join("waxwing.js"), &dist.join(slice.folder).join("waxwing.js"))?;
        slice.copy_imported(&entries, &dist)?;
    }
    // Each takes half a minute and one core.
    thread::scope(|scope| {
        let steps: Vec<_> =
            slices.iter().map(|slice| scope.spawn(|| optimize(repository, slice))).collect();
        steps.into_iter().try_for_each(|step| {
            step.join().unwrap_or_else(|_| Err("wasm-opt: a thread panicked".to_owned()))
        })
    })
}

/// Where wasm-bindgen writes.
fn glue(repository: &Repository, slice: &Slice) -> PathBuf {
    repository.own("wasm").join(slice.name())
}

/// The module as the compiler leaves it.
fn compile(repository: &Repository, slice: &Slice) -> Outcome<PathBuf> {
    let toolchain = toolchain::find(repository)?;
    // Apart from the native builds: another compiler may be at work here.
    let target = repository.target().join("wasm");
    let step = repository
        .cargo(
            slice.step(&format!("wasm build ({})", toolchain.name())),
            "build --locked --package waxwing-wasm --lib --profile wasm --target wasm32-unknown-unknown",
        )
        .args(["--no-default-features", "--features", slice.features])
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

/// Makes the module of a slice small, and writes it as text too.
fn optimize(repository: &Repository, slice: &Slice) -> Outcome {
    let from = glue(repository, slice).join("waxwing_bg.wasm");
    let folder = repository.path("wasm/dist").join(slice.folder);
    let to = folder.join("waxwing_bg.wasm");
    let wasm_opt = javascript::program(repository, "wasm-opt");
    let step = repository.step(slice.step("wasm-opt"), wasm_opt);
    let finished = step.args(OPTIMIZE).arg(&from).arg("-o").arg(&to).run_beside()?;
    if !finished.success {
        return Err(finished.report);
    }
    let (before, after) = (length(&from)?, length(&to)?);
    if after > before {
        return Err(format!("wasm-opt made the module larger: {before} bytes, then {after}"));
    }
    let text = STANDARD.encode(file::read_bytes(&to)?);
    file::write(&folder.join("waxwing_bg.base64.js"), format!("export default \"{text}\";\n"))
}

fn length(path: &Path) -> Outcome<u64> {
    fs::metadata(path).map(|found| found.len()).map_err(|why| format!("{}: {why}", path.display()))
}
