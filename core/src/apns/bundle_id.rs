//! The bundle id of an app, where it stands in a path or in the scope of a key.

use alloc::borrow::Cow;
use alloc::format;

use super::header::stranger;
use super::push_type::PushType;
use crate::error::{Error, ErrorCode, Result};

/// The longest one: well above the 155 characters that Apple allows, as for topics.
const MAX_BYTES: usize = 255;

const SUBJECT: &str = "bundle id";

/// A bare bundle id, such as `com.example.app`: what Apple allows in one (CFBundleIdentifier:
/// letters, digits, hyphens and dots), and the underscore, which some apps have.
///
/// Errors are [`ErrorCode::InvalidInput`] about `bundle id`.
pub(super) fn check(text: &str) -> Result<()> {
    let expected = || format!("1 to {MAX_BYTES} letters, digits, hyphens and dots");
    if text.is_empty() {
        return Err(refuse(expected(), "an empty text"));
    }
    if text.len() > MAX_BYTES {
        return Err(refuse(expected(), format!("{} bytes", text.len())));
    }
    if let Some(found) = stranger(text, |c| c.is_ascii_alphanumeric() || "-._".contains(c)) {
        return Err(refuse(expected(), found));
    }
    // A path would lose segments that are dots alone (RFC 3986 section 5.2.4).
    if text.split('.').any(str::is_empty) {
        return Err(refuse("something before and after each dot", "nothing"));
    }
    Ok(())
}

/// A bundle id without the suffix that topics have for some push types. APNs answers one in a
/// path with `TopicDisallowed`.
///
/// Errors are [`ErrorCode::InvalidInput`] about `bundle id`.
pub(super) fn check_bare(text: &str) -> Result<()> {
    check(text)?;
    let suffix = suffixes().find(|suffix| text.ends_with(suffix));
    match suffix {
        Some(suffix) => {
            Err(refuse("the bundle id alone", format!("the suffix {suffix} of a topic")))
        }
        None => Ok(()),
    }
}

/// The bundle ids that a topic can be of: itself, and what stands before the suffix of a push type.
pub(super) fn of_topic(topic: &str) -> impl Iterator<Item = &str> {
    core::iter::once(topic).chain(suffixes().filter_map(|suffix| topic.strip_suffix(suffix)))
}

fn suffixes() -> impl Iterator<Item = &'static str> {
    PushType::ALL.iter().map(|push_type| push_type.topic_suffix()).filter(|it| !it.is_empty())
}

fn refuse(expected: impl Into<Cow<'static, str>>, found: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorCode::InvalidInput, SUBJECT, expected, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_could_leave_its_path() {
        for bad in [
            "",
            ".",
            "..",
            "a..b",
            ".a",
            "a.",
            "a/b",
            "a?b",
            "a#b",
            "a%2eb",
            "a b",
            "a\r\nb",
            "a\0",
            "\u{e9}",
            &"a".repeat(256),
        ] {
            let error = check(bad).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidInput, "{bad:?}");
            assert_eq!(error.subject(), SUBJECT);
        }
        for good in ["com.example.app", "A-1.b_c", &"a".repeat(255)] {
            assert_eq!(check_bare(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn a_suffix_belongs_to_topics_alone() {
        for push_type in PushType::ALL {
            let topic = format!("com.example.app{}", push_type.topic_suffix());
            assert_eq!(check_bare(&topic).is_ok(), push_type.topic_suffix().is_empty());
            assert!(check(&topic).is_ok());
            assert!(of_topic(&topic).any(|id| id == "com.example.app"));
        }
        for other in ["com.example.apps", "com.example", "com.example.app.other", "x"] {
            assert!(of_topic(other).all(|id| id != "com.example.app"), "{other}");
        }
    }
}
