//! Replies of WNS.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::windows::wns::{DeviceStatus, NotificationStatus, Reply};

use super::verdict;
use crate::pieces::header_pairs;
use crate::writer::Writer;

/// What a reply says and what to do about it, as JSON text. `headers` are names and values in
/// turn, each on a line.
#[wasm_bindgen(js_name = readWnsReply)]
#[must_use]
pub fn read_wns_reply(status: u16, headers: &str, body: &[u8], reason_phrase: &str) -> String {
    let reply = Reply::from_parts(status, header_pairs(headers), body).reason_phrase(reason_phrase);
    let mut writer = Writer::new();
    writer
        .number("status", reply.status())
        .flag("isSuccess", reply.is_success())
        .some_text(
            "notificationStatus",
            reply.notification_status().map(NotificationStatus::as_str),
        )
        .some_text("deviceStatus", reply.device_status().map(DeviceStatus::as_str))
        .some_text("errorDescription", reply.error_description())
        .some_text("msgId", reply.msg_id())
        .some_text("debugTrace", reply.debug_trace())
        .some_text("msCv", reply.ms_cv())
        .some_text("wwwAuthenticate", reply.www_authenticate())
        .some_number("retryAfterSeconds", reply.retry_after_s().map(i64::from))
        .json("verdict", &verdict::describe(&reply.verdict()));
    writer.finish()
}
