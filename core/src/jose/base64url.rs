//! base64url without padding, strictly (RFC 7515 section 2, RFC 4648 section 5).

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::{Error, ErrorCode, Result};

/// Encodes without padding.
#[must_use]
pub fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Decodes one part of a token, which `subject` names in errors.
///
/// # Errors
///
/// [`ErrorCode::InvalidBase64`] for padding, white space, `+`, `/`, any other character, an
/// impossible length, and bits left over in the last character.
pub fn decode(text: &[u8], subject: &'static str) -> Result<Vec<u8>> {
    URL_SAFE_NO_PAD
        .decode(text)
        .map_err(|error| refusal(subject, "base64url without padding", &error))
}

/// The refusal of a base64 text; names a place or a length, never the text.
pub(crate) fn refusal(
    subject: impl Into<alloc::borrow::Cow<'static, str>>,
    expected: &'static str,
    error: &base64::DecodeError,
) -> Error {
    let found = match error {
        base64::DecodeError::InvalidByte(offset, _) => {
            format!("another character at offset {offset}")
        }
        base64::DecodeError::InvalidLength(length) => format!("a length of {length} characters"),
        base64::DecodeError::InvalidLastSymbol(offset, _) => {
            format!("bits left over in the last character, at offset {offset}")
        }
        base64::DecodeError::InvalidPadding => String::from("other padding"),
    };
    Error::new(ErrorCode::InvalidBase64, subject, expected, found)
}
