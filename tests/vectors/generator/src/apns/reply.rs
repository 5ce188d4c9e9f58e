//! `reply.json`: what APNs answers, and what to do about it.

mod reasons;

use serde_json::{Map, Value, json};

use crate::file::{Case, VectorFile};

/// An id as APNs makes it: in upper case, of no version of UUID that is defined.
const ID: &str = "EABEAE54-14A8-F1E5-060B-1697F925EC7B";

/// 2016-02-08T16:13:35.990Z
const GIVEN_UP_AT: i64 = 1_454_948_015_990;

/// Apple's figure after an error of the server, in seconds.
const SERVER_ERROR: u32 = 900;

/// What a reply says, beside the verdict.
#[derive(Default)]
struct Says {
    reason: Option<&'static str>,
    unknown: bool,
    timestamp_ms: Option<i64>,
    retry_after_s: Option<u32>,
    id: Option<&'static str>,
    unique_id: Option<&'static str>,
    request_id: Option<&'static str>,
    channel_id: Option<&'static str>,
}

/// What to do.
#[derive(Clone, Copy)]
struct Verdict {
    action: &'static str,
    scope: &'static str,
    retry_after_s: Option<u32>,
    new_connection: bool,
}

const fn verdict(action: &'static str, scope: &'static str) -> Verdict {
    Verdict { action, scope, retry_after_s: None, new_connection: false }
}

impl Verdict {
    const fn after(self, seconds: u32) -> Self {
        Self { retry_after_s: Some(seconds), ..self }
    }

    const fn on_a_new_connection(self) -> Self {
        Self { new_connection: true, ..self }
    }
}

const DELIVERED: Verdict = verdict("delivered", "request");
const DROP: Verdict = verdict("drop_device", "device");
const KEEP: Verdict = verdict("keep_device", "device");
const LATER: Verdict = verdict("retry", "connection").after(SERVER_ERROR);
const REPAIR: Verdict = verdict("repair", "request");
const STOP: Verdict = verdict("stop_credential", "credential");
const THROTTLED: Verdict = verdict("retry", "device").after(1);

pub(super) fn file() -> VectorFile {
    let mut cases = accepted();
    cases.extend(reasons::cases());
    cases.extend(spellings());
    cases.extend(statuses());
    cases.extend(bodies());
    cases.extend(timestamps());
    cases.extend(registrations());
    cases.extend(headers());
    cases.extend(waits());
    cases.extend(broadcasts());
    VectorFile::new(
        "reply.json",
        "reply",
        "Replies of APNs, or of whatever stood in its place, with what they say and what to do \
         about them. No reply is an error: bodies may be empty, no JSON or of another shape, \
         reasons unknown, ids missing. registered_at_ms is when the app last registered the \
         device token, sent_at_ms when the request was sent.",
        cases,
    )
    .never_refuses()
}

fn case(name: impl Into<String>, status: u16, headers: &[(&str, &str)], body: &str) -> Case {
    let headers: Vec<Value> = headers.iter().map(|(name, value)| json!([name, value])).collect();
    Case::new(name).set("status", status).set("headers", headers).set_text("body", body)
}

fn gives(case: Case, says: &Says, verdict: Verdict) -> Case {
    let mut expect = Map::new();
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            expect.insert(key.into(), value);
        }
    };
    set("apns_id", says.id.map(Value::from));
    set("apns_unique_id", says.unique_id.map(Value::from));
    set("apns_request_id", says.request_id.map(Value::from));
    set("apns_channel_id", says.channel_id.map(Value::from));
    set("reason", says.reason.map(Value::from));
    set("known_reason", Some(Value::from(says.reason.is_some() && !says.unknown)));
    set("timestamp_ms", says.timestamp_ms.map(Value::from));
    set("retry_after_s", says.retry_after_s.map(Value::from));
    let mut what = json!({"action": verdict.action, "scope": verdict.scope});
    if let Some(seconds) = verdict.retry_after_s {
        what["retry_after_s"] = seconds.into();
    }
    what["new_connection"] = verdict.new_connection.into();
    set("verdict", Some(what));
    case.expect(Value::Object(expect))
}

/// Says nothing but what its status says.
fn mute(name: impl Into<String>, status: u16, body: &str, verdict: Verdict) -> Case {
    gives(case(name, status, &[], body), &Says::default(), verdict)
}

fn accepted() -> Vec<Case> {
    let unique = "4D9B2F5E-7C31-0A86-E1D4-52F0B9C83A67";
    let lower = "eabeae54-14a8-11e5-b60b-1697f925ec7b";
    vec![
        gives(
            case("accepted", 200, &[("apns-id", ID)], ""),
            &Says { id: Some(ID), ..Says::default() },
            DELIVERED,
        ),
        gives(
            case("accepted_with_the_senders_id", 200, &[("apns-id", lower)], ""),
            &Says { id: Some(lower), ..Says::default() },
            DELIVERED,
        ),
        gives(
            case("accepted_in_sandbox", 200, &[("apns-id", ID), ("apns-unique-id", unique)], ""),
            &Says { id: Some(ID), unique_id: Some(unique), ..Says::default() },
            DELIVERED,
        ),
        mute("accepted_without_id", 200, "", DELIVERED),
        mute("channel_created", 201, "", DELIVERED),
        mute("channel_deleted", 204, "", DELIVERED),
        // The status decides.
        gives(
            case("accepted_with_a_reason", 200, &[], r#"{"reason":"Unregistered"}"#),
            &Says { reason: Some("Unregistered"), ..Says::default() },
            DELIVERED,
        ),
    ]
}

/// How reasons are written.
fn spellings() -> Vec<Case> {
    let known = |name: &str, status: u16, text: &'static str, verdict| {
        let body = json!({"reason": text}).to_string();
        let says = Says { reason: Some(text), ..Says::default() };
        gives(case(name, status, &[], &body), &says, verdict)
    };
    let unknown = |name: &str, status: u16, text: &'static str, verdict| {
        let body = json!({"reason": text}).to_string();
        let says = Says { reason: Some(text), unknown: true, ..Says::default() };
        gives(case(name, status, &[], &body), &says, verdict)
    };
    vec![
        // One of Apple's tables prints it so.
        known("reason_with_a_space_inside", 503, "Service Unavailable", LATER),
        known("reason_with_spaces_around", 410, " Unregistered ", DROP),
        known("reason_with_a_line_end_behind", 400, "BadTopic\r\n", verdict("repair", "topic")),
        unknown("reason_in_lower_case", 410, "unregistered", DROP),
        unknown("reason_in_upper_case", 400, "BADTOPIC", REPAIR),
        unknown("reason_with_more_behind", 400, "BadTopicName", REPAIR),
        unknown("reason_unknown_with_400", 400, "BadMoonPhase", REPAIR),
        unknown("reason_unknown_with_403", 403, "BadMoonPhase", STOP),
        unknown("reason_unknown_with_404", 404, "BadMoonPhase", REPAIR),
        unknown("reason_unknown_with_405", 405, "BadMoonPhase", REPAIR),
        unknown("reason_unknown_with_410", 410, "BadMoonPhase", DROP),
        unknown("reason_unknown_with_413", 413, "BadMoonPhase", REPAIR),
        unknown("reason_unknown_with_429", 429, "BadMoonPhase", THROTTLED),
        unknown("reason_unknown_with_500", 500, "BadMoonPhase", LATER),
        unknown("reason_unknown_with_503", 503, "BadMoonPhase", LATER),
        unknown("reason_beyond_ascii", 400, "\u{6ee1}\u{6708} \u{1f315}", REPAIR),
        unknown("reason_of_markup", 400, "<script>\"alert\"</script>", REPAIR),
    ]
}

/// Statuses without a word of explanation.
fn statuses() -> Vec<Case> {
    [
        (400, REPAIR),
        (401, REPAIR),
        (403, STOP),
        (404, REPAIR),
        (405, REPAIR),
        (407, REPAIR),
        (410, DROP),
        (413, REPAIR),
        (418, REPAIR),
        (429, THROTTLED),
        (500, LATER),
        (502, LATER),
        (503, LATER),
        (504, LATER),
        (520, LATER),
        (599, LATER),
    ]
    .into_iter()
    .map(|(status, verdict)| mute(format!("status_{status}"), status, "", verdict))
    .collect()
}

/// Bodies of every other kind: the status alone classifies.
fn bodies() -> Vec<Case> {
    let html = "<html><head><title>502 Bad Gateway</title></head></html>";
    let long = format!("<html>{}</html>", "<p>Bad Gateway</p>\n".repeat(10_000));
    let padding = "x".repeat(100_000);
    let from_a_proxy = [("content-type", "text/html"), ("server", "nginx")];
    let mut cases = vec![
        gives(case("body_of_html", 502, &from_a_proxy, html), &Says::default(), LATER),
        gives(case("body_of_html_with_400", 400, &from_a_proxy, html), &Says::default(), REPAIR),
        gives(case("body_of_much_html", 503, &[], &long), &Says::default(), LATER),
        mute("body_of_brackets", 500, &"[".repeat(100_000), LATER),
        mute(
            "body_with_a_reason_and_too_much_else",
            410,
            &format!(r#"{{"reason":"Unregistered","note":"{padding}"}}"#),
            DROP,
        ),
        gives(
            Case::new("body_of_other_bytes")
                .set("status", 400)
                .set("headers", json!([]))
                .set("body_b64", "//79AAECA4CB"),
            &Says::default(),
            REPAIR,
        ),
        gives(
            case(
                "body_with_other_keys",
                400,
                &[],
                r#"{"error":"x","reason":"BadTopic","more":{"a":[1,null]}}"#,
            ),
            &Says { reason: Some("BadTopic"), ..Says::default() },
            verdict("repair", "topic"),
        ),
        gives(
            case("body_with_space_around", 400, &[], "\r\n { \"reason\" : \"BadTopic\" } \n"),
            &Says { reason: Some("BadTopic"), ..Says::default() },
            verdict("repair", "topic"),
        ),
    ];
    for (name, body) in [
        ("body_of_space", " \n"),
        ("body_of_text", "Bad Request"),
        ("body_of_null", "null"),
        ("body_of_a_list", r#"["BadTopic"]"#),
        ("body_of_a_text_in_json", r#""BadTopic""#),
        ("body_of_an_empty_object", "{}"),
        ("body_cut", r#"{"reason":"BadTo"#),
        ("body_with_something_behind", r#"{"reason":"BadTopic"}x"#),
        ("body_with_two_reasons", r#"{"reason":"BadTopic","reason":"Forbidden"}"#),
        ("body_with_half_a_surrogate_pair", r#"{"reason":"\ud83d"}"#),
        ("body_with_a_byte_order_mark", "\u{feff}{\"reason\":\"BadTopic\"}"),
        ("reason_of_null", r#"{"reason":null}"#),
        ("reason_of_a_number", r#"{"reason":400}"#),
        ("reason_of_a_list", r#"{"reason":["BadTopic"]}"#),
        ("reason_of_an_object", r#"{"reason":{"code":"BadTopic"}}"#),
        ("reason_empty", r#"{"reason":""}"#),
        ("reason_of_spaces", r#"{"reason":"  "}"#),
        ("reason_under_another_key", r#"{"Reason":"BadTopic"}"#),
    ] {
        cases.push(mute(name, 400, body, REPAIR));
    }
    cases
}

fn unregistered(name: impl Into<String>, timestamp: Option<&str>) -> Case {
    let timestamp = timestamp.map(|text| format!(r#","timestamp":{text}"#)).unwrap_or_default();
    case(name, 410, &[("apns-id", ID)], &format!(r#"{{"reason":"Unregistered"{timestamp}}}"#))
}

fn says_unregistered(timestamp_ms: Option<i64>) -> Says {
    Says { id: Some(ID), reason: Some("Unregistered"), timestamp_ms, ..Says::default() }
}

/// How the timestamp of a 410 is written.
fn timestamps() -> Vec<Case> {
    let mut cases = Vec::new();
    for (name, text, ms) in [
        ("timestamp", "1454948015990", GIVEN_UP_AT),
        ("timestamp_with_a_fraction", "1454948015990.0", GIVEN_UP_AT),
        ("timestamp_with_an_exponent", "1.45494801599e12", GIVEN_UP_AT),
        ("timestamp_of_text", r#""1454948015990""#, GIVEN_UP_AT),
        ("timestamp_of_text_with_a_fraction", r#""1454948015990.0""#, GIVEN_UP_AT),
        ("timestamp_of_zero", "0", 0),
    ] {
        cases.push(gives(unregistered(name, Some(text)), &says_unregistered(Some(ms)), DROP));
    }
    for (name, text) in [
        ("timestamp_of_null", "null"),
        ("timestamp_of_true", "true"),
        ("timestamp_of_a_list", "[1454948015990]"),
        ("timestamp_of_an_object", "{}"),
        ("timestamp_of_empty_text", r#""""#),
        ("timestamp_of_a_word", r#""yesterday""#),
        ("timestamp_of_a_date", r#""2016-02-08T16:13:35.990Z""#),
        ("timestamp_of_nan", r#""NaN""#),
        ("timestamp_of_infinity", r#""Infinity""#),
        ("timestamp_before_1970", "-1"),
        ("timestamp_far_ahead", "1e300"),
        ("timestamp_of_the_largest_integer", "9223372036854775807"),
        ("timestamp_above_the_largest_integer", "18446744073709551616"),
    ] {
        cases.push(gives(unregistered(name, Some(text)), &says_unregistered(None), DROP));
    }
    cases.push(gives(unregistered("timestamp_missing", None), &says_unregistered(None), DROP));
    cases
}

/// The rule for a token that the app registered again.
fn registrations() -> Vec<Case> {
    let dated = |name: &str| unregistered(name, Some("1454948015990"));
    let says_dated = says_unregistered(Some(GIVEN_UP_AT));
    let undated = |name: &str| unregistered(name, None);
    let says_undated = says_unregistered(None);
    let mut cases = Vec::new();
    for (name, offset, verdict) in [
        ("registered_a_millisecond_before", -1, DROP),
        ("registered_in_the_same_millisecond", 0, KEEP),
        ("registered_a_millisecond_after", 1, KEEP),
        // The same second, and 990 milliseconds before: rounding would keep the token.
        ("registered_as_the_second_began", -990, DROP),
        ("registered_as_the_next_second_began", 10, KEEP),
        ("registered_a_day_before", -86_400_000, DROP),
        ("registered_a_day_after", 86_400_000, KEEP),
    ] {
        cases.push(gives(
            dated(name).set("registered_at_ms", GIVEN_UP_AT + offset),
            &says_dated,
            verdict,
        ));
    }
    // A time of registration in seconds lies in January 1970, before every timestamp.
    cases.push(gives(
        dated("registered_in_seconds_by_mistake").set("registered_at_ms", GIVEN_UP_AT / 1000),
        &says_dated,
        DROP,
    ));
    // With a timestamp, the time of sending is of no interest.
    for (name, sent_at, registered_at, verdict) in [
        ("registered_before_and_sent_before", -5000, -1, DROP),
        ("registered_after_and_sent_after", 5000, 1, KEEP),
    ] {
        cases.push(gives(
            dated(name)
                .set("registered_at_ms", GIVEN_UP_AT + registered_at)
                .set("sent_at_ms", GIVEN_UP_AT + sent_at),
            &says_dated,
            verdict,
        ));
    }
    for (name, registered_at, verdict) in [
        ("undated_registered_before_sending", -1, DROP),
        ("undated_registered_while_sending", 0, KEEP),
        ("undated_registered_after_sending", 1, KEEP),
    ] {
        cases.push(gives(
            undated(name)
                .set("registered_at_ms", GIVEN_UP_AT + registered_at)
                .set("sent_at_ms", GIVEN_UP_AT),
            &says_undated,
            verdict,
        ));
    }
    cases.push(gives(
        undated("undated_registered_and_nothing_else").set("registered_at_ms", GIVEN_UP_AT),
        &says_undated,
        DROP,
    ));
    cases.push(gives(
        undated("undated_sent_and_nothing_else").set("sent_at_ms", GIVEN_UP_AT),
        &says_undated,
        DROP,
    ));
    let expired = r#"{"reason":"ExpiredToken","timestamp":1454948015990}"#;
    let says_expired =
        Says { reason: Some("ExpiredToken"), timestamp_ms: Some(GIVEN_UP_AT), ..Says::default() };
    for (name, offset, verdict) in [
        ("expired_and_registered_before", -1, DROP),
        ("expired_and_registered_in_the_same_millisecond", 0, KEEP),
    ] {
        cases.push(gives(
            case(name, 410, &[], expired).set("registered_at_ms", GIVEN_UP_AT + offset),
            &says_expired,
            verdict,
        ));
    }
    // What is not about the device is not changed by its registration.
    cases.push(gives(
        case("registered_after_but_bad_topic", 400, &[], r#"{"reason":"BadTopic"}"#)
            .set("registered_at_ms", GIVEN_UP_AT),
        &Says { reason: Some("BadTopic"), ..Says::default() },
        verdict("repair", "topic"),
    ));
    cases.push(gives(
        case("registered_after_but_of_another_topic", 400, &[], {
            r#"{"reason":"DeviceTokenNotForTopic"}"#
        })
        .set("registered_at_ms", GIVEN_UP_AT),
        &Says { reason: Some("DeviceTokenNotForTopic"), ..Says::default() },
        verdict("repair_pairing", "device"),
    ));
    cases
}

fn headers() -> Vec<Case> {
    let id = |name: &str, headers: &[(&str, &str)], id| {
        gives(case(name, 200, headers, ""), &Says { id, ..Says::default() }, DELIVERED)
    };
    vec![
        id("header_name_in_capitals", &[("APNS-ID", ID)], Some(ID)),
        id("header_name_in_title_case", &[("Apns-Id", ID)], Some(ID)),
        id("headers_of_others", &[("date", "x"), ("via", "1.1 proxy"), ("apns-id", ID)], Some(ID)),
        id("header_name_with_more_behind", &[("apns-id-2", ID)], None),
    ]
}

/// The wait that the server asks for.
fn waits() -> Vec<Case> {
    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    let two_minutes_on = "Sun, 06 Nov 1994 08:51:37 GMT";
    let says = |reason, retry_after_s| Says { reason, retry_after_s, ..Says::default() };
    let throttled = r#"{"reason":"TooManyRequests"}"#;
    let later = |seconds| Verdict { retry_after_s: Some(seconds), ..LATER };
    let mut cases = vec![
        gives(
            case("wait_of_a_minute", 503, &[("retry-after", "60")], ""),
            &says(None, Some(60)),
            later(60),
        ),
        gives(
            case("wait_of_nothing", 503, &[("retry-after", "0")], ""),
            &says(None, Some(0)),
            later(0),
        ),
        gives(
            case("wait_under_a_name_in_capitals", 503, &[("Retry-After", "60")], ""),
            &says(None, Some(60)),
            later(60),
        ),
        gives(
            case("wait_of_the_throttled", 429, &[("retry-after", "30")], throttled),
            &says(Some("TooManyRequests"), Some(30)),
            THROTTLED.after(30),
        ),
        gives(
            case("wait_until_a_date", 503, &[("date", date), ("retry-after", two_minutes_on)], ""),
            &says(None, Some(120)),
            later(120),
        ),
        // What is not to be sent again is not to be sent later either.
        gives(
            case(
                "wait_that_changes_nothing",
                413,
                &[("retry-after", "60")],
                r#"{"reason":"PayloadTooLarge"}"#,
            ),
            &says(Some("PayloadTooLarge"), Some(60)),
            REPAIR,
        ),
    ];
    for (name, value) in [
        ("wait_of_a_word", "soon"),
        ("wait_below_nothing", "-1"),
        ("wait_with_a_fraction", "1.5"),
        ("wait_with_a_unit", "60s"),
        ("wait_longer_than_numbers", "99999999999999999999"),
        ("wait_until_a_date_that_is_none", "Sun, 31 Nov 1994 08:49:37 GMT"),
    ] {
        let headers = [("date", date), ("retry-after", value)];
        cases.push(gives(case(name, 503, &headers, ""), &says(None, None), LATER));
    }
    cases
}

/// What answers to broadcasts and calls about channels carry, and what clients trip over.
fn broadcasts() -> Vec<Case> {
    const CHANNEL: &str = "dHN0LXNyY2gtY2hubA==";
    let channel = ("apns-channel-id", CHANNEL);
    let request = ("apns-request-id", ID);
    let unknown = r#"{"reason":"BadMoonPhase"}"#;
    let gone = r#"{"reason":"Unregistered","timestamp":1454948015990}"#;
    let says = Says::default;
    vec![
        gives(
            case("broadcast_accepted", 200, &[request], ""),
            &Says { request_id: Some(ID), ..says() },
            DELIVERED,
        ),
        gives(
            case("trap_18_channel_created", 201, &[request, channel], ""),
            &Says { request_id: Some(ID), channel_id: Some(CHANNEL), ..says() },
            DELIVERED,
        ),
        gives(
            case("trap_18_channel_deleted", 204, &[request], ""),
            &Says { request_id: Some(ID), ..says() },
            DELIVERED,
        ),
        gives(
            case(
                "channel_created_under_names_in_capitals",
                201,
                &[("APNS-REQUEST-ID", ID), ("APNS-CHANNEL-ID", CHANNEL)],
                "",
            ),
            &Says { request_id: Some(ID), channel_id: Some(CHANNEL), ..says() },
            DELIVERED,
        ),
        gives(
            case("broadcast_to_no_channel", 400, &[request], {
                r#"{"reason":"ChannelNotRegistered"}"#
            }),
            &Says { request_id: Some(ID), reason: Some("ChannelNotRegistered"), ..says() },
            verdict("drop_channel", "channel"),
        ),
        gives(
            case("trap_11_id_in_upper_case", 200, &[("apns-id", ID)], ""),
            &Says { id: Some(ID), ..says() },
            DELIVERED,
        ),
        mute("trap_12_no_body", 503, "", LATER),
        mute("trap_12_html", 502, "<html><h1>Bad Gateway</h1></html>", LATER),
        gives(
            case("trap_13_unknown_reason", 400, &[], unknown),
            &Says { reason: Some("BadMoonPhase"), unknown: true, ..says() },
            REPAIR,
        ),
        gives(
            case("trap_04_timestamp_in_milliseconds", 410, &[], gone)
                .set("registered_at_ms", GIVEN_UP_AT - 1),
            &Says { reason: Some("Unregistered"), timestamp_ms: Some(GIVEN_UP_AT), ..says() },
            DROP,
        ),
    ]
}
