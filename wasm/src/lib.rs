//! JavaScript interface of waxwing: what crosses the border, and nothing else.
//!
//! This is the lower half. The upper half, `js/*.js`, checks that arguments have the types that
//! JavaScript cannot promise, and gives results their shape; it is the only caller of this one.
//! Between the two, options and results are JSON text, which both sides read faster than they
//! could walk each other's objects. Errors are thrown as JSON text as well; the upper half makes
//! them errors of JavaScript.

mod call;
mod error;
mod goaway;
mod notification;
mod options;
mod provider;
mod reply;
mod scope;
mod session;
mod verifier;
mod vocabulary;
mod writer;

pub use call::{channel_call, channel_id};
pub use error::{Thrown, describe_error};
pub use goaway::{backoff_delay, read_goaway};
pub use notification::{BroadcastHandle, NotificationHandle, PreparedHandle, lint_request};
pub use provider::{
    ProviderKeyHandle, device_token_from_bytes, device_token_from_hex, read_provider_token,
};
pub use reply::{judge_reply, read_reply, reply_channel, reply_channel_ids};
pub use scope::{KeyRingHandle, check_certificate_scope};
pub use session::SessionHandle;
pub use verifier::VerifierHandle;
pub use vocabulary::{header_stability, push_types, vocabulary};

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of waxwing.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
