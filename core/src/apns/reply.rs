//! What APNs answered.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use bytes::Bytes;
use http::HeaderMap;

use super::channel::{self, Channel, ChannelId};
use super::reason::Reason;
use crate::error::{Error, ErrorCode, Result};
use crate::header::{self, delay, visible};
use crate::json::{self, Limits, Number, Object, Value};
use crate::time::Timestamp;

/// How much of a refusal's body is kept: one of APNs has some 100 bytes, an error page of a proxy
/// has room, and a hostile body costs no more.
const MAX_BODY_BYTES: usize = 64 * 1024;

/// How much of a success's body is kept: the list of the 10,000 channels that an app can have, at
/// 100 characters for each, which is four times what their ids have.
const MAX_SUCCESS_BODY_BYTES: usize = 1024 * 1024;

/// 9999-12-31T23:59:59.999Z in milliseconds; what lies beyond is another unit or no time.
const MAX_MILLIS: i64 = 253_402_300_799_999;

/// A reply of APNs, or of whatever stood in its place: a refusal is data, and every body is
/// accepted.
///
/// ```
/// use waxwing::apns::{Reason, Reply};
///
/// let headers = [("apns-id", "EABEAE54-14A8-11E5-B60B-1697F925EC7B")];
/// let body = br#"{"reason":"Unregistered","timestamp":1454948015990}"#;
/// let reply = Reply::from_parts(410, headers, body);
/// assert_eq!(reply.reason(), Some(&Reason::Unregistered));
/// assert_eq!(reply.timestamp().map(|t| t.as_millis()), Some(1_454_948_015_990));
///
/// let from_a_proxy = Reply::from_parts(502, [("content-type", "text/html")], b"<html>");
/// assert_eq!(from_a_proxy.reason(), None);
/// ```
///
/// Fields: Apple, "Handling notification responses from APNs".
#[derive(Clone)]
pub struct Reply {
    status: u16,
    apns_id: Option<String>,
    apns_unique_id: Option<String>,
    apns_request_id: Option<String>,
    apns_channel_id: Option<String>,
    retry_after_s: Option<u32>,
    reason: Option<Reason>,
    reason_text: Option<String>,
    timestamp: Option<Timestamp>,
    body: Bytes,
}

impl Reply {
    /// From status, headers and body in the types of the `http` crate.
    #[must_use]
    pub fn parse(status: u16, headers: &HeaderMap, body: &[u8]) -> Self {
        let headers = headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
        Self::from_parts(status, headers, body)
    }

    /// From a whole response.
    #[must_use]
    pub fn from_response(response: &http::Response<impl AsRef<[u8]>>) -> Self {
        Self::parse(response.status().as_u16(), response.headers(), response.body().as_ref())
    }

    /// From status, headers and body in any types. The case of header names makes no difference;
    /// of a repeated header, the first one counts.
    #[must_use]
    pub fn from_parts<N: AsRef<str>, V: AsRef<[u8]>>(
        status: u16,
        headers: impl IntoIterator<Item = (N, V)>,
        body: &[u8],
    ) -> Self {
        let names = [
            "apns-id",
            "apns-unique-id",
            "apns-request-id",
            "apns-channel-id",
            "retry-after",
            "date",
        ];
        let [apns_id, apns_unique_id, apns_request_id, apns_channel_id, retry_after, date] =
            header::find(names, headers, visible);
        let object = error_object(body);
        let field = |name: &str| object.as_ref().and_then(|object| object.get(name));
        let reason_text = field("reason")
            .and_then(Value::as_str)
            .filter(|text| !text.trim().is_empty())
            .map(String::from);
        let kept = match status {
            200..=299 => MAX_SUCCESS_BODY_BYTES,
            _ => MAX_BODY_BYTES,
        };
        Self {
            status,
            apns_id,
            apns_unique_id,
            apns_request_id,
            apns_channel_id,
            retry_after_s: retry_after.and_then(|value| delay(&value, date.as_deref())),
            reason: reason_text.as_deref().map(Reason::from_text),
            reason_text,
            timestamp: field("timestamp").and_then(millis),
            body: Bytes::copy_from_slice(body.get(..kept).unwrap_or(body)),
        }
    }

    /// The status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Whether APNs accepted the notification, which does not mean that it was delivered.
    #[must_use]
    pub const fn is_success(&self) -> bool {
        matches!(self.status, 200..=299)
    }

    /// The id of the notification, as received: in upper case when APNs made it. Compare without
    /// regard to case.
    #[must_use]
    pub fn apns_id(&self) -> Option<&str> {
        self.apns_id.as_deref()
    }

    /// The id in the delivery log of Apple's Push Notifications Console; sandbox only.
    #[must_use]
    pub fn apns_unique_id(&self) -> Option<&str> {
        self.apns_unique_id.as_deref()
    }

    /// The id of a broadcast or of a call about channels, as received. Compare without regard to
    /// case.
    #[must_use]
    pub fn apns_request_id(&self) -> Option<&str> {
        self.apns_request_id.as_deref()
    }

    /// The id of the channel that was created, as received; make a
    /// [`ChannelId`] of it.
    #[must_use]
    pub fn apns_channel_id(&self) -> Option<&str> {
        self.apns_channel_id.as_deref()
    }

    /// What a channel stores: the answer to [`Channels::read`](super::Channels::read).
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] about `reply` when it is no success; for another body
    /// [`ErrorCode::ClaimType`], [`ErrorCode::InvalidJson`] and the other codes of
    /// [`json::parse`].
    pub fn channel(&self) -> Result<Channel> {
        Channel::from_json(&self.success_object()?)
    }

    /// The ids of all channels: the answer to [`Channels::list`](super::Channels::list).
    ///
    /// ```
    /// use waxwing::apns::Reply;
    ///
    /// let reply = Reply::from_parts(200, [("date", "")], br#"{"channels":["AA=="]}"#);
    /// assert_eq!(reply.channel_ids()?[0].as_str(), "AA==");
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`channel`](Self::channel); [`ErrorCode::TooLarge`] for a list of more than a
    /// mebibyte, which the 10,000 channels of an app do not fill.
    pub fn channel_ids(&self) -> Result<Vec<ChannelId>> {
        let root = self.success_object()?;
        let ids = channel::field(&root, "channels", "an array", Value::as_array)?;
        let id = |(index, value): (usize, &Value)| {
            value.as_str().and_then(|text| ChannelId::new(text).ok()).ok_or_else(|| {
                let subject = format!("channels[{index}]");
                Error::new(ErrorCode::ClaimType, subject, "a channel id", value.kind())
            })
        };
        ids.iter().enumerate().map(id).collect()
    }

    fn success_object(&self) -> Result<Object> {
        if !self.is_success() {
            return Err(Error::new(
                ErrorCode::InvalidInput,
                "reply",
                "a success",
                format!("status {}", self.status),
            ));
        }
        // Of a body that fills the limit, the end may be missing.
        json::parse_object(&self.body, &Limits::bytes(MAX_SUCCESS_BODY_BYTES - 1), "reply")
    }

    /// Why it was refused, if the body says so.
    #[must_use]
    pub const fn reason(&self) -> Option<&Reason> {
        self.reason.as_ref()
    }

    /// The reason as it was received.
    #[must_use]
    pub fn reason_text(&self) -> Option<&str> {
        self.reason_text.as_deref()
    }

    /// With status 410: when APNs established that the device token was no longer valid for the
    /// topic. Milliseconds on the wire, where an integer, a fraction or a text of digits is read;
    /// anything else counts as absent.
    #[must_use]
    pub const fn timestamp(&self) -> Option<Timestamp> {
        self.timestamp
    }

    /// How many seconds the server asks to wait: the header `retry-after`, in seconds or as a
    /// date, which is counted from the reply's own header `date`. Apple does not document it.
    #[must_use]
    pub const fn retry_after_s(&self) -> Option<u32> {
        self.retry_after_s
    }

    /// The body as received: of a refusal at most the first 64 KiB, of a success the first
    /// mebibyte.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("apns_id", &self.apns_id)
            .field("reason", &self.reason)
            .field("timestamp", &self.timestamp)
            .finish_non_exhaustive()
    }
}

/// The object in the body of a refusal; whatever else is there is no error.
fn error_object(body: &[u8]) -> Option<Object> {
    json::parse_object(body, &Limits::bytes(MAX_BODY_BYTES), "reply").ok()
}

fn millis(value: &Value) -> Option<Timestamp> {
    let millis = match value {
        Value::Number(Number::Int(millis)) => *millis,
        Value::Number(Number::Float(millis)) if *millis >= 0.0 => json::whole_part(*millis)?,
        Value::String(text) => {
            let text = text.trim();
            // A fraction of a millisecond does not matter.
            match text.split_once('.') {
                Some((whole, rest)) if rest.bytes().all(|byte| byte.is_ascii_digit()) => whole,
                _ => text,
            }
            .parse()
            .ok()?
        }
        _ => return None,
    };
    (0..=MAX_MILLIS).contains(&millis).then(|| Timestamp::from_millis(millis))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: [(&str, &str); 0] = [];

    fn timestamp(text: &str) -> Option<i64> {
        let body = format!(r#"{{"reason":"Unregistered","timestamp":{text}}}"#);
        let reply = Reply::from_parts(410, NONE, body.as_bytes());
        assert_eq!(reply.reason(), Some(&Reason::Unregistered), "{text}");
        reply.timestamp().map(Timestamp::as_millis)
    }

    #[test]
    fn a_timestamp_is_read_in_three_forms_and_never_invented() {
        for text in [
            "1454948015990",
            "1454948015990.0",
            "1.45494801599e12",
            "\"1454948015990\"",
            "\" 1454948015990.9 \"",
        ] {
            assert_eq!(timestamp(text), Some(1_454_948_015_990), "{text}");
        }
        for text in [
            "null",
            "true",
            "{}",
            "[1]",
            "\"\"",
            "\"soon\"",
            "\"NaN\"",
            "\"inf\"",
            "-1",
            "-0.5",
            "1e300",
            "18446744073709551615",
            "253402300800000",
            "\"-1454948015990\"",
        ] {
            assert_eq!(timestamp(text), None, "{text}");
        }
    }

    #[test]
    fn any_body_is_a_reply() {
        let deep = "[".repeat(100_000);
        let long = format!(r#"{{"reason":"Shutdown","x":"{}"}}"#, "a".repeat(MAX_BODY_BYTES));
        for body in [
            &b""[..],
            b"<html>",
            b"\xff\xfe",
            b"null",
            b"[]",
            b"{}",
            b"{\"reason\":7}",
            b"{\"reason\":\" \"}",
            b"{\"reason\":\"Shutdown\",\"reason\":\"Forbidden\"}",
            deep.as_bytes(),
            long.as_bytes(),
        ] {
            let reply = Reply::from_parts(503, NONE, body);
            assert_eq!((reply.status(), reply.reason(), reply.reason_text()), (503, None, None));
            assert!(reply.body().len() <= MAX_BODY_BYTES);
        }
        let reply = Reply::from_parts(400, NONE, br#"{"reason":" Bad Moon ","more":[1]}"#);
        assert_eq!(reply.reason_text(), Some(" Bad Moon "));
        assert_eq!(reply.reason(), Some(&Reason::Other(String::from("Bad Moon"))));
    }

    #[test]
    fn headers_are_found_in_any_case_and_kept_as_received() {
        let id = "EABEAE54-14A8-11E5-B60B-1697F925EC7B";
        let reply = Reply::from_parts(200, [("APNs-ID", id), ("apns-id", "second")], b"");
        assert_eq!(reply.apns_id(), Some(id));
        let mut headers = HeaderMap::new();
        headers.insert("apns-unique-id", http::HeaderValue::from_static("u"));
        assert_eq!(Reply::parse(200, &headers, b"").apns_unique_id(), Some("u"));
        let odd: [(&str, Vec<u8>); 2] =
            [("apns-id", b"\xff".to_vec()), ("apns-unique-id", alloc::vec![b'a'; 300])];
        let reply = Reply::from_parts(200, odd, b"");
        assert_eq!((reply.apns_id(), reply.apns_unique_id()), (None, None));
    }

    #[test]
    fn a_delay_comes_in_seconds_or_as_a_date() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        for (value, seconds) in [
            ("120", Some(120)),
            ("0", Some(0)),
            ("99999999999", None),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("Sun, 06 Nov 1994 08:51:37 GMT", Some(120)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
        ] {
            let reply = Reply::from_parts(503, [("retry-after", value), ("date", date)], b"");
            assert_eq!(reply.retry_after_s(), seconds, "{value}");
        }
        assert_eq!(Reply::from_parts(503, [("retry-after", date)], b"").retry_after_s(), None);
    }
}
