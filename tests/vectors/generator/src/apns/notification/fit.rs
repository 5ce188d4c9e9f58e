//! Texts that are shortened so that their notification fits.

use serde_json::{Value, json};

use super::{MAX_BODY_BYTES, TOPIC, alert, of, sent};
use crate::file::Case;

const ELLIPSIS: &str = "\u{2026}";

/// Expects what was cut as well.
fn cut(case: Case, pointer: &str, original_bytes: usize, kept_bytes: usize, body: &str) -> Case {
    let url = super::usual_url();
    assert!(body.len() <= MAX_BODY_BYTES, "{pointer}");
    case.expect(json!({
        "method": "POST",
        "url": url,
        "headers": [
            ["apns-topic", TOPIC],
            ["apns-push-type", "alert"],
            ["content-type", "application/json"],
        ],
        "body": body,
        "cut": {
            "pointer": pointer,
            "original_bytes": original_bytes,
            "kept_bytes": kept_bytes,
            "removed_bytes": original_bytes - kept_bytes,
        },
    }))
}

/// An alert text of `unit` over and over, of which whole units are kept. `written` is how many
/// bytes a unit takes in JSON.
fn repeated(name: &str, unit: &str, written: &str) -> Case {
    let count = 6000 / unit.len();
    let frame = r#"{"aps":{"alert":""}}"#.len();
    let kept = (MAX_BODY_BYTES - frame - ELLIPSIS.len()) / written.len();
    let body = format!(r#"{{"aps":{{"alert":"{}{ELLIPSIS}"}}}}"#, written.repeat(kept));
    let case = alert(name, json!({"alert": unit.repeat(count), "fit": "/aps/alert"}));
    cut(case, "/aps/alert", unit.len() * count, unit.len() * kept, &body)
}

pub(super) fn cases() -> Vec<Case> {
    let long = "x".repeat(5000);
    let in_body = {
        let frame = r#"{"aps":{"alert":{"title":"t","body":""},"sound":"s"},"k":1}"#.len();
        let kept = MAX_BODY_BYTES - frame - ELLIPSIS.len();
        let body = format!(
            r#"{{"aps":{{"alert":{{"title":"t","body":"{}{ELLIPSIS}"}},"sound":"s"}},"k":1}}"#,
            "x".repeat(kept)
        );
        let case = alert(
            "fit_body",
            json!({
                "alert": {"title": "t", "body": long}, "sound": "s", "custom": {"k": 1},
                "fit": "/aps/alert/body",
            }),
        );
        cut(case, "/aps/alert/body", 5000, kept, &body)
    };
    let escaped_pointer = {
        let frame = r#"{"aps":{"badge":1},"a/b":["",""]}"#.len();
        let kept = MAX_BODY_BYTES - frame - ELLIPSIS.len();
        let body =
            format!(r#"{{"aps":{{"badge":1}},"a/b":["","{}{ELLIPSIS}"]}}"#, "x".repeat(kept));
        let case = alert(
            "fit_an_element_of_ones_own",
            json!({"badge": 1, "custom": {"a/b": ["", long]}, "fit": "/a~1b/1"}),
        );
        cut(case, "/a~1b/1", 5000, kept, &body)
    };
    let own_payload = {
        let frame = r#"{"aps":{"alert":""},"n":100.0}"#.len();
        let kept = MAX_BODY_BYTES - frame - ELLIPSIS.len();
        let body = format!(r#"{{"aps":{{"alert":"{}{ELLIPSIS}"}},"n":100.0}}"#, "x".repeat(kept));
        let payload = format!(r#"{{ "aps": {{"alert": "{long}"}}, "n": 1E2 }}"#);
        let case = alert("fit_a_payload", json!({"payload": payload, "fit": "/aps/alert"}));
        cut(case, "/aps/alert", 5000, kept, &body)
    };
    let all_gone = {
        let frame = r#"{"aps":{"alert":""},"k":""}"#.len();
        let other = "y".repeat(MAX_BODY_BYTES - frame - ELLIPSIS.len());
        let body = format!(r#"{{"aps":{{"alert":"{ELLIPSIS}"}},"k":"{other}"}}"#);
        let case = alert(
            "fit_with_nothing_kept",
            json!({"alert": "Hello", "custom": {"k": other}, "fit": "/aps/alert"}),
        );
        cut(case, "/aps/alert", 5, 0, &body)
    };
    let mut cases = vec![
        in_body,
        escaped_pointer,
        own_payload,
        all_gone,
        repeated("fit_text_beyond_ascii", "\u{fc}", "\u{fc}"),
        repeated("fit_marks", "e\u{301}", "e\u{301}"),
        repeated(
            "fit_a_family",
            "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466}",
            "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466}",
        ),
        repeated("fit_flags", "\u{1f1e9}\u{1f1ea}", "\u{1f1e9}\u{1f1ea}"),
        repeated("fit_skin_tones", "\u{1f44b}\u{1f3fd}", "\u{1f44b}\u{1f3fd}"),
        repeated("fit_hangul", "\u{1100}\u{1161}\u{11a8}", "\u{1100}\u{1161}\u{11a8}"),
        repeated("fit_quotes", "\"", "\\\""),
        repeated("fit_line_ends", "\r\n", "\\r\\n"),
        repeated("fit_zero_characters", "\0", "\\u0000"),
        sent(
            alert("fit_what_fits", json!({"alert": "Hello", "fit": "/aps/alert"})),
            &[],
            r#"{"aps":{"alert":"Hello"}}"#,
        ),
        // Kept byte for byte: it fits.
        sent(
            alert(
                "fit_a_payload_that_fits",
                json!({"payload": "{ \"aps\": {\"alert\": \"a\"} }", "fit": "/aps/alert"}),
            ),
            &[],
            "{ \"aps\": {\"alert\": \"a\"} }",
        ),
        // Written anew it fits with all of its text.
        sent(
            of(
                "fit_a_payload_of_spaces",
                json!({
                    "push_type": "alert",
                    "topic": TOPIC,
                    "payload_parts": [
                        {"text": r#"{"aps":{"alert":"a"}}"#, "repeat": 1},
                        {"text": " ", "repeat": 5000},
                    ],
                    "fit": "/aps/alert",
                }),
            ),
            &[],
            r#"{"aps":{"alert":"a"}}"#,
        ),
    ];
    for (name, parts) in [
        ("of_nothing", json!({"fit": ""})),
        ("without_a_slash", json!({"fit": "aps/alert"})),
        ("of_an_absent_key", json!({"fit": "/aps/alert/body"})),
        ("of_an_object", json!({"fit": "/aps"})),
        ("of_a_number", json!({"fit": "/aps/badge"})),
        ("of_an_element_with_a_leading_zero", json!({"custom": {"a": ["x", "y"]}, "fit": "/a/00"})),
        ("of_an_element_too_far", json!({"custom": {"a": ["x"]}, "fit": "/a/1"})),
        ("of_the_key_of_an_option", json!({"fit": "/alert"})),
    ] {
        let mut all = json!({"alert": "Hello", "badge": 1});
        let Value::Object(parts) = parts else { panic!("parts are an object") };
        for (key, value) in parts {
            all[key] = value;
        }
        cases.push(alert(format!("fit_{name}"), all).refused_about("invalid_input", "fit"));
    }
    let too_large = |case: Case| case.refused_about("payload_too_large", "payload");
    cases.push(too_large(alert(
        "fit_with_too_much_elsewhere",
        json!({"alert": "Hello", "custom": {"k": long}, "fit": "/aps/alert"}),
    )));
    cases.push(too_large(of(
        "fit_a_payload_of_a_megabyte",
        json!({
            "push_type": "alert",
            "topic": TOPIC,
            "payload_parts": [
                {"text": r#"{"aps":{"alert":""#, "repeat": 1},
                {"text": "x", "repeat": 1 << 20},
                {"text": r#""}}"#, "repeat": 1},
            ],
            "fit": "/aps/alert",
        }),
    )));
    cases.push(too_large(alert(
        "fit_one_character_that_is_too_long",
        json!({"alert": "a", "custom": {"k": "y".repeat(4080)}, "fit": "/aps/alert"}),
    )));
    cases
}
