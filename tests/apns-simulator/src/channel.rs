//! Channels for broadcasts, and their management.

use std::collections::{BTreeMap, HashMap};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use serde_json::{Value, json};

use crate::connection::Connection;
use crate::device_push::{Rules, is_topic, shown};
use crate::identifier::{Ids, is_uuid};
use crate::payload;
use crate::provider::{self, Sender};
use crate::push_type::PushType;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::reply::{REQUEST_ID, Reply, id_of};
use crate::request::Request;

/// What every path of the management begins with.
const PATH: &str = "/1/apps/";
/// The storage policies: nothing, and the latest message for up to eight hours.
pub(crate) const STORES_NOTHING: u8 = 0;
const STORES_LATEST: u8 = 1;
/// The push type in a body, with its capitals.
const PUSH_TYPE: &str = "LiveActivity";
/// An app may have this many channels in an environment (Apple, "Setting up broadcast push notifications").
pub(crate) const MAX_CHANNELS: usize = 10_000;
/// Apple says "too long" without a number; this one is the simulator's.
const MAX_CHANNEL_ID_CHARACTERS: usize = 128;

/// The channels of all apps.
#[derive(Debug)]
pub(crate) struct Channels {
    /// By bundle id: the storage policy of each channel id.
    apps: HashMap<String, BTreeMap<String, u8>>,
    most: usize,
}

impl Channels {
    pub(crate) fn new(most: usize) -> Self {
        Self { apps: HashMap::new(), most }
    }

    pub(crate) fn limit(&mut self, most: usize) {
        self.most = most;
    }

    pub(crate) fn add(&mut self, bundle_id: &str, channel_id: &str, policy: u8) {
        let channels = self.apps.entry(bundle_id.to_owned()).or_default();
        channels.insert(channel_id.to_owned(), policy);
    }

    /// The storage policy of a channel, if there is one.
    pub(crate) fn policy(&self, bundle_id: &str, channel_id: &str) -> Result<u8, Refusal> {
        let known = self.apps.get(bundle_id).and_then(|channels| channels.get(channel_id));
        known.copied().ok_or_else(|| {
            let detail = format!("{bundle_id} has no channel {channel_id}");
            Refusal::new(Reason::ChannelNotRegistered, detail)
        })
    }
}

/// Answers a request to the management.
pub(crate) fn manage(
    request: &Request,
    rules: &Rules,
    channels: &mut Channels,
    ids: &Ids,
    connection: &mut Connection,
    now_ms: i64,
) -> Reply {
    let id = id_of(request, REQUEST_ID, ids);
    let stands = provider::certificate_stands(connection, now_ms)
        .and_then(|()| provider::certificate_environment(connection, rules.environment));
    let answer = stands.and_then(|()| Operation::of(request)).and_then(|(operation, bundle_id)| {
        shape(request, bundle_id)?;
        let prepared = operation.prepare(request)?;
        let sender = provider::authenticate(request, rules, connection, now_ms)?;
        allowed(bundle_id, &sender, rules)?;
        let answer = prepared.run(bundle_id, channels, ids)?;
        Ok((answer, sender))
    });
    match answer {
        Ok((answer, sender)) => {
            sender.accepted(connection, now_ms);
            let reply = Reply::of(answer.status, REQUEST_ID, id);
            match (answer.channel_id, answer.body) {
                (Some(channel_id), _) => reply.header("apns-channel-id", &channel_id),
                (None, Some(body)) => reply.json(body.to_string()),
                (None, None) => reply,
            }
        }
        Err(refusal) => Reply::refused(REQUEST_ID, id, refusal),
    }
}

#[derive(Clone, Copy, Debug)]
enum Operation {
    Create,
    Read,
    Delete,
    List,
}

impl Operation {
    /// What method and path ask for, and the bundle id.
    fn of(request: &Request) -> Result<(Self, &str), Refusal> {
        let nothing = || {
            let detail = format!("there is no {} {}", request.method, request.path);
            Refusal::new(Reason::BadPath, detail)
        };
        if ![Method::GET, Method::POST, Method::DELETE].contains(&request.method) {
            let detail = format!("{} is not used here", request.method);
            return Err(Refusal::new(Reason::MethodNotAllowed, detail));
        }
        let rest = request.path.strip_prefix(PATH).ok_or_else(nothing)?;
        let (bundle_id, place) = rest.split_once('/').ok_or_else(nothing)?;
        let operation = match (&request.method, place) {
            (&Method::POST, "channels") => Self::Create,
            (&Method::GET, "channels") => Self::Read,
            (&Method::DELETE, "channels") => Self::Delete,
            (&Method::GET, "all-channels") => Self::List,
            _ => return Err(nothing()),
        };
        Ok((operation, bundle_id))
    }

    /// Checks headers and body.
    fn prepare(self, request: &Request) -> Result<Prepared<'_>, Refusal> {
        let prepared = match self {
            Self::Create => return Ok(Prepared::Create(policy(request)?)),
            Self::Read => Prepared::Read(channel_id(request)?),
            Self::Delete => Prepared::Delete(channel_id(request)?),
            Self::List => Prepared::List,
        };
        if request.body.length > 0 {
            let detail = format!("{} has no body", request.method);
            return Err(Refusal::new(Reason::BadRequestPayload, detail));
        }
        Ok(prepared)
    }
}

/// An operation whose headers and body are in order.
#[derive(Clone, Copy, Debug)]
enum Prepared<'a> {
    Create(u8),
    Read(&'a str),
    Delete(&'a str),
    List,
}

#[derive(Debug, Default)]
struct Answer {
    status: u16,
    channel_id: Option<String>,
    body: Option<Value>,
}

impl Prepared<'_> {
    fn run(self, bundle_id: &str, channels: &mut Channels, ids: &Ids) -> Result<Answer, Refusal> {
        match self {
            Self::Create(policy) => {
                let count = channels.apps.get(bundle_id).map_or(0, BTreeMap::len);
                if count >= channels.most {
                    let detail = format!("{bundle_id} has {count} channels already");
                    return Err(Refusal::new(Reason::CannotCreateChannelConfig, detail));
                }
                let channel_id = STANDARD.encode(ids.bytes());
                channels.add(bundle_id, &channel_id, policy);
                Ok(Answer { status: 201, channel_id: Some(channel_id), body: None })
            }
            Self::Read(channel_id) => {
                let policy = channels.policy(bundle_id, channel_id)?;
                let body = json!({"message-storage-policy": policy, "push-type": PUSH_TYPE});
                Ok(Answer { status: 200, body: Some(body), ..Answer::default() })
            }
            Self::Delete(channel_id) => {
                channels.policy(bundle_id, channel_id)?;
                if let Some(known) = channels.apps.get_mut(bundle_id) {
                    known.remove(channel_id);
                }
                Ok(Answer { status: 204, ..Answer::default() })
            }
            Self::List => {
                let known = channels.apps.get(bundle_id);
                let known: Vec<&String> = known.into_iter().flat_map(BTreeMap::keys).collect();
                let body = json!({"channels": known});
                Ok(Answer { status: 200, body: Some(body), ..Answer::default() })
            }
        }
    }
}

/// The storage policy that the body of a new channel asks for.
fn policy(request: &Request) -> Result<u8, Refusal> {
    let body = payload::object(&request.body)?;
    let known = ["message-storage-policy", "push-type"];
    if let Some(strange) = body.keys().find(|key| !known.contains(&key.as_str())) {
        let detail = format!("nobody asked for {strange:?}");
        return Err(Refusal::new(Reason::BadRequestParams, detail));
    }
    match body.get("push-type") {
        None => return Err(Refusal::new(Reason::MissingPushType, "push-type is absent")),
        Some(Value::String(push_type)) if push_type == PUSH_TYPE => {}
        Some(other) => {
            let detail = format!("push-type is {other}, not {PUSH_TYPE}");
            return Err(Refusal::new(Reason::InvalidPushType, detail));
        }
    }
    match body.get("message-storage-policy").map(Value::as_u64) {
        Some(Some(0)) => Ok(STORES_NOTHING),
        Some(Some(1)) => Ok(STORES_LATEST),
        _ => Err(Refusal::new(
            Reason::MissingChannelQueueSize,
            "message-storage-policy is neither 0 nor 1",
        )),
    }
}

/// What broadcasts and channels ask of every request: no header twice, a good id, a bundle id without suffix.
pub(crate) fn shape(request: &Request, bundle_id: &str) -> Result<(), Refusal> {
    if !is_topic(bundle_id) {
        let detail = format!("{bundle_id:?} in the path is not a bundle id");
        return Err(Refusal::new(Reason::BadPath, detail));
    }
    if let Some(name) = request.repeated_header() {
        let detail = format!("{name} came more than once");
        return Err(Refusal::new(Reason::DuplicateHeaders, detail));
    }
    if let Some(id) = request.header(REQUEST_ID)
        && !std::str::from_utf8(id).is_ok_and(is_uuid)
    {
        let detail = format!("{REQUEST_ID} is {}, not a UUID of 8-4-4-4-12 digits", shown(id));
        return Err(Refusal::new(Reason::BadMessageId, detail));
    }
    if let Some((push_type, _)) = PushType::of_topic(bundle_id) {
        let detail = format!("the bundle id ends like a topic of {}", push_type.text());
        return Err(Refusal::new(Reason::TopicDisallowed, detail));
    }
    Ok(())
}

/// Whether the sender may do anything for this app, and the app may broadcast.
pub(crate) fn allowed(bundle_id: &str, sender: &Sender<'_>, rules: &Rules) -> Result<(), Refusal> {
    sender.check_app(bundle_id)?;
    if rules.without_broadcasts.contains(bundle_id) {
        let detail = format!("{bundle_id} does not broadcast");
        return Err(Refusal::new(Reason::FeatureNotEnabled, detail));
    }
    Ok(())
}

/// The channel id in the header: base64.
pub(crate) fn channel_id(request: &Request) -> Result<&str, Refusal> {
    let Some(value) = request.header("apns-channel-id").filter(|value| !value.is_empty()) else {
        return Err(Refusal::new(Reason::MissingChannelId, "apns-channel-id is absent or empty"));
    };
    match std::str::from_utf8(value) {
        Ok(text) if text.len() <= MAX_CHANNEL_ID_CHARACTERS && STANDARD.decode(text).is_ok() => {
            Ok(text)
        }
        _ => Err(Refusal::new(
            Reason::BadChannelId,
            format!(
                "apns-channel-id is not base64 of at most {MAX_CHANNEL_ID_CHARACTERS} characters"
            ),
        )),
    }
}
