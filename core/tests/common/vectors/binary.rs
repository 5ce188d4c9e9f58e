//! Operation `binary_apns`.

use serde::Deserialize;
use serde_json::{Value, json};

use waxwing::apns::DeviceToken;
use waxwing::apns::binary::{
    Decoder, ErrorPacket, FeedbackDecoder, FeedbackEntry, Frame, Notification, Received,
};
use waxwing::error::Result;
use waxwing::time::Timestamp;

use super::{Outcome, base64, unbase64, without_nulls};

#[derive(Deserialize)]
#[serde(tag = "call", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum BinaryCase {
    Encode {
        frame: String,
        token_hex: String,
        payload_b64: String,
        identifier: Option<u32>,
        expiry_s: Option<u32>,
        priority: Option<u8>,
    },
    Decode {
        chunks_hex: Vec<String>,
        finish: bool,
    },
    ErrorPacket {
        hex: String,
    },
    Feedback {
        chunks_hex: Vec<String>,
        finish: bool,
        registered_at_ms: Option<i64>,
    },
    FeedbackEntry {
        time_s: u32,
        token_hex: String,
    },
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        text.chars().map(|c| u8::try_from(c.to_digit(16).unwrap()).unwrap()).collect();
    digits.chunks(2).map(|pair| pair[0] * 16 + pair[1]).collect()
}

pub(super) fn binary_apns(case: &BinaryCase) -> Outcome {
    match case {
        BinaryCase::Encode { frame, token_hex, payload_b64, identifier, expiry_s, priority } => {
            let device = DeviceToken::from_hex(token_hex)?;
            let mut note = Notification::new(device, unbase64(payload_b64));
            note.identifier = *identifier;
            note.expiry_s = *expiry_s;
            note.priority = *priority;
            Ok(json!({"hex": hex(&note.to_bytes(Frame::from_name(frame)?)?)}))
        }
        BinaryCase::Decode { chunks_hex, finish } => {
            let mut decoder = Decoder::new();
            let frames = each(chunks_hex, |bytes| decoder.feed(bytes))?;
            if *finish {
                decoder.finish()?;
            }
            let frames: Vec<Value> = frames.iter().map(received).collect();
            Ok(json!({"frames": frames, "needed": decoder.needed()}))
        }
        BinaryCase::ErrorPacket { hex: text } => {
            let packet = ErrorPacket::from_bytes(&unhex(text))?;
            Ok(json!({
                "status": packet.status.name(),
                "code": packet.status.code(),
                "identifier": packet.identifier,
                "is_refused": packet.is_refused(),
                "hex": hex(&packet.to_bytes()),
            }))
        }
        BinaryCase::Feedback { chunks_hex, finish, registered_at_ms } => {
            let mut decoder = FeedbackDecoder::new();
            let entries = each(chunks_hex, |bytes| decoder.feed(bytes))?;
            if *finish {
                decoder.finish()?;
            }
            let registered_at = registered_at_ms.map(Timestamp::from_millis);
            let entries: Vec<Value> = entries
                .iter()
                .map(|entry| {
                    json!({
                        "time_s": entry.time_s,
                        "token_hex": entry.device.as_hex(),
                        "drops": entry.drops(registered_at),
                    })
                })
                .collect();
            Ok(json!({"entries": entries, "needed": decoder.needed()}))
        }
        BinaryCase::FeedbackEntry { time_s, token_hex } => {
            let entry = FeedbackEntry::new(*time_s, DeviceToken::from_hex(token_hex)?);
            Ok(json!({"hex": hex(&entry.to_bytes()?)}))
        }
    }
}

fn each<T>(chunks: &[String], mut feed: impl FnMut(&[u8]) -> Result<Vec<T>>) -> Result<Vec<T>> {
    let mut all = Vec::new();
    for chunk in chunks {
        all.extend(feed(&unhex(chunk))?);
    }
    Ok(all)
}

fn received(received: &Received) -> Value {
    let note = &received.notification;
    // What was received and fits the protocol gives the same notification again.
    if let Ok(bytes) = note.to_bytes(received.frame) {
        assert_eq!(Decoder::new().feed(&bytes).unwrap()[0].notification, *note);
    }
    let others: Vec<Value> = received
        .other_items
        .iter()
        .map(|(id, data)| json!({"id": id, "data_hex": hex(data)}))
        .collect();
    without_nulls(json!({
        "frame": received.frame.name(),
        "token_hex": note.device.as_hex(),
        "payload_b64": base64(&note.payload),
        "identifier": note.identifier,
        "expiry_s": note.expiry_s,
        "priority": note.priority,
        "other_items": (!others.is_empty()).then_some(others),
    }))
}
