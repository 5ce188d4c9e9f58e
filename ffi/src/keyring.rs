//! Which key or certificate a push needs.

use std::sync::Arc;

use waxwing_core::apns::{CertificateScope, KeyRing, KeyScope, Topic};
use waxwing_core::error::{Error, Result};

use crate::bytes::{self, WaxwingStr};
use crate::error::WaxwingError;
use crate::notification::WaxwingNotification;
use crate::provider_key::WaxwingProviderKey;
use crate::status::WaxwingStatus;
use crate::{environment, fence};

/// Several keys, each with what it is for, of which one is chosen for each push.
///
/// Adding to it belongs to one thread at a time; choosing does not change it.
pub struct WaxwingKeyring {
    ring: KeyRing,
    problem: Option<Error>,
}

/// An empty ring. Free it with `waxwing_keyring_free`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_keyring_new() -> *mut WaxwingKeyring {
    fence::new(|| WaxwingKeyring { ring: KeyRing::new(), problem: None })
}

/// Frees a ring. NULL is fine. Its keys stay.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_keyring_free(ring: *mut WaxwingKeyring) {
    // SAFETY: by contract.
    unsafe { fence::free(ring) }
}

/// Adds a key, which may be freed afterwards.
///
/// `topics` are the `count` bundle ids that it is for, or NULL for all topics of the team. Each
/// stands for its topics with the suffixes of push types too. `environment` is a
/// `waxwing_environment`, or 0 for both. The limits are Apple's (Establishing a token-based
/// connection to APNs). The ring keeps the first error: `waxwing_keyring_choose` gives it again.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_keyring_add(
    ring: *mut WaxwingKeyring,
    key: *const WaxwingProviderKey,
    topics: *const WaxwingStr,
    count: usize,
    environment: u32,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let scope = || {
        let mut scope = if topics.is_null() && count == 0 {
            KeyScope::everything()
        } else {
            // SAFETY: by contract.
            KeyScope::topics(unsafe { bytes::texts(topics, count, "topics") }?)?
        };
        if environment != 0 {
            scope = scope.environment(environment::of_push(environment)?);
        }
        Ok(scope)
    };
    let add = |it: &WaxwingKeyring| {
        // SAFETY: by contract.
        let key = unsafe { fence::reference(key, "key") }?;
        it.ring.clone().add(Arc::clone(&key.key), scope()?)
    };
    let whole = |it: &mut WaxwingKeyring| {
        let ring = add(it).inspect_err(|error: &Error| {
            it.problem.get_or_insert_with(|| error.clone());
        })?;
        it.ring = ring;
        Ok(())
    };
    // SAFETY: by contract.
    unsafe { fence::change(ring, "ring", out_error, whole) }
}

/// The key for a topic in an environment, a `waxwing_environment`: the one whose scope fits most
/// closely. Free it with `waxwing_provider_key_free`.
///
/// `WAXWING_STATUS_NO_MATCHING_KEY` if there is none; or the first error of `waxwing_keyring_add`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_keyring_choose(
    ring: *const WaxwingKeyring,
    topic: WaxwingStr,
    environment: u32,
    out_key: *mut *mut WaxwingProviderKey,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let ring = unsafe { fence::reference(ring, "ring") }?;
        if let Some(problem) = &ring.problem {
            return Err(problem.clone());
        }
        // SAFETY: by contract.
        let topic = unsafe { read_topic(topic) }?;
        let key = ring.ring.choose(&topic, environment::of_push(environment)?)?;
        Ok(Arc::clone(key).into())
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_key, "out_key", out_error, make) }
}

/// What a client certificate is for: topics and environments.
///
/// Setters belong to one thread at a time, and keep the first error for
/// `waxwing_certificate_scope_check`.
pub struct WaxwingCertificateScope {
    /// Or what was wrong with its beginning.
    scope: Result<CertificateScope>,
    problem: Option<Error>,
}

impl From<CertificateScope> for WaxwingCertificateScope {
    fn from(scope: CertificateScope) -> Self {
        Self { scope: Ok(scope), problem: None }
    }
}

/// # Safety
///
/// The view keeps to the contract of the crate.
unsafe fn read_topic(topic: WaxwingStr) -> Result<Topic> {
    // SAFETY: as the caller promises.
    let topic = unsafe { topic.text("apns-topic") }?;
    Topic::new(topic)
}

/// A certificate with this default topic, the UID in its subject, no other topic, and no
/// environment yet. Free it with `waxwing_certificate_scope_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_certificate_scope_new(
    default_topic: WaxwingStr,
) -> *mut WaxwingCertificateScope {
    fence::new(|| {
        // SAFETY: by contract.
        let topic = unsafe { read_topic(default_topic) };
        WaxwingCertificateScope { scope: topic.map(CertificateScope::new), problem: None }
    })
}

/// Frees it. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_certificate_scope_free(scope: *mut WaxwingCertificateScope) {
    // SAFETY: by contract.
    unsafe { fence::free(scope) }
}

/// Runs a setter and keeps its error.
///
/// # Safety
///
/// Both pointers keep to the contract of the crate.
unsafe fn set(
    scope: *mut WaxwingCertificateScope,
    out_error: *mut *mut WaxwingError,
    setter: impl FnOnce(CertificateScope) -> Result<CertificateScope>,
) -> WaxwingStatus {
    let whole = |it: &mut WaxwingCertificateScope| {
        let scope = it.scope.clone().and_then(setter).inspect_err(|error| {
            it.problem.get_or_insert_with(|| error.clone());
        })?;
        it.scope = Ok(scope);
        Ok(())
    };
    // SAFETY: as the caller promises.
    unsafe { fence::change(scope, "scope", out_error, whole) }
}

/// With one topic more, from the certificate's extension 1.2.840.113635.100.6.3.6.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_certificate_scope_topic(
    scope: *mut WaxwingCertificateScope,
    topic: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: CertificateScope| {
        // SAFETY: by contract.
        let topic = unsafe { read_topic(topic) }?;
        Ok(it.topic(topic))
    };
    // SAFETY: by contract.
    unsafe { set(scope, out_error, setter) }
}

/// With an environment, a `waxwing_environment`, from the certificate's extensions
/// 1.2.840.113635.100.6.3.1 (sandbox) and .2 (production).
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_certificate_scope_environment(
    scope: *mut WaxwingCertificateScope,
    environment: u32,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: CertificateScope| Ok(it.environment(environment::of_push(environment)?));
    // SAFETY: by contract.
    unsafe { set(scope, out_error, setter) }
}

/// The topic that APNs assumes. Lives until the scope is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_certificate_scope_default_topic(
    scope: *const WaxwingCertificateScope,
) -> WaxwingStr {
    let body = |it: &WaxwingCertificateScope| {
        let topic = it.scope.as_ref().ok().map(|scope| scope.default_topic().as_str());
        WaxwingStr::of_option(topic)
    };
    // SAFETY: by contract.
    unsafe { fence::read(scope, WaxwingStr::NONE, body) }
}

/// Whether the certificate may send this notification in this environment, a `waxwing_environment`.
/// The topic counts as it is sent, with its suffix.
///
/// `WAXWING_STATUS_NO_MATCHING_KEY` about `environment`, `apns-topic` or `apns-push-type`; or the
/// first error of a setter.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_certificate_scope_check(
    scope: *const WaxwingCertificateScope,
    notification: *const WaxwingNotification,
    environment: u32,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let whole = || {
        // SAFETY: by contract.
        let scope = unsafe { fence::reference(scope, "scope") }?;
        // SAFETY: by contract.
        let notification = unsafe { fence::reference(notification, "notification") }?;
        let environment = environment::of_push(environment)?;
        match (&scope.scope, &scope.problem) {
            (Ok(scope), None) => scope.check(&notification.notification, environment),
            (Err(problem), _) | (_, Some(problem)) => Err(problem.clone()),
        }
    };
    // SAFETY: by contract.
    unsafe { fence::run(out_error, whole) }
}
