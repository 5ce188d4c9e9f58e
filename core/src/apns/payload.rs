//! The body of a notification: written from its parts, or brought by the caller.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::alert::Alert;
use super::check;
use super::push_type::PushType;
use super::sound::Sound;
use crate::error::{Error, ErrorCode, Result};
use crate::json::{self, Limits, Number, Object, Value};

/// How strongly a notification may interrupt: the key `interruption-level` of `aps`
/// (Apple: Generating a remote notification).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum InterruptionLevel {
    /// Listed, without lighting the screen or playing a sound.
    Passive,
    /// Shown at once; what the system assumes.
    Active,
    /// Shown at once, through most of Focus.
    TimeSensitive,
    /// Shown at once, with sound even when silenced. Needs an entitlement of Apple's.
    Critical,
}

impl InterruptionLevel {
    /// Every level, the quietest first.
    pub const ALL: &'static [Self] =
        &[Self::Passive, Self::Active, Self::TimeSensitive, Self::Critical];

    /// The value of the key.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Passive => "passive",
            Self::Active => "active",
            Self::TimeSensitive => "time-sensitive",
            Self::Critical => "critical",
        }
    }

    /// From the value of the key.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidPayload`] about `payload.aps.interruption-level`.
    pub fn from_name(name: &str) -> Result<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|level| level.name() == name)
            .ok_or_else(check::interruption_level)
    }
}

/// The parts that `aps` and its surroundings are written from.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    pub(super) alert: Option<Alert>,
    pub(super) badge: Option<i64>,
    pub(super) sound: Option<Sound>,
    pub(super) thread_id: Option<String>,
    pub(super) category: Option<String>,
    pub(super) content_available: bool,
    pub(super) mutable_content: bool,
    pub(super) target_content_id: Option<String>,
    pub(super) interruption_level: Option<InterruptionLevel>,
    pub(super) relevance_score: Option<f64>,
    pub(super) filter_criteria: Option<String>,
    pub(super) custom: Object,
}

impl Parts {
    /// The document: `aps` with its keys in the order of Apple's table, then the caller's keys.
    fn to_json(&self) -> Result<Object> {
        let mut aps = Object::new();
        let mut set = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                aps.insert(key, value);
            }
        };
        let text = |text: &Option<String>| text.as_deref().map(Value::from);
        let flag = |on: bool| on.then(|| Value::from(1_i64));
        set("alert", self.alert.as_ref().map(Alert::to_json));
        set("badge", self.badge.map(Value::from));
        set("sound", self.sound.as_ref().map(Sound::to_json));
        set("thread-id", text(&self.thread_id));
        set("category", text(&self.category));
        set("content-available", flag(self.content_available));
        set("mutable-content", flag(self.mutable_content));
        set("target-content-id", text(&self.target_content_id));
        set("interruption-level", self.interruption_level.map(|level| Value::from(level.name())));
        set("relevance-score", self.relevance_score.map(number));
        set("filter-criteria", text(&self.filter_criteria));

        let mut root = Object::new();
        root.insert("aps", aps);
        for (key, value) in self.custom.iter() {
            if key == "aps" {
                return Err(Error::new(
                    ErrorCode::InvalidPayload,
                    "payload.aps",
                    "keys of your own beside aps",
                    "aps as such a key",
                ));
            }
            check::custom(key, value)?;
            root.insert(key, value.clone());
        }
        Ok(root)
    }

    /// The names of the parts that are set, for errors.
    pub(super) fn first_set(&self) -> Option<&'static str> {
        [
            ("alert", self.alert.is_some()),
            ("badge", self.badge.is_some()),
            ("sound", self.sound.is_some()),
            ("thread-id", self.thread_id.is_some()),
            ("category", self.category.is_some()),
            ("content-available", self.content_available),
            ("mutable-content", self.mutable_content),
            ("target-content-id", self.target_content_id.is_some()),
            ("interruption-level", self.interruption_level.is_some()),
            ("relevance-score", self.relevance_score.is_some()),
            ("filter-criteria", self.filter_criteria.is_some()),
            ("a key of your own", !self.custom.is_empty()),
        ]
        .into_iter()
        .find_map(|(name, set)| set.then_some(name))
    }
}

/// The body written from its parts, checked.
pub(super) fn write(parts: &Parts, push_type: PushType) -> Result<Vec<u8>> {
    let root = parts.to_json()?;
    check::document(&root, push_type)?;
    let body = root.to_string().into_bytes();
    check_size(body.len(), push_type)?;
    Ok(body)
}

/// The caller's own body, checked by the same rules and kept byte for byte.
pub(super) fn accept(body: &[u8], push_type: PushType) -> Result<()> {
    check_size(body.len(), push_type)?;
    let root = json::parse_object(body, &Limits::bytes(push_type.max_payload_bytes()), "payload")?;
    check::document(&root, push_type)
}

fn check_size(length: usize, push_type: PushType) -> Result<()> {
    let max = push_type.max_payload_bytes();
    if length <= max {
        return Ok(());
    }
    Err(Error::new(
        ErrorCode::PayloadTooLarge,
        "payload",
        format!("at most {max} bytes for push type {}", push_type.name()),
        format!("{length} bytes"),
    ))
}

/// A number, written without a fraction where it has none and is one of the usual ends of a
/// range, so that the same value has the same bytes in every language.
pub(super) fn number(value: f64) -> Value {
    Value::Number(if value == 0.0 {
        Number::Int(0)
    } else if value == 1.0 {
        Number::Int(1)
    } else {
        Number::Float(value)
    })
}
