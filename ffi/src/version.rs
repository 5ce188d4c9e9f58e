//! The library's version.

use std::ffi::CStr;

use crate::bytes::WaxwingStr;
use crate::fence;

/// The version of the library that is running, such as `0.1.0`. A NUL follows it.
///
/// `WAXWING_VERSION` is the version of the header that the program was compiled with.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_version() -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || {
        const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");
        let text = CStr::from_bytes_with_nul(VERSION.as_bytes()).unwrap_or_default();
        WaxwingStr { data: text.as_ptr(), len: text.count_bytes() }
    })
}
