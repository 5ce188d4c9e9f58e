//! `goaway.json`: what APNs says when it ends a connection, and what to do then; and
//! `backoff.json`: how long to wait between attempts.

use serde_json::{Value, json};

use crate::file::{Case, VectorFile};

/// What APNs sends as plain text when too many streams were open, seen on the wire.
const TOO_MANY_STREAMS: &str = "Maximum active streams violated for this endpoint.";

/// How much of the debug data is looked at, in bytes.
const MAX_DEBUG_BYTES: usize = 16_384;

struct Verdict(&'static str, &'static str, Option<u32>);

/// At once on another connection.
const RECONNECT: Verdict = Verdict("retry", "connection", Some(0));
const STOP: Verdict = Verdict("stop_credential", "credential", None);

pub(super) fn file() -> VectorFile {
    let mut cases = reasons();
    cases.extend(debug_data());
    cases.extend(numbers());
    VectorFile::new(
        "goaway.json",
        "goaway",
        "GOAWAY frames of APNs: error code, id of the last stream, debug data, and what to do. \
         No frame is an error: debug data may be absent, empty, plain text, no text or huge. A \
         reason about the key or certificate stops it, as another connection would end in the \
         same way; after anything else requests can go on a new connection at once. Of a stream \
         id the reserved bit is dropped. text is the debug data for a log, at most their first \
         16384 bytes, with U+FFFD for what is not UTF-8.",
        cases,
    )
    .never_refuses()
}

fn case(name: impl Into<String>, error_code: u32, last_stream_id: u32) -> Case {
    Case::new(name).set("error_code", error_code).set("last_stream_id", last_stream_id)
}

fn gives(
    case: Case,
    last_stream_id: u32,
    reason: Option<(&str, bool)>,
    text: Option<&str>,
    verdict: &Verdict,
) -> Case {
    let mut expect = json!({"last_stream_id": last_stream_id});
    if let Some((reason, _)) = reason {
        expect["reason"] = reason.into();
    }
    expect["known_reason"] = reason.is_some_and(|(_, known)| known).into();
    if let Some(text) = text {
        expect["text"] = text.into();
    }
    let Verdict(action, scope, wait) = verdict;
    let mut what = json!({"action": action, "scope": scope});
    if let Some(seconds) = wait {
        what["retry_after_s"] = (*seconds).into();
    }
    what["new_connection"] = true.into();
    expect["verdict"] = what;
    case.expect(expect)
}

/// With a reason as JSON.
fn because(name: &str, error_code: u32, last: u32, reason: &str, verdict: &Verdict) -> Case {
    let text = json!({"reason": reason}).to_string();
    let case = case(name, error_code, last).set("debug_text", text.clone());
    gives(case, last, Some((reason, true)), Some(&text), verdict)
}

fn reasons() -> Vec<Case> {
    let mut cases = vec![
        // Both were seen on the wire as they stand here.
        because("certificate_of_the_other_environment", 0, 0, "BadCertificateEnvironment", &STOP),
        because("shutdown", 0, 1, "Shutdown", &RECONNECT),
    ];
    for (name, reason) in [
        ("certificate", "BadCertificate"),
        ("forbidden", "Forbidden"),
        ("provider_token", "InvalidProviderToken"),
        ("environment_of_the_key", "BadEnvironmentKeyIdInToken"),
        ("environment_of_the_key_as_the_wire_spells_it", "BadEnvironmentKeyInToken"),
    ] {
        cases.push(because(name, 0, 3, reason, &STOP));
    }
    let refresh = Verdict("refresh_token", "credential", Some(0));
    cases.push(because("expired_provider_token", 0, 3, "ExpiredProviderToken", &refresh));
    let repair = Verdict("repair", "credential", None);
    cases.push(because("missing_provider_token", 0, 3, "MissingProviderToken", &repair));
    for (name, reason) in [
        ("idle_timeout", "IdleTimeout"),
        ("many_bad_device_tokens", "BadDeviceToken"),
        ("second_provider_token_too_soon", "TooManyProviderTokenUpdates"),
        ("unrelated_key", "UnrelatedKeyIdInToken"),
        ("unavailable", "ServiceUnavailable"),
        ("server_error", "InternalServerError"),
        ("gone_device", "Unregistered"),
        ("disallowed_topic", "TopicDisallowed"),
    ] {
        cases.push(because(name, 0, 3, reason, &RECONNECT));
    }
    let text = r#"{"reason":"BadMoonPhase"}"#;
    cases.push(gives(
        case("trap_13_unknown_reason", 0, 3).set("debug_text", text),
        3,
        Some(("BadMoonPhase", false)),
        Some(text),
        &RECONNECT,
    ));
    // Recognised, with its space kept.
    let text = r#"{"reason":"Bad Certificate"}"#;
    cases.push(gives(
        case("reason_with_a_space", 0, 3).set("debug_text", text),
        3,
        Some(("BadCertificate", true)),
        Some(text),
        &STOP,
    ));
    let text = r#"{"reason":"Shutdown","timestamp":1454948015990,"more":[1]}"#;
    cases.push(gives(
        case("reason_and_more", 0, 3).set("debug_text", text),
        3,
        Some(("Shutdown", true)),
        Some(text),
        &RECONNECT,
    ));
    cases
}

fn debug_data() -> Vec<Case> {
    let mut cases = vec![
        gives(case("trap_12_no_debug_data", 0, 5), 5, None, None, &RECONNECT),
        gives(
            case("trap_12_empty_debug_data", 0, 5).set("debug_text", ""),
            5,
            None,
            None,
            &RECONNECT,
        ),
        gives(
            case("too_many_streams", 7, 1).set("debug_text", TOO_MANY_STREAMS),
            1,
            None,
            Some(TOO_MANY_STREAMS),
            &RECONNECT,
        ),
        gives(
            case("no_utf8", 2, 1).set("debug_b64", "/2Fi/g=="),
            1,
            None,
            Some("\u{fffd}ab\u{fffd}"),
            &RECONNECT,
        ),
    ];
    for (name, text) in [
        ("reason_as_plain_text", "BadCertificate"),
        ("html", "<html>"),
        ("json_of_another_kind", r#"["Shutdown"]"#),
        ("json_cut_off", r#"{"reason":"Shut"#),
        ("reason_that_is_a_number", r#"{"reason":7}"#),
        ("reason_that_is_null", r#"{"reason":null}"#),
        ("reason_that_is_empty", r#"{"reason":" "}"#),
        ("reason_given_twice", r#"{"reason":"Shutdown","reason":"Forbidden"}"#),
        ("line_ends_and_nul", "a\r\nb\0"),
        ("one_space", " "),
    ] {
        cases.push(gives(
            case(name, 0, 1).set("debug_text", text),
            1,
            None,
            Some(text),
            &RECONNECT,
        ));
    }
    let padded = |bytes: usize| {
        let (before, after) = (r#"{"reason":"Forbidden","x":""#, r#""}"#);
        [before, &"a".repeat(bytes - before.len() - after.len()), after].concat()
    };
    let longest = padded(MAX_DEBUG_BYTES);
    cases.push(gives(
        case("debug_data_of_the_maximum", 0, 1).set_text("debug_text", &longest),
        1,
        Some(("Forbidden", true)),
        Some(&longest),
        &STOP,
    ));
    let longer = padded(MAX_DEBUG_BYTES + 1);
    cases.push(gives(
        case("debug_data_above_the_maximum", 0, 1).set_text("debug_text", &longer),
        1,
        None,
        Some(&longer[..MAX_DEBUG_BYTES]),
        &RECONNECT,
    ));
    cases
}

fn numbers() -> Vec<Case> {
    let plain = |name: &str, code: u32, given: u32, last: u32| {
        gives(case(name, code, given), last, None, None, &RECONNECT)
    };
    vec![
        plain("nothing_processed", 0, 0, 0),
        plain("last_stream_of_all", 0, 0x7fff_ffff, 0x7fff_ffff),
        plain("reserved_bit", 0, 0x8000_0005, 5),
        plain("all_bits", 0, 0xffff_ffff, 0x7fff_ffff),
        plain("calm_asked_for", 11, 5, 5),
        plain("unknown_error_code", 0xffff_ffff, 5, 5),
    ]
}

pub(super) fn backoff_file() -> VectorFile {
    let mut cases = Vec::new();
    let mut add = |name: &str, first: u64, max: u64, attempt: u32, jitter: u32, delay: u64| {
        let inputs: [(&str, Value); 4] = [
            ("first_ms", first.into()),
            ("max_ms", max.into()),
            ("attempt", attempt.into()),
            ("jitter_permille", jitter.into()),
        ];
        let case =
            inputs.into_iter().fold(Case::new(name), |case, (key, value)| case.set(key, value));
        cases.push(case.expect(json!({"delay_ms": delay})));
    };
    for (name, attempt, delay) in [
        ("before_any_attempt", 0, 0),
        ("after_one_attempt", 1, 1000),
        ("after_two_attempts", 2, 2000),
        ("after_three_attempts", 3, 4000),
        ("after_ten_attempts", 10, 512_000),
        ("after_eleven_attempts", 11, 900_000),
        ("after_33_attempts", 33, 900_000),
        ("after_65_attempts", 65, 900_000),
        ("after_more_attempts_than_numbers", u32::MAX, 900_000),
    ] {
        add(name, 1000, 900_000, attempt, 0, delay);
    }
    for (name, jitter, delay) in [
        ("with_the_least_jitter", 1, 7996),
        ("with_half_the_jitter", 500, 6000),
        ("with_all_the_jitter", 1000, 4000),
        ("with_more_than_all_the_jitter", 1001, 4000),
        ("with_any_jitter", u32::MAX, 4000),
    ] {
        add(name, 1000, 900_000, 4, jitter, delay);
    }
    add("with_jitter_of_the_limit", 1000, 900_000, 20, 1000, 450_000);
    add("without_a_first_wait", 0, 900_000, 20, 1000, 0);
    add("with_a_limit_below_the_first_wait", 1000, 10, 1, 0, 10);
    add("without_any_wait", 0, 0, 5, 500, 0);
    add("of_a_year", 31_536_000_000, 31_536_000_000, 3, 0, 31_536_000_000);
    VectorFile::new(
        "backoff.json",
        "backoff",
        "How long to wait after so many attempts: first_ms, doubled each time, at most max_ms; \
         jitter_permille, drawn by the caller, only shortens it, to half at most. Rounded down \
         to milliseconds.",
        cases,
    )
    .never_refuses()
}
