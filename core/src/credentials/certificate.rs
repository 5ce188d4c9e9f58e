//! Any X.509 certificate: what it says, and whose key it is for.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use der::asn1::{AnyRef, Ia5StringRef, ObjectIdentifier, PrintableStringRef, Utf8StringRef};
use der::{Decode, Reader, SliceReader, Tag, TagNumber, Tagged};
use sha2::Digest;

use super::public_key::SubjectKey;
use crate::error::{Error, ErrorCode, Result};
use crate::hex;
use crate::time::Timestamp;
use crate::x509::read::{Context, Parse, identifier, sequence};
use crate::x509::{MAX_CERTIFICATE_BYTES, extensions, name, validity};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const COMMON_NAME: ObjectIdentifier = oid("2.5.4.3");
const ORGANIZATIONAL_UNIT: ObjectIdentifier = oid("2.5.4.11");
/// RFC 4519 section 2.39
const USER_ID: ObjectIdentifier = oid("0.9.2342.19200300.100.1.1");
const BASIC_CONSTRAINTS: ObjectIdentifier = oid("2.5.29.19");
const EXTENDED_KEY_USAGE: ObjectIdentifier = oid("2.5.29.37");
const CLIENT_AUTHENTICATION: ObjectIdentifier = oid("1.3.6.1.5.5.7.3.2");
const ANY_USAGE: ObjectIdentifier = oid("2.5.29.37.0");
/// Signatures over MD5 and SHA-1: RFC 3279 section 2.2, by RSA and by ECDSA.
const OLD_SIGNATURES: [ObjectIdentifier; 5] = [
    oid("1.2.840.113549.1.1.4"),
    oid("1.2.840.113549.1.1.5"),
    oid("1.3.14.3.2.29"),
    oid("1.2.840.10040.4.3"),
    oid("1.2.840.10045.4.1"),
];

/// A certificate as it stands in a file: RSA or of any elliptic curve.
///
/// Reading believes nothing, and nothing here is ever part of a chain that signs App Store data:
/// that is [`x509::Certificate`](crate::x509::Certificate), which knows ECDSA alone.
///
/// ```no_run
/// use waxwing::credentials::Certificate;
/// # let bytes = Vec::new();
///
/// let certificate = Certificate::from_der(&bytes)?;
/// println!("{:?} until {}", certificate.common_name(), certificate.not_after());
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    der: Vec<u8>,
    issuer: Vec<u8>,
    subject: Vec<u8>,
    not_before: Timestamp,
    not_after: Timestamp,
    key: SubjectKey,
    signature_algorithm: ObjectIdentifier,
    extensions: Vec<Extension>,
    friendly_name: Option<String>,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Extension {
    pub(super) kind: ObjectIdentifier,
    pub(super) value: Vec<u8>,
}

impl Certificate {
    /// Reads a DER certificate, as a `.cer` file of Apple's is.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::TooLarge`], [`ErrorCode::TruncatedFile`], [`ErrorCode::MalformedCert`] and
    /// [`ErrorCode::DuplicateExtension`].
    pub fn from_der(der: &[u8]) -> Result<Self> {
        const WHAT: &str = "certificate";
        if der.len() > MAX_CERTIFICATE_BYTES {
            return Err(Error::new(
                ErrorCode::TooLarge,
                WHAT,
                format!("at most {MAX_CERTIFICATE_BYTES} bytes"),
                format!("{} bytes", der.len()),
            ));
        }
        super::fault::check_whole(der, WHAT)?;
        read(der).map_err(|cause| cause.into_error(WHAT))
    }

    pub(super) fn with_friendly_name(mut self, name: Option<String>) -> Self {
        self.friendly_name = name;
        self
    }

    /// The bytes as received.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// As PEM: a block labelled `CERTIFICATE`.
    #[must_use]
    pub fn to_pem(&self) -> String {
        super::pem::write_public("CERTIFICATE", &self.der)
    }

    /// The name that a `.p12` file gives it, for people.
    #[must_use]
    pub fn friendly_name(&self) -> Option<&str> {
        self.friendly_name.as_deref()
    }

    /// The subject's common name, if it has one as text. For display: what a certificate may do
    /// stands in its extensions.
    #[must_use]
    pub fn common_name(&self) -> Option<String> {
        attribute(&self.subject, COMMON_NAME)
    }

    /// The issuer's common name.
    #[must_use]
    pub fn issuer_common_name(&self) -> Option<String> {
        attribute(&self.issuer, COMMON_NAME)
    }

    /// The subject's UID: of a push certificate, its topic.
    #[must_use]
    pub fn user_id(&self) -> Option<String> {
        attribute(&self.subject, USER_ID)
    }

    /// The subject's organizational unit: of Apple's certificates, the team id.
    #[must_use]
    pub fn organizational_unit(&self) -> Option<String> {
        attribute(&self.subject, ORGANIZATIONAL_UNIT)
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

    /// Whether it names itself as its issuer, as roots do.
    #[must_use]
    pub fn is_self_issued(&self) -> bool {
        self.issuer == self.subject
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

    /// How many whole days are left; negative once it has expired.
    #[must_use]
    pub const fn days_left(&self, now: Timestamp) -> i64 {
        const DAY_MILLIS: i64 = 86_400_000;
        self.not_after.as_millis().saturating_sub(now.as_millis()).div_euclid(DAY_MILLIS)
    }

    /// The public key that it is for.
    #[must_use]
    pub const fn key(&self) -> &SubjectKey {
        &self.key
    }

    /// The SHA-256 of the certificate, in lower-case hexadecimal: its fingerprint.
    #[must_use]
    pub fn sha256(&self) -> String {
        hex::encode(&sha2::Sha256::digest(&self.der))
    }

    /// The SHA-1 of the certificate, as older tools show it.
    #[must_use]
    pub fn sha1(&self) -> String {
        hex::encode(&sha1::Sha1::digest(&self.der))
    }

    /// Whether it issues certificates (RFC 5280 section 4.2.1.9), so that it is part of a chain
    /// and nobody's identity.
    #[must_use]
    pub fn is_authority(&self) -> bool {
        // SEQUENCE { cA BOOLEAN DEFAULT FALSE, … }: DER writes TRUE as ff.
        self.extension(BASIC_CONSTRAINTS)
            .is_some_and(|value| matches!(value, [0x30, _, 0x01, 0x01, 0xff, ..]))
    }

    /// Whether it may be shown as a client in a TLS handshake (RFC 5280 section 4.2.1.12): its
    /// extended key usage says so, or there is none.
    #[must_use]
    pub fn is_for_clients(&self) -> bool {
        match self.extension(EXTENDED_KEY_USAGE) {
            None => true,
            Some(value) => usages(value)
                .is_ok_and(|usages| usages.iter().any(|usage| CLIENT_USAGES.contains(usage))),
        }
    }

    /// Whether its issuer signed it over SHA-1 or MD5, which TLS stacks refuse by now.
    #[must_use]
    pub fn has_old_signature(&self) -> bool {
        OLD_SIGNATURES.contains(&self.signature_algorithm)
    }

    /// The value of an extension.
    pub(super) fn extension(&self, kind: ObjectIdentifier) -> Option<&[u8]> {
        let extension = self.extensions.iter().find(|extension| extension.kind == kind)?;
        Some(&extension.value)
    }

    /// What it is called in errors and reports: its common name, or what comes closest.
    pub(super) fn label(&self) -> String {
        self.common_name().or_else(|| self.user_id()).unwrap_or_else(|| self.sha256())
    }
}

const CLIENT_USAGES: [ObjectIdentifier; 2] = [CLIENT_AUTHENTICATION, ANY_USAGE];

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate")
            .field("common_name", &self.common_name())
            .field("key", &self.key)
            .field("not_before", &self.not_before)
            .field("not_after", &self.not_after)
            .finish_non_exhaustive()
    }
}

/// Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }
fn read(der: &[u8]) -> Parse<Certificate> {
    let mut reader = sequence(der, "the certificate")?;
    let tbs = reader.tlv_bytes().context("the signed part")?;
    let mut algorithm =
        sequence(reader.tlv_bytes().context("the signature")?, "the signature algorithm")?;
    let signature_algorithm = identifier(&mut algorithm, "the signature algorithm")?;
    let _signature = reader.tlv_bytes().context("the signature")?;
    reader.finish().context("the certificate")?;

    let mut reader = sequence(tbs, "the signed part")?;
    let version = Tag::ContextSpecific { constructed: true, number: TagNumber(0) };
    if Tag::peek(&reader).context("the version")? == version {
        reader.tlv_bytes().context("the version")?;
    }
    // Serial numbers that are negative or long exist; nothing is decided by them here.
    let serial: AnyRef<'_> = reader.decode().context("the serial number")?;
    if serial.tag() != Tag::Integer {
        return Err("a serial number that is not an INTEGER".into());
    }
    let _algorithm = reader.tlv_bytes().context("the signed signature algorithm")?;
    let issuer = reader.tlv_bytes().context("the issuer")?;
    name::check(issuer)?;
    let dates = reader.tlv_bytes().context("the validity")?;
    let (not_before, not_after) = validity::read(dates)?;
    let subject = reader.tlv_bytes().context("the subject")?;
    name::check(subject)?;
    let key = SubjectKey::read(reader.tlv_bytes().context("the public key")?)?;
    let extensions = read_extensions(reader)?;
    Ok(Certificate {
        der: der.to_vec(),
        issuer: issuer.to_vec(),
        subject: subject.to_vec(),
        not_before,
        not_after,
        key,
        signature_algorithm,
        extensions,
        friendly_name: None,
    })
}

/// What follows the public key: obsolete identifiers, then `[3] EXPLICIT` extensions.
fn read_extensions(mut reader: SliceReader<'_>) -> Parse<Vec<Extension>> {
    let wanted = Tag::ContextSpecific { constructed: true, number: TagNumber(3) };
    let mut found = Vec::new();
    while !reader.is_finished() {
        let tag = Tag::peek(&reader).context("the extensions")?;
        let field: AnyRef<'_> = reader.decode().context("the extensions")?;
        if tag == wanted {
            extensions::each(field.value(), |kind, _, value| {
                found.push(Extension { kind, value: value.to_vec() });
                Ok(())
            })?;
        }
    }
    Ok(found)
}

fn usages(value: &[u8]) -> Parse<Vec<ObjectIdentifier>> {
    let mut reader = sequence(value, "the extended key usage")?;
    let mut found = Vec::new();
    while !reader.is_finished() {
        found.push(identifier(&mut reader, "the extended key usage")?);
    }
    Ok(found)
}

/// The last attribute of this kind, as text.
fn attribute(name: &[u8], wanted: ObjectIdentifier) -> Option<String> {
    let mut found = None;
    name::walk(name, |kind, value| {
        if kind == wanted {
            found = text(value);
        }
    })
    .ok()?;
    found.map(Cow::into_owned)
}

/// The text types that names have; Latin-1 for the oldest of them.
fn text(value: AnyRef<'_>) -> Option<Cow<'_, str>> {
    Some(match value.tag() {
        Tag::Utf8String => Cow::Borrowed(value.decode_as::<Utf8StringRef<'_>>().ok()?.as_str()),
        Tag::PrintableString => {
            Cow::Borrowed(value.decode_as::<PrintableStringRef<'_>>().ok()?.as_str())
        }
        Tag::Ia5String => Cow::Borrowed(value.decode_as::<Ia5StringRef<'_>>().ok()?.as_str()),
        Tag::TeletexString => {
            Cow::Owned(value.value().iter().map(|byte| char::from(*byte)).collect())
        }
        Tag::BmpString => {
            let (units, _) = value.value().as_chunks::<2>();
            let units = units.iter().map(|unit| u16::from_be_bytes(*unit));
            let text: core::result::Result<String, _> = char::decode_utf16(units).collect();
            Cow::Owned(text.ok()?)
        }
        _ => return None,
    })
}

/// The texts and lists of texts of one flat SEQUENCE: topic, kinds, topic, kinds…
///
/// Source: Apple's archived guide, "Local and Remote Notification Programming Guide".
pub(super) fn topics(value: &[u8]) -> Parse<Vec<(String, Vec<String>)>> {
    const PART: &str = "the topics";
    let mut reader = sequence(value, PART)?;
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    while !reader.is_finished() {
        let element = reader.tlv_bytes().context(PART)?;
        let any = AnyRef::from_der(element).context(PART)?;
        match any.tag() {
            Tag::Utf8String => {
                let topic: Utf8StringRef<'_> = any.decode_as().context(PART)?;
                found.push((topic.as_str().to_string(), Vec::new()));
            }
            Tag::Sequence => {
                let Some((_, kinds)) = found.last_mut() else {
                    return Err("kinds of topics without a topic".into());
                };
                let mut inside = sequence(element, PART)?;
                while !inside.is_finished() {
                    let kind: Utf8StringRef<'_> = inside.decode().context(PART)?;
                    kinds.push(kind.as_str().to_string());
                }
            }
            _ => return Err("topics of another type than UTF8String".into()),
        }
    }
    Ok(found)
}
