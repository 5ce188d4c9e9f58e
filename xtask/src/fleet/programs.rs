//! The senders, and how each is made ready to run.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::python::{Build, Venv, wheel};
use crate::repository::Repository;
use crate::{Outcome, c_library, programs, system, wasm};

/// One sender.
pub(super) struct Program {
    pub(super) name: &'static str,
    /// Builds it and gives the words that start it.
    pub(super) prepare: fn(&Repository) -> Outcome<Vec<OsString>>,
}

pub(super) const PROGRAMS: [Program; 5] = [
    Program { name: "rust-hyper", prepare: rust },
    Program { name: "c-libcurl", prepare: c },
    Program { name: "cpp-nghttp2", prepare: cpp },
    Program { name: "python-httpx", prepare: python },
    Program { name: "node-http2", prepare: node },
];

fn rust(repository: &Repository) -> Outcome<Vec<OsString>> {
    Ok(vec![programs::example(repository, "fleet_hyper")?.into()])
}

fn c(repository: &Repository) -> Outcome<Vec<OsString>> {
    system::provide(repository, &[&system::C_COMPILER, &system::PKG_CONFIG, &system::LIBCURL])?;
    compiled(repository, "cc", "-std=c11", "ffi/examples/fleet_libcurl.c", &["libcurl"])
}

fn cpp(repository: &Repository) -> Outcome<Vec<OsString>> {
    let needs = [&system::CPP_COMPILER, &system::PKG_CONFIG, &system::LIBNGHTTP2, &system::OPENSSL];
    system::provide(repository, &needs)?;
    let libraries = ["libnghttp2", "openssl"];
    compiled(repository, "c++", "-std=c++17", "ffi/examples/fleet_nghttp2.cpp", &libraries)
}

/// A program in C or C++ with the shared library as users get it.
fn compiled(
    repository: &Repository,
    compiler: &str,
    standard: &str,
    source: &str,
    libraries: &[&str],
) -> Outcome<Vec<OsString>> {
    let library = repository.own("c/lib-plain");
    c_library::build_for_tests(repository, "", &library)?;
    let flags = repository
        .step("pkg-config", "pkg-config")
        .args(["--cflags", "--libs"])
        .args(libraries)
        .quiet()?;
    if !flags.success {
        return Err(flags.report);
    }
    let source = repository.path(source);
    let program: PathBuf = repository.own("c").join(source.file_stem().unwrap_or_default());
    let mut rpath = OsString::from("-Wl,-rpath,");
    rpath.push(&library);
    repository
        .step(format!("compile {}", repository.shown(&source)), compiler)
        .args([standard, "-D_POSIX_C_SOURCE=200809L", "-O1"])
        .arg("-I")
        .arg(repository.path("include"))
        .arg(&source)
        .arg("-L")
        .arg(&library)
        .arg(rpath)
        .arg("-lwaxwing")
        .args(flags.output.split_whitespace())
        .arg("-o")
        .arg(&program)
        .run()?;
    Ok(vec![program.into()])
}

fn python(repository: &Repository) -> Outcome<Vec<OsString>> {
    let wheel = wheel(repository, Build::Test)?;
    let venv = Venv::with_tools(repository)?;
    venv.install(&wheel)?;
    let program = repository.path("python/examples/fleet_httpx.py");
    Ok(vec![venv.program("python").into(), program.into()])
}

fn node(repository: &Repository) -> Outcome<Vec<OsString>> {
    wasm::build(repository)?;
    Ok(vec!["node".into(), repository.path("wasm/examples/fleet_http2.mjs").into()])
}
