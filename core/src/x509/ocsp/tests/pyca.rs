//! The OCSP files of pyca/cryptography: foreign responders, odd and damaged answers.

use std::collections::BTreeSet;

use der::Reader;

use super::make;
use crate::x509::ocsp::Response;
use crate::x509::ocsp::cert_id::CertId;
use crate::x509::ocsp::request;
use crate::x509::ocsp::responder::ResponderId;
use crate::x509::ocsp::response::Says;
use crate::x509::read::{Parse, sequence};

use super::shared::Suite;

/// The file; how many entries it has, what all of them say, and how its responder names itself,
/// or the status without an answer, or the fault; and the status when it is verified for a
/// certificate of ours, for which none of them can be good.
const RESPONSES: [(&str, &str, &str); 17] = [
    // Pre-produced: one signature for many certificates.
    ("ocsp-army.deps.mil-resp.der", "20 mixed by key", RSA),
    // RSA, here and below: the chains of this crate are ECDSA throughout.
    ("resp-delegate-unknown-cert.der", "1 unknown by key", RSA),
    // An unknown signature algorithm can be read, and never verified.
    ("resp-invalid-signature-oid.der", "1 good by name", RSA),
    // The version is written out and not 1.
    ("resp-invalid-version.der", MALFORMED, MALFORMED),
    ("resp-responder-key-hash.der", "1 revoked by key", RSA),
    ("resp-response-type-unknown-oid.der", MALFORMED, MALFORMED),
    // ECDSA: these fail because nobody at hand is their responder.
    ("resp-revoked-no-next-update.der", "1 revoked by name", "ocsp_unauthorized"),
    ("resp-revoked-reason.der", "1 revoked by name", RSA),
    ("resp-revoked.der", "1 revoked by key", RSA),
    ("resp-sct-extension.der", "1 good by name", RSA),
    ("resp-sha256.der", "1 good by name", RSA),
    ("resp-single-extension-reason.der", "1 good by key", "ocsp_unauthorized"),
    ("resp-successful-no-response-bytes.der", MALFORMED, MALFORMED),
    ("resp-unauthorized.der", "status 6", "refused"),
    ("resp-unknown-extension.der", "1 revoked by name", RSA),
    // Can be read; such a name matches no certificate.
    ("resp-unknown-hash-alg.der", "1 revoked by key", RSA),
    // The suite says reject; here a number without a meaning is data, and as good as no answer.
    ("resp-unknown-response-status.der", "status 7", "refused"),
];
const RSA: &str = "ocsp_bad_signature";
const MALFORMED: &str = "ocsp_malformed";

/// The file, and whether it is what this crate would write for its certificate and nonce.
const REQUESTS: [(&str, bool); 11] = [
    ("ocsp-army.inapplicable-req.der", true),
    ("ocsp-army.revoked-req.der", true),
    ("ocsp-army.valid-req.der", true),
    // Asks for a type of response; the basic one needs no asking.
    ("req-acceptable-responses.der", false),
    ("req-duplicate-ext.der", false),
    ("req-ext-nonce.der", true),
    ("req-ext-unknown-oid.der", false),
    ("req-invalid-hash-alg.der", false),
    ("req-invalid-version.der", false),
    // Two certificates; RFC 5019 section 2.1.1 has one.
    ("req-multi-sha1.der", false),
    ("req-sha1.der", true),
];

fn read(bytes: &[u8]) -> String {
    let response = match Response::parse(bytes) {
        Ok(response) => response,
        Err(fault) => return fault.kind().name().into(),
    };
    let Some(basic) = response.basic() else {
        return format!("status {}", response.status().number());
    };
    let says: BTreeSet<&str> = basic
        .entries
        .iter()
        .map(|entry| match entry.says {
            Says::Good => "good",
            Says::Revoked { .. } => "revoked",
            Says::Unknown => "unknown",
        })
        .collect();
    let says = if says.len() == 1 { says.first().unwrap() } else { "mixed" };
    let by = match basic.responder {
        ResponderId::ByKey(_) => "key",
        ResponderId::ByName(_) => "name",
    };
    format!("{} {says} by {by}", basic.entries.len())
}

#[test]
fn responses() {
    let Some(mut suite) = Suite::begin("pyca/ocsp-responses", "pyca-cryptography", 34) else {
        return;
    };
    let request = make::request();
    for (file, reading, verifying) in RESPONSES {
        let bytes = suite.read(&format!("ocsp/{file}"));
        suite.case(file, read(&bytes), reading.to_owned());
        let status = request.verify(&bytes, make::NOW);
        let found = match &status {
            crate::x509::ocsp::Status::Invalid(fault) => fault.kind().name(),
            other => other.name(),
        };
        suite.case(file, found, verifying);
        for length in 0..bytes.len() {
            assert!(Response::parse(&bytes[..length]).is_err(), "{file}, {length} bytes");
        }
    }
    let listed: BTreeSet<&str> =
        RESPONSES.iter().map(|row| row.0).chain(REQUESTS.iter().map(|row| row.0)).collect();
    let present = suite.list("ocsp");
    assert_eq!(listed, present.iter().map(String::as_str).collect());
    suite.end();
}

/// What this crate would write for the first certificate that is asked about.
fn rewrite(der: &[u8], nonce: Option<&[u8]>) -> Option<Vec<u8>> {
    let first = |der| -> Parse<CertId> {
        let mut reader = sequence(der, "")?;
        let tbs = reader.tlv_bytes().map_err(|_| "")?;
        let list = sequence(tbs, "")?.tlv_bytes().map_err(|_| "")?;
        let entry = sequence(list, "")?.tlv_bytes().map_err(|_| "")?;
        CertId::read(sequence(entry, "")?.tlv_bytes().map_err(|_| "")?)
    };
    Some(request::write(&first(der).ok()?, nonce))
}

#[test]
fn requests() {
    let Some(mut suite) = Suite::begin("pyca/ocsp-requests", "pyca-cryptography", 11) else {
        return;
    };
    for (file, same) in REQUESTS {
        let bytes = suite.read(&format!("ocsp/{file}"));
        let nonce = (file == "req-ext-nonce.der").then(|| bytes[bytes.len() - 16..].to_vec());
        let found = rewrite(&bytes, nonce.as_deref());
        suite.case(file, found.as_deref() == Some(&bytes[..]), same);
    }
    suite.end();
}
