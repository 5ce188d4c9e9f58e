//! How large the package's files are, against the ceilings of `wasm/size.json`.

use serde_json::Value;

use crate::repository::Repository;
use crate::{Outcome, file};

/// A group of files, as one runtime loads them, and what it may weigh.
#[derive(Debug, PartialEq)]
struct Ceiling {
    name: String,
    files: Vec<String>,
    gzipped: u64,
    goal: u64,
}

impl Ceiling {
    /// The folder of its files in `wasm/dist`.
    fn folder(&self) -> &str {
        self.files.first().and_then(|name| name.split_once('/')).map_or("", |(folder, _)| folder)
    }
}

/// Prints the sizes and fails where one is over its ceiling.
pub(crate) fn report(repository: &Repository) -> Outcome {
    report_of(repository, |_| true)
}

/// The same of the slices in some folders.
pub(super) fn report_of(repository: &Repository, is_wanted: impl Fn(&str) -> bool) -> Outcome {
    let ceilings = ceilings(&file::read(&repository.path("wasm/size.json"))?)?;
    let mut over = Vec::new();
    println!(
        "\n  {:<34} {:>9} {:>9} {:>9} {:>9}",
        "wasm/dist", "raw", "gzipped", "ceiling", "goal"
    );
    for ceiling in ceilings.iter().filter(|ceiling| is_wanted(ceiling.folder())) {
        let (mut raw, mut gzipped) = (0, 0);
        for name in &ceiling.files {
            let (file_raw, file_gzipped) = sizes(repository, name)?;
            println!("  {name:<34} {file_raw:>9} {file_gzipped:>9}");
            raw += file_raw;
            gzipped += file_gzipped;
        }
        let limit = ceiling.gzipped;
        let goal = match gzipped.checked_sub(ceiling.goal) {
            None | Some(0) => format!("{} reached", ceiling.goal),
            Some(over) => format!("{} missed by {over}", ceiling.goal),
        };
        println!("  {:<34} {raw:>9} {gzipped:>9} {limit:>9} {goal}", ceiling.name);
        if gzipped > limit {
            over.push(format!(
                "{} is {gzipped} bytes gzipped, at most {limit} allowed",
                ceiling.name
            ));
        }
    }
    if over.is_empty() { Ok(()) } else { Err(over.join("\n")) }
}

/// Size of a file as it is and gzipped.
fn sizes(repository: &Repository, name: &str) -> Outcome<(u64, u64)> {
    let path = repository.path("wasm/dist").join(name);
    let script = "const { readFileSync } = require('node:fs'); \
                  const bytes = readFileSync(process.argv[1]); \
                  const gzipped = require('node:zlib').gzipSync(bytes, { level: 9 }); \
                  console.log(bytes.length, gzipped.length);";
    let finished = repository
        .step(format!("size of {name}"), "node")
        .args(["-e", script])
        .arg(&path)
        .quiet()?;
    if !finished.success {
        return Err(finished.report);
    }
    let mut numbers = finished.output.split_whitespace().map(str::parse);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(raw)), Some(Ok(gzipped))) => Ok((raw, gzipped)),
        _ => Err(format!("no sizes of {name} in {:?}", finished.output)),
    }
}

/// Reads `{"about": "…", "ceilings": [{"name": "…", "files": ["…"], "gzipped": 1, "goal": 1}]}`.
fn ceilings(text: &str) -> Outcome<Vec<Ceiling>> {
    let wrong = || {
        "wasm/size.json does not have its form: name, files, gzipped and goal in each of its ceilings"
            .to_owned()
    };
    let value: Value =
        serde_json::from_str(text).map_err(|why| format!("wasm/size.json: {why}"))?;
    let list = value.get("ceilings").and_then(Value::as_array).ok_or_else(wrong)?;
    let ceilings: Option<Vec<Ceiling>> = list.iter().map(ceiling).collect();
    ceilings.filter(|list| !list.is_empty()).ok_or_else(wrong)
}

fn ceiling(value: &Value) -> Option<Ceiling> {
    let files = value.get("files")?.as_array()?;
    let files: Option<Vec<String>> =
        files.iter().map(|file| Some(file.as_str()?.to_owned())).collect();
    Some(Ceiling {
        name: value.get("name")?.as_str()?.to_owned(),
        files: files?,
        gzipped: value.get("gzipped")?.as_u64()?,
        goal: value.get("goal")?.as_u64()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_committed_ceilings() {
        let committed = include_str!("../../../wasm/size.json");
        assert!(!ceilings(committed).unwrap().is_empty());
    }

    #[test]
    fn refuses_another_form() {
        for text in [
            "",
            "{}",
            r#"{"ceilings": []}"#,
            r#"{"ceilings": [{"name": "x", "files": ["a"]}]}"#,
            r#"{"ceilings": [{"name": "x", "files": "a", "gzipped": 1, "goal": 1}]}"#,
            r#"{"ceilings": [{"name": "x", "files": ["a"], "gzipped": 1}]}"#,
        ] {
            assert!(ceilings(text).is_err(), "{text}");
        }
    }
}
