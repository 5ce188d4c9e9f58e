//! Options by their names, in both spellings, with values of their kind and of others.

use serde_json::{Value, json};

use super::{TOPIC, alert, hello, of, sent};
use crate::file::Case;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = spellings();
    cases.extend(kinds());
    cases.extend(unknown());
    cases
}

const HELLO: &str = r#"{"aps":{"alert":"Hello"}}"#;

fn spellings() -> Vec<Case> {
    let usual_with = |between: &[(&str, &str)], case: Case, body: &str| sent(case, between, body);
    vec![
        usual_with(
            &[("apns-collapse-id", "order-42")],
            of(
                "options_in_camel_case",
                json!({
                    "pushType": "alert",
                    "topic": TOPIC,
                    "collapseId": "order-42",
                    "alert": {"titleLocKey": "T", "titleLocArgs": ["1"], "launchImage": "i"},
                    "threadId": "t",
                    "contentAvailable": true,
                    "interruptionLevel": "active",
                    "relevanceScore": 0.5,
                }),
            ),
            concat!(
                r#"{"aps":{"alert":{"launch-image":"i","title-loc-key":"T","title-loc-args":["1"]},"#,
                r#""thread-id":"t","content-available":1,"interruption-level":"active","#,
                r#""relevance-score":0.5}}"#
            ),
        ),
        sent(
            hello(
                "options_of_null",
                json!({
                    "badge": null,
                    "sound": null,
                    "priority": null,
                    "expiration": null,
                    "collapse_id": null,
                    "apns_id": null,
                    "mutable_content": null,
                    "relevance_score": null,
                    "custom": null,
                    "payload": null,
                    "fit": null,
                    "event": null,
                    "timestamp": null,
                    "content_state": null,
                    "url_args": null,
                    "push_magic": null,
                }),
            ),
            &[],
            HELLO,
        ),
        sent(
            alert(
                "alert_with_parts_of_null",
                json!({"alert": {"title": null, "body": "b", "loc_args": null}}),
            ),
            &[],
            r#"{"aps":{"alert":{"body":"b"}}}"#,
        ),
        sent(
            alert(
                "payload_of_an_object",
                json!({"payload": {"b": 1, "aps": {"badge": 0}, "a": [null]}}),
            ),
            &[],
            r#"{"b":1,"aps":{"badge":0},"a":[null]}"#,
        ),
        sent(
            alert(
                "keys_of_an_object_keep_their_spelling",
                json!({"badge": 1, "custom": {"orderId": 1, "order_id": 2}}),
            ),
            &[],
            r#"{"aps":{"badge":1},"orderId":1,"order_id":2}"#,
        ),
        alert("alert_with_parts_of_null_alone", json!({"alert": {"title": null}}))
            .refused_about("invalid_notification", "payload.aps.alert"),
    ]
}

/// Options with a value of another kind. The subject repeats the spelling that was given.
fn kinds() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut wrong = |option: &str, value: Value, what: &str| {
        let name = format!("{}_of_{what}", option.to_lowercase());
        cases.push(
            hello(format!("option_{name}"), json!({option: value}))
                .refused_about("invalid_input", option),
        );
    };
    for option in [
        "collapse_id",
        "apns_id",
        "thread_id",
        "category",
        "target_content_id",
        "interruption_level",
        "filter_criteria",
        "event",
        "attributes_type",
        "input_push_channel",
        "container_identifier",
        "domain",
        "push_magic",
        "fit",
        "threadId",
        "inputPushChannel",
    ] {
        wrong(option, json!(7), "a_number");
    }
    for option in ["content_available", "mutable_content", "content_changed", "input_push_token"] {
        wrong(option, json!(1), "one");
    }
    for option in ["badge", "priority", "expiration", "timestamp", "stale_date", "dismissal_date"] {
        wrong(option, json!("1"), "text");
        wrong(option, json!(1.5), "a_fraction");
    }
    wrong("dismissalDate", json!(true), "true");
    wrong("badge", json!(true), "true");
    wrong("relevance_score", json!("1"), "text");
    wrong("content_state", json!("{}"), "text");
    wrong("attributes", json!([]), "a_list");
    wrong("custom", json!([]), "a_list");
    wrong("payload", json!(7), "a_number");
    wrong("alert", json!(7), "a_number");
    wrong("alert", json!(["Hello"]), "a_list");
    wrong("sound", json!(true), "true");
    wrong("url_args", json!("a"), "text");
    wrong("url_args", json!([1]), "a_list_of_numbers");
    for (name, value, subject) in [
        ("alert_title_of_a_number", json!({"alert": {"title": 7}}), "alert.title"),
        ("alert_title_key_of_a_number", json!({"alert": {"titleLocKey": 7}}), "alert.titleLocKey"),
        ("alert_args_of_text", json!({"alert": {"loc_args": "a"}}), "alert.loc_args"),
        ("alert_sound_of_an_object", json!({"alert": {"sound": {}}}), "alert.sound"),
        (
            "alert_count_of_text",
            json!({"alert": {"summary_arg_count": "1"}}),
            "alert.summary_arg_count",
        ),
        (
            "alert_body_without_key",
            json!({"alert": {"body": {"loc_args": []}}}),
            "alert.body.loc_key",
        ),
        (
            "alert_body_key_of_a_number",
            json!({"alert": {"body": {"loc_key": 7}}}),
            "alert.body.loc_key",
        ),
        (
            "alert_body_args_of_numbers",
            json!({"alert": {"body": {"locKey": "a", "locArgs": [1]}}}),
            "alert.body.locArgs",
        ),
        ("sound_critical_of_one", json!({"sound": {"critical": 1}}), "sound.critical"),
        ("sound_volume_of_text", json!({"sound": {"volume": "1"}}), "sound.volume"),
        ("sound_name_of_a_number", json!({"sound": {"name": 7}}), "sound.name"),
    ] {
        cases.push(hello(format!("option_{name}"), value).refused_about("invalid_input", subject));
    }
    cases
}

fn unknown() -> Vec<Case> {
    let mut cases: Vec<Case> = [
        ("unknown", json!({"colour": 1}), "colour"),
        ("of_another_case", json!({"Badge": 1}), "Badge"),
        ("with_hyphens", json!({"thread-id": "a"}), "thread-id"),
        ("of_mixed_spelling", json!({"thread_Id": "a"}), "thread_Id"),
        ("with_a_dot", json!({"alert.title": "a"}), "alert.title"),
        ("empty", json!({"": 1}), "an unknown option"),
        ("of_null_unknown", json!({"colour": null}), "colour"),
        ("in_alert_unknown", json!({"alert": {"colour": 1}}), "alert.colour"),
        (
            "in_title_unknown",
            json!({"alert": {"title": {"loc_key": "a", "x": 1}}}),
            "alert.title.x",
        ),
        ("in_sound_unknown", json!({"sound": {"pitch": 1}}), "sound.pitch"),
        ("in_both_spellings", json!({"thread_id": "a", "threadId": "a"}), "threadId"),
    ]
    .into_iter()
    .map(|(name, options, subject)| {
        hello(format!("option_{name}"), options).refused_about("invalid_input", subject)
    })
    .collect();
    for (name, document, subject) in [
        ("without_push_type", json!({"topic": TOPIC, "alert": "a"}), "push_type"),
        ("without_topic", json!({"push_type": "alert", "alert": "a"}), "topic"),
        ("with_topic_of_null", json!({"push_type": "alert", "topic": null}), "topic"),
        ("with_push_type_of_a_number", json!({"pushType": 1, "topic": TOPIC}), "pushType"),
        ("of_nothing", json!({}), "push_type"),
    ] {
        cases
            .push(of(format!("document_{name}"), document).refused_about("invalid_input", subject));
    }
    cases
}
