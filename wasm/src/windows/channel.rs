//! Channel URIs.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::windows::Channel;

use crate::error::Result;
use crate::writer::Writer;

/// Which service a channel belongs to, and its host, as JSON text.
#[wasm_bindgen(js_name = readChannel)]
pub fn read_channel(uri: &str) -> Result<String> {
    let channel = Channel::parse(uri)?;
    let mut writer = Writer::new();
    writer.text("kind", channel.kind().name()).text("host", channel.host());
    Ok(writer.finish())
}
