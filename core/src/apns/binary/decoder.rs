//! Frames of notifications, as they went to the gateway.

use alloc::format;
use alloc::vec::Vec;

use super::notification::{Frame, MAX_PAYLOAD, MAX_TOKEN, Notification};
use super::stream::{Bytes, Step, Stream, malformed};
use crate::apns::DeviceToken;
use crate::error::{Error, Result};

/// Twice what the known items take, each as long as it may be.
const MAX_ITEMS: usize = 4396;

/// One notification out of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Received {
    /// The frame that it stood in.
    pub frame: Frame,
    /// The notification.
    pub notification: Notification,
    /// Items of a modern frame that Apple never documented: number and data, in their order.
    pub other_items: Vec<(u8, Vec<u8>)>,
}

/// Cuts a recorded stream into notifications, in whatever pieces it comes.
///
/// It keeps less than one frame, which has 4401 bytes at most.
///
/// ```
/// use waxwing::apns::binary::Decoder;
///
/// let mut decoder = Decoder::new();
/// assert!(decoder.feed(&[0, 0, 1, 0xaa, 0, 2, 0x7b])?.is_empty());
/// assert_eq!(decoder.needed(), 1);
/// assert_eq!(decoder.feed(&[0x7d])?[0].notification.payload, b"{}");
/// decoder.finish()?;
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Decoder(Stream);

impl Decoder {
    /// Before the first byte.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes and gives every notification that is whole by now. Where a fault
    /// follows some, they come first and the fault in the next call.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::MalformedFrame`](crate::error::ErrorCode::MalformedFrame); from then on,
    /// always: where the next frame would begin is unknown.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<Vec<Received>> {
        self.0.feed(bytes, step)
    }

    /// How many bytes more it takes, at least, until the next notification can be whole.
    #[must_use]
    pub fn needed(&self) -> usize {
        self.0.needed(step)
    }

    /// That no part of a frame is left over at the end.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::MalformedFrame`](crate::error::ErrorCode::MalformedFrame).
    pub fn finish(&self) -> Result<()> {
        self.0.finish()
    }
}

/// A fault, or what is missing.
enum Stop {
    Need(usize),
    Fault(Error),
}

impl From<usize> for Stop {
    fn from(needed: usize) -> Self {
        Self::Need(needed)
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Fault(error)
    }
}

fn step(bytes: &[u8]) -> Result<Step<Received>> {
    let mut bytes = Bytes::new(bytes);
    match frame(&mut bytes) {
        Ok(received) => Ok(Step::Item(received, bytes.at())),
        Err(Stop::Need(needed)) => Ok(Step::Need(needed)),
        Err(Stop::Fault(error)) => Err(error),
    }
}

fn frame(bytes: &mut Bytes<'_>) -> core::result::Result<Received, Stop> {
    let command = bytes.u8()?;
    let frame = Frame::ALL
        .iter()
        .copied()
        .find(|frame| frame.command() == command)
        .ok_or_else(|| malformed("command 0, 1 or 2", format!("{command}")))?;
    let (notification, other_items) = match frame {
        Frame::Modern => modern(bytes)?,
        Frame::Simple | Frame::Enhanced => {
            let (identifier, expiry_s) = match frame {
                Frame::Enhanced => (Some(bytes.u32()?), Some(bytes.u32()?)),
                _ => (None, None),
            };
            let length = token_length(bytes.length()?)?;
            let device = DeviceToken::from_bytes(bytes.take(length)?)?;
            let length = payload_length(bytes.length()?)?;
            let payload = bytes.take(length)?.to_vec();
            let notification =
                Notification { device, payload, identifier, expiry_s, priority: None };
            (notification, Vec::new())
        }
    };
    Ok(Received { frame, notification, other_items })
}

fn token_length(length: usize) -> Result<usize> {
    if (1..=MAX_TOKEN).contains(&length) {
        return Ok(length);
    }
    Err(malformed("a device token of 1 to 100 bytes", format!("{length}")))
}

fn payload_length(length: usize) -> Result<usize> {
    if (1..=MAX_PAYLOAD).contains(&length) {
        return Ok(length);
    }
    Err(malformed("a payload of 1 to 2048 bytes", format!("{length}")))
}

type Items = (Notification, Vec<(u8, Vec<u8>)>);

fn modern(bytes: &mut Bytes<'_>) -> core::result::Result<Items, Stop> {
    let length = usize::try_from(bytes.u32()?).unwrap_or(usize::MAX);
    if length > MAX_ITEMS {
        let found = format!("{length}");
        return Err(malformed("at most 4396 bytes of items", found).into());
    }
    Ok(items(bytes.take(length)?)?)
}

fn items(content: &[u8]) -> Result<Items> {
    let mut bytes = Bytes::new(content);
    let cut = |_| malformed("whole items", "one that is longer than its frame");
    let (mut device, mut payload, mut identifier, mut expiry_s, mut priority) =
        (None, None, None, None, None);
    let mut others = Vec::new();
    while bytes.at() < content.len() {
        let id = bytes.u8().map_err(cut)?;
        let length = bytes.length().map_err(cut)?;
        let data = bytes.take(length).map_err(cut)?;
        let is_new = match id {
            1 => {
                token_length(length)?;
                device.replace(DeviceToken::from_bytes(data)?).is_none()
            }
            2 => {
                payload_length(length)?;
                payload.replace(data.to_vec()).is_none()
            }
            3 => identifier.replace(four(data)?).is_none(),
            4 => expiry_s.replace(four(data)?).is_none(),
            5 => match data {
                [number] => priority.replace(*number).is_none(),
                _ => return Err(malformed("a priority of 1 byte", format!("{length}"))),
            },
            _ => {
                others.push((id, data.to_vec()));
                true
            }
        };
        if !is_new {
            return Err(malformed("each item once", format!("item {id} twice")));
        }
    }
    let missing = |what| malformed("a device token and a payload", what);
    let notification = Notification {
        device: device.ok_or_else(|| missing("no device token"))?,
        payload: payload.ok_or_else(|| missing("no payload"))?,
        identifier,
        expiry_s,
        priority,
    };
    Ok((notification, others))
}

fn four(data: &[u8]) -> Result<u32> {
    let bytes: [u8; 4] =
        data.try_into().map_err(|_| malformed("4 bytes", format!("{}", data.len())))?;
    Ok(u32::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    fn note(byte: u8) -> Notification {
        Notification::new(DeviceToken::from_bytes(&[byte; 32]).unwrap(), "{}")
    }

    #[test]
    fn a_stream_may_be_cut_anywhere() {
        let mut bytes = note(1).to_bytes(Frame::Simple).unwrap();
        bytes.extend(note(2).identifier(7).expiry_s(9).to_bytes(Frame::Enhanced).unwrap());
        bytes.extend(note(3).priority(5).to_bytes(Frame::Modern).unwrap());
        for piece in 1..=bytes.len() {
            let mut decoder = Decoder::new();
            let mut found = Vec::new();
            for part in bytes.chunks(piece) {
                let needed = decoder.needed();
                let items = decoder.feed(part).unwrap();
                assert!(items.is_empty() || part.len() >= needed);
                found.extend(items);
            }
            decoder.finish().unwrap();
            let devices: Vec<&DeviceToken> =
                found.iter().map(|one| &one.notification.device).collect();
            assert_eq!(devices, [&note(1).device, &note(2).device, &note(3).device]);
        }
    }

    #[test]
    fn a_fault_comes_behind_what_is_in_front_of_it_and_stays() {
        let mut bytes = note(1).to_bytes(Frame::Simple).unwrap();
        bytes.push(9);
        let mut decoder = Decoder::new();
        assert_eq!(decoder.feed(&bytes).unwrap().len(), 1);
        for _ in 0..2 {
            let fault = decoder.feed(&note(2).to_bytes(Frame::Simple).unwrap()).unwrap_err();
            assert_eq!(fault.code(), ErrorCode::MalformedFrame);
            assert_eq!(fault.found(), "9");
        }
        assert_eq!(decoder.finish().unwrap_err().found(), "9");
    }

    #[test]
    fn what_is_kept_is_less_than_a_frame() {
        let mut decoder = Decoder::new();
        let mut one = alloc::vec![2, 0, 0, 0x11, 0x2c];
        one.resize(5 + MAX_ITEMS - 1, 0xff);
        assert!(decoder.feed(&one).unwrap().is_empty());
        assert_eq!(decoder.needed(), 1);
        assert!(decoder.feed(&[2, 0, 0, 0x11, 0x2d]).is_err());
        assert!(Decoder::new().feed(&[2, 0, 0, 0x11, 0x2d]).is_err());
    }
}
