//! A vector file and its cases: the model, its rules and its layout.

use std::collections::HashSet;

use serde_json::{Map, Value, json};
use waxwing::error::ErrorCode;

/// The format of the files written here; a change that old runners cannot read raises it.
const FORMAT: u32 = 1;

/// One JSON file.
pub(crate) struct VectorFile {
    name: &'static str,
    op: &'static str,
    about: &'static str,
    /// Top-level values beside the cases, such as shared certificates.
    shared: Vec<(&'static str, Value)>,
    /// The key of the list, and whether its items are cases.
    list: &'static str,
    items: Vec<Value>,
    /// Whether some inputs of the operation are refused, so that refusals must be covered.
    refuses: bool,
}

/// One case: a name, inputs in the order they are set, an expectation.
pub(crate) struct Case(Map<String, Value>);

impl Case {
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self(Map::new()).set("name", name.into())
    }

    /// An input.
    pub(crate) fn set(mut self, key: &str, value: impl Into<Value>) -> Self {
        assert!(self.0.insert(key.into(), value.into()).is_none(), "{key} is set twice");
        self
    }

    /// A long text as `<key>_parts` where it repeats itself, else as `<key>`.
    pub(crate) fn set_text(self, key: &str, text: &str) -> Self {
        let parts = parts(text);
        if parts.len() == 1 && parts[0].1 == 1 {
            return self.set(key, text);
        }
        let parts: Vec<Value> =
            parts.iter().map(|(text, repeat)| json!({"text": text, "repeat": repeat})).collect();
        self.set(&format!("{key}_parts"), parts)
    }

    /// Expects this value.
    pub(crate) fn expect(self, value: Value) -> Self {
        self.set("expect", value)
    }

    /// Expects a refusal with this code.
    pub(crate) fn refused(self, code: &str) -> Self {
        self.set("expect", json!({"error": code}))
    }

    /// Expects a refusal with this code about this subject.
    pub(crate) fn refused_about(self, code: &str, subject: &str) -> Self {
        self.set("expect", json!({"error": code, "subject": subject}))
    }
}

impl VectorFile {
    pub(crate) fn new(
        name: &'static str,
        op: &'static str,
        about: &'static str,
        cases: Vec<Case>,
    ) -> Self {
        let items = cases.into_iter().map(|case| Value::Object(case.0)).collect();
        Self { name, op, about, shared: Vec::new(), list: "cases", items, refuses: true }
    }

    /// A file that is a plain list, without cases.
    pub(crate) fn list(
        name: &'static str,
        op: &'static str,
        about: &'static str,
        list: &'static str,
        items: Vec<Value>,
    ) -> Self {
        Self { name, op, about, shared: Vec::new(), list, items, refuses: false }
    }

    /// Adds a top-level value that several cases refer to.
    pub(crate) fn share(mut self, key: &'static str, value: Value) -> Self {
        self.shared.push((key, value));
        self
    }

    /// For an operation that refuses few inputs, and is about what it makes of the others.
    pub(crate) fn refuses_little(self) -> Self {
        self.never_refuses()
    }

    /// For an operation that refuses no input.
    pub(crate) fn never_refuses(mut self) -> Self {
        self.refuses = false;
        self
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    /// What is wrong with the file itself: names, expectations, balance.
    pub(crate) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let mut problem = |text: String| problems.push(format!("{}: {text}", self.name));
        if self.items.is_empty() {
            problem("no cases".into());
        }
        if self.list != "cases" {
            return problems;
        }
        let mut names = HashSet::new();
        let (mut passing, mut failing) = (0_usize, 0_usize);
        for item in &self.items {
            let name = item["name"].as_str().unwrap_or_default();
            if name.is_empty()
                || !name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'))
            {
                problem(format!("{name:?} is not a snake_case name"));
            }
            if !names.insert(name) {
                problem(format!("{name} stands twice"));
            }
            match item.get("expect") {
                None => problem(format!("{name} expects nothing")),
                Some(expect) => match expect.get("error") {
                    None => passing += 1,
                    Some(code) => {
                        failing += 1;
                        if !ErrorCode::ALL.iter().any(|known| *code == known.name()) {
                            problem(format!("{name} expects the unknown code {code}"));
                        }
                    }
                },
            }
        }
        if self.refuses && failing < passing {
            problem(format!("{passing} cases pass and only {failing} are refused"));
        }
        problems
    }

    /// The text of the file: one line for each key of a case.
    pub(crate) fn text(&self) -> String {
        let mut lines = vec![
            format!("  \"about\": {}", json!(self.about)),
            format!("  \"format\": {FORMAT}"),
            format!("  \"op\": {}", json!(self.op)),
        ];
        lines.extend(self.shared.iter().map(|(key, value)| format!("  \"{key}\": {value}")));
        let items: Vec<String> = self.items.iter().map(|item| self.item_text(item)).collect();
        lines.push(format!("  \"{}\": [\n{}\n  ]", self.list, items.join(",\n")));
        format!("{{\n{}\n}}\n", lines.join(",\n"))
    }

    fn item_text(&self, item: &Value) -> String {
        match item {
            Value::Object(case) if self.list == "cases" => {
                let keys: Vec<String> = case
                    .iter()
                    .map(|(key, value)| format!("      {}: {value}", json!(key)))
                    .collect();
                format!("    {{\n{}\n    }}", keys.join(",\n"))
            }
            _ => format!("    {item}"),
        }
    }
}

/// The shortest run that is worth a part of its own.
const SHORTEST_RUN: usize = 1000;
/// The longest unit that is looked for: a signature repeats after 64 bytes, its base64 after 256
/// characters.
const LONGEST_UNIT: usize = 256;
/// Shorter texts, as most tokens are, stand in the file as they are.
const SHORTEST_IN_PARTS: usize = 4000;

/// Splits a text into units and how often each is repeated, so that a text of 250 000
/// characters made of few does not fill the file.
fn parts(text: &str) -> Vec<(&str, usize)> {
    if text.len() < SHORTEST_IN_PARTS {
        return vec![(text, 1)];
    }
    let mut parts = Vec::new();
    let (mut plain_from, mut at) = (0, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        let Some((unit, repeat)) = run_at(text, at) else {
            at += 1;
            continue;
        };
        if plain_from < at {
            parts.push((&text[plain_from..at], 1));
        }
        parts.push((&text[at..at + unit], repeat));
        at += unit * repeat;
        plain_from = at;
    }
    if plain_from < at || parts.is_empty() {
        parts.push((&text[plain_from..], 1));
    }
    parts
}

/// The shortest unit of a long run that begins at `at`, and its count.
fn run_at(text: &str, at: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    (1..=LONGEST_UNIT).find_map(|unit| {
        let end =
            (at + unit..bytes.len()).find(|i| bytes[*i] != bytes[*i - unit]).unwrap_or(bytes.len());
        let repeat = (end - at) / unit;
        (repeat * unit >= SHORTEST_RUN
            && repeat > 1
            && text.is_char_boundary(at)
            && text.is_char_boundary(at + unit))
        .then_some((unit, repeat))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_join_to_the_text() {
        let runs = format!("head{}middle{}", "ab".repeat(900), "x".repeat(9000));
        for text in ["", "short", &runs, &"é".repeat(8000), &"é".repeat(10)] {
            let joined: String = parts(text).iter().map(|(t, n)| t.repeat(*n)).collect();
            assert_eq!(joined, text);
        }
        assert_eq!(parts(&runs), [("head", 1), ("ab", 900), ("middle", 1), ("x", 9000)]);
    }

    #[test]
    fn a_file_names_its_faults() {
        let file = VectorFile::new(
            "x.json",
            "x",
            "about",
            vec![
                Case::new("a").expect(json!(1)),
                Case::new("a").expect(json!(2)),
                Case::new("Not snake").refused("no_such_code"),
                Case::new("b"),
            ],
        );
        assert_eq!(file.problems().len(), 5, "{:?}", file.problems());
    }
}
