//! Replies of APNs and what to do about them.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::apns::{Action, Reply, VerdictContext};

use crate::error::Result;
use crate::options::{self, Options};
use crate::writer::Writer;

/// What a reply says, as JSON text. `headers` are names and values in turn.
#[wasm_bindgen(js_name = readReply)]
#[must_use]
pub fn read_reply(status: u16, headers: Vec<String>, body: &[u8]) -> String {
    let reply = reply(status, &headers, body);
    let mut writer = Writer::new();
    writer.number("status", reply.status()).flag("isSuccess", reply.is_success());
    if let Some(id) = reply.apns_id() {
        writer.text("apnsId", id);
    }
    if let Some(id) = reply.apns_unique_id() {
        writer.text("apnsUniqueId", id);
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
pub fn judge_reply(
    status: u16,
    headers: Vec<String>,
    body: &[u8],
    context: &str,
) -> Result<String> {
    let object = options::parse(context)?;
    let options = Options::new(&object, "").only(&["registeredAt", "sentAt", "tokenIssuedAt"])?;
    let context = VerdictContext::new()
        .registered_at(options.time("registeredAt")?)
        .sent_at(options.time("sentAt")?)
        .token_issued_at(options.time("tokenIssuedAt")?);
    let verdict = reply(status, &headers, body).verdict(context);
    let mut writer = Writer::new();
    writer
        .text("action", verdict.action.name())
        .text("scope", verdict.scope.name())
        .flag("resends", Action::resends(verdict.action))
        .flag("newConnection", verdict.new_connection);
    if let Some(seconds) = verdict.retry_after_s() {
        writer.raw("retryAfterSeconds", seconds);
    }
    if let Some(reason) = &verdict.reason {
        writer.text("reason", reason.as_str());
    }
    if let Some(since) = verdict.since {
        writer.time("since", since);
    }
    writer.text("advice", verdict.advice);
    Ok(writer.finish())
}

fn reply(status: u16, headers: &[String], body: &[u8]) -> Reply {
    let (pairs, _) = headers.as_chunks();
    Reply::from_parts(status, pairs.iter().map(|[name, value]| (name, value)), body)
}
