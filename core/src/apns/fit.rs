//! A text shortened so that its notification fits.

use alloc::format;
use alloc::string::{String, ToString};

use unicode_segmentation::UnicodeSegmentation;

use crate::error::{Error, ErrorCode, Result};
use crate::json::{Object, Value};

/// The largest payload that is read in order to be shortened, in bytes: 64 times what APNs
/// takes, so that one text of an article fits in and a mistake does not.
pub(super) const MAX_BYTES: usize = 256 * 1024;

/// What stands where a text was cut off.
const ELLIPSIS: &str = "\u{2026}";

/// What was cut off a text so that its notification fits.
///
/// ```
/// use waxwing::apns::Notification;
///
/// let article = "Once upon a time ".repeat(400);
/// let note = Notification::alert("com.example.app", article).fit("/aps/alert").build()?;
/// assert_eq!(note.payload().len(), 4096);
/// let cut = note.cut().expect("something was cut");
/// assert_eq!(cut.original_bytes, cut.kept_bytes + cut.removed_bytes);
/// assert!(note.payload().ends_with("\u{2026}\"}}"));
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cut {
    /// Where the text stands in the payload (RFC 6901).
    pub pointer: String,
    /// How long the text was, in bytes of UTF-8 before JSON's escapes.
    pub original_bytes: usize,
    /// How much of it is left, without the ellipsis.
    pub kept_bytes: usize,
    /// How much of it is gone.
    pub removed_bytes: usize,
}

/// There must be a text to shorten, also when it need not be.
pub(super) fn check(document: &Object, pointer: &str) -> Result<()> {
    let refuse = |found| {
        Err(Error::new(
            ErrorCode::InvalidInput,
            "fit",
            "the JSON pointer of a text in the payload, such as /aps/alert/body (RFC 6901)",
            found,
        ))
    };
    match find(document, pointer) {
        Some(Value::String(_)) => Ok(()),
        Some(other) => refuse(other.kind()),
        None if !pointer.starts_with('/') => refuse("another text"),
        None => refuse("nothing there"),
    }
}

/// Shortens the text at `pointer` until the document has at most `max_bytes`, if that can be
/// done. A document that only had too much space around its values keeps its text.
pub(super) fn shorten(
    document: &mut Object,
    pointer: &str,
    max_bytes: usize,
) -> Result<Option<Cut>> {
    let length = document.to_string().len();
    let Some(excess) = length.checked_sub(max_bytes).filter(|excess| *excess > 0) else {
        return Ok(None);
    };
    let Some(Value::String(text)) = find_mut(document, pointer) else {
        return Ok(None);
    };
    let too_large = || {
        Error::new(
            ErrorCode::PayloadTooLarge,
            "payload",
            format!("at most {max_bytes} bytes once the text at fit is shortened"),
            format!("{length} bytes, too many of them elsewhere"),
        )
    };
    let room = written_bytes(text)
        .checked_sub(excess)
        .and_then(|room| room.checked_sub(ELLIPSIS.len()))
        .ok_or_else(too_large)?;
    let kept_bytes = kept(text, room);
    let original_bytes = text.len();
    text.truncate(kept_bytes);
    text.push_str(ELLIPSIS);
    Ok(Some(Cut {
        pointer: String::from(pointer),
        original_bytes,
        kept_bytes,
        removed_bytes: original_bytes.saturating_sub(kept_bytes),
    }))
}

/// How many bytes of `text` may stay so that they take at most `room` once written: whole
/// characters as people see them (Unicode Annex 29), one pass.
fn kept(text: &str, room: usize) -> usize {
    let mut written = 0_usize;
    for (offset, cluster) in text.grapheme_indices(true) {
        written = written.saturating_add(written_bytes(cluster));
        if written > room {
            return offset;
        }
    }
    text.len()
}

/// How many bytes a text takes in JSON, without the quotes around it (RFC 8259 section 7, as
/// serde_json writes it: the shortest escape, and only where one is needed).
fn written_bytes(text: &str) -> usize {
    text.bytes().fold(0_usize, |sum, byte| {
        sum.saturating_add(match byte {
            b'"' | b'\\' | 0x08 | 0x09 | 0x0a | 0x0c | 0x0d => 2,
            0x00..=0x1f => 6,
            _ => 1,
        })
    })
}

/// The parts of a pointer, unescaped (RFC 6901 section 4).
fn tokens(pointer: &str) -> Option<impl Iterator<Item = String>> {
    let tokens = pointer.strip_prefix('/')?.split('/');
    Some(tokens.map(|token| token.replace("~1", "/").replace("~0", "~")))
}

fn find<'d>(document: &'d Object, pointer: &str) -> Option<&'d Value> {
    let mut tokens = tokens(pointer)?;
    let first = document.get(&tokens.next()?)?;
    tokens.try_fold(first, |value, token| match value {
        Value::Object(object) => object.get(&token),
        Value::Array(items) => items.get(index(&token)?),
        _ => None,
    })
}

fn find_mut<'d>(document: &'d mut Object, pointer: &str) -> Option<&'d mut Value> {
    let mut tokens = tokens(pointer)?;
    let first = document.get_mut(&tokens.next()?)?;
    tokens.try_fold(first, |value, token| match value {
        Value::Object(object) => object.get_mut(&token),
        Value::Array(items) => items.get_mut(index(&token)?),
        _ => None,
    })
}

/// Digits without a leading zero, nothing else (RFC 6901 section 4).
fn index(token: &str) -> Option<usize> {
    let plain = token == "0" || !token.starts_with(['0', '+']);
    token.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use std::time::Instant;

    fn document(text: &str) -> Object {
        let mut document = Object::new();
        document.insert("a", text);
        document
    }

    #[test]
    fn escapes_are_counted_as_they_are_written() {
        for code in (0..0x250).chain([0x2028, 0x1f468]) {
            let text = char::from_u32(code).unwrap().to_string();
            assert_eq!(written_bytes(&text) + 2, Value::from(text.as_str()).to_string().len());
        }
    }

    #[test]
    fn no_character_is_split_at_any_limit() {
        let family = "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}";
        let text = alloc::format!(
            "e\u{301}{family}\u{1f1e9}\u{1f1ea}\u{1f1eb}\u{1f1f7}\"\\\r\n\u{0}\u{915}\u{94d}\u{937}\u{1100}\u{1161}\u{11a8}z"
        );
        let ends: Vec<usize> =
            text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        let whole = document(&text).to_string().len();
        let least = document(ELLIPSIS).to_string().len();
        let mut seen = Vec::new();
        for max_bytes in least..whole {
            let mut document = document(&text);
            let cut = shorten(&mut document, "/a", max_bytes).unwrap().unwrap();
            assert!(document.to_string().len() <= max_bytes, "{max_bytes}");
            assert!(ends.contains(&cut.kept_bytes), "{max_bytes}: {cut:?}");
            assert_eq!(cut.removed_bytes, text.len() - cut.kept_bytes);
            let left = document.get("a").and_then(Value::as_str).unwrap();
            assert_eq!(left.strip_suffix(ELLIPSIS), text.get(..cut.kept_bytes));
            seen.push(cut.kept_bytes);
        }
        assert!(seen.is_sorted() && seen.first() == Some(&0), "{seen:?}");
        seen.dedup();
        assert!(seen.len() + 2 >= ends.len(), "{seen:?} of {ends:?}");
        for (max_bytes, cut) in [(whole, true), (least - 1, false)] {
            let result = shorten(&mut document(&text), "/a", max_bytes);
            assert_eq!(matches!(result, Ok(None)), cut, "{max_bytes}");
            assert_eq!(result.is_err(), !cut, "{max_bytes}");
        }
    }

    #[test]
    fn time_grows_with_the_text_and_not_faster() {
        // Flags and marks are where boundaries look back; each is one run as long as the text.
        for unit in ["\u{1f1e9}", "\u{301}", "\u{1f468}\u{200d}", "x", "\u{915}\u{94d}"] {
            let spent = |bytes: usize| {
                let text = unit.repeat(bytes / unit.len());
                let start = Instant::now();
                assert!(kept(&text, usize::MAX) == text.len());
                start.elapsed()
            };
            let short = (0..5).map(|_| spent(10_000)).min().unwrap();
            let long = (0..5).map(|_| spent(320_000)).min().unwrap();
            // 32 times the text: a square would take 1024 times as long.
            assert!(long < short * 300, "{unit:?}: {short:?} and {long:?}");
        }
    }

    #[test]
    fn a_pointer_leads_to_a_text() {
        let document = crate::json::parse_object(
            br#"{"a":{"b/c":["x",1]},"n":1}"#,
            &crate::json::Limits::bytes(99),
            "t",
        )
        .unwrap();
        assert!(check(&document, "/a/b~1c/0").is_ok());
        for bad in ["", "a", "/a", "/n", "/a/b~1c/1", "/a/b~1c/00", "/a/b~1c/2", "/a/x", "/"] {
            let error = check(&document, bad).unwrap_err();
            assert_eq!((error.code(), error.subject()), (ErrorCode::InvalidInput, "fit"), "{bad}");
        }
    }
}
