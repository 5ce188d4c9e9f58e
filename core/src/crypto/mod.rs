//! The one seam to cryptography: ECDSA on P-256 and P-384 with SHA-256 or SHA-384.
//!
//! Everything above this module names operations, never an implementation. A backend is the
//! RustCrypto crates here, with the feature `aws-lc` AWS-LC for every signature check, or the
//! host, which runs a [`SignatureCheck`] by itself. All of them say the same of every signature.

#[cfg(feature = "aws-lc")]
mod aws_lc;
#[cfg(test)]
mod backends;
mod private_key;
mod public_key;
#[cfg(feature = "receipts")]
mod rsa;
mod signing;
mod table;

pub use public_key::{PublicKey, Signature, SignatureCheck};
pub use signing::SigningKey;

#[cfg(feature = "receipts")]
pub(crate) use rsa::{RsaHash, RsaPublicKey};
pub(crate) use table::Table;

/// Whether multiples of a key are worth their memory: AWS-LC is as fast without them.
pub(crate) const TABLES_PAY: bool = cfg!(not(feature = "aws-lc"));

use alloc::vec::Vec;

use sha2::Digest;

/// An elliptic curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Curve {
    /// NIST P-256, `prime256v1`.
    P256,
    /// NIST P-384, `secp384r1`.
    P384,
}

impl Curve {
    /// The length of a coordinate or of half a signature, in bytes.
    #[must_use]
    pub const fn field_bytes(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
        }
    }

    /// The name that WebCrypto and JWK use (RFC 7518 section 6.2.1.1).
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
        }
    }
}

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
}

impl Hash {
    /// The digest of `message`.
    #[must_use]
    pub fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => sha2::Sha256::digest(message).to_vec(),
            Self::Sha384 => sha2::Sha384::digest(message).to_vec(),
        }
    }

    /// The name that WebCrypto uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
        }
    }
}
