//! One notification of the binary protocol, and its three frames.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::stream::unhex;
use crate::apns::{
    DeviceToken, Expiration, Notification as Push, NotificationBuilder, Priority, PushType,
};
use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;

/// Apple: Binary Provider API, item 1.
pub(super) const MAX_TOKEN: usize = 100;
/// Apple: Binary Provider API, item 2; 256 before iOS 8.
pub(super) const MAX_PAYLOAD: usize = 2048;

/// How a notification is put into bytes.
///
/// ```
/// use waxwing::apns::binary::Frame;
///
/// assert_eq!(Frame::from_name("modern")?.command(), 2);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Frame {
    /// Command 0: token and payload. A refusal could not say which one it was about.
    Simple,
    /// Command 1: identifier and expiry too.
    Enhanced,
    /// Command 2: items, with a priority among them.
    Modern,
}

impl Frame {
    /// Every frame, in the order of their commands.
    pub const ALL: &'static [Self] = &[Self::Simple, Self::Enhanced, Self::Modern];

    /// The stable name, the same in every language.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Enhanced => "enhanced",
            Self::Modern => "modern",
        }
    }

    /// The first byte.
    #[must_use]
    pub const fn command(self) -> u8 {
        match self {
            Self::Simple => 0,
            Self::Enhanced => 1,
            Self::Modern => 2,
        }
    }

    /// The frame with this name.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidBinaryNotification`].
    pub fn from_name(name: &str) -> Result<Self> {
        let found = Self::ALL.iter().copied().find(|frame| frame.name() == name);
        found.ok_or_else(|| invalid("frame", "simple, enhanced or modern", "another name"))
    }
}

/// A notification of the binary protocol.
///
/// The setters take anything; what does not fit the protocol is refused by
/// [`to_bytes`](Self::to_bytes), so that what was received can be held as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct Notification {
    /// The device.
    pub device: DeviceToken,
    /// The payload, as bytes.
    pub payload: Vec<u8>,
    /// The sender's number, if there is one.
    pub identifier: Option<u32>,
    /// The expiry in seconds since 1970, if there is one.
    pub expiry_s: Option<u32>,
    /// The priority, if there is one: any number, if it was received.
    pub priority: Option<u8>,
}

impl Notification {
    /// For this device, with this payload, which is JSON but not looked at.
    pub fn new(device: DeviceToken, payload: impl Into<Vec<u8>>) -> Self {
        Self { device, payload: payload.into(), identifier: None, expiry_s: None, priority: None }
    }

    /// With a number of the sender's choice, which an error packet would repeat.
    pub const fn identifier(mut self, identifier: u32) -> Self {
        self.identifier = Some(identifier);
        self
    }

    /// With the time until which APNs would store it, in seconds since 1970; 0 is not at all.
    pub const fn expiry_s(mut self, expiry_s: u32) -> Self {
        self.expiry_s = Some(expiry_s);
        self
    }

    /// With a priority: 10 at once, 5 when it suits the device's power.
    pub const fn priority(mut self, priority: u8) -> Self {
        self.priority = Some(priority);
        self
    }

    /// The bytes of one frame. An enhanced frame without identifier or expiry has 0 there.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidBinaryNotification`] about `device token` (more than 100 bytes),
    /// `payload` (none, or more than 2048 bytes), `priority` (neither 10 nor 5), and about
    /// `identifier`, `expiry` or `priority` where the frame has no place for it.
    pub fn to_bytes(&self, frame: Frame) -> Result<Vec<u8>> {
        let token = unhex(self.device.as_hex());
        if token.len() > MAX_TOKEN {
            return Err(invalid("device token", "1 to 100 bytes", format!("{}", token.len())));
        }
        if self.payload.is_empty() || self.payload.len() > MAX_PAYLOAD {
            let found = format!("{} bytes", self.payload.len());
            return Err(invalid("payload", "1 to 2048 bytes", found));
        }
        if self.priority.is_some_and(|priority| ![5, 10].contains(&priority)) {
            return Err(invalid("priority", "10 or 5", "another number"));
        }
        let no_place = |subject| Err(invalid(subject, "none", "one that the frame cannot hold"));
        if frame != Frame::Modern && self.priority.is_some() {
            return no_place("priority");
        }
        if frame == Frame::Simple && self.identifier.is_some() {
            return no_place("identifier");
        }
        if frame == Frame::Simple && self.expiry_s.is_some() {
            return no_place("expiry");
        }
        let mut bytes = Vec::new();
        bytes.push(frame.command());
        match frame {
            Frame::Simple | Frame::Enhanced => {
                if frame == Frame::Enhanced {
                    bytes.extend(self.identifier.unwrap_or_default().to_be_bytes());
                    bytes.extend(self.expiry_s.unwrap_or_default().to_be_bytes());
                }
                put(&mut bytes, &token);
                put(&mut bytes, &self.payload);
            }
            Frame::Modern => {
                let identifier = self.identifier.map(u32::to_be_bytes);
                let expiry = self.expiry_s.map(u32::to_be_bytes);
                let priority = self.priority.map(u8::to_be_bytes);
                let mut items = Vec::new();
                for (id, data) in [
                    (1, Some(token.as_slice())),
                    (2, Some(self.payload.as_slice())),
                    (3, identifier.as_ref().map(|bytes| bytes.as_slice())),
                    (4, expiry.as_ref().map(|bytes| bytes.as_slice())),
                    (5, priority.as_ref().map(|bytes| bytes.as_slice())),
                ] {
                    if let Some(data) = data {
                        items.push(id);
                        put(&mut items, data);
                    }
                }
                // The parts are bounded, so the whole fits four bytes.
                bytes.extend(u32::try_from(items.len()).unwrap_or_default().to_be_bytes());
                bytes.extend(items);
            }
        }
        Ok(bytes)
    }

    /// The notification for HTTP/2: the same payload, priority and expiration, with what the
    /// binary protocol knew by the certificate alone.
    ///
    /// ```
    /// use waxwing::apns::binary::Notification;
    /// use waxwing::apns::{DeviceToken, Environment, PushType};
    ///
    /// let device = DeviceToken::from_bytes(&[0xaa; 32])?;
    /// let old = Notification::new(device, r#"{"aps":{"alert":"Ready"}}"#).priority(10);
    /// let new = old.to_builder(PushType::Alert, "com.example.app")?.build()?;
    /// let push = new.prepare(Environment::Production);
    /// assert!(push.url(&old.device).ends_with(old.device.as_hex()));
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidBinaryNotification`] for a payload that is not UTF-8, and
    /// [`ErrorCode::InvalidHeaderValue`] for a priority that HTTP/2 does not have.
    pub fn to_builder(
        &self,
        push_type: PushType,
        topic: impl Into<String>,
    ) -> Result<NotificationBuilder> {
        let payload = core::str::from_utf8(&self.payload)
            .map_err(|_| invalid("payload", "JSON in UTF-8", "other bytes"))?;
        let mut builder = Push::with_payload(push_type, topic, payload);
        if let Some(priority) = self.priority {
            builder = builder.priority(Priority::from_number(i64::from(priority))?);
        }
        Ok(match self.expiry_s {
            None => builder,
            Some(0) => builder.expiration(Expiration::Once),
            Some(secs) => {
                let time = Timestamp::from_millis(i64::from(secs) * 1000);
                builder.expiration(Expiration::At(time))
            }
        })
    }
}

fn put(bytes: &mut Vec<u8>, data: &[u8]) {
    // Two bytes hold what was checked before.
    bytes.extend(u16::try_from(data.len()).unwrap_or_default().to_be_bytes());
    bytes.extend_from_slice(data);
}

fn invalid(
    subject: &'static str,
    expected: &'static str,
    found: impl Into<Cow<'static, str>>,
) -> Error {
    Error::new(ErrorCode::InvalidBinaryNotification, subject, expected, found)
}
