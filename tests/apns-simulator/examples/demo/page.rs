//! How the demo is laid out: steps, and under each of them rows with a label.

use waxwing::error::Error;

/// Lines are no longer than this, unless a single word is.
const WIDTH: usize = 100;
const LABEL_WIDTH: usize = 13;

/// The beginning of a job.
pub(crate) fn job(text: &str) {
    println!("\n{text}");
}

/// The beginning of a step.
pub(crate) fn step(text: &str) {
    println!("\n  {text}");
}

/// A row of text, wrapped under itself.
pub(crate) fn row(label: &str, text: &str) {
    wrapped(label, text.split(' '), " ");
}

/// A row of parts that belong together each.
pub(crate) fn parts<'a>(label: &str, parts: impl IntoIterator<Item = &'a str>) {
    wrapped(label, parts.into_iter(), "  ");
}

/// An error of waxwing's, in its parts.
pub(crate) fn error(error: &Error) {
    let code = error.code();
    row(
        "refused",
        &format!(
            "{} (category {}), about: {}",
            code.name(),
            code.category().name(),
            error.subject()
        ),
    );
    row("rule", code.rule());
    row("expected", error.expected());
    row("found", error.found());
}

fn wrapped<'a>(label: &str, parts: impl Iterator<Item = &'a str>, gap: &str) {
    let begin = |label| format!("    {label:<LABEL_WIDTH$}");
    let mut line = begin(label);
    let mut is_empty = true;
    for part in parts {
        if !is_empty && line.chars().count() + gap.len() + part.chars().count() > WIDTH {
            println!("{line}");
            line = begin("");
            is_empty = true;
        }
        if !is_empty {
            line.push_str(gap);
        }
        line.push_str(part);
        is_empty = false;
    }
    println!("{line}");
}
