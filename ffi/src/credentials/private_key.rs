//! A private key of any form.

use std::sync::{Arc, OnceLock};

use waxwing_core::apns::{KeyId, ProviderKey, TeamId};
use waxwing_core::credentials::PrivateKey;
use zeroize::Zeroizing;

use super::password as read_password;
use crate::bytes::{WaxwingBytes, WaxwingStr};
use crate::error::WaxwingError;
use crate::fence;
use crate::provider_key::WaxwingProviderKey;
use crate::status::WaxwingStatus;

/// An RSA or elliptic curve private key. It is wiped from memory when it is freed, and with it all
/// identities and contents that have it.
///
/// It never changes, so that all threads may read it at once. Its views live until it is freed; of
/// one that is borrowed, until that is freed which it was borrowed of.
pub struct WaxwingPrivateKey {
    pub(super) key: PrivateKey,
    kind: String,
    pem: OnceLock<Zeroizing<String>>,
}

impl From<PrivateKey> for WaxwingPrivateKey {
    fn from(key: PrivateKey) -> Self {
        Self { kind: key.kind().to_string(), key, pem: OnceLock::new() }
    }
}

impl WaxwingPrivateKey {
    pub(super) fn pem(&self) -> &str {
        self.pem.get_or_init(|| self.key.to_pem())
    }
}

/// Reads the one private key of a file: `.p8`, PEM or DER; PKCS#8, PKCS#1 or SEC 1; encrypted or
/// not; from an environment variable with `\n` typed out, or in base64. `{NULL, 0}` for no password.
/// Free it with `waxwing_private_key_free`.
///
/// Statuses are those of `waxwing_contents_read`, `WAXWING_STATUS_MISSING_PRIVATE_KEY` and
/// `WAXWING_STATUS_SEVERAL_KEYS`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_private_key_read(
    file: WaxwingBytes,
    password: WaxwingStr,
    out_key: *mut *mut WaxwingPrivateKey,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let file = unsafe { file.read("file") }?;
        // SAFETY: by contract.
        let password = unsafe { read_password(password) }?;
        PrivateKey::from_pem(file, password).map(WaxwingPrivateKey::from)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_key, "out_key", out_error, make) }
}

/// Frees a key that was not borrowed, and wipes it. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_private_key_free(key: *mut WaxwingPrivateKey) {
    // SAFETY: by contract.
    unsafe { fence::free(key) }
}

/// What kind of key it is: `RSA 2048`, `P-256`. Lives until the key is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_private_key_kind(key: *const WaxwingPrivateKey) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(key, WaxwingStr::NONE, |it| WaxwingStr::of(&it.kind)) }
}

/// The name that a `.p12` file gives it, for people; `{NULL, 0}` if there is none. Lives until the
/// key is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_private_key_friendly_name(
    key: *const WaxwingPrivateKey,
) -> WaxwingStr {
    let body = |it: &WaxwingPrivateKey| WaxwingStr::of_option(it.key.friendly_name());
    // SAFETY: by contract.
    unsafe { fence::read(key, WaxwingStr::NONE, body) }
}

/// The public key that belongs to it, a DER `SubjectPublicKeyInfo` (RFC 5280 section 4.1.2.7). Lives
/// until the key is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_private_key_spki(key: *const WaxwingPrivateKey) -> WaxwingBytes {
    let body = |it: &WaxwingPrivateKey| WaxwingBytes::of(it.key.public_key().spki_der());
    // SAFETY: by contract.
    unsafe { fence::read(key, WaxwingBytes::NONE, body) }
}

/// The key as unencrypted PKCS#8 PEM: a secret, wiped when the key is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_private_key_pem(key: *const WaxwingPrivateKey) -> WaxwingStr {
    let body = |it: &WaxwingPrivateKey| WaxwingStr::of(it.pem());
    // SAFETY: by contract.
    unsafe { fence::read(key, WaxwingStr::NONE, body) }
}

/// The key as unencrypted PKCS#8 DER: a secret, wiped when the key is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_private_key_der(key: *const WaxwingPrivateKey) -> WaxwingBytes {
    let body = |it: &WaxwingPrivateKey| WaxwingBytes::of(it.key.pkcs8_der());
    // SAFETY: by contract.
    unsafe { fence::read(key, WaxwingBytes::NONE, body) }
}

/// The provider key of a private key on P-256, however its file was wrapped or encrypted: what
/// `waxwing_provider_key_from_p8` reads is the file as Apple issues it and nothing else. Free it
/// with `waxwing_provider_key_free`; the private key may be freed before.
///
/// `WAXWING_STATUS_INVALID_KEY_ALGORITHM` and `WAXWING_STATUS_INVALID_KEY_CURVE` for another kind of
/// key, `WAXWING_STATUS_INVALID_INPUT` for ids that are not ten capital letters and digits.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_key_from_private_key(
    key: *const WaxwingPrivateKey,
    key_id: WaxwingStr,
    team_id: WaxwingStr,
    out_key: *mut *mut WaxwingProviderKey,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let key = unsafe { fence::reference(key, "key") }?;
        // SAFETY: by contract.
        let key_id = KeyId::new(unsafe { key_id.text("key id") }?)?;
        // SAFETY: by contract.
        let team_id = TeamId::new(unsafe { team_id.text("team id") }?)?;
        let key = ProviderKey::new(key.key.to_signing_key()?, key_id, team_id)?;
        Ok(WaxwingProviderKey::from(Arc::new(key)))
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_key, "out_key", out_error, make) }
}
