//! What the gateway said before it closed the connection.

use super::stream::malformed;
use crate::error::Result;

macro_rules! statuses {
    ($($variant:ident = $code:literal, $name:literal, $advice:literal;)+) => {
        /// Why the gateway closed the connection. A status unknown here is kept as its number.
        ///
        /// ```
        /// use waxwing::apns::binary::Status;
        ///
        /// assert_eq!(Status::from_code(8), Status::InvalidToken);
        /// assert_eq!(Status::from_code(42).code(), 42);
        /// assert_eq!(Status::from_code(42).name(), "other");
        /// ```
        ///
        /// Source: Apple's archived "Binary Provider API", codes in error-response packets.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Status {
            $(
                #[doc = concat!("Status ", $code, ". ", $advice)]
                $variant,
            )+
            /// A status that Apple did not document.
            Other(u8),
        }

        impl Status {
            /// Every documented status.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The status with this number.
            #[must_use]
            pub const fn from_code(code: u8) -> Self {
                match code {
                    $($code => Self::$variant,)+
                    other => Self::Other(other),
                }
            }

            /// Its number.
            #[must_use]
            pub const fn code(self) -> u8 {
                match self {
                    $(Self::$variant => $code,)+
                    Self::Other(code) => code,
                }
            }

            /// The stable name, the same in every language.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                    Self::Other(_) => "other",
                }
            }

            /// What it meant, as a sentence.
            #[must_use]
            pub const fn advice(self) -> &'static str {
                match self {
                    $(Self::$variant => $advice,)+
                    Self::Other(_) => "Apple documented no such status.",
                }
            }
        }
    };
}

statuses! {
    NoError = 0, "no_error", "Nothing was wrong.";
    ProcessingError = 1, "processing_error", "The gateway failed: the notification could be sent again.";
    MissingToken = 2, "missing_token", "The frame had no device token.";
    MissingTopic = 3, "missing_topic", "The certificate named no topic.";
    MissingPayload = 4, "missing_payload", "The frame had no payload.";
    InvalidTokenSize = 5, "invalid_token_size", "The device token had another length than 32 bytes.";
    InvalidTopicSize = 6, "invalid_topic_size", "The topic was too long.";
    InvalidPayloadSize = 7, "invalid_payload_size", "The payload was too long.";
    InvalidToken = 8, "invalid_token", "The device token was none of this topic and environment: drop it.";
    Shutdown = 10, "shutdown", "The gateway closed for maintenance; the identifier was the last one that it took.";
    ProtocolError = 128, "protocol_error", "The frame could not be read.";
    Unknown = 255, "unknown", "No reason was given.";
}

/// What the gateway sent, once, before it closed the connection. Everything behind the named
/// notification was thrown away and had to be sent again.
///
/// ```
/// use waxwing::apns::binary::{ErrorPacket, Status};
///
/// let packet = ErrorPacket::new(Status::InvalidToken, 1);
/// assert_eq!(packet.to_bytes(), [8, 8, 0, 0, 0, 1]);
/// assert!(packet.is_refused());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ErrorPacket {
    /// Why.
    pub status: Status,
    /// The notification that it is about, by its sender's number: the refused one, or with
    /// [`Status::Shutdown`] the last one that was taken.
    pub identifier: u32,
}

/// The first byte.
const COMMAND: u8 = 8;

impl ErrorPacket {
    /// With this status about the notification with this number.
    #[must_use]
    pub const fn new(status: Status, identifier: u32) -> Self {
        Self { status, identifier }
    }

    /// Reads the six bytes.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::MalformedFrame`](crate::error::ErrorCode::MalformedFrame) for another number
    /// of bytes or another command than 8.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        match bytes {
            [COMMAND, code, identifier @ ..] => {
                let identifier: [u8; 4] = identifier
                    .try_into()
                    .map_err(|_| malformed("6 bytes", alloc::format!("{}", bytes.len())))?;
                let identifier = u32::from_be_bytes(identifier);
                Ok(Self { status: Status::from_code(*code), identifier })
            }
            [COMMAND] | [] => Err(malformed("6 bytes", alloc::format!("{}", bytes.len()))),
            [command, ..] => Err(malformed("command 8", alloc::format!("{command}"))),
        }
    }

    /// The six bytes.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 6] {
        let [a, b, c, d] = self.identifier.to_be_bytes();
        [COMMAND, self.status.code(), a, b, c, d]
    }

    /// Whether the named notification itself was refused. Those behind it were lost in any case.
    #[must_use]
    pub const fn is_refused(&self) -> bool {
        !matches!(self.status, Status::Shutdown | Status::NoError)
    }
}
