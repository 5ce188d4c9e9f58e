//! `lint.json`: what APNs accepts and what rarely is meant.

use serde_json::{Value, json};

use crate::file::{Case, VectorFile};

pub(super) fn file() -> VectorFile {
    let mut cases = of_notifications();
    cases.extend(of_requests());
    cases.extend(refused());
    VectorFile::new(
        "lint.json",
        "lint",
        "Judges a notification that a document of options builds, or the headers and body of a \
         push to a device that somebody else built: code and subject of each lint, those of \
         headers first. Of a request, what APNs refuses is an error; of a document, what \
         notification.json refuses.",
        cases,
    )
}

fn expecting(case: Case, lints: &[(&str, &str)]) -> Case {
    let lints: Vec<Value> =
        lints.iter().map(|(code, subject)| json!({"code": code, "subject": subject})).collect();
    case.expect(json!({"lints": lints}))
}

fn note(name: &str, push_type: &str, options: Value) -> Case {
    let mut document = json!({"push_type": push_type, "topic": "com.example.app"});
    let Value::Object(options) = options else { panic!("options are an object") };
    for (key, value) in options {
        document[key] = value;
    }
    Case::new(name).set("notification", document)
}

fn request(name: &str, headers: &[(&str, &str)], body: &str) -> Case {
    let headers: Vec<Value> = headers.iter().map(|(name, value)| json!([name, value])).collect();
    Case::new(name).set("headers", headers).set("body", body)
}

fn of_notifications() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut add = |name: &str, push_type: &str, options: Value, lints: &[(&str, &str)]| {
        cases.push(expecting(note(name, push_type, options), lints));
    };
    let payload = |text: &str| json!({"payload": text});
    add("an_alert", "alert", json!({"alert": "a", "sound": "default"}), &[]);
    add("a_background_push", "background", json!({}), &[]);
    add("a_call", "voip", json!({"priority": 10, "expiration": 0}), &[]);
    add("a_call_without_headers", "voip", json!({}), &[("voip_expiration", "apns-expiration")]);
    add(
        "a_call_that_may_wait",
        "voip",
        json!({"priority": 5, "expiration": 1_763_760_000}),
        &[("voip_priority", "apns-priority")],
    );
    add("push_to_talk", "pushtotalk", json!({"priority": 10, "expiration": 0}), &[]);
    add(
        "push_to_talk_that_may_wait",
        "pushtotalk",
        json!({"priority": 5, "expiration": 1_763_760_000}),
        &[
            ("push_to_talk_priority", "apns-priority"),
            ("push_to_talk_expiration", "apns-expiration"),
        ],
    );
    add(
        "push_to_talk_without_headers",
        "pushtotalk",
        json!({}),
        &[("push_to_talk_expiration", "apns-expiration")],
    );
    add("widgets", "widgets", json!({}), &[]);
    add(
        "widgets_with_headers",
        "widgets",
        json!({"priority": 10, "expiration": 0}),
        &[("widgets_priority", "apns-priority"), ("widgets_expiration", "apns-expiration")],
    );
    add("controls_with_headers", "controls", json!({"priority": 10, "expiration": 0}), &[]);
    add(
        "widgets_with_an_alert",
        "widgets",
        json!({"alert": "a"}),
        &[("key_without_effect", "payload.aps.alert")],
    );
    add(
        "an_alert_with_keys_of_activities",
        "alert",
        json!({"alert": "a", "event": "end", "timestamp": 1, "content_changed": true}),
        &[
            ("key_without_effect", "payload.aps.content-changed"),
            ("key_without_effect", "payload.aps.timestamp"),
            ("key_without_effect", "payload.aps.event"),
        ],
    );
    add(
        "a_topic_of_another_type",
        "alert",
        json!({"topic": "com.example.app.voip", "alert": "a"}),
        &[("topic_of_another_type", "apns-topic")],
    );
    add(
        "an_unknown_key_in_aps",
        "alert",
        payload(r#"{"aps":{"alert":"a","order":42}}"#),
        &[("key_ignored_in_aps", "payload.aps.order")],
    );
    add(
        "an_unknown_key_in_alert_and_sound",
        "alert",
        payload(r#"{"aps":{"alert":{"body":"a","hue":1},"sound":{"critical":1,"pitch":2}}}"#),
        &[
            ("key_ignored_in_aps", "payload.aps.alert.hue"),
            ("key_ignored_in_aps", "payload.aps.sound.pitch"),
        ],
    );
    add(
        "a_volume_of_a_usual_sound",
        "alert",
        json!({"alert": "a", "sound": {"name": "b", "volume": 1}}),
        &[("key_without_effect", "payload.aps.sound.volume")],
    );
    add(
        "texts_that_are_replaced",
        "alert",
        json!({"alert": {"title": "a", "title_loc_key": "A", "subtitle": "b", "body": "c", "loc_key": "C"}}),
        &[
            ("replaced_by_loc_key", "payload.aps.alert.title"),
            ("replaced_by_loc_key", "payload.aps.alert.body"),
        ],
    );
    add(
        "arguments_without_a_key",
        "alert",
        json!({"alert": {"body": "a", "loc_args": ["b"], "subtitle_loc_args": []}}),
        &[
            ("loc_args_without_key", "payload.aps.alert.subtitle-loc-args"),
            ("loc_args_without_key", "payload.aps.alert.loc-args"),
        ],
    );
    add(
        "old_keys",
        "alert",
        json!({"alert": {
            "body": "a", "sound": "s", "action_loc_key": "l", "action": "v",
            "summary_arg": "b", "summary_arg_count": 2,
        }}),
        &[
            ("key_without_effect", "payload.aps.alert.sound"),
            ("obsolete_action_loc_key", "payload.aps.alert.action-loc-key"),
            ("key_without_effect", "payload.aps.alert.action"),
            ("obsolete_summary_arg", "payload.aps.alert.summary-arg"),
            ("obsolete_summary_arg", "payload.aps.alert.summary-arg-count"),
        ],
    );
    add("nothing_to_show", "alert", payload("{}"), &[("nothing_to_show", "payload.aps")]);
    add(
        "an_empty_alert",
        "alert",
        payload(r#"{"aps":{"alert":{}}}"#),
        &[("nothing_to_show", "payload.aps")],
    );
    add("a_badge_alone", "alert", json!({"badge": 0}), &[]);
    add("a_pass", "alert", json!({"topic": "pass.com.example", "payload": "{}"}), &[]);
    add(
        "a_website",
        "alert",
        json!({"topic": "web.com.example", "alert": {"title": "a", "body": "b", "action": "c"}}),
        &[],
    );
    add(
        "a_website_without_arguments",
        "alert",
        json!({"topic": "web.com.example", "payload": r#"{"aps":{"alert":{"title":"a","body":"b"}}}"#}),
        &[("missing_url_args", "payload.aps.url-args")],
    );
    add(
        "arguments_of_no_website",
        "alert",
        json!({"alert": "a", "url_args": []}),
        &[("key_without_effect", "payload.aps.url-args")],
    );
    add(
        "a_background_push_with_a_category",
        "background",
        json!({"category": "c", "custom": {"category": 1}}),
        &[("key_without_effect", "payload.aps.category")],
    );
    add(
        "a_call_with_an_alert",
        "voip",
        json!({"expiration": 0, "alert": "a"}),
        &[("key_without_effect", "payload.aps.alert")],
    );
    let container = |name: &str| json!({"container_identifier": name, "domain": "d"});
    add(
        "a_working_set",
        "fileprovider",
        container("NSFileProviderWorkingSetContainerItemIdentifier"),
        &[],
    );
    add(
        "a_container",
        "fileprovider",
        container("NSFileProviderRootContainerItemIdentifier"),
        &[("file_provider_container", "payload.container-identifier")],
    );
    let activity = |more: Value| {
        let mut all =
            json!({"event": "update", "timestamp": 100, "content_state": {}, "priority": 5});
        let Value::Object(more) = more else { panic!("options are an object") };
        for (key, value) in more {
            all[key] = value;
        }
        all
    };
    add(
        "an_activity",
        "liveactivity",
        activity(json!({"stale_date": 101, "alert": {"body": "a", "sound": "b"}})),
        &[],
    );
    for (name, priority) in
        [("an_activity_at_once", json!(10)), ("an_activity_without_priority", Value::Null)]
    {
        add(
            name,
            "liveactivity",
            activity(json!({"priority": priority})),
            &[("live_activity_budget", "apns-priority")],
        );
    }
    add(
        "a_stale_activity",
        "liveactivity",
        activity(json!({"stale_date": 100})),
        &[("stale_before_timestamp", "payload.aps.stale-date")],
    );
    add(
        "an_activity_with_keys_of_alerts",
        "liveactivity",
        activity(json!({"sound": "a", "badge": 1, "input_push_token": true})),
        &[
            ("key_without_effect", "payload.aps.badge"),
            ("key_without_effect", "payload.aps.sound"),
            ("key_without_effect", "payload.aps.input-push-token"),
        ],
    );
    add(
        "an_end_without_a_state",
        "liveactivity",
        activity(json!({"event": "end", "content_state": null})),
        &[("missing_final_state", "payload.aps.content-state")],
    );
    cases
}

const ALERT: &str = r#"{"aps":{"alert":"a"}}"#;
const SILENT: &str = r#"{"aps":{"content-available":1}}"#;
const TOPIC: (&str, &str) = ("apns-topic", "com.example.app");
const JSON: (&str, &str) = ("content-type", "application/json");

fn of_requests() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut add = |name: &str, headers: &[(&str, &str)], body: &str, lints: &[(&str, &str)]| {
        cases.push(expecting(request(name, headers, body), lints));
    };
    let push_type = |name: &'static str| ("apns-push-type", name);
    add("a_request_as_it_should_be", &[TOPIC, push_type("alert"), JSON], ALERT, &[]);
    add(
        "a_request_with_everything",
        &[
            (":method", "POST"),
            (":scheme", "https"),
            (":authority", "api.push.apple.com"),
            (":path", "/3/device/00fc13adff785122"),
            ("authorization", "bearer x"),
            TOPIC,
            push_type("alert"),
            ("apns-id", "EABEAE54-14A8-11E5-B60B-1697F925EC7B"),
            ("apns-expiration", "0"),
            ("apns-priority", "1"),
            ("apns-collapse-id", "a"),
            ("user-agent", "x"),
            JSON,
        ],
        ALERT,
        &[],
    );
    add(
        "a_request_with_names_in_capitals",
        &[
            ("Apns-Topic", "com.example.app"),
            ("APNS-PUSH-TYPE", "alert"),
            ("Content-Type", "application/json"),
        ],
        ALERT,
        &[],
    );
    add(
        "a_request_without_push_type",
        &[TOPIC, JSON],
        ALERT,
        &[("missing_push_type", "apns-push-type")],
    );
    add(
        "a_silent_request_without_push_type",
        &[TOPIC, JSON],
        SILENT,
        &[("missing_push_type", "apns-push-type"), ("background_priority", "apns-priority")],
    );
    add(
        "a_call_without_push_type",
        &[("apns-topic", "com.example.app.voip"), ("apns-expiration", "0"), JSON],
        "{}",
        &[("missing_push_type", "apns-push-type")],
    );
    add(
        "a_request_without_topic",
        &[push_type("alert"), JSON],
        ALERT,
        &[("missing_topic", "apns-topic")],
    );
    add(
        "a_request_without_content_type",
        &[TOPIC, push_type("alert")],
        ALERT,
        &[("missing_content_type", "content-type")],
    );
    add(
        "a_background_request_without_priority",
        &[TOPIC, push_type("background"), JSON],
        SILENT,
        &[("background_priority", "apns-priority")],
    );
    add(
        "a_request_with_a_push_type_in_capitals",
        &[TOPIC, push_type("Alert"), JSON],
        ALERT,
        &[("push_type_case", "apns-push-type")],
    );
    add(
        "a_request_with_a_header_of_broadcasts",
        &[TOPIC, push_type("alert"), ("apns-channel-id", "AA=="), JSON],
        ALERT,
        &[("other_header", "apns-channel-id")],
    );
    add(
        "a_request_without_any_header",
        &[],
        "{}",
        &[
            ("missing_topic", "apns-topic"),
            ("missing_push_type", "apns-push-type"),
            ("missing_content_type", "content-type"),
            ("nothing_to_show", "payload.aps"),
        ],
    );
    cases
}

fn refused() -> Vec<Case> {
    let usual = [TOPIC, ("apns-push-type", "alert"), JSON];
    let mut cases = Vec::new();
    for (name, header, code, subject) in [
        ("a_repeated_topic", TOPIC, "invalid_header_value", "apns-topic"),
        (
            "a_repeated_topic_in_capitals",
            ("APNS-TOPIC", "com.example.app"),
            "invalid_header_value",
            "apns-topic",
        ),
        ("a_priority_of_7", ("apns-priority", "7"), "invalid_header_value", "apns-priority"),
        (
            "a_priority_of_a_word",
            ("apns-priority", "high"),
            "invalid_header_value",
            "apns-priority",
        ),
        (
            "a_priority_with_a_plus",
            ("apns-priority", "+5"),
            "invalid_header_value",
            "apns-priority",
        ),
        ("an_empty_priority", ("apns-priority", ""), "invalid_header_value", "apns-priority"),
        (
            "an_expiration_of_a_word",
            ("apns-expiration", "never"),
            "invalid_time",
            "apns-expiration",
        ),
        (
            "an_expiration_with_a_fraction",
            ("apns-expiration", "1.5"),
            "invalid_time",
            "apns-expiration",
        ),
        (
            "an_expiration_in_milliseconds",
            ("apns-expiration", "1763760000000"),
            "invalid_time",
            "apns-expiration",
        ),
        ("an_expiration_before_1970", ("apns-expiration", "-1"), "invalid_time", "apns-expiration"),
        (
            "an_empty_collapse_id",
            ("apns-collapse-id", ""),
            "invalid_header_value",
            "apns-collapse-id",
        ),
        ("an_id_of_a_word", ("apns-id", "1"), "invalid_header_value", "apns-id"),
        ("a_method_of_another_kind", (":method", "PUT"), "invalid_input", ":method"),
        (
            "a_path_of_a_broadcast",
            (":path", "/4/broadcasts/apps/com.example.app"),
            "invalid_input",
            ":path",
        ),
        ("a_path_without_a_token", (":path", "/3/device/"), "invalid_device_token", "device token"),
        (
            "a_path_with_another_token",
            (":path", "/3/device/xyz"),
            "invalid_device_token",
            "device token",
        ),
    ] {
        let headers: Vec<(&str, &str)> = usual.into_iter().chain([header]).collect();
        cases.push(request(name, &headers, ALERT).refused_about(code, subject));
    }
    for (name, push_type, topic, code, subject) in [
        (
            "a_push_type_that_is_none",
            "silent",
            "com.example.app",
            "invalid_header_value",
            "apns-push-type",
        ),
        ("an_empty_push_type", "", "com.example.app", "invalid_header_value", "apns-push-type"),
        (
            "a_call_without_its_topic",
            "voip",
            "com.example.app",
            "invalid_header_value",
            "apns-topic",
        ),
        (
            "an_activity_without_its_topic",
            "liveactivity",
            "com.example.app.voip",
            "invalid_header_value",
            "apns-topic",
        ),
        ("an_empty_topic", "alert", "", "invalid_header_value", "apns-topic"),
        ("a_topic_with_a_space", "alert", "com.example app", "invalid_header_value", "apns-topic"),
    ] {
        let headers = [("apns-push-type", push_type), ("apns-topic", topic), JSON];
        cases.push(request(name, &headers, "{}").refused_about(code, subject));
    }
    for priority in ["10", "1"] {
        let headers = [TOPIC, ("apns-push-type", "background"), ("apns-priority", priority), JSON];
        cases.push(
            request(&format!("a_background_request_of_priority_{priority}"), &headers, SILENT)
                .refused_about("invalid_notification", "apns-priority"),
        );
    }
    for (name, body, code, subject) in [
        ("an_empty_body", "", "invalid_json", "payload"),
        ("a_body_of_a_list", "[]", "invalid_json", "payload"),
        (
            "a_body_with_a_badge_of_text",
            r#"{"aps":{"badge":"1"}}"#,
            "invalid_payload",
            "payload.aps.badge",
        ),
        ("a_body_with_a_key_twice", r#"{"aps":{},"aps":{}}"#, "duplicate_key", "payload"),
        (
            "a_body_with_mutable_content_alone",
            r#"{"aps":{"mutable-content":1}}"#,
            "invalid_notification",
            "payload.aps.mutable-content",
        ),
    ] {
        cases.push(request(name, &usual, body).refused_about(code, subject));
    }
    cases.push(
        request("a_body_of_4097_bytes", &usual, &format!("{{}}{}", " ".repeat(4095)))
            .refused_about("payload_too_large", "payload"),
    );
    let mut background = |name: &str, body: &str, subject: &str| {
        let headers = [TOPIC, ("apns-push-type", "background"), ("apns-priority", "5"), JSON];
        cases.push(request(name, &headers, body).refused_about("invalid_notification", subject));
    };
    background(
        "a_background_request_that_shows",
        r#"{"aps":{"content-available":1,"alert":"a"}}"#,
        "payload.aps.alert",
    );
    background("a_background_request_without_its_flag", "{}", "payload.aps.content-available");
    for (name, push_type, options, code, subject) in [
        ("a_note_of_nothing", "alert", json!({}), "invalid_notification", "payload.aps"),
        ("a_note_with_an_unknown_option", "alert", json!({"colour": 1}), "invalid_input", "colour"),
        ("a_note_with_a_wrong_option", "alert", json!({"badge": "1"}), "invalid_input", "badge"),
        (
            "a_note_of_an_activity_of_nothing",
            "liveactivity",
            json!({}),
            "invalid_notification",
            "payload.aps.event",
        ),
        (
            "a_note_in_background_of_priority_10",
            "background",
            json!({"priority": 10}),
            "invalid_notification",
            "apns-priority",
        ),
    ] {
        cases.push(note(name, push_type, options).refused_about(code, subject));
    }
    let mut all: Vec<Case> = Vec::new();
    all.append(&mut cases);
    for priority in ["0", "2", "4", "6", "9", "11", "100"] {
        let headers: Vec<(&str, &str)> =
            usual.into_iter().chain([("apns-priority", priority)]).collect();
        all.push(
            request(&format!("a_request_of_priority_{priority}"), &headers, ALERT)
                .refused_about("invalid_header_value", "apns-priority"),
        );
    }
    for (index, key) in [
        "alert",
        "badge",
        "sound",
        "timestamp",
        "event",
        "content-state",
        "url-args",
        "category",
        "thread-id",
    ]
    .into_iter()
    .enumerate()
    {
        let body = format!("{{\"aps\":{{\"{key}\":null}}}}");
        all.push(
            request(
                &format!("a_body_with_null_{}_{}", index + 1, key.replace('-', "_")),
                &usual,
                &body,
            )
            .refused_about("invalid_payload", &format!("payload.aps.{key}")),
        );
    }
    all
}
