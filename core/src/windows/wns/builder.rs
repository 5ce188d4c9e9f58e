//! A notification in the making.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use bytes::Bytes;

use super::badge::Badge;
use super::notification::{Kind, Notification};
use super::toast::Toast;
use crate::action::named;
use crate::error::{Error, ErrorCode, Result};
use crate::header::{CONTENT_TYPE, Headers, refuse, stranger};
use crate::windows::xml;

pub(super) const TYPE: &str = "x-wns-type";
const CACHE_POLICY: &str = "x-wns-cache-policy";
const TTL: &str = "x-wns-ttl";
const TAG: &str = "x-wns-tag";
const GROUP: &str = "x-wns-group";
const SUPPRESS_POPUP: &str = "x-wns-suppresspopup";
const REQUEST_FOR_STATUS: &str = "x-wns-requestforstatus";
const MS_CV: &str = "ms-cv";

/// The longest body, in bytes.
const MAX_BODY_BYTES: usize = 5000;

/// The longest tag and group.
const MAX_LABEL_BYTES: usize = 16;

/// The longest correlation vector.
const MAX_VECTOR_BYTES: usize = 128;

named! {
    /// Whether WNS keeps a notification for a device that is offline.
    CachePolicy {
        /// It does: the last one of its kind. What WNS assumes, but for raw notifications.
        Cache = "cache",
        /// It does not. What WNS assumes for raw notifications.
        NoCache = "no-cache",
    }
}

/// What is sent.
#[derive(Clone)]
pub(super) enum Content {
    Toast(Toast),
    Badge(Badge),
    Xml(Kind, String),
    Raw(Vec<u8>),
}

/// A notification in the making. [`build`](Self::build) checks it as a whole.
#[derive(Clone)]
#[must_use = "nothing is checked before `build`"]
pub struct NotificationBuilder {
    pub(super) content: Content,
    pub(super) ttl_s: Option<i64>,
    pub(super) cache_policy: Option<CachePolicy>,
    pub(super) tag: Option<String>,
    pub(super) group: Option<String>,
    pub(super) suppress_popup: bool,
    pub(super) request_for_status: bool,
    pub(super) ms_cv: Option<String>,
}

impl NotificationBuilder {
    pub(super) const fn new(content: Content) -> Self {
        Self {
            content,
            ttl_s: None,
            cache_policy: None,
            tag: None,
            group: None,
            suppress_popup: false,
            request_for_status: false,
            ms_cv: None,
        }
    }

    /// For how many seconds it counts, at least 1, from when WNS gets it. Without it, for ever; on
    /// the device, tiles and badges stay for three days.
    pub fn ttl_s(mut self, seconds: u32) -> Self {
        self.ttl_s = Some(seconds.into());
        self
    }

    /// Whether WNS keeps it for a device that is offline. Not for toasts.
    pub const fn cache_policy(mut self, policy: CachePolicy) -> Self {
        self.cache_policy = Some(policy);
        self
    }

    /// Notifications of the same tag replace each other: 1 to 16 letters and digits. For tiles and
    /// toasts.
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.tag = Some(tag.into());
        self
    }

    /// A group of toasts, by which they are removed together: 1 to 16 letters and digits.
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }

    /// Puts a toast into the notification center without showing it. On phones; a channel of any
    /// other device drops such a toast with an error.
    pub const fn suppress_popup(mut self, on: bool) -> Self {
        self.suppress_popup = on;
        self
    }

    /// Asks for the state of the device's connection, see
    /// [`Reply::device_status`](super::Reply::device_status).
    pub const fn request_for_status(mut self, on: bool) -> Self {
        self.request_for_status = on;
        self
    }

    /// A correlation vector, a fresh one for each push, by which Microsoft finds it again: at most
    /// 128 characters.
    pub fn ms_cv(mut self, vector: impl Into<String>) -> Self {
        self.ms_cv = Some(vector.into());
        self
    }

    /// Checks everything and fixes the bytes of headers and body.
    ///
    /// # Errors
    ///
    /// * [`ErrorCode::NotificationTooLarge`] about `body` for more than 5000 bytes;
    /// * [`ErrorCode::InvalidXml`] about `toast`, `tile` or `badge` for XML that is not
    ///   well-formed, has a document type, or another root element;
    /// * [`ErrorCode::InvalidNotification`] about a part of a toast, and about a header that this
    ///   kind does not have;
    /// * [`ErrorCode::InvalidHeaderValue`] about the name of a header;
    /// * [`ErrorCode::InvalidInput`] about `badge`.
    pub fn build(self) -> Result<Notification> {
        let (kind, body) = match self.content {
            Content::Toast(ref toast) => (Kind::Toast, toast.xml()?.into_bytes()),
            Content::Badge(badge) => (Kind::Badge, badge.xml()?.into_bytes()),
            Content::Xml(kind, ref xml) => {
                limit(xml.len())?;
                xml::check(xml, kind.name(), kind.name())?;
                (kind, xml.clone().into_bytes())
            }
            Content::Raw(ref bytes) => (Kind::Raw, bytes.clone()),
        };
        limit(body.len())?;
        let headers = self.headers(kind)?;
        Ok(Notification { kind, headers, body: Bytes::from(body) })
    }

    fn headers(self, kind: Kind) -> Result<Headers> {
        let only = |name, given: bool, fits: bool, expected| {
            if given && !fits {
                let found = format!("a notification of the kind {}", kind.name());
                return Err(Error::new(ErrorCode::InvalidNotification, name, expected, found));
            }
            Ok(())
        };
        let is_toast = kind == Kind::Toast;
        only(CACHE_POLICY, self.cache_policy.is_some(), !is_toast, "a tile, a badge or raw bytes")?;
        only(TAG, self.tag.is_some(), is_toast || kind == Kind::Tile, "a tile or a toast")?;
        only(GROUP, self.group.is_some(), is_toast, "a toast")?;
        only(SUPPRESS_POPUP, self.suppress_popup, is_toast, "a toast")?;

        let mut headers = Headers::new();
        headers.push(CONTENT_TYPE, String::from(kind.content_type()))?;
        headers.push(TYPE, ["wns/", kind.name()].concat())?;
        if let Some(policy) = self.cache_policy {
            headers.push(CACHE_POLICY, String::from(policy.name()))?;
        }
        if let Some(seconds) = self.ttl_s {
            if !(1..=i64::from(u32::MAX)).contains(&seconds) {
                return Err(refuse(TTL, "seconds, at least 1", seconds.to_string()));
            }
            headers.push(TTL, seconds.to_string())?;
        }
        if let Some(tag) = self.tag {
            headers.push(TAG, label(TAG, tag)?)?;
        }
        if let Some(group) = self.group {
            headers.push(GROUP, label(GROUP, group)?)?;
        }
        if self.suppress_popup {
            headers.push(SUPPRESS_POPUP, String::from("true"))?;
        }
        if self.request_for_status {
            headers.push(REQUEST_FOR_STATUS, String::from("true"))?;
        }
        if let Some(vector) = self.ms_cv {
            headers.push(MS_CV, correlation(vector)?)?;
        }
        Ok(headers)
    }
}

fn limit(bytes: usize) -> Result<()> {
    if bytes > MAX_BODY_BYTES {
        return Err(Error::new(
            ErrorCode::NotificationTooLarge,
            "body",
            format!("at most {MAX_BODY_BYTES} bytes"),
            format!("{bytes} bytes"),
        ));
    }
    Ok(())
}

/// A tag or group.
pub(super) fn label(name: &'static str, text: String) -> Result<String> {
    const EXPECTED: &str = "1 to 16 letters and digits";
    if text.is_empty() {
        return Err(refuse(name, EXPECTED, "an empty text"));
    }
    if let Some(found) = stranger(&text, |c| c.is_ascii_alphanumeric()) {
        return Err(refuse(name, EXPECTED, found));
    }
    if text.len() > MAX_LABEL_BYTES {
        return Err(refuse(name, EXPECTED, format!("{} characters", text.len())));
    }
    Ok(text)
}

fn correlation(text: String) -> Result<String> {
    const EXPECTED: &str = "1 to 128 characters of visible ASCII without spaces";
    if text.is_empty() {
        return Err(refuse(MS_CV, EXPECTED, "an empty text"));
    }
    if let Some(found) = stranger(&text, |c| c.is_ascii_graphic()) {
        return Err(refuse(MS_CV, EXPECTED, found));
    }
    if text.len() > MAX_VECTOR_BYTES {
        return Err(refuse(MS_CV, EXPECTED, format!("{} characters", text.len())));
    }
    Ok(text)
}
