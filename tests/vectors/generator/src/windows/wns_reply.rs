//! `wns-reply.json`: what WNS answers, and what to do about it.

use serde_json::{Map, Value, json};

use crate::file::{Case, VectorFile};

const RECEIVED: (&str, &str) = ("X-WNS-Status", "received");
const MSG_ID: (&str, &str) = ("X-WNS-Msg-ID", "1F2E3D4C5B6A7988");
const DATE: (&str, &str) = ("Date", "Sun, 06 Nov 1994 08:49:37 GMT");
const IN_TWO_MINUTES: &str = "Sun, 06 Nov 1994 08:51:37 GMT";

#[derive(Clone, Copy)]
struct Verdict {
    action: &'static str,
    scope: &'static str,
    cause: Option<&'static str>,
    retry_after_s: Option<u32>,
}

const fn verdict(action: &'static str, scope: &'static str, cause: &'static str) -> Verdict {
    Verdict { action, scope, cause: Some(cause), retry_after_s: None }
}

const fn retry(scope: &'static str, cause: &'static str, seconds: u32) -> Verdict {
    Verdict { action: "retry", scope, cause: Some(cause), retry_after_s: Some(seconds) }
}

const fn plain(action: &'static str, scope: &'static str) -> Verdict {
    Verdict { action, scope, cause: None, retry_after_s: None }
}

const DELIVERED: Verdict = plain("delivered", "request");
const DROPPED: Verdict = verdict("dropped", "request", "dropped_by_device");
const BAD_REQUEST: Verdict = verdict("repair", "request", "bad_request");
const TOKEN: Verdict = verdict("refresh_token", "credential", "token_refused");
const WRONG_APP: Verdict = verdict("stop_credential", "credential", "wrong_app");
const NOT_MAPPED: Verdict = verdict("stop_credential", "credential", "app_not_mapped");
const BLOCKED: Verdict = verdict("stop_credential", "credential", "domain_blocked");
const UNKNOWN: Verdict = verdict("drop_channel", "channel", "channel_unknown");
const EXPIRED: Verdict = verdict("drop_channel", "channel", "channel_expired");
const REPAIR: Verdict = plain("repair", "request");
const STRANGE: Verdict = plain("repair", "connection");

const fn channel_throttled(seconds: u32) -> Verdict {
    retry("channel", "channel_throttled", seconds)
}

const fn throttled(seconds: u32) -> Verdict {
    retry("credential", "sender_throttled", seconds)
}

const fn unavailable(seconds: u32) -> Verdict {
    retry("connection", "unavailable", seconds)
}

const FAILED: Verdict = retry("connection", "server_error", 60);

pub(super) fn file() -> VectorFile {
    let mut cases = accepted();
    cases.extend(statuses());
    cases.extend(refusals());
    cases.extend(words());
    cases.extend(waits());
    cases.extend(texts());
    VectorFile::new(
        "wns-reply.json",
        "wns_reply",
        "Replies of WNS, or of whatever stood in its place, with what they say and what to do \
         about them. No reply is an error. reason_phrase is that of the status line, where a case \
         has one: it can be all that tells the two kinds of 410 apart.",
        cases,
    )
    .never_refuses()
}

fn case(name: impl Into<String>, status: u16, headers: &[(&str, &str)], body: &str) -> Case {
    let headers: Vec<Value> = headers.iter().map(|(name, value)| json!([name, value])).collect();
    Case::new(name).set("status", status).set("headers", headers).set_text("body", body)
}

/// Expects these fields beside the verdict.
fn says(case: Case, fields: &[(&str, Value)], verdict: Verdict) -> Case {
    let mut expect: Map<String, Value> =
        fields.iter().map(|(name, value)| ((*name).into(), value.clone())).collect();
    let mut what = json!({"action": verdict.action, "scope": verdict.scope});
    if let Some(cause) = verdict.cause {
        what["cause"] = cause.into();
    }
    if let Some(seconds) = verdict.retry_after_s {
        what["retry_after_s"] = seconds.into();
    }
    expect.insert("verdict".into(), what);
    case.expect(Value::Object(expect))
}

fn status(word: &str) -> (&'static str, Value) {
    ("notification_status", word.into())
}

fn device(word: &str) -> (&'static str, Value) {
    ("device_status", word.into())
}

fn asked(seconds: u32) -> (&'static str, Value) {
    ("retry_after_s", seconds.into())
}

fn accepted() -> Vec<Case> {
    vec![
        says(
            case(
                "accepted",
                200,
                &[
                    RECEIVED,
                    ("X-WNS-DeviceConnectionStatus", "connected"),
                    MSG_ID,
                    ("X-WNS-Debug-Trace", "BN3SCH010240537"),
                    ("MS-CV", "cV9nQm.0"),
                    ("Content-Length", "0"),
                ],
                "",
            ),
            &[
                status("received"),
                device("connected"),
                ("msg_id", "1F2E3D4C5B6A7988".into()),
                ("debug_trace", "BN3SCH010240537".into()),
                ("ms_cv", "cV9nQm.0".into()),
            ],
            DELIVERED,
        ),
        // Absent is not throttled.
        says(case("accepted_without_a_word", 200, &[], ""), &[], DELIVERED),
        says(
            case(
                "accepted_by_the_other_name",
                200,
                &[("X-WNS-NotificationStatus", "received")],
                "",
            ),
            &[status("received")],
            DELIVERED,
        ),
        says(case("accepted_with_201", 201, &[RECEIVED], ""), &[status("received")], DELIVERED),
        says(
            case("dropped", 200, &[("X-WNS-Status", "dropped"), MSG_ID], ""),
            &[status("dropped"), ("msg_id", "1F2E3D4C5B6A7988".into())],
            DROPPED,
        ),
        says(
            case("dropped_by_the_other_name", 200, &[("X-WNS-NotificationStatus", "dropped")], ""),
            &[status("dropped")],
            DROPPED,
        ),
        says(
            case(
                "dropped_while_offline",
                200,
                &[
                    ("X-WNS-Status", "dropped"),
                    ("X-WNS-DeviceConnectionStatus", "disconnected"),
                    ("X-WNS-NotificationStatus", "received"),
                ],
                "",
            ),
            &[status("dropped"), device("disconnected")],
            DROPPED,
        ),
        says(
            case(
                "dropped_does_not_wait",
                200,
                &[("X-WNS-Status", "dropped"), ("Retry-After", "9")],
                "",
            ),
            &[status("dropped"), asked(9)],
            DROPPED,
        ),
        says(
            case("channel_throttled", 200, &[("X-WNS-Status", "channelthrottled")], ""),
            &[status("channelthrottled")],
            channel_throttled(300),
        ),
        says(
            case(
                "channel_throttled_continues_after",
                200,
                &[("X-WNS-Status", "channelthrottled"), ("X-WNS-CONTINUE-AFTER", "1800")],
                "",
            ),
            &[status("channelthrottled"), asked(1800)],
            channel_throttled(1800),
        ),
        says(
            case("status_unknown", 200, &[("X-WNS-Status", "Moon Phase")], ""),
            &[status("Moon Phase")],
            DELIVERED,
        ),
    ]
}

/// Statuses with nothing but a message id, which shows that they are of WNS.
fn statuses() -> Vec<Case> {
    [
        (0, STRANGE),
        (100, STRANGE),
        (204, DELIVERED),
        (301, STRANGE),
        (302, STRANGE),
        (400, BAD_REQUEST),
        (401, TOKEN),
        (402, REPAIR),
        (403, WRONG_APP),
        (404, UNKNOWN),
        (405, verdict("repair", "request", "method_not_allowed")),
        (406, throttled(300)),
        (407, REPAIR),
        (409, REPAIR),
        (410, EXPIRED),
        (411, REPAIR),
        (413, verdict("repair", "request", "too_large")),
        (418, REPAIR),
        (429, throttled(300)),
        (500, FAILED),
        (501, unavailable(300)),
        (502, unavailable(300)),
        (503, unavailable(300)),
        (504, unavailable(300)),
        (599, unavailable(300)),
        (600, STRANGE),
        (999, STRANGE),
        (65_535, STRANGE),
    ]
    .map(|(number, verdict)| {
        says(
            case(format!("status_{number}"), number, &[MSG_ID], ""),
            &[("msg_id", "1F2E3D4C5B6A7988".into())],
            verdict,
        )
    })
    .into()
}

fn refusals() -> Vec<Case> {
    let list = "The request targets an app that is not in allowed receiving apps list.";
    let described = |name: &str, number: u16, text: &str, verdict: Verdict| {
        let headers = [("X-WNS-Error-Description", text)];
        says(case(name, number, &headers, ""), &[("error_description", text.into())], verdict)
    };
    let phrased = |name: &str, number: u16, phrase: &str, verdict: Verdict| {
        says(case(name, number, &[], "").set("reason_phrase", phrase), &[], verdict)
    };
    vec![
        described("bad_request", 400, "The cache policy is wrong.", BAD_REQUEST),
        says(
            case(
                "token_expired",
                401,
                &[("WWW-Authenticate", "Bearer error=\"invalid_token\""), ("Retry-After", "7")],
                "",
            ),
            &[("www_authenticate", "Bearer error=\"invalid_token\"".into()), asked(7)],
            TOKEN,
        ),
        // The channel is good; wiping it would lose the device.
        described("forbidden_for_another_app", 403, "The token is for another app.", WRONG_APP),
        says(case("forbidden_without_headers", 403, &[], ""), &[], NOT_MAPPED),
        says(
            case(
                "forbidden_with_foreign_headers",
                403,
                &[("Content-Type", "text/html"), ("X-WN", "a"), ("X-WNSX", "a")],
                "<html>",
            ),
            &[],
            NOT_MAPPED,
        ),
        says(
            case("forbidden_with_an_unknown_header_of_wns", 403, &[("x-wNs-moon", "full")], ""),
            &[],
            WRONG_APP,
        ),
        described("forbidden_by_the_list", 403, list, NOT_MAPPED),
        described("forbidden_by_the_list_in_other_case", 403, &list.to_uppercase(), NOT_MAPPED),
        says(
            case("forbidden_by_the_list_in_the_body", 403, &[MSG_ID], list),
            &[("msg_id", "1F2E3D4C5B6A7988".into())],
            NOT_MAPPED,
        ),
        says(
            case("gone_with_a_status", 410, &[("X-WNS-Status", "dropped")], ""),
            &[status("dropped")],
            EXPIRED,
        ),
        described("gone", 410, "Channel expired", EXPIRED),
        described("gone_for_a_blocked_domain", 410, "Domain blocked", BLOCKED),
        described("gone_for_a_domain_in_other_case", 410, "The domain was BLOCKED.", BLOCKED),
        phrased("gone_by_its_phrase", 410, "Gone", EXPIRED),
        phrased("gone_for_a_domain_by_its_phrase", 410, "Domain Blocked", BLOCKED),
        phrased("phrase_of_another_status", 404, "Domain Blocked", UNKNOWN),
        says(
            case("gone_for_a_domain_by_its_body", 410, &[], "<h1>Sender domain is blocked</h1>"),
            &[],
            BLOCKED,
        ),
        described("not_found_and_blocked", 404, "blocked", UNKNOWN),
        described("forbidden_and_blocked", 403, "blocked", WRONG_APP),
    ]
}

/// How words are written.
fn words() -> Vec<Case> {
    let written = |name: &str, text: &str, word: &str, verdict: Verdict| {
        says(case(name, 200, &[("x-wns-status", text)], ""), &[status(word)], verdict)
    };
    let connected = |name: &str, text: &str, word: &str| {
        let headers = [("X-WNS-DeviceConnectionStatus", text)];
        says(case(name, 200, &headers, ""), &[device(word)], DELIVERED)
    };
    vec![
        written("word_in_upper_case", "DROPPED", "dropped", DROPPED),
        written(
            "word_with_spaces",
            " Channel Throttled ",
            "channelthrottled",
            channel_throttled(300),
        ),
        written("word_with_more_behind", "dropped!", "dropped!", DELIVERED),
        written("word_of_mpns", "QueueFull", "QueueFull", DELIVERED),
        says(case("word_empty", 200, &[("X-WNS-Status", "")], ""), &[], DELIVERED),
        connected("device_connected", "Connected", "connected"),
        connected("device_disconnected", "disconnected", "disconnected"),
        connected("device_temp_disconnected", "tempdisconnected", "tempdisconnected"),
        connected("device_temp_connected", "tempconnected", "tempdisconnected"),
        connected("device_with_a_space", "Temp Disconnected", "tempdisconnected"),
        connected("device_unknown", "hibernating", "hibernating"),
        says(
            case("word_twice", 200, &[("X-WNS-Status", "dropped"), RECEIVED], ""),
            &[status("dropped")],
            DROPPED,
        ),
        says(
            case("both_names", 200, &[("X-WNS-NotificationStatus", "dropped"), RECEIVED], ""),
            &[status("received")],
            DELIVERED,
        ),
        says(
            case("headers_in_upper_case", 200, &[("X-WNS-STATUS", "dropped")], ""),
            &[status("dropped")],
            DROPPED,
        ),
    ]
}

fn waits() -> Vec<Case> {
    let waits = |name: &str, number: u16, headers: &[(&str, &str)], seconds: u32, verdict| {
        says(case(name, number, headers, ""), &[asked(seconds)], verdict)
    };
    let unsaid = |name: &str, headers: &[(&str, &str)]| {
        says(case(name, 406, headers, ""), &[], throttled(300))
    };
    vec![
        waits("waits_for_seconds", 406, &[("Retry-After", "120")], 120, throttled(120)),
        waits("waits_for_no_time", 503, &[("Retry-After", "0")], 0, unavailable(0)),
        waits(
            "waits_for_a_date",
            406,
            &[("Retry-After", IN_TWO_MINUTES), DATE],
            120,
            throttled(120),
        ),
        waits(
            "waits_for_a_date_before",
            503,
            &[DATE, ("Retry-After", IN_TWO_MINUTES)],
            120,
            unavailable(120),
        ),
        waits(
            "waits_for_a_date_that_has_passed",
            406,
            &[("Retry-After", DATE.1), ("Date", IN_TWO_MINUTES)],
            0,
            throttled(0),
        ),
        waits("continues_after_seconds", 406, &[("X-WNS-CONTINUE-AFTER", "60")], 60, throttled(60)),
        waits(
            "waits_for_the_larger_which_is_retry_after",
            406,
            &[("X-WNS-CONTINUE-AFTER", "60"), ("Retry-After", "120")],
            120,
            throttled(120),
        ),
        waits(
            "waits_for_the_larger_which_is_continue_after",
            503,
            &[("Retry-After", "60"), ("X-WNS-CONTINUE-AFTER", "600")],
            600,
            unavailable(600),
        ),
        waits(
            "waits_for_the_larger_of_seconds_and_a_date",
            406,
            &[("Retry-After", IN_TWO_MINUTES), DATE, ("X-WNS-CONTINUE-AFTER", "60")],
            120,
            throttled(120),
        ),
        waits(
            "waits_for_the_one_that_can_be_read",
            406,
            &[("Retry-After", "soon"), ("X-WNS-CONTINUE-AFTER", "60")],
            60,
            throttled(60),
        ),
        unsaid("waits_for_a_word", &[("Retry-After", "soon")]),
        unsaid("waits_for_a_date_without_the_own", &[("Retry-After", IN_TWO_MINUTES)]),
        unsaid("waits_for_less_than_no_time", &[("Retry-After", "-1")]),
        unsaid("waits_for_a_fraction", &[("Retry-After", "1.5")]),
        unsaid("waits_for_ever", &[("Retry-After", "99999999999")]),
        waits(
            "failure_waits_for_seconds",
            500,
            &[("Retry-After", "5")],
            5,
            retry("connection", "server_error", 5),
        ),
        waits("gone_does_not_wait", 410, &[("Retry-After", "5")], 5, EXPIRED),
        waits("delivered_does_not_wait", 200, &[("Retry-After", "5")], 5, DELIVERED),
    ]
}

fn texts() -> Vec<Case> {
    let long = "a".repeat(5000);
    let described = |name: &str, text: &str, kept: &str| {
        says(
            case(name, 400, &[("X-WNS-Error-Description", text)], ""),
            &[("error_description", kept.into())],
            BAD_REQUEST,
        )
    };
    vec![
        described("description_on_one_line", "a\tb", "a b"),
        described(
            "description_beyond_ascii",
            "Der Kanal ist ung\u{fc}ltig",
            "Der Kanal ist ung\u{fc}ltig",
        ),
        described("description_too_long", &long, &long[..1024]),
        described("description_with_spaces_around", "  a  ", "a"),
        says(
            case("body_of_a_page", 502, &[("Content-Type", "text/html")], "<html>"),
            &[],
            unavailable(300),
        ),
        says(
            case("body_too_long", 410, &[], &format!("{}blocked", "a".repeat(70_000))),
            &[],
            EXPIRED,
        ),
    ]
}
