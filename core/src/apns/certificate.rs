//! What a client certificate may push.

use alloc::collections::BTreeSet;
use alloc::format;

use super::endpoint::Environment;
use super::notification::Notification;
use super::push_type::PushType;
use super::rules::PushAuth;
use super::topic::Topic;
use crate::error::{Error, ErrorCode, Result};

/// What a client certificate may push, for connections without provider tokens.
///
/// ```
/// use waxwing::apns::{CertificateScope, Environment, Notification, Topic};
///
/// let scope = CertificateScope::new(Topic::new("com.example.app")?)
///     .topic(Topic::new("com.example.app.voip")?)
///     .environment(Environment::Sandbox);
///
/// let note = Notification::alert("com.example.app", "Ready").build()?;
/// assert!(scope.check(&note, Environment::Sandbox).is_ok());
/// assert_eq!(scope.check(&note, Environment::Production).unwrap_err().subject(), "environment");
///
/// let other = Notification::alert("com.example.other", "Ready").build()?;
/// assert_eq!(scope.check(&other, Environment::Sandbox).unwrap_err().subject(), "apns-topic");
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// The default topic is the UID in the certificate's subject, further topics stand in its
/// extension 1.2.840.113635.100.6.3.6, the environments in 1.2.840.113635.100.6.3.1 and .2. The
/// header `apns-topic` is always sent, as certificates with several topics need it.
///
/// Source: Apple, "Establishing a certificate-based connection to APNs".
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct CertificateScope {
    default_topic: Topic,
    topics: BTreeSet<Topic>,
    environments: BTreeSet<Environment>,
}

impl CertificateScope {
    /// A certificate with this default topic, no other topic, and no environment yet.
    pub const fn new(default_topic: Topic) -> Self {
        Self { default_topic, topics: BTreeSet::new(), environments: BTreeSet::new() }
    }

    /// With one topic more.
    pub fn topic(mut self, topic: Topic) -> Self {
        self.topics.insert(topic);
        self
    }

    /// With an environment.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environments.insert(environment);
        self
    }

    /// The topic that APNs assumes.
    #[must_use]
    pub const fn default_topic(&self) -> &Topic {
        &self.default_topic
    }

    /// Whether the certificate may send this notification in this environment. The topic counts
    /// as it is sent, with its suffix.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::NoMatchingKey`] about
    ///
    /// * `environment`, which no topic can mend;
    /// * `apns-push-type`: APNs takes pushes of type location with provider tokens alone, and the
    ///   topics of some other types stand in no certificate that Apple issues;
    /// * `apns-topic`: another certificate of the team may name it.
    pub fn check(&self, notification: &Notification, environment: Environment) -> Result<()> {
        let refuse = |subject, expected, found| {
            Err(Error::new(ErrorCode::NoMatchingKey, subject, expected, found))
        };
        if !self.environments.contains(&environment) {
            let found = format!("a certificate without {}", environment.name());
            return refuse("environment", "one that the certificate is for", found);
        }
        let push_type = notification.push_type();
        let topic = notification.topic();
        let is_named = *topic == self.default_topic || self.topics.contains(topic);
        let by_token_alone = match push_type {
            // Apple: Sending notification requests to APNs, push type location.
            PushType::Location => true,
            // What Apple puts into no certificate may stand in one all the same.
            _ => !is_named && push_type.rules().auth == PushAuth::Token,
        };
        if by_token_alone {
            let found = format!("a certificate for push type {}", push_type.name());
            return refuse("apns-push-type", "a provider token", found);
        }
        if !is_named {
            return refuse("apns-topic", "one that the certificate names", format!("{topic}"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(scope: &CertificateScope, push_type: PushType, topic: &str) -> Option<&'static str> {
        let payload = match push_type {
            PushType::Background => r#"{"aps":{"content-available":1}}"#,
            _ => r#"{"aps":{"alert":"a"}}"#,
        };
        let note = Notification::with_payload(push_type, topic, payload).build().unwrap();
        let error = scope.check(&note, Environment::Production).err()?;
        assert_eq!(error.code(), ErrorCode::NoMatchingKey);
        ["environment", "apns-push-type", "apns-topic"]
            .into_iter()
            .find(|subject| *subject == error.subject())
    }

    #[test]
    fn only_what_the_certificate_names_is_sent() {
        let topic = |text| Topic::new(text).unwrap();
        let nowhere = CertificateScope::new(topic("com.example.app"))
            .topic(topic("com.example.app.voip"))
            .topic(topic("com.example.app.location-query"));
        let scope = nowhere.clone().environment(Environment::Production);
        assert_eq!(refused(&nowhere, PushType::Alert, "com.example.app"), Some("environment"));
        for (push_type, topic, subject) in [
            (PushType::Alert, "com.example.app", None),
            (PushType::Background, "com.example.app", None),
            (PushType::Voip, "com.example.app", None),
            (PushType::Complication, "com.example.app", Some("apns-topic")),
            (PushType::Alert, "com.example.other", Some("apns-topic")),
            (PushType::Location, "com.example.app", Some("apns-push-type")),
            (PushType::PushToTalk, "com.example.app", Some("apns-push-type")),
        ] {
            assert_eq!(refused(&scope, push_type, topic), subject, "{push_type:?} {topic}");
        }
    }
}
