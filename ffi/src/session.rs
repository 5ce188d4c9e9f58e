//! The policy of a connection to APNs, without the connection.

use std::sync::Arc;

use waxwing_core::apns::{Outcome, Session, SessionPolicy};
use waxwing_core::error::Result;
use waxwing_core::time::Timestamp;

use crate::error::WaxwingError;
use crate::fence;
use crate::goaway::WaxwingGoaway;
use crate::next::WaxwingNext;
use crate::outcome::{WaxwingOutcome, WaxwingOutcomes};
use crate::provider_key::WaxwingProviderKey;
use crate::provider_token::{Authorization, WaxwingProviderToken};
use crate::reply::WaxwingReply;
use crate::session_policy::WaxwingSessionPolicy;
use crate::status::WaxwingStatus;
use crate::verdict::known;

/// The number of a stream that the HTTP/2 library does not tell.
pub const WAXWING_STREAM_UNKNOWN: u32 = 0;

/// A limit of concurrent streams that the server's SETTINGS do not name: there is none.
pub const WAXWING_STREAMS_UNLIMITED: u32 = u32::MAX;

/// The error code of a request that failed in a way that has none.
pub const WAXWING_ERROR_CODE_UNKNOWN: u32 = u32::MAX;

/// What a sender knows and decides about its connection to APNs and those that follow it: whether
/// it may send now and with which token, how long to wait, when to open a new connection, and what
/// becomes of each request.
///
/// It opens nothing and reads no clock. Tell it what happens on a connection of any HTTP/2 library,
/// and ask it what to do. Where the library hides something (SETTINGS, GOAWAY, the numbers of
/// streams), leave that out: the session then assumes what is safe. A session belongs to one
/// connection at a time and its successors. For more throughput, use several; they make the same
/// tokens. It belongs to one thread at a time, like a builder.
pub struct WaxwingSession {
    session: Session,
    /// The header of the token that was handed out last, so that it is written once.
    line: Option<Arc<Authorization>>,
    /// What the last single outcome's views lead into.
    last: Option<Outcome>,
}

impl WaxwingSession {
    const fn new(session: Session) -> Self {
        Self { session, line: None, last: None }
    }

    fn next(&mut self, now: Timestamp) -> (WaxwingNext, Option<WaxwingProviderToken>) {
        let next = self.session.next(now);
        let token = next.token().map(|token| {
            let token = WaxwingProviderToken::sharing(token.clone(), self.line.take());
            self.line = Some(Arc::clone(&token.line));
            token
        });
        ((&next).into(), token)
    }

    /// Keeps what the views of an outcome lead into.
    fn keep(&mut self, request: u64, outcome: Option<Outcome>) -> WaxwingOutcome {
        self.last = outcome;
        self.last.as_ref().map_or_else(|| WaxwingOutcome::none(request), WaxwingOutcome::of)
    }
}

/// Makes a session.
///
/// # Safety
///
/// All pointers keep to the contract of the crate.
unsafe fn make(
    policy: *const WaxwingSessionPolicy,
    out_session: *mut *mut WaxwingSession,
    out_error: *mut *mut WaxwingError,
    begin: impl FnOnce(SessionPolicy) -> Result<Session>,
) -> WaxwingStatus {
    let make = || {
        let policy = if policy.is_null() {
            SessionPolicy::default()
        } else {
            // SAFETY: as the caller promises.
            unsafe { fence::reference(policy, "policy") }?.read()?
        };
        begin(policy).map(WaxwingSession::new)
    };
    // SAFETY: as the caller promises.
    unsafe { fence::make(out_session, "out_session", out_error, make) }
}

/// Tells a session something whose answer is a plain value.
///
/// # Safety
///
/// All pointers keep to the contract of the crate.
unsafe fn ask<V>(
    session: *mut WaxwingSession,
    out: *mut V,
    what: &'static str,
    out_error: *mut *mut WaxwingError,
    body: impl FnOnce(&mut WaxwingSession) -> Result<V>,
) -> WaxwingStatus {
    let whole = || {
        // SAFETY: as the caller promises.
        let session = unsafe { fence::reference_mut(session, "session") }?;
        body(session)
    };
    // SAFETY: as the caller promises.
    unsafe { fence::give(out, what, out_error, whole) }
}

/// Tells a session something by which several requests may end.
///
/// # Safety
///
/// All pointers keep to the contract of the crate.
unsafe fn end(
    session: *mut WaxwingSession,
    out_outcomes: *mut *mut WaxwingOutcomes,
    out_error: *mut *mut WaxwingError,
    body: impl FnOnce(&mut Session) -> Result<Vec<Outcome>>,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: as the caller promises.
        let session = unsafe { fence::reference_mut(session, "session") }?;
        body(&mut session.session).map(WaxwingOutcomes)
    };
    // SAFETY: as the caller promises.
    unsafe { fence::make(out_outcomes, "out_outcomes", out_error, make) }
}

/// Tells a session something that has no answer.
///
/// # Safety
///
/// Both pointers keep to the contract of the crate.
unsafe fn tell(
    session: *mut WaxwingSession,
    out_error: *mut *mut WaxwingError,
    body: impl FnOnce(&mut Session) -> Result<()>,
) -> WaxwingStatus {
    // SAFETY: as the caller promises.
    unsafe { fence::change(session, "session", out_error, |it| body(&mut it.session)) }
}

/// A session that sends provider tokens of this key. `policy` may be NULL for the usual figures.
/// Free the session with `waxwing_session_free`; key and policy may be freed before.
///
/// `WAXWING_STATUS_INVALID_INPUT` for a limit or time of zero; or the first error of the policy's
/// setters.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_with_key(
    key: *const WaxwingProviderKey,
    policy: *const WaxwingSessionPolicy,
    out_session: *mut *mut WaxwingSession,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let begin = |policy| {
        // SAFETY: by contract.
        let key = unsafe { fence::reference(key, "key") }?;
        Session::with_key(Arc::clone(&key.key), policy)
    };
    // SAFETY: by contract.
    unsafe { make(policy, out_session, out_error, begin) }
}

/// The same on connections with a client certificate, where no token is sent.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_with_certificate(
    policy: *const WaxwingSessionPolicy,
    out_session: *mut *mut WaxwingSession,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { make(policy, out_session, out_error, Session::with_certificate) }
}

/// Frees a session. NULL is fine. Tokens and lists that it gave stay.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_free(session: *mut WaxwingSession) {
    // SAFETY: by contract.
    unsafe { fence::free(session) }
}

/// What to do at the time `now_ms`, milliseconds since 1970.
///
/// `out_token` receives the provider token that requests carry until the next call, to be freed
/// with `waxwing_provider_token_free`; NULL where nothing may be sent, and with a client
/// certificate. `out_token` itself may be NULL if it is not wanted. Ask once for as many requests
/// as there is room for.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_next(
    session: *mut WaxwingSession,
    now_ms: i64,
    out_next: *mut WaxwingNext,
    out_token: *mut *mut WaxwingProviderToken,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let body = |session: &mut WaxwingSession| {
        let (next, token) = session.next(Timestamp::from_millis(now_ms));
        if !out_token.is_null() {
            let token = token.map_or(std::ptr::null_mut(), |it| Box::into_raw(Box::new(it)));
            // SAFETY: neither NULL nor misaligned; writable by contract.
            unsafe { out_token.write(token) };
        }
        Ok(next)
    };
    let checked = |session: &mut WaxwingSession| {
        if !out_token.is_null() {
            fence::aligned(out_token.cast_const(), "out_token")?;
        }
        body(session)
    };
    // SAFETY: by contract.
    unsafe { clear(out_token) };
    // SAFETY: by contract.
    unsafe { ask(session, out_next, "out_next", out_error, checked) }
}

/// Sets a handle that may be handed out to NULL.
///
/// # Safety
///
/// `out` keeps to the contract of the crate.
unsafe fn clear<T>(out: *mut *mut T) {
    if !out.is_null() && out.is_aligned() {
        // SAFETY: neither NULL nor misaligned; writable as the caller promises.
        unsafe { out.write(std::ptr::null_mut()) };
    }
}

/// A connection is open: `out_connection` receives its number, for the calls about it. A connection
/// that was in use until now is left to its requests.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_connected(
    session: *mut WaxwingSession,
    now_ms: i64,
    out_connection: *mut u32,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let body = |it: &mut WaxwingSession| Ok(it.session.connected(Timestamp::from_millis(now_ms)));
    // SAFETY: by contract.
    unsafe { ask(session, out_connection, "out_connection", out_error, body) }
}

/// A connection could not be opened, or not be secured.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_connect_failed(
    session: *mut WaxwingSession,
    now_ms: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let body = |it: &mut Session| {
        it.connect_failed(Timestamp::from_millis(now_ms));
        Ok(())
    };
    // SAFETY: by contract.
    unsafe { tell(session, out_error, body) }
}

/// The server's SETTINGS arrived: its limit of concurrent streams, or `WAXWING_STREAMS_UNLIMITED`
/// when they name none (RFC 9113 section 6.5.2).
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_settings(
    session: *mut WaxwingSession,
    connection: u32,
    max_concurrent_streams: u32,
    now_ms: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let limit =
        (max_concurrent_streams != WAXWING_STREAMS_UNLIMITED).then_some(max_concurrent_streams);
    let body = |it: &mut Session| {
        it.settings(connection, limit, Timestamp::from_millis(now_ms));
        Ok(())
    };
    // SAFETY: by contract.
    unsafe { tell(session, out_error, body) }
}

/// A request is about to be sent on the current connection: call this first, and send it only when
/// it is accepted.
///
/// `request` is a number of your own, the same for every attempt; `stream` the number of its
/// stream, or `WAXWING_STREAM_UNKNOWN`; `expires_at_ms` its expiration in milliseconds since 1970,
/// after which it is not sent again, or `WAXWING_TIME_UNKNOWN`.
///
/// `WAXWING_STATUS_INVALID_STATE` when `waxwing_session_next` would not have said that there is
/// room, or when a request with this number is under way.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_sent(
    session: *mut WaxwingSession,
    request: u64,
    stream: u32,
    expires_at_ms: i64,
    now_ms: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let stream = (stream != WAXWING_STREAM_UNKNOWN).then_some(stream);
    let body = |it: &mut Session| {
        it.sent(request, stream, known(expires_at_ms), Timestamp::from_millis(now_ms))
    };
    // SAFETY: by contract.
    unsafe { tell(session, out_error, body) }
}

/// A reply arrived. `registered_at_ms` is when the app last registered the device token, in
/// milliseconds since 1970, or `WAXWING_TIME_UNKNOWN`.
///
/// The outcome's views live until the next call of this function or of `waxwing_session_reset`
/// with the same session, or until the session is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_reply(
    session: *mut WaxwingSession,
    request: u64,
    reply: *const WaxwingReply,
    registered_at_ms: i64,
    now_ms: i64,
    out_outcome: *mut WaxwingOutcome,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let body = |it: &mut WaxwingSession| {
        // SAFETY: by contract.
        let reply = unsafe { fence::reference(reply, "reply") }?;
        let now = Timestamp::from_millis(now_ms);
        let outcome = it.session.reply(request, &reply.0, known(registered_at_ms), now);
        Ok(it.keep(request, outcome))
    };
    // SAFETY: by contract.
    unsafe { ask(session, out_outcome, "out_outcome", out_error, body) }
}

/// The stream of a request was reset, with this error code (RFC 9113 section 7), or the request
/// failed in a way that has none: `WAXWING_ERROR_CODE_UNKNOWN`.
///
/// The outcome's views live as those of `waxwing_session_reply`.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_reset(
    session: *mut WaxwingSession,
    request: u64,
    error_code: u32,
    now_ms: i64,
    out_outcome: *mut WaxwingOutcome,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let code = (error_code != WAXWING_ERROR_CODE_UNKNOWN).then_some(error_code);
    let body = |it: &mut WaxwingSession| {
        let outcome = it.session.reset(request, code, Timestamp::from_millis(now_ms));
        Ok(it.keep(request, outcome))
    };
    // SAFETY: by contract.
    unsafe { ask(session, out_outcome, "out_outcome", out_error, body) }
}

/// The requests that have waited too long for their replies. Reset their streams, so that they do
/// not count for the server any more. Free the list with `waxwing_outcomes_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_overdue(
    session: *mut WaxwingSession,
    now_ms: i64,
    out_outcomes: *mut *mut WaxwingOutcomes,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let body = |it: &mut Session| Ok(it.overdue(Timestamp::from_millis(now_ms)));
    // SAFETY: by contract.
    unsafe { end(session, out_outcomes, out_error, body) }
}

/// A GOAWAY frame arrived, be it the first or another: what it leaves out can be sent again at
/// once. The other requests on the connection may still be answered. Free the list with
/// `waxwing_outcomes_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_goaway(
    session: *mut WaxwingSession,
    connection: u32,
    goaway: *const WaxwingGoaway,
    now_ms: i64,
    out_outcomes: *mut *mut WaxwingOutcomes,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let body = |it: &mut Session| {
        // SAFETY: by contract.
        let goaway = unsafe { fence::reference(goaway, "goaway") }?;
        Ok(it.goaway(connection, &goaway.0, Timestamp::from_millis(now_ms)))
    };
    // SAFETY: by contract.
    unsafe { end(session, out_outcomes, out_error, body) }
}

/// The connection is closed, by whichever side: nothing more comes on it. Free the list with
/// `waxwing_outcomes_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_closed(
    session: *mut WaxwingSession,
    connection: u32,
    now_ms: i64,
    out_outcomes: *mut *mut WaxwingOutcomes,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let body = |it: &mut Session| Ok(it.closed(connection, Timestamp::from_millis(now_ms)));
    // SAFETY: by contract.
    unsafe { end(session, out_outcomes, out_error, body) }
}

/// A request that was to be sent again will not be.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_forget(
    session: *mut WaxwingSession,
    request: u64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let body = |it: &mut Session| {
        it.forget(request);
        Ok(())
    };
    // SAFETY: by contract.
    unsafe { tell(session, out_error, body) }
}

/// From now on this key is used, on a new connection: one stays with the key it began with. Ends a
/// stop. The key may be freed afterwards.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_replace_key(
    session: *mut WaxwingSession,
    key: *const WaxwingProviderKey,
    now_ms: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let body = |it: &mut Session| {
        // SAFETY: by contract.
        let key = unsafe { fence::reference(key, "key") }?;
        it.replace_key(Arc::clone(&key.key), Timestamp::from_millis(now_ms));
        Ok(())
    };
    // SAFETY: by contract.
    unsafe { tell(session, out_error, body) }
}

/// Goes on, on a new connection, after a human has mended what stopped the session, or has replaced
/// the certificate.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_resume(
    session: *mut WaxwingSession,
    now_ms: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let body = |it: &mut Session| {
        it.resume(Timestamp::from_millis(now_ms));
        Ok(())
    };
    // SAFETY: by contract.
    unsafe { tell(session, out_error, body) }
}

/// A PING was answered.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_pinged(
    session: *mut WaxwingSession,
    connection: u32,
    now_ms: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let body = |it: &mut Session| {
        it.pinged(connection, Timestamp::from_millis(now_ms));
        Ok(())
    };
    // SAFETY: by contract.
    unsafe { tell(session, out_error, body) }
}

/// The number of a connection that has no more requests under way and gets no further ones: close
/// it. Ask again until this is false, and nothing written: there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_drained(
    session: *mut WaxwingSession,
    out_connection: *mut u32,
) -> bool {
    // SAFETY: by contract.
    unsafe { fence::find_mut(session, out_connection, |it| it.session.drained()) }
}

/// When a PING is due, in milliseconds since 1970, if nothing else is sent (Apple: Sending
/// notification requests to APNs). Tell the session of it with `waxwing_session_pinged`. False,
/// and nothing written, without a connection.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_ping_due_at_ms(
    session: *const WaxwingSession,
    out_ms: *mut i64,
) -> bool {
    let find = |it: &WaxwingSession| it.session.ping_due_at().map(|time| time.as_millis());
    // SAFETY: by contract.
    unsafe { fence::find(session, out_ms, find) }
}

/// When to ask `waxwing_session_next` and `waxwing_session_overdue` again although nothing has
/// happened, in milliseconds since 1970. False, and nothing written, if there is no such time.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_wake_at_ms(
    session: *mut WaxwingSession,
    out_ms: *mut i64,
) -> bool {
    let find = |it: &mut WaxwingSession| it.session.wake_at().map(|time| time.as_millis());
    // SAFETY: by contract.
    unsafe { fence::find_mut(session, out_ms, find) }
}

/// How many requests are under way, on all connections.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_in_flight(session: *const WaxwingSession) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(session, 0, |it| it.session.in_flight()) }
}

/// The number of the current connection. False, and nothing written, if there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_session_connection_number(
    session: *const WaxwingSession,
    out_connection: *mut u32,
) -> bool {
    // SAFETY: by contract.
    unsafe { fence::find(session, out_connection, |it| it.session.connection_number()) }
}
