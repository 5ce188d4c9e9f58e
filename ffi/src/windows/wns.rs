//! Notifications of WNS.

use waxwing_core::windows::wns::{Kind, Notification, ToastRemoval};

use super::channel_uri::WaxwingChannelUri;
use super::wns_token::WaxwingWnsToken;
use crate::bytes::{WaxwingBytes, WaxwingStr};
use crate::error::WaxwingError;
use crate::fence;
use crate::option::document;
use crate::request::WaxwingRequest;
use crate::status::WaxwingStatus;

/// A notification for WNS whose headers and body have passed every rule; the same for every device.
///
/// It never changes, so that all threads may use it at once. Its views live until
/// `waxwing_wns_notification_free`.
pub struct WaxwingWnsNotification(Notification);

/// A notification from a document of options, which is JSON text: `type`, which is `toast`, `tile`,
/// `badge` or `raw`; its contents in `toast`, `badge`, `xml`, `raw` or `raw_b64` (bytes in standard
/// base64); and `ttl_s`, `cache_policy`, `tag`, `group`, `suppress_popup`, `request_for_status`,
/// `ms_cv`. For example `{"type":"toast","toast":{"texts":["Ready","Your order is here"]}}`. Free it
/// with `waxwing_wns_notification_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` about an option by its name; `…_INVALID_NOTIFICATION`,
/// `…_INVALID_HEADER_VALUE`, `…_INVALID_XML`, `…_INVALID_BASE64`, `…_NOTIFICATION_TOO_LARGE`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_notification_from_options(
    options_json: WaxwingStr,
    out_notification: *mut *mut WaxwingWnsNotification,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let options = unsafe { document(options_json) }?;
        Notification::from_options(&options)?.build().map(WaxwingWnsNotification)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_notification, "out_notification", out_error, make) }
}

/// Frees a notification. NULL is fine. Its requests stay.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_notification_free(notification: *mut WaxwingWnsNotification) {
    // SAFETY: by contract.
    unsafe { fence::free(notification) }
}

/// What it is: `toast`, `tile`, `badge`, `raw`.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_notification_kind(
    notification: *const WaxwingWnsNotification,
) -> WaxwingStr {
    let body = |it: &WaxwingWnsNotification| WaxwingStr::of(Kind::name(it.0.kind()));
    // SAFETY: by contract.
    unsafe { fence::read(notification, WaxwingStr::NONE, body) }
}

/// The body, exactly as it is sent.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_notification_body(
    notification: *const WaxwingWnsNotification,
) -> WaxwingBytes {
    // SAFETY: by contract.
    unsafe { fence::read(notification, WaxwingBytes::NONE, |it| WaxwingBytes::of(it.0.body())) }
}

/// The request over one channel, for a client of HTTP/1.1 that sends the length of the body. Free it
/// with `waxwing_request_free`.
///
/// `WAXWING_STATUS_WRONG_CHANNEL` for a channel of another service than WNS.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_notification_request(
    notification: *const WaxwingWnsNotification,
    uri: *const WaxwingChannelUri,
    token: *const WaxwingWnsToken,
    out_request: *mut *mut WaxwingRequest,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let notification = unsafe { fence::reference(notification, "notification") }?;
        // SAFETY: by contract.
        let uri = unsafe { fence::reference(uri, "channel uri") }?;
        // SAFETY: by contract.
        let token = unsafe { fence::reference(token, "token") }?;
        Ok(whole!(notification.0.request(&uri.0, &token.0)?, uri.0.uri()))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_request, "out_request", out_error, make) }
}

/// The request that takes toasts out of the notification center of a phone, over one channel. Which
/// ones says a document of options, which is JSON text: `tag`, `group` or both, or `all` with true.
/// Free it with `waxwing_request_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT`, `…_INVALID_HEADER_VALUE`, `…_WRONG_CHANNEL`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_wns_remove_toasts(
    options_json: WaxwingStr,
    uri: *const WaxwingChannelUri,
    token: *const WaxwingWnsToken,
    out_request: *mut *mut WaxwingRequest,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let uri = unsafe { fence::reference(uri, "channel uri") }?;
        // SAFETY: by contract.
        let token = unsafe { fence::reference(token, "token") }?;
        // SAFETY: by contract.
        let removal = ToastRemoval::from_options(&unsafe { document(options_json) }?)?;
        Ok(whole!(removal.request(&uri.0, &token.0)?, uri.0.uri()))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_request, "out_request", out_error, make) }
}
