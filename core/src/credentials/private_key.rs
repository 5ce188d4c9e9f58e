//! A private key of any form, down to PKCS#8 and its public key.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use der::asn1::{AnyRef, BitStringRef, ObjectIdentifier, OctetStringRef, UintRef};
use der::{Decode, Reader, SliceReader, Tag, TagNumber, Tagged};
use zeroize::Zeroizing;

use super::fault::{KEY, check_whole};
use super::public_key::{self, EC, KeyKind, P256, P384, RSA, SubjectKey, algorithm_name};
use super::{pem, write};
use crate::crypto::{Curve, SigningKey};
use crate::error::{Error, ErrorCode, Result};

/// Five times as long as an RSA key of 4096 bits.
const MAX_BYTES: usize = 16 * 1024;

/// An RSA or elliptic curve private key, wiped from memory when dropped.
///
/// It is held as PKCS#8, in whichever form it came. `Debug` shows the kind of key alone. A clone
/// shares the bytes, which lie in memory once.
///
/// ```
/// use waxwing::credentials::PrivateKey;
/// # const P8: &str = "-----BEGIN PRIVATE KEY-----\nMEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCDJr6nYRbp1FmtcIVdnsdaTTlDD2zbomxJ7imIrEg9nIQ==\n-----END PRIVATE KEY-----\n";
///
/// let key = PrivateKey::from_pem(P8.as_bytes(), None)?;
/// assert_eq!(format!("{key:?}"), "PrivateKey(P-256)");
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone)]
pub struct PrivateKey {
    pkcs8: Arc<Zeroizing<Vec<u8>>>,
    public: SubjectKey,
    friendly_name: Option<String>,
}

impl PrivateKey {
    /// Reads an unencrypted DER key: PKCS#8, PKCS#1 or SEC 1.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::MalformedPrivateKey`], [`ErrorCode::TruncatedFile`],
    /// [`ErrorCode::UnsupportedPrivateKey`], [`ErrorCode::InvalidKeyScalar`],
    /// [`ErrorCode::InvalidKeyCurveMismatch`], [`ErrorCode::InvalidKeyPublicMismatch`] and
    /// [`ErrorCode::TooLarge`].
    pub fn from_der(der: &[u8]) -> Result<Self> {
        if der.len() > MAX_BYTES {
            return Err(Error::new(
                ErrorCode::TooLarge,
                KEY.subject,
                format!("at most {MAX_BYTES} bytes"),
                format!("{} bytes", der.len()),
            ));
        }
        check_whole(der, KEY.subject)?;
        read(der).map_err(Cause::into_error)
    }

    /// Reads the one private key of a PEM text, encrypted or not, in any surroundings that
    /// [`Contents::read`](super::Contents::read) takes.
    ///
    /// # Errors
    ///
    /// Those of [`Contents::read`](super::Contents::read), and
    /// [`ErrorCode::MissingPrivateKey`] or [`ErrorCode::SeveralKeys`].
    pub fn from_pem(text: &[u8], password: Option<&str>) -> Result<Self> {
        super::Contents::read(text, password)?.into_private_key()
    }

    pub(super) fn with_friendly_name(mut self, name: Option<String>) -> Self {
        self.friendly_name = name;
        self
    }

    /// The name that a `.p12` file gives it, for people.
    #[must_use]
    pub fn friendly_name(&self) -> Option<&str> {
        self.friendly_name.as_deref()
    }

    /// What kind of key it is.
    #[must_use]
    pub const fn kind(&self) -> &KeyKind {
        self.public.kind()
    }

    /// The public key that belongs to it.
    #[must_use]
    pub const fn public_key(&self) -> &SubjectKey {
        &self.public
    }

    /// The key as unencrypted PKCS#8 DER: a secret.
    #[must_use]
    pub fn pkcs8_der(&self) -> &[u8] {
        &self.pkcs8
    }

    /// The key as unencrypted PKCS#8 PEM: a secret, wiped when dropped.
    #[must_use]
    pub fn to_pem(&self) -> Zeroizing<String> {
        pem::write("PRIVATE KEY", &self.pkcs8)
    }

    /// The key for signing ES256, if it is on P-256.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidKeyAlgorithm`] and [`ErrorCode::InvalidKeyCurve`], which name what it
    /// is instead.
    pub fn to_signing_key(&self) -> Result<SigningKey> {
        match self.kind() {
            KeyKind::Ec(Curve::P256) => {}
            KeyKind::Rsa { .. } => {
                return Err(Error::new(
                    ErrorCode::InvalidKeyAlgorithm,
                    KEY.subject,
                    "an elliptic curve key, such as Apple's .p8 files hold",
                    format!("{} key", self.kind()),
                ));
            }
            other => {
                return Err(Error::new(
                    ErrorCode::InvalidKeyCurve,
                    KEY.subject,
                    "a key on P-256",
                    format!("{other}"),
                ));
            }
        }
        match pkcs8_parts(&self.pkcs8).and_then(|parts| read_sec1(parts.key, parts.curve)) {
            Ok(ec) => SigningKey::from_scalar(ec.scalar),
            Err(cause) => Err(cause.into_error()),
        }
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({})", self.kind())
    }
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

impl From<Error> for Cause {
    fn from(error: Error) -> Self {
        Self::Known(error)
    }
}

impl Cause {
    fn into_error(self) -> Error {
        match self {
            Self::Der => KEY.error("other or damaged bytes"),
            Self::Known(error) => error,
        }
    }
}

type Read<T> = core::result::Result<T, Cause>;

fn refuse(code: ErrorCode, expected: &'static str, found: impl Into<String>) -> Cause {
    Cause::Known(Error::new(code, KEY.subject, expected, found.into()))
}

fn unsupported(found: impl Into<String>) -> Cause {
    refuse(ErrorCode::UnsupportedPrivateKey, "an RSA or elliptic curve key", found)
}

fn body(der: &[u8]) -> Read<SliceReader<'_>> {
    let any = AnyRef::from_der(der)?;
    if any.tag() != Tag::Sequence {
        return Err(Cause::Der);
    }
    Ok(SliceReader::new(any.value())?)
}

/// By what stands behind the version: PKCS#8 has an algorithm there, SEC 1 the number, PKCS#1
/// the modulus.
fn read(der: &[u8]) -> Read<PrivateKey> {
    let mut reader = body(der)?;
    if Tag::peek(&reader)? != Tag::Integer {
        return Err(Cause::Der);
    }
    let _version: u8 = reader.decode()?;
    let (pkcs8, public) = match Tag::peek(&reader)? {
        Tag::Sequence => {
            let parts = pkcs8_parts(der)?;
            let public = match parts.algorithm {
                RSA => read_rsa(parts.key)?,
                _ => ec_public_key(read_sec1(parts.key, parts.curve)?, parts.public)?,
            };
            (Zeroizing::new(der.to_vec()), public)
        }
        Tag::OctetString => {
            let ec = read_sec1(der, None)?;
            let algorithm = write::sequence(&[write::oid(EC), write::oid(ec.curve)]);
            (wrap(&algorithm, der), ec_public_key(ec, None)?)
        }
        Tag::Integer => {
            let public = read_rsa(der)?;
            let algorithm = write::sequence(&[write::oid(RSA), write::null()]);
            (wrap(&algorithm, der), public)
        }
        _ => return Err(Cause::Der),
    };
    Ok(PrivateKey { pkcs8: Arc::new(pkcs8), public, friendly_name: None })
}

/// PKCS#8 around an older form. Every buffer that holds the key is wiped.
fn wrap(algorithm: &[u8], key: &[u8]) -> Zeroizing<Vec<u8>> {
    let key = Zeroizing::new(write::octet_string(key));
    let content = Zeroizing::new([&write::unsigned(&[0]), algorithm, key.as_slice()].concat());
    Zeroizing::new(write::element(0x30, &content))
}

struct Pkcs8<'a> {
    algorithm: ObjectIdentifier,
    /// Of elliptic curve keys.
    curve: Option<ObjectIdentifier>,
    key: &'a [u8],
    public: Option<&'a [u8]>,
}

/// PrivateKeyInfo (RFC 5958 section 2): version, algorithm, key, attributes, public key.
fn pkcs8_parts(der: &[u8]) -> Read<Pkcs8<'_>> {
    let mut reader = body(der)?;
    let version: u8 = reader.decode()?;
    let mut algorithm = body(reader.tlv_bytes()?)?;
    let key: &OctetStringRef = reader.decode()?;
    let _attributes = next_if(&mut reader, true, TagNumber(0))?;
    let public = next_if(&mut reader, false, TagNumber(1))?;
    reader.finish()?;
    // RFC 5958 section 2: the version is 1 exactly when the public key is there.
    if version != u8::from(public.is_some()) {
        return Err(Cause::Der);
    }
    let public = match public {
        // IMPLICIT BIT STRING: one byte that counts unused bits, then the key.
        Some(bits) => match bits.value().split_first() {
            Some((0, point)) => Some(point),
            _ => return Err(Cause::Der),
        },
        None => None,
    };
    let kind: ObjectIdentifier = algorithm.decode()?;
    let curve = match kind {
        RSA => None,
        EC => Some(named_curve(algorithm.decode()?)?),
        other => return Err(unsupported(algorithm_name(other))),
    };
    Ok(Pkcs8 { algorithm: kind, curve, key: key.as_bytes(), public })
}

fn named_curve(parameters: AnyRef<'_>) -> Read<ObjectIdentifier> {
    match parameters.tag() {
        Tag::ObjectIdentifier => Ok(parameters.decode_as()?),
        Tag::Sequence => Err(unsupported("a curve written out instead of named")),
        _ => Err(Cause::Der),
    }
}

/// RSAPrivateKey (RFC 8017 appendix A.1.2): nine numbers behind version 0.
fn read_rsa(der: &[u8]) -> Read<SubjectKey> {
    let mut reader = body(der)?;
    match reader.decode::<u8>()? {
        0 => {}
        1 => return Err(unsupported("RSA with more than two primes")),
        _ => return Err(Cause::Der),
    }
    let modulus: UintRef<'_> = reader.decode()?;
    let exponent: UintRef<'_> = reader.decode()?;
    for _ in 0..6 {
        let _secret: UintRef<'_> = reader.decode()?;
    }
    reader.finish()?;
    if modulus.as_bytes().len() < 64 {
        return Err(unsupported("an RSA key of less than 512 bits"));
    }
    Ok(SubjectKey::from_rsa(modulus.as_bytes(), exponent.as_bytes())?)
}

struct Ec<'a> {
    curve: ObjectIdentifier,
    scalar: &'a [u8],
    point: Option<&'a [u8]>,
}

/// ECPrivateKey (RFC 5915 section 3): version 1, the number, and optionally curve and point.
fn read_sec1(der: &[u8], outer: Option<ObjectIdentifier>) -> Read<Ec<'_>> {
    let mut reader = body(der)?;
    if reader.decode::<u8>()? != 1 {
        return Err(Cause::Der);
    }
    let scalar: &OctetStringRef = reader.decode()?;
    let parameters = next_if(&mut reader, true, TagNumber(0))?;
    let public = next_if(&mut reader, true, TagNumber(1))?;
    reader.finish()?;
    let inner = match parameters {
        Some(wrapper) => Some(named_curve(AnyRef::from_der(wrapper.value())?)?),
        None => None,
    };
    let curve = match (outer, inner) {
        (Some(outer), Some(inner)) if outer != inner => {
            return Err(Cause::Known(Error::new(
                ErrorCode::InvalidKeyCurveMismatch,
                KEY.subject,
                format!("curve {outer} inside as outside"),
                inner.to_string(),
            )));
        }
        (outer, inner) => outer.or(inner).ok_or_else(|| {
            refuse(ErrorCode::MalformedPrivateKey, "a key that names its curve", "no curve")
        })?,
    };
    let point = match public {
        Some(wrapper) => {
            let bits = BitStringRef::from_der(wrapper.value())?;
            Some(bits.as_bytes().ok_or(Cause::Der)?)
        }
        None => None,
    };
    Ok(Ec { curve, scalar: scalar.as_bytes(), point })
}

/// The public key of the private number; every public part in the file must agree with it.
fn ec_public_key(ec: Ec<'_>, outer: Option<&[u8]>) -> Read<SubjectKey> {
    let curve = match ec.curve {
        P256 => Curve::P256,
        P384 => Curve::P384,
        other => {
            // Nothing here computes on other curves, so the file has to say what belongs to it.
            let point = ec.point.or(outer).ok_or_else(|| {
                unsupported(format!("{} without its public part", algorithm_name(other)))
            })?;
            return Ok(SubjectKey::from_ec_point(other, point)?);
        }
    };
    // The curve crates would take a shorter number for one with leading zeros; RFC 5915 section 3
    // has exactly as many bytes as the curve.
    let scalar = Some(ec.scalar).filter(|scalar| scalar.len() == curve.field_bytes());
    let point = scalar.and_then(|scalar| match curve {
        Curve::P256 => Some(p256::SecretKey::from_slice(scalar).ok()?.public_key().to_sec1_bytes()),
        Curve::P384 => Some(p384::SecretKey::from_slice(scalar).ok()?.public_key().to_sec1_bytes()),
    });
    let point = point.ok_or_else(|| {
        refuse(
            ErrorCode::InvalidKeyScalar,
            "a number between 1 and the order of the curve less one",
            "another number",
        )
    })?;
    for part in [ec.point, outer].into_iter().flatten() {
        if public_key::whole_point(curve, part).as_deref() != Some(&*point) {
            return Err(refuse(
                ErrorCode::InvalidKeyPublicMismatch,
                "the public part of the private number",
                "another public part",
            ));
        }
    }
    Ok(SubjectKey::from_ec_point(ec.curve, &point)?)
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
