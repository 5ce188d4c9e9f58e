//! Headers of requests and replies, whichever service they are for: their order, and forms that
//! several of them have.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use http::header::{HeaderName, HeaderValue};

use crate::error::{Error, ErrorCode, Result};
use crate::http_date;

pub(crate) const CONTENT_TYPE: &str = "content-type";

/// How much of a header's value is kept: ids have up to 36 characters.
const MAX_HEADER_BYTES: usize = 256;

/// Headers in the order they are sent.
#[derive(Clone)]
pub(crate) struct Headers(Vec<(&'static str, HeaderValue)>);

impl Headers {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a header whose value has been checked by its own rule.
    pub(crate) fn push(&mut self, name: &'static str, value: String) -> Result<()> {
        let value = HeaderValue::try_from(value)
            .map_err(|_| refuse(name, "visible ASCII", "other characters"))?;
        self.0.push((name, value));
        Ok(())
    }

    /// Adds a header whose value is one already.
    pub(crate) fn push_value(&mut self, name: &'static str, value: HeaderValue) {
        self.0.push((name, value));
    }

    /// Sets a header: anew if it is there, and before `content-type`, which stays last.
    pub(crate) fn set(&mut self, name: &'static str, value: String) -> Result<()> {
        self.0.retain(|(other, _)| *other != name);
        let content_type = self.0.pop_if(|(other, _)| *other == CONTENT_TYPE);
        self.push(name, value)?;
        self.0.extend(content_type);
        Ok(())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, value)| (*name, value.to_str().unwrap_or_default()))
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = (HeaderName, HeaderValue)> {
        self.0.iter().map(|(name, value)| (HeaderName::from_static(name), value.clone()))
    }
}

/// A refusal of the value of the header `name`.
pub(crate) fn refuse(
    name: &'static str,
    expected: impl Into<Cow<'static, str>>,
    found: impl Into<Cow<'static, str>>,
) -> Error {
    Error::new(ErrorCode::InvalidHeaderValue, name, expected, found)
}

/// A UUID as the value of the header `name`: 32 hexadecimal digits in the groups 8-4-4-4-12,
/// sent in lower case. The version is not judged: those that APNs makes have none.
pub(crate) fn uuid(name: &'static str, text: &str) -> Result<String> {
    const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];
    const EXPECTED: &str = "a UUID of 32 hexadecimal digits in the groups 8-4-4-4-12";
    if let Some(found) = stranger(text, |c| c == '-' || c.is_ascii_hexdigit()) {
        return Err(refuse(name, EXPECTED, found));
    }
    if !text.split('-').map(str::len).eq(GROUPS) {
        return Err(refuse(name, EXPECTED, format!("{} characters in other groups", text.len())));
    }
    Ok(text.to_ascii_lowercase())
}

/// The first character of `text` that is not `allowed`: its kind and place, never itself.
pub(crate) fn stranger(text: &str, allowed: impl Fn(char) -> bool) -> Option<String> {
    let (offset, found) = text.char_indices().find(|(_, c)| !allowed(*c))?;
    let kind = match found {
        '\r' => "a carriage return",
        '\n' => "a line feed",
        '\0' => "a NUL",
        ' ' => "a space",
        c if c.is_control() => "a control character",
        c if !c.is_ascii() => "a character outside ASCII",
        c if c.is_ascii_lowercase() => "a lower-case letter",
        _ => "another character",
    };
    Some(format!("{kind} at offset {offset}"))
}

/// The value of a header, if it is short and visible ASCII.
pub(crate) fn visible(value: &[u8]) -> Option<String> {
    let text = core::str::from_utf8(value).ok()?.trim();
    let fits = !text.is_empty() && text.len() <= MAX_HEADER_BYTES;
    let clean = text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    (fits && clean).then(|| String::from(text))
}

/// RFC 9110 section 10.2.3: seconds, or a date.
pub(crate) fn delay(value: &str, date: Option<&str>) -> Option<u32> {
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        return value.parse().ok();
    }
    let until = http_date::parse(value)?.as_secs();
    let from = http_date::parse(date?)?.as_secs();
    u32::try_from(until.saturating_sub(from).max(0)).ok()
}

/// How much of a text for people is kept.
const MAX_TEXT_BYTES: usize = 1024;

/// The value of a header that is for people, on one line.
pub(crate) fn readable(value: &[u8]) -> Option<String> {
    // Four bytes make at most one character.
    let value = value.get(..4 * MAX_TEXT_BYTES).unwrap_or(value);
    let text = String::from_utf8_lossy(value);
    let mut kept = String::new();
    for c in text.trim().chars() {
        if kept.len() + c.len_utf8() > MAX_TEXT_BYTES {
            break;
        }
        kept.push(if c.is_control() { ' ' } else { c });
    }
    (!kept.is_empty()).then_some(kept)
}

/// The values of these headers, read by `read`. The case of names makes no difference; of a
/// repeated header, the first one that can be read counts.
pub(crate) fn find<const COUNT: usize, N: AsRef<str>, V: AsRef<[u8]>>(
    names: [&str; COUNT],
    headers: impl IntoIterator<Item = (N, V)>,
    read: impl Fn(&[u8]) -> Option<String>,
) -> [Option<String>; COUNT] {
    let mut values = [const { None }; COUNT];
    for (name, value) in headers {
        let name = name.as_ref();
        let place = names.iter().zip(&mut values).find(|(it, _)| it.eq_ignore_ascii_case(name));
        if let Some((_, place @ None)) = place {
            *place = read(value.as_ref());
        }
    }
    values
}
