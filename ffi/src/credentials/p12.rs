//! An identity as a `.p12` file.

use waxwing_core::credentials::{Identity, P12Profile};
use zeroize::Zeroizing;

use super::identity::WaxwingIdentity;
use crate::bytes::{WaxwingBytes, WaxwingStr};
use crate::error::WaxwingError;
use crate::fence;
use crate::status::WaxwingStatus;
use crate::verdict::nth;

/// How a `.p12` file is protected when it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingP12Profile {
    /// AES-256 and SHA-256, 100 000 iterations: what OpenSSL 3, Java and Windows of today read.
    Modern = 1,
    /// 3DES and SHA-1, 2048 iterations: what every macOS reads, and OpenSSL before version 3.
    Keychain = 2,
}

/// In the order of the numbers.
pub(crate) const P12_PROFILES: [P12Profile; 2] = [P12Profile::Modern, P12Profile::Keychain];

/// How many random bytes a `.p12` file takes.
pub const WAXWING_P12_ENTROPY_BYTES: usize = 32;

const _: () = assert!(WAXWING_P12_ENTROPY_BYTES == Identity::P12_ENTROPY_BYTES);

/// A `.p12` file that was written. It is wiped from memory when it is freed.
///
/// It never changes, so that all threads may read it at once.
pub struct WaxwingP12(Zeroizing<Vec<u8>>);

/// Writes the key of an identity, its certificate and the chain as a `.p12` file; `profile` is a
/// `waxwing_p12_profile`. `entropy` is `WAXWING_P12_ENTROPY_BYTES` random bytes, new for each file:
/// nothing here draws any. The same arguments give the same bytes. Free it with
/// `waxwing_p12_free`.
///
/// `WAXWING_STATUS_INVALID_INPUT` about `entropy` for another number of bytes and for bytes that are
/// all the same; about `profile`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identity_to_p12(
    identity: *const WaxwingIdentity,
    password: WaxwingStr,
    entropy: WaxwingBytes,
    profile: u32,
    out_p12: *mut *mut WaxwingP12,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let it = unsafe { fence::reference(identity, "identity") }?;
        // SAFETY: by contract.
        let password = unsafe { password.text("password") }?;
        // SAFETY: by contract.
        let entropy = unsafe { entropy.read("entropy") }?;
        let profile = nth(&P12_PROFILES, profile)
            .ok_or_else(|| fence::out_of_range("profile", "waxwing_p12_profile", profile))?;
        it.identity.to_p12(password, entropy, profile).map(Zeroizing::new).map(WaxwingP12)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_p12, "out_p12", out_error, make) }
}

/// Frees and wipes a file. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_p12_free(p12: *mut WaxwingP12) {
    // SAFETY: by contract.
    unsafe { fence::free(p12) }
}

/// The file. Lives until it is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_p12_bytes(p12: *const WaxwingP12) -> WaxwingBytes {
    // SAFETY: by contract.
    unsafe { fence::read(p12, WaxwingBytes::NONE, |it| WaxwingBytes::of(&it.0)) }
}
