//! What a session knows of a connection.

use super::outcome::Because;
use super::policy::SessionPolicy;
use crate::apns::token::ProviderToken;

/// The last number that a client can give to a stream (RFC 9113 section 5.1.1).
const LAST_STREAM: u32 = 0x7fff_ffff;

/// From here on a connection that may not change its token is given up for one that can have the
/// new one: five minutes before APNs refuses the old.
pub(super) const TOO_OLD_MS: i64 = 55 * 60 * 1000;

/// So many requests in a row without a reply, and the connection is taken for dead.
const MAX_SILENCE: u32 = 3;

/// So many refusals of the only stream in a row, and a new connection is tried.
const MAX_REFUSALS: u32 = 3;

/// So many internal errors in a row, and a new connection is tried.
const MAX_SERVER_ERRORS: u32 = 3;

/// The token that a connection was last asked to use.
#[derive(Clone, Debug)]
pub(super) struct Used {
    pub(super) token: ProviderToken,
    /// When it was first sent, or else chosen, and how old it was when it was chosen.
    pub(super) since_ms: i64,
    pub(super) age_ms: i64,
    pub(super) sent: bool,
}

impl Used {
    /// Its age by the session's own clock, as far as it is known.
    pub(super) const fn age_at(&self, elapsed: i64) -> i64 {
        self.age_ms.saturating_add(elapsed.saturating_sub(self.since_ms))
    }

    /// Whether APNs may rightly call it expired, or soon will.
    pub(super) const fn is_old(&self, elapsed: i64) -> bool {
        self.age_at(elapsed) >= TOO_OLD_MS
    }
}

#[derive(Clone, Debug)]
pub(super) struct Connection {
    pub(super) number: u32,
    pub(super) since_ms: i64,
    pub(super) last_active_ms: i64,
    pub(super) in_flight: u32,
    pub(super) token: Option<Used>,
    /// The server's own limit, where the HTTP/2 layer reports it.
    settings: Option<u32>,
    /// Since when that limit is 0.
    closed_door_ms: Option<i64>,
    /// Whether a request on it has succeeded.
    pub(super) proven: bool,
    /// After a rejection, where the server's limit is not reported: it may have dropped to 1.
    cautious: bool,
    /// Whether APNs called its token invalid.
    pub(super) doubted: bool,
    silence: u32,
    server_errors: u32,
    /// How often in a row a stream was refused while no other was open.
    refusals: u32,
    last_stream: u32,
}

impl Connection {
    pub(super) const fn new(number: u32, elapsed: i64) -> Self {
        Self {
            number,
            since_ms: elapsed,
            last_active_ms: elapsed,
            in_flight: 0,
            token: None,
            settings: None,
            closed_door_ms: None,
            proven: false,
            cautious: false,
            doubted: false,
            silence: 0,
            server_errors: 0,
            refusals: 0,
            last_stream: 0,
        }
    }

    /// The server's SETTINGS; `None` says that it sets no limit (RFC 9113 section 6.5.2).
    pub(super) fn set_limit(&mut self, limit: Option<u32>, elapsed: i64) {
        let limit = limit.unwrap_or(u32::MAX);
        self.settings = Some(limit);
        self.closed_door_ms = (limit == 0).then(|| self.closed_door_ms.unwrap_or(elapsed));
    }

    /// How many requests may be under way, and what sets that limit.
    pub(super) fn limit(&self, policy: &SessionPolicy, by_token: bool) -> (u32, Because) {
        let reported = self.settings.unwrap_or(u32::MAX).min(policy.max_streams);
        // With token auth one stream is allowed until a request with a valid token has succeeded
        // (Apple: Sending notification requests to APNs), whatever is reported.
        let probation = (by_token && !self.proven) || (self.cautious && self.settings.is_none());
        if probation && reported > 1 {
            (1, Because::Probation)
        } else {
            (reported, Because::StreamLimit)
        }
    }

    /// Why no further request may go out on it, if so.
    pub(super) fn worn_out(&self, policy: &SessionPolicy, elapsed: i64) -> Option<Because> {
        let older_than = |limit: i64| elapsed.saturating_sub(self.since_ms) >= limit;
        if self.last_stream >= LAST_STREAM {
            Some(Because::StreamIds)
        } else if self.silence >= MAX_SILENCE {
            Some(Because::Unresponsive)
        } else if self.server_errors >= MAX_SERVER_ERRORS {
            Some(Because::ServerErrors)
        } else if self.refusals >= MAX_REFUSALS {
            Some(Because::StreamLimit)
        } else if policy.max_connection_age_ms.is_some_and(older_than) {
            Some(Because::Age)
        } else if self.closed_door_until(policy).is_some_and(|until| elapsed >= until) {
            Some(Because::StreamLimit)
        } else {
            None
        }
    }

    /// How long a server that lets nothing in is waited for.
    pub(super) fn closed_door_until(&self, policy: &SessionPolicy) -> Option<i64> {
        self.closed_door_ms.map(|since| since.saturating_add(policy.reply_timeout_ms))
    }

    pub(super) fn sent(&mut self, stream: Option<u32>, elapsed: i64) {
        self.in_flight = self.in_flight.saturating_add(1);
        self.last_active_ms = elapsed;
        self.last_stream = self.last_stream.max(stream.unwrap_or(0));
        if let Some(used) = self.token.as_mut().filter(|used| !used.sent) {
            used.sent = true;
            used.age_ms = used.age_ms.saturating_add(elapsed.saturating_sub(used.since_ms));
            used.since_ms = elapsed;
        }
    }

    pub(super) fn succeeded(&mut self, elapsed: i64) {
        self.answered(elapsed);
        self.proven = true;
        self.cautious = false;
        self.server_errors = 0;
        self.refusals = 0;
    }

    /// A stream was refused: the sign of a limit that has dropped, or of a server that takes nothing.
    pub(super) fn refused(&mut self) {
        self.cautious = true;
        if self.in_flight == 0 {
            self.refusals = self.refusals.saturating_add(1);
        }
    }

    pub(super) fn answered(&mut self, elapsed: i64) {
        self.silence = 0;
        self.last_active_ms = elapsed;
    }

    /// A rejection. APNs has been seen to drop the limit to 1 then, until the next success; 410 is
    /// exempt (Apple: Handling notification responses from APNs).
    pub(super) fn rejected(&mut self, status: u16) {
        self.cautious |= (400..500).contains(&status) && status != 410;
        if status == 500 {
            self.server_errors = self.server_errors.saturating_add(1);
        }
    }

    pub(super) fn timed_out(&mut self) {
        self.silence = self.silence.saturating_add(1);
    }
}
