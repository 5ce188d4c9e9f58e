//! Access tokens of WNS.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::time::Timestamp;
use waxwing::windows::wns::{AccessToken, TokenReply, TokenRequest};

use super::verdict;
use crate::error::{Result, invalid};
use crate::pieces::header_pairs;
use crate::writer::Writer;

/// What to ask for a token, as JSON text. The name is a package SID, or a client id in a tenant.
#[wasm_bindgen(js_name = tokenRequest)]
pub fn token_request(system: &str, tenant: &str, name: &str, secret: &str) -> Result<String> {
    let request = match system {
        "entra" => TokenRequest::entra(tenant, name, secret)?,
        "legacy" => TokenRequest::legacy(name, secret)?,
        "phone" => TokenRequest::phone(name, secret)?,
        _ => return Err(invalid("system", "entra, legacy or phone", "another").into()),
    };
    let mut headers = Writer::new();
    for (name, value) in request.headers() {
        headers.text(name, value);
    }
    let body = request.body();
    let mut writer = Writer::new();
    writer
        .text("method", request.method())
        .text("url", request.url())
        .json("headers", &headers.finish())
        .text("body", &String::from_utf8_lossy(&body));
    Ok(writer.finish())
}

/// A token that was kept, as JSON text.
#[wasm_bindgen(js_name = readAccessToken)]
pub fn read_access_token(token: &str, expires_at: i64) -> Result<String> {
    Ok(describe(&AccessToken::new(token, Timestamp::from_millis(expires_at))?))
}

/// What a reply to a request for a token says, as JSON text.
#[wasm_bindgen(js_name = readTokenReply)]
#[must_use]
pub fn read_token_reply(status: u16, headers: &str, body: &[u8], now: i64) -> String {
    let now = Timestamp::from_millis(now);
    let reply = TokenReply::from_parts(status, header_pairs(headers), body, now);
    let mut writer = Writer::new();
    writer
        .number("status", reply.status())
        .some_text("error", reply.error())
        .some_text("errorDescription", reply.error_description())
        .some_number("retryAfterSeconds", reply.retry_after_s().map(i64::from));
    if let Some(token) = reply.token() {
        writer.json("token", &describe(token));
    }
    if let Some(found) = reply.verdict() {
        writer.json("verdict", &verdict::describe(&found));
    }
    writer.finish()
}

fn describe(token: &AccessToken) -> String {
    let mut writer = Writer::new();
    writer
        .text("token", token.as_str())
        .text("authorization", token.authorization())
        .time("expiresAt", token.expires_at())
        .time("refreshAt", token.refresh_at());
    writer.finish()
}
