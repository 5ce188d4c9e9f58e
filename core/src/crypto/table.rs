//! P-256 verification with tables of multiples of a key that is used again and again.
//!
//! A verification computes u1·G + u2·Q. With every multiple that a window of six bits can need
//! written down for G and for Q, that is 86 additions and no doubling: about a quarter of the
//! plain way. Everything here is public data, so variable time is fine.
//!
//! The answer is the plain one's in every case; the plain way stays the judge in tests.

use alloc::sync::Arc;
use alloc::vec::Vec;
use std::sync::OnceLock;

use p256::elliptic_curve::BatchNormalize;
use p256::elliptic_curve::group::Group;
use p256::elliptic_curve::ops::{Invert, Reduce};
use p256::elliptic_curve::point::AffineCoordinates;
use p256::{AffinePoint, FieldBytes, ProjectivePoint, Scalar};

/// Bits of a window. Digits are signed, so that half of the multiples serve for both signs.
/// Five bits are a tenth slower and half the size, seven a tenth faster and twice the size.
const BITS: usize = 6;
/// Windows of a scalar of 256 bits, with room for the last carry.
const WINDOWS: usize = 257usize.div_ceil(BITS);
/// The largest digit.
const LARGEST: usize = 1 << (BITS - 1);

/// Multiples of one point: about 100 kB.
#[derive(Clone)]
pub(crate) struct Table(Arc<[AffinePoint]>);

impl Table {
    /// The table of a public key, made in about the time of five plain verifications.
    pub(crate) fn new(key: &p256::ecdsa::VerifyingKey) -> Self {
        Self::of(ProjectivePoint::from(*key.as_affine()))
    }

    /// The table of the generator, made once for a process.
    fn generator() -> &'static Self {
        static GENERATOR: OnceLock<Table> = OnceLock::new();
        GENERATOR.get_or_init(|| Self::of(ProjectivePoint::GENERATOR))
    }

    fn of(point: ProjectivePoint) -> Self {
        let mut multiples = Vec::with_capacity(WINDOWS * LARGEST);
        let mut base = point;
        for _ in 0..WINDOWS {
            let mut multiple = base;
            for _ in 0..LARGEST {
                multiples.push(multiple);
                multiple += base;
            }
            for _ in 0..BITS {
                base = base.double();
            }
        }
        Self(ProjectivePoint::batch_normalize(multiples.as_slice()).into())
    }

    /// Adds the multiple of the point by `scalar` to `sum`.
    fn add_multiple(&self, sum: &mut ProjectivePoint, scalar: &Scalar) {
        for (digit, multiples) in digits(scalar).into_iter().zip(self.0.chunks(LARGEST)) {
            let index = usize::from(digit.unsigned_abs());
            let Some(multiple) = index.checked_sub(1).and_then(|index| multiples.get(index)) else {
                continue;
            };
            if digit > 0 {
                *sum += multiple;
            } else {
                *sum -= multiple;
            }
        }
    }

    /// Whether `signature` is the key's over a message with this digest (FIPS 186-5 section
    /// 6.4.2).
    ///
    /// A signature holds two numbers between 1 and the order less one: its type sees to that.
    pub(crate) fn verify(&self, digest: &[u8], signature: &p256::ecdsa::Signature) -> bool {
        let (r, s) = signature.split_scalars();
        let inverse = *Invert::invert_vartime(&s);
        let u1 = leftmost_bits(digest) * inverse;
        let u2 = *r * inverse;
        let mut sum = ProjectivePoint::IDENTITY;
        Self::generator().add_multiple(&mut sum, &u1);
        self.add_multiple(&mut sum, &u2);
        if bool::from(sum.is_identity()) {
            return false;
        }
        Scalar::reduce(&sum.to_affine().x()) == *r
    }
}

/// The leftmost 256 bits of a digest, as a number below the order.
fn leftmost_bits(digest: &[u8]) -> Scalar {
    let mut bytes = FieldBytes::default();
    let length = digest.len().min(bytes.len());
    // A digest shorter than 256 bits would count from the right; none of ours is.
    let start = bytes.len() - length;
    for (to, from) in bytes.iter_mut().skip(start).zip(digest) {
        *to = *from;
    }
    Scalar::reduce(&bytes)
}

/// The scalar in digits between -32 and 32, least significant first.
fn digits(scalar: &Scalar) -> [i8; WINDOWS] {
    let bytes = scalar.to_bytes();
    let bit = |index: usize| {
        let byte = bytes.iter().rev().nth(index / 8).copied().unwrap_or(0);
        (byte >> (index % 8)) & 1
    };
    let mut digits = [0_i8; WINDOWS];
    let mut carry = 0_i8;
    for (window, digit) in digits.iter_mut().enumerate() {
        let mut value = carry;
        for place in 0..BITS {
            value += i8::try_from(bit(window * BITS + place)).unwrap_or(0) << place;
        }
        // Digits above the largest become negative and carry one to the next window.
        (*digit, carry) =
            if value > LARGEST_DIGIT { (value - 2 * LARGEST_DIGIT, 1) } else { (value, 0) };
    }
    digits
}

/// [`LARGEST`] as a digit.
const LARGEST_DIGIT: i8 = 1 << (BITS - 1);

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::signature::hazmat::PrehashVerifier;
    use p256::ecdsa::{Signature, SigningKey, signature::Signer};

    #[test]
    fn digits_stand_for_their_scalar() {
        for scalar in [
            Scalar::ZERO,
            Scalar::ONE,
            -Scalar::ONE,
            Scalar::from(31_u64),
            Scalar::from(32_u64),
            Scalar::from(33_u64),
            Scalar::from(u64::MAX),
        ] {
            let mut sum = Scalar::ZERO;
            for digit in digits(&scalar).into_iter().rev() {
                sum *= Scalar::from(64_u64);
                let size = Scalar::from(u64::from(digit.unsigned_abs()));
                sum = if digit < 0 { sum - size } else { sum + size };
                assert!((-32..=32).contains(&digit));
            }
            assert_eq!(sum, scalar);
        }
    }

    #[test]
    fn multiples_are_those_of_the_curve() {
        let table = Table::of(ProjectivePoint::GENERATOR * Scalar::from(7_u64));
        for scalar in [Scalar::ZERO, Scalar::ONE, -Scalar::ONE, Scalar::from(1_000_003_u64)] {
            let mut sum = ProjectivePoint::IDENTITY;
            table.add_multiple(&mut sum, &scalar);
            assert_eq!(sum, ProjectivePoint::GENERATOR * (Scalar::from(7_u64) * scalar));
        }
    }

    #[test]
    fn tabled_and_plain_verification_agree() {
        for seed in 1..=20_u8 {
            let key = SigningKey::from_slice(&[seed; 32]).unwrap();
            let table = Table::new(key.verifying_key());
            let message = [seed; 40];
            let good: Signature = key.sign(&message);
            let digest = crate::crypto::Hash::Sha256.digest(&message);
            assert!(table.verify(&digest, &good));
            for place in 0..64 {
                let mut bytes = good.to_bytes();
                bytes[place] ^= 1 << (seed % 8);
                let Ok(signature) = Signature::from_slice(&bytes) else { continue };
                let plain = key.verifying_key().verify_prehash(&digest, &signature).is_ok();
                assert_eq!(table.verify(&digest, &signature), plain);
            }
        }
    }

    #[test]
    fn a_sum_at_infinity_is_no_signature() {
        // With Q = -G and u1 = u2 the sum is the point at infinity.
        let key = SigningKey::from_slice(&(-Scalar::ONE).to_bytes()).unwrap();
        let table = Table::new(key.verifying_key());
        let digest = [5_u8; 32];
        let r = leftmost_bits(&digest);
        let signature = Signature::from_scalars(r.to_bytes(), Scalar::ONE.to_bytes()).unwrap();
        assert!(key.verifying_key().verify_prehash(&digest, &signature).is_err());
        assert!(!table.verify(&digest, &signature));
    }
}
