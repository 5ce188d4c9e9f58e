//! Topic, priority, expiration, collapse id and id.

use serde_json::json;

use super::{HELLO, TOPIC, background, case_of, hello, sent, sent_silently, to_usual};
use crate::file::Case;

const SILENT: &str = r#"{"aps":{"content-available":1}}"#;

/// One of the ids that Apple's page shows.
const ID: &str = "eabeae54-14a8-11e5-b60b-1697f925ec7b";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = topics();
    cases.extend(push_types());
    cases.extend(priorities());
    cases.extend(expirations());
    cases.extend(collapse_ids());
    cases.extend(ids());
    cases
}

fn topics() -> Vec<Case> {
    let with = |name: &str, topic: &str| {
        let notification = json!({"push_type": "alert", "topic": topic, "alert": "Hello"});
        to_usual(Case::new(name).set("notification", notification))
    };
    let mut cases = Vec::new();
    for (name, topic) in [
        ("topic_of_a_pass", "pass.com.example.loyalty".to_owned()),
        ("topic_with_hyphen_and_capitals", "com.Example-Company.App".into()),
        ("topic_as_long_as_may_be", format!("com.{}", "a".repeat(251))),
    ] {
        cases.push(with(name, &topic).expect(json!({
            "method": "POST",
            "url": super::usual_url(),
            "headers": [
                ["apns-topic", topic],
                ["apns-push-type", "alert"],
                ["content-type", "application/json"],
            ],
            "body": HELLO,
        })));
    }
    for (name, topic) in [
        ("topic_empty", String::new()),
        ("topic_with_a_space_in_front", format!(" {TOPIC}")),
        ("topic_with_a_space_behind", format!("{TOPIC} ")),
        ("topic_with_a_space_inside", "com.example app".into()),
        ("topic_with_a_tab", format!("{TOPIC}\t")),
        ("topic_with_a_line_feed", format!("{TOPIC}\n")),
        ("topic_with_a_header_behind", format!("{TOPIC}\r\napns-priority: 10")),
        ("topic_with_a_zero_character", format!("{TOPIC}\0")),
        ("topic_with_a_delete_character", format!("{TOPIC}\u{7f}")),
        ("topic_with_an_accent", "com.exampl\u{e9}.app".into()),
        ("topic_too_long", format!("com.{}", "a".repeat(252))),
    ] {
        cases.push(with(name, &topic).refused_about("invalid_header_value", "apns-topic"));
    }
    cases
}

fn push_types() -> Vec<Case> {
    ["", "silent", "alert ", "alert\r\napns-priority: 10", "al\u{e9}rt"]
        .into_iter()
        .enumerate()
        .map(|(index, push_type)| {
            let case = case_of(
                format!("push_type_unknown_{}", index + 1),
                push_type,
                json!({"alert": "Hello"}),
            );
            to_usual(case).refused_about("invalid_header_value", "apns-push-type")
        })
        .collect()
}

fn priorities() -> Vec<Case> {
    let mut cases = vec![
        sent(hello("priority_unset", json!({})), &[], HELLO),
        sent_silently(background("priority_unset_in_background", json!({})), &[], SILENT),
        sent_silently(background("priority_5_in_background", json!({"priority": 5})), &[], SILENT),
    ];
    for priority in ["10", "5", "1"] {
        let number: i64 = priority.parse().expect("a number");
        cases.push(sent(
            hello(format!("priority_{priority}"), json!({"priority": number})),
            &[("apns-priority", priority)],
            HELLO,
        ));
    }
    for priority in [10, 1] {
        cases.push(
            background(format!("priority_{priority}_in_background"), json!({"priority": priority}))
                .refused_about("invalid_notification", "apns-priority"),
        );
    }
    // The last four are 5, 10 and 1 in what is left of them in 8, 16 or 32 bits.
    for priority in [0_i64, 2, 4, 6, 9, 11, 50, 100, 261, 266, 65_541, 4_294_967_297] {
        cases.push(
            hello(format!("priority_{priority}"), json!({"priority": priority}))
                .refused_about("invalid_header_value", "apns-priority"),
        );
    }
    cases
}

fn expirations() -> Vec<Case> {
    let mut cases = vec![
        sent_silently(
            background("expiration_0_in_background", json!({"expiration": 0})),
            &[("apns-expiration", "0")],
            SILENT,
        ),
        sent(
            hello("expiration_with_priority", json!({"expiration": 0, "priority": 5})),
            &[("apns-priority", "5"), ("apns-expiration", "0")],
            HELLO,
        ),
    ];
    // Nothing at all, which leaves it to APNs, is `priority_unset`.
    for expiration in ["0", "1", "1437265436", "2147483648", "4294967296"] {
        let number: i64 = expiration.parse().expect("a number");
        cases.push(sent(
            hello(format!("expiration_{expiration}"), json!({"expiration": number})),
            &[("apns-expiration", expiration)],
            HELLO,
        ));
    }
    for (name, expiration) in [
        ("expiration_before_1970", -1),
        ("expiration_in_milliseconds", 1_437_265_436_000),
        ("expiration_of_the_least_integer", i64::MIN),
        ("expiration_of_the_largest_integer", i64::MAX),
    ] {
        cases.push(
            hello(name, json!({"expiration": expiration}))
                .refused_about("invalid_time", "apns-expiration"),
        );
    }
    cases
}

fn collapse_ids() -> Vec<Case> {
    let with = |name: &str, id: &str| hello(name, json!({"collapse_id": id}));
    let mut cases = Vec::new();
    for (name, id) in [
        ("collapse_id", "order-42".to_owned()),
        ("collapse_id_of_one_character", "1".into()),
        ("collapse_id_with_spaces_inside", "order  number 42".into()),
        ("collapse_id_of_signs", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".into()),
        ("collapse_id_as_long_as_may_be", "x".repeat(64)),
    ] {
        cases.push(sent(with(name, &id), &[("apns-collapse-id", &id)], HELLO));
    }
    for (name, id) in [
        ("collapse_id_empty", String::new()),
        ("collapse_id_one_byte_too_long", "x".repeat(65)),
        // 33 characters: bytes are what counts.
        ("collapse_id_of_66_bytes_in_33_characters", "\u{e9}".repeat(33)),
        ("collapse_id_with_an_accent", "caf\u{e9}".into()),
        ("collapse_id_with_a_space_in_front", " order-42".into()),
        ("collapse_id_with_a_space_behind", "order-42 ".into()),
        ("collapse_id_of_a_space", " ".into()),
        ("collapse_id_with_a_tab", "order\t42".into()),
        ("collapse_id_with_a_line_feed", "order-42\n".into()),
        ("collapse_id_with_a_header_behind", "x\r\napns-priority: 10".into()),
        ("collapse_id_with_a_zero_character", "order\u{0}42".into()),
        ("collapse_id_with_a_delete_character", "order\u{7f}42".into()),
    ] {
        cases.push(with(name, &id).refused_about("invalid_header_value", "apns-collapse-id"));
    }
    cases
}

fn ids() -> Vec<Case> {
    let with = |name: &str, id: &str| hello(name, json!({"apns_id": id}));
    let mut cases = Vec::new();
    for (name, id) in [
        ("apns_id", ID),
        ("apns_id_in_upper_case", "EABEAE54-14A8-11E5-B60B-1697F925EC7B"),
        ("apns_id_of_zeros", "00000000-0000-0000-0000-000000000000"),
        // No version of UUID that is defined: those that APNs makes have none either.
        ("apns_id_of_no_version", "f1f2f3f4-f5f6-f7f8-0102-030405060708"),
    ] {
        cases.push(sent(with(name, id), &[("apns-id", &id.to_lowercase())], HELLO));
    }
    for (name, id) in [
        ("apns_id_empty", ""),
        ("apns_id_of_a_word", "order-42"),
        ("apns_id_without_hyphens", "eabeae5414a811e5b60b1697f925ec7b"),
        ("apns_id_in_braces", "{eabeae54-14a8-11e5-b60b-1697f925ec7b}"),
        ("apns_id_as_a_name", "urn:uuid:eabeae54-14a8-11e5-b60b-1697f925ec7b"),
        ("apns_id_one_digit_short", "eabeae54-14a8-11e5-b60b-1697f925ec7"),
        ("apns_id_one_digit_long", "eabeae54-14a8-11e5-b60b-1697f925ec7b0"),
        ("apns_id_in_other_groups", "eabeae541-4a8-11e5-b60b-1697f925ec7b"),
        ("apns_id_with_another_letter", "gabeae54-14a8-11e5-b60b-1697f925ec7b"),
        ("apns_id_with_a_full_width_digit", "eabeae54-14a8-11e5-b60b-1697f925ec\u{ff17}"),
        ("apns_id_with_a_space_in_front", " eabeae54-14a8-11e5-b60b-1697f925ec7b"),
        ("apns_id_with_a_space_behind", "eabeae54-14a8-11e5-b60b-1697f925ec7b "),
        ("apns_id_with_a_line_feed", "eabeae54-14a8-11e5-b60b-1697f925ec7b\n"),
        ("apns_id_with_a_header_behind", "eabeae54-14a8-11e5-b60b-1697f925ec7b\r\napns-topic: x"),
    ] {
        cases.push(with(name, id).refused_about("invalid_header_value", "apns-id"));
    }
    cases
}
