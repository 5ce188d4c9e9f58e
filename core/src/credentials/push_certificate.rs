//! What a certificate may push.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use der::asn1::ObjectIdentifier;

use super::certificate::{Certificate, topics};
use crate::apns::{CertificateScope, Environment, PushType, Topic};
use crate::error::{Error, ErrorCode, Result};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

/// Presence alone counts; the content is NULL.
const SANDBOX: ObjectIdentifier = oid("1.2.840.113635.100.6.3.1");
const PRODUCTION: ObjectIdentifier = oid("1.2.840.113635.100.6.3.2");
const VOIP_TOPICS: ObjectIdentifier = oid("1.2.840.113635.100.6.3.4");
const TOPICS: ObjectIdentifier = oid("1.2.840.113635.100.6.3.6");

/// A topic of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CertificateTopic {
    /// The topic.
    pub topic: Topic,
    /// What it is for, in the words of the certificate: `app`, `voip`, `complication`. Empty for
    /// a topic that only stands in the subject.
    pub kinds: Vec<String>,
}

/// What the common name says that a push certificate is, for display: what it may do stands in
/// its extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CertificateFamily {
    /// `Apple Push Services`: every topic of an app in both environments.
    Universal,
    /// `Apple Development IOS Push Services` or `Apple Sandbox Push Services`.
    Sandbox,
    /// `Apple Production IOS Push Services`, of the time before universal ones.
    Production,
    /// `VoIP Services`.
    Voip,
    /// `WatchKit Services`.
    WatchKit,
    /// `Website Push ID`.
    Website,
    /// `Pass Type ID`: updates of Wallet passes.
    Wallet,
    /// `APSP`: mobile device management.
    Mdm,
    /// Another name.
    Other,
}

impl CertificateFamily {
    /// Every family.
    pub const ALL: &'static [Self] = &[
        Self::Universal,
        Self::Sandbox,
        Self::Production,
        Self::Voip,
        Self::WatchKit,
        Self::Website,
        Self::Wallet,
        Self::Mdm,
        Self::Other,
    ];

    /// The lower-case name that every language shows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Universal => "universal",
            Self::Sandbox => "sandbox",
            Self::Production => "production",
            Self::Voip => "voip",
            Self::WatchKit => "watchkit",
            Self::Website => "website",
            Self::Wallet => "wallet",
            Self::Mdm => "mdm",
            Self::Other => "other",
        }
    }

    fn of(common_name: &str) -> Self {
        const NAMES: [(&str, CertificateFamily); 9] = [
            ("Apple Push Services:", CertificateFamily::Universal),
            ("Apple Development IOS Push Services:", CertificateFamily::Sandbox),
            ("Apple Sandbox Push Services:", CertificateFamily::Sandbox),
            ("Apple Production IOS Push Services:", CertificateFamily::Production),
            ("VoIP Services:", CertificateFamily::Voip),
            ("WatchKit Services:", CertificateFamily::WatchKit),
            ("Website Push ID:", CertificateFamily::Website),
            ("Pass Type ID:", CertificateFamily::Wallet),
            ("APSP:", CertificateFamily::Mdm),
        ];
        let known = NAMES.iter().find(|(prefix, _)| common_name.starts_with(prefix));
        known.map_or(Self::Other, |(_, family)| *family)
    }
}

/// What a push certificate may do, by its extensions.
///
/// ```no_run
/// use waxwing::apns::{Environment, Notification};
/// use waxwing::credentials::{Certificate, PushCertificate};
/// # let cer = Vec::new();
///
/// let push = PushCertificate::new(&Certificate::from_der(&cer)?)?;
/// println!("{} for team {:?}", push.default_topic(), push.team_id());
///
/// let note = Notification::alert("com.example.app", "Ready").build()?;
/// push.scope()?.check(&note, Environment::Production)?;
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// Source: Apple, "Establishing a certificate-based connection to APNs", and its archived
/// guide on remote notifications for the extensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushCertificate {
    default_topic: Topic,
    topics: Vec<CertificateTopic>,
    environments: Vec<Environment>,
    team_id: Option<String>,
    family: CertificateFamily,
}

impl PushCertificate {
    /// Reads what a certificate may push.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::NotAPushCertificate`] for one without a UID or with one that cannot be a
    /// topic, and [`ErrorCode::MalformedCert`] for topics that are damaged.
    pub fn new(certificate: &Certificate) -> Result<Self> {
        let not_for_push = |found: String| {
            Error::new(
                ErrorCode::NotAPushCertificate,
                "certificate",
                "a topic as the UID of the subject",
                found,
            )
        };
        let default_topic = match certificate.user_id() {
            None => {
                return Err(not_for_push(format!("no UID in that of {}", certificate.label())));
            }
            Some(text) => Topic::new(&text)
                .map_err(|_| not_for_push(String::from("a UID that cannot be a topic")))?,
        };
        let environments: Vec<Environment> =
            [(SANDBOX, Environment::Sandbox), (PRODUCTION, Environment::Production)]
                .into_iter()
                .filter(|(kind, _)| certificate.extension(*kind).is_some())
                .map(|(_, environment)| environment)
                .collect();

        let mut found: BTreeMap<Topic, Vec<String>> = BTreeMap::new();
        for kind in [TOPICS, VOIP_TOPICS] {
            let Some(value) = certificate.extension(kind) else { continue };
            let listed = match topics(value) {
                Ok(listed) => listed,
                Err(cause) if kind == TOPICS => return Err(cause.into_error("certificate")),
                // Of the older extension no document shows the form.
                Err(_) => continue,
            };
            for (text, kinds) in listed {
                let topic = Topic::new(&text).map_err(|error| {
                    let found = format!("a topic with {}", error.found());
                    let expected = "topics of visible ASCII";
                    Error::new(ErrorCode::MalformedCert, "certificate", expected, found)
                })?;
                let known = found.entry(topic).or_default();
                for kind in kinds {
                    if !known.contains(&kind) {
                        known.push(kind);
                    }
                }
            }
        }
        found.entry(default_topic.clone()).or_default();
        Ok(Self {
            default_topic,
            topics: found
                .into_iter()
                .map(|(topic, kinds)| CertificateTopic { topic, kinds })
                .collect(),
            environments,
            team_id: certificate.organizational_unit(),
            family: CertificateFamily::of(&certificate.common_name().unwrap_or_default()),
        })
    }

    /// The topic that APNs assumes without `apns-topic`: the UID of the subject.
    #[must_use]
    pub const fn default_topic(&self) -> &Topic {
        &self.default_topic
    }

    /// Every topic that it may use, in their order, the default one among them.
    #[must_use]
    pub fn topics(&self) -> &[CertificateTopic] {
        &self.topics
    }

    /// Whether every request has to say its topic, because there are several.
    #[must_use]
    pub fn needs_topic_header(&self) -> bool {
        self.topics.len() > 1
    }

    /// The environments that it is for; none in one that Apple did not issue for push.
    #[must_use]
    pub fn environments(&self) -> &[Environment] {
        &self.environments
    }

    /// The team that it belongs to: the organizational unit of the subject.
    #[must_use]
    pub fn team_id(&self) -> Option<&str> {
        self.team_id.as_deref()
    }

    /// What its common name says that it is, for display.
    #[must_use]
    pub const fn family(&self) -> CertificateFamily {
        self.family
    }

    /// The same as what notifications and sessions are checked by.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::NotAPushCertificate`] for a certificate without an environment: it could
    /// send nothing.
    pub fn scope(&self) -> Result<CertificateScope> {
        if self.environments.is_empty() {
            return Err(Error::new(
                ErrorCode::NotAPushCertificate,
                "certificate",
                "an extension that names an environment (1.2.840.113635.100.6.3.1 or .2)",
                "neither",
            ));
        }
        let mut scope = CertificateScope::new(self.default_topic.clone());
        for listed in &self.topics {
            scope = scope.topic(listed.topic.clone());
        }
        for environment in &self.environments {
            scope = scope.environment(*environment);
        }
        Ok(scope)
    }

    /// The push types that one of its topics is for. Never location, which APNs takes with
    /// provider tokens alone; and the types with a topic of their own only where it is listed.
    #[must_use]
    pub fn push_types(&self) -> Vec<PushType> {
        let all = PushType::ALL.iter().copied();
        all.filter(|push_type| self.topics.iter().any(|one| is_for(&one.topic, *push_type)))
            .collect()
    }
}

/// Whether notifications of this type can have this topic.
fn is_for(topic: &Topic, push_type: PushType) -> bool {
    // Apple: Setting up push notifications for a managed device.
    let is_management = topic.as_str().starts_with("com.apple.mgmt.");
    match push_type {
        // Apple: Sending notification requests to APNs, push type location.
        PushType::Location => false,
        PushType::Mdm => is_management,
        PushType::Alert | PushType::Background => {
            let has_suffix = PushType::ALL.iter().any(|other| {
                !other.topic_suffix().is_empty() && topic.as_str().ends_with(other.topic_suffix())
            });
            !is_management && !has_suffix
        }
        other => topic.as_str().ends_with(other.topic_suffix()),
    }
}
