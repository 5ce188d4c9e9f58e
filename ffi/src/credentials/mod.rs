//! Key and certificate files.

pub mod sniff;

pub mod private_key;

pub mod x509_certificate;

pub mod push_certificate;

pub mod lint;

pub mod contents;

pub mod identity;

pub mod p12;

pub mod request;

use waxwing_core::error::Result;

use crate::bytes::WaxwingStr;

/// A password, or none for `{NULL, 0}`.
///
/// # Safety
///
/// The view keeps to the contract of the crate, for as long as the password is used.
unsafe fn password<'a>(password: WaxwingStr) -> Result<Option<&'a str>> {
    // SAFETY: as the caller promises.
    unsafe { text_option(password, "password") }
}

/// A text, or none for `{NULL, 0}`.
///
/// # Safety
///
/// The view keeps to the contract of the crate, for as long as the text is used.
unsafe fn text_option<'a>(text: WaxwingStr, what: &'static str) -> Result<Option<&'a str>> {
    if text.is_none() {
        return Ok(None);
    }
    // SAFETY: as the caller promises.
    unsafe { text.text(what) }.map(Some)
}
