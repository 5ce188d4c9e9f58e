//! The packages as users get them: installed into empty folders, then used from there.
//!
//! What uses them is in `tests/packaging/c`, `js` and `python`.

use std::path::{Path, PathBuf};

use super::Report;
use crate::python::{Build, Venv, wheel};
use crate::repository::{Repository, VERSION};
use crate::{Outcome, c_library, file, javascript, system, wasm};

const SUITE: &str = "packages";

pub(super) fn run(repository: &Repository, report: &mut Report) -> Outcome {
    report.step(
        SUITE,
        repository
            .cargo("cargo package waxwing", "package --locked --allow-dirty --package waxwing"),
    );
    for run in [c, python, js] {
        let outcome = run(repository, report);
        report.fail_on_error(SUITE, outcome);
    }
    Ok(())
}

/// An empty folder for one kind of package, outside of everything that could help it by mistake.
fn folder(repository: &Repository, name: &str) -> Outcome<PathBuf> {
    let folder = repository.own("packages").join(name);
    file::empty_folder(&folder)?;
    Ok(folder)
}

/// The installed tree, found by pkg-config and by CMake, shared and static.
fn c(repository: &Repository, report: &mut Report) -> Outcome {
    let needs = [
        &system::C_COMPILER,
        &system::CPP_COMPILER,
        &system::PKG_CONFIG,
        &system::CMAKE,
        &system::MAKE,
    ];
    system::provide(repository, &needs)?;
    let folder = folder(repository, "c")?;
    // Moved after it was installed: nothing in it may speak of where it was.
    let first = folder.join("installed");
    c_library::install(repository, &first)?;
    let tree = folder.join("moved");
    std::fs::rename(&first, &tree).map_err(|why| format!("{}: {why}", first.display()))?;

    report.case(SUITE, "the shared library carries its soname", soname(repository, &tree));
    for linking in ["shared", "static"] {
        by_pkg_config(repository, report, &tree, linking)?;
    }
    by_cmake(repository, report, &tree)
}

fn soname(repository: &Repository, tree: &Path) -> Outcome {
    let soname = c_library::soname()?;
    let dump = repository
        .step("objdump libwaxwing.so", "objdump")
        .arg("-p")
        .arg(tree.join("lib/libwaxwing.so"))
        .quiet()?;
    let found = dump.output.lines().any(|line| {
        let mut words = line.split_whitespace();
        words.next() == Some("SONAME") && words.next() == Some(&soname)
    });
    if found { Ok(()) } else { Err(format!("libwaxwing.so has not the soname {soname}")) }
}

fn by_pkg_config(
    repository: &Repository,
    report: &mut Report,
    tree: &Path,
    linking: &str,
) -> Outcome {
    let mut ask = repository
        .step(format!("pkg-config waxwing ({linking})"), "pkg-config")
        .env("PKG_CONFIG_PATH", tree.join("lib/pkgconfig"))
        .args(["--cflags", "--libs", "waxwing"]);
    if linking == "static" {
        ask = ask.arg("--static");
    }
    let flags = ask.run()?.output;
    let mut flags: Vec<String> = flags.split_whitespace().map(str::to_owned).collect();
    let mut rpath = format!("-Wl,-rpath,{}", tree.join("lib").display());
    if linking == "static" {
        // The linker prefers the shared one of the same name; the archive is named outright, as the manual of pkg-config has it.
        let archive = tree.join("lib/libwaxwing.a").to_string_lossy().into_owned();
        for flag in &mut flags {
            if flag == "-lwaxwing" {
                flag.clone_from(&archive);
            }
        }
        rpath = "-Wl,--as-needed".to_owned();
    }
    for (compiler, source) in [("cc", "consumer.c"), ("c++", "consumer.cpp")] {
        let program = tree.join(format!("{source}-{linking}"));
        let step = repository
            .step(format!("{source} by pkg-config ({linking})"), compiler)
            .arg(repository.path("tests/packaging/c").join(source))
            .args(&flags)
            .arg(&rpath)
            .arg("-o")
            .arg(&program);
        if report.step(SUITE, step) {
            let step = repository.step(format!("run {source} ({linking})"), &program).arg(VERSION);
            report.step(SUITE, step);
        }
    }
    Ok(())
}

fn by_cmake(repository: &Repository, report: &mut Report, tree: &Path) -> Outcome {
    let build = tree.with_file_name("cmake-build");
    let configure = repository
        .step("consumer by CMake", "cmake")
        .arg("-S")
        .arg(repository.path("tests/packaging/c"))
        .arg("-B")
        .arg(&build)
        .arg(format!("-DCMAKE_PREFIX_PATH={}", tree.display()))
        .arg(format!("-DWAXWING_SERIES={}", c_library::series()?))
        .arg("-DCMAKE_BUILD_TYPE=Release");
    if !report.step(SUITE, configure) {
        return Ok(());
    }
    let make = repository.step("build by CMake", "cmake").arg("--build").arg(&build);
    if report.step(SUITE, make) {
        for program in ["consumer_shared", "consumer_static", "consumer_cpp"] {
            let step = repository.step(format!("run {program}"), build.join(program)).arg(VERSION);
            report.step(SUITE, step);
        }
    }
    Ok(())
}

/// The wheel, in an environment that has nothing else.
fn python(repository: &Repository, report: &mut Report) -> Outcome {
    let wheel = wheel(repository, Build::Release)?;
    let name = wheel.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let abi3 = name.contains("-abi3-");
    report.case(
        SUITE,
        "the wheel is one for every Python 3",
        if abi3 { Ok(()) } else { Err(format!("{name} is not an abi3 wheel")) },
    );
    let venv = Venv::empty(repository, "package")?;
    venv.install(&wheel)?;
    let step = repository
        .step("import waxwing in an empty environment", venv.program("python"))
        .arg(repository.path("tests/packaging/python/consumer.py"))
        .arg(VERSION)
        .folder(folder(repository, "python")?);
    report.step(SUITE, step);
    Ok(())
}

/// The tarball, in a folder that has nothing else.
fn js(repository: &Repository, report: &mut Report) -> Outcome {
    javascript::provide(repository)?;
    wasm::build(repository)?;
    let folder = folder(repository, "js")?;
    repository
        .step("npm pack", "npm")
        .args(["pack", "--ignore-scripts", "--pack-destination"])
        .arg(&folder)
        .folder(repository.path("wasm"))
        .run()?;
    let tarball = folder.join(format!("waxwing-{VERSION}.tgz"));
    let publint = javascript::program(repository, "publint");
    report.step(SUITE, repository.step("publint", publint).args(["run", "--strict"]).arg(&tarball));
    let attw = javascript::program(repository, "attw");
    let types = repository
        .step("attw", attw)
        .args(["--profile", "esm-only", "--no-emoji", "--exclude-entrypoints", "waxwing.wasm"])
        .args(
            ["push", "verify", "receipts", "credentials", "windows", "legacy"]
                .map(|slice| format!("{slice}/waxwing.wasm")),
        )
        .arg("--")
        .arg(&tarball);
    report.step(SUITE, types);

    file::write(&folder.join("package.json"), "{\"private\": true, \"type\": \"module\"}\n")?;
    repository
        .step("npm install of the package", "npm")
        .args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--offline"])
        .arg(&tarball)
        .folder(&folder)
        .run()?;
    for consumer in ["import.mjs", "require.cjs"] {
        let source = repository.path("tests/packaging/js").join(consumer);
        file::copy(&source, &folder.join(consumer))?;
        let step = repository
            .step(format!("node {consumer}"), "node")
            .arg(consumer)
            .arg(VERSION)
            .folder(&folder);
        report.step(SUITE, step);
    }
    types_of_the_package(repository, report, &folder)
}

/// A consumer in TypeScript, compiled as Node and as a bundler would have it.
fn types_of_the_package(repository: &Repository, report: &mut Report, folder: &Path) -> Outcome {
    let source = repository.path("tests/packaging/js/consumer.ts");
    file::copy(&source, &folder.join("consumer.ts"))?;
    for (module, resolution) in [("nodenext", "nodenext"), ("esnext", "bundler")] {
        let tsc = javascript::program(repository, "tsc");
        let step = repository
            .step(format!("consumer.ts under {resolution}"), tsc)
            .args([
                "--noEmit",
                "--strict",
                "--target",
                "es2022",
                "--lib",
                "es2022,esnext.disposable,dom",
            ])
            .args(["--types", "", "--module", module, "--moduleResolution", resolution])
            .arg("consumer.ts")
            .folder(folder);
        report.step(SUITE, step);
    }
    Ok(())
}
