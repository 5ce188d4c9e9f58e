//! The key that a provider signs its tokens with.

use core::fmt;

use super::header;
use super::identifier::{KeyId, TeamId};
use super::token::{ProviderToken, TokenPolicy};
use crate::crypto::{PublicKey, SigningKey};
use crate::error::Result;
use crate::time::Timestamp;

/// An APNs signing key with the ids that Apple gave it; wiped from memory when dropped.
///
/// ```
/// use waxwing::apns::ProviderKey;
/// use waxwing::time::Timestamp;
/// # const P8: &str = "MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCDJr6nYRbp1FmtcIVdnsdaTTlDD2zbomxJ7imIrEg9nIQ==";
///
/// let key = ProviderKey::from_p8(P8, "ABC123DEFG", "DEF123GHIJ")?;
/// let token = key.token_at(Timestamp::from_secs(1_437_179_036)?)?;
/// assert_eq!(token.authorization(), format!("bearer {}", token.as_str()));
/// assert_eq!(format!("{key:?}"), "ProviderKey { key_id: ABC123DEFG, team_id: DEF123GHIJ }");
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// A key is not `Clone`, so that it lies in memory once; share it by reference or `Arc`.
pub struct ProviderKey {
    signing: SigningKey,
    public: PublicKey,
    key_id: KeyId,
    team_id: TeamId,
}

impl ProviderKey {
    /// From the `.p8` file that Apple issued: PEM or its bare base64 body, with any line endings.
    ///
    /// # Errors
    ///
    /// The `InvalidKey…` codes of [`SigningKey::from_p8`], one per cause, and
    /// [`ErrorCode::InvalidInput`](crate::error::ErrorCode::InvalidInput) for a key id or team id
    /// that is not ten capital letters and digits.
    pub fn from_p8(p8: impl AsRef<[u8]>, key_id: &str, team_id: &str) -> Result<Self> {
        let key_id = KeyId::new(key_id)?;
        let team_id = TeamId::new(team_id)?;
        Self::new(SigningKey::from_p8(p8.as_ref())?, key_id, team_id)
    }

    /// From parts that have been read already.
    ///
    /// # Errors
    ///
    /// None in practice; see [`SigningKey::public_key`].
    pub fn new(signing: SigningKey, key_id: KeyId, team_id: TeamId) -> Result<Self> {
        let public = signing.public_key()?;
        Ok(Self { signing, public, key_id, team_id })
    }

    /// The id of this key.
    #[must_use]
    pub const fn key_id(&self) -> &KeyId {
        &self.key_id
    }

    /// The id of the team it belongs to.
    #[must_use]
    pub const fn team_id(&self) -> &TeamId {
        &self.team_id
    }

    /// The public key that belongs to it.
    #[must_use]
    pub const fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// The provider token of the time `now`, in windows of 50 minutes.
    ///
    /// A pure function of key and time: every process, thread and machine with this key makes
    /// the same token in the same window, so that APNs never sees more than one in 20 minutes.
    /// It costs one signature; keep the token until [`window_ends_at`](ProviderToken::window_ends_at).
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidTime`](crate::error::ErrorCode::InvalidTime) before 1970, and for a
    /// time so far off that its unit must be wrong.
    pub fn token_at(&self, now: Timestamp) -> Result<ProviderToken> {
        self.token_with(now, &TokenPolicy::default())
    }

    /// The provider token of the time `now` under another policy.
    ///
    /// # Errors
    ///
    /// Those of [`token_at`](Self::token_at).
    pub fn token_with(&self, now: Timestamp, policy: &TokenPolicy) -> Result<ProviderToken> {
        let issued_at = policy.window_starts_at(now)?;
        ProviderToken::sign(&self.signing, &self.key_id, &self.team_id, issued_at, policy)
    }

    /// The provider token with exactly this `iat`, in seconds since 1970.
    ///
    /// Prefer [`token_at`](Self::token_at): tokens of arbitrary times, made by several processes,
    /// are what APNs answers with `TooManyProviderTokenUpdates`.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidTime`](crate::error::ErrorCode::InvalidTime) for negative seconds and
    /// for milliseconds.
    pub fn token_issued_at(&self, secs: i64) -> Result<ProviderToken> {
        let issued_at = header::seconds("iat", secs)?;
        let policy = TokenPolicy::default();
        ProviderToken::sign(&self.signing, &self.key_id, &self.team_id, issued_at, &policy)
    }
}

impl fmt::Debug for ProviderKey {
    /// The ids alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProviderKey {{ key_id: {}, team_id: {} }}", self.key_id, self.team_id)
    }
}
