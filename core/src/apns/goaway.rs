//! What APNs says when it ends a connection: the frame GOAWAY (RFC 9113 section 6.8).

use alloc::string::String;
use core::fmt;
use core::time::Duration;

use super::reason::Reason;
use super::verdict::Verdict;
use crate::action::{Action, Scope};
use crate::json::{self, Limits, Value};

/// How much of the debug data is looked at: the largest frame that a client allows unless it says
/// otherwise (RFC 9113 section 6.5.2). What APNs sends has some 30 bytes.
const MAX_DEBUG_BYTES: usize = 16_384;

/// The stream id without the reserved bit in front (RFC 9113 section 6.8).
const STREAM_ID: u32 = 0x7fff_ffff;

/// What APNs sends as text when a client has more streams open than it may; seen on the wire:
/// `Maximum active streams violated for this endpoint.`, with error code 7.
const TOO_MANY_STREAMS: &str = "maximum active streams violated";

/// A GOAWAY frame: APNs is about to end the connection. No frame is an error.
///
/// ```
/// use waxwing::apns::{Action, GoAway, Reason};
///
/// let shutdown = GoAway::new(0, 5, br#"{"reason":"Shutdown"}"#);
/// assert_eq!(shutdown.reason(), Some(&Reason::Shutdown));
/// let verdict = shutdown.verdict();
/// assert_eq!((verdict.action, verdict.new_connection), (Action::Retry, true));
/// // Streams above the last one were not processed: send those again.
/// assert!(shutdown.leaves_out(7) && !shutdown.leaves_out(5));
///
/// let wrong_key = GoAway::new(0, 0, br#"{"reason":"BadCertificateEnvironment"}"#);
/// assert_eq!(wrong_key.verdict().action, Action::StopCredential);
/// ```
///
/// Source: Apple, "Handling notification responses from APNs"; RFC 9113 section 6.8. APNs also
/// sends plain text, or nothing, as debug data.
#[derive(Clone, PartialEq, Eq)]
pub struct GoAway {
    error_code: u32,
    last_stream_id: u32,
    reason: Option<Reason>,
    text: Option<String>,
}

impl GoAway {
    /// From the fields of the frame. The debug data may be anything; beyond its first 16 KiB it
    /// is not looked at.
    #[must_use]
    pub fn new(error_code: u32, last_stream_id: u32, debug_data: &[u8]) -> Self {
        let reason = json::parse_object(debug_data, &Limits::bytes(MAX_DEBUG_BYTES), "debug data")
            .ok()
            .as_ref()
            .and_then(|object| object.get("reason"))
            .and_then(Value::as_str)
            .filter(|text| !text.trim().is_empty())
            .map(Reason::from_text);
        let start = debug_data.get(..MAX_DEBUG_BYTES).unwrap_or(debug_data);
        let text = (!start.is_empty()).then(|| String::from_utf8_lossy(start).into_owned());
        Self { error_code, last_stream_id: last_stream_id & STREAM_ID, reason, text }
    }

    /// The error code of HTTP/2: 0 when nothing is wrong (RFC 9113 section 7).
    #[must_use]
    pub const fn error_code(&self) -> u32 {
        self.error_code
    }

    /// The last stream that APNs has processed or may yet process; 0 for none.
    #[must_use]
    pub const fn last_stream_id(&self) -> u32 {
        self.last_stream_id
    }

    /// Whether a stream was certainly not processed, so that its request can be sent again
    /// without showing a notification twice.
    #[must_use]
    pub const fn leaves_out(&self, stream_id: u32) -> bool {
        stream_id > self.last_stream_id
    }

    /// Why, if the debug data are JSON that says so.
    #[must_use]
    pub const fn reason(&self) -> Option<&Reason> {
        self.reason.as_ref()
    }

    /// The debug data as text, for a log: at most the first 16 KiB, with U+FFFD for what is not
    /// UTF-8; none when there are none. It is the peer's text and can hold any character.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// What to do about requests that were not answered, and about the connection.
    ///
    /// A reason that is about the key or certificate has the same verdict as in a reply: another
    /// connection would end in the same way. After any other one, and without one, requests can
    /// go on a new connection at once; those that may have been processed once more at most
    /// (see [`leaves_out`](Self::leaves_out)).
    ///
    /// Nothing more goes on this connection in any case.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let rule = self.reason.as_ref().and_then(Reason::rule);
        let about_credential = rule.filter(|rule| rule.scope == Scope::Credential);
        let (action, scope, wait_s, advice) = match (about_credential, rule) {
            (Some(rule), _) => (rule.action, rule.scope, rule.wait_s, rule.advice),
            (None, Some(rule)) if rule.action == Action::Retry && rule.new_connection => {
                (Action::Retry, Scope::Connection, Some(0), rule.advice)
            }
            _ => (Action::Retry, Scope::Connection, Some(0), self.advice()),
        };
        Verdict {
            action,
            scope,
            retry_after: wait_s.map(|seconds| Duration::from_secs(seconds.into())),
            new_connection: true,
            reason: self.reason.clone(),
            since: None,
            advice,
        }
    }

    fn advice(&self) -> &'static str {
        let text = self.text.as_deref().unwrap_or_default();
        let too_many = text
            .get(..TOO_MANY_STREAMS.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(TOO_MANY_STREAMS));
        if too_many {
            "More streams were open than APNs allows, which is one before the first success: keep to the latest SETTINGS, and send again on a new connection."
        } else {
            "APNs ends the connection: open no stream on it any more, and send what was not processed on a new one."
        }
    }
}

impl fmt::Debug for GoAway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GoAway")
            .field("error_code", &self.error_code)
            .field("last_stream_id", &self.last_stream_id)
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn any_debug_data_make_a_frame() {
        let deep = "[".repeat(100_000);
        let long = format!(r#"{{"reason":"Shutdown","x":"{}"}}"#, "a".repeat(MAX_DEBUG_BYTES));
        for data in [
            &b""[..],
            b"Shutdown",
            b"\xff\xfe",
            b"null",
            b"{\"reason\":7}",
            b"{\"reason\":\" \"}",
            b"{\"reason\":\"Shutdown\",\"reason\":\"Forbidden\"}",
            deep.as_bytes(),
            long.as_bytes(),
        ] {
            let goaway = GoAway::new(u32::MAX, u32::MAX, data);
            assert_eq!(goaway.reason(), None);
            assert_eq!(goaway.text().is_none(), data.is_empty());
            assert!(goaway.text().unwrap_or_default().len() <= 3 * MAX_DEBUG_BYTES);
            assert_eq!(goaway.last_stream_id(), 0x7fff_ffff);
            let verdict = goaway.verdict();
            assert_eq!((verdict.action, verdict.retry_after_s()), (Action::Retry, Some(0)));
        }
    }

    #[test]
    fn every_reason_ends_the_connection_and_the_credential_is_not_tried_again() {
        for reason in Reason::ALL {
            let body = format!(r#"{{"reason":"{reason}"}}"#);
            let verdict = GoAway::new(0, 1, body.as_bytes()).verdict();
            assert!(verdict.new_connection, "{reason}");
            assert_eq!(verdict.reason.as_ref(), Some(reason));
            let rule = reason.rule().unwrap();
            let expected =
                if rule.scope == Scope::Credential { rule.action } else { Action::Retry };
            assert_eq!(verdict.action, expected, "{reason}");
            assert_eq!(verdict.retry_after.is_some(), expected.resends(), "{reason}");
        }
    }

    #[test]
    fn too_many_streams_are_told_apart() {
        let text = b"Maximum active streams violated for this endpoint.";
        let verdict = GoAway::new(7, 1, text).verdict();
        assert!(verdict.advice.contains("streams"), "{}", verdict.advice);
        assert_eq!((verdict.action, verdict.scope), (Action::Retry, Scope::Connection));
        assert!(!GoAway::new(7, 1, b"").verdict().advice.contains("SETTINGS"));
    }
}
