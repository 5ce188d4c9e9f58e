//! What is sent, apart from whom it is sent to.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use bytes::Bytes;

use super::activity::ActivityEvent;
use super::alert::Alert;
use super::builder::NotificationBuilder;
use super::endpoint::Endpoint;
use super::fit::Cut;
use super::header::Headers;
use super::lint::Lint;
use super::priority::{Expiration, Priority};
use super::push_type::PushType;
use super::request::Prepared;
use super::topic::Topic;
use crate::json::Object;
use crate::time::Timestamp;

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
    pub(super) push_type: PushType,
    pub(super) topic: Topic,
    pub(super) priority: Option<Priority>,
    pub(super) expiration: Option<Expiration>,
    pub(super) headers: Headers,
    pub(super) body: Bytes,
    pub(super) cut: Option<Cut>,
    pub(super) lints: Vec<Lint>,
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

    /// Begins the announcement of a call: everything is in keys of your own.
    ///
    /// `topic` is the app's bundle id; `.voip` is added.
    ///
    /// ```
    /// use waxwing::apns::{Expiration, Notification, Priority};
    ///
    /// let note = Notification::voip("com.example.app")
    ///     .custom("call", 7_i64)
    ///     .priority(Priority::Immediate)
    ///     .expiration(Expiration::Once)
    ///     .build()?;
    /// assert_eq!(note.topic().as_str(), "com.example.app.voip");
    /// assert_eq!(note.payload(), r#"{"aps":{},"call":7}"#);
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    pub fn voip(topic: impl Into<String>) -> NotificationBuilder {
        Self::builder(PushType::Voip, topic)
    }

    /// Begins an update of a watchOS complication: everything is in keys of your own.
    ///
    /// `topic` is the app's bundle id; `.complication` is added.
    pub fn complication(topic: impl Into<String>) -> NotificationBuilder {
        Self::builder(PushType::Complication, topic)
    }

    /// Begins news of a Push to Talk channel: everything is in keys of your own. Apple asks for
    /// [`Priority::Immediate`] and [`Expiration::Once`].
    ///
    /// `topic` is the app's bundle id; `.voip-ptt` is added.
    pub fn push_to_talk(topic: impl Into<String>) -> NotificationBuilder {
        Self::builder(PushType::PushToTalk, topic)
    }

    /// Begins a question for the device's location. Needs a provider token.
    ///
    /// `topic` is the app's bundle id; `.location-query` is added.
    pub fn location(topic: impl Into<String>) -> NotificationBuilder {
        Self::builder(PushType::Location, topic)
    }

    /// Begins a push that reloads widgets: `content-changed` true. Apple asks to leave priority
    /// and expiration out.
    ///
    /// `topic` is the app's bundle id; `.push-type.widgets` is added.
    pub fn widgets(topic: impl Into<String>) -> NotificationBuilder {
        Self::builder(PushType::Widgets, topic)
    }

    /// Begins a push that updates a control: `content-changed` true.
    ///
    /// `topic` is the app's bundle id; `.push-type.controls` is added.
    pub fn controls(topic: impl Into<String>) -> NotificationBuilder {
        Self::builder(PushType::Controls, topic)
    }

    /// Begins news for a File Provider extension: that a container of a domain has changed.
    /// Extensions that replicate look at `NSFileProviderWorkingSetContainerItemIdentifier` only.
    ///
    /// `topic` is the app's bundle id; `.pushkit.fileprovider` is added.
    ///
    /// ```
    /// use waxwing::apns::Notification;
    ///
    /// let container = "NSFileProviderWorkingSetContainerItemIdentifier";
    /// let note = Notification::file_provider("com.example.app", container, "work").build()?;
    /// assert_eq!(
    ///     note.payload(),
    ///     format!(r#"{{"container-identifier":"{container}","domain":"work"}}"#)
    /// );
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    pub fn file_provider(
        topic: impl Into<String>,
        container: impl Into<String>,
        domain: impl Into<String>,
    ) -> NotificationBuilder {
        Self::builder(PushType::FileProvider, topic).container_identifier(container).domain(domain)
    }

    /// Begins a push that tells a managed device to contact its server.
    ///
    /// `topic` is the UID in the subject of the push certificate; `push_magic` is what the device
    /// sent when it enrolled.
    pub fn mdm(topic: impl Into<String>, push_magic: impl Into<String>) -> NotificationBuilder {
        Self::builder(PushType::Mdm, topic).push_magic(push_magic)
    }

    /// Begins a push that starts, updates or ends a Live Activity.
    ///
    /// `topic` is the app's bundle id; `.push-type.liveactivity` is added. `timestamp` is the
    /// time of the push: the system shows the content of the newest, so keep it when you send
    /// the same push again. `content_state` must decode as the app's `ContentState`.
    ///
    /// ```
    /// use waxwing::apns::{ActivityEvent, Alert, Notification};
    /// use waxwing::json::Object;
    /// use waxwing::time::Timestamp;
    ///
    /// let now = Timestamp::from_secs(1_763_760_000)?;
    /// let mut score = Object::new();
    /// score.insert("home", 2_i64);
    /// let note = Notification::live_activity("com.example.app", ActivityEvent::Update, now, score)
    ///     .stale_date(now.saturating_add_millis(900_000))
    ///     .build()?;
    /// assert_eq!(
    ///     note.payload(),
    ///     concat!(
    ///         r#"{"aps":{"timestamp":1763760000,"event":"update","#,
    ///         r#""content-state":{"home":2},"stale-date":1763760900}}"#
    ///     )
    /// );
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    pub fn live_activity(
        topic: impl Into<String>,
        event: ActivityEvent,
        timestamp: Timestamp,
        content_state: Object,
    ) -> NotificationBuilder {
        Self::builder(PushType::LiveActivity, topic)
            .event(event)
            .timestamp(timestamp)
            .content_state(content_state)
    }

    /// Begins a push that makes Wallet fetch a pass anew. The payload is `{}`: Wallet reads
    /// nothing in it. The device token is the pass's push token, and the environment is always
    /// production.
    ///
    /// `pass_type_id` begins with `pass.`.
    ///
    /// ```
    /// use waxwing::apns::Notification;
    ///
    /// assert_eq!(Notification::wallet("pass.com.example.loyalty").build()?.payload(), "{}");
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    pub fn wallet(pass_type_id: impl Into<String>) -> NotificationBuilder {
        Self::with_payload(PushType::Alert, pass_type_id, *b"{}")
    }

    /// Begins a notification of a website in Safari, of the kind before Web Push.
    ///
    /// `website_push_id` begins with `web.`; `url_args` fill the placeholders of the site's URL
    /// format, and are written even when there are none.
    ///
    /// ```
    /// use waxwing::apns::Notification;
    ///
    /// let note = Notification::website("web.com.example", "Ready", "Your order", ["42"]).build()?;
    /// assert_eq!(
    ///     note.payload(),
    ///     r#"{"aps":{"alert":{"title":"Ready","body":"Your order"},"url-args":["42"]}}"#
    /// );
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    pub fn website<T: Into<String>>(
        website_push_id: impl Into<String>,
        title: impl Into<String>,
        body: impl Into<String>,
        url_args: impl IntoIterator<Item = T>,
    ) -> NotificationBuilder {
        Self::alert(website_push_id, Alert::new(title, body)).url_args(url_args)
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
        NotificationBuilder::new(push_type, topic.into())
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

    /// What APNs accepts and what still rarely is what was meant, headers first.
    #[must_use]
    pub fn lints(&self) -> &[Lint] {
        &self.lints
    }

    /// What was cut off to make it fit, if [`fit`](NotificationBuilder::fit) allowed it and it
    /// was necessary.
    #[must_use]
    pub const fn cut(&self) -> Option<&Cut> {
        self.cut.as_ref()
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
