//! The words about pushing, for types and tests of the upper half.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::apns::{
    Action, ActivityEvent, Because, Environment, Fate, HeaderStability, InterruptionLevel,
    LintCode, Next, NotificationBuilder, Priority, PushAuth, PushType, Reason, Scope,
    StoragePolicy,
};
use waxwing::json::Value;

use crate::writer::{Writer, array, list};

/// Every known value of each open or closed list, as JSON text.
#[wasm_bindgen(js_name = pushVocabulary)]
#[must_use]
pub fn push_vocabulary() -> String {
    let lints = LintCode::ALL.iter().map(|code| {
        let mut writer = Writer::new();
        writer
            .text("code", code.name())
            .text("advice", code.advice())
            .text("source", code.source());
        writer.finish()
    });
    let options = NotificationBuilder::OPTIONS.iter().map(|(name, kind)| {
        let mut writer = Writer::new();
        writer.text("name", name).text("kind", kind);
        writer.finish()
    });
    let priorities = Priority::ALL.iter().map(|priority| i64::from(priority.number()));
    let mut writer = Writer::new();
    writer
        .raw("actions", list(Action::ALL.iter().map(|action| action.name())))
        .raw("activityEvents", list(ActivityEvent::ALL.iter().map(|event| event.name())))
        .raw("becauses", list(Because::ALL.iter().map(|because| because.name())))
        .raw("fates", list(Fate::ALL.iter().map(|fate| fate.name())))
        .raw("headerStabilities", list(HeaderStability::ALL.iter().map(|value| value.name())))
        .raw("interruptionLevels", list(InterruptionLevel::ALL.iter().map(|level| level.name())))
        .json("lints", &array(lints))
        .raw("nextActions", list(Next::NAMES.iter().copied()))
        .json("notificationOptions", &array(options))
        .raw("priorities", Value::Array(priorities.map(Value::from).collect()))
        .raw("pushAuths", list(PushAuth::ALL.iter().map(|auth| auth.name())))
        .raw("pushEnvironments", list(Environment::ALL.iter().map(|value| value.name())))
        .raw("pushTypes", list(PushType::ALL.iter().map(|push_type| push_type.name())))
        .raw("reasons", list(Reason::ALL.iter().map(Reason::as_str)))
        .raw("scopes", list(Scope::ALL.iter().map(|scope| scope.name())))
        .raw("storagePolicies", list(StoragePolicy::ALL.iter().map(|policy| policy.name())));
    writer.finish()
}

/// What each push type asks for, as JSON text.
#[wasm_bindgen(js_name = pushTypes)]
#[must_use]
pub fn push_types() -> String {
    array(PushType::ALL.iter().map(|push_type| {
        let rules = push_type.rules();
        let mut writer = Writer::new();
        writer
            .text("name", push_type.name())
            .text("topicSuffix", rules.topic_suffix)
            .text("priority", &rules.priority.to_string())
            .text("expiration", &rules.expiration.to_string())
            .raw("maxPayloadBytes", rules.max_payload_bytes)
            .text("auth", rules.auth.name());
        writer.finish()
    }))
}

/// How often the value of a header changes.
#[wasm_bindgen(js_name = headerStability)]
#[must_use]
pub fn header_stability(name: &str) -> String {
    waxwing::apns::header_stability(name).name().to_owned()
}
