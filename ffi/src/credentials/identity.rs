//! A private key with its certificates: what a TLS stack shows as a client.

use std::sync::OnceLock;

use waxwing_core::credentials::Identity;
use zeroize::Zeroizing;

use super::password as read_password;
use super::private_key::WaxwingPrivateKey;
use super::x509_certificate::{self, WaxwingX509Certificate};
use crate::bytes::{WaxwingBytes, WaxwingStr};
use crate::error::WaxwingError;
use crate::fence;
use crate::status::WaxwingStatus;

/// A private key, the certificate that is for it, and the certificates above that. The key is wiped
/// from memory when it is freed.
///
/// Nothing is trusted by this: it is the server that decides about a client's certificate. It never
/// changes, so that all threads may read it at once. Its views and certificates live until
/// `waxwing_identity_free`.
pub struct WaxwingIdentity {
    pub(super) identity: Identity,
    chain: Vec<WaxwingX509Certificate>,
    others: Vec<WaxwingX509Certificate>,
    key: WaxwingPrivateKey,
    chain_pem: String,
    combined_pem: OnceLock<Zeroizing<String>>,
}

impl From<Identity> for WaxwingIdentity {
    fn from(identity: Identity) -> Self {
        Self {
            chain: x509_certificate::all(identity.chain()),
            others: x509_certificate::all(identity.others()),
            key: identity.key().clone().into(),
            chain_pem: identity.chain_pem(),
            combined_pem: OnceLock::new(),
            identity,
        }
    }
}

/// Opens a `.p12` file; an empty password and none are the same. Free it with
/// `waxwing_identity_free`.
///
/// `WAXWING_STATUS_OTHER_MATERIAL` for another kind of file, and the statuses of
/// `waxwing_contents_read` and `waxwing_contents_into_identity`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identity_from_p12(
    file: WaxwingBytes,
    password: WaxwingStr,
    out_identity: *mut *mut WaxwingIdentity,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let file = unsafe { file.read("file") }?;
        // SAFETY: by contract.
        let password = unsafe { password.text("password") }?;
        Identity::from_p12(file, password).map(WaxwingIdentity::from)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_identity, "out_identity", out_error, make) }
}

/// Opens a PEM text with key and certificates in any order, such as `ck.pem`; `{NULL, 0}` for no
/// password. Free it with `waxwing_identity_free`.
///
/// Statuses are those of `waxwing_contents_read` and `waxwing_contents_into_identity`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identity_from_pem(
    text: WaxwingBytes,
    password: WaxwingStr,
    out_identity: *mut *mut WaxwingIdentity,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let text = unsafe { text.read("file") }?;
        // SAFETY: by contract.
        let password = unsafe { read_password(password) }?;
        Identity::from_pem(text, password).map(WaxwingIdentity::from)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_identity, "out_identity", out_error, make) }
}

/// Opens a certificate and a private key in a file each, in any of their forms; `{NULL, 0}` for no
/// password. Free it with `waxwing_identity_free`. For more files, or one that asks for more work:
/// `waxwing_contents_read_within`, `_add` and `_into_identity`.
///
/// Statuses are those of `waxwing_contents_read` and `waxwing_contents_into_identity`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identity_from_parts(
    certificate: WaxwingBytes,
    key: WaxwingBytes,
    password: WaxwingStr,
    out_identity: *mut *mut WaxwingIdentity,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let certificate = unsafe { certificate.read("certificate") }?;
        // SAFETY: by contract.
        let key = unsafe { key.read("private key") }?;
        // SAFETY: by contract.
        let password = unsafe { read_password(password) }?;
        Identity::from_parts(certificate, key, password).map(WaxwingIdentity::from)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_identity, "out_identity", out_error, make) }
}

/// Frees an identity that was not borrowed, and wipes its key. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identity_free(identity: *mut WaxwingIdentity) {
    // SAFETY: by contract.
    unsafe { fence::free(identity) }
}

/// The private key, borrowed of the identity.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identity_key(
    identity: *const WaxwingIdentity,
) -> *const WaxwingPrivateKey {
    // SAFETY: by contract.
    unsafe { fence::read(identity, std::ptr::null(), |it| std::ptr::from_ref(&it.key)) }
}

/// The certificate of the key, borrowed of the identity: the first of its chain.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identity_certificate(
    identity: *const WaxwingIdentity,
) -> *const WaxwingX509Certificate {
    let body = |it: &WaxwingIdentity| x509_certificate::nth(&it.chain, 0);
    // SAFETY: by contract.
    unsafe { fence::read(identity, std::ptr::null(), body) }
}

/// How many certificates its chain has.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identity_chain_count(identity: *const WaxwingIdentity) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(identity, 0, |it| it.chain.len()) }
}

/// A certificate of its chain, counted from 0, borrowed of the identity: that of the key, then the
/// one that issued it, and so on, as far as they were in the files. NULL where there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identity_chain(
    identity: *const WaxwingIdentity,
    index: usize,
) -> *const WaxwingX509Certificate {
    let body = |it: &WaxwingIdentity| x509_certificate::nth(&it.chain, index);
    // SAFETY: by contract.
    unsafe { fence::read(identity, std::ptr::null(), body) }
}

/// A certificate that was in the files and does not belong to the chain, counted from 0, borrowed of
/// the identity; NULL where there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identity_other(
    identity: *const WaxwingIdentity,
    index: usize,
) -> *const WaxwingX509Certificate {
    let body = |it: &WaxwingIdentity| x509_certificate::nth(&it.others, index);
    // SAFETY: by contract.
    unsafe { fence::read(identity, std::ptr::null(), body) }
}

/// The name that the file gives the key or its certificate, for people; `{NULL, 0}` if there is
/// none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identity_friendly_name(
    identity: *const WaxwingIdentity,
) -> WaxwingStr {
    let body = |it: &WaxwingIdentity| WaxwingStr::of_option(it.identity.friendly_name());
    // SAFETY: by contract.
    unsafe { fence::read(identity, WaxwingStr::NONE, body) }
}

/// The chain as PEM, the certificate of the key first: for libcurl's `CURLOPT_SSLCERT_BLOB`.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identity_chain_pem(
    identity: *const WaxwingIdentity,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(identity, WaxwingStr::NONE, |it| WaxwingStr::of(&it.chain_pem)) }
}

/// The key as unencrypted PKCS#8 PEM: for libcurl's `CURLOPT_SSLKEY_BLOB`. A secret, wiped when the
/// identity is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identity_key_pem(identity: *const WaxwingIdentity) -> WaxwingStr {
    let body = |it: &WaxwingIdentity| WaxwingStr::of(it.key.pem());
    // SAFETY: by contract.
    unsafe { fence::read(identity, WaxwingStr::NONE, body) }
}

/// Chain and key in one PEM text, as `ck.pem` of older guides. A secret, wiped when the identity is
/// freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identity_combined_pem(
    identity: *const WaxwingIdentity,
) -> WaxwingStr {
    let body = |it: &WaxwingIdentity| {
        WaxwingStr::of(it.combined_pem.get_or_init(|| it.identity.combined_pem()))
    };
    // SAFETY: by contract.
    unsafe { fence::read(identity, WaxwingStr::NONE, body) }
}

/// The identities of several keys. It never changes, so that all threads may read it at once.
pub struct WaxwingIdentities(Vec<WaxwingIdentity>);

impl From<Vec<Identity>> for WaxwingIdentities {
    fn from(identities: Vec<Identity>) -> Self {
        Self(identities.into_iter().map(WaxwingIdentity::from).collect())
    }
}

/// Frees and wipes the identities of a list. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identities_free(identities: *mut WaxwingIdentities) {
    // SAFETY: by contract.
    unsafe { fence::free(identities) }
}

/// How many there are.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identities_count(identities: *const WaxwingIdentities) -> usize {
    // SAFETY: by contract.
    unsafe { fence::read(identities, 0, |it| it.0.len()) }
}

/// One of them, counted from 0, borrowed of the list; NULL where there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_identities_item(
    identities: *const WaxwingIdentities,
    index: usize,
) -> *const WaxwingIdentity {
    let body =
        |it: &WaxwingIdentities| it.0.get(index).map_or(std::ptr::null(), std::ptr::from_ref);
    // SAFETY: by contract.
    unsafe { fence::read(identities, std::ptr::null(), body) }
}
