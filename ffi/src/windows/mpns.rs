//! Notifications of MPNS, and what it answered.

use waxwing_core::windows::mpns::{
    DeviceStatus, Kind, Notification, NotificationStatus, Reply, ServiceName, SubscriptionStatus,
};

use super::channel_uri::WaxwingChannelUri;
use crate::bytes::{WaxwingBytes, WaxwingHeader, WaxwingStr};
use crate::credentials::x509_certificate::WaxwingX509Certificate;
use crate::error::WaxwingError;
use crate::fence;
use crate::option::document;
use crate::reply::parts;
use crate::request::WaxwingRequest;
use crate::status::WaxwingStatus;
use crate::verdict::WaxwingVerdict;

/// A notification for MPNS, the push service of Windows Phone 7 and 8 that ended in 2018: for
/// archives and migrations.
///
/// It never changes, so that all threads may use it at once. Its views live until
/// `waxwing_mpns_notification_free`.
pub struct WaxwingMpnsNotification(Notification);

/// A notification from a document of options, which is JSON text: `type`, which is `toast`, `tile`
/// or `raw`; its contents in `toast`, `tile`, `raw` or `raw_b64` (bytes in standard base64); and
/// further options such as `delay_s` and `message_id`. Free it with
/// `waxwing_mpns_notification_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` about an option by its name; `…_INVALID_NOTIFICATION`,
/// `…_INVALID_HEADER_VALUE`, `…_INVALID_BASE64`, `…_NOTIFICATION_TOO_LARGE`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_notification_from_options(
    options_json: WaxwingStr,
    out_notification: *mut *mut WaxwingMpnsNotification,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let options = unsafe { document(options_json) }?;
        Notification::from_options(&options)?.build().map(WaxwingMpnsNotification)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_notification, "out_notification", out_error, make) }
}

/// Frees a notification. NULL is fine. Its requests stay.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_notification_free(
    notification: *mut WaxwingMpnsNotification,
) {
    // SAFETY: by contract.
    unsafe { fence::free(notification) }
}

/// What it is: `toast`, `tile`, `raw`.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_notification_kind(
    notification: *const WaxwingMpnsNotification,
) -> WaxwingStr {
    let body = |it: &WaxwingMpnsNotification| WaxwingStr::of(Kind::name(it.0.kind()));
    // SAFETY: by contract.
    unsafe { fence::read(notification, WaxwingStr::NONE, body) }
}

/// The body, exactly as it is sent.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_notification_body(
    notification: *const WaxwingMpnsNotification,
) -> WaxwingBytes {
    // SAFETY: by contract.
    unsafe { fence::read(notification, WaxwingBytes::NONE, |it| WaxwingBytes::of(it.0.body())) }
}

/// The request over one channel. Free it with `waxwing_request_free`.
///
/// `WAXWING_STATUS_WRONG_CHANNEL` for a channel of another service than MPNS.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_notification_request(
    notification: *const WaxwingMpnsNotification,
    uri: *const WaxwingChannelUri,
    out_request: *mut *mut WaxwingRequest,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let notification = unsafe { fence::reference(notification, "notification") }?;
        // SAFETY: by contract.
        let uri = unsafe { fence::reference(uri, "channel uri") }?;
        Ok(whole!(notification.0.request(&uri.0)?, uri.0.uri()))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_request, "out_request", out_error, make) }
}

/// What an app names to get a channel of an authenticated service: the common name of the server's
/// certificate. It never changes, so that all threads may read it at once.
pub struct WaxwingMpnsServiceName(ServiceName);

/// The service name of a certificate's common name. Free it with `waxwing_mpns_service_name_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for what is no common name.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_service_name_of(
    common_name: WaxwingStr,
    out_name: *mut *mut WaxwingMpnsServiceName,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let name = unsafe { common_name.text("common name") }?;
        ServiceName::from_common_name(name).map(WaxwingMpnsServiceName)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_name, "out_name", out_error, make) }
}

/// The service name of a certificate. Free it with `waxwing_mpns_service_name_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for a certificate without a common name.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_service_name_of_certificate(
    certificate: *const WaxwingX509Certificate,
    out_name: *mut *mut WaxwingMpnsServiceName,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let it = unsafe { fence::reference(certificate, "certificate") }?;
        ServiceName::from_certificate(&it.certificate).map(WaxwingMpnsServiceName)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_name, "out_name", out_error, make) }
}

/// Frees a name. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_service_name_free(name: *mut WaxwingMpnsServiceName) {
    // SAFETY: by contract.
    unsafe { fence::free(name) }
}

/// The name. Lives until it is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_service_name_text(
    name: *const WaxwingMpnsServiceName,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(name, WaxwingStr::NONE, |it| WaxwingStr::of(it.0.as_str())) }
}

/// Whether channels that an app opened for this service name take what this certificate sends.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_service_name_is(
    name: *const WaxwingMpnsServiceName,
    service_name: WaxwingStr,
) -> bool {
    let body = |it: &WaxwingMpnsServiceName| {
        // SAFETY: by contract.
        unsafe { service_name.text("service name") }.is_ok_and(|text| it.0.is(text))
    };
    // SAFETY: by contract.
    unsafe { fence::read(name, false, body) }
}

/// Whether channels stay good when the certificate with the name `next` takes over.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_service_name_is_renewed_by(
    name: *const WaxwingMpnsServiceName,
    next: *const WaxwingMpnsServiceName,
) -> bool {
    let body = |it: &WaxwingMpnsServiceName| {
        // SAFETY: by contract.
        unsafe { fence::reference(next, "next") }.is_ok_and(|next| it.0.is_renewed_by(&next.0))
    };
    // SAFETY: by contract.
    unsafe { fence::read(name, false, body) }
}

/// A reply of MPNS: a refusal is data, and every body is accepted.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_mpns_reply_free`.
pub struct WaxwingMpnsReply(Reply);

/// Reads a reply from status, headers and body. Only arguments can be wrong: NULL, or a status above
/// 65535. Free it with `waxwing_mpns_reply_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_reply_parse(
    status: u32,
    headers: *const WaxwingHeader,
    header_count: usize,
    body: WaxwingBytes,
    out_reply: *mut *mut WaxwingMpnsReply,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let (status, headers, body) = unsafe { parts(status, headers, header_count, body) }?;
        Ok(WaxwingMpnsReply(Reply::from_parts(status, headers, body)))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_reply, "out_reply", out_error, make) }
}

/// Frees a reply. NULL is fine. Its verdicts stay.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_reply_free(reply: *mut WaxwingMpnsReply) {
    // SAFETY: by contract.
    unsafe { fence::free(reply) }
}

/// The status of HTTP; 0 for NULL.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_reply_status(reply: *const WaxwingMpnsReply) -> u32 {
    // SAFETY: by contract.
    unsafe { fence::read(reply, 0, |it| it.0.status().into()) }
}

/// Whether MPNS accepted the notification: a status of 200 alone does not say so.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_reply_is_success(reply: *const WaxwingMpnsReply) -> bool {
    // SAFETY: by contract.
    unsafe { fence::read(reply, false, |it| it.0.is_success()) }
}

/// What MPNS made of the notification: `received`, `dropped`, `queuefull`, `suppressed`, `n/a`, or
/// another word as received. `{NULL, 0}` if it does not say.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_reply_notification_status(
    reply: *const WaxwingMpnsReply,
) -> WaxwingStr {
    let body = |it: &WaxwingMpnsReply| {
        WaxwingStr::of_option(it.0.notification_status().map(NotificationStatus::as_str))
    };
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, body) }
}

/// The state of the phone's connection: `connected`, `disconnected`, `inactive`,
/// `tempdisconnected`, `n/a`, or another word as received. `{NULL, 0}` if it does not say.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_reply_device_status(
    reply: *const WaxwingMpnsReply,
) -> WaxwingStr {
    let body = |it: &WaxwingMpnsReply| {
        WaxwingStr::of_option(it.0.device_status().map(DeviceStatus::as_str))
    };
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, body) }
}

/// The state of the channel: `active`, `expired`, `n/a`, or another word as received. `{NULL, 0}` if
/// it does not say.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_reply_subscription_status(
    reply: *const WaxwingMpnsReply,
) -> WaxwingStr {
    let body = |it: &WaxwingMpnsReply| {
        WaxwingStr::of_option(it.0.subscription_status().map(SubscriptionStatus::as_str))
    };
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, body) }
}

/// The id of the notification, if it was sent with one. `{NULL, 0}` if there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_reply_message_id(
    reply: *const WaxwingMpnsReply,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(reply, WaxwingStr::NONE, |it| WaxwingStr::of_option(it.0.message_id())) }
}

/// How many seconds the service asks to wait. False, and nothing written, if it does not.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_reply_retry_after_s(
    reply: *const WaxwingMpnsReply,
    out_s: *mut u32,
) -> bool {
    // SAFETY: by contract.
    unsafe { fence::find(reply, out_s, |it| it.0.retry_after_s()) }
}

/// What to do about a reply. Free the verdict with `waxwing_verdict_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_mpns_reply_verdict(
    reply: *const WaxwingMpnsReply,
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
