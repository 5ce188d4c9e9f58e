//! The quickstarts of the README are programs that the tests run, word for word.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::path::Path;

/// A code block of the README and where it comes from.
struct Block {
    /// A file, or a file and the name of a part of it: `path#part`.
    origin: String,
    code: String,
}

/// The languages that have to be there.
const LANGUAGES: [&str; 6] = ["C", "C++", "Rust", "Python", "Node", "Cloudflare Workers"];

fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(repository().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Every block that a line `<!-- from: ORIGIN -->` announces.
fn blocks(readme: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        let origin = line.strip_prefix("<!-- from: ").and_then(|rest| rest.strip_suffix(" -->"));
        let Some(origin) = origin else { continue };
        assert!(lines.next().unwrap().starts_with("```"), "{origin}: no code block follows");
        let code: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        blocks.push(Block { origin: origin.to_owned(), code: code.join("\n") });
    }
    blocks
}

/// The text at an origin: a whole file, the part of a C file between `quickstart: PART` and
/// `end`, or the first code block under a heading of a Markdown file.
fn original(origin: &str) -> String {
    let Some((path, part)) = origin.split_once('#') else {
        return read(origin).trim_end().to_owned();
    };
    let text = read(path);
    let lines: Vec<&str> = if path.ends_with(".md") {
        let under = text.lines().skip_while(|line| *line != format!("## {part}"));
        let mut block = under.skip_while(|line| !line.starts_with("```")).skip(1);
        block.by_ref().take_while(|line| *line != "```").collect()
    } else {
        let begins = |line: &&str| !line.contains(&format!("quickstart: {part}"));
        let ends = |line: &&str| !["/* end */", "// end"].contains(&line.trim());
        text.lines().skip_while(begins).skip(1).take_while(ends).collect()
    };
    let indent = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or_else(|| panic!("{origin}: nothing there"));
    let lines: Vec<&str> = lines.iter().map(|line| line.get(indent..).unwrap_or("")).collect();
    lines.join("\n").trim_end().to_owned()
}

#[test]
fn every_quickstart_is_the_program_that_is_tested() {
    let blocks = blocks(&read("README.md"));
    assert_eq!(blocks.len(), LANGUAGES.len(), "one quickstart for each language");
    for Block { origin, code } in blocks {
        assert_eq!(code.trim_end(), original(&origin), "README.md differs from {origin}");
    }
}

#[test]
fn no_quickstart_is_longer_than_fifteen_lines() {
    for Block { origin, code } in blocks(&read("README.md")) {
        assert!(code.lines().count() <= 15, "{origin} has {} lines", code.lines().count());
    }
}

#[test]
fn the_two_commands_come_first() {
    let readme = read("README.md");
    let first = readme.split("```").nth(1).unwrap();
    assert!(first.contains("cargo xtask demo") && first.contains("cargo xtask test"), "{first}");
}

#[test]
fn every_file_that_is_linked_exists() {
    for document in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"] {
        let text = read(document);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = target.split('#').next().unwrap();
            if path.is_empty() || target.starts_with("http") {
                continue;
            }
            assert!(repository().join(path).exists(), "{document} links to {target}");
        }
    }
}
