//! The error handle.

use waxwing_core::error::Error;

use crate::bytes::WaxwingStr;
use crate::fence;
use crate::status::{WaxwingCategory, WaxwingStatus};

/// Why something was refused: which rule, what it is about, what was expected, what was found.
///
/// No text in it ever holds a key, a token, a payload or a device token. Its views live until
/// `waxwing_error_free`. Any thread may read it; several at once, too.
pub struct WaxwingError {
    error: Error,
    message: String,
}

impl From<Error> for WaxwingError {
    fn from(error: Error) -> Self {
        let message = error.to_string();
        Self { error, message }
    }
}

/// Frees an error. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_error_free(error: *mut WaxwingError) {
    // SAFETY: by contract.
    unsafe { fence::free(error) }
}

/// The status that the function returned.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_error_status(error: *const WaxwingError) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { fence::read(error, WaxwingStatus::Ok, |it| it.error.code().into()) }
}

/// The status by its name, as all languages show it, such as `bad_signature`. Lives until the error
/// is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_error_name(error: *const WaxwingError) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(error, WaxwingStr::NONE, |it| WaxwingStr::of(it.error.code().name())) }
}

/// Who has to act.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_error_category(error: *const WaxwingError) -> WaxwingCategory {
    // SAFETY: by contract.
    unsafe { fence::read(error, WaxwingCategory::None, |it| it.error.category().into()) }
}

/// Whether the same call may succeed later with an answer that is asked for anew, as where an OCSP
/// responder could not be reached or was busy.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_error_is_retryable(error: *const WaxwingError) -> bool {
    // SAFETY: by contract.
    unsafe { fence::read(error, false, |it| it.error.is_retryable()) }
}

/// What the error is about: an argument, a header, a certificate, a field by its path. Lives until
/// the error is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_error_subject(error: *const WaxwingError) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(error, WaxwingStr::NONE, |it| WaxwingStr::of(it.error.subject())) }
}

/// What the rule asks for. Lives until the error is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_error_expected(error: *const WaxwingError) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(error, WaxwingStr::NONE, |it| WaxwingStr::of(it.error.expected())) }
}

/// What was there instead. Lives until the error is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_error_found(error: *const WaxwingError) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(error, WaxwingStr::NONE, |it| WaxwingStr::of(it.error.found())) }
}

/// All of it in one sentence for people: subject, rule, expected, found. Lives until the error is
/// freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_error_message(error: *const WaxwingError) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(error, WaxwingStr::NONE, |it| WaxwingStr::of(&it.message)) }
}
