//! The words that this version knows, for types and tests of the upper half.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::apns::{Action, Environment, InterruptionLevel, Priority, PushType, Reason, Scope};
use waxwing::error::ErrorCode;
use waxwing::json::Value;

use crate::writer::{Writer, list};

/// Every known value of each open or closed list, as JSON text.
#[wasm_bindgen]
#[must_use]
pub fn vocabulary() -> String {
    let codes = ErrorCode::ALL.iter().map(|code| {
        let mut writer = Writer::new();
        writer
            .text("code", code.name())
            .number("number", code.number())
            .text("category", code.category().name());
        writer.finish()
    });
    let codes: Vec<String> = codes.collect();
    let priorities = Priority::ALL.iter().map(|priority| i64::from(priority.number()));
    let mut writer = Writer::new();
    writer
        .raw("errorCodes", format!("[{}]", codes.join(",")))
        .raw("actions", list(Action::ALL.iter().map(|action| action.name())))
        .raw("pushEnvironments", list(Environment::ALL.iter().map(|value| value.name())))
        .raw("interruptionLevels", list(InterruptionLevel::ALL.iter().map(|level| level.name())))
        .raw("priorities", Value::Array(priorities.map(Value::from).collect()))
        .raw("pushTypes", list(PushType::ALL.iter().map(|push_type| push_type.name())))
        .raw("reasons", list(Reason::ALL.iter().map(Reason::as_str)))
        .raw("scopes", list(Scope::ALL.iter().map(|scope| scope.name())));
    writer.finish()
}
