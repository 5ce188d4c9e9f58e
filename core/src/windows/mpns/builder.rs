//! A notification in the making.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use bytes::Bytes;

use super::notification::{Kind, Notification};
use super::tile::Tile;
use super::toast::Toast;
use crate::action::named;
use crate::error::{Error, ErrorCode, Result};
use crate::header::{self, CONTENT_TYPE, Headers, refuse, stranger};
use crate::windows::xml::Writer;

const TARGET: &str = "x-windowsphone-target";
const CLASS: &str = "x-notificationclass";
const MESSAGE_ID: &str = "x-messageid";
pub(super) const CALLBACK_URI: &str = "x-callbackuri";

/// The longest body and the longest headers that senders found to pass, in bytes.
const MAX_BODY_BYTES: usize = 3072;
const MAX_HEADER_BYTES: usize = 1024;

named! {
    /// When the phone gets a notification.
    Delay {
        /// At once.
        Immediately = "immediately",
        /// Within 450 seconds.
        Within450Seconds = "within_450_s",
        /// Within 900 seconds.
        Within900Seconds = "within_900_s",
    }
}

impl Delay {
    /// By its seconds: 0, 450 or 900.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] about `within_s`.
    pub fn from_secs(secs: i64) -> Result<Self> {
        match secs {
            0 => Ok(Self::Immediately),
            450 => Ok(Self::Within450Seconds),
            900 => Ok(Self::Within900Seconds),
            _ => Err(Error::new(
                ErrorCode::InvalidInput,
                "within_s",
                "0, 450 or 900",
                format!("{secs}"),
            )),
        }
    }
}

named! {
    /// What the phone understands. Without one, everything passes.
    OsLevel {
        /// Windows Phone 7.0.
        Wp70 = "7.0",
        /// Windows Phone 7.1, also called 7.5.
        Wp71 = "7.1",
        /// Windows Phone 8.0.
        Wp80 = "8.0",
        /// Windows Phone 8.0 with its third update.
        Wp80Update3 = "8.0-update-3",
    }
}

/// What is sent.
#[derive(Clone)]
pub(super) enum Content {
    Toast(Toast),
    Tile(Tile),
    Raw(Vec<u8>),
}

impl Content {
    const fn kind(&self) -> Kind {
        match self {
            Self::Toast(_) => Kind::Toast,
            Self::Tile(_) => Kind::Tile,
            Self::Raw(_) => Kind::Raw,
        }
    }
}

/// A notification in the making. [`build`](Self::build) checks it as a whole.
#[derive(Clone)]
#[must_use = "nothing is checked before `build`"]
pub struct NotificationBuilder {
    pub(super) content: Content,
    pub(super) delay: Delay,
    pub(super) os_level: Option<OsLevel>,
    pub(super) message_id: Option<String>,
    pub(super) callback_uri: Option<String>,
    pub(super) content_type: Option<String>,
}

impl NotificationBuilder {
    pub(super) const fn new(content: Content) -> Self {
        Self {
            content,
            delay: Delay::Immediately,
            os_level: None,
            message_id: None,
            callback_uri: None,
            content_type: None,
        }
    }

    /// When the phone gets it; at once unless set.
    pub const fn delay(mut self, delay: Delay) -> Self {
        self.delay = delay;
        self
    }

    /// Refuses what phones of this level do not understand.
    pub const fn os_level(mut self, level: OsLevel) -> Self {
        self.os_level = Some(level);
        self
    }

    /// A UUID that the reply repeats.
    pub fn message_id(mut self, uuid: impl Into<String>) -> Self {
        self.message_id = Some(uuid.into());
        self
    }

    /// Where MPNS reports what became of it, as registered for the channel. With a certificate
    /// only.
    pub fn callback_uri(mut self, uri: impl Into<String>) -> Self {
        self.callback_uri = Some(uri.into());
        self
    }

    /// What raw bytes are; `application/octet-stream` unless set.
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// Checks everything and fixes the bytes of headers and body.
    ///
    /// # Errors
    ///
    /// * [`ErrorCode::NotificationTooLarge`] about `body` for more than 3072 bytes, about `headers`
    ///   for more than 1024;
    /// * [`ErrorCode::InvalidNotification`] about a part of a toast or tile, and about
    ///   `content-type` unless the bytes are raw;
    /// * [`ErrorCode::InvalidHeaderValue`] about the name of a header.
    pub fn build(self) -> Result<Notification> {
        let kind = self.content.kind();
        let body = match &self.content {
            Content::Raw(bytes) => bytes.clone(),
            Content::Toast(toast) => wrapped(None, |xml| toast.write(self.os_level, xml))?,
            Content::Tile(tile) => wrapped(tile.version(), |xml| tile.write(self.os_level, xml))?,
        };
        limit("body", MAX_BODY_BYTES, body.len())?;
        let has_callback = self.callback_uri.is_some();
        let headers = self.headers(kind)?;
        let size = headers.iter().map(|(name, value)| name.len() + value.len() + 4).sum();
        limit("headers", MAX_HEADER_BYTES, size)?;
        Ok(Notification { kind, headers, has_callback, body: Bytes::from(body) })
    }

    fn headers(self, kind: Kind) -> Result<Headers> {
        let content_type = match (kind, self.content_type) {
            (Kind::Raw, None) => String::from("application/octet-stream"),
            (Kind::Raw, Some(text)) => visible(CONTENT_TYPE, text)?,
            (_, None) => String::from("text/xml; charset=utf-8"),
            (_, Some(_)) => {
                return Err(Error::new(
                    ErrorCode::InvalidNotification,
                    CONTENT_TYPE,
                    "raw bytes",
                    format!("a notification of the kind {kind}"),
                ));
            }
        };
        let mut headers = Headers::new();
        headers.push(CONTENT_TYPE, content_type)?;
        // Tiles are called so.
        let (target, class) = match kind {
            Kind::Tile => (Some("token"), 1),
            Kind::Toast => (Some("toast"), 2),
            Kind::Raw => (None, 3),
        };
        if let Some(target) = target {
            headers.push(TARGET, String::from(target))?;
        }
        let class: u8 = class
            + match self.delay {
                Delay::Immediately => 0,
                Delay::Within450Seconds => 10,
                Delay::Within900Seconds => 20,
            };
        headers.push(CLASS, class.to_string())?;
        if let Some(id) = self.message_id {
            headers.push(MESSAGE_ID, header::uuid(MESSAGE_ID, &id)?)?;
        }
        if let Some(uri) = self.callback_uri {
            headers.push(CALLBACK_URI, visible(CALLBACK_URI, uri)?)?;
        }
        Ok(headers)
    }
}

/// Without white space that is not the caller's: phones show it.
fn wrapped(
    version: Option<&str>,
    write: impl FnOnce(&mut Writer) -> Result<()>,
) -> Result<Vec<u8>> {
    let mut xml = Writer::declared();
    xml.open("wp:Notification", &[("xmlns:wp", Some("WPNotification")), ("Version", version)]);
    write(&mut xml)?;
    xml.close("wp:Notification");
    Ok(xml.finish().into_bytes())
}

fn limit(subject: &'static str, most: usize, bytes: usize) -> Result<()> {
    if bytes > most {
        return Err(Error::new(
            ErrorCode::NotificationTooLarge,
            subject,
            format!("at most {most} bytes"),
            format!("{bytes} bytes"),
        ));
    }
    Ok(())
}

fn visible(name: &'static str, text: String) -> Result<String> {
    const EXPECTED: &str = "visible ASCII";
    if text.is_empty() {
        return Err(refuse(name, EXPECTED, "an empty text"));
    }
    if text.starts_with(' ') || text.ends_with(' ') {
        return Err(refuse(name, EXPECTED, "a space at an end"));
    }
    match stranger(&text, |c| c == ' ' || c.is_ascii_graphic()) {
        Some(found) => Err(refuse(name, EXPECTED, found)),
        None => Ok(text),
    }
}
