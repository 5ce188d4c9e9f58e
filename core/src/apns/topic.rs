//! What a notification is for.

use alloc::format;
use alloc::string::String;
use core::fmt;

use super::header::{TOPIC, refuse, stranger};
use super::push_type::PushType;
use crate::error::Result;

/// The longest topic: well above the 155 characters of a bundle id, and a small part of the 8000
/// bytes of headers that Apple's servers accept.
const MAX_BYTES: usize = 255;

/// A topic: an app's bundle id, with a suffix for some push types; or the id of a pass type, a
/// website or a management certificate.
///
/// ```
/// use waxwing::apns::{PushType, Topic};
///
/// let app = Topic::new("com.example.app")?;
/// let calls = app.for_push_type(PushType::Voip)?;
/// assert_eq!(calls.as_str(), "com.example.app.voip");
/// assert_eq!(calls.for_push_type(PushType::Voip)?, calls);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Topic(String);

impl Topic {
    /// From its text: 1 to 255 bytes of visible ASCII without spaces.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidHeaderValue`](crate::error::ErrorCode::InvalidHeaderValue) about
    /// `apns-topic`.
    pub fn new(text: &str) -> Result<Self> {
        let expected = || format!("1 to {MAX_BYTES} bytes of visible ASCII without spaces");
        if text.is_empty() {
            return Err(refuse(TOPIC, expected(), "an empty text"));
        }
        if text.len() > MAX_BYTES {
            return Err(refuse(TOPIC, expected(), format!("{} bytes", text.len())));
        }
        match stranger(text, |c| c.is_ascii_graphic()) {
            Some(found) => Err(refuse(TOPIC, expected(), found)),
            None => Ok(Self(String::from(text))),
        }
    }

    /// This topic with the suffix that a push type asks for, unless it has it already
    /// (Apple: Sending notification requests to APNs, `apns-push-type`).
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidHeaderValue`](crate::error::ErrorCode::InvalidHeaderValue) when that
    /// makes it too long, when nothing stands before the suffix, and when the suffix would follow
    /// that of another push type. A bundle id that itself ends so is given as the whole topic.
    pub fn for_push_type(&self, push_type: PushType) -> Result<Self> {
        let suffix = push_type.topic_suffix();
        if self.0.ends_with(suffix) {
            return if self.0.len() > suffix.len() {
                Ok(self.clone())
            } else {
                Err(refuse(TOPIC, "a bundle id before the suffix", "the suffix alone"))
            };
        }
        if let Some(other) = self.suffix() {
            return Err(refuse(
                TOPIC,
                format!("a bundle id, or a topic that ends with {suffix}"),
                format!("a topic that ends with {other}"),
            ));
        }
        Self::new(&format!("{}{suffix}", self.0))
    }

    /// The suffix that it ends with, of whichever push type.
    pub(super) fn suffix(&self) -> Option<&'static str> {
        let suffixes = PushType::ALL.iter().map(|push_type| push_type.topic_suffix());
        suffixes.filter(|suffix| !suffix.is_empty()).find(|suffix| self.0.ends_with(suffix))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Topic> for String {
    fn from(topic: Topic) -> Self {
        topic.0
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Topic({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_could_leave_its_header() {
        for bad in [
            "",
            " com.example.app",
            "com.example.app ",
            "com.example.app\r\nx: y",
            "a\0",
            "a\u{e9}",
            "a\u{7f}",
            &"a".repeat(256),
        ] {
            let error = Topic::new(bad).unwrap_err();
            assert_eq!(error.code().name(), "invalid_header_value", "{bad:?}");
            assert_eq!(error.subject(), "apns-topic");
        }
        assert!(Topic::new(&"a".repeat(255)).is_ok());
    }

    #[test]
    fn a_suffix_is_added_once() {
        let app = Topic::new("com.example.app").unwrap();
        for push_type in PushType::ALL {
            let topic = app.for_push_type(*push_type).unwrap();
            assert_eq!(topic.as_str(), format!("com.example.app{}", push_type.topic_suffix()));
            assert_eq!(topic.for_push_type(*push_type).unwrap(), topic);
        }
        let long = Topic::new(&"a".repeat(255)).unwrap();
        assert!(long.for_push_type(PushType::Voip).is_err());
    }
}
