//! Operations `broadcast`, `channel`, `keyring`, `certificate_scope`, `goaway` and `backoff`.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use waxwing::apns::{
    Backoff, Call, CertificateScope, ChannelId, Channels, Endpoint, Environment, GoAway, KeyRing,
    KeyScope, Notification, ProviderKey, ProviderToken, Reply, StoragePolicy, Topic,
};
use waxwing::error::Result;
use waxwing::json::{Limits, parse_object};

use super::{Outcome, Part, apns::build, bytes, text, without_nulls};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BroadcastCase {
    notification: Map<String, Value>,
    channel_id: String,
    environment: String,
    authority: Option<String>,
    authorization: Option<String>,
}

pub(super) fn broadcast(case: &BroadcastCase) -> Outcome {
    let options = Value::from(case.notification.clone()).to_string();
    let options = parse_object(options.as_bytes(), &Limits::bytes(options.len()), "options")?;
    let channel = ChannelId::new(&case.channel_id)?;
    let broadcast = Notification::from_options(&options)?.broadcast(&channel)?;
    let call = match &case.authority {
        Some(authority) => broadcast.prepare(Endpoint::from_authority(authority)?),
        None => broadcast.prepare(Environment::from_name(&case.environment)?),
    };
    assert_eq!(call.body(), broadcast.payload().as_bytes());
    let token = case.authorization.as_deref().map(ProviderToken::from_jwt).transpose()?;
    Ok(as_sent(&call, token.as_ref()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChannelCase {
    call: String,
    bundle_id: Option<String>,
    environment: Option<String>,
    authority: Option<String>,
    storage_policy: Option<String>,
    channel_id: Option<String>,
    request_id: Option<String>,
    authorization: Option<String>,
    status: Option<u16>,
    headers: Option<Vec<(String, String)>>,
    body: Option<String>,
    body_parts: Option<Vec<Part>>,
}

pub(super) fn channel(case: &ChannelCase) -> Outcome {
    match case.status {
        Some(status) => channel_reply(case, status),
        None => {
            let token = case.authorization.as_deref().map(ProviderToken::from_jwt).transpose()?;
            Ok(as_sent(&channel_call(case)?, token.as_ref()))
        }
    }
}

fn channel_call(case: &ChannelCase) -> Result<Call> {
    let environment = Environment::from_name(case.environment.as_ref().unwrap())?;
    let mut channels = Channels::new(case.bundle_id.as_ref().unwrap(), environment)?;
    if let Some(authority) = &case.authority {
        channels = channels.endpoint(Endpoint::from_authority(authority)?);
    }
    let id = || ChannelId::new(case.channel_id.as_ref().unwrap());
    let call = match case.call.as_str() {
        "create" => {
            channels.create(StoragePolicy::from_name(case.storage_policy.as_ref().unwrap())?)
        }
        "read" => channels.read(&id()?),
        "delete" => channels.delete(&id()?),
        "list" => channels.list(),
        other => panic!("unknown call {other}"),
    };
    match &case.request_id {
        Some(uuid) => call.request_id(uuid),
        None => Ok(call),
    }
}

/// A call as data, which must be the same as by the types of the `http` crate.
fn as_sent(call: &Call, token: Option<&ProviderToken>) -> Value {
    let request = call.request(token);
    assert_eq!(request.uri().to_string(), call.url());
    assert_eq!(request.method().as_str(), call.method());
    assert_eq!(request.body(), call.body());
    let headers: Vec<[&str; 2]> = request
        .headers()
        .iter()
        .map(|(name, value)| [name.as_str(), value.to_str().unwrap()])
        .collect();
    json!({
        "method": call.method(),
        "url": call.url(),
        "headers": headers,
        "body": String::from_utf8(call.body().to_vec()).unwrap(),
    })
}

fn channel_reply(case: &ChannelCase, status: u16) -> Outcome {
    let body = text(case.body.as_ref(), case.body_parts.as_ref());
    let headers = case.headers.iter().flatten().map(|(name, value)| (name, value));
    let reply = Reply::from_parts(status, headers, body.as_bytes());
    let mut says = json!({
        "is_success": reply.is_success(),
        "apns_request_id": reply.apns_request_id(),
        "apns_channel_id": reply.apns_channel_id(),
    });
    match case.call.as_str() {
        "create" | "delete" => {}
        "read" => {
            let channel = reply.channel()?;
            says["storage_policy"] = channel.storage_policy().map(StoragePolicy::name).into();
            says["storage_policy_number"] = channel.storage_policy_number().into();
            says["push_type"] = channel.push_type().map(|push_type| push_type.name()).into();
            says["push_type_text"] = channel.push_type_text().into();
        }
        "list" => {
            let ids = reply.channel_ids()?;
            says["channel_ids"] = ids.iter().map(ChannelId::as_str).collect();
        }
        other => panic!("unknown call {other}"),
    }
    Ok(without_nulls(says))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeyRingCase {
    keys: Vec<ScopedKey>,
    topic: String,
    environment: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScopedKey {
    key_id: String,
    team_id: String,
    topics: Option<Vec<String>>,
    environment: Option<String>,
}

pub(super) fn keyring(case: &KeyRingCase, p8: &str) -> Outcome {
    let mut ring = KeyRing::new();
    for ScopedKey { key_id, team_id, topics, environment } in &case.keys {
        let mut scope = match topics {
            Some(topics) => KeyScope::topics(topics)?,
            None => KeyScope::everything(),
        };
        if let Some(environment) = environment {
            scope = scope.environment(Environment::from_name(environment)?);
        }
        ring = ring.add(ProviderKey::from_p8(p8, key_id, team_id)?, scope)?;
    }
    let topic = Topic::new(&case.topic)?;
    let key = ring.choose(&topic, Environment::from_name(&case.environment)?)?;
    Ok(json!({"key_id": key.key_id().as_str()}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CertificateScopeCase {
    default_topic: String,
    topics: Vec<String>,
    environments: Vec<String>,
    notification: Map<String, Value>,
    environment: String,
}

pub(super) fn certificate_scope(case: &CertificateScopeCase) -> Outcome {
    let mut scope = CertificateScope::new(Topic::new(&case.default_topic)?);
    for topic in &case.topics {
        scope = scope.topic(Topic::new(topic)?);
    }
    for environment in &case.environments {
        scope = scope.environment(Environment::from_name(environment)?);
    }
    assert_eq!(scope.default_topic().as_str(), case.default_topic);
    let notification = build(&case.notification)?;
    scope.check(&notification, Environment::from_name(&case.environment)?)?;
    Ok(json!({"permitted": true}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GoAwayCase {
    error_code: u32,
    last_stream_id: u32,
    debug_text: Option<String>,
    debug_text_parts: Option<Vec<Part>>,
    debug_b64: Option<String>,
}

pub(super) fn goaway(case: &GoAwayCase) -> Outcome {
    let absent =
        case.debug_text.is_none() && case.debug_text_parts.is_none() && case.debug_b64.is_none();
    let debug_data = if absent {
        Vec::new()
    } else {
        let parts = case.debug_text_parts.as_ref();
        bytes(case.debug_text.as_ref(), parts, case.debug_b64.as_ref())
    };
    let goaway = GoAway::new(case.error_code, case.last_stream_id, &debug_data);
    assert_eq!(goaway.error_code(), case.error_code);
    let verdict = goaway.verdict();
    assert!(!verdict.advice.is_empty());
    assert_eq!(verdict.reason.as_ref(), goaway.reason());
    Ok(without_nulls(json!({
        "last_stream_id": goaway.last_stream_id(),
        "reason": goaway.reason().map(|reason| reason.as_str()),
        "known_reason": goaway.reason().is_some_and(|reason| reason.is_known()),
        "text": goaway.text(),
        "verdict": without_nulls(json!({
            "action": verdict.action.name(),
            "scope": verdict.scope.name(),
            "retry_after_s": verdict.retry_after_s(),
            "new_connection": verdict.new_connection,
        })),
    })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BackoffCase {
    first_ms: u64,
    max_ms: u64,
    attempt: u32,
    jitter_permille: u32,
}

pub(super) fn backoff(case: &BackoffCase) -> Outcome {
    let backoff = Backoff {
        first: Duration::from_millis(case.first_ms),
        max: Duration::from_millis(case.max_ms),
    };
    let delay = backoff.delay(case.attempt, case.jitter_permille);
    Ok(json!({"delay_ms": u64::try_from(delay.as_millis()).unwrap()}))
}
