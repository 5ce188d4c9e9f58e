//! The provider keys that the simulator knows, as Apple knows those of its developers.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use p256::ecdsa::VerifyingKey;
use p256::pkcs8::{DecodePrivateKey as _, DecodePublicKey as _};
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256};

use crate::error::SetUpError;
use crate::push_type::PushType;

/// The two separate worlds of APNs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Environment {
    /// `api.push.apple.com`.
    Production,
    /// `api.sandbox.push.apple.com`. Its answers carry `apns-unique-id`.
    Sandbox,
}

impl Environment {
    /// `production` or `sandbox`.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Sandbox => "sandbox",
        }
    }
}

/// A provider key that may push: its public half, its id, its team, and what it is limited to.
///
/// ```
/// use apns_simulator::{KnownKey, ThrowAwayKey};
///
/// let mine = ThrowAwayKey::new("ABC123DEFG", "DEF123GHIJ")?;
/// let key = KnownKey::from_pem(mine.pem(), "ABC123DEFG", "DEF123GHIJ")?.topic("com.example.app");
/// # Ok::<(), apns_simulator::SetUpError>(())
/// ```
#[derive(Clone, Debug)]
pub struct KnownKey {
    pub(crate) public_key: VerifyingKey,
    pub(crate) key_id: String,
    pub(crate) team_id: String,
    bundle_ids: Vec<String>,
    pub(crate) environment: Option<Environment>,
    related_key_id: Option<String>,
}

impl KnownKey {
    /// Takes the key from PEM text: `PRIVATE KEY` (an Apple `.p8` file) or `PUBLIC KEY`.
    ///
    /// # Errors
    ///
    /// If the text has no such block, or the block is not a P-256 key.
    pub fn from_pem(pem: &str, key_id: &str, team_id: &str) -> Result<Self, SetUpError> {
        let (label, der) = read_pem(pem)?;
        let not_p256 =
            || SetUpError::new(format!("the PEM block `{label}` does not hold a P-256 key"));
        let public_key = match label {
            "PRIVATE KEY" => {
                p256::SecretKey::from_pkcs8_der(&der).map_err(|_| not_p256())?.public_key()
            }
            "PUBLIC KEY" => p256::PublicKey::from_public_key_der(&der).map_err(|_| not_p256())?,
            _ => {
                return Err(SetUpError::new(format!(
                    "a key has the PEM label `PRIVATE KEY` or `PUBLIC KEY`, this one has `{label}`"
                )));
            }
        };
        Ok(Self::new(VerifyingKey::from(public_key), key_id, team_id))
    }

    /// Takes the key from its public point, uncompressed (65 bytes, SEC 1 section 2.3.3).
    ///
    /// # Errors
    ///
    /// If the bytes are not a point on P-256.
    pub fn from_public_point(
        point: &[u8],
        key_id: &str,
        team_id: &str,
    ) -> Result<Self, SetUpError> {
        let public_key = VerifyingKey::from_sec1_bytes(point)
            .map_err(|_| SetUpError::new("the bytes are not a point on P-256"))?;
        Ok(Self::new(public_key, key_id, team_id))
    }

    fn new(public_key: VerifyingKey, key_id: &str, team_id: &str) -> Self {
        Self {
            public_key,
            key_id: key_id.to_owned(),
            team_id: team_id.to_owned(),
            bundle_ids: Vec::new(),
            environment: None,
            related_key_id: None,
        }
    }

    /// Makes it a topic-specific key that may push to this bundle id, with every suffix of Apple's table. Repeatable.
    /// Without any, it is a team key: every topic of the team.
    #[must_use]
    pub fn topic(mut self, bundle_id: &str) -> Self {
        self.bundle_ids.push(bundle_id.to_owned());
        self
    }

    /// Makes it a key for one environment only.
    #[must_use]
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = Some(environment);
        self
    }

    /// Names the one other topic-specific key that may be used on the same connection. It holds in both directions.
    #[must_use]
    pub fn related_to(mut self, key_id: &str) -> Self {
        self.related_key_id = Some(key_id.to_owned());
        self
    }

    pub(crate) fn allows_topic(&self, topic: &str) -> bool {
        let bundle_id = PushType::of_topic(topic).map_or(topic, |(_, bundle_id)| bundle_id);
        !self.is_topic_specific()
            || self.bundle_ids.iter().any(|listed| listed == bundle_id || listed == topic)
    }

    pub(crate) fn is_topic_specific(&self) -> bool {
        !self.bundle_ids.is_empty()
    }

    /// Whether a connection that began with this key may go on with the other one, of the same team.
    pub(crate) fn may_share_connection_with(&self, other: &Self) -> bool {
        if self.key_id == other.key_id {
            return true;
        }
        let names = |one: &Self, two: &Self| {
            one.related_key_id.as_ref().is_some_and(|key_id| *key_id == two.key_id)
        };
        match (self.is_topic_specific(), other.is_topic_specific()) {
            (false, false) => true,
            (true, true) => names(self, other) || names(other, self),
            _ => false,
        }
    }
}

/// A provider key made at start, for those who have none at hand. Never use it for anything real.
pub struct ThrowAwayKey {
    pem: String,
    known: KnownKey,
}

impl ThrowAwayKey {
    /// Makes a new P-256 key under this key id and team id.
    ///
    /// # Errors
    ///
    /// If the machine gives no randomness.
    pub fn new(key_id: &str, team_id: &str) -> Result<Self, SetUpError> {
        let pair = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)
            .map_err(|error| SetUpError::new(format!("no key could be made: {error}")))?;
        let known = KnownKey::from_public_point(pair.public_key_raw(), key_id, team_id)?;
        Ok(Self { pem: pair.serialize_pem(), known })
    }

    /// The private key in the form of an Apple `.p8` file.
    #[must_use]
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// What the simulator needs to know of it.
    #[must_use]
    pub fn known(&self) -> KnownKey {
        self.known.clone()
    }
}

impl fmt::Debug for ThrowAwayKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ThrowAwayKey").field("known", &self.known).finish_non_exhaustive()
    }
}

/// The label and the bytes of the first PEM block.
fn read_pem(pem: &str) -> Result<(&str, Vec<u8>), SetUpError> {
    let no_block = || SetUpError::new("there is no PEM block `-----BEGIN …-----` in it");
    let (_, after_begin) = pem.split_once("-----BEGIN ").ok_or_else(no_block)?;
    let (label, after_label) = after_begin.split_once("-----").ok_or_else(no_block)?;
    let (body, _) = after_label
        .split_once("-----END ")
        .ok_or_else(|| SetUpError::new(format!("the PEM block `{label}` has no end")))?;
    let digits: String = body.split_whitespace().collect();
    let der = STANDARD
        .decode(digits)
        .map_err(|_| SetUpError::new(format!("the PEM block `{label}` is not base64")))?;
    Ok((label, der))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6979 A.2.5, in the shape of Apple's files, on one line.
    const APPLE_SHAPE: &str = "-----BEGIN PRIVATE KEY-----\nMIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQgya+p2EW6dRZrXCFXZ7HWk05Qw9s26JsSe4piKxIPZyGgCgYIKoZIzj0DAQehRANCAARg/tS6JVqdMclh63TGNW1owEm4kjth+mzmaWIuYPKftnkD/hAIuLyZpBrp6VYovGTy8bIMLX6fUXejwpTURiKZ\n-----END PRIVATE KEY-----";

    #[test]
    fn reads_the_private_key_shape_of_apple() {
        let key = KnownKey::from_pem(APPLE_SHAPE, "ABC123DEFG", "DEF123GHIJ").unwrap();
        let point = key.public_key.to_sec1_point(false);
        let again =
            KnownKey::from_public_point(point.as_bytes(), "ABC123DEFG", "DEF123GHIJ").unwrap();
        assert_eq!(key.public_key, again.public_key);
        assert_eq!(point.as_bytes().get(1..3), Some([0x60, 0xfe].as_slice()));
    }

    #[test]
    fn reads_its_own_throw_away_key_back() {
        let made = ThrowAwayKey::new("ABC123DEFG", "DEF123GHIJ").unwrap();
        let key = KnownKey::from_pem(made.pem(), "ABC123DEFG", "DEF123GHIJ").unwrap();
        assert_eq!(key.public_key, made.known().public_key);
        assert!(!format!("{made:?}").contains("PRIVATE"));
    }

    #[test]
    fn reads_a_public_key() {
        let pair = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        assert!(KnownKey::from_pem(&pair.public_key_pem(), "ABC123DEFG", "DEF123GHIJ").is_ok());
    }

    #[test]
    fn says_what_is_wrong_with_a_key_file() {
        for (pem, part) in [
            ("", "no PEM block"),
            ("-----BEGIN PRIVATE KEY-----\nAAAA", "has no end"),
            ("-----BEGIN PRIVATE KEY-----\n****\n-----END PRIVATE KEY-----", "not base64"),
            ("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "not hold a P-256"),
            ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "not hold a P-256"),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "`CERTIFICATE`"),
        ] {
            let error = KnownKey::from_pem(pem, "ABC123DEFG", "DEF123GHIJ").unwrap_err();
            assert!(error.to_string().contains(part), "{error}");
        }
    }
}
