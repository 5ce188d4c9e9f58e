//! What README and header show is what the examples do.

use std::path::Path;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// The lines between `quickstart: PART` and `end`, without the indentation of these marks.
fn part(file: &str, part: &str) -> Vec<String> {
    let text = read(file);
    let mut lines = text.lines().skip_while(|line| !line.contains(&format!("quickstart: {part}")));
    let mark = lines.next().unwrap_or_else(|| panic!("{file} has no part {part}"));
    let indentation = mark.len() - mark.trim_start().len();
    lines
        .take_while(|line| !matches!(line.trim(), "/* end */" | "// end"))
        .map(|line| line.get(indentation..).unwrap_or_default().to_owned())
        .collect()
}

/// A quickstart is one only if it is short.
const MAX_LINES: usize = 15;

#[test]
fn the_readme_shows_the_quickstarts_as_they_are() {
    let readme = read("README.md");
    let mut shown = 0;
    for block in readme.split("<!-- from: ").skip(1) {
        let (origin, rest) = block.split_once(" -->\n```").unwrap();
        let (_, code) = rest.split_once('\n').unwrap();
        let (code, _) = code.split_once("\n```").unwrap_or_default();
        let (file, name) = origin.split_once('#').unwrap();
        let lines = part(file, name);
        assert_eq!(code, lines.join("\n"), "README.md differs from {origin}");
        assert!(lines.len() <= MAX_LINES, "{origin} has {} lines", lines.len());
        shown += 1;
    }
    assert_eq!(shown, 12, "push and verify in C and in C++, and eight more in C");
    assert_eq!(readme.matches("\n```c\n").count(), 10, "a block in C that no example has");
}

#[test]
fn the_header_begins_with_the_quickstarts_as_they_are() {
    let header = read("../include/waxwing.h");
    for name in ["push", "verify"] {
        let shown: String = part("examples/quickstart.c", name)
            .iter()
            // A comment cannot hold another.
            .map(|line| format!(" *     {}\n", line.replace("/*", "//").replace(" */", "")))
            .collect();
        assert!(header.contains(&shown), "include/waxwing.h does not show\n{shown}");
    }
}
