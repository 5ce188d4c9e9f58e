//! Every chore of the repository: `cargo xtask` lists them.
//!
//! A chore installs what it needs into ignored folders (`.xtask`, `tests/js/node_modules`, `target`), and
//! system packages where it may; where it may not, it stops and says what to install. Output of long steps goes to
//! `.xtask/log`, the console shows a line for each step.

#![forbid(unsafe_code)]

mod arrow;
mod bench;
mod c_library;
mod check;
mod command;
mod demo;
mod dependencies;
mod doctor;
mod file;
mod fleet;
mod fuzz;
mod generated;
mod javascript;
mod pipeline;
mod programs;
mod python;
mod repository;
mod simulator;
mod system;
mod table;
mod test;
mod totals;
mod versions;
mod wasm;

use std::process::ExitCode;

use repository::Repository;

/// What a chore gives: nothing more to say, or why it failed, for a person to read.
type Outcome<T = ()> = Result<T, String>;

/// A sub-command.
struct Chore {
    name: &'static str,
    arguments: &'static str,
    about: &'static str,
    run: fn(&Repository, &[&str]) -> Outcome,
}

const CHORES: [Chore; 15] = [
    Chore {
        name: "demo",
        arguments: "",
        about: "push to the local APNs simulator and verify a signed notification, in a minute",
        run: demo::run,
    },
    Chore {
        name: "pipeline",
        arguments: "",
        about: "from a new key to a push over mutual TLS, by the command line alone",
        run: pipeline::run,
    },
    Chore {
        name: "test",
        arguments: "[PART…]",
        about: "everything, or the parts named: check, core, c, python, js, fleet, pipeline, packages",
        run: test::run,
    },
    Chore {
        name: "check",
        arguments: "",
        about: "formatting, lints, documentation; generated files, versions, dependencies",
        run: check::run,
    },
    Chore {
        name: "bench",
        arguments: "[SUBJECT…]",
        about: "measure against the budgets, and beside peers: verify, push, sign",
        run: bench::run,
    },
    Chore {
        name: "fleet",
        arguments: "[PROGRAM…]",
        about: "push to 10,000 devices of a failing APNs, in every language",
        run: fleet::run,
    },
    Chore {
        name: "arrow",
        arguments: "[ROWS]",
        about: "verify a million rows inside DuckDB, Polars and PySpark",
        run: arrow::run,
    },
    Chore {
        name: "fuzz",
        arguments: "[TARGET…] [SECONDS]",
        about: "damaged input of every kind for a time, of all targets or of those that are named",
        run: fuzz::run,
    },
    Chore {
        name: "header",
        arguments: "[--check]",
        about: "write include/waxwing.h and ffi/symbols.txt, or compare them",
        run: generated::header,
    },
    Chore {
        name: "vectors",
        arguments: "[--check]",
        about: "write tests/vectors/*.json and the payload types, or compare them",
        run: generated::vectors,
    },
    Chore {
        name: "c",
        arguments: "[FOLDER]",
        about: "build the C library and install it into FOLDER (dist/c)",
        run: c_library::run,
    },
    Chore {
        name: "python",
        arguments: "",
        about: "build the Python wheel into .xtask/wheels",
        run: python::run,
    },
    Chore {
        name: "wasm",
        arguments: "[SLICE…]",
        about: "build the npm package's files into wasm/dist and report their sizes",
        run: wasm::run,
    },
    Chore {
        name: "doctor",
        arguments: "",
        about: "what this machine has and lacks; changes nothing",
        run: doctor::run,
    },
    Chore { name: "help", arguments: "", about: "this list", run: help },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some((&name, rest)) = arguments.split_first() else {
        print!("{}", list());
        return ExitCode::SUCCESS;
    };
    let name = if matches!(name, "--help" | "-h") { "help" } else { name };
    let Some(chore) = CHORES.iter().find(|chore| chore.name == name) else {
        eprintln!("xtask: no chore is called {name:?}\n\n{}", list());
        return ExitCode::from(2);
    };
    match Repository::find().and_then(|repository| (chore.run)(&repository, rest)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            // A chore that has told all itself gives no reason.
            if !why.is_empty() {
                eprintln!("\nxtask {name}: {why}");
            }
            ExitCode::FAILURE
        }
    }
}

fn help(_: &Repository, _: &[&str]) -> Outcome {
    print!("{}", list());
    Ok(())
}

/// The chores, a line each.
fn list() -> String {
    let mut text = "cargo xtask CHORE\n\n".to_owned();
    for Chore { name, arguments, about, .. } in &CHORES {
        let call = format!("{name} {arguments}");
        text.push_str(&format!("  {call:<19} {about}\n"));
    }
    text
}

/// The one flag that a chore knows; anything else is refused.
fn flag(arguments: &[&str], known: &str) -> Outcome<bool> {
    match arguments {
        [] => Ok(false),
        [given] if *given == known => Ok(true),
        _ => Err(format!("unknown arguments {arguments:?}; only {known} is known here")),
    }
}

/// For a chore that takes no arguments.
fn no_arguments(arguments: &[&str]) -> Outcome {
    match arguments {
        [] => Ok(()),
        _ => Err(format!("unknown arguments {arguments:?}; none are known here")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_a_line_for_each_chore() {
        let list = list();
        for chore in &CHORES {
            let start = format!("  {} ", chore.name);
            let lines = list.lines().filter(|line| line.starts_with(&start)).count();
            assert_eq!(lines, 1, "{}", chore.name);
        }
    }

    #[test]
    fn a_flag_is_there_or_not_or_refused() {
        assert_eq!(flag(&[], "--check"), Ok(false));
        assert_eq!(flag(&["--check"], "--check"), Ok(true));
        assert!(flag(&["--chekc"], "--check").is_err());
        assert!(flag(&["--check", "x"], "--check").is_err());
    }
}
