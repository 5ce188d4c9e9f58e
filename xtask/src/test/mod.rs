//! `cargo xtask test`: every suite of every language, and a table of what ran.

mod c;
mod certificates;
mod core;
mod javascript;
mod packages;
mod python;
mod report;
mod responder;

use std::time::Instant;

pub(crate) use report::Report;

use crate::repository::Repository;
use crate::{Outcome, check, fleet, pipeline};

/// A part that can be named: `cargo xtask test core c`.
struct Part {
    name: &'static str,
    run: fn(&Repository, &mut Report) -> Outcome,
}

const PARTS: [Part; 8] = [
    Part { name: "check", run: check::steps },
    Part { name: "core", run: core::run },
    Part { name: "c", run: c::run },
    Part { name: "python", run: python::run },
    Part { name: "js", run: javascript::run },
    Part { name: "fleet", run: fleet::test },
    Part { name: "pipeline", run: pipeline::test },
    Part { name: "packages", run: packages::run },
];

/// `cargo xtask test [PART…]`
pub(crate) fn run(repository: &Repository, arguments: &[&str]) -> Outcome {
    if let Some(unknown) =
        arguments.iter().find(|name| PARTS.iter().all(|part| part.name != **name))
    {
        let names: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
        return Err(format!("there is no part {unknown:?}; there are: {}", names.join(", ")));
    }
    let started = Instant::now();
    let mut report = Report::default();
    for part in PARTS.iter().filter(|part| arguments.is_empty() || arguments.contains(&part.name)) {
        println!("{}", part.name);
        let begun = Instant::now();
        let before = report.sum();
        let outcome = (part.run)(repository, &mut report);
        report.fail_on_error(part.name, outcome);
        if report.sum() == before {
            report.case(part.name, part.name, Err("no case ran".to_owned()));
        }
        println!("  {:<58}{:>7.1} s\n", "all of it", begun.elapsed().as_secs_f64());
    }
    println!("in {:.0} s", started.elapsed().as_secs_f64());
    report.close()
}
