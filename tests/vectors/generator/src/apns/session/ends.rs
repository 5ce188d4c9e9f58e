//! How requests and connections end.

use serde_json::json;

use super::{End, MINUTE_MS, START_MS, Script};
use crate::file::Case;

/// How APNs says that a device token was given up, and when.
const GIVEN_UP: &str = r#"{"reason":"Unregistered","timestamp":1454948015990}"#;

pub(super) fn cases() -> Vec<Case> {
    [requests(), connections(), servers()].into_iter().flatten().collect()
}

fn delivered() -> End {
    End::answered("delivered")
}

fn requests() -> Vec<Case> {
    let unregistered =
        |registered_at_ms: i64| json!({"body": GIVEN_UP, "registered_at_ms": registered_at_ms});
    vec![
        Script::proven("lost_once_is_sent_again_and_says_so")
            .send(2)
            .reset(2, Some(2), End::lost())
            .send(2)
            .reset(2, Some(8), End::given_up().attempt(2))
            .case(),
        Script::new("at_most_once")
            .policy(json!({"ambiguous_resends": 0}))
            .proven_now()
            .send(2)
            .reset(2, None, End::given_up())
            .case(),
        Script::new("at_least_once")
            .policy(json!({"ambiguous_resends": 2}))
            .proven_now()
            .send(2)
            .reset(2, None, End::lost())
            .send(2)
            .reset(2, None, End::lost().attempt(2))
            .send(2)
            .reset(2, None, End::given_up().attempt(3))
            .case(),
        Script::proven("a_failure_without_a_code_may_have_been_processed")
            .send(2)
            .reset(2, None, End::lost())
            .case(),
        Script::proven("a_refused_stream_was_not_processed")
            .send(2)
            .reset(2, Some(7), End::unprocessed())
            // The limit seems to have dropped.
            .room(1)
            .sent(2, None)
            .reset(2, Some(7), End::unprocessed().attempt(2))
            .room(1)
            .sent(2, None)
            .answer(2, 200, None, delivered().attempt(3))
            .room(1000)
            .case(),
        Script::proven("a_server_that_refuses_every_stream")
            .settings(1, Some(100))
            .send(2)
            .reset(2, Some(7), End::unprocessed())
            .send(2)
            .reset(2, Some(7), End::unprocessed().attempt(2))
            .send(2)
            .reset(2, Some(7), End::unprocessed().attempt(3))
            .must("connect", "stream_limit")
            .case(),
        Script::proven("a_connection_that_resets_every_stream")
            .send(2)
            .reset(2, Some(2), End::lost())
            .send(3)
            .reset(3, Some(2), End::lost())
            .send(4)
            .reset(4, None, End::lost())
            .must("connect", "unresponsive")
            .case(),
        Script::proven("a_refusal_between_two_losses_is_no_excuse")
            .send(2)
            .reset(2, None, End::lost())
            .send(2)
            .answer(
                2,
                429,
                Some("TooManyRequests"),
                End::answered("retry").attempt(2).after_ms(1000),
            )
            .at(1000)
            // A rejection: one stream until a success, as no limit was reported.
            .room(1)
            .sent(2, None)
            .reset(2, None, End::given_up().attempt(3))
            .case(),
        Script::proven("no_reply_in_time")
            .send(2)
            .at(10)
            .send(3)
            .plain("wake_at", json!(START_MS + 30_000))
            .at(29_999)
            .overdue(&[])
            .at(30_000)
            .overdue(&[(2, End::lost())])
            .at(30_010)
            .overdue(&[(3, End::lost())])
            .step(
                "reply",
                json!({"request": 3, "status": 200, "headers": [], "body": ""}),
                json!(null),
            )
            .case(),
        Script::proven("what_is_unknown_gives_nothing")
            .step("reset", json!({"request": 9}), json!(null))
            .step(
                "reply",
                json!({"request": 9, "status": 200, "headers": [], "body": ""}),
                json!(null),
            )
            .closed(9, &[])
            .goaway(9, 0, "", &[])
            .room(1000)
            .case(),
        Script::new("attempts_end")
            .policy(json!({"max_attempts": 2, "first_wait_ms": 3000, "max_wait_ms": 60_000}))
            .proven_now()
            .settings(1, Some(1000))
            .send(2)
            .answer(2, 429, Some("TooManyRequests"), End::answered("retry").after_ms(3000))
            .send(2)
            .answer(2, 429, Some("TooManyRequests"), End::answered("give_up").attempt(2))
            .case(),
        Script::proven("what_has_expired_is_not_sent_again")
            .room(1000)
            .step("sent", json!({"request": 2, "expires_at_ms": START_MS + 1000}), json!(null))
            .at(1000)
            .reset(2, Some(7), End { fate: "not_processed", ..End::given_up() })
            .case(),
        Script::proven("what_will_have_expired_is_not_sent_again")
            .room(1000)
            .step("sent", json!({"request": 2, "expires_at_ms": START_MS + 1000}), json!(null))
            .answer(2, 503, None, End { fate: "answered", ..End::given_up() })
            .case(),
        Script::proven("what_has_not_expired_is_sent_again")
            .room(1000)
            .step("sent", json!({"request": 2, "expires_at_ms": START_MS + 1000}), json!(null))
            .at(999)
            .reset(2, Some(7), End::unprocessed())
            .case(),
        Script::proven("a_forgotten_request_begins_anew")
            .send(2)
            .reset(2, None, End::lost())
            .step("forget", json!({"request": 2}), json!(null))
            .send(2)
            .reset(2, None, End::lost())
            .case(),
        Script::proven("a_device_that_registered_again_is_sent_to_once_more")
            .send(2)
            .answer_with(
                2,
                410,
                None,
                unregistered(1_454_948_015_990),
                End::answered("keep_device").after_ms(1000),
            )
            .send(2)
            .answer_with(
                2,
                410,
                None,
                unregistered(1_454_948_015_990),
                End::answered("keep_device").attempt(2),
            )
            .case(),
        Script::proven("a_device_that_did_not_is_dropped")
            .send(2)
            .answer_with(
                2,
                410,
                None,
                unregistered(1_454_948_015_989),
                End::answered("drop_device"),
            )
            .case(),
        Script::proven("a_device_that_is_pushed_to_too_often_waits_alone")
            .settings(1, Some(1000))
            .send(2)
            .answer_with(
                2,
                429,
                Some("TooManyRequests"),
                json!({"headers": [["retry-after", "5"]]}),
                End::answered("retry").after_ms(5000),
            )
            .room(1000)
            .case(),
    ]
}

fn connections() -> Vec<Case> {
    vec![
        Script::proven("two_goaways")
            .send_on(2, Some(3), 0)
            .send_on(3, Some(5), 0)
            .send_on(4, Some(7), 0)
            .goaway(1, 5, r#"{"reason":"Shutdown"}"#, &[(4, End::unprocessed())])
            .must("connect", "going_away")
            .goaway(1, 3, "", &[(3, End::unprocessed())])
            .plain("drained", json!(null))
            .connected(2)
            .answer(2, 200, None, delivered())
            .plain("drained", json!(1))
            .case(),
        Script::proven("a_goaway_in_plain_text")
            .send_on(2, Some(3), 0)
            .goaway(
                1,
                1,
                "Maximum active streams violated for this endpoint.",
                &[(2, End::unprocessed())],
            )
            .must("connect", "going_away")
            .case(),
        Script::proven("a_goaway_without_numbers_of_streams_leaves_the_requests")
            .send(2)
            .goaway(1, 1, "", &[])
            .must("connect", "going_away")
            .closed(1, &[(2, End::lost())])
            .case(),
        Script::proven("stream_0_in_a_goaway_leaves_everything_out")
            .send(2)
            .goaway(1, 0, "", &[(2, End::unprocessed())])
            .must("connect", "going_away")
            .case(),
        Script::new("a_goaway_for_the_certificate_before_any_reply")
            .certificate()
            .connect("first", 1)
            .plain("next", json!({"next": "send", "because": "clear", "room": 1000}))
            .sent(1, Some(1))
            .goaway(1, 0, r#"{"reason":"BadCertificateEnvironment"}"#, &[(1, End::unprocessed())])
            .must("stop", "credential")
            .case(),
        Script::proven("a_goaway_for_an_invalid_token_is_doubted_once")
            .goaway(1, 1, r#"{"reason":"InvalidProviderToken"}"#, &[])
            .must_wait(1000, "connect_failed")
            .at(1000)
            .connect("credential", 2)
            .goaway(2, 1, r#"{"reason":"InvalidProviderToken"}"#, &[])
            .must("stop", "credential")
            .case(),
        Script::proven("closed_with_requests_under_way")
            .send(2)
            .send(3)
            .closed(1, &[(2, End::lost()), (3, End::lost())])
            .must("connect", "closed")
            .closed(1, &[])
            .case(),
        Script::proven("an_idle_connection")
            .send(2)
            .answer(2, 400, Some("IdleTimeout"), End::answered("retry").after_ms(0).elsewhere())
            .must("connect", "idle")
            .case(),
        Script::proven("three_requests_without_a_reply")
            .send(2)
            .send(3)
            .send(4)
            .at(30_000)
            .overdue(&[(2, End::lost()), (3, End::lost()), (4, End::lost())])
            .must("connect", "unresponsive")
            .case(),
        Script::new("connections_that_come_to_nothing")
            .must("connect", "first")
            .plain("connect_failed", json!(null))
            .must_wait(1000, "connect_failed")
            .plain("wake_at", json!(START_MS + 1000))
            .at(1000)
            .must("connect", "connect_failed")
            .plain("connect_failed", json!(null))
            .must_wait(3000, "connect_failed")
            .at(3000)
            .connect("connect_failed", 1)
            .closed(1, &[])
            .must_wait(7000, "connect_failed")
            .at(7000)
            .connect("closed", 2)
            .send(1)
            .answer(1, 200, None, delivered())
            .closed(2, &[])
            .must("connect", "closed")
            .case(),
        Script::new("a_connection_of_the_greatest_age")
            .policy(json!({"max_connection_age_ms": 600_000}))
            .proven_now()
            .at(599_999)
            .room(1000)
            .at(600_000)
            .must("connect", "age")
            .case(),
        Script::proven("a_ping_after_an_hour")
            .plain("ping_due_at", json!(START_MS + 60 * MINUTE_MS))
            .at(60 * MINUTE_MS)
            .step("pinged", json!({"connection": 1}), json!(null))
            .plain("ping_due_at", json!(START_MS + 120 * MINUTE_MS))
            .closed(1, &[])
            .plain("ping_due_at", json!(null))
            .case(),
    ]
}

fn servers() -> Vec<Case> {
    let later = |wait| End::answered("retry").after_ms(wait);
    vec![
        Script::proven("a_server_that_is_not_available")
            .send(2)
            .send(3)
            .answer(2, 503, Some("ServiceUnavailable"), later(1000))
            .must_wait(1000, "server_errors")
            .not_sent(4)
            .at(400)
            .answer(3, 503, None, later(600))
            .at(1000)
            .send(2)
            .answer(2, 503, Some("Service Unavailable"), later(2000).attempt(2))
            .must_wait(3000, "server_errors")
            .plain("wake_at", json!(START_MS + 3000))
            .at(3000)
            .send(2)
            .answer(2, 200, None, delivered().attempt(3))
            .send(3)
            .answer(3, 503, Some("ServiceUnavailable"), later(1000).attempt(2))
            .case(),
        Script::proven("the_servers_own_wait")
            .send(2)
            .answer_with(
                2,
                503,
                Some("ServiceUnavailable"),
                json!({"headers": [["retry-after", "77"]]}),
                later(77_000),
            )
            .must_wait(77_000, "server_errors")
            .case(),
        Script::proven("a_wait_of_a_century")
            .send(2)
            .answer_with(
                2,
                503,
                None,
                json!({"headers": [["retry-after", "4294967295"]]}),
                later(60 * MINUTE_MS),
            )
            .must_wait(60 * MINUTE_MS, "server_errors")
            .case(),
        Script::proven("a_page_of_a_proxy")
            .send(2)
            .answer_with(
                2,
                502,
                None,
                json!({"body": "<html>Bad Gateway</html>"}),
                End { fate: "ambiguous", ..later(1000) },
            )
            .must_wait(1000, "server_errors")
            .case(),
        Script::proven("internal_errors_in_a_row")
            .send(2)
            .answer(2, 500, Some("InternalServerError"), later(1000))
            .send(2)
            .answer(2, 500, Some("InternalServerError"), later(2000).attempt(2))
            .send(2)
            .answer(2, 500, Some("InternalServerError"), later(4000).attempt(3))
            .must("connect", "server_errors")
            .case(),
        Script::proven("a_server_that_shuts_down")
            .send(2)
            .answer(2, 503, Some("Shutdown"), later(0).elsewhere())
            .connect("going_away", 2)
            .send(2)
            .answer(2, 200, None, delivered().attempt(2))
            .case(),
    ]
}
