//! What APNs accepts and what still rarely is what was meant.

use waxwing_core::apns::{Cut, Lint, LintCode, lint_request};

use crate::bytes::{self, WaxwingBytes, WaxwingHeader, WaxwingStr};
use crate::error::WaxwingError;
use crate::fence;
use crate::status::WaxwingStatus;

/// Something that APNs accepts and that rarely is what was meant.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingLint {
    /// Its name, as all languages show it, such as `voip_expiration`.
    pub code: WaxwingStr,
    /// The header, or the key of the payload by its path, such as `payload.aps.sound`.
    pub subject: WaxwingStr,
    /// What to do, as a sentence.
    pub advice: WaxwingStr,
    /// Who says so.
    pub source: WaxwingStr,
}

impl WaxwingLint {
    fn new(code: LintCode, subject: WaxwingStr) -> Self {
        Self {
            code: WaxwingStr::of(code.name()),
            subject,
            advice: WaxwingStr::of(code.advice()),
            source: WaxwingStr::of(code.source()),
        }
    }
}

/// A text that was shortened so that a payload fits. Lengths are bytes of UTF-8 before JSON's
/// escapes.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingCut {
    /// The text, by its JSON pointer, such as `/aps/alert/body`.
    pub pointer: WaxwingStr,
    /// How long it was.
    pub original_bytes: usize,
    /// How much of it is left, with the ellipsis.
    pub kept_bytes: usize,
    /// How much of it was cut off.
    pub removed_bytes: usize,
}

impl From<&Cut> for WaxwingCut {
    fn from(cut: &Cut) -> Self {
        Self {
            pointer: WaxwingStr::of(&cut.pointer),
            original_bytes: cut.original_bytes,
            kept_bytes: cut.kept_bytes,
            removed_bytes: cut.removed_bytes,
        }
    }
}

/// The lints of a push.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_lints_free`.
pub struct WaxwingLints(pub(crate) Vec<Lint>);

/// Judges a push to a device that another library, another language or an old system of yours would
/// send: what APNs refuses comes back as an error, the rest as lints. Names of headers may be in
/// any case; `:method` and `:path` are checked where they are given. Free the list with
/// `waxwing_lints_free`.
///
/// Statuses are those of `waxwing_notification_builder_build`, and
/// `WAXWING_STATUS_INVALID_DEVICE_TOKEN`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_lint_request(
    headers: *const WaxwingHeader,
    header_count: usize,
    body: WaxwingBytes,
    out_lints: *mut *mut WaxwingLints,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let views = unsafe { bytes::array(headers, header_count, "headers") }?;
        let mut headers = Vec::with_capacity(views.len());
        for view in views {
            // SAFETY: by contract.
            let name = unsafe { view.name.text("header name") }?;
            // SAFETY: by contract.
            let value = unsafe { view.value.text("header value") }?;
            headers.push((name, value));
        }
        // SAFETY: by contract.
        let body = unsafe { body.read("body") }?;
        lint_request(headers, body).map(WaxwingLints)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_lints, "out_lints", out_error, make) }
}

/// Frees a list of lints that was made by `waxwing_lint_request`. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_lints_free(lints: *mut WaxwingLints) {
    // SAFETY: by contract.
    unsafe { fence::free(lints) }
}

/// How many there are.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_lints_count(lints: *const WaxwingLints) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(lints, 0, |it| it.0.len()) }
}

/// One of them, counted from 0. False, and nothing written, where there is none. Its views live
/// until the list is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_lints_item(
    lints: *const WaxwingLints,
    index: usize,
    out_lint: *mut WaxwingLint,
) -> bool {
    let find = |it: &WaxwingLints| {
        let lint = it.0.get(index)?;
        Some(WaxwingLint::new(lint.code, WaxwingStr::of(&lint.subject)))
    };
    // SAFETY: by contract.
    unsafe { fence::find(lints, out_lint, find) }
}

/// What there are lints about, by its place in the list of all, counted from 0; the subject is
/// `{NULL, 0}`. False, and nothing written, behind the last. Its views live as long as the library.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_lint_code_item(index: usize, out_lint: *mut WaxwingLint) -> bool {
    let all = LintCode::ALL;
    let find = |all: &&[LintCode]| Some(WaxwingLint::new(*all.get(index)?, WaxwingStr::NONE));
    // SAFETY: the list is no handle but lives as long; the rest by contract.
    unsafe { fence::find(&raw const all, out_lint, find) }
}
