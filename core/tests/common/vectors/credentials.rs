//! Operations `sniff`, `contents`, `identity`, `p12_write`, `certificate_request` and
//! `signing_key`.

use serde::Deserialize;
use serde_json::{Value, json};

use waxwing::apns::{Environment, Topic};
use waxwing::credentials::{
    Certificate, CertificateRequest, Contents, Identity, Limits, P12Profile, PushCertificate,
    RequestSubject, SubjectKey, UnsignedRequest, key_id_from_file_name,
    signing_key as open_signing_key, sniff,
};
use waxwing::crypto::{Hash, SigningKey};
use waxwing::error::Result;
use waxwing::time::Timestamp;

use super::{Outcome, base64, bytes, unbase64, without_nulls};

/// A file: by its name in `tests/credentials`, as a text, or as bytes.
fn input(file: Option<&String>, x: Option<&String>, x_b64: Option<&String>) -> Vec<u8> {
    let Some(name) = file else { return bytes(x, None, x_b64) };
    assert!(x.is_none() && x_b64.is_none(), "an input is given once");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/credentials");
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Hash::Sha256.digest(bytes.as_ref()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SniffCase {
    file: Option<String>,
    x: Option<String>,
    x_b64: Option<String>,
}

pub(super) fn sniff_file(case: &SniffCase) -> Outcome {
    let SniffCase { file, x, x_b64 } = case;
    let found = sniff(&input(file.as_ref(), x.as_ref(), x_b64.as_ref()));
    Ok(json!({
        "format": found.format.name(),
        "labels": found.labels,
        "is_base64": found.is_base64,
        "is_truncated": found.is_truncated,
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContentsCase {
    file: Option<String>,
    x: Option<String>,
    x_b64: Option<String>,
    password: Option<String>,
    max_iterations: Option<u32>,
    max_bytes: Option<usize>,
}

pub(super) fn contents(case: &ContentsCase) -> Outcome {
    let ContentsCase { file, x, x_b64, password, max_iterations, max_bytes } = case;
    let file = input(file.as_ref(), x.as_ref(), x_b64.as_ref());
    let usual = Limits::default();
    let limits = Limits {
        max_iterations: max_iterations.unwrap_or(usual.max_iterations),
        max_bytes: max_bytes.unwrap_or(usual.max_bytes),
    };
    let contents = Contents::read_within(&file, password.as_deref(), &limits)?;
    let formats: Vec<&str> = contents.formats().iter().map(|format| format.name()).collect();
    let keys = contents.keys().iter().map(|key| {
        without_nulls(json!({
            "kind": key.kind().to_string(),
            "pkcs8_sha256": sha256(key.pkcs8_der()),
            "public_key_sha256": sha256(key.public_key().spki_der()),
            "friendly_name": key.friendly_name(),
        }))
    });
    let requests = contents.requests().iter().map(|request| {
        json!({
            "sha256": sha256(request.der()),
            "kind": request.key().kind().to_string(),
            "public_key_sha256": sha256(request.key().spki_der()),
        })
    });
    let public_keys = contents.public_keys().iter().map(
        |key| json!({"kind": key.kind().to_string(), "public_key_sha256": sha256(key.spki_der())}),
    );
    Ok(json!({
        "formats": formats,
        "protection": contents.protection(),
        "keys": keys.collect::<Vec<_>>(),
        "certificates": contents.certificates().iter().map(certificate).collect::<Vec<_>>(),
        "requests": requests.collect::<Vec<_>>(),
        "public_keys": public_keys.collect::<Vec<_>>(),
    }))
}

fn certificate(certificate: &Certificate) -> Value {
    assert_eq!(certificate.sha256(), sha256(certificate.der()));
    without_nulls(json!({
        "sha256": certificate.sha256(),
        "sha1": certificate.sha1(),
        "common_name": certificate.common_name(),
        "issuer_common_name": certificate.issuer_common_name(),
        "user_id": certificate.user_id(),
        "organizational_unit": certificate.organizational_unit(),
        "not_before_ms": certificate.not_before().as_millis(),
        "not_after_ms": certificate.not_after().as_millis(),
        "kind": certificate.key().kind().to_string(),
        "public_key_sha256": sha256(certificate.key().spki_der()),
        "is_self_issued": certificate.is_self_issued(),
        "is_for_clients": certificate.is_for_clients(),
        "has_old_signature": certificate.has_old_signature(),
        "friendly_name": certificate.friendly_name(),
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IdentityCase {
    call: Call,
    files: Vec<FileCase>,
    #[serde(default)]
    purpose: PurposeCase,
    now_ms: i64,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Call {
    P12,
    Pem,
    Parts,
    Contents,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileCase {
    file: Option<String>,
    x: Option<String>,
    x_b64: Option<String>,
    password: Option<String>,
}

impl FileCase {
    fn bytes(&self) -> Vec<u8> {
        input(self.file.as_ref(), self.x.as_ref(), self.x_b64.as_ref())
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PurposeCase {
    environment: Option<String>,
    topic: Option<String>,
}

fn open(call: Call, files: &[FileCase]) -> Result<Identity> {
    match (call, files) {
        (Call::P12, [file]) => Identity::from_p12(&file.bytes(), file.password.as_ref().unwrap()),
        (Call::Pem, [file]) => Identity::from_pem(&file.bytes(), file.password.as_deref()),
        (Call::Parts, [certificate, key]) => {
            assert_eq!(certificate.password, key.password);
            Identity::from_parts(&certificate.bytes(), &key.bytes(), key.password.as_deref())
        }
        (Call::Contents, files) => {
            let mut contents = Contents::default();
            for file in files {
                contents.add(Contents::read(&file.bytes(), file.password.as_deref())?);
            }
            contents.into_identity()
        }
        _ => panic!("as many files as the call takes"),
    }
}

pub(super) fn identity(case: &IdentityCase) -> Outcome {
    let identity = open(case.call, &case.files)?;
    let mut purpose = waxwing::credentials::Purpose::default();
    if let Some(environment) = &case.purpose.environment {
        purpose = purpose.environment(Environment::from_name(environment)?);
    }
    if let Some(topic) = &case.purpose.topic {
        purpose = purpose.topic(Topic::new(topic)?);
    }
    let now = Timestamp::from_millis(case.now_ms);
    let lints: Vec<Value> = identity
        .lints(&purpose, now)
        .into_iter()
        .map(|lint| json!({"code": lint.code.name(), "found": lint.found}))
        .collect();
    let chain: Vec<String> = identity.chain().map(Certificate::sha256).collect();
    assert!(identity.chain_der().map(sha256).eq(chain.iter().cloned()));
    let others: Vec<String> = identity.others().iter().map(Certificate::sha256).collect();
    Ok(without_nulls(json!({
        "chain": chain,
        "others": others,
        "kind": identity.key().kind().to_string(),
        "key_sha256": sha256(identity.key_der()),
        "chain_pem_sha256": sha256(identity.chain_pem()),
        "key_pem_sha256": sha256(identity.key_pem().as_bytes()),
        "combined_pem_sha256": sha256(identity.combined_pem().as_bytes()),
        "days_left": identity.certificate().days_left(now),
        "push_certificate": match identity.push_certificate() {
            Ok(push) => push_certificate(&push),
            Err(error) => json!({"error": error.code().name()}),
        },
        "lints": lints,
        "friendly_name": identity.friendly_name(),
    })))
}

fn push_certificate(push: &PushCertificate) -> Value {
    let topics: Vec<Value> = push
        .topics()
        .iter()
        .map(|one| json!({"topic": one.topic.as_str(), "kinds": one.kinds}))
        .collect();
    let environments: Vec<&str> = push.environments().iter().map(|one| one.name()).collect();
    let push_types: Vec<&str> = push.push_types().iter().map(|one| one.name()).collect();
    without_nulls(json!({
        "default_topic": push.default_topic().as_str(),
        "topics": topics,
        "environments": environments,
        "family": push.family().name(),
        "push_types": push_types,
        "needs_topic_header": push.needs_topic_header(),
        "team_id": push.team_id(),
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct P12WriteCase {
    files: Vec<FileCase>,
    password: String,
    entropy_b64: String,
    profile: String,
    look_for_b64: Vec<String>,
}

pub(super) fn p12_write(case: &P12WriteCase) -> Outcome {
    let identity = open(Call::Contents, &case.files)?;
    let profile = P12Profile::from_name(&case.profile)?;
    let bytes = identity.to_p12(&case.password, &unbase64(&case.entropy_b64), profile)?;
    let holds = case.look_for_b64.iter().filter(|text| {
        let wanted = unbase64(text);
        bytes.windows(wanted.len()).any(|window| window == wanted)
    });
    let contents = Contents::read(&bytes, Some(&case.password))?;
    let protection = contents.protection().to_vec();
    let again = contents.into_identity()?;
    Ok(without_nulls(json!({
        "chain": again.chain().map(Certificate::sha256).collect::<Vec<_>>(),
        "kind": again.key().kind().to_string(),
        "key_sha256": sha256(again.key_der()),
        "friendly_name": again.friendly_name(),
        "protection": protection,
        "holds": holds.count(),
    })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RequestCase {
    subject: SubjectCase,
    p8: Option<String>,
    spki_b64: Option<String>,
    signature_b64: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubjectCase {
    common_name: String,
    email: Option<String>,
    country: Option<String>,
}

pub(super) fn certificate_request(case: &RequestCase) -> Outcome {
    let mut subject = RequestSubject::new(&case.subject.common_name)?;
    if let Some(email) = &case.subject.email {
        subject = subject.email(email)?;
    }
    if let Some(country) = &case.subject.country {
        subject = subject.country(country)?;
    }
    let (unsigned, request) = match (&case.p8, &case.spki_b64, &case.signature_b64) {
        (Some(p8), None, None) => {
            let request = CertificateRequest::sign(&subject, &SigningKey::from_p8(p8.as_bytes())?)?;
            (UnsignedRequest::new(&subject, request.key())?, request)
        }
        (None, Some(spki), Some(signature)) => {
            let key = SubjectKey::from_spki_der(&unbase64(spki))?;
            let unsigned = UnsignedRequest::new(&subject, &key)?;
            (unsigned.clone(), unsigned.assemble(&unbase64(signature))?)
        }
        _ => panic!("either a key, or a public key and a signature"),
    };
    assert_eq!(CertificateRequest::from_der(request.der())?, request);
    Ok(json!({
        "algorithm": unsigned.algorithm(),
        "kind": request.key().kind().to_string(),
        "signing_input_b64": base64(unsigned.signing_input()),
        "pem": request.to_pem(),
        "sha256": sha256(request.der()),
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SigningKeyCase {
    file: Option<String>,
    x: Option<String>,
    x_b64: Option<String>,
    password: Option<String>,
    file_name: String,
}

pub(super) fn signing_key(case: &SigningKeyCase) -> Outcome {
    let SigningKeyCase { file, x, x_b64, password, file_name } = case;
    let file = input(file.as_ref(), x.as_ref(), x_b64.as_ref());
    let key = open_signing_key(&file, password.as_deref())?;
    Ok(json!({
        "public_key_b64": base64(key.public_key()?.to_uncompressed()),
        "key_id": key_id_from_file_name(file_name).map(|id| id.to_string()),
    }))
}
