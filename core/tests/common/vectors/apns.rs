//! Operations `provider_key`, `provider_token`, `device_token`, `notification` and `reply`.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use waxwing::apns::{
    Action, DeviceToken, Endpoint, Environment, Notification, Port, ProviderKey, ProviderToken,
    Reply, TokenPolicy, VerdictContext, lint_request,
};
use waxwing::error::{Error, ErrorCode, Result};
use waxwing::json::{Limits, parse_object};
use waxwing::time::Timestamp;

use super::{Outcome, Part, base64, bytes, text, without_nulls};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeyCase {
    p8: Option<String>,
    p8_parts: Option<Vec<Part>>,
    p8_b64: Option<String>,
    key_id: String,
    team_id: String,
}

pub(super) fn provider_key(case: &KeyCase) -> Outcome {
    let p8 = bytes(case.p8.as_ref(), case.p8_parts.as_ref(), case.p8_b64.as_ref());
    let key = ProviderKey::from_p8(p8, &case.key_id, &case.team_id)?;
    Ok(json!({"public_key_b64": base64(key.public_key().to_uncompressed())}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TokenCase {
    p8: String,
    key_id: String,
    team_id: String,
    now_ms: Option<i64>,
    window_s: Option<i64>,
    phase_s: Option<i64>,
    issued_at_s: Option<i64>,
}

pub(super) fn provider_token(case: &TokenCase) -> Outcome {
    let key = ProviderKey::from_p8(&case.p8, &case.key_id, &case.team_id)?;
    let token = match (case.issued_at_s, case.now_ms) {
        (Some(secs), None) => key.token_issued_at(secs)?,
        (None, Some(now_ms)) => {
            let now = Timestamp::from_millis(now_ms);
            if case.window_s.is_none() && case.phase_s.is_none() {
                key.token_at(now)?
            } else {
                let window_s = case.window_s.unwrap_or(TokenPolicy::DEFAULT_WINDOW_S);
                let policy = TokenPolicy::new(window_s, case.phase_s.unwrap_or(0))?;
                key.token_with(now, &policy)?
            }
        }
        _ => panic!("either the time or the issue time is given"),
    };
    assert_eq!(token.authorization(), format!("bearer {}", token.as_str()));
    Ok(json!({
        "token": token.as_str(),
        "issued_at_s": token.issued_at().as_secs(),
        "expires_at_s": token.expires_at().as_secs(),
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeviceTokenCase {
    hex: Option<String>,
    hex_parts: Option<Vec<Part>>,
}

pub(super) fn device_token(case: &DeviceTokenCase) -> Outcome {
    let token = DeviceToken::from_hex(&text(case.hex.as_ref(), case.hex_parts.as_ref()))?;
    Ok(json!({"hex": token.as_hex()}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NotificationCase {
    notification: Map<String, Value>,
    environment: String,
    port: Option<u16>,
    device_token: String,
    authorization: Option<String>,
}

pub(super) fn notification(case: &NotificationCase) -> Outcome {
    let notification = build(&case.notification)?;
    let environment = Environment::from_name(&case.environment)?;
    let endpoint = match case.port {
        Some(port) => Endpoint::new(environment, Port::from_number(port)?),
        None => Endpoint::from(environment),
    };
    let token = case.authorization.as_deref().map(ProviderToken::from_jwt).transpose()?;
    let device = DeviceToken::from_hex(&case.device_token)?;
    let prepared = notification.prepare(endpoint);
    let request = prepared.request(&device, token.as_ref());

    assert_eq!(request.uri().to_string(), prepared.url(&device));
    assert_eq!(request.body(), prepared.body());
    let headers: Vec<[&str; 2]> = request
        .headers()
        .iter()
        .map(|(name, value)| [name.as_str(), value.to_str().unwrap()])
        .collect();
    Ok(without_nulls(json!({
        "method": request.method().as_str(),
        "url": prepared.url(&device),
        "headers": headers,
        "body": notification.payload(),
        "cut": notification.cut().map(|cut| json!({
            "pointer": cut.pointer,
            "original_bytes": cut.original_bytes,
            "kept_bytes": cut.kept_bytes,
            "removed_bytes": cut.removed_bytes,
        })),
    })))
}

/// The notification of a document of options, by way of its text: the types of two libraries
/// meet there. A long payload may stand in parts.
pub(super) fn build(document: &Map<String, Value>) -> Result<Notification> {
    let mut document = document.clone();
    if let Some(parts) = document.remove("payload_parts") {
        let parts: Vec<Part> = serde_json::from_value(parts).unwrap();
        document.insert("payload".into(), text(None, Some(&parts)).into());
    }
    let document = Value::Object(document).to_string();
    let limits = Limits { max_depth: 100, ..Limits::bytes(document.len()) };
    let options = parse_object(document.as_bytes(), &limits, "notification")?;
    Notification::from_options(&options)?.build()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LintCase {
    notification: Option<Map<String, Value>>,
    headers: Option<Vec<(String, String)>>,
    body: Option<String>,
    body_parts: Option<Vec<Part>>,
}

pub(super) fn lint(case: &LintCase) -> Outcome {
    let lints = match (&case.notification, &case.headers) {
        (Some(document), None) => build(document)?.lints().to_vec(),
        (None, Some(headers)) => {
            let headers = headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            let body = text(case.body.as_ref(), case.body_parts.as_ref());
            lint_request(headers, body.as_bytes())?
        }
        _ => panic!("either a notification or a request is given"),
    };
    let lints: Vec<Value> = lints
        .iter()
        .map(|lint| json!({"code": lint.code.name(), "subject": lint.subject}))
        .collect();
    Ok(json!({"lints": lints}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReplyCase {
    status: u16,
    headers: Vec<(String, String)>,
    body: Option<String>,
    body_parts: Option<Vec<Part>>,
    body_b64: Option<String>,
    registered_at_ms: Option<i64>,
    sent_at_ms: Option<i64>,
}

pub(super) fn reply(case: &ReplyCase) -> Outcome {
    let body = bytes(case.body.as_ref(), case.body_parts.as_ref(), case.body_b64.as_ref());
    let headers = case.headers.iter().map(|(name, value)| (name, value));
    let reply = Reply::from_parts(case.status, headers, &body);
    let context = VerdictContext::new()
        .registered_at(case.registered_at_ms.map(Timestamp::from_millis))
        .sent_at(case.sent_at_ms.map(Timestamp::from_millis));
    let verdict = reply.verdict(context);
    if (verdict.action == Action::Delivered) != reply.is_success() || verdict.advice.is_empty() {
        return Err(Error::new(ErrorCode::Panic, "verdict", "one that fits", verdict.advice));
    }
    Ok(without_nulls(json!({
        "apns_id": reply.apns_id(),
        "apns_unique_id": reply.apns_unique_id(),
        "apns_request_id": reply.apns_request_id(),
        "apns_channel_id": reply.apns_channel_id(),
        "reason": reply.reason_text(),
        "known_reason": reply.reason().is_some_and(|reason| reason.is_known()),
        "timestamp_ms": reply.timestamp().map(Timestamp::as_millis),
        "retry_after_s": reply.retry_after_s(),
        "verdict": without_nulls(json!({
            "action": verdict.action.name(),
            "scope": verdict.scope.name(),
            "retry_after_s": verdict.retry_after_s(),
            "new_connection": verdict.new_connection,
        })),
    })))
}
