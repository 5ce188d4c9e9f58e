//! Where one rule meets another.

use alloc::string::ToString;

use super::*;

fn waited(script: &mut Script) {
    while let Next::WaitUntil { at, .. } = script.next() {
        script.now = at.as_millis() - START;
    }
}

#[test]
fn a_token_that_is_refused_for_one_request_alone_ends_that_request() {
    let mut script = Script::proven(SessionPolicy::default());
    script.send(2);
    assert!(script.answer(2, 403, "InvalidProviderToken").resend());
    // Not at once: connections that come and go look like an attack.
    let Next::WaitUntil { because: Because::ConnectFailed, .. } = script.next() else { panic!() };
    waited(&mut script);
    script.connect();
    script.send(3);
    script.answer(3, 200, "");
    script.send(2);
    let outcome = script.answer(2, 403, "InvalidProviderToken");
    assert_eq!((outcome.verdict.action, outcome.resend()), (Action::StopCredential, false));
    waited(&mut script);
    assert!(matches!(script.next(), Next::Connect { because: Because::Credential }));
}

#[test]
fn what_the_old_key_is_told_does_not_stop_the_new_one() {
    for reason in ["BadEnvironmentKeyIdInToken", "InvalidProviderToken", "ExpiredProviderToken"] {
        let mut script = Script::proven(SessionPolicy::default());
        script.send(2);
        script.send(3);
        script.answer(2, 403, "Forbidden");
        script.session.replace_key(key("ABC123DEFH"), script.time());
        script.connect();
        let outcome = script.answer(3, 403, reason);
        assert!(outcome.resend(), "{reason}");
        let goaway = GoAway::new(0, 1, br#"{"reason":"BadCertificate"}"#);
        assert_eq!(script.session.goaway(1, &goaway, script.time()), []);
        assert_eq!(script.send(3).key_id().as_str(), "ABC123DEFH");
    }
}

#[test]
fn a_server_that_refuses_every_stream_is_left() {
    let mut script = Script::proven(SessionPolicy::default());
    for round in 0..3 {
        script.send(2);
        assert!(script.session.reset(2, Some(7), script.time()).unwrap().resend());
        // One at a time, as the limit seems to have dropped.
        if round < 2 {
            assert_eq!(script.next().room(), 1);
        }
    }
    assert!(matches!(script.next(), Next::Connect { because: Because::StreamLimit }));
}

#[test]
fn a_connection_that_resets_everything_is_left() {
    let mut script = Script::proven(SessionPolicy::default());
    for request in [2, 3, 4] {
        script.send(request);
        assert!(script.session.reset(request, Some(2), script.time()).unwrap().may_duplicate());
    }
    assert!(matches!(script.next(), Next::Connect { because: Because::Unresponsive }));
}

#[test]
fn a_proxy_cannot_stop_the_session_for_ever() {
    let mut script = Script::proven(SessionPolicy::default());
    script.send(2);
    let reply = Reply::from_parts(503, [("retry-after", "4294967295")], b"");
    script.session.reply(2, &reply, None, script.time()).unwrap();
    let Next::WaitUntil { at, .. } = script.next() else { panic!() };
    assert_eq!(at, script.time().saturating_add_millis(60 * MINUTE));
}

#[test]
fn a_time_of_the_end_of_days_does_not_end_the_session() {
    let mut script = Script::proven(SessionPolicy::default());
    let last = Timestamp::from_millis(i64::MAX);
    script.session.next(last);
    script.send(2);
    script.now += 30_000;
    assert_eq!(script.session.overdue(script.time()).len(), 1);
    script.session.closed(1, script.time());
    script.session.connect_failed(script.time());
    let Next::WaitUntil { .. } = script.next() else { panic!() };
    waited(&mut script);
    script.connect();
}

#[test]
fn what_will_have_expired_is_not_sent_again() {
    let mut script = Script::proven(SessionPolicy::default());
    script.next();
    let expires_at = Some(script.time().saturating_add_millis(10_000));
    script.session.sent(2, None, expires_at, script.time()).unwrap();
    let reply = Reply::from_parts(503, [("retry-after", "60")], b"");
    let outcome = script.session.reply(2, &reply, None, script.time()).unwrap();
    assert_eq!((outcome.verdict.action, outcome.resend()), (Action::GiveUp, false));
}

#[test]
fn the_time_to_wake_lies_ahead() {
    let mut script = Script::new(SessionPolicy::default());
    script.session.connect_failed(script.time());
    assert!(script.session.wake_at().unwrap() > script.time());
    waited(&mut script);
    assert_eq!(script.session.wake_at(), None);

    let mut script = Script::proven(SessionPolicy::default());
    script.send(2);
    script.send(3);
    script.answer(2, 503, "ServiceUnavailable");
    script.answer(3, 403, "BadCertificate");
    assert!(matches!(script.next(), Next::Stop { .. }));
    assert_eq!(script.session.wake_at(), None);
}

#[test]
fn a_goaway_for_an_expired_token_is_no_loop() {
    let mut script = Script::proven(SessionPolicy::default());
    script.goaway(1, br#"{"reason":"ExpiredProviderToken"}"#);
    // It is not old here.
    assert!(matches!(script.next(), Next::WaitUntil { because: Because::Clock, .. }));
    waited(&mut script);
    script.connect();

    let mut script = Script::new(SessionPolicy::default());
    script.connect();
    script.send(1);
    script.answer(1, 200, "");
    script.now = 56 * MINUTE;
    script.goaway(1, br#"{"reason":"ExpiredProviderToken"}"#);
    script.connect();
    assert_eq!(script.send(2).issued_at(), Timestamp::from_millis(START + 50 * MINUTE));
}

#[test]
fn what_a_gateway_answers_may_have_been_processed() {
    let mut script = Script::proven(SessionPolicy::default());
    script.send(2);
    let outcome = script.answer(2, 504, "");
    assert!(outcome.may_duplicate());
    waited(&mut script);
    script.send(2);
    let outcome = script.answer(2, 502, "");
    assert_eq!((outcome.verdict.action, outcome.fate), (Action::GiveUp, Fate::Ambiguous));
}

#[test]
fn a_stop_leaves_every_connection() {
    let mut script = Script::proven(SessionPolicy::default());
    script.send(2);
    script.goaway(1, b"");
    script.connect();
    assert!(!script.answer(2, 403, "BadCertificate").resend());
    assert_eq!(script.session.connection_number(), None);
    assert_eq!((script.session.drained(), script.session.drained()), (Some(1), Some(2)));
}

#[test]
fn stream_0_in_a_goaway_leaves_everything_out() {
    let mut script = Script::proven(SessionPolicy::default());
    script.send(2);
    let outcomes = script.goaway(0, b"");
    assert_eq!(outcomes.iter().map(|it| it.fate).collect::<Vec<_>>(), [Fate::NotProcessed]);
}

#[test]
fn a_worn_out_connection_takes_no_request_even_unasked() {
    let mut script = Script::proven(SessionPolicy::default());
    script.send_on(2, Some(0x7fff_ffff));
    let error = script.session.sent(3, Some(1), None, script.time()).unwrap_err();
    assert!(error.to_string().contains("stream_ids"), "{error}");
}

#[test]
fn a_refused_token_of_a_wrong_clock_blocks_no_other() {
    let policy = SessionPolicy::default().token_policy(TokenPolicy::new(3540, 720).unwrap());
    let mut script = Script::new(policy);
    script.connect();
    script.send(1);
    script.answer(1, 200, "");
    script.now = 56 * MINUTE;
    script.send(2);
    script.answer(2, 403, "ExpiredProviderToken");
    script.now = -600 * MINUTE;
    waited(&mut script);
    script.connect();
    assert!(script.now < 0, "{}", script.now);
}
