//! Notifications of WNS, and toasts taken back.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::time::Timestamp;
use waxwing::windows::Channel;
use waxwing::windows::wns::{AccessToken, Notification, ToastRemoval};

use super::request::describe;
use crate::error::Result;
use crate::options;
use crate::writer::Writer;

/// Behind the class `Notification` of WNS.
#[wasm_bindgen]
#[derive(Debug)]
pub struct WnsNotificationHandle(Notification);

#[wasm_bindgen]
impl WnsNotificationHandle {
    /// From the JSON text of its options.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str) -> Result<Self> {
        Ok(Self(Notification::from_options(&options::parse(options)?)?.build()?))
    }

    /// What it is, and its headers, as JSON text.
    #[must_use]
    pub fn describe(&self) -> String {
        let mut headers = Writer::new();
        for (name, value) in self.0.headers() {
            headers.text(name, value);
        }
        let mut writer = Writer::new();
        writer
            .text("kind", self.0.kind().name())
            .json("headers", &headers.finish())
            .some_text("text", self.0.text());
        writer.finish()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        self.0.body().to_vec()
    }

    /// The request over one channel, apart from the body, as JSON text.
    pub fn request(&self, channel: &str, token: &str) -> Result<String> {
        Ok(describe(&self.0.request(&Channel::parse(channel)?, &access(token)?)?))
    }
}

/// The request that takes toasts back, as JSON text.
#[wasm_bindgen(js_name = removeToasts)]
pub fn remove_toasts(matching: &str, channel: &str, token: &str) -> Result<String> {
    let removal = ToastRemoval::from_options(&options::parse(matching)?)?;
    Ok(describe(&removal.request(&Channel::parse(channel)?, &access(token)?)?))
}

/// A token that is held outside; when it expires is not asked for here.
fn access(token: &str) -> waxwing::error::Result<AccessToken> {
    AccessToken::new(token, Timestamp::EPOCH)
}
