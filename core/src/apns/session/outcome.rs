//! What a session answers.

use core::time::Duration;

use crate::action::named;
use crate::apns::token::ProviderToken;
use crate::apns::verdict::Verdict;
use crate::time::Timestamp;

named! {
    /// Why a session wants what it wants.
    Because {
        /// The connection has reached the age that the policy permits.
        Age = "age",
        /// Nothing in the way.
        Clear = "clear",
        /// This machine's clock is wrong: APNs calls a provider token expired that is not old
        /// here, or the time given is none that a token can carry.
        Clock = "clock",
        /// The connection was closed.
        Closed = "closed",
        /// The last connections came to nothing.
        ConnectFailed = "connect_failed",
        /// APNs refused the key or certificate.
        Credential = "credential",
        /// There was no connection yet.
        First = "first",
        /// The server is closing the connection (GOAWAY, or the reason Shutdown).
        GoingAway = "going_away",
        /// The connection was idle for too long for the server.
        Idle = "idle",
        /// The key was replaced, and a connection stays with the one it began with.
        KeyReplaced = "key_replaced",
        /// The limit is 1 until the first request with a valid token succeeds.
        Probation = "probation",
        /// The server fails or is not available.
        ServerErrors = "server_errors",
        /// The numbers of the connection's streams are used up (RFC 9113 section 5.1.1).
        StreamIds = "stream_ids",
        /// As many requests are under way as the server or the policy permits.
        StreamLimit = "stream_limit",
        /// The provider token has to change, and this connection has seen another one less than
        /// 20 minutes ago.
        TokenAge = "token_age",
        /// APNs called the provider token expired.
        TokenRefused = "token_refused",
        /// APNs has seen too many provider tokens on this connection.
        TokenUpdates = "token_updates",
        /// The connection may have begun before the topic belonged to the team.
        Topics = "topics",
        /// The key is not related to the one that the connection began with.
        UnrelatedKey = "unrelated_key",
        /// Several requests in a row had no reply.
        Unresponsive = "unresponsive",
    }
}

named! {
    /// What is known of a request.
    Fate {
        /// It was not answered, and may have been processed: to send it again may show the
        /// notification twice, unless a collapse id prevents that.
        Ambiguous = "ambiguous",
        /// APNs answered it.
        Answered = "answered",
        /// APNs did not look at it (RFC 9113 sections 6.8 and 8.7): to send it again is safe.
        NotProcessed = "not_processed",
    }
}

/// What to do now.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Next {
    /// Send up to `room` requests.
    Send {
        /// How many more may be under way.
        room: u32,
        /// The provider token that they carry; none with a client certificate.
        token: Option<ProviderToken>,
    },
    /// Open a new connection, after looking up the host's name anew. Leave the old one to its
    /// requests: [`Session::drained`](super::Session::drained) tells when to close it.
    Connect {
        /// What became of the last one.
        because: Because,
    },
    /// Send nothing before one of the requests under way has ended.
    AwaitReply {
        /// Why.
        because: Because,
    },
    /// Send nothing before this time.
    WaitUntil {
        /// The time, by the caller's clock.
        at: Timestamp,
        /// Why.
        because: Because,
    },
    /// Send nothing before a human has acted: then [`Session::replace_key`](super::Session::replace_key)
    /// or [`Session::resume`](super::Session::resume).
    Stop {
        /// Why.
        because: Because,
    },
}

impl Next {
    /// The snake_case names of the five, in the order of their declaration.
    pub const NAMES: &'static [&'static str] =
        &["send", "connect", "await_reply", "wait_until", "stop"];

    /// Its snake_case name, the same in every language.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Send { .. } => "send",
            Self::Connect { .. } => "connect",
            Self::AwaitReply { .. } => "await_reply",
            Self::WaitUntil { .. } => "wait_until",
            Self::Stop { .. } => "stop",
        }
    }

    /// Why; for [`Send`](Self::Send) it is [`Because::Clear`].
    #[must_use]
    pub const fn because(&self) -> Because {
        match self {
            Self::Send { .. } => Because::Clear,
            Self::Connect { because }
            | Self::AwaitReply { because }
            | Self::WaitUntil { because, .. }
            | Self::Stop { because } => *because,
        }
    }

    /// How many requests may be sent: 0 unless it is [`Send`](Self::Send).
    #[must_use]
    pub const fn room(&self) -> u32 {
        match self {
            Self::Send { room, .. } => *room,
            _ => 0,
        }
    }

    /// The token to send with, if there is one.
    #[must_use]
    pub const fn token(&self) -> Option<&ProviderToken> {
        match self {
            Self::Send { token, .. } => token.as_ref(),
            _ => None,
        }
    }

    /// Until when to wait, if that is the answer.
    #[must_use]
    pub const fn wait_until(&self) -> Option<Timestamp> {
        match self {
            Self::WaitUntil { at, .. } => Some(*at),
            _ => None,
        }
    }
}

/// How a request ended, and what to do about it.
///
/// One rule serves all: when the verdict has a [`retry_after`](Verdict::retry_after), send the
/// request again under the same number after that time; otherwise it is done, in the way that the
/// verdict's action says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// The caller's number of the request.
    pub request: u64,
    /// What to do.
    pub verdict: Verdict,
    /// Whether it was processed.
    pub fate: Fate,
    /// How often it has been sent.
    pub attempt: u32,
}

impl Outcome {
    /// Whether to send the request again.
    #[must_use]
    pub const fn resend(&self) -> bool {
        self.verdict.retry_after.is_some()
    }

    /// Whether sending it again may show the notification twice.
    #[must_use]
    pub fn may_duplicate(&self) -> bool {
        self.resend() && self.fate == Fate::Ambiguous
    }

    /// How long to wait before, if it is to be sent again.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        self.verdict.retry_after
    }
}
