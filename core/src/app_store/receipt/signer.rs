//! The one signer of a receipt (RFC 5652 section 5.3) and its signature.

use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::content::{ID_DATA, SignedData, fault};
use super::input::{WHAT, malformed};
use crate::ber::{Element, Fault, Reader, Tag};
use crate::crypto::{RsaHash, RsaPublicKey};
use crate::error::{Error, ErrorCode, Result};

/// More than any receipt brings along: leaf, intermediate, root, and two to spare.
const MAX_CERTIFICATES: usize = 5;

/// 1.3.14.3.2.26
const SHA1: &[u8] = &[0x2b, 0x0e, 0x03, 0x02, 0x1a];
/// 2.16.840.1.101.3.4.2.1
const SHA256: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
/// 1.2.840.113549.1.1.1, .5 and .11
const RSA_ENCRYPTION: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const SHA1_WITH_RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x05];
const SHA256_WITH_RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];
/// 1.2.840.113549.1.9.3 and .4 (RFC 5652 sections 11.1 and 11.2)
const CONTENT_TYPE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03];
const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04];

/// Who signed, how, and the certificates that came along.
#[derive(Debug)]
pub(super) struct Signer<'a> {
    /// Certificates as received.
    pub(super) certificates: Vec<&'a [u8]>,
    /// The issuer of the signer's certificate, a DER name as received.
    pub(super) issuer: &'a [u8],
    /// Its serial number, without leading zeros.
    pub(super) serial: &'a [u8],
    pub(super) hash: RsaHash,
    /// The signed attributes as received, tag and length included.
    signed_attributes: Option<Element<'a>>,
    signature: Cow<'a, [u8]>,
}

impl<'a> Signer<'a> {
    /// What follows the contents of a SignedData (RFC 5652 section 5.1).
    pub(super) fn read(signed: &SignedData<'a>) -> Result<Self> {
        let mut rest = signed.rest;
        let bag = rest.optional(Tag::context(0)).map_err(fault)?;
        rest.optional(Tag::context(1)).map_err(fault)?;
        let signers = rest.expect(Tag::SET).map_err(fault)?;
        rest.finish().map_err(fault)?;

        let mut certificates = Vec::new();
        let mut reader = bag.map_or(Reader::new(&[]), |bag| bag.inside());
        while let Some(certificate) = reader.next().map_err(fault)? {
            if certificates.len() == MAX_CERTIFICATES {
                return Err(Error::new(
                    ErrorCode::TooLarge,
                    WHAT,
                    format!("at most {MAX_CERTIFICATES} certificates"),
                    "more",
                ));
            }
            certificates.push(certificate.raw);
        }

        let mut reader = signers.inside();
        let Some(signer) = reader.next().map_err(fault)? else {
            return Err(no_signer("none"));
        };
        if reader.next().map_err(fault)?.is_some() {
            return Err(no_signer("more than one"));
        }
        Self::one(&signer, certificates)
    }

    /// SignerInfo ::= SEQUENCE { version, sid, digestAlgorithm, signedAttrs [0] OPTIONAL,
    /// signatureAlgorithm, signature, unsignedAttrs [1] OPTIONAL }
    fn one(signer: &Element<'a>, certificates: Vec<&'a [u8]>) -> Result<Self> {
        if signer.tag != Tag::SEQUENCE {
            return Err(malformed("a signer that is not a SEQUENCE"));
        }
        let mut reader = signer.inside();
        reader.expect(Tag::INTEGER).map_err(fault)?;
        let identifier = reader.required().map_err(fault)?;
        if identifier.tag != Tag::SEQUENCE {
            return Err(no_signer("a signer named otherwise than by issuer and serial number"));
        }
        let mut inner = identifier.inside();
        let issuer = inner.expect(Tag::SEQUENCE).map_err(fault)?.raw;
        let serial = inner.expect(Tag::INTEGER).map_err(fault)?.content;
        inner.finish().map_err(fault)?;

        let hash = digest_algorithm(&reader.expect(Tag::SEQUENCE).map_err(fault)?)?;
        let signed_attributes = reader.optional(Tag::context(0)).map_err(fault)?;
        signature_algorithm(&reader.expect(Tag::SEQUENCE).map_err(fault)?, hash)?;
        let signature = reader.required().and_then(|it| it.octets()).map_err(fault)?;
        reader.optional(Tag::context(1)).map_err(fault)?;
        reader.finish().map_err(fault)?;
        let serial = serial.strip_prefix(&[0]).filter(|rest| !rest.is_empty()).unwrap_or(serial);
        Ok(Self { certificates, issuer, serial, hash, signed_attributes, signature })
    }

    /// Checks the signature over the contents with the signer's key (RFC 5652 section 5.6).
    pub(super) fn verify(&self, key: &RsaPublicKey, content: &[u8]) -> Result<()> {
        let good = match &self.signed_attributes {
            None => key.verify(self.hash, content, &self.signature),
            Some(attributes) => {
                self.check_attributes(attributes, content)?;
                // Signed as a SET OF, not as the [0] in its place (RFC 5652 section 5.4).
                let mut message = attributes.raw.to_vec();
                if let Some(tag) = message.first_mut() {
                    *tag = Tag::SET.0;
                }
                key.verify(self.hash, &message, &self.signature)
            }
        };
        if good {
            return Ok(());
        }
        Err(Error::new(
            ErrorCode::ReceiptSignature,
            WHAT,
            "a signature by its signer",
            "another signature",
        ))
    }

    /// The contents are what is signed only by way of their digest, so that must be there.
    fn check_attributes(&self, attributes: &Element<'a>, content: &[u8]) -> Result<()> {
        let wrong = |found: &'static str| {
            let expected = "signed attributes with type and digest of these contents";
            Err(Error::new(ErrorCode::ReceiptDigest, WHAT, expected, found))
        };
        let one = |kind: &[u8]| single(attributes, kind).map_err(fault);
        match one(CONTENT_TYPE)? {
            Some(value) if value.tag == Tag::OBJECT_IDENTIFIER && value.content == ID_DATA => {}
            Some(_) => return wrong("another type"),
            None => return wrong("not exactly one type"),
        }
        match one(MESSAGE_DIGEST)? {
            Some(value) if value.tag == Tag::OCTET_STRING => {
                if value.content != self.hash.digest(content) {
                    return wrong("the digest of other contents");
                }
            }
            Some(_) => return wrong("a digest of another type"),
            None => return wrong("not exactly one digest"),
        }
        Ok(())
    }
}

/// The value of the one attribute of this kind that has one value.
///
/// SET OF SEQUENCE { attrType, attrValues SET OF ANY }
fn single<'a>(
    attributes: &Element<'a>,
    kind: &[u8],
) -> core::result::Result<Option<Element<'a>>, Fault> {
    let mut found = None;
    let mut reader = attributes.inside();
    while let Some(attribute) = reader.next()? {
        if attribute.tag != Tag::SEQUENCE {
            return Err("a signed attribute that is not a SEQUENCE");
        }
        let mut inner = attribute.inside();
        let name = inner.expect(Tag::OBJECT_IDENTIFIER)?;
        let values = inner.expect(Tag::SET)?;
        inner.finish()?;
        if name.content != kind {
            continue;
        }
        let mut values = values.inside();
        let value = values.next()?;
        if found.is_some() || value.is_none() || values.next()?.is_some() {
            return Ok(None);
        }
        found = value;
    }
    Ok(found)
}

pub(super) fn no_signer(found: &'static str) -> Error {
    Error::new(ErrorCode::ReceiptSigner, WHAT, "one signer whose certificate comes along", found)
}

/// An algorithm identifier without parameters, or with NULL.
fn algorithm<'a>(element: &Element<'a>) -> core::result::Result<&'a [u8], Fault> {
    let mut reader = element.inside();
    let name = reader.expect(Tag::OBJECT_IDENTIFIER)?;
    if let Some(parameters) = reader.next()?
        && (parameters.tag != Tag(0x05) || !parameters.content.is_empty())
    {
        return Err("an algorithm with parameters other than NULL");
    }
    reader.finish()?;
    Ok(name.content)
}

fn digest_algorithm(element: &Element<'_>) -> Result<RsaHash> {
    match algorithm(element).map_err(fault)? {
        SHA1 => Ok(RsaHash::Sha1),
        SHA256 => Ok(RsaHash::Sha256),
        _ => Err(unsupported("SHA-256 or SHA-1", "another digest".into())),
    }
}

fn signature_algorithm(element: &Element<'_>, hash: RsaHash) -> Result<()> {
    let name = algorithm(element).map_err(fault)?;
    let agrees = match hash {
        RsaHash::Sha1 => name == SHA1_WITH_RSA,
        RsaHash::Sha256 => name == SHA256_WITH_RSA,
    };
    if agrees || name == RSA_ENCRYPTION {
        return Ok(());
    }
    Err(unsupported("RSA with the digest that the signer names", "another algorithm".into()))
}

pub(super) fn unsupported(expected: &'static str, found: String) -> Error {
    Error::new(ErrorCode::ReceiptAlgorithm, WHAT, expected, found)
}
