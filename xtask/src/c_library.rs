//! `cargo xtask c`: the C library, built and installed.
//!
//! ```text
//! include/waxwing.h  include/waxwing.hpp  include/waxwing/
//! lib/libwaxwing.so -> libwaxwing.so.0.1 -> libwaxwing.so.0.1.0   lib/libwaxwing.a
//! lib/pkgconfig/waxwing.pc
//! lib/cmake/waxwing/waxwing-config.cmake  waxwing-config-version.cmake
//! share/doc/waxwing/
//! ```
//!
//! The tree can be moved as a whole: pkg-config and CMake files speak of their own place only.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::repository::{Repository, VERSION};
use crate::{Outcome, file};

/// What pkg-config says of the library.
const DESCRIPTION: &str =
    "Everything between a server and Apple's push and billing services except the socket";

/// What is said of the library, where it is installed.
const DOCUMENTS: [&str; 5] =
    ["README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE-APACHE", "LICENSE-MIT"];

/// `cargo xtask c [FOLDER]`
pub(crate) fn run(repository: &Repository, arguments: &[&str]) -> Outcome {
    let folder = match arguments {
        [] => repository.path("dist/c"),
        [folder] => std::path::absolute(folder).map_err(|why| format!("{folder}: {why}"))?,
        _ => return Err(format!("unknown arguments {arguments:?}; one folder is known here")),
    };
    install(repository, &folder)?;
    println!("\n  installed into {}", repository.shown(&folder));
    Ok(())
}

/// Names that follow from version and system.
struct Names {
    /// `0.1`, or `1` from 1.0 on: what has the same binary interface.
    series: String,
    /// `libwaxwing.so`
    link: String,
    /// `libwaxwing.so.0.1`
    soname: String,
    /// `libwaxwing.so.0.1.0`
    file: String,
}

impl Names {
    fn of(version: &str, macos: bool) -> Outcome<Self> {
        let parts: Vec<&str> = version.split('.').collect();
        let series = match parts[..] {
            ["0", minor, _] => format!("0.{minor}"),
            [major, _, _] => major.to_owned(),
            _ => return Err(format!("the version {version} has not three numbers")),
        };
        let named = |version: &str| {
            if macos {
                format!("libwaxwing.{version}.dylib")
            } else {
                format!("libwaxwing.so.{version}")
            }
        };
        Ok(Self {
            link: if macos { "libwaxwing.dylib" } else { "libwaxwing.so" }.to_owned(),
            soname: named(&series),
            file: named(version),
            series,
        })
    }
}

/// The soname that the shared library must carry.
pub(crate) fn soname() -> Outcome<String> {
    Names::of(VERSION, cfg!(target_os = "macos")).map(|names| names.soname)
}

/// The series that a consumer asks for.
pub(crate) fn series() -> Outcome<String> {
    Names::of(VERSION, cfg!(target_os = "macos")).map(|names| names.series)
}

/// Builds the library as users get it and lays out the tree in `folder`.
pub(crate) fn install(repository: &Repository, folder: &Path) -> Outcome {
    let names = Names::of(VERSION, cfg!(target_os = "macos"))?;
    let built = repository.target().join("release");
    let libraries = build(repository)?;

    for sub in ["include", "lib"] {
        fs::create_dir_all(folder.join(sub))
            .map_err(|why| format!("{}: {why}", folder.display()))?;
    }
    for header in headers(repository) {
        let from = repository.path("include").join(&header);
        file::copy(&from, &folder.join("include").join(&header))?;
    }
    let lib = folder.join("lib");
    file::copy(&built.join("libwaxwing.a"), &lib.join("libwaxwing.a"))?;
    file::copy(&built.join(&names.link), &lib.join(&names.file))?;
    link(&names.file, &lib.join(&names.soname))?;
    link(&names.soname, &lib.join(&names.link))?;

    let fill_in = |text: &str| fill_in(text, &names, &libraries);
    for (template, target) in [
        ("ffi/waxwing.pc.in", "lib/pkgconfig/waxwing.pc"),
        ("ffi/cmake/waxwing-config.cmake.in", "lib/cmake/waxwing/waxwing-config.cmake"),
        (
            "ffi/cmake/waxwing-config-version.cmake.in",
            "lib/cmake/waxwing/waxwing-config-version.cmake",
        ),
    ] {
        file::write(&folder.join(target), fill_in(&file::read(&repository.path(template))?))?;
    }
    for document in DOCUMENTS {
        let from = repository.path(document);
        if from.is_file() {
            file::copy(&from, &folder.join("share/doc/waxwing").join(document))?;
        }
    }
    Ok(())
}

/// The headers of C and of C++, by their paths under `include`.
pub(crate) fn headers(repository: &Repository) -> Vec<PathBuf> {
    let parts = repository.files("include/waxwing", "hpp");
    let parts = parts
        .iter()
        .filter_map(|part| part.file_name())
        .map(|name| Path::new("waxwing").join(name));
    ["waxwing.h", "waxwing.hpp"].into_iter().map(PathBuf::from).chain(parts).collect()
}

fn fill_in(template: &str, names: &Names, libraries: &[String]) -> String {
    // Only what the build fills in may stand between at-signs: the notice at the top of a template goes.
    let notice = |line: &&str| !line.starts_with("# `cargo xtask c` fills in");
    let text: Vec<&str> = template.lines().filter(notice).collect();
    (text.join("\n") + "\n")
        .replace("@DESCRIPTION@", DESCRIPTION)
        .replace("@VERSION@", VERSION)
        .replace("@SERIES@", &names.series)
        .replace("@SERIES_PATTERN@", &names.series.replace('.', "\\\\."))
        .replace("@SHARED_FILE@", &names.file)
        .replace("@SONAME@", &names.soname)
        .replace("@STATIC_LIBRARIES@", &libraries.join(" "))
        .replace("@STATIC_LIBRARIES_CMAKE@", &libraries.join(";"))
        .replace("@POINTER_SIZE@", &size_of::<usize>().to_string())
}

/// A symbolic link, in place of what there was.
fn link(to: &str, from: &Path) -> Outcome {
    drop(fs::remove_file(from));
    symlink(to, from).map_err(|why| format!("{}: {why}", from.display()))
}

/// Builds both libraries as users get them, and gives what the static one needs of the system: rustc tells.
fn build(repository: &Repository) -> Outcome<Vec<String>> {
    let line = "rustc --locked --release --package waxwing-ffi --lib -- --print native-static-libs";
    let finished = repository.cargo("build of the C library (release)", line).run()?;
    native_static_libs(&finished.output)
        .ok_or_else(|| "rustc did not name the libraries under the static one".to_owned())
}

/// The list after `native-static-libs: `, each library once, in order.
fn native_static_libs(output: &str) -> Option<Vec<String>> {
    let line = output.lines().find_map(|line| Some(line.split_once("native-static-libs: ")?.1))?;
    let mut libraries: Vec<String> = Vec::new();
    for library in line.split_whitespace() {
        if !libraries.iter().any(|known| known == library) {
            libraries.push(library.to_owned());
        }
    }
    Some(libraries)
}

/// valgrind has to run it: that takes half as long when the core is optimised, with overflow checks all the same.
const OPTIMIZED: &str = "profile.dev.package.waxwing.opt-level=2";

/// Builds the library for tests into `folder`, under its link name and its soname.
pub(crate) fn build_for_tests(repository: &Repository, features: &str, folder: &Path) -> Outcome {
    let names = Names::of(VERSION, cfg!(target_os = "macos"))?;
    let line = "build --locked --package waxwing-ffi";
    let (name, line) = match features {
        "" => ("build of the C library".to_owned(), line.to_owned()),
        _ => (
            format!("build of the C library ({features})"),
            format!("{line} --features {features}"),
        ),
    };
    repository.cargo(name, &line).args(["--config", OPTIMIZED]).run()?;
    let built = repository.target().join("debug").join(&names.link);
    file::empty_folder(folder)?;
    file::copy(&built, &folder.join(&names.link))?;
    file::copy(&built, &folder.join(&names.soname))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_is_major_and_minor_before_one() {
        let names = Names::of("0.1.7", false).unwrap();
        assert_eq!(
            [&*names.series, &*names.link, &*names.soname, &*names.file],
            ["0.1", "libwaxwing.so", "libwaxwing.so.0.1", "libwaxwing.so.0.1.7"]
        );
    }

    #[test]
    fn the_series_is_major_from_one_on() {
        let names = Names::of("1.2.3", true).unwrap();
        assert_eq!(
            [&*names.series, &*names.link, &*names.soname, &*names.file],
            ["1", "libwaxwing.dylib", "libwaxwing.1.dylib", "libwaxwing.1.2.3.dylib"]
        );
    }

    #[test]
    fn reads_the_libraries_under_the_static_one() {
        let output = "   Compiling x\nnote: native-static-libs: -lgcc_s -lutil -lc -lutil\n";
        assert_eq!(native_static_libs(output).unwrap(), ["-lgcc_s", "-lutil", "-lc"]);
        assert_eq!(native_static_libs("nothing"), None);
    }

    #[test]
    fn templates_are_filled_in_wholly() {
        let names = Names::of(VERSION, false).unwrap();
        let libraries = ["-lm".to_owned(), "-lc".to_owned()];
        for template in [
            include_str!("../../ffi/waxwing.pc.in"),
            include_str!("../../ffi/cmake/waxwing-config.cmake.in"),
            include_str!("../../ffi/cmake/waxwing-config-version.cmake.in"),
        ] {
            let text = fill_in(template, &names, &libraries);
            assert!(!text.contains('@'), "{text}");
            assert!(text.contains(VERSION), "{text}");
        }
    }
}
