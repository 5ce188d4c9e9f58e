//! What WNS answered.

use waxwing_core::windows::wns::{DeviceStatus, NotificationStatus, Reply};

use crate::bytes::{WaxwingBytes, WaxwingHeader, WaxwingStr};
use crate::error::WaxwingError;
use crate::fence;
use crate::reply::parts;
use crate::status::WaxwingStatus;
use crate::verdict::WaxwingVerdict;

/// A reply of WNS, or of whatever stood in its place: a refusal is data, and every body is accepted.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_wns_reply_free`.
pub struct WaxwingWnsReply(Reply);

/// Reads a reply from status, headers and body. `reason_phrase`, of the status line, tells the two
/// kinds of 410 apart where nothing else does; it may be `{NULL, 0}`. Only arguments can be wrong:
/// NULL, or a status above 65535. Free it with `waxwing_wns_reply_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_reply_parse(
    status: u32,
    reason_phrase: WaxwingStr,
    headers: *const WaxwingHeader,
    header_count: usize,
    body: WaxwingBytes,
    out_reply: *mut *mut WaxwingWnsReply,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let (status, headers, body) = unsafe { parts(status, headers, header_count, body) }?;
        // SAFETY: by contract.
        let reason_phrase = unsafe { reason_phrase.read("reason phrase") }?;
        let reply = Reply::from_parts(status, headers, body);
        Ok(WaxwingWnsReply(reply.reason_phrase(&String::from_utf8_lossy(reason_phrase))))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_reply, "out_reply", out_error, make) }
}

/// Frees a reply. NULL is fine. Its verdicts stay.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_reply_free(reply: *mut WaxwingWnsReply) {
    // SAFETY: by contract.
    unsafe { fence::free(reply) }
}

/// The status of HTTP; 0 for NULL.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_reply_status(reply: *const WaxwingWnsReply) -> u32 {
    // SAFETY: by contract.
    unsafe { fence::read(reply, 0, |it| it.0.status().into()) }
}

/// Whether WNS accepted the notification and did not throw it away.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_reply_is_success(reply: *const WaxwingWnsReply) -> bool {
    // SAFETY: by contract.
    unsafe { fence::read(reply, false, |it| it.0.is_success()) }
}

/// What WNS made of the notification: `received`, `dropped`, `channelthrottled`, or another word as
/// received. `{NULL, 0}` if it does not say.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_reply_notification_status(
    reply: *const WaxwingWnsReply,
) -> WaxwingStr {
    let body = |it: &WaxwingWnsReply| {
        WaxwingStr::of_option(it.0.notification_status().map(NotificationStatus::as_str))
    };
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, body) }
}

/// The state of the device's connection, if it was asked for: `connected`, `disconnected`,
/// `tempdisconnected`, or another word as received. `{NULL, 0}` if it does not say.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_reply_device_status(
    reply: *const WaxwingWnsReply,
) -> WaxwingStr {
    let body = |it: &WaxwingWnsReply| {
        WaxwingStr::of_option(it.0.device_status().map(DeviceStatus::as_str))
    };
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, body) }
}

/// What is wrong, in the service's words, on one line. `{NULL, 0}` if it does not say.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_reply_error_description(
    reply: *const WaxwingWnsReply,
) -> WaxwingStr {
    let body = |it: &WaxwingWnsReply| WaxwingStr::of_option(it.0.error_description());
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, body) }
}

/// By which Microsoft finds the notification again. `{NULL, 0}` if there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_reply_msg_id(reply: *const WaxwingWnsReply) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, |it| WaxwingStr::of_option(it.0.msg_id())) }
}

/// By which Microsoft finds an error again. `{NULL, 0}` if there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_reply_debug_trace(
    reply: *const WaxwingWnsReply,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, |it| WaxwingStr::of_option(it.0.debug_trace())) }
}

/// The correlation vector. `{NULL, 0}` if there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_reply_ms_cv(reply: *const WaxwingWnsReply) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, |it| WaxwingStr::of_option(it.0.ms_cv())) }
}

/// With status 401: why the token was refused. `{NULL, 0}` if it does not say.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_reply_www_authenticate(
    reply: *const WaxwingWnsReply,
) -> WaxwingStr {
    let body = |it: &WaxwingWnsReply| WaxwingStr::of_option(it.0.www_authenticate());
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, body) }
}

/// How many seconds the service asks to wait. False, and nothing written, if it does not.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_reply_retry_after_s(
    reply: *const WaxwingWnsReply,
    out_s: *mut u32,
) -> bool {
    // SAFETY: by contract.
    unsafe { fence::find(reply, out_s, |it| it.0.retry_after_s()) }
}

/// What to do about a reply. Free the verdict with `waxwing_verdict_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_reply_verdict(
    reply: *const WaxwingWnsReply,
    out_verdict: *mut *mut WaxwingVerdict,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let reply = unsafe { fence::reference(reply, "reply") }?;
        Ok(reply.0.verdict().into())
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_verdict, "out_verdict", out_error, make) }
}
