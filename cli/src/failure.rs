//! What ends a command early, and how it is told.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use waxwing::error::Error;

use crate::json::{self, object};
use crate::output::{colours_on, printable};

/// Something was refused.
pub(crate) const REFUSED: u8 = 1;
/// The command is wrong, or the machine does not do its part.
const USAGE: u8 = 2;
/// As shells show a program that SIGPIPE has ended.
const PIPE: u8 = 141;

pub(crate) enum Failure {
    /// The library refused something: a file by its name, or nothing in particular.
    Refused(Option<String>, Error),
    /// Options that do not go together, or lack something.
    Usage(String),
    /// A file or a stream that cannot be read or written.
    File(String, io::Error),
    /// Something was refused, and all about it is said already.
    Told,
    /// Nobody reads the output any more.
    Pipe,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(None, error)
    }
}

impl Failure {
    pub(crate) fn usage(text: impl Into<String>) -> Self {
        Self::Usage(text.into())
    }

    pub(crate) fn refused(about: &Path, error: Error) -> Self {
        Self::Refused(Some(about.display().to_string()), error)
    }

    pub(crate) fn file(what: impl Display, error: io::Error) -> Self {
        Self::File(what.to_string(), error)
    }

    /// Of standard output.
    pub(crate) fn output(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::Pipe,
            _ => Self::file("standard output", error),
        }
    }

    pub(crate) const fn status(&self) -> u8 {
        match self {
            Self::Refused(..) | Self::Told => REFUSED,
            Self::Usage(_) | Self::File(..) => USAGE,
            Self::Pipe => PIPE,
        }
    }

    /// Says it on standard error; that nobody listens there is no reason to fail again.
    pub(crate) fn tell(&self, as_json: bool) {
        let text = if as_json { self.json() } else { self.text() };
        let _ = io::stderr().write_all(text.as_bytes());
    }

    fn json(&self) -> String {
        let object = match self {
            Self::Refused(about, error) => {
                object! { "file" => json::option(about.clone()), "error" => json::error(error) }
            }
            Self::Usage(text) => {
                object! { "error" => object! { "code" => "usage", "found" => text.as_str() } }
            }
            Self::File(what, error) => object! {
                "file" => what.as_str(),
                "error" => object! { "code" => "file", "found" => error.to_string() },
            },
            Self::Told | Self::Pipe => return String::new(),
        };
        format!("{object}\n")
    }

    fn text(&self) -> String {
        let colours = colours_on(&io::stderr());
        let paint = |style: Style, text: &str| match colours {
            true => format!("{style}{text}{style:#}"),
            false => text.to_owned(),
        };
        let head = paint(AnsiColor::Red.on_default().bold(), "error:");
        let place = |about: &Option<String>| match about {
            Some(about) => format!("{}: ", printable(about)),
            None => String::new(),
        };
        match self {
            Self::Refused(about, error) => {
                let code = error.code();
                let name = paint(Style::new().bold(), code.name());
                let mut text = format!("{head} {}{name}\n", place(about));
                for (label, value) in [
                    ("about", error.subject()),
                    ("rule", code.rule()),
                    ("expected", error.expected()),
                    ("found", error.found()),
                ] {
                    text.push_str(&format!("  {label:<9} {}\n", printable(value)));
                }
                text
            }
            Self::Usage(text) => format!("{head} {}\n", printable(text)),
            Self::File(what, error) => format!("{head} {}: {error}\n", printable(what)),
            Self::Told | Self::Pipe => String::new(),
        }
    }
}
