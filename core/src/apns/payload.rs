//! The body of a notification: written from its parts, or brought by the caller.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::activity::ActivityEvent;
use super::alert::Alert;
use super::check;
use super::fit::{self, Cut};
use super::push_type::PushType;
use super::sound::Sound;
use crate::error::{Error, ErrorCode, Result};
use crate::json::{self, Limits, Number, Object, Value};
use crate::time::Timestamp;

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
    pub(super) content_changed: bool,
    pub(super) url_args: Option<Vec<String>>,
    pub(super) timestamp: Option<Timestamp>,
    pub(super) event: Option<ActivityEvent>,
    pub(super) content_state: Option<Object>,
    pub(super) stale_date: Option<Timestamp>,
    pub(super) dismissal_date: Option<Timestamp>,
    pub(super) attributes_type: Option<String>,
    pub(super) attributes: Option<Object>,
    pub(super) input_push_token: bool,
    pub(super) input_push_channel: Option<String>,
    pub(super) container_identifier: Option<String>,
    pub(super) domain: Option<String>,
    pub(super) push_magic: Option<String>,
    pub(super) custom: Object,
}

impl Parts {
    /// The document: `aps` with its keys in the order of Apple's table, then the caller's keys.
    fn to_json(&self, push_type: PushType) -> Result<Object> {
        let mut root = Object::new();
        let aps = self.aps()?;
        match push_type {
            PushType::FileProvider | PushType::Mdm if aps.is_empty() => {}
            _ => root.insert("aps", aps),
        }
        let own_keys = [
            ("container-identifier", &self.container_identifier, PushType::FileProvider),
            ("domain", &self.domain, PushType::FileProvider),
            ("mdm", &self.push_magic, PushType::Mdm),
        ];
        for (key, value, owner) in own_keys {
            match value {
                Some(value) if owner == push_type => root.insert(key, value.as_str()),
                Some(_) => {
                    return Err(check::contradiction(
                        format!("payload.{key}"),
                        format!("this key for push type {} only", owner.name()),
                        push_type.name(),
                    ));
                }
                None => {}
            }
        }
        for (key, value) in self.custom.iter() {
            if key == "aps" || root.get(key).is_some() {
                return Err(Error::new(
                    ErrorCode::InvalidPayload,
                    format!("payload.{key}"),
                    "keys of your own beside those of Apple",
                    format!("{key} as such a key"),
                ));
            }
            check::custom(key, value)?;
            root.insert(key, value.clone());
        }
        Ok(root)
    }

    fn aps(&self) -> Result<Object> {
        let mut aps = Object::new();
        let mut set = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                aps.insert(key, value);
            }
        };
        let text = |text: &Option<String>| text.as_deref().map(Value::from);
        let flag = |on: bool| on.then(|| Value::from(1_i64));
        let time = |time: Option<Timestamp>| time.map(|time| Value::from(time.as_secs()));
        let object = |key: &str, object: &Option<Object>| {
            object
                .as_ref()
                .map(|object| check::inside_aps(key, object).map(|()| Value::from(object.clone())))
                .transpose()
        };
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
        set("content-changed", self.content_changed.then(|| Value::from(true)));
        set("url-args", self.url_args.as_deref().map(texts));
        set("timestamp", time(self.timestamp));
        set("event", self.event.map(|event| Value::from(event.name())));
        set("content-state", object("content-state", &self.content_state)?);
        set("stale-date", time(self.stale_date));
        set("dismissal-date", time(self.dismissal_date));
        set("attributes-type", text(&self.attributes_type));
        set("attributes", object("attributes", &self.attributes)?);
        set("input-push-token", flag(self.input_push_token));
        set("input-push-channel", text(&self.input_push_channel));
        Ok(aps)
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
            ("content-changed", self.content_changed),
            ("url-args", self.url_args.is_some()),
            ("timestamp", self.timestamp.is_some()),
            ("event", self.event.is_some()),
            ("content-state", self.content_state.is_some()),
            ("stale-date", self.stale_date.is_some()),
            ("dismissal-date", self.dismissal_date.is_some()),
            ("attributes-type", self.attributes_type.is_some()),
            ("attributes", self.attributes.is_some()),
            ("input-push-token", self.input_push_token),
            ("input-push-channel", self.input_push_channel.is_some()),
            ("container-identifier", self.container_identifier.is_some()),
            ("domain", self.domain.is_some()),
            ("mdm", self.push_magic.is_some()),
            ("a key of your own", !self.custom.is_empty()),
        ]
        .into_iter()
        .find_map(|(name, set)| set.then_some(name))
    }
}

/// A body, checked.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    pub(super) document: Object,
    pub(super) cut: Option<Cut>,
}

/// The body written from its parts, checked; at most `max_bytes`, to which the text at the
/// pointer `fit` may be shortened.
pub(super) fn write(
    parts: &Parts,
    push_type: PushType,
    max_bytes: usize,
    fit: Option<&str>,
) -> Result<Body> {
    let document = parts.to_json(push_type)?;
    check::document(&document, push_type)?;
    let bytes = document.to_string().into_bytes();
    fitted(Body { bytes, document, cut: None }, push_type, max_bytes, fit)
}

/// The caller's own body, checked by the same rules and kept byte for byte if it has at most
/// `max_bytes`; otherwise written anew with the text at the pointer `fit` shortened.
pub(super) fn accept(
    bytes: Vec<u8>,
    push_type: PushType,
    max_bytes: usize,
    fit: Option<&str>,
) -> Result<Body> {
    let max_read = if fit.is_some() { fit::MAX_BYTES.max(max_bytes) } else { max_bytes };
    check_size(bytes.len(), push_type, max_read)?;
    let document = json::parse_object(&bytes, &Limits::bytes(max_read), "payload")?;
    check::document(&document, push_type)?;
    fitted(Body { bytes, document, cut: None }, push_type, max_bytes, fit)
}

fn fitted(
    mut body: Body,
    push_type: PushType,
    max_bytes: usize,
    fit: Option<&str>,
) -> Result<Body> {
    if let Some(pointer) = fit {
        fit::check(&body.document, pointer)?;
        if body.bytes.len() > max_bytes {
            body.cut = fit::shorten(&mut body.document, pointer, max_bytes)?;
            body.bytes = body.document.to_string().into_bytes();
        }
    }
    check_size(body.bytes.len(), push_type, max_bytes)?;
    Ok(body)
}

fn check_size(length: usize, push_type: PushType, max: usize) -> Result<()> {
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

/// A list of texts.
pub(super) fn texts(texts: &[String]) -> Value {
    Value::Array(texts.iter().map(|text| Value::from(text.as_str())).collect())
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
