//! What a client certificate may push, by its own account.

use std::collections::BTreeSet;

use crate::der::{self, Elements};
use crate::key::Environment;

/// 0.9.2342.19200300.100.1.1, the UID of a subject.
pub(crate) const UID: [u8; 10] = [0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 0x01, 0x01];
/// 1.2.840.113635.100.6.3, and what comes after it for each of Apple's extensions about pushes.
const PUSH_EXTENSIONS: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x63, 0x64, 0x06, 0x03];
const SANDBOX: u8 = 1;
const PRODUCTION: u8 = 2;
const VOIP_TOPICS: u8 = 4;
const TOPICS: u8 = 6;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// What the client has shown in the TLS handshake, or what is wrong with it as a certificate for pushes.
pub(crate) type Presented = Result<ClientCertificate, String>;

/// A client certificate: who may push where, and until when.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct ClientCertificate {
    /// The UID of the subject: the topic of requests without `apns-topic`.
    pub(crate) default_topic: String,
    /// All topics, the default one among them.
    topics: BTreeSet<String>,
    environments: Vec<Environment>,
    /// Seconds since 1970, both included.
    not_before: i64,
    not_after: i64,
}

impl ClientCertificate {
    /// Reads a certificate that TLS has accepted.
    pub(crate) fn read(der: &[u8]) -> Presented {
        let not_read = || "the certificate cannot be read".to_owned();
        let fields = Fields::read(der).ok_or_else(not_read)?;
        let default_topic = fields.uid.ok_or("the subject of the certificate has no UID")?;
        let mut certificate = Self {
            topics: BTreeSet::from([default_topic.clone()]),
            default_topic,
            environments: Vec::new(),
            not_before: fields.not_before,
            not_after: fields.not_after,
        };
        for (id, value) in fields.extensions {
            match id.strip_prefix(PUSH_EXTENSIONS.as_slice()) {
                Some([SANDBOX]) => certificate.environments.push(Environment::Sandbox),
                Some([PRODUCTION]) => certificate.environments.push(Environment::Production),
                Some([TOPICS]) => {
                    let listed = topics(value)
                        .ok_or("extension 1.2.840.113635.100.6.3.6 is no list of topics")?;
                    certificate.topics.extend(listed);
                }
                // Of this one no document shows the form.
                Some([VOIP_TOPICS]) => {
                    certificate.topics.extend(topics(value).unwrap_or_default());
                }
                _ => {}
            }
        }
        if certificate.environments.is_empty() {
            return Err("the certificate has no extension for an environment".to_owned());
        }
        Ok(certificate)
    }

    /// What is wrong with its dates at this time.
    pub(crate) fn dates(&self, now_ms: i64) -> Result<(), String> {
        let now = now_ms.div_euclid(1000);
        if now > self.not_after {
            return Err(format!(
                "the certificate ended {} s ago",
                now.saturating_sub(self.not_after)
            ));
        }
        if now < self.not_before {
            return Err(format!(
                "the certificate begins in {} s",
                self.not_before.saturating_sub(now)
            ));
        }
        Ok(())
    }

    pub(crate) fn is_for(&self, environment: Environment) -> bool {
        self.environments.contains(&environment)
    }

    pub(crate) fn allows_topic(&self, topic: &str) -> bool {
        self.topics.contains(topic)
    }

    /// The topic that needs not be said, as there is no other.
    pub(crate) fn only_topic(&self) -> Option<&str> {
        (self.topics.len() == 1).then_some(self.default_topic.as_str())
    }
}

/// The parts of a certificate that count here (RFC 5280 section 4.1).
struct Fields<'a> {
    uid: Option<String>,
    not_before: i64,
    not_after: i64,
    extensions: Vec<(&'a [u8], &'a [u8])>,
}

impl<'a> Fields<'a> {
    fn read(der: &'a [u8]) -> Option<Self> {
        let mut body = Elements::new(der).enter(der::SEQUENCE)?.enter(der::SEQUENCE)?;
        body.optional(der::CONTEXT_0);
        // Serial number, signature algorithm, issuer.
        for _ in 0..3 {
            body.next()?;
        }
        let mut validity = body.enter(der::SEQUENCE)?;
        let (not_before, not_after) = (time(&mut validity)?, time(&mut validity)?);
        let uid = uid(body.enter(der::SEQUENCE)?)?;
        // The public key.
        body.next()?;
        let mut extensions = Vec::new();
        while let Some(element) = body.next() {
            if element.tag != der::CONTEXT_3 {
                continue;
            }
            let mut list = Elements::new(element.content).enter(der::SEQUENCE)?;
            while !list.is_empty() {
                let mut extension = list.enter(der::SEQUENCE)?;
                let id = extension.expect(der::OID)?;
                extension.optional(der::BOOLEAN);
                extensions.push((id, extension.expect(der::OCTET_STRING)?));
            }
        }
        Some(Self { uid, not_before, not_after, extensions })
    }
}

/// The UID in a name; nothing at all for a name that cannot be read.
fn uid(mut name: Elements<'_>) -> Option<Option<String>> {
    let mut uid = None;
    while !name.is_empty() {
        let mut attributes = name.enter(der::SET)?;
        while !attributes.is_empty() {
            let mut attribute = attributes.enter(der::SEQUENCE)?;
            let id = attribute.expect(der::OID)?;
            let value = attribute.next()?.content;
            if id == UID {
                uid = Some(String::from_utf8(value.to_vec()).ok()?);
            }
        }
    }
    Some(uid)
}

/// Topics and, after each, the words for it: `UTF8String, SEQUENCE OF UTF8String`, again and again.
fn topics(value: &[u8]) -> Option<Vec<String>> {
    let mut outer = Elements::new(value);
    let mut list = outer.enter(der::SEQUENCE)?;
    let mut topics = Vec::new();
    while !list.is_empty() {
        let topic = list.expect(der::UTF8_STRING)?;
        topics.push(String::from_utf8(topic.to_vec()).ok()?);
        list.optional(der::SEQUENCE);
    }
    outer.is_empty().then_some(topics)
}

/// Seconds since 1970 of a time in UTC (RFC 5280 section 4.1.2.5).
fn time(elements: &mut Elements<'_>) -> Option<i64> {
    let element = elements.next()?;
    let digits = std::str::from_utf8(element.content).ok()?.strip_suffix('Z')?;
    let (year, rest) = match element.tag {
        der::UTC_TIME => {
            let (year, rest) = digits.split_at_checked(2)?;
            let year: i64 = year.parse().ok()?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        der::GENERALIZED_TIME => {
            let (year, rest) = digits.split_at_checked(4)?;
            (year.parse().ok()?, rest)
        }
        _ => return None,
    };
    let mut parts = [0_i64; 5];
    let mut rest = rest;
    for part in &mut parts {
        let (two, after) = rest.split_at_checked(2)?;
        *part = two.parse().ok()?;
        rest = after;
    }
    let [month, day, hour, minute, second] = parts;
    if !rest.is_empty() || !(1..=12).contains(&month) {
        return None;
    }
    // Days of the months before, in a year that begins in March; leap days come at its end.
    let year = if month < 3 { year - 1 } else { year };
    let from_march = (month + 9) % 12;
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * from_march + 2) / 5 + day;
    // The first day of 1970 counts as this many.
    Some((days - 719_469) * DAY_SECONDS + hour * 3600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(tag: u8, text: &str) -> Option<i64> {
        time(&mut Elements::new(&der::write(tag, text.as_bytes())))
    }

    #[test]
    fn times_are_counted_from_1970() {
        for (tag, text, expected) in [
            (der::UTC_TIME, "700101000000Z", 0),
            (der::UTC_TIME, "150718002356Z", 1_437_179_036),
            (der::UTC_TIME, "000229235959Z", 951_868_799),
            (der::UTC_TIME, "491231235959Z", 2_524_607_999),
            (der::GENERALIZED_TIME, "20500101000000Z", 2_524_608_000),
            (der::GENERALIZED_TIME, "21000301000000Z", 4_107_542_400),
        ] {
            assert_eq!(seconds(tag, text), Some(expected), "{text}");
        }
        for text in ["7001010000Z", "700101000000", "701301000000Z", "70010100000000Z", "x"] {
            assert_eq!(seconds(der::UTC_TIME, text), None, "{text}");
        }
    }

    #[test]
    fn topics_are_the_texts_of_the_outer_list_alone() {
        let text = |text: &str| der::write(der::UTF8_STRING, text.as_bytes());
        let kinds = der::write(der::SEQUENCE, &text("voip"));
        let list = [text("com.example.app"), text("com.example.app.voip"), kinds.clone()].concat();
        let value = der::write(der::SEQUENCE, &list);
        assert_eq!(topics(&value).unwrap(), ["com.example.app", "com.example.app.voip"]);
        assert_eq!(topics(&der::write(der::SEQUENCE, &kinds)), None);
        assert_eq!(topics(&text("com.example.app")), None);
    }
}
