//! The rules for a payload, whoever wrote it (Apple: Generating a remote notification; for Live
//! Activities: Starting and updating Live Activities with ActivityKit push notifications).
//!
//! Keys that Apple defines must have their type; keys unknown here pass as they are.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::payload::InterruptionLevel;
use super::push_type::PushType;
use super::shape;
use crate::error::{Error, ErrorCode, Result};
use crate::given::reads_as_name;
use crate::json::{Limits, Number, Object, Value};

/// What the value of a key must be.
#[derive(Clone, Copy)]
enum Kind {
    /// A string.
    Text,
    /// An array of strings.
    Texts,
    /// A number that is 0 or 1, as Apple writes its flags.
    Flag,
    /// `true` or `false`.
    Bool,
    /// An integer that is not negative.
    Count,
    /// Seconds since 1970; milliseconds are recognised by their size.
    Seconds,
    /// A number from 0 to 1.
    Unit,
    /// A number from 0 to 1; for Live Activities any number.
    Relevance,
    /// Any object.
    Object,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// A string; for Live Activities also an object with `loc-key` and `loc-args`.
    Localizable,
    /// For Live Activities a string, otherwise not Apple's.
    ActivityText,
    /// A string of standard base64 with padding, and not empty.
    Base64,
    /// A string or an object with these keys.
    TextOr(&'static [(&'static str, Self)]),
}

/// The keys of `aps`.
const APS: &[(&str, Kind)] = &[
    ("alert", Kind::TextOr(ALERT)),
    ("badge", Kind::Count),
    ("sound", Kind::TextOr(SOUND)),
    ("thread-id", Kind::Text),
    ("category", Kind::Text),
    ("content-available", Kind::Flag),
    ("mutable-content", Kind::Flag),
    ("target-content-id", Kind::Text),
    ("interruption-level", Kind::OneOf(&["passive", "active", "time-sensitive", "critical"])),
    ("relevance-score", Kind::Relevance),
    ("filter-criteria", Kind::Text),
    ("content-changed", Kind::Bool),
    ("url-args", Kind::Texts),
    ("timestamp", Kind::Seconds),
    ("event", Kind::OneOf(&["start", "update", "end"])),
    ("content-state", Kind::Object),
    ("stale-date", Kind::Seconds),
    ("dismissal-date", Kind::Seconds),
    ("attributes-type", Kind::Text),
    ("attributes", Kind::Object),
    ("input-push-token", Kind::Flag),
    ("input-push-channel", Kind::Base64),
];

/// The keys of `alert`; the last three are of older systems and of websites.
const ALERT: &[(&str, Kind)] = &[
    ("title", Kind::Localizable),
    ("subtitle", Kind::Text),
    ("body", Kind::Localizable),
    ("launch-image", Kind::Text),
    ("title-loc-key", Kind::Text),
    ("title-loc-args", Kind::Texts),
    ("subtitle-loc-key", Kind::Text),
    ("subtitle-loc-args", Kind::Texts),
    ("loc-key", Kind::Text),
    ("loc-args", Kind::Texts),
    ("sound", Kind::ActivityText),
    ("action-loc-key", Kind::Text),
    ("action", Kind::Text),
    ("summary-arg", Kind::Text),
    ("summary-arg-count", Kind::Count),
];

/// The keys of `sound` for a critical alert.
const SOUND: &[(&str, Kind)] =
    &[("critical", Kind::Flag), ("name", Kind::Text), ("volume", Kind::Unit)];

/// What stands in for a text in a Live Activity's alert.
const LOCALIZED: &[(&str, Kind)] = &[("loc-key", Kind::Text), ("loc-args", Kind::Texts)];

/// Whether Apple defines a key of `aps`, or of the `alert` or `sound` in it.
pub(super) fn is_known(object: &str, key: &str) -> bool {
    let keys = match object {
        "alert" => ALERT,
        "sound" => SOUND,
        _ => APS,
    };
    keys.iter().any(|(name, _)| *name == key)
}

/// Checks a whole payload for its push type.
pub(super) fn document(root: &Object, push_type: PushType) -> Result<()> {
    let empty = Object::new();
    let aps = match root.get("aps") {
        None => &empty,
        Some(Value::Object(aps)) => aps,
        Some(other) => return Err(wrong_type("payload.aps", "an object", other)),
    };
    object(aps, APS, "payload.aps", push_type)?;
    if aps.get("mutable-content").is_some_and(is_one) && aps.get("alert").is_none() {
        return Err(contradiction(
            "payload.aps.mutable-content",
            "an alert beside it, which the service extension can change",
            "none",
        ));
    }
    shape::check(root, push_type)
}

/// Checks a key of the caller's own: values must be finite, and not nested without bound.
pub(super) fn custom(key: &str, value: &Value) -> Result<()> {
    // The document itself is one level.
    bounded(&|| own_key(key), value, Limits::MAX_DEPTH - 1)
}

/// Checks an object of the caller's own inside `aps`.
pub(super) fn inside_aps(key: &str, object: &Object) -> Result<()> {
    // The document is one level, `aps` one and the object itself one.
    object.iter().try_for_each(|(_, value)| {
        bounded(&|| format!("payload.aps.{key}"), value, Limits::MAX_DEPTH - 3)
    })
}

/// Checks a whole document that the caller brings as values.
pub(super) fn brought(value: &Value) -> Result<()> {
    bounded(&|| String::from("payload"), value, Limits::MAX_DEPTH)
}

fn bounded(path: &dyn Fn() -> String, value: &Value, depth_left: usize) -> Result<()> {
    let deeper = || {
        depth_left.checked_sub(1).ok_or_else(|| {
            Error::new(
                ErrorCode::TooDeep,
                path(),
                format!("at most {} levels", Limits::MAX_DEPTH),
                "another level",
            )
        })
    };
    match value {
        Value::Array(items) => {
            let depth_left = deeper()?;
            items.iter().try_for_each(|item| bounded(path, item, depth_left))
        }
        Value::Object(object) => {
            let depth_left = deeper()?;
            object.iter().try_for_each(|(_, item)| bounded(path, item, depth_left))
        }
        Value::Number(Number::Float(value)) if !value.is_finite() => Err(Error::new(
            ErrorCode::InvalidPayload,
            path(),
            "a finite number",
            "infinity or not a number",
        )),
        _ => Ok(()),
    }
}

/// The path of a caller's key, unless that key could disturb the error's text.
fn own_key(key: &str) -> String {
    if reads_as_name(key) {
        format!("payload.{key}")
    } else {
        String::from("payload: a key of your own")
    }
}

fn object(
    object: &Object,
    keys: &[(&'static str, Kind)],
    path: &str,
    push_type: PushType,
) -> Result<()> {
    for (key, value) in object.iter() {
        if let Some((_, kind)) = keys.iter().find(|(name, _)| *name == key) {
            check(value, *kind, || format!("{path}.{key}"), push_type)?;
        }
    }
    Ok(())
}

fn check(
    value: &Value,
    kind: Kind,
    path: impl Fn() -> String + Copy,
    push_type: PushType,
) -> Result<()> {
    let activity = push_type == PushType::LiveActivity;
    let expected = match (kind, value) {
        (Kind::Text | Kind::Localizable | Kind::TextOr(_), Value::String(_))
        | (Kind::Bool, Value::Bool(_))
        | (Kind::Object, Value::Object(_))
        | (Kind::Count, Value::Number(Number::Int(0..) | Number::Uint(_))) => return Ok(()),
        (Kind::TextOr(keys), Value::Object(inner)) => {
            return object(inner, keys, &path(), push_type);
        }
        (Kind::Localizable, Value::Object(inner)) if activity => {
            return object(inner, LOCALIZED, &path(), push_type);
        }
        (Kind::ActivityText, Value::String(_)) => return Ok(()),
        (Kind::Base64, Value::String(text)) => {
            return if !text.is_empty() && STANDARD.decode(text).is_ok() {
                Ok(())
            } else {
                Err(wrong_value(path(), "standard base64 with padding", "another string"))
            };
        }
        (Kind::ActivityText, _) if !activity => return Ok(()),
        (Kind::Texts, Value::Array(items)) => {
            return match items.iter().enumerate().find(|(_, item)| item.as_str().is_none()) {
                Some((index, item)) => {
                    Err(wrong_type(format!("{}[{index}]", path()), "a string", item))
                }
                None => Ok(()),
            };
        }
        (Kind::OneOf(allowed), Value::String(text)) => {
            return if allowed.contains(&text.as_str()) {
                Ok(())
            } else {
                Err(wrong_value(path(), allowed.join(", "), "another string"))
            };
        }
        (Kind::Flag, Value::Number(_)) if is_one(value) || is_zero(value) => return Ok(()),
        (Kind::Flag, Value::Number(_)) => {
            return Err(wrong_value(path(), "1 or 0", "another number"));
        }
        (Kind::Count, Value::Number(Number::Int(number))) => {
            return Err(wrong_value(
                path(),
                "an integer that is not negative",
                format!("{number}"),
            ));
        }
        (Kind::Seconds, Value::Number(Number::Int(secs))) => {
            return match super::header::seconds("payload", *secs) {
                Ok(_) => Ok(()),
                Err(error) => {
                    Err(wrong_value(path(), "seconds since 1970", String::from(error.found())))
                }
            };
        }
        (Kind::Relevance, Value::Number(_)) if activity => return Ok(()),
        (Kind::Relevance | Kind::Unit, Value::Number(number)) => {
            let within = match number {
                Number::Int(number) => (0..=1).contains(number),
                Number::Uint(_) => false,
                // Not a number is not within either.
                Number::Float(number) => (0.0..=1.0).contains(number),
            };
            return if within {
                Ok(())
            } else {
                Err(wrong_value(path(), "a number from 0 to 1", "another number"))
            };
        }
        (Kind::Text | Kind::Localizable | Kind::ActivityText | Kind::Base64, _) => "a string",
        (Kind::Texts, _) => "an array of strings",
        (Kind::Flag | Kind::Relevance | Kind::Unit, _) => "a number",
        (Kind::Bool, _) => "true or false",
        (Kind::Count | Kind::Seconds, _) => "an integer",
        (Kind::Object, _) => "an object",
        (Kind::OneOf(_), _) => "a string",
        (Kind::TextOr(_), _) => "a string or an object",
    };
    Err(wrong_type(path(), expected, value))
}

pub(super) fn is_one(value: &Value) -> bool {
    equals(value, 1, 1.0)
}

fn is_zero(value: &Value) -> bool {
    equals(value, 0, 0.0)
}

fn equals(value: &Value, integer: i64, float: f64) -> bool {
    match value {
        Value::Number(Number::Int(value)) => *value == integer,
        Value::Number(Number::Float(value)) => *value == float,
        _ => false,
    }
}

/// The refusal of a level by its name.
pub(super) fn interruption_level() -> Error {
    let names: Vec<&str> = InterruptionLevel::ALL.iter().map(|level| level.name()).collect();
    wrong_value("payload.aps.interruption-level", names.join(", "), "another string")
}

pub(super) fn wrong_type(
    path: impl Into<Cow<'static, str>>,
    expected: &'static str,
    found: &Value,
) -> Error {
    Error::new(ErrorCode::InvalidPayload, path, expected, found.kind())
}

pub(super) fn wrong_value(
    path: impl Into<Cow<'static, str>>,
    expected: impl Into<Cow<'static, str>>,
    found: impl Into<Cow<'static, str>>,
) -> Error {
    Error::new(ErrorCode::InvalidPayload, path, expected, found)
}

/// Parts that are right by themselves but do not belong together.
pub(super) fn contradiction(
    subject: impl Into<Cow<'static, str>>,
    expected: impl Into<Cow<'static, str>>,
    found: impl Into<Cow<'static, str>>,
) -> Error {
    Error::new(ErrorCode::InvalidNotification, subject, expected, found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apns::payload::accept;
    use alloc::vec;

    fn refused(payload: &str, push_type: PushType) -> (ErrorCode, String) {
        let error = accept(payload.into(), push_type, 5120, None).expect_err(payload);
        (error.code(), String::from(error.subject()))
    }

    #[test]
    fn keys_have_the_types_that_apple_documents() {
        for (payload, subject) in [
            (r#"{"aps":[]}"#, "payload.aps"),
            (r#"{"aps":{"alert":7}}"#, "payload.aps.alert"),
            (r#"{"aps":{"alert":null}}"#, "payload.aps.alert"),
            (r#"{"aps":{"alert":{"title":7}}}"#, "payload.aps.alert.title"),
            (r#"{"aps":{"alert":{"title":{"loc-key":"a"}}}}"#, "payload.aps.alert.title"),
            (r#"{"aps":{"alert":{"loc-args":"a"}}}"#, "payload.aps.alert.loc-args"),
            (r#"{"aps":{"alert":{"loc-args":["a",1]}}}"#, "payload.aps.alert.loc-args[1]"),
            (r#"{"aps":{"badge":"1"}}"#, "payload.aps.badge"),
            (r#"{"aps":{"badge":-1}}"#, "payload.aps.badge"),
            (r#"{"aps":{"badge":1.5}}"#, "payload.aps.badge"),
            (r#"{"aps":{"sound":1}}"#, "payload.aps.sound"),
            (r#"{"aps":{"sound":{"critical":true}}}"#, "payload.aps.sound.critical"),
            (r#"{"aps":{"sound":{"volume":1.1}}}"#, "payload.aps.sound.volume"),
            (r#"{"aps":{"content-available":true}}"#, "payload.aps.content-available"),
            (r#"{"aps":{"content-available":2}}"#, "payload.aps.content-available"),
            (r#"{"aps":{"interruption-level":"loud"}}"#, "payload.aps.interruption-level"),
            (r#"{"aps":{"relevance-score":-0.1}}"#, "payload.aps.relevance-score"),
            (r#"{"aps":{"relevance-score":18446744073709551615}}"#, "payload.aps.relevance-score"),
            (r#"{"aps":{"content-changed":1}}"#, "payload.aps.content-changed"),
            (r#"{"aps":{"timestamp":1437179036000}}"#, "payload.aps.timestamp"),
            (r#"{"aps":{"event":"pause"}}"#, "payload.aps.event"),
            (r#"{"aps":{"input-push-channel":"a b"}}"#, "payload.aps.input-push-channel"),
            (r#"{"aps":{"input-push-channel":""}}"#, "payload.aps.input-push-channel"),
        ] {
            let expected = (ErrorCode::InvalidPayload, String::from(subject));
            assert_eq!(refused(payload, PushType::Alert), expected, "{payload}");
        }
    }

    #[test]
    fn what_apple_allows_passes() {
        for (payload, push_type) in [
            ("{}", PushType::Alert),
            (r#" {"aps":{}} "#, PushType::Alert),
            (r#"{"aps":{"badge":0,"future-key":[null]},"mine":null}"#, PushType::Alert),
            (r#"{"aps":{"alert":{"sound":7,"future-key":{}}}}"#, PushType::Alert),
            (r#"{"aps":{"sound":{"critical":1,"name":"default","volume":0}}}"#, PushType::Alert),
            (r#"{"aps":{"relevance-score":0.5,"content-available":1.0}}"#, PushType::Alert),
            (r#"{"aps":{"content-available":1},"n":1}"#, PushType::Background),
            (
                r#"{"aps":{"event":"end","timestamp":1,"relevance-score":100}}"#,
                PushType::LiveActivity,
            ),
            (
                concat!(
                    r#"{"aps":{"event":"end","timestamp":1,"#,
                    r#""alert":{"title":{"loc-key":"a","loc-args":["b"]},"sound":"c"}}}"#
                ),
                PushType::LiveActivity,
            ),
            (r#"{"mdm":"PushMagic"}"#, PushType::Mdm),
        ] {
            assert!(accept(payload.into(), push_type, 5120, None).is_ok(), "{payload}");
        }
        let wrong = r#"{"aps":{"alert":{"sound":7}}}"#;
        assert_eq!(refused(wrong, PushType::LiveActivity).1, "payload.aps.alert.sound");
    }

    #[test]
    fn values_of_the_callers_are_finite_and_bounded() {
        let nested = |levels: usize| (0..levels).fold(Value::Null, |v, _| Value::from(vec![v]));
        assert!(custom("k", &nested(Limits::MAX_DEPTH - 1)).is_ok());
        assert_eq!(custom("k", &nested(Limits::MAX_DEPTH)).unwrap_err().code(), ErrorCode::TooDeep);
        for float in [f64::NAN, f64::INFINITY] {
            let value = Value::from(vec![Value::Number(Number::Float(float))]);
            let error = custom("k", &value).unwrap_err();
            assert_eq!((error.code(), error.subject()), (ErrorCode::InvalidPayload, "payload.k"));
        }
    }

    #[test]
    fn levels_and_their_names_agree() {
        for level in InterruptionLevel::ALL {
            let payload = format!(r#"{{"aps":{{"interruption-level":"{}"}}}}"#, level.name());
            assert!(accept(payload.into(), PushType::Alert, 4096, None).is_ok());
            assert_eq!(InterruptionLevel::from_name(level.name()), Ok(*level));
        }
        assert_eq!(InterruptionLevel::from_name("Active").unwrap_err(), interruption_level());
    }
}
