//! Scripts for what senders have reported.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use core::time::Duration;

use super::*;
use crate::apns::backoff::Backoff;
use crate::apns::{Action, ProviderToken, TokenPolicy};

const P8: &str =
    "MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCDJr6nYRbp1FmtcIVdnsdaTTlDD2zbomxJ7imIrEg9nIQ==";
const NONE: [(&str, &str); 0] = [];
const MINUTE: i64 = 60_000;
/// The beginning of a window of 50 minutes.
const START: i64 = 1_437_177_000_000;

fn key(id: &str) -> ProviderKey {
    ProviderKey::from_p8(P8, id, "DEF123GHIJ").unwrap()
}

/// A session, and the time as its tests count it: milliseconds after `START`.
struct Script {
    session: Session,
    now: i64,
}

impl Script {
    fn new(policy: SessionPolicy) -> Self {
        Self { session: Session::with_key(key("ABC123DEFG"), policy).unwrap(), now: 0 }
    }

    /// Connected, and past the first success.
    fn proven(policy: SessionPolicy) -> Self {
        let mut script = Self::new(policy);
        script.connect();
        script.send(1);
        assert!(!script.answer(1, 200, "").resend());
        script
    }

    fn time(&self) -> Timestamp {
        Timestamp::from_millis(START + self.now)
    }

    fn next(&mut self) -> Next {
        self.session.next(self.time())
    }

    fn connect(&mut self) -> u32 {
        assert!(matches!(self.next(), Next::Connect { .. }), "{:?}", self.next());
        let connection = self.session.connected(self.time());
        assert_eq!(self.next().room(), 1);
        connection
    }

    fn send(&mut self, request: u64) -> ProviderToken {
        self.send_on(request, None)
    }

    fn send_on(&mut self, request: u64, stream: Option<u32>) -> ProviderToken {
        let next = self.next();
        let token = next.token().cloned().unwrap_or_else(|| panic!("{next:?}"));
        self.session.sent(request, stream, None, self.time()).unwrap();
        token
    }

    fn answer(&mut self, request: u64, status: u16, reason: &str) -> Outcome {
        let body =
            if reason.is_empty() { String::new() } else { format!(r#"{{"reason":"{reason}"}}"#) };
        let reply = Reply::from_parts(status, NONE, body.as_bytes());
        self.session.reply(request, &reply, None, self.time()).unwrap()
    }

    fn goaway(&mut self, last_stream: u32, data: &[u8]) -> Vec<Outcome> {
        let connection = self.session.connection_number().unwrap_or(1);
        self.session.goaway(connection, &GoAway::new(0, last_stream, data), self.time())
    }
}

#[test]
fn one_stream_until_the_first_success_whatever_is_reported() {
    let mut script = Script::new(SessionPolicy::default());
    let connection = script.connect();
    script.session.settings(connection, Some(1000), script.time());
    assert_eq!(script.next().room(), 1);
    script.send(1);
    assert!(matches!(script.next(), Next::AwaitReply { because: Because::Probation }));
    let error = script.session.sent(2, None, None, script.time()).unwrap_err();
    assert_eq!((error.code(), error.subject()), (ErrorCode::InvalidState, "session"));
    script.answer(1, 200, "");
    assert_eq!(script.next().room(), 1000);

    // A certificate has no probation.
    let mut session = Session::with_certificate(SessionPolicy::default()).unwrap();
    session.connected(script.time());
    let next = session.next(script.time());
    assert_eq!((next.room(), next.token().is_none()), (1000, true));
}

#[test]
fn the_reported_limit_is_obeyed_when_it_drops() {
    let mut script = Script::proven(SessionPolicy::default());
    script.session.settings(1, Some(100), script.time());
    for request in 2..=51 {
        script.send(request);
    }
    assert_eq!(script.next().room(), 50);
    // A rejection made the server drop the limit to 1; it comes back after a success.
    script.answer(2, 400, "BadDeviceToken");
    script.session.settings(1, Some(1), script.time());
    assert!(matches!(script.next(), Next::AwaitReply { because: Because::StreamLimit }));
    let refused = script.session.reset(3, Some(7), script.time()).unwrap();
    assert_eq!((refused.fate, refused.resend()), (Fate::NotProcessed, true));
    script.session.settings(1, Some(100), script.time());
    assert_eq!(script.next().room(), 52);
}

#[test]
fn without_settings_a_rejection_means_one_stream_until_a_success() {
    let mut script = Script::proven(SessionPolicy::default());
    for request in [2, 3, 4] {
        script.send(request);
    }
    script.answer(2, 410, "Unregistered");
    assert_eq!(script.next().room(), 998);
    script.answer(3, 400, "BadDeviceToken");
    assert!(matches!(script.next(), Next::AwaitReply { because: Because::Probation }));
    script.answer(4, 200, "");
    assert_eq!(script.next().room(), 1000);
}

#[test]
fn a_token_changes_with_its_window_on_the_same_connection() {
    let mut script = Script::new(SessionPolicy::default());
    script.connect();
    let first = script.send(1);
    script.answer(1, 200, "");
    script.now = 50 * MINUTE - 1;
    assert_eq!(script.send(2).as_str(), first.as_str());
    script.answer(2, 200, "");
    script.now = 50 * MINUTE;
    let second = script.send(3);
    assert_eq!(second.issued_at(), script.time());
    script.answer(3, 200, "");
    // A clock that is set back by a second does not bring the old token back.
    script.now -= 1000;
    assert_eq!(script.send(4).as_str(), second.as_str());
}

#[test]
fn a_connection_that_saw_a_token_late_in_its_window_keeps_it_for_twenty_minutes() {
    let mut script = Script::new(SessionPolicy::default());
    script.now = 49 * MINUTE;
    script.connect();
    let first = script.send(1);
    script.answer(1, 200, "");
    script.now = 54 * MINUTE;
    assert_eq!(script.send(2).as_str(), first.as_str());
    script.answer(2, 200, "");
    // 55 minutes old and introduced 6 minutes ago: neither it nor another can be used here.
    script.now = 55 * MINUTE;
    assert!(matches!(script.next(), Next::Connect { because: Because::TokenAge }));
    script.connect();
    assert_eq!(script.send(3).issued_at(), Timestamp::from_millis(START + 50 * MINUTE));

    // Where the rest of the window leaves 20 minutes, nothing has to be given up.
    let mut script = Script::new(SessionPolicy::default());
    script.now = 32 * MINUTE;
    script.connect();
    script.send(1);
    script.answer(1, 200, "");
    script.now = 53 * MINUTE;
    assert_eq!(script.send(2).issued_at(), Timestamp::from_millis(START + 50 * MINUTE));
}

#[test]
fn an_expired_token_is_replaced_once_on_a_new_connection() {
    let policy = SessionPolicy::default().token_policy(TokenPolicy::new(3540, 0).unwrap());
    let mut script = Script::new(policy);
    let window = 1_437_177_000 - 1_437_177_000 % 3540;
    script.now = (window * 1000 - START) + 56 * MINUTE;
    script.connect();
    script.send(1);
    script.answer(1, 200, "");
    let old = script.send(2);
    let outcome = script.answer(2, 403, "ExpiredProviderToken");
    assert_eq!((outcome.verdict.action, outcome.resend()), (Action::RefreshToken, true));
    assert!(matches!(script.next(), Next::Connect { because: Because::TokenRefused }));
    script.session.connected(script.time());
    // No token that was refused is shown again; the next one comes with the next window.
    let Next::WaitUntil { at, because: Because::TokenRefused } = script.next() else { panic!() };
    assert_eq!(at, old.window_ends_at());
    script.now = at.as_millis() - START;
    assert!(script.send(2).issued_at() > old.issued_at());
    assert_eq!(script.answer(2, 200, "").attempt, 2);
}

#[test]
fn a_wrong_clock_is_named_and_never_answered_with_a_loop_of_tokens() {
    let mut script = Script::new(SessionPolicy::default());
    let mut tokens = BTreeMap::new();
    let mut waits = Vec::new();
    for _ in 0..6 {
        while let Next::WaitUntil { at, .. } = script.next() {
            script.now = at.as_millis() - START;
        }
        script.connect();
        tokens.insert(String::from(script.send(1).as_str()), ());
        let outcome = script.answer(1, 403, "ExpiredProviderToken");
        assert_eq!(outcome.verdict.action, Action::CheckClock);
        let Next::WaitUntil { because: Because::Clock, .. } = script.next() else { panic!() };
        waits.push(outcome.retry_after().map(|wait| wait.as_secs()));
    }
    assert_eq!(tokens.len(), 1);
    assert_eq!(waits, [Some(1), Some(2), Some(4), Some(8), None, Some(32)]);

    // The clock is set right: the token of that time is used, older though it is.
    script.now = -600 * MINUTE;
    while let Next::WaitUntil { at, .. } = script.next() {
        script.now = at.as_millis() - START;
    }
    script.connect();
    assert!(script.send(2).issued_at() < Timestamp::from_millis(START));
}

#[test]
fn a_time_that_no_token_can_carry_is_a_clock_to_check() {
    let mut script = Script::new(SessionPolicy::default());
    let before_1970 = Timestamp::from_millis(-1);
    script.session.connected(before_1970);
    assert!(matches!(script.session.next(before_1970), Next::Stop { because: Because::Clock }));
    assert_eq!(script.next().room(), 1);
    // A token that was made already goes on being used.
    assert_eq!(script.session.next(before_1970).room(), 1);
}

#[test]
fn a_clock_that_was_set_back_keeps_the_token_until_it_is_old() {
    let mut script = Script::proven(SessionPolicy::default());
    script.now = -120 * MINUTE;
    let kept = script.next().token().unwrap().clone();
    assert_eq!(kept.issued_at(), Timestamp::from_millis(START));
    script.now += 54 * MINUTE;
    assert_eq!(script.next().token().unwrap().as_str(), kept.as_str());
    script.now += MINUTE;
    let newest = script.next().token().unwrap().clone();
    assert_eq!(newest.issued_at(), Timestamp::from_millis(START - 100 * MINUTE));
}

#[test]
fn too_many_updates_are_answered_with_the_same_token_on_a_new_connection() {
    let mut script = Script::proven(SessionPolicy::default());
    let token = script.send(2);
    let outcome = script.answer(2, 429, "TooManyProviderTokenUpdates");
    assert_eq!((outcome.verdict.action, outcome.resend()), (Action::Retry, true));
    assert!(matches!(script.next(), Next::Connect { because: Because::TokenUpdates }));
    script.connect();
    assert_eq!(script.send(2).as_str(), token.as_str());
}

#[test]
fn one_invalid_token_passes_and_a_second_stops() {
    let mut script = Script::proven(SessionPolicy::default());
    script.send(2);
    script.send(3);
    assert!(script.answer(2, 403, "InvalidProviderToken").resend());
    // What was under way beside it is the same doubt.
    assert!(script.answer(3, 403, "InvalidProviderToken").resend());
    assert!(matches!(script.next(), Next::WaitUntil { .. }));
    script.now += 1000;
    script.connect();
    script.send(2);
    let outcome = script.answer(2, 403, "InvalidProviderToken");
    assert_eq!((outcome.verdict.action, outcome.resend()), (Action::StopCredential, false));
    assert!(matches!(script.next(), Next::Stop { because: Because::Credential }));

    script.session.replace_key(key("ABC123DEFH"), script.time());
    assert!(matches!(script.next(), Next::Connect { because: Because::KeyReplaced }));
    script.connect();
    assert_eq!(script.send(2).key_id().as_str(), "ABC123DEFH");
    script.answer(2, 200, "");
    // A success in between ends a doubt.
    script.send(9);
    assert!(script.answer(9, 403, "InvalidProviderToken").resend());
}

#[test]
fn a_credential_that_is_refused_for_certain_stops_at_once() {
    for reason in ["BadEnvironmentKeyIdInToken", "BadCertificate", "Forbidden"] {
        let mut script = Script::proven(SessionPolicy::default());
        script.send(2);
        assert!(!script.answer(2, 403, reason).resend());
        assert!(matches!(script.next(), Next::Stop { because: Because::Credential }), "{reason}");
        script.session.resume(script.time());
        assert!(matches!(script.next(), Next::Connect { .. }));
    }
    // As GOAWAY before any reply, which is how it often comes.
    let mut script = Script::new(SessionPolicy::default());
    script.connect();
    script.send_on(1, Some(1));
    let outcomes = script.goaway(0, br#"{"reason":"BadCertificateEnvironment"}"#);
    assert_eq!(outcomes.len(), 1);
    assert!(matches!(script.next(), Next::Stop { because: Because::Credential }));
}

#[test]
fn two_goaways_leave_out_more_each_time() {
    let mut script = Script::proven(SessionPolicy::default());
    for stream in [3, 5, 7, 9] {
        script.send_on(u64::from(stream), Some(stream));
    }
    let outcomes = script.goaway(7, br#"{"reason":"Shutdown"}"#);
    assert_eq!(outcomes.iter().map(|it| it.request).collect::<Vec<_>>(), [9]);
    assert_eq!((outcomes[0].fate, outcomes[0].may_duplicate()), (Fate::NotProcessed, false));
    // The socket stays open, and nothing more goes out on it.
    assert!(matches!(script.next(), Next::Connect { because: Because::GoingAway }));
    let outcomes = script.session.goaway(1, &GoAway::new(0, 3, b""), script.time());
    assert_eq!(outcomes.iter().map(|it| it.request).collect::<Vec<_>>(), [5, 7]);
    assert_eq!(script.session.drained(), None);
    // The rest is answered, or lost.
    script.connect();
    let outcomes = script.session.closed(1, script.time());
    assert_eq!(outcomes.len(), 1);
    assert_eq!((outcomes[0].request, outcomes[0].fate), (3, Fate::Ambiguous));
    assert!(outcomes[0].may_duplicate());
    assert_eq!(script.session.closed(1, script.time()), []);
    assert_eq!(script.session.in_flight(), 0);
}

#[test]
fn a_connection_that_is_going_away_is_closed_when_its_requests_are() {
    let mut script = Script::proven(SessionPolicy::default());
    script.send_on(2, Some(3));
    script.goaway(3, b"");
    assert_eq!(script.session.drained(), None);
    assert!(!script.answer(2, 200, "").resend());
    assert_eq!((script.session.drained(), script.session.drained()), (Some(1), None));
}

#[test]
fn what_may_have_been_processed_is_sent_again_once_and_says_so() {
    let mut script = Script::proven(SessionPolicy::default());
    script.send(2);
    let outcome = script.session.reset(2, Some(2), script.time()).unwrap();
    assert!(outcome.may_duplicate());
    script.send(2);
    // A refusal for a time in between does not give another chance.
    assert!(script.answer(2, 429, "TooManyRequests").resend());
    script.send(2);
    let outcome = script.session.reset(2, None, script.time()).unwrap();
    assert_eq!((outcome.verdict.action, outcome.attempt), (Action::GiveUp, 3));
    assert_eq!((outcome.fate, outcome.resend()), (Fate::Ambiguous, false));
    assert_eq!(script.session.reset(2, None, script.time()), None);
}

#[test]
fn requests_without_a_reply_are_found_and_a_dead_connection_is_left() {
    let mut script = Script::proven(SessionPolicy::default());
    for request in [2, 3, 4] {
        script.send(request);
        script.now += 10;
    }
    assert_eq!(script.session.wake_at().unwrap(), Timestamp::from_millis(START + 30_000));
    script.now = 30_009;
    let numbers = |outcomes: Vec<Outcome>| outcomes.iter().map(|it| it.request).collect::<Vec<_>>();
    assert_eq!(numbers(script.session.overdue(script.time())), [2]);
    assert_eq!(script.next().room(), 998);
    script.now = 40_000;
    assert_eq!(numbers(script.session.overdue(script.time())), [3, 4]);
    assert!(matches!(script.next(), Next::Connect { because: Because::Unresponsive }));
    // A late reply belongs to nothing any more.
    let late = Reply::from_parts(200, NONE, b"");
    assert_eq!(script.session.reply(2, &late, None, script.time()), None);
}

#[test]
fn a_server_that_is_not_available_is_left_alone_for_longer_each_time() {
    let mut script = Script::proven(SessionPolicy::default());
    for (round, wait) in [(2, 1), (3, 2), (4, 4)] {
        script.send(round);
        script.send(100 + round);
        let outcome = script.answer(round, 503, "ServiceUnavailable");
        assert_eq!(outcome.retry_after(), Some(Duration::from_secs(wait)));
        // The second one belongs to the same pause.
        assert_eq!(script.answer(100 + round, 503, "").retry_after(), outcome.retry_after());
        let Next::WaitUntil { at, because: Because::ServerErrors } = script.next() else {
            panic!()
        };
        assert!(script.session.sent(900, None, None, script.time()).is_err());
        script.now = at.as_millis() - START;
    }
    let body = br#"{"reason":"ServiceUnavailable"}"#;
    script.send(7);
    let reply = Reply::from_parts(503, [("retry-after", "77")], body);
    let outcome = script.session.reply(7, &reply, None, script.time()).unwrap();
    assert_eq!(outcome.retry_after(), Some(Duration::from_secs(77)));
}

#[test]
fn internal_errors_in_a_row_ask_for_a_new_connection() {
    let mut script = Script::proven(SessionPolicy::default());
    for request in [2, 3, 4] {
        script.send(request);
        assert!(script.answer(request, 500, "InternalServerError").resend());
    }
    assert!(matches!(script.next(), Next::Connect { because: Because::ServerErrors }));
}

#[test]
fn attempts_end() {
    let backoff = Backoff { first: Duration::from_secs(3), max: Duration::from_secs(10) };
    let mut script = Script::proven(SessionPolicy::default().max_attempts(3).backoff(backoff));
    for wait in [Some(3), Some(6), None] {
        script.send(2);
        let outcome = script.answer(2, 429, "TooManyRequests");
        assert_eq!(outcome.retry_after().map(|wait| wait.as_secs()), wait);
        assert_eq!(outcome.verdict.action == Action::GiveUp, wait.is_none());
    }
}

#[test]
fn what_has_expired_is_not_sent_again() {
    let mut script = Script::proven(SessionPolicy::default());
    script.next();
    let expires_at = Timestamp::from_millis(START + 1000);
    script.session.sent(2, None, Some(expires_at), script.time()).unwrap();
    script.now = 1000;
    let outcome = script.answer(2, 503, "Shutdown");
    assert_eq!((outcome.verdict.action, outcome.resend()), (Action::GiveUp, false));
}

#[test]
fn a_device_that_registered_again_is_sent_to_once_more() {
    let mut script = Script::proven(SessionPolicy::default());
    let body = br#"{"reason":"Unregistered","timestamp":1454948015990}"#;
    let reply = Reply::from_parts(410, NONE, body);
    let registered_at = Some(Timestamp::from_millis(1_454_948_015_990));
    for resend in [true, false] {
        script.send(2);
        let outcome = script.session.reply(2, &reply, registered_at, script.time()).unwrap();
        assert_eq!((outcome.verdict.action, outcome.resend()), (Action::KeepDevice, resend));
    }
    script.send(3);
    let outcome = script.session.reply(3, &reply, None, script.time()).unwrap();
    assert_eq!((outcome.verdict.action, outcome.resend()), (Action::DropDevice, false));
}

#[test]
fn a_topic_may_be_newer_than_the_connection_once_an_hour() {
    let mut script = Script::proven(SessionPolicy::default());
    script.send(2);
    assert!(script.answer(2, 400, "TopicDisallowed").resend());
    assert!(matches!(script.next(), Next::Connect { because: Because::Topics }));
    script.connect();
    script.send(2);
    assert_eq!(script.answer(2, 400, "TopicDisallowed").verdict.action, Action::StopCredential);
    script.send(3);
    script.answer(3, 200, "");
    script.send(4);
    assert!(!script.answer(4, 400, "TopicDisallowed").resend());
}

#[test]
fn connections_that_come_to_nothing_are_opened_ever_more_rarely() {
    let mut script = Script::new(SessionPolicy::default());
    for wait in [1, 2, 4, 8] {
        script.session.connect_failed(script.time());
        let Next::WaitUntil { at, because } = script.next() else { panic!() };
        assert_eq!(because, Because::ConnectFailed);
        assert_eq!(at.as_millis() - START - script.now, wait * 1000);
        assert_eq!(script.session.wake_at(), Some(at));
        script.now = at.as_millis() - START;
    }
    // Closed before any success is nothing, too.
    let connection = script.connect();
    script.session.closed(connection, script.time());
    assert!(matches!(script.next(), Next::WaitUntil { .. }));
    script.now += 16_000;
    script.connect();
    script.send(1);
    script.answer(1, 200, "");
    script.session.closed(script.session.connection_number().unwrap(), script.time());
    assert!(matches!(script.next(), Next::Connect { because: Because::Closed }));
}

#[test]
fn connections_end_by_age_and_by_their_last_stream() {
    let old = SessionPolicy::default().max_connection_age(Duration::from_secs(600));
    let mut script = Script::proven(old);
    script.now = 599_999;
    assert_eq!(script.next().room(), 1000);
    script.now = 600_000;
    assert!(matches!(script.next(), Next::Connect { because: Because::Age }));

    let mut script = Script::proven(SessionPolicy::default());
    script.send_on(2, Some(0x7fff_ffff));
    assert!(matches!(script.next(), Next::Connect { because: Because::StreamIds }));
}

#[test]
fn a_server_that_lets_nothing_in_is_left() {
    let mut script = Script::proven(SessionPolicy::default());
    script.session.settings(1, Some(0), script.time());
    let Next::WaitUntil { at, because: Because::StreamLimit } = script.next() else { panic!() };
    assert_eq!((at.as_millis() - START, script.session.wake_at()), (30_000, Some(at)));
    script.now = 30_000;
    assert!(matches!(script.next(), Next::Connect { because: Because::StreamLimit }));
}

#[test]
fn a_ping_is_due_after_an_hour() {
    let mut script = Script::proven(SessionPolicy::default());
    assert_eq!(script.session.ping_due_at(), Some(Timestamp::from_millis(START + 60 * MINUTE)));
    script.now = 60 * MINUTE;
    script.session.pinged(1, script.time());
    assert_eq!(script.session.ping_due_at(), Some(Timestamp::from_millis(START + 120 * MINUTE)));
}

#[test]
fn jitter_shortens_by_half_at_most_and_is_repeatable() {
    let waits = |seed: Option<u64>| {
        let mut script = Script::new(SessionPolicy::default().jitter_seed(seed));
        let mut wait = || {
            script.session.connect_failed(script.time());
            let Next::WaitUntil { at, .. } = script.next() else { panic!() };
            at.as_millis() - START
        };
        [wait(), wait(), wait()]
    };
    assert_eq!(waits(None), [1000, 2000, 4000]);
    assert_eq!(waits(Some(7)), waits(Some(7)));
    assert_ne!(waits(Some(7)), waits(Some(8)));
    for (whole, shortened) in waits(None).into_iter().zip(waits(Some(7))) {
        assert!((whole / 2..=whole).contains(&shortened), "{shortened}");
    }
}

#[test]
fn a_session_shows_no_secrets() {
    let mut script = Script::proven(SessionPolicy::default());
    let next = script.next();
    let shown = format!("{:?} {next:?}", script.session);
    assert!(!shown.contains("eyJ"), "{shown}");
}

mod edges;
mod walk;
