//! Everything that can be made to go wrong, one request at a time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::time::Duration;

use common::raw::{GOAWAY, Raw, finish};
use common::{Push, send, simulator};
use h2::Reason;

const SHUTDOWN: &str = r#"{"reason":"Shutdown"}"#;
const TOO_MANY: &str = "Maximum active streams violated for this endpoint.";

fn simulate(what: &str) -> Push {
    Push::good().set("x-simulate", what)
}

#[tokio::test]
async fn answers_in_place_of_apns() {
    let apns = simulator().start().await.unwrap();
    for (what, status, content_type, body) in [
        ("empty", 500, None, ""),
        ("empty;status=503", 503, None, ""),
        ("unavailable", 503, Some("application/json"), r#"{"reason":"ServiceUnavailable"}"#),
        ("throttle", 429, Some("application/json"), r#"{"reason":"TooManyRequests"}"#),
        ("reason=Forbidden", 403, Some("application/json"), r#"{"reason":"Forbidden"}"#),
        (
            "reason=Unregistered; timestamp=1454948015990",
            410,
            Some("application/json"),
            r#"{"reason":"Unregistered","timestamp":1454948015990}"#,
        ),
        ("reason=ExpiredToken", 410, Some("application/json"), r#"{"reason":"ExpiredToken"}"#),
    ] {
        let answer = send(&apns, simulate(what)).await;
        assert_eq!(answer.status, status, "{what}");
        assert_eq!(answer.header("content-type"), content_type, "{what}");
        assert_eq!(answer.body, body, "{what}");
        assert_eq!(answer.header("retry-after"), None, "{what}");
    }
    for (what, status) in [("html", 502), ("html;status=503;retry-after=7", 503)] {
        let answer = send(&apns, simulate(what)).await;
        assert_eq!((answer.status, answer.header("content-type")), (status, Some("text/html")));
        assert!(answer.body.starts_with(b"<html>"));
        assert_eq!(answer.header("apns-id"), None);
        assert_eq!(answer.header("retry-after").is_some(), what.contains("retry"));
    }
    assert_eq!(apns.stop().await.accepted, 0);
}

#[tokio::test]
async fn what_it_does_not_understand_is_answered_501() {
    let apns = simulator().start().await.unwrap();
    let answer = send(&apns, simulate("earthquake")).await;
    assert_eq!(answer.status, 501);
    assert_eq!(answer.body, "x-simulate: there is no \"earthquake\"\n");
}

#[tokio::test]
async fn resets_before_and_after_processing() {
    let apns = simulator().start().await.unwrap();
    let mut raw = Raw::connect(&apns).await;
    for (what, reason) in [
        ("refused", Reason::REFUSED_STREAM),
        ("reset-early", Reason::INTERNAL_ERROR),
        ("reset", Reason::INTERNAL_ERROR),
        ("reset;code=8", Reason::CANCEL),
    ] {
        let error = raw.send(simulate(what)).await.unwrap_err();
        assert_eq!(error.reason(), Some(reason), "{what}");
    }
    assert_eq!(raw.send(Push::good()).await.unwrap().status, 200, "the connection goes on");
    let report = apns.stop().await;
    assert_eq!(report.accepted, 3, "the two after processing, and the last");
    assert_eq!(report.faults["reset"], 2);
    assert_eq!(report.answers, [("200".to_owned(), 1)].into());
}

#[tokio::test]
async fn silence_lasts_until_the_client_gives_up() {
    let apns = simulator().start().await.unwrap();
    let mut raw = Raw::connect(&apns).await;
    assert_eq!(raw.send(Push::good()).await.unwrap().status, 200);
    for what in ["silent", "silent-early"] {
        let response = raw.begin(simulate(what)).await.unwrap();
        let patience = Duration::from_millis(200);
        assert!(tokio::time::timeout(patience, finish(response)).await.is_err(), "{what}");
    }
    assert_eq!(raw.send(Push::good()).await.unwrap().status, 200);
    assert_eq!(apns.stop().await.accepted, 3);
}

#[tokio::test]
async fn a_cut_takes_everything_with_it() {
    let apns = simulator().start().await.unwrap();
    let mut raw = Raw::connect(&apns).await;
    assert_eq!(raw.send(Push::good()).await.unwrap().status, 200);
    let other = raw.begin(simulate("delay=5000")).await.unwrap();
    assert!(raw.send(simulate("cut")).await.is_err());
    assert!(finish(other).await.is_err());
    raw.wait_for_the_end().await;
    assert!(raw.frames(GOAWAY).is_empty());
    assert_eq!(apns.stop().await.accepted, 2);
}

#[tokio::test]
async fn goes_away_in_every_way() {
    for (what, expected) in [
        ("goaway", vec![(1, 0, SHUTDOWN)]),
        ("goaway=json;reason=BadCertificate", vec![(1, 0, r#"{"reason":"BadCertificate"}"#)]),
        ("goaway=empty", vec![(1, 0, "")]),
        ("goaway=empty;code=2", vec![(1, 2, "")]),
        ("goaway=text", vec![(1, 7, TOO_MANY)]),
        ("goaway=twice", vec![(0x7fff_ffff, 0, SHUTDOWN), (1, 0, SHUTDOWN)]),
    ] {
        let apns = simulator().start().await.unwrap();
        let mut raw = Raw::connect(&apns).await;
        assert_eq!(raw.send(Push::good()).await.unwrap().status, 200);
        assert!(raw.send(simulate(what)).await.unwrap_err().is_go_away(), "{what}");
        raw.wait_for_the_end().await;
        let frames: Vec<_> = raw.frames(GOAWAY).iter().map(|frame| frame.go_away()).collect();
        let frames: Vec<_> =
            frames.iter().map(|(last, code, text)| (*last, *code, text.as_str())).collect();
        assert_eq!(frames, expected, "{what}");
        assert_eq!(apns.stop().await.accepted, 1, "{what}");
    }
}

#[tokio::test]
async fn an_open_goaway_leaves_the_socket_to_the_client() {
    let apns = simulator().start().await.unwrap();
    let mut raw = Raw::stubborn(&apns).await;
    assert_eq!(raw.send(Push::good()).await.unwrap().status, 200);
    let _unprocessed = raw.begin(simulate("goaway=open")).await.unwrap();
    raw.wait_for(GOAWAY, 1).await;
    tokio::time::sleep(Duration::from_millis(800)).await;
    assert_eq!(raw.frames(GOAWAY)[0].go_away(), (1, 0, SHUTDOWN.to_owned()));
    assert!(!raw.has_ended());
}

#[tokio::test]
async fn streams_below_the_last_are_answered_and_those_above_are_not_processed() {
    let apns = simulator().start().await.unwrap();
    let mut raw = Raw::connect(&apns).await;
    assert_eq!(raw.send(Push::good()).await.unwrap().status, 200);
    let mut under_way = Vec::new();
    for what in ["delay=100", "delay=100", "goaway;last=5", "delay=20", "delay=20"] {
        under_way.push(raw.begin(simulate(what)).await.unwrap());
    }
    let mut results = Vec::new();
    for response in under_way {
        results.push(finish(response).await);
    }
    for (index, result) in results.iter().enumerate() {
        match result {
            Ok(answer) => assert!(index < 2 && answer.status == 200),
            Err(error) => assert!(index >= 2 && error.is_go_away(), "{index}: {error}"),
        }
    }
    raw.wait_for_the_end().await;
    assert_eq!(raw.frames(GOAWAY)[0].go_away().0, 5);
    assert_eq!(apns.stop().await.accepted, 3);
}

#[tokio::test]
async fn idle_and_shutdown_answer_and_go_away() {
    for (what, status, reason) in [("idle", 400, "IdleTimeout"), ("shutdown", 503, "Shutdown")] {
        let apns = simulator().start().await.unwrap();
        let mut raw = Raw::connect(&apns).await;
        let answer = raw.send(simulate(what)).await.unwrap();
        assert_eq!((answer.status, answer.reason().as_str()), (status, reason));
        raw.wait_for_the_end().await;
        assert_eq!(raw.frames(GOAWAY)[0].go_away().0, 1, "{what}");
    }
}

#[tokio::test]
async fn a_request_can_move_the_clock() {
    let apns = simulator().start().await.unwrap();
    assert_eq!(send(&apns, simulate("advance=3600")).await.status, 200);
    assert_eq!(send(&apns, simulate("advance=1")).await.reason(), "ExpiredProviderToken");
    assert_eq!(send(&apns, simulate("advance=-3601")).await.status, 200);
}

#[tokio::test]
async fn a_thousand_permille_is_always_and_the_seed_decides_the_rest() {
    let rates = "html=1000".parse().unwrap();
    let apns = simulator().faults(rates).start().await.unwrap();
    assert!([502, 503].contains(&send(&apns, Push::good()).await.status));
    assert_eq!(send(&apns, simulate("delay=0")).await.status, 200, "the header wins");

    let mut runs = Vec::new();
    for seed in [1, 1, 2] {
        let rates = "empty=300,unavailable=300".parse().unwrap();
        let apns = simulator().faults(rates).seed(seed).start().await.unwrap();
        let mut statuses = Vec::new();
        for number in 0..30 {
            let device = format!("{number:04x}");
            statuses.push(send(&apns, Push::good().device(&device)).await.status);
        }
        runs.push(statuses);
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0], runs[2]);
}
