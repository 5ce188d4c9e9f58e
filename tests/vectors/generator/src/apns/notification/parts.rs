//! The payload that is written from parts.

use serde_json::{Value, json};

use super::{MAX_BODY_BYTES, alert, background, hello, sent, sent_silently};
use crate::file::Case;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = alerts();
    cases.extend(keys());
    cases.extend(sounds());
    cases.extend(silent());
    cases.extend(custom());
    cases.extend(sizes());
    cases
}

/// An alert with this `alert`, which stands in the payload as `written`.
fn shown(name: &str, value: Value, written: &str) -> Case {
    sent(alert(name, json!({"alert": value})), &[], &format!(r#"{{"aps":{{"alert":{written}}}}}"#))
}

fn alerts() -> Vec<Case> {
    vec![
        shown("alert_of_text", json!("Your order is here"), r#""Your order is here""#),
        shown("alert_of_empty_text", json!(""), r#""""#),
        shown(
            "alert_with_title_and_body",
            json!({"title": "Ready", "body": "Your order is here"}),
            r#"{"title":"Ready","body":"Your order is here"}"#,
        ),
        shown("alert_with_body_alone", json!({"body": "Hello"}), r#"{"body":"Hello"}"#),
        shown("alert_with_empty_title", json!({"title": ""}), r#"{"title":""}"#),
        shown(
            "alert_with_every_key",
            json!({
                "title": "1",
                "subtitle": "2",
                "body": "3",
                "launch_image": "4.png",
                "title_loc_key": "5",
                "title_loc_args": ["6", "7"],
                "subtitle_loc_key": "8",
                "subtitle_loc_args": ["9"],
                "loc_key": "10",
                "loc_args": [],
            }),
            concat!(
                r#"{"title":"1","subtitle":"2","body":"3","launch-image":"4.png","#,
                r#""title-loc-key":"5","title-loc-args":["6","7"],"#,
                r#""subtitle-loc-key":"8","subtitle-loc-args":["9"],"#,
                r#""loc-key":"10","loc-args":[]}"#
            ),
        ),
        shown(
            "alert_with_localized_text_alone",
            json!({"loc_key": "ORDER_READY", "loc_args": ["42"]}),
            r#"{"loc-key":"ORDER_READY","loc-args":["42"]}"#,
        ),
        shown(
            "alert_beyond_ascii",
            json!("Gr\u{fc}\u{df}e \u{1f44b}\u{1f3fd} \u{202e}\u{4f60}\u{597d}"),
            "\"Gr\u{fc}\u{df}e \u{1f44b}\u{1f3fd} \u{202e}\u{4f60}\u{597d}\"",
        ),
        shown(
            "alert_with_what_json_escapes",
            json!("a\"b\\c/d\n\r\t\u{8}\u{c}\u{0}\u{1f}\u{7f}"),
            "\"a\\\"b\\\\c/d\\n\\r\\t\\b\\f\\u0000\\u001f\u{7f}\"",
        ),
        alert("alert_of_nothing", json!({"alert": {}}))
            .refused_about("invalid_notification", "payload.aps.alert"),
        alert("nothing_to_show", json!({})).refused_about("invalid_notification", "payload.aps"),
        alert("nothing_to_show_but_a_category", json!({"category": "ORDER"}))
            .refused_about("invalid_notification", "payload.aps"),
        alert("nothing_to_show_but_keys_of_ones_own", json!({"custom": {"order": 42}}))
            .refused_about("invalid_notification", "payload.aps"),
        alert("nothing_to_show_but_content_available", json!({"content_available": true}))
            .refused_about("invalid_notification", "payload.aps"),
    ]
}

/// One key of `aps` beside the alert.
fn beside(name: &str, parts: Value, written: &str) -> Case {
    let body = format!(r#"{{"aps":{{"alert":"Hello",{written}}}}}"#);
    sent(hello(name, parts), &[], &body)
}

fn keys() -> Vec<Case> {
    let mut cases = vec![
        beside("badge", json!({"badge": 7}), r#""badge":7"#),
        beside("badge_0", json!({"badge": 0}), r#""badge":0"#),
        sent(alert("badge_alone", json!({"badge": 0})), &[], r#"{"aps":{"badge":0}}"#),
        beside("thread_id", json!({"thread_id": "orders"}), r#""thread-id":"orders""#),
        beside("thread_id_empty", json!({"thread_id": ""}), r#""thread-id":"""#),
        beside("category", json!({"category": "ORDER"}), r#""category":"ORDER""#),
        beside("content_available", json!({"content_available": true}), r#""content-available":1"#),
        beside("mutable_content", json!({"mutable_content": true}), r#""mutable-content":1"#),
        sent(
            hello("flags_off", json!({"content_available": false, "mutable_content": false})),
            &[],
            r#"{"aps":{"alert":"Hello"}}"#,
        ),
        beside(
            "target_content_id",
            json!({"target_content_id": "window-1"}),
            r#""target-content-id":"window-1""#,
        ),
        beside("relevance_score_0", json!({"relevance_score": 0}), r#""relevance-score":0"#),
        beside("relevance_score_1", json!({"relevance_score": 1}), r#""relevance-score":1"#),
        beside(
            "relevance_score_between",
            json!({"relevance_score": 0.25}),
            r#""relevance-score":0.25"#,
        ),
        beside(
            "filter_criteria",
            json!({"filter_criteria": "work"}),
            r#""filter-criteria":"work""#,
        ),
        beside(
            "every_key",
            json!({
                "badge": 1,
                "sound": "default",
                "thread_id": "a",
                "category": "b",
                "content_available": true,
                "mutable_content": true,
                "target_content_id": "c",
                "interruption_level": "active",
                "relevance_score": 0.5,
                "filter_criteria": "d",
            }),
            concat!(
                r#""badge":1,"sound":"default","thread-id":"a","category":"b","#,
                r#""content-available":1,"mutable-content":1,"target-content-id":"c","#,
                r#""interruption-level":"active","relevance-score":0.5,"filter-criteria":"d""#
            ),
        ),
    ];
    for level in ["passive", "active", "time-sensitive", "critical"] {
        cases.push(beside(
            &format!("interruption_level_{}", level.replace('-', "_")),
            json!({"interruption_level": level}),
            &format!(r#""interruption-level":"{level}""#),
        ));
    }
    for (name, level) in [
        ("interruption_level_empty", ""),
        ("interruption_level_in_capitals", "Passive"),
        ("interruption_level_in_camel_case", "timeSensitive"),
        ("interruption_level_unknown", "loud"),
    ] {
        cases.push(
            hello(name, json!({"interruption_level": level}))
                .refused_about("invalid_payload", "payload.aps.interruption-level"),
        );
    }
    for (name, score) in [
        ("relevance_score_below_0", json!(-0.1)),
        ("relevance_score_above_1", json!(1.01)),
        ("relevance_score_of_100", json!(100)),
    ] {
        cases.push(
            hello(name, json!({"relevance_score": score}))
                .refused_about("invalid_payload", "payload.aps.relevance-score"),
        );
    }
    cases.push(
        hello("badge_below_0", json!({"badge": -1}))
            .refused_about("invalid_payload", "payload.aps.badge"),
    );
    cases.push(
        alert("mutable_content_without_alert", json!({"badge": 1, "mutable_content": true}))
            .refused_about("invalid_notification", "payload.aps.mutable-content"),
    );
    cases
}

fn sounds() -> Vec<Case> {
    let critical = |volume: Value| json!({"sound": {"critical": true, "volume": volume}});
    vec![
        beside("sound_default", json!({"sound": "default"}), r#""sound":"default""#),
        beside("sound_of_a_file", json!({"sound": "chime.aiff"}), r#""sound":"chime.aiff""#),
        sent(
            alert("sound_alone", json!({"sound": "default"})),
            &[],
            r#"{"aps":{"sound":"default"}}"#,
        ),
        beside(
            "sound_critical",
            json!({"sound": {"critical": true, "name": "siren.aiff", "volume": 0.5}}),
            r#""sound":{"critical":1,"name":"siren.aiff","volume":0.5}"#,
        ),
        beside(
            "sound_critical_at_volume_0",
            json!({"sound": {"critical": true, "name": "siren.aiff", "volume": 0}}),
            r#""sound":{"critical":1,"name":"siren.aiff","volume":0}"#,
        ),
        beside(
            "sound_critical_at_volume_1",
            json!({"sound": {"critical": true, "name": "siren.aiff", "volume": 1}}),
            r#""sound":{"critical":1,"name":"siren.aiff","volume":1}"#,
        ),
        beside(
            "sound_critical_by_name_alone",
            json!({"sound": {"critical": true, "name": "default"}}),
            r#""sound":{"critical":1,"name":"default"}"#,
        ),
        hello("sound_louder_than_1", critical(json!(1.5)))
            .refused_about("invalid_payload", "payload.aps.sound.volume"),
        hello("sound_of_volume_100", critical(json!(100)))
            .refused_about("invalid_payload", "payload.aps.sound.volume"),
        hello("sound_below_silence", critical(json!(-0.5)))
            .refused_about("invalid_payload", "payload.aps.sound.volume"),
    ]
}

/// Background pushes, which show nothing.
fn silent() -> Vec<Case> {
    let contradicts = |name: &str, parts: Value, subject: &str| {
        background(name, parts).refused_about("invalid_notification", subject)
    };
    vec![
        sent_silently(
            background("background", json!({})),
            &[],
            r#"{"aps":{"content-available":1}}"#,
        ),
        sent_silently(
            background("background_with_the_flag_given", json!({"content_available": true})),
            &[],
            r#"{"aps":{"content-available":1}}"#,
        ),
        sent_silently(
            background("background_with_keys_of_ones_own", json!({"custom": {"sync": ["a", "b"]}})),
            &[],
            r#"{"aps":{"content-available":1},"sync":["a","b"]}"#,
        ),
        sent_silently(
            background(
                "background_with_every_header",
                json!({
                    "priority": 5,
                    "expiration": 0,
                    "collapse_id": "sync",
                    "apns_id": "EABEAE54-14A8-11E5-B60B-1697F925EC7B",
                }),
            ),
            &[
                ("apns-expiration", "0"),
                ("apns-collapse-id", "sync"),
                ("apns-id", "eabeae54-14a8-11e5-b60b-1697f925ec7b"),
            ],
            r#"{"aps":{"content-available":1}}"#,
        ),
        contradicts("background_with_alert", json!({"alert": "Hello"}), "payload.aps.alert"),
        contradicts("background_with_badge", json!({"badge": 1}), "payload.aps.badge"),
        contradicts("background_with_badge_0", json!({"badge": 0}), "payload.aps.badge"),
        contradicts("background_with_sound", json!({"sound": "default"}), "payload.aps.sound"),
        contradicts(
            "background_with_mutable_content",
            json!({"mutable_content": true}),
            "payload.aps.mutable-content",
        ),
    ]
}

/// The sender's own keys, beside `aps`.
fn custom() -> Vec<Case> {
    let deep = |levels: usize| (1..levels).fold(json!([]), |inner, _| json!([inner]));
    let mut cases = vec![
        sent(
            hello(
                "custom_of_every_kind",
                json!({"custom": {
                    "order": 42,
                    "below": -1,
                    "half": 0.5,
                    "zero": 0,
                    "paid": true,
                    "late": false,
                    "note": null,
                    "text": "",
                    "items": [1, "two", [], {}],
                    "shop": {"b": {"c": 1}, "a": []},
                }}),
            ),
            &[],
            concat!(
                r#"{"aps":{"alert":"Hello"},"order":42,"below":-1,"half":0.5,"zero":0,"#,
                r#""paid":true,"late":false,"note":null,"text":"","items":[1,"two",[],{}],"#,
                r#""shop":{"b":{"c":1},"a":[]}}"#
            ),
        ),
        sent(
            hello("custom_of_nothing", json!({"custom": {}})),
            &[],
            r#"{"aps":{"alert":"Hello"}}"#,
        ),
        sent(
            hello("custom_key_like_one_of_apples", json!({"custom": {"badge": "gold"}})),
            &[],
            r#"{"aps":{"alert":"Hello"},"badge":"gold"}"#,
        ),
        sent(
            hello("custom_key_beyond_ascii", json!({"custom": {"\u{fc}ber\"": 1}})),
            &[],
            "{\"aps\":{\"alert\":\"Hello\"},\"\u{fc}ber\\\"\":1}",
        ),
        // The body itself is one level, of 32.
        sent(
            hello("custom_as_deep_as_may_be", json!({"custom": {"k": deep(31)}})),
            &[],
            &format!(r#"{{"aps":{{"alert":"Hello"}},"k":{}{}}}"#, "[".repeat(31), "]".repeat(31)),
        ),
        hello("custom_one_level_too_deep", json!({"custom": {"k": deep(32)}})).refused("too_deep"),
        hello("custom_named_aps", json!({"custom": {"aps": {"badge": 1}}}))
            .refused_about("invalid_payload", "payload.aps"),
    ];
    cases.push(
        background("custom_named_aps_in_background", json!({"custom": {"aps": {}}}))
            .refused_about("invalid_payload", "payload.aps"),
    );
    cases
}

/// Bodies at the limit and one byte above it.
fn sizes() -> Vec<Case> {
    let frame = r#"{"aps":{"alert":""}}"#.len();
    let room = MAX_BODY_BYTES - frame;
    let written = |text: &str| format!(r#"{{"aps":{{"alert":"{text}"}}}}"#);
    let full = "x".repeat(room);
    let accents = "\u{e9}".repeat(room / 2);
    assert_eq!(written(&accents).len(), MAX_BODY_BYTES, "the limit");
    // Each quote takes two bytes of the body.
    let quotes = "\"".repeat(room / 2);
    vec![
        sent(alert("body_of_4096_bytes", json!({"alert": full})), &[], &written(&full)),
        sent(
            alert("body_of_4096_bytes_beyond_ascii", json!({"alert": accents})),
            &[],
            &written(&accents),
        ),
        alert("body_of_4097_bytes", json!({"alert": "x".repeat(room + 1)}))
            .refused_about("payload_too_large", "payload"),
        // 2058 characters.
        alert("body_of_4098_bytes_beyond_ascii", json!({"alert": "\u{e9}".repeat(room / 2 + 1)}))
            .refused_about("payload_too_large", "payload"),
        alert("body_of_4098_bytes_after_escaping", json!({"alert": format!("{quotes}\"")}))
            .refused_about("payload_too_large", "payload"),
        background("background_body_of_4097_bytes", {
            let frame = r#"{"aps":{"content-available":1},"k":""}"#.len();
            json!({"custom": {"k": "x".repeat(MAX_BODY_BYTES - frame + 1)}})
        })
        .refused_about("payload_too_large", "payload"),
    ]
}
