//! The limit of streams and what happens above it, frame by frame.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::raw::{GOAWAY, Raw, SETTINGS, finish};
use common::{Push, simulator};
use h2::Reason;

fn slow() -> Push {
    Push::good().set("x-simulate", "delay=500")
}

fn bad() -> Push {
    Push::good().body("")
}

#[tokio::test]
async fn one_stream_until_the_first_success_and_then_a_thousand() {
    let apns = simulator().start().await.unwrap();
    let mut raw = Raw::connect(&apns).await;
    raw.wait_for(SETTINGS, 1).await;
    assert_eq!(raw.limits(), [1]);
    let forged = Push::good().token("x");
    assert_eq!(raw.send(forged).await.unwrap().status, 403);
    assert_eq!(raw.send(bad()).await.unwrap().status, 400);
    assert_eq!(raw.limits(), [1]);
    assert_eq!(raw.send(Push::good()).await.unwrap().status, 200);
    assert_eq!(raw.limits(), [1, 1000]);
    assert_eq!(raw.send(bad()).await.unwrap().status, 400);
    assert_eq!(raw.limits(), [1, 1000], "a rejection alone changes nothing");
}

#[tokio::test]
async fn a_rejection_drops_the_limit_and_a_success_restores_it() {
    let apns = simulator().streams(7).drop_streams_permille(1000).start().await.unwrap();
    let mut raw = Raw::connect(&apns).await;
    for (push, status) in
        [(Push::good(), 200), (bad(), 400), (bad(), 400), (Push::good(), 200), (bad(), 400)]
    {
        assert_eq!(raw.send(push).await.unwrap().status, status);
    }
    assert_eq!(raw.limits(), [1, 7, 1, 7, 1]);
    let gone = simulator().unregistered("00ff").drop_streams_permille(1000);
    let apns = gone.start().await.unwrap();
    let mut raw = Raw::connect(&apns).await;
    assert_eq!(raw.send(Push::good()).await.unwrap().status, 200);
    assert_eq!(raw.send(Push::good().device("00ff")).await.unwrap().status, 410);
    assert_eq!(raw.limits(), [1, 1000], "410 is no rejection");
}

#[tokio::test]
async fn a_fallen_limit_refuses_what_is_under_way() {
    let apns = simulator().drop_streams_permille(1000).start().await.unwrap();
    let mut raw = Raw::connect(&apns).await;
    assert_eq!(raw.send(Push::good()).await.unwrap().status, 200);
    let oldest = raw.begin(slow()).await.unwrap();
    let next = raw.begin(slow()).await.unwrap();
    let rejected = raw.begin(bad()).await.unwrap();
    assert_eq!(finish(rejected).await.unwrap().status, 400);
    assert_eq!(finish(oldest).await.unwrap().status, 200);
    assert_eq!(finish(next).await.unwrap_err().reason(), Some(Reason::REFUSED_STREAM));
    let report = apns.stop().await;
    assert_eq!((report.accepted, report.faults["excess"]), (2, 1));
}

/// Four slow pushes at once, by a client that takes no notice of the limit.
async fn too_many(builder: apns_simulator::Builder) -> (Raw, Vec<Result<u16, h2::Error>>) {
    let apns = builder.start().await.unwrap();
    let mut raw = Raw::stubborn(&apns).await;
    assert_eq!(raw.send(Push::good()).await.unwrap().status, 200);
    raw.wait_for(SETTINGS, 2).await;
    let mut under_way = Vec::new();
    for _ in 0..4 {
        under_way.push(raw.begin(slow()).await.unwrap());
    }
    let mut results = Vec::new();
    for response in under_way {
        results.push(finish(response).await.map(|answer| answer.status));
    }
    apns.stop().await;
    (raw, results)
}

#[tokio::test]
async fn a_stream_above_the_known_limit_is_refused() {
    let (raw, results) = too_many(simulator().streams(2)).await;
    for (result, accepted) in results.iter().zip([true, true, false, false]) {
        match result {
            Ok(status) => assert!(accepted && *status == 200),
            Err(error) => {
                assert!(!accepted && error.reason() == Some(Reason::REFUSED_STREAM), "{error}");
            }
        }
    }
    assert!(raw.frames(GOAWAY).iter().all(|frame| frame.go_away().2.is_empty()));
}

#[tokio::test]
async fn a_stream_above_the_known_limit_can_end_the_connection() {
    let (raw, results) = too_many(simulator().streams(2).end_on_too_many_streams()).await;
    let (last, code, text) = raw.frames(GOAWAY)[0].go_away();
    assert_eq!((code, text.as_str()), (7, "Maximum active streams violated for this endpoint."));
    assert_eq!(last, 5);
    assert!(results[0].is_ok() && results[1].is_ok());
    assert!(results[2].is_err() && results[3].is_err());
}

#[tokio::test]
async fn a_request_can_ask_for_another_limit() {
    let apns = simulator().start().await.unwrap();
    let mut raw = Raw::connect(&apns).await;
    let push = bad().set("x-simulate", "streams=3");
    assert_eq!(raw.send(push).await.unwrap().status, 400);
    assert_eq!(raw.send(Push::good()).await.unwrap().status, 200);
    assert_eq!(raw.limits(), [1, 3, 1000]);
}
