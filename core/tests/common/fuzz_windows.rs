//! The targets about push to Windows.

use std::sync::OnceLock;

use serde_json::Value;
use waxwing::error::{Category, Error};
use waxwing::json::{self, Limits};
use waxwing::time::Timestamp;
use waxwing::windows::{Action, Channel, ChannelKind, Verdict, mpns, wns};

/// A refusal blames what was given, never this library.
fn blames_the_input(error: &Error) {
    assert_ne!(error.category(), Category::Internal, "{error}");
}

/// What the shared vectors give to begin with.
struct World {
    channels: Vec<Vec<u8>>,
    documents: Vec<Vec<u8>>,
    replies: Vec<Vec<u8>>,
    xml: Vec<Vec<u8>>,
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let cases = |name: &str| super::vectors(name)["cases"].as_array().unwrap().clone();
        let text = |value: &Value| value.as_str().map(|text| text.as_bytes().to_vec());
        let requests: Vec<Value> = [cases("wns-request.json"), cases("mpns-request.json")].concat();
        let replies =
            [cases("wns-reply.json"), cases("mpns-reply.json"), cases("wns-token.json")].concat();
        World {
            channels: cases("channel-uri.json").iter().filter_map(|it| text(&it["uri"])).collect(),
            documents: requests
                .iter()
                .filter(|it| it["notification"].is_object())
                .map(|it| it["notification"].to_string().into_bytes())
                .collect(),
            replies: replies.iter().filter_map(written).collect(),
            xml: requests
                .iter()
                .flat_map(|it| [text(&it["xml"]), text(&it["expect"]["body"])])
                .flatten()
                .filter(|xml| xml.starts_with(b"<"))
                .collect(),
        }
    })
}

/// A reply as a client sees it come: status, headers, an empty line, body.
fn written(case: &Value) -> Option<Vec<u8>> {
    let mut text = format!("{}\n", case["status"].as_u64()?);
    for header in case["headers"].as_array()? {
        text += &format!("{}: {}\n", header[0].as_str()?, header[1].as_str()?);
    }
    Some((text + "\n" + case["body"].as_str().unwrap_or_default()).into_bytes())
}

pub(super) fn corpus(name: &str) -> Option<&'static [Vec<u8>]> {
    let world = world();
    match name {
        "channel" => Some(&world.channels),
        "windows_options" => Some(&world.documents),
        "windows_reply" => Some(&world.replies),
        "xml" => Some(&world.xml),
        _ => None,
    }
}

/// What is accepted stays as it is and goes to a host of Microsoft's.
pub(crate) fn channel(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match Channel::parse(text) {
        Ok(channel) => {
            assert_eq!(channel.uri(), text);
            let uri: http::Uri = text.parse().unwrap();
            let host = uri.host().unwrap().to_ascii_lowercase();
            assert_eq!(host, channel.host().to_ascii_lowercase());
            assert_eq!(uri.authority().unwrap().as_str(), channel.host(), "no more than a host");
            let service = match channel.kind() {
                ChannelKind::Wns | ChannelKind::WebPush => "notify.windows.com",
                _ => "notify.live.net",
            };
            assert!(host == service || host.ends_with(&format!(".{service}")), "{text}");
        }
        Err(error) => blames_the_input(&error),
    }
}

fn judged(verdict: &Verdict) {
    assert!(!verdict.advice.is_empty());
    assert_eq!(verdict.retry_after.is_some(), verdict.action == Action::Retry);
}

fn readable<'t>(texts: impl IntoIterator<Item = Option<&'t str>>) {
    for text in texts.into_iter().flatten() {
        assert!(text.len() <= 1024 && !text.chars().any(char::is_control), "{text:?}");
    }
}

/// Every reply has a verdict, and texts that can be shown.
pub(crate) fn reply(data: &[u8]) {
    let mut lines = data.splitn(2, |byte| *byte == b'\n');
    let status = lines.next().and_then(|line| std::str::from_utf8(line).ok()?.trim().parse().ok());
    let mut rest = lines.next().unwrap_or_default();
    let mut headers: Vec<(String, &[u8])> = Vec::new();
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let line = &rest[..end];
        rest = &rest[end + 1..];
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { break };
        headers.push((String::from_utf8_lossy(&line[..colon]).into_owned(), &line[colon + 1..]));
    }
    let status = status.unwrap_or(200);
    let headers = || headers.iter().map(|(name, value)| (name, value));

    let wns = wns::Reply::from_parts(status, headers(), rest);
    judged(&wns.verdict());
    readable([wns.error_description(), wns.msg_id(), wns.debug_trace(), wns.ms_cv()]);
    if status == 403 {
        assert_eq!(wns.verdict().action, Action::StopCredential, "a good channel stays");
    }

    let mpns = mpns::Reply::from_parts(status, headers(), rest);
    judged(&mpns.verdict());
    readable([mpns.message_id()]);

    let now = Timestamp::from_millis(1_763_760_000_000);
    let token = wns::TokenReply::from_parts(status, headers(), rest, now);
    assert_ne!(token.token().is_some(), token.verdict().is_some());
    if let Some(verdict) = token.verdict() {
        judged(&verdict);
    }
    if let Some(token) = token.token() {
        assert!(token.refresh_at() >= now && token.refresh_at() <= token.expires_at());
        assert!(!format!("{token:?}").contains(token.as_str()) || token.as_str().len() < 20);
    }
    readable([token.error(), token.error_description()]);
}

/// What is built keeps to its limits, and its XML is well-formed.
pub(crate) fn options(data: &[u8]) {
    let Ok(options) = json::parse_object(data, &Limits::bytes(1 << 16), "options") else { return };
    match wns::Notification::from_options(&options).and_then(wns::NotificationBuilder::build) {
        Ok(note) => {
            assert!(note.body().len() <= 5000);
            let text = || note.text().unwrap().to_owned();
            let again = match note.kind() {
                wns::Kind::Toast => wns::Notification::toast_xml(text()).build(),
                wns::Kind::Tile => wns::Notification::tile_xml(text()).build(),
                wns::Kind::Badge => wns::Notification::badge_xml(text()).build(),
                _ => Ok(note),
            };
            assert!(again.is_ok(), "{:?}", again.err());
        }
        Err(error) => blames_the_input(&error),
    }
    match mpns::Notification::from_options(&options).and_then(mpns::NotificationBuilder::build) {
        Ok(note) => assert!(note.body().len() <= 3072),
        Err(error) => blames_the_input(&error),
    }
    if let Err(error) = wns::ToastRemoval::from_options(&options) {
        blames_the_input(&error);
    }
}

/// What is taken goes out as it is, and has the one root that it must.
pub(crate) fn xml(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let built = [
        wns::Notification::toast_xml(text).build(),
        wns::Notification::tile_xml(text).build(),
        wns::Notification::badge_xml(text).build(),
    ];
    assert!(built.iter().filter(|built| built.is_ok()).count() <= 1, "two roots: {text}");
    for built in built {
        match built {
            Ok(note) => {
                assert_eq!(note.body(), text.as_bytes());
                assert!(text.contains(&format!("<{}", note.kind())));
            }
            Err(error) => blames_the_input(&error),
        }
    }
}
