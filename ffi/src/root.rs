//! Roots that a verifier can pin.

use waxwing_core::x509::{APPLE_ROOT_CA_G3_DER, Anchor};

use crate::bytes::WaxwingBytes;
use crate::error::WaxwingError;
use crate::fence;
use crate::status::WaxwingStatus;

const SHA256_BYTES: usize = 32;

/// Apple Root CA - G3, a DER certificate: what a verifier trusts unless told otherwise. It lives as
/// long as the library.
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_root_apple_g3() -> WaxwingBytes {
    fence::guard(WaxwingBytes::NONE, || WaxwingBytes::of(APPLE_ROOT_CA_G3_DER))
}

/// Checks whether a DER certificate can be pinned as a root, and gives its SHA-256 fingerprint, to
/// compare with a published one. `out_sha256` has room for 32 bytes.
///
/// `WAXWING_STATUS_BAD_ANCHOR` for a certificate that cannot be a root.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_root_fingerprint(
    der: WaxwingBytes,
    out_sha256: *mut u8,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let whole = || {
        if out_sha256.is_null() {
            return Err(fence::null("out_sha256"));
        }
        // SAFETY: by contract.
        let der = unsafe { der.read("root certificate") }?;
        let anchor = Anchor::from_der(der)?;
        let length = anchor.fingerprint().len().min(SHA256_BYTES);
        let fingerprint = anchor.fingerprint().as_ptr();
        // SAFETY: not NULL, and by contract with room for this many; what was just made lies apart.
        unsafe { out_sha256.copy_from_nonoverlapping(fingerprint, length) };
        Ok(())
    };
    // SAFETY: by contract.
    unsafe { fence::run(out_error, whole) }
}
