//! Gives the shared library the name by which programs find it at run time.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let variable = |name: &str| env::var(name).unwrap_or_default();
    let (major, minor) = (variable("CARGO_PKG_VERSION_MAJOR"), variable("CARGO_PKG_VERSION_MINOR"));
    // Before 1.0 each minor version has a binary interface of its own, from 1.0 on each major one.
    let series = if major == "0" { format!("{major}.{minor}") } else { major };
    match variable("CARGO_CFG_TARGET_OS").as_str() {
        "linux" | "android" | "freebsd" | "netbsd" | "openbsd" | "dragonfly" => {
            println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libwaxwing.so.{series}");
        }
        "macos" | "ios" => {
            let version = variable("CARGO_PKG_VERSION");
            let numbers = version.split(['-', '+']).next().unwrap_or_default();
            for argument in [
                &format!("-install_name,@rpath/libwaxwing.{series}.dylib"),
                &format!("-current_version,{numbers}"),
                &format!("-compatibility_version,{series}"),
            ] {
                println!("cargo:rustc-cdylib-link-arg=-Wl,{argument}");
            }
        }
        _ => {}
    }
}
