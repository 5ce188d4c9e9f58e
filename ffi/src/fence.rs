//! The fence around every exported function: checks of pointers, and the end of every panic.

use std::panic::{AssertUnwindSafe, catch_unwind};

use waxwing_core::error::{Error, ErrorCode, Result};

use crate::error::WaxwingError;
use crate::status::WaxwingStatus;
use crate::test_panic;

/// Runs what cannot fail. A panic gives `fallback`.
pub(crate) fn guard<R>(fallback: R, body: impl FnOnce() -> R) -> R {
    catch_unwind(AssertUnwindSafe(|| {
        test_panic::strike();
        body()
    }))
    .unwrap_or(fallback)
}

/// Runs what can fail, and writes the error where it is wanted.
///
/// # Safety
///
/// `out_error` keeps to the contract of the crate.
pub(crate) unsafe fn run(
    out_error: *mut *mut WaxwingError,
    body: impl FnOnce() -> Result<()>,
) -> WaxwingStatus {
    let outcome = guard(None, || Some(body())).unwrap_or_else(|| Err(panicked()));
    let status = outcome.as_ref().map_or_else(|error| error.code().into(), |()| WaxwingStatus::Ok);
    if !out_error.is_null() && out_error.is_aligned() {
        let handle = match outcome {
            Ok(()) => std::ptr::null_mut(),
            Err(error) => Box::into_raw(Box::new(WaxwingError::from(error))),
        };
        // SAFETY: neither NULL nor misaligned; writable as the caller promises.
        unsafe { out_error.write(handle) };
    }
    status
}

/// Runs what makes a handle, and hands it out on success; on failure the output is NULL.
///
/// # Safety
///
/// `out` and `out_error` keep to the contract of the crate.
pub(crate) unsafe fn make<T>(
    out: *mut *mut T,
    what: &'static str,
    out_error: *mut *mut WaxwingError,
    body: impl FnOnce() -> Result<T>,
) -> WaxwingStatus {
    let whole = || {
        if out.is_null() {
            return Err(null(what));
        }
        aligned(out.cast_const(), what)?;
        // SAFETY: neither NULL nor misaligned; writable as the caller promises.
        unsafe { out.write(std::ptr::null_mut()) };
        let made = Box::new(body()?);
        // SAFETY: as above.
        unsafe { out.write(Box::into_raw(made)) };
        Ok(())
    };
    // SAFETY: as the caller promises.
    unsafe { run(out_error, whole) }
}

/// Runs what makes a handle and cannot fail. A panic gives NULL.
pub(crate) fn new<T>(body: impl FnOnce() -> T) -> *mut T {
    guard(std::ptr::null_mut(), || Box::into_raw(Box::new(body())))
}

/// Reads from a handle what needs no status. NULL gives `fallback`.
///
/// # Safety
///
/// `handle` keeps to the contract of the crate.
pub(crate) unsafe fn read<T, R: Copy>(
    handle: *const T,
    fallback: R,
    body: impl FnOnce(&T) -> R,
) -> R {
    guard(fallback, || {
        // SAFETY: as the caller promises.
        unsafe { reference(handle, "handle") }.map_or(fallback, body)
    })
}

/// Reads from a handle what may not be there, into `out`, which is written only if it is there.
///
/// # Safety
///
/// `handle` and `out` keep to the contract of the crate.
pub(crate) unsafe fn find<T, V>(
    handle: *const T,
    out: *mut V,
    body: impl FnOnce(&T) -> Option<V>,
) -> bool {
    guard(false, || {
        // SAFETY: as the caller promises.
        let Ok(handle) = (unsafe { reference(handle, "handle") }) else { return false };
        match body(handle) {
            Some(value) if !out.is_null() && out.is_aligned() => {
                // SAFETY: neither NULL nor misaligned; writable as the caller promises.
                unsafe { out.write(value) };
                true
            }
            _ => false,
        }
    })
}

/// Runs what gives a plain value, and writes it on success.
///
/// # Safety
///
/// `out` and `out_error` keep to the contract of the crate.
pub(crate) unsafe fn give<V>(
    out: *mut V,
    what: &'static str,
    out_error: *mut *mut WaxwingError,
    body: impl FnOnce() -> Result<V>,
) -> WaxwingStatus {
    let whole = || {
        if out.is_null() {
            return Err(null(what));
        }
        aligned(out.cast_const(), what)?;
        let value = body()?;
        // SAFETY: neither NULL nor misaligned; writable as the caller promises.
        unsafe { out.write(value) };
        Ok(())
    };
    // SAFETY: as the caller promises.
    unsafe { run(out_error, whole) }
}

/// Runs what changes a handle.
///
/// # Safety
///
/// `handle` and `out_error` keep to the contract of the crate, and nobody else uses the handle
/// meanwhile.
pub(crate) unsafe fn change<T>(
    handle: *mut T,
    what: &'static str,
    out_error: *mut *mut WaxwingError,
    body: impl FnOnce(&mut T) -> Result<()>,
) -> WaxwingStatus {
    let whole = || {
        // SAFETY: as the caller promises.
        let handle = unsafe { reference_mut(handle, what) }?;
        body(handle)
    };
    // SAFETY: as the caller promises.
    unsafe { run(out_error, whole) }
}

/// Finds what may not be there in a handle that changes, as [`find`] does.
///
/// # Safety
///
/// `handle` and `out` keep to the contract of the crate, and nobody else uses the handle meanwhile.
pub(crate) unsafe fn find_mut<T, V>(
    handle: *mut T,
    out: *mut V,
    body: impl FnOnce(&mut T) -> Option<V>,
) -> bool {
    guard(false, || {
        if out.is_null() || !out.is_aligned() {
            return false;
        }
        // SAFETY: as the caller promises.
        let Ok(handle) = (unsafe { reference_mut(handle, "handle") }) else { return false };
        let Some(value) = body(handle) else { return false };
        // SAFETY: neither NULL nor misaligned; writable as the caller promises.
        unsafe { out.write(value) };
        true
    })
}

/// Takes a handle back and drops it. NULL is nothing to drop.
///
/// # Safety
///
/// `handle` keeps to the contract of the crate, and is not used again.
pub(crate) unsafe fn free<T>(handle: *mut T) {
    guard((), || {
        if !handle.is_null() && handle.is_aligned() {
            // SAFETY: made by `Box::into_raw` in this module and not freed before, as the caller promises.
            drop(unsafe { Box::from_raw(handle) });
        }
    });
}

/// What a handle points at.
///
/// # Safety
///
/// `handle` keeps to the contract of the crate for as long as the reference is used.
pub(crate) unsafe fn reference<'a, T>(handle: *const T, what: &'static str) -> Result<&'a T> {
    aligned(handle, what)?;
    // SAFETY: not misaligned; alive, unless NULL, as the caller promises.
    unsafe { handle.as_ref() }.ok_or_else(|| null(what))
}

/// What a handle that changes points at.
///
/// # Safety
///
/// `handle` keeps to the contract of the crate for as long as the reference is used, and nobody
/// else uses it meanwhile.
pub(crate) unsafe fn reference_mut<'a, T>(handle: *mut T, what: &'static str) -> Result<&'a mut T> {
    aligned(handle.cast_const(), what)?;
    // SAFETY: not misaligned; alive and used by nobody else, unless NULL, as the caller promises.
    unsafe { handle.as_mut() }.ok_or_else(|| null(what))
}

/// Refuses a pointer that cannot be one of its type.
pub(crate) fn aligned<T>(pointer: *const T, what: &'static str) -> Result<()> {
    if pointer.is_aligned() {
        return Ok(());
    }
    let expected = format!("an address divisible by {}", align_of::<T>());
    Err(Error::new(ErrorCode::InvalidInput, what, expected, "another address"))
}

pub(crate) fn null(what: &'static str) -> Error {
    Error::new(ErrorCode::NullPointer, what, "a pointer that is not NULL", "NULL")
}

/// A number that stands for none of an enum's values.
pub(crate) fn out_of_range(what: &'static str, enumeration: &'static str, found: u32) -> Error {
    Error::new(
        ErrorCode::InvalidInput,
        what,
        format!("a value of {enumeration}"),
        format!("{found}"),
    )
}

/// The text of a panic stays out: it might quote what is secret.
pub(crate) fn panicked() -> Error {
    Error::new(ErrorCode::Panic, "waxwing", "no panic", "a panic")
}
