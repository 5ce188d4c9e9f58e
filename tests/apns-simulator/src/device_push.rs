//! The checks of a push to a device, in order.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

use crate::connection::Connection;
use crate::device_token;
use crate::fleet::Fates;
use crate::identifier::is_uuid;
use crate::key::Environment;
use crate::payload;
use crate::provider;
use crate::push_type::PushType;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::server::lock;
use crate::token::{KeyRing, Token};

/// What every device push path begins with.
pub(crate) const PATH: &str = "/3/device/";

/// A collapse id may have this many bytes (Apple, "Sending notification requests to APNs").
const MAX_COLLAPSE_ID_BYTES: usize = 64;
/// No topic on record comes near this many bytes. Apple publishes no number; this one is the simulator's.
const MAX_TOPIC_BYTES: usize = 255;
/// The largest expiration: ten digits, the year 2286. A longer number is a time in milliseconds by mistake.
const MAX_EXPIRATION: u64 = 9_999_999_999;

/// One rule that a request must keep.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// What is asked.
    pub rule: &'static str,
    /// The answers it may give.
    pub reasons: &'static [Reason],
    run: fn(&mut Examination<'_>) -> Result<(), Refusal>,
}

/// The checks of a push to a device, in the order in which they are made. The first that fails gives the answer.
///
/// Apple does not publish its order. This one has the shape of the request first, then who sends, then to whom, then what:
/// no unauthenticated request learns anything about a device token.
pub const DEVICE_PUSH_CHECKS: &[Check] = &[
    Check {
        rule: "a client certificate, if there, has a UID, an environment and a list of topics that can be read, and has not ended since the handshake",
        reasons: &[Reason::BadCertificate],
        run: certificate_stands,
    },
    Check {
        rule: "the client certificate, if there, is for this environment",
        reasons: &[Reason::BadCertificateEnvironment],
        run: certificate_environment,
    },
    Check {
        rule: "the path is `/3/device/` and one segment",
        reasons: &[Reason::BadPath],
        run: path,
    },
    Check {
        rule: "no header comes twice",
        reasons: &[Reason::DuplicateHeaders],
        run: no_repetition,
    },
    Check {
        rule: "`apns-id`, if there, is a UUID of 8-4-4-4-12 digits",
        reasons: &[Reason::BadMessageId],
        run: message_id,
    },
    Check { rule: "the method is `POST`", reasons: &[Reason::MethodNotAllowed], run: method },
    Check {
        rule: "`apns-topic` is there, unless a client certificate has a single topic, and made of letters, digits, `-`, `_` and single dots",
        reasons: &[Reason::MissingTopic, Reason::BadTopic],
        run: topic,
    },
    Check {
        rule: "`apns-collapse-id`, if there, has at most 64 bytes",
        reasons: &[Reason::BadCollapseId],
        run: collapse_id,
    },
    Check {
        rule: "`apns-expiration`, if there, is a number of seconds since 1970 in digits",
        reasons: &[Reason::BadExpirationDate],
        run: expiration,
    },
    Check {
        rule: "`apns-priority`, if there, is `1`, `5` or `10`",
        reasons: &[Reason::BadPriority],
        run: priority,
    },
    Check {
        rule: "`apns-push-type`, if there, is one of the eleven and the topic has its suffix, no other",
        reasons: &[Reason::InvalidPushType],
        run: push_type,
    },
    Check {
        rule: "`background` comes with `apns-priority: 5` (left out, it would be 10)",
        reasons: &[Reason::BadPriority],
        run: background_priority,
    },
    Check {
        rule: "the device token is there: hexadecimal, whole bytes, at most 100 of them",
        reasons: &[Reason::MissingDeviceToken, Reason::BadDeviceToken],
        run: device_token,
    },
    Check {
        rule: "`authorization` has the scheme `bearer` or `Bearer` and a token; with a client certificate, this rule and the five below are left out",
        reasons: &[Reason::MissingProviderToken],
        run: token_present,
    },
    Check {
        rule: "the token is a JWT of three parts, `alg` ES256, `kid` known, 64-byte signature that verifies, `iss` the key's team, `iat` an integer",
        reasons: &[Reason::InvalidProviderToken],
        run: token_verifies,
    },
    Check {
        rule: "the key is for this environment",
        reasons: &[Reason::BadEnvironmentKeyIdInToken],
        run: key_environment,
    },
    Check {
        rule: "team and key fit the first push accepted on this connection",
        reasons: &[Reason::InvalidProviderToken, Reason::UnrelatedKeyIdInToken],
        run: pinned,
    },
    Check {
        rule: "`iat` is at most 3600 s ago and at most 60 s ahead",
        reasons: &[Reason::ExpiredProviderToken],
        run: token_age,
    },
    Check {
        rule: "the connection's token changes at most once in 20 minutes, and never did sooner",
        reasons: &[Reason::TooManyProviderTokenUpdates],
        run: token_updates,
    },
    Check {
        rule: "the key may push to the topic, and its app was there before the first push on this connection; or the client certificate names the topic, and the push type is not `location`",
        reasons: &[Reason::TopicDisallowed],
        run: topic_allowed,
    },
    Check {
        rule: "the device token is not one that the set-up names, or that chance has chosen",
        reasons: Reason::ALL,
        run: device_state,
    },
    Check { rule: "the body has bytes", reasons: &[Reason::PayloadEmpty], run: payload_present },
    Check {
        rule: "the body has at most 4096 bytes, 5120 for VoIP",
        reasons: &[Reason::PayloadTooLarge],
        run: payload_size,
    },
    Check {
        rule: "the body is a JSON object",
        reasons: &[Reason::BadRequestPayload],
        run: payload_object,
    },
];

/// What the checks know besides the request.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) environment: Environment,
    pub(crate) keys: KeyRing,
    /// Device tokens in lower case, and how they are answered.
    pub(crate) devices: HashMap<String, Refusal>,
    /// Bundle ids that their team gets at a time in milliseconds since 1970.
    pub(crate) later_bundle_ids: HashMap<String, i64>,
    /// Bundle ids whose broadcast capability is off.
    pub(crate) without_broadcasts: HashSet<String>,
    /// What became of the devices of a file.
    pub(crate) fates: Mutex<Fates>,
}

/// Runs the checks. An accepted push leaves its mark on the connection.
pub(crate) fn examine(
    request: &Request,
    rules: &Rules,
    connection: &mut Connection,
    now_ms: i64,
) -> Result<(), Refusal> {
    let mut examination = Examination {
        request,
        rules,
        connection,
        now_ms,
        device: "",
        topic: Cow::Borrowed(""),
        push_type: None,
        token_text: "",
        token: None,
    };
    for check in DEVICE_PUSH_CHECKS {
        (check.run)(&mut examination)?;
    }
    if let Some(token) = examination.token {
        examination.connection.accepted(token.key, now_ms);
    }
    Ok(())
}

/// A request under examination, and what earlier checks found out for later ones.
struct Examination<'a> {
    request: &'a Request,
    rules: &'a Rules,
    connection: &'a mut Connection,
    now_ms: i64,
    device: &'a str,
    topic: Cow<'a, str>,
    /// As declared, or else as the topic's suffix tells.
    push_type: Option<PushType>,
    token_text: &'a str,
    token: Option<Token<'a>>,
}

impl<'a> Examination<'a> {
    /// The provider token; none on a connection with a client certificate, where nobody looks at it.
    fn token(&self) -> Result<Option<Token<'a>>, Refusal> {
        if self.connection.certificate.is_some() {
            return Ok(None);
        }
        let missing = || Refusal::new(Reason::MissingProviderToken, "no token was read");
        self.token.map(Some).ok_or_else(missing)
    }
}

fn certificate_stands(e: &mut Examination<'_>) -> Result<(), Refusal> {
    provider::certificate_stands(e.connection, e.now_ms)
}

fn certificate_environment(e: &mut Examination<'_>) -> Result<(), Refusal> {
    provider::certificate_environment(e.connection, e.rules.environment)
}

fn path(e: &mut Examination<'_>) -> Result<(), Refusal> {
    let request = e.request;
    match request.path.strip_prefix(PATH) {
        Some(segment) if !segment.contains(['/', '?', '#']) => {
            e.device = segment;
            Ok(())
        }
        _ => Err(Refusal::new(
            Reason::BadPath,
            format!("expected {PATH} and one segment, found {}", request.path),
        )),
    }
}

fn no_repetition(e: &mut Examination<'_>) -> Result<(), Refusal> {
    match e.request.repeated_header() {
        Some(name) => {
            Err(Refusal::new(Reason::DuplicateHeaders, format!("{name} came more than once")))
        }
        None => Ok(()),
    }
}

fn message_id(e: &mut Examination<'_>) -> Result<(), Refusal> {
    match e.request.header("apns-id") {
        Some(value) if !std::str::from_utf8(value).is_ok_and(is_uuid) => Err(Refusal::new(
            Reason::BadMessageId,
            format!("apns-id is {}, not a UUID of 8-4-4-4-12 digits", shown(value)),
        )),
        _ => Ok(()),
    }
}

fn method(e: &mut Examination<'_>) -> Result<(), Refusal> {
    if e.request.method == http::Method::POST {
        return Ok(());
    }
    Err(Refusal::new(
        Reason::MethodNotAllowed,
        format!("expected POST, found {}", e.request.method),
    ))
}

fn topic(e: &mut Examination<'_>) -> Result<(), Refusal> {
    let request = e.request;
    let value = request.header("apns-topic").unwrap_or_default();
    if value.is_empty() {
        let certificate = e.connection.certificate.as_ref().and_then(|shown| shown.as_ref().ok());
        return match certificate.map(|it| it.only_topic()) {
            Some(Some(topic)) => {
                e.topic = Cow::Owned(topic.to_owned());
                Ok(())
            }
            Some(None) => Err(Refusal::new(
                Reason::MissingTopic,
                "apns-topic is absent or empty, and the client certificate has several topics",
            )),
            None => Err(Refusal::new(Reason::MissingTopic, "apns-topic is absent or empty")),
        };
    }
    match std::str::from_utf8(value) {
        Ok(topic) if is_topic(topic) => {
            e.topic = Cow::Borrowed(topic);
            Ok(())
        }
        _ => Err(Refusal::new(Reason::BadTopic, format!("apns-topic is {}", shown(value)))),
    }
}

/// Whether this is a topic, or a bundle id.
pub(crate) fn is_topic(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(is_part);
    text.len() <= MAX_TOPIC_BYTES && text.split('.').all(is_label)
}

fn collapse_id(e: &mut Examination<'_>) -> Result<(), Refusal> {
    match e.request.header("apns-collapse-id") {
        Some(value) if value.len() > MAX_COLLAPSE_ID_BYTES => Err(Refusal::new(
            Reason::BadCollapseId,
            format!(
                "apns-collapse-id has {} bytes, {MAX_COLLAPSE_ID_BYTES} are allowed",
                value.len()
            ),
        )),
        _ => Ok(()),
    }
}

fn expiration(e: &mut Examination<'_>) -> Result<(), Refusal> {
    e.request.header("apns-expiration").map_or(Ok(()), |value| seconds(value).map(|_| ()))
}

/// The value of `apns-expiration`.
pub(crate) fn seconds(value: &[u8]) -> Result<u64, Refusal> {
    let is_number = value.iter().all(u8::is_ascii_digit);
    let seconds = std::str::from_utf8(value).ok().and_then(|text| text.parse::<u64>().ok());
    match seconds {
        Some(seconds) if is_number && seconds <= MAX_EXPIRATION => Ok(seconds),
        _ => Err(Refusal::new(
            Reason::BadExpirationDate,
            format!("apns-expiration is {}, not seconds since 1970", shown(value)),
        )),
    }
}

fn priority(e: &mut Examination<'_>) -> Result<(), Refusal> {
    match e.request.header("apns-priority") {
        None | Some(b"1" | b"5" | b"10") => Ok(()),
        Some(value) => Err(Refusal::new(
            Reason::BadPriority,
            format!("apns-priority is {}, not 1, 5 or 10", shown(value)),
        )),
    }
}

fn push_type(e: &mut Examination<'_>) -> Result<(), Refusal> {
    let by_topic = PushType::of_topic(&e.topic).map(|(push_type, _)| push_type);
    let Some(value) = e.request.header("apns-push-type") else {
        e.push_type = by_topic;
        return Ok(());
    };
    let Some(declared) = PushType::from_text(value) else {
        return Err(Refusal::new(
            Reason::InvalidPushType,
            format!("apns-push-type is {}, none of the eleven", shown(value)),
        ));
    };
    let fits = match by_topic {
        Some(by_topic) => by_topic == declared,
        None => declared.topic_suffix().is_empty(),
    };
    if !fits {
        return Err(Refusal::new(
            Reason::InvalidPushType,
            format!(
                "a topic for {} ends with {:?}, apns-topic is {:?}",
                declared.text(),
                declared.topic_suffix(),
                e.topic
            ),
        ));
    }
    e.push_type = Some(declared);
    Ok(())
}

fn background_priority(e: &mut Examination<'_>) -> Result<(), Refusal> {
    let priority = e.request.header("apns-priority");
    if e.push_type != Some(PushType::Background) || priority == Some(b"5") {
        return Ok(());
    }
    let found = priority.map_or_else(|| "absent, that is 10".to_owned(), shown);
    Err(Refusal::new(
        Reason::BadPriority,
        format!("apns-priority of a background push is 5, found {found}"),
    ))
}

fn device_token(e: &mut Examination<'_>) -> Result<(), Refusal> {
    if e.device.is_empty() {
        return Err(Refusal::new(Reason::MissingDeviceToken, "the path ends after /3/device/"));
    }
    device_token::check(e.device).map_err(|detail| {
        Refusal::new(Reason::BadDeviceToken, format!("the device token {detail}"))
    })
}

fn token_present(e: &mut Examination<'_>) -> Result<(), Refusal> {
    if e.connection.certificate.is_none() {
        e.token_text = provider::token_text(e.request)?;
    }
    Ok(())
}

fn token_verifies(e: &mut Examination<'_>) -> Result<(), Refusal> {
    if e.connection.certificate.is_none() {
        e.token = Some(provider::verified(e.token_text, &e.rules.keys)?);
    }
    Ok(())
}

fn key_environment(e: &mut Examination<'_>) -> Result<(), Refusal> {
    e.token()?.map_or(Ok(()), |it| provider::key_environment(it.key, e.rules.environment))
}

fn pinned(e: &mut Examination<'_>) -> Result<(), Refusal> {
    e.token()?.map_or(Ok(()), |it| provider::pinned(it.key, e.connection))
}

fn token_age(e: &mut Examination<'_>) -> Result<(), Refusal> {
    e.token()?.map_or(Ok(()), |it| provider::token_age(it, e.now_ms))
}

fn token_updates(e: &mut Examination<'_>) -> Result<(), Refusal> {
    match e.token()? {
        Some(token) => provider::token_updates(token, e.connection, e.now_ms),
        None => Ok(()),
    }
}

fn topic_allowed(e: &mut Examination<'_>) -> Result<(), Refusal> {
    let topic = e.topic.as_ref();
    let Some(Token { key, .. }) = e.token()? else {
        return provider::certificate_topic(e.connection, topic, e.push_type);
    };
    let bundle_id = PushType::of_topic(topic).map_or(topic, |(_, bundle_id)| bundle_id);
    let registered_at_ms = e.rules.later_bundle_ids.get(bundle_id).copied().unwrap_or(i64::MIN);
    let wrong = if !key.allows_topic(topic) {
        format!("key {} may not push to {topic}", key.key_id)
    } else if e.now_ms < registered_at_ms {
        format!("{bundle_id} is not registered yet")
    } else if e.connection.pinned().is_some_and(|pinned| pinned.at_ms < registered_at_ms) {
        format!("{bundle_id} was registered after the first push on this connection")
    } else {
        return Ok(());
    };
    Err(Refusal::new(Reason::TopicDisallowed, wrong))
}

fn device_state(e: &mut Examination<'_>) -> Result<(), Refusal> {
    let device = e.device.to_ascii_lowercase();
    match e.rules.devices.get(&device) {
        Some(refusal) => Err(refusal.clone()),
        None => lock(&e.rules.fates).refusal(&device).map_or(Ok(()), Err),
    }
}

fn payload_present(e: &mut Examination<'_>) -> Result<(), Refusal> {
    payload::present(&e.request.body)
}

fn payload_size(e: &mut Examination<'_>) -> Result<(), Refusal> {
    let allowed = match e.push_type {
        Some(PushType::Voip) => payload::MAX_VOIP_BYTES,
        _ => payload::MAX_BYTES,
    };
    payload::size(&e.request.body, allowed)
}

fn payload_object(e: &mut Examination<'_>) -> Result<(), Refusal> {
    payload::object(&e.request.body).map(|_| ())
}

pub(crate) fn shown(value: &[u8]) -> String {
    format!("{:?}", String::from_utf8_lossy(value))
}
