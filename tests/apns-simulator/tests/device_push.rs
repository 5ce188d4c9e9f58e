//! Every answer to a push to a device, one request on one connection each.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use std::collections::BTreeSet;

use apns_simulator::{DEVICE_PUSH_CHECKS, Environment, Reason};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use common::{
    DEVICE, KEY_ID, MESSAGE_ID, NOW, Push, Signer, TEAM_ID, TOPIC, good_token, send, signer,
    simulator,
};
use http::Method;
use serde_json::{Value, json};

/// A name, a push that is refused, and the status and reason it gets.
type Refused = (&'static str, Push, u16, &'static str);

const UNREGISTERED: &str = "aa01";
const EXPIRED: &str = "aa02";
const OTHER_ENVIRONMENT: &str = "aa03";
const OTHER_TOPIC: &str = "aa04";

fn claims() -> Value {
    json!({"iss": TEAM_ID, "iat": NOW})
}

fn with_header(header: &Value) -> Push {
    Push::good().token(&signer().sign(header, &claims()))
}

fn with_claims(claims: &Value) -> Push {
    Push::good().token(&signer().sign(&json!({"alg": "ES256", "kid": KEY_ID}), claims))
}

fn path_and_headers() -> Vec<Refused> {
    let good = Push::good;
    let device = |token: &str| good().device(token);
    vec![
        ("the root path is nothing", good().path("/"), 404, "BadPath"),
        ("the path needs the slash", good().path("/3/device"), 404, "BadPath"),
        ("an older version has no path", good().path("/2/device/00ff"), 404, "BadPath"),
        ("a channel path is not here", good().path("/1/apps/a/channels"), 404, "BadPath"),
        ("two segments are one too many", device("00ff/00ff"), 404, "BadPath"),
        ("a query is not part of a path", device("00ff?x=1"), 404, "BadPath"),
        ("the path may not climb", device("../00ff"), 404, "BadPath"),
        ("a slash at the end is one too many", device("00ff/"), 404, "BadPath"),
        ("a topic may not repeat", good().add("apns-topic", TOPIC), 400, "DuplicateHeaders"),
        (
            "not even an unknown header may repeat",
            good().add("x-a", "1").add("x-a", "2"),
            400,
            "DuplicateHeaders",
        ),
        ("a message id is not any text", good().set("apns-id", "mine"), 400, "BadMessageId"),
        ("a message id is not empty", good().set("apns-id", ""), 400, "BadMessageId"),
        (
            "a message id has hyphens",
            good().set("apns-id", "eabeae5414a811e5b60b1697f925ec7b"),
            400,
            "BadMessageId",
        ),
        (
            "a message id has no braces",
            good().set("apns-id", format!("{{{MESSAGE_ID}}}")),
            400,
            "BadMessageId",
        ),
        ("GET is not POST", good().method(Method::GET).body(""), 405, "MethodNotAllowed"),
        ("PUT is not POST", good().method(Method::PUT), 405, "MethodNotAllowed"),
        ("a topic is needed", good().without("apns-topic"), 400, "MissingTopic"),
        ("an empty topic is none", good().set("apns-topic", ""), 400, "MissingTopic"),
        ("a topic has no spaces", good().set("apns-topic", "com example"), 400, "BadTopic"),
        ("a topic has no empty label", good().set("apns-topic", "com..app"), 400, "BadTopic"),
        ("a topic ends without a dot", good().set("apns-topic", "com.app."), 400, "BadTopic"),
        ("a topic is ASCII", good().set("apns-topic", "com.exämple"), 400, "BadTopic"),
        ("a topic ends somewhere", good().set("apns-topic", "a".repeat(256)), 400, "BadTopic"),
        (
            "65 bytes collapse nothing",
            good().set("apns-collapse-id", "x".repeat(65)),
            400,
            "BadCollapseId",
        ),
        (
            "a collapse id is counted in bytes",
            good().set("apns-collapse-id", "ä".repeat(33)),
            400,
            "BadCollapseId",
        ),
        ("no expiration is soon", good().set("apns-expiration", "soon"), 400, "BadExpirationDate"),
        ("an expiration is not empty", good().set("apns-expiration", ""), 400, "BadExpirationDate"),
        (
            "an expiration has no sign",
            good().set("apns-expiration", "-1"),
            400,
            "BadExpirationDate",
        ),
        (
            "an expiration has no plus",
            good().set("apns-expiration", "+1437179036"),
            400,
            "BadExpirationDate",
        ),
        (
            "an expiration has no fraction",
            good().set("apns-expiration", "1437179036.5"),
            400,
            "BadExpirationDate",
        ),
        (
            "an expiration is not in milliseconds",
            good().set("apns-expiration", "1437179036000"),
            400,
            "BadExpirationDate",
        ),
        ("priority 0 is none", good().set("apns-priority", "0"), 400, "BadPriority"),
        ("priority 7 is none", good().set("apns-priority", "7"), 400, "BadPriority"),
        ("priority 05 is none", good().set("apns-priority", "05"), 400, "BadPriority"),
        ("priority high is none", good().set("apns-priority", "high"), 400, "BadPriority"),
        (
            "background at priority 10 is an error",
            good().set("apns-push-type", "background").set("apns-priority", "10"),
            400,
            "BadPriority",
        ),
        (
            "background without priority would be at 10",
            good().set("apns-push-type", "background"),
            400,
            "BadPriority",
        ),
        (
            "background at priority 1 is not at 5",
            good().set("apns-push-type", "background").set("apns-priority", "1"),
            400,
            "BadPriority",
        ),
        ("no push type is silent", good().set("apns-push-type", "silent"), 400, "InvalidPushType"),
        ("no push type is empty", good().set("apns-push-type", ""), 400, "InvalidPushType"),
        (
            "a push type is lower case",
            good().set("apns-push-type", "Alert"),
            400,
            "InvalidPushType",
        ),
        ("voip needs the voip topic", good().kind("voip", TOPIC), 400, "InvalidPushType"),
        (
            "an alert may not go to the voip topic",
            good().kind("alert", "com.example.app.voip"),
            400,
            "InvalidPushType",
        ),
        (
            "the topic of push to talk is not that of voip",
            good().kind("voip", "com.example.app.voip-ptt"),
            400,
            "InvalidPushType",
        ),
        (
            "the suffix begins with a dot",
            good().kind("liveactivity", "com.example.apppush-type.liveactivity"),
            400,
            "InvalidPushType",
        ),
        ("a device token is needed", device(""), 400, "MissingDeviceToken"),
        ("a device token has hexadecimal digits", device("00fg"), 400, "BadDeviceToken"),
        ("a device token has whole bytes", device("00f"), 400, "BadDeviceToken"),
        ("a device token is not escaped", device("%30%30"), 400, "BadDeviceToken"),
        ("a device token has no brackets", device("(00ff)"), 400, "BadDeviceToken"),
        ("a device token ends somewhere", device(&"00".repeat(101)), 400, "BadDeviceToken"),
    ]
}

fn credentials() -> Vec<Refused> {
    let good = Push::good;
    let authorization = |value: &str| good().set("authorization", value);
    let token = good_token();
    let [header, claims_part, signature] =
        token.split('.').collect::<Vec<_>>().try_into().expect("three parts");
    let input = format!("{header}.{claims_part}");
    let der = signer().signature(&input).to_der();
    let flipped = format!("{input}.{}", signature.replace(['A', 'B', 'C', 'D'], "E"));
    let padded = format!("{input}.{}", STANDARD.encode(signer().signature(&input).to_bytes()));
    let stray_bit = format!("{}B", &token[..token.len() - 1]);
    assert_ne!(flipped, token);
    let invalid = "InvalidProviderToken";
    let good_header = json!({"alg": "ES256", "kid": KEY_ID});
    vec![
        ("a push needs a token", good().without("authorization"), 403, "MissingProviderToken"),
        ("a scheme alone is no token", authorization("bearer"), 403, "MissingProviderToken"),
        ("another scheme is no token", authorization("Basic YTpi"), 403, "MissingProviderToken"),
        ("a token needs its scheme", authorization(&token), 403, "MissingProviderToken"),
        ("any text is not a token", good().token("hello"), 403, invalid),
        ("two parts are not a token", good().token(&input), 403, invalid),
        ("four parts are not a token", good().token(&format!("{token}.AA")), 403, invalid),
        ("a token ends somewhere", good().token(&"A".repeat(5000)), 403, invalid),
        (
            "a header is JSON",
            good().token(&signer().sign_text("alg: ES256", &claims().to_string())),
            403,
            invalid,
        ),
        (
            "a header is an object",
            good().token(&signer().sign_text("[]", &claims().to_string())),
            403,
            invalid,
        ),
        ("alg is needed", with_header(&json!({"kid": KEY_ID})), 403, invalid),
        ("alg is not none", with_header(&json!({"alg": "none", "kid": KEY_ID})), 403, invalid),
        ("alg is not HS256", with_header(&json!({"alg": "HS256", "kid": KEY_ID})), 403, invalid),
        (
            "alg is not in lower case",
            with_header(&json!({"alg": "es256", "kid": KEY_ID})),
            403,
            invalid,
        ),
        ("kid is needed", with_header(&json!({"alg": "ES256"})), 403, invalid),
        ("kid is known", with_header(&json!({"alg": "ES256", "kid": "ZZZ999ZZZ9"})), 403, invalid),
        ("kid is a text", with_header(&json!({"alg": "ES256", "kid": 1})), 403, invalid),
        (
            "crit is not understood",
            with_header(&json!({"alg": "ES256", "kid": KEY_ID, "crit": ["exp"]})),
            403,
            invalid,
        ),
        ("iss is needed", with_claims(&json!({"iat": NOW})), 403, invalid),
        (
            "iss is the key's team",
            with_claims(&json!({"iss": "ZZZ999ZZZ9", "iat": NOW})),
            403,
            invalid,
        ),
        ("iat is needed", with_claims(&json!({"iss": TEAM_ID})), 403, invalid),
        (
            "iat is not a text",
            with_claims(&json!({"iss": TEAM_ID, "iat": NOW.to_string()})),
            403,
            invalid,
        ),
        (
            "iat is not a float",
            with_claims(&json!({"iss": TEAM_ID, "iat": 1_437_179_036.0})),
            403,
            invalid,
        ),
        ("iat fits 64 bits", with_claims(&json!({"iss": TEAM_ID, "iat": u64::MAX})), 403, invalid),
        (
            "claims are an object",
            good().token(&signer().sign_text(&good_header.to_string(), "7")),
            403,
            invalid,
        ),
        (
            "a signature is r and s, not DER",
            good().token(&format!("{input}.{}", URL_SAFE_NO_PAD.encode(der))),
            403,
            invalid,
        ),
        ("a signature has no padding", good().token(&padded), 403, invalid),
        ("a signature has no stray bits", good().token(&stray_bit), 403, invalid),
        ("a signature is not empty", good().token(&format!("{input}.")), 403, invalid),
        (
            "a signature is not zero",
            good().token(&format!("{input}.{}", "A".repeat(86))),
            403,
            invalid,
        ),
        ("a changed signature does not verify", good().token(&flipped), 403, invalid),
        (
            "another key's signature does not verify",
            good().token(&Signer::new(9).token(KEY_ID, TEAM_ID, NOW)),
            403,
            invalid,
        ),
        (
            "other claims do not verify",
            good().token(&format!(
                "{header}.{}.{signature}",
                URL_SAFE_NO_PAD.encode(json!({"iss": TEAM_ID, "iat": NOW + 1}).to_string())
            )),
            403,
            invalid,
        ),
        (
            "a key of the other environment is not for here",
            good().token(&Signer::new(2).token("PRODUCTION", TEAM_ID, NOW)),
            403,
            "BadEnvironmentKeyIdInToken",
        ),
        (
            "a token lives an hour and not a second more",
            good().token(&signer().token(KEY_ID, TEAM_ID, NOW - 3601)),
            403,
            "ExpiredProviderToken",
        ),
        (
            "a token is not from the future",
            good().token(&signer().token(KEY_ID, TEAM_ID, NOW + 61)),
            403,
            "ExpiredProviderToken",
        ),
        (
            "a token is not from the year 47512",
            good().token(&signer().token(KEY_ID, TEAM_ID, NOW * 1000)),
            403,
            "ExpiredProviderToken",
        ),
        (
            "a token is not from the end of time",
            good().token(&signer().token(KEY_ID, TEAM_ID, i64::MIN)),
            403,
            "ExpiredProviderToken",
        ),
        (
            "a topic-specific key has its topics",
            good().token(&Signer::new(3).token("SPECIFIC00", TEAM_ID, NOW)),
            400,
            "TopicDisallowed",
        ),
    ]
}

fn devices_and_payloads() -> Vec<Refused> {
    let good = Push::good;
    let voip = || good().kind("voip", "com.example.app.voip");
    let too_large = "PayloadTooLarge";
    vec![
        ("an inactive token is gone", good().device(UNREGISTERED), 410, "Unregistered"),
        ("the case of a token does not matter", good().device("AA01"), 410, "Unregistered"),
        ("an expired token is gone", good().device(EXPIRED), 410, "ExpiredToken"),
        ("a token has its environment", good().device(OTHER_ENVIRONMENT), 400, "BadDeviceToken"),
        ("a token has its topic", good().device(OTHER_TOPIC), 400, "DeviceTokenNotForTopic"),
        ("a body is needed", good().body(""), 400, "PayloadEmpty"),
        ("4097 bytes are too many", good().body_of(4097), 413, too_large),
        ("5120 bytes are for voip only", good().body_of(5120), 413, too_large),
        ("5121 bytes are too many for voip", voip().body_of(5121), 413, too_large),
        ("a body of 300 KB is read and refused", good().body_of(300_000), 413, too_large),
        ("a body is JSON", good().body("hello"), 400, "BadRequestPayload"),
        ("a body is not compressed", good().body([0x1f, 0x8b, 8, 0]), 400, "BadRequestPayload"),
        ("a body is UTF-8", good().body(*b"{\"a\":\"\xff\"}"), 400, "BadRequestPayload"),
        ("a body is not an array", good().body("[]"), 400, "BadRequestPayload"),
        ("a body is not a text", good().body("\"{}\""), 400, "BadRequestPayload"),
        ("a body is one object", good().body("{}{}"), 400, "BadRequestPayload"),
        ("a body is a whole object", good().body("{\"aps\":{}"), 400, "BadRequestPayload"),
        (
            "a body is not nested without end",
            good().body(format!("{{\"a\":{}", "[".repeat(2000))),
            400,
            "BadRequestPayload",
        ),
    ]
}

fn all_refusals() -> Vec<Refused> {
    let mut all = path_and_headers();
    all.extend(credentials());
    all.extend(devices_and_payloads());
    all
}

fn accepted() -> Vec<(&'static str, Push)> {
    let good = Push::good;
    let specific = || Push::good().token(&Signer::new(3).token("SPECIFIC00", TEAM_ID, NOW));
    let token = good_token();
    let background = || good().set("apns-push-type", "background").set("apns-priority", "5");
    vec![
        ("an alert", good()),
        ("an alert without a push type", good().without("apns-push-type")),
        (
            "a background push at priority 5",
            background().body(r#"{"aps":{"content-available":1}}"#),
        ),
        ("a voip push", good().kind("voip", "com.example.app.voip")),
        ("a push to talk", good().kind("pushtotalk", "com.example.app.voip-ptt")),
        ("a complication", good().kind("complication", "com.example.app.complication")),
        ("a control", good().kind("controls", "com.example.app.push-type.controls")),
        ("a file provider", good().kind("fileprovider", "com.example.app.pushkit.fileprovider")),
        ("a live activity", good().kind("liveactivity", "com.example.app.push-type.liveactivity")),
        ("a location query", good().kind("location", "com.example.app.location-query")),
        ("a device management push", good().kind("mdm", "com.apple.mgmt.External.0a1b")),
        ("a widget", good().kind("widgets", "com.example.app.push-type.widgets")),
        (
            "an empty object, as Wallet asks",
            good().set("apns-topic", "pass.com.example").body("{}"),
        ),
        ("4096 bytes", good().body_of(4096)),
        ("5120 bytes for voip", good().kind("voip", "com.example.app.voip").body_of(5120)),
        (
            "5120 bytes for voip by its topic",
            good()
                .set("apns-topic", "com.example.app.voip")
                .without("apns-push-type")
                .body_of(5120),
        ),
        ("priority 1", good().set("apns-priority", "1")),
        ("priority 5", good().set("apns-priority", "5")),
        ("priority 10", good().set("apns-priority", "10")),
        ("an expiration of 0", good().set("apns-expiration", "0")),
        ("an expiration in the past", good().set("apns-expiration", "1")),
        ("an expiration to come", good().set("apns-expiration", "1437182636")),
        ("a collapse id of 64 bytes", good().set("apns-collapse-id", "ä".repeat(32))),
        ("a message id in lower case", good().set("apns-id", MESSAGE_ID)),
        ("a message id in upper case", good().set("apns-id", MESSAGE_ID.to_uppercase())),
        ("a device token of one byte", good().device("00")),
        ("a device token of upper case", good().device(&DEVICE.to_uppercase())),
        ("a device token of 80 bytes", good().device(&"0f".repeat(80))),
        ("a device token of 100 bytes", good().device(&"0f".repeat(100))),
        ("the scheme in upper case", good().set("authorization", format!("Bearer {token}"))),
        ("a cookie in two pieces", good().add("cookie", "a=1").add("cookie", "b=2")),
        (
            "a key for a topic that ends like a push type",
            good()
                .token(&Signer::new(4).token("SUFFIXED00", TEAM_ID, NOW))
                .kind("voip", "com.example.voip"),
        ),
        ("a content type", good().set("content-type", "application/json")),
        ("a typ in the token", with_header(&json!({"typ": "JWT", "alg": "ES256", "kid": KEY_ID}))),
        ("a token of an hour ago", good().token(&signer().token(KEY_ID, TEAM_ID, NOW - 3600))),
        ("a token a minute ahead", good().token(&signer().token(KEY_ID, TEAM_ID, NOW + 60))),
        ("a topic-specific key for its app", specific().set("apns-topic", "com.example.other")),
        (
            "a topic-specific key for its app's voip",
            specific().kind("voip", "com.example.other.voip"),
        ),
    ]
}

fn set_up() -> apns_simulator::Builder {
    simulator()
        .key(Signer::new(2).known("PRODUCTION", TEAM_ID).environment(Environment::Production))
        .key(Signer::new(3).known("SPECIFIC00", TEAM_ID).topic("com.example.other"))
        .key(Signer::new(4).known("SUFFIXED00", TEAM_ID).topic("com.example.voip"))
        .unregistered_at(UNREGISTERED, 1_437_000_000_123)
        .expired_at(EXPIRED, 1_436_000_000_456)
        .bad_token(OTHER_ENVIRONMENT)
        .not_for_topic(OTHER_TOPIC)
}

#[tokio::test]
async fn refuses_each_bad_push_with_apples_status_and_reason() {
    let apns = set_up().start().await.unwrap();
    for (name, push, status, reason) in all_refusals() {
        let answer = send(&apns, push).await;
        assert_eq!((answer.status, answer.reason().as_str()), (status, reason), "{name}");
        assert_eq!(answer.header("content-type"), Some("application/json"), "{name}");
        assert_eq!(answer.header("apns-unique-id"), None, "{name}");
        assert_eq!(answer.apns_id().len(), 36, "{name}");
        let fields = answer.json().as_object().unwrap().len();
        assert_eq!(fields, if status == 410 { 2 } else { 1 }, "{name}");
    }
    let records = apns.requests();
    assert_eq!(records.len(), all_refusals().len());
    assert!(records.iter().all(|record| record.detail.is_some() && record.reason.is_some()));
}

#[tokio::test]
async fn accepts_each_good_push_with_an_empty_body_and_an_id() {
    let apns = set_up().start().await.unwrap();
    for (name, push) in accepted() {
        let answer = send(&apns, push).await;
        assert_eq!((answer.status, answer.reason().as_str()), (200, ""), "{name}");
        assert!(answer.body.is_empty(), "{name}");
        assert_eq!(answer.header("content-type"), None, "{name}");
        assert_eq!(answer.apns_id().len(), 36, "{name}");
    }
    assert!(apns.requests().iter().all(|record| record.detail.is_none()));
}

#[test]
fn the_cases_cover_every_reason_of_the_checks_and_refuse_more_than_they_accept() {
    let by_connection = [
        // In `certificates.rs`.
        "BadCertificate",
        "BadCertificateEnvironment",
        "TooManyProviderTokenUpdates",
        "UnrelatedKeyIdInToken",
    ];
    let mut covered: BTreeSet<&str> = all_refusals().into_iter().map(|case| case.3).collect();
    covered.extend(by_connection);
    let of_checks = DEVICE_PUSH_CHECKS
        .iter()
        .filter(|check| check.reasons.len() < Reason::ALL.len())
        .flat_map(|check| check.reasons.iter().map(|reason| reason.text()));
    for reason in of_checks {
        assert!(covered.contains(reason), "{reason} has no case");
    }
    assert!(all_refusals().len() > accepted().len());
    let names: BTreeSet<&str> = all_refusals().into_iter().map(|case| case.0).collect();
    assert_eq!(names.len(), all_refusals().len(), "a name is used twice");
}

#[tokio::test]
async fn answers_any_reason_that_a_device_token_is_set_up_for() {
    let mut builder = simulator();
    for (number, reason) in Reason::ALL.iter().enumerate() {
        builder = builder.refuse(&format!("bb{number:02x}"), *reason);
    }
    let apns = builder.start().await.unwrap();
    for (number, reason) in Reason::ALL.iter().enumerate() {
        let answer = send(&apns, Push::good().device(&format!("bb{number:02x}"))).await;
        assert_eq!(answer.reason(), reason.text());
        assert_eq!(answer.status, reason.status());
        assert_eq!(Reason::from_text(&answer.reason()), Some(*reason));
    }
    assert_eq!(Reason::from_text("badPath"), None);
}

#[tokio::test]
async fn a_410_carries_its_time_in_milliseconds() {
    let apns = set_up().unregistered("cc01").start().await.unwrap();
    let time =
        async |token| send(&apns, Push::good().device(token)).await.json()["timestamp"].clone();
    assert_eq!(time(UNREGISTERED).await, json!(1_437_000_000_123_i64));
    assert_eq!(time(EXPIRED).await, json!(1_436_000_000_456_i64));
    assert_eq!(time("cc01").await, json!(NOW * 1000), "the time of the start");
}

#[tokio::test]
async fn the_first_failing_check_of_the_list_gives_the_answer() {
    let apns = set_up().start().await.unwrap();
    let bad = Push::good()
        .method(Method::PUT)
        .device("xyz/")
        .set("apns-id", "x")
        .set("apns-collapse-id", "x".repeat(65))
        .set("apns-expiration", "x")
        .set("apns-priority", "x")
        .set("apns-push-type", "x")
        .without("apns-topic")
        .without("authorization")
        .add("x-a", "1")
        .add("x-a", "1")
        .body("");
    let specific = |issued_at| Signer::new(3).token("SPECIFIC00", TEAM_ID, issued_at);
    let other = || Signer::new(2).token("PRODUCTION", TEAM_ID, NOW - 9999);
    type Repair = Box<dyn Fn(Push) -> Push>;
    let repairs: Vec<(&str, Repair)> = vec![
        ("BadPath", Box::new(|push| push.device("xyz"))),
        ("DuplicateHeaders", Box::new(|push| push.without("x-a"))),
        ("BadMessageId", Box::new(|push| push.without("apns-id"))),
        ("MethodNotAllowed", Box::new(|push| push.method(Method::POST))),
        ("MissingTopic", Box::new(|push| push.set("apns-topic", "com..app"))),
        ("BadTopic", Box::new(|push| push.set("apns-topic", TOPIC))),
        ("BadCollapseId", Box::new(|push| push.without("apns-collapse-id"))),
        ("BadExpirationDate", Box::new(|push| push.without("apns-expiration"))),
        ("BadPriority", Box::new(|push| push.set("apns-priority", "10"))),
        ("InvalidPushType", Box::new(|push| push.set("apns-push-type", "background"))),
        ("BadPriority", Box::new(|push| push.set("apns-priority", "5"))),
        ("BadDeviceToken", Box::new(|push| push.device(UNREGISTERED))),
        ("MissingProviderToken", Box::new(|push| push.token("x"))),
        ("InvalidProviderToken", Box::new(move |push| push.token(&other()))),
        ("BadEnvironmentKeyIdInToken", Box::new(move |push| push.token(&specific(NOW - 9999)))),
        ("ExpiredProviderToken", Box::new(move |push| push.token(&specific(NOW)))),
        ("TopicDisallowed", Box::new(|push| push.set("apns-topic", "com.example.other"))),
        ("Unregistered", Box::new(|push| push.device(DEVICE))),
        ("PayloadEmpty", Box::new(|push| push.body("x".repeat(4097)))),
        ("PayloadTooLarge", Box::new(|push| push.body("x"))),
        ("BadRequestPayload", Box::new(|push| push.body("{}"))),
    ];
    let mut push = bad;
    for (reason, repair) in repairs {
        assert_eq!(send(&apns, push.clone()).await.reason(), reason);
        push = repair(push);
    }
    assert_eq!(send(&apns, push).await.status, 200);
}

/// The signature was computed elsewhere, by two other implementations: a P-256 key of RFC 6979 A.2.5 at the time of all tests.
#[tokio::test]
async fn accepts_a_token_signed_elsewhere() {
    let key = "-----BEGIN PRIVATE KEY-----\nMIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQgya+p2EW6dRZrXCFXZ7HWk05Qw9s26JsSe4piKxIPZyGgCgYIKoZIzj0DAQehRANCAARg/tS6JVqdMclh63TGNW1owEm4kjth+mzmaWIuYPKftnkD/hAIuLyZpBrp6VYovGTy8bIMLX6fUXejwpTURiKZ\n-----END PRIVATE KEY-----";
    let token = "eyJhbGciOiJFUzI1NiIsImtpZCI6IkFCQzEyM0RFRkcifQ.eyJpc3MiOiJERUYxMjNHSElKIiwiaWF0IjoxNDM3MTc5MDM2fQ.b4lLr9shLM-cGLtZv_sbcf3t0MZvu2F4_7oeucznx5OjvhsUitFqcSPyVMHDZY9QxMPPeuNEwNwObMMNSfaXzA";
    let apns = apns_simulator::Simulator::builder()
        .clock(apns_simulator::ManualClock::at_seconds(NOW))
        .key(apns_simulator::KnownKey::from_pem(key, KEY_ID, TEAM_ID).unwrap())
        .start()
        .await
        .unwrap();
    assert_eq!(send(&apns, Push::good().token(token)).await.status, 200);
    assert_eq!(send(&apns, Push::good()).await.reason(), "InvalidProviderToken");
}
