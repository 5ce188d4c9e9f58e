//! Replies of APNs and what to do about them.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::apns::{Action, ChannelId, Reply, StoragePolicy, Verdict, VerdictContext};

use crate::error::Result;
use crate::options::{self, Options};
use crate::pieces::header_pairs;
use crate::writer::{Writer, list};

/// What a reply says, as JSON text. `headers` are names and values in turn, each on a line.
#[wasm_bindgen(js_name = readReply)]
#[must_use]
pub fn read_reply(status: u16, headers: &str, body: &[u8]) -> String {
    let reply = from_lines(status, headers, body);
    let mut writer = Writer::new();
    writer.number("status", reply.status()).flag("isSuccess", reply.is_success());
    if let Some(id) = reply.apns_id() {
        writer.text("apnsId", id);
    }
    if let Some(id) = reply.apns_unique_id() {
        writer.text("apnsUniqueId", id);
    }
    if let Some(id) = reply.apns_request_id() {
        writer.text("apnsRequestId", id);
    }
    if let Some(id) = reply.apns_channel_id() {
        writer.text("apnsChannelId", id);
    }
    if let Some(reason) = reply.reason() {
        writer.text("reason", reason.as_str()).flag("knownReason", reason.is_known());
    }
    if let Some(text) = reply.reason_text() {
        writer.text("reasonText", text);
    }
    if let Some(timestamp) = reply.timestamp() {
        writer.time("timestamp", timestamp);
    }
    if let Some(seconds) = reply.retry_after_s() {
        writer.number("retryAfterSeconds", seconds);
    }
    writer.finish()
}

/// What to do about it, as JSON text, under the context in the JSON text `context`.
#[wasm_bindgen(js_name = judgeReply)]
pub fn judge_reply(status: u16, headers: &str, body: &[u8], context: &str) -> Result<String> {
    let object = options::parse(context)?;
    let options = Options::new(&object, "").only(&["registeredAt", "sentAt", "tokenIssuedAt"])?;
    let context = VerdictContext::new()
        .registered_at(options.time("registeredAt")?)
        .sent_at(options.time("sentAt")?)
        .token_issued_at(options.time("tokenIssuedAt")?);
    Ok(verdict(&from_lines(status, headers, body).verdict(context)))
}

/// What it says of a channel, as JSON text.
#[wasm_bindgen(js_name = replyChannel)]
pub fn reply_channel(status: u16, headers: &str, body: &[u8]) -> Result<String> {
    let channel = from_lines(status, headers, body).channel()?;
    let mut writer = Writer::new();
    if let Some(policy) = channel.storage_policy() {
        writer.text("storagePolicy", StoragePolicy::name(policy));
    }
    writer.number("storagePolicyNumber", channel.storage_policy_number());
    if let Some(push_type) = channel.push_type() {
        writer.text("pushType", push_type.name());
    }
    writer.text("pushTypeText", channel.push_type_text());
    Ok(writer.finish())
}

/// The ids of all channels that it lists, as JSON text.
#[wasm_bindgen(js_name = replyChannelIds)]
pub fn reply_channel_ids(status: u16, headers: &str, body: &[u8]) -> Result<String> {
    let ids = from_lines(status, headers, body).channel_ids()?;
    Ok(list(ids.iter().map(ChannelId::as_str)).to_string())
}

/// A verdict as JSON text.
pub(crate) fn verdict(verdict: &Verdict) -> String {
    let mut writer = Writer::new();
    writer
        .text("action", verdict.action.name())
        .text("scope", verdict.scope.name())
        .flag("resends", Action::resends(verdict.action))
        .flag("newConnection", verdict.new_connection);
    if let Some(seconds) = verdict.retry_after_s() {
        writer.raw("retryAfterSeconds", seconds);
    }
    reason(&mut writer, verdict);
    writer.finish()
}

/// Why a verdict is as it is.
pub(crate) fn reason(writer: &mut Writer, verdict: &Verdict) {
    if let Some(reason) = &verdict.reason {
        writer.text("reason", reason.as_str());
    }
    if let Some(since) = verdict.since {
        writer.time("since", since);
    }
    writer.text("advice", verdict.advice);
}

/// A reply whose headers are names and values in turn, each on a line.
pub(crate) fn from_lines(status: u16, headers: &str, body: &[u8]) -> Reply {
    Reply::from_parts(status, header_pairs(headers), body)
}
