//! Reading the compact form.

use alloc::format;
use alloc::vec::Vec;

use super::base64url;
use crate::error::{Error, ErrorCode, Result};

/// The longest token that is looked at: thirty times a genuine notification with both of its
/// nested objects, and short enough that no token costs noticeable time.
pub const MAX_TOKEN_BYTES: usize = 256 * 1024;

/// A compact JWS, split and decoded, with nothing in it believed (RFC 7515 section 7.1).
#[derive(Clone)]
pub struct CompactJws<'a> {
    signing_input: &'a [u8],
    header: Vec<u8>,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

impl<'a> CompactJws<'a> {
    /// Splits a token at its dots and decodes the three parts.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::TooLarge`], [`ErrorCode::Malformed`] or [`ErrorCode::InvalidBase64`].
    pub fn parse(token: &'a [u8]) -> Result<Self> {
        Parts::split(token)?.decode()
    }

    /// The bytes that were signed: header, dot and payload as received.
    #[must_use]
    pub const fn signing_input(&self) -> &'a [u8] {
        self.signing_input
    }

    /// The header's bytes.
    #[must_use]
    pub fn header(&self) -> &[u8] {
        &self.header
    }

    /// The payload's bytes. Unverified.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The payload's bytes, taken out. Unverified.
    #[must_use]
    pub fn into_payload(self) -> Vec<u8> {
        self.payload
    }

    /// The signature's bytes.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }
}

/// The three parts of a token as received, none of them empty or decoded.
pub(crate) struct Parts<'a> {
    pub(crate) signing_input: &'a [u8],
    pub(crate) header: &'a [u8],
    payload: &'a [u8],
    signature: &'a [u8],
}

impl<'a> Parts<'a> {
    /// Splits a token at its dots.
    pub(crate) fn split(token: &'a [u8]) -> Result<Self> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(Error::new(
                ErrorCode::TooLarge,
                "token",
                format!("at most {MAX_TOKEN_BYTES} bytes"),
                format!("{} bytes", token.len()),
            ));
        }
        let malformed = |found| {
            Error::new(ErrorCode::Malformed, "token", "three parts joined by two dots", found)
        };
        let dots = |token: &[u8]| token.iter().filter(|byte| **byte == b'.').count();
        let parts = cut(token).and_then(|(header, rest)| Some((header, cut(rest)?)));
        let Some((header, (payload, signature))) = parts else {
            return Err(malformed(format!("{} dots", dots(token))));
        };
        if signature.contains(&b'.') {
            return Err(malformed(format!("{} dots", dots(token))));
        }
        for (name, part) in [("header", header), ("payload", payload), ("signature", signature)] {
            if part.is_empty() {
                return Err(malformed(format!("an empty {name}")));
            }
        }
        let signed_length = header.len() + 1 + payload.len();
        let signing_input = token.get(..signed_length).unwrap_or_default();
        Ok(Self { signing_input, header, payload, signature })
    }

    /// Decodes them, the header first.
    pub(crate) fn decode(self) -> Result<CompactJws<'a>> {
        let header = base64url::decode(self.header, "token header")?;
        Ok(CompactJws { header, ..self.decode_after_header()? })
    }

    /// All but the header, which is left empty: for a header that is known to be good.
    pub(crate) fn decode_after_header(self) -> Result<CompactJws<'a>> {
        Ok(CompactJws {
            signing_input: self.signing_input,
            header: Vec::new(),
            payload: base64url::decode(self.payload, "token payload")?,
            signature: base64url::decode(self.signature, "token signature")?,
        })
    }
}

/// What stands before and after the first dot. In blocks, whose search is several bytes at a time.
fn cut(text: &[u8]) -> Option<(&[u8], &[u8])> {
    const BLOCK: usize = 128;
    let skipped = text.chunks(BLOCK).position(|block| block.contains(&b'.'))? * BLOCK;
    let found = text.get(skipped..)?.iter().position(|byte| *byte == b'.')?;
    let (before, after) = text.split_at_checked(skipped + found)?;
    Some((before, after.get(1..)?))
}
