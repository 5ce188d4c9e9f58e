//! Public keys, signatures and the check of one against the other.

use alloc::format;
use alloc::vec::Vec;
use core::fmt;

#[cfg(any(test, not(feature = "aws-lc")))]
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use p256::elliptic_curve::point::AffineCoordinates;

use super::table::Table;
use super::{Curve, Hash};
use crate::error::{Error, ErrorCode, Result};

/// A public key: a point on a named curve, checked to lie on it.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey {
    point: Point,
    #[cfg(feature = "aws-lc")]
    prepared: super::aws_lc::Prepared,
}

#[derive(Clone, PartialEq, Eq)]
enum Point {
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
}

impl PublicKey {
    /// From an uncompressed point: `04`, x, y (SEC 1 section 2.3.3, RFC 5480 section 2.2).
    ///
    /// # Errors
    ///
    /// [`ErrorCode::UnsupportedKey`] for every other form, a coordinate that is not below the
    /// field's prime, and a point that is not on the curve.
    pub fn from_uncompressed(curve: Curve, point: &[u8]) -> Result<Self> {
        let refuse = |found: &'static str| {
            Error::new(
                ErrorCode::UnsupportedKey,
                "public key",
                format!("an uncompressed point on {}", curve.name()),
                found,
            )
        };
        match point.first() {
            Some(4) => {}
            Some(2 | 3) => return Err(refuse("a compressed point")),
            Some(6 | 7) => return Err(refuse("a hybrid point")),
            Some(0) => return Err(refuse("the point at infinity")),
            _ => return Err(refuse("another encoding")),
        }
        let coordinates = point.get(1..).unwrap_or_default();
        if coordinates.len() != 2 * curve.field_bytes() {
            return Err(refuse("a point of another length"));
        }
        let (x, y) = coordinates.split_at(curve.field_bytes());
        // From coordinates and not from SEC 1 bytes: that would bring the square roots for
        // compressed points along, which nothing here needs.
        let point = match curve {
            Curve::P256 => p256_key(x, y).map(Point::P256),
            Curve::P384 => p384_key(x, y).map(Point::P384),
        };
        let point = point.ok_or_else(|| refuse("coordinates that are not on the curve"))?;
        Ok(Self {
            point,
            #[cfg(feature = "aws-lc")]
            prepared: super::aws_lc::Prepared::default(),
        })
    }

    /// The curve.
    #[must_use]
    pub const fn curve(&self) -> Curve {
        match self.point {
            Point::P256(_) => Curve::P256,
            Point::P384(_) => Curve::P384,
        }
    }

    /// The uncompressed point: `04`, x, y.
    #[must_use]
    pub fn to_uncompressed(&self) -> Vec<u8> {
        match &self.point {
            Point::P256(key) => key.to_sec1_point(false).as_bytes().to_vec(),
            Point::P384(key) => key.to_sec1_point(false).as_bytes().to_vec(),
        }
    }

    /// The key as a DER `SubjectPublicKeyInfo`, as WebCrypto imports it (RFC 5480 section 2).
    #[must_use]
    pub fn to_spki_der(&self) -> Vec<u8> {
        /// SEQUENCE { SEQUENCE { id-ecPublicKey, prime256v1 }, BIT STRING }
        const P256: &[u8] = &[
            0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
            0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
        ];
        /// SEQUENCE { SEQUENCE { id-ecPublicKey, secp384r1 }, BIT STRING }
        const P384: &[u8] = &[
            0x30, 0x76, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
            0x05, 0x2b, 0x81, 0x04, 0x00, 0x22, 0x03, 0x62, 0x00,
        ];
        let mut der = match self.curve() {
            Curve::P256 => P256.to_vec(),
            Curve::P384 => P384.to_vec(),
        };
        der.extend_from_slice(&self.to_uncompressed());
        der
    }

    /// Multiples of this key that make its verifications about four times as fast, for a key
    /// that is used again and again. Only for P-256.
    pub(crate) fn table(&self) -> Option<Table> {
        match &self.point {
            Point::P256(key) => Some(Table::new(key)),
            Point::P384(_) => None,
        }
    }

    /// Whether `signature` is this key's over `message`.
    #[must_use]
    pub fn verify(&self, hash: Hash, message: &[u8], signature: &Signature) -> bool {
        #[cfg(not(feature = "aws-lc"))]
        return self.verify_in_rust(hash, message, signature);
        #[cfg(feature = "aws-lc")]
        match (&self.point, &signature.0) {
            (Point::P256(key), Scalars::P256(value)) => {
                let point = || key.to_sec1_point(false);
                self.prepared.verify(Curve::P256, point, hash, message, value.to_der().as_bytes())
            }
            (Point::P384(key), Scalars::P384(value)) => {
                let point = || key.to_sec1_point(false);
                self.prepared.verify(Curve::P384, point, hash, message, value.to_der().as_bytes())
            }
            _ => false,
        }
    }

    /// The same by RustCrypto, which is the default and the measure for everything else.
    #[cfg(any(test, not(feature = "aws-lc")))]
    pub(super) fn verify_in_rust(&self, hash: Hash, message: &[u8], signature: &Signature) -> bool {
        // FIPS 186-5 section 6.4.1 uses the leftmost bits of a digest longer than the order.
        let digest = hash.digest(message);
        match (&self.point, &signature.0) {
            (Point::P256(key), Scalars::P256(value)) => key.verify_prehash(&digest, value).is_ok(),
            (Point::P384(key), Scalars::P384(value)) => key.verify_prehash(&digest, value).is_ok(),
            _ => false,
        }
    }
}

fn p256_key(x: &[u8], y: &[u8]) -> Option<p256::ecdsa::VerifyingKey> {
    let (x, y) = (x.try_into().ok()?, y.try_into().ok()?);
    let point = p256::AffinePoint::from_coordinates(&x, &y).into_option()?;
    p256::ecdsa::VerifyingKey::from_affine(point).ok()
}

fn p384_key(x: &[u8], y: &[u8]) -> Option<p384::ecdsa::VerifyingKey> {
    let (x, y) = (x.try_into().ok()?, y.try_into().ok()?);
    let point = p384::AffinePoint::from_coordinates(&x, &y).into_option()?;
    p384::ecdsa::VerifyingKey::from_affine(point).ok()
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.curve().name())
    }
}

/// An ECDSA signature whose halves both lie between 1 and the order of the curve less one.
#[derive(Clone, PartialEq, Eq)]
pub struct Signature(Scalars);

#[derive(Clone, PartialEq, Eq)]
enum Scalars {
    P256(p256::ecdsa::Signature),
    P384(p384::ecdsa::Signature),
}

impl Signature {
    /// From r and s side by side, as JOSE and WebCrypto write it (RFC 7518 section 3.4).
    ///
    /// A high s is as good as a low one: JOSE has no rule against it.
    #[must_use]
    pub fn from_raw(curve: Curve, bytes: &[u8]) -> Option<Self> {
        Some(Self(match curve {
            Curve::P256 => Scalars::P256(p256::ecdsa::Signature::from_slice(bytes).ok()?),
            Curve::P384 => Scalars::P384(p384::ecdsa::Signature::from_slice(bytes).ok()?),
        }))
    }

    /// From the DER form that certificates use (RFC 3279 section 2.2.3), strictly.
    #[must_use]
    pub fn from_der(curve: Curve, bytes: &[u8]) -> Option<Self> {
        Some(Self(match curve {
            Curve::P256 => Scalars::P256(p256::ecdsa::Signature::from_der(bytes).ok()?),
            Curve::P384 => Scalars::P384(p384::ecdsa::Signature::from_der(bytes).ok()?),
        }))
    }

    /// r and s side by side.
    #[must_use]
    pub fn to_raw(&self) -> Vec<u8> {
        match &self.0 {
            Scalars::P256(value) => value.to_bytes().to_vec(),
            Scalars::P384(value) => value.to_bytes().to_vec(),
        }
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature")
    }
}

/// One signature to check: with [`run`](Self::run), or by the host with its own cryptography.
///
/// For the host it is plain data: whether [`raw_signature`](Self::raw_signature) is a signature
/// over [`data`](Self::data) by the key [`spki_der`](Self::spki_der), with ECDSA on
/// [`curve`](Self::curve) and the hash [`hash`](Self::hash). That is what WebCrypto's `importKey`
/// (format `spki`) and `verify` take. The key has been found to lie on its curve and both halves
/// of the signature to be in range.
///
/// ```
/// use waxwing::crypto::{Curve, Hash, Signature, SignatureCheck, SigningKey};
///
/// let key = SigningKey::from_scalar(&[7; 32])?;
/// let signature = key.sign(b"data");
/// let signature = Signature::from_raw(Curve::P256, &signature).unwrap();
/// let check = SignatureCheck::new(key.public_key()?, Hash::Sha256, signature, b"data");
/// assert_eq!((check.curve().name(), check.hash().name()), ("P-256", "SHA-256"));
/// assert_eq!((check.spki_der().len(), check.raw_signature().len()), (91, 64));
/// assert!(check.run());
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone)]
pub struct SignatureCheck<'a> {
    key: PublicKey,
    /// Multiples of that key, if they are at hand.
    table: Option<Table>,
    hash: Hash,
    signature: Signature,
    data: &'a [u8],
}

impl<'a> SignatureCheck<'a> {
    /// Asks whether `signature` is `key`'s over `data`.
    #[must_use]
    pub const fn new(key: PublicKey, hash: Hash, signature: Signature, data: &'a [u8]) -> Self {
        Self { key, table: None, hash, signature, data }
    }

    /// The same check with multiples of the key at hand.
    pub(crate) fn with_table(mut self, table: Option<Table>) -> Self {
        self.table = table;
        self
    }

    /// The key to check with.
    #[must_use]
    pub const fn key(&self) -> &PublicKey {
        &self.key
    }

    /// The curve of key and signature.
    #[must_use]
    pub const fn curve(&self) -> Curve {
        self.key.curve()
    }

    /// The key as a DER `SubjectPublicKeyInfo` (RFC 5480 section 2): 91 bytes on P-256, 120 on
    /// P-384.
    #[must_use]
    pub fn spki_der(&self) -> Vec<u8> {
        self.key.to_spki_der()
    }

    /// The hash to apply to the data.
    #[must_use]
    pub const fn hash(&self) -> Hash {
        self.hash
    }

    /// The signature.
    #[must_use]
    pub const fn signature(&self) -> &Signature {
        &self.signature
    }

    /// The signature as r and s side by side (IEEE P1363): 64 bytes on P-256, 96 on P-384.
    #[must_use]
    pub fn raw_signature(&self) -> Vec<u8> {
        self.signature.to_raw()
    }

    /// The signed bytes, as received.
    #[must_use]
    pub const fn data(&self) -> &'a [u8] {
        self.data
    }

    /// Runs the check with the built-in backend.
    #[must_use]
    pub fn run(&self) -> bool {
        match (&self.table, &self.signature.0) {
            (Some(table), Scalars::P256(signature)) => {
                table.verify(&self.hash.digest(self.data), signature)
            }
            _ => self.key.verify(self.hash, self.data, &self.signature),
        }
    }
}

impl fmt::Debug for SignatureCheck<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignatureCheck")
            .field("key", &self.key)
            .field("hash", &self.hash)
            .field("data_bytes", &self.data.len())
            .finish_non_exhaustive()
    }
}
