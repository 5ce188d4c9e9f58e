//! `cargo xtask doctor`: what this machine has and lacks.

use crate::command::{answer, which};
use crate::repository::Repository;
use crate::{Outcome, javascript, no_arguments, system, wasm};

/// A line of the report.
struct Finding {
    what: String,
    found: Option<String>,
    used_for: String,
    how: String,
}

/// `cargo xtask doctor`
pub(crate) fn run(repository: &Repository, arguments: &[&str]) -> Outcome {
    no_arguments(arguments)?;
    let findings = findings(repository);
    for Finding { what, found, used_for, how } in &findings {
        match found {
            Some(version) => println!("  has    {what:<24} {version}"),
            None => {
                println!("  LACKS  {what:<24} needed for: {used_for}\n{:34}get it by: {how}", "")
            }
        }
    }
    let lacking = findings.iter().filter(|finding| finding.found.is_none()).count();
    println!();
    match (lacking, system::may_install()) {
        (0, _) => println!("nothing is missing"),
        (_, true) => println!(
            "{lacking} missing; as root on Debian, `cargo xtask test` installs by itself what apt-get brings"
        ),
        (_, false) => println!("{lacking} missing; only the parts that need them will fail"),
    }
    println!(
        "from the registries of Rust, Python and npm, each chore fetches what the lock files name"
    );
    Ok(())
}

fn findings(repository: &Repository) -> Vec<Finding> {
    let cargo_tool = |name: &str, used_for: &str| Finding {
        what: format!("cargo {name}"),
        found: answer("cargo", &[name, "--version"]),
        used_for: used_for.to_owned(),
        how: format!("rustup component add {}", name.replace("fmt", "rustfmt")),
    };
    let mut findings = vec![
        Finding {
            what: "Rust".to_owned(),
            found: answer("rustc", &["--version"]),
            used_for: "everything".to_owned(),
            how: "rustup.rs, 1.88 or newer".to_owned(),
        },
        cargo_tool("fmt", "check"),
        cargo_tool("clippy", "check"),
        Finding {
            what: "WASM target".to_owned(),
            found: wasm::toolchain_found(),
            used_for: "wasm, test js, test packages".to_owned(),
            how: wasm::toolchain_how(),
        },
        Finding {
            what: "Node".to_owned(),
            found: javascript::found(),
            used_for: "wasm, test js, test packages".to_owned(),
            how: javascript::how(),
        },
        Finding {
            what: "npm".to_owned(),
            found: which("npm").and_then(|npm| answer(npm, &["--version"])),
            used_for: "wasm, test js, test packages".to_owned(),
            how: "it comes with Node".to_owned(),
        },
    ];
    findings.extend(["deno", "bun"].map(|name| Finding {
        what: name.to_owned(),
        found: javascript::optional(repository, name),
        used_for: "test js".to_owned(),
        how: "npm ci in tests/js, where there is one for this system".to_owned(),
    }));
    findings.extend(system::ALL.iter().map(|need| Finding {
        what: need.what.to_owned(),
        found: need.found(),
        used_for: need.used_for.to_owned(),
        how: need.how(),
    }));
    findings
}
