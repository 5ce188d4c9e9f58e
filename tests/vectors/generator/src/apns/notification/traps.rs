//! Mistakes that libraries have made, by the number of the table in which they are collected.

use serde_json::json;

use super::{
    HELLO, TOPIC, alert, background, hello, of, sent, sent_as, sent_silently, to_usual, with,
};
use crate::file::Case;

pub(super) fn cases() -> Vec<Case> {
    let update = json!({
        "push_type": "liveactivity",
        "topic": TOPIC,
        "event": "update",
        "timestamp": 1_763_760_000,
        "content_state": {},
    });
    let topic = format!("{TOPIC}.push-type.liveactivity");
    let frame = r#""timestamp":1763760000,"event":"update","content-state":{}"#;
    let activity = |case: Case, between: &[(&str, &str)], body: &str| {
        sent_as(case, "liveactivity", &topic, between, body)
    };
    let mut cases = Vec::new();
    // 2: Apple's pages spell it in three ways; one of them is sent.
    for (index, spelling) in ["LiveActivity", "Liveactivity", "liveactivity"].iter().enumerate() {
        let case = of(
            format!("trap_02_spelling_{}", index + 1),
            with(update.clone(), json!({"push_type": spelling})),
        );
        cases.push(activity(case, &[], &format!("{{\"aps\":{{{frame}}}}}")));
    }
    // 4: seconds here, milliseconds elsewhere.
    for key in ["timestamp", "stale_date"] {
        cases.push(
            of(
                format!("trap_04_milliseconds_for_{key}"),
                with(update.clone(), json!({key: 1_763_760_000_000_i64})),
            )
            .refused_about("invalid_payload", &format!("payload.aps.{}", key.replace('_', "-"))),
        );
    }
    cases.push(
        hello("trap_04_milliseconds_for_expiration", json!({"expiration": 1_763_760_000_000_i64}))
            .refused_about("invalid_time", "apns-expiration"),
    );
    // 5: zero is one attempt, nothing is APNs' own policy.
    cases.push(sent(
        hello("trap_05_expiration_0", json!({"expiration": 0})),
        &[("apns-expiration", "0")],
        HELLO,
    ));
    cases.push(sent(hello("trap_05_expiration_null", json!({"expiration": null})), &[], HELLO));
    cases.push(sent(hello("trap_05_expiration_unset", json!({})), &[], HELLO));
    // 6: bytes, and legal in a header.
    for (name, id) in [
        ("trap_06_collapse_id_of_64_characters_in_66_bytes", "\u{e9}".repeat(2) + &"x".repeat(62)),
        ("trap_06_collapse_id_with_a_line_end", "a\r\nb".into()),
        ("trap_06_collapse_id_with_a_zero_character", "a\0".into()),
    ] {
        cases.push(
            hello(name, json!({"collapse_id": id}))
                .refused_about("invalid_header_value", "apns-collapse-id"),
        );
    }
    cases.push(
        of(
            "trap_06_topic_with_a_line_end",
            json!({"push_type": "alert", "topic": "a\r\nb", "alert": "a"}),
        )
        .refused_about("invalid_header_value", "apns-topic"),
    );
    cases.push(
        Case::new("trap_06_device_token_with_a_line_end")
            .set("notification", json!({"push_type": "alert", "topic": TOPIC, "alert": "a"}))
            .set("environment", "production")
            .set("device_token", "00fc\r\n")
            .refused_about("invalid_device_token", "device token"),
    );
    // 7, 8: priorities.
    cases.push(sent(
        hello("trap_07_priority_1", json!({"priority": 1})),
        &[("apns-priority", "1")],
        HELLO,
    ));
    cases.push(sent_silently(
        background("trap_08_background_says_5", json!({})),
        &[],
        r#"{"aps":{"content-available":1}}"#,
    ));
    cases.push(
        background("trap_08_background_of_10", json!({"priority": 10}))
            .refused_about("invalid_notification", "apns-priority"),
    );
    // 9: three flags are numbers, one is a boolean.
    cases.push(sent(
        hello("trap_09_numbers", json!({"content_available": true, "mutable_content": true})),
        &[],
        r#"{"aps":{"alert":"Hello","content-available":1,"mutable-content":1}}"#,
    ));
    cases.push(sent_as(
        to_usual(super::case_of("trap_09_boolean", "widgets", json!({}))),
        "widgets",
        "com.example.app.push-type.widgets",
        &[],
        r#"{"aps":{"content-changed":true}}"#,
    ));
    for (key, value, push_type) in [
        ("content-available", "true", "background"),
        ("mutable-content", "true", "alert"),
        ("content-changed", "1", "widgets"),
        ("input-push-token", "true", "liveactivity"),
    ] {
        let payload = format!("{{\"aps\":{{\"{key}\":{value}}}}}");
        let document = json!({"push_type": push_type, "topic": TOPIC, "payload": payload});
        cases.push(
            of(format!("trap_09_{}_of_{value}", key.replace('-', "_")), document)
                .refused_about("invalid_payload", &format!("payload.aps.{key}")),
        );
    }
    // 10: zeros survive.
    cases.push(sent(
        hello(
            "trap_10_zeros",
            json!({"badge": 0, "relevance_score": 0, "sound": {"critical": true, "volume": 0}}),
        ),
        &[],
        concat!(
            r#"{"aps":{"alert":"Hello","badge":0,"sound":{"critical":1,"volume":0},"#,
            r#""relevance-score":0}}"#
        ),
    ));
    // 14: what updates a pass is not empty.
    let pass = |payload: &str| json!({"push_type": "alert", "topic": "pass.com.example.loyalty", "payload": payload});
    cases.push(sent_as(
        of("trap_14_empty_object", pass("{}")),
        "alert",
        "pass.com.example.loyalty",
        &[],
        "{}",
    ));
    cases.push(of("trap_14_empty_text", pass("")).refused_about("invalid_json", "payload"));
    // 15: the limit belongs to the push type.
    let text = "x".repeat(4200);
    let voip = json!({"push_type": "voip", "topic": TOPIC, "custom": {"k": text}});
    cases.push(sent_as(
        of("trap_15_a_call_of_more_than_4096_bytes", voip),
        "voip",
        "com.example.app.voip",
        &[],
        &format!(r#"{{"aps":{{}},"k":"{text}"}}"#),
    ));
    cases.push(
        of(
            "trap_15_an_alert_with_the_topic_of_a_call",
            json!({"push_type": "alert", "topic": "com.example.app.voip", "alert": text}),
        )
        .refused_about("payload_too_large", "payload"),
    );
    // 19: objects for texts, and a sound inside.
    let localized = json!({"alert": {
        "title": {"loc_key": "GOAL", "loc_args": ["Wrens"]},
        "body": {"locKey": "SCORE"},
        "sound": "cheer.aiff",
    }});
    cases.push(activity(
        of("trap_19_alert_of_an_activity", with(update, localized.clone())),
        &[],
        &format!(
            concat!(
                r#"{{"aps":{{"alert":{{"title":{{"loc-key":"GOAL","loc-args":["Wrens"]}},"#,
                r#""body":{{"loc-key":"SCORE"}},"sound":"cheer.aiff"}},{}}}}}"#
            ),
            frame
        ),
    ));
    cases.push(
        alert("trap_19_alert_of_no_activity", localized)
            .refused_about("invalid_payload", "payload.aps.alert.title"),
    );
    cases
}
