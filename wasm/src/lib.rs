//! JavaScript interface of waxwing.

use wasm_bindgen::prelude::wasm_bindgen;

/// The version of waxwing.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
