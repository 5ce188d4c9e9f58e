//! A notification in the making.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use bytes::Bytes;

use super::activity::ActivityEvent;
use super::alert::Alert;
use super::check::contradiction;
use super::header::{self, Headers};
use super::lint_rules;
use super::notification::Notification;
use super::payload::{self, Body, InterruptionLevel, Parts};
use super::priority::{Expiration, Priority};
use super::push_type::PushType;
use super::sound::Sound;
use super::topic::Topic;
use crate::error::Result;
use crate::json::{Object, Value};
use crate::time::Timestamp;

/// A notification in the making. [`build`](Self::build) checks it as a whole.
#[derive(Clone)]
#[must_use = "nothing is checked before `build`"]
pub struct NotificationBuilder {
    pub(super) push_type: PushType,
    pub(super) topic: String,
    pub(super) priority: Option<Priority>,
    pub(super) expiration: Option<Expiration>,
    pub(super) collapse_id: Option<String>,
    pub(super) apns_id: Option<String>,
    pub(super) request_id: Option<String>,
    pub(super) parts: Parts,
    pub(super) payload: Option<Vec<u8>>,
    pub(super) fit: Option<String>,
}

impl NotificationBuilder {
    pub(super) fn new(push_type: PushType, topic: String) -> Self {
        Self {
            push_type,
            topic,
            priority: None,
            expiration: None,
            collapse_id: None,
            apns_id: None,
            request_id: None,
            parts: Parts::default(),
            payload: None,
            fit: None,
        }
    }

    /// How urgent it is. Background pushes always have [`Priority::PowerAware`]. Without it, APNs
    /// assumes [`Priority::Immediate`].
    pub const fn priority(mut self, priority: Priority) -> Self {
        self.priority = Some(priority);
        self
    }

    /// Until when APNs keeps trying. Without it, APNs decides.
    pub const fn expiration(mut self, expiration: Expiration) -> Self {
        self.expiration = Some(expiration);
        self
    }

    /// Notifications with the same id replace each other on the device: 1 to 64 bytes of visible
    /// ASCII.
    pub fn collapse_id(mut self, id: impl Into<String>) -> Self {
        self.collapse_id = Some(id.into());
        self
    }

    /// The UUID that APNs repeats in its reply. Without it, APNs makes one. Keep it when sending
    /// the same notification to the same device again; leave it out when preparing for several
    /// devices.
    pub fn apns_id(mut self, uuid: impl Into<String>) -> Self {
        self.apns_id = Some(uuid.into());
        self
    }

    /// What the user reads: a text, or an [`Alert`].
    pub fn alert(mut self, alert: impl Into<Alert>) -> Self {
        self.parts.alert = Some(alert.into());
        self
    }

    /// The number on the app's icon; 0 removes it.
    pub const fn badge(mut self, number: i64) -> Self {
        self.parts.badge = Some(number);
        self
    }

    /// What the user hears: the name of a file in the app, or a [`Sound`].
    pub fn sound(mut self, sound: impl Into<Sound>) -> Self {
        self.parts.sound = Some(sound.into());
        self
    }

    /// Groups notifications.
    pub fn thread_id(mut self, id: impl Into<String>) -> Self {
        self.parts.thread_id = Some(id.into());
        self
    }

    /// The category that the app registered, with its actions.
    pub fn category(mut self, id: impl Into<String>) -> Self {
        self.parts.category = Some(id.into());
        self
    }

    /// Also wakes the app in the background. Always on for background pushes.
    pub const fn content_available(mut self, on: bool) -> Self {
        self.parts.content_available = on;
        self
    }

    /// Lets the app's service extension change the alert before it is shown.
    pub const fn mutable_content(mut self, on: bool) -> Self {
        self.parts.mutable_content = on;
        self
    }

    /// The window to bring forward.
    pub fn target_content_id(mut self, id: impl Into<String>) -> Self {
        self.parts.target_content_id = Some(id.into());
        self
    }

    /// How strongly it may interrupt.
    pub const fn interruption_level(mut self, level: InterruptionLevel) -> Self {
        self.parts.interruption_level = Some(level);
        self
    }

    /// Its place among the app's notifications in a summary, from 0 to 1. For Live Activities any
    /// number: the largest one is shown.
    pub const fn relevance_score(mut self, score: f64) -> Self {
        self.parts.relevance_score = Some(score);
        self
    }

    /// What a Focus filter of the app matches.
    pub fn filter_criteria(mut self, criteria: impl Into<String>) -> Self {
        self.parts.filter_criteria = Some(criteria.into());
        self
    }

    /// Tells widgets and controls that what they show has changed. Always on for them.
    pub const fn content_changed(mut self, on: bool) -> Self {
        self.parts.content_changed = on;
        self
    }

    /// For websites: what fills the placeholders of the site's URL format. For topics that begin
    /// with `web.` it is written even when there are none.
    pub fn url_args<T: Into<String>>(mut self, args: impl IntoIterator<Item = T>) -> Self {
        self.parts.url_args = Some(args.into_iter().map(Into::into).collect());
        self
    }

    /// What happens to the Live Activity.
    pub const fn event(mut self, event: ActivityEvent) -> Self {
        self.parts.event = Some(event);
        self
    }

    /// The time of a push to a Live Activity, in whole seconds. The system shows the content of
    /// the newest one.
    pub const fn timestamp(mut self, at: Timestamp) -> Self {
        self.parts.timestamp = Some(at);
        self
    }

    /// What the Live Activity shows: must decode as the app's `ContentState`.
    pub fn content_state(mut self, state: Object) -> Self {
        self.parts.content_state = Some(state);
        self
    }

    /// From when on the Live Activity counts as stale, in whole seconds.
    pub const fn stale_date(mut self, at: Timestamp) -> Self {
        self.parts.stale_date = Some(at);
        self
    }

    /// When an ended Live Activity leaves the Lock Screen, in whole seconds: a time in the past
    /// means now, one within four hours is kept. Only with [`ActivityEvent::End`].
    pub const fn dismissal_date(mut self, at: Timestamp) -> Self {
        self.parts.dismissal_date = Some(at);
        self
    }

    /// The Swift type of the Live Activity's attributes, and their values. Only with
    /// [`ActivityEvent::Start`].
    pub fn attributes(mut self, type_name: impl Into<String>, attributes: Object) -> Self {
        self.parts.attributes_type = Some(type_name.into());
        self.parts.attributes = Some(attributes);
        self
    }

    /// Has the Live Activity that is started get a push token for its updates. Not together with
    /// [`input_push_channel`](Self::input_push_channel).
    pub const fn input_push_token(mut self, on: bool) -> Self {
        self.parts.input_push_token = on;
        self
    }

    /// The broadcast channel that the started Live Activity follows, in base64. Systems before
    /// iOS 18 do not start the activity then.
    pub fn input_push_channel(mut self, id: impl Into<String>) -> Self {
        self.parts.input_push_channel = Some(id.into());
        self
    }

    /// For file providers: what has changed.
    pub fn container_identifier(mut self, id: impl Into<String>) -> Self {
        self.parts.container_identifier = Some(id.into());
        self
    }

    /// For file providers: the domain it belongs to.
    pub fn domain(mut self, id: impl Into<String>) -> Self {
        self.parts.domain = Some(id.into());
        self
    }

    /// For device management: what the device sent when it enrolled.
    pub fn push_magic(mut self, magic: impl Into<String>) -> Self {
        self.parts.push_magic = Some(magic.into());
        self
    }

    /// Shortens one text if the payload is too large, at the end and between characters as people
    /// see them, with an ellipsis: [`Notification::cut`] says by how much.
    ///
    /// `pointer` is where the text stands in the payload (RFC 6901), such as `/aps/alert/body`,
    /// or `/aps/alert` for an alert that is a plain text.
    pub fn fit(mut self, pointer: impl Into<String>) -> Self {
        self.fit = Some(pointer.into());
        self
    }

    /// A key of your own beside `aps`. Setting it again replaces its value.
    pub fn custom(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.parts.custom.insert(key, value);
        self
    }

    /// Checks everything and fixes the bytes of headers and payload.
    ///
    /// # Errors
    ///
    /// * [`InvalidHeaderValue`](crate::error::ErrorCode::InvalidHeaderValue) about `apns-topic`,
    ///   `apns-collapse-id` or `apns-id`;
    /// * [`InvalidTime`](crate::error::ErrorCode::InvalidTime) about `apns-expiration`;
    /// * [`InvalidPayload`](crate::error::ErrorCode::InvalidPayload) about a key by its path,
    ///   such as `payload.aps.badge`;
    /// * [`InvalidNotification`](crate::error::ErrorCode::InvalidNotification) when parts do not
    ///   belong together;
    /// * [`PayloadTooLarge`](crate::error::ErrorCode::PayloadTooLarge);
    /// * [`InvalidInput`](crate::error::ErrorCode::InvalidInput) about `fit`;
    /// * [`InvalidJson`](crate::error::ErrorCode::InvalidJson),
    ///   [`InvalidUtf8`](crate::error::ErrorCode::InvalidUtf8),
    ///   [`DuplicateKey`](crate::error::ErrorCode::DuplicateKey) and
    ///   [`TooDeep`](crate::error::ErrorCode::TooDeep) for a payload of the caller's own.
    pub fn build(mut self) -> Result<Notification> {
        let push_type = self.push_type;
        let topic = Topic::new(&self.topic)?.for_push_type(push_type)?;
        let priority = self.checked_priority()?;
        let mut headers = Headers::new();
        headers.push(header::TOPIC, String::from(topic.as_str()))?;
        headers.push(header::PUSH_TYPE, String::from(push_type.name()))?;
        if let Some(priority) = priority {
            headers.push(header::PRIORITY, priority.number().to_string())?;
        }
        if let Some(expiration) = self.expiration {
            expiration.check()?;
            headers.push(header::EXPIRATION, expiration.as_secs().to_string())?;
        }
        if let Some(id) = self.collapse_id.take() {
            header::collapse_id(&id)?;
            headers.push(header::COLLAPSE_ID, id)?;
        }
        if let Some(id) = &self.apns_id {
            headers.push(header::ID, header::apns_id(id)?)?;
        }
        if self.request_id.is_some() {
            return Err(contradiction(header::REQUEST_ID, "this header for a broadcast", "none"));
        }
        // Apple does not ask for it; losses without a trace have been blamed on its absence.
        headers.push(header::CONTENT_TYPE, String::from("application/json"))?;
        let expiration = self.expiration;
        let Body { bytes, document, cut } = self.body(push_type.max_payload_bytes())?;
        let name = Some(topic.as_str());
        let mut lints = lint_rules::headers(push_type, name, priority, expiration);
        lints.extend(lint_rules::document(&document, push_type, name));
        Ok(Notification {
            push_type,
            topic,
            priority,
            expiration,
            headers,
            body: Bytes::from(bytes),
            cut,
            lints,
        })
    }

    /// Background pushes have priority 5. Without the header APNs assumes 10, which it then
    /// refuses (Apple: Pushing background updates to your App).
    fn checked_priority(&self) -> Result<Option<Priority>> {
        match (self.push_type, self.priority) {
            (PushType::Background, None | Some(Priority::PowerAware)) => {
                Ok(Some(Priority::PowerAware))
            }
            (PushType::Background, Some(other)) => Err(contradiction(
                header::PRIORITY,
                "5 for push type background",
                other.number().to_string(),
            )),
            (PushType::LiveActivity, Some(Priority::NeverWake)) => {
                Err(contradiction(header::PRIORITY, "10 or 5 for push type liveactivity", "1"))
            }
            (_, priority) => Ok(priority),
        }
    }

    /// The payload, with at most `max_bytes`.
    pub(super) fn body(mut self, max_bytes: usize) -> Result<Body> {
        let push_type = self.push_type;
        let fit = self.fit.as_deref();
        if let Some(payload) = self.payload {
            if let Some(part) = self.parts.first_set() {
                return Err(contradiction(
                    "payload",
                    "either a payload of your own or the parts of one",
                    alloc::format!("both, with {part}"),
                ));
            }
            return payload::accept(payload, push_type, max_bytes, fit);
        }
        if self.parts.alert.as_ref().is_some_and(|alert| *alert == Alert::default()) {
            return Err(contradiction("payload.aps.alert", "at least one text", "none"));
        }
        match push_type {
            PushType::Alert => {
                if self.topic.starts_with(WEBSITE) {
                    self.parts.url_args.get_or_insert_default();
                }
                require_something_to_show(&self.parts)?;
            }
            PushType::Background => self.parts.content_available = true,
            PushType::Controls | PushType::Widgets => self.parts.content_changed = true,
            _ => {}
        }
        payload::write(&self.parts, push_type, max_bytes, fit)
    }
}

/// What the id of a website begins with (Apple: Configuring Safari push notifications).
const WEBSITE: &str = "web.";

fn require_something_to_show(parts: &Parts) -> Result<()> {
    if parts.alert.is_none() && parts.badge.is_none() && parts.sound.is_none() {
        return Err(contradiction(
            "payload.aps",
            "an alert, a badge or a sound for push type alert",
            "none of them",
        ));
    }
    Ok(())
}

impl fmt::Debug for NotificationBuilder {
    /// Push type and topic, not what it says.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NotificationBuilder")
            .field("push_type", &self.push_type)
            .finish_non_exhaustive()
    }
}
