//! Reading a private key file down to its number, with a cause for every refusal.

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;

use base64::Engine;
use der::asn1::{AnyRef, BitStringRef, ObjectIdentifier, OctetStringRef};
use der::{Decode, Reader, SliceReader, Tag, TagNumber, Tagged};
use zeroize::Zeroizing;

use crate::error::{Error, ErrorCode, Result};

/// Ten times the size of an Apple key with its PEM lines, so that no text costs more.
const MAX_BYTES: usize = 4096;

const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const PRIME256V1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");

/// What a key file says.
pub(super) struct Parts {
    pub(super) scalar: Zeroizing<Vec<u8>>,
    pub(super) public: Option<Vec<u8>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Pkcs8,
    Sec1,
}

pub(super) fn read(text: &[u8]) -> Result<Parts> {
    if text.len() > MAX_BYTES {
        return Err(Error::new(
            ErrorCode::TooLarge,
            "private key",
            format!("at most {MAX_BYTES} bytes"),
            format!("{} bytes", text.len()),
        ));
    }
    let (form, der) = unwrap_pem(text)?;
    let read = match form {
        Form::Pkcs8 => read_pkcs8(&der),
        Form::Sec1 => read_sec1(&der, None),
    };
    read.map_err(|cause| match cause {
        Cause::Der => refuse(ErrorCode::InvalidKey, "a DER private key", "other or damaged bytes"),
        Cause::Known(error) => error,
    })
}

fn refuse(
    code: ErrorCode,
    expected: impl Into<Cow<'static, str>>,
    found: impl Into<Cow<'static, str>>,
) -> Error {
    Error::new(code, "private key", expected, found)
}

/// Finds the one PEM block, or takes the text as its bare body.
fn unwrap_pem(text: &[u8]) -> Result<(Form, Zeroizing<Vec<u8>>)> {
    const EXPECTED: &str = "the PEM block of a private key";
    let text = core::str::from_utf8(text)
        .map_err(|_| refuse(ErrorCode::InvalidKey, EXPECTED, "bytes that are not text"))?;
    if text.starts_with('\u{feff}') {
        return Err(refuse(ErrorCode::InvalidKey, EXPECTED, "a byte order mark in front"));
    }
    let text = text.trim();
    if text.is_empty() {
        return Err(refuse(ErrorCode::InvalidKey, EXPECTED, "an empty text"));
    }
    let (form, body) = match text.matches("-----BEGIN ").count() {
        0 if text.contains("-----") => {
            return Err(refuse(ErrorCode::InvalidKey, EXPECTED, "no line that begins a block"));
        }
        0 => (Form::Pkcs8, text),
        1 => one_block(text)?,
        count => {
            return Err(refuse(ErrorCode::InvalidKeyCount, "one PEM block", format!("{count}")));
        }
    };
    // Line breaks may stand anywhere in the body, as editors and environment variables do it.
    let compact: Zeroizing<Vec<u8>> =
        Zeroizing::new(body.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect());
    let der = base64::engine::general_purpose::STANDARD
        .decode(compact.as_slice())
        .map_err(|_| refuse(ErrorCode::InvalidKey, "base64", "other or missing characters"))?;
    Ok((form, Zeroizing::new(der)))
}

fn one_block(text: &str) -> Result<(Form, &str)> {
    let damaged = |found: &'static str| refuse(ErrorCode::InvalidKey, "one PEM block", found);
    let rest =
        text.strip_prefix("-----BEGIN ").ok_or_else(|| damaged("other text before the block"))?;
    let (label, rest) = rest
        .split_once("-----")
        .filter(|(label, _)| !label.contains(['\r', '\n']))
        .ok_or_else(|| damaged("an unfinished first line"))?;
    let form = match label {
        "PRIVATE KEY" => Form::Pkcs8,
        "EC PRIVATE KEY" => Form::Sec1,
        "ENCRYPTED PRIVATE KEY" => {
            return Err(refuse(
                ErrorCode::InvalidKeyEncrypted,
                "an unencrypted key",
                "an encrypted one",
            ));
        }
        "RSA PRIVATE KEY" | "DSA PRIVATE KEY" => {
            return Err(refuse(
                ErrorCode::InvalidKeyAlgorithm,
                "an elliptic curve key",
                format!("a block labelled {label}"),
            ));
        }
        _ => {
            return Err(refuse(
                ErrorCode::InvalidKeyKind,
                "a block labelled PRIVATE KEY",
                match label {
                    "PUBLIC KEY" => "a public key",
                    "CERTIFICATE" => "a certificate",
                    _ => "a block with another label",
                },
            ));
        }
    };
    let (body, end) =
        rest.split_once("-----END ").ok_or_else(|| damaged("no line that ends the block"))?;
    let after = end
        .strip_prefix(label)
        .and_then(|end| end.strip_prefix("-----"))
        .ok_or_else(|| damaged("a last line that does not match the first"))?;
    if !after.trim().is_empty() {
        return Err(damaged("other text after the block"));
    }
    // OpenSSL's old encrypted form has header lines inside the block (RFC 1421).
    if body.contains("ENCRYPTED") {
        return Err(refuse(
            ErrorCode::InvalidKeyEncrypted,
            "an unencrypted key",
            "an encrypted one",
        ));
    }
    Ok((form, body))
}

/// A DER error carries no detail on purpose: its text could place bytes of the key.
enum Cause {
    Der,
    Known(Error),
}

impl From<der::Error> for Cause {
    fn from(_: der::Error) -> Self {
        Self::Der
    }
}

type Read<T> = core::result::Result<T, Cause>;

/// PrivateKeyInfo (RFC 5958 section 2): version, algorithm, key, and optional attributes.
fn read_pkcs8(der: &[u8]) -> Read<Parts> {
    let mut reader = SliceReader::new(der)?;
    let body: AnyRef<'_> = reader.decode()?;
    reader.finish()?;
    if body.tag() != Tag::Sequence {
        return Err(Cause::Der);
    }
    let mut reader = SliceReader::new(body.value())?;
    match Tag::peek(&reader)? {
        Tag::Integer => {}
        // SubjectPublicKeyInfo, EncryptedPrivateKeyInfo and Certificate begin with a SEQUENCE.
        Tag::Sequence => return Err(not_a_private_key(body.value())),
        _ => return Err(Cause::Der),
    }
    let version: u8 = reader.decode()?;
    if Tag::peek(&reader)? == Tag::OctetString {
        // ECPrivateKey without the PKCS#8 around it.
        return read_sec1(der, None);
    }
    let algorithm: AnyRef<'_> = reader.decode()?;
    let key: &OctetStringRef = reader.decode()?;
    let curve = read_algorithm(algorithm)?;
    let _attributes = next_if(&mut reader, true, TagNumber(0))?;
    let public = next_if(&mut reader, false, TagNumber(1))?;
    reader.finish()?;
    // RFC 5958 section 2: the version is 1 exactly when the public key is there.
    if version != u8::from(public.is_some()) {
        return Err(Cause::Der);
    }
    let mut parts = read_sec1(key.as_bytes(), Some(curve))?;
    if let Some(public) = public {
        // IMPLICIT BIT STRING: one byte that counts unused bits, then the point.
        let Some((0, point)) = public.value().split_first() else { return Err(Cause::Der) };
        if parts.public.replace(point.to_vec()).is_some_and(|inner| inner != point) {
            return Err(Cause::Known(refuse(
                ErrorCode::InvalidKeyPublicMismatch,
                "one public part",
                "two different ones",
            )));
        }
    }
    Ok(parts)
}

fn not_a_private_key(body: &[u8]) -> Cause {
    let encrypted = || -> Read<bool> {
        let mut reader = SliceReader::new(body)?;
        let _algorithm: AnyRef<'_> = reader.decode()?;
        Ok(Tag::peek(&reader)? == Tag::OctetString)
    };
    Cause::Known(match encrypted() {
        Ok(true) => {
            refuse(ErrorCode::InvalidKeyEncrypted, "an unencrypted key", "an encrypted one")
        }
        Ok(false) => {
            refuse(ErrorCode::InvalidKeyKind, "a private key", "a public key or certificate")
        }
        Err(cause) => return cause,
    })
}

fn read_algorithm(algorithm: AnyRef<'_>) -> Read<ObjectIdentifier> {
    if algorithm.tag() != Tag::Sequence {
        return Err(Cause::Der);
    }
    let mut reader = SliceReader::new(algorithm.value())?;
    let oid: ObjectIdentifier = reader.decode()?;
    if oid != EC_PUBLIC_KEY {
        return Err(Cause::Known(refuse(
            ErrorCode::InvalidKeyAlgorithm,
            "an elliptic curve key",
            format!("algorithm {oid}"),
        )));
    }
    let curve = read_curve(reader.decode()?)?;
    reader.finish()?;
    Ok(curve)
}

fn read_curve(parameters: AnyRef<'_>) -> Read<ObjectIdentifier> {
    if parameters.tag() == Tag::Sequence {
        return Err(Cause::Known(refuse(
            ErrorCode::InvalidKeyCurve,
            "the named curve P-256",
            "curve parameters written out",
        )));
    }
    Ok(parameters.decode_as()?)
}

/// ECPrivateKey (RFC 5915 section 3): version 1, the number, and optionally curve and point.
fn read_sec1(der: &[u8], outer: Option<ObjectIdentifier>) -> Read<Parts> {
    let body = AnyRef::from_der(der)?;
    if body.tag() != Tag::Sequence {
        return Err(Cause::Der);
    }
    let mut reader = SliceReader::new(body.value())?;
    if reader.decode::<u8>()? != 1 {
        return Err(Cause::Der);
    }
    let scalar: &OctetStringRef = reader.decode()?;
    let parameters = explicit(&mut reader, TagNumber(0))?;
    let public = explicit(&mut reader, TagNumber(1))?;
    reader.finish()?;

    let inner = parameters.map(read_curve).transpose()?;
    let curve = match (outer, inner) {
        (Some(outer), Some(inner)) if outer != inner => {
            return Err(Cause::Known(refuse(
                ErrorCode::InvalidKeyCurveMismatch,
                format!("curve {outer} inside as outside"),
                format!("{inner}"),
            )));
        }
        (outer, inner) => outer.or(inner).ok_or(Cause::Der)?,
    };
    if curve != PRIME256V1 {
        return Err(Cause::Known(refuse(
            ErrorCode::InvalidKeyCurve,
            format!("P-256 ({PRIME256V1})"),
            format!("curve {curve}"),
        )));
    }
    let public = match public {
        Some(value) => {
            let bits: BitStringRef<'_> = value.decode_as()?;
            Some(bits.as_bytes().ok_or(Cause::Der)?.to_vec())
        }
        None => None,
    };
    Ok(Parts { scalar: Zeroizing::new(scalar.as_bytes().to_vec()), public })
}

/// The value inside `[number] EXPLICIT`, if that is what comes next.
fn explicit<'r>(reader: &mut SliceReader<'r>, number: TagNumber) -> Read<Option<AnyRef<'r>>> {
    match next_if(reader, true, number)? {
        Some(wrapper) => Ok(Some(AnyRef::from_der(wrapper.value())?)),
        None => Ok(None),
    }
}

/// The next value, if it has the tag `[number]`.
fn next_if<'r>(
    reader: &mut SliceReader<'r>,
    constructed: bool,
    number: TagNumber,
) -> Read<Option<AnyRef<'r>>> {
    let wanted = Tag::ContextSpecific { constructed, number };
    if reader.is_finished() || Tag::peek(reader)? != wanted {
        return Ok(None);
    }
    Ok(Some(reader.decode()?))
}
