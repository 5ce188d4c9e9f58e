//! C and C++: the header alone, the test programs under the sanitizers and under valgrind, the examples.
//!
//! - all `tests/c/*.c` make one program, all `tests/cpp/*.cpp` another,
//! - each of `ffi/examples/*.c` and `*.cpp` is a program; those named `push…` are run against the local APNs and must
//!   deliver, `push_certificate` several times with certificates in place of a key, those named `quickstart…` with a key
//!   and a notification, `credentials` with a `.p12` file, `wns` with nothing, those named `verify_ocsp…` with an object whose
//!   certificates a local responder knows, all others with a notification and its root;
//!   those named `fleet…` are compiled here, and run by `cargo xtask fleet`.
//!
//! They are linked with the shared library, libcurl, nghttp2, OpenSSL and jansson, and run in the root of the repository.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::{Report, certificates, report::Runner, responder::Responder};
use crate::repository::Repository;
use crate::simulator::{self, Simulator};
use crate::{Outcome, c_library, file, system};

const WARNINGS: [&str; 4] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];
const SANITIZERS: [&str; 3] =
    ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"];

/// The feature by which a test can make any function panic.
const TEST_FEATURE: &str = "_test-panic";

/// The suite of everything but the test programs themselves.
const BUILD: &str = "c build";

/// A language, and how its files are compiled.
#[derive(Clone, Copy)]
struct Language {
    name: &'static str,
    compiler: &'static str,
    tests: &'static str,
    program: &'static str,
    standard: &'static str,
}

const C: Language = Language {
    name: "c",
    compiler: "cc",
    tests: "tests/c",
    program: "waxwing_c_tests",
    standard: "-std=c11",
};
const CPP: Language = Language {
    name: "cpp",
    compiler: "c++",
    tests: "tests/cpp",
    program: "waxwing_cpp_tests",
    standard: "-std=c++17",
};

pub(super) fn run(repository: &Repository, report: &mut Report) -> Outcome {
    let needs = [
        &system::C_COMPILER,
        &system::CPP_COMPILER,
        &system::NM,
        &system::PKG_CONFIG,
        &system::LIBCURL,
        &system::LIBNGHTTP2,
        &system::OPENSSL,
        &system::JANSSON,
        &system::VALGRIND,
    ];
    system::provide(repository, &needs)?;
    headers(repository, report);

    let kit = Kit::new(repository)?;
    report.case(BUILD, "exported symbols are those of ffi/symbols.txt", kit.symbols());
    // The longest first.
    report.beside_each_other(vec![
        Box::new(|report| kit.under_valgrind(report, CPP)),
        Box::new(|report| kit.under_valgrind(report, C)),
        Box::new(|report| kit.sanitized(report, CPP)),
        Box::new(|report| kit.sanitized(report, C)),
    ]);
    kit.examples(report)
}

/// The headers alone, in every standard that they are promised for.
fn headers(repository: &Repository, report: &mut Report) {
    let mut compile = |compiler: &str, standard: &str, header: &Path| {
        let language = if compiler == "cc" { "c-header" } else { "c++-header" };
        let step = repository
            .step(format!("{} as {standard}", header.display()), compiler)
            .args(WARNINGS)
            .args([&format!("-std={standard}"), "-fsyntax-only", "-x", language])
            .arg(repository.path("include").join(header));
        report.step(BUILD, step);
    };
    let (of_c, of_cpp) = (Path::new("waxwing.h"), Path::new("waxwing.hpp"));
    for standard in ["c99", "c11", "c17", "c2x"] {
        compile("cc", standard, of_c);
    }
    for standard in ["c++11", "c++14", "c++17", "c++20"] {
        compile("c++", standard, of_c);
    }
    compile("c++", "c++20", of_cpp);
    for header in c_library::headers(repository).iter().filter(|header| *header != of_c) {
        compile("c++", "c++17", header);
    }
}

/// The files that an example verifies.
struct Sample {
    token: PathBuf,
    root: PathBuf,
}

/// What all programs are compiled and linked with.
struct Kit<'a> {
    repository: &'a Repository,
    /// Where the shared library lies as users get it,
    plain: PathBuf,
    /// and as the test programs do.
    library: PathBuf,
    /// Where the programs go.
    programs: PathBuf,
    /// What pkg-config says of the other libraries.
    flags: Vec<String>,
    simulator: PathBuf,
}

impl<'a> Kit<'a> {
    fn new(repository: &'a Repository) -> Outcome<Self> {
        let plain = repository.own("c/lib-plain");
        c_library::build_for_tests(repository, "", &plain)?;
        let library = repository.own("c/lib");
        c_library::build_for_tests(repository, TEST_FEATURE, &library)?;
        let programs = repository.own("c/programs");
        file::empty_folder(&programs)?;
        let flags = repository
            .step("pkg-config", "pkg-config")
            .args(["--cflags", "--libs", "libcurl", "libnghttp2", "openssl", "jansson"])
            .quiet()?;
        if !flags.success {
            return Err(flags.report);
        }
        Ok(Self {
            repository,
            plain,
            library,
            programs,
            flags: flags.output.split_whitespace().map(str::to_owned).collect(),
            simulator: simulator::build(repository)?,
        })
    }

    /// The library must export what the header declares, and nothing else.
    fn symbols(&self) -> Outcome {
        let listing = self
            .repository
            .step("nm libwaxwing.so", "nm")
            .args(["-D", "--defined-only", "--format=posix"])
            .arg(self.plain.join("libwaxwing.so"))
            .quiet()?;
        if !listing.success {
            return Err(listing.report);
        }
        let exported = names(&listing.output);
        let declared = file::read(&self.repository.path("ffi/symbols.txt"))?;
        let declared: Vec<&str> = declared.lines().collect();
        differences(&exported, &declared)
    }

    /// The test program of a language with the sanitizers in it.
    fn sanitized(&self, report: &mut Report, language: Language) {
        let program = self.programs.join(format!("{}_sanitized", language.program));
        if self.compile_tests(report, language, &SANITIZERS, &program) {
            report.case(
                BUILD,
                &format!("{} is linked with the sanitizers", language.program),
                self.has_sanitizers(&program),
            );
            let step = self
                .run(format!("{} with sanitizers", language.program), program.as_os_str())
                .env("ASAN_OPTIONS", "detect_leaks=1:strict_string_checks=1")
                .env("UBSAN_OPTIONS", "print_stacktrace=1");
            report.suites(language.name, Runner::Suites, step);
        }
    }

    /// The test program of a language as it is, under valgrind.
    fn under_valgrind(&self, report: &mut Report, language: Language) {
        let program = self.programs.join(language.program);
        if self.compile_tests(report, language, &[], &program) {
            let step = self
                .run(format!("{} under valgrind", language.program), "valgrind".as_ref())
                .env("WAXWING_TESTS_LEAVE_OUT_SLOW", "1")
                .args(["--quiet", "--error-exitcode=99", "--leak-check=full"])
                .args(["--show-leak-kinds=definite,indirect", "--errors-for-leak-kinds=definite"])
                .arg(&program);
            report.suites(language.name, Runner::SuitesUnder("valgrind"), step);
        }
    }

    fn compile_tests(
        &self,
        report: &mut Report,
        language: Language,
        more: &[&str],
        program: &Path,
    ) -> bool {
        let sources = self.repository.files(language.tests, extension(language));
        // The library is optimised; what calls it need not be, and compiles three times as fast.
        self.compile(report, language, &sources, &[more, &["-O0", "-g1"]].concat(), program)
    }

    /// Every example is compiled, run, and held to what it has to say.
    fn examples(&self, report: &mut Report) -> Outcome {
        const SUITE: &str = "c examples";
        let simulator = Simulator::start(self.repository)?;
        let sample = self.sample()?;
        let responder = Responder::start(self.repository, &self.programs)?;
        for language in [C, CPP] {
            for source in self.repository.files("ffi/examples", extension(language)) {
                let name = source.file_stem().unwrap_or_default().to_owned();
                let mut file_name = name.clone();
                file_name.push(format!("_{}", language.name));
                let program = self.programs.join(file_name);
                let compiled =
                    self.compile(report, language, std::slice::from_ref(&source), &[], &program);
                let name = name.to_string_lossy();
                let title = format!("run {}", self.repository.shown(&source));
                if !compiled || name.starts_with("fleet") {
                    continue;
                }
                if name == certificates::EXAMPLE {
                    let step = |title| self.run(title, program.as_os_str());
                    certificates::run(self.repository, report, step);
                    continue;
                }
                let mut step = self.run(title, program.as_os_str()).limit(60);
                if name.starts_with("push") {
                    for (variable, value) in simulator.variables() {
                        step = step.env(variable, value);
                    }
                    report.saying(SUITE, step, "delivered");
                } else if name.starts_with("quickstart") {
                    let step = step.arg(simulator.key()).arg(&sample.token);
                    report.saying(SUITE, step, "/3/device/");
                } else if name == "credentials" {
                    let file = self.repository.path("tests/credentials/openssl3.p12");
                    let step = step.arg(&file).arg("secret");
                    report.saying(SUITE, step, "com.example.app.voip");
                } else if name == "wns" {
                    report.saying(SUITE, step, "x-wns-type: wns/toast");
                } else if name.starts_with("verify_ocsp") {
                    let step = step.env("http_proxy", &responder.proxy).env("no_proxy", "");
                    let step = step.arg("--root").arg(&responder.root).arg("--now");
                    let step = step.arg(&responder.now_ms).arg(&responder.token);
                    report.saying(SUITE, step, "intermediate: good");
                } else {
                    let step = step.arg("--root").arg(&sample.root).arg(&sample.token);
                    report.saying(SUITE, step, "SUBSCRIBED");
                }
            }
        }
        Ok(())
    }

    /// A notification out of the shared vectors and the root it chains to, as files.
    fn sample(&self) -> Outcome<Sample> {
        const CASE: &str = "subscribed_with_transaction_and_renewal_info";
        let text = file::read(&self.repository.path("tests/vectors/verify-claims.json"))?;
        let vectors: Value = serde_json::from_str(&text).map_err(|why| why.to_string())?;
        let at = |pointer: &str| vectors.pointer(pointer);
        let named = |case: &&Value| case.get("name").is_some_and(|name| name == CASE);
        let cases = at("/cases").and_then(Value::as_array).into_iter().flatten();
        let case = cases.into_iter().find(named);
        let case = case.ok_or_else(|| format!("there is no case {CASE}"))?;
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let root = text(case.pointer("/roots/0"));
        let root = root.and_then(|name| text(at(&format!("/roots/{name}"))));
        let (Some(token), Some(root)) = (text(case.get("token")), root) else {
            return Err(format!("the case {CASE} has another form"));
        };
        let sample =
            Sample { token: self.programs.join("token.txt"), root: self.programs.join("root.der") };
        file::write(&sample.token, token)?;
        file::write(&sample.root, STANDARD.decode(root).map_err(|why| why.to_string())?)?;
        Ok(sample)
    }

    fn run(&self, name: String, program: &std::ffi::OsStr) -> crate::command::Step<'a> {
        self.repository.step(name, program).env(simulator::PROGRAM, &self.simulator)
    }

    /// Makes `program` of `sources`.
    fn compile(
        &self,
        report: &mut Report,
        language: Language,
        sources: &[PathBuf],
        more: &[&str],
        program: &Path,
    ) -> bool {
        let mut rpath = OsString::from("-Wl,-rpath,");
        rpath.push(&self.library);
        let step = self
            .repository
            .step(format!("compile {}", self.repository.shown(program)), language.compiler)
            .args([language.standard, "-D_POSIX_C_SOURCE=200809L", "-g", "-O1"])
            .args(WARNINGS)
            .args(more)
            .arg("-I")
            .arg(self.repository.path("include"))
            .args(sources)
            .arg("-L")
            .arg(&self.library)
            .arg(rpath)
            .arg("-lwaxwing")
            .args(&self.flags)
            .arg("-o")
            .arg(program);
        report.step(BUILD, step)
    }

    /// A sanitizer left out by mistake would find nothing.
    fn has_sanitizers(&self, program: &Path) -> Outcome {
        let listing = self.repository.step("nm of the test program", "nm").arg(program).quiet()?;
        for symbol in ["__asan_init", "__ubsan_handle"] {
            if !listing.output.contains(symbol) {
                return Err(format!("{} does not use {symbol}", program.display()));
            }
        }
        Ok(())
    }
}

fn extension(language: Language) -> &'static str {
    if language.name == "c" { "c" } else { "cpp" }
}

/// The names in what `nm --format=posix` prints, without versions, sorted.
fn names(listing: &str) -> Vec<&str> {
    let mut names: Vec<&str> = listing
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter_map(|name| name.split('@').next())
        .collect();
    names.sort_unstable();
    names
}

fn differences(exported: &[&str], declared: &[&str]) -> Outcome {
    let missing = declared.iter().filter(|name| !exported.contains(name));
    let stray = exported.iter().filter(|name| !declared.contains(name));
    let mut wrong: Vec<String> = missing.map(|name| format!("{name} is not exported")).collect();
    wrong.extend(stray.map(|name| format!("{name} is exported and not declared")));
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_from_nm() {
        assert_eq!(names("waxwing_b T 0 1\nwaxwing_a@@V1 T 0 1\n"), ["waxwing_a", "waxwing_b"]);
    }

    #[test]
    fn tells_missing_from_stray_symbols() {
        assert_eq!(differences(&["a"], &["a"]), Ok(()));
        let why = differences(&["a", "c"], &["a", "b"]).unwrap_err();
        assert_eq!(why, "b is not exported\nc is exported and not declared");
    }
}
