//! Push to Windows: an app gives its server a [`Channel`], and which service stands behind it
//! follows from the URI alone.
//!
//! Rules come from Microsoft's pages "Push notification service request and response headers" and
//! "Windows Push Notification Services (WNS) overview"; what only practice has shown says so.

mod channel;

pub use channel::{Channel, ChannelKind};

pub use crate::action::{Action, Scope};
