//! The binary protocol of APNs that Apple turned off on 31 March 2021: for archives and migrations.

use waxwing_core::apns::DeviceToken;
use waxwing_core::apns::binary::{
    Decoder, ErrorPacket, FeedbackDecoder, FeedbackEntry, Frame, Notification, Received, Status,
};
use waxwing_core::error::{Error, ErrorCode, Result};

use crate::bytes::{WaxwingBytes, WaxwingStr};
use crate::error::WaxwingError;
use crate::fence;
use crate::notification_builder::WaxwingNotificationBuilder;
use crate::push_type;
use crate::status::{WaxwingStatus, same_names};
use crate::verdict::{known, nth};

/// How a notification of the binary protocol is put into bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingBinaryFrame {
    /// None, or one that this version does not know.
    Unknown = 0,
    /// Command 0: token and payload. A refusal could not say which one it was about.
    Simple = 1,
    /// Command 1: identifier and expiry too.
    Enhanced = 2,
    /// Command 2: items, with a priority among them.
    Modern = 3,
}

impl From<Frame> for WaxwingBinaryFrame {
    fn from(frame: Frame) -> Self {
        same_names! { frame, Frame => Self, else Unknown: Simple Enhanced Modern }
    }
}

/// In the order of the numbers.
pub(crate) const FRAMES: [Frame; 3] = [Frame::Simple, Frame::Enhanced, Frame::Modern];

/// A number that a notification of the binary protocol does not have.
pub const WAXWING_BINARY_ABSENT: i64 = -1;

/// A notification of the binary protocol.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingBinaryNotification {
    /// The device token, in hexadecimal.
    pub device_hex: WaxwingStr,
    /// The payload, which is JSON but not looked at.
    pub payload: WaxwingBytes,
    /// The sender's number, which an error packet would repeat, or `WAXWING_BINARY_ABSENT`.
    pub identifier: i64,
    /// The time until which APNs would store it, in seconds since 1970, 0 for not at all, or
    /// `WAXWING_BINARY_ABSENT`.
    pub expiry_s: i64,
    /// 10 at once, 5 when it suits the device's power, or `WAXWING_BINARY_ABSENT`.
    pub priority: i64,
    /// A `waxwing_binary_frame`.
    pub frame: u32,
}

impl From<&Received> for WaxwingBinaryNotification {
    fn from(received: &Received) -> Self {
        let it = &received.notification;
        #[expect(clippy::as_conversions, reason = "the number of an enum that has numbers")]
        let frame = WaxwingBinaryFrame::from(received.frame) as u32;
        Self {
            device_hex: WaxwingStr::of(it.device.as_hex()),
            payload: WaxwingBytes::of(&it.payload),
            identifier: it.identifier.map_or(WAXWING_BINARY_ABSENT, i64::from),
            expiry_s: it.expiry_s.map_or(WAXWING_BINARY_ABSENT, i64::from),
            priority: it.priority.map_or(WAXWING_BINARY_ABSENT, i64::from),
            frame,
        }
    }
}

/// A number that is there, if it is one that the protocol can hold.
fn present<T: TryFrom<i64>>(number: i64, what: &'static str) -> Result<Option<T>> {
    if number == WAXWING_BINARY_ABSENT {
        return Ok(None);
    }
    let expected = || format!("a number of {} bits", 8 * size_of::<T>());
    T::try_from(number).map(Some).map_err(|_| {
        Error::new(ErrorCode::InvalidBinaryNotification, what, expected(), format!("{number}"))
    })
}

/// The frame of a number; another one is refused in the core's words for a name it does not know.
pub(crate) fn frame(number: u32) -> Result<Frame> {
    nth(&FRAMES, number).map_or_else(|| Frame::from_name(""), Ok)
}

/// # Safety
///
/// The view keeps to the contract of the crate.
unsafe fn device(hex: WaxwingStr) -> Result<DeviceToken> {
    // SAFETY: as the caller promises.
    DeviceToken::from_hex(unsafe { hex.text("device token") }?)
}

/// Bytes that were written. They never change, so that all threads may read them at once.
pub struct WaxwingBinaryBytes(Vec<u8>);

/// Frees bytes that were written. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_binary_bytes_free(bytes: *mut WaxwingBinaryBytes) {
    // SAFETY: by contract.
    unsafe { fence::free(bytes) }
}

/// The bytes. Live until they are freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_binary_bytes_view(
    bytes: *const WaxwingBinaryBytes,
) -> WaxwingBytes {
    // SAFETY: by contract.
    unsafe { fence::read(bytes, WaxwingBytes::NONE, |it| WaxwingBytes::of(&it.0)) }
}

/// The bytes of one frame. An enhanced frame without identifier or expiry has 0 there. Free them
/// with `waxwing_binary_bytes_free`.
///
/// `WAXWING_STATUS_INVALID_DEVICE_TOKEN`, `WAXWING_STATUS_INVALID_BINARY_NOTIFICATION`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_binary_notification_write(
    notification: *const WaxwingBinaryNotification,
    out_bytes: *mut *mut WaxwingBinaryBytes,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let it = unsafe { fence::reference(notification, "notification") }?;
        // SAFETY: by contract.
        let device = unsafe { device(it.device_hex) }?;
        // SAFETY: by contract.
        let payload = unsafe { it.payload.read("payload") }?;
        let mut note = Notification::new(device, payload);
        note.identifier = present(it.identifier, "identifier")?;
        note.expiry_s = present(it.expiry_s, "expiry")?;
        note.priority = present(it.priority, "priority")?;
        note.to_bytes(frame(it.frame)?).map(WaxwingBinaryBytes)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_bytes, "out_bytes", out_error, make) }
}

/// The name of a `waxwing_binary_frame`, as all languages show it: `simple`, `enhanced`, `modern`;
/// `{NULL, 0}` for a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_binary_frame_name(frame: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || WaxwingStr::of_option(nth(&FRAMES, frame).map(Frame::name)))
}

/// Cuts a recorded stream into notifications, in whatever pieces it comes. It keeps less than one
/// frame, and belongs to one thread at a time.
pub struct WaxwingBinaryDecoder(Decoder);

/// Notifications out of a stream. They never change, so that all threads may read them at once.
/// Their views live until `waxwing_binary_received_free`.
pub struct WaxwingBinaryReceived(Vec<Received>);

/// A decoder before the first byte. Free it with `waxwing_binary_decoder_free`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_binary_decoder_new() -> *mut WaxwingBinaryDecoder {
    fence::new(|| WaxwingBinaryDecoder(Decoder::new()))
}

/// Frees a decoder. NULL is fine. What it received stays.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_binary_decoder_free(decoder: *mut WaxwingBinaryDecoder) {
    // SAFETY: by contract.
    unsafe { fence::free(decoder) }
}

/// Takes the next bytes and gives every notification that is whole by now, possibly none. Where a
/// fault follows some, they come first and the fault in the next call. Free the list with
/// `waxwing_binary_received_free`.
///
/// `WAXWING_STATUS_MALFORMED_FRAME`; from then on, always.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_binary_decoder_feed(
    decoder: *mut WaxwingBinaryDecoder,
    bytes: WaxwingBytes,
    out_received: *mut *mut WaxwingBinaryReceived,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let bytes = unsafe { bytes.read("bytes") }?;
        // SAFETY: by contract.
        let it = unsafe { fence::reference_mut(decoder, "decoder") }?;
        it.0.feed(bytes).map(WaxwingBinaryReceived)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_received, "out_received", out_error, make) }
}

/// How many bytes more it takes, at least, until the next notification can be whole.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_binary_decoder_needed(
    decoder: *const WaxwingBinaryDecoder,
) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(decoder, 0, |it| it.0.needed()) }
}

/// Checks that no part of a frame is left over at the end.
///
/// `WAXWING_STATUS_MALFORMED_FRAME`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_binary_decoder_finish(
    decoder: *const WaxwingBinaryDecoder,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let whole = || {
        // SAFETY: by contract.
        unsafe { fence::reference(decoder, "decoder") }?.0.finish()
    };
    // SAFETY: by contract.
    unsafe { fence::run(out_error, whole) }
}

/// Frees a list of notifications. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_binary_received_free(received: *mut WaxwingBinaryReceived) {
    // SAFETY: by contract.
    unsafe { fence::free(received) }
}

/// One of them, counted from 0. False, and nothing written, where there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_binary_received_item(
    received: *const WaxwingBinaryReceived,
    index: usize,
    out_notification: *mut WaxwingBinaryNotification,
) -> bool {
    let find = |it: &WaxwingBinaryReceived| it.0.get(index).map(WaxwingBinaryNotification::from);
    // SAFETY: by contract.
    unsafe { fence::find(received, out_notification, find) }
}

/// An item of a modern frame that Apple never documented.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingBinaryItem {
    /// Its data.
    pub data: WaxwingBytes,
    /// Its number.
    pub id: u32,
}

/// An item that Apple never documented, of the notification with this index, each counted from 0.
/// False, and nothing written, where there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_binary_received_other_item(
    received: *const WaxwingBinaryReceived,
    index: usize,
    item: usize,
    out_item: *mut WaxwingBinaryItem,
) -> bool {
    let find = |it: &WaxwingBinaryReceived| {
        let (id, data) = it.0.get(index)?.other_items.get(item)?;
        Some(WaxwingBinaryItem { data: WaxwingBytes::of(data), id: u32::from(*id) })
    };
    // SAFETY: by contract.
    unsafe { fence::find(received, out_item, find) }
}

/// A builder of the same notification over HTTP/2: with its payload, priority and expiry, for this
/// push type, a `waxwing_push_type`, and topic. It waits for `waxwing_notification_builder_build`
/// with what is wrong. Free it with `waxwing_notification_builder_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_binary_received_builder(
    received: *const WaxwingBinaryReceived,
    index: usize,
    push_type: u32,
    topic: WaxwingStr,
) -> *mut WaxwingNotificationBuilder {
    let begin = || {
        // SAFETY: by contract.
        let it = unsafe { fence::reference(received, "received") }?;
        let one = it.0.get(index).ok_or_else(|| {
            let found = format!("{index}");
            Error::new(ErrorCode::InvalidInput, "index", "one of the notifications", found)
        })?;
        // SAFETY: by contract.
        let topic = unsafe { topic.text("apns-topic") }?;
        one.notification.to_builder(push_type::push_type(push_type)?, topic)
    };
    fence::new(|| WaxwingNotificationBuilder::new(begin()))
}

/// What the gateway sent, once, before it closed the connection. Everything behind the named
/// notification was thrown away.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingBinaryError {
    /// The status by its name, as all languages show it, such as `invalid_token`; `other` for one
    /// that Apple did not document.
    pub status: WaxwingStr,
    /// What it meant, as a sentence.
    pub advice: WaxwingStr,
    /// The number of the status.
    pub code: u32,
    /// The notification that it is about: the refused one, or the last one that was taken.
    pub identifier: u32,
    /// Whether the named notification itself was refused.
    pub is_refused: bool,
}

/// How many bytes an error packet has.
pub const WAXWING_BINARY_ERROR_BYTES: usize = 6;

/// Reads an error packet. Its texts live as long as the library.
///
/// `WAXWING_STATUS_MALFORMED_FRAME` for another number of bytes or another command than 8.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_binary_error_read(
    bytes: WaxwingBytes,
    out_packet: *mut WaxwingBinaryError,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let read = || {
        // SAFETY: by contract.
        let packet = ErrorPacket::from_bytes(unsafe { bytes.read("bytes") }?)?;
        Ok(WaxwingBinaryError {
            status: WaxwingStr::of(packet.status.name()),
            advice: WaxwingStr::of(packet.status.advice()),
            code: packet.status.code().into(),
            identifier: packet.identifier,
            is_refused: packet.is_refused(),
        })
    };
    // SAFETY: by contract.
    unsafe { fence::give(out_packet, "out_packet", out_error, read) }
}

/// Writes an error packet: `out_bytes` has room for `WAXWING_BINARY_ERROR_BYTES`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for a status above 255.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_binary_error_write(
    status: u32,
    identifier: u32,
    out_bytes: *mut u8,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let write = || {
        let code = u8::try_from(status).map_err(|_| {
            Error::new(ErrorCode::InvalidInput, "status", "0 to 255", format!("{status}"))
        })?;
        Ok(ErrorPacket::new(Status::from_code(code), identifier).to_bytes())
    };
    let out = out_bytes.cast::<[u8; WAXWING_BINARY_ERROR_BYTES]>();
    // SAFETY: by contract.
    unsafe { fence::give(out, "out_bytes", out_error, write) }
}

/// A device that no longer had the app at a time.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingFeedbackEntry {
    /// The device token, in hexadecimal.
    pub device_hex: WaxwingStr,
    /// When APNs knew, in seconds since 1970.
    pub time_s: u32,
}

/// Cuts what the feedback service sent into entries, in whatever pieces it comes. It belongs to one
/// thread at a time.
pub struct WaxwingFeedbackDecoder(FeedbackDecoder);

/// Entries of the feedback service. They never change, so that all threads may read them at once.
/// Their views live until `waxwing_feedback_entries_free`.
pub struct WaxwingFeedbackEntries(Vec<FeedbackEntry>);

/// A decoder before the first byte. Free it with `waxwing_feedback_decoder_free`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_feedback_decoder_new() -> *mut WaxwingFeedbackDecoder {
    fence::new(|| WaxwingFeedbackDecoder(FeedbackDecoder::new()))
}

/// Frees a decoder. NULL is fine. Its entries stay.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_feedback_decoder_free(decoder: *mut WaxwingFeedbackDecoder) {
    // SAFETY: by contract.
    unsafe { fence::free(decoder) }
}

/// Takes the next bytes and gives every entry that is whole by now, possibly none. Where a fault
/// follows some, they come first and the fault in the next call. Free the list with
/// `waxwing_feedback_entries_free`.
///
/// `WAXWING_STATUS_MALFORMED_FRAME`; from then on, always.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_feedback_decoder_feed(
    decoder: *mut WaxwingFeedbackDecoder,
    bytes: WaxwingBytes,
    out_entries: *mut *mut WaxwingFeedbackEntries,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let bytes = unsafe { bytes.read("bytes") }?;
        // SAFETY: by contract.
        let it = unsafe { fence::reference_mut(decoder, "decoder") }?;
        it.0.feed(bytes).map(WaxwingFeedbackEntries)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_entries, "out_entries", out_error, make) }
}

/// How many bytes more it takes, at least, until the next entry can be whole.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_feedback_decoder_needed(
    decoder: *const WaxwingFeedbackDecoder,
) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(decoder, 0, |it| it.0.needed()) }
}

/// Checks that no part of an entry is left over at the end.
///
/// `WAXWING_STATUS_MALFORMED_FRAME`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_feedback_decoder_finish(
    decoder: *const WaxwingFeedbackDecoder,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let whole = || {
        // SAFETY: by contract.
        unsafe { fence::reference(decoder, "decoder") }?.0.finish()
    };
    // SAFETY: by contract.
    unsafe { fence::run(out_error, whole) }
}

/// Frees a list of entries. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_feedback_entries_free(entries: *mut WaxwingFeedbackEntries) {
    // SAFETY: by contract.
    unsafe { fence::free(entries) }
}

/// One of them, counted from 0. False, and nothing written, where there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_feedback_entries_item(
    entries: *const WaxwingFeedbackEntries,
    index: usize,
    out_entry: *mut WaxwingFeedbackEntry,
) -> bool {
    let find = |it: &WaxwingFeedbackEntries| {
        let entry = it.0.get(index)?;
        let device_hex = WaxwingStr::of(entry.device.as_hex());
        Some(WaxwingFeedbackEntry { device_hex, time_s: entry.time_s })
    };
    // SAFETY: by contract.
    unsafe { fence::find(entries, out_entry, find) }
}

/// Whether the device token of an entry, counted from 0, is to be dropped: unless the app registered
/// it at that time or later, `registered_at_ms` in milliseconds since 1970. `WAXWING_TIME_UNKNOWN`
/// counts as before. False where there is no such entry.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_feedback_entries_drops(
    entries: *const WaxwingFeedbackEntries,
    index: usize,
    registered_at_ms: i64,
) -> bool {
    let body = |it: &WaxwingFeedbackEntries| {
        it.0.get(index).is_some_and(|entry| entry.drops(known(registered_at_ms)))
    };
    // SAFETY: by contract.
    unsafe { fence::read(entries, false, body) }
}

/// The bytes of one entry: time, length and device token. Free them with
/// `waxwing_binary_bytes_free`.
///
/// `WAXWING_STATUS_INVALID_DEVICE_TOKEN`, `WAXWING_STATUS_INVALID_BINARY_NOTIFICATION`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_feedback_entry_write(
    entry: *const WaxwingFeedbackEntry,
    out_bytes: *mut *mut WaxwingBinaryBytes,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let it = unsafe { fence::reference(entry, "entry") }?;
        // SAFETY: by contract.
        let device = unsafe { device(it.device_hex) }?;
        FeedbackEntry::new(it.time_s, device).to_bytes().map(WaxwingBinaryBytes)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_bytes, "out_bytes", out_error, make) }
}
