//! What is sent, apart from whom it is sent to.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use bytes::Bytes;
use http::{Method, Request};

use super::badge::Badge;
use super::builder::{Content, NotificationBuilder};
use super::toast::Toast;
use super::token_reply::AccessToken;
use crate::action::named;
use crate::error::{Error, ErrorCode, Result};
use crate::header::Headers;
use crate::windows::channel::{Channel, ChannelKind};
use crate::windows::request::request;

named! {
    /// What a notification is.
    Kind {
        /// A number or a sign on the app's tile or button.
        Badge = "badge",
        /// Bytes for the app.
        Raw = "raw",
        /// News on the app's tile in the start menu, which Windows 11 no longer has.
        Tile = "tile",
        /// What the user reads at once.
        Toast = "toast",
    }
}

impl Kind {
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Raw => "application/octet-stream",
            Self::Badge | Self::Tile | Self::Toast => "text/xml",
        }
    }
}

/// A notification whose headers and body have passed every rule; the same for every device.
///
/// ```
/// use waxwing::time::Timestamp;
/// use waxwing::windows::Channel;
/// use waxwing::windows::wns::{AccessToken, CachePolicy, Notification};
///
/// let note = Notification::raw(b"sync".to_vec()).cache_policy(CachePolicy::Cache).ttl_s(600).build()?;
/// let token = AccessToken::new("EgAcAQMAAAAE", Timestamp::from_secs(1_763_846_400)?)?;
/// let channel = Channel::parse("https://db5.notify.windows.com/?token=AwYAAAB8TgU")?;
///
/// let request = note.request(&channel, &token)?;
/// assert_eq!(request.method(), "POST");
/// assert_eq!(request.uri().to_string(), channel.uri());
/// assert_eq!(request.headers()["content-type"], "application/octet-stream");
/// assert_eq!(request.headers()["x-wns-ttl"], "600");
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// Source: Microsoft, "Push notification service request and response headers".
#[derive(Clone)]
pub struct Notification {
    pub(super) kind: Kind,
    pub(super) headers: Headers,
    pub(super) body: Bytes,
}

impl Notification {
    /// Begins a toast: what the user reads at once.
    pub const fn toast(toast: Toast) -> NotificationBuilder {
        NotificationBuilder::new(Content::Toast(toast))
    }

    /// Begins a toast of XML with the root element `toast`.
    pub fn toast_xml(xml: impl Into<String>) -> NotificationBuilder {
        NotificationBuilder::new(Content::Xml(Kind::Toast, xml.into()))
    }

    /// Begins a tile of XML with the root element `tile`.
    ///
    /// ```
    /// use waxwing::error::ErrorCode;
    /// use waxwing::windows::wns::Notification;
    ///
    /// let tile = "<tile><visual><binding template=\"TileMedium\"/></visual></tile>";
    /// assert_eq!(Notification::tile_xml(tile).build()?.text(), Some(tile));
    /// let error = Notification::tile_xml("<toast/>").build().unwrap_err();
    /// assert_eq!(error.code(), ErrorCode::InvalidXml);
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    pub fn tile_xml(xml: impl Into<String>) -> NotificationBuilder {
        NotificationBuilder::new(Content::Xml(Kind::Tile, xml.into()))
    }

    /// Begins a badge: a number or a sign.
    pub fn badge(badge: impl Into<Badge>) -> NotificationBuilder {
        NotificationBuilder::new(Content::Badge(badge.into()))
    }

    /// Begins a badge of XML with the root element `badge`.
    pub fn badge_xml(xml: impl Into<String>) -> NotificationBuilder {
        NotificationBuilder::new(Content::Xml(Kind::Badge, xml.into()))
    }

    /// Begins bytes for the app: for those of the Windows App SDK the usual kind.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> NotificationBuilder {
        NotificationBuilder::new(Content::Raw(bytes.into()))
    }

    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Names and values of the headers in the order they are sent, apart from `authorization`,
    /// which comes first. Header names are in lower case.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.headers.iter()
    }

    /// The body, exactly as it is sent.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body, unless it is other bytes than UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        core::str::from_utf8(&self.body).ok()
    }

    /// The request over one channel, for any client that takes the types of the `http` crate. The
    /// header `authorization` is marked as sensitive, so that clients neither index nor log it.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::WrongChannel`] about `channel uri` unless it is one of WNS.
    pub fn request(&self, channel: &Channel, token: &AccessToken) -> Result<Request<Bytes>> {
        of_wns(channel)?;
        let authorization = Some(token.header_value());
        Ok(request(Method::POST, channel, authorization, &self.headers, self.body.clone()))
    }
}

impl fmt::Debug for Notification {
    /// What it is and how large, not what it says.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notification")
            .field("kind", &self.kind)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Refuses a channel of another service, before the access token goes there.
pub(super) fn of_wns(channel: &Channel) -> Result<()> {
    let found = match channel.kind() {
        ChannelKind::Wns => return Ok(()),
        ChannelKind::WebPush => {
            "an endpoint of Web Push, which takes encrypted messages (RFC 8291)"
        }
        ChannelKind::Mpns | ChannelKind::MpnsAuthenticated => "a channel of MPNS",
    };
    Err(Error::new(ErrorCode::WrongChannel, "channel uri", "a channel of WNS", found))
}
