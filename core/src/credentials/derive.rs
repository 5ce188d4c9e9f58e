//! Key derivation: digests, HMAC, PBKDF1, PBKDF2, the PKCS#12 function, and OpenSSL's old one.

use alloc::vec;
use alloc::vec::Vec;

use hmac::digest::block_api::BlockSizeUser;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Digest as _;
use zeroize::Zeroizing;

/// A digest that key files name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digest {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

macro_rules! with_digest {
    ($digest:expr, $name:ident => $body:expr) => {
        match $digest {
            Digest::Md5 => {
                type $name = md5::Md5;
                $body
            }
            Digest::Sha1 => {
                type $name = sha1::Sha1;
                $body
            }
            Digest::Sha224 => {
                type $name = sha2::Sha224;
                $body
            }
            Digest::Sha256 => {
                type $name = sha2::Sha256;
                $body
            }
            Digest::Sha384 => {
                type $name = sha2::Sha384;
                $body
            }
            Digest::Sha512 => {
                type $name = sha2::Sha512;
                $body
            }
        }
    };
}

impl Digest {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    pub(super) const fn bytes(self) -> usize {
        match self {
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha224 => 28,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// How many digests make up `length` bytes.
    pub(super) fn blocks(self, length: usize) -> u64 {
        u64::try_from(length.div_ceil(self.bytes())).unwrap_or(u64::MAX)
    }

    /// Whether `mac` is the HMAC of `data`, in constant time.
    pub(super) fn hmac_matches(self, key: &[u8], data: &[u8], mac: &[u8]) -> bool {
        with_digest!(self, D => match Hmac::<D>::new_from_slice(key) {
            Ok(hmac) => hmac.chain_update(data).verify_slice(mac).is_ok(),
            Err(_) => false,
        })
    }

    /// HMAC (RFC 2104).
    pub(super) fn hmac(self, key: &[u8], data: &[u8]) -> Option<Vec<u8>> {
        with_digest!(self, D => {
            let hmac = Hmac::<D>::new_from_slice(key).ok()?;
            Some(hmac.chain_update(data).finalize().into_bytes().to_vec())
        })
    }

    /// RFC 8018 section 5.2.
    pub(super) fn pbkdf2(
        self,
        password: &[u8],
        salt: &[u8],
        iterations: u32,
        length: usize,
    ) -> Zeroizing<Vec<u8>> {
        let mut key = Zeroizing::new(vec![0; length]);
        with_digest!(self, D => pbkdf2::pbkdf2_hmac::<D>(password, salt, iterations, &mut key));
        key
    }

    /// RFC 8018 section 5.1: never more bytes than the digest has.
    pub(super) fn pbkdf1(
        self,
        password: &[u8],
        salt: &[u8],
        iterations: u32,
    ) -> Zeroizing<Vec<u8>> {
        with_digest!(self, D => {
            let mut key = Zeroizing::new(D::new().chain_update(password).chain_update(salt).finalize().to_vec());
            for _ in 1..iterations {
                key = Zeroizing::new(D::digest(&*key).to_vec());
            }
            key
        })
    }

    /// RFC 7292 appendix B.2; `purpose` is 1 for a key, 2 for an IV, 3 for a MAC.
    pub(super) fn pkcs12(
        self,
        purpose: u8,
        password: &[u8],
        salt: &[u8],
        iterations: u32,
        length: usize,
    ) -> Zeroizing<Vec<u8>> {
        with_digest!(self, D => {
            let block = D::block_size();
            pkcs12::<D>(block, purpose, [salt, password], iterations, length)
        })
    }
}

fn pkcs12<D: sha2::Digest>(
    block: usize,
    purpose: u8,
    inputs: [&[u8]; 2],
    iterations: u32,
    length: usize,
) -> Zeroizing<Vec<u8>> {
    let diversifier = vec![purpose; block];
    // S and P: each repeated to whole blocks, an empty one stays empty.
    let mut input = Zeroizing::new(Vec::new());
    for part in inputs {
        let padded = part.len().div_ceil(block) * block;
        input.extend(part.iter().copied().cycle().take(padded));
    }
    let mut key = Zeroizing::new(Vec::with_capacity(length));
    while key.len() < length {
        let first = D::new().chain_update(&diversifier).chain_update(&*input).finalize();
        let mut digest = Zeroizing::new(first.to_vec());
        for _ in 1..iterations {
            let next = D::digest(&*digest);
            digest.copy_from_slice(&next);
        }
        let wanted = length - key.len();
        key.extend(digest.iter().copied().take(wanted));
        // Each block of the input grows by the digest, repeated, and 1.
        for part in input.chunks_exact_mut(block) {
            let mut carry = 1_u16;
            let addend = digest.iter().cycle().take(block);
            // From the last byte: a cycle cannot be walked backwards.
            let addend: Zeroizing<Vec<u8>> = Zeroizing::new(addend.copied().collect());
            for (byte, add) in part.iter_mut().zip(addend.iter()).rev() {
                let [high, low] = (u16::from(*byte) + u16::from(*add) + carry).to_be_bytes();
                *byte = low;
                carry = u16::from(high);
            }
        }
    }
    key
}

/// OpenSSL's `EVP_BytesToKey` with MD5 and one round: what encrypted the keys of its PEM files
/// before PKCS#8 (`PEM_do_header`). The salt is the first half of the IV.
pub(super) fn openssl_legacy(password: &[u8], salt: &[u8], length: usize) -> Zeroizing<Vec<u8>> {
    let mut key: Zeroizing<Vec<u8>> = Zeroizing::new(Vec::with_capacity(length));
    let mut last = Zeroizing::new(Vec::new());
    while key.len() < length {
        let digest = md5::Md5::new()
            .chain_update(&*last)
            .chain_update(password)
            .chain_update(salt)
            .finalize();
        last = Zeroizing::new(digest.to_vec());
        let wanted = length - key.len();
        key.extend(last.iter().copied().take(wanted));
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hex;

    #[test]
    fn pbkdf2_gives_the_keys_of_rfc_6070() {
        let key = Digest::Sha1.pbkdf2(b"password", b"salt", 4096, 20);
        assert_eq!(hex::encode(&key), "4b007901b765489abead49d926f721d065a429c1");
        let key = Digest::Sha1.pbkdf2(b"pass\0word", b"sa\0lt", 4096, 16);
        assert_eq!(hex::encode(&key), "56fa6aa75548099dcc37d7f03425e0c3");
    }

    #[test]
    fn hmac_is_compared_whole() {
        // RFC 4231 section 4.3, test case 2.
        let mac = Digest::Sha256.pbkdf2(b"x", b"y", 1, 32);
        assert!(!Digest::Sha256.hmac_matches(b"Jefe", b"what do ya want for nothing?", &mac));
        let mac = [
            0x5b, 0xdc, 0xc1, 0x46, 0xbf, 0x60, 0x75, 0x4e, 0x6a, 0x04, 0x24, 0x26, 0x08, 0x95,
            0x75, 0xc7, 0x5a, 0x00, 0x3f, 0x08, 0x9d, 0x27, 0x39, 0x83, 0x9d, 0xec, 0x58, 0xb9,
            0x64, 0xec, 0x38, 0x43,
        ];
        assert!(Digest::Sha256.hmac_matches(b"Jefe", b"what do ya want for nothing?", &mac));
        assert!(!Digest::Sha256.hmac_matches(b"Jefe", b"what do ya want for nothing?", &mac[..31]));
        let made = Digest::Sha256.hmac(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(made.as_deref(), Some(&mac[..]));
    }
}
