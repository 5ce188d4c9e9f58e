//! Broadcasts: one push to all devices that follow a channel.

use http::Method;

use crate::channel::{self, Channels, STORES_NOTHING};
use crate::connection::Connection;
use crate::device_push::{Rules, seconds, shown};
use crate::payload;
use crate::provider;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::request::Request;

/// What every path of a broadcast begins with.
pub(crate) const PATH: &str = "/4/broadcasts/apps/";

/// Judges a broadcast. The first check that fails gives the answer: the shape of the request, then who sends, then to whom,
/// then what.
pub(crate) fn examine(
    request: &Request,
    rules: &Rules,
    channels: &Channels,
    connection: &mut Connection,
    now_ms: i64,
) -> Result<(), Refusal> {
    provider::certificate_stands(connection, now_ms)?;
    provider::certificate_environment(connection, rules.environment)?;
    let bundle_id = request.path.strip_prefix(PATH).unwrap_or_default();
    if request.method != Method::POST {
        let detail = format!("expected POST, found {}", request.method);
        return Err(Refusal::new(Reason::MethodNotAllowed, detail));
    }
    channel::shape(request, bundle_id)?;
    let channel_id = channel::channel_id(request)?;
    push_type(request)?;
    let expiration = expiration(request)?;
    priority(request)?;
    let sender = provider::authenticate(request, rules, connection, now_ms)?;
    channel::allowed(bundle_id, &sender, rules)?;
    let policy = channels.policy(bundle_id, channel_id)?;
    if policy == STORES_NOTHING && expiration != 0 {
        let detail = "the channel stores nothing, so apns-expiration is 0 there";
        return Err(Refusal::new(Reason::BadExpirationDate, detail));
    }
    payload::present(&request.body)?;
    payload::size(&request.body, payload::MAX_BROADCAST_BYTES)?;
    payload::object(&request.body)?;
    sender.accepted(connection, now_ms);
    Ok(())
}

/// Apple spells it in two ways; all are taken.
fn push_type(request: &Request) -> Result<(), Refusal> {
    match request.header("apns-push-type") {
        None => Err(Refusal::new(Reason::MissingPushType, "apns-push-type is absent")),
        Some(value) if value.eq_ignore_ascii_case(b"liveactivity") => Ok(()),
        Some(value) => Err(Refusal::new(
            Reason::InvalidPushType,
            format!("apns-push-type of a broadcast is liveactivity, found {}", shown(value)),
        )),
    }
}

fn expiration(request: &Request) -> Result<u64, Refusal> {
    match request.header("apns-expiration") {
        None => Err(Refusal::new(Reason::BadExpirationDate, "apns-expiration is absent")),
        Some(value) => seconds(value),
    }
}

fn priority(request: &Request) -> Result<(), Refusal> {
    match request.header("apns-priority") {
        Some(b"5" | b"10") => Ok(()),
        found => Err(Refusal::new(
            Reason::BadPriority,
            format!(
                "apns-priority of a broadcast is 5 or 10, found {}",
                found.map_or_else(|| "none".to_owned(), shown)
            ),
        )),
    }
}
