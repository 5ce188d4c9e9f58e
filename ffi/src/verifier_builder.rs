//! What a verifier accepts, while it is being set up.

use waxwing_core::app_store::{Validity, Verifier, VerifierBuilder};
use waxwing_core::error::Result;
use waxwing_core::time::Timestamp;

use crate::bytes::{self, WaxwingBytes, WaxwingStr};
use crate::collected::Collected;
use crate::error::WaxwingError;
use crate::status::WaxwingStatus;
use crate::verifier::WaxwingVerifier;
use crate::{environment, fence, ocsp};

/// At which time certificates must be valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingValidity {
    /// When the object was signed, by its own signing date, as Apple's libraries do offline.
    /// Stored objects stay verifiable after their leaf expired. The default.
    SigningTime = 1,
    /// At the time given for the check.
    CheckTime = 2,
}

/// Collects what a verifier accepts.
///
/// A setter that refuses its argument says so, and the builder keeps the first such error:
/// `waxwing_verifier_builder_build` gives it again. So setters may go unchecked. A builder
/// belongs to one thread at a time.
pub struct WaxwingVerifierBuilder(Collected<VerifierBuilder>);

impl WaxwingVerifierBuilder {
    fn build(&self) -> Result<Verifier> {
        self.0.get()?.build()
    }
}

/// Runs a setter and keeps its error.
///
/// # Safety
///
/// Both pointers keep to the contract of the crate.
unsafe fn set(
    builder: *mut WaxwingVerifierBuilder,
    out_error: *mut *mut WaxwingError,
    setter: impl FnOnce(VerifierBuilder) -> Result<VerifierBuilder>,
) -> WaxwingStatus {
    let whole = || {
        // SAFETY: as the caller promises.
        unsafe { fence::reference_mut(builder, "builder") }?.0.set(setter)
    };
    // SAFETY: as the caller promises.
    unsafe { fence::run(out_error, whole) }
}

/// A builder of a verifier that trusts Apple Root CA - G3 and accepts nothing yet. Free it with
/// `waxwing_verifier_builder_free`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_verifier_builder_new() -> *mut WaxwingVerifierBuilder {
    fence::new(|| WaxwingVerifierBuilder(Collected::new(Verifier::builder())))
}

/// Frees a builder. NULL is fine. What was built of it stays.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_free(builder: *mut WaxwingVerifierBuilder) {
    // SAFETY: by contract.
    unsafe { fence::free(builder) }
}

/// Accepts objects of this app. Call it again for each further app.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_bundle_id(
    builder: *mut WaxwingVerifierBuilder,
    bundle_id: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: VerifierBuilder| {
        // SAFETY: by contract.
        let bundle_id = unsafe { bundle_id.text("bundle id") }?;
        Ok(it.bundle_id(bundle_id))
    };
    // SAFETY: by contract.
    unsafe { set(builder, out_error, setter) }
}

/// Accepts objects of every app. Dangerous: whoever can get Apple to sign an object for an app of
/// their own can have it accepted.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_dangerous_any_bundle_id(
    builder: *mut WaxwingVerifierBuilder,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(builder, out_error, |it| Ok(it.dangerous_any_bundle_id())) }
}

/// Accepts objects of the app with this App Store id (Apple: appAppleId). Compared in production
/// only, since sandbox objects may lack it. Call it again for each further app.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_app_apple_id(
    builder: *mut WaxwingVerifierBuilder,
    app_apple_id: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(builder, out_error, |it| Ok(it.app_apple_id(app_apple_id))) }
}

/// Accepts production objects without looking at the App Store id.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_dangerous_any_app_apple_id(
    builder: *mut WaxwingVerifierBuilder,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(builder, out_error, |it| Ok(it.dangerous_any_app_apple_id())) }
}

/// Accepts objects of this environment, a `waxwing_environment`. Call it again for the other.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_environment(
    builder: *mut WaxwingVerifierBuilder,
    environment: u32,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: VerifierBuilder| Ok(it.environment(environment::of_app_store(environment)?));
    // SAFETY: by contract.
    unsafe { set(builder, out_error, setter) }
}

/// Trusts this root, a DER certificate, instead of Apple Root CA - G3. Call it again for each
/// further root.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_root(
    builder: *mut WaxwingVerifierBuilder,
    der: WaxwingBytes,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: VerifierBuilder| {
        // SAFETY: by contract.
        let der = unsafe { der.read("root certificate") }?;
        Ok(it.root(der))
    };
    // SAFETY: by contract.
    unsafe { set(builder, out_error, setter) }
}

/// Trusts exactly these roots, DER certificates. None at all is refused when the verifier is built.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_roots(
    builder: *mut WaxwingVerifierBuilder,
    ders: *const WaxwingBytes,
    count: usize,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: VerifierBuilder| {
        // SAFETY: by contract.
        let views = unsafe { bytes::array(ders, count, "root certificates") }?;
        let mut roots = Vec::with_capacity(views.len());
        for view in views {
            // SAFETY: by contract.
            let der = unsafe { view.read("root certificate") }?;
            roots.push(der);
        }
        Ok(it.roots(roots))
    };
    // SAFETY: by contract.
    unsafe { set(builder, out_error, setter) }
}

/// At which time certificates must be valid: a `waxwing_validity`. Unless set, at the signing time.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_validity(
    builder: *mut WaxwingVerifierBuilder,
    validity: u32,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: VerifierBuilder| {
        Ok(it.validity(match validity {
            1 => Validity::SigningTime,
            2 => Validity::CheckTime,
            _ => return Err(fence::out_of_range("validity", "waxwing_validity", validity)),
        }))
    };
    // SAFETY: by contract.
    unsafe { set(builder, out_error, setter) }
}

/// How far a signing date may lie in the future, in milliseconds; a minute unless set.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_future_skew_ms(
    builder: *mut WaxwingVerifierBuilder,
    future_skew_ms: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(builder, out_error, |it| Ok(it.future_skew_millis(future_skew_ms))) }
}

/// Refuses objects that were signed before this time, milliseconds since 1970, by their own signing
/// date; without it, none is too old.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_oldest_signing_time(
    builder: *mut WaxwingVerifierBuilder,
    oldest_ms: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let oldest = Timestamp::from_millis(oldest_ms);
    // SAFETY: by contract.
    unsafe { set(builder, out_error, |it| Ok(it.oldest_signing_time(oldest))) }
}

/// Accepts data of StoreKit testing in Xcode, signed with exactly this certificate: the DER file that
/// Xcode writes by "Editor", "Save Public Certificate". Call it again for each further one.
///
/// Apple signs no such data, so this goes with `WAXWING_ENVIRONMENT_XCODE` as the only environment,
/// without roots and revocation. There is no chain: leaf, intermediate and root of an object all
/// describe this certificate.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_xcode_certificate(
    builder: *mut WaxwingVerifierBuilder,
    der: WaxwingBytes,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: VerifierBuilder| {
        // SAFETY: by contract.
        let der = unsafe { der.read("Xcode certificate") }?;
        Ok(it.xcode_certificate(der))
    };
    // SAFETY: by contract.
    unsafe { set(builder, out_error, setter) }
}

/// What to do about revoked certificates: a `waxwing_revocation_policy`. Off unless set.
///
/// Nothing is fetched: `waxwing_verifier_ocsp_requests` says what to ask, and the answers are given to
/// `waxwing_verifier_verify`; or the same in steps with `waxwing_verifier_begin`. All other functions
/// have no answers, so that with `WAXWING_REVOCATION_POLICY_REQUIRED` they refuse everything.
/// Responders forget certificates that have expired, so this is for what Apple has just sent and not
/// for stored objects.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_revocation(
    builder: *mut WaxwingVerifierBuilder,
    policy: u32,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: VerifierBuilder| Ok(it.revocation(ocsp::policy(policy)?));
    // SAFETY: by contract.
    unsafe { set(builder, out_error, setter) }
}

/// Asks OCSP responders at this host instead of `ocsp.apple.com`. Call it again for each further
/// host.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_ocsp_host(
    builder: *mut WaxwingVerifierBuilder,
    host: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: VerifierBuilder| {
        // SAFETY: by contract.
        let host = unsafe { host.text("OCSP host") }?;
        Ok(it.ocsp_host(host))
    };
    // SAFETY: by contract.
    unsafe { set(builder, out_error, setter) }
}

/// For how many milliseconds an OCSP answer counts that does not say so itself. Unless set, such an
/// answer is stale.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_ocsp_max_age_ms(
    builder: *mut WaxwingVerifierBuilder,
    max_age_ms: u32,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(builder, out_error, |it| Ok(it.ocsp_max_age_millis(max_age_ms))) }
}

/// How many chains of certificates the verifier remembers as checked; 0 for none. A remembered chain
/// saves two signature checks at each call and changes no verdict.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_cached_chains(
    builder: *mut WaxwingVerifierBuilder,
    chains: usize,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(builder, out_error, |it| Ok(it.cached_chains(chains))) }
}

/// Does without tables of multiples of leaf keys, which cost about 100 kB for each remembered chain
/// in use and make its signatures about four times as fast to check.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_without_key_tables(
    builder: *mut WaxwingVerifierBuilder,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(builder, out_error, |it| Ok(it.without_key_tables())) }
}

/// Makes the verifier. The builder stays and can be used further.
///
/// `WAXWING_STATUS_INVALID_INPUT` when no environment, no bundle id, or for production no App
/// Store id was set; `WAXWING_STATUS_BAD_ANCHOR` for a root that cannot be one, and for none; or
/// the first error of a setter.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_verifier_builder_build(
    builder: *const WaxwingVerifierBuilder,
    out_verifier: *mut *mut WaxwingVerifier,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let build = || {
        // SAFETY: by contract.
        let builder = unsafe { fence::reference(builder, "builder") }?;
        builder.build().map(WaxwingVerifier)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_verifier, "out_verifier", out_error, build) }
}
