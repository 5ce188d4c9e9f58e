//! Private keys and deterministic signatures.

use core::fmt;

use p256::ecdsa::signature::Signer;

use super::{PublicKey, private_key};
use crate::crypto::Curve;
use crate::error::{Error, ErrorCode, Result};

/// A P-256 private key that signs ES256, wiped from memory when dropped.
///
/// Signatures are deterministic (RFC 6979): the same key and message give the same bytes on
/// every machine, and no random source is ever needed.
pub struct SigningKey(p256::ecdsa::SigningKey);

impl SigningKey {
    /// From a `.p8` file as Apple issues it: PEM with the label `PRIVATE KEY` around an
    /// unencrypted PKCS#8 document. Also accepted: the older label `EC PRIVATE KEY` (RFC 5915),
    /// the bare base64 body without its PEM lines, any line endings, white space around it.
    ///
    /// # Errors
    ///
    /// One code per cause: [`ErrorCode::InvalidKey`], [`ErrorCode::InvalidKeyEncrypted`],
    /// [`ErrorCode::InvalidKeyKind`], [`ErrorCode::InvalidKeyAlgorithm`],
    /// [`ErrorCode::InvalidKeyCurve`], [`ErrorCode::InvalidKeyCurveMismatch`],
    /// [`ErrorCode::InvalidKeyScalar`], [`ErrorCode::InvalidKeyPublicMismatch`],
    /// [`ErrorCode::InvalidKeyCount`], and [`ErrorCode::TooLarge`] for a text that cannot be a
    /// key.
    pub fn from_p8(text: &[u8]) -> Result<Self> {
        let parts = private_key::read(text)?;
        let key = Self::from_scalar(&parts.scalar)?;
        match &parts.public {
            Some(public) if *public != key.0.verifying_key().to_sec1_point(false).as_bytes() => {
                Err(Error::new(
                    ErrorCode::InvalidKeyPublicMismatch,
                    "private key",
                    "the public part of the private number",
                    "another public part",
                ))
            }
            _ => Ok(key),
        }
    }

    /// From the private number, 32 bytes, most significant first.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidKeyScalar`].
    pub fn from_scalar(scalar: &[u8]) -> Result<Self> {
        let out_of_range = || {
            Error::new(
                ErrorCode::InvalidKeyScalar,
                "private key",
                "32 bytes between 1 and the order of P-256 less one",
                "another number",
            )
        };
        // The curve crate would take a shorter number for one with leading zeros.
        if scalar.len() != Curve::P256.field_bytes() {
            return Err(out_of_range());
        }
        p256::ecdsa::SigningKey::from_slice(scalar).map(Self).map_err(|_| out_of_range())
    }

    /// The public key.
    ///
    /// # Errors
    ///
    /// None in practice; the type keeps this function free of panics.
    pub fn public_key(&self) -> Result<PublicKey> {
        let point = self.0.verifying_key().to_sec1_point(false);
        PublicKey::from_uncompressed(Curve::P256, point.as_bytes())
    }

    /// Signs a message: ECDSA on P-256 over its SHA-256, as r and s side by side
    /// (RFC 7518 section 3.4).
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        let signature: p256::ecdsa::Signature = self.0.sign(message);
        signature.to_bytes().into()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(P-256)")
    }
}
