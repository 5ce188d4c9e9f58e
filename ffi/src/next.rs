//! What a session wants next, and why.

use waxwing_core::apns::{Because, Next};

use crate::bytes::WaxwingStr;
use crate::fence;
use crate::status::same_names;
use crate::verdict::{WAXWING_TIME_UNKNOWN, nth};

/// What to do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingStep {
    /// None, or one that this version does not know.
    Unknown = 0,
    /// Send up to `room` requests.
    Send = 1,
    /// Open a new connection, after looking up the host's name anew. Leave the old one to its
    /// requests: `waxwing_session_drained` tells when to close it.
    Connect = 2,
    /// Send nothing before one of the requests under way has ended.
    AwaitReply = 3,
    /// Send nothing before `at_ms`.
    WaitUntil = 4,
    /// Send nothing before a human has acted: then `waxwing_session_replace_key` or
    /// `waxwing_session_resume`.
    Stop = 5,
}

/// Why a session wants what it wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingBecause {
    /// None, or one that this version does not know.
    Unknown = 0,
    /// The connection has reached the age that the policy permits.
    Age = 1,
    /// Nothing in the way.
    Clear = 2,
    /// This machine's clock is wrong: APNs calls a provider token expired that is not old
    /// here, or the time given is none that a token can carry.
    Clock = 3,
    /// The connection was closed.
    Closed = 4,
    /// The last connections came to nothing.
    ConnectFailed = 5,
    /// APNs refused the key or certificate.
    Credential = 6,
    /// There was no connection yet.
    First = 7,
    /// The server is closing the connection (GOAWAY, or the reason Shutdown).
    GoingAway = 8,
    /// The connection was idle for too long for the server.
    Idle = 9,
    /// The key was replaced, and a connection stays with the one it began with.
    KeyReplaced = 10,
    /// The limit is 1 until the first request with a valid token succeeds.
    Probation = 11,
    /// The server fails or is not available.
    ServerErrors = 12,
    /// The numbers of the connection's streams are used up (RFC 9113 section 5.1.1).
    StreamIds = 13,
    /// As many requests are under way as the server or the policy permits.
    StreamLimit = 14,
    /// The provider token has to change, and this connection has seen another one less than
    /// 20 minutes ago.
    TokenAge = 15,
    /// APNs called the provider token expired.
    TokenRefused = 16,
    /// APNs has seen too many provider tokens on this connection.
    TokenUpdates = 17,
    /// The connection may have begun before the topic belonged to the team.
    Topics = 18,
    /// The key is not related to the one that the connection began with.
    UnrelatedKey = 19,
    /// Several requests in a row had no reply.
    Unresponsive = 20,
}

/// What to do now, and why.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingNext {
    /// What to do.
    pub step: WaxwingStep,
    /// Why; `WAXWING_BECAUSE_CLEAR` when nothing is in the way.
    pub because: WaxwingBecause,
    /// How many more requests may be under way: 0 unless they may be sent.
    pub room: u32,
    /// Until when to wait, in milliseconds since 1970, or `WAXWING_TIME_UNKNOWN`.
    pub at_ms: i64,
}

/// In the order of the numbers.
pub(crate) const BECAUSES: [Because; 20] = [
    Because::Age,
    Because::Clear,
    Because::Clock,
    Because::Closed,
    Because::ConnectFailed,
    Because::Credential,
    Because::First,
    Because::GoingAway,
    Because::Idle,
    Because::KeyReplaced,
    Because::Probation,
    Because::ServerErrors,
    Because::StreamIds,
    Because::StreamLimit,
    Because::TokenAge,
    Because::TokenRefused,
    Because::TokenUpdates,
    Because::Topics,
    Because::UnrelatedKey,
    Because::Unresponsive,
];

impl From<Because> for WaxwingBecause {
    fn from(because: Because) -> Self {
        same_names! {
            because, Because => Self, else Unknown:
            Age Clear Clock Closed ConnectFailed Credential First GoingAway Idle KeyReplaced Probation ServerErrors StreamIds StreamLimit TokenAge TokenRefused TokenUpdates Topics UnrelatedKey Unresponsive
        }
    }
}

impl From<&Next> for WaxwingNext {
    fn from(next: &Next) -> Self {
        let step = match next {
            Next::Send { .. } => WaxwingStep::Send,
            Next::Connect { .. } => WaxwingStep::Connect,
            Next::AwaitReply { .. } => WaxwingStep::AwaitReply,
            Next::WaitUntil { .. } => WaxwingStep::WaitUntil,
            Next::Stop { .. } => WaxwingStep::Stop,
            _ => WaxwingStep::Unknown,
        };
        Self {
            step,
            because: next.because().into(),
            room: next.room(),
            at_ms: next.wait_until().map_or(WAXWING_TIME_UNKNOWN, |time| time.as_millis()),
        }
    }
}

/// The name of a `waxwing_step`, as all languages show it, such as `await_reply`; `{NULL, 0}` for a
/// number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_step_name(step: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || WaxwingStr::of_option(nth(Next::NAMES, step)))
}

/// The name of a `waxwing_because`, as all languages show it, such as `going_away`; `{NULL, 0}` for
/// a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_because_name(because: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || {
        WaxwingStr::of_option(nth(&BECAUSES, because).map(Because::name))
    })
}
