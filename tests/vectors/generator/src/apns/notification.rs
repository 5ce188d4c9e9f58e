//! `notification.json`: from the parts of a notification to the request for one device.

mod fit;
mod headers;
mod options;
mod parts;
mod payload;
mod traps;
mod types;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::device_token::TOKEN as DEVICE;
use super::key_file::rfc6979;
use super::provider_key::{KEY_ID, TEAM_ID};
use super::provider_token::token;
use crate::file::{Case, VectorFile};
use crate::key::Hash;

const TOPIC: &str = "com.example.app";

/// The largest body of a push that is no call, in bytes.
const MAX_BODY_BYTES: usize = 4096;

pub(super) fn file() -> VectorFile {
    let mut cases = targets();
    cases.extend(headers::cases());
    cases.extend(parts::cases());
    cases.extend(payload::cases());
    cases.extend(types::cases());
    cases.extend(options::cases());
    cases.extend(fit::cases());
    cases.extend(traps::cases());
    VectorFile::new(
        "notification.json",
        "notification",
        "Builds a notification from a document of options and the request that sends it to one \
         device: method, URL, headers in the order they are sent, body byte for byte, and what \
         was cut off where fit asks for it. Without authorization the request is for a \
         connection with a client certificate. A value that is not given or null is not sent, a \
         zero that is given is. Refused: values that could change other headers or the path, \
         settings that contradict each other or the push type, options unknown or of another \
         kind, payload keys of another type than Apple documents, bodies above 4096 bytes (5120 \
         for calls). A case named trap_NN_… belongs to a mistake that libraries have made.",
        cases,
    )
}

/// A notification of push type `push_type` to the usual device, with these further parts.
fn case_of(name: impl Into<String>, push_type: &str, parts: Value) -> Case {
    let mut notification = json!({"push_type": push_type, "topic": TOPIC});
    let Value::Object(parts) = parts else { panic!("parts are an object") };
    for (key, value) in parts {
        notification[key] = value;
    }
    Case::new(name).set("notification", notification)
}

/// Sends it to the usual device in production.
fn to_usual(case: Case) -> Case {
    case.set("environment", "production").set("device_token", DEVICE)
}

fn alert(name: impl Into<String>, parts: Value) -> Case {
    to_usual(case_of(name, "alert", parts))
}

fn background(name: impl Into<String>, parts: Value) -> Case {
    to_usual(case_of(name, "background", parts))
}

/// The smallest thing to show, with these further parts.
fn hello(name: impl Into<String>, parts: Value) -> Case {
    let mut all = json!({"alert": "Hello"});
    let Value::Object(parts) = parts else { panic!("parts are an object") };
    for (key, value) in parts {
        all[key] = value;
    }
    alert(name, all)
}

const HELLO: &str = r#"{"aps":{"alert":"Hello"}}"#;

/// What is sent to `url` with the usual topic: `between` stands between push type and content
/// type.
fn sent_to(
    case: Case,
    url: &str,
    authorization: Option<&str>,
    push_type: &str,
    between: &[(&str, &str)],
    body: &str,
) -> Case {
    let mut headers = Vec::new();
    if let Some(token) = authorization {
        headers.push(json!(["authorization", format!("bearer {token}")]));
    }
    headers.push(json!(["apns-topic", TOPIC]));
    headers.push(json!(["apns-push-type", push_type]));
    headers.extend(between.iter().map(|(name, value)| json!([name, value])));
    headers.push(json!(["content-type", "application/json"]));
    case.expect(json!({"method": "POST", "url": url, "headers": headers, "body": body}))
}

/// What a push of this type to the usual device is sent as, with the whole topic.
fn sent_as(case: Case, push_type: &str, topic: &str, between: &[(&str, &str)], body: &str) -> Case {
    let mut headers = vec![json!(["apns-topic", topic]), json!(["apns-push-type", push_type])];
    headers.extend(between.iter().map(|(name, value)| json!([name, value])));
    headers.push(json!(["content-type", "application/json"]));
    case.expect(json!({"method": "POST", "url": usual_url(), "headers": headers, "body": body}))
}

/// A document of options for the usual device.
fn of(name: impl Into<String>, notification: Value) -> Case {
    to_usual(Case::new(name).set("notification", notification))
}

/// The first object with the keys of the second in it.
fn with(mut all: Value, more: Value) -> Value {
    let Value::Object(more) = more else { panic!("parts are an object") };
    for (key, value) in more {
        all[key] = value;
    }
    all
}

/// An object without one of its keys.
fn without(mut all: Value, key: &str) -> Value {
    let Value::Object(object) = &mut all else { panic!("options are an object") };
    assert!(object.remove(key).is_some(), "{key} is there");
    all
}

fn usual_url() -> String {
    format!("https://api.push.apple.com/3/device/{DEVICE}")
}

/// What an alert to the usual device is sent as.
fn sent(case: Case, between: &[(&str, &str)], body: &str) -> Case {
    sent_to(case, &usual_url(), None, "alert", between, body)
}

/// What a background push to the usual device is sent as: always with priority 5.
fn sent_silently(case: Case, between: &[(&str, &str)], body: &str) -> Case {
    let headers = [&[("apns-priority", "5")], between].concat();
    sent_to(case, &usual_url(), None, "background", &headers, body)
}

/// Where it goes and with which credential.
fn targets() -> Vec<Case> {
    let note = |name: &str| case_of(name, "alert", json!({"alert": "Hello"}));
    let jwt = token(&rfc6979(), KEY_ID, TEAM_ID, 1_437_177_000);
    let to = |name: &str, environment: &str, port: Option<i64>, device: &str| {
        let case = note(name).set("environment", environment);
        let case = match port {
            Some(port) => case.set("port", port),
            None => case,
        };
        case.set("device_token", device)
    };
    let path = format!("/3/device/{DEVICE}");
    let goes = |case, host: &str, device_path: &str| {
        sent_to(case, &format!("https://{host}{device_path}"), None, "alert", &[], HELLO)
    };
    let with_token = |name: &str, jwt: &str| to_usual(note(name)).set("authorization", jwt);
    let live = "a1".repeat(80);
    let everything = json!({
        "push_type": "alert",
        "topic": TOPIC,
        "alert": {"title": "Ready", "body": "Your order is here"},
        "badge": 3,
        "sound": "default",
        "priority": 10,
        "expiration": 1_437_265_436,
        "collapse_id": "order-42",
        "apns_id": "eabeae54-14a8-11e5-b60b-1697f925ec7b",
        "custom": {"order": 42},
    });
    let mut cases = vec![
        goes(to("to_production", "production", None, DEVICE), "api.push.apple.com", &path),
        goes(to("to_sandbox", "sandbox", None, DEVICE), "api.sandbox.push.apple.com", &path),
        goes(to("to_port_443", "production", Some(443), DEVICE), "api.push.apple.com", &path),
        goes(
            to("to_port_2197", "production", Some(2197), DEVICE),
            "api.push.apple.com:2197",
            &path,
        ),
        goes(
            to("to_port_2197_in_sandbox", "sandbox", Some(2197), DEVICE),
            "api.sandbox.push.apple.com:2197",
            &path,
        ),
        goes(
            to("to_a_token_in_upper_case", "production", None, &DEVICE.to_uppercase()),
            "api.push.apple.com",
            &path,
        ),
        goes(
            to("to_a_long_token", "production", None, &live),
            "api.push.apple.com",
            &format!("/3/device/{live}"),
        ),
        sent_to(
            with_token("with_a_provider_token", &jwt),
            &usual_url(),
            Some(&jwt),
            "alert",
            &[],
            HELLO,
        ),
        sent_to(
            to_usual(Case::new("with_every_header").set("notification", everything))
                .set("authorization", jwt.clone()),
            &usual_url(),
            Some(&jwt),
            "alert",
            &[
                ("apns-priority", "10"),
                ("apns-expiration", "1437265436"),
                ("apns-collapse-id", "order-42"),
                ("apns-id", "eabeae54-14a8-11e5-b60b-1697f925ec7b"),
            ],
            concat!(
                r#"{"aps":{"alert":{"title":"Ready","body":"Your order is here"},"badge":3,"#,
                r#""sound":"default"},"order":42}"#
            ),
        ),
    ];
    for (name, device) in [
        ("to_an_empty_token", ""),
        ("to_a_path_upwards", "../../1/apps"),
        ("to_half_a_byte", "00fc13a"),
        ("to_a_token_with_a_query", "00fc?00fc"),
        ("to_a_token_with_line_ends", "00fc\r\n00fc"),
    ] {
        cases.push(
            to(name, "production", None, device)
                .refused_about("invalid_device_token", "device token"),
        );
    }
    for environment in ["staging", "Production", ""] {
        let name = match environment {
            "" => "to_an_empty_environment".to_owned(),
            other => format!("to_an_environment_{}", other.to_lowercase()),
        };
        cases.push(
            to(&name, environment, None, DEVICE).refused_about("invalid_input", "environment"),
        );
    }
    for port in [0, 80, 2195, 2196, 8443, 65535] {
        cases.push(
            to(&format!("to_port_{port}"), "production", Some(port), DEVICE)
                .refused_about("invalid_input", "port"),
        );
    }
    for (name, jwt, code) in [
        ("with_an_empty_provider_token", String::new(), "malformed"),
        ("with_a_word_for_a_provider_token", "secret".into(), "malformed"),
        ("with_the_scheme_in_the_provider_token", format!("bearer {jwt}"), "invalid_base64"),
        ("with_a_line_end_behind_the_provider_token", format!("{jwt}\r\n"), "invalid_base64"),
        (
            "with_a_header_behind_the_provider_token",
            format!("{jwt}\r\napns-topic: com.example.other"),
            "malformed",
        ),
        ("with_a_padded_provider_token", format!("{jwt}=="), "invalid_base64"),
    ] {
        cases.push(with_token(name, &jwt).refused(code));
    }
    cases.extend(foreign_tokens());
    cases
}

/// Provider tokens of the forms that other libraries make, or that Apple's own sample has.
fn foreign_tokens() -> Vec<Case> {
    const HEADER: &str = r#"{"alg":"ES256","kid":"ABC123DEFG"}"#;
    const CLAIMS: &str = r#"{"iss":"DEF123GHIJ","iat":1437177000}"#;
    let input = |header: &str, claims: &str| {
        format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims))
    };
    let sign = |input: &str| rfc6979().sign(Hash::Sha256, input.as_bytes());
    let signed = |header: &str, claims: &str| {
        let input = input(header, claims);
        format!("{input}.{}", URL_SAFE_NO_PAD.encode(sign(&input).raw()))
    };
    let in_der = {
        let input = input(HEADER, CLAIMS);
        format!("{input}.{}", URL_SAFE_NO_PAD.encode(sign(&input).der()))
    };
    let longer = signed(HEADER, CLAIMS) + "AAAA";
    let claims = |claims: &str| signed(HEADER, claims);
    let header = |header: &str| signed(header, CLAIMS);
    [
        ("trap_01_signed_in_der", in_der, "bad_signature"),
        ("with_a_longer_signature", longer, "bad_signature"),
        ("of_text_for_iat", claims(r#"{"iss":"DEF123GHIJ","iat":"1437177000"}"#), "claim_type"),
        (
            "trap_01_of_milliseconds_in_text_for_iat",
            claims(r#"{"iss":"DEF123GHIJ","iat":"1459143580652"}"#),
            "claim_type",
        ),
        (
            "of_milliseconds_for_iat",
            claims(r#"{"iss":"DEF123GHIJ","iat":1459143580652}"#),
            "invalid_time",
        ),
        (
            "of_a_fraction_for_iat",
            claims(r#"{"iss":"DEF123GHIJ","iat":1437177000.5}"#),
            "claim_type",
        ),
        ("before_1970", claims(r#"{"iss":"DEF123GHIJ","iat":-1}"#), "invalid_time"),
        ("without_iat", claims(r#"{"iss":"DEF123GHIJ"}"#), "claim_type"),
        ("without_team_id", claims(r#"{"iat":1437177000}"#), "claim_type"),
        ("of_another_team_id", claims(r#"{"iss":"Example","iat":1437177000}"#), "invalid_input"),
        ("of_a_number_for_claims", claims("1437177000"), "invalid_json"),
        ("without_key_id", header(r#"{"alg":"ES256"}"#), "claim_type"),
        ("of_a_number_for_key_id", header(r#"{"alg":"ES256","kid":1234567890}"#), "claim_type"),
        (
            "with_a_line_end_in_key_id",
            header(r#"{"alg":"ES256","kid":"ABC123DEF\n"}"#),
            "invalid_input",
        ),
        (
            "of_algorithm_none",
            header(r#"{"alg":"none","kid":"ABC123DEFG"}"#),
            "unsupported_algorithm",
        ),
        (
            "of_algorithm_hs256",
            header(r#"{"alg":"HS256","kid":"ABC123DEFG"}"#),
            "unsupported_algorithm",
        ),
    ]
    .into_iter()
    .map(|(name, jwt, code)| {
        let name = match name.strip_prefix("trap_01_") {
            Some(rest) => format!("trap_01_provider_token_{rest}"),
            None => format!("provider_token_{name}"),
        };
        let note = case_of(name, "alert", json!({"alert": "Hello"}));
        to_usual(note).set("authorization", jwt).refused(code)
    })
    .collect()
}
