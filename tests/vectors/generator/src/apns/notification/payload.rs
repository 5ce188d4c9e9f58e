//! Payloads that the sender wrote, which are checked and sent byte for byte.

use serde_json::{Value, json};

use super::{MAX_BODY_BYTES, TOPIC, sent, sent_silently, to_usual};
use crate::file::Case;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = accepted();
    cases.extend(wrong_types());
    cases.extend(wrong_together());
    cases.extend(wrong_json());
    cases.extend(sizes());
    cases
}

fn own(name: impl Into<String>, push_type: &str, payload: &str) -> Case {
    let notification = json!({"push_type": push_type, "topic": TOPIC, "payload": payload});
    to_usual(Case::new(name).set("notification", notification))
}

/// An alert whose payload is these texts, each so many times.
fn long(name: &str, parts: &[(&str, usize)]) -> Case {
    let parts: Vec<Value> =
        parts.iter().map(|(text, repeat)| json!({"text": text, "repeat": repeat})).collect();
    let notification = json!({"push_type": "alert", "topic": TOPIC, "payload_parts": parts});
    to_usual(Case::new(name).set("notification", notification))
}

fn accepted() -> Vec<Case> {
    let mut cases: Vec<Case> = [
        // Not empty: what updates a pass.
        ("payload_of_an_empty_object", "{}"),
        ("payload_of_an_empty_aps", r#"{"aps":{}}"#),
        ("payload_without_aps", r#"{"order":42}"#),
        ("payload_with_alert", r#"{"aps":{"alert":"Hello"}}"#),
        (
            "payload_with_space_and_order_of_its_own",
            "\r\n{ \"z\" : 1 ,\t\"aps\":{\"badge\" : 0}\n}\n",
        ),
        ("payload_with_escapes_of_its_own", r#"{"aps":{"alert":"\u0048ello \ud83d\udc4b \/"}}"#),
        (
            "payload_with_numbers_of_its_own",
            r#"{"aps":{"badge":3},"a":1.0,"b":1E2,"c":-0,"d":18446744073709551615}"#,
        ),
        (
            "payload_with_zeros",
            concat!(
                r#"{"aps":{"badge":0,"sound":{"critical":1,"name":"default","volume":0},"#,
                r#""relevance-score":0,"alert":""}}"#
            ),
        ),
        ("payload_with_a_key_unknown_today", r#"{"aps":{"alert":"Hello","glow":[null]}}"#),
        (
            "payload_with_an_alert_key_unknown_today",
            r#"{"aps":{"alert":{"title":"Hi","hue":{"a":1}}}}"#,
        ),
        (
            "payload_with_old_alert_keys",
            concat!(
                r#"{"aps":{"alert":{"body":"b","action-loc-key":"a","summary-arg":"s","#,
                r#""summary-arg-count":2}}}"#
            ),
        ),
        (
            "payload_for_a_website",
            r#"{"aps":{"alert":{"title":"t","body":"b","action":"View"},"url-args":[]}}"#,
        ),
    ]
    .into_iter()
    .map(|(name, payload)| sent(own(name, "alert", payload), &[], payload))
    .collect();
    cases.extend(
        [
            ("payload_in_background", r#"{"aps":{"content-available":1}}"#),
            (
                "payload_in_background_with_keys_of_its_own",
                r#"{"sync":true,"aps":{"content-available":1}}"#,
            ),
        ]
        .into_iter()
        .map(|(name, payload)| sent_silently(own(name, "background", payload), &[], payload)),
    );
    cases
}

/// Keys of Apple's with values of another type.
fn wrong_types() -> Vec<Case> {
    [
        ("aps_of_a_list", r#"{"aps":[]}"#, ""),
        ("aps_of_null", r#"{"aps":null}"#, ""),
        ("aps_of_text", r#"{"aps":"alert"}"#, ""),
        ("alert_of_a_number", r#"{"aps":{"alert":7}}"#, ".alert"),
        ("alert_of_null", r#"{"aps":{"alert":null}}"#, ".alert"),
        ("alert_of_a_list", r#"{"aps":{"alert":["Hello"]}}"#, ".alert"),
        ("title_of_a_number", r#"{"aps":{"alert":{"title":7}}}"#, ".alert.title"),
        // Allowed in Live Activities alone.
        ("title_of_an_object", r#"{"aps":{"alert":{"title":{"loc-key":"a"}}}}"#, ".alert.title"),
        ("body_of_true", r#"{"aps":{"alert":{"body":true}}}"#, ".alert.body"),
        ("loc_args_of_text", r#"{"aps":{"alert":{"loc-args":"a"}}}"#, ".alert.loc-args"),
        ("loc_args_of_a_number", r#"{"aps":{"alert":{"loc-args":["a",1]}}}"#, ".alert.loc-args[1]"),
        ("badge_of_text", r#"{"aps":{"badge":"1"}}"#, ".badge"),
        ("badge_with_a_fraction", r#"{"aps":{"badge":1.5}}"#, ".badge"),
        ("badge_below_zero", r#"{"aps":{"badge":-1}}"#, ".badge"),
        ("badge_of_null", r#"{"aps":{"badge":null}}"#, ".badge"),
        ("badge_of_true", r#"{"aps":{"badge":true}}"#, ".badge"),
        ("sound_of_a_number", r#"{"aps":{"sound":1}}"#, ".sound"),
        ("sound_of_true", r#"{"aps":{"sound":true}}"#, ".sound"),
        ("critical_of_true", r#"{"aps":{"sound":{"critical":true}}}"#, ".sound.critical"),
        ("critical_of_two", r#"{"aps":{"sound":{"critical":2}}}"#, ".sound.critical"),
        ("sound_name_of_a_number", r#"{"aps":{"sound":{"name":1}}}"#, ".sound.name"),
        ("volume_above_one", r#"{"aps":{"sound":{"volume":1.1}}}"#, ".sound.volume"),
        ("volume_of_text", r#"{"aps":{"sound":{"volume":"1"}}}"#, ".sound.volume"),
        ("thread_id_of_a_number", r#"{"aps":{"thread-id":1}}"#, ".thread-id"),
        ("category_of_a_list", r#"{"aps":{"category":[]}}"#, ".category"),
        (
            "content_available_of_true",
            r#"{"aps":{"content-available":true}}"#,
            ".content-available",
        ),
        ("content_available_of_text", r#"{"aps":{"content-available":"1"}}"#, ".content-available"),
        ("content_available_of_two", r#"{"aps":{"content-available":2}}"#, ".content-available"),
        (
            "mutable_content_of_true",
            r#"{"aps":{"alert":"","mutable-content":true}}"#,
            ".mutable-content",
        ),
        (
            "target_content_id_of_a_number",
            r#"{"aps":{"target-content-id":1}}"#,
            ".target-content-id",
        ),
        (
            "interruption_level_of_a_number",
            r#"{"aps":{"interruption-level":1}}"#,
            ".interruption-level",
        ),
        (
            "interruption_level_of_another_word",
            r#"{"aps":{"interruption-level":"loud"}}"#,
            ".interruption-level",
        ),
        ("relevance_score_of_text", r#"{"aps":{"relevance-score":"0.5"}}"#, ".relevance-score"),
        ("relevance_score_above_one", r#"{"aps":{"relevance-score":2}}"#, ".relevance-score"),
        ("relevance_score_below_zero", r#"{"aps":{"relevance-score":-0.1}}"#, ".relevance-score"),
        ("filter_criteria_of_an_object", r#"{"aps":{"filter-criteria":{}}}"#, ".filter-criteria"),
        ("content_changed_of_one", r#"{"aps":{"content-changed":1}}"#, ".content-changed"),
        ("url_args_of_text", r#"{"aps":{"url-args":"a"}}"#, ".url-args"),
    ]
    .into_iter()
    .map(|(name, payload, path)| {
        own(format!("payload_with_{name}"), "alert", payload)
            .refused_about("invalid_payload", &format!("payload.aps{path}"))
    })
    .collect()
}

/// Keys that do not belong together, or not to the push type.
fn wrong_together() -> Vec<Case> {
    let mut cases = vec![
        own("payload_with_mutable_content_alone", "alert", r#"{"aps":{"mutable-content":1}}"#)
            .refused_about("invalid_notification", "payload.aps.mutable-content"),
    ];
    for (name, payload, subject) in [
        ("of_nothing", "{}", ".content-available"),
        ("without_the_flag", r#"{"aps":{},"sync":true}"#, ".content-available"),
        ("with_the_flag_off", r#"{"aps":{"content-available":0}}"#, ".content-available"),
        ("with_alert", r#"{"aps":{"content-available":1,"alert":"Hello"}}"#, ".alert"),
        ("with_badge", r#"{"aps":{"content-available":1,"badge":0}}"#, ".badge"),
        ("with_sound", r#"{"aps":{"content-available":1,"sound":""}}"#, ".sound"),
    ] {
        cases.push(
            own(format!("payload_in_background_{name}"), "background", payload)
                .refused_about("invalid_notification", &format!("payload.aps{subject}")),
        );
    }
    let and = |name: &str, parts: Value| {
        let mut notification =
            json!({"push_type": "alert", "topic": TOPIC, "payload": r#"{"aps":{"badge":1}}"#});
        let Value::Object(parts) = parts else { panic!("parts are an object") };
        for (key, value) in parts {
            notification[key] = value;
        }
        to_usual(Case::new(name).set("notification", notification))
            .refused_about("invalid_notification", "payload")
    };
    cases.extend([
        and("payload_and_alert", json!({"alert": "Hello"})),
        and("payload_and_badge", json!({"badge": 0})),
        and("payload_and_sound", json!({"sound": "default"})),
        and("payload_and_category", json!({"category": "ORDER"})),
        and("payload_and_relevance_score", json!({"relevance_score": 0})),
        and("payload_and_custom", json!({"custom": {"order": 42}})),
    ]);
    cases
}

/// What is not one JSON object.
fn wrong_json() -> Vec<Case> {
    let mut cases: Vec<Case> = [
        ("empty", ""),
        ("of_white_space", " \n"),
        ("of_a_list", r#"[{"aps":{}}]"#),
        ("of_text", r#""aps""#),
        ("of_null", "null"),
        ("of_a_number", "42"),
        ("cut", r#"{"aps":{"alert":"Hel"#),
        ("with_something_behind", r#"{"aps":{}} {}"#),
        ("with_a_comma_at_the_end", r#"{"aps":{},}"#),
        ("with_single_quotes", "{'aps':{}}"),
        ("with_a_comment", r#"{"aps":{}/* later */}"#),
        ("with_nan", r#"{"aps":{"relevance-score":NaN}}"#),
        ("with_a_number_too_large", r#"{"k":1e999}"#),
        ("with_a_leading_zero", r#"{"aps":{"badge":01}}"#),
        ("with_a_raw_line_feed_in_text", "{\"aps\":{\"alert\":\"a\nb\"}}"),
        ("with_half_a_surrogate_pair", r#"{"aps":{"alert":"\ud83d"}}"#),
        ("with_a_byte_order_mark", "\u{feff}{\"aps\":{}}"),
        ("with_a_zero_character_behind", "{\"aps\":{}}\0"),
    ]
    .into_iter()
    .map(|(name, payload)| {
        own(format!("payload_{name}"), "alert", payload).refused_about("invalid_json", "payload")
    })
    .collect();
    for (name, payload) in [
        ("aps_twice", r#"{"aps":{"badge":1},"aps":{"badge":2}}"#),
        ("a_key_of_its_own_twice", r#"{"aps":{},"k":1,"k":1}"#),
        ("a_key_twice_inside", r#"{"aps":{"alert":{"title":"a","title":"b"}}}"#),
        ("a_key_twice_by_escape", r#"{"aps":{"badge":1,"b\u0061dge":2}}"#),
    ] {
        cases.push(
            own(format!("payload_with_{name}"), "alert", payload)
                .refused_about("duplicate_key", "payload"),
        );
    }
    cases
}

/// Lengths and depths at their limits and one above.
fn sizes() -> Vec<Case> {
    let (head, tail) = (r#"{"aps":{"alert":""#, r#""}}"#);
    let room = MAX_BODY_BYTES - head.len() - tail.len();
    let full = format!("{head}{}{tail}", "x".repeat(room));
    // The object that is the payload, and 31 lists in it.
    let deep = format!(r#"{{"k":{}{}}}"#, "[".repeat(31), "]".repeat(31));
    let too_large = |case: Case| case.refused_about("payload_too_large", "payload");
    let too_deep = |case: Case| case.refused_about("too_deep", "payload");
    vec![
        sent(long("payload_of_4096_bytes", &[(head, 1), ("x", room), (tail, 1)]), &[], &full),
        too_large(long("payload_of_4097_bytes", &[(head, 1), ("x", room + 1), (tail, 1)])),
        too_large(long(
            "payload_of_4098_bytes_beyond_ascii",
            &[(head, 1), ("\u{e9}", room / 2 + 1), (tail, 1)],
        )),
        // White space counts too: it is sent.
        too_large(long("payload_of_4097_bytes_with_spaces", &[("{}", 1), (" ", 4095)])),
        too_large(long("payload_of_a_megabyte", &[(head, 1), ("x", 1 << 20), (tail, 1)])),
        too_large(long("payload_of_a_megabyte_of_brackets", &[("[", 1 << 20)])),
        sent(own("payload_as_deep_as_may_be", "alert", &deep), &[], &deep),
        too_deep(long(
            "payload_one_level_too_deep",
            &[(r#"{"k":"#, 1), ("[", 32), ("]", 32), ("}", 1)],
        )),
        too_deep(long("payload_of_4096_brackets", &[("[", 4096)])),
        too_deep(long("payload_of_objects_in_objects", &[(r#"{"k":"#, 800)])),
    ]
}
