//! Broadcasts: one push for every device whose Live Activity follows a channel.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use bytes::Bytes;
use http::Method;

use super::activity::ActivityEvent;
use super::builder::NotificationBuilder;
use super::bundle_id;
use super::call::Call;
use super::channel::ChannelId;
use super::check::contradiction;
use super::endpoint::Endpoint;
use super::fit::Cut;
use super::header::{self, Headers, refuse};
use super::lint::Lint;
use super::lint_rules;
use super::payload::Body;
use super::priority::{Expiration, Priority};
use super::push_type::PushType;
use crate::error::Result;

/// The path, before the bundle id (Apple: Sending broadcast push notification requests to APNs).
const PATH: &str = "/4/broadcasts/apps/";

/// The largest body, in bytes (the same page).
const MAX_BYTES: usize = 5120;

/// A push to a broadcast channel, whose headers and payload have passed every rule.
///
/// ```
/// use waxwing::apns::{
///     ActivityEvent, ChannelId, Environment, Expiration, Notification, Priority,
/// };
/// use waxwing::json::Object;
/// use waxwing::time::Timestamp;
///
/// let now = Timestamp::from_secs(1_763_760_000)?;
/// let channel = ChannelId::new("dHN0LXNyY2gtY2hubA==")?;
/// let mut score = Object::new();
/// score.insert("home", 2_i64);
/// let broadcast =
///     Notification::live_activity("com.example.app", ActivityEvent::Update, now, score)
///         .priority(Priority::Immediate)
///         .expiration(Expiration::Once)
///         .broadcast(&channel)?;
///
/// let call = broadcast.prepare(Environment::Production);
/// assert_eq!(call.url(), "https://api.push.apple.com/4/broadcasts/apps/com.example.app");
/// assert_eq!(call.headers().next(), Some(("apns-channel-id", "dHN0LXNyY2gtY2hubA==")));
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// Source: Apple, "Sending broadcast push notification requests to APNs".
#[derive(Clone)]
pub struct Broadcast {
    path: String,
    priority: Priority,
    expiration: Expiration,
    headers: Headers,
    body: Bytes,
    cut: Option<Cut>,
    lints: Vec<Lint>,
}

impl NotificationBuilder {
    /// The UUID of a broadcast, which APNs repeats in its reply. Without it, APNs makes one.
    pub fn request_id(mut self, uuid: impl Into<String>) -> Self {
        self.request_id = Some(uuid.into());
        self
    }

    /// Checks everything and fixes the bytes of headers and payload, for all devices that follow
    /// a channel.
    ///
    /// It updates or ends Live Activities; the topic is the bundle id alone, without a suffix.
    /// Priority and expiration must be set, the latter to [`Expiration::Once`] for a channel that
    /// stores nothing; another one keeps the push for at most 8 hours. The payload has at most
    /// 5120 bytes.
    ///
    /// # Errors
    ///
    /// * [`InvalidInput`](crate::error::ErrorCode::InvalidInput) about `bundle id`: see
    ///   [`Channels::new`](super::Channels::new);
    /// * [`InvalidHeaderValue`](crate::error::ErrorCode::InvalidHeaderValue) about
    ///   `apns-priority` or `apns-expiration` without a value, about the priority 1, and about
    ///   `apns-request-id`;
    /// * [`InvalidNotification`](crate::error::ErrorCode::InvalidNotification) about
    ///   `apns-push-type` for another push type, about `apns-id` and `apns-collapse-id`, which
    ///   broadcasts do not have, and about `payload.aps.event` for a start;
    /// * those of [`build`](Self::build) about expiration and payload.
    pub fn broadcast(mut self, channel: &ChannelId) -> Result<Broadcast> {
        if self.push_type != PushType::LiveActivity {
            return Err(contradiction(
                header::PUSH_TYPE,
                format!("{} for a broadcast", PushType::LiveActivity.name()),
                self.push_type.name(),
            ));
        }
        bundle_id::check_bare(&self.topic)?;
        for (name, value) in [(header::ID, &self.apns_id), (header::COLLAPSE_ID, &self.collapse_id)]
        {
            if value.is_some() {
                return Err(contradiction(name, "no such header for a broadcast", "a value"));
            }
        }
        let none = |name| refuse(name, "a value, which broadcasts need", "none");
        let priority = self.priority.ok_or_else(|| none(header::PRIORITY))?;
        let expiration = self.expiration.ok_or_else(|| none(header::EXPIRATION))?;
        if priority == Priority::NeverWake {
            let found = priority.number().to_string();
            return Err(refuse(header::PRIORITY, "10 or 5 for a broadcast", found));
        }
        expiration.check()?;

        let mut headers = Headers::new();
        headers.push_value(header::CHANNEL_ID, channel.header_value().clone());
        headers.push(header::PUSH_TYPE, String::from(self.push_type.name()))?;
        headers.push(header::PRIORITY, priority.number().to_string())?;
        headers.push(header::EXPIRATION, expiration.as_secs().to_string())?;
        if let Some(id) = self.request_id.take() {
            headers.push(header::REQUEST_ID, header::uuid(header::REQUEST_ID, &id)?)?;
        }
        // As for a device push.
        headers.push(header::CONTENT_TYPE, String::from("application/json"))?;

        let path = [PATH, &self.topic].concat();
        refuse_start(self.parts.event.map(ActivityEvent::name))?;
        let Body { bytes, document, cut } = self.body(MAX_BYTES)?;
        refuse_start(document.get("aps").and_then(|aps| aps.pointer("/event")?.as_str()))?;
        let push_type = PushType::LiveActivity;
        let mut lints = lint_rules::headers(push_type, None, Some(priority), Some(expiration));
        lints.extend(lint_rules::document(&document, push_type, None));
        let body = Bytes::from(bytes);
        Ok(Broadcast { path, priority, expiration, headers, body, cut, lints })
    }
}

/// A Live Activity is started on one device, by its own token.
fn refuse_start(event: Option<&str>) -> Result<()> {
    if event == Some(ActivityEvent::Start.name()) {
        return Err(contradiction("payload.aps.event", "update or end for a broadcast", "start"));
    }
    Ok(())
}

impl Broadcast {
    /// The request to an endpoint: an [`Environment`](super::Environment), or an [`Endpoint`]
    /// with another port or host. Broadcasts go where pushes to devices go, not where channels
    /// are managed.
    #[must_use]
    pub fn prepare(&self, endpoint: impl Into<Endpoint>) -> Call {
        let Self { path, headers, body, .. } = self;
        Call::new(Method::POST, endpoint.into(), path.clone(), headers.clone(), body.clone())
    }

    /// Its priority.
    #[must_use]
    pub const fn priority(&self) -> Priority {
        self.priority
    }

    /// Its expiration. Do not send it again after that.
    #[must_use]
    pub const fn expiration(&self) -> Expiration {
        self.expiration
    }

    /// What was cut off to make it fit, if [`fit`](NotificationBuilder::fit) allowed it and it
    /// was necessary.
    #[must_use]
    pub const fn cut(&self) -> Option<&Cut> {
        self.cut.as_ref()
    }

    /// What APNs would accept and what rarely is meant.
    #[must_use]
    pub fn lints(&self) -> &[Lint] {
        &self.lints
    }

    /// Its payload, exactly as it is sent.
    #[must_use]
    pub fn payload(&self) -> &str {
        // Checked as JSON, and so as UTF-8, when it was built.
        core::str::from_utf8(&self.body).unwrap_or_default()
    }
}

impl fmt::Debug for Broadcast {
    /// Where it goes and how large it is, not what it says.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Broadcast")
            .field("path", &self.path)
            .field("payload_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apns::{LintCode, Notification};
    use crate::error::ErrorCode;
    use crate::json::Object;
    use crate::time::Timestamp;

    fn update() -> NotificationBuilder {
        let now = Timestamp::from_secs(1_763_760_000).unwrap();
        Notification::live_activity("com.example.app", ActivityEvent::Update, now, Object::new())
    }

    #[test]
    fn a_push_to_a_device_has_no_request_id() {
        let id = "5b1a8b3e-2f2c-4d55-8f6b-0b8f3a9d2c11";
        let error = update().request_id(id).build().unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidNotification);
        assert_eq!(error.subject(), "apns-request-id");
    }

    #[test]
    fn a_text_is_shortened_to_the_limit_of_broadcasts() {
        let channel = ChannelId::new("AA==").unwrap();
        let long = update()
            .alert("a".repeat(6000))
            .priority(Priority::Immediate)
            .expiration(Expiration::Once);
        let error = long.clone().broadcast(&channel).unwrap_err();
        assert_eq!(error.code(), ErrorCode::PayloadTooLarge);
        let broadcast = long.fit("/aps/alert").broadcast(&channel).unwrap();
        assert_eq!(broadcast.payload().len(), MAX_BYTES);
        assert!(broadcast.cut().is_some());
    }

    #[test]
    fn what_rarely_is_meant_is_said() {
        let channel = ChannelId::new("AA==").unwrap();
        let lints = |builder: NotificationBuilder| -> Vec<(LintCode, String)> {
            let broadcast = builder.expiration(Expiration::Once).broadcast(&channel).unwrap();
            broadcast.lints().iter().map(|lint| (lint.code, lint.subject.clone())).collect()
        };
        assert_eq!(lints(update().priority(Priority::PowerAware)), []);
        assert_eq!(
            lints(update().priority(Priority::Immediate).badge(1)),
            [
                (LintCode::LiveActivityBudget, "apns-priority".into()),
                (LintCode::KeyWithoutEffect, "payload.aps.badge".into()),
            ]
        );
    }

    #[test]
    fn debug_output_does_not_say_what_is_sent() {
        let channel = ChannelId::new("AA==").unwrap();
        let broadcast = update()
            .custom("secret", 1_i64)
            .priority(Priority::PowerAware)
            .expiration(Expiration::Once)
            .broadcast(&channel)
            .unwrap();
        assert!(
            !format!("{broadcast:?} {:?}", broadcast.prepare(crate::apns::Environment::Sandbox))
                .contains("secret")
        );
    }
}
