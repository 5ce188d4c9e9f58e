//! A request without a device.

use std::sync::Arc;

use waxwing_core::apns::Call;
use waxwing_core::error::{Error, ErrorCode};

use crate::bytes::WaxwingStr;
use crate::error::WaxwingError;
use crate::fence;
use crate::fixed::Fixed;
use crate::prepared::authorization;
use crate::provider_token::WaxwingProviderToken;
use crate::request::WaxwingRequest;
use crate::status::WaxwingStatus;

/// A request without a device: a broadcast, or something about channels.
///
/// It never changes, so that all threads may use it at once.
pub struct WaxwingCall(Arc<Fixed>);

impl From<Call> for WaxwingCall {
    fn from(call: Call) -> Self {
        Self(Arc::new(call.into()))
    }
}

impl WaxwingCall {
    fn call(&self) -> Result<&Call, Error> {
        let none = || Error::new(ErrorCode::Panic, "call", "a call", "a push");
        self.0.call().ok_or_else(none)
    }
}

/// Frees a call. NULL is fine. Requests made of it stay.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_call_free(call: *mut WaxwingCall) {
    // SAFETY: by contract.
    unsafe { fence::free(call) }
}

/// The same call with this UUID, which APNs repeats in its reply: the header `apns-request-id`.
/// Without it, APNs makes one. Free the new call with `waxwing_call_free`; the old one stays.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_call_with_request_id(
    call: *const WaxwingCall,
    uuid: WaxwingStr,
    out_call: *mut *mut WaxwingCall,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let call = unsafe { fence::reference(call, "call") }?;
        // SAFETY: by contract.
        let uuid = unsafe { uuid.text("apns-request-id") }?;
        Ok(WaxwingCall::from(call.call()?.clone().request_id(uuid)?))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_call, "out_call", out_error, make) }
}

/// The request. `token` is the provider token, or NULL on a connection with a client certificate.
/// Free the request with `waxwing_request_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_call_request(
    call: *const WaxwingCall,
    token: *const WaxwingProviderToken,
    out_request: *mut *mut WaxwingRequest,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let call = unsafe { fence::reference(call, "call") }?;
        // SAFETY: by contract.
        let authorization = unsafe { authorization(token) }?;
        Ok(WaxwingRequest::new(Arc::clone(&call.0), call.call()?.url(), authorization))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_request, "out_request", out_error, make) }
}
