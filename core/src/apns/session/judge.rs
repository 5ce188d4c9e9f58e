//! What replies, resets and GOAWAY frames mean for a request, its connection and the session.

use core::time::Duration;

use super::outcome::{Because, Fate, Outcome};
use super::requests::{Flight, Request};
use super::tokens::Tokens;
use super::{Connection, Session};
use crate::action::{Action, Scope};
use crate::apns::goaway::GoAway;
use crate::apns::reason::Reason;
use crate::apns::reply::Reply;
use crate::apns::verdict::{Verdict, VerdictContext};
use crate::time::Timestamp;

/// How long a connection is not replaced again for the sake of a topic. A topic that was added to
/// the team needs it once; a wrong one would need it for ever.
const TOPICS_MS: i64 = 60 * 60 * 1000;

/// The longest that a server's wish makes the session wait: a proxy can ask for a century.
const MAX_PAUSE_MS: i64 = 60 * 60 * 1000;

/// So many connections that call the token invalid, and it is.
const MAX_DOUBTS: u32 = 2;

impl Session {
    pub(super) fn judge_reply(
        &mut self,
        number: u64,
        reply: &Reply,
        registered_at: Option<Timestamp>,
        now: Timestamp,
        elapsed: i64,
    ) -> Option<Outcome> {
        let (mut request, flight) = self.land(number)?;
        let context = VerdictContext::new()
            .registered_at(registered_at)
            .sent_at(flight.sent_at)
            .token_issued_at(flight.token_issued_at);
        let verdict = self.without_a_certificate(reply.verdict(context));
        if verdict.action == Action::Delivered {
            self.succeeded(flight.connection, elapsed);
            return Some(self.outcome(number, request, verdict, Fate::Answered, now));
        }
        if let Some(connection) = self.connection(flight.connection) {
            connection.answered(elapsed);
            connection.rejected(reply.status());
        }
        if is_retired(&verdict, flight.connection, self.retired) {
            let advice = "The key was replaced since: once more.";
            let verdict = self.once_more(again(verdict, 0, advice), &mut request, 0);
            return Some(self.outcome(number, request, verdict, Fate::Answered, now));
        }
        let wait = reply.retry_after_s().map(|seconds| i64::from(seconds).saturating_mul(1000));
        let verdict = self.judge(verdict, &mut request, &flight, wait, elapsed);
        if !is_of_a_gateway(reply) {
            return Some(self.outcome(number, request, verdict, Fate::Answered, now));
        }
        // APNs itself may have processed it.
        let verdict = self.lost_once_more(verdict, &mut request);
        Some(self.outcome(number, request, verdict, Fate::Ambiguous, now))
    }

    /// Where no token is meant to be sent, one is missed when the handshake brought no certificate.
    fn without_a_certificate(&self, verdict: Verdict) -> Verdict {
        if self.tokens.is_some() || verdict.reason != Some(Reason::MissingProviderToken) {
            return verdict;
        }
        Verdict {
            action: Action::StopCredential,
            advice: "The TLS handshake brought no client certificate: set it up, then resume.",
            ..verdict
        }
    }

    /// A refusal: what it changes here, and when the request is to be sent again.
    fn judge(
        &mut self,
        mut verdict: Verdict,
        request: &mut Request,
        flight: &Flight,
        server_wait_ms: Option<i64>,
        elapsed: i64,
    ) -> Verdict {
        let connection = flight.connection;
        match verdict.action {
            Action::RefreshToken => {
                if let (Some(tokens), Some(issued_at)) = (&mut self.tokens, flight.token_issued_at)
                {
                    tokens.refuse(issued_at);
                }
                self.leave_if_current(connection, Because::TokenRefused, elapsed);
                self.once_more(verdict, request, 0)
            }
            Action::CheckClock => {
                self.tokens.iter_mut().for_each(Tokens::reconsider);
                self.leave_if_current(connection, Because::Clock, elapsed);
                let wait = self.pause_for(Because::Clock, None, elapsed);
                request.refused = request.refused.saturating_add(1);
                if request.refused < self.policy.max_attempts {
                    verdict.retry_after = Some(duration(wait));
                }
                verdict
            }
            Action::StopCredential => self.judge_credential(verdict, request, connection, elapsed),
            Action::KeepDevice if !request.kept => {
                // The token is good again; APNs may take a moment to know.
                request.kept = true;
                verdict.retry_after = Some(duration(self.wait_ms(1)));
                verdict
            }
            Action::Retry if verdict.new_connection => {
                let because = because_of(verdict.reason.as_ref());
                self.leave_if_current(connection, because, elapsed);
                self.once_more(verdict, request, server_wait_ms.unwrap_or(0))
            }
            Action::Retry if verdict.scope == Scope::Connection => {
                let wait = self.pause_for(Because::ServerErrors, server_wait_ms, elapsed);
                self.once_more(verdict, request, wait)
            }
            Action::Retry => {
                let own = self.wait_ms(request.refused.saturating_add(1));
                self.once_more(verdict, request, server_wait_ms.unwrap_or(own))
            }
            _ => verdict,
        }
    }

    /// The same verdict with this wait, unless the request has been tried too often.
    fn once_more(&self, mut verdict: Verdict, request: &mut Request, wait_ms: i64) -> Verdict {
        request.refused = request.refused.saturating_add(1);
        if request.refused >= self.policy.max_attempts {
            return given_up(verdict, "Refused as often as the policy permits: report it.");
        }
        verdict.retry_after = Some(duration(wait_ms));
        verdict
    }

    /// The key or certificate was refused, or the topic for it.
    fn judge_credential(
        &mut self,
        verdict: Verdict,
        request: &mut Request,
        connection: u32,
        elapsed: i64,
    ) -> Verdict {
        if verdict.scope == Scope::Topic {
            // A connection knows the topics that the team had when it began. Those of a
            // certificate stand in it.
            let by_token = self.tokens.is_some();
            let proven = self.connection(connection).is_some_and(|it| it.proven);
            let may_be_new = verdict.reason == Some(Reason::TopicDisallowed)
                && by_token
                && proven
                && !request.moved
                && elapsed >= self.topics_after_ms;
            if !may_be_new {
                return verdict;
            }
            request.moved = true;
            self.topics_after_ms = elapsed.saturating_add(TOPICS_MS);
            self.leave_if_current(connection, Because::Topics, elapsed);
            return again(verdict, 0, "The topic may be newer than the connection: once more.");
        }
        if certain(verdict.reason.as_ref()) {
            self.stop(elapsed);
            return verdict;
        }
        // A token that is refused for one request only is wrong for that request.
        let again_so = core::mem::replace(&mut request.doubted, true);
        if self.doubt(connection, elapsed) || again_so {
            return verdict;
        }
        let wait = self.connect_after_ms.saturating_sub(elapsed).max(0);
        again(verdict, wait, "A single refusal of a token has passed by itself: once more.")
    }

    /// Another connection has called the token invalid: whether that is enough to believe it.
    fn doubt(&mut self, connection: u32, elapsed: i64) -> bool {
        let first = match self.connection(connection) {
            Some(it) => !core::mem::replace(&mut it.doubted, true),
            None => false,
        };
        if first {
            self.doubts = self.doubts.saturating_add(1);
        }
        if self.doubts >= MAX_DOUBTS {
            self.stop(elapsed);
            return true;
        }
        self.tokens.iter_mut().for_each(Tokens::reconsider);
        self.leave_if_current(connection, Because::Credential, elapsed);
        let wait = self.wait_ms(1);
        self.connect_after_ms = self.connect_after_ms.max(elapsed.saturating_add(wait));
        false
    }

    /// All connections are to be closed, whichever it was that said so.
    fn stop(&mut self, elapsed: i64) {
        self.leave(Because::Credential, elapsed);
        self.stopped = Some(Because::Credential);
    }

    /// What a GOAWAY means beside its last stream.
    pub(super) fn judge_goaway(&mut self, connection: u32, goaway: &GoAway, elapsed: i64) {
        if connection <= self.retired || self.connection(connection).is_none() {
            return;
        }
        let verdict = goaway.verdict();
        match verdict.action {
            Action::StopCredential if certain(verdict.reason.as_ref()) => {
                self.stop(elapsed);
            }
            Action::StopCredential => {
                self.doubt(connection, elapsed);
            }
            Action::Retry => {
                let because = because_of(verdict.reason.as_ref());
                self.leave_if_current(connection, because, elapsed);
            }
            Action::RefreshToken | Action::CheckClock => self.token_expired(connection, elapsed),
            _ => self.leave_if_current(connection, Because::GoingAway, elapsed),
        }
    }

    /// The connection was ended because its token had expired, or so APNs says.
    fn token_expired(&mut self, connection: u32, elapsed: i64) {
        let used = self.connection(connection).and_then(|it| it.token.clone());
        let Some(tokens) = &mut self.tokens else {
            return self.leave_if_current(connection, Because::GoingAway, elapsed);
        };
        match used.filter(|used| used.is_old(elapsed)) {
            Some(used) => tokens.refuse(used.token.issued_at()),
            None => {
                tokens.reconsider();
                self.pause_for(Because::Clock, None, elapsed);
            }
        }
        self.leave_if_current(connection, Because::TokenRefused, elapsed);
    }

    /// A request that APNs did not look at.
    pub(super) fn unprocessed(
        &mut self,
        number: u64,
        now: Timestamp,
        elapsed: i64,
    ) -> Option<Outcome> {
        let (request, flight) = self.land(number)?;
        if let Some(connection) = self.connection(flight.connection) {
            connection.answered(elapsed);
        }
        let verdict = lost("APNs did not process it: send it again.");
        Some(self.outcome(number, request, verdict, Fate::NotProcessed, now))
    }

    /// A request that ended without a reply.
    pub(super) fn uncertain(
        &mut self,
        number: u64,
        now: Timestamp,
        elapsed: i64,
    ) -> Option<Outcome> {
        let (mut request, flight) = self.land(number)?;
        if let Some(connection) = self.connection(flight.connection) {
            connection.last_active_ms = elapsed;
        }
        let verdict =
            lost("It may have been processed or not: send it again, which may show it twice.");
        let verdict = self.lost_once_more(verdict, &mut request);
        Some(self.outcome(number, request, verdict, Fate::Ambiguous, now))
    }

    /// The same verdict, unless the request has been lost too often.
    fn lost_once_more(&self, verdict: Verdict, request: &mut Request) -> Verdict {
        request.lost = request.lost.saturating_add(1);
        if request.lost > self.policy.ambiguous_resends {
            return given_up(
                verdict,
                "No reply once too often, and it may have been processed: report it.",
            );
        }
        verdict
    }

    /// An attempt has ended, and its stream is free.
    fn land(&mut self, number: u64) -> Option<(Request, Flight)> {
        let (request, flight) = self.requests.land(number)?;
        if let Some(connection) = self.connection(flight.connection) {
            connection.in_flight = connection.in_flight.saturating_sub(1);
        }
        Some((request, flight))
    }

    /// The connection that a request is under way on.
    pub(super) fn connection_of(&self, number: u64) -> Option<u32> {
        self.requests.flight(number).map(|flight| flight.connection)
    }

    fn succeeded(&mut self, connection: u32, elapsed: i64) {
        if let Some(it) = self.connection(connection) {
            it.succeeded(elapsed);
        }
        (self.doubts, self.pauses) = (0, 0);
        if self.current.as_ref().is_some_and(|it| it.number == connection) {
            self.fruitless = 0;
        }
    }

    /// The answer to the caller. What is to be sent again is remembered, unless it has expired.
    fn outcome(
        &mut self,
        number: u64,
        request: Request,
        verdict: Verdict,
        fate: Fate,
        now: Timestamp,
    ) -> Outcome {
        let sent_at = verdict.retry_after.map(|wait| {
            let wait = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
            now.saturating_add_millis(wait)
        });
        let verdict = if sent_at.is_some_and(|sent_at| request.has_expired(sent_at)) {
            given_up(verdict, "It has expired: nobody waits for it any more.")
        } else {
            verdict
        };
        let attempt = request.attempt;
        if verdict.retry_after.is_some() {
            self.requests.keep(number, request);
        }
        Outcome { request: number, verdict, fate, attempt }
    }

    fn leave_if_current(&mut self, connection: u32, because: Because, elapsed: i64) {
        if self.current.as_ref().is_some_and(|it: &Connection| it.number == connection) {
            self.leave(because, elapsed);
        }
    }

    /// Sends nothing for a while: how long from now, in milliseconds. What arrives during a pause
    /// belongs to its cause and does not lengthen it, but for the server's own wish.
    fn pause_for(&mut self, because: Because, server_ms: Option<i64>, elapsed: i64) -> i64 {
        let server_ms = server_ms.map(|wait| wait.min(MAX_PAUSE_MS));
        let running = self.pause.filter(|(until, _)| elapsed < *until);
        let own = match running {
            Some((until, _)) => until,
            None => {
                self.pauses = self.pauses.saturating_add(1);
                elapsed.saturating_add(server_ms.unwrap_or_else(|| self.wait_ms(self.pauses)))
            }
        };
        let until = own.max(server_ms.map_or(own, |wait| elapsed.saturating_add(wait)));
        self.pause = Some((until, running.map_or(because, |(_, because)| because)));
        until.saturating_sub(elapsed)
    }

    /// The wait after this many attempts, in milliseconds.
    pub(super) fn wait_ms(&mut self, attempt: u32) -> i64 {
        self.waits = self.waits.wrapping_add(1);
        let jitter = self.policy.jitter_seed.map_or(0, |seed| permille(seed, self.waits));
        let wait = self.policy.backoff.delay(attempt, jitter);
        i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)
    }
}

/// Whether a verdict is about a key or certificate that is no longer in use.
fn is_retired(verdict: &Verdict, connection: u32, retired: u32) -> bool {
    connection <= retired
        && verdict.scope == Scope::Credential
        && matches!(
            verdict.action,
            Action::RefreshToken | Action::CheckClock | Action::StopCredential
        )
}

/// Whether something before APNs answered in its place, and may have handed the request on.
fn is_of_a_gateway(reply: &Reply) -> bool {
    reply.reason().is_none() && matches!(reply.status(), 502 | 504 | 520..=529)
}

/// Whether a refusal of the key or certificate says what is wrong with it. `InvalidProviderToken`
/// has been seen to pass by itself; so may what is unknown.
fn certain(reason: Option<&Reason>) -> bool {
    reason.is_some_and(|it| it.is_known() && *it != Reason::InvalidProviderToken)
}

fn because_of(reason: Option<&Reason>) -> Because {
    match reason {
        Some(Reason::TooManyProviderTokenUpdates) => Because::TokenUpdates,
        Some(Reason::UnrelatedKeyIdInToken) => Because::UnrelatedKey,
        Some(Reason::IdleTimeout) => Because::Idle,
        _ => Because::GoingAway,
    }
}

/// The verdict on a request without a reply.
const fn lost(advice: &'static str) -> Verdict {
    Verdict {
        action: Action::Retry,
        scope: Scope::Request,
        retry_after: Some(Duration::ZERO),
        new_connection: false,
        reason: None,
        since: None,
        advice,
    }
}

fn again(verdict: Verdict, wait_ms: i64, advice: &'static str) -> Verdict {
    Verdict {
        action: Action::Retry,
        scope: Scope::Connection,
        retry_after: Some(duration(wait_ms)),
        new_connection: true,
        advice,
        ..verdict
    }
}

fn given_up(verdict: Verdict, advice: &'static str) -> Verdict {
    Verdict { action: Action::GiveUp, retry_after: None, advice, ..verdict }
}

fn duration(millis: i64) -> Duration {
    Duration::from_millis(u64::try_from(millis).unwrap_or(0))
}

/// A number from 0 to 1000 that follows from two others (Steele, Lea and Flood: SplitMix64).
fn permille(seed: u64, counter: u64) -> u32 {
    let mut z = seed.wrapping_add(counter.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let [low, high, ..] = (z ^ (z >> 31)).to_le_bytes();
    u32::from(u16::from_le_bytes([low, high])) % 1001
}
