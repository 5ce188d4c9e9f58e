//! What stops an identity's pushes, or will.

use waxwing_core::apns::Topic;
use waxwing_core::credentials::{Lint, LintCode, Purpose};
use waxwing_core::error::Result;
use waxwing_core::time::Timestamp;

use super::identity::WaxwingIdentity;
use super::text_option;
use super::x509_certificate::WaxwingX509Certificate;
use crate::bytes::WaxwingStr;
use crate::error::WaxwingError;
use crate::status::WaxwingStatus;
use crate::{environment, fence};

/// Something about a credential that stops pushes, or that will.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingCredentialLint {
    /// Its name, as all languages show it, such as `expires_soon`.
    pub code: WaxwingStr,
    /// What was found, as a noun phrase: a date, a topic, an environment.
    pub found: WaxwingStr,
    /// What to do, as a sentence.
    pub advice: WaxwingStr,
    /// Whether nothing can be pushed as it is.
    pub is_fatal: bool,
}

impl WaxwingCredentialLint {
    fn new(code: LintCode, found: WaxwingStr) -> Self {
        Self {
            code: WaxwingStr::of(code.name()),
            found,
            advice: WaxwingStr::of(code.advice()),
            is_fatal: code.is_fatal(),
        }
    }
}

/// The lints of an identity or of a certificate, the worst first.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_credential_lints_free`.
pub struct WaxwingCredentialLints(Vec<Lint>);

/// # Safety
///
/// The view keeps to the contract of the crate.
unsafe fn purpose(environment: u32, topic: WaxwingStr) -> Result<Purpose> {
    let mut purpose = Purpose::default();
    if environment != 0 {
        purpose = purpose.environment(environment::of_push(environment)?);
    }
    // SAFETY: as the caller promises.
    if let Some(topic) = unsafe { text_option(topic, "apns-topic") }? {
        purpose = purpose.topic(Topic::new(topic)?);
    }
    Ok(purpose)
}

/// What is wrong with an identity at the time `now_ms`, the worst first. What it is for, as far as
/// it is known: `environment` is a `waxwing_environment`, or 0; `topic` is that of notifications
/// with its suffix if it has one, or `{NULL, 0}`. Free the list with
/// `waxwing_credential_lints_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identity_lints(
    identity: *const WaxwingIdentity,
    environment: u32,
    topic: WaxwingStr,
    now_ms: i64,
    out_lints: *mut *mut WaxwingCredentialLints,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let it = unsafe { fence::reference(identity, "identity") }?;
        // SAFETY: by contract.
        let purpose = unsafe { purpose(environment, topic) }?;
        let lints = it.identity.lints(&purpose, Timestamp::from_millis(now_ms));
        Ok(WaxwingCredentialLints(lints))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_lints, "out_lints", out_error, make) }
}

/// The same of a certificate without its key.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_lints(
    certificate: *const WaxwingX509Certificate,
    environment: u32,
    topic: WaxwingStr,
    now_ms: i64,
    out_lints: *mut *mut WaxwingCredentialLints,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let it = unsafe { fence::reference(certificate, "certificate") }?;
        // SAFETY: by contract.
        let purpose = unsafe { purpose(environment, topic) }?;
        let lints = it.certificate.lints(&purpose, Timestamp::from_millis(now_ms));
        Ok(WaxwingCredentialLints(lints))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_lints, "out_lints", out_error, make) }
}

/// Frees a list of lints. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_credential_lints_free(lints: *mut WaxwingCredentialLints) {
    // SAFETY: by contract.
    unsafe { fence::free(lints) }
}

/// How many there are.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_credential_lints_count(
    lints: *const WaxwingCredentialLints,
) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(lints, 0, |it| it.0.len()) }
}

/// One of them, counted from 0. False, and nothing written, where there is none. Its views live
/// until the list is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_credential_lints_item(
    lints: *const WaxwingCredentialLints,
    index: usize,
    out_lint: *mut WaxwingCredentialLint,
) -> bool {
    let find = |it: &WaxwingCredentialLints| {
        let lint = it.0.get(index)?;
        Some(WaxwingCredentialLint::new(lint.code, WaxwingStr::of(&lint.found)))
    };
    // SAFETY: by contract.
    unsafe { fence::find(lints, out_lint, find) }
}

/// What there are lints about, by its place in the list of all, counted from 0; what was found is
/// `{NULL, 0}`. False, and nothing written, behind the last. Its views live as long as the library.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_credential_lint_code_item(
    index: usize,
    out_lint: *mut WaxwingCredentialLint,
) -> bool {
    let all = LintCode::ALL;
    let find =
        |all: &&[LintCode]| Some(WaxwingCredentialLint::new(*all.get(index)?, WaxwingStr::NONE));
    // SAFETY: the list is no handle but lives as long; the rest by contract.
    unsafe { fence::find(&raw const all, out_lint, find) }
}
