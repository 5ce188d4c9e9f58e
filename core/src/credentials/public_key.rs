//! The public key of a certificate, a request or a private key.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use der::asn1::{AnyRef, BitStringRef, ObjectIdentifier, UintRef};
use der::{Reader, Tag, Tagged};
use p256::elliptic_curve::sec1::ToSec1Point;

use super::write;
use crate::crypto::Curve;
use crate::error::Result;
use crate::x509::read::{Context, Parse, identifier, sequence};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

pub(super) const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
pub(super) const EC: ObjectIdentifier = oid("1.2.840.10045.2.1");
pub(super) const P256: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
pub(super) const P384: ObjectIdentifier = oid("1.3.132.0.34");

/// What kind of key it is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyKind {
    /// RSA, with the length of its modulus in bits.
    Rsa {
        /// The length of the modulus.
        bits: usize,
    },
    /// On a curve that this library also computes with.
    Ec(Curve),
    /// Anything else, by its name or object identifier.
    Other(String),
}

impl fmt::Display for KeyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa { bits } => write!(f, "RSA {bits}"),
            Self::Ec(curve) => f.write_str(curve.name()),
            Self::Other(name) => f.write_str(name),
        }
    }
}

/// A public key of any kind, compared by value.
///
/// Points on P-256 and P-384 that are written compressed equal the same points written whole.
#[derive(Clone)]
pub struct SubjectKey {
    kind: KeyKind,
    spki: Vec<u8>,
    /// Of P-256 and P-384: the point written whole.
    point: Option<Vec<u8>>,
}

impl PartialEq for SubjectKey {
    fn eq(&self, other: &Self) -> bool {
        match (&self.point, &other.point) {
            (Some(point), Some(others)) => self.kind == other.kind && point == others,
            _ => self.spki == other.spki,
        }
    }
}

impl Eq for SubjectKey {}

impl SubjectKey {
    /// Reads a DER `SubjectPublicKeyInfo` (RFC 5280 section 4.1.2.7).
    ///
    /// # Errors
    ///
    /// [`ErrorCode::MalformedCert`](crate::error::ErrorCode::MalformedCert).
    pub fn from_spki_der(der: &[u8]) -> Result<Self> {
        Self::read(der).map_err(|cause| cause.into_error("public key"))
    }

    pub(super) fn read(spki: &[u8]) -> Parse<Self> {
        const PART: &str = "the public key";
        let mut reader = sequence(spki, PART)?;
        let algorithm = reader.tlv_bytes().context(PART)?;
        let bits: BitStringRef<'_> = reader.decode().context(PART)?;
        reader.finish().context(PART)?;
        let bits = bits.as_bytes().ok_or("a public key that is not whole bytes")?;

        let mut algorithm = sequence(algorithm, PART)?;
        let (kind, point) = match identifier(&mut algorithm, PART)? {
            RSA => (KeyKind::Rsa { bits: modulus_bits(bits)? }, None),
            EC => {
                let parameters: AnyRef<'_> = algorithm.decode().context(PART)?;
                let kind = curve_kind(parameters)?;
                let point = match kind {
                    KeyKind::Ec(curve) => {
                        Some(whole_point(curve, bits).ok_or("a point that is not on its curve")?)
                    }
                    _ => None,
                };
                (kind, point)
            }
            other => (KeyKind::Other(algorithm_name(other)), None),
        };
        Ok(Self { kind, spki: spki.to_vec(), point })
    }

    /// Of an RSA key, from its two numbers: each without its sign byte.
    pub(super) fn from_rsa(modulus: &[u8], exponent: &[u8]) -> Result<Self> {
        let numbers = write::sequence(&[write::unsigned(modulus), write::unsigned(exponent)]);
        let algorithm = write::sequence(&[write::oid(RSA), write::null()]);
        Self::from_spki_der(&write::sequence(&[algorithm, write::bit_string(&numbers)]))
    }

    /// Of an elliptic curve key, from its point in any form.
    pub(super) fn from_ec_point(curve: ObjectIdentifier, point: &[u8]) -> Result<Self> {
        let algorithm = write::sequence(&[write::oid(EC), write::oid(curve)]);
        Self::from_spki_der(&write::sequence(&[algorithm, write::bit_string(point)]))
    }

    /// What kind of key it is.
    #[must_use]
    pub const fn kind(&self) -> &KeyKind {
        &self.kind
    }

    /// The DER `SubjectPublicKeyInfo`, as received or as made from a private key.
    #[must_use]
    pub fn spki_der(&self) -> &[u8] {
        &self.spki
    }
}

impl fmt::Debug for SubjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SubjectKey({})", self.kind)
    }
}

/// RSAPublicKey ::= SEQUENCE { modulus, publicExponent } (RFC 8017 appendix A.1.1)
fn modulus_bits(key: &[u8]) -> Parse<usize> {
    const PART: &str = "the RSA key";
    let mut reader = sequence(key, PART)?;
    let modulus: UintRef<'_> = reader.decode().context(PART)?;
    let _exponent: UintRef<'_> = reader.decode().context(PART)?;
    reader.finish().context(PART)?;
    Ok(bits(modulus.as_bytes()))
}

/// The length of a number that has no leading zero bytes.
fn bits(number: &[u8]) -> usize {
    match number.first() {
        Some(first) => {
            let unused = usize::try_from(first.leading_zeros()).unwrap_or_default();
            (8 * number.len()).saturating_sub(unused)
        }
        None => 0,
    }
}

pub(super) fn curve_kind(parameters: AnyRef<'_>) -> Parse<KeyKind> {
    if parameters.tag() != Tag::ObjectIdentifier {
        return Ok(KeyKind::Other(String::from("a curve written out")));
    }
    Ok(match parameters.decode_as::<ObjectIdentifier>().context("the curve")? {
        P256 => KeyKind::Ec(Curve::P256),
        P384 => KeyKind::Ec(Curve::P384),
        other => KeyKind::Other(algorithm_name(other)),
    })
}

/// Names of what is met now and then.
pub(super) fn algorithm_name(kind: ObjectIdentifier) -> String {
    const NAMES: [(ObjectIdentifier, &str); 8] = [
        (oid("1.3.132.0.35"), "P-521"),
        (oid("1.3.132.0.10"), "secp256k1"),
        (oid("1.3.101.110"), "X25519"),
        (oid("1.3.101.112"), "Ed25519"),
        (oid("1.3.101.113"), "Ed448"),
        (oid("1.2.840.10040.4.1"), "DSA"),
        (oid("1.2.840.10046.2.1"), "Diffie-Hellman"),
        (oid("1.2.840.113549.1.1.10"), "RSA-PSS"),
    ];
    match NAMES.iter().find(|(known, _)| *known == kind) {
        Some((_, name)) => (*name).to_string(),
        None => format!("algorithm {kind}"),
    }
}

/// The uncompressed form of a point, if it is one.
pub(super) fn whole_point(curve: Curve, bytes: &[u8]) -> Option<Vec<u8>> {
    Some(match curve {
        Curve::P256 => {
            p256::PublicKey::from_sec1_bytes(bytes).ok()?.to_sec1_point(false).as_bytes().to_vec()
        }
        Curve::P384 => {
            p384::PublicKey::from_sec1_bytes(bytes).ok()?.to_sec1_point(false).as_bytes().to_vec()
        }
    })
}
