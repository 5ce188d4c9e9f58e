//! The binary protocol of APNs that Apple turned off on 31 March 2021: for archives, recordings
//! and migrations. Nothing listens to it any more.
//!
//! ```
//! use waxwing::apns::DeviceToken;
//! use waxwing::apns::binary::{Decoder, ErrorPacket, Frame, Notification, Status};
//!
//! let device = DeviceToken::from_bytes(&[0xaa; 32])?;
//! let note = Notification::new(device, "{}").identifier(1).expiry_s(0);
//! let bytes = note.to_bytes(Frame::Enhanced)?;
//! assert_eq!(bytes.len(), 47);
//!
//! let mut decoder = Decoder::new();
//! assert_eq!(decoder.feed(&bytes[..30])?, []);
//! assert_eq!(decoder.feed(&bytes[30..])?[0].notification, note);
//! decoder.finish()?;
//!
//! let packet = ErrorPacket::from_bytes(&[8, 8, 0, 0, 0, 1])?;
//! assert_eq!((packet.status, packet.identifier), (Status::InvalidToken, 1));
//! # Ok::<(), waxwing::error::Error>(())
//! ```
//!
//! | what was | what replaces it |
//! | --- | --- |
//! | `gateway.push.apple.com:2195`, `gateway.sandbox.push.apple.com:2195` | HTTP/2: [`Endpoint`](super::Endpoint); the same certificates work there |
//! | frames ([`Frame`], [`Notification`]) | a request for each device: [`Prepared`](super::Prepared); [`Notification::to_builder`] leads there |
//! | success by silence | a reply to each request: [`Reply`](super::Reply) |
//! | error packets ([`ErrorPacket`]), and all notifications behind the refused one lost | a [`Reason`](super::Reason) for that request alone |
//! | `feedback.push.apple.com:2196` ([`FeedbackEntry`]) | status 410 with the time since when: [`Action::DropDevice`](super::Action::DropDevice) |
//! | payloads of 256, later 2048 bytes | 4096 bytes, 5120 for VoIP |
//!
//! All numbers are big-endian. Everything is behind the feature `legacy-apns`.
//!
//! Source: Apple's archived "Local and Remote Notification Programming Guide", "Binary Provider
//! API" and "Legacy Information".

mod decoder;
mod error_packet;
mod feedback;
mod notification;
mod stream;

pub use decoder::{Decoder, Received};
pub use error_packet::{ErrorPacket, Status};
pub use feedback::{FeedbackDecoder, FeedbackEntry};
pub use notification::{Frame, Notification};
