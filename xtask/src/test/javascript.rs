//! JavaScript: the tests of `tests/js` in every runtime that has some there.
//!
//! - `tests/js/*.test.mjs` and `tests/js/node/*.test.mjs` run under `node --test`,
//! - `tests/js/RUNTIME/run.mjs` (`workerd`, `deno`, `bun`, `chromium`) is a program that starts its runtime and runs the tests in it,
//! - `tests/js/types/tsconfig*.json` are consumers in TypeScript, which must compile.

use std::fs;

use super::report::{Report, Runner, Task};
use crate::repository::Repository;
use crate::{Outcome, javascript, simulator, system, wasm};

const FOLDER: &str = "tests/js";

pub(super) fn run(repository: &Repository, report: &mut Report) -> Outcome {
    let mut tests = repository.files(FOLDER, "test.mjs");
    tests.extend(repository.files("tests/js/node", "test.mjs"));
    let mut runtimes = runtimes(repository);
    // The one beside Node that must be there.
    if !runtimes.iter().any(|runtime| runtime == "workerd") {
        runtimes.push("workerd".to_owned());
    }
    javascript::provide(repository)?;
    // Whatever comes of it: without a browser, its run says that it is skipped.
    if let Err(why) = system::provide(repository, &[&system::CHROMIUM]) {
        println!("  no Chromium: {}", why.lines().next().unwrap_or_default());
    }
    let simulator = simulator::build(repository)?;
    wasm::build(repository)?;
    report.case("js size", "sizes under their ceilings", wasm::report_sizes(repository));

    // The longest first.
    let simulator = &simulator;
    let mut tasks: Vec<Task<'_>> = vec![Box::new(move |report| {
        let step = repository
            .step("node --test", "node")
            .args(["--test", "--test-reporter=spec"])
            .args(&tests)
            .env(simulator::PROGRAM, simulator);
        report.suites("node", Runner::Suites, step);
    })];
    for runtime in &runtimes {
        tasks.push(Box::new(move |report| {
            let program = repository.path(FOLDER).join(runtime).join("run.mjs");
            let step = repository
                .step(format!("{runtime} tests"), "node")
                .arg(program)
                .env(simulator::PROGRAM, simulator);
            report.suites(runtime, Runner::Suites, step);
        }));
    }
    for project in repository.files("tests/js/types", "json") {
        tasks.push(Box::new(move |report| {
            let name = format!("tsc {}", repository.shown(&project));
            let tsc = javascript::program(repository, "tsc");
            report.step("js types", repository.step(name, tsc).arg("--project").arg(&project));
        }));
    }
    report.beside_each_other(tasks);
    Ok(())
}

/// The folders that have a `run.mjs`.
fn runtimes(repository: &Repository) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(repository.path(FOLDER))
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().join("run.mjs").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort_unstable();
    names
}
