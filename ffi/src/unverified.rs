//! Objects that nobody vouches for: what Xcode and tests make.

use waxwing_core::app_store::{Unverified, decode_unverified};
use waxwing_core::json::Value;

use crate::bytes::WaxwingStr;
use crate::document::{self, Document};
use crate::error::WaxwingError;
use crate::fence;
use crate::pending;
use crate::signed_object::WaxwingKind;
use crate::status::WaxwingStatus;

/// An object that was read and NOT verified: anybody can make one. It is a type of its own, so that
/// it cannot pass for a `waxwing_signed_object`.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_unverified_free`.
pub struct WaxwingUnverified {
    object: Unverified,
    document: Document,
}

impl WaxwingUnverified {
    /// What a JSON pointer leads to.
    ///
    /// # Safety
    ///
    /// The view keeps to the contract of the crate.
    unsafe fn at(&self, pointer: WaxwingStr) -> Option<&Value> {
        // SAFETY: as the caller promises.
        let pointer = unsafe { pointer.text("pointer") }.ok()?;
        self.document.at(self.object.object(), pointer)
    }
}

/// Reads a signed object WITHOUT VERIFYING ANYTHING: for data of StoreKit testing in Xcode whose
/// certificate is not at hand, and of local tests. `kind` is the `waxwing_kind` that must come out,
/// 0 for any. Free it with `waxwing_unverified_free`.
///
/// Size, form, JSON, kind and the types of known fields are checked as in verification; header,
/// certificates, signature, app, environment and dates are not looked at. Objects nested in a
/// notification stay the texts they are.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_decode_unverified(
    token: WaxwingStr,
    kind: u32,
    out_unverified: *mut *mut WaxwingUnverified,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let token = unsafe { token.read("token") }?;
        let object = decode_unverified(token, pending::kind(kind)?)?;
        Ok(WaxwingUnverified { object, document: Document::default() })
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_unverified, "out_unverified", out_error, make) }
}

/// Frees an object that was read. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_unverified_free(unverified: *mut WaxwingUnverified) {
    // SAFETY: by contract.
    unsafe { fence::free(unverified) }
}

/// The kind of object.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_unverified_kind(
    unverified: *const WaxwingUnverified,
) -> WaxwingKind {
    // SAFETY: by contract.
    unsafe { fence::read(unverified, WaxwingKind::Unknown, |it| it.object.kind().into()) }
}

/// The kind by its name, as `waxwing_signed_object_kind_name`. Lives until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_unverified_kind_name(
    unverified: *const WaxwingUnverified,
) -> WaxwingStr {
    let body = |it: &WaxwingUnverified| WaxwingStr::of(it.object.kind().name());
    // SAFETY: by contract.
    unsafe { fence::read(unverified, WaxwingStr::NONE, body) }
}

/// The payload's JSON, byte for byte as it was received. Lives until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_unverified_json(
    unverified: *const WaxwingUnverified,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(unverified, WaxwingStr::NONE, |it| WaxwingStr::of(it.object.json())) }
}

/// The payload as JSON with every field, known or not; known dates are whole milliseconds. Lives
/// until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_unverified_payload(
    unverified: *const WaxwingUnverified,
) -> WaxwingStr {
    let body = |it: &WaxwingUnverified| WaxwingStr::of(it.document.text(it.object.object()));
    // SAFETY: by contract.
    unsafe { fence::read(unverified, WaxwingStr::NONE, body) }
}

/// Whether there is a value at a JSON pointer (RFC 6901) of the payload.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_unverified_has(
    unverified: *const WaxwingUnverified,
    pointer: WaxwingStr,
) -> bool {
    let body = |it: &WaxwingUnverified| {
        // SAFETY: by contract.
        unsafe { it.at(pointer) }.is_some()
    };
    // SAFETY: by contract.
    unsafe { fence::read(unverified, false, body) }
}

/// The text at a JSON pointer, which lives until the object is freed. False, and nothing written,
/// when there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_unverified_text(
    unverified: *const WaxwingUnverified,
    pointer: WaxwingStr,
    out_value: *mut WaxwingStr,
) -> bool {
    let body = |it: &WaxwingUnverified| {
        // SAFETY: by contract.
        unsafe { it.at(pointer) }?.as_str().map(WaxwingStr::of)
    };
    // SAFETY: by contract.
    unsafe { fence::find(unverified, out_value, body) }
}

/// The integer at a JSON pointer; dates are milliseconds since 1970. False, and nothing written,
/// when there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_unverified_integer(
    unverified: *const WaxwingUnverified,
    pointer: WaxwingStr,
    out_value: *mut i64,
) -> bool {
    let body = |it: &WaxwingUnverified| {
        // SAFETY: by contract.
        unsafe { it.at(pointer) }?.as_i64()
    };
    // SAFETY: by contract.
    unsafe { fence::find(unverified, out_value, body) }
}

/// The number at a JSON pointer, whole or not. False, and nothing written, when there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_unverified_number(
    unverified: *const WaxwingUnverified,
    pointer: WaxwingStr,
    out_value: *mut f64,
) -> bool {
    let body = |it: &WaxwingUnverified| {
        // SAFETY: by contract.
        document::number(unsafe { it.at(pointer) }?)
    };
    // SAFETY: by contract.
    unsafe { fence::find(unverified, out_value, body) }
}

/// The truth value at a JSON pointer. False, and nothing written, when there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_unverified_boolean(
    unverified: *const WaxwingUnverified,
    pointer: WaxwingStr,
    out_value: *mut bool,
) -> bool {
    let body = |it: &WaxwingUnverified| {
        // SAFETY: by contract.
        unsafe { it.at(pointer) }?.as_bool()
    };
    // SAFETY: by contract.
    unsafe { fence::find(unverified, out_value, body) }
}

/// How many elements the array, or keys the object, at a JSON pointer has. False, and nothing
/// written, when there is neither.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_unverified_count(
    unverified: *const WaxwingUnverified,
    pointer: WaxwingStr,
    out_value: *mut usize,
) -> bool {
    let body = |it: &WaxwingUnverified| {
        // SAFETY: by contract.
        document::count(unsafe { it.at(pointer) }?)
    };
    // SAFETY: by contract.
    unsafe { fence::find(unverified, out_value, body) }
}
