//! What to do about a reply of a push service of Windows.

use core::time::Duration;

use crate::action::{Action, Scope, named};

named! {
    /// Why a reply says what it says, where it tells.
    Cause {
        /// 403 of WNS without its headers: the token is good, and nobody told WNS that its app may
        /// send to this channel (for Entra ID, the mapping of the package family name).
        AppNotMapped = "app_not_mapped",
        /// The service found the request malformed.
        BadRequest = "bad_request",
        /// The client certificate was refused.
        CertificateRefused = "certificate_refused",
        /// The channel has expired, or its app is gone.
        ChannelExpired = "channel_expired",
        /// Too much for this channel at once.
        ChannelThrottled = "channel_throttled",
        /// The service does not know the channel.
        ChannelUnknown = "channel_unknown",
        /// The name, secret or identity that a token was asked for with is wrong.
        CredentialRefused = "credential_refused",
        /// The device has not been online for long.
        DeviceInactive = "device_inactive",
        /// The service blocks the sender's domain.
        DomainBlocked = "domain_blocked",
        /// The device or its settings do not want the notification, or could not be reached.
        DroppedByDevice = "dropped_by_device",
        /// The method was not one that the service has.
        MethodNotAllowed = "method_not_allowed",
        /// The device has too many notifications waiting.
        QueueFull = "queue_full",
        /// The day's quota of a channel without certificate is used up.
        QuotaExceeded = "quota_exceeded",
        /// Too much from this sender.
        SenderThrottled = "sender_throttled",
        /// The service failed.
        ServerError = "server_error",
        /// The device does not take notifications of this kind.
        Suppressed = "suppressed",
        /// The body is larger than the service takes.
        TooLarge = "too_large",
        /// The access token is missing, has expired or is none.
        TokenRefused = "token_refused",
        /// The service is busy, or down.
        Unavailable = "unavailable",
        /// The token, or the certificate, is that of another app.
        WrongApp = "wrong_app",
    }
}

/// What to do about a reply, to what, and when.
///
/// ```
/// use waxwing::windows::{Action, Cause, Scope, wns::Reply};
///
/// let reply = Reply::from_parts(406, [("Retry-After", "120"), ("X-WNS-Status", "dropped")], b"");
/// let verdict = reply.verdict();
/// assert_eq!((verdict.action, verdict.scope), (Action::Retry, Scope::Credential));
/// assert_eq!(verdict.cause, Some(Cause::SenderThrottled));
/// assert_eq!(verdict.retry_after_s(), Some(120));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdict {
    /// What to do.
    pub action: Action,
    /// What it holds for.
    pub scope: Scope,
    /// Why, where the reply tells.
    pub cause: Option<Cause>,
    /// How long to wait before sending again; none when it is not to be sent again, or at once.
    ///
    /// What the server asks for, or a figure to begin with: double it each time.
    pub retry_after: Option<Duration>,
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

/// What follows from a reply, before the wait that the server asks for.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    action: Action,
    scope: Scope,
    cause: Option<Cause>,
    wait_s: Option<u32>,
    advice: &'static str,
}

impl Rule {
    pub(super) const fn new(
        action: Action,
        scope: Scope,
        cause: Option<Cause>,
        advice: &'static str,
    ) -> Self {
        Self { action, scope, cause, wait_s: None, advice }
    }

    /// To be sent again after so many seconds, unless the server has its own figure.
    pub(super) const fn retry(
        scope: Scope,
        cause: Option<Cause>,
        wait_s: u32,
        advice: &'static str,
    ) -> Self {
        Self { action: Action::Retry, scope, cause, wait_s: Some(wait_s), advice }
    }

    /// With what the server asks for, where that is longer.
    #[cfg(feature = "legacy-mpns")]
    pub(super) fn verdict_at_least(self, asked_s: Option<u32>) -> Verdict {
        self.verdict(asked_s.max(self.wait_s))
    }

    /// With what the server asks for.
    pub(super) fn verdict(self, asked_s: Option<u32>) -> Verdict {
        let wait_s = self.wait_s.map(|own| asked_s.unwrap_or(own));
        Verdict {
            action: self.action,
            scope: self.scope,
            cause: self.cause,
            retry_after: wait_s.map(|seconds| Duration::from_secs(seconds.into())),
            advice: self.advice,
        }
    }
}
