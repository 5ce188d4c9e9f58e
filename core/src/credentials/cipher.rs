//! Block ciphers in CBC mode with the padding of PKCS#7. All of them decrypt; what is written is
//! encrypted with AES-256 or 3DES.

use alloc::vec::Vec;

use cipher::{Array, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use zeroize::Zeroizing;

/// A cipher that key files name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cipher {
    Aes128,
    Aes192,
    Aes256,
    Des,
    /// Two-key triple DES: the first key is used twice.
    TwoKeyTripleDes,
    TripleDes,
    Rc2(Rc2Key),
}

/// The strengths that key files ask of RC2: key bytes, and effective bits of the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rc2Key {
    Bits40,
    Bits64,
    Bits128,
}

impl Cipher {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Aes128 => "AES-128",
            Self::Aes192 => "AES-192",
            Self::Aes256 => "AES-256",
            Self::Des => "DES",
            Self::TwoKeyTripleDes => "2-key 3DES",
            Self::TripleDes => "3DES",
            Self::Rc2(Rc2Key::Bits40) => "RC2-40",
            Self::Rc2(Rc2Key::Bits64) => "RC2-64",
            Self::Rc2(Rc2Key::Bits128) => "RC2-128",
        }
    }

    pub(super) const fn key_bytes(self) -> usize {
        match self {
            Self::Aes128 | Self::TwoKeyTripleDes | Self::Rc2(Rc2Key::Bits128) => 16,
            Self::Aes192 | Self::TripleDes => 24,
            Self::Aes256 => 32,
            Self::Des | Self::Rc2(Rc2Key::Bits64) => 8,
            Self::Rc2(Rc2Key::Bits40) => 5,
        }
    }

    pub(super) const fn block_bytes(self) -> usize {
        match self {
            Self::Aes128 | Self::Aes192 | Self::Aes256 => 16,
            _ => 8,
        }
    }

    /// The plain text without its padding; nothing if the key, the IV, the length or the padding
    /// is not what it should be.
    pub(super) fn decrypt(self, key: &[u8], iv: &[u8], data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let mut text = Zeroizing::new(data.to_vec());
        match self {
            Self::Aes128 => cbc(&aes::Aes128::new_from_slice(key).ok()?, iv, &mut text)?,
            Self::Aes192 => cbc(&aes::Aes192::new_from_slice(key).ok()?, iv, &mut text)?,
            Self::Aes256 => cbc(&aes::Aes256::new_from_slice(key).ok()?, iv, &mut text)?,
            Self::Des => cbc(&des::Des::new_from_slice(key).ok()?, iv, &mut text)?,
            Self::TwoKeyTripleDes => {
                cbc(&des::TdesEde2::new_from_slice(key).ok()?, iv, &mut text)?;
            }
            Self::TripleDes => cbc(&des::TdesEde3::new_from_slice(key).ok()?, iv, &mut text)?,
            Self::Rc2(_) => {
                if key.len() != self.key_bytes() {
                    return None;
                }
                cbc(&rc2::Rc2::new_with_eff_key_len(key, 8 * key.len()), iv, &mut text)?;
            }
        }
        let padding = usize::from(*text.last()?);
        if padding == 0 || padding > self.block_bytes() {
            return None;
        }
        let length = text.len().checked_sub(padding)?;
        if text.get(length..)?.iter().any(|byte| usize::from(*byte) != padding) {
            return None;
        }
        text.truncate(length);
        Some(text)
    }
}

impl Cipher {
    /// The text with its padding, encrypted; nothing for a cipher that nothing is written with
    /// any more, or another length of key or IV than it has.
    pub(super) fn encrypt(self, key: &[u8], iv: &[u8], text: &[u8]) -> Option<Vec<u8>> {
        let block = self.block_bytes();
        let padding = block - text.len() % block;
        // As long as it gets from the start, so that no copy of a key stays behind.
        let mut padded = Zeroizing::new(Vec::with_capacity(text.len() + padding));
        padded.extend_from_slice(text);
        padded.resize(text.len() + padding, u8::try_from(padding).ok()?);
        match self {
            Self::Aes256 => chain(&aes::Aes256::new_from_slice(key).ok()?, iv, &mut padded)?,
            Self::TripleDes => chain(&des::TdesEde3::new_from_slice(key).ok()?, iv, &mut padded)?,
            _ => return None,
        }
        Some(core::mem::take(&mut *padded))
    }
}

/// Cipher block chaining forwards, in place.
fn chain<C: BlockCipherEncrypt>(cipher: &C, iv: &[u8], text: &mut [u8]) -> Option<()> {
    let mut previous: Array<u8, C::BlockSize> = Array::try_from(iv).ok()?;
    let (blocks, _) = Array::<u8, C::BlockSize>::slice_as_chunks_mut(text);
    for block in blocks {
        for (byte, mask) in block.iter_mut().zip(previous.iter()) {
            *byte ^= mask;
        }
        cipher.encrypt_block(block);
        previous = block.clone();
    }
    Some(())
}

/// Cipher block chaining, in place.
fn cbc<C: BlockCipherDecrypt>(cipher: &C, iv: &[u8], text: &mut [u8]) -> Option<()> {
    let mut previous: Array<u8, C::BlockSize> = Array::try_from(iv).ok()?;
    let (blocks, rest) = Array::<u8, C::BlockSize>::slice_as_chunks_mut(text);
    if !rest.is_empty() {
        return None;
    }
    for block in blocks {
        let encrypted = block.clone();
        cipher.decrypt_block(block);
        for (byte, mask) in block.iter_mut().zip(previous.iter()) {
            *byte ^= mask;
        }
        previous = encrypted;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aes_256_encrypts_as_nist_has_it() {
        // NIST SP 800-38A section F.2.5, the first block.
        let hex = |text: &str| -> Vec<u8> {
            let digits: Vec<u8> =
                text.chars().filter_map(|c| u8::try_from(c.to_digit(16)?).ok()).collect();
            digits.as_chunks::<2>().0.iter().map(|[high, low]| high << 4 | low).collect()
        };
        let key = hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
        let iv = hex("000102030405060708090a0b0c0d0e0f");
        let text = hex("6bc1bee22e409f96e93d7e117393172a");
        let encrypted = Cipher::Aes256.encrypt(&key, &iv, &text).unwrap();
        assert_eq!(encrypted.get(..16), Some(&hex("f58c4c04d6e5f1ba779eabfb5f7bfbd6")[..]));
        assert_eq!(*Cipher::Aes256.decrypt(&key, &iv, &encrypted).unwrap(), text);
        assert!(Cipher::Des.encrypt(&[1; 8], &[0; 8], &text).is_none());
    }

    #[test]
    fn wrong_lengths_and_paddings_are_refused() {
        let cipher = Cipher::Aes128;
        assert!(cipher.decrypt(&[0; 16], &[0; 16], &[]).is_none());
        assert!(cipher.decrypt(&[0; 16], &[0; 16], &[0; 15]).is_none());
        assert!(cipher.decrypt(&[0; 15], &[0; 16], &[0; 16]).is_none());
        assert!(cipher.decrypt(&[0; 16], &[0; 15], &[0; 16]).is_none());
        let rc2 = Cipher::Rc2(Rc2Key::Bits40);
        assert!(rc2.decrypt(&[0; 16], &[0; 8], &[0; 8]).is_none());
    }
}
