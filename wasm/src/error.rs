//! Errors on their way to JavaScript.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use waxwing::error::{Error, ErrorCode};

use crate::writer::Writer;

/// An error about to be thrown.
#[derive(Debug)]
pub struct Thrown(Error);

pub(crate) type Result<T> = core::result::Result<T, Thrown>;

impl From<Error> for Thrown {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl From<Thrown> for JsValue {
    fn from(thrown: Thrown) -> Self {
        Self::from_str(&json(&thrown.0))
    }
}

/// What an argument had to be, and was not.
pub(crate) fn invalid(
    subject: &str,
    expected: &'static str,
    found: impl Into<std::borrow::Cow<'static, str>>,
) -> Error {
    Error::new(ErrorCode::InvalidInput, subject.to_owned(), expected, found)
}

/// The error that the upper half throws for an argument it cannot convert: one code, and so one
/// message, for the same mistake on both sides.
#[wasm_bindgen(js_name = describeError)]
#[must_use]
pub fn describe_error(code: &str, subject: &str, expected: &str, found: &str) -> String {
    let known = ErrorCode::ALL.iter().copied().find(|known| known.name() == code);
    let code = known.unwrap_or(ErrorCode::InvalidInput);
    let own = str::to_owned;
    json(&Error::new(code, own(subject), own(expected), own(found)))
}

fn json(error: &Error) -> String {
    let mut writer = Writer::new();
    writer
        .text("code", error.code().name())
        .number("number", error.code().number())
        .text("category", error.category().name())
        .text("subject", error.subject())
        .text("expected", error.expected())
        .text("found", error.found())
        .flag("retryable", error.is_retryable())
        .text("message", &error.to_string());
    writer.finish()
}
