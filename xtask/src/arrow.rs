//! `cargo xtask arrow`: signed objects verified inside DuckDB, Polars and Spark, a million of them unless told otherwise.

use std::path::PathBuf;

use crate::python::{Build, Venv, wheel};
use crate::repository::Repository;
use crate::{Outcome, programs, system};

const ROWS: u64 = 1_000_000;

/// So many signatures differ. Making a million of them would take longer than to verify them, and tells nothing more:
/// no signature is remembered, each row is verified.
const SIGNATURES: u64 = 10_000;

/// How long an example may take, for a thousand rows a second.
const SECONDS: u64 = 1800;

/// `cargo xtask arrow [ROWS]`
pub(crate) fn run(repository: &Repository, arguments: &[&str]) -> Outcome {
    let rows = match arguments {
        [] => ROWS,
        [rows] => rows.parse().map_err(|_| format!("{rows:?} is no number of rows"))?,
        _ => return Err(format!("unknown arguments {arguments:?}; only ROWS is known here")),
    };
    let wheel = wheel(repository, Build::Release)?;
    let venv = Venv::with_tools(repository)?;
    venv.install(&wheel)?;
    let spark = venv.add_spark()?;
    let folder = signed(repository, rows.min(SIGNATURES))?;
    let mut lines = Vec::new();
    for library in ["duckdb", "polars", "pyspark"] {
        if library == "pyspark" && !spark {
            lines.push(format!("skip: {}", no_jdk()));
            continue;
        }
        let finished = repository
            .step(format!("{rows} rows in {library}"), venv.program("python"))
            .arg(repository.path(format!("python/examples/arrow_{library}.py")))
            .arg(&folder)
            .arg(rows.to_string())
            .limit(SECONDS)
            .run()?;
        let start = format!("{library}: ");
        let line = finished.output.lines().find_map(|line| line.find(&start).map(|at| &line[at..]));
        lines.push(line.ok_or_else(|| format!("{library} printed no figures"))?.to_owned());
    }
    println!();
    for line in lines {
        println!("{line}");
    }
    Ok(())
}

/// Writes `count` signed transactions and the root to trust for them; gives the folder.
pub(crate) fn signed(repository: &Repository, count: u64) -> Outcome<PathBuf> {
    let folder = repository.own(format!("signed-{count}"));
    let generator = programs::build(repository, "vectors-generator")?;
    repository
        .step(format!("signing of {count} objects"), generator)
        .args(["--rows", &count.to_string()])
        .arg(&folder)
        .run()?;
    Ok(folder)
}

/// Why Spark does not run here.
pub(crate) fn no_jdk() -> String {
    format!("PySpark: no JDK on this machine; {}", system::JAVA.how())
}
