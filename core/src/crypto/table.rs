//! P-256 verification with tables of multiples of a key that is used again and again.
//!
//! A verification computes u1·G + u2·Q. With every multiple that a window of some bits can need
//! written down for G and for Q, that is one addition for each window and no doubling: about a
//! quarter of the plain way. Everything here is public data, so variable time is fine.
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

/// Bits of a window of a key. Digits are signed, so that half of the multiples serve for both
/// signs. Five bits are a tenth slower and half the size, seven a tenth faster and twice the size.
const KEY_BITS: usize = 6;
/// Bits of a window of the generator, whose table is made once and serves all keys. Where
/// programs are short-lived and small, its making would cost more than it saves.
const GENERATOR_BITS: usize = if cfg!(target_family = "wasm") { 6 } else { 7 };
/// Windows of the smallest number of bits.
const MOST_WINDOWS: usize = windows(KEY_BITS);

/// Windows of a scalar of 256 bits, with room for the last carry.
const fn windows(bits: usize) -> usize {
    257usize.div_ceil(bits)
}

/// The largest digit of a window.
const fn largest(bits: usize) -> usize {
    1 << (bits - 1)
}

/// Multiples of one point: about 100 kB for a key, twice as much for the generator.
#[derive(Clone)]
pub(crate) struct Table {
    bits: usize,
    multiples: Arc<[AffinePoint]>,
}

impl Table {
    /// The table of a public key, made in about the time of five plain verifications.
    pub(crate) fn new(key: &p256::ecdsa::VerifyingKey) -> Self {
        Self::of(ProjectivePoint::from(*key.as_affine()), KEY_BITS)
    }

    /// The table of the generator, made once for a process.
    fn generator() -> &'static Self {
        static GENERATOR: OnceLock<Table> = OnceLock::new();
        GENERATOR.get_or_init(|| Self::of(ProjectivePoint::GENERATOR, GENERATOR_BITS))
    }

    fn of(point: ProjectivePoint, bits: usize) -> Self {
        let mut multiples = Vec::with_capacity(windows(bits) * largest(bits));
        let mut base = point;
        for _ in 0..windows(bits) {
            let mut multiple = base;
            for _ in 0..largest(bits) {
                multiples.push(multiple);
                multiple += base;
            }
            for _ in 0..bits {
                base = base.double();
            }
        }
        let multiples = ProjectivePoint::batch_normalize(multiples.as_slice()).into();
        Self { bits, multiples }
    }

    /// Adds the multiple of the point by `scalar` to `sum`.
    fn add_multiple(&self, sum: &mut ProjectivePoint, scalar: &Scalar) {
        let digits = digits(scalar, self.bits);
        for (digit, multiples) in digits.into_iter().zip(self.multiples.chunks(largest(self.bits)))
        {
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

/// The scalar in digits of so many bits, which may be negative, least significant first.
fn digits(scalar: &Scalar, bits: usize) -> [i16; MOST_WINDOWS] {
    let bytes = scalar.to_bytes();
    let byte = |index: usize| match bytes.len().checked_sub(index + 1) {
        Some(index) => u32::from(bytes.get(index).copied().unwrap_or(0)),
        None => 0,
    };
    let largest = largest(bits);
    let mut digits = [0_i16; MOST_WINDOWS];
    let mut carry = 0;
    for (window, digit) in digits.iter_mut().enumerate() {
        let (first, shift) = (window * bits / 8, window * bits % 8);
        // A window spans two bytes at most.
        let pair = (byte(first + 1) << 8 | byte(first)) >> shift;
        let value = usize::try_from(pair).unwrap_or(0) % (2 * largest) + carry;
        // Digits above the largest become negative and carry one to the next window.
        carry = usize::from(value > largest);
        let size = if carry == 1 { 2 * largest - value } else { value };
        let size = i16::try_from(size).unwrap_or(0);
        *digit = if carry == 1 { -size } else { size };
    }
    digits
}

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
            for bits in [KEY_BITS, 7, 8] {
                let mut sum = Scalar::ZERO;
                for digit in digits(&scalar, bits).into_iter().rev() {
                    sum *= Scalar::from(1_u64 << bits);
                    let size = u64::from(digit.unsigned_abs());
                    assert!(size <= 1 << (bits - 1));
                    let size = Scalar::from(size);
                    sum = if digit < 0 { sum - size } else { sum + size };
                }
                assert_eq!(sum, scalar);
            }
        }
    }

    #[test]
    fn multiples_are_those_of_the_curve() {
        for bits in [KEY_BITS, 7] {
            let table = Table::of(ProjectivePoint::GENERATOR * Scalar::from(7_u64), bits);
            for scalar in [Scalar::ZERO, Scalar::ONE, -Scalar::ONE, Scalar::from(1_000_003_u64)] {
                let mut sum = ProjectivePoint::IDENTITY;
                table.add_multiple(&mut sum, &scalar);
                assert_eq!(sum, ProjectivePoint::GENERATOR * (Scalar::from(7_u64) * scalar));
            }
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
