//! Operations `verify_policy`, `verify_ocsp`, `ocsp_requests`, `checks` and `unverified`.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use waxwing::app_store::{
    Environment, SignedObject, UnverifiedPayload, Validity, Verifier, VerifyOptions,
    decode_unverified,
};
use waxwing::crypto::{Hash, SignatureCheck};
use waxwing::error::Result;
use waxwing::time::Timestamp;
use waxwing::x509::ocsp::{Policy as Revocation, Status};

use super::app_store::{Asked, Policy, object, payload};
use super::{Outcome, Part, base64, text, unbase64, without_nulls};

/// A token, and a verifier with everything that can be set.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    kind: Asked,
    token: Option<String>,
    token_parts: Option<Vec<Part>>,
    roots: Option<Vec<String>>,
    roots_b64: Option<Vec<String>>,
    xcode_certificates_b64: Option<Vec<String>>,
    environments: Vec<String>,
    bundle_ids: Vec<String>,
    app_apple_ids: Vec<i64>,
    validity: Policy,
    oldest_signing_time_ms: Option<i64>,
    revocation: Option<String>,
    ocsp_hosts: Option<Vec<String>>,
    ocsp_max_age_ms: Option<u32>,
    #[serde(default)]
    answers_b64: Vec<String>,
    #[serde(default)]
    outcomes: Vec<bool>,
    now_ms: i64,
}

impl Case {
    fn token(&self) -> String {
        text(self.token.as_ref(), self.token_parts.as_ref())
    }

    const fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.now_ms)
    }

    fn verifier(&self, shared: &BTreeMap<String, String>) -> Result<Verifier> {
        let mut builder = Verifier::builder().validity(match self.validity {
            Policy::CheckTime => Validity::CheckTime,
            Policy::SigningTime => Validity::SigningTime,
        });
        if self.roots.is_some() || self.roots_b64.is_some() {
            let named = self.roots.iter().flatten().map(|name| &shared[name]);
            let roots = named.chain(self.roots_b64.iter().flatten());
            builder = builder.roots(roots.map(|text| unbase64(text)));
        }
        for der in self.xcode_certificates_b64.iter().flatten() {
            builder = builder.xcode_certificate(unbase64(der));
        }
        for environment in &self.environments {
            builder = builder.environment(Environment::from(environment.as_str()));
        }
        for bundle_id in &self.bundle_ids {
            builder = builder.bundle_id(bundle_id);
        }
        for app_apple_id in &self.app_apple_ids {
            builder = builder.app_apple_id(*app_apple_id);
        }
        if self.bundle_ids.is_empty() {
            builder = builder.dangerous_any_bundle_id();
        }
        if self.app_apple_ids.is_empty() {
            builder = builder.dangerous_any_app_apple_id();
        }
        if let Some(oldest) = self.oldest_signing_time_ms {
            builder = builder.oldest_signing_time(Timestamp::from_millis(oldest));
        }
        if let Some(name) = &self.revocation {
            let mut policies = Revocation::ALL.iter();
            builder = builder.revocation(*policies.find(|policy| policy.name() == name).unwrap());
        }
        for host in self.ocsp_hosts.iter().flatten() {
            builder = builder.ocsp_host(host);
        }
        if let Some(millis) = self.ocsp_max_age_ms {
            builder = builder.ocsp_max_age_millis(millis);
        }
        builder.build()
    }
}

pub(super) fn verify_policy(case: &Case, shared: &BTreeMap<String, String>) -> Outcome {
    let verifier = case.verifier(shared)?;
    let options = VerifyOptions { kind: case.kind.kind(), ..VerifyOptions::default() };
    let verified = verifier.verify(case.token(), &options, case.now())?;
    let chain = verified.chain();
    let mut value = object(&verified);
    value["app_apple_id"] = json!(verified.verified_app_apple_id());
    value["leaf_expired_since"] = json!(verified.leaf_expired_since());
    value["sha256"] = json!({
        "leaf": chain.leaf.sha256,
        "intermediate": chain.intermediate.sha256,
        "root": chain.root.sha256,
    });
    Ok(without_nulls(value))
}

fn status(status: &Status) -> Value {
    without_nulls(json!({
        "status": status.name(),
        "since_ms": status.since().map(Timestamp::as_millis),
        "reason": status.reason().map(waxwing::x509::ocsp::RevocationReason::name),
        "cache_until_ms": status.cache_until().map(Timestamp::as_millis),
    }))
}

fn revocation(object: &SignedObject) -> Value {
    let Some(revocation) = object.revocation() else { return Value::Null };
    without_nulls(json!({
        "leaf": status(&revocation.leaf),
        "intermediate": status(&revocation.intermediate),
        "cache_until_ms": revocation.cache_until().map(Timestamp::as_millis),
    }))
}

pub(super) fn verify_ocsp(case: &Case, shared: &BTreeMap<String, String>) -> Outcome {
    let verifier = case.verifier(shared)?;
    let (token, kind, now) = (case.token(), case.kind.kind(), case.now());
    let answers: Vec<Vec<u8>> = case.answers_b64.iter().map(|answer| unbase64(answer)).collect();
    let options = VerifyOptions { kind, ocsp_answers: answers.iter().map(Vec::as_slice).collect() };
    let whole = verifier.verify(&token, &options, now);
    // In three steps, and a second time with a chain that may be known now: all the same.
    let pending = verifier.begin(token.as_bytes(), kind)?;
    let outcomes: Vec<bool> = pending.checks().iter().map(SignatureCheck::run).collect();
    let steps = pending.finish_with_ocsp(&outcomes, &answers, now);
    assert_eq!(format!("{whole:?}"), format!("{steps:?}"));
    let verified = whole?;
    Ok(without_nulls(json!({
        "kind": verified.kind().name(),
        "revocation": revocation(&verified),
    })))
}

pub(super) fn ocsp_requests(case: &Case, shared: &BTreeMap<String, String>) -> Outcome {
    let verifier = case.verifier(shared)?;
    let token = case.token();
    let pending = verifier.begin(token.as_bytes(), case.kind.kind())?;
    let outcomes: Vec<bool> = pending.checks().iter().map(SignatureCheck::run).collect();
    let requests = pending.ocsp_requests(&outcomes, case.now())?;
    let requests: Vec<Value> = requests
        .iter()
        .map(|request| {
            json!({
                "url": request.url,
                "certificate": request.certificate.name(),
                "body_b64": base64(&request.body),
            })
        })
        .collect();
    Ok(json!({"requests": requests}))
}

pub(super) fn checks(case: &Case, shared: &BTreeMap<String, String>) -> Outcome {
    let verifier = case.verifier(shared)?;
    let token = case.token();
    let pending = verifier.begin(token.as_bytes(), case.kind.kind())?;
    let checks: Vec<Value> = pending
        .checks()
        .iter()
        .map(|check| {
            let digest = Hash::Sha256.digest(check.data());
            let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            json!({
                "curve": check.curve().name(),
                "hash": check.hash().name(),
                "spki_b64": base64(check.spki_der()),
                "signature_b64": base64(check.raw_signature()),
                "data_sha256": hex,
            })
        })
        .collect();
    let finish = match pending.finish(&case.outcomes, case.now()) {
        Ok(object) => json!({"kind": object.kind().name()}),
        Err(error) => json!({"error": error.code().name()}),
    };
    Ok(json!({"checks": checks, "finish": finish}))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnverifiedCase {
    kind: Asked,
    token: Option<String>,
    token_parts: Option<Vec<Part>>,
}

pub(super) fn unverified(case: &UnverifiedCase) -> Outcome {
    let token = text(case.token.as_ref(), case.token_parts.as_ref());
    let found = decode_unverified(token, case.kind.kind())?;
    let of_payload = match found.payload() {
        UnverifiedPayload::Notification(_) => "notification",
        UnverifiedPayload::Transaction(_) => "transaction",
        UnverifiedPayload::RenewalInfo(_) => "renewalInfo",
        UnverifiedPayload::AppTransaction(_) => "appTransaction",
        UnverifiedPayload::RealtimeRequest(_) => "realtimeRequest",
        _ => "another",
    };
    assert_eq!(of_payload, found.kind().name());
    Ok(json!({
        "kind": found.kind().name(),
        "payload": payload(found.object()),
        "json": found.json(),
    }))
}
