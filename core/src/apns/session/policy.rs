//! What a session may do, in figures.

use core::time::Duration;

use crate::apns::TokenPolicy;
use crate::apns::backoff::Backoff;
use crate::error::{Error, ErrorCode, Result};

/// The figures of a [`Session`](super::Session). The usual ones suit a server that sends all day.
///
/// ```
/// use core::time::Duration;
/// use waxwing::apns::SessionPolicy;
///
/// // Sandbox connections are less stable; senders cap their age.
/// let policy = SessionPolicy::default()
///     .max_connection_age(Duration::from_secs(600))
///     .reply_timeout(Duration::from_secs(10));
/// assert_eq!(policy.check(), Ok(()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionPolicy {
    pub(super) token_policy: TokenPolicy,
    pub(super) max_streams: u32,
    pub(super) reply_timeout_ms: i64,
    pub(super) ping_after_ms: i64,
    pub(super) max_connection_age_ms: Option<i64>,
    pub(super) max_attempts: u32,
    pub(super) ambiguous_resends: u32,
    pub(super) backoff: Backoff,
    pub(super) jitter_seed: Option<u64>,
}

impl Default for SessionPolicy {
    /// Tokens in windows of 50 minutes, up to 1000 requests at once where the server does not say,
    /// 30 seconds for a reply, a PING after an hour, connections of any age, 5 attempts, one
    /// of them after an end without a reply, waits of 1 second to 15 minutes.
    fn default() -> Self {
        Self {
            token_policy: TokenPolicy::default(),
            // What Apple's servers have offered since 2018.
            max_streams: 1000,
            reply_timeout_ms: 30_000,
            // Apple: Sending notification requests to APNs, a PING after an hour of idleness.
            ping_after_ms: 3_600_000,
            max_connection_age_ms: None,
            max_attempts: 5,
            ambiguous_resends: 1,
            backoff: Backoff::default(),
            jitter_seed: None,
        }
    }
}

/// Milliseconds of a duration; what is longer than time itself counts as that.
fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

impl SessionPolicy {
    /// When the provider token changes.
    #[must_use]
    pub const fn token_policy(mut self, policy: TokenPolicy) -> Self {
        self.token_policy = policy;
        self
    }

    /// The most requests under way at once: counts where the HTTP/2 layer does not report the
    /// server's own limit, and where that is higher.
    #[must_use]
    pub const fn max_streams(mut self, number: u32) -> Self {
        self.max_streams = number;
        self
    }

    /// How long a request waits for its reply. APNs sometimes never answers one.
    #[must_use]
    pub fn reply_timeout(mut self, duration: Duration) -> Self {
        self.reply_timeout_ms = millis(duration);
        self
    }

    /// After how much idleness a PING is due.
    #[must_use]
    pub fn ping_after(mut self, duration: Duration) -> Self {
        self.ping_after_ms = millis(duration);
        self
    }

    /// How old a connection may become; without it, as old as the server permits.
    #[must_use]
    pub fn max_connection_age(mut self, duration: impl Into<Option<Duration>>) -> Self {
        self.max_connection_age_ms = duration.into().map(millis);
        self
    }

    /// How often a request is sent when it is refused for a time. Requests that were not
    /// processed at all do not count.
    #[must_use]
    pub const fn max_attempts(mut self, number: u32) -> Self {
        self.max_attempts = number;
        self
    }

    /// How often a request is sent again that may have been processed. The usual 1 loses little
    /// and doubles little; 0 never shows a notification twice; a larger number is for those that
    /// must arrive. Each time the outcome says so.
    #[must_use]
    pub const fn ambiguous_resends(mut self, number: u32) -> Self {
        self.ambiguous_resends = number;
        self
    }

    /// How waits grow: between attempts, and between connections that came to nothing.
    #[must_use]
    pub const fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// Shortens each wait by up to a half, by a number that follows from this one: so that many
    /// machines do not come back in the same instant. Give each machine its own.
    #[must_use]
    pub fn jitter_seed(mut self, seed: impl Into<Option<u64>>) -> Self {
        self.jitter_seed = seed.into();
        self
    }

    /// Whether the figures make sense.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] for a limit of zero, and for a time of zero.
    pub fn check(&self) -> Result<()> {
        let refuse =
            |subject, expected| Err(Error::new(ErrorCode::InvalidInput, subject, expected, "0"));
        if self.max_streams == 0 {
            return refuse("max streams", "1 or more");
        }
        if self.max_attempts == 0 {
            return refuse("max attempts", "1 or more");
        }
        for (subject, time) in [
            ("reply timeout", self.reply_timeout_ms),
            ("ping after", self.ping_after_ms),
            ("backoff", millis(self.backoff.first.min(self.backoff.max))),
            ("max connection age", self.max_connection_age_ms.unwrap_or(1)),
        ] {
            if time == 0 {
                return refuse(subject, "a millisecond or more");
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_may_be_zero() {
        let usual = SessionPolicy::default;
        for (policy, subject) in [
            (usual().max_streams(0), "max streams"),
            (usual().max_attempts(0), "max attempts"),
            (usual().reply_timeout(Duration::ZERO), "reply timeout"),
            (usual().ping_after(Duration::from_micros(999)), "ping after"),
            (usual().max_connection_age(Duration::ZERO), "max connection age"),
            (usual().backoff(Backoff { first: Duration::ZERO, ..Backoff::default() }), "backoff"),
        ] {
            assert_eq!(policy.check().unwrap_err().subject(), subject);
        }
        assert_eq!(usual().reply_timeout(Duration::MAX).check(), Ok(()));
    }
}
