//! Push to Windows: channels, and the services behind them.
//!
//! ```text
//! id and secret ── TokenRequest ── you send it ── TokenReply ── AccessToken
//! intent ── Notification ── request(channel, token) ── you send it ── Reply ── verdict
//! ```
//!
//! An app gives its server a [`Channel`]; which service stands behind it follows from the URI
//! alone. [`wns`] is the push service of Windows; `mpns`, with the feature `legacy-mpns`, that of
//! Windows Phone 7 and 8, which ended in February 2018.
//!
//! Rules come from Microsoft's pages "Push notification service request and response headers" and
//! "Windows Push Notification Services (WNS) overview"; what only practice has shown says so.

mod channel;
mod choice;
mod document;
#[cfg(feature = "legacy-mpns")]
pub mod mpns;
mod request;
mod verdict;
pub mod wns;
mod words;
mod xml;

pub use channel::{Channel, ChannelKind};
pub use verdict::{Cause, Verdict};

pub use crate::action::{Action, Scope};
