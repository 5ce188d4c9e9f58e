//! The request headers of APNs: their names, and the form of their values.

use alloc::format;
use alloc::string::String;

use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;

pub(super) use crate::header::{CONTENT_TYPE, Headers, refuse, stranger, uuid};

pub(super) const TOPIC: &str = "apns-topic";
pub(super) const PUSH_TYPE: &str = "apns-push-type";
pub(super) const PRIORITY: &str = "apns-priority";
pub(super) const EXPIRATION: &str = "apns-expiration";
pub(super) const COLLAPSE_ID: &str = "apns-collapse-id";
pub(super) const ID: &str = "apns-id";
pub(super) const REQUEST_ID: &str = "apns-request-id";
pub(super) const CHANNEL_ID: &str = "apns-channel-id";

/// The longest `apns-collapse-id`, in bytes (Apple: Sending notification requests to APNs).
const MAX_COLLAPSE_ID_BYTES: usize = 64;

/// 10^11 seconds are the year 5138, 10^11 milliseconds the year 1973: a count of seconds at or
/// above this is one of milliseconds by mistake.
const FIRST_MILLIS: i64 = 100_000_000_000;

/// `apns-collapse-id`: up to 64 bytes of visible ASCII. Spaces may stand inside, where HTTP
/// keeps them (RFC 9110 section 5.5).
pub(super) fn collapse_id(text: &str) -> Result<()> {
    let expected = || format!("1 to {MAX_COLLAPSE_ID_BYTES} bytes of visible ASCII");
    if text.is_empty() {
        return Err(refuse(COLLAPSE_ID, expected(), "an empty text"));
    }
    if text.len() > MAX_COLLAPSE_ID_BYTES {
        return Err(refuse(COLLAPSE_ID, expected(), format!("{} bytes", text.len())));
    }
    if text.starts_with(' ') || text.ends_with(' ') {
        return Err(refuse(COLLAPSE_ID, expected(), "a space at an end"));
    }
    match stranger(text, |c| c == ' ' || c.is_ascii_graphic()) {
        Some(found) => Err(refuse(COLLAPSE_ID, expected(), found)),
        None => Ok(()),
    }
}

/// `apns-id`, see [`uuid`].
pub(super) fn apns_id(text: &str) -> Result<String> {
    uuid(ID, text)
}

/// A point in time that a header or claim can carry as seconds since 1970.
pub(super) fn seconds(subject: &'static str, secs: i64) -> Result<Timestamp> {
    let refuse = |found| {
        Err(Error::new(ErrorCode::InvalidTime, subject, "seconds since 1970, not negative", found))
    };
    if secs < 0 {
        return refuse(format!("{secs}"));
    }
    if secs >= FIRST_MILLIS {
        return refuse(format!("{secs}, which has the size of milliseconds"));
    }
    Timestamp::from_secs(secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collapse_id_counts_bytes() {
        assert!(collapse_id(&"x".repeat(64)).is_ok());
        assert!(collapse_id("order 42").is_ok());
        for bad in
            ["", " a", "a ", "a\r\nb", "a\0", "\u{e9}", &"x".repeat(65), &"\u{e9}".repeat(33)]
        {
            let error = collapse_id(bad).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidHeaderValue, "{bad:?}");
            assert_eq!(error.subject(), COLLAPSE_ID);
            assert!(!format!("{error:?}").contains(['\r', '\n', '\0']), "{error:?}");
        }
    }

    #[test]
    fn an_id_is_sent_in_lower_case() {
        let id = "EABEAE54-14A8-11E5-B60B-1697F925EC7B";
        assert_eq!(apns_id(id).unwrap(), id.to_ascii_lowercase());
        for bad in [
            "",
            "eabeae5414a811e5b60b1697f925ec7b",
            "{eabeae54-14a8-11e5-b60b-1697f925ec7b}",
            "eabeae54-14a8-11e5-b60b-1697f925ec7",
            "eabeae54-14a8-11e5-b60b-1697f925ec7g",
            "eabeae54-14a8-11e5-b60b-1697f925ec7b\n",
            "eabeae541-4a8-11e5-b60b-1697f925ec7b",
        ] {
            assert_eq!(apns_id(bad).unwrap_err().subject(), ID, "{bad:?}");
        }
    }

    #[test]
    fn milliseconds_are_recognised() {
        assert!(seconds("iat", 0).is_ok());
        assert!(seconds("iat", FIRST_MILLIS - 1).is_ok());
        for bad in [-1, i64::MIN, FIRST_MILLIS, 1_437_179_036_000, i64::MAX] {
            assert_eq!(seconds("iat", bad).unwrap_err().code(), ErrorCode::InvalidTime);
        }
    }
}
