//! What the feedback service sent: devices that no longer had the app.

use alloc::format;
use alloc::vec::Vec;

use super::notification::MAX_TOKEN;
use super::stream::{Bytes, Step, Stream, malformed, unhex};
use crate::apns::DeviceToken;
use crate::error::{Error, ErrorCode, Result};
use crate::time::Timestamp;

/// A device that no longer had the app at a time: what status 410 says today.
///
/// ```
/// use waxwing::apns::DeviceToken;
/// use waxwing::apns::binary::FeedbackEntry;
/// use waxwing::time::Timestamp;
///
/// let entry = FeedbackEntry::new(1_454_948_015, DeviceToken::from_bytes(&[0xaa; 32])?);
/// assert_eq!(entry.to_bytes()?.len(), 38);
/// assert!(entry.drops(Timestamp::from_secs(1_454_000_000)?));
/// assert!(!entry.drops(Timestamp::from_secs(1_455_000_000)?)); // registered again since
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedbackEntry {
    /// When APNs knew, in seconds since 1970.
    pub time_s: u32,
    /// The device.
    pub device: DeviceToken,
}

impl FeedbackEntry {
    /// For this device, known at this time in seconds since 1970.
    #[must_use]
    pub const fn new(time_s: u32, device: DeviceToken) -> Self {
        Self { time_s, device }
    }

    /// When APNs knew.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        Timestamp::from_millis(i64::from(self.time_s) * 1000)
    }

    /// Whether the device token is to be dropped: unless the app registered it at that time or
    /// later. Not known when it registered counts as before.
    #[must_use]
    pub fn drops(&self, registered_at: impl Into<Option<Timestamp>>) -> bool {
        registered_at.into().is_none_or(|registered_at| registered_at < self.time())
    }

    /// The bytes: time, length and device token.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidBinaryNotification`] for a device token of more than 100 bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let token = unhex(self.device.as_hex());
        if token.len() > MAX_TOKEN {
            return Err(Error::new(
                ErrorCode::InvalidBinaryNotification,
                "device token",
                "1 to 100 bytes",
                format!("{}", token.len()),
            ));
        }
        let length = u16::try_from(token.len()).unwrap_or_default();
        Ok([&self.time_s.to_be_bytes()[..], &length.to_be_bytes(), &token].concat())
    }
}

/// Cuts what the feedback service sent into entries, in whatever pieces it comes. Reading the
/// list cleared it, so a recording is all there is.
///
/// ```
/// use waxwing::apns::binary::FeedbackDecoder;
///
/// let mut decoder = FeedbackDecoder::new();
/// let entries = decoder.feed(&[0x56, 0xb8, 0xbe, 0xaf, 0, 2, 0xaa, 0xaa])?;
/// assert_eq!(entries[0].time_s, 1_454_948_015);
/// decoder.finish()?;
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct FeedbackDecoder(Stream);

impl FeedbackDecoder {
    /// Before the first byte.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes and gives every entry that is whole by now. Where a fault follows
    /// some, they come first and the fault in the next call.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::MalformedFrame`]; from then on, always.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<Vec<FeedbackEntry>> {
        self.0.feed(bytes, step)
    }

    /// How many bytes more it takes, at least, until the next entry can be whole.
    #[must_use]
    pub fn needed(&self) -> usize {
        self.0.needed(step)
    }

    /// That no part of an entry is left over at the end.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::MalformedFrame`].
    pub fn finish(&self) -> Result<()> {
        self.0.finish()
    }
}

fn step(bytes: &[u8]) -> Result<Step<FeedbackEntry>> {
    let mut bytes = Bytes::new(bytes);
    let read = |bytes: &mut Bytes<'_>| Ok::<_, usize>((bytes.u32()?, bytes.length()?));
    let Ok((time_s, length)) = read(&mut bytes) else {
        // Nothing in front of the length is of use alone.
        return Ok(Step::Need(6));
    };
    if !(1..=MAX_TOKEN).contains(&length) {
        return Err(malformed("a device token of 1 to 100 bytes", format!("{length}")));
    }
    match bytes.take(length) {
        Ok(token) => {
            let device = DeviceToken::from_bytes(token)?;
            Ok(Step::Item(FeedbackEntry { time_s, device }, bytes.at()))
        }
        Err(needed) => Ok(Step::Need(needed)),
    }
}
