//! MPNS, the push service of Windows Phone 7 and 8.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::windows::Channel;
use waxwing::windows::mpns::{
    DeviceStatus, Notification, NotificationStatus, Reply, ServiceName, SubscriptionStatus,
};

use crate::error::Result;
use crate::options;
use crate::pieces::header_pairs;
use crate::windows::{describe_request, describe_verdict};
use crate::writer::Writer;

/// Behind the class `MpnsNotification`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct MpnsNotificationHandle(Notification);

#[wasm_bindgen]
impl MpnsNotificationHandle {
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
    pub fn request(&self, channel: &str) -> Result<String> {
        Ok(describe_request(&self.0.request(&Channel::parse(channel)?)?))
    }
}

/// What a reply says and what to do about it, as JSON text. `headers` are names and values in
/// turn, each on a line.
#[wasm_bindgen(js_name = readMpnsReply)]
#[must_use]
pub fn read_mpns_reply(status: u16, headers: &str, body: &[u8]) -> String {
    let reply = Reply::from_parts(status, header_pairs(headers), body);
    let mut writer = Writer::new();
    writer
        .number("status", reply.status())
        .flag("isSuccess", reply.is_success())
        .some_text(
            "notificationStatus",
            reply.notification_status().map(NotificationStatus::as_str),
        )
        .some_text("deviceStatus", reply.device_status().map(DeviceStatus::as_str))
        .some_text(
            "subscriptionStatus",
            reply.subscription_status().map(SubscriptionStatus::as_str),
        )
        .some_text("messageId", reply.message_id())
        .some_number("retryAfterSeconds", reply.retry_after_s().map(i64::from))
        .json("verdict", &describe_verdict(&reply.verdict()));
    writer.finish()
}

/// The name under which an app opens its channel, by the common name of a certificate.
#[wasm_bindgen(js_name = serviceName)]
pub fn service_name(common_name: &str) -> Result<String> {
    Ok(ServiceName::from_common_name(common_name)?.as_str().to_owned())
}

/// Whether an app that opens its channel under this name is one of the certificate's.
#[wasm_bindgen(js_name = serviceNameIs)]
pub fn service_name_is(common_name: &str, name: &str) -> Result<bool> {
    Ok(ServiceName::from_common_name(common_name)?.is(name))
}

/// Whether a certificate of the other name can follow one of this.
#[wasm_bindgen(js_name = serviceNameIsRenewedBy)]
pub fn service_name_is_renewed_by(common_name: &str, other: &str) -> Result<bool> {
    let other = ServiceName::from_common_name(other)?;
    Ok(ServiceName::from_common_name(common_name)?.is_renewed_by(&other))
}
