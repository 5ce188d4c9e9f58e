//! Certificates with RSA keys, as receipts bring them along.
//!
//! A type apart from [`Certificate`](super::Certificate): a [`Path`](super::Path) can never hold
//! one, so RSA cannot reach the verification of signed objects.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use der::asn1::{AnyRef, BitStringRef, UintRef};
use der::{Reader, SliceReader, Tag, Tagged};

use super::MAX_CERTIFICATE_BYTES;
use super::certificate::{Version, read_extensions, read_version, skip_unique_ids};
use super::extensions::Extensions;
use super::read::{Context, Parse, identifier, sequence};
use super::{name, oid, validity};
use crate::crypto::{RsaHash, RsaPublicKey};
use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;

/// An X.509 certificate with an RSA key, signed with RSA, read strictly.
#[derive(Clone)]
pub(crate) struct RsaCertificate {
    pub(crate) sha256: Vec<u8>,
    tbs: Vec<u8>,
    serial: Vec<u8>,
    issuer: Vec<u8>,
    not_before: Timestamp,
    not_after: Timestamp,
    subject: Vec<u8>,
    key: RsaPublicKey,
    extensions: Extensions,
    hash: RsaHash,
    signature: Vec<u8>,
}

impl RsaCertificate {
    /// Reads a DER certificate; `what` names it in errors.
    pub(crate) fn from_der(der: &[u8], what: &'static str) -> Result<Self> {
        if der.len() > MAX_CERTIFICATE_BYTES {
            return Err(Error::new(
                ErrorCode::TooLarge,
                what,
                format!("at most {MAX_CERTIFICATE_BYTES} bytes"),
                format!("{} bytes", der.len()),
            ));
        }
        read_certificate(der).map_err(|cause| cause.into_error(what))
    }

    pub(crate) fn serial(&self) -> &[u8] {
        &self.serial
    }

    pub(crate) fn issuer(&self) -> &[u8] {
        &self.issuer
    }

    pub(crate) const fn not_before(&self) -> Timestamp {
        self.not_before
    }

    pub(crate) const fn not_after(&self) -> Timestamp {
        self.not_after
    }

    pub(crate) const fn key(&self) -> &RsaPublicKey {
        &self.key
    }

    /// The hash its issuer signed with.
    pub(crate) const fn signature_hash(&self) -> RsaHash {
        self.hash
    }

    pub(crate) fn common_name(&self) -> Option<String> {
        name::common_name(&self.subject)
    }

    /// The common name of its issuer, for error texts.
    pub(crate) fn issuer_text(&self) -> String {
        match name::common_name(&self.issuer) {
            Some(name) => format!("issuer {name:?}"),
            None => String::from("another issuer"),
        }
    }

    /// Whether it names this issuer: by bytes (RFC 5280 section 7.1), and not by an empty name.
    pub(crate) fn names(&self, issuer: &Self) -> bool {
        self.issuer == issuer.subject && !name::is_empty(&self.issuer)
    }

    /// Whether its signature is this issuer's.
    pub(crate) fn is_signed_by(&self, issuer: &Self) -> bool {
        issuer.key.verify(self.hash, &self.tbs, &self.signature)
    }

    /// Whether it may issue certificates with `issuers_below` authorities between it and a leaf.
    pub(crate) fn may_issue(&self, issuers_below: u32, what: &'static str) -> Result<()> {
        let refuse = |code, expected: &'static str, found: String| {
            Err(Error::new(code, what, expected, found))
        };
        let Some(constraints) = self.extensions.basic_constraints.filter(|it| it.ca) else {
            let found = match self.extensions.basic_constraints {
                Some(_) => "CA:FALSE",
                None => "no basic constraints",
            };
            return refuse(ErrorCode::NotACa, "basic constraints with CA:TRUE", found.into());
        };
        if constraints.path_length.is_some_and(|permitted| issuers_below > permitted) {
            return refuse(
                ErrorCode::PathLength,
                "no more authorities below it than it permits",
                format!("{issuers_below}"),
            );
        }
        if self.extensions.key_usage.is_some_and(|usage| !usage.key_cert_sign) {
            return refuse(
                ErrorCode::KeyUsage,
                "a key usage with keyCertSign",
                "a key usage without it".into(),
            );
        }
        self.handled(what)
    }

    /// Whether it may sign receipts.
    pub(crate) fn may_sign(&self, what: &'static str) -> Result<()> {
        let refuse = |code, expected: &'static str, found: &'static str| {
            Err(Error::new(code, what, expected, found))
        };
        if self.extensions.basic_constraints.is_some_and(|constraints| constraints.ca) {
            return refuse(ErrorCode::LeafIsCa, "a certificate that is no authority", "CA:TRUE");
        }
        let usage = self.extensions.key_usage;
        if usage.is_some_and(|usage| !usage.digital_signature || usage.key_cert_sign) {
            return refuse(
                ErrorCode::KeyUsage,
                "a key usage with digitalSignature and without keyCertSign",
                "another key usage",
            );
        }
        self.handled(what)
    }

    /// Both ends of the validity period count as valid (RFC 5280 section 4.1.2.5).
    pub(crate) fn valid_at(&self, at: Timestamp, what: &'static str) -> Result<()> {
        let (code, expected) = if at < self.not_before {
            (ErrorCode::NotYetValid, format!("a time of check from {} on", self.not_before))
        } else if at > self.not_after {
            (ErrorCode::Expired, format!("a time of check until {}", self.not_after))
        } else {
            return Ok(());
        };
        Err(Error::new(code, what, expected, format!("{at}")))
    }

    /// Apple's extension on certificates that sign App Store data.
    pub(crate) const fn has_leaf_marker(&self) -> bool {
        self.extensions.leaf_marker
    }

    /// Apple's extension on its developer relations authorities.
    pub(crate) const fn has_intermediate_marker(&self) -> bool {
        self.extensions.intermediate_marker
    }

    fn handled(&self, what: &'static str) -> Result<()> {
        match self.extensions.unhandled_text() {
            None => Ok(()),
            Some(kind) => Err(Error::new(
                ErrorCode::UnhandledCritical,
                what,
                "no unknown critical extension and no name constraints",
                format!("extension {kind}"),
            )),
        }
    }
}

impl fmt::Debug for RsaCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RsaCertificate({:?})", self.common_name().unwrap_or_default())
    }
}

/// Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }
fn read_certificate(der: &[u8]) -> Parse<RsaCertificate> {
    let mut reader = sequence(der, "the certificate")?;
    let tbs = reader.tlv_bytes().context("the signed part")?;
    let outer_algorithm = reader.tlv_bytes().context("the signature algorithm")?;
    let signature: BitStringRef<'_> = reader.decode().context("the signature")?;
    reader.finish().context("the certificate")?;

    let mut reader = sequence(tbs, "the signed part")?;
    let version = read_version(&mut reader)?;
    let serial: UintRef<'_> = reader.decode().context("the serial number")?;
    let inner_algorithm = reader.tlv_bytes().context("the signed signature algorithm")?;
    let issuer = reader.tlv_bytes().context("the issuer")?;
    name::check(issuer)?;
    let (not_before, not_after) = validity::read(reader.tlv_bytes().context("the validity")?)?;
    let subject = reader.tlv_bytes().context("the subject")?;
    name::check(subject)?;
    let spki = reader.tlv_bytes().context("the public key")?;
    if skip_unique_ids(&mut reader)? && version == Version::V1 {
        return Err("unique identifiers in a version 1 certificate".into());
    }
    let extensions = read_extensions(&mut reader, version)?;
    reader.finish().context("the signed part")?;

    if inner_algorithm != outer_algorithm {
        // RFC 5280 section 4.1.1.2
        return Err(Error::new(
            ErrorCode::AlgorithmMismatch,
            "",
            "two equal algorithm identifiers",
            "different ones",
        )
        .into());
    }
    let hash = read_signature_algorithm(outer_algorithm)?;
    Ok(RsaCertificate {
        sha256: RsaHash::Sha256.digest(der),
        tbs: tbs.to_vec(),
        serial: serial.as_bytes().to_vec(),
        issuer: issuer.to_vec(),
        not_before,
        not_after,
        subject: subject.to_vec(),
        key: read_key(spki)?,
        extensions,
        hash,
        signature: signature.as_bytes().ok_or("a signature that is not whole bytes")?.to_vec(),
    })
}

/// NULL parameters, which RSA algorithms have (RFC 3279 sections 2.2.1 and 2.3.1).
fn null(reader: &mut SliceReader<'_>, part: &'static str) -> Parse<()> {
    let parameters: AnyRef<'_> = reader.decode().context(part)?;
    if parameters.tag() != Tag::Null || !parameters.value().is_empty() || !reader.is_finished() {
        return Err("an RSA algorithm with parameters other than NULL".into());
    }
    Ok(())
}

fn read_signature_algorithm(der: &[u8]) -> Parse<RsaHash> {
    let mut reader = sequence(der, "the signature algorithm")?;
    let hash = match identifier(&mut reader, "the signature algorithm")? {
        oid::SHA1_WITH_RSA => RsaHash::Sha1,
        oid::SHA256_WITH_RSA => RsaHash::Sha256,
        other => {
            return Err(Error::new(
                ErrorCode::ReceiptAlgorithm,
                "",
                "RSA with SHA-256 or SHA-1",
                format!("algorithm {other}"),
            )
            .into());
        }
    };
    null(&mut reader, "the signature algorithm")?;
    Ok(hash)
}

/// SubjectPublicKeyInfo of RSAPublicKey ::= SEQUENCE { modulus, publicExponent }
fn read_key(spki: &[u8]) -> Parse<RsaPublicKey> {
    let unusable = |found: String| {
        Error::new(ErrorCode::ReceiptKey, "", "an RSA key of 2048 to 4096 bits", found)
    };
    let mut reader = sequence(spki, "the public key")?;
    let algorithm = reader.tlv_bytes().context("the key's algorithm")?;
    let key: BitStringRef<'_> = reader.decode().context("the public key")?;
    reader.finish().context("the public key")?;

    let mut reader = sequence(algorithm, "the key's algorithm")?;
    let algorithm = identifier(&mut reader, "the key's algorithm")?;
    if algorithm != oid::RSA_ENCRYPTION {
        return Err(unusable(format!("algorithm {algorithm}")).into());
    }
    null(&mut reader, "the key's algorithm")?;

    let key = key.as_bytes().ok_or("a public key that is not whole bytes")?;
    let mut reader = sequence(key, "the public key")?;
    let modulus: UintRef<'_> = reader.decode().context("the public key")?;
    let exponent: UintRef<'_> = reader.decode().context("the public key")?;
    reader.finish().context("the public key")?;
    RsaPublicKey::new(modulus.as_bytes(), exponent.as_bytes())
        .map_err(|found| unusable(found.into()).into())
}
