//! `README.md` says what the program says.

use crate::common::waxwing;

const README: &str = include_str!("../../README.md");

#[test]
fn every_command_has_its_line() {
    let help = waxwing("help").out;
    let commands = help.split("Commands:\n").nth(1).unwrap().lines();
    let names: Vec<&str> = commands
        .take_while(|line| !line.is_empty())
        .map(|line| line.split_whitespace().next().unwrap())
        .filter(|name| *name != "help")
        .collect();
    assert_eq!(names, ["inspect", "convert", "csr", "token", "push", "verify"]);
    for name in names {
        assert!(README.contains(&format!("\n| `waxwing {name} ")), "{name}");
        assert_eq!(waxwing(&format!("{name} --help")).status, 0);
    }
}

#[test]
fn the_refusal_is_as_it_is_shown() {
    let said = waxwing("convert keychain.p12 --to key --out -");
    assert_eq!(said.status, 1);
    assert!(README.contains(&format!("```text\n{}```", said.err)), "{}", said.err);
}

#[test]
fn the_table_of_statuses_is_that_of_the_help() {
    let help = waxwing("help").out;
    for status in ["0", "1", "2", "141"] {
        let row = README.lines().find(|line| line.starts_with(&format!("| {status} |"))).unwrap();
        let start = row.split('|').nth(2).unwrap().trim().split([':', ';', ',']).next().unwrap();
        assert!(help.contains(&format!("  {status}  {start}")), "{start}: {help}");
    }
}
