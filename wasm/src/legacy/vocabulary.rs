//! The words about what is past, for types and tests of the upper half.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::apns::binary::{Frame, Status};
use waxwing::windows::mpns::{Kind, NotificationBuilder};

use crate::windows::describe_options;
use crate::writer::{Writer, array, list};

/// Every value that is known, as JSON text.
#[wasm_bindgen(js_name = legacyVocabulary)]
#[must_use]
pub fn legacy_vocabulary() -> String {
    let statuses = array(Status::ALL.iter().map(|status| {
        let mut writer = Writer::new();
        writer
            .text("status", status.name())
            .number("code", status.code())
            .text("advice", status.advice());
        writer.finish()
    }));
    let mut writer = Writer::new();
    writer
        .raw("binaryFrames", list(Frame::ALL.iter().map(|frame| frame.name())))
        .json("binaryStatuses", &statuses)
        .raw("mpnsKinds", list(Kind::ALL.iter().map(|kind| kind.name())))
        .json("mpnsOptions", &describe_options(NotificationBuilder::OPTIONS));
    writer.finish()
}
