//! Device tokens.

use waxwing_core::apns::DeviceToken;

use crate::bytes::{WaxwingBytes, WaxwingStr};
use crate::error::WaxwingError;
use crate::fence;
use crate::status::WaxwingStatus;

/// The name that APNs gave one app (or activity, or widget) on one device.
///
/// It never changes, so that all threads may use it at once.
pub struct WaxwingDeviceToken(pub(crate) DeviceToken);

/// From hexadecimal digits of either case, of 1 to 256 bytes. Free it with
/// `waxwing_device_token_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_device_token_from_hex(
    hex: WaxwingStr,
    out_device: *mut *mut WaxwingDeviceToken,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let hex = unsafe { hex.text("device token") }?;
        DeviceToken::from_hex(hex).map(WaxwingDeviceToken)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_device, "out_device", out_error, make) }
}

/// From the bytes that the app received, 1 to 256 of them.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_device_token_from_bytes(
    bytes: WaxwingBytes,
    out_device: *mut *mut WaxwingDeviceToken,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let bytes = unsafe { bytes.read("device token") }?;
        DeviceToken::from_bytes(bytes).map(WaxwingDeviceToken)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_device, "out_device", out_error, make) }
}

/// Frees a device token. NULL is fine. Requests made for it stay as they are.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_device_token_free(device: *mut WaxwingDeviceToken) {
    // SAFETY: by contract.
    unsafe { fence::free(device) }
}

/// The token as lower-case hexadecimal digits. Lives until the device token is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_device_token_hex(device: *const WaxwingDeviceToken) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(device, WaxwingStr::NONE, |it| WaxwingStr::of(it.0.as_hex())) }
}
