//! A request that somebody else built.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::check::contradiction;
use super::device_token::DeviceToken;
use super::header::{self, COLLAPSE_ID, CONTENT_TYPE, EXPIRATION, ID, PRIORITY, PUSH_TYPE, TOPIC};
use super::lint::{Lint, LintCode};
use super::lint_rules;
use super::payload;
use super::priority::{Expiration, Priority};
use super::push_type::PushType;
use super::request::PATH;
use super::topic::Topic;
use crate::error::{Error, ErrorCode, Result};

/// Judges a push to a device that another library, another language or an old system of yours
/// would send: what APNs refuses comes back as an error, the rest as lints.
///
/// Names of headers may be in any case; `:method` and `:path` are checked where they are given,
/// other pseudo-headers, `authorization` and headers that are not Apple's pass. Without
/// `apns-push-type` the type is taken from the ending of the topic, and a payload that only has
/// `content-available` is one of a background push.
///
/// ```
/// use waxwing::apns::{LintCode, lint_request};
///
/// let headers = [("apns-topic", "com.example.app"), ("apns-push-type", "background")];
/// let lints = lint_request(headers, br#"{"aps":{"content-available":1}}"#)?;
/// let codes: Vec<LintCode> = lints.iter().map(|lint| lint.code).collect();
/// assert_eq!(codes, [LintCode::BackgroundPriority, LintCode::MissingContentType]);
///
/// let headers = [("apns-topic", "com.example.app"), ("apns-priority", "7")];
/// let error = lint_request(headers, b"{}").unwrap_err();
/// assert_eq!(error.subject(), "apns-priority");
/// # Ok::<(), waxwing::error::Error>(())
/// ```
///
/// # Errors
///
/// Those of [`NotificationBuilder::build`](super::NotificationBuilder::build) for a payload of
/// the caller's own; [`ErrorCode::InvalidHeaderValue`] also for a repeated header and for a topic
/// without the ending of its push type; [`ErrorCode::InvalidInput`] about `:method` and `:path`;
/// [`ErrorCode::InvalidDeviceToken`].
pub fn lint_request<'h>(
    headers: impl IntoIterator<Item = (&'h str, &'h str)>,
    body: &[u8],
) -> Result<Vec<Lint>> {
    let Headers { topic, push_type: stated, priority, expiration, content_type, mut lints } =
        Headers::read(headers)?;
    let topic = topic.as_ref().map(Topic::as_str);
    if topic.is_none() {
        lints.push(Lint::new(LintCode::MissingTopic, TOPIC));
    }
    let push_type = match stated {
        Some(push_type) => push_type,
        None => {
            lints.push(Lint::new(LintCode::MissingPushType, PUSH_TYPE));
            guess(topic, body)
        }
    };
    let suffix = push_type.topic_suffix();
    if topic.is_some_and(|topic| !topic.ends_with(suffix)) {
        let expected = format!("a topic that ends with {suffix}");
        return Err(header::refuse(TOPIC, expected, "another ending"));
    }
    if push_type == PushType::Background
        && let Some(priority) = priority.filter(|priority| *priority != Priority::PowerAware)
    {
        let found = format!("{}", priority.number());
        return Err(contradiction(PRIORITY, "5 for push type background", found));
    }
    lints.extend(lint_rules::headers(push_type, topic, priority, expiration));
    if !content_type {
        lints.push(Lint::new(LintCode::MissingContentType, CONTENT_TYPE));
    }
    let body = payload::accept(body.to_vec(), push_type, push_type.max_payload_bytes(), None)?;
    lints.extend(lint_rules::document(&body.document, push_type, topic));
    Ok(lints)
}

/// The headers that matter, checked one by one.
#[derive(Default)]
struct Headers {
    topic: Option<Topic>,
    push_type: Option<PushType>,
    priority: Option<Priority>,
    expiration: Option<Expiration>,
    content_type: bool,
    lints: Vec<Lint>,
}

impl Headers {
    fn read<'h>(headers: impl IntoIterator<Item = (&'h str, &'h str)>) -> Result<Self> {
        let mut read = Self::default();
        let mut seen = BTreeSet::new();
        for (name, value) in headers {
            let name = name.to_ascii_lowercase();
            let known = KNOWN.iter().find(|known| **known == name);
            if !seen.insert(name.clone()) {
                let subject = known.copied().unwrap_or("headers");
                return Err(header::refuse(subject, "every header once", "a repeated header"));
            }
            let Some(known) = known else {
                if name.starts_with("apns-") {
                    let printable = crate::given::reads_as_name(&name);
                    let subject = if printable { name } else { String::from("apns-") };
                    read.lints.push(Lint::new(LintCode::OtherHeader, subject));
                }
                continue;
            };
            read.take(known, value)?;
        }
        Ok(read)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<()> {
        match name {
            TOPIC => self.topic = Some(Topic::new(value)?),
            PUSH_TYPE => {
                let push_type = PushType::from_name(value)?;
                if value != push_type.name() {
                    self.lints.push(Lint::new(LintCode::PushTypeCase, PUSH_TYPE));
                }
                self.push_type = Some(push_type);
            }
            PRIORITY => {
                let number = digits(value).unwrap_or(0);
                self.priority = Some(Priority::from_number(number)?);
            }
            EXPIRATION => {
                let secs = digits(value).ok_or_else(|| {
                    let expected = "seconds since 1970, or 0";
                    Error::new(ErrorCode::InvalidTime, EXPIRATION, expected, "another text")
                })?;
                self.expiration = Some(Expiration::from_secs(secs)?);
            }
            COLLAPSE_ID => header::collapse_id(value)?,
            ID => _ = header::apns_id(value)?,
            CONTENT_TYPE => self.content_type = true,
            ":method" if value != "POST" => {
                return Err(Error::new(ErrorCode::InvalidInput, ":method", "POST", "another"));
            }
            ":path" => {
                let token = value.strip_prefix(PATH).ok_or_else(|| {
                    let expected = "/3/device/ and a device token";
                    Error::new(ErrorCode::InvalidInput, ":path", expected, "another path")
                })?;
                DeviceToken::from_hex(token)?;
            }
            _ => {}
        }
        Ok(())
    }
}

/// The headers that must not be repeated.
const KNOWN: &[&str] = &[
    ":authority",
    ":method",
    ":path",
    ":scheme",
    "authorization",
    COLLAPSE_ID,
    EXPIRATION,
    ID,
    PRIORITY,
    PUSH_TYPE,
    TOPIC,
    "content-length",
    CONTENT_TYPE,
];

/// A number of digits alone, perhaps with a minus in front.
fn digits(text: &str) -> Option<i64> {
    text.parse().ok().filter(|_| !text.starts_with('+'))
}

fn guess(topic: Option<&str>, body: &[u8]) -> PushType {
    let by_topic = PushType::ALL.iter().copied().find(|push_type| {
        let suffix = push_type.topic_suffix();
        !suffix.is_empty() && topic.is_some_and(|topic| topic.ends_with(suffix))
    });
    by_topic.unwrap_or_else(|| if is_silent(body) { PushType::Background } else { PushType::Alert })
}

fn is_silent(body: &[u8]) -> bool {
    let max = PushType::Background.max_payload_bytes();
    payload::accept(body.to_vec(), PushType::Background, max, None).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    const ALERT: &[u8] = br#"{"aps":{"alert":"a"}}"#;

    fn codes(headers: &[(&str, &str)], body: &[u8]) -> Vec<&'static str> {
        let lints = lint_request(headers.iter().copied(), body).unwrap();
        lints.iter().map(|lint| lint.code.name()).collect()
    }

    #[test]
    fn what_is_missing_is_guessed_and_said() {
        let (topic, content_type) = (("apns-topic", "a.b"), ("Content-Type", "application/json"));
        assert_eq!(codes(&[topic, content_type], ALERT), ["missing_push_type"]);
        assert_eq!(
            codes(&[topic, content_type], br#"{"aps":{"content-available":1}}"#),
            ["missing_push_type", "background_priority"]
        );
        assert_eq!(
            codes(&[("apns-topic", "a.b.voip"), content_type], b"{}"),
            ["missing_push_type", "voip_expiration"]
        );
        let push_type = ("APNS-PUSH-TYPE", "Alert");
        assert_eq!(codes(&[push_type, content_type], ALERT), ["push_type_case", "missing_topic"]);
    }

    #[test]
    fn what_apns_refuses_is_an_error() {
        let topic = ("apns-topic", "a.b");
        for (headers, subject) in [
            (vec![topic, ("Apns-Topic", "a.b")], "apns-topic"),
            (vec![topic, ("apns-push-type", "voip")], "apns-topic"),
            (vec![topic, ("apns-push-type", "silent")], "apns-push-type"),
            (vec![topic, ("apns-priority", "ten")], "apns-priority"),
            (vec![topic, ("apns-priority", "+5")], "apns-priority"),
            (vec![topic, ("apns-expiration", "")], "apns-expiration"),
            (vec![topic, ("apns-expiration", "1763760000000")], "apns-expiration"),
            (vec![topic, ("apns-collapse-id", " ")], "apns-collapse-id"),
            (vec![topic, ("apns-id", "1")], "apns-id"),
            (vec![topic, (":method", "GET")], ":method"),
            (vec![topic, (":path", "/4/broadcasts/apps/a.b")], ":path"),
            (vec![topic, (":path", "/3/device/xyz")], "device token"),
        ] {
            let error = lint_request(headers.iter().copied(), ALERT).unwrap_err();
            assert_eq!(error.subject(), subject, "{headers:?}");
        }
        let silent = [topic, ("apns-push-type", "background"), ("apns-priority", "10")];
        let error = lint_request(silent, br#"{"aps":{"content-available":1}}"#).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidNotification);
        assert_eq!(lint_request([topic], b"").unwrap_err().code(), ErrorCode::InvalidJson);
    }
}
