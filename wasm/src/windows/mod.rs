//! Push to Windows.

mod channel;
#[cfg(feature = "windows")]
mod notification;
#[cfg(feature = "windows")]
mod reply;
mod request;
#[cfg(feature = "windows")]
mod token;
mod verdict;
mod vocabulary;

pub use channel::read_channel;
#[cfg(feature = "windows")]
pub use notification::{WnsNotificationHandle, remove_toasts};
#[cfg(feature = "windows")]
pub use reply::read_wns_reply;
#[cfg(feature = "legacy")]
pub(crate) use request::describe as describe_request;
#[cfg(feature = "windows")]
pub use token::{read_access_token, read_token_reply, token_request};
#[cfg(feature = "legacy")]
pub(crate) use verdict::describe as describe_verdict;
pub use vocabulary::channel_vocabulary;
#[cfg(feature = "legacy")]
pub(crate) use vocabulary::options as describe_options;
#[cfg(feature = "windows")]
pub use vocabulary::wns_vocabulary;
