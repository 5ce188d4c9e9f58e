//! Pushing: keys, notifications, requests, replies, sessions.

mod call;
mod goaway;
mod notification;
mod provider;
mod reply;
mod scope;
mod session;
mod vocabulary;

pub use call::{channel_call, channel_id};
pub use goaway::{backoff_delay, read_goaway};
pub use notification::{BroadcastHandle, NotificationHandle, PreparedHandle, lint_request};
pub use provider::{
    ProviderKeyHandle, device_token_from_bytes, device_token_from_hex, read_provider_token,
};
pub use reply::{judge_reply, read_reply, reply_channel, reply_channel_ids};
pub use scope::{KeyRingHandle, check_certificate_scope};
pub use session::SessionHandle;
pub use vocabulary::{header_stability, push_types, push_vocabulary};
