//! Certificates, identities and their lints, for people and as JSON.

use waxwing::apns::Environment;
use waxwing::credentials::{Certificate, Identity, Lint, PushCertificate};
use waxwing::json::{Object, Value};
use waxwing::time::Timestamp;

use crate::failure::Failure;
use crate::json::{list, object, option, time};
use crate::output::Output;

/// A certificate with all that it says of itself.
pub(crate) fn certificate_json(certificate: &Certificate, now: Timestamp) -> Object {
    object! {
        "common_name" => option(certificate.common_name()),
        "issuer" => option(certificate.issuer_common_name()),
        "authority" => certificate.is_authority(),
        "friendly_name" => option(certificate.friendly_name()),
        "not_before" => time(certificate.not_before()),
        "not_after" => time(certificate.not_after()),
        "days_left" => certificate.days_left(now),
        "key" => certificate.key().kind().to_string(),
        "sha256" => certificate.sha256(),
        "sha1" => certificate.sha1(),
        "push" => option(PushCertificate::new(certificate).ok().map(|push| push_json(&push))),
    }
}

fn push_json(push: &PushCertificate) -> Object {
    let topics = push.topics().iter().map(|one| {
        object! {
            "topic" => one.topic.as_str(),
            "kinds" => list(one.kinds.iter().map(String::as_str)),
        }
    });
    object! {
        "family" => push.family().name(),
        "default_topic" => push.default_topic().as_str(),
        "topics" => list(topics),
        "needs_topic_header" => push.needs_topic_header(),
        "environments" => list(push.environments().iter().map(|one| one.name())),
        "push_types" => list(push.push_types().iter().map(|one| one.name())),
        "team_id" => option(push.team_id()),
    }
}

pub(crate) fn identity_json(identity: &Identity, lints: &[Lint], now: Timestamp) -> Object {
    object! {
        "friendly_name" => option(identity.friendly_name()),
        "key" => identity.key().kind().to_string(),
        "certificate" => certificate_json(identity.certificate(), now),
        "chain" => list(identity.chain().map(Certificate::sha256)),
        "lints" => lints_json(lints),
    }
}

pub(crate) fn lints_json(lints: &[Lint]) -> Value {
    list(lints.iter().map(|lint| {
        object! {
            "code" => lint.code.name(),
            "fatal" => lint.code.is_fatal(),
            "found" => lint.found.as_str(),
            "advice" => lint.code.advice(),
        }
    }))
}

/// What a certificate is called, in a few words.
pub(crate) fn name(certificate: &Certificate) -> String {
    certificate
        .common_name()
        .or_else(|| certificate.user_id())
        .unwrap_or_else(|| format!("SHA-256 {}", certificate.sha256()))
}

/// A certificate in one line.
pub(crate) fn summary(certificate: &Certificate) -> String {
    format!(
        "{}, key {}, until {}",
        name(certificate),
        certificate.key().kind(),
        certificate.not_after()
    )
}

/// A certificate with all that it says of itself.
pub(crate) fn certificate(
    out: &mut Output,
    certificate: &Certificate,
    now: Timestamp,
) -> Result<(), Failure> {
    out.fact("issued by", certificate.issuer_common_name().unwrap_or_default())?;
    let days = match certificate.days_left(now) {
        days @ ..=-1 => format!("expired {} days ago", days.unsigned_abs()),
        0 => "its last day".to_owned(),
        1 => "1 day left".to_owned(),
        days => format!("{days} days left"),
    };
    let (begins, ends) = (certificate.not_before(), certificate.not_after());
    out.fact("valid", format!("{begins} to {ends}, {days}"))?;
    out.fact("key", certificate.key().kind().to_string())?;
    if let Ok(push) = PushCertificate::new(certificate) {
        push_facts(out, &push)?;
    }
    out.fact("SHA-256", certificate.sha256())?;
    out.fact("SHA-1", certificate.sha1())
}

fn push_facts(out: &mut Output, push: &PushCertificate) -> Result<(), Failure> {
    out.fact("push", push.family().name())?;
    out.maybe("team", push.team_id())?;
    let environments: Vec<&str> =
        push.environments().iter().copied().map(Environment::name).collect();
    let environments = match environments.is_empty() {
        true => "none".to_owned(),
        false => environments.join(", "),
    };
    out.fact("environments", environments)?;
    out.facts(
        "topics",
        push.topics().iter().map(|one| match one.kinds.as_slice() {
            [] => one.topic.as_str().to_owned(),
            kinds => format!("{} ({})", one.topic, kinds.join(", ")),
        }),
    )?;
    let types: Vec<&str> = push.push_types().iter().map(|one| one.name()).collect();
    out.fact("push types", types.join(", "))
}

/// What is wrong, with what to do about it.
pub(crate) fn lints(out: &mut Output, lints: &[Lint]) -> Result<(), Failure> {
    for lint in lints {
        let text = format!("{}: {}", lint.code, lint.found);
        if lint.code.is_fatal() {
            out.bad(&text)?;
        } else {
            out.warn(&text)?;
        }
        out.more(lint.code.advice())?;
    }
    if lints.is_empty() { out.good("nothing is wrong with it") } else { Ok(()) }
}

pub(crate) fn is_fatal(lints: &[Lint]) -> bool {
    lints.iter().any(|lint| lint.code.is_fatal())
}
