//! Key ids and team ids.

use alloc::format;
use alloc::string::String;
use core::fmt;

use super::header::stranger;
use crate::error::{Error, ErrorCode, Result};

/// The length of both kinds (Apple: Establishing a token-based connection to APNs).
const LENGTH: usize = 10;

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $subject:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// From its text: ten capital letters and digits, as Apple issues them.
            ///
            /// # Errors
            ///
            /// [`ErrorCode::InvalidInput`]; the text itself is never repeated.
            pub fn new(text: &str) -> Result<Self> {
                match check(text) {
                    None => Ok(Self(String::from(text))),
                    Some(found) => Err(Error::new(
                        ErrorCode::InvalidInput,
                        $subject,
                        format!("{LENGTH} capital letters and digits"),
                        found,
                    )),
                }
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
    };
}

identifier! {
    /// The id of a signing key: the `kid` of a provider token.
    ///
    /// ```
    /// use waxwing::apns::KeyId;
    ///
    /// assert_eq!(KeyId::new("ABC123DEFG")?.as_str(), "ABC123DEFG");
    /// assert!(KeyId::new("AuthKey_ABC123DEFG.p8").is_err());
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    KeyId, "key id"
}

identifier! {
    /// The id of a developer team: the `iss` of a provider token.
    ///
    /// ```
    /// use waxwing::apns::TeamId;
    ///
    /// assert_eq!(TeamId::new("DEF123GHIJ")?.as_str(), "DEF123GHIJ");
    /// # Ok::<(), waxwing::error::Error>(())
    /// ```
    TeamId, "team id"
}

fn check(text: &str) -> Option<String> {
    stranger(text, |c| c.is_ascii_uppercase() || c.is_ascii_digit())
        .or_else(|| (text.len() != LENGTH).then(|| format!("{} characters", text.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_could_leave_its_json_string_or_header() {
        for bad in [
            "",
            "ABC123DEF",
            "ABC123DEFGH",
            "ABC123DEF\r",
            "ABC123DEF\n",
            "ABC123DEF\0",
            "ABC123DEF\"",
            "ABC123DEF ",
            "ABC123DEF\u{c9}",
            "abc123defg",
        ] {
            let error = KeyId::new(bad).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidInput, "{bad:?}");
            assert_eq!(error.subject(), "key id");
            assert!(!format!("{error}").contains(['\r', '\n', '\0']));
        }
        assert_eq!(TeamId::new("x").unwrap_err().subject(), "team id");
    }
}
