//! A verification whose signatures the host checks.

use std::sync::OnceLock;

use waxwing_core::app_store::{Kind, Pending};
use waxwing_core::crypto::{Curve, Hash, SignatureCheck};
use waxwing_core::error::{Error, ErrorCode, Result};
use waxwing_core::time::Timestamp;

use crate::bytes::{self, WaxwingBytes, WaxwingStr};
use crate::error::WaxwingError;
use crate::fence;
use crate::ocsp::WaxwingOcspRequests;
use crate::signed_object::WaxwingSignedObject;
use crate::status::{WaxwingStatus, same_names};
use crate::verifier::WaxwingVerifier;

/// An elliptic curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingCurve {
    /// None, or one that this version does not know.
    Unknown = 0,
    /// NIST P-256, `prime256v1`.
    P256 = 1,
    /// NIST P-384, `secp384r1`.
    P384 = 2,
}

/// A hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingHash {
    /// None, or one that this version does not know.
    Unknown = 0,
    /// SHA-256.
    Sha256 = 1,
    /// SHA-384.
    Sha384 = 2,
}

impl From<Curve> for WaxwingCurve {
    #[expect(unreachable_patterns, reason = "the core may come to have more")]
    fn from(curve: Curve) -> Self {
        same_names! { curve, Curve => Self, else Unknown: P256 P384 }
    }
}

impl From<Hash> for WaxwingHash {
    #[expect(unreachable_patterns, reason = "the core may come to have more")]
    fn from(hash: Hash) -> Self {
        same_names! { hash, Hash => Self, else Unknown: Sha256 Sha384 }
    }
}

/// One signature to check: whether `signature` is an ECDSA signature over `data` by the key `spki`,
/// with this hash. The key has been found to lie on its curve and both halves of the signature to
/// be in range.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingSignatureCheck {
    /// The curve of key and signature.
    pub curve: WaxwingCurve,
    /// What the data is hashed with.
    pub hash: WaxwingHash,
    /// The key, a DER `SubjectPublicKeyInfo` (RFC 5480): what OpenSSL reads with `d2i_PUBKEY`.
    pub spki: WaxwingBytes,
    /// r and s side by side: 64 bytes on P-256, 96 on P-384.
    pub signature: WaxwingBytes,
    /// The signed bytes, as received.
    pub data: WaxwingBytes,
}

/// A verification between its first and its last step: all has been read, nothing is believed yet.
///
/// Nothing of the payload can be seen before `waxwing_pending_finish`, which uses it up. Until then
/// any number of threads may read it. Its views live until it is finished or freed.
pub struct WaxwingPending {
    pending: Option<Pending<'static>>,
    /// What to check, made when first asked for.
    checks: OnceLock<Vec<Check>>,
}

struct Check {
    curve: WaxwingCurve,
    hash: WaxwingHash,
    spki: Vec<u8>,
    signature: Vec<u8>,
    /// Leads into what is pending, which nothing changes.
    data: WaxwingBytes,
}

impl From<&SignatureCheck<'_>> for Check {
    fn from(check: &SignatureCheck<'_>) -> Self {
        Self {
            curve: check.curve().into(),
            hash: check.hash().into(),
            spki: check.spki_der(),
            signature: check.raw_signature(),
            data: WaxwingBytes::of(check.data()),
        }
    }
}

impl WaxwingPending {
    fn checks(&self) -> &[Check] {
        let Some(pending) = &self.pending else { return &[] };
        self.checks.get_or_init(|| pending.checks().iter().map(Check::from).collect())
    }

    fn get(&self) -> Result<&Pending<'static>> {
        self.pending.as_ref().ok_or_else(finished)
    }
}

fn finished() -> Error {
    Error::new(ErrorCode::InvalidState, "pending", "one that is not finished", "a finished one")
}

/// The kind of a number, where 0 stands for any.
pub(crate) fn kind(number: u32) -> Result<Option<Kind>> {
    Ok(Some(match number {
        0 => return Ok(None),
        1 => Kind::Notification,
        2 => Kind::Transaction,
        3 => Kind::RenewalInfo,
        4 => Kind::AppTransaction,
        5 => Kind::RealtimeRequest,
        _ => return Err(fence::out_of_range("kind", "waxwing_kind, 0 for any", number)),
    }))
}

/// What the host says of each check.
///
/// # Safety
///
/// `outcomes` is NULL, or `count` values can be read there.
unsafe fn outcomes(outcomes: *const bool, count: usize) -> Result<Vec<bool>> {
    // As bytes: a byte that is neither 0 nor 1 would be undefined behaviour as a truth value.
    // SAFETY: as the caller promises; both have the same size.
    let bytes = unsafe { bytes::array(outcomes.cast::<u8>(), count, "outcomes") }?;
    Ok(bytes.iter().map(|byte| *byte == 1).collect())
}

/// The first of three steps: everything that needs no cryptography. `kind` is the `waxwing_kind`
/// that must come out, 0 for any. Then run each `waxwing_pending_check` with your own cryptography,
/// and give the outcomes to `waxwing_pending_finish`. Free it with `waxwing_pending_free`.
///
/// Statuses are those of size, form, header and the shape of the chain.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_begin(
    verifier: *const WaxwingVerifier,
    token: WaxwingStr,
    kind: u32,
    out_pending: *mut *mut WaxwingPending,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let WaxwingVerifier(verifier) = unsafe { fence::reference(verifier, "verifier") }?;
        // SAFETY: by contract.
        let token = unsafe { token.read("token") }?;
        let pending = verifier.begin_owned(token.to_vec(), self::kind(kind)?)?;
        Ok(WaxwingPending { pending: Some(pending), checks: OnceLock::new() })
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_pending, "out_pending", out_error, make) }
}

/// Frees a verification, finished or not. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_pending_free(pending: *mut WaxwingPending) {
    // SAFETY: by contract.
    unsafe { fence::free(pending) }
}

/// How many signatures there are to check: those of chains that the verifier does not remember
/// first, then one for each token. 0 once it is finished.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_pending_check_count(pending: *const WaxwingPending) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(pending, 0, |it| it.checks().len()) }
}

/// One of them, counted from 0. False, and nothing written, where there is none. Its views live
/// until the verification is finished or freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_pending_check(
    pending: *const WaxwingPending,
    index: usize,
    out_check: *mut WaxwingSignatureCheck,
) -> bool {
    let find = |it: &WaxwingPending| {
        let check = it.checks().get(index)?;
        Some(WaxwingSignatureCheck {
            curve: check.curve,
            hash: check.hash,
            spki: WaxwingBytes::of(&check.spki),
            signature: WaxwingBytes::of(&check.signature),
            data: check.data,
        })
    };
    // SAFETY: by contract.
    unsafe { fence::find(pending, out_check, find) }
}

/// What to ask OCSP responders, given the outcomes of the checks: a request for each certificate
/// below the roots, and none where revocation is off. Nobody is asked about an object that is
/// refused anyway. Free the list with `waxwing_ocsp_requests_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for another number of outcomes than checks; the statuses of the
/// chain; `WAXWING_STATUS_BAD_SIGNATURE`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_pending_ocsp_requests(
    pending: *const WaxwingPending,
    outcomes: *const bool,
    outcome_count: usize,
    now_ms: i64,
    out_requests: *mut *mut WaxwingOcspRequests,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let pending = unsafe { fence::reference(pending, "pending") }?;
        // SAFETY: by contract.
        let outcomes = unsafe { self::outcomes(outcomes, outcome_count) }?;
        let now = Timestamp::from_millis(now_ms);
        pending.get()?.ocsp_requests(&outcomes, now).map(WaxwingOcspRequests::from)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_requests, "out_requests", out_error, make) }
}

/// The last step: judges the outcomes of the checks, in their order, and the bodies of OCSP
/// answers, in any order, and hands out the payload when everything holds. It uses the verification
/// up, however it ends, unless an argument is impossible. Free the object with
/// `waxwing_signed_object_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for another number of outcomes than checks;
/// `WAXWING_STATUS_INVALID_STATE` once it is finished; then all that a verification can say.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_pending_finish(
    pending: *mut WaxwingPending,
    outcomes: *const bool,
    outcome_count: usize,
    ocsp_answers: *const WaxwingBytes,
    ocsp_answer_count: usize,
    now_ms: i64,
    out_object: *mut *mut WaxwingSignedObject,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let finish = || {
        // SAFETY: by contract.
        let it = unsafe { fence::reference_mut(pending, "pending") }?;
        // SAFETY: by contract.
        let outcomes = unsafe { self::outcomes(outcomes, outcome_count) }?;
        // SAFETY: by contract.
        let answers = unsafe { bytes::all(ocsp_answers, ocsp_answer_count, "OCSP answers") }?;
        it.checks.take();
        let pending = it.pending.take().ok_or_else(finished)?;
        let object =
            pending.finish_with_ocsp(&outcomes, &answers, Timestamp::from_millis(now_ms))?;
        Ok(WaxwingSignedObject::from(object))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_object, "out_object", out_error, finish) }
}
