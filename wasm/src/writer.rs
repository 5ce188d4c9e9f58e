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

    fn key(&mut self, key: &str) {
        self.0.push_str(if self.0.len() > 1 { ",\"" } else { "\"" });
        self.0.push_str(key);
        self.0.push_str("\":");
    }

    /// A value that is JSON already.
    pub(crate) fn json(&mut self, key: &str, json: &str) -> &mut Self {
        self.key(key);
        self.0.push_str(json);
        self
    }

    /// A value that writes itself as JSON, or a number.
    pub(crate) fn raw(&mut self, key: &str, json: impl Display) -> &mut Self {
        self.key(key);
        // Writing to a String cannot fail.
        let _ = write!(self.0, "{json}");
        self
    }

    pub(crate) fn text(&mut self, key: &str, text: &str) -> &mut Self {
        if text.bytes().any(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
            return self.raw(key, Value::from(text));
        }
        self.key(key);
        self.0.push('"');
        self.0.push_str(text);
        self.0.push('"');
        self
    }

    pub(crate) fn number(&mut self, key: &str, number: impl Into<i64>) -> &mut Self {
        self.raw(key, number.into())
    }

    pub(crate) fn time(&mut self, key: &str, time: Timestamp) -> &mut Self {
        self.raw(key, time.as_millis())
    }

    /// A text, if there is one.
    pub(crate) fn some_text(&mut self, key: &str, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.text(key, text),
            None => self,
        }
    }

    /// A number, if there is one.
    pub(crate) fn some_number(&mut self, key: &str, number: Option<i64>) -> &mut Self {
        match number {
            Some(number) => self.number(key, number),
            None => self,
        }
    }

    /// A time, if there is one.
    pub(crate) fn some_time(&mut self, key: &str, time: Option<Timestamp>) -> &mut Self {
        self.some_number(key, time.map(Timestamp::as_millis))
    }

    pub(crate) fn flag(&mut self, key: &str, on: bool) -> &mut Self {
        self.json(key, if on { "true" } else { "false" })
    }

    /// Bytes as an array of numbers.
    pub(crate) fn bytes(&mut self, key: &str, bytes: &[u8]) -> &mut Self {
        self.json(key, &array(bytes.iter().map(u8::to_string)))
    }

    pub(crate) fn finish(self) -> String {
        self.0 + "}"
    }
}

/// Texts as a JSON array.
pub(crate) fn list<'a>(texts: impl Iterator<Item = &'a str>) -> Value {
    Value::Array(texts.map(Value::from).collect())
}

/// JSON texts as a JSON array.
pub(crate) fn array(items: impl Iterator<Item = String>) -> String {
    let mut text = String::from("[");
    for item in items {
        if text.len() > 1 {
            text.push(',');
        }
        text.push_str(&item);
    }
    text.push(']');
    text
}
