//! Keys from labels, and signatures with every byte under control.

use std::cell::RefCell;
use std::collections::HashMap;

use p256::ecdsa::signature::hazmat::PrehashSigner;
use sha2::{Digest, Sha256, Sha384};

use crate::der;

/// A hash for a certificate's signature.
#[derive(Clone, Copy)]
pub(crate) enum Hash {
    Sha256,
    Sha384,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Curve {
    P256,
    P384,
}

impl Curve {
    pub(crate) const fn bytes(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
        }
    }

    pub(crate) const fn oid(self) -> &'static str {
        match self {
            Self::P256 => "1.2.840.10045.3.1.7",
            Self::P384 => "1.3.132.0.34",
        }
    }

    /// The order of the group (SEC 2), big-endian.
    pub(crate) fn order(self) -> Vec<u8> {
        hex(match self {
            Self::P256 => "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
            Self::P384 => concat!(
                "ffffffffffffffffffffffffffffffffffffffffffffffff",
                "c7634d81f4372ddf581a0db248b0a77aecec196accc52973"
            ),
        })
    }

    /// The prime of the field (SEC 2), big-endian.
    pub(crate) fn prime(self) -> Vec<u8> {
        hex(match self {
            Self::P256 => "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
            Self::P384 => concat!(
                "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe",
                "ffffffff0000000000000000ffffffff"
            ),
        })
    }
}

/// A private key of the throw-away authority, derived from its label.
#[derive(Clone)]
pub(crate) enum Key {
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
}

/// The two halves of a signature, big-endian, each as long as the curve's order.
#[derive(Clone)]
pub(crate) struct Signature {
    pub(crate) r: Vec<u8>,
    pub(crate) s: Vec<u8>,
}

impl Key {
    pub(crate) fn p256(label: &str) -> Self {
        Self::known(Curve::P256, label)
    }

    pub(crate) fn p384(label: &str) -> Self {
        Self::known(Curve::P384, label)
    }

    /// The key of a label, derived once: its public part takes as long as a signature.
    fn known(curve: Curve, label: &str) -> Self {
        thread_local! {
            static KEYS: RefCell<HashMap<(Curve, String), Key>> = RefCell::default();
        }
        KEYS.with_borrow_mut(|keys| {
            keys.entry((curve, label.to_owned()))
                .or_insert_with(|| Self::derive(curve, label))
                .clone()
        })
    }

    fn derive(curve: Curve, label: &str) -> Self {
        let seed = format!("waxwing test vectors: {label}");
        match curve {
            Curve::P256 => Self::P256(
                p256::ecdsa::SigningKey::from_slice(&Sha256::digest(seed))
                    .expect("a scalar below the order"),
            ),
            Curve::P384 => Self::P384(
                p384::ecdsa::SigningKey::from_slice(&Sha384::digest(seed))
                    .expect("a scalar below the order"),
            ),
        }
    }

    pub(crate) const fn curve(&self) -> Curve {
        match self {
            Self::P256(_) => Curve::P256,
            Self::P384(_) => Curve::P384,
        }
    }

    /// The uncompressed point: 04, x, y.
    pub(crate) fn point(&self) -> Vec<u8> {
        match self {
            Self::P256(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
            Self::P384(key) => key.verifying_key().to_sec1_point(false).as_bytes().to_vec(),
        }
    }

    /// The SubjectPublicKeyInfo (RFC 5480).
    pub(crate) fn spki(&self) -> Vec<u8> {
        ec_spki(self.curve(), &self.point())
    }

    /// SHA-256 of the point, shortened to 20 bytes (RFC 7093 section 2, method 1).
    pub(crate) fn identifier(&self) -> Vec<u8> {
        Sha256::digest(self.point())[..20].to_vec()
    }

    /// Deterministic ECDSA (RFC 6979). The same certificates are signed for many cases, so what
    /// was signed once is remembered.
    pub(crate) fn sign(&self, hash: Hash, message: &[u8]) -> Signature {
        thread_local! {
            static SIGNED: RefCell<HashMap<[Vec<u8>; 2], Signature>> = RefCell::default();
        }
        let digest = match hash {
            Hash::Sha256 => Sha256::digest(message).to_vec(),
            Hash::Sha384 => Sha384::digest(message).to_vec(),
        };
        SIGNED.with_borrow_mut(|signed| {
            let signature = signed.entry([self.point(), digest.clone()]);
            signature.or_insert_with(|| self.sign_digest(&digest)).clone()
        })
    }

    fn sign_digest(&self, digest: &[u8]) -> Signature {
        match self {
            Self::P256(key) => {
                let signature: p256::ecdsa::Signature =
                    key.sign_prehash(digest).expect("a digest of sufficient length");
                let (r, s) = signature.split_bytes();
                Signature { r: r.to_vec(), s: s.to_vec() }
            }
            Self::P384(key) => {
                let signature: p384::ecdsa::Signature =
                    key.sign_prehash(digest).expect("a digest of sufficient length");
                let (r, s) = signature.split_bytes();
                Signature { r: r.to_vec(), s: s.to_vec() }
            }
        }
    }
}

impl Signature {
    /// r and s side by side, as JOSE has it.
    pub(crate) fn raw(&self) -> Vec<u8> {
        [&self.r[..], &self.s].concat()
    }

    /// ECDSA-Sig-Value, as certificates have it.
    pub(crate) fn der(&self) -> Vec<u8> {
        der::sequence(&[&der::unsigned(&self.r), &der::unsigned(&self.s)])
    }

    /// The other valid signature, with n - s.
    pub(crate) fn twin(&self, curve: Curve) -> Self {
        Self { r: self.r.clone(), s: subtract(&curve.order(), &self.s) }
    }
}

/// An id-ecPublicKey SubjectPublicKeyInfo with any bytes as its point.
pub(crate) fn ec_spki(curve: Curve, point: &[u8]) -> Vec<u8> {
    let algorithm = der::sequence(&[&der::oid("1.2.840.10045.2.1"), &der::oid(curve.oid())]);
    der::sequence(&[&algorithm, &der::bits(point)])
}

/// Big-endian `a - b`, both equally long, `a` the larger.
pub(crate) fn subtract(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut borrow = 0_u16;
    let mut difference: Vec<u8> = a
        .iter()
        .zip(b)
        .rev()
        .map(|(a, b)| {
            let value = 0x100 + u16::from(*a) - u16::from(*b) - borrow;
            borrow = u16::from(value < 0x100);
            value.to_be_bytes()[1]
        })
        .collect();
    difference.reverse();
    difference
}

/// Big-endian `a + 1`, equally long; all ones wrap.
pub(crate) fn plus_one(a: &[u8]) -> Vec<u8> {
    let mut sum = a.to_vec();
    for byte in sum.iter_mut().rev() {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            break;
        }
    }
    sum
}

pub(crate) fn hex(text: &str) -> Vec<u8> {
    assert!(text.len().is_multiple_of(2), "whole bytes");
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hex digits"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::signature::hazmat::PrehashVerifier;

    #[test]
    fn a_signature_and_its_twin_verify() {
        let key = Key::p256("anything");
        let signature = key.sign(Hash::Sha256, b"message");
        let Key::P256(inner) = &key else { panic!("P-256") };
        for signature in [signature.clone(), signature.twin(Curve::P256)] {
            let parsed = p256::ecdsa::Signature::from_slice(&signature.raw()).unwrap();
            let digest = Sha256::digest(b"message");
            assert!(inner.verifying_key().verify_prehash(&digest, &parsed).is_ok());
        }
    }

    #[test]
    fn constants_have_the_length_of_their_field() {
        for curve in [Curve::P256, Curve::P384] {
            assert_eq!((curve.order().len(), curve.prime().len()), (curve.bytes(), curve.bytes()));
        }
    }

    #[test]
    fn arithmetic_carries() {
        assert_eq!(subtract(&[1, 0, 0], &[0, 0, 1]), [0, 0xff, 0xff]);
        assert_eq!(plus_one(&[0, 0xff]), [1, 0]);
    }
}
