//! What a certificate may push.

use waxwing_core::credentials::PushCertificate;

use super::x509_certificate::WaxwingX509Certificate;
use crate::bytes::WaxwingStr;
use crate::environment::WaxwingEnvironment;
use crate::error::WaxwingError;
use crate::fence;
use crate::keyring::WaxwingCertificateScope;
use crate::push_type::number_of;
use crate::status::WaxwingStatus;

/// What a push certificate may do, by its extensions.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_push_certificate_free`.
pub struct WaxwingPushCertificate(PushCertificate);

/// Reads what a certificate may push. Free it with `waxwing_push_certificate_free`; the certificate
/// may be freed before.
///
/// `WAXWING_STATUS_NOT_A_PUSH_CERTIFICATE` for one without a UID or with one that cannot be a topic,
/// `WAXWING_STATUS_MALFORMED_CERT` for topics that are damaged.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_push_certificate_new(
    certificate: *const WaxwingX509Certificate,
    out_push: *mut *mut WaxwingPushCertificate,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let it = unsafe { fence::reference(certificate, "certificate") }?;
        PushCertificate::new(&it.certificate).map(WaxwingPushCertificate)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_push, "out_push", out_error, make) }
}

/// Frees it. NULL is fine. Scopes that it gave stay.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_push_certificate_free(push: *mut WaxwingPushCertificate) {
    // SAFETY: by contract.
    unsafe { fence::free(push) }
}

/// The topic that APNs assumes without `apns-topic`: the UID of the subject.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_push_certificate_default_topic(
    push: *const WaxwingPushCertificate,
) -> WaxwingStr {
    let body = |it: &WaxwingPushCertificate| WaxwingStr::of(it.0.default_topic().as_str());
    // SAFETY: by contract.
    unsafe { fence::read(push, WaxwingStr::NONE, body) }
}

/// How many topics it may use.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_push_certificate_topic_count(
    push: *const WaxwingPushCertificate,
) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(push, 0, |it| it.0.topics().len()) }
}

/// A topic that it may use, counted from 0 in their order, the default one among them; `{NULL, 0}`
/// where there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_push_certificate_topic(
    push: *const WaxwingPushCertificate,
    index: usize,
) -> WaxwingStr {
    let body = |it: &WaxwingPushCertificate| {
        WaxwingStr::of_option(it.0.topics().get(index).map(|listed| listed.topic.as_str()))
    };
    // SAFETY: by contract.
    unsafe { fence::read(push, WaxwingStr::NONE, body) }
}

/// What the topic with this index is for, in the words of the certificate, such as `app`, `voip`,
/// `complication`: one of them, counted from 0; `{NULL, 0}` where there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_push_certificate_topic_kind(
    push: *const WaxwingPushCertificate,
    index: usize,
    kind: usize,
) -> WaxwingStr {
    let body = |it: &WaxwingPushCertificate| {
        let kind = it.0.topics().get(index).and_then(|listed| listed.kinds.get(kind));
        WaxwingStr::of_option(kind.map(String::as_str))
    };
    // SAFETY: by contract.
    unsafe { fence::read(push, WaxwingStr::NONE, body) }
}

/// Whether every request has to say its topic, because there are several.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_push_certificate_needs_topic_header(
    push: *const WaxwingPushCertificate,
) -> bool {
    // SAFETY: by contract.
    unsafe { fence::read(push, false, |it| it.0.needs_topic_header()) }
}

/// An environment that it is for, counted from 0; `WAXWING_ENVIRONMENT_UNKNOWN` where there is none:
/// at once in one that Apple did not issue for push.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_push_certificate_environment(
    push: *const WaxwingPushCertificate,
    index: usize,
) -> WaxwingEnvironment {
    let body = |it: &WaxwingPushCertificate| {
        it.0.environments().get(index).map_or(WaxwingEnvironment::Unknown, |one| (*one).into())
    };
    // SAFETY: by contract.
    unsafe { fence::read(push, WaxwingEnvironment::Unknown, body) }
}

/// The team that it belongs to: the organizational unit of the subject. `{NULL, 0}` if there is
/// none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_push_certificate_team_id(
    push: *const WaxwingPushCertificate,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(push, WaxwingStr::NONE, |it| WaxwingStr::of_option(it.0.team_id())) }
}

/// What its common name says that it is, for display: `universal`, `sandbox`, `production`, `voip`,
/// `watchkit`, `website`, `wallet`, `mdm`, `other`.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_push_certificate_family(
    push: *const WaxwingPushCertificate,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(push, WaxwingStr::NONE, |it| WaxwingStr::of(it.0.family().name())) }
}

/// A push type that one of its topics is for, a `waxwing_push_type`, counted from 0; 0 where there
/// is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_push_certificate_push_type(
    push: *const WaxwingPushCertificate,
    index: usize,
) -> u32 {
    let body = |it: &WaxwingPushCertificate| {
        it.0.push_types().get(index).map_or(0, |push_type| number_of(*push_type))
    };
    // SAFETY: by contract.
    unsafe { fence::read(push, 0, body) }
}

/// The same as what notifications are checked by. Free it with `waxwing_certificate_scope_free`.
///
/// `WAXWING_STATUS_NOT_A_PUSH_CERTIFICATE` for a certificate without an environment: it could send
/// nothing.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_push_certificate_scope(
    push: *const WaxwingPushCertificate,
    out_scope: *mut *mut WaxwingCertificateScope,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let push = unsafe { fence::reference(push, "push certificate") }?;
        push.0.scope().map(WaxwingCertificateScope::from)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_scope, "out_scope", out_error, make) }
}
