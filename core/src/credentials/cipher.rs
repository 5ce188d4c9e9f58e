//! Block ciphers in CBC mode with the padding of PKCS#7, decryption alone.

use alloc::vec::Vec;

use cipher::{Array, BlockCipherDecrypt, KeyInit};
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
