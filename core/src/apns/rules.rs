//! What each push type asks of its headers, as one table.

use core::fmt;

use super::push_type::PushType;

/// What a header may say in pushes of one type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HeaderRule {
    /// Whatever suits.
    Any,
    /// This number; another is refused.
    Always(i64),
    /// This number or a greater one; others are refused.
    AtLeast(i64),
    /// This number; most others are a [`Lint`](super::Lint).
    Usually(i64),
    /// Nothing; a value is a [`Lint`](super::Lint).
    LeaveOut,
}

impl fmt::Display for HeaderRule {
    /// `any`, `always 5`, `at least 5`, `usually 10` or `leave out`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any"),
            Self::Always(number) => write!(f, "always {number}"),
            Self::AtLeast(number) => write!(f, "at least {number}"),
            Self::Usually(number) => write!(f, "usually {number}"),
            Self::LeaveOut => f.write_str("leave out"),
        }
    }
}

/// The credential that a push type works with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PushAuth {
    /// A client certificate.
    Certificate,
    /// A provider token. Ordinary certificates do not have the topic.
    Token,
    /// Either; a certificate must have the topic.
    TokenOrCertificate,
}

impl PushAuth {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Certificate, Self::Token, Self::TokenOrCertificate];

    /// The stable name, the same in every language.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Certificate => "certificate",
            Self::Token => "token",
            Self::TokenOrCertificate => "token_or_certificate",
        }
    }
}

/// What a push type asks of headers, size and credential.
///
/// ```
/// use waxwing::apns::{HeaderRule, PushAuth, PushType};
///
/// let rules = PushType::Background.rules();
/// assert_eq!(rules.priority, HeaderRule::Always(5));
/// assert_eq!(PushType::Voip.rules().topic_suffix, ".voip");
/// assert_eq!(PushType::Location.rules().auth, PushAuth::Token);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PushTypeRules {
    /// What follows the bundle id in the topic.
    pub topic_suffix: &'static str,
    /// The header `apns-priority`.
    pub priority: HeaderRule,
    /// The header `apns-expiration`.
    pub expiration: HeaderRule,
    /// The largest payload, in bytes.
    pub max_payload_bytes: usize,
    /// The credential.
    pub auth: PushAuth,
}

impl PushType {
    /// What this push type asks for (Apple: Sending notification requests to APNs, Creating a
    /// Push to Talk app, Updating widgets with WidgetKit push notifications; for certificates
    /// what stands in those that Apple issues).
    #[must_use]
    pub const fn rules(self) -> PushTypeRules {
        use HeaderRule::{Always, Any, AtLeast, LeaveOut, Usually};
        use PushAuth::{Certificate, Token, TokenOrCertificate};
        let (priority, expiration, auth) = match self {
            Self::Alert | Self::Complication => (Any, Any, TokenOrCertificate),
            Self::Background => (Always(5), Any, TokenOrCertificate),
            Self::Controls | Self::FileProvider | Self::Location => (Any, Any, Token),
            Self::LiveActivity => (AtLeast(5), Any, Token),
            Self::Mdm => (Any, Any, Certificate),
            Self::PushToTalk => (Usually(10), Usually(0), Token),
            Self::Voip => (Usually(10), Usually(0), TokenOrCertificate),
            Self::Widgets => (LeaveOut, LeaveOut, Token),
        };
        PushTypeRules {
            topic_suffix: self.topic_suffix(),
            priority,
            expiration,
            max_payload_bytes: self.max_payload_bytes(),
            auth,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apns::{Expiration, Notification, Priority};
    use alloc::format;
    use alloc::string::{String, ToString};
    use alloc::vec::Vec;

    /// The table that stands in the README.
    fn table() -> String {
        let mut lines = String::from(
            "| push type | topic | `apns-priority` | `apns-expiration` | bytes | credential |\n\
             | --- | --- | --- | --- | --- | --- |\n",
        );
        for push_type in PushType::ALL {
            let rules = push_type.rules();
            let topic = match (push_type, rules.topic_suffix) {
                (PushType::Mdm, _) => String::from("the certificate's UID"),
                (_, "") => String::from("bundle id"),
                (_, suffix) => format!("bundle id `{suffix}`"),
            };
            lines += &format!(
                "| `{}` | {topic} | {} | {} | {} | {} |\n",
                push_type.name(),
                rules.priority,
                rules.expiration,
                rules.max_payload_bytes,
                rules.auth.name().replace('_', " "),
            );
        }
        lines
    }

    #[test]
    fn the_table_in_the_readme_is_this_one() {
        let readme = include_str!("../../README.md");
        assert!(readme.contains(&table()), "core/README.md should have:\n{}", table());
    }

    #[test]
    fn what_the_table_says_is_what_happens() {
        for push_type in PushType::ALL {
            let rules = push_type.rules();
            for priority in Priority::ALL {
                let note = built(*push_type).priority(*priority).build();
                let number = i64::from(priority.number());
                let linted = note.as_ref().is_ok_and(|note| has(note, "apns-priority"));
                match rules.priority {
                    HeaderRule::Always(only) => assert_eq!(note.is_ok(), number == only),
                    HeaderRule::AtLeast(least) => assert_eq!(note.is_ok(), number >= least),
                    HeaderRule::Usually(usual) => assert_eq!(linted, number != usual),
                    HeaderRule::LeaveOut => assert!(linted, "{push_type:?}"),
                    HeaderRule::Any => assert!(note.is_ok(), "{push_type:?}"),
                }
            }
            let note = built(*push_type).expiration(Expiration::Once).build().unwrap();
            let linted = has(&note, "apns-expiration");
            assert_eq!(linted, rules.expiration == HeaderRule::LeaveOut, "{push_type:?}");
        }
    }

    fn has(note: &Notification, subject: &str) -> bool {
        note.lints().iter().any(|lint| lint.subject == subject)
    }

    fn built(push_type: PushType) -> crate::apns::NotificationBuilder {
        let payload = match push_type {
            PushType::FileProvider => r#"{"container-identifier":"a","domain":"b"}"#,
            PushType::LiveActivity => r#"{"aps":{"event":"end","timestamp":1}}"#,
            PushType::Mdm => r#"{"mdm":"a"}"#,
            PushType::Widgets | PushType::Controls => r#"{"aps":{"content-changed":true}}"#,
            PushType::Background => r#"{"aps":{"content-available":1}}"#,
            _ => "{}",
        };
        Notification::with_payload(push_type, "com.example.app", payload)
    }

    #[test]
    fn rules_have_names() {
        let names: Vec<String> = [
            HeaderRule::Any,
            HeaderRule::AtLeast(5),
            HeaderRule::Always(5),
            HeaderRule::Usually(0),
            HeaderRule::LeaveOut,
        ]
        .iter()
        .map(HeaderRule::to_string)
        .collect();
        assert_eq!(names, ["any", "at least 5", "always 5", "usually 0", "leave out"]);
    }
}
