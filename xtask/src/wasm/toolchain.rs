//! A compiler that can build for `wasm32-unknown-unknown`, found or installed.
//!
//! In this order:
//!
//! 1. the ordinary compiler, if it has the target's standard library,
//! 2. Debian's `rustc-web` and `rust-web-src`, if they are installed: that compiler builds its standard library for the
//!    target from source (three minutes on two cores, once),
//! 3. Debian's packages after `apt-get install`, where this runs as root.
//!
//! `WAXWING_WASM_TOOLCHAIN` set to `installed` or `debian` allows that one alone. `rustup` asks for
//! `rustup target add`, which is never tried unasked: it downloads from outside the package registries and changes
//! the machine's own toolchain.
//!
//! Building the standard library from source needs `-Z build-std`, which cargo allows to a compiler in
//! bootstrap mode (`RUSTC_BOOTSTRAP=1`). cargo fetches the few crates that the library depends on by the library's
//! own lock file. The linker is the `rust-lld` that comes with the ordinary compiler, for Debian's has none;
//! without it `wasm-ld` or `lld` of the system.

use std::env;
use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::command::{Step, answer, which};
use crate::repository::Repository;
use crate::system;

const TARGET: &str = "wasm32-unknown-unknown";
const CHOICE: &str = "WAXWING_WASM_TOOLCHAIN";

/// Where Debian puts the compiler of `rustc-web`. By its full path: the ordinary one comes first in `PATH`.
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_PACKAGES: [&str; 2] = ["rustc-web", "rust-web-src"];

/// The oldest compiler that builds this workspace (`rust-version`).
const OLDEST: (u32, u32) = (1, 88);

/// How to build for the target.
pub(crate) enum Toolchain {
    /// The ordinary compiler.
    Ordinary,
    /// Another compiler, which builds its standard library itself.
    FromSource { rustc: PathBuf, linker: PathBuf },
}

impl Toolchain {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary compiler",
            Self::FromSource { .. } => "std from source",
        }
    }

    /// Flags for the compiler, by which a standard library that is built anyway is smaller: a panic ends the module at
    /// once, as it does in any case, but without writing a message first that nobody would read.
    pub(crate) fn flags(&self) -> &'static [&'static str] {
        match self {
            Self::Ordinary => &[],
            Self::FromSource { .. } => {
                &["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none"]
            }
        }
    }

    /// Makes a cargo step use it.
    pub(crate) fn apply(self, step: Step<'_>) -> Step<'_> {
        match self {
            Self::Ordinary => step,
            Self::FromSource { rustc, linker } => step
                .args(["-Z", "build-std=std,panic_abort"])
                .env("RUSTC", rustc)
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker),
        }
    }
}

/// Finds one, or installs it, or says what to install.
pub(crate) fn find(repository: &Repository) -> Outcome<Toolchain> {
    let choice = env::var(CHOICE).unwrap_or_default();
    if !["", "installed", "rustup", "debian"].contains(&choice.as_str()) {
        return Err(format!("{CHOICE} is {choice:?}; it may be installed, rustup or debian"));
    }
    let allowed = |name: &str| choice.is_empty() || choice == name;

    if allowed("installed") && ordinary_has_target() {
        return Ok(Toolchain::Ordinary);
    }
    if allowed("debian")
        && let Some(toolchain) = debian()
    {
        return Ok(toolchain);
    }
    if choice == "rustup" && (ordinary_has_target() || add_by_rustup(repository)?) {
        return Ok(Toolchain::Ordinary);
    }
    if allowed("debian") && system::may_install() {
        system::install(repository, &DEBIAN_PACKAGES)?;
        return debian().ok_or_else(|| {
            format!(
                "{} do not bring a compiler of at least 1.{}, its sources and a linker",
                DEBIAN_PACKAGES.join(" and "),
                OLDEST.1
            )
        });
    }
    Err(missing())
}

/// What there is, without changing anything.
pub(crate) fn found() -> Option<String> {
    if ordinary_has_target() {
        return Some(format!("{TARGET} of the ordinary compiler"));
    }
    debian().map(|_| format!("{} from source", DEBIAN_PACKAGES.join(" and ")))
}

/// How a person installs it.
pub(crate) fn how() -> String {
    format!("rustup target add {TARGET}, or apt-get install {}", DEBIAN_PACKAGES.join(" "))
}

fn missing() -> String {
    format!("no compiler for {TARGET}; please install one: {}", how())
}

fn ordinary_has_target() -> bool {
    answer("rustc", &["--print", "target-libdir", "--target", TARGET]).is_some_and(|folder| {
        Path::new(&folder).read_dir().is_ok_and(|mut files| files.next().is_some())
    })
}

/// Whether rustup could add the target, for who asked for it.
fn add_by_rustup(repository: &Repository) -> Outcome<bool> {
    if which("rustup").is_none() {
        return Ok(false);
    }
    let step = repository
        .step(format!("rustup target add {TARGET}"), "rustup")
        .args(["target", "add", TARGET])
        .limit(120);
    Ok(step.run_any()?.success && ordinary_has_target())
}

fn debian() -> Option<Toolchain> {
    let rustc = PathBuf::from(DEBIAN_RUSTC);
    let version = answer(&rustc, &["--version"])?;
    if release(&version)? < OLDEST {
        return None;
    }
    let sysroot = PathBuf::from(answer(&rustc, &["--print", "sysroot"])?);
    if !sysroot.join("lib/rustlib/src/rust/library/Cargo.lock").is_file() {
        return None;
    }
    Some(Toolchain::FromSource { rustc, linker: linker()? })
}

/// The linker for the target.
fn linker() -> Option<PathBuf> {
    let sysroot = PathBuf::from(answer("rustc", &["--print", "sysroot"])?);
    let host = answer("rustc", &["-vV"]).and_then(|text| {
        Some(text.lines().find_map(|line| line.strip_prefix("host: "))?.to_owned())
    })?;
    let own = sysroot.join("lib/rustlib").join(host).join("bin/rust-lld");
    if own.is_file() { Some(own) } else { which("wasm-ld").or_else(|| which("lld")) }
}

/// `rustc 1.96.0 (…)` as (1, 96).
fn release(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.split_whitespace().nth(1)?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_compiler_s_release() {
        assert_eq!(
            release("rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"),
            Some((1, 96))
        );
        assert_eq!(release("rustc 1.88.0-nightly (x)"), Some((1, 88)));
        assert_eq!(release("rustc"), None);
    }

    #[test]
    fn the_oldest_compiler_is_the_workspace_s() {
        let text = format!("rust-version = \"{}.{}\"", OLDEST.0, OLDEST.1);
        assert!(include_str!("../../../Cargo.toml").contains(&text), "{text}");
    }
}
