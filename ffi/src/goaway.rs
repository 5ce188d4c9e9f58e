//! What a server says before it closes a connection.

use waxwing_core::apns::{GoAway, Reason};

use crate::bytes::{WaxwingBytes, WaxwingStr};
use crate::error::WaxwingError;
use crate::fence;
use crate::status::WaxwingStatus;
use crate::verdict::WaxwingVerdict;

/// A GOAWAY frame (RFC 9113 section 6.8), with the reason that APNs puts into its debug data.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_goaway_free`.
pub struct WaxwingGoaway(pub(crate) GoAway);

/// A GOAWAY frame, from its three parts as they were received. Free it with
/// `waxwing_goaway_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_goaway_new(
    error_code: u32,
    last_stream_id: u32,
    debug_data: WaxwingBytes,
    out_goaway: *mut *mut WaxwingGoaway,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let debug_data = unsafe { debug_data.read("debug data") }?;
        Ok(WaxwingGoaway(GoAway::new(error_code, last_stream_id, debug_data)))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_goaway, "out_goaway", out_error, make) }
}

/// Frees a GOAWAY. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_goaway_free(goaway: *mut WaxwingGoaway) {
    // SAFETY: by contract.
    unsafe { fence::free(goaway) }
}

/// Its error code (RFC 9113 section 7); 0 is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_goaway_error_code(goaway: *const WaxwingGoaway) -> u32 {
    // SAFETY: by contract.
    unsafe { fence::read(goaway, 0, |it| it.0.error_code()) }
}

/// The last stream that the server may have looked at.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_goaway_last_stream_id(goaway: *const WaxwingGoaway) -> u32 {
    // SAFETY: by contract.
    unsafe { fence::read(goaway, 0, |it| it.0.last_stream_id()) }
}

/// Whether the server has not looked at the request on this stream, so that it can be sent again.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_goaway_leaves_out(
    goaway: *const WaxwingGoaway,
    stream_id: u32,
) -> bool {
    // SAFETY: by contract.
    unsafe { fence::read(goaway, false, |it| it.0.leaves_out(stream_id)) }
}

/// Why, as received, such as `Shutdown`; `{NULL, 0}` if it does not say. Lives until the GOAWAY is
/// freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_goaway_reason(goaway: *const WaxwingGoaway) -> WaxwingStr {
    let body = |it: &WaxwingGoaway| WaxwingStr::of_option(it.0.reason().map(Reason::as_str));
    // SAFETY: by contract.
    unsafe { fence::read(goaway, WaxwingStr::NONE, body) }
}

/// Whether the reason is one that this version knows.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_goaway_reason_is_known(goaway: *const WaxwingGoaway) -> bool {
    // SAFETY: by contract.
    unsafe { fence::read(goaway, false, |it| it.0.reason().is_some_and(Reason::is_known)) }
}

/// The debug data as text, at most their beginning; `{NULL, 0}` if they are none. Lives until the
/// GOAWAY is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_goaway_text(goaway: *const WaxwingGoaway) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(goaway, WaxwingStr::NONE, |it| WaxwingStr::of_option(it.0.text())) }
}

/// What to do about it. Free the verdict with `waxwing_verdict_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_goaway_verdict(
    goaway: *const WaxwingGoaway,
    out_verdict: *mut *mut WaxwingVerdict,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let goaway = unsafe { fence::reference(goaway, "goaway") }?;
        Ok(goaway.0.verdict().into())
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_verdict, "out_verdict", out_error, make) }
}
