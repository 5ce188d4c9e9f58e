//! Requests without a device: broadcasts, and the management of their channels.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::apns::{Call, ChannelId, Channels, Endpoint, Environment, StoragePolicy};
use waxwing::json::{Object, Value};

use crate::error::{Result, invalid};
use crate::options::{self, Options};
use crate::writer::Writer;

/// A call as JSON text, with its body as text.
pub(crate) fn describe(call: &Call) -> String {
    let mut headers = Object::new();
    for (name, value) in call.headers() {
        headers.insert(name, value);
    }
    let body = core::str::from_utf8(call.body()).unwrap_or_default();
    let mut writer = Writer::new();
    writer
        .text("method", call.method())
        .text("authority", call.authority())
        .text("url", &call.url())
        .text("path", call.path())
        .raw("headers", Value::Object(headers))
        .text("body", body);
    writer.finish()
}

/// A call about channels, by the JSON text of what it is about.
#[wasm_bindgen(js_name = channelCall)]
pub fn channel_call(options: &str) -> Result<String> {
    let object = options::parse(options)?;
    let options = Options::new(&object, "").only(&[
        "authority",
        "bundleId",
        "call",
        "channelId",
        "environment",
        "requestId",
        "storagePolicy",
    ])?;
    let bundle_id = options.required("bundleId")?;
    let channels = match (options.text("authority")?, options.text("environment")?) {
        (None, Some(name)) => Channels::new(bundle_id, Environment::from_name(name)?)?,
        (Some(authority), None) => Channels::new(bundle_id, Environment::Production)?
            .endpoint(Endpoint::from_authority(authority)?),
        (None, None) => Err(invalid("environment", "production or sandbox", "none at all"))?,
        (Some(_), Some(_)) => {
            Err(invalid("authority", "either an environment or an authority", "both"))?
        }
    };
    let channel = || ChannelId::new(options.required("channelId")?);
    let call = match options.required("call")? {
        "create" => channels.create(StoragePolicy::from_name(options.required("storagePolicy")?)?),
        "read" => channels.read(&channel()?),
        "delete" => channels.delete(&channel()?),
        _ => channels.list(),
    };
    let call = match options.text("requestId")? {
        Some(uuid) => call.request_id(uuid)?,
        None => call,
    };
    Ok(describe(&call))
}

/// The id of a channel, checked.
#[wasm_bindgen(js_name = channelId)]
pub fn channel_id(text: &str) -> Result<String> {
    Ok(ChannelId::new(text)?.as_str().to_owned())
}
