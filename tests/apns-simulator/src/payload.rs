//! The body of a push, as far as anybody looks into it.

use serde_json::{Map, Value};

use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::request::Body;

/// A payload may have this many bytes (Apple, "Sending notification requests to APNs").
pub(crate) const MAX_BYTES: usize = 4096;
/// A VoIP payload may have this many bytes (the same page).
pub(crate) const MAX_VOIP_BYTES: usize = 5120;
/// A broadcast may have this many bytes (Apple, "Sending broadcast push notification requests to APNs").
pub(crate) const MAX_BROADCAST_BYTES: usize = 5120;

pub(crate) fn present(body: &Body) -> Result<(), Refusal> {
    if body.length == 0 {
        return Err(Refusal::new(Reason::PayloadEmpty, "the body has no bytes"));
    }
    Ok(())
}

pub(crate) fn size(body: &Body, allowed: usize) -> Result<(), Refusal> {
    let length = body.length;
    if length > allowed {
        let detail = format!("the body has {length} bytes, {allowed} are allowed");
        return Err(Refusal::new(Reason::PayloadTooLarge, detail));
    }
    Ok(())
}

pub(crate) fn object(body: &Body) -> Result<Map<String, Value>, Refusal> {
    let wrong = |detail: String| Err(Refusal::new(Reason::BadRequestPayload, detail));
    match serde_json::from_slice(&body.kept) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => wrong("the body is JSON, but not an object".to_owned()),
        Err(error) => wrong(format!("the body is not JSON: {error}")),
    }
}
