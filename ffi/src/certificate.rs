//! The certificates that vouch for an object.

use waxwing_core::app_store::{CertificateInfo, Chain};

use crate::bytes::WaxwingStr;
use crate::fence;
use crate::signed_object::WaxwingSignedObject;

/// The certificates of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WaxwingCertificate {
    /// The one whose key signed the object.
    Leaf = 0,
    /// The leaf's issuer.
    Intermediate = 1,
    /// The pinned root.
    Root = 2,
}

fn certificate(chain: &Chain, which: u32) -> Option<&CertificateInfo> {
    match which {
        0 => Some(&chain.leaf),
        1 => Some(&chain.intermediate),
        2 => Some(&chain.root),
        _ => None,
    }
}

/// The common name of a certificate that vouches for the object; `which` is a
/// `waxwing_certificate`. `{NULL, 0}` for another number. Lives until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_certificate_name(
    object: *const WaxwingSignedObject,
    which: u32,
) -> WaxwingStr {
    let body = |it: &WaxwingSignedObject| {
        let found = certificate(it.object.chain(), which);
        WaxwingStr::of_option(found.map(|it| it.common_name.as_str()))
    };
    // SAFETY: by contract.
    unsafe { fence::read(object, WaxwingStr::NONE, body) }
}

/// The serial number of a certificate in lower-case hexadecimal; `which` is a
/// `waxwing_certificate`. `{NULL, 0}` for another number. Lives until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_certificate_serial(
    object: *const WaxwingSignedObject,
    which: u32,
) -> WaxwingStr {
    let body = |it: &WaxwingSignedObject| {
        let found = certificate(it.object.chain(), which);
        WaxwingStr::of_option(found.map(|it| it.serial.as_str()))
    };
    // SAFETY: by contract.
    unsafe { fence::read(object, WaxwingStr::NONE, body) }
}

/// The SHA-256 of a DER certificate in lower-case hexadecimal; `which` is a `waxwing_certificate`. Of
/// the root, it tells which of several pinned ones it was. `{NULL, 0}` for another number. Lives
/// until the object is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_certificate_sha256(
    object: *const WaxwingSignedObject,
    which: u32,
) -> WaxwingStr {
    let body = |it: &WaxwingSignedObject| {
        let found = certificate(it.object.chain(), which);
        WaxwingStr::of_option(found.map(|it| it.sha256.as_str()))
    };
    // SAFETY: by contract.
    unsafe { fence::read(object, WaxwingStr::NONE, body) }
}

/// The first moment at which a certificate is valid, in milliseconds since 1970; `which` is a
/// `waxwing_certificate`. 0 for another number.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_certificate_not_before_ms(
    object: *const WaxwingSignedObject,
    which: u32,
) -> i64 {
    let body = |it: &WaxwingSignedObject| {
        certificate(it.object.chain(), which).map_or(0, |it| it.not_before.as_millis())
    };
    // SAFETY: by contract.
    unsafe { fence::read(object, 0, body) }
}

/// The last moment at which a certificate is valid, in milliseconds since 1970; `which` is a
/// `waxwing_certificate`. 0 for another number.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_signed_object_certificate_not_after_ms(
    object: *const WaxwingSignedObject,
    which: u32,
) -> i64 {
    let body = |it: &WaxwingSignedObject| {
        certificate(it.object.chain(), which).map_or(0, |it| it.not_after.as_millis())
    };
    // SAFETY: by contract.
    unsafe { fence::read(object, 0, body) }
}
