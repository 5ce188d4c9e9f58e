//! The words that all slices know, for types and tests of the upper half.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::error::ErrorCode;

use crate::writer::{Writer, array};

/// Every error code, as JSON text.
#[wasm_bindgen(js_name = errorCodes)]
#[must_use]
pub fn error_codes() -> String {
    array(ErrorCode::ALL.iter().map(|code| {
        let mut writer = Writer::new();
        writer
            .text("code", code.name())
            .number("number", code.number())
            .text("category", code.category().name());
        writer.finish()
    }))
}
