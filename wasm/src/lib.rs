//! JavaScript interface of waxwing: what crosses the border, and nothing else.
//!
//! This is the lower half. The upper half, `js/*.js`, checks that arguments have the types that
//! JavaScript cannot promise, and gives results their shape; it is the only caller of this one.
//! Between the two, options and results are JSON text, which both sides read faster than they
//! could walk each other's objects. Errors are thrown as JSON text as well; the upper half makes
//! them errors of JavaScript.

mod error;
mod notification;
mod options;
mod provider;
mod reply;
mod verifier;
mod vocabulary;
mod writer;

pub use error::{Thrown, describe_error};
pub use notification::{NotificationHandle, PreparedHandle};
pub use provider::{
    ProviderKeyHandle, device_token_from_bytes, device_token_from_hex, read_provider_token,
};
pub use reply::{judge_reply, read_reply};
pub use verifier::VerifierHandle;
pub use vocabulary::vocabulary;

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of waxwing.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
