//! Certificates: plain data outside, read anew where something is asked about them.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::apns::{Environment, PushType, Topic};
use waxwing::credentials::{Certificate, Lint, Purpose, PushCertificate};
use waxwing::time::Timestamp;

use crate::error::Result;
use crate::options::{self, Options};
use crate::writer::{Writer, array, list};

/// What a certificate says, as JSON text.
#[wasm_bindgen(js_name = readCertificate)]
pub fn read_certificate(der: &[u8]) -> Result<String> {
    Ok(describe(&Certificate::from_der(der)?))
}

/// How many whole days are left.
#[wasm_bindgen(js_name = certificateDaysLeft)]
pub fn certificate_days_left(der: &[u8], now: i64) -> Result<i64> {
    Ok(Certificate::from_der(der)?.days_left(Timestamp::from_millis(now)))
}

/// What is wrong with a certificate for the purpose in the JSON text of the options.
#[wasm_bindgen(js_name = certificateLints)]
pub fn certificate_lints(der: &[u8], purpose: &str, now: i64) -> Result<String> {
    let purpose = read_purpose(purpose)?;
    Ok(lints(&Certificate::from_der(der)?.lints(&purpose, Timestamp::from_millis(now))))
}

/// What a certificate may push, as JSON text.
#[wasm_bindgen(js_name = pushCertificate)]
pub fn push_certificate(der: &[u8]) -> Result<String> {
    let push = PushCertificate::new(&Certificate::from_der(der)?)?;
    let topics = array(push.topics().iter().map(|one| {
        let mut writer = Writer::new();
        writer
            .text("topic", one.topic.as_str())
            .raw("kinds", list(one.kinds.iter().map(String::as_str)));
        writer.finish()
    }));
    let mut writer = Writer::new();
    writer
        .text("defaultTopic", push.default_topic().as_str())
        .json("topics", &topics)
        .raw("environments", list(push.environments().iter().map(|one| one.name())))
        .some_text("teamId", push.team_id())
        .text("family", push.family().name())
        .raw("pushTypes", list(push.push_types().into_iter().map(PushType::name)))
        .flag("needsTopicHeader", push.needs_topic_header());
    Ok(writer.finish())
}

/// The scope of a push certificate, as JSON text.
#[wasm_bindgen(js_name = certificateScope)]
pub fn certificate_scope(der: &[u8]) -> Result<String> {
    let push = PushCertificate::new(&Certificate::from_der(der)?)?;
    let scope = push.scope()?;
    let mut writer = Writer::new();
    writer
        .text("defaultTopic", scope.default_topic().as_str())
        .raw("topics", list(push.topics().iter().map(|one| one.topic.as_str())))
        .raw("environments", list(push.environments().iter().map(|one| one.name())));
    Ok(writer.finish())
}

/// A certificate as JSON text.
pub(crate) fn describe(certificate: &Certificate) -> String {
    let mut writer = Writer::new();
    writer
        .some_text("friendlyName", certificate.friendly_name())
        .some_text("commonName", certificate.common_name().as_deref())
        .some_text("issuerCommonName", certificate.issuer_common_name().as_deref())
        .some_text("userId", certificate.user_id().as_deref())
        .some_text("organizationalUnit", certificate.organizational_unit().as_deref())
        .time("notBefore", certificate.not_before())
        .time("notAfter", certificate.not_after())
        .text("keyKind", &certificate.key().kind().to_string())
        .text("sha256", &certificate.sha256())
        .text("sha1", &certificate.sha1())
        .flag("isSelfIssued", certificate.is_self_issued())
        .flag("isForClients", certificate.is_for_clients())
        .flag("hasOldSignature", certificate.has_old_signature())
        .bytes("publicKey", certificate.key().spki_der())
        .bytes("der", certificate.der())
        .text("pem", &certificate.to_pem());
    writer.finish()
}

/// What an identity is going to be used for.
pub(crate) fn read_purpose(text: &str) -> waxwing::error::Result<Purpose> {
    let object = options::parse(text)?;
    let options = Options::new(&object, "").only(&["environment", "topic"])?;
    let mut purpose = Purpose::default();
    if let Some(environment) = options.text("environment")? {
        purpose = purpose.environment(Environment::from_name(environment)?);
    }
    if let Some(topic) = options.text("topic")? {
        purpose = purpose.topic(Topic::new(topic)?);
    }
    Ok(purpose)
}

/// Lints as JSON text.
pub(crate) fn lints(lints: &[Lint]) -> String {
    array(lints.iter().map(|lint| {
        let mut writer = Writer::new();
        writer
            .text("code", lint.code.name())
            .text("found", &lint.found)
            .flag("isFatal", lint.code.is_fatal())
            .text("advice", lint.code.advice());
        writer.finish()
    }))
}
