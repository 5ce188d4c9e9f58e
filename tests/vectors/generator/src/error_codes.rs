//! The list of error codes: number, name and category.

use serde_json::json;
use waxwing::error::ErrorCode;

use crate::file::VectorFile;

pub(crate) fn file() -> VectorFile {
    let codes = ErrorCode::ALL.iter().map(|code| {
        json!({
            "code": code.number(),
            "name": code.name(),
            "category": code.category().name(),
        })
    });
    VectorFile::list(
        "error-codes.json",
        "error_codes",
        "Every error code. Each language shows exactly these numbers, names and categories: \
         none is missing and none is added. Written from the list in core/src/error.rs.",
        "codes",
        codes.collect(),
    )
}
