//! The name under which phones open channels for senders with a certificate.

use alloc::format;
use alloc::string::String;

use crate::error::{Error, ErrorCode, Result};

/// The longest common name (RFC 5280, appendix A.1).
const MAX_CHARACTERS: usize = 64;

/// The name under which an app opens its channel, for a sender with a certificate: the common name
/// in the certificate's subject, byte for byte, with its `*.` where it has one.
///
/// ```
/// use waxwing::windows::mpns::ServiceName;
///
/// let name = ServiceName::from_common_name("*.push.example.com")?;
/// assert!(name.is("*.push.example.com"));
/// assert!(!name.is("a.push.example.com"));
///
/// // Once an app in the store is tied to a certificate, the next one needs the same name.
/// assert!(!name.is_renewed_by(&ServiceName::from_common_name("push.example.com")?));
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// An app that had a channel without a certificate must open the next one under another channel
/// name; otherwise each push over it is answered with 401.
///
/// Source: Microsoft, "Setting up an authenticated web service to send push notifications for
/// Windows Phone".
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ServiceName(String);

impl ServiceName {
    /// By the common name of a certificate's subject.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] about `common name` unless it has 1 to 64 characters without
    /// control characters.
    pub fn from_common_name(name: &str) -> Result<Self> {
        const EXPECTED: &str = "1 to 64 characters of the subject's common name";
        let refuse =
            |found| Err(Error::new(ErrorCode::InvalidInput, "common name", EXPECTED, found));
        let length = name.chars().count();
        if length == 0 {
            return refuse(String::from("an empty text"));
        }
        if length > MAX_CHARACTERS {
            return refuse(format!("{length} characters"));
        }
        if name.chars().any(char::is_control) {
            return refuse(String::from("a control character"));
        }
        Ok(Self(String::from(name)))
    }

    /// By a certificate.
    ///
    /// # Errors
    ///
    /// Those of [`from_common_name`](Self::from_common_name), also without a common name.
    #[cfg(feature = "credentials")]
    pub fn from_certificate(certificate: &crate::credentials::Certificate) -> Result<Self> {
        Self::from_common_name(&certificate.common_name().unwrap_or_default())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether an app that opens its channel under this name is one of the certificate's: byte for
    /// byte, a star stands for nothing.
    #[must_use]
    pub fn is(&self, service_name: &str) -> bool {
        self.0 == service_name
    }

    /// Whether a certificate of that name can follow one of this.
    #[must_use]
    pub fn is_renewed_by(&self, next: &Self) -> bool {
        self == next
    }
}
