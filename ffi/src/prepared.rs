//! A notification made ready for one endpoint.

use std::sync::Arc;

use waxwing_core::apns::Prepared;

use crate::device_token::WaxwingDeviceToken;
use crate::error::WaxwingError;
use crate::fence;
use crate::provider_token::WaxwingProviderToken;
use crate::request::{HeaderLine, WaxwingRequest};
use crate::status::WaxwingStatus;

/// A notification made ready for one endpoint; each device costs one URL more.
///
/// It never changes, so that all threads may use it at once.
pub struct WaxwingPrepared(Arc<Fixed>);

/// What all requests of it share.
pub(crate) struct Fixed {
    pub(crate) prepared: Prepared,
    /// All headers but `authorization`.
    pub(crate) lines: Vec<HeaderLine>,
}

impl From<Prepared> for WaxwingPrepared {
    fn from(prepared: Prepared) -> Self {
        let lines = prepared.headers().map(|(name, value)| HeaderLine::new(name, value)).collect();
        Self(Arc::new(Fixed { prepared, lines }))
    }
}

/// Frees what was prepared. NULL is fine. Requests made of it stay.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_prepared_free(prepared: *mut WaxwingPrepared) {
    // SAFETY: by contract.
    unsafe { fence::free(prepared) }
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
        let authorization = if token.is_null() {
            None
        } else {
            // SAFETY: by contract.
            let token = unsafe { fence::reference(token, "token") }?;
            Some(Arc::clone(&token.line))
        };
        Ok(WaxwingRequest::new(Arc::clone(&prepared.0), &device.0, authorization))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_request, "out_request", out_error, make) }
}
