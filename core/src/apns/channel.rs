//! Broadcast channels: their ids, and what they store.

use alloc::format;
use alloc::string::String;
use core::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::HeaderValue;

use super::header::{CHANNEL_ID, refuse, stranger};
use super::push_type::PushType;
use crate::error::{Error, ErrorCode, Result};
use crate::json::{Object, Value};

/// The longest id. Apple promises no length; those seen have some 24 characters, and APNs answers
/// one that is too long with `BadChannelId`.
const MAX_BYTES: usize = 255;

/// The id of a broadcast channel: base64, made by APNs when the channel is created.
///
/// It belongs to one app in one environment. It is no secret, but who has it and the app's key
/// can publish there.
///
/// ```
/// use waxwing::apns::ChannelId;
///
/// let channel = ChannelId::new("dHN0LXNyY2gtY2hubA==")?;
/// assert_eq!(channel.as_str(), "dHN0LXNyY2gtY2hubA==");
/// assert!(ChannelId::new("channel 1").is_err());
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// Source: Apple, "Sending channel management requests to APNs".
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChannelId(HeaderValue);

impl ChannelId {
    /// From its text: 1 to 255 characters of standard base64 with its padding (RFC 4648
    /// section 4).
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidHeaderValue`] about `apns-channel-id`.
    pub fn new(text: &str) -> Result<Self> {
        let expected = || format!("1 to {MAX_BYTES} characters of standard base64");
        let refuse = |found| Err(refuse(CHANNEL_ID, expected(), found));
        if text.is_empty() {
            return refuse(String::from("an empty text"));
        }
        if text.len() > MAX_BYTES {
            return refuse(format!("{} bytes", text.len()));
        }
        if let Some(found) = stranger(text, |c| c.is_ascii_alphanumeric() || "+/=".contains(c)) {
            return refuse(found);
        }
        match (STANDARD.decode(text), HeaderValue::from_str(text)) {
            (Ok(_), Ok(value)) => Ok(Self(value)),
            _ => refuse(format!("{} characters with other padding", text.len())),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Letters, digits and three signs: always text.
        self.0.to_str().unwrap_or_default()
    }

    /// The value of the header `apns-channel-id`.
    pub(super) const fn header_value(&self) -> &HeaderValue {
        &self.0
    }
}

impl fmt::Display for ChannelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for ChannelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ChannelId({})", self.as_str())
    }
}

/// What a channel stores for devices that are offline: `message-storage-policy`. It cannot be
/// changed once the channel exists.
///
/// ```
/// use waxwing::apns::StoragePolicy;
///
/// assert_eq!(StoragePolicy::MostRecent.number(), 1);
/// assert_eq!(StoragePolicy::from_name("no_storage")?, StoragePolicy::NoStorage);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// Source: Apple, "Sending channel management requests to APNs".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum StoragePolicy {
    /// 0: nothing. More may be published, and broadcasts must expire at once.
    NoStorage,
    /// 1: the most recent message, for up to 8 hours.
    MostRecent,
}

impl StoragePolicy {
    /// Both of them.
    pub const ALL: &'static [Self] = &[Self::NoStorage, Self::MostRecent];

    /// The number that APNs knows it by.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::NoStorage => 0,
            Self::MostRecent => 1,
        }
    }

    /// From its [`number`](Self::number).
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|policy| i64::from(policy.number()) == number)
    }

    /// The snake_case name that every language shows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoStorage => "no_storage",
            Self::MostRecent => "most_recent",
        }
    }

    /// From its [`name`](Self::name).
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`].
    pub fn from_name(name: &str) -> Result<Self> {
        Self::ALL.iter().copied().find(|policy| policy.name() == name).ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidInput,
                "storage policy",
                "no_storage or most_recent",
                "another text",
            )
        })
    }
}

/// What APNs says of a channel that was read.
///
/// ```
/// use waxwing::apns::{PushType, Reply, StoragePolicy};
///
/// let body = br#"{"message-storage-policy":1,"push-type":"LiveActivity"}"#;
/// let reply = Reply::from_parts(200, [("content-type", "application/json")], body);
/// let channel = reply.channel()?;
/// assert_eq!(channel.storage_policy(), Some(StoragePolicy::MostRecent));
/// assert_eq!(channel.push_type(), Some(PushType::LiveActivity));
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    storage_policy_number: i64,
    push_type_text: String,
}

impl Channel {
    /// From the body of a reply.
    pub(super) fn from_json(root: &Object) -> Result<Self> {
        let policy = field(root, "message-storage-policy", "an integer", Value::as_i64)?;
        let push_type = field(root, "push-type", "a string", Value::as_str)?;
        Ok(Self { storage_policy_number: policy, push_type_text: String::from(push_type) })
    }

    /// What it stores, if this version knows the number.
    #[must_use]
    pub fn storage_policy(&self) -> Option<StoragePolicy> {
        StoragePolicy::from_number(self.storage_policy_number)
    }

    /// The number as received.
    #[must_use]
    pub const fn storage_policy_number(&self) -> i64 {
        self.storage_policy_number
    }

    /// What is published there, if this version knows the push type.
    #[must_use]
    pub fn push_type(&self) -> Option<PushType> {
        PushType::from_name(&self.push_type_text).ok()
    }

    /// The push type as received: APNs writes `LiveActivity` here.
    #[must_use]
    pub fn push_type_text(&self) -> &str {
        &self.push_type_text
    }
}

/// A field of a reply's body, which must be there and of its type.
pub(super) fn field<'a, T: 'a>(
    root: &'a Object,
    name: &'static str,
    expected: &'static str,
    read: impl Fn(&'a Value) -> Option<T>,
) -> Result<T> {
    let refuse = |found| Error::new(ErrorCode::ClaimType, name, expected, found);
    let value = root.get(name).ok_or_else(|| refuse("none"))?;
    read(value).ok_or_else(|| refuse(value.kind()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_base64_that_stays_in_its_header() {
        for good in ["AA==", "dHN0LXNyY2gtY2hubA==", "+/+/", &"A".repeat(252)] {
            assert_eq!(ChannelId::new(good).unwrap().as_str(), good);
        }
        for bad in [
            "",
            "A",
            "AAA",
            "=",
            "====",
            "A===",
            "AB==",
            "AA==AA==",
            "AA-_",
            " AA==",
            "AA==\r\n",
            "AA==\0",
            "\u{e9}AA=",
            &"A".repeat(256),
        ] {
            let error = ChannelId::new(bad).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidHeaderValue, "{bad:?}");
            assert_eq!(error.subject(), "apns-channel-id");
        }
    }

    #[test]
    fn numbers_and_names_lead_back_to_policies() {
        for policy in StoragePolicy::ALL {
            assert_eq!(StoragePolicy::from_number(policy.number().into()), Some(*policy));
            assert_eq!(StoragePolicy::from_name(policy.name()), Ok(*policy));
        }
        assert_eq!(StoragePolicy::from_number(2), None);
        assert!(StoragePolicy::from_name("1").is_err());
    }
}
