//! The rules behind [`Lint`]: over headers, and over a payload that has passed its checks.

use alloc::format;
use alloc::vec::Vec;

use super::check::{is_known, is_one};
use super::header::{EXPIRATION, PRIORITY, TOPIC};
use super::lint::{Lint, LintCode};
use super::priority::{Expiration, Priority};
use super::push_type::PushType;
use crate::given::reads_as_name;
use crate::json::{Object, Value};

/// What a file provider's push names if it is to be noticed by every extension.
const WORKING_SET: &str = "NSFileProviderWorkingSetContainerItemIdentifier";

/// Headers that are legal in themselves.
pub(super) fn headers(
    push_type: PushType,
    topic: Option<&str>,
    priority: Option<Priority>,
    expiration: Option<Expiration>,
) -> Vec<Lint> {
    let mut lints = Vec::new();
    let mut add = |when: bool, code, subject| {
        if when {
            lints.push(Lint::new(code, subject));
        }
    };
    add(
        topic.is_some_and(|topic| is_of_another_type(topic, push_type)),
        LintCode::TopicOfAnotherType,
        TOPIC,
    );
    let may_wait = priority.is_some_and(|priority| priority != Priority::Immediate);
    match push_type {
        PushType::Background => add(priority.is_none(), LintCode::BackgroundPriority, PRIORITY),
        PushType::LiveActivity => add(!may_wait, LintCode::LiveActivityBudget, PRIORITY),
        PushType::PushToTalk => {
            add(may_wait, LintCode::PushToTalkPriority, PRIORITY);
            let kept = expiration != Some(Expiration::Once);
            add(kept, LintCode::PushToTalkExpiration, EXPIRATION);
        }
        PushType::Voip => {
            add(may_wait, LintCode::VoipPriority, PRIORITY);
            add(expiration.is_none(), LintCode::VoipExpiration, EXPIRATION);
        }
        PushType::Widgets => {
            add(priority.is_some(), LintCode::WidgetsPriority, PRIORITY);
            add(expiration.is_some(), LintCode::WidgetsExpiration, EXPIRATION);
        }
        PushType::Alert
        | PushType::Complication
        | PushType::Controls
        | PushType::FileProvider
        | PushType::Location
        | PushType::Mdm => {}
    }
    lints
}

/// `com.example.app.voip` for an alert. (Types that have an ending of their own always get it.)
fn is_of_another_type(topic: &str, push_type: PushType) -> bool {
    push_type.topic_suffix().is_empty()
        && PushType::ALL.iter().any(|other| {
            let suffix = other.topic_suffix();
            !suffix.is_empty() && topic.ends_with(suffix)
        })
}

/// A payload that has passed its checks.
pub(super) fn document(root: &Object, push_type: PushType, topic: Option<&str>) -> Vec<Lint> {
    let mut lints = Vec::new();
    let empty = Object::new();
    let aps = root.get("aps").and_then(Value::as_object).unwrap_or(&empty);
    let website = topic.is_some_and(|topic| topic.starts_with("web."));
    for (key, _) in aps.iter() {
        if !is_known("aps", key) {
            lints.push(ignored("payload.aps", key));
        } else if !has_effect(key, push_type, website) {
            lints.push(Lint::new(LintCode::KeyWithoutEffect, format!("payload.aps.{key}")));
        }
    }
    if let Some(alert) = aps.get("alert").and_then(Value::as_object) {
        inside_alert(alert, push_type, website, &mut lints);
    }
    if let Some(sound) = aps.get("sound").and_then(Value::as_object) {
        for (key, _) in sound.iter().filter(|(key, _)| !is_known("sound", key)) {
            lints.push(ignored("payload.aps.sound", key));
        }
        if sound.get("volume").is_some() && !sound.get("critical").is_some_and(is_one) {
            lints.push(Lint::new(LintCode::KeyWithoutEffect, "payload.aps.sound.volume"));
        }
    }
    let pass = topic.is_some_and(|topic| topic.starts_with("pass."));
    match push_type {
        PushType::Alert if !pass && !shows_something(aps) => {
            lints.push(Lint::new(LintCode::NothingToShow, "payload.aps"));
        }
        PushType::LiveActivity => activity(aps, &mut lints),
        PushType::FileProvider
            if root.get("container-identifier").and_then(Value::as_str) != Some(WORKING_SET) =>
        {
            let subject = "payload.container-identifier";
            lints.push(Lint::new(LintCode::FileProviderContainer, subject));
        }
        _ => {}
    }
    if website && aps.get("url-args").is_none() {
        lints.push(Lint::new(LintCode::MissingUrlArgs, "payload.aps.url-args"));
    }
    lints
}

fn ignored(path: &str, key: &str) -> Lint {
    // A name that came from outside stands in the subject only if it reads as one.
    Lint::new(
        LintCode::KeyIgnoredInAps,
        if reads_as_name(key) { format!("{path}.{key}") } else { format!("{path}: a key") },
    )
}

/// Whether a key that Apple defines does something in a push of this type.
fn has_effect(key: &str, push_type: PushType, website: bool) -> bool {
    match push_type {
        PushType::Alert => match key {
            "url-args" => website,
            "content-changed" | "timestamp" | "event" | "content-state" | "stale-date"
            | "dismissal-date" | "attributes-type" | "attributes" | "input-push-token"
            | "input-push-channel" => false,
            _ => true,
        },
        PushType::Background => key == "content-available",
        PushType::Controls | PushType::Widgets => key == "content-changed",
        PushType::LiveActivity => matches!(
            key,
            "alert"
                | "timestamp"
                | "event"
                | "content-state"
                | "stale-date"
                | "dismissal-date"
                | "relevance-score"
                | "attributes-type"
                | "attributes"
                | "input-push-token"
                | "input-push-channel"
        ),
        PushType::Complication
        | PushType::FileProvider
        | PushType::Location
        | PushType::Mdm
        | PushType::PushToTalk
        | PushType::Voip => false,
    }
}

fn shows_something(aps: &Object) -> bool {
    let alert = match aps.get("alert") {
        Some(Value::Object(alert)) => !alert.is_empty(),
        other => other.is_some(),
    };
    alert || aps.get("badge").is_some() || aps.get("sound").is_some()
}

fn inside_alert(alert: &Object, push_type: PushType, website: bool, lints: &mut Vec<Lint>) {
    let path = |key: &str| format!("payload.aps.alert.{key}");
    let has = |key: &str| alert.get(key).is_some();
    for (key, _) in alert.iter() {
        let activity = push_type == PushType::LiveActivity;
        match key {
            "summary-arg" | "summary-arg-count" => {
                lints.push(Lint::new(LintCode::ObsoleteSummaryArg, path(key)));
            }
            "action-loc-key" => {
                lints.push(Lint::new(LintCode::ObsoleteActionLocKey, path(key)));
            }
            "sound" if !activity => lints.push(Lint::new(LintCode::KeyWithoutEffect, path(key))),
            "action" if !website => lints.push(Lint::new(LintCode::KeyWithoutEffect, path(key))),
            _ if !is_known("alert", key) => lints.push(ignored("payload.aps.alert", key)),
            _ => {}
        }
    }
    for (text, loc_key, loc_args) in [
        ("title", "title-loc-key", "title-loc-args"),
        ("subtitle", "subtitle-loc-key", "subtitle-loc-args"),
        ("body", "loc-key", "loc-args"),
    ] {
        if has(text) && has(loc_key) {
            lints.push(Lint::new(LintCode::ReplacedByLocKey, path(text)));
        }
        if has(loc_args) && !has(loc_key) {
            lints.push(Lint::new(LintCode::LocArgsWithoutKey, path(loc_args)));
        }
        let localized = alert.get(text).and_then(Value::as_object);
        if localized.is_some_and(|it| it.get("loc-args").is_some() && it.get("loc-key").is_none()) {
            let subject = format!("payload.aps.alert.{text}.loc-args");
            lints.push(Lint::new(LintCode::LocArgsWithoutKey, subject));
        }
    }
}

fn activity(aps: &Object, lints: &mut Vec<Lint>) {
    let secs = |key: &str| aps.get(key).and_then(Value::as_i64);
    let event = aps.get("event").and_then(Value::as_str);
    if secs("stale-date").zip(secs("timestamp")).is_some_and(|(stale, sent)| stale <= sent) {
        lints.push(Lint::new(LintCode::StaleBeforeTimestamp, "payload.aps.stale-date"));
    }
    if event == Some("end") && aps.get("content-state").is_none() {
        lints.push(Lint::new(LintCode::MissingFinalState, "payload.aps.content-state"));
    }
    if event != Some("start") {
        for key in ["input-push-token", "input-push-channel"] {
            if aps.get(key).is_some() {
                lints.push(Lint::new(LintCode::KeyWithoutEffect, format!("payload.aps.{key}")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apns::payload::accept;
    use alloc::string::String;

    fn found(push_type: PushType, topic: &str, payload: &str) -> Vec<String> {
        let body = accept(payload.into(), push_type, 4096, None).unwrap();
        let lints = document(&body.document, push_type, Some(topic));
        lints.iter().map(|lint| format!("{} {}", lint.code, lint.subject)).collect()
    }

    #[test]
    fn what_apple_shows_in_its_pages_has_no_lints() {
        for (push_type, payload) in [
            (
                PushType::Alert,
                r#"{"aps":{"alert":{"title":"a","body":"b"},"badge":9,"sound":"c"},"d":1}"#,
            ),
            (PushType::Background, r#"{"aps":{"content-available":1},"a":1}"#),
            (PushType::Widgets, r#"{"aps":{"content-changed":true}}"#),
            (
                PushType::LiveActivity,
                concat!(
                    r#"{"aps":{"timestamp":1685952000,"event":"update","content-state":{"a":1},"#,
                    r#""stale-date":1685959200,"alert":{"title":{"loc-key":"%@","loc-args":["a"]},"#,
                    r#""body":"b","sound":"c"}}}"#
                ),
            ),
            (PushType::Mdm, r#"{"mdm":"a"}"#),
            (PushType::Voip, r#"{"aps":{},"call":1}"#),
        ] {
            assert!(found(push_type, "a.b", payload).is_empty(), "{payload}");
        }
        assert!(found(PushType::Alert, "pass.a.b", "{}").is_empty());
        let website = r#"{"aps":{"alert":{"title":"a","body":"b","action":"c"},"url-args":[]}}"#;
        assert!(found(PushType::Alert, "web.a.b", website).is_empty());
    }

    #[test]
    fn a_name_from_outside_that_reads_oddly_is_not_repeated() {
        let lints = found(PushType::Alert, "a.b", "{\"aps\":{\"alert\":\"a\",\"x\\ny\":1}}");
        assert_eq!(lints, ["key_ignored_in_aps payload.aps: a key"]);
    }
}
