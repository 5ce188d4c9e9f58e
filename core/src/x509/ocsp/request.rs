//! What to ask, and where.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use der::Reader;
use der::asn1::AnyRef;
use der::{Tag, TagNumber, Tagged};

use super::cert_id::{CertId, CertIdHash};
use super::response::Response;
use super::rules::Rules;
use super::status::Status;
use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;
use crate::x509::read::{Context, Parse, identifier, sequence};
use crate::x509::{Certificate, extensions, name, oid};

/// The media type of a request (RFC 6960 appendix C.1).
pub const CONTENT_TYPE: &str = "application/ocsp-request";

/// The media type of a response (RFC 6960 appendix C.2).
pub const RESPONSE_CONTENT_TYPE: &str = "application/ocsp-response";

/// The longest nonce, in bytes (RFC 8954 section 2.1).
pub const MAX_NONCE_BYTES: usize = 32;

/// The longest URL that is taken from a certificate, in bytes: many times Apple's.
const MAX_URL_BYTES: usize = 1024;

/// The question whether one certificate has been revoked.
///
/// Send [`body`](Self::body) by `POST` to [`url`](Self::url), with
/// [`content_type`](Self::content_type); give what comes back, if the HTTP status is 200, to
/// [`verify`](Self::verify). A request holds what the answer is held against, so keep it.
///
/// See the [module](super) for an example.
#[derive(Clone)]
pub struct Request {
    url: Option<String>,
    certificate: Certificate,
    issuer: Certificate,
    hash: CertIdHash,
    nonce: Option<Vec<u8>>,
}

impl Request {
    /// Asks the responder that `certificate` names in its authority information access (RFC 5280
    /// section 4.2.2.1): the first location that is a plain http URL.
    ///
    /// Both certificates must come from a path that has been verified: before that, the URL is
    /// a stranger's, and so is the issuer that would vouch for the answer. See
    /// [`Path::certificates`](crate::x509::Path::certificates).
    ///
    /// # Errors
    ///
    /// [`ErrorCode::IssuerMismatch`] if `issuer` does not bear the name of the certificate's
    /// issuer. [`ErrorCode::InvalidInput`] about `OCSP URL` if there is none, or none that is
    /// http with a host, of visible ASCII, and without user information.
    pub fn new(certificate: &Certificate, issuer: &Certificate) -> Result<Self> {
        let mut request = Self::stapled(certificate, issuer)?;
        request.url = Some(responder_url(certificate)?);
        Ok(request)
    }

    /// Asks nobody: for an answer that came with the certificate. There is no
    /// [`url`](Self::url), and the certificate need not name one.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::IssuerMismatch`], as with [`new`](Self::new).
    pub fn stapled(certificate: &Certificate, issuer: &Certificate) -> Result<Self> {
        if certificate.issuer() != issuer.subject() || name::is_empty(issuer.subject()) {
            return Err(Error::new(
                ErrorCode::IssuerMismatch,
                certificate.what(),
                "the name of its issuer on the issuer's certificate",
                "another name or none",
            ));
        }
        Ok(Self {
            url: None,
            certificate: certificate.clone(),
            issuer: issuer.clone(),
            hash: CertIdHash::default(),
            nonce: None,
        })
    }

    /// Only at this host, such as `ocsp.apple.com`; upper and lower case are the same.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] about `OCSP URL` if the certificate names another host.
    pub fn at_host(self, host: &str) -> Result<Self> {
        match self.url.as_deref().and_then(host_of) {
            Some(found) if !found.eq_ignore_ascii_case(host) => {
                Err(refuse_url("a URL at the host that is allowed", "another host"))
            }
            _ => Ok(self),
        }
    }

    /// Names the issuer by this hash instead of SHA-1.
    #[must_use]
    pub const fn with_hash(mut self, hash: CertIdHash) -> Self {
        self.hash = hash;
        self
    }

    /// With a nonce, which ties the answer to this request. It must come from a good random
    /// source, which this crate does not have. Responders that answer from a cache, as Apple's
    /// do by all that is known, leave it out of the answer; that is accepted.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] for other than 1 to [`MAX_NONCE_BYTES`] bytes.
    pub fn with_nonce(mut self, nonce: &[u8]) -> Result<Self> {
        if !(1..=MAX_NONCE_BYTES).contains(&nonce.len()) {
            return Err(Error::new(
                ErrorCode::InvalidInput,
                "nonce",
                format!("1 to {MAX_NONCE_BYTES} bytes"),
                format!("{} bytes", nonce.len()),
            ));
        }
        self.nonce = Some(nonce.to_vec());
        Ok(self)
    }

    /// Where to send it; `None` for an answer that was [`stapled`](Self::stapled).
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The value of the header `content-type`: [`CONTENT_TYPE`].
    #[must_use]
    pub const fn content_type(&self) -> &'static str {
        CONTENT_TYPE
    }

    /// The bytes to send: a DER OCSPRequest (RFC 6960 section 4.1.1).
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        write(&CertId::new(self.hash, &self.certificate, &self.issuer), self.nonce())
    }

    /// The certificate in question.
    #[must_use]
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Its issuer.
    #[must_use]
    pub const fn issuer(&self) -> &Certificate {
        &self.issuer
    }

    /// Reads and verifies an answer under the default [`Rules`].
    ///
    /// The same as [`Response::parse`] and [`Response::verify`], with a fault of either as
    /// [`Status::Invalid`].
    #[must_use]
    pub fn verify(&self, answer: &[u8], now: Timestamp) -> Status {
        match Response::parse(answer) {
            Ok(response) => response.verify(self, &Rules::default(), now),
            Err(fault) => fault.into(),
        }
    }

    pub(super) fn nonce(&self) -> Option<&[u8]> {
        self.nonce.as_deref()
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("certificate", &self.certificate.what())
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

fn refuse_url(expected: &'static str, found: &'static str) -> Error {
    Error::new(ErrorCode::InvalidInput, "OCSP URL", expected, found)
}

/// The first location that may be asked, or what is wrong with the first one.
fn responder_url(certificate: &Certificate) -> Result<String> {
    const EXPECTED: &str = "an http URL in the certificate's authority information access";
    let locations = locations(certificate)
        .map_err(|_| refuse_url(EXPECTED, "a damaged extension"))?
        .ok_or_else(|| refuse_url(EXPECTED, "no such extension"))?;
    let mut first = None;
    for location in locations {
        match usable(location) {
            Ok(url) => return Ok(url.into()),
            Err(found) => first = first.or(Some(found)),
        }
    }
    Err(refuse_url(EXPECTED, first.unwrap_or("no location of an OCSP responder")))
}

/// AuthorityInfoAccessSyntax ::= SEQUENCE OF SEQUENCE { accessMethod, accessLocation }
/// (RFC 5280 section 4.2.2.1): the locations that are URLs of OCSP responders.
fn locations(certificate: &Certificate) -> Parse<Option<Vec<&[u8]>>> {
    const WHAT: &str = "the authority information access";
    let url_tag = Tag::ContextSpecific { constructed: false, number: TagNumber(6) };
    let Some(value) = extension(certificate, oid::AUTHORITY_INFORMATION_ACCESS)? else {
        return Ok(None);
    };
    let mut reader = sequence(value, WHAT)?;
    let mut urls = Vec::new();
    while !reader.is_finished() {
        let mut entry = sequence(reader.tlv_bytes().context(WHAT)?, WHAT)?;
        let method = identifier(&mut entry, WHAT)?;
        let location: AnyRef<'_> = entry.decode().context(WHAT)?;
        entry.finish().context(WHAT)?;
        if method == oid::ACCESS_OCSP && location.tag() == url_tag {
            urls.push(location.value());
        }
    }
    Ok(Some(urls))
}

/// The value of an extension.
pub(super) fn extension(
    certificate: &Certificate,
    wanted: der::asn1::ObjectIdentifier,
) -> Parse<Option<&[u8]>> {
    let mut found = None;
    if let Some(list) = certificate.extension_list() {
        extensions::each(list, |kind, _, value| {
            if kind == wanted {
                found = Some(value);
            }
            Ok(())
        })?;
    }
    Ok(found)
}

/// A location that can be put into an HTTP request as it is.
fn usable(location: &[u8]) -> core::result::Result<&str, &'static str> {
    if location.len() > MAX_URL_BYTES {
        return Err("a URL that is too long");
    }
    // Visible ASCII: no CR and LF that would end a header line, no blank.
    let url = core::str::from_utf8(location)
        .ok()
        .filter(|url| url.bytes().all(|byte| byte.is_ascii_graphic()))
        .ok_or("a URL with other than visible ASCII characters")?;
    if !url.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http://")) {
        return Err("a URL that is not http");
    }
    let authority = authority_of(url).unwrap_or_default();
    if authority.contains('@') {
        return Err("a URL with user information");
    }
    let host = host_of(url).unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if host.is_empty() || !host.bytes().all(plain) {
        return Err("a URL without the name or address of a host");
    }
    let port = authority.get(host.len()..).unwrap_or_default();
    match port.strip_prefix(':') {
        Some(digits) if digits.parse::<u16>().is_err() => Err("a URL with a port out of range"),
        _ => Ok(url),
    }
}

/// What stands between `http://` and the path (RFC 3986 section 3.2). A backslash ends it too,
/// as in the URL readers of browsers.
fn authority_of(url: &str) -> Option<&str> {
    url.get(7..)?.split(['/', '?', '#', '\\']).next()
}

fn host_of(url: &str) -> Option<&str> {
    authority_of(url)?.split(':').next()
}

/// OCSPRequest with one entry and, if there is a nonce, one extension.
pub(super) fn write(cert_id: &CertId, nonce: Option<&[u8]>) -> Vec<u8> {
    let list = sequence_of(&[&sequence_of(&[&cert_id.to_der()])]);
    let extensions = nonce.map(|nonce| {
        let value = element(0x04, &element(0x04, nonce));
        let entry = sequence_of(&[&element(0x06, oid::OCSP_NONCE.as_bytes()), &value]);
        element(0xa2, &sequence_of(&[&entry]))
    });
    sequence_of(&[&sequence_of(&[&list, &extensions.unwrap_or_default()])])
}

/// One DER element with the shortest definite length (X.690 section 10.1).
pub(super) fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut der = alloc::vec![tag];
    match u8::try_from(content.len()) {
        Ok(short @ 0..=0x7f) => der.push(short),
        Ok(long) => der.extend_from_slice(&[0x81, long]),
        Err(_) => {
            // No part of a request comes near 64 kB.
            let length = u16::try_from(content.len()).unwrap_or(u16::MAX);
            der.push(0x82);
            der.extend_from_slice(&length.to_be_bytes());
        }
    }
    der.extend_from_slice(content);
    der
}

pub(super) fn sequence_of(parts: &[&[u8]]) -> Vec<u8> {
    element(0x30, &parts.concat())
}
