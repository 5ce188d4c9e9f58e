//! Whether certificates have been revoked: what to ask, and what was answered.

use waxwing_core::app_store::{ChainCertificate, OcspRequest, VerifyOptions};
use waxwing_core::error::Result;
use waxwing_core::time::Timestamp;
use waxwing_core::x509::ocsp::{Policy, Status};

use crate::bytes::{self, WaxwingBytes, WaxwingStr};
use crate::certificate::WaxwingCertificate;
use crate::entitlement::time;
use crate::error::WaxwingError;
use crate::fence;
use crate::pending;
use crate::signed_object::WaxwingSignedObject;
use crate::status::WaxwingStatus;
use crate::verdict::nth;
use crate::verifier::WaxwingVerifier;

/// What to do about certificates that may be revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingRevocationPolicy {
    /// Ask nobody. The default.
    Off = 1,
    /// Refuse revoked and unknown certificates, and accept where no answer could be had.
    Soft = 2,
    /// Accept only certificates that are known to be good.
    Required = 3,
}

/// What is known about a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingOcspStatus {
    /// Nothing was asked. Or a status that this version does not know.
    None = 0,
    /// Not revoked.
    Good = 1,
    /// Revoked, for good or on hold.
    Revoked = 2,
    /// The responder does not know the certificate.
    Unknown = 3,
    /// The answer is genuine, but too old to prove anything.
    Stale = 4,
    /// The responder gave no answer but an error.
    Refused = 5,
    /// The answer proves nothing.
    Invalid = 6,
    /// There was no answer.
    Unreachable = 7,
}

/// The names in the order of the numbers.
const STATUSES: [&str; 7] =
    ["good", "revoked", "unknown", "stale", "refused", "invalid", "unreachable"];

impl From<&Status> for WaxwingOcspStatus {
    fn from(status: &Status) -> Self {
        match status {
            Status::Good { .. } => Self::Good,
            Status::Revoked { .. } => Self::Revoked,
            Status::Unknown { .. } => Self::Unknown,
            Status::Stale { .. } => Self::Stale,
            Status::Refused(_) => Self::Refused,
            Status::Invalid(_) => Self::Invalid,
            Status::Unreachable => Self::Unreachable,
            _ => Self::None,
        }
    }
}

/// The policy of a number.
pub(crate) fn policy(number: u32) -> Result<Policy> {
    nth(Policy::ALL, number)
        .ok_or_else(|| fence::out_of_range("revocation", "waxwing_revocation_policy", number))
}

/// The name of a `waxwing_ocsp_status`, as all languages show it, such as `revoked`; `{NULL, 0}` for
/// a number that is none.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_ocsp_status_name(status: u32) -> WaxwingStr {
    fence::guard(WaxwingStr::NONE, || WaxwingStr::of_option(nth(&STATUSES, status)))
}

/// A question to an OCSP responder: send the body to the URL by POST, and give the body of the
/// reply, if its HTTP status is 200, to `waxwing_pending_finish` or `waxwing_verifier_verify`.
///
/// The same certificate always gives the same request, so a reply can be kept under URL and body
/// until `waxwing_signed_object_revocation_cache_until_ms`.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingOcspRequest {
    /// Where to send it: plain http, at a host that the verifier allows. A NUL follows it.
    pub url: WaxwingStr,
    /// The value of the header `content-type`. A NUL follows it.
    pub content_type: WaxwingStr,
    /// The bytes to send.
    pub body: WaxwingBytes,
    /// Which certificate it asks about: leaf or intermediate.
    pub certificate: WaxwingCertificate,
}

/// Questions to OCSP responders.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_ocsp_requests_free`.
pub struct WaxwingOcspRequests {
    requests: Vec<(Terminated, OcspRequest)>,
    content_type: Terminated,
}

/// A text with a NUL behind it.
struct Terminated(String);

impl Terminated {
    fn new(text: &str) -> Self {
        Self([text, "\0"].concat())
    }

    fn view(&self) -> WaxwingStr {
        WaxwingStr::of(self.0.strip_suffix('\0').unwrap_or(&self.0))
    }
}

impl From<Vec<OcspRequest>> for WaxwingOcspRequests {
    fn from(requests: Vec<OcspRequest>) -> Self {
        let with_url = |request: OcspRequest| (Terminated::new(&request.url), request);
        Self {
            requests: requests.into_iter().map(with_url).collect(),
            content_type: Terminated::new(OcspRequest::CONTENT_TYPE),
        }
    }
}

/// Frees a list of requests. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_ocsp_requests_free(requests: *mut WaxwingOcspRequests) {
    // SAFETY: by contract.
    unsafe { fence::free(requests) }
}

/// How many there are.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_ocsp_requests_count(
    requests: *const WaxwingOcspRequests,
) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(requests, 0, |it| it.requests.len()) }
}

/// One of them, counted from 0. False, and nothing written, where there is none. Its views live
/// until the list is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_ocsp_requests_item(
    requests: *const WaxwingOcspRequests,
    index: usize,
    out_request: *mut WaxwingOcspRequest,
) -> bool {
    let find = |it: &WaxwingOcspRequests| {
        let (url, request) = it.requests.get(index)?;
        Some(WaxwingOcspRequest {
            url: url.view(),
            content_type: it.content_type.view(),
            body: WaxwingBytes::of(&request.body),
            certificate: match request.certificate {
                ChainCertificate::Leaf => WaxwingCertificate::Leaf,
                ChainCertificate::Intermediate => WaxwingCertificate::Intermediate,
            },
        })
    };
    // SAFETY: by contract.
    unsafe { fence::find(requests, out_request, find) }
}

/// What to ask OCSP responders about the certificates of an object: none where revocation is off.
/// The answers are given to `waxwing_verifier_verify`. Free the list with
/// `waxwing_ocsp_requests_free`.
///
/// Nobody is asked about an object that is refused anyway: then this fails with the status of the
/// chain or of the signature.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_ocsp_requests(
    verifier: *const WaxwingVerifier,
    token: WaxwingStr,
    now_ms: i64,
    out_requests: *mut *mut WaxwingOcspRequests,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let WaxwingVerifier(verifier) = unsafe { fence::reference(verifier, "verifier") }?;
        // SAFETY: by contract.
        let token = unsafe { token.read("token") }?;
        let now = Timestamp::from_millis(now_ms);
        verifier.ocsp_requests(token, now).map(WaxwingOcspRequests::from)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_requests, "out_requests", out_error, make) }
}

/// Verifies an object with everything that can be given along: the `waxwing_kind` that must come
/// out, 0 for any, and the bodies of OCSP answers, fetched or stapled, in any order. Free the object
/// with `waxwing_signed_object_free`.
///
/// Where revocation is on, the statuses that begin with `WAXWING_STATUS_OCSP` tell why a certificate
/// was not found to be good, and `waxwing_error_is_retryable` whether to ask again.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_verify(
    verifier: *const WaxwingVerifier,
    token: WaxwingStr,
    kind: u32,
    ocsp_answers: *const WaxwingBytes,
    ocsp_answer_count: usize,
    now_ms: i64,
    out_object: *mut *mut WaxwingSignedObject,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let WaxwingVerifier(verifier) = unsafe { fence::reference(verifier, "verifier") }?;
        // SAFETY: by contract.
        let token = unsafe { token.read("token") }?;
        // SAFETY: by contract.
        let answers = unsafe { bytes::all(ocsp_answers, ocsp_answer_count, "OCSP answers") }?;
        let options = VerifyOptions { kind: pending::kind(kind)?, ocsp_answers: answers };
        let now = Timestamp::from_millis(now_ms);
        verifier.verify(token, &options, now).map(WaxwingSignedObject::from)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_object, "out_object", out_error, make) }
}

/// What is known about whether a certificate has been revoked.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct WaxwingRevocation {
    /// What is known.
    pub status: WaxwingOcspStatus,
    /// Since when it is revoked, or since when the answer is too old; or `WAXWING_TIME_UNKNOWN`.
    pub since_ms: i64,
    /// Until when the answer may be kept and used again, or `WAXWING_TIME_UNKNOWN`.
    pub cache_until_ms: i64,
    /// Why it is revoked, such as `key_compromise`; `{NULL, 0}` if the responder does not say.
    pub reason: WaxwingStr,
}

/// What was found out about a certificate of the chain; `which` is a `waxwing_certificate`. False,
/// and nothing written, where nobody was asked: for the root, and where revocation is off. Its view
/// lives until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_revocation(
    object: *const WaxwingSignedObject,
    which: u32,
    out_revocation: *mut WaxwingRevocation,
) -> bool {
    let find = |it: &WaxwingSignedObject| {
        let revocation = it.object.revocation()?;
        let status = match which {
            0 => &revocation.leaf,
            1 => &revocation.intermediate,
            _ => return None,
        };
        Some(WaxwingRevocation {
            status: status.into(),
            since_ms: time(status.since()),
            cache_until_ms: time(status.cache_until()),
            reason: WaxwingStr::of_option(it.revocation_reason(which)),
        })
    };
    // SAFETY: by contract.
    unsafe { fence::find(object, out_revocation, find) }
}

/// Until when the OCSP answers about an object may be kept and used again: the earliest of its
/// certificates. False, and nothing written, where there is no answer worth keeping.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_revocation_cache_until_ms(
    object: *const WaxwingSignedObject,
    out_ms: *mut i64,
) -> bool {
    let find =
        |it: &WaxwingSignedObject| it.object.revocation()?.cache_until().map(Timestamp::as_millis);
    // SAFETY: by contract.
    unsafe { fence::find(object, out_ms, find) }
}
