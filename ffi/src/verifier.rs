//! The verifier.

use waxwing_core::app_store::{Kind, Verifier};
use waxwing_core::time::Timestamp;

use crate::bytes::WaxwingStr;
use crate::error::WaxwingError;
use crate::fence;
use crate::signed_object::WaxwingSignedObject;
use crate::status::WaxwingStatus;

/// Verifies what the App Store signed: chain to a pinned root, marker extensions, dates,
/// signature, and that the object is meant for this app.
///
/// It reads no clock: `now_ms`, milliseconds since 1970, is always given. It remembers chains of
/// certificates that it has checked, which changes what a call costs and never how it ends. All
/// threads may use it at once.
///
/// A token is refused with a status of the categories malformed, untrusted and limit; the error
/// says which certificate or field, what was expected and what was found.
pub struct WaxwingVerifier(pub(crate) Verifier);

/// Verifies a token of a kind, or of any, and hands out what is in it.
///
/// # Safety
///
/// All pointers and views keep to the contract of the crate.
unsafe fn verify(
    verifier: *const WaxwingVerifier,
    token: WaxwingStr,
    kind: Option<Kind>,
    now_ms: i64,
    out_object: *mut *mut WaxwingSignedObject,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let whole = || {
        // SAFETY: as the caller promises.
        let WaxwingVerifier(verifier) = unsafe { fence::reference(verifier, "verifier") }?;
        // SAFETY: as the caller promises.
        let token = unsafe { token.read("token") }?;
        let now = Timestamp::from_millis(now_ms);
        let object = match kind {
            Some(kind) => verifier.of_kind(token, kind, now),
            None => verifier.any(token, now),
        };
        object.map(WaxwingSignedObject::from)
    };
    // SAFETY: as the caller promises.
    unsafe { fence::make(out_object, "out_object", out_error, whole) }
}

/// Frees a verifier. NULL is fine. What it verified stays.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_free(verifier: *mut WaxwingVerifier) {
    // SAFETY: by contract.
    unsafe { fence::free(verifier) }
}

/// Verifies a notification and every object nested in it.
///
/// `token` is the string in the field `signedPayload` of the body that Apple posts. Free the
/// object with `waxwing_signed_object_free`. An error of a nested object names its path first, as
/// in `data.signedTransactionInfo: leaf certificate`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_notification(
    verifier: *const WaxwingVerifier,
    token: WaxwingStr,
    now_ms: i64,
    out_object: *mut *mut WaxwingSignedObject,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { verify(verifier, token, Some(Kind::Notification), now_ms, out_object, out_error) }
}

/// Verifies a transaction (`signedTransactionInfo`, or a device's `jwsRepresentation`).
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_transaction(
    verifier: *const WaxwingVerifier,
    token: WaxwingStr,
    now_ms: i64,
    out_object: *mut *mut WaxwingSignedObject,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { verify(verifier, token, Some(Kind::Transaction), now_ms, out_object, out_error) }
}

/// Verifies renewal info (`signedRenewalInfo`). It names no app, so only its environment is
/// compared.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_renewal_info(
    verifier: *const WaxwingVerifier,
    token: WaxwingStr,
    now_ms: i64,
    out_object: *mut *mut WaxwingSignedObject,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { verify(verifier, token, Some(Kind::RenewalInfo), now_ms, out_object, out_error) }
}

/// Verifies an app transaction (`signedAppTransactionInfo`, or a device's `AppTransaction`).
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_app_transaction(
    verifier: *const WaxwingVerifier,
    token: WaxwingStr,
    now_ms: i64,
    out_object: *mut *mut WaxwingSignedObject,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { verify(verifier, token, Some(Kind::AppTransaction), now_ms, out_object, out_error) }
}

/// Verifies a request of the Retention Messaging API (`signedPayload`). It names no bundle id, so
/// App Store id and environment are compared.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_realtime_request(
    verifier: *const WaxwingVerifier,
    token: WaxwingStr,
    now_ms: i64,
    out_object: *mut *mut WaxwingSignedObject,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { verify(verifier, token, Some(Kind::RealtimeRequest), now_ms, out_object, out_error) }
}

/// Verifies an object of any kind; `waxwing_signed_object_kind` tells which it is.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_any(
    verifier: *const WaxwingVerifier,
    token: WaxwingStr,
    now_ms: i64,
    out_object: *mut *mut WaxwingSignedObject,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { verify(verifier, token, None, now_ms, out_object, out_error) }
}
