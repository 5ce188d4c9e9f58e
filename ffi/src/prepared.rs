//! A notification made ready for one endpoint.

use std::ffi::c_char;
use std::sync::Arc;

use waxwing_core::apns::Prepared;
use waxwing_core::error::Result;

use crate::bytes::{self, WaxwingBytes, WaxwingHeader, WaxwingStr};
use crate::device_token::WaxwingDeviceToken;
use crate::error::WaxwingError;
use crate::fence;
use crate::fixed::{Fixed, HeaderLine, SCHEME};
use crate::provider_token::{Authorization, WaxwingProviderToken};
use crate::request::WaxwingRequest;
use crate::status::WaxwingStatus;

/// A notification made ready for one endpoint; each device costs one URL more.
///
/// It never changes, so that all threads may use it at once.
pub struct WaxwingPrepared(Arc<Fixed>);

impl From<Prepared> for WaxwingPrepared {
    fn from(prepared: Prepared) -> Self {
        Self(Arc::new(prepared.into()))
    }
}

/// The longest path that a device token can make, in bytes, with the NUL behind it.
pub const WAXWING_PATH_MAX: usize = 523;

/// Frees what was prepared. NULL is fine. Requests made of it stay.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_prepared_free(prepared: *mut WaxwingPrepared) {
    // SAFETY: by contract.
    unsafe { fence::free(prepared) }
}

/// The header of a token, if there is one.
///
/// # Safety
///
/// `token` keeps to the contract of the crate.
pub(crate) unsafe fn authorization(
    token: *const WaxwingProviderToken,
) -> Result<Option<Arc<Authorization>>> {
    if token.is_null() {
        return Ok(None);
    }
    // SAFETY: as the caller promises.
    let token = unsafe { fence::reference(token, "token") }?;
    Ok(Some(Arc::clone(&token.line)))
}

/// The request for one device. `token` is the provider token, or NULL on a connection with a client
/// certificate, where APNs ignores it. Free the request with `waxwing_request_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_prepared_request(
    prepared: *const WaxwingPrepared,
    device: *const WaxwingDeviceToken,
    token: *const WaxwingProviderToken,
    out_request: *mut *mut WaxwingRequest,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let prepared = unsafe { fence::reference(prepared, "prepared") }?;
        // SAFETY: by contract.
        let device = unsafe { fence::reference(device, "device") }?;
        // SAFETY: by contract.
        let authorization = unsafe { authorization(token) }?;
        let url = prepared.0.push().map(|push| push.url(&device.0)).unwrap_or_default();
        Ok(WaxwingRequest::new(Arc::clone(&prepared.0), url, authorization))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_request, "out_request", out_error, make) }
}

/// The paths for many devices, in memory of your own: all that differs from one device to the next.
/// Method, scheme, authority, headers and body are those of the functions that follow, for all of
/// them.
///
/// The paths are written to `text`, which has room for `text_len` bytes, one behind the other with
/// a NUL after each; `out_paths`, which has room for `count` views, tells where each one is, in the
/// order of `devices`. `out_count` receives how many fitted: ask again for the rest.
/// `WAXWING_PATH_MAX` bytes for each always suffice; 75 do for the tokens that Apple gives out
/// today. Nothing is allocated.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_prepared_paths(
    prepared: *const WaxwingPrepared,
    devices: *const *const WaxwingDeviceToken,
    count: usize,
    text: *mut c_char,
    text_len: usize,
    out_paths: *mut WaxwingStr,
    out_count: *mut usize,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let whole = || {
        // SAFETY: by contract.
        let prepared = unsafe { fence::reference(prepared, "prepared") }?;
        // SAFETY: by contract.
        let devices = unsafe { bytes::array(devices, count, "devices") }?;
        if count != 0 && (text.is_null() || out_paths.is_null()) {
            return Err(fence::null(if text.is_null() { "text" } else { "out_paths" }));
        }
        fence::aligned(out_paths.cast_const(), "out_paths")?;
        let mut path = String::new();
        let mut used = 0_usize;
        for (place, device) in devices.iter().enumerate() {
            // SAFETY: by contract.
            let device = unsafe { fence::reference(*device, "device") }?;
            if let Some(push) = prepared.0.push() {
                push.path_into(&device.0, &mut path);
            }
            let len = path.len();
            path.push('\0');
            let end = used.checked_add(path.len()).filter(|end| *end <= text_len);
            let Some(end) = end else { return Ok(place) };
            // SAFETY: `used` is at most `text_len`, for which there is room by contract.
            let data = unsafe { text.add(used) };
            // SAFETY: there is room up to `end`; what was just made lies apart.
            unsafe { data.copy_from_nonoverlapping(path.as_ptr().cast(), path.len()) };
            // SAFETY: with room for `count` views by contract.
            let out_path = unsafe { out_paths.add(place) };
            // SAFETY: as above, and not misaligned.
            unsafe { out_path.write(WaxwingStr { data, len }) };
            used = end;
        }
        Ok(count)
    };
    // SAFETY: by contract.
    unsafe { fence::give(out_count, "out_count", out_error, whole) }
}

/// The method of its requests: `POST`. Lives until what was prepared is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_prepared_method(prepared: *const WaxwingPrepared) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(prepared, WaxwingStr::NONE, |it| WaxwingStr::of(it.0.method())) }
}

/// The scheme of their URLs: `https`. Lives until what was prepared is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_prepared_scheme(prepared: *const WaxwingPrepared) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(prepared, WaxwingStr::NONE, |_| WaxwingStr::of(SCHEME)) }
}

/// Host and port of their URLs; the port is left out when it is 443. Lives until what was prepared
/// is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_prepared_authority(
    prepared: *const WaxwingPrepared,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(prepared, WaxwingStr::NONE, |it| WaxwingStr::of(it.0.authority())) }
}

/// Their headers in the order they are sent, without `authorization`, which comes first where a
/// token is used: an array of `waxwing_prepared_header_count` values. Lives until what was prepared
/// is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_prepared_headers(
    prepared: *const WaxwingPrepared,
) -> *const WaxwingHeader {
    // SAFETY: by contract.
    unsafe { fence::read(prepared, std::ptr::null(), |it| it.0.headers.as_ptr()) }
}

/// How many headers there are.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_prepared_header_count(prepared: *const WaxwingPrepared) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(prepared, 0, |it| it.0.headers.len()) }
}

/// A header as one line, `name: value`; `{NULL, 0}` where there is no header of this index. A NUL
/// follows it, so that libcurl can take its `data`. Lives until what was prepared is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_prepared_header_line(
    prepared: *const WaxwingPrepared,
    index: usize,
) -> WaxwingStr {
    let body =
        |it: &WaxwingPrepared| it.0.lines.get(index).map_or(WaxwingStr::NONE, HeaderLine::view);
    // SAFETY: by contract.
    unsafe { fence::read(prepared, WaxwingStr::NONE, body) }
}

/// Their body, the same for every device. Lives until what was prepared is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_prepared_body(prepared: *const WaxwingPrepared) -> WaxwingBytes {
    // SAFETY: by contract.
    unsafe { fence::read(prepared, WaxwingBytes::NONE, |it| WaxwingBytes::of(it.0.body())) }
}
