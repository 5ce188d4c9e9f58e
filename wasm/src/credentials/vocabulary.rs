//! The words about credentials, for types and tests of the upper half.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::credentials::{CertificateFamily, Format, LintCode};

use crate::writer::{Writer, array, list};

/// Every format, lint and family, as JSON text.
#[wasm_bindgen(js_name = credentialsVocabulary)]
#[must_use]
pub fn credentials_vocabulary() -> String {
    let formats = Format::ALL.iter().map(|format| {
        let mut writer = Writer::new();
        writer
            .text("name", format.name())
            .text("description", format.description())
            .text("advice", format.advice());
        writer.finish()
    });
    let lints = LintCode::ALL.iter().map(|code| {
        let mut writer = Writer::new();
        writer
            .text("code", code.name())
            .flag("isFatal", code.is_fatal())
            .text("advice", code.advice());
        writer.finish()
    });
    let mut writer = Writer::new();
    writer.json("fileFormats", &array(formats)).json("credentialLints", &array(lints)).raw(
        "certificateFamilies",
        list(CertificateFamily::ALL.iter().map(|family| family.name())),
    );
    writer.finish()
}
