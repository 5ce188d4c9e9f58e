//! What is sent, apart from whom it is sent to.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use bytes::Bytes;

use super::alert::Alert;
use super::check::contradiction;
use super::endpoint::Endpoint;
use super::header::{self, Headers};
use super::payload::{self, InterruptionLevel, Parts};
use super::priority::{Expiration, Priority};
use super::push_type::PushType;
use super::request::Prepared;
use super::sound::Sound;
use super::topic::Topic;
use crate::error::Result;
use crate::json::Value;

/// A notification whose headers and payload have passed every rule; the same for every device.
///
/// ```
/// use waxwing::apns::{Environment, Notification, Priority, Sound};
///
/// let note = Notification::alert("com.example.app", "Your order is here")
///     .badge(0)
///     .sound(Sound::default())
///     .priority(Priority::Immediate)
///     .collapse_id("order-42")
///     .custom("order", 42_i64)
///     .build()?;
/// assert_eq!(
///     note.payload(),
///     r#"{"aps":{"alert":"Your order is here","badge":0,"sound":"default"},"order":42}"#
/// );
/// let push = note.prepare(Environment::Production);
/// assert_eq!(push.headers().next(), Some(("apns-topic", "com.example.app")));
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone)]
pub struct Notification {
    push_type: PushType,
    topic: Topic,
    priority: Option<Priority>,
    expiration: Option<Expiration>,
    headers: Headers,
    body: Bytes,
}

impl Notification {
    /// Begins a notification that shows an alert.
    ///
    /// `topic` is the app's bundle id.
    pub fn alert(topic: impl Into<String>, alert: impl Into<Alert>) -> NotificationBuilder {
        Self::builder(PushType::Alert, topic).alert(alert)
    }

    /// Begins a notification that wakes the app without showing anything: `content-available` 1
    /// and priority 5. Apple delivers two or three of them an hour.
    ///
    /// `topic` is the app's bundle id.
    pub fn background(topic: impl Into<String>) -> NotificationBuilder {
        Self::builder(PushType::Background, topic)
    }

    /// Begins a notification with a payload of the caller's own: a JSON object, held to the same
    /// rules and sent byte for byte.
    ///
    /// `topic` is the app's bundle id; the suffix of the push type is added unless it is there.
    /// For a bundle id that itself ends like that, give the whole topic: `com.example.voip.voip`.
    ///
    /// ```
    /// use waxwing::apns::{Notification, PushType};
    ///
    /// let note = Notification::with_payload(PushType::Voip, "com.example.app", r#"{"call": 7}"#)
    ///     .build()?;
    /// assert_eq!(note.topic().as_str(), "com.example.app.voip");
    /// assert_eq!(note.payload(), r#"{"call": 7}"#);
    ///
    /// let error = Notification::with_payload(PushType::Alert, "com.example.app", r#"{"aps":{"badge":"1"}}"#)
    ///     .build()
    ///     .unwrap_err();
    /// assert_eq!(error.subject(), "payload.aps.badge");
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    pub fn with_payload(
        push_type: PushType,
        topic: impl Into<String>,
        json: impl Into<Vec<u8>>,
    ) -> NotificationBuilder {
        let mut builder = Self::builder(push_type, topic);
        builder.payload = Some(json.into());
        builder
    }

    /// Begins a notification of any push type, with nothing set: for layers that set what their
    /// caller gave. Apart from that, the other functions here read better.
    pub fn builder(push_type: PushType, topic: impl Into<String>) -> NotificationBuilder {
        NotificationBuilder {
            push_type,
            topic: topic.into(),
            priority: None,
            expiration: None,
            collapse_id: None,
            apns_id: None,
            parts: Parts::default(),
            payload: None,
        }
    }

    /// Fixes headers and body for an endpoint: an
    /// [`Environment`](super::Environment), or an [`Endpoint`] with another port or host.
    #[must_use]
    pub fn prepare(&self, endpoint: impl Into<Endpoint>) -> Prepared {
        Prepared::new(endpoint.into(), &self.headers, self.body.clone())
    }

    /// What kind of push it is.
    #[must_use]
    pub const fn push_type(&self) -> PushType {
        self.push_type
    }

    /// Its topic, with the suffix of its push type.
    #[must_use]
    pub const fn topic(&self) -> &Topic {
        &self.topic
    }

    /// Its priority, if the header is sent.
    #[must_use]
    pub const fn priority(&self) -> Option<Priority> {
        self.priority
    }

    /// Its expiration, if the header is sent. Do not send it again after that.
    #[must_use]
    pub const fn expiration(&self) -> Option<Expiration> {
        self.expiration
    }

    /// Its payload, exactly as it is sent.
    #[must_use]
    pub fn payload(&self) -> &str {
        // Checked as JSON, and so as UTF-8, when it was built.
        core::str::from_utf8(&self.body).unwrap_or_default()
    }
}

impl fmt::Debug for Notification {
    /// Push type, topic and size, not what it says.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notification")
            .field("push_type", &self.push_type)
            .field("topic", &self.topic)
            .field("payload_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// A notification in the making. [`build`](Self::build) checks it as a whole.
#[derive(Clone)]
#[must_use = "nothing is checked before `build`"]
pub struct NotificationBuilder {
    push_type: PushType,
    topic: String,
    priority: Option<Priority>,
    expiration: Option<Expiration>,
    collapse_id: Option<String>,
    apns_id: Option<String>,
    parts: Parts,
    payload: Option<Vec<u8>>,
}

impl NotificationBuilder {
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

    /// Its place among the app's notifications in a summary, from 0 to 1.
    pub const fn relevance_score(mut self, score: f64) -> Self {
        self.parts.relevance_score = Some(score);
        self
    }

    /// What a Focus filter of the app matches.
    pub fn filter_criteria(mut self, criteria: impl Into<String>) -> Self {
        self.parts.filter_criteria = Some(criteria.into());
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
        // Apple does not ask for it; losses without a trace have been blamed on its absence.
        headers.push(header::CONTENT_TYPE, String::from("application/json"))?;
        let expiration = self.expiration;
        let body = Bytes::from(self.body()?);
        Ok(Notification { push_type, topic, priority, expiration, headers, body })
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
            (_, priority) => Ok(priority),
        }
    }

    fn body(mut self) -> Result<Vec<u8>> {
        let push_type = self.push_type;
        if let Some(payload) = self.payload {
            if let Some(part) = self.parts.first_set() {
                return Err(contradiction(
                    "payload",
                    "either a payload of your own or the parts of one",
                    format!("both, with {part}"),
                ));
            }
            payload::accept(&payload, push_type)?;
            return Ok(payload);
        }
        match push_type {
            PushType::Alert => self.require_something_to_show()?,
            PushType::Background => self.parts.content_available = true,
            _ => {
                return Err(contradiction(
                    "payload",
                    format!("a payload of your own for push type {}", push_type.name()),
                    "none",
                ));
            }
        }
        payload::write(&self.parts, push_type)
    }

    fn require_something_to_show(&self) -> Result<()> {
        let Parts { alert, badge, sound, .. } = &self.parts;
        if alert.as_ref().is_some_and(|alert| *alert == Alert::default()) {
            return Err(contradiction("payload.aps.alert", "at least one text", "none"));
        }
        if alert.is_none() && badge.is_none() && sound.is_none() {
            return Err(contradiction(
                "payload.aps",
                "an alert, a badge or a sound for push type alert",
                "none of them",
            ));
        }
        Ok(())
    }
}

impl fmt::Debug for NotificationBuilder {
    /// Push type and topic, not what it says.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NotificationBuilder")
            .field("push_type", &self.push_type)
            .finish_non_exhaustive()
    }
}
