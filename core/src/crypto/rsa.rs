//! RSA signatures of receipts: PKCS#1 v1.5, verification only.
//!
//! A type of its own, so that no ECDSA chain can meet an RSA key. Everything here is public, so
//! variable time is fine; the attack on private keys that the `rsa` crate is known for
//! (RUSTSEC-2023-0071) has no object.

use alloc::vec::Vec;

use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
use crypto_bigint::{Odd, U64, U2048, U4096};
use sha2::Digest;

/// What a receipt or one of its certificates is signed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RsaHash {
    Sha1,
    Sha256,
}

impl RsaHash {
    pub(crate) fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => sha1::Sha1::digest(message).to_vec(),
            Self::Sha256 => sha2::Sha256::digest(message).to_vec(),
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
        }
    }

    /// DigestInfo up to the digest (RFC 8017 section 9.2, note 1).
    const fn prefix(self) -> &'static [u8] {
        match self {
            Self::Sha1 => &[
                0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00, 0x04,
                0x14,
            ],
            Self::Sha256 => &[
                0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                0x01, 0x05, 0x00, 0x04, 0x20,
            ],
        }
    }
}

/// The shortest and the longest modulus, in bytes: 2048 bits (FIPS 186-5 section 5.1) and 4096.
const MODULUS_BYTES: core::ops::RangeInclusive<usize> = 256..=512;

/// Modular exponentiation for integers of one size.
macro_rules! power {
    ($uint:ty, $bytes:literal, $key:expr, $base:expr) => {{
        let number = |bytes: &[u8]| {
            let mut padded = [0_u8; $bytes];
            padded
                .get_mut($bytes - bytes.len().min($bytes)..)?
                .copy_from_slice(bytes.get(..bytes.len().min($bytes))?);
            Some(<$uint>::from_be_slice(&padded))
        };
        let modulus = Odd::new(number(&$key.modulus)?).into_option()?;
        let params = FixedMontyParams::new_vartime(modulus);
        let base = FixedMontyForm::new(&number($base)?, &params);
        let result = base.pow_vartime(&U64::from($key.exponent)).retrieve().to_be_bytes();
        let result: &[u8] = result.as_ref();
        result.get(result.len().checked_sub($key.modulus.len())?..).map(<[u8]>::to_vec)
    }};
}

/// An RSA public key that is fit for verification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RsaPublicKey {
    /// Big-endian, without leading zeros.
    modulus: Vec<u8>,
    exponent: u32,
}

impl RsaPublicKey {
    /// From big-endian numbers without leading zeros; otherwise why not, in words.
    pub(crate) fn new(modulus: &[u8], exponent: &[u8]) -> Result<Self, &'static str> {
        let (Some(first), Some(last)) = (modulus.first(), modulus.last()) else {
            return Err("an empty modulus");
        };
        if *first < 0x80 && modulus.len() == *MODULUS_BYTES.start()
            || modulus.len() < *MODULUS_BYTES.start()
        {
            return Err("a modulus of fewer than 2048 bits");
        }
        if modulus.len() > *MODULUS_BYTES.end() {
            return Err("a modulus of more than 4096 bits");
        }
        if last & 1 == 0 {
            return Err("an even modulus");
        }
        if exponent.len() > 4 {
            return Err("an exponent of more than 32 bits");
        }
        let exponent = exponent.iter().fold(0_u32, |value, byte| (value << 8) | u32::from(*byte));
        if exponent < 65_537 || exponent & 1 == 0 {
            return Err("an exponent that is even or below 65537");
        }
        Ok(Self { modulus: modulus.to_vec(), exponent })
    }

    /// Whether `signature` is this key's over `message` (RFC 8017 section 8.2.2): the encoded
    /// message is made anew and compared whole, so that nothing in it is ever parsed.
    pub(crate) fn verify(&self, hash: RsaHash, message: &[u8], signature: &[u8]) -> bool {
        let length = self.modulus.len();
        // Both big-endian and of the same length, so bytes compare as numbers do.
        if signature.len() != length || signature >= self.modulus.as_slice() {
            return false;
        }
        let digest = hash.digest(message);
        let tail = hash.prefix().len() + digest.len();
        // At least eight bytes of padding (section 9.2): any modulus here has room for more.
        let Some(padding) = length.checked_sub(tail + 3) else { return false };
        let mut encoded = Vec::with_capacity(length);
        encoded.extend_from_slice(&[0, 1]);
        encoded.resize(2 + padding, 0xff);
        encoded.push(0);
        encoded.extend_from_slice(hash.prefix());
        encoded.extend_from_slice(&digest);
        self.raise(signature).is_some_and(|opened| opened == encoded)
    }

    /// `base` to the exponent, as many bytes as the modulus has.
    fn raise(&self, base: &[u8]) -> Option<Vec<u8>> {
        if self.modulus.len() == *MODULUS_BYTES.start() {
            power!(U2048, 256, self, base)
        } else {
            power!(U4096, 512, self, base)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_must_have_the_size_and_exponent_that_are_safe() {
        let mut modulus = alloc::vec![0xff_u8; 256];
        assert!(RsaPublicKey::new(&modulus, &[1, 0, 1]).is_ok());
        for exponent in [&[][..], &[3], &[1], &[1, 0, 0], &[1, 0, 2], &[1, 0, 0, 0, 1]] {
            assert!(RsaPublicKey::new(&modulus, exponent).is_err(), "{exponent:?}");
        }
        assert!(RsaPublicKey::new(&modulus[1..], &[1, 0, 1]).is_err());
        assert!(RsaPublicKey::new(&[], &[1, 0, 1]).is_err());
        assert!(RsaPublicKey::new(&[0xff; 512], &[1, 0, 1]).is_ok());
        assert!(RsaPublicKey::new(&[0xff; 513], &[1, 0, 1]).is_err());
        modulus[255] = 0xfe;
        assert!(RsaPublicKey::new(&modulus, &[1, 0, 1]).is_err());
        modulus[255] = 1;
        modulus[0] = 0x7f;
        assert!(RsaPublicKey::new(&modulus, &[1, 0, 1]).is_err());
    }

    #[test]
    fn a_signature_of_another_length_or_not_below_the_modulus_is_refused() {
        let key = RsaPublicKey::new(&[0xff; 256], &[1, 0, 1]).unwrap();
        for signature in [&[][..], &[0; 255], &[0; 257], &[0xff; 256], &[0; 256], &[1; 256]] {
            assert!(!key.verify(RsaHash::Sha256, b"", signature), "{}", signature.len());
        }
    }

    #[test]
    fn powers_agree_with_small_numbers() {
        // Modulo 2^2056 - 1 (odd, 257 bytes: the longer form), 2^(8k) turns around.
        let key = RsaPublicKey { modulus: alloc::vec![0xff; 257], exponent: 65_537 };
        let mut base = alloc::vec![0_u8; 257];
        base[255] = 1; // 2^8; to 65537 is 2^(8 * 65537), and 65537 mod 257 is 2
        let mut expected = alloc::vec![0_u8; 257];
        expected[254] = 1;
        assert_eq!(key.raise(&base), Some(expected));
    }
}
