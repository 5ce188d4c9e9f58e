//! Every push type, from parts and with payloads that the sender wrote.

use serde_json::{Value, json};

use super::{TOPIC, alert, case_of, of, sent_as, to_usual, with, without};
use crate::file::Case;

/// Push types with the ending of their topic and the smallest options and body they have.
fn smallest() -> Vec<(&'static str, &'static str, Value, &'static str)> {
    vec![
        ("alert", "", json!({"alert": "a"}), r#"{"aps":{"alert":"a"}}"#),
        ("complication", ".complication", json!({}), r#"{"aps":{}}"#),
        ("controls", ".push-type.controls", json!({}), r#"{"aps":{"content-changed":true}}"#),
        (
            "fileprovider",
            ".pushkit.fileprovider",
            json!({"container_identifier": "c", "domain": "d"}),
            r#"{"container-identifier":"c","domain":"d"}"#,
        ),
        (
            "liveactivity",
            ".push-type.liveactivity",
            json!({"event": "end", "timestamp": 1_763_760_000}),
            r#"{"aps":{"timestamp":1763760000,"event":"end"}}"#,
        ),
        ("location", ".location-query", json!({}), r#"{"aps":{}}"#),
        ("mdm", "", json!({"push_magic": "6A2C"}), r#"{"mdm":"6A2C"}"#),
        ("pushtotalk", ".voip-ptt", json!({}), r#"{"aps":{}}"#),
        ("voip", ".voip", json!({}), r#"{"aps":{}}"#),
        ("widgets", ".push-type.widgets", json!({}), r#"{"aps":{"content-changed":true}}"#),
    ]
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (push_type, suffix, options, body) in smallest() {
        let topic = format!("{TOPIC}{suffix}");
        let case = |name: String, more: Value| {
            to_usual(case_of(name, push_type, with(options.clone(), more)))
        };
        let sent = |case, between: &[(&str, &str)], body: &str| {
            sent_as(case, push_type, &topic, between, body)
        };
        cases.push(sent(case(format!("{push_type}_from_parts"), json!({})), &[], body));
        if !suffix.is_empty() {
            let whole = case(format!("{push_type}_with_the_whole_topic"), json!({"topic": topic}));
            cases.push(sent(whole, &[], body));
        }
        // The sender's own key stands behind Apple's.
        let own = format!("{},\"k\":[1]}}", body.strip_suffix('}').expect("an object"));
        let custom = json!({"custom": {"k": [1]}, "expiration": 0, "priority": 10});
        cases.push(sent(
            case(format!("{push_type}_with_a_key_of_its_own"), custom),
            &[("apns-priority", "10"), ("apns-expiration", "0")],
            &own,
        ));
        let payload = json!({"push_type": push_type, "topic": TOPIC, "payload": own});
        cases.push(sent(of(format!("{push_type}_with_a_payload"), payload), &[], &own));
        if !suffix.is_empty() {
            let other = if push_type == "voip" { ".complication" } else { ".voip" };
            for (name, base) in
                [("another_types", &format!("{TOPIC}{other}")), ("no", &String::new())]
            {
                let given = if base.is_empty() { suffix } else { base.as_str() };
                let name = format!("{push_type}_with_{name}_topic");
                cases.push(
                    case(name, json!({"topic": given}))
                        .refused_about("invalid_header_value", "apns-topic"),
                );
            }
        }
    }
    cases.push(
        to_usual(case_of(
            "liveactivity_of_priority_1",
            "liveactivity",
            json!({"event": "update", "timestamp": 1, "content_state": {}, "priority": 1}),
        ))
        .refused_about("invalid_notification", "apns-priority"),
    );
    cases.extend(missing_and_forbidden());
    cases.extend(activities());
    cases.extend(activity_refusals());
    cases.extend(websites());
    cases.extend(sizes());
    cases
}

/// A document of this push type with a payload that the sender wrote.
fn own(name: &str, push_type: &str, payload: &str) -> Case {
    of(name, json!({"push_type": push_type, "topic": TOPIC, "payload": payload}))
}

fn missing_and_forbidden() -> Vec<Case> {
    let file = json!({"container_identifier": "c", "domain": "d"});
    let parts =
        |name: &str, push_type: &str, options: Value| to_usual(case_of(name, push_type, options));
    let contradicts =
        |case: Case, subject: &str| case.refused_about("invalid_notification", subject);
    let mut cases = Vec::new();
    for (name, push_type, options, subject) in [
        (
            "fileprovider_without_container",
            "fileprovider",
            without(file.clone(), "container_identifier"),
            "payload.container-identifier",
        ),
        (
            "fileprovider_without_domain",
            "fileprovider",
            without(file.clone(), "domain"),
            "payload.domain",
        ),
        (
            "fileprovider_with_empty_domain",
            "fileprovider",
            with(file.clone(), json!({"domain": ""})),
            "payload.domain",
        ),
        (
            "fileprovider_with_badge",
            "fileprovider",
            with(file.clone(), json!({"badge": 0})),
            "payload.aps",
        ),
        ("mdm_without_push_magic", "mdm", json!({}), "payload.mdm"),
        ("mdm_with_empty_push_magic", "mdm", json!({"push_magic": ""}), "payload.mdm"),
        ("mdm_with_alert", "mdm", json!({"push_magic": "6A2C", "alert": "a"}), "payload.aps"),
        ("alert_with_domain", "alert", json!({"alert": "a", "domain": "d"}), "payload.domain"),
        (
            "voip_with_container",
            "voip",
            json!({"container_identifier": "c"}),
            "payload.container-identifier",
        ),
        ("background_with_push_magic", "background", json!({"push_magic": "m"}), "payload.mdm"),
        ("voip_with_an_alert_of_nothing", "voip", json!({"alert": {}}), "payload.aps.alert"),
    ] {
        cases.push(contradicts(parts(name, push_type, options), subject));
    }
    for (name, push_type, payload, subject) in [
        ("payload_for_widgets_of_nothing", "widgets", "{}", "payload.aps.content-changed"),
        (
            "payload_for_widgets_that_did_not_change",
            "widgets",
            r#"{"aps":{"content-changed":false}}"#,
            "payload.aps.content-changed",
        ),
        (
            "payload_for_controls_of_nothing",
            "controls",
            r#"{"aps":{}}"#,
            "payload.aps.content-changed",
        ),
        ("payload_for_mdm_of_nothing", "mdm", "{}", "payload.mdm"),
        ("payload_for_mdm_with_aps", "mdm", r#"{"mdm":"6A2C","aps":{}}"#, "payload.aps"),
        (
            "payload_for_fileprovider_with_aps",
            "fileprovider",
            r#"{"aps":{},"container-identifier":"c","domain":"d"}"#,
            "payload.aps",
        ),
        (
            "payload_for_fileprovider_without_domain",
            "fileprovider",
            r#"{"container-identifier":"c"}"#,
            "payload.domain",
        ),
        ("payload_for_liveactivity_of_nothing", "liveactivity", "{}", "payload.aps.event"),
    ] {
        cases.push(contradicts(own(name, push_type, payload), subject));
    }
    for (name, push_type, payload, subject) in [
        ("payload_for_mdm_of_a_number", "mdm", r#"{"mdm":7}"#, "payload.mdm"),
        (
            "payload_for_fileprovider_with_domain_of_null",
            "fileprovider",
            r#"{"container-identifier":"c","domain":null}"#,
            "payload.domain",
        ),
        (
            "payload_for_widgets_with_one",
            "widgets",
            r#"{"aps":{"content-changed":1}}"#,
            "payload.aps.content-changed",
        ),
    ] {
        cases.push(own(name, push_type, payload).refused_about("invalid_payload", subject));
    }
    cases.push(
        parts(
            "mdm_with_its_key_as_ones_own",
            "mdm",
            json!({"push_magic": "m", "custom": {"mdm": 1}}),
        )
        .refused_about("invalid_payload", "payload.mdm"),
    );
    cases
}

fn activity(name: impl Into<String>, options: Value) -> Case {
    to_usual(case_of(name, "liveactivity", options))
}

fn start() -> Value {
    json!({
        "event": "start",
        "timestamp": 1_763_760_000,
        "content_state": {"home": 0},
        "attributes_type": "MatchAttributes",
        "attributes": {"teams": ["Wrens", "Larks"]},
        "alert": {"title": "Kick-off", "body": "Wrens - Larks"},
    })
}

fn update() -> Value {
    json!({"event": "update", "timestamp": 1_763_760_000, "content_state": {"home": 1}})
}

fn end() -> Value {
    json!({"event": "end", "timestamp": 1_763_760_000, "content_state": {"home": 2}})
}

fn activities() -> Vec<Case> {
    let sent = |case: Case, between: &[(&str, &str)], aps: &str| {
        let body = format!("{{\"aps\":{{{aps}}}}}");
        sent_as(case, "liveactivity", &format!("{TOPIC}.push-type.liveactivity"), between, &body)
    };
    let started = concat!(
        r#""alert":{"title":"Kick-off","body":"Wrens - Larks"},"timestamp":1763760000,"#,
        r#""event":"start","content-state":{"home":0},"attributes-type":"MatchAttributes","#,
        r#""attributes":{"teams":["Wrens","Larks"]}"#
    );
    let updated = r#""timestamp":1763760000,"event":"update","content-state":{"home":1}"#;
    let ended = r#""timestamp":1763760000,"event":"end","content-state":{"home":2}"#;
    vec![
        sent(activity("activity_start", start()), &[], started),
        sent(
            activity(
                "activity_start_with_a_token",
                with(start(), json!({"input_push_token": true})),
            ),
            &[],
            &format!(r#"{started},"input-push-token":1"#),
        ),
        sent(
            activity(
                "activity_start_on_a_channel",
                with(start(), json!({"input_push_channel": "dHN0LXNyY2gtY2hubA=="})),
            ),
            &[],
            &format!(r#"{started},"input-push-channel":"dHN0LXNyY2gtY2hubA==""#),
        ),
        sent(
            activity(
                "activity_start_without_a_token",
                with(
                    start(),
                    json!({"input_push_token": false, "input_push_channel": "dHN0LXNyY2gtY2hubA=="}),
                ),
            ),
            &[],
            &format!(r#"{started},"input-push-channel":"dHN0LXNyY2gtY2hubA==""#),
        ),
        sent(activity("activity_update", update()), &[], updated),
        sent(
            activity(
                "activity_update_with_everything",
                with(
                    update(),
                    json!({
                        "stale_date": 1_763_763_600,
                        "relevance_score": 75,
                        "priority": 5,
                        "expiration": 1_763_763_600,
                    }),
                ),
            ),
            &[("apns-priority", "5"), ("apns-expiration", "1763763600")],
            r#""relevance-score":75.0,"timestamp":1763760000,"event":"update","content-state":{"home":1},"stale-date":1763763600"#,
        ),
        sent(
            activity(
                "activity_update_with_a_score_below_zero",
                with(update(), json!({"relevance_score": -0.5})),
            ),
            &[],
            &format!(r#""relevance-score":-0.5,{updated}"#),
        ),
        sent(
            activity(
                "activity_update_of_an_empty_state",
                with(update(), json!({"content_state": {}})),
            ),
            &[],
            r#""timestamp":1763760000,"event":"update","content-state":{}"#,
        ),
        sent(activity("activity_end", end()), &[], ended),
        sent(
            activity("activity_end_without_a_state", without(end(), "content_state")),
            &[],
            r#""timestamp":1763760000,"event":"end""#,
        ),
        sent(
            activity("activity_end_dismissed_at_once", with(end(), json!({"dismissal_date": 0}))),
            &[],
            &format!(r#"{ended},"dismissal-date":0"#),
        ),
        sent(
            activity(
                "activity_end_dismissed_later",
                with(end(), json!({"dismissal_date": 1_763_767_200})),
            ),
            &[],
            &format!(r#"{ended},"dismissal-date":1763767200"#),
        ),
    ]
}

fn activity_refusals() -> Vec<Case> {
    let mut cases = Vec::new();
    let aps = |key: &str| format!("payload.aps.{key}");
    for (name, options, key) in [
        ("without_event", without(update(), "event"), "event"),
        ("without_timestamp", without(update(), "timestamp"), "timestamp"),
        ("update_without_state", without(update(), "content_state"), "content-state"),
        ("start_without_state", without(start(), "content_state"), "content-state"),
        ("start_without_attributes", without(start(), "attributes"), "attributes"),
        ("start_without_attributes_type", without(start(), "attributes_type"), "attributes-type"),
        ("start_without_alert", without(start(), "alert"), "alert"),
        ("start_with_alert_of_nothing", with(start(), json!({"alert": {}})), "alert"),
        ("update_with_attributes", with(update(), json!({"attributes": {}})), "attributes"),
        (
            "update_with_attributes_type",
            with(update(), json!({"attributes_type": "A"})),
            "attributes-type",
        ),
        ("end_with_attributes", with(end(), json!({"attributes": {}})), "attributes"),
        (
            "start_with_dismissal_date",
            with(start(), json!({"dismissal_date": 1_763_767_200})),
            "dismissal-date",
        ),
        (
            "update_with_dismissal_date",
            with(update(), json!({"dismissal_date": 0})),
            "dismissal-date",
        ),
        (
            "start_with_token_and_channel",
            with(start(), json!({"input_push_token": true, "input_push_channel": "AA=="})),
            "input-push-channel",
        ),
        ("of_nothing", json!({}), "event"),
    ] {
        cases.push(
            activity(format!("activity_{name}"), options)
                .refused_about("invalid_notification", &aps(key)),
        );
    }
    for (name, options, key) in [
        ("event_in_capitals", json!({"event": "Update"}), "event"),
        ("event_unknown", json!({"event": "pause"}), "event"),
        ("event_empty", json!({"event": ""}), "event"),
        ("timestamp_in_milliseconds", json!({"timestamp": 1_763_760_000_000_i64}), "timestamp"),
        ("timestamp_before_1970", json!({"timestamp": -1}), "timestamp"),
        ("timestamp_of_the_largest_integer", json!({"timestamp": i64::MAX}), "timestamp"),
        ("timestamp_of_the_least_integer", json!({"timestamp": i64::MIN}), "timestamp"),
        ("stale_date_in_milliseconds", json!({"stale_date": 1_763_760_000_000_i64}), "stale-date"),
        ("stale_date_before_1970", json!({"stale_date": -1}), "stale-date"),
        (
            "dismissal_date_in_milliseconds",
            json!({"event": "end", "dismissal_date": 1_763_760_000_000_i64}),
            "dismissal-date",
        ),
        ("channel_of_other_characters", json!({"input_push_channel": "a b"}), "input-push-channel"),
        ("channel_empty", json!({"input_push_channel": ""}), "input-push-channel"),
        ("channel_without_padding", json!({"input_push_channel": "AA"}), "input-push-channel"),
        ("channel_in_base64url", json!({"input_push_channel": "__8="}), "input-push-channel"),
    ] {
        cases.push(
            activity(format!("activity_{name}"), with(update(), options))
                .refused_about("invalid_payload", &aps(key)),
        );
    }
    // The document is one level, aps one, the state one.
    let deep = |levels: usize| (1..levels).fold(json!([]), |inner, _| json!([inner]));
    for (name, option, base) in [
        ("state_too_deep", "content_state", update()),
        ("attributes_too_deep", "attributes", start()),
    ] {
        cases.push(
            activity(format!("activity_{name}"), with(base, json!({option: {"k": deep(30)}})))
                .refused_about(
                    "too_deep",
                    &aps(if option == "attributes" { option } else { "content-state" }),
                ),
        );
    }
    cases
}

fn websites() -> Vec<Case> {
    let site = |name: &str, options: Value| {
        of(name, with(json!({"push_type": "alert", "topic": "web.com.example"}), options))
    };
    let text = json!({"title": "Ready", "body": "Your order", "action": "View"});
    let written = r#"{"aps":{"alert":{"title":"Ready","body":"Your order","action":"View"},"#;
    vec![
        sent_as(
            site("website_with_arguments", json!({"alert": text, "url_args": ["42", ""]})),
            "alert",
            "web.com.example",
            &[],
            &format!(r#"{written}"url-args":["42",""]}}}}"#),
        ),
        sent_as(
            site("website_without_arguments", json!({"alert": text})),
            "alert",
            "web.com.example",
            &[],
            &format!(r#"{written}"url-args":[]}}}}"#),
        ),
        sent_as(
            site("website_with_a_payload", json!({"payload": r#"{"aps":{"alert":"a"}}"#})),
            "alert",
            "web.com.example",
            &[],
            r#"{"aps":{"alert":"a"}}"#,
        ),
        site("website_of_nothing", json!({})).refused_about("invalid_notification", "payload.aps"),
        alert("alert_with_a_localized_title_object", json!({"alert": {"title": {"loc_key": "T"}}}))
            .refused_about("invalid_payload", "payload.aps.alert.title"),
        alert("alert_with_a_localized_body_object", json!({"alert": {"body": {"loc_key": "T"}}}))
            .refused_about("invalid_payload", "payload.aps.alert.body"),
        alert(
            "summary_arg_count_below_zero",
            json!({"alert": {"body": "b", "summary_arg_count": -1}}),
        )
        .refused_about("invalid_payload", "payload.aps.alert.summary-arg-count"),
        sent_as(
            alert(
                "alert_with_old_keys",
                json!({"alert": {
                    "body": "b", "action_loc_key": "a", "summary_arg": "s", "summary_arg_count": 0,
                }}),
            ),
            "alert",
            TOPIC,
            &[],
            r#"{"aps":{"alert":{"body":"b","action-loc-key":"a","summary-arg":"s","summary-arg-count":0}}}"#,
        ),
    ]
}

/// The limit of each push type and one byte above it.
fn sizes() -> Vec<Case> {
    let mut cases = Vec::new();
    for (push_type, suffix, options, body) in smallest() {
        let limit: usize = if push_type == "voip" { 5120 } else { 4096 };
        let frame = format!("{},\"k\":\"", body.strip_suffix('}').expect("an object"));
        let room = limit - frame.len() - "\"}".len();
        let case = |name: String, bytes: usize| {
            let custom = json!({"custom": {"k": "x".repeat(bytes)}});
            to_usual(case_of(name, push_type, with(options.clone(), custom)))
        };
        cases.push(
            case(format!("{push_type}_body_of_{}_bytes", limit + 1), room + 1)
                .refused_about("payload_too_large", "payload"),
        );
        if push_type == "voip" {
            let full = format!("{frame}{}\"}}", "x".repeat(room));
            let topic = format!("{TOPIC}{suffix}");
            let fits = case(format!("{push_type}_body_of_{limit}_bytes"), room);
            cases.push(sent_as(fits, push_type, &topic, &[], &full));
        }
    }
    cases
}
