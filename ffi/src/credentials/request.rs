//! Certificate requests: made here, signed here or by whoever holds the key.

use waxwing_core::credentials::{CertificateRequest, RequestSubject, SubjectKey, UnsignedRequest};
use waxwing_core::error::Result;

use super::private_key::WaxwingPrivateKey;
use super::text_option;
use crate::bytes::{WaxwingBytes, WaxwingStr};
use crate::error::WaxwingError;
use crate::fence;
use crate::status::WaxwingStatus;

/// A certificate request (RFC 2986): what Apple's portal makes a certificate from.
///
/// It never changes, so that all threads may read it at once. Its views live until it is freed; of
/// one that is borrowed, until that is freed which it was borrowed of.
pub struct WaxwingCertificateRequest {
    request: CertificateRequest,
    pem: String,
    key_kind: String,
}

impl From<CertificateRequest> for WaxwingCertificateRequest {
    fn from(request: CertificateRequest) -> Self {
        Self { pem: request.to_pem(), key_kind: request.key().kind().to_string(), request }
    }
}

/// A certificate request that waits for its signature: by a key in an HSM, a KMS, or anywhere.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_unsigned_request_free`.
pub struct WaxwingUnsignedRequest(UnsignedRequest);

/// # Safety
///
/// The views keep to the contract of the crate.
unsafe fn subject(
    common_name: WaxwingStr,
    email: WaxwingStr,
    country: WaxwingStr,
) -> Result<RequestSubject> {
    // SAFETY: as the caller promises.
    let mut subject = RequestSubject::new(unsafe { common_name.text("common name") }?)?;
    // SAFETY: as the caller promises.
    if let Some(email) = unsafe { text_option(email, "email address") }? {
        subject = subject.email(email)?;
    }
    // SAFETY: as the caller promises.
    if let Some(country) = unsafe { text_option(country, "country") }? {
        subject = subject.country(country)?;
    }
    Ok(subject)
}

/// Makes and signs a request with a P-256 key. Apple replaces the subject, so it is a label for
/// people: `email` and `country`, two capital letters, may be `{NULL, 0}`. The same key and subject
/// give the same bytes. Push certificates are usually made with RSA keys: see
/// `waxwing_unsigned_request_new` for those. Free it with `waxwing_certificate_request_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for a subject that cannot be, `WAXWING_STATUS_INVALID_KEY_ALGORITHM`
/// and `WAXWING_STATUS_INVALID_KEY_CURVE` for another kind of key.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_certificate_request_sign(
    common_name: WaxwingStr,
    email: WaxwingStr,
    country: WaxwingStr,
    key: *const WaxwingPrivateKey,
    out_request: *mut *mut WaxwingCertificateRequest,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let key = unsafe { fence::reference(key, "key") }?;
        // SAFETY: by contract.
        let subject = unsafe { subject(common_name, email, country) }?;
        let request = CertificateRequest::sign(&subject, &key.key.to_signing_key()?)?;
        Ok(WaxwingCertificateRequest::from(request))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_request, "out_request", out_error, make) }
}

/// Frees a request that was not borrowed. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_certificate_request_free(request: *mut WaxwingCertificateRequest) {
    // SAFETY: by contract.
    unsafe { fence::free(request) }
}

/// The request as DER.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_certificate_request_der(
    request: *const WaxwingCertificateRequest,
) -> WaxwingBytes {
    let body = |it: &WaxwingCertificateRequest| WaxwingBytes::of(it.request.der());
    // SAFETY: by contract.
    unsafe { fence::read(request, WaxwingBytes::NONE, body) }
}

/// The request as PEM, as `.certSigningRequest` files are.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_certificate_request_pem(
    request: *const WaxwingCertificateRequest,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(request, WaxwingStr::NONE, |it| WaxwingStr::of(&it.pem)) }
}

/// The kind of the key that a certificate is asked for: `RSA 2048`, `P-256`.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_certificate_request_key_kind(
    request: *const WaxwingCertificateRequest,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(request, WaxwingStr::NONE, |it| WaxwingStr::of(&it.key_kind)) }
}

/// The public key that a certificate is asked for, a DER `SubjectPublicKeyInfo`. The certificate
/// works with the private key that belongs to this one, and with no other.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_certificate_request_spki(
    request: *const WaxwingCertificateRequest,
) -> WaxwingBytes {
    let body = |it: &WaxwingCertificateRequest| WaxwingBytes::of(it.request.key().spki_der());
    // SAFETY: by contract.
    unsafe { fence::read(request, WaxwingBytes::NONE, body) }
}

/// A request for the certificate of a public key, to be signed elsewhere: RSA, P-256 or P-384, as a
/// DER `SubjectPublicKeyInfo` (`waxwing_private_key_spki`, or OpenSSL's `i2d_PUBKEY`). The subject is
/// that of `waxwing_certificate_request_sign`. Sign `waxwing_unsigned_request_signing_input` and give
/// the signature to `waxwing_unsigned_request_assemble`. Free it with
/// `waxwing_unsigned_request_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT`, `WAXWING_STATUS_MALFORMED_CERT`,
/// `WAXWING_STATUS_UNSUPPORTED_PRIVATE_KEY`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_unsigned_request_new(
    common_name: WaxwingStr,
    email: WaxwingStr,
    country: WaxwingStr,
    spki: WaxwingBytes,
    out_unsigned: *mut *mut WaxwingUnsignedRequest,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let subject = unsafe { subject(common_name, email, country) }?;
        // SAFETY: by contract.
        let key = SubjectKey::from_spki_der(unsafe { spki.read("public key") }?)?;
        UnsignedRequest::new(&subject, &key).map(WaxwingUnsignedRequest)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_unsigned, "out_unsigned", out_error, make) }
}

/// Frees it. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_unsigned_request_free(unsigned: *mut WaxwingUnsignedRequest) {
    // SAFETY: by contract.
    unsafe { fence::free(unsigned) }
}

/// The bytes to sign.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_unsigned_request_signing_input(
    unsigned: *const WaxwingUnsignedRequest,
) -> WaxwingBytes {
    let body = |it: &WaxwingUnsignedRequest| WaxwingBytes::of(it.0.signing_input());
    // SAFETY: by contract.
    unsafe { fence::read(unsigned, WaxwingBytes::NONE, body) }
}

/// What to sign with: `sha256WithRSAEncryption` (PKCS#1 v1.5), `ecdsa-with-SHA256` or
/// `ecdsa-with-SHA384`. Lives as long as the library.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_unsigned_request_algorithm(
    unsigned: *const WaxwingUnsignedRequest,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(unsigned, WaxwingStr::NONE, |it| WaxwingStr::of(it.0.algorithm())) }
}

/// The request with its signature. Of ECDSA both forms are taken: DER, and r and s side by side.
/// Free it with `waxwing_certificate_request_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` for a signature that cannot be one of this key; an RSA signature is
/// held to its length alone.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_unsigned_request_assemble(
    unsigned: *const WaxwingUnsignedRequest,
    signature: WaxwingBytes,
    out_request: *mut *mut WaxwingCertificateRequest,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let unsigned = unsafe { fence::reference(unsigned, "unsigned request") }?;
        // SAFETY: by contract.
        let signature = unsafe { signature.read("signature") }?;
        unsigned.0.clone().assemble(signature).map(WaxwingCertificateRequest::from)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_request, "out_request", out_error, make) }
}
