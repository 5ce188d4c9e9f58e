//! Views: borrowed bytes and text.

use std::ffi::{CStr, c_char};
use std::slice;

use waxwing_core::error::{Error, ErrorCode, Result};

use crate::fence;

/// Bytes that somebody else owns. `{NULL, 0}` is a valid view of nothing.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingBytes {
    /// The first byte; may be NULL when `len` is 0.
    pub data: *const u8,
    /// How many bytes there are.
    pub len: usize,
}

/// UTF-8 text that somebody else owns. No NUL need follow it, and none is counted in `len`.
///
/// `printf("%.*s", (int)text.len, text.data)` prints one. A text that does not exist is
/// `{NULL, 0}`, an empty one has a `data` that is not NULL.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingStr {
    /// The first byte; may be NULL when `len` is 0.
    pub data: *const c_char,
    /// How many bytes there are.
    pub len: usize,
}

/// A header of a request or a reply.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingHeader {
    /// The name, in lower case where this library made it.
    pub name: WaxwingStr,
    /// The value.
    pub value: WaxwingStr,
}

/// A view of a text that ends in NUL, for example
/// `waxwing_str_of(getenv("KEY_ID"))`. NULL gives `{NULL, 0}`.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_str_of(text: *const c_char) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || {
        if text.is_null() {
            return WaxwingStr::NONE;
        }
        // SAFETY: by contract the text is readable up to its NUL.
        let text = unsafe { CStr::from_ptr(text) };
        WaxwingStr { data: text.as_ptr(), len: text.count_bytes() }
    })
}

/// What an empty view points at, so that it differs from none.
const EMPTY: &CStr = c"";

impl WaxwingBytes {
    pub(crate) const NONE: Self = Self { data: std::ptr::null(), len: 0 };

    pub(crate) const fn of(bytes: &[u8]) -> Self {
        let data = if bytes.is_empty() { EMPTY.as_ptr().cast() } else { bytes.as_ptr() };
        Self { data, len: bytes.len() }
    }

    /// The bytes themselves.
    ///
    /// # Safety
    ///
    /// The view keeps to the contract of the crate, for as long as the bytes are used.
    pub(crate) unsafe fn read<'a>(self, what: &'static str) -> Result<&'a [u8]> {
        // SAFETY: as the caller promises.
        unsafe { array(self.data, self.len, what) }
    }
}

impl WaxwingStr {
    pub(crate) const NONE: Self = Self { data: std::ptr::null(), len: 0 };

    pub(crate) const fn of(text: &str) -> Self {
        let WaxwingBytes { data, len } = WaxwingBytes::of(text.as_bytes());
        Self { data: data.cast(), len }
    }

    pub(crate) fn of_option(text: Option<&str>) -> Self {
        text.map_or(Self::NONE, Self::of)
    }

    /// Whether it is `{NULL, 0}`, which stands for "left out" where that is possible.
    pub(crate) fn is_none(self) -> bool {
        self.data.is_null() && self.len == 0
    }

    /// Its bytes, which need not be UTF-8: for what the core judges itself.
    ///
    /// # Safety
    ///
    /// The view keeps to the contract of the crate, for as long as the bytes are used.
    pub(crate) unsafe fn read<'a>(self, what: &'static str) -> Result<&'a [u8]> {
        // SAFETY: as the caller promises.
        unsafe { array(self.data.cast(), self.len, what) }
    }

    /// Its text.
    ///
    /// # Safety
    ///
    /// The view keeps to the contract of the crate, for as long as the text is used.
    pub(crate) unsafe fn text<'a>(self, what: &'static str) -> Result<&'a str> {
        // SAFETY: as the caller promises.
        let bytes = unsafe { self.read(what) }?;
        std::str::from_utf8(bytes).map_err(|error| {
            Error::new(
                ErrorCode::InvalidUtf8,
                what,
                "UTF-8",
                format!("another byte at offset {}", error.valid_up_to()),
            )
        })
    }
}

/// The values of an array given by pointer and count.
///
/// # Safety
///
/// `data` is NULL, or `count` values can be read there for as long as they are used.
pub(crate) unsafe fn array<'a, T>(
    data: *const T,
    count: usize,
    what: &'static str,
) -> Result<&'a [T]> {
    if count == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(fence::null(what));
    }
    fence::aligned(data, what)?;
    // No object is larger (Rust reference: pointer offsets); a larger length is a mistake such as -1.
    let fits = count.checked_mul(size_of::<T>()).is_some_and(|size| isize::try_from(size).is_ok());
    if !fits {
        return Err(Error::new(
            ErrorCode::InvalidInput,
            what,
            "a length that memory can have",
            format!("{count}"),
        ));
    }
    // SAFETY: neither NULL nor misaligned nor too long; readable as the caller promises.
    Ok(unsafe { slice::from_raw_parts(data, count) })
}

/// The bytes of an array of views.
///
/// # Safety
///
/// `views` is NULL, or `count` views can be read there that keep to the contract of the crate, for
/// as long as the bytes are used.
pub(crate) unsafe fn all<'a>(
    views: *const WaxwingBytes,
    count: usize,
    what: &'static str,
) -> Result<Vec<&'a [u8]>> {
    // SAFETY: as the caller promises.
    let views = unsafe { array(views, count, what) }?;
    views
        .iter()
        .map(|view| {
            // SAFETY: as the caller promises.
            unsafe { view.read(what) }
        })
        .collect()
}

/// The texts of an array of views.
///
/// # Safety
///
/// `views` is NULL, or `count` views can be read there that keep to the contract of the crate, for
/// as long as the texts are used.
pub(crate) unsafe fn texts<'a>(
    views: *const WaxwingStr,
    count: usize,
    what: &'static str,
) -> Result<Vec<&'a str>> {
    // SAFETY: as the caller promises.
    let views = unsafe { array(views, count, what) }?;
    views
        .iter()
        .map(|view| {
            // SAFETY: as the caller promises.
            unsafe { view.text(what) }
        })
        .collect()
}
