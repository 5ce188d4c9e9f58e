//! What APNs answered.

use waxwing_core::apns::Reply;
use waxwing_core::error::{Error, ErrorCode, Result};

use crate::bytes::{self, WaxwingBytes, WaxwingHeader, WaxwingStr};
use crate::error::WaxwingError;
use crate::fence;
use crate::status::WaxwingStatus;

/// A reply of APNs, or of whatever stood in its place: a refusal is data, and every body is
/// accepted.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_reply_free`.
pub struct WaxwingReply(pub(crate) Reply);

/// Name and value of each header of a reply.
type Headers<'a> = Vec<(&'a str, &'a [u8])>;

/// Status, headers and body of a reply.
///
/// # Safety
///
/// Pointers and views keep to the contract of the crate, for as long as the parts are used.
pub(crate) unsafe fn parts<'a>(
    status: u32,
    headers: *const WaxwingHeader,
    header_count: usize,
    body: WaxwingBytes,
) -> Result<(u16, Headers<'a>, &'a [u8])> {
    let status = u16::try_from(status).map_err(|_| {
        Error::new(ErrorCode::InvalidInput, "status", "a status of HTTP", format!("{status}"))
    })?;
    // SAFETY: as the caller promises.
    let views = unsafe { bytes::array(headers, header_count, "headers") }?;
    let mut headers = Vec::with_capacity(views.len());
    for view in views {
        // SAFETY: as the caller promises.
        let name = unsafe { view.name.read("header name") }?;
        // SAFETY: as the caller promises.
        let value = unsafe { view.value.read("header value") }?;
        // A name that is no text is none of those looked for.
        if let Ok(name) = std::str::from_utf8(name) {
            headers.push((name, value));
        }
    }
    // SAFETY: as the caller promises.
    Ok((status, headers, unsafe { body.read("body") }?))
}

/// Reads a reply from status, headers and body. Only arguments can be wrong: NULL, or a status
/// above 65535. The case of header names makes no difference; headers other than `apns-id`,
/// `apns-unique-id`, `apns-request-id`, `apns-channel-id`, `retry-after` and `date` may be left out. Free the reply with
/// `waxwing_reply_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_reply_parse(
    status: u32,
    headers: *const WaxwingHeader,
    header_count: usize,
    body: WaxwingBytes,
    out_reply: *mut *mut WaxwingReply,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let (status, headers, body) = unsafe { parts(status, headers, header_count, body) }?;
        Ok(WaxwingReply(Reply::from_parts(status, headers, body)))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_reply, "out_reply", out_error, make) }
}

/// Frees a reply. NULL is fine. Its verdicts stay.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_reply_free(reply: *mut WaxwingReply) {
    // SAFETY: by contract.
    unsafe { fence::free(reply) }
}

/// The status of HTTP; 0 for NULL.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_reply_status(reply: *const WaxwingReply) -> u32 {
    // SAFETY: by contract.
    unsafe { fence::read(reply, 0, |it| it.0.status().into()) }
}

/// Whether APNs accepted the notification, which does not mean that it was delivered.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_reply_is_success(reply: *const WaxwingReply) -> bool {
    // SAFETY: by contract.
    unsafe { fence::read(reply, false, |it| it.0.is_success()) }
}

/// The id of the notification, as received: in upper case when APNs made it. `{NULL, 0}` if there
/// is none. Lives until the reply is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_reply_apns_id(reply: *const WaxwingReply) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, |it| WaxwingStr::of_option(it.0.apns_id())) }
}

/// The id in the delivery log of Apple's Push Notifications Console; sandbox only. `{NULL, 0}` if
/// there is none. Lives until the reply is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_reply_apns_unique_id(reply: *const WaxwingReply) -> WaxwingStr {
    let body = |it: &WaxwingReply| WaxwingStr::of_option(it.0.apns_unique_id());
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, body) }
}

/// The id of a request about channels or of a broadcast, as received. `{NULL, 0}` if there is none.
/// Lives until the reply is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_reply_apns_request_id(reply: *const WaxwingReply) -> WaxwingStr {
    let body = |it: &WaxwingReply| WaxwingStr::of_option(it.0.apns_request_id());
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, body) }
}

/// The id of a channel that was created, as received. `{NULL, 0}` if there is none. Lives until the
/// reply is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_reply_apns_channel_id(reply: *const WaxwingReply) -> WaxwingStr {
    let body = |it: &WaxwingReply| WaxwingStr::of_option(it.0.apns_channel_id());
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, body) }
}

/// Why it was refused, as received, such as `BadDeviceToken`. `{NULL, 0}` if the body does not say.
/// Lives until the reply is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_reply_reason(reply: *const WaxwingReply) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, |it| WaxwingStr::of_option(it.0.reason_text())) }
}

/// Whether the reason is one that this version knows.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_reply_reason_is_known(reply: *const WaxwingReply) -> bool {
    let body = |it: &WaxwingReply| it.0.reason().is_some_and(|reason| reason.is_known());
    // SAFETY: by contract.
    unsafe { fence::read(reply, false, body) }
}

/// With status 410: when APNs established that the device token was no longer valid for the topic,
/// in milliseconds since 1970. False, and nothing written, if the body does not say.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_reply_timestamp_ms(
    reply: *const WaxwingReply,
    out_ms: *mut i64,
) -> bool {
    // SAFETY: by contract.
    unsafe { fence::find(reply, out_ms, |it| it.0.timestamp().map(|time| time.as_millis())) }
}

/// How many seconds the server asks to wait. False, and nothing written, if it does not.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_reply_retry_after_s(
    reply: *const WaxwingReply,
    out_s: *mut u32,
) -> bool {
    // SAFETY: by contract.
    unsafe { fence::find(reply, out_s, |it| it.0.retry_after_s()) }
}

/// The body as received: of a refusal at most its first 64 KiB, of a success its first mebibyte.
/// Lives until the reply is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_reply_body(reply: *const WaxwingReply) -> WaxwingBytes {
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingBytes::NONE, |it| WaxwingBytes::of(it.0.body())) }
}
