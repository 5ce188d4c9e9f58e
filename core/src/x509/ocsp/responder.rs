//! Who may answer: the issuer, or whom it has named (RFC 6960 section 4.2.2.2).

use alloc::vec::Vec;

use der::asn1::OctetStringRef;
use der::{Decode, Reader};

use super::cert_id::CertIdHash;
use super::request::extension;
use crate::x509::read::{Parse, identifier, sequence};
use crate::x509::{Certificate, extensions, oid};

/// ResponderID (RFC 6960 section 4.2.1).
#[derive(Clone)]
pub(super) enum ResponderId {
    /// A name, as received DER.
    ByName(Vec<u8>),
    /// The SHA-1 of the responder's public key, without the tag, length and unused bits.
    ByKey(Vec<u8>),
}

impl ResponderId {
    /// Whether this is about `certificate`.
    pub(super) fn names(&self, certificate: &Certificate) -> bool {
        match self {
            Self::ByName(name) => name == certificate.subject(),
            Self::ByKey(hash) => {
                *hash == CertIdHash::Sha1.digest(&certificate.key().to_uncompressed())
            }
        }
    }
}

/// Why a certificate may not answer for `issuer`, apart from signature and dates.
pub(super) fn not_delegated(
    certificate: &Certificate,
    issuer: &Certificate,
) -> Option<&'static str> {
    if certificate.issuer() != issuer.subject() {
        return Some("a responder certificate of another issuer");
    }
    match may_sign_ocsp(certificate) {
        Ok(true) => {}
        Ok(false) => return Some("a responder certificate without the purpose of OCSP signing"),
        Err(_) => return Some("a responder certificate with a damaged extended key usage"),
    }
    let read = certificate.extensions();
    if read.basic_constraints.is_some_and(|constraints| constraints.ca) {
        return Some("a responder certificate that is an authority");
    }
    if read.key_usage.is_some_and(|usage| !usage.digital_signature) {
        return Some("a responder certificate whose key usage lacks digitalSignature");
    }
    match has_unhandled(certificate) {
        Ok(false) => None,
        _ => Some("a responder certificate with an unknown critical extension"),
    }
}

/// Whether the issuer vouches for it without being asked (RFC 6960 section 4.2.2.2.1).
pub(super) fn has_no_check(certificate: &Certificate) -> bool {
    matches!(extension(certificate, oid::OCSP_NO_CHECK), Ok(Some(_)))
}

/// ExtKeyUsageSyntax ::= SEQUENCE OF KeyPurposeId (RFC 5280 section 4.2.1.12). Any purpose is
/// not enough: the responder must be named as one.
fn may_sign_ocsp(certificate: &Certificate) -> Parse<bool> {
    const WHAT: &str = "the extended key usage";
    let Some(value) = extension(certificate, oid::EXTENDED_KEY_USAGE)? else {
        return Ok(false);
    };
    let mut reader = sequence(value, WHAT)?;
    let mut found = false;
    while !reader.is_finished() {
        found |= identifier(&mut reader, WHAT)? == oid::OCSP_SIGNING;
    }
    Ok(found)
}

/// Whether something critical was not looked at. The extended key usage was, unlike in a chain.
fn has_unhandled(certificate: &Certificate) -> Parse<bool> {
    let mut unhandled = false;
    if let Some(list) = certificate.extension_list() {
        extensions::each(list, |kind, critical, _| {
            let understood = matches!(
                kind,
                oid::BASIC_CONSTRAINTS
                    | oid::KEY_USAGE
                    | oid::EXTENDED_KEY_USAGE
                    | oid::OCSP_NO_CHECK
            );
            unhandled |= (critical && !understood) || kind == oid::NAME_CONSTRAINTS;
            Ok(())
        })?;
    }
    Ok(unhandled)
}

/// The nonce in its extension: an OCTET STRING in the value (RFC 8954 section 2.1). Older
/// responders have the bytes alone, which then do not match and are refused.
pub(super) fn read_nonce(value: &[u8]) -> Vec<u8> {
    match <&OctetStringRef>::from_der(value) {
        Ok(octets) => octets.as_bytes().to_vec(),
        Err(_) => Vec::new(),
    }
}
