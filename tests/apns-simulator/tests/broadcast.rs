//! Broadcasts and the management of channels.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use apns_simulator::{Builder, Environment, Running};
use common::{
    Answer, Client, KEY_ID, MESSAGE_ID, NOW, Push, Signer, TEAM_ID, TOPIC, good_token, send,
    simulator,
};
use http::Method;
use serde_json::json;

const CHANNEL: &str = "dGVzdC1jaGFubmVs";
const STORING: &str = "c3RvcmluZw==";
const REQUEST_ID: &str = "apns-request-id";

fn set_up() -> Builder {
    simulator()
        .key(Signer::new(3).known("SPECIFIC00", TEAM_ID).topic("com.example.other"))
        .key(Signer::new(2).known("PRODUCTION", TEAM_ID).environment(Environment::Production))
        .channel(TOPIC, CHANNEL, 0)
        .channel(TOPIC, STORING, 1)
        .without_broadcasts("com.example.mute")
        .manage_port(0)
}

fn publish() -> Push {
    Push {
        method: Method::POST,
        path: format!("/4/broadcasts/apps/{TOPIC}"),
        headers: Vec::new(),
        body: br#"{"aps":{"event":"update"}}"#.to_vec(),
    }
    .token(&good_token())
    .set("apns-channel-id", CHANNEL)
    .set("apns-push-type", "liveactivity")
    .set("apns-expiration", "0")
    .set("apns-priority", "5")
}

fn manage(method: Method, place: &str, body: &str) -> Push {
    let path = format!("/1/apps/{TOPIC}/{place}");
    Push { method, path, headers: Vec::new(), body: body.into() }.token(&good_token())
}

fn create() -> Push {
    manage(Method::POST, "channels", r#"{"message-storage-policy":1,"push-type":"LiveActivity"}"#)
}

async fn to_management(apns: &Running, push: Push) -> Answer {
    Client::open(apns.manage_port.unwrap(), &apns.certificate_pem).await.send(push).await
}

#[tokio::test]
async fn accepts_broadcasts() {
    let apns = set_up().start().await.unwrap();
    let later = (NOW + 60).to_string();
    for push in [
        publish(),
        publish().set("apns-push-type", "LiveActivity"),
        publish().set("apns-priority", "10"),
        publish().set("apns-channel-id", STORING).set("apns-expiration", later),
        publish().body_of(5120),
    ] {
        let answer = send(&apns, push).await;
        assert_eq!((answer.status, answer.body.len()), (200, 0));
        assert_eq!(answer.header(REQUEST_ID).unwrap().len(), 36);
        assert_eq!(answer.header("apns-id"), None);
    }
    let answer = send(&apns, publish().set(REQUEST_ID, MESSAGE_ID)).await;
    assert_eq!(answer.header(REQUEST_ID), Some(MESSAGE_ID));
    assert_eq!(apns.stop().await.broadcasts, 6);
}

#[tokio::test]
async fn refuses_each_bad_broadcast() {
    let apns = set_up().start().await.unwrap();
    let to = |bundle_id: &str| publish().path(format!("/4/broadcasts/apps/{bundle_id}"));
    let specific = Signer::new(3).token("SPECIFIC00", TEAM_ID, NOW);
    let production = Signer::new(2).token("PRODUCTION", TEAM_ID, NOW);
    let stale = Signer::new(1).token(KEY_ID, TEAM_ID, NOW - 4000);
    for (push, status, reason) in [
        (to(""), 404, "BadPath"),
        (to("com.example.app/x"), 404, "BadPath"),
        (to("com.example.app").method(Method::GET), 405, "MethodNotAllowed"),
        (publish().add("apns-priority", "5"), 400, "DuplicateHeaders"),
        (publish().set(REQUEST_ID, "mine"), 400, "BadMessageId"),
        (to("com.example.app.push-type.liveactivity"), 400, "TopicDisallowed"),
        (publish().without("apns-channel-id"), 400, "MissingChannelId"),
        (publish().set("apns-channel-id", "?"), 400, "BadChannelId"),
        (publish().set("apns-channel-id", "AAAA".repeat(33)), 400, "BadChannelId"),
        (publish().set("apns-channel-id", "AAAA"), 400, "ChannelNotRegistered"),
        (publish().without("apns-push-type"), 400, "MissingPushType"),
        (publish().set("apns-push-type", "alert"), 400, "InvalidPushType"),
        (publish().without("apns-expiration"), 400, "BadExpirationDate"),
        (publish().set("apns-expiration", "soon"), 400, "BadExpirationDate"),
        (publish().set("apns-expiration", "1437182636"), 400, "BadExpirationDate"),
        (publish().without("apns-priority"), 400, "BadPriority"),
        (publish().set("apns-priority", "1"), 400, "BadPriority"),
        (publish().without("authorization"), 403, "MissingProviderToken"),
        (publish().token("x"), 403, "InvalidProviderToken"),
        (publish().token(&stale), 403, "ExpiredProviderToken"),
        (publish().token(&production), 403, "BadEnvironmentKeyIdInToken"),
        (publish().token(&specific), 403, "TopicMismatch"),
        (to("com.example.mute"), 400, "FeatureNotEnabled"),
        (publish().body(""), 400, "PayloadEmpty"),
        (publish().body_of(5121), 413, "PayloadTooLarge"),
        (publish().body("hello"), 400, "BadRequestPayload"),
    ] {
        let answer = send(&apns, push).await;
        assert_eq!((answer.status, answer.reason().as_str()), (status, reason));
        assert_eq!(answer.header(REQUEST_ID).unwrap().len(), 36, "{reason}");
    }
}

#[tokio::test]
async fn a_channel_lives_from_create_to_delete() {
    let apns = set_up().start().await.unwrap();
    let created = to_management(&apns, create().set(REQUEST_ID, MESSAGE_ID)).await;
    assert_eq!((created.status, created.body.len()), (201, 0));
    assert_eq!(created.header(REQUEST_ID), Some(MESSAGE_ID));
    let channel = created.header("apns-channel-id").unwrap().to_owned();

    let with = |method| manage(method, "channels", "").set("apns-channel-id", &channel);
    let read = to_management(&apns, with(Method::GET)).await;
    assert_eq!(read.json(), json!({"message-storage-policy": 1, "push-type": "LiveActivity"}));
    let all = to_management(&apns, manage(Method::GET, "all-channels", "")).await;
    let mut expected = vec![CHANNEL, STORING, &channel];
    expected.sort_unstable();
    assert_eq!((all.status, all.json()), (200, json!({"channels": expected})));
    let push = publish().set("apns-channel-id", &channel);
    assert_eq!(send(&apns, push.clone()).await.status, 200);

    let deleted = to_management(&apns, with(Method::DELETE)).await;
    assert_eq!((deleted.status, deleted.body.len()), (204, 0));
    for again in [with(Method::DELETE), with(Method::GET)] {
        assert_eq!(to_management(&apns, again).await.reason(), "ChannelNotRegistered");
    }
    assert_eq!(send(&apns, push).await.reason(), "ChannelNotRegistered");
}

#[tokio::test]
async fn refuses_each_bad_request_for_channels() {
    let apns = set_up().max_channels(2).start().await.unwrap();
    let read = || manage(Method::GET, "channels", "").set("apns-channel-id", CHANNEL);
    let path = |path: &str| read().path(path);
    let specific = Signer::new(3).token("SPECIFIC00", TEAM_ID, NOW);
    let good = r#"{"message-storage-policy":0,"push-type":"LiveActivity"}"#;
    for (push, status, reason) in [
        (path("/"), 404, "BadPath"),
        (path("/1/apps/com.example.app"), 404, "BadPath"),
        (path("/1/apps/com.example.app/channels/x"), 404, "BadPath"),
        (path("/1/apps//channels"), 404, "BadPath"),
        (publish(), 404, "BadPath"),
        (manage(Method::POST, "all-channels", good), 404, "BadPath"),
        (read().method(Method::PUT), 405, "MethodNotAllowed"),
        (path("/1/apps/com.example.app.voip/channels"), 400, "TopicDisallowed"),
        (read().set(REQUEST_ID, "x"), 400, "BadMessageId"),
        (read().without("apns-channel-id"), 400, "MissingChannelId"),
        (read().set("apns-channel-id", "*"), 400, "BadChannelId"),
        (read().set("apns-channel-id", "AAAA"), 400, "ChannelNotRegistered"),
        (read().body("{}"), 400, "BadRequestPayload"),
        (read().without("authorization"), 403, "MissingProviderToken"),
        (read().token(&specific), 403, "TopicMismatch"),
        (path("/1/apps/com.example.mute/all-channels"), 400, "FeatureNotEnabled"),
        (create().body("hello"), 400, "BadRequestPayload"),
        (create().body(r#"{"push-type":"LiveActivity","size":1}"#), 400, "BadRequestParams"),
        (create().body(r#"{"message-storage-policy":0}"#), 400, "MissingPushType"),
        (create().body(good.replace("Live", "live")), 400, "InvalidPushType"),
        (create().body(r#"{"push-type":"LiveActivity"}"#), 400, "MissingChannelQueueSize"),
        (create().body(good.replace('0', "2")), 400, "MissingChannelQueueSize"),
        (create(), 400, "CannotCreateChannelConfig"),
    ] {
        let answer = to_management(&apns, push).await;
        assert_eq!((answer.status, answer.reason().as_str()), (status, reason));
    }
}

#[tokio::test]
async fn channels_are_not_managed_where_pushes_go() {
    let apns = set_up().start().await.unwrap();
    assert_eq!(send(&apns, create()).await.reason(), "BadPath");
    assert_eq!(to_management(&apns, Push::good()).await.reason(), "BadPath");
}
