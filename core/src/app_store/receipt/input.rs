//! A receipt as it was sent: text or bytes.

use alloc::borrow::Cow;
use alloc::format;
use alloc::vec::Vec;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::error::{Error, ErrorCode, Result};

/// The longest receipt, in bytes after base64: room for thousands of purchases.
pub const MAX_RECEIPT_BYTES: usize = 4 * 1024 * 1024;

/// What a receipt is called in errors.
pub(super) const WHAT: &str = "receipt";

/// The first byte of a SEQUENCE. No base64 of one begins with it as a character.
const SEQUENCE: u8 = 0x30;

pub(super) fn malformed(found: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorCode::ReceiptMalformed, WHAT, "a PKCS#7 SignedData, as base64 or DER", found)
}

/// The bytes of an app receipt that came as base64 or as they are.
pub(super) fn app_receipt(input: &[u8]) -> Result<Cow<'_, [u8]>> {
    if input.first() == Some(&SEQUENCE) {
        limit(input.len(), MAX_RECEIPT_BYTES, "bytes")?;
        return Ok(Cow::Borrowed(input));
    }
    base64(input).map(Cow::Owned)
}

/// Decodes standard base64. Line breaks, as MIME writers make them, and white space around it
/// carry no meaning; everything else does.
pub(super) fn base64(text: &[u8]) -> Result<Vec<u8>> {
    // Four characters for three bytes, and a line break of two for 64 characters.
    limit(text.len(), MAX_RECEIPT_BYTES / 3 * 4 / 64 * 66, "characters")?;
    let text = text.trim_ascii();
    let joined: Cow<'_, [u8]> = if text.iter().any(|byte| is_line_break(*byte)) {
        Cow::Owned(text.iter().copied().filter(|byte| !is_line_break(*byte)).collect())
    } else {
        Cow::Borrowed(text)
    };
    STANDARD.decode(&joined).map_err(|error| match error {
        base64::DecodeError::InvalidByte(offset, b' ') => malformed(format!(
            "a space at offset {offset} of the base64, as form decoding makes of a plus sign"
        )),
        base64::DecodeError::InvalidByte(offset, b'-' | b'_') => {
            malformed(format!("a character of base64url at offset {offset}, not standard base64"))
        }
        base64::DecodeError::InvalidByte(offset, _) => {
            malformed(format!("another character at offset {offset} of the base64"))
        }
        base64::DecodeError::InvalidLength(length) => {
            malformed(format!("base64 of {length} characters"))
        }
        _ => malformed("base64 that does not end as it should"),
    })
}

const fn is_line_break(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

fn limit(length: usize, most: usize, unit: &str) -> Result<()> {
    if length > most {
        return Err(Error::new(
            ErrorCode::TooLarge,
            WHAT,
            format!("at most {most} {unit}"),
            format!("{length} {unit}"),
        ));
    }
    Ok(())
}
