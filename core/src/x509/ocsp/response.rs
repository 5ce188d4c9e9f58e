//! An answer, read strictly and believed in nothing yet.

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;
use core::fmt;

use der::asn1::{AnyRef, BitStringRef, ObjectIdentifier, OctetStringRef};
use der::{Decode, Reader, SliceReader, Tag, TagNumber, Tagged};

use super::cert_id::CertId;
use super::fault::{Fault, FaultKind};
use super::pending::Pending;
use super::request::Request;
use super::responder::{ResponderId, read_nonce};
use super::rules::Rules;
use super::status::{ResponseStatus, RevocationReason, Status};
use crate::crypto::{Hash, SignatureCheck};
use crate::error::{Error, ErrorCode};
use crate::time::Timestamp;
use crate::x509::certificate::read_signature_algorithm;
use crate::x509::read::{Cause, Context, Parse, identifier, sequence};
use crate::x509::{Certificate, extensions, name, oid, validity};

/// The longest response, in bytes: room for the certificates and entries below, and twenty times
/// the size of an ordinary one.
pub const MAX_RESPONSE_BYTES: usize = 64 * 1024;

/// The most certificates that may be answered about at once; responders that sign ahead answer
/// about some tens.
pub const MAX_ENTRIES: usize = 128;

/// The most certificates that may come with a response. One is needed at most.
pub const MAX_CERTIFICATES: usize = 8;

/// An OCSP response (RFC 6960 section 4.2.1).
///
/// Reading believes nothing, so nothing of what it says about certificates can be seen before it
/// is verified.
#[derive(Clone)]
pub struct Response {
    status: ResponseStatus,
    basic: Option<Basic>,
}

/// BasicOCSPResponse
#[derive(Clone)]
pub(super) struct Basic {
    /// The signed part, as received.
    pub(super) tbs: Vec<u8>,
    pub(super) responder: ResponderId,
    pub(super) produced_at: Timestamp,
    pub(super) entries: Vec<Entry>,
    pub(super) nonce: Option<Vec<u8>>,
    pub(super) unhandled: Option<ObjectIdentifier>,
    /// The hash that was signed with ECDSA, or what stands there instead.
    pub(super) signature_hash: Result<Hash, Cow<'static, str>>,
    /// `None` where the bit string does not hold whole bytes.
    pub(super) signature: Option<Vec<u8>>,
    /// Those that can be read; others cannot be a responder's.
    pub(super) certificates: Vec<Certificate>,
}

/// SingleResponse
#[derive(Clone)]
pub(super) struct Entry {
    pub(super) cert_id: CertId,
    pub(super) says: Says,
    pub(super) this_update: Timestamp,
    pub(super) next_update: Option<Timestamp>,
    pub(super) unhandled: Option<ObjectIdentifier>,
}

/// CertStatus
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Good,
    Revoked { since: Timestamp, reason: Option<RevocationReason> },
    Unknown,
}

impl Response {
    /// Reads the body of an answer.
    ///
    /// ```
    /// use waxwing::x509::ocsp::{Response, ResponseStatus};
    ///
    /// let response = Response::parse(&[0x30, 0x03, 0x0a, 0x01, 0x03])?;
    /// assert_eq!(response.status(), ResponseStatus::TryLater);
    /// assert!(response.status().is_retryable());
    /// # Ok::<(), waxwing::x509::ocsp::Fault>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`FaultKind::TooLarge`] above [`MAX_RESPONSE_BYTES`], [`MAX_ENTRIES`] or
    /// [`MAX_CERTIFICATES`]; [`FaultKind::Malformed`] for everything that is not strict DER of
    /// this form, and for types of response other than the basic one.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        if bytes.len() > MAX_RESPONSE_BYTES {
            return Err(Fault::new(FaultKind::TooLarge, format!("{} bytes", bytes.len())));
        }
        Ok(read_response(bytes)?)
    }

    /// Whether there is an answer, or which error instead. Nobody signs this.
    #[must_use]
    pub const fn status(&self) -> ResponseStatus {
        self.status
    }

    /// Verifies the answer to `request` with the built-in cryptography.
    ///
    /// Times are judged at `now`, with the skew that `rules` permit. This is
    /// [`begin`](Self::begin) and [`Pending::finish`] with the checks between them.
    #[must_use]
    pub fn verify(&self, request: &Request, rules: &Rules, now: Timestamp) -> Status {
        let pending = self.begin(request);
        let outcomes: Vec<bool> = pending.checks().iter().map(SignatureCheck::run).collect();
        pending.judge(&outcomes, rules, now)
    }

    /// The first of three steps: finds who may have signed. Then run [`Pending::checks`] with
    /// any cryptography, in any place, and hand the outcomes to [`Pending::finish`].
    #[must_use]
    pub fn begin<'a>(&'a self, request: &'a Request) -> Pending<'a> {
        Pending::begin(self, request)
    }

    /// Whether there is an entry about the request's certificate. It is believed in nothing yet.
    pub(super) fn is_about(&self, request: &Request) -> bool {
        let entries = self.basic.iter().flat_map(|basic| &basic.entries);
        let (certificate, issuer) = (request.certificate(), request.issuer());
        entries.into_iter().any(|entry| entry.cert_id.names(certificate, issuer))
    }

    pub(super) const fn basic(&self) -> Option<&Basic> {
        self.basic.as_ref()
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("status", &self.status).finish_non_exhaustive()
    }
}

/// OCSPResponse ::= SEQUENCE { responseStatus ENUMERATED, responseBytes [0] EXPLICIT OPTIONAL }
fn read_response(der: &[u8]) -> Parse<Response> {
    const WHAT: &str = "the response";
    let mut reader = sequence(der, WHAT)?;
    let status = ResponseStatus::from_number(enumerated(&mut reader)?);
    let bytes = explicit(&mut reader, 0, WHAT)?;
    reader.finish().context(WHAT)?;
    let basic = match (status, bytes) {
        (ResponseStatus::Successful, Some(bytes)) => Some(read_response_bytes(bytes)?),
        (ResponseStatus::Successful, None) => return Err("success without an answer".into()),
        (_, Some(_)) => return Err("an error with an answer".into()),
        (_, None) => None,
    };
    Ok(Response { status, basic })
}

/// ResponseBytes ::= SEQUENCE { responseType, response OCTET STRING }
fn read_response_bytes(der: &[u8]) -> Parse<Basic> {
    const WHAT: &str = "the response bytes";
    let mut reader = sequence(der, WHAT)?;
    let kind = identifier(&mut reader, WHAT)?;
    if kind != oid::OCSP_BASIC {
        return Err(Cause::Malformed(format!("response type {kind}").into()));
    }
    let response: &OctetStringRef = reader.decode().context(WHAT)?;
    reader.finish().context(WHAT)?;
    read_basic(response.as_bytes())
}

/// BasicOCSPResponse ::= SEQUENCE { tbsResponseData, signatureAlgorithm, signature,
/// certs [0] EXPLICIT SEQUENCE OF Certificate OPTIONAL }
fn read_basic(der: &[u8]) -> Parse<Basic> {
    const WHAT: &str = "the basic response";
    let mut reader = sequence(der, WHAT)?;
    let tbs = reader.tlv_bytes().context("the signed part")?;
    let algorithm = reader.tlv_bytes().context("the signature algorithm")?;
    let signature: BitStringRef<'_> = reader.decode().context("the signature")?;
    let certificates = match explicit(&mut reader, 0, "the certificates")? {
        Some(list) => read_certificates(list)?,
        None => Vec::new(),
    };
    reader.finish().context(WHAT)?;
    let signature_hash = match read_signature_algorithm(algorithm, algorithm) {
        Ok(hash) => Ok(hash),
        Err(Cause::Known(error)) => Err(Cow::Owned(error.found().into())),
        Err(cause) => return Err(cause),
    };

    // ResponseData ::= SEQUENCE { version [0] EXPLICIT DEFAULT v1, responderID, producedAt,
    // responses SEQUENCE OF SingleResponse, responseExtensions [1] EXPLICIT OPTIONAL }
    let mut reader = sequence(tbs, "the signed part")?;
    if explicit(&mut reader, 0, "the version")?.is_some() {
        return Err("a version other than 1, or version 1 written out".into());
    }
    let responder = read_responder_id(&mut reader)?;
    let produced_at = validity::generalized(reader.decode().context("producedAt")?)?;
    let entries = read_entries(reader.tlv_bytes().context("the entries")?)?;
    let mut nonce = None;
    let mut unhandled = None;
    if let Some(list) = explicit(&mut reader, 1, "the extensions")? {
        extensions::each(list, |kind, critical, value| {
            if kind == oid::OCSP_NONCE {
                nonce = Some(read_nonce(value));
            } else if critical {
                unhandled = unhandled.or(Some(kind));
            }
            Ok(())
        })?;
    }
    reader.finish().context("the signed part")?;
    Ok(Basic {
        tbs: tbs.to_vec(),
        responder,
        produced_at,
        entries,
        nonce,
        unhandled,
        signature_hash,
        signature: signature.as_bytes().map(<[u8]>::to_vec),
        certificates,
    })
}

fn read_certificates(list: &[u8]) -> Parse<Vec<Certificate>> {
    let mut reader = sequence(list, "the certificates")?;
    let mut count = 0_usize;
    let mut certificates = Vec::new();
    while !reader.is_finished() {
        count += 1;
        if count > MAX_CERTIFICATES {
            return Err(too_many("certificates", MAX_CERTIFICATES));
        }
        let der = reader.tlv_bytes().context("the certificates")?;
        // One that cannot be read cannot be the responder's; another may be.
        certificates.extend(Certificate::from_der(der, "OCSP responder").ok());
    }
    Ok(certificates)
}

/// ResponderID ::= CHOICE { byName [1] EXPLICIT Name, byKey [2] EXPLICIT OCTET STRING }
fn read_responder_id(reader: &mut SliceReader<'_>) -> Parse<ResponderId> {
    const WHAT: &str = "the responder id";
    if let Some(bytes) = explicit(reader, 1, WHAT)? {
        name::check(bytes)?;
        return Ok(ResponderId::ByName(bytes.to_vec()));
    }
    match explicit(reader, 2, WHAT)? {
        Some(bytes) => {
            let hash = <&OctetStringRef>::from_der(bytes).context(WHAT)?;
            Ok(ResponderId::ByKey(hash.as_bytes().to_vec()))
        }
        None => Err("a responder id that is neither name nor key".into()),
    }
}

fn read_entries(der: &[u8]) -> Parse<Vec<Entry>> {
    let mut reader = sequence(der, "the entries")?;
    let mut entries = Vec::new();
    while !reader.is_finished() {
        if entries.len() == MAX_ENTRIES {
            return Err(too_many("entries", MAX_ENTRIES));
        }
        entries.push(read_entry(reader.tlv_bytes().context("an entry")?)?);
    }
    Ok(entries)
}

/// SingleResponse ::= SEQUENCE { certID, certStatus, thisUpdate, nextUpdate [0] EXPLICIT
/// OPTIONAL, singleExtensions [1] EXPLICIT OPTIONAL }
fn read_entry(der: &[u8]) -> Parse<Entry> {
    const WHAT: &str = "an entry";
    let mut reader = sequence(der, WHAT)?;
    let cert_id = CertId::read(reader.tlv_bytes().context(WHAT)?)?;
    let says = read_says(reader.decode().context("a status")?)?;
    let this_update = validity::generalized(reader.decode().context("thisUpdate")?)?;
    let next_update = match explicit(&mut reader, 0, "nextUpdate")? {
        Some(der) => Some(validity::generalized(AnyRef::from_der(der).context("nextUpdate")?)?),
        None => None,
    };
    let mut unhandled = None;
    if let Some(list) = explicit(&mut reader, 1, "an entry's extensions")? {
        extensions::each(list, |kind, critical, _| {
            if critical {
                unhandled = unhandled.or(Some(kind));
            }
            Ok(())
        })?;
    }
    reader.finish().context(WHAT)?;
    Ok(Entry { cert_id, says, this_update, next_update, unhandled })
}

/// CertStatus ::= CHOICE { good [0] IMPLICIT NULL, revoked [1] IMPLICIT RevokedInfo,
/// unknown [2] IMPLICIT NULL }
fn read_says(value: AnyRef<'_>) -> Parse<Says> {
    const WHAT: &str = "a status";
    let Tag::ContextSpecific { constructed, number } = value.tag() else {
        return Err("a status of another type".into());
    };
    match (number.0, constructed) {
        (0, false) if value.value().is_empty() => Ok(Says::Good),
        (2, false) if value.value().is_empty() => Ok(Says::Unknown),
        (1, true) => {
            // RevokedInfo ::= SEQUENCE { revocationTime, revocationReason [0] EXPLICIT OPTIONAL }
            let mut reader = SliceReader::new(value.value()).context(WHAT)?;
            let since = validity::generalized(reader.decode().context("revocationTime")?)?;
            let reason = match explicit(&mut reader, 0, "a reason")? {
                Some(der) => {
                    let mut reader = SliceReader::new(der).context("a reason")?;
                    let number = enumerated(&mut reader)?;
                    reader.finish().context("a reason")?;
                    Some(RevocationReason::from_number(number))
                }
                None => None,
            };
            reader.finish().context(WHAT)?;
            Ok(Says::Revoked { since, reason })
        }
        _ => Err("a status of another type".into()),
    }
}

/// A small ENUMERATED.
fn enumerated(reader: &mut SliceReader<'_>) -> Parse<u8> {
    let any: AnyRef<'_> = reader.decode().context("an enumerated value")?;
    match (any.tag(), any.value()) {
        (Tag::Enumerated, [number @ 0..=0x7f]) => Ok(*number),
        _ => Err("an enumerated value of another type or size".into()),
    }
}

/// What stands in `[number] EXPLICIT`, if that comes next.
fn explicit<'a>(
    reader: &mut SliceReader<'a>,
    number: u32,
    part: &'static str,
) -> Parse<Option<&'a [u8]>> {
    let tag = Tag::ContextSpecific { constructed: true, number: TagNumber(number) };
    if reader.is_finished() || Tag::peek(reader).context(part)? != tag {
        return Ok(None);
    }
    let wrapper: AnyRef<'a> = reader.decode().context(part)?;
    Ok(Some(wrapper.value()))
}

fn too_many(what: &'static str, most: usize) -> Cause {
    Error::new(
        ErrorCode::TooLarge,
        "OCSP response",
        format!("at most {most} {what}"),
        format!("more than {most} {what}"),
    )
    .into()
}
