//! The binary protocol of APNs.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::apns::DeviceToken;
use waxwing::apns::binary::{
    Decoder, ErrorPacket, FeedbackDecoder, FeedbackEntry, Frame, Notification, Received, Status,
};
use waxwing::time::Timestamp;

use crate::error::Result;
use crate::writer::{Writer, array};

/// The bytes of one frame. What is absent is not in the notification.
#[wasm_bindgen(js_name = binaryFrame)]
pub fn binary_frame(
    frame: &str,
    device: &str,
    payload: &[u8],
    identifier: Option<u32>,
    expiry_s: Option<u32>,
    priority: Option<u8>,
) -> Result<Vec<u8>> {
    let mut notification = Notification::new(DeviceToken::from_hex(device)?, payload);
    notification.identifier = identifier;
    notification.expiry_s = expiry_s;
    notification.priority = priority;
    Ok(notification.to_bytes(Frame::from_name(frame)?)?)
}

/// Behind the class `BinaryDecoder`.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct BinaryDecoderHandle(Decoder);

#[wasm_bindgen]
impl BinaryDecoderHandle {
    /// Before the first byte.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Every notification that is whole by now, as JSON text.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<String> {
        Ok(array(self.0.feed(bytes)?.iter().map(received)))
    }

    /// How many bytes more it takes, at least.
    #[must_use]
    pub fn needed(&self) -> usize {
        self.0.needed()
    }

    /// Refuses a part of a frame that is left over.
    pub fn finish(&self) -> Result<()> {
        Ok(self.0.finish()?)
    }
}

fn received(received: &Received) -> String {
    let notification = &received.notification;
    let others = array(received.other_items.iter().map(|(id, data)| {
        let mut writer = Writer::new();
        writer.number("id", *id).bytes("data", data);
        writer.finish()
    }));
    let mut writer = Writer::new();
    writer
        .text("frame", received.frame.name())
        .text("device", notification.device.as_hex())
        .bytes("payload", &notification.payload)
        .some_number("identifier", notification.identifier.map(i64::from))
        .some_number("expiryS", notification.expiry_s.map(i64::from))
        .some_number("priority", notification.priority.map(i64::from))
        .json("otherItems", &others);
    writer.finish()
}

/// The six bytes of an error packet.
#[wasm_bindgen(js_name = errorPacket)]
#[must_use]
pub fn error_packet(status: u8, identifier: u32) -> Vec<u8> {
    ErrorPacket::new(Status::from_code(status), identifier).to_bytes().to_vec()
}

/// What an error packet says, as JSON text.
#[wasm_bindgen(js_name = readErrorPacket)]
pub fn read_error_packet(bytes: &[u8]) -> Result<String> {
    let packet = ErrorPacket::from_bytes(bytes)?;
    let mut writer = Writer::new();
    writer
        .text("status", packet.status.name())
        .number("code", packet.status.code())
        .number("identifier", packet.identifier)
        .flag("isRefused", packet.is_refused())
        .text("advice", packet.status.advice());
    Ok(writer.finish())
}

/// The bytes of an entry of the feedback service.
#[wasm_bindgen(js_name = feedbackEntry)]
pub fn feedback_entry(time_s: u32, device: &str) -> Result<Vec<u8>> {
    Ok(FeedbackEntry::new(time_s, DeviceToken::from_hex(device)?).to_bytes()?)
}

/// Whether the entry's device token is to be dropped.
#[wasm_bindgen(js_name = feedbackDrops)]
pub fn feedback_drops(time_s: u32, device: &str, registered_at: Option<i64>) -> Result<bool> {
    let entry = FeedbackEntry::new(time_s, DeviceToken::from_hex(device)?);
    Ok(entry.drops(registered_at.map(Timestamp::from_millis)))
}

/// Behind the class `FeedbackDecoder`.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct FeedbackDecoderHandle(FeedbackDecoder);

#[wasm_bindgen]
impl FeedbackDecoderHandle {
    /// Before the first byte.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Every entry that is whole by now, as JSON text.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<String> {
        Ok(array(self.0.feed(bytes)?.iter().map(|entry| {
            let mut writer = Writer::new();
            writer.number("timeS", entry.time_s).text("device", entry.device.as_hex());
            writer.finish()
        })))
    }

    /// How many bytes more it takes, at least.
    #[must_use]
    pub fn needed(&self) -> usize {
        self.0.needed()
    }

    /// Refuses a part of an entry that is left over.
    pub fn finish(&self) -> Result<()> {
        Ok(self.0.finish()?)
    }
}
