//! Apple's `.p8` keys, as they arrive.

use super::contents::Contents;
use crate::apns::KeyId;
use crate::crypto::SigningKey;
use crate::error::Result;

/// The P-256 key of a `.p8` file in any surroundings: from an environment variable with `\n`
/// typed out or with spaces for line ends, with a byte order mark, encrypted, as DER or base64.
///
/// [`SigningKey::from_p8`] takes the file as Apple issues it and nothing else.
///
/// ```
/// use waxwing::credentials::signing_key;
///
/// let variable = "-----BEGIN PRIVATE KEY-----\\nMEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCDJr6nYRbp1FmtcIVdnsdaTTlDD2zbomxJ7imIrEg9nIQ==\\n-----END PRIVATE KEY-----\\n";
/// let key = signing_key(variable.as_bytes(), None)?;
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// # Errors
///
/// Those of [`Contents::read`], [`Contents::into_private_key`] and
/// [`PrivateKey::to_signing_key`](super::PrivateKey::to_signing_key), which name what was found
/// instead of an elliptic curve key on P-256.
pub fn signing_key(bytes: &[u8], password: Option<&str>) -> Result<SigningKey> {
    Contents::read(bytes, password)?.into_private_key()?.to_signing_key()
}

/// The key id in the name that Apple gives a `.p8` file: `AuthKey_ABC123DEFG.p8`,
/// `SubscriptionKey_ABC123DEFG.p8`. The file itself does not say it.
///
/// ```
/// use waxwing::credentials::key_id_from_file_name;
///
/// let id = key_id_from_file_name("keys/AuthKey_ABC123DEFG.p8").map(|id| id.to_string());
/// assert_eq!(id.as_deref(), Some("ABC123DEFG"));
/// assert!(key_id_from_file_name("key.p8").is_none());
/// ```
#[must_use]
pub fn key_id_from_file_name(name: &str) -> Option<KeyId> {
    let name = name.rsplit(['/', '\\']).next()?;
    let (_, rest) = name.split_once("Key_")?;
    // A second download is named `AuthKey_ABC123DEFG (1).p8`.
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    KeyId::new(rest.get(..end)?).ok()
}
