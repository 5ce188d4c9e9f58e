//! The name of one app on one device.

use alloc::format;
use alloc::string::String;
use core::fmt::{self, Write};

use crate::error::{Error, ErrorCode, Result};

/// The longest token. Apple promises no length: tokens of apps have 32 bytes, those of Live
/// Activities several times that, so this leaves room and still bounds the path of a request.
const MAX_BYTES: usize = 256;

/// A device token: the name that APNs gave one app (or activity, or widget) on one device.
///
/// ```
/// use waxwing::apns::DeviceToken;
///
/// let device = DeviceToken::from_hex("00FC13ADFF785122")?;
/// assert_eq!(device.as_hex(), "00fc13adff785122");
/// assert_eq!(device, DeviceToken::from_bytes(&[0, 0xfc, 0x13, 0xad, 0xff, 0x78, 0x51, 0x22])?);
/// assert_eq!(format!("{device:?}"), "DeviceToken(8 bytes)");
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceToken(String);

impl DeviceToken {
    /// From hexadecimal digits of either case; kept and sent in lower case.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidDeviceToken`] when the text is empty, has another character or an odd
    /// number of digits, or stands for more than 256 bytes. Errors never repeat the token.
    pub fn from_hex(hex: &str) -> Result<Self> {
        if hex.is_empty() {
            return Err(refuse("an empty text"));
        }
        if hex.len() > 2 * MAX_BYTES {
            return Err(refuse(format!("{} characters", hex.len())));
        }
        if let Some(offset) = hex.bytes().position(|byte| !byte.is_ascii_hexdigit()) {
            return Err(refuse(format!("another character at offset {offset}")));
        }
        if !hex.len().is_multiple_of(2) {
            return Err(refuse(format!("an odd number of digits, {}", hex.len())));
        }
        Ok(Self(hex.to_ascii_lowercase()))
    }

    /// From the bytes that the app received.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidDeviceToken`] when there are none or more than 256.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        if bytes.is_empty() || bytes.len() > MAX_BYTES {
            return Err(refuse(format!("{} bytes", bytes.len())));
        }
        let mut hex = String::with_capacity(2 * bytes.len());
        for byte in bytes {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        Ok(Self(hex))
    }

    /// The token as lower-case hexadecimal digits.
    #[must_use]
    pub fn as_hex(&self) -> &str {
        &self.0
    }
}

fn refuse(found: impl Into<alloc::borrow::Cow<'static, str>>) -> Error {
    Error::new(
        ErrorCode::InvalidDeviceToken,
        "device token",
        format!("hexadecimal digits of 1 to {MAX_BYTES} bytes"),
        found,
    )
}

impl fmt::Debug for DeviceToken {
    /// The length alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceToken({} bytes)", self.0.len() / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_could_leave_the_path() {
        for bad in [
            "", "a", "abc", "zz", "../", "%2e", "ab/cd", "ab?c", "ab#c", " ab", "ab\n", "<ab>",
            "\u{e9}",
        ] {
            let error = DeviceToken::from_hex(bad).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidDeviceToken, "{bad:?}");
        }
    }

    #[test]
    fn length_is_bounded_not_fixed() {
        for digits in [2, 64, 160, 512] {
            assert!(DeviceToken::from_hex(&"a".repeat(digits)).is_ok());
        }
        assert!(DeviceToken::from_hex(&"a".repeat(514)).is_err());
        assert!(DeviceToken::from_bytes(&[]).is_err());
        assert!(DeviceToken::from_bytes(&[1; 256]).is_ok());
        assert!(DeviceToken::from_bytes(&[1; 257]).is_err());
    }

    #[test]
    fn errors_and_debug_output_never_hold_the_token() {
        let error = DeviceToken::from_hex("deadbeefdeadbeefx").unwrap_err();
        assert!(!format!("{error:?}").contains("dead"));
        assert!(!format!("{:?}", DeviceToken::from_hex("deadbeef").unwrap()).contains("dead"));
    }
}
