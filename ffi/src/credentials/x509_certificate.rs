//! A certificate as it stands in a file.

use waxwing_core::credentials::Certificate;
use waxwing_core::time::Timestamp;

use crate::bytes::{WaxwingBytes, WaxwingStr};
use crate::error::WaxwingError;
use crate::fence;
use crate::status::WaxwingStatus;

/// A certificate as it stands in a file: RSA or of any elliptic curve. Reading believes nothing.
///
/// It never changes, so that all threads may read it at once. Its views live until it is freed; of
/// one that is borrowed, until that is freed which it was borrowed of.
pub struct WaxwingX509Certificate {
    pub(crate) certificate: Certificate,
    common_name: Option<String>,
    issuer_common_name: Option<String>,
    user_id: Option<String>,
    organizational_unit: Option<String>,
    key_kind: String,
    sha256: String,
    sha1: String,
    pem: String,
}

impl From<Certificate> for WaxwingX509Certificate {
    fn from(certificate: Certificate) -> Self {
        Self {
            common_name: certificate.common_name(),
            issuer_common_name: certificate.issuer_common_name(),
            user_id: certificate.user_id(),
            organizational_unit: certificate.organizational_unit(),
            key_kind: certificate.key().kind().to_string(),
            sha256: certificate.sha256(),
            sha1: certificate.sha1(),
            pem: certificate.to_pem(),
            certificate,
        }
    }
}

/// All of them, to lend.
pub(super) fn all<'a>(
    certificates: impl IntoIterator<Item = &'a Certificate>,
) -> Vec<WaxwingX509Certificate> {
    certificates.into_iter().cloned().map(WaxwingX509Certificate::from).collect()
}

/// One of them, borrowed; NULL where there is none.
pub(super) fn nth(
    certificates: &[WaxwingX509Certificate],
    index: usize,
) -> *const WaxwingX509Certificate {
    certificates.get(index).map_or(std::ptr::null(), std::ptr::from_ref)
}

/// Reads a DER certificate, as a `.cer` file of Apple's is; `waxwing_contents_read` takes every
/// other form too. Free it with `waxwing_x509_certificate_free`.
///
/// `WAXWING_STATUS_TOO_LARGE`, `WAXWING_STATUS_TRUNCATED_FILE`, `WAXWING_STATUS_MALFORMED_CERT`,
/// `WAXWING_STATUS_DUPLICATE_EXTENSION`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_from_der(
    der: WaxwingBytes,
    out_certificate: *mut *mut WaxwingX509Certificate,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let der = unsafe { der.read("certificate") }?;
        Certificate::from_der(der).map(WaxwingX509Certificate::from)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_certificate, "out_certificate", out_error, make) }
}

/// Frees a certificate that was not borrowed. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_free(certificate: *mut WaxwingX509Certificate) {
    // SAFETY: by contract.
    unsafe { fence::free(certificate) }
}

/// The DER as received.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_der(
    certificate: *const WaxwingX509Certificate,
) -> WaxwingBytes {
    let body = |it: &WaxwingX509Certificate| WaxwingBytes::of(it.certificate.der());
    // SAFETY: by contract.
    unsafe { fence::read(certificate, WaxwingBytes::NONE, body) }
}

/// As PEM: a block labelled `CERTIFICATE`.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_pem(
    certificate: *const WaxwingX509Certificate,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(certificate, WaxwingStr::NONE, |it| WaxwingStr::of(&it.pem)) }
}

/// The name that a `.p12` file gives it, for people; `{NULL, 0}` if there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_friendly_name(
    certificate: *const WaxwingX509Certificate,
) -> WaxwingStr {
    let body = |it: &WaxwingX509Certificate| WaxwingStr::of_option(it.certificate.friendly_name());
    // SAFETY: by contract.
    unsafe { fence::read(certificate, WaxwingStr::NONE, body) }
}

/// The subject's common name, for display; `{NULL, 0}` if it has none as text.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_common_name(
    certificate: *const WaxwingX509Certificate,
) -> WaxwingStr {
    let body = |it: &WaxwingX509Certificate| WaxwingStr::of_option(it.common_name.as_deref());
    // SAFETY: by contract.
    unsafe { fence::read(certificate, WaxwingStr::NONE, body) }
}

/// The issuer's common name, for display; `{NULL, 0}` if it has none as text.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_issuer_common_name(
    certificate: *const WaxwingX509Certificate,
) -> WaxwingStr {
    let body =
        |it: &WaxwingX509Certificate| WaxwingStr::of_option(it.issuer_common_name.as_deref());
    // SAFETY: by contract.
    unsafe { fence::read(certificate, WaxwingStr::NONE, body) }
}

/// The subject's UID: of a push certificate, its topic. `{NULL, 0}` if it has none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_user_id(
    certificate: *const WaxwingX509Certificate,
) -> WaxwingStr {
    let body = |it: &WaxwingX509Certificate| WaxwingStr::of_option(it.user_id.as_deref());
    // SAFETY: by contract.
    unsafe { fence::read(certificate, WaxwingStr::NONE, body) }
}

/// The subject's organizational unit: of Apple's certificates, the team id. `{NULL, 0}` if it has
/// none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_organizational_unit(
    certificate: *const WaxwingX509Certificate,
) -> WaxwingStr {
    let body =
        |it: &WaxwingX509Certificate| WaxwingStr::of_option(it.organizational_unit.as_deref());
    // SAFETY: by contract.
    unsafe { fence::read(certificate, WaxwingStr::NONE, body) }
}

/// The issuer's name, as received DER.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_issuer(
    certificate: *const WaxwingX509Certificate,
) -> WaxwingBytes {
    let body = |it: &WaxwingX509Certificate| WaxwingBytes::of(it.certificate.issuer());
    // SAFETY: by contract.
    unsafe { fence::read(certificate, WaxwingBytes::NONE, body) }
}

/// The subject's name, as received DER.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_subject(
    certificate: *const WaxwingX509Certificate,
) -> WaxwingBytes {
    let body = |it: &WaxwingX509Certificate| WaxwingBytes::of(it.certificate.subject());
    // SAFETY: by contract.
    unsafe { fence::read(certificate, WaxwingBytes::NONE, body) }
}

/// Whether it names itself as its issuer, as roots do.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_is_self_issued(
    certificate: *const WaxwingX509Certificate,
) -> bool {
    // SAFETY: by contract.
    unsafe { fence::read(certificate, false, |it| it.certificate.is_self_issued()) }
}

/// The first moment of validity, in milliseconds since 1970.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_not_before_ms(
    certificate: *const WaxwingX509Certificate,
) -> i64 {
    // SAFETY: by contract.
    unsafe { fence::read(certificate, 0, |it| it.certificate.not_before().as_millis()) }
}

/// The last moment of validity, in milliseconds since 1970.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_not_after_ms(
    certificate: *const WaxwingX509Certificate,
) -> i64 {
    // SAFETY: by contract.
    unsafe { fence::read(certificate, 0, |it| it.certificate.not_after().as_millis()) }
}

/// How many whole days are left at the time `now_ms`; negative once it has expired.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_days_left(
    certificate: *const WaxwingX509Certificate,
    now_ms: i64,
) -> i64 {
    let now = Timestamp::from_millis(now_ms);
    // SAFETY: by contract.
    unsafe { fence::read(certificate, 0, |it| it.certificate.days_left(now)) }
}

/// The kind of the public key that it is for: `RSA 2048`, `P-256`.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_key_kind(
    certificate: *const WaxwingX509Certificate,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(certificate, WaxwingStr::NONE, |it| WaxwingStr::of(&it.key_kind)) }
}

/// The public key that it is for, a DER `SubjectPublicKeyInfo`.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_spki(
    certificate: *const WaxwingX509Certificate,
) -> WaxwingBytes {
    let body = |it: &WaxwingX509Certificate| WaxwingBytes::of(it.certificate.key().spki_der());
    // SAFETY: by contract.
    unsafe { fence::read(certificate, WaxwingBytes::NONE, body) }
}

/// The SHA-256 of the DER, in lower-case hexadecimal: its fingerprint.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_sha256(
    certificate: *const WaxwingX509Certificate,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(certificate, WaxwingStr::NONE, |it| WaxwingStr::of(&it.sha256)) }
}

/// The SHA-1 of the DER, as older tools show it.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_sha1(
    certificate: *const WaxwingX509Certificate,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(certificate, WaxwingStr::NONE, |it| WaxwingStr::of(&it.sha1)) }
}

/// Whether it may be shown as a client in a TLS handshake: its extended key usage says so, or there
/// is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_is_for_clients(
    certificate: *const WaxwingX509Certificate,
) -> bool {
    // SAFETY: by contract.
    unsafe { fence::read(certificate, false, |it| it.certificate.is_for_clients()) }
}

/// Whether its issuer signed it over SHA-1 or MD5, which TLS stacks refuse by now.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_x509_certificate_has_old_signature(
    certificate: *const WaxwingX509Certificate,
) -> bool {
    // SAFETY: by contract.
    unsafe { fence::read(certificate, false, |it| it.certificate.has_old_signature()) }
}
