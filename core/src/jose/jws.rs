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
        let dots = token.iter().filter(|byte| **byte == b'.').count();
        if dots != 2 {
            return Err(malformed(format!("{dots} dots")));
        }
        let mut parts = token.split(|byte| *byte == b'.');
        let (Some(header), Some(payload), Some(signature)) =
            (parts.next(), parts.next(), parts.next())
        else {
            return Err(malformed(format!("{dots} dots")));
        };
        for (name, part) in [("header", header), ("payload", payload), ("signature", signature)] {
            if part.is_empty() {
                return Err(malformed(format!("an empty {name}")));
            }
        }
        let signed_length = header.len() + 1 + payload.len();
        Ok(Self {
            signing_input: token.get(..signed_length).unwrap_or_default(),
            header: base64url::decode(header, "token header")?,
            payload: base64url::decode(payload, "token payload")?,
            signature: base64url::decode(signature, "token signature")?,
        })
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
