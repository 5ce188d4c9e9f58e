//! Certificate requests (RFC 2986): made here, signed here or by whoever holds the key.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use der::asn1::ObjectIdentifier;
use der::{Decode, Reader};

use super::fault::{REQUEST, check_whole};
use super::public_key::{KeyKind, SubjectKey};
use super::{pem, write};
use crate::crypto::{Curve, Signature, SigningKey};
use crate::error::{Error, ErrorCode, Result};
use crate::x509::read::{Context, Parse, identifier, sequence};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const COMMON_NAME: ObjectIdentifier = oid("2.5.4.3");
const COUNTRY: ObjectIdentifier = oid("2.5.4.6");
/// PKCS#9: how Keychain Access writes an address.
const EMAIL_ADDRESS: ObjectIdentifier = oid("1.2.840.113549.1.9.1");
const RSA_WITH_SHA256: ObjectIdentifier = oid("1.2.840.113549.1.1.11");
const ECDSA_WITH_SHA256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
const ECDSA_WITH_SHA384: ObjectIdentifier = oid("1.2.840.10045.4.3.3");

/// RFC 5280 appendix A.1: the upper bounds of a common name and of an address.
const MAX_COMMON_NAME: usize = 64;
const MAX_EMAIL_ADDRESS: usize = 255;

/// The subject of a request. Apple replaces it, so it is a label for people.
///
/// ```
/// use waxwing::credentials::RequestSubject;
///
/// let subject = RequestSubject::new("Push")?.email("push@example.com")?.country("DE")?;
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct RequestSubject {
    common_name: String,
    email: Option<String>,
    country: Option<String>,
}

impl RequestSubject {
    /// With a common name of 1 to 64 characters.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`].
    pub fn new(common_name: &str) -> Result<Self> {
        let length = common_name.chars().count();
        if length == 0 || length > MAX_COMMON_NAME || common_name.chars().any(char::is_control) {
            let expected = format!("1 to {MAX_COMMON_NAME} characters");
            return Err(invalid("common name", expected, "another text"));
        }
        Ok(Self { common_name: common_name.into(), email: None, country: None })
    }

    /// With an address of visible ASCII.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`].
    pub fn email(mut self, address: &str) -> Result<Self> {
        let fits = (1..=MAX_EMAIL_ADDRESS).contains(&address.len());
        if !fits || !address.contains('@') || !address.chars().all(|c| c.is_ascii_graphic()) {
            let expected = String::from("an address of visible ASCII");
            return Err(invalid("email address", expected, "another text"));
        }
        self.email = Some(address.into());
        Ok(self)
    }

    /// With a country of two capital letters (ISO 3166).
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`].
    pub fn country(mut self, code: &str) -> Result<Self> {
        if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(invalid("country", String::from("two capital letters"), "another text"));
        }
        self.country = Some(code.into());
        Ok(self)
    }

    /// Name ::= SEQUENCE OF SET OF SEQUENCE { type, value }, in the order of Keychain Access.
    fn to_der(&self) -> Vec<u8> {
        const UTF8: u8 = 0x0c;
        const PRINTABLE: u8 = 0x13;
        const IA5: u8 = 0x16;
        let parts = [
            (EMAIL_ADDRESS, IA5, self.email.as_deref()),
            (COMMON_NAME, UTF8, Some(self.common_name.as_str())),
            (COUNTRY, PRINTABLE, self.country.as_deref()),
        ];
        let names: Vec<Vec<u8>> = parts
            .into_iter()
            .filter_map(|(kind, tag, text)| {
                let value = write::element(tag, text?.as_bytes());
                Some(write::set(&write::sequence(&[write::oid(kind), value])))
            })
            .collect();
        write::sequence(&names)
    }
}

fn invalid(subject: &'static str, expected: String, found: &'static str) -> Error {
    Error::new(ErrorCode::InvalidInput, subject, expected, found)
}

/// A certificate request that waits for its signature: by a key in an HSM, a KMS, or anywhere.
///
/// ```
/// use waxwing::credentials::{RequestSubject, UnsignedRequest};
/// # use waxwing::credentials::PrivateKey;
/// # const P8: &str = "-----BEGIN PRIVATE KEY-----\nMEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCDJr6nYRbp1FmtcIVdnsdaTTlDD2zbomxJ7imIrEg9nIQ==\n-----END PRIVATE KEY-----\n";
/// # let key = PrivateKey::from_pem(P8.as_bytes(), None)?;
/// # let host_signs = |message: &[u8]| key.to_signing_key().unwrap().sign(message);
///
/// let request = UnsignedRequest::new(&RequestSubject::new("Push")?, key.public_key())?;
/// assert_eq!(request.algorithm(), "ecdsa-with-SHA256");
/// let signature = host_signs(request.signing_input());
/// let request = request.assemble(&signature)?;
/// assert!(request.to_pem().starts_with("-----BEGIN CERTIFICATE REQUEST-----\n"));
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct UnsignedRequest {
    info: Vec<u8>,
    key: SubjectKey,
}

impl UnsignedRequest {
    /// A request for the certificate of this public key: RSA (what push certificates are made
    /// with), P-256 or P-384.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::UnsupportedPrivateKey`] for another kind of key.
    pub fn new(subject: &RequestSubject, key: &SubjectKey) -> Result<Self> {
        if let KeyKind::Other(name) = key.kind() {
            return Err(Error::new(
                ErrorCode::UnsupportedPrivateKey,
                "public key",
                "an RSA key, or one on P-256 or P-384",
                name.clone(),
            ));
        }
        // CertificationRequestInfo: version 0, subject, key, no attributes (RFC 2986 section 4.1).
        let attributes = write::element(0xa0, &[]);
        let info = write::sequence(&[
            write::unsigned(&[0]),
            subject.to_der(),
            key.spki_der().to_vec(),
            attributes,
        ]);
        Ok(Self { info, key: key.clone() })
    }

    /// The bytes to sign, with the algorithm below.
    #[must_use]
    pub fn signing_input(&self) -> &[u8] {
        &self.info
    }

    /// What to sign with: `sha256WithRSAEncryption` (PKCS#1 v1.5), `ecdsa-with-SHA256` or
    /// `ecdsa-with-SHA384`.
    #[must_use]
    pub const fn algorithm(&self) -> &'static str {
        match self.key.kind() {
            KeyKind::Ec(Curve::P256) => "ecdsa-with-SHA256",
            KeyKind::Ec(Curve::P384) => "ecdsa-with-SHA384",
            _ => "sha256WithRSAEncryption",
        }
    }

    /// The request with its signature. Of ECDSA both forms are taken: DER, and r and s side by
    /// side.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] for a signature that cannot be one of this key. An RSA
    /// signature is held to its length alone.
    pub fn assemble(self, signature: &[u8]) -> Result<CertificateRequest> {
        let wrong = |expected: String| {
            let found = format!("{} bytes", signature.len());
            Error::new(ErrorCode::InvalidInput, "signature", expected, found)
        };
        let (algorithm, signature) = match self.key.kind() {
            KeyKind::Ec(curve) => {
                let parsed = Signature::from_raw(*curve, signature)
                    .or_else(|| Signature::from_der(*curve, signature))
                    .ok_or_else(|| wrong(format!("an ECDSA signature on {}", curve.name())))?;
                let raw = parsed.to_raw();
                let (r, s) = raw.split_at_checked(curve.field_bytes()).unwrap_or_default();
                let kind = match curve {
                    Curve::P256 => ECDSA_WITH_SHA256,
                    Curve::P384 => ECDSA_WITH_SHA384,
                };
                let numbers = write::sequence(&[write::unsigned(r), write::unsigned(s)]);
                (write::sequence(&[write::oid(kind)]), numbers)
            }
            KeyKind::Rsa { bits } => {
                let length = bits.div_ceil(8);
                if signature.len() != length {
                    return Err(wrong(format!("an RSA signature of {length} bytes")));
                }
                let algorithm = write::sequence(&[write::oid(RSA_WITH_SHA256), write::null()]);
                (algorithm, signature.to_vec())
            }
            KeyKind::Other(_) => return Err(wrong(String::from("another key"))),
        };
        let der = write::sequence(&[self.info, algorithm, write::bit_string(&signature)]);
        Ok(CertificateRequest { der, key: self.key })
    }
}

impl fmt::Debug for UnsignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnsignedRequest({})", self.key.kind())
    }
}

/// A certificate request: what Apple's portal makes a certificate from.
#[derive(Clone, PartialEq, Eq)]
pub struct CertificateRequest {
    der: Vec<u8>,
    key: SubjectKey,
}

impl CertificateRequest {
    /// Makes and signs a request with a P-256 key. The signature is deterministic (RFC 6979), so
    /// the same key and subject give the same bytes.
    ///
    /// Push certificates are usually made with RSA keys: see [`UnsignedRequest`] for those.
    ///
    /// # Errors
    ///
    /// None in practice; the type keeps this function free of panics.
    pub fn sign(subject: &RequestSubject, key: &SigningKey) -> Result<Self> {
        let public = SubjectKey::from_spki_der(&key.public_key()?.to_spki_der())?;
        let request = UnsignedRequest::new(subject, &public)?;
        let signature = key.sign(request.signing_input());
        request.assemble(&signature)
    }

    /// Reads a request in DER. Its signature is not checked: Apple does that.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::MalformedRequest`] and [`ErrorCode::TruncatedFile`].
    pub fn from_der(der: &[u8]) -> Result<Self> {
        check_whole(der, REQUEST.subject)?;
        let key = read(der).map_err(|cause| {
            let error = cause.into_error(REQUEST.subject);
            REQUEST.error(String::from(error.found()))
        })?;
        Ok(Self { der: der.to_vec(), key })
    }

    /// The request as DER.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The request as PEM, as `.certSigningRequest` files are.
    #[must_use]
    pub fn to_pem(&self) -> String {
        pem::write_public("CERTIFICATE REQUEST", &self.der)
    }

    /// The public key that a certificate is asked for. The certificate works with the private
    /// key that belongs to this one, and with no other.
    #[must_use]
    pub const fn key(&self) -> &SubjectKey {
        &self.key
    }
}

impl fmt::Debug for CertificateRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CertificateRequest({})", self.key.kind())
    }
}

/// CertificationRequest ::= SEQUENCE { info, signatureAlgorithm, signature }
fn read(der: &[u8]) -> Parse<SubjectKey> {
    const PART: &str = "the request";
    let mut reader = sequence(der, PART)?;
    let info = reader.tlv_bytes().context(PART)?;
    let mut algorithm = sequence(reader.tlv_bytes().context(PART)?, PART)?;
    let _kind = identifier(&mut algorithm, PART)?;
    let _signature = der::asn1::BitStringRef::decode(&mut reader).context(PART)?;
    reader.finish().context(PART)?;

    let mut reader = sequence(info, PART)?;
    let version: u8 = reader.decode().context(PART)?;
    if version != 0 {
        return Err("another version".into());
    }
    let subject = reader.tlv_bytes().context("the subject")?;
    crate::x509::name::check(subject)?;
    SubjectKey::read(reader.tlv_bytes().context("the public key")?)
}
