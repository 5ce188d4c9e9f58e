//! GOAWAY frames, and waits that grow.

use std::time::Duration;

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::apns::{Backoff, GoAway};

use super::reply;
use crate::writer::Writer;

/// What a GOAWAY frame says and what to do about it, as JSON text.
#[wasm_bindgen(js_name = readGoAway)]
#[must_use]
pub fn read_goaway(error_code: u32, last_stream_id: u32, debug_data: &[u8]) -> String {
    let goaway = GoAway::new(error_code, last_stream_id, debug_data);
    let mut writer = Writer::new();
    writer.number("errorCode", goaway.error_code()).number("lastStreamId", goaway.last_stream_id());
    if let Some(reason) = goaway.reason() {
        writer.text("reason", reason.as_str()).flag("knownReason", reason.is_known());
    }
    if let Some(text) = goaway.text() {
        writer.text("text", text);
    }
    writer.json("verdict", &reply::verdict(&goaway.verdict()));
    writer.finish()
}

/// How long to wait after this attempt, in milliseconds. What is not given is as usual.
#[wasm_bindgen(js_name = backoffDelay)]
#[must_use]
pub fn backoff_delay(
    first_ms: Option<u64>,
    max_ms: Option<u64>,
    attempt: u32,
    jitter_permille: u32,
) -> u64 {
    let usual = Backoff::default();
    let first = first_ms.map_or(usual.first, Duration::from_millis);
    let max = max_ms.map_or(usual.max, Duration::from_millis);
    let delay = Backoff { first, max }.delay(attempt, jitter_permille);
    u64::try_from(delay.as_millis()).unwrap_or(u64::MAX)
}
