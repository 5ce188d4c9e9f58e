//! Python: the tests against the installed wheel, and its types.

use super::{Report, report::Runner};
use crate::Outcome;
use crate::arrow;
use crate::python::{Build, Venv, wheel};
use crate::repository::Repository;
use crate::simulator;

const FOLDER: &str = "tests/python";
const TYPES: &str = "python types";

/// The variable that names a folder of signed objects, for the examples that verify columns of them.
const SIGNED: &str = "WAXWING_SIGNED";
const SIGNATURES: u64 = 2500;
/// The variable that tells why PySpark does not run.
const NO_SPARK: &str = "WAXWING_NO_SPARK";

pub(super) fn run(repository: &Repository, report: &mut Report) -> Outcome {
    let wheel = wheel(repository, Build::Test)?;
    let venv = Venv::with_tools(repository)?;
    venv.install(&wheel)?;
    let spark = venv.add_spark()?;
    let signed = arrow::signed(repository, SIGNATURES)?;
    let simulator = simulator::build(repository)?;
    let step = repository
        .step("pytest", venv.program("pytest"))
        .arg(FOLDER)
        .env(simulator::PROGRAM, simulator)
        .env(SIGNED, signed);
    let step = if spark { step } else { step.env(NO_SPARK, arrow::no_jdk()) };
    report.suites("python", Runner::Suites, step);
    report.step(
        TYPES,
        repository
            .step("mypy --strict", venv.program("mypy"))
            .args(["--strict", "--package", "waxwing"])
            .env("MYPY_CACHE_DIR", repository.own("mypy")),
    );
    report.step(
        TYPES,
        repository
            .step("mypy --strict (tests)", venv.program("mypy"))
            .args(["--strict", FOLDER])
            .env("MYPY_CACHE_DIR", repository.own("mypy")),
    );
    report.step(
        TYPES,
        repository
            .step("stubtest", venv.program("stubtest"))
            .arg("waxwing")
            .env("MYPY_CACHE_DIR", repository.own("mypy")),
    );
    Ok(())
}
