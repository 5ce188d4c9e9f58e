//! One certificate, read strictly and kept as received.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use der::asn1::{AnyRef, BitStringRef, ObjectIdentifier, UintRef};
use der::{Decode, Reader, SliceReader, Tag, TagNumber, Tagged};

use super::extensions::Extensions;
use super::oid;
use super::read::{Context, Parse, identifier, sequence};
use crate::crypto::{Curve, Hash, PublicKey};
use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;

/// The longest certificate, in bytes: ten times Apple's largest.
pub const MAX_CERTIFICATE_BYTES: usize = 16 * 1024;

/// An X.509 certificate with an ECDSA key, read strictly (RFC 5280 section 4.1).
///
/// Reading believes nothing: see [`Path`](super::Path) for what makes a certificate trusted.
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    subject_name: &'static str,
    version: Version,
    tbs: Vec<u8>,
    serial: Vec<u8>,
    issuer: Vec<u8>,
    not_before: Timestamp,
    not_after: Timestamp,
    subject: Vec<u8>,
    key: PublicKey,
    extensions: Extensions,
    signature_hash: Hash,
    signature: Vec<u8>,
    signature_unused_bits: u8,
}

impl Certificate {
    /// Reads a DER certificate; `what` names it in errors, such as `"leaf certificate"`.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::TooLarge`], [`ErrorCode::MalformedCert`],
    /// [`ErrorCode::DuplicateExtension`], [`ErrorCode::AlgorithmMismatch`],
    /// [`ErrorCode::UnsupportedAlgorithm`] or [`ErrorCode::UnsupportedKey`].
    pub fn from_der(der: &[u8], what: &'static str) -> Result<Self> {
        if der.len() > MAX_CERTIFICATE_BYTES {
            return Err(Error::new(
                ErrorCode::TooLarge,
                what,
                format!("at most {MAX_CERTIFICATE_BYTES} bytes"),
                format!("{} bytes", der.len()),
            ));
        }
        read_certificate(der, what).map_err(|cause| cause.into_error(what))
    }

    /// What this certificate is called in errors.
    #[must_use]
    pub const fn what(&self) -> &'static str {
        self.subject_name
    }

    /// The signed part, as received.
    #[must_use]
    pub fn tbs(&self) -> &[u8] {
        &self.tbs
    }

    /// The serial number, most significant byte first, without leading zeros.
    #[must_use]
    pub fn serial(&self) -> &[u8] {
        &self.serial
    }

    /// The issuer's name, as received DER.
    #[must_use]
    pub fn issuer(&self) -> &[u8] {
        &self.issuer
    }

    /// The subject's name, as received DER.
    #[must_use]
    pub fn subject(&self) -> &[u8] {
        &self.subject
    }

    /// The first moment of validity.
    #[must_use]
    pub const fn not_before(&self) -> Timestamp {
        self.not_before
    }

    /// The last moment of validity.
    #[must_use]
    pub const fn not_after(&self) -> Timestamp {
        self.not_after
    }

    /// Whether the time lies in its validity. Both ends count as valid (RFC 5280 section
    /// 4.1.2.5).
    pub(crate) fn valid_at(&self, at: Timestamp) -> Result<()> {
        let refuse = |code, expected| Err(Error::new(code, self.what(), expected, format!("{at}")));
        if at < self.not_before {
            let expected = format!("a time of check from {} on", self.not_before);
            refuse(ErrorCode::NotYetValid, expected)
        } else if at > self.not_after {
            refuse(ErrorCode::Expired, format!("a time of check until {}", self.not_after))
        } else {
            Ok(())
        }
    }

    /// The public key.
    #[must_use]
    pub const fn key(&self) -> &PublicKey {
        &self.key
    }

    /// The subject's common name, if it has one as text.
    #[must_use]
    pub fn common_name(&self) -> Option<String> {
        super::name::common_name(&self.subject)
    }

    /// Whether it has the version that every certificate below a root must have.
    pub(super) fn is_version_3(&self) -> bool {
        self.version == Version::V3
    }

    pub(super) const fn extensions(&self) -> &Extensions {
        &self.extensions
    }

    /// The list of extensions as received, for what no chain is judged by.
    pub(super) fn extension_list(&self) -> Option<&[u8]> {
        let mut reader = sequence(&self.tbs, "the signed part").ok()?;
        let mut last = None;
        while !reader.is_finished() {
            last = Some(reader.tlv_bytes().ok()?);
        }
        let wrapper = AnyRef::from_der(last?).ok()?;
        let tag = Tag::ContextSpecific { constructed: true, number: TagNumber(3) };
        (wrapper.tag() == tag).then(|| wrapper.value())
    }

    /// The hash its issuer signed with.
    pub(super) const fn signature_hash(&self) -> Hash {
        self.signature_hash
    }

    /// The DER signature, unless the bit string does not hold whole bytes.
    pub(super) fn signature(&self) -> Option<&[u8]> {
        (self.signature_unused_bits == 0).then_some(self.signature.as_slice())
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate")
            .field("what", &self.subject_name)
            .field("common_name", &self.common_name())
            .field("not_before", &self.not_before)
            .field("not_after", &self.not_after)
            .finish_non_exhaustive()
    }
}

/// Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }
fn read_certificate(der: &[u8], what: &'static str) -> Parse<Certificate> {
    let whole = AnyRef::from_der(der).context("the certificate")?;
    if whole.tag() != Tag::Sequence {
        return Err("a certificate that is not a SEQUENCE".into());
    }
    let mut reader = SliceReader::new(whole.value()).context("the certificate")?;
    let tbs = reader.tlv_bytes().context("the signed part")?;
    let outer_algorithm = reader.tlv_bytes().context("the signature algorithm")?;
    let signature: BitStringRef<'_> = reader.decode().context("the signature")?;
    reader.finish().context("the certificate")?;

    let mut reader = sequence(tbs, "the signed part")?;
    let version = read_version(&mut reader)?;
    let serial: UintRef<'_> = reader.decode().context("the serial number")?;
    if serial.as_bytes().len() > 20 {
        // RFC 5280 section 4.1.2.2
        return Err("a serial number of more than 20 bytes".into());
    }
    let inner_algorithm = reader.tlv_bytes().context("the signed signature algorithm")?;
    let issuer = reader.tlv_bytes().context("the issuer")?;
    super::name::check(issuer)?;
    let validity = reader.tlv_bytes().context("the validity")?;
    let (not_before, not_after) = super::validity::read(validity)?;
    let subject = reader.tlv_bytes().context("the subject")?;
    super::name::check(subject)?;
    let spki = reader.tlv_bytes().context("the public key")?;
    let unique_ids = skip_unique_ids(&mut reader)?;
    if unique_ids && version == Version::V1 {
        return Err("unique identifiers in a version 1 certificate".into());
    }
    let extensions = read_extensions(&mut reader, version)?;
    reader.finish().context("the signed part")?;

    let signature_hash = read_signature_algorithm(inner_algorithm, outer_algorithm)?;
    let key = read_key(spki)?;
    Ok(Certificate {
        subject_name: what,
        version,
        tbs: tbs.to_vec(),
        serial: serial.as_bytes().to_vec(),
        issuer: issuer.to_vec(),
        not_before,
        not_after,
        subject: subject.to_vec(),
        key,
        extensions,
        signature_hash,
        signature: signature.raw_bytes().to_vec(),
        signature_unused_bits: signature.unused_bits(),
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    V1,
    V2,
    V3,
}

/// version [0] EXPLICIT INTEGER DEFAULT v1 (RFC 5280 section 4.1.2.1)
pub(super) fn read_version(reader: &mut SliceReader<'_>) -> Parse<Version> {
    let tag = Tag::ContextSpecific { constructed: true, number: TagNumber(0) };
    if Tag::peek(reader).context("the version")? != tag {
        return Ok(Version::V1);
    }
    let wrapper: AnyRef<'_> = reader.decode().context("the version")?;
    match u8::from_der(wrapper.value()).context("the version")? {
        1 => Ok(Version::V2),
        2 => Ok(Version::V3),
        0 => Err("version 1 written out, which DER forbids".into()),
        _ => Err("a version above 3".into()),
    }
}

/// issuerUniqueID [1] and subjectUniqueID [2]: obsolete, skipped.
pub(super) fn skip_unique_ids(reader: &mut SliceReader<'_>) -> Parse<bool> {
    let mut any = false;
    for number in [1, 2] {
        let tag = Tag::ContextSpecific { constructed: false, number: TagNumber(number) };
        if !reader.is_finished() && Tag::peek(reader).context("a unique identifier")? == tag {
            reader.tlv_bytes().context("a unique identifier")?;
            any = true;
        }
    }
    Ok(any)
}

/// extensions [3] EXPLICIT, in version 3 only (RFC 5280 section 4.1.2.9)
pub(super) fn read_extensions(reader: &mut SliceReader<'_>, version: Version) -> Parse<Extensions> {
    if reader.is_finished() {
        return Ok(Extensions::default());
    }
    let tag = Tag::ContextSpecific { constructed: true, number: TagNumber(3) };
    if Tag::peek(reader).context("the extensions")? != tag {
        return Err("an unknown field after the public key".into());
    }
    if version != Version::V3 {
        return Err("extensions in a certificate that is not version 3".into());
    }
    let wrapper: AnyRef<'_> = reader.decode().context("the extensions")?;
    Extensions::read(wrapper.value())
}

pub(super) fn read_signature_algorithm(inner: &[u8], outer: &[u8]) -> Parse<Hash> {
    if inner != outer {
        // RFC 5280 section 4.1.1.2
        return Err(Error::new(
            ErrorCode::AlgorithmMismatch,
            "",
            "two equal algorithm identifiers",
            "different ones",
        )
        .into());
    }
    let mut reader = sequence(outer, "the signature algorithm")?;
    let algorithm = identifier(&mut reader, "the signature algorithm")?;
    let hash = match algorithm {
        oid::ECDSA_WITH_SHA256 => Hash::Sha256,
        oid::ECDSA_WITH_SHA384 => Hash::Sha384,
        other => {
            return Err(Error::new(
                ErrorCode::UnsupportedAlgorithm,
                "",
                "ECDSA with SHA-256 or SHA-384",
                format!("algorithm {other}"),
            )
            .into());
        }
    };
    if reader.is_finished() {
        Ok(hash)
    } else {
        // RFC 5758 section 3.2
        Err(Error::new(
            ErrorCode::AlgorithmMismatch,
            "",
            "an ECDSA algorithm without parameters",
            "parameters",
        )
        .into())
    }
}

/// SubjectPublicKeyInfo (RFC 5480 section 2): a named curve only, never curve parameters.
fn read_key(spki: &[u8]) -> Parse<PublicKey> {
    let unsupported = |found: String| {
        Error::new(
            ErrorCode::UnsupportedKey,
            "",
            "an elliptic curve key on the named curve P-256 or P-384",
            found,
        )
    };
    let mut reader = sequence(spki, "the public key")?;
    let algorithm = reader.tlv_bytes().context("the key's algorithm")?;
    let point: BitStringRef<'_> = reader.decode().context("the public key")?;
    reader.finish().context("the public key")?;

    let mut reader = sequence(algorithm, "the key's algorithm")?;
    let algorithm = identifier(&mut reader, "the key's algorithm")?;
    if algorithm != oid::EC_PUBLIC_KEY {
        return Err(unsupported(format!("algorithm {algorithm}")).into());
    }
    if reader.is_finished() {
        return Err(unsupported(String::from("no curve")).into());
    }
    let parameters: AnyRef<'_> = reader.decode().context("the key's curve")?;
    reader.finish().context("the key's algorithm")?;
    if parameters.tag() != Tag::ObjectIdentifier {
        return Err(unsupported(String::from("curve parameters written out")).into());
    }
    let curve = match parameters.decode_as::<ObjectIdentifier>().context("the key's curve")? {
        oid::SECP256R1 => Curve::P256,
        oid::SECP384R1 => Curve::P384,
        other => return Err(unsupported(format!("curve {other}")).into()),
    };
    let point = point.as_bytes().ok_or("a public key that is not whole bytes")?;
    Ok(PublicKey::from_uncompressed(curve, point)?)
}
