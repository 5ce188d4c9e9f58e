//! What is wrong with an identity, before it becomes silence.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::certificate::Certificate;
use super::identity::Identity;
use super::public_key::KeyKind;
use super::push_certificate::PushCertificate;
use crate::apns::{Environment, Topic};
use crate::time::Timestamp;

macro_rules! lints {
    ($($(#[$doc:meta])* $variant:ident, $name:literal, $is_fatal:literal, $advice:literal;)+) => {
        /// What a [`Lint`] is about.
        ///
        /// ```
        /// use waxwing::credentials::LintCode;
        ///
        /// assert_eq!(LintCode::Expired.name(), "expired");
        /// assert!(LintCode::ALL.iter().all(|code| code.advice().ends_with('.')));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum LintCode {
            $(
                $(#[$doc])*
                #[doc = ""]
                #[doc = $advice]
                $variant,
            )+
        }

        impl LintCode {
            /// Every code, in the order of their names.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name, the same in every language.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// Whether nothing can be pushed as it is.
            #[must_use]
            pub const fn is_fatal(self) -> bool {
                match self { $(Self::$variant => $is_fatal),+ }
            }

            /// What to do, as a sentence.
            #[must_use]
            pub const fn advice(self) -> &'static str {
                match self { $(Self::$variant => $advice),+ }
            }
        }
    };
}

lints! {
    /// The certificate has expired.
    Expired, "expired", true,
        "Make a new certificate for the same app id in Apple's portal; a .p8 key would not expire.";
    /// Less than thirty days are left.
    ExpiresSoon, "expires_soon", false,
        "Renew the certificate now: what is pushed after its last day is lost without notice.";
    /// The certificates above it are not in the file.
    IncompleteChain, "incomplete_chain", false,
        "Add Apple's intermediate certificate if the server refuses the handshake: APNs usually knows it.";
    /// A `.p12` file without a MAC.
    Unauthenticated, "missing_mac", false,
        "Export the file again: nothing says that it is as it was written.";
    /// The certificate is not for push.
    NotForPush, "not_for_push", true,
        "Bring a certificate of the kind Apple Push Services: this one names no topic or no environment.";
    /// It cannot be shown as a client.
    NotForClients, "not_for_clients", true,
        "Bring a certificate for TLS clients: the extended key usage of this one leaves them out.";
    /// The validity lies in the future.
    NotYetValid, "not_yet_valid", true,
        "Check the clock: the certificate is not valid yet.";
    /// Signed over SHA-1 or MD5.
    OldSignature, "old_signature", false,
        "Make a new certificate: TLS stacks refuse signatures over SHA-1.";
    /// Several certificates are for the same key.
    SeveralCertificates, "several_certificates", false,
        "Leave the older certificates out: the one that is valid longest was taken.";
    /// The topic is not one of the certificate's.
    TopicAbsent, "topic_absent", true,
        "Push with a certificate that names this topic, or with a .p8 key, which is for all of a team's.";
    /// Certificates that have nothing to do with the key.
    UnrelatedCertificates, "unrelated_certificates", false,
        "Leave the certificates out that do not belong to the chain.";
    /// A password that nothing needed.
    UnusedPassword, "unused_password", false,
        "Leave the password out, and protect the file: its key lies open.";
    /// RC2, DES or MD5.
    WeakEncryption, "weak_encryption", false,
        "Export the file again with AES: OpenSSL 3 and others no longer open it.";
    /// A short RSA key.
    WeakKey, "weak_key", false,
        "Make a new request with an RSA key of at least 2048 bits.";
    /// The environment is not one of the certificate's.
    WrongEnvironment, "wrong_environment", true,
        "Connect to the environment that the certificate is for, or push with one for both.";
}

impl fmt::Display for LintCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Something about an identity that stops pushes, or that will.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lint {
    /// What it is about.
    pub code: LintCode,
    /// What was found, as a noun phrase: a date, a topic, an environment.
    pub found: String,
}

/// Fewer days than this are a reason to renew: a month's notice.
const SOON_DAYS: i64 = 30;

/// What an identity is going to be used for; what is not known is not checked.
///
/// ```
/// use waxwing::apns::{Environment, Topic};
/// use waxwing::credentials::Purpose;
///
/// let purpose =
///     Purpose::default().environment(Environment::Production).topic(Topic::new("com.example.app")?);
/// # Ok::<(), waxwing::error::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Purpose {
    environment: Option<Environment>,
    topic: Option<Topic>,
}

impl Purpose {
    /// Connections to this environment.
    pub const fn environment(mut self, environment: Environment) -> Self {
        self.environment = Some(environment);
        self
    }

    /// Notifications for this topic, with its suffix if it has one.
    pub fn topic(mut self, topic: Topic) -> Self {
        self.topic = Some(topic);
        self
    }
}

impl Identity {
    /// What is wrong with the identity at the time `now`, the worst first.
    #[must_use]
    pub fn lints(&self, purpose: &Purpose, now: Timestamp) -> Vec<Lint> {
        let mut lints = self.certificate().lints(purpose, now);
        let mut add = |code, found: String| lints.push(Lint { code, found });
        if let KeyKind::Rsa { bits } = self.key().kind() {
            // NIST SP 800-57 part 1, table 2.
            if *bits < 2048 {
                add(LintCode::WeakKey, format!("{bits} bits"));
            }
        }
        let same_key = |one: &&Certificate| one.key() == self.certificate().key();
        let twins = self.others().iter().filter(same_key).count();
        if twins > 0 {
            add(LintCode::SeveralCertificates, format!("{} for the key", twins + 1));
        }
        if self.others().len() > twins {
            add(LintCode::UnrelatedCertificates, format!("{}", self.others().len() - twins));
        }
        if self.chain().count() == 1 && !self.certificate().is_self_issued() {
            let issuer = self.certificate().issuer_common_name().unwrap_or_default();
            add(LintCode::IncompleteChain, format!("no certificate of {issuer}"));
        }
        if self.facts.unauthenticated {
            add(LintCode::Unauthenticated, String::from("no MAC"));
        }
        if self.facts.weak_encryption {
            add(LintCode::WeakEncryption, String::from("RC2, DES or MD5"));
        }
        if self.facts.unused_password {
            add(LintCode::UnusedPassword, String::from("nothing that is encrypted"));
        }
        lints.sort_by_key(|lint| !lint.code.is_fatal());
        lints
    }
}

impl Certificate {
    /// What is wrong with the certificate at the time `now`, the worst first.
    #[must_use]
    pub fn lints(&self, purpose: &Purpose, now: Timestamp) -> Vec<Lint> {
        let mut lints = Vec::new();
        let mut add = |code, found: String| lints.push(Lint { code, found });
        let days = self.days_left(now);
        if now > self.not_after() {
            add(LintCode::Expired, format!("valid until {}", self.not_after()));
        } else if now < self.not_before() {
            add(LintCode::NotYetValid, format!("valid from {}", self.not_before()));
        } else if days < SOON_DAYS {
            add(LintCode::ExpiresSoon, format!("{days} days left"));
        }
        if !self.is_for_clients() {
            add(LintCode::NotForClients, String::from("another extended key usage"));
        }
        if self.has_old_signature() {
            add(LintCode::OldSignature, String::from("SHA-1 or MD5"));
        }
        match PushCertificate::new(self).and_then(|push| push.scope().map(|_| push)) {
            Err(error) => add(LintCode::NotForPush, error.found().into()),
            Ok(push) => {
                let listed = push.environments();
                if purpose.environment.is_some_and(|wanted| !listed.contains(&wanted)) {
                    let names: Vec<&str> = listed.iter().map(|one| one.name()).collect();
                    add(LintCode::WrongEnvironment, format!("for {}", names.join(", ")));
                }
                let topics = || push.topics().iter().map(|one| &one.topic);
                if purpose.topic.as_ref().is_some_and(|wanted| topics().all(|one| one != wanted)) {
                    let names: Vec<&str> = topics().map(Topic::as_str).collect();
                    add(LintCode::TopicAbsent, format!("for {}", names.join(", ")));
                }
            }
        }
        lints.sort_by_key(|lint| !lint.code.is_fatal());
        lints
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_texts_are_sentences() {
        for (index, code) in LintCode::ALL.iter().enumerate() {
            assert!(code.name().bytes().all(|b| b == b'_' || b.is_ascii_lowercase()), "{code}");
            assert!(code.advice().ends_with('.'), "{code}");
            assert!(LintCode::ALL.iter().skip(index + 1).all(|other| other.name() != code.name()));
        }
    }
}
