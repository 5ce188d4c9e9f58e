//! `cargo xtask fleet`: one sender of each language pushes to thousands of devices of a simulator that fails in every
//! way it can, and what became of each device is compared with what the simulator saw.
//!
//! A sender is called as `PROGRAM DEVICES SUMMARY`, with the variables of `simulator.rs`. It reads a line for each
//! device, `hex<TAB>milliseconds of registration`, and writes JSON at the end.

mod judge;
mod programs;

use std::ffi::OsString;
use std::fmt::Write as _;

use crate::repository::Repository;
use crate::simulator::Simulator;
use crate::test::Report;
use crate::{Outcome, file};

use programs::{PROGRAMS, Program};

/// How many devices the chore has, and how many the tests.
const DEVICES: u32 = 10_000;
const DEVICES_IN_TESTS: u32 = 1000;

/// How long a sender may take, in seconds.
const LIMIT_S: u64 = 180;

/// When all devices registered: the day of Apple's own example of a 410.
const REGISTERED_AT_MS: u64 = 1_454_948_015_990;

/// What all chance of the simulator follows from.
const SEED: &str = "7";

/// `cargo xtask fleet [PROGRAM…]`
pub(crate) fn run(repository: &Repository, arguments: &[&str]) -> Outcome {
    if let Some(unknown) =
        arguments.iter().find(|name| PROGRAMS.iter().all(|program| program.name != **name))
    {
        let names: Vec<&str> = PROGRAMS.iter().map(|program| program.name).collect();
        return Err(format!("there is no program {unknown:?}; there are: {}", names.join(", ")));
    }
    let chosen = PROGRAMS.iter().filter(|it| arguments.is_empty() || arguments.contains(&it.name));
    let mut failures = Vec::new();
    let mut lines = Vec::new();
    for program in chosen {
        match send(repository, program, DEVICES) {
            Ok(line) => lines.push(format!("{:<16}{line}", program.name)),
            Err(why) => failures.push(format!("{}: {why}", program.name)),
        }
    }
    println!("\n{}", lines.join("\n"));
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n\n")) }
}

/// The part of the tests: fewer devices, the same promises.
pub(crate) fn test(repository: &Repository, report: &mut Report) -> Outcome {
    for program in &PROGRAMS {
        let outcome = send(repository, program, DEVICES_IN_TESTS);
        report.case("fleet", program.name, outcome.map(|line| println!("    {line}")));
    }
    Ok(())
}

/// Lets one program send to so many devices, and compares what it says with what happened.
fn send(repository: &Repository, program: &Program, devices: u32) -> Outcome<String> {
    let words = (program.prepare)(repository)?;
    let folder = repository.own("fleet");
    let (list, summary) = (folder.join("devices.tsv"), folder.join("summary.json"));
    let report = folder.join("report.json");
    file::empty_folder(&folder)?;
    file::write(&list, device_list(devices))?;

    let arguments: Vec<OsString> = vec![
        "--fleet".into(),
        "--seed".into(),
        SEED.into(),
        "--devices".into(),
        list.clone().into(),
        "--report".into(),
        report.clone().into(),
    ];
    let simulator = Simulator::start_with(repository, "fleet-simulator", &arguments)?;
    let (first, rest) = words.split_first().ok_or("a program has a name")?;
    let mut step = repository
        .step(format!("{} to {devices} devices", program.name), first.clone())
        .args(rest)
        .arg(&list)
        .arg(&summary)
        .limit(LIMIT_S);
    for (name, value) in simulator.variables() {
        step = step.env(name, value);
    }
    let finished = step.run()?;
    simulator.finish()?;
    let line = judge::compare(&file::read(&list)?, &file::read(&report)?, &file::read(&summary)?)?;
    Ok(format!("{line}, {:.0} s", finished.seconds))
}

/// Device tokens that look like any: 32 bytes each, all different, the same in every run.
fn device_list(devices: u32) -> String {
    let mut list = String::new();
    for number in 0..u64::from(devices) {
        let word = |place: u64| {
            // SplitMix64 (Steele, Lea and Flood), a word for each of the four places.
            let mut z = (4 * number + place).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        };
        for place in 0..4 {
            // Writing to a text cannot fail.
            let _ = write!(list, "{:016x}", word(place));
        }
        list.push_str(&format!("\t{REGISTERED_AT_MS}\n"));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn all_devices_differ() {
        let list = device_list(1000);
        let tokens: HashSet<&str> = list.lines().filter_map(|line| line.get(..64)).collect();
        assert_eq!(tokens.len(), 1000);
        assert!(list.lines().all(|line| line.ends_with("\t1454948015990")));
    }
}
