//! The policy of a connection to APNs, without the connection.

mod clock;
mod connection;
mod judge;
mod outcome;
mod policy;
mod requests;
mod tokens;

use alloc::collections::VecDeque;
use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use self::clock::Clock;
use self::connection::Connection;
use self::requests::{Flight, Requests};
use self::tokens::{Choice, Tokens};
use super::goaway::GoAway;
use super::key::ProviderKey;
use super::reply::Reply;
use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;

pub use self::outcome::{Because, Fate, Next, Outcome};
pub use self::policy::SessionPolicy;

/// The stream was refused before it was processed (RFC 9113 section 7).
const REFUSED_STREAM: u32 = 7;

/// So many connections that are going away are remembered while they have requests; a caller that
/// asks [`Session::drained`] never comes near.
const MAX_DRAINING: usize = 1024;

/// What a sender knows and decides about its connection to APNs and those that follow it: whether
/// it may send now and with which token, how long to wait, when to open a new connection, and what
/// becomes of each request.
///
/// It opens nothing and reads no clock. Tell it what happens on a connection of any HTTP/2
/// library, and ask it what to do. Where the library hides something (SETTINGS, GOAWAY, the
/// numbers of streams), leave that out: the session then assumes what is safe.
///
/// ```
/// use waxwing::apns::{Next, ProviderKey, Reply, Session, SessionPolicy};
/// use waxwing::time::Timestamp;
/// # const P8: &str = "MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCDJr6nYRbp1FmtcIVdnsdaTTlDD2zbomxJ7imIrEg9nIQ==";
///
/// let key = ProviderKey::from_p8(P8, "ABC123DEFG", "DEF123GHIJ")?;
/// let mut session = Session::with_key(key, SessionPolicy::default())?;
/// let now = Timestamp::from_secs(1_437_179_036)?;
///
/// assert!(matches!(session.next(now), Next::Connect { .. }));
/// let connection = session.connected(now);
/// session.settings(connection, Some(1000), now);
///
/// // Until the first request with a valid token has succeeded, APNs permits one at a time.
/// let Next::Send { room: 1, token: Some(token) } = session.next(now) else { panic!() };
/// session.sent(42, None, None, now)?; // a number of your own; then send the request itself
///
/// let reply = Reply::from_parts(200, [("apns-id", "A")], b"");
/// let outcome = session.reply(42, &reply, None, now).expect("request 42 was under way");
/// assert!(!outcome.resend());
/// assert_eq!(session.next(now).room(), 1000);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// The rules, and where they come from:
///
/// * one stream until a request with a valid token has succeeded, then the server's limit (Apple:
///   Sending notification requests to APNs); again one after a rejection, where the limit is not
///   reported, as APNs has been seen to do;
/// * a provider token changes with its window, and on a connection at most every 20 minutes (Apple:
///   Establishing a token-based connection to APNs). When that keeps one in use that is 55 minutes
///   old, a new connection is due;
/// * after `ExpiredProviderToken` a new token goes with a new connection, once; after
///   `TooManyProviderTokenUpdates` the same token does. A token that is expired at Apple's but not
///   old here means that this machine's clock is wrong: the session waits, and never makes tokens
///   in a loop;
/// * requests above the last stream of a GOAWAY, and streams refused with `REFUSED_STREAM`, were
///   not processed (RFC 9113 sections 6.8 and 8.7). What ended without a reply in any other way is
///   [`Fate::Ambiguous`], as is what a gateway answered in place of APNs: it is sent again once, or as
///   often as the policy says, and then given up;
/// * a device token that was given up and has been registered again since is sent to once more;
/// * connections that come to nothing, and errors of the server, make it wait for longer each time;
/// * a key or certificate that APNs refuses stops the session, a single `InvalidProviderToken`
///   excepted: that has passed by itself. So does a handshake that brought no certificate where
///   no token is sent. What a certificate may push, ask before:
///   [`CertificateScope::check`](super::CertificateScope::check).
///
/// A session belongs to one connection at a time and its successors. For more throughput, use
/// several; they make the same tokens. It is fed by one thread at a time.
pub struct Session {
    policy: SessionPolicy,
    /// None with a client certificate.
    tokens: Option<Tokens>,
    clock: Clock,
    current: Option<Connection>,
    /// Connections with requests under way, and no further ones.
    draining: VecDeque<Connection>,
    connections: u32,
    requests: Requests,
    /// Why a connection is needed.
    need: Because,
    /// Before this, on the session's own clock, no connection is to be opened.
    connect_after_ms: i64,
    /// How many connections in a row have come to nothing.
    fruitless: u32,
    /// Before this nothing is to be sent, and why.
    pause: Option<(i64, Because)>,
    /// How many pauses there were since the last success.
    pauses: u32,
    /// How many connections in a row have called the token invalid.
    doubts: u32,
    stopped: Option<Because>,
    /// Before this no connection is replaced for a topic's sake.
    topics_after_ms: i64,
    waits: u64,
    /// Connections up to this number belong to a credential that was replaced.
    retired: u32,
    /// Until when the next token is waited for.
    token_due_at: Option<Timestamp>,
}

impl Session {
    /// A session that sends provider tokens of this key.
    ///
    /// # Errors
    ///
    /// Those of [`SessionPolicy::check`].
    pub fn with_key(key: impl Into<Arc<ProviderKey>>, policy: SessionPolicy) -> Result<Self> {
        let tokens = Tokens::new(key.into(), policy.token_policy);
        Self::new(Some(tokens), policy)
    }

    /// A session on connections with a client certificate, where no token is sent.
    ///
    /// # Errors
    ///
    /// Those of [`SessionPolicy::check`].
    pub fn with_certificate(policy: SessionPolicy) -> Result<Self> {
        Self::new(None, policy)
    }

    fn new(tokens: Option<Tokens>, policy: SessionPolicy) -> Result<Self> {
        policy.check()?;
        Ok(Self {
            policy,
            tokens,
            clock: Clock::default(),
            current: None,
            draining: VecDeque::new(),
            connections: 0,
            requests: Requests::default(),
            need: Because::First,
            connect_after_ms: 0,
            fruitless: 0,
            pause: None,
            pauses: 0,
            doubts: 0,
            stopped: None,
            topics_after_ms: 0,
            waits: 0,
            retired: 0,
            token_due_at: None,
        })
    }

    /// What to do now.
    pub fn next(&mut self, now: Timestamp) -> Next {
        let elapsed = self.clock.advance(now);
        self.token_due_at = None;
        if let Some(because) = self.stopped {
            return Next::Stop { because };
        }
        if let Some((until, because)) = self.pause {
            if elapsed < until {
                return Next::WaitUntil { at: self.clock.at(until), because };
            }
            self.pause = None;
        }
        if let Some(because) =
            self.current.as_ref().and_then(|it| it.worn_out(&self.policy, elapsed))
        {
            self.leave(because, elapsed);
        }
        let by_token = self.tokens.is_some();
        let Some(connection) = &mut self.current else {
            return self.next_connection(elapsed);
        };
        let (limit, because) = connection.limit(&self.policy, by_token);
        let room = limit.saturating_sub(connection.in_flight);
        if room == 0 {
            return match connection.closed_door_until(&self.policy) {
                // Nothing is under way whose end could change that.
                Some(until) if connection.in_flight == 0 => {
                    Next::WaitUntil { at: self.clock.at(until), because }
                }
                _ => Next::AwaitReply { because },
            };
        }
        match self.tokens.as_mut().map(|it| it.choose(connection, now, elapsed)) {
            None => Next::Send { room, token: None },
            Some(Choice::Use(token)) => Next::Send { room, token: Some(token) },
            Some(Choice::NewConnection) => {
                self.leave(Because::TokenAge, elapsed);
                self.next_connection(elapsed)
            }
            Some(Choice::WaitUntil(at)) => {
                self.token_due_at = Some(at);
                Next::WaitUntil { at, because: Because::TokenRefused }
            }
            Some(Choice::Clock) => Next::Stop { because: Because::Clock },
        }
    }

    fn next_connection(&self, elapsed: i64) -> Next {
        if elapsed < self.connect_after_ms {
            let at = self.clock.at(self.connect_after_ms);
            return Next::WaitUntil { at, because: Because::ConnectFailed };
        }
        Next::Connect { because: self.need }
    }

    /// A connection is open: its number, for the calls about it. A connection that was in use
    /// until now is left to its requests.
    pub fn connected(&mut self, now: Timestamp) -> u32 {
        let elapsed = self.clock.advance(now);
        self.leave(Because::Closed, elapsed);
        self.connections = self.connections.wrapping_add(1);
        self.current = Some(Connection::new(self.connections, elapsed));
        self.connections
    }

    /// A connection could not be opened, or not be secured.
    pub fn connect_failed(&mut self, now: Timestamp) {
        let elapsed = self.clock.advance(now);
        self.came_to_nothing(elapsed);
        self.need = Because::ConnectFailed;
    }

    /// The server's SETTINGS arrived: its limit of concurrent streams, or `None` when they name
    /// none, which means that there is none (RFC 9113 section 6.5.2).
    pub fn settings(
        &mut self,
        connection: u32,
        max_concurrent_streams: Option<u32>,
        now: Timestamp,
    ) {
        let elapsed = self.clock.advance(now);
        if let Some(it) = self.current.as_mut().filter(|it| it.number == connection) {
            it.set_limit(max_concurrent_streams, elapsed);
        }
    }

    /// A request is about to be sent on the current connection: call this first, and send it only
    /// when it is accepted.
    ///
    /// `request` is a number of the caller's own, the same for every attempt; `stream` the number
    /// of its stream, if the HTTP/2 library tells; `expires_at` its expiration, after which it is
    /// not sent again.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidState`] when [`next`](Self::next) would not have said that there is
    /// room, or a request with this number is under way.
    pub fn sent(
        &mut self,
        request: u64,
        stream: Option<u32>,
        expires_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<()> {
        let elapsed = self.clock.advance(now);
        let refuse = |expected: &'static str, found| {
            Err(Error::new(ErrorCode::InvalidState, "session", expected, found))
        };
        if self.requests.is_in_flight(request) {
            return refuse("another number for each request under way", format!("{request} again"));
        }
        let paused = self.pause.is_some_and(|(until, _)| elapsed < until);
        let by_token = self.tokens.is_some();
        let Some(connection) = self.current.as_mut().filter(|_| self.stopped.is_none() && !paused)
        else {
            return refuse("a request only when the session says send", "none".into());
        };
        if let Some(because) = connection.worn_out(&self.policy, elapsed) {
            return refuse("room for a request", format!("none: {because}"));
        }
        let (limit, because) = connection.limit(&self.policy, by_token);
        if connection.in_flight >= limit {
            return refuse("room for a request", format!("none: {because}"));
        }
        if by_token && connection.token.is_none() {
            return refuse("to be asked for a token first", "no token".into());
        }
        connection.sent(stream, elapsed);
        let flight = Flight {
            connection: connection.number,
            stream,
            sent_at: now,
            token_issued_at: connection.token.as_ref().map(|used| used.token.issued_at()),
        };
        self.requests.send(request, flight, expires_at, elapsed);
        Ok(())
    }

    /// A reply arrived. `registered_at` is when the app last registered the device token.
    ///
    /// `None` when no request with this number is under way. An answer to an attempt that has ended
    /// already, such as one that was overdue, must not be given: it would count for the next one.
    pub fn reply(
        &mut self,
        request: u64,
        reply: &Reply,
        registered_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Option<Outcome> {
        let elapsed = self.clock.advance(now);
        self.judge_reply(request, reply, registered_at, now, elapsed)
    }

    /// The stream of a request was reset, with this error code (RFC 9113 section 7), or the
    /// request failed in a way that has none. A request that never left this machine counts as
    /// reset with `REFUSED_STREAM`, 7.
    ///
    /// `None` when no request with this number is under way. As with [`reply`](Self::reply), only
    /// the present attempt counts.
    pub fn reset(
        &mut self,
        request: u64,
        error_code: Option<u32>,
        now: Timestamp,
    ) -> Option<Outcome> {
        let elapsed = self.clock.advance(now);
        let number = self.connection_of(request)?;
        let refused = error_code == Some(REFUSED_STREAM);
        let outcome = if refused {
            self.unprocessed(request, now, elapsed)
        } else {
            self.uncertain(request, now, elapsed)
        };
        if let Some(connection) = self.connection(number) {
            if refused { connection.refused() } else { connection.timed_out() }
        }
        outcome
    }

    /// The requests that have waited too long for their replies. Reset their streams, so that they
    /// do not count for the server any more.
    pub fn overdue(&mut self, now: Timestamp) -> Vec<Outcome> {
        let elapsed = self.clock.advance(now);
        let sent_by = elapsed.saturating_sub(self.policy.reply_timeout_ms);
        let mut outcomes = Vec::new();
        while let Some(request) = self.requests.next_sent_by(sent_by) {
            let connection = self.connection_of(request);
            let Some(outcome) = self.uncertain(request, now, elapsed) else { break };
            outcomes.push(outcome);
            if let Some(connection) = connection.and_then(|number| self.connection(number)) {
                connection.timed_out();
            }
        }
        outcomes
    }

    /// A GOAWAY frame arrived, be it the first or another: what it leaves out can be sent again
    /// at once. The other requests on the connection may still be answered.
    pub fn goaway(&mut self, connection: u32, goaway: &GoAway, now: Timestamp) -> Vec<Outcome> {
        let elapsed = self.clock.advance(now);
        self.judge_goaway(connection, goaway, elapsed);
        // Stream 0 says that none was processed (RFC 9113 section 6.8).
        let none = goaway.last_stream_id() == 0;
        let left_out = self.requests.on(connection, |flight| {
            flight.stream.map_or(none, |stream| goaway.leaves_out(stream))
        });
        left_out.into_iter().filter_map(|it| self.unprocessed(it, now, elapsed)).collect()
    }

    /// The connection is closed, by whichever side: nothing more comes on it.
    pub fn closed(&mut self, connection: u32, now: Timestamp) -> Vec<Outcome> {
        let elapsed = self.clock.advance(now);
        if self.current.as_ref().is_some_and(|it| it.number == connection) {
            self.leave(Because::Closed, elapsed);
        }
        let lost = self.requests.on(connection, |_| true);
        let outcomes = lost.into_iter().filter_map(|it| self.uncertain(it, now, elapsed)).collect();
        self.draining.retain(|it| it.number != connection);
        outcomes
    }

    /// A request that was to be sent again will not be.
    pub fn forget(&mut self, request: u64) {
        self.requests.forget(request);
    }

    /// From now on this key is used, on a new connection: one stays with the key it began with.
    /// Ends a stop.
    pub fn replace_key(&mut self, key: impl Into<Arc<ProviderKey>>, now: Timestamp) {
        let elapsed = self.clock.advance(now);
        self.tokens = Some(Tokens::new(key.into(), self.policy.token_policy));
        self.go_on(Because::KeyReplaced, elapsed);
    }

    /// Goes on, on a new connection, after a human has mended what stopped the session, or has
    /// replaced the certificate.
    pub fn resume(&mut self, now: Timestamp) {
        let elapsed = self.clock.advance(now);
        self.go_on(Because::Credential, elapsed);
    }

    fn go_on(&mut self, because: Because, elapsed: i64) {
        self.leave(because, elapsed);
        self.retired = self.connections;
        self.need = because;
        (self.stopped, self.pause) = (None, None);
        (self.doubts, self.fruitless, self.pauses) = (0, 0, 0);
        self.connect_after_ms = elapsed;
    }

    /// The number of a connection that has no more requests under way and gets no further ones:
    /// close it. Ask again until there is none.
    pub fn drained(&mut self) -> Option<u32> {
        let place = self.draining.iter().position(|it| it.in_flight == 0)?;
        self.draining.remove(place).map(|it| it.number)
    }

    /// When a PING is due, if nothing else is sent (Apple: Sending notification requests to APNs).
    /// Tell the session of it with [`pinged`](Self::pinged).
    #[must_use]
    pub fn ping_due_at(&self) -> Option<Timestamp> {
        let connection = self.current.as_ref()?;
        Some(self.clock.at(connection.last_active_ms.saturating_add(self.policy.ping_after_ms)))
    }

    /// A PING was answered.
    pub fn pinged(&mut self, connection: u32, now: Timestamp) {
        let elapsed = self.clock.advance(now);
        if let Some(connection) = self.connection(connection) {
            connection.answered(elapsed);
        }
    }

    /// When to ask [`next`](Self::next) and [`overdue`](Self::overdue) again although nothing has
    /// happened: the earliest of the times that it waits for.
    pub fn wake_at(&mut self) -> Option<Timestamp> {
        let overdue = self.requests.oldest_ms();
        let overdue = overdue.map(|sent| sent.saturating_add(self.policy.reply_timeout_ms));
        if self.stopped.is_some() {
            return overdue.map(|elapsed| self.clock.at(elapsed));
        }
        let pause = self.pause.map(|(until, _)| until);
        let door = self.current.as_ref().and_then(|it| it.closed_door_until(&self.policy));
        let connect = self.current.is_none().then_some(self.connect_after_ms);
        let now = self.clock.elapsed_ms();
        // What is past has been answered by `next`; what is overdue still has to be asked for.
        let ahead = [pause, door, connect].into_iter().flatten().filter(|until| *until > now);
        let times = ahead.chain(overdue).map(|elapsed| self.clock.at(elapsed));
        times.chain(self.token_due_at).min()
    }

    /// How many requests are under way, on all connections.
    #[must_use]
    pub const fn in_flight(&self) -> usize {
        self.requests.in_flight()
    }

    /// The number of the current connection.
    #[must_use]
    pub fn connection_number(&self) -> Option<u32> {
        self.current.as_ref().map(|it| it.number)
    }

    fn connection(&mut self, number: u32) -> Option<&mut Connection> {
        self.current.iter_mut().chain(&mut self.draining).find(|it| it.number == number)
    }

    /// No further request goes out on the current connection.
    fn leave(&mut self, because: Because, elapsed: i64) {
        let Some(connection) = self.current.take() else { return };
        self.need = because;
        if connection.proven {
            self.fruitless = 0;
            self.connect_after_ms = elapsed;
        } else {
            self.came_to_nothing(elapsed);
        }
        if self.draining.len() >= MAX_DRAINING {
            self.draining.pop_front();
        }
        self.draining.push_back(connection);
    }

    fn came_to_nothing(&mut self, elapsed: i64) {
        self.fruitless = self.fruitless.saturating_add(1);
        let wait = self.wait_ms(self.fruitless);
        self.connect_after_ms = elapsed.saturating_add(wait);
    }
}

impl fmt::Debug for Session {
    /// Where it stands, without its key and tokens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("connection", &self.connection_number())
            .field("in_flight", &self.in_flight())
            .field("stopped", &self.stopped)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
