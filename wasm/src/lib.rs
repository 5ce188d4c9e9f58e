//! JavaScript interface of waxwing: what crosses the border, and nothing else.
//!
//! This is the lower half. The upper half, `js/*.js`, checks that arguments have the types that
//! JavaScript cannot promise, and gives results their shape; it is the only caller of this one.
//! Between the two, options and results are JSON text, which both sides read faster than they
//! could walk each other's objects. Errors are thrown as JSON text as well; the upper half makes
//! them errors of JavaScript.
//!
//! The npm package has this in slices, each a module of its own that exports what its features
//! name: `push`, `app-store`, both, `receipts`, `credentials`, `windows` or `legacy`.

// What all slices share holds a little that one of them does without.
#![cfg_attr(not(all(feature = "app-store", feature = "push")), allow(dead_code))]

#[cfg(feature = "app-store")]
mod app_store;
#[cfg(any(feature = "app-store", feature = "receipts"))]
mod chain;
#[cfg(feature = "credentials")]
mod credentials;
mod error;
#[cfg(feature = "legacy")]
mod legacy;
mod options;
mod pieces;
#[cfg(feature = "push")]
mod push;
#[cfg(any(feature = "app-store", feature = "receipts"))]
mod receipts;
mod vocabulary;
#[cfg(any(feature = "legacy", feature = "windows"))]
mod windows;
mod writer;

#[cfg(feature = "app-store")]
pub use app_store::*;
#[cfg(feature = "credentials")]
pub use credentials::*;
pub use error::{Thrown, describe_error};
#[cfg(feature = "legacy")]
pub use legacy::*;
#[cfg(feature = "push")]
pub use push::*;
#[cfg(any(feature = "app-store", feature = "receipts"))]
pub use receipts::*;
pub use vocabulary::error_codes;
#[cfg(any(feature = "legacy", feature = "windows"))]
pub use windows::*;

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of waxwing.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
