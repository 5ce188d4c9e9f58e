//! What is sent, apart from whom it is sent to.

use alloc::vec::Vec;
use core::fmt;

use bytes::Bytes;
use http::{Method, Request};

use super::builder::{CALLBACK_URI, Content, NotificationBuilder};
use super::tile::Tile;
use super::toast::Toast;
use crate::action::named;
use crate::error::{Error, ErrorCode, Result};
use crate::header::Headers;
use crate::windows::channel::{Channel, ChannelKind};
use crate::windows::request::request;

named! {
    /// What a notification is.
    Kind {
        /// Bytes for the app, while it runs in the foreground.
        Raw = "raw",
        /// What the app's tile shows.
        Tile = "tile",
        /// What the user reads at once.
        Toast = "toast",
    }
}

/// A notification whose headers and body have passed every rule; the same for every phone.
#[derive(Clone)]
pub struct Notification {
    pub(super) kind: Kind,
    pub(super) headers: Headers,
    pub(super) has_callback: bool,
    pub(super) body: Bytes,
}

impl Notification {
    /// Begins a toast: what the user reads at once.
    pub const fn toast(toast: Toast) -> NotificationBuilder {
        NotificationBuilder::new(Content::Toast(toast))
    }

    /// Begins a change of a tile.
    pub const fn tile(tile: Tile) -> NotificationBuilder {
        NotificationBuilder::new(Content::Tile(tile))
    }

    /// Begins bytes for the app, which it gets while it runs in the foreground.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> NotificationBuilder {
        NotificationBuilder::new(Content::Raw(bytes.into()))
    }

    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Names and values of the headers in the order they are sent, in lower case.
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

    /// The request over one channel, for any client that takes the types of the `http` crate. Over
    /// a channel of the kind [`MpnsAuthenticated`](ChannelKind::MpnsAuthenticated) the client shows
    /// its certificate.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::WrongChannel`] about `channel uri` unless it is one of MPNS;
    /// [`ErrorCode::InvalidNotification`] about `x-callbackuri` over a channel without certificate.
    pub fn request(&self, channel: &Channel) -> Result<Request<Bytes>> {
        match channel.kind() {
            ChannelKind::MpnsAuthenticated => {}
            ChannelKind::Mpns if self.has_callback => {
                return Err(Error::new(
                    ErrorCode::InvalidNotification,
                    CALLBACK_URI,
                    "a channel for senders with a certificate",
                    "one for senders without",
                ));
            }
            ChannelKind::Mpns => {}
            ChannelKind::Wns | ChannelKind::WebPush => {
                return Err(Error::new(
                    ErrorCode::WrongChannel,
                    "channel uri",
                    "a channel of MPNS",
                    "a channel of WNS",
                ));
            }
        }
        Ok(request(Method::POST, channel, None, &self.headers, self.body.clone()))
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
