//! Operations `verify` and `anchor`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use waxwing::app_store::{Environment, Kind, SignedObject, Validity, Verified, Verifier};
use waxwing::error::Result;
use waxwing::time::Timestamp;
use waxwing::x509::Anchor;

use super::{Outcome, Part, text, unbase64, without_nulls};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnchorCase {
    der_b64: String,
}

pub(super) fn anchor(case: &AnchorCase) -> Outcome {
    let der = unbase64(&case.der_b64);
    let anchor = Anchor::from_der(&der)?;
    // What can be pinned, a verifier can be built with.
    Verifier::builder()
        .environment(Environment::Sandbox)
        .dangerous_any_bundle_id()
        .root(der)
        .build()?;
    let hex: String = anchor.fingerprint().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(json!({"sha256": hex}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VerifyCase {
    kind: Asked,
    token: Option<String>,
    token_parts: Option<Vec<Part>>,
    roots: Option<Vec<String>>,
    roots_b64: Option<Vec<String>>,
    environments: Vec<String>,
    bundle_ids: Vec<String>,
    app_apple_ids: Vec<i64>,
    validity: Policy,
    now_ms: i64,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Asked {
    Any,
    AppTransaction,
    Notification,
    RealtimeRequest,
    RenewalInfo,
    Transaction,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Policy {
    CheckTime,
    SigningTime,
}

impl Asked {
    pub(super) const fn kind(self) -> Option<Kind> {
        match self {
            Self::Any => None,
            Self::AppTransaction => Some(Kind::AppTransaction),
            Self::Notification => Some(Kind::Notification),
            Self::RealtimeRequest => Some(Kind::RealtimeRequest),
            Self::RenewalInfo => Some(Kind::RenewalInfo),
            Self::Transaction => Some(Kind::Transaction),
        }
    }
}

pub(super) fn verify(case: &VerifyCase, shared: &BTreeMap<String, String>) -> Outcome {
    let verifier = verifier(case, shared)?;
    let token = text(case.token.as_ref(), case.token_parts.as_ref());
    let now = Timestamp::from_millis(case.now_ms);
    Ok(match case.kind {
        Asked::Any => object(&verifier.any(&token, now)?),
        Asked::AppTransaction => {
            object(&SignedObject::AppTransaction(verifier.app_transaction(&token, now)?))
        }
        Asked::RealtimeRequest => {
            object(&SignedObject::RealtimeRequest(verifier.realtime_request(&token, now)?))
        }
        Asked::Notification => {
            let notification = verifier.notification(&token, now)?;
            object(&SignedObject::Notification(Box::new(notification)))
        }
        Asked::RenewalInfo => {
            object(&SignedObject::RenewalInfo(verifier.renewal_info(&token, now)?))
        }
        Asked::Transaction => {
            object(&SignedObject::Transaction(verifier.transaction(&token, now)?))
        }
    })
}

fn verifier(case: &VerifyCase, shared: &BTreeMap<String, String>) -> Result<Verifier> {
    let named = case.roots.iter().flatten().map(|name| &shared[name]);
    let roots = named.chain(case.roots_b64.iter().flatten()).map(|text| unbase64(text));
    let mut builder = Verifier::builder().roots(roots).validity(match case.validity {
        Policy::CheckTime => Validity::CheckTime,
        Policy::SigningTime => Validity::SigningTime,
    });
    for environment in &case.environments {
        builder = builder.environment(Environment::from(environment.as_str()));
    }
    for bundle_id in &case.bundle_ids {
        builder = builder.bundle_id(bundle_id);
    }
    for app_apple_id in &case.app_apple_ids {
        builder = builder.app_apple_id(*app_apple_id);
    }
    if case.bundle_ids.is_empty() {
        builder = builder.dangerous_any_bundle_id();
    }
    if case.app_apple_ids.is_empty() {
        builder = builder.dangerous_any_app_apple_id();
    }
    builder.build()
}

pub(super) fn object(object: &SignedObject) -> Value {
    let mut value = json!({
        "kind": object.kind().name(),
        "signed_at_ms": object.signed_at().as_millis(),
        "leaf_valid_until_ms": object.leaf_valid_until().as_millis(),
        "checked_at_ms": object.checked_at().as_millis(),
        "environment": object.verified_environment().as_str(),
        "bundle_id": object.verified_bundle_id(),
        "payload": payload(object.object()),
    });
    if let SignedObject::Notification(notification) = object {
        value["transaction"] = nested(notification.transaction.as_ref());
        value["renewal_info"] = nested(notification.renewal_info.as_ref());
        value["app_transaction"] = nested(notification.app_transaction.as_ref());
    }
    without_nulls(value)
}

fn nested<T>(inner: Option<&Verified<T>>) -> Value {
    inner.map_or(Value::Null, |inner| payload(inner.object()))
}

/// The payload, by way of its text: the types of two libraries meet there.
pub(super) fn payload(object: &waxwing::json::Object) -> Value {
    serde_json::from_str(&object.to_string()).unwrap()
}
