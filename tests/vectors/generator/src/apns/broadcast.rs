//! `broadcast.json`: from the parts of a notification to the request that sends it to a channel.

use serde_json::{Value, json};

use super::channel::CHANNEL;
use super::key_file::rfc6979;
use super::provider_key::{KEY_ID, TEAM_ID};
use super::provider_token::token;
use crate::file::{Case, VectorFile};

const TOPIC: &str = "com.example.app";
const REQUEST_ID: &str = "5b1a8b3e-2f2c-4d55-8f6b-0b8f3a9d2c11";
const HOST: &str = "https://api.push.apple.com";

/// What the usual update is written as.
const UPDATE: &str =
    r#"{"aps":{"timestamp":1763760000,"event":"update","content-state":{"home":2}}}"#;

/// The largest body of a broadcast, in bytes.
const MAX_BODY_BYTES: usize = 5120;

pub(super) fn file() -> VectorFile {
    let mut cases = sent_cases();
    cases.extend(sizes());
    cases.extend(kinds());
    cases.extend(topics());
    cases.extend(header_values());
    cases.extend(payloads());
    VectorFile::new(
        "broadcast.json",
        "broadcast",
        "Builds a push to a broadcast channel: method, URL, headers in the order they are sent, \
         body byte for byte. notification holds options by their names. A broadcast updates or \
         ends Live Activities; it needs an expiration and the priority 10 or 5, its topic is the \
         bundle id alone and stands in the path, its body has at most 5120 bytes. Refused: \
         other push types, starts, suffixes of topics, headers that broadcasts do not have, \
         values that could change the path or other headers.",
        cases,
    )
}

/// The usual update with these further options; null leaves one out.
fn options(further: Value) -> Value {
    let mut options = json!({
        "push_type": "liveactivity",
        "topic": TOPIC,
        "event": "update",
        "timestamp": 1_763_760_000,
        "content_state": {"home": 2},
        "priority": 10,
        "expiration": 0,
    });
    let Value::Object(further) = further else { panic!("options are an object") };
    for (key, value) in further {
        match value {
            Value::Null => drop(options.as_object_mut().and_then(|all| all.remove(&key))),
            value => options[key] = value,
        }
    }
    options
}

fn to(name: &str, further: Value, channel: &str, environment: &str) -> Case {
    Case::new(name)
        .set("notification", options(further))
        .set("channel_id", channel)
        .set("environment", environment)
}

fn case(name: &str, further: Value) -> Case {
    to(name, further, CHANNEL, "production")
}

/// With the caller's own payload in place of parts.
fn own(name: &str, payload: &str) -> Case {
    case(name, json!({"event": null, "timestamp": null, "content_state": null, "payload": payload}))
}

struct Sent<'a> {
    url: String,
    authorization: Option<&'a str>,
    channel: &'a str,
    priority: &'a str,
    expiration: &'a str,
    request_id: Option<&'a str>,
    body: &'a str,
}

impl Default for Sent<'_> {
    fn default() -> Self {
        Self {
            url: format!("{HOST}/4/broadcasts/apps/{TOPIC}"),
            authorization: None,
            channel: CHANNEL,
            priority: "10",
            expiration: "0",
            request_id: None,
            body: UPDATE,
        }
    }
}

fn sent(case: Case, what: &Sent<'_>) -> Case {
    let mut headers = Vec::new();
    let mut add = |name: &str, value: &str| headers.push(json!([name, value]));
    if let Some(token) = what.authorization {
        add("authorization", &format!("bearer {token}"));
    }
    add("apns-channel-id", what.channel);
    add("apns-push-type", "liveactivity");
    add("apns-priority", what.priority);
    add("apns-expiration", what.expiration);
    if let Some(id) = what.request_id {
        add("apns-request-id", id);
    }
    add("content-type", "application/json");
    case.expect(json!({"method": "POST", "url": what.url, "headers": headers, "body": what.body}))
}

fn sent_cases() -> Vec<Case> {
    let usual = Sent::default;
    let jwt = token(&rfc6979(), KEY_ID, TEAM_ID, 1_437_177_000);
    let at = |host: &str, id: &str| format!("https://{host}/4/broadcasts/apps/{id}");
    let none = || json!({});
    vec![
        sent(case("update", none()), &usual()),
        sent(
            to("update_in_sandbox", none(), CHANNEL, "sandbox"),
            &Sent { url: at("api.sandbox.push.apple.com", TOPIC), ..usual() },
        ),
        sent(
            case("update_to_another_host", none()).set("authority", "localhost:8443"),
            &Sent { url: at("localhost:8443", TOPIC), ..usual() },
        ),
        sent(
            case("update_with_a_provider_token", none()).set("authorization", jwt.clone()),
            &Sent { authorization: Some(&jwt), ..usual() },
        ),
        sent(
            case(
                "update_with_every_header",
                json!({
                    "request_id": REQUEST_ID.to_uppercase(),
                    "priority": 5,
                    "expiration": 1_763_760_060,
                }),
            )
            .set("authorization", jwt.clone()),
            &Sent {
                authorization: Some(&jwt),
                priority: "5",
                expiration: "1763760060",
                request_id: Some(REQUEST_ID),
                ..usual()
            },
        ),
        sent(
            to("update_on_a_channel_with_every_sign", none(), "+/+/AA==", "production"),
            &Sent { channel: "+/+/AA==", ..usual() },
        ),
        sent(case("trap_05_expiration_of_zero_is_sent", json!({"expiration": 0})), &usual()),
        sent(case("trap_02_push_type_in_any_case", json!({"push_type": "LiveActivity"})), &usual()),
        sent(
            case("trap_16_path_has_the_bare_bundle_id", json!({"topic": "com.example.App-1"})),
            &Sent { url: at("api.push.apple.com", "com.example.App-1"), ..usual() },
        ),
        sent(
            case(
                "update_with_an_alert",
                json!({
                    "alert": {"title": "Goal", "body": "2:0", "sound": "default"},
                    "stale_date": 1_763_763_600,
                    "relevance_score": 100,
                }),
            ),
            &Sent {
                body: concat!(
                    r#"{"aps":{"alert":{"title":"Goal","body":"2:0","sound":"default"},"#,
                    r#""relevance-score":100.0,"timestamp":1763760000,"event":"update","#,
                    r#""content-state":{"home":2},"stale-date":1763763600}}"#
                ),
                ..usual()
            },
        ),
        sent(
            case("end", json!({"event": "end", "dismissal_date": 1_763_760_000})),
            &Sent {
                body: concat!(
                    r#"{"aps":{"timestamp":1763760000,"event":"end","content-state":{"home":2},"#,
                    r#""dismissal-date":1763760000}}"#
                ),
                ..usual()
            },
        ),
        sent(
            case("update_with_keys_of_ones_own", json!({"custom": {"match": 7}})),
            &Sent {
                body: concat!(
                    r#"{"aps":{"timestamp":1763760000,"event":"update","#,
                    r#""content-state":{"home":2}},"match":7}"#
                ),
                ..usual()
            },
        ),
        sent(own("own_payload", UPDATE), &usual()),
    ]
}

/// An own payload of so many bytes.
fn sized(bytes: usize) -> String {
    let rest = r#","x":""}"#.len();
    let (start, end) = UPDATE.split_at(UPDATE.len() - 1);
    let text = "a".repeat(bytes - start.len() - rest);
    format!(r#"{start},"x":"{text}"{end}"#)
}

fn sizes() -> Vec<Case> {
    let (largest, device) = (sized(MAX_BODY_BYTES), sized(4097));
    vec![
        sent(own("body_of_5120_bytes", &largest), &Sent { body: &largest, ..Sent::default() }),
        sent(
            own("body_above_the_limit_of_devices", &device),
            &Sent { body: &device, ..Sent::default() },
        ),
        own("body_of_5121_bytes", &sized(MAX_BODY_BYTES + 1))
            .refused_about("payload_too_large", "payload"),
    ]
}

fn kinds() -> Vec<Case> {
    let mut cases: Vec<Case> = [
        "alert",
        "background",
        "complication",
        "controls",
        "fileprovider",
        "location",
        "mdm",
        "pushtotalk",
        "voip",
        "widgets",
    ]
    .into_iter()
    .map(|push_type| {
        case(&format!("push_type_{push_type}"), json!({"push_type": push_type}))
            .refused_about("invalid_notification", "apns-push-type")
    })
    .collect();
    cases.push(
        case("push_type_unknown", json!({"push_type": "broadcast"}))
            .refused_about("invalid_header_value", "apns-push-type"),
    );
    let start = json!({
        "event": "start",
        "attributes_type": "Match",
        "attributes": {},
        "alert": {"title": "Kick-off", "body": "Now"},
    });
    for (name, further) in [("start", start), ("start_without_parts", json!({"event": "start"}))] {
        cases.push(case(name, further).refused_about("invalid_notification", "payload.aps.event"));
    }
    let start = concat!(
        r#"{"aps":{"timestamp":1763760000,"event":"start","content-state":{},"attributes-type":"#,
        r#""Match","attributes":{},"alert":"Now"}}"#
    );
    cases.push(
        own("start_in_an_own_payload", start)
            .refused_about("invalid_notification", "payload.aps.event"),
    );
    cases
}

fn topics() -> Vec<Case> {
    [
        ("trap_16_suffix_of_live_activities", "com.example.app.push-type.liveactivity"),
        ("trap_16_suffix_of_calls", "com.example.app.voip"),
        ("topic_that_is_empty", ""),
        ("topic_that_is_a_dot", "."),
        ("topic_upwards", "../3/device"),
        ("topic_with_a_slash", "com.example/app"),
        ("topic_with_a_query", "com.example.app?a=b"),
        ("topic_with_a_fragment", "com.example.app#a"),
        ("topic_with_percent", "com%2eexample"),
        ("topic_with_line_ends", "com.example.app\r\nx: y"),
        ("topic_with_a_space", "com.example app"),
        ("topic_outside_ascii", "com.ex\u{e4}mple"),
    ]
    .into_iter()
    .map(|(name, topic)| {
        case(name, json!({"topic": topic})).refused_about("invalid_input", "bundle id")
    })
    .collect()
}

fn header_values() -> Vec<Case> {
    let refused = |name: &str, further: Value, code: &str, subject: &str| {
        case(name, further).refused_about(code, subject)
    };
    let header = "invalid_header_value";
    let mut cases = vec![
        refused("no_priority", json!({"priority": null}), header, "apns-priority"),
        refused("priority_1", json!({"priority": 1}), header, "apns-priority"),
        refused("priority_0", json!({"priority": 0}), header, "apns-priority"),
        refused("priority_7", json!({"priority": 7}), header, "apns-priority"),
        refused("trap_05_no_expiration", json!({"expiration": null}), header, "apns-expiration"),
        refused("expiration_below_0", json!({"expiration": -1}), "invalid_time", {
            "apns-expiration"
        }),
        refused(
            "trap_04_expiration_in_milliseconds",
            json!({"expiration": 1_763_760_000_000_i64}),
            "invalid_time",
            "apns-expiration",
        ),
        refused("apns_id", json!({"apns_id": REQUEST_ID}), "invalid_notification", "apns-id"),
        refused("collapse_id", json!({"collapse_id": "a"}), "invalid_notification", {
            "apns-collapse-id"
        }),
        refused("request_id_of_a_word", json!({"request_id": "1"}), header, "apns-request-id"),
        refused("request_id_of_nothing", json!({"request_id": ""}), header, "apns-request-id"),
        refused(
            "request_id_with_line_ends",
            json!({"request_id": format!("{REQUEST_ID}\r\n")}),
            header,
            "apns-request-id",
        ),
        refused("request_id_of_a_number", json!({"request_id": 7}), "invalid_input", "request_id"),
    ];
    for (name, id) in [
        ("channel_id_of_nothing", ""),
        ("channel_id_of_a_word", "channel 1"),
        ("channel_id_without_padding", "dHN0LXNyY2gtY2hubA"),
        ("channel_id_in_base64url", "-_-_"),
        ("channel_id_with_line_ends", "dHN0LXNyY2gtY2hubA==\r\n"),
    ] {
        cases.push(to(name, json!({}), id, "production").refused_about(header, "apns-channel-id"));
    }
    cases.push(
        to("environment_unknown", json!({}), CHANNEL, "staging")
            .refused_about("invalid_input", "environment"),
    );
    cases.push(
        case("authority_with_a_path", json!({}))
            .set("authority", "localhost/a")
            .refused_about("invalid_input", "authority"),
    );
    cases
}

fn payloads() -> Vec<Case> {
    let refused = |name: &str, further: Value, subject: &str| {
        case(name, further).refused_about("invalid_notification", subject)
    };
    vec![
        refused("no_event", json!({"event": null}), "payload.aps.event"),
        refused("no_timestamp", json!({"timestamp": null}), "payload.aps.timestamp"),
        refused("no_content_state", json!({"content_state": null}), "payload.aps.content-state"),
        refused(
            "dismissal_date_of_an_update",
            json!({"dismissal_date": 1_763_760_000}),
            "payload.aps.dismissal-date",
        ),
        own("own_payload_without_aps", "{}")
            .refused_about("invalid_notification", "payload.aps.event"),
        own("own_payload_that_is_no_json", "update").refused("invalid_json"),
        own("own_payload_with_a_key_twice", r#"{"aps":{},"aps":{}}"#).refused("duplicate_key"),
        case("option_unknown", json!({"apns_channel_id": CHANNEL}))
            .refused_about("invalid_input", "apns_channel_id"),
    ]
}
