//! The key that a provider signs its tokens with.

use std::sync::Arc;

use waxwing_core::apns::{ProviderKey, TokenPolicy};
use waxwing_core::error::Result;
use waxwing_core::time::Timestamp;

use crate::bytes::{WaxwingBytes, WaxwingStr};
use crate::error::WaxwingError;
use crate::fence;
use crate::provider_token::WaxwingProviderToken;
use crate::status::WaxwingStatus;

/// An APNs signing key with the ids that Apple gave it. It is wiped from memory
/// when it is freed, and with it all sessions and key rings that have it.
///
/// It never changes, so that all threads may use it at once.
pub struct WaxwingProviderKey {
    pub(crate) key: Arc<ProviderKey>,
    /// Its public key, uncompressed.
    point: Vec<u8>,
}

impl From<Arc<ProviderKey>> for WaxwingProviderKey {
    fn from(key: Arc<ProviderKey>) -> Self {
        let point = key.public_key().to_uncompressed();
        Self { key, point }
    }
}

/// Reads the `.p8` file that Apple issued: PEM or its bare base64 body, with any line endings.
/// `key_id` and `team_id` are ten capital letters and digits each. Free the key with
/// `waxwing_provider_key_free`.
///
/// A key that cannot be used has a status of its own for each cause, `WAXWING_STATUS_INVALID_KEY…`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_key_from_p8(
    p8: WaxwingBytes,
    key_id: WaxwingStr,
    team_id: WaxwingStr,
    out_key: *mut *mut WaxwingProviderKey,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let p8 = unsafe { p8.read("p8") }?;
        // SAFETY: by contract.
        let key_id = unsafe { key_id.text("key id") }?;
        // SAFETY: by contract.
        let team_id = unsafe { team_id.text("team id") }?;
        Ok(Arc::new(ProviderKey::from_p8(p8, key_id, team_id)?).into())
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_key, "out_key", out_error, make) }
}

/// Frees a key, and wipes it unless a session or a key ring has it. NULL is fine. Its tokens stay.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_key_free(key: *mut WaxwingProviderKey) {
    // SAFETY: by contract.
    unsafe { fence::free(key) }
}

/// The id of the key. Lives until the key is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_key_id(key: *const WaxwingProviderKey) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(key, WaxwingStr::NONE, |it| WaxwingStr::of(it.key.key_id().as_str())) }
}

/// The id of the team it belongs to. Lives until the key is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_key_team_id(
    key: *const WaxwingProviderKey,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(key, WaxwingStr::NONE, |it| WaxwingStr::of(it.key.team_id().as_str())) }
}

/// The public key that belongs to it: 65 bytes, an uncompressed point (SEC 1 section 2.3.3). Lives
/// until the key is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_key_public_key(
    key: *const WaxwingProviderKey,
) -> WaxwingBytes {
    // SAFETY: by contract.
    unsafe { fence::read(key, WaxwingBytes::NONE, |it| WaxwingBytes::of(&it.point)) }
}

/// Makes a token.
///
/// # Safety
///
/// All pointers keep to the contract of the crate.
unsafe fn token(
    key: *const WaxwingProviderKey,
    out_token: *mut *mut WaxwingProviderToken,
    out_error: *mut *mut WaxwingError,
    sign: impl FnOnce(&ProviderKey) -> Result<waxwing_core::apns::ProviderToken>,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: as the caller promises.
        let key = unsafe { fence::reference(key, "key") }?;
        sign(&key.key).map(WaxwingProviderToken::from)
    };
    // SAFETY: as the caller promises.
    unsafe { fence::make(out_token, "out_token", out_error, make) }
}

/// The provider token of the time `now_ms`, milliseconds since 1970, in windows of 50 minutes.
///
/// A pure function of key and time: every process, thread and machine with this key makes the same
/// token in the same window, so that APNs never sees more than one in 20 minutes. It costs one
/// signature: keep the token until `waxwing_provider_token_window_ends_at_ms`, and free it with
/// `waxwing_provider_token_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_key_token_at(
    key: *const WaxwingProviderKey,
    now_ms: i64,
    out_token: *mut *mut WaxwingProviderToken,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { token(key, out_token, out_error, |it| it.token_at(Timestamp::from_millis(now_ms))) }
}

/// The provider token of the time `now_ms` in windows of `window_s` seconds (1200 to 3540), one of
/// which begins `phase_s` seconds after 1970 began. All that share a key must use the same figures.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_key_token_in_window(
    key: *const WaxwingProviderKey,
    now_ms: i64,
    window_s: i64,
    phase_s: i64,
    out_token: *mut *mut WaxwingProviderToken,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let sign = |it: &ProviderKey| {
        it.token_with(Timestamp::from_millis(now_ms), &TokenPolicy::new(window_s, phase_s)?)
    };
    // SAFETY: by contract.
    unsafe { token(key, out_token, out_error, sign) }
}

/// The provider token with exactly this `iat`, in seconds since 1970.
///
/// Prefer `waxwing_provider_key_token_at`: tokens of arbitrary times, made by several processes,
/// are what APNs answers with `TooManyProviderTokenUpdates`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_provider_key_token_issued_at(
    key: *const WaxwingProviderKey,
    issued_at_s: i64,
    out_token: *mut *mut WaxwingProviderToken,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { token(key, out_token, out_error, |it| it.token_issued_at(issued_at_s)) }
}
