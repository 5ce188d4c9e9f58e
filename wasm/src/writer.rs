//! Results as JSON text.

use std::fmt::{Display, Write as _};

use waxwing::json::Value;
use waxwing::time::Timestamp;

/// One JSON object in the making. Keys are written as they are: they need no escapes.
pub(crate) struct Writer(String);

impl Writer {
    pub(crate) fn new() -> Self {
        Self(String::from("{"))
    }

    /// A value that is JSON already, or a number.
    pub(crate) fn raw(&mut self, key: &str, json: impl Display) -> &mut Self {
        let comma = if self.0.len() > 1 { "," } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(self.0, "{comma}\"{key}\":{json}");
        self
    }

    pub(crate) fn text(&mut self, key: &str, text: &str) -> &mut Self {
        self.raw(key, Value::from(text))
    }

    pub(crate) fn number(&mut self, key: &str, number: impl Into<i64>) -> &mut Self {
        self.raw(key, number.into())
    }

    pub(crate) fn time(&mut self, key: &str, time: Timestamp) -> &mut Self {
        self.raw(key, time.as_millis())
    }

    pub(crate) fn flag(&mut self, key: &str, on: bool) -> &mut Self {
        self.raw(key, on)
    }

    pub(crate) fn finish(self) -> String {
        self.0 + "}"
    }
}

/// Texts as a JSON array.
pub(crate) fn list<'a>(texts: impl Iterator<Item = &'a str>) -> Value {
    Value::Array(texts.map(Value::from).collect())
}
