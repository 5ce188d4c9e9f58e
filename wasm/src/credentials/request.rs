//! Certificate requests: plain data outside, made anew from the same parts.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::credentials::{CertificateRequest, RequestSubject, SubjectKey, UnsignedRequest};

use super::private_key::{PrivateKeyHandle, public_key};
use crate::error::Result;
use crate::options::{self, Options};
use crate::writer::Writer;

/// What a request says, as JSON text.
#[wasm_bindgen(js_name = readRequest)]
pub fn read_request(der: &[u8]) -> Result<String> {
    Ok(describe(&CertificateRequest::from_der(der)?))
}

/// A request signed by a key on P-256.
#[wasm_bindgen(js_name = signRequest)]
pub fn sign_request(subject: &str, key: &PrivateKeyHandle) -> Result<String> {
    let subject = read_subject(subject)?;
    Ok(describe(&CertificateRequest::sign(&subject, &key.0.to_signing_key()?)?))
}

/// What the host has to sign for the public key in DER, and how, as JSON text.
#[wasm_bindgen(js_name = unsignedRequest)]
pub fn unsigned_request(subject: &str, spki: &[u8]) -> Result<String> {
    let request = unsigned(subject, spki)?;
    let mut writer = Writer::new();
    writer.text("algorithm", request.algorithm()).bytes("signingInput", request.signing_input());
    Ok(writer.finish())
}

/// The request with the host's signature.
#[wasm_bindgen(js_name = assembleRequest)]
pub fn assemble_request(subject: &str, spki: &[u8], signature: &[u8]) -> Result<String> {
    Ok(describe(&unsigned(subject, spki)?.assemble(signature)?))
}

fn unsigned(subject: &str, spki: &[u8]) -> waxwing::error::Result<UnsignedRequest> {
    UnsignedRequest::new(&read_subject(subject)?, &SubjectKey::from_spki_der(spki)?)
}

fn read_subject(text: &str) -> waxwing::error::Result<RequestSubject> {
    let object = options::parse(text)?;
    let options = Options::new(&object, "").only(&["commonName", "email", "country"])?;
    let mut subject = RequestSubject::new(options.required("commonName")?)?;
    if let Some(email) = options.text("email")? {
        subject = subject.email(email)?;
    }
    if let Some(country) = options.text("country")? {
        subject = subject.country(country)?;
    }
    Ok(subject)
}

/// A request as JSON text.
pub(crate) fn describe(request: &CertificateRequest) -> String {
    let mut writer = Writer::new();
    public_key(&mut writer, request.key());
    writer.bytes("der", request.der()).text("pem", &request.to_pem());
    writer.finish()
}
