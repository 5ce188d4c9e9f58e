//! What a payload of each push type must have and must not have (Apple: Generating a remote
//! notification, Pushing background updates to your App, Updating widgets with WidgetKit push
//! notifications, Starting and updating Live Activities with ActivityKit push notifications;
//! for file providers the header of Apple's SDK).

use alloc::format;

use super::check::{contradiction, is_one, wrong_type};
use super::push_type::PushType;
use crate::error::Result;
use crate::json::{Object, Value};

/// Checks what a push type asks of a payload whose keys have their types.
pub(super) fn check(root: &Object, push_type: PushType) -> Result<()> {
    let empty = Object::new();
    let aps = root.get("aps").and_then(Value::as_object).unwrap_or(&empty);
    match push_type {
        PushType::Background => background(aps),
        PushType::Controls | PushType::Widgets => content_changed(aps, push_type),
        PushType::FileProvider => root_keys(root, &["container-identifier", "domain"], push_type),
        PushType::LiveActivity => activity(aps),
        PushType::Mdm => root_keys(root, &["mdm"], push_type),
        PushType::Alert
        | PushType::Complication
        | PushType::Location
        | PushType::PushToTalk
        | PushType::Voip => Ok(()),
    }
}

fn background(aps: &Object) -> Result<()> {
    for key in ["alert", "badge", "sound"] {
        if aps.get(key).is_some() {
            return Err(contradiction(
                format!("payload.aps.{key}"),
                "nothing that is shown or heard, for push type background",
                "this key",
            ));
        }
    }
    match aps.get("content-available") {
        Some(value) if is_one(value) => Ok(()),
        found => Err(contradiction(
            "payload.aps.content-available",
            "1 for push type background",
            if found.is_some() { "0" } else { "none" },
        )),
    }
}

fn content_changed(aps: &Object, push_type: PushType) -> Result<()> {
    match aps.get("content-changed") {
        Some(Value::Bool(true)) => Ok(()),
        found => Err(contradiction(
            "payload.aps.content-changed",
            format!("true for push type {}", push_type.name()),
            if found.is_some() { "false" } else { "none" },
        )),
    }
}

/// Keys beside which there is no `aps`.
fn root_keys(root: &Object, keys: &[&'static str], push_type: PushType) -> Result<()> {
    if root.get("aps").is_some() {
        return Err(contradiction(
            "payload.aps",
            format!("no aps for push type {}", push_type.name()),
            "this key",
        ));
    }
    for key in keys {
        let path = format!("payload.{key}");
        match root.get(key) {
            Some(Value::String(text)) if !text.is_empty() => {}
            Some(Value::String(_)) => {
                return Err(contradiction(path, "a text", "an empty text"));
            }
            Some(other) => return Err(wrong_type(path, "a string", other)),
            None => {
                let expected = format!("this key for push type {}", push_type.name());
                return Err(contradiction(path, expected, "none"));
            }
        }
    }
    Ok(())
}

fn activity(aps: &Object) -> Result<()> {
    let missing = |key: &str, expected: &'static str| {
        Err(contradiction(format!("payload.aps.{key}"), expected, "none"))
    };
    let Some(event) = aps.get("event").and_then(Value::as_str) else {
        return missing("event", "start, update or end for push type liveactivity");
    };
    if aps.get("timestamp").is_none() {
        return missing("timestamp", "the time of the push, for push type liveactivity");
    }
    let forbidden = [
        ("dismissal-date", "end", "this key beside event end only"),
        ("attributes-type", "start", "this key beside event start only"),
        ("attributes", "start", "this key beside event start only"),
    ];
    for (key, only_with, expected) in forbidden {
        if event != only_with && aps.get(key).is_some() {
            let found = format!("it beside event {event}");
            return Err(contradiction(format!("payload.aps.{key}"), expected, found));
        }
    }
    let required: &[&str] = match event {
        "start" => &["content-state", "attributes-type", "attributes", "alert"],
        "update" => &["content-state"],
        _ => &[],
    };
    for key in required {
        if aps.get(key).is_none() {
            let expected = format!("this key beside event {event}");
            return Err(contradiction(format!("payload.aps.{key}"), expected, "none"));
        }
    }
    // Apple offers them as a choice: a token of its own for the activity, or a channel.
    if aps.get("input-push-token").is_some_and(is_one) && aps.get("input-push-channel").is_some() {
        return Err(contradiction(
            "payload.aps.input-push-channel",
            "either input-push-token or input-push-channel",
            "both",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::*;
    use crate::apns::payload::accept;
    use crate::error::ErrorCode;

    fn refused(payload: &str, push_type: PushType) -> (ErrorCode, String) {
        let error = accept(payload.into(), push_type, 4096, None).expect_err(payload);
        (error.code(), String::from(error.subject()))
    }

    #[test]
    fn a_background_push_shows_nothing() {
        for (payload, subject) in [
            ("{}", "payload.aps.content-available"),
            (r#"{"aps":{"content-available":0}}"#, "payload.aps.content-available"),
            (r#"{"aps":{"content-available":1,"alert":"a"}}"#, "payload.aps.alert"),
            (r#"{"aps":{"content-available":1,"badge":0}}"#, "payload.aps.badge"),
            (r#"{"aps":{"content-available":1,"sound":"a"}}"#, "payload.aps.sound"),
        ] {
            let expected = (ErrorCode::InvalidNotification, String::from(subject));
            assert_eq!(refused(payload, PushType::Background), expected, "{payload}");
        }
        let lonely = refused(r#"{"aps":{"mutable-content":1}}"#, PushType::Alert);
        assert_eq!(lonely.1, "payload.aps.mutable-content");
    }

    #[test]
    fn a_live_activity_has_what_its_event_needs() {
        let accepted = |aps: &str| {
            accept(format!(r#"{{"aps":{{{aps}}}}}"#).into(), PushType::LiveActivity, 4096, None)
                .map(|_| ())
                .map_err(|error| String::from(error.subject()))
        };
        let start = concat!(
            r#""event":"start","timestamp":1,"content-state":{},"#,
            r#""attributes-type":"A","attributes":{},"alert":"a""#
        );
        let update = r#""event":"update","timestamp":1,"content-state":{}"#;
        let end = r#""event":"end","timestamp":1"#;
        for good in [start, update, end] {
            assert_eq!(accepted(good), Ok(()), "{good}");
        }
        for (aps, subject) in [
            (String::from(r#""timestamp":1"#), "event"),
            (String::from(r#""event":"end""#), "timestamp"),
            (String::from(end).replace("end", "update"), "content-state"),
            (String::from(start).replace(r#","alert":"a""#, ""), "alert"),
            (String::from(start).replace(r#""attributes":{},"#, ""), "attributes"),
            (String::from(start).replace(r#""attributes-type":"A","#, ""), "attributes-type"),
            (String::from(start).replace(r#""content-state":{},"#, ""), "content-state"),
            (format!(r#"{update},"dismissal-date":1"#), "dismissal-date"),
            (format!(r#"{start},"dismissal-date":1"#), "dismissal-date"),
            (format!(r#"{update},"attributes":{{}}"#), "attributes"),
            (format!(r#"{end},"attributes-type":"A""#), "attributes-type"),
            (
                format!(r#"{start},"input-push-token":1,"input-push-channel":"AA==""#),
                "input-push-channel",
            ),
        ] {
            assert_eq!(accepted(&aps), Err(format!("payload.aps.{subject}")), "{aps}");
        }
    }

    #[test]
    fn some_payloads_have_no_aps() {
        for (payload, push_type, subject) in [
            ("{}", PushType::Mdm, "payload.mdm"),
            (r#"{"mdm":""}"#, PushType::Mdm, "payload.mdm"),
            (r#"{"mdm":7}"#, PushType::Mdm, "payload.mdm"),
            (r#"{"mdm":"a","aps":{}}"#, PushType::Mdm, "payload.aps"),
            (r#"{"domain":"d"}"#, PushType::FileProvider, "payload.container-identifier"),
            (r#"{"container-identifier":"c"}"#, PushType::FileProvider, "payload.domain"),
            (r#"{"aps":{}}"#, PushType::Widgets, "payload.aps.content-changed"),
            (
                r#"{"aps":{"content-changed":false}}"#,
                PushType::Controls,
                "payload.aps.content-changed",
            ),
        ] {
            assert_eq!(refused(payload, push_type).1, subject, "{payload}");
        }
    }
}
