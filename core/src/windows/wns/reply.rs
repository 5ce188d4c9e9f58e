//! What WNS answered, and what to do about it.

use alloc::string::String;
use core::fmt;

use http::HeaderMap;

use crate::action::{Action, Scope};
use crate::header::{self, delay, readable, visible};
use crate::windows::verdict::{Cause, Rule, Verdict};
use crate::windows::words::words;

/// How much of a body is looked at; WNS sends none.
const MAX_BODY_BYTES: usize = 64 * 1024;

/// Waits to begin with where WNS has no figure of its own, in seconds. Microsoft documents none.
const THROTTLED_S: u32 = 300;
const SERVER_ERROR_S: u32 = 60;
const UNAVAILABLE_S: u32 = 300;

words! {
    /// What WNS made of a notification that it accepted.
    NotificationStatus {
        /// The channel gets too many.
        ChannelThrottled = "channelthrottled",
        /// It was thrown away: the device's settings, an error, or a toast for a device that is
        /// offline.
        Dropped = "dropped",
        /// It is on its way.
        Received = "received",
    }
}

words! {
    /// The state of the device's connection.
    DeviceStatus {
        /// The device is online.
        Connected = "connected",
        /// The device is offline.
        Disconnected = "disconnected",
        /// The device was online a short while ago; also written `tempconnected`, and no longer
        /// sent.
        TempDisconnected = "tempdisconnected" | "tempconnected",
    }
}

/// A reply of WNS, or of whatever stood in its place: a refusal is data, and every body is
/// accepted.
///
/// ```
/// use waxwing::windows::wns::{NotificationStatus, Reply};
/// use waxwing::windows::{Action, Cause};
///
/// let headers = [("X-WNS-Status", "dropped"), ("X-WNS-Msg-ID", "1F2E3D4C5B6A7988")];
/// let reply = Reply::from_parts(200, headers, b"");
/// assert_eq!(reply.notification_status(), Some(&NotificationStatus::Dropped));
/// assert_eq!(reply.msg_id(), Some("1F2E3D4C5B6A7988"));
/// assert_eq!(reply.verdict().action, Action::Dropped);
///
/// // Good channels are kept when a token is wrong:
/// let reply = Reply::from_parts(403, [("content-length", "0")], b"");
/// assert_eq!(reply.verdict().action, Action::StopCredential);
/// assert_eq!(reply.verdict().cause, Some(Cause::AppNotMapped));
/// ```
///
/// Source: Microsoft, "Push notification service request and response headers"; what makes the two
/// kinds of 410 and of 403 differ, practice.
#[derive(Clone)]
pub struct Reply {
    status: u16,
    notification_status: Option<NotificationStatus>,
    device_status: Option<DeviceStatus>,
    error_description: Option<String>,
    msg_id: Option<String>,
    debug_trace: Option<String>,
    ms_cv: Option<String>,
    www_authenticate: Option<String>,
    retry_after_s: Option<u32>,
    /// Whether any header of the service is there.
    is_of_wns: bool,
    says_blocked: bool,
    says_not_allowed: bool,
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
            "x-wns-status",
            "x-wns-notificationstatus",
            "x-wns-deviceconnectionstatus",
            "x-wns-error-description",
            "x-wns-msg-id",
            "x-wns-debug-trace",
            "ms-cv",
            "www-authenticate",
            "retry-after",
            "x-wns-continue-after",
            "date",
        ];
        let mut is_of_wns = false;
        let headers = headers.into_iter().inspect(|(name, _)| {
            let begin = name.as_ref().as_bytes().get(..6);
            is_of_wns |= begin.is_some_and(|begin| begin.eq_ignore_ascii_case(b"x-wns-"));
        });
        let [
            notification_status,
            other_status,
            device_status,
            error_description,
            msg_id,
            debug_trace,
            ms_cv,
            www_authenticate,
            retry_after,
            continue_after,
            date,
        ] = header::find(names, headers, readable);
        let seconds = |value: Option<String>| {
            let value = visible(value?.as_bytes())?;
            delay(&value, date.as_deref())
        };
        let says = |words: &str| {
            let body = body.get(..MAX_BODY_BYTES).unwrap_or(body);
            let described = error_description.as_deref().unwrap_or_default();
            has(described.as_bytes(), words) || has(body, words)
        };
        Self {
            status,
            notification_status: notification_status
                .or(other_status)
                .map(|text| NotificationStatus::from_text(&text)),
            device_status: device_status.map(|text| DeviceStatus::from_text(&text)),
            says_blocked: says("blocked"),
            says_not_allowed: says("not in allowed receiving apps list"),
            error_description,
            msg_id,
            debug_trace,
            ms_cv,
            www_authenticate,
            // Of the two, the larger one.
            retry_after_s: seconds(retry_after).max(seconds(continue_after)),
            is_of_wns,
        }
    }

    /// With the reason phrase of the status line, which tells the two kinds of 410 apart where
    /// nothing else does.
    #[must_use]
    pub fn reason_phrase(mut self, phrase: &str) -> Self {
        let phrase = phrase.as_bytes();
        self.says_blocked |= has(phrase.get(..MAX_BODY_BYTES).unwrap_or(phrase), "blocked");
        self
    }

    /// The status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Whether WNS accepted the notification and did not throw it away.
    #[must_use]
    pub fn is_success(&self) -> bool {
        self.verdict().action == Action::Delivered
    }

    /// What WNS made of the notification, by `X-WNS-Status`. Absent, a status of 200 counts as
    /// received.
    #[must_use]
    pub const fn notification_status(&self) -> Option<&NotificationStatus> {
        self.notification_status.as_ref()
    }

    /// The state of the device's connection, if it was asked for.
    #[must_use]
    pub const fn device_status(&self) -> Option<&DeviceStatus> {
        self.device_status.as_ref()
    }

    /// What is wrong, in the service's words: at most 1024 bytes, on one line.
    #[must_use]
    pub fn error_description(&self) -> Option<&str> {
        self.error_description.as_deref()
    }

    /// By which Microsoft finds the notification again.
    #[must_use]
    pub fn msg_id(&self) -> Option<&str> {
        self.msg_id.as_deref()
    }

    /// By which Microsoft finds an error again.
    #[must_use]
    pub fn debug_trace(&self) -> Option<&str> {
        self.debug_trace.as_deref()
    }

    /// The correlation vector.
    #[must_use]
    pub fn ms_cv(&self) -> Option<&str> {
        self.ms_cv.as_deref()
    }

    /// With status 401: why the token was refused.
    #[must_use]
    pub fn www_authenticate(&self) -> Option<&str> {
        self.www_authenticate.as_deref()
    }

    /// How many seconds the service asks to wait: the larger one of `Retry-After` and
    /// `X-WNS-CONTINUE-AFTER`, in seconds or as a date, which is counted from the reply's own
    /// header `date`.
    #[must_use]
    pub const fn retry_after_s(&self) -> Option<u32> {
        self.retry_after_s
    }

    /// What to do about this reply.
    ///
    /// * 401 means [`Action::RefreshToken`]: fetch one, and send again once.
    /// * 403 means [`Action::StopCredential`] and never that a channel is gone; without any header
    ///   of WNS, nobody has mapped the app ([`Cause::AppNotMapped`]).
    /// * 404 and 410 mean [`Action::DropChannel`], unless the service says that the sender's domain
    ///   is blocked ([`Cause::DomainBlocked`]).
    /// * 406 holds for the whole app ([`Scope::Credential`]), a 200 with `channelthrottled` for
    ///   this channel.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.rule().verdict(self.retry_after_s)
    }

    fn rule(&self) -> Rule {
        match self.status {
            200..=299 => match self.notification_status {
                Some(NotificationStatus::Dropped) => DROPPED,
                Some(NotificationStatus::ChannelThrottled) => CHANNEL_THROTTLED,
                _ => ACCEPTED,
            },
            403 if !self.is_of_wns || self.says_not_allowed => NOT_MAPPED,
            410 if self.says_blocked => BLOCKED,
            status => by_status(status),
        }
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("notification_status", &self.notification_status)
            .field("error_description", &self.error_description)
            .field("msg_id", &self.msg_id)
            .finish_non_exhaustive()
    }
}

/// Whether `text` has these words, in any case.
fn has(text: &[u8], words: &str) -> bool {
    text.windows(words.len()).any(|window| window.eq_ignore_ascii_case(words.as_bytes()))
}

const ACCEPTED: Rule =
    Rule::new(Action::Delivered, Scope::Request, None, "WNS accepted the notification.");

const DROPPED: Rule = Rule::new(
    Action::Dropped,
    Scope::Request,
    Some(Cause::DroppedByDevice),
    "WNS threw the notification away: the device's settings, its contents, or a device offline.",
);

const CHANNEL_THROTTLED: Rule = Rule::retry(
    Scope::Channel,
    Some(Cause::ChannelThrottled),
    THROTTLED_S,
    "This channel gets too many notifications: wait, and send it fewer.",
);

const NOT_MAPPED: Rule = Rule::new(
    Action::StopCredential,
    Scope::Credential,
    Some(Cause::AppNotMapped),
    "The token is good, but its app may not send to this one: have Microsoft map the package \
     family name to the app id, and open the channel with the service principal's object id.",
);

const BLOCKED: Rule = Rule::new(
    Action::StopCredential,
    Scope::Credential,
    Some(Cause::DomainBlocked),
    "WNS blocks the sender for abuse: stop sending, keep the channels, and tell a human.",
);

const fn by_status(status: u16) -> Rule {
    match status {
        401 => Rule::new(
            Action::RefreshToken,
            Scope::Credential,
            Some(Cause::TokenRefused),
            "WNS refused the access token: fetch another and send once more, once.",
        ),
        403 => Rule::new(
            Action::StopCredential,
            Scope::Credential,
            Some(Cause::WrongApp),
            "The token is that of another app than the channel: bring them together. The channel \
             is good.",
        ),
        404 => Rule::new(
            Action::DropChannel,
            Scope::Channel,
            Some(Cause::ChannelUnknown),
            "WNS does not know the channel: drop it.",
        ),
        405 => Rule::new(
            Action::Repair,
            Scope::Request,
            Some(Cause::MethodNotAllowed),
            "WNS takes POST and DELETE only: correct the request.",
        ),
        406 | 429 => Rule::retry(
            Scope::Credential,
            Some(Cause::SenderThrottled),
            THROTTLED_S,
            "The app sends too much, on all its channels together: wait with all of them.",
        ),
        410 => Rule::new(
            Action::DropChannel,
            Scope::Channel,
            Some(Cause::ChannelExpired),
            "The channel has expired: drop it. The app gets another one when it runs again.",
        ),
        413 => Rule::new(
            Action::Repair,
            Scope::Request,
            Some(Cause::TooLarge),
            "The body has more than 5000 bytes: shorten it.",
        ),
        400 => Rule::new(
            Action::Repair,
            Scope::Request,
            Some(Cause::BadRequest),
            "A header is missing, wrong or against another: correct the request.",
        ),
        402..=499 => {
            Rule::new(Action::Repair, Scope::Request, None, "The request was refused: correct it.")
        }
        500 => Rule::retry(
            Scope::Connection,
            Some(Cause::ServerError),
            SERVER_ERROR_S,
            "WNS failed: send again later, a few times; keep the message id for Microsoft.",
        ),
        501..=599 => Rule::retry(
            Scope::Connection,
            Some(Cause::Unavailable),
            UNAVAILABLE_S,
            "WNS is not available, or something before it: send again later.",
        ),
        _ => Rule::new(
            Action::Repair,
            Scope::Connection,
            None,
            "This is no status of WNS: look at what stands between.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_a_verdict() {
        for status in 0..=u16::MAX {
            let verdict = Reply::from_parts(status, [("x-wns-msg-id", "A")], b"<html>").verdict();
            let expected = match status {
                200..=299 => Action::Delivered,
                401 => Action::RefreshToken,
                403 => Action::StopCredential,
                404 | 410 => Action::DropChannel,
                406 | 429 | 500..=599 => Action::Retry,
                _ => Action::Repair,
            };
            assert_eq!(verdict.action, expected, "{status}");
            assert_eq!(verdict.retry_after.is_some(), expected == Action::Retry, "{status}");
        }
    }
}
