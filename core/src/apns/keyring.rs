//! Several keys, and which of them fits a topic and an environment.

use alloc::borrow::Cow;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use super::bundle_id;
use super::endpoint::Environment;
use super::key::ProviderKey;
use super::topic::Topic;
use crate::error::{Error, ErrorCode, Result};

/// How many topics a key can have (Apple: Establishing a token-based connection to APNs).
const MAX_TOPICS: usize = 400;
/// How many keys for listed topics a team can have in an environment (the same page).
const MAX_TOPIC_KEYS: usize = 200;
/// How many keys for all topics a team can have in an environment (the same page).
const MAX_TEAM_KEYS: usize = 2;

/// What a key may be used for, as chosen when it was made in the developer account.
///
/// ```
/// use waxwing::apns::{Environment, KeyScope};
///
/// // A key from before 2025: all topics of the team, both environments.
/// let old = KeyScope::everything();
/// // A team-scoped key: all topics, one environment.
/// let team = KeyScope::everything().environment(Environment::Production);
/// // A topic-specific key: some topics, one environment.
/// let topics = KeyScope::topics(["com.example.app"])?.environment(Environment::Sandbox);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// Source: Apple, "Establishing a token-based connection to APNs".
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[must_use]
pub struct KeyScope {
    /// All topics of the team if there is none.
    topics: Option<BTreeSet<String>>,
    /// Both if there is none.
    environment: Option<Environment>,
}

impl KeyScope {
    /// All topics of the team, in both environments.
    pub const fn everything() -> Self {
        Self { topics: None, environment: None }
    }

    /// The topics of these apps, by their bundle ids. Each stands for its topics with the
    /// suffixes of push types too.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] about `bundle id`, or about `topics` when there are none;
    /// [`ErrorCode::TooLarge`] about `topics` for more than the 400 that a key can have.
    pub fn topics<T: AsRef<str>>(bundle_ids: impl IntoIterator<Item = T>) -> Result<Self> {
        let mut topics = BTreeSet::new();
        for id in bundle_ids {
            bundle_id::check(id.as_ref())?;
            topics.insert(String::from(id.as_ref()));
            if topics.len() > MAX_TOPICS {
                return Err(too_many("topics", MAX_TOPICS, "more"));
            }
        }
        if topics.is_empty() {
            return Err(Error::new(ErrorCode::InvalidInput, "topics", "at least one", "none"));
        }
        Ok(Self { topics: Some(topics), environment: None })
    }

    /// In this environment alone.
    pub const fn environment(mut self, environment: Environment) -> Self {
        self.environment = Some(environment);
        self
    }

    /// Whether it is in force in this environment.
    fn is_for(&self, environment: Environment) -> bool {
        self.environment.is_none_or(|own| own == environment)
    }

    /// How closely it fits: none if not at all, else a listed topic before all topics, the longer
    /// bundle id before the shorter one, one environment before both.
    fn fit(&self, topic: &Topic, environment: Environment) -> Option<(usize, bool)> {
        if !self.is_for(environment) {
            return None;
        }
        let length = match &self.topics {
            None => 0,
            Some(topics) => bundle_id::of_topic(topic.as_str())
                .filter(|id| topics.contains(*id))
                .map(str::len)
                .max()?,
        };
        Some((length, self.environment.is_some()))
    }
}

/// The keys of a provider, and the choice of the one that fits a topic and an environment.
///
/// ```
/// use waxwing::apns::{Environment, KeyRing, KeyScope, ProviderKey, Topic};
/// use waxwing::error::ErrorCode;
/// # const P8: &str = "MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCDJr6nYRbp1FmtcIVdnsdaTTlDD2zbomxJ7imIrEg9nIQ==";
///
/// let team = ProviderKey::from_p8(P8, "ABC123DEFG", "DEF123GHIJ")?;
/// let calls = ProviderKey::from_p8(P8, "XYZ123DEFG", "DEF123GHIJ")?;
/// let ring = KeyRing::new()
///     .add(team, KeyScope::everything().environment(Environment::Production))?
///     .add(calls, KeyScope::topics(["com.example.calls"])?.environment(Environment::Production))?;
///
/// let topic = Topic::new("com.example.calls.voip")?;
/// let key = ring.choose(&topic, Environment::Production)?;
/// assert_eq!(key.key_id().as_str(), "XYZ123DEFG");
///
/// let error = ring.choose(&topic, Environment::Sandbox).unwrap_err();
/// assert_eq!(error.code(), ErrorCode::NoMatchingKey);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// What the first push on a connection was signed with, binds it: keep a connection for each key
/// that is chosen. To replace a key, make another ring.
#[derive(Clone, Default)]
#[must_use]
pub struct KeyRing {
    /// In the order they were added.
    keys: Vec<(Arc<ProviderKey>, KeyScope)>,
}

impl KeyRing {
    /// Without keys.
    pub const fn new() -> Self {
        Self { keys: Vec::new() }
    }

    /// With one key more.
    ///
    /// # Errors
    ///
    /// * [`ErrorCode::TooLarge`] when the team would have more keys than Apple issues: in each
    ///   environment 2 for all topics (`team keys`) and 200 for listed topics (`topic keys`);
    /// * [`ErrorCode::InvalidInput`] about `key id` for a key that is there already; about
    ///   `environment` for listed topics without an environment, which no key has; about
    ///   `team id` for a key for all topics while another team has one too, as nothing would say
    ///   to which of them a topic belongs.
    pub fn add(mut self, key: impl Into<Arc<ProviderKey>>, scope: KeyScope) -> Result<Self> {
        let key = key.into();
        let is = |subject, expected: &'static str, found: &'static str| {
            Err(Error::new(ErrorCode::InvalidInput, subject, expected, found))
        };
        if scope.topics.is_some() && scope.environment.is_none() {
            return is("environment", "production or sandbox for listed topics", "none");
        }
        let same_team = |other: &ProviderKey| other.team_id() == key.team_id();
        let same_key = |other: &ProviderKey| same_team(other) && other.key_id() == key.key_id();
        if self.keys.iter().any(|(other, _)| same_key(other)) {
            return is("key id", "each key once", "one that is there already");
        }
        for environment in Environment::ALL.iter().filter(|it| scope.is_for(**it)) {
            let of_a_kind = || {
                self.keys.iter().filter(|(_, other)| {
                    other.is_for(*environment) && other.topics.is_some() == scope.topics.is_some()
                })
            };
            let listed = scope.topics.is_some();
            if !listed && !of_a_kind().all(|(other, _)| same_team(other)) {
                return is("team id", "one team that has keys for all topics", "another team");
            }
            // Keys for both environments are older than the limits.
            let count = of_a_kind()
                .filter(|(other, scope)| same_team(other) && scope.environment.is_some())
                .count();
            let (subject, most) =
                if listed { ("topic keys", MAX_TOPIC_KEYS) } else { ("team keys", MAX_TEAM_KEYS) };
            if scope.environment.is_some() && count >= most {
                return Err(too_many(subject, most, "another"));
            }
        }
        self.keys.push((key, scope));
        Ok(self)
    }

    /// The key for a topic in an environment: one that lists the topic before one for all topics,
    /// one for this environment alone before one for both, and among equals the first added.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::NoMatchingKey`] when there is none.
    pub fn choose(&self, topic: &Topic, environment: Environment) -> Result<&Arc<ProviderKey>> {
        let mut best: Option<((usize, bool), &Arc<ProviderKey>)> = None;
        for (key, scope) in &self.keys {
            if let Some(fit) = scope.fit(topic, environment)
                && best.is_none_or(|(so_far, _)| fit > so_far)
            {
                best = Some((fit, key));
            }
        }
        best.map(|(_, key)| key).ok_or_else(|| {
            Error::new(
                ErrorCode::NoMatchingKey,
                "key",
                format!("one for topic {topic} in {}", environment.name()),
                format!("{} others", self.keys.len()),
            )
        })
    }
}

impl fmt::Debug for KeyRing {
    /// The ids and scopes of the keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.keys.iter().map(|(key, scope)| (key, scope))).finish()
    }
}

fn too_many(subject: &'static str, most: usize, found: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorCode::TooLarge, subject, format!("at most {most}"), found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const P8: &str = "MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCDJr6nYRbp1FmtcIVdnsdaTTlDD2zbomxJ7imIrEg9nIQ==";

    fn key(number: usize) -> ProviderKey {
        ProviderKey::from_p8(P8, &format!("KEY{number:07}"), "DEF123GHIJ").unwrap()
    }

    #[test]
    fn a_team_has_200_topic_keys_in_each_environment() {
        let mut ring = KeyRing::new();
        let scope = |environment| KeyScope::topics(["a.b"]).unwrap().environment(environment);
        for number in 0..MAX_TOPIC_KEYS {
            ring = ring.add(key(number), scope(Environment::Sandbox)).unwrap();
        }
        let next = MAX_TOPIC_KEYS;
        let error = ring.clone().add(key(next), scope(Environment::Sandbox)).unwrap_err();
        assert_eq!((error.code(), error.subject()), (ErrorCode::TooLarge, "topic keys"));
        assert!(ring.add(key(next), scope(Environment::Production)).is_ok());
    }

    #[test]
    fn a_key_has_400_topics() {
        let ids = |count| (0..count).map(|number| format!("a.b{number}"));
        assert!(KeyScope::topics(ids(MAX_TOPICS)).is_ok());
        assert!(KeyScope::topics(ids(MAX_TOPICS).chain(ids(MAX_TOPICS))).is_ok());
        assert_eq!(KeyScope::topics(ids(401)).unwrap_err().code(), ErrorCode::TooLarge);
    }

    #[test]
    fn debug_output_shows_ids_and_no_key() {
        let ring = KeyRing::new().add(key(1), KeyScope::everything()).unwrap();
        assert_eq!(
            format!("{ring:?}"),
            "{ProviderKey { key_id: KEY0000001, team_id: DEF123GHIJ }: \
             KeyScope { topics: None, environment: None }}"
        );
    }
}
