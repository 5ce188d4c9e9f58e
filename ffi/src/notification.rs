//! A notification whose headers and payload have passed every rule.

use waxwing_core::apns::{Endpoint, Notification, Port};
use waxwing_core::error::{Error, ErrorCode, Result};

use crate::bytes::WaxwingStr;
use crate::error::WaxwingError;
use crate::lint::{WaxwingCut, WaxwingLints};
use crate::prepared::WaxwingPrepared;
use crate::push_type::number_of;
use crate::status::WaxwingStatus;
use crate::{environment, fence};

/// A notification whose headers and payload have passed every rule; the same for every device.
///
/// It never changes, so that all threads may use it at once. Its views live until
/// `waxwing_notification_free`.
pub struct WaxwingNotification {
    pub(crate) notification: Notification,
    lints: WaxwingLints,
}

impl From<Notification> for WaxwingNotification {
    fn from(notification: Notification) -> Self {
        let lints = WaxwingLints(notification.lints().to_vec());
        Self { notification, lints }
    }
}

/// Frees a notification. NULL is fine. What was prepared of it stays.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_free(notification: *mut WaxwingNotification) {
    // SAFETY: by contract.
    unsafe { fence::free(notification) }
}

/// Its topic, with the suffix of its push type. Lives until the notification is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_topic(
    notification: *const WaxwingNotification,
) -> WaxwingStr {
    let body = |it: &WaxwingNotification| WaxwingStr::of(it.notification.topic().as_str());
    // SAFETY: by contract.
    unsafe { fence::read(notification, WaxwingStr::NONE, body) }
}

/// Its payload, exactly as it is sent. Lives until the notification is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_payload(
    notification: *const WaxwingNotification,
) -> WaxwingStr {
    let body = |it: &WaxwingNotification| WaxwingStr::of(it.notification.payload());
    // SAFETY: by contract.
    unsafe { fence::read(notification, WaxwingStr::NONE, body) }
}

/// Its push type, a `waxwing_push_type`; 0 for NULL.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_push_type(
    notification: *const WaxwingNotification,
) -> u32 {
    // SAFETY: by contract.
    unsafe { fence::read(notification, 0, |it| number_of(it.notification.push_type())) }
}

/// Its priority, a `waxwing_priority`; 0 for NULL, and where none was set.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_priority(
    notification: *const WaxwingNotification,
) -> u32 {
    let body = |it: &WaxwingNotification| {
        it.notification.priority().map_or(0, |priority| priority.number().into())
    };
    // SAFETY: by contract.
    unsafe { fence::read(notification, 0, body) }
}

/// Until when APNs keeps trying, in seconds since 1970; 0 for one attempt. Do not send it again
/// after that. False, and nothing written, where none was set.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_expiration_s(
    notification: *const WaxwingNotification,
    out_s: *mut i64,
) -> bool {
    let find = |it: &WaxwingNotification| it.notification.expiration().map(|it| it.as_secs());
    // SAFETY: by contract.
    unsafe { fence::find(notification, out_s, find) }
}

/// What APNs would accept and what rarely is meant. Borrowed: lives until the notification is
/// freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_lints(
    notification: *const WaxwingNotification,
) -> *const WaxwingLints {
    // SAFETY: by contract.
    unsafe { fence::read(notification, std::ptr::null(), |it| &raw const it.lints) }
}

/// What was cut off to make it fit, if the option `fit` allowed it and it was necessary. False, and
/// nothing written, if nothing was. Its view lives until the notification is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_cut(
    notification: *const WaxwingNotification,
    out_cut: *mut WaxwingCut,
) -> bool {
    let find = |it: &WaxwingNotification| it.notification.cut().map(WaxwingCut::from);
    // SAFETY: by contract.
    unsafe { fence::find(notification, out_cut, find) }
}

/// Fixes headers and body for an endpoint.
///
/// # Safety
///
/// All pointers keep to the contract of the crate.
unsafe fn prepare(
    notification: *const WaxwingNotification,
    out_prepared: *mut *mut WaxwingPrepared,
    out_error: *mut *mut WaxwingError,
    endpoint: impl FnOnce() -> Result<Endpoint>,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: as the caller promises.
        let notification = unsafe { fence::reference(notification, "notification") }?;
        Ok(WaxwingPrepared::from(notification.notification.prepare(endpoint()?)))
    };
    // SAFETY: as the caller promises.
    unsafe { fence::make(out_prepared, "out_prepared", out_error, make) }
}

/// Fixes headers and body for Apple's host of an environment, a `waxwing_environment`. Free the
/// result with `waxwing_prepared_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_prepare(
    notification: *const WaxwingNotification,
    environment: u32,
    out_prepared: *mut *mut WaxwingPrepared,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let endpoint = || Ok(environment::of_push(environment)?.into());
    // SAFETY: by contract.
    unsafe { prepare(notification, out_prepared, out_error, endpoint) }
}

/// The same with a port: 443, or 2197, which exists so that a firewall can pass APNs and block
/// other HTTPS.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_prepare_at_port(
    notification: *const WaxwingNotification,
    environment: u32,
    port: u32,
    out_prepared: *mut *mut WaxwingPrepared,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let endpoint = || {
        let environment = environment::of_push(environment)?;
        let port = u16::try_from(port).map_err(|_| {
            Error::new(ErrorCode::InvalidInput, "port", "443 or 2197", format!("{port}"))
        })?;
        Ok(Endpoint::new(environment, Port::from_number(port)?))
    };
    // SAFETY: by contract.
    unsafe { prepare(notification, out_prepared, out_error, endpoint) }
}

/// The same for another host, such as a simulator: `host` or `host:port`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_notification_prepare_for_authority(
    notification: *const WaxwingNotification,
    authority: WaxwingStr,
    out_prepared: *mut *mut WaxwingPrepared,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let endpoint = || {
        // SAFETY: by contract.
        let authority = unsafe { authority.text("authority") }?;
        Endpoint::from_authority(authority)
    };
    // SAFETY: by contract.
    unsafe { prepare(notification, out_prepared, out_error, endpoint) }
}
