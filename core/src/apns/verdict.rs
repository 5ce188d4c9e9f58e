//! What to do about a reply.

use core::time::Duration;

use super::reason::{self, Reason};
use super::reply::Reply;
use crate::action::{Action, Scope};
use crate::time::Timestamp;

/// What follows from a reason or a status.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    pub(super) action: Action,
    pub(super) scope: Scope,
    /// How long to wait unless the server says so; none when it is not to be sent again.
    pub(super) wait_s: Option<u32>,
    pub(super) new_connection: bool,
    pub(super) advice: &'static str,
}

/// What the caller knows about the request that a reply belongs to. All of it is optional; each
/// part makes verdicts more exact.
///
/// ```
/// use waxwing::apns::VerdictContext;
/// use waxwing::time::Timestamp;
///
/// let now = Timestamp::from_secs(1_437_179_036)?;
/// let registered_at = Timestamp::from_secs(1_400_000_000)?;
/// let context = VerdictContext::new().registered_at(registered_at).sent_at(now);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct VerdictContext {
    registered_at: Option<Timestamp>,
    sent_at: Option<Timestamp>,
    token_issued_at: Option<Timestamp>,
}

impl VerdictContext {
    /// Nothing known.
    #[must_use]
    pub const fn new() -> Self {
        Self { registered_at: None, sent_at: None, token_issued_at: None }
    }

    /// When the app last registered this device token with the caller's server.
    #[must_use]
    pub fn registered_at(mut self, time: impl Into<Option<Timestamp>>) -> Self {
        self.registered_at = time.into();
        self
    }

    /// When the request was sent.
    #[must_use]
    pub fn sent_at(mut self, time: impl Into<Option<Timestamp>>) -> Self {
        self.sent_at = time.into();
        self
    }

    /// When the provider token of the request was issued
    /// ([`ProviderToken::issued_at`](super::ProviderToken::issued_at)).
    #[must_use]
    pub fn token_issued_at(mut self, time: impl Into<Option<Timestamp>>) -> Self {
        self.token_issued_at = time.into();
        self
    }
}

impl From<Option<Timestamp>> for VerdictContext {
    /// With the time of registration alone.
    fn from(registered_at: Option<Timestamp>) -> Self {
        Self { registered_at, ..Self::new() }
    }
}

impl From<Timestamp> for VerdictContext {
    /// With the time of registration alone.
    fn from(registered_at: Timestamp) -> Self {
        Self::from(Some(registered_at))
    }
}

/// What to do about a reply, to what, and when.
///
/// ```
/// use waxwing::apns::{Action, Reply, Scope};
/// use waxwing::time::Timestamp;
///
/// let body = br#"{"reason":"Unregistered","timestamp":1454948015990}"#;
/// let reply = Reply::from_parts(410, [("apns-id", "A")], body);
///
/// let verdict = reply.verdict(Timestamp::from_millis(1_454_948_015_989));
/// assert_eq!((verdict.action, verdict.scope), (Action::DropDevice, Scope::Device));
///
/// let verdict = reply.verdict(Timestamp::from_millis(1_454_948_015_990));
/// assert_eq!(verdict.action, Action::KeepDevice);
///
/// let verdict = Reply::from_parts(503, [("retry-after", "30")], b"").verdict(None);
/// assert_eq!((verdict.action, verdict.retry_after_s()), (Action::Retry, Some(30)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdict {
    /// What to do.
    pub action: Action,
    /// What it holds for.
    pub scope: Scope,
    /// How long to wait before sending again; none when it is not to be sent again as it is.
    ///
    /// After a server's error this is Apple's figure of 15 minutes, unless the reply has its own.
    /// Many senders begin with seconds, double the wait each time, and give up after a few.
    pub retry_after: Option<Duration>,
    /// Whether to send nothing more on this connection, and the next request on a new one.
    pub new_connection: bool,
    /// Why, in Apple's words.
    pub reason: Option<Reason>,
    /// Since when the device token is known to be invalid, if the reply says so.
    pub since: Option<Timestamp>,
    /// What to do, in a sentence for people.
    pub advice: &'static str,
}

impl Verdict {
    /// The wait in seconds.
    #[must_use]
    pub fn retry_after_s(&self) -> Option<u64> {
        self.retry_after.map(|wait| wait.as_secs())
    }
}

/// A token younger than this cannot have expired, unless a clock is wrong: 55 minutes. Apple
/// refuses from 60 on, and five minutes are more than clocks differ that are set at all.
const TOO_YOUNG_TO_EXPIRE_MILLIS: i64 = 55 * 60 * 1000;

impl Reply {
    /// What to do about this reply.
    ///
    /// `context` is a [`VerdictContext`], or just the time when the app last registered the
    /// device token, or `None`.
    ///
    /// * Status 410 means [`Action::DropDevice`], unless the app registered the same token at or
    ///   after the reply's timestamp, compared in milliseconds; without a timestamp, at or after
    ///   the time of sending.
    /// * [`Reason::ExpiredProviderToken`] for a token that was less than 55 minutes old when
    ///   sent, or issued after that, means [`Action::CheckClock`].
    /// * A reason that is unknown or missing leaves the status to decide.
    ///
    /// Source: Apple, "Handling notification responses from APNs"; for each reason,
    /// [`Reason::source`].
    #[must_use]
    pub fn verdict(&self, context: impl Into<VerdictContext>) -> Verdict {
        let context = context.into();
        let rule = if self.is_success() {
            by_status(self.status())
        } else {
            self.reason().and_then(Reason::rule).unwrap_or_else(|| by_status(self.status()))
        };
        let rule = match rule.action {
            Action::DropDevice => self.unless_registered_again(rule, &context),
            Action::RefreshToken => unless_clock_is_off(rule, &context),
            _ => rule,
        };
        let wait_s = rule.wait_s.map(|own| self.retry_after_s().unwrap_or(own));
        Verdict {
            action: rule.action,
            scope: rule.scope,
            retry_after: wait_s.map(|seconds| Duration::from_secs(seconds.into())),
            new_connection: rule.new_connection,
            reason: self.reason().cloned(),
            since: if rule.scope == Scope::Device { self.timestamp() } else { None },
            advice: rule.advice,
        }
    }

    fn unless_registered_again(&self, rule: Rule, context: &VerdictContext) -> Rule {
        let given_up_at = self.timestamp().or(context.sent_at);
        match (context.registered_at, given_up_at) {
            (Some(registered_at), Some(given_up_at)) if registered_at >= given_up_at => Rule {
                action: Action::KeepDevice,
                advice: "The app has registered the device token again since: keep it.",
                ..rule
            },
            _ => rule,
        }
    }
}

fn unless_clock_is_off(rule: Rule, context: &VerdictContext) -> Rule {
    let (Some(sent_at), Some(issued_at)) = (context.sent_at, context.token_issued_at) else {
        return rule;
    };
    let oldest = issued_at.saturating_add_millis(TOO_YOUNG_TO_EXPIRE_MILLIS);
    if sent_at >= oldest {
        return rule;
    }
    Rule {
        action: Action::CheckClock,
        wait_s: None,
        advice: "The provider token is not old by the clock here, but expired at Apple's: set this machine's clock.",
        ..rule
    }
}

/// What follows from a status alone, for replies without a reason that is known.
const fn by_status(status: u16) -> Rule {
    const fn rule(action: Action, scope: Scope, wait_s: Option<u32>, advice: &'static str) -> Rule {
        Rule { action, scope, wait_s, new_connection: false, advice }
    }
    match status {
        200..=299 => {
            rule(Action::Delivered, Scope::Request, None, "APNs accepted the notification.")
        }
        403 => rule(
            Action::StopCredential,
            Scope::Credential,
            None,
            "APNs refused the key or certificate.",
        ),
        410 => rule(
            Action::DropDevice,
            Scope::Device,
            None,
            "The device token is no longer active for the topic: drop it.",
        ),
        429 => rule(
            Action::Retry,
            Scope::Device,
            reason::THROTTLED,
            "Too many requests: wait, and double the wait each time.",
        ),
        400..=499 => {
            rule(Action::Repair, Scope::Request, None, "The request was refused: correct it.")
        }
        500..=599 => rule(
            Action::Retry,
            Scope::Connection,
            reason::SERVER_ERROR,
            "The server failed, or something before it: send again later.",
        ),
        _ => rule(
            Action::Repair,
            Scope::Connection,
            None,
            "This is no status of APNs: look at what stands between.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    const NONE: [(&str, &str); 0] = [];

    fn reply(status: u16, reason: &str) -> Reply {
        Reply::from_parts(status, NONE, format!(r#"{{"reason":"{reason}"}}"#).as_bytes())
    }

    fn secs(secs: i64) -> Timestamp {
        Timestamp::from_secs(secs).unwrap()
    }

    #[test]
    fn every_status_has_a_verdict() {
        for status in 0..=u16::MAX {
            let verdict = Reply::from_parts(status, NONE, b"<html>").verdict(None);
            let expected = match status {
                200..=299 => Action::Delivered,
                403 => Action::StopCredential,
                410 => Action::DropDevice,
                429 | 500..=599 => Action::Retry,
                _ => Action::Repair,
            };
            assert_eq!(verdict.action, expected, "{status}");
            assert_eq!(verdict.retry_after.is_some(), expected.resends(), "{status}");
        }
    }

    #[test]
    fn unknown_reasons_leave_the_status_to_decide() {
        for status in [400, 403, 404, 405, 410, 413, 429, 500, 503] {
            let with = reply(status, "BadMoonPhase").verdict(None);
            let without = Reply::from_parts(status, NONE, b"").verdict(None);
            assert_eq!(with.reason, Some(Reason::Other("BadMoonPhase".into())));
            assert_eq!(Verdict { reason: None, ..with }, without);
        }
    }

    #[test]
    fn a_success_is_one_whatever_its_body_says() {
        assert_eq!(reply(200, "Unregistered").verdict(None).action, Action::Delivered);
    }

    #[test]
    fn a_device_is_kept_when_it_registered_again() {
        let body = br#"{"reason":"Unregistered","timestamp":1454948015990}"#;
        let dated = Reply::from_parts(410, NONE, body);
        let undated = reply(410, "ExpiredToken");
        let at = Timestamp::from_millis;
        let sent = VerdictContext::new().sent_at(at(2000));
        for (reply, context, action) in [
            (&dated, VerdictContext::new(), Action::DropDevice),
            (&dated, at(1_454_948_015_989).into(), Action::DropDevice),
            (&dated, at(1_454_948_015_990).into(), Action::KeepDevice),
            (&dated, at(1_454_948_015_991).into(), Action::KeepDevice),
            // The timestamp counts, not the time of sending.
            (&dated, sent.registered_at(at(2001)), Action::DropDevice),
            (&undated, at(i64::MAX).into(), Action::DropDevice),
            (&undated, sent, Action::DropDevice),
            (&undated, sent.registered_at(at(1999)), Action::DropDevice),
            (&undated, sent.registered_at(at(2000)), Action::KeepDevice),
        ] {
            assert_eq!(reply.verdict(context).action, action, "{context:?}");
        }
        assert_eq!(dated.verdict(None).since, Some(at(1_454_948_015_990)));
    }

    #[test]
    fn a_wrong_clock_is_not_answered_with_new_tokens() {
        let expired = reply(403, "ExpiredProviderToken");
        let issued = VerdictContext::new().token_issued_at(secs(10_000));
        for (context, action) in [
            (issued, Action::RefreshToken),
            (VerdictContext::new().sent_at(secs(10_000)), Action::RefreshToken),
            (issued.sent_at(secs(13_300)), Action::RefreshToken),
            (issued.sent_at(secs(13_299)), Action::CheckClock),
            (issued.sent_at(secs(9_000)), Action::CheckClock),
        ] {
            let verdict = expired.verdict(context);
            assert_eq!(verdict.action, action, "{context:?}");
            assert_eq!(verdict.retry_after_s(), (action == Action::RefreshToken).then_some(0));
            assert!(verdict.new_connection);
        }
    }

    #[test]
    fn the_servers_own_wait_counts() {
        let wait = |status, reason: &str, header: &str| {
            let body = format!(r#"{{"reason":"{reason}"}}"#);
            let reply = Reply::from_parts(status, [("Retry-After", header)], body.as_bytes());
            reply.verdict(None).retry_after_s()
        };
        assert_eq!(wait(503, "ServiceUnavailable", "7"), Some(7));
        assert_eq!(wait(503, "ServiceUnavailable", "soon"), Some(900));
        assert_eq!(wait(429, "TooManyRequests", "60"), Some(60));
        assert_eq!(wait(429, "TooManyRequests", ""), Some(1));
        assert_eq!(wait(413, "PayloadTooLarge", "60"), None);
    }

    #[test]
    fn a_second_token_too_soon_never_asks_for_a_third() {
        let verdict = reply(429, "TooManyProviderTokenUpdates").verdict(None);
        assert_eq!((verdict.action, verdict.new_connection), (Action::Retry, true));
    }
}
