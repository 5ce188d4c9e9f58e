//! Operations about push to Windows.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::Request;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use waxwing::error::{Error, ErrorCode};
use waxwing::json::{Limits, Object, parse_object};
use waxwing::time::Timestamp;
use waxwing::windows::mpns;
use waxwing::windows::wns::{
    AccessToken, Notification, Reply, ToastRemoval, TokenReply, TokenRequest,
};
use waxwing::windows::{Action, Channel, Verdict};

use super::{Outcome, Part, bytes, text, without_nulls};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChannelCase {
    uri: Option<String>,
    uri_parts: Option<Vec<Part>>,
}

pub(super) fn channel_uri(case: &ChannelCase) -> Outcome {
    let channel = Channel::parse(&text(case.uri.as_ref(), case.uri_parts.as_ref()))?;
    Ok(json!({"kind": channel.kind().name(), "host": channel.host(), "uri": channel.uri()}))
}

/// A request for a token with `system`, or the reply to one with `status`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TokenCase {
    system: Option<String>,
    package_sid: Option<String>,
    package_sid_parts: Option<Vec<Part>>,
    tenant: Option<String>,
    tenant_parts: Option<Vec<Part>>,
    client_id: Option<String>,
    secret: Option<String>,
    secret_parts: Option<Vec<Part>>,
    status: Option<u16>,
    headers: Option<Vec<(String, String)>>,
    body: Option<String>,
    body_parts: Option<Vec<Part>>,
    now_ms: Option<i64>,
}

pub(super) fn wns_token(case: &TokenCase) -> Outcome {
    let Some(system) = &case.system else { return token_reply(case) };
    let secret = text(case.secret.as_ref(), case.secret_parts.as_ref());
    let sid = || text(case.package_sid.as_ref(), case.package_sid_parts.as_ref());
    let asked = match system.as_str() {
        "legacy" => TokenRequest::legacy(&sid(), &secret)?,
        "phone" => TokenRequest::phone(&sid(), &secret)?,
        "entra" => {
            let tenant = text(case.tenant.as_ref(), case.tenant_parts.as_ref());
            TokenRequest::entra(&tenant, case.client_id.as_ref().unwrap(), &secret)?
        }
        other => panic!("unknown system {other}"),
    };
    let request = asked.request();
    assert_eq!((asked.method(), asked.url()), ("POST", request.uri().to_string().as_str()));
    assert_eq!(asked.body(), request.body());
    for (name, value) in asked.headers() {
        assert_eq!(request.headers()[name], value);
    }
    Ok(plain(&request, request.uri().to_string().as_str()))
}

fn token_reply(case: &TokenCase) -> Outcome {
    let body = text(case.body.as_ref(), case.body_parts.as_ref());
    let headers = case.headers.as_ref().unwrap().iter().map(|(name, value)| (name, value));
    let now = Timestamp::from_millis(case.now_ms.unwrap());
    let reply = TokenReply::from_parts(case.status.unwrap(), headers, body.as_bytes(), now);
    assert_ne!(reply.token().is_some(), reply.verdict().is_some());
    if let Some(token) = reply.token() {
        assert!(!token.is_fresh(token.refresh_at()));
        let kept = AccessToken::new(token.as_str(), token.expires_at())?;
        assert_eq!(kept.authorization(), token.authorization());
    }
    Ok(without_nulls(json!({
        "token": reply.token().map(AccessToken::as_str),
        "expires_at_ms": reply.token().map(|token| token.expires_at().as_millis()),
        "refresh_at_ms": reply.token().map(|token| token.refresh_at().as_millis()),
        "oauth_error": reply.error(),
        "error_description": reply.error_description(),
        "verdict": reply.verdict().map(|verdict| judged(&verdict)),
    })))
}

/// Method, URL, headers and body.
fn plain(request: &Request<Bytes>, url: &str) -> Value {
    let headers: Vec<[&str; 2]> = request
        .headers()
        .iter()
        .map(|(name, value)| [name.as_str(), value.to_str().unwrap()])
        .collect();
    let mut plain = json!({"method": request.method().as_str(), "url": url, "headers": headers});
    match std::str::from_utf8(request.body()) {
        Ok(body) => plain["body"] = body.into(),
        Err(_) => plain["body_b64"] = STANDARD.encode(request.body()).into(),
    }
    plain
}

fn judged(verdict: &Verdict) -> Value {
    assert!(!verdict.advice.is_empty());
    without_nulls(json!({
        "action": verdict.action.name(),
        "scope": verdict.scope.name(),
        "cause": verdict.cause.map(|cause| cause.name()),
        "retry_after_s": verdict.retry_after_s(),
    }))
}

/// A document of options, by way of its text.
fn options(document: &Map<String, Value>, more: &[(&str, Option<String>)]) -> Object {
    let mut document = document.clone();
    for (name, value) in more {
        if let Some(value) = value {
            document.insert((*name).into(), value.as_str().into());
        }
    }
    let document = Value::Object(document).to_string();
    parse_object(document.as_bytes(), &Limits::bytes(document.len()), "notification").unwrap()
}

/// `xml` and `raw` stand beside the document because they may be long.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RequestCase {
    notification: Option<Map<String, Value>>,
    remove: Option<Map<String, Value>>,
    xml: Option<String>,
    xml_parts: Option<Vec<Part>>,
    raw: Option<String>,
    raw_parts: Option<Vec<Part>>,
    channel: String,
    token: Option<String>,
    token_parts: Option<Vec<Part>>,
}

/// A text that may be absent.
fn maybe(whole: Option<&String>, parts: Option<&Vec<Part>>) -> Option<String> {
    (whole.is_some() || parts.is_some()).then(|| text(whole, parts))
}

pub(super) fn wns_request(case: &RequestCase) -> Outcome {
    let never = Timestamp::from_millis(i64::MAX);
    let token = text(case.token.as_ref(), case.token_parts.as_ref());
    let request = if let Some(document) = &case.remove {
        let removal = ToastRemoval::from_options(&options(document, &[]))?;
        removal.request(&Channel::parse(&case.channel)?, &AccessToken::new(&token, never)?)?
    } else {
        let document = options(
            case.notification.as_ref().unwrap(),
            &[
                ("xml", maybe(case.xml.as_ref(), case.xml_parts.as_ref())),
                ("raw", maybe(case.raw.as_ref(), case.raw_parts.as_ref())),
            ],
        );
        let notification = Notification::from_options(&document)?.build()?;
        let channel = Channel::parse(&case.channel)?;
        let request = notification.request(&channel, &AccessToken::new(&token, never)?)?;
        assert_eq!(request.body(), notification.body());
        request
    };
    assert!(request.headers()["authorization"].is_sensitive());
    Ok(plain(&request, &request.uri().to_string()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReplyCase {
    status: u16,
    headers: Vec<(String, String)>,
    body: Option<String>,
    body_parts: Option<Vec<Part>>,
    reason_phrase: Option<String>,
}

/// `raw` stands beside the document because it may be long. With `common_name`, the case is about
/// the name of a certificate.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MpnsRequestCase {
    notification: Option<Map<String, Value>>,
    raw: Option<String>,
    raw_parts: Option<Vec<Part>>,
    channel: Option<String>,
    common_name: Option<String>,
    common_name_parts: Option<Vec<Part>>,
    other: Option<String>,
}

pub(super) fn mpns_request(case: &MpnsRequestCase) -> Outcome {
    if let Some(other) = &case.other {
        let name = text(case.common_name.as_ref(), case.common_name_parts.as_ref());
        let name = mpns::ServiceName::from_common_name(&name)?;
        let next = mpns::ServiceName::from_common_name(other)?;
        return Ok(json!({
            "service_name": name.as_str(),
            "is": name.is(other),
            "is_renewed_by": name.is_renewed_by(&next),
        }));
    }
    let raw = maybe(case.raw.as_ref(), case.raw_parts.as_ref());
    let document = options(case.notification.as_ref().unwrap(), &[("raw", raw)]);
    let notification = mpns::Notification::from_options(&document)?.build()?;
    let request = notification.request(&Channel::parse(case.channel.as_ref().unwrap())?)?;
    assert_eq!(request.body(), notification.body());
    Ok(plain(&request, &request.uri().to_string()))
}

pub(super) fn mpns_reply(case: &ReplyCase) -> Outcome {
    let body = bytes(case.body.as_ref(), case.body_parts.as_ref(), None);
    let headers = case.headers.iter().map(|(name, value)| (name, value));
    let reply = mpns::Reply::from_parts(case.status, headers, &body);
    let verdict = reply.verdict();
    if (verdict.action == Action::Delivered) != reply.is_success() {
        return Err(Error::new(ErrorCode::Panic, "verdict", "one that fits", verdict.advice));
    }
    Ok(without_nulls(json!({
        "notification_status": reply.notification_status().map(|status| status.as_str()),
        "device_status": reply.device_status().map(|status| status.as_str()),
        "subscription_status": reply.subscription_status().map(|status| status.as_str()),
        "message_id": reply.message_id(),
        "retry_after_s": reply.retry_after_s(),
        "verdict": judged(&verdict),
    })))
}

pub(super) fn wns_reply(case: &ReplyCase) -> Outcome {
    let body = bytes(case.body.as_ref(), case.body_parts.as_ref(), None);
    let headers = case.headers.iter().map(|(name, value)| (name, value));
    let mut reply = Reply::from_parts(case.status, headers, &body);
    if let Some(phrase) = &case.reason_phrase {
        reply = reply.reason_phrase(phrase);
    }
    let verdict = reply.verdict();
    if (verdict.action == Action::Delivered) != reply.is_success() {
        return Err(Error::new(ErrorCode::Panic, "verdict", "one that fits", verdict.advice));
    }
    Ok(without_nulls(json!({
        "notification_status": reply.notification_status().map(|status| status.as_str()),
        "device_status": reply.device_status().map(|status| status.as_str()),
        "error_description": reply.error_description(),
        "msg_id": reply.msg_id(),
        "debug_trace": reply.debug_trace(),
        "ms_cv": reply.ms_cv(),
        "www_authenticate": reply.www_authenticate(),
        "retry_after_s": reply.retry_after_s(),
        "verdict": judged(&verdict),
    })))
}
