//! `mpns-reply.json`: what MPNS answered, and what was to be done about it.

use serde_json::{Map, Value, json};

use crate::file::{Case, VectorFile};

#[derive(Clone, Copy)]
struct Verdict(&'static str, &'static str, Option<&'static str>, Option<u32>);

const DELIVERED: Verdict = Verdict("delivered", "request", None, None);
const DROPPED: Verdict = Verdict("dropped", "request", Some("dropped_by_device"), None);
const SUPPRESSED: Verdict = Verdict("dropped", "channel", Some("suppressed"), None);
const EXPIRED: Verdict = Verdict("drop_channel", "channel", Some("channel_expired"), None);
const BAD_REQUEST: Verdict = Verdict("repair", "request", Some("bad_request"), None);
const METHOD: Verdict = Verdict("repair", "request", Some("method_not_allowed"), None);
const REPAIR: Verdict = Verdict("repair", "request", None, None);
const STRANGE: Verdict = Verdict("repair", "connection", None, None);
const WRONG_APP: Verdict = Verdict("stop_credential", "credential", Some("wrong_app"), None);
const REFUSED: Verdict =
    Verdict("stop_credential", "credential", Some("certificate_refused"), None);

const fn queue_full(seconds: u32) -> Verdict {
    Verdict("retry", "device", Some("queue_full"), Some(seconds))
}

const fn quota(seconds: u32) -> Verdict {
    Verdict("retry", "channel", Some("quota_exceeded"), Some(seconds))
}

const fn inactive(seconds: u32) -> Verdict {
    Verdict("retry", "device", Some("device_inactive"), Some(seconds))
}

const fn unavailable(seconds: u32) -> Verdict {
    Verdict("retry", "connection", Some("unavailable"), Some(seconds))
}

pub(super) fn file() -> VectorFile {
    let mut cases = documented();
    cases.extend(statuses());
    cases.extend(words());
    cases.extend(waits());
    VectorFile::new(
        "mpns-reply.json",
        "mpns_reply",
        "Replies of MPNS, which ended in 2018, or of whatever stood in its place, with what they \
         say and what to do about them. Three headers carry the meaning; a status of 200 can mean \
         that nothing was delivered. No reply is an error.",
        cases,
    )
    .never_refuses()
}

/// With the texts of the three headers, of which an empty one is left out.
fn case(name: &str, status: u16, texts: [&str; 3]) -> Case {
    more(name, status, texts, &[])
}

fn more(name: &str, status: u16, texts: [&str; 3], headers: &[(&str, &str)]) -> Case {
    let names = ["X-NotificationStatus", "X-DeviceConnectionStatus", "X-SubscriptionStatus"];
    let headers: Vec<Value> = names
        .into_iter()
        .zip(texts)
        .filter(|(_, text)| !text.is_empty())
        .chain(headers.iter().copied())
        .map(|(name, value)| json!([name, value]))
        .collect();
    Case::new(name).set("status", status).set("headers", headers).set("body", "")
}

fn says(case: Case, words: [&str; 3], fields: &[(&str, Value)], verdict: Verdict) -> Case {
    let names = ["notification_status", "device_status", "subscription_status"];
    let mut expect: Map<String, Value> = names
        .into_iter()
        .zip(words)
        .filter(|(_, word)| !word.is_empty())
        .map(|(name, word)| (name.into(), word.into()))
        .collect();
    expect.extend(fields.iter().map(|(name, value)| ((*name).into(), value.clone())));
    let Verdict(action, scope, cause, retry_after_s) = verdict;
    let mut what = json!({"action": action, "scope": scope});
    if let Some(cause) = cause {
        what["cause"] = cause.into();
    }
    if let Some(seconds) = retry_after_s {
        what["retry_after_s"] = seconds.into();
    }
    expect.insert("verdict".into(), what);
    case.expect(Value::Object(expect))
}

/// The rows of Microsoft's table, and those next to them.
fn documented() -> Vec<Case> {
    let row = |name: &str, status: u16, texts: [&str; 3], verdict: Verdict| {
        let words = texts.map(str::to_lowercase);
        let words = words.each_ref().map(String::as_str);
        says(case(name, status, texts), words, &[], verdict)
    };
    vec![
        row("received", 200, ["Received", "Connected", "Active"], DELIVERED),
        row("received_for_later", 200, ["Received", "TempDisconnected", "Active"], DELIVERED),
        row("received_while_offline", 200, ["Received", "Disconnected", "Active"], DELIVERED),
        row("queue_full", 200, ["QueueFull", "Connected", "Active"], queue_full(60)),
        row(
            "queue_full_while_offline",
            200,
            ["QueueFull", "TempDisconnected", "Active"],
            queue_full(60),
        ),
        row("suppressed", 200, ["Suppressed", "Connected", "Active"], SUPPRESSED),
        row("suppressed_without_a_word", 200, ["Suppressed", "N/A", "N/A"], SUPPRESSED),
        row("dropped_with_200", 200, ["Dropped", "Connected", "Active"], DROPPED),
        row("bad_request", 400, ["N/A", "N/A", "N/A"], BAD_REQUEST),
        row("not_entitled", 401, ["N/A", "N/A", "N/A"], WRONG_APP),
        row("certificate_refused", 403, ["", "", ""], REFUSED),
        row("gone", 404, ["Dropped", "Connected", "Expired"], EXPIRED),
        row("gone_while_offline", 404, ["Dropped", "Disconnected", "Expired"], EXPIRED),
        row("gone_by_the_status_alone", 404, ["", "", ""], EXPIRED),
        row("gone_by_the_status_whatever_else", 404, ["Received", "Connected", "Active"], EXPIRED),
        row("method_not_allowed", 405, ["N/A", "N/A", "N/A"], METHOD),
        row("quota_exceeded", 406, ["Dropped", "Connected", "Active"], quota(3600)),
        row("inactive", 412, ["Dropped", "Inactive", "N/A"], inactive(3660)),
        row("inactive_while_offline", 412, ["Dropped", "Disconnected", "N/A"], inactive(3660)),
        row("unavailable", 503, ["N/A", "N/A", "N/A"], unavailable(300)),
        // Expired counts first.
        row("expired_with_200", 200, ["Received", "Connected", "Expired"], EXPIRED),
        row("expired_with_a_full_queue", 200, ["QueueFull", "Connected", "Expired"], EXPIRED),
        row("expired_with_400", 400, ["Dropped", "", "Expired"], EXPIRED),
        row("expired_with_412", 412, ["Dropped", "Inactive", "Expired"], EXPIRED),
        row("expired_with_503", 503, ["", "", "Expired"], EXPIRED),
        // The status counts before what became of the notification.
        row("bad_request_received", 400, ["Received", "Connected", "Active"], BAD_REQUEST),
        row("bad_request_with_a_full_queue", 400, ["QueueFull", "", ""], BAD_REQUEST),
        row("quota_exceeded_suppressed", 406, ["Suppressed", "", "Active"], quota(3600)),
        row("unavailable_received", 503, ["Received", "Connected", "Active"], unavailable(300)),
    ]
}

fn statuses() -> Vec<Case> {
    [
        (0, STRANGE),
        (100, STRANGE),
        (200, DELIVERED),
        (202, DELIVERED),
        (302, STRANGE),
        (402, REPAIR),
        (407, REPAIR),
        (410, REPAIR),
        (413, REPAIR),
        (429, REPAIR),
        (499, REPAIR),
        (500, unavailable(300)),
        (502, unavailable(300)),
        (599, unavailable(300)),
        (600, STRANGE),
        (65_535, STRANGE),
    ]
    .map(|(status, verdict)| {
        let name = format!("status_{status}");
        says(case(&name, status, [""; 3]), [""; 3], &[], verdict)
    })
    .into()
}

/// How words are written.
fn words() -> Vec<Case> {
    let written = |name: &str, texts: [&str; 3], words: [&str; 3], verdict: Verdict| {
        says(case(name, 200, texts), words, &[], verdict)
    };
    vec![
        written(
            "words_in_upper_case",
            ["QUEUEFULL", "CONNECTED", "ACTIVE"],
            ["queuefull", "connected", "active"],
            queue_full(60),
        ),
        written(
            "words_with_spaces",
            [" Queue Full ", "Temp Disconnected", "Active "],
            ["queuefull", "tempdisconnected", "active"],
            queue_full(60),
        ),
        written(
            "words_in_the_other_spelling",
            ["Received", "Temporarily Disconnected", "Active"],
            ["received", "tempdisconnected", "active"],
            DELIVERED,
        ),
        written(
            "expired_in_lower_case",
            ["received", "connected", "expired"],
            ["received", "connected", "expired"],
            EXPIRED,
        ),
        written(
            "words_unknown",
            ["Moon Phase", "Asleep", "Renewed"],
            ["Moon Phase", "Asleep", "Renewed"],
            DELIVERED,
        ),
        written("words_of_none", ["", "", ""], ["", "", ""], DELIVERED),
        says(
            Case::new("headers_in_lower_case")
                .set("status", 200)
                .set(
                    "headers",
                    json!([
                        ["x-notificationstatus", "Suppressed"],
                        ["x-notificationstatus", "Received"]
                    ]),
                )
                .set("body", "<html>"),
            ["suppressed", "", ""],
            &[],
            SUPPRESSED,
        ),
        says(
            more(
                "message_id",
                200,
                ["Received", "", ""],
                &[("X-MessageID", "5b1a8b3e-2f2c-4d55-8f6b-0b8f3a9d2c11")],
            ),
            ["received", "", ""],
            &[("message_id", "5b1a8b3e-2f2c-4d55-8f6b-0b8f3a9d2c11".into())],
            DELIVERED,
        ),
    ]
}

/// No figure of a server shortens the hour, after which senders are blocked.
fn waits() -> Vec<Case> {
    let waits = |name: &str, status: u16, seconds: u32, verdict: Verdict| {
        let text = seconds.to_string();
        says(
            more(name, status, [""; 3], &[("Retry-After", &text)]),
            [""; 3],
            &[("retry_after_s", seconds.into())],
            verdict,
        )
    };
    vec![
        waits("inactive_asks_for_less", 412, 60, inactive(3660)),
        waits("inactive_asks_for_more", 412, 7200, inactive(7200)),
        waits("quota_asks_for_a_day", 406, 86_400, quota(86_400)),
        waits("quota_asks_for_less", 406, 0, quota(3600)),
        waits("unavailable_asks_for_more", 503, 900, unavailable(900)),
        waits("unavailable_asks_for_less", 503, 10, unavailable(300)),
        waits("delivered_does_not_wait", 200, 10, DELIVERED),
        waits("gone_does_not_wait", 404, 10, EXPIRED),
    ]
}
