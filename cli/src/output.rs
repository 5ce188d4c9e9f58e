//! Standard output: text for people, JSON for programs, and an end without panic.

use std::borrow::Cow;
use std::io::{self, BufWriter, Stdout, Write};

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use waxwing::json::{Object, Value};

use crate::failure::Failure;

/// Labels are as wide as this, so that values stand below each other.
const LABEL: usize = 15;

/// Colours are for terminals, and only if neither `NO_COLOR` nor another convention forbids them.
pub(crate) fn colours_on<S: RawStream>(stream: &S) -> bool {
    AutoStream::choice(stream) != ColorChoice::Never
}

/// Text from a file as it can go to a terminal: control characters are written out, so that no
/// certificate moves the cursor, and nothing reverses the direction of the text.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let is_hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    text.chars()
        .map(|c| match is_hidden(c) {
            true => c.escape_default().to_string(),
            false => c.to_string(),
        })
        .collect::<String>()
        .into()
}

pub(crate) struct Output {
    stdout: BufWriter<Stdout>,
    colours: bool,
}

impl Output {
    pub(crate) fn stdout() -> Self {
        let stdout = io::stdout();
        Self { colours: colours_on(&stdout), stdout: BufWriter::new(stdout) }
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.stdout.flush()
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.stdout.write_all(bytes).map_err(Failure::output)
    }

    /// A line of text as it is.
    pub(crate) fn line(&mut self, text: &str) -> Result<(), Failure> {
        self.bytes(text.as_bytes())?;
        self.bytes(b"\n")
    }

    /// A line of JSON.
    pub(crate) fn json(&mut self, object: &Object) -> Result<(), Failure> {
        self.line(&object.to_string())
    }

    fn paint(&self, style: Style, text: &str) -> String {
        match self.colours {
            true => format!("{style}{text}{style:#}"),
            false => text.to_owned(),
        }
    }

    /// What follows is about this.
    pub(crate) fn title(&mut self, subject: &str, what: &str) -> Result<(), Failure> {
        let subject = self.paint(Style::new().bold(), &printable(subject));
        self.line(&format!("{subject}: {}", printable(what)))
    }

    /// A fact with its name.
    pub(crate) fn fact(&mut self, label: &str, value: impl AsRef<str>) -> Result<(), Failure> {
        let label = self.paint(AnsiColor::Cyan.on_default(), &format!("{label:<LABEL$}"));
        self.line(&format!("  {label} {}", printable(value.as_ref())))
    }

    /// The same, if there is a value.
    pub(crate) fn maybe(
        &mut self,
        label: &str,
        value: Option<impl AsRef<str>>,
    ) -> Result<(), Failure> {
        match value {
            Some(value) => self.fact(label, value),
            None => Ok(()),
        }
    }

    /// Facts of which there may be several: the label stands beside the first.
    pub(crate) fn facts<T: AsRef<str>>(
        &mut self,
        label: &str,
        values: impl IntoIterator<Item = T>,
    ) -> Result<(), Failure> {
        let mut label = label;
        for value in values {
            self.fact(label, value)?;
            label = "";
        }
        Ok(())
    }

    pub(crate) fn good(&mut self, text: &str) -> Result<(), Failure> {
        self.mark(AnsiColor::Green, "ok", text)
    }

    /// What stops things.
    pub(crate) fn bad(&mut self, text: &str) -> Result<(), Failure> {
        self.mark(AnsiColor::Red, "error", text)
    }

    /// What does not stop them yet.
    pub(crate) fn warn(&mut self, text: &str) -> Result<(), Failure> {
        self.mark(AnsiColor::Yellow, "warning", text)
    }

    fn mark(&mut self, colour: AnsiColor, mark: &str, text: &str) -> Result<(), Failure> {
        let mark = self.paint(colour.on_default().bold(), &format!("{mark}:"));
        self.line(&format!("  {mark} {}", printable(text)))
    }

    /// More about a mark.
    pub(crate) fn more(&mut self, text: &str) -> Result<(), Failure> {
        self.line(&format!("    {}", printable(text)))
    }

    /// JSON over several lines, for people.
    pub(crate) fn document(&mut self, object: &Object) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(object).unwrap_or_default();
        for line in text.lines() {
            self.more(line)?;
        }
        Ok(())
    }
}

/// A value of JSON as a person reads it.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
