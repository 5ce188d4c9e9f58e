//! The first job: pushes that APNs accepts, that it refuses, and that waxwing refuses before they are sent.

use std::time::{SystemTime, UNIX_EPOCH};

use apns_simulator::{Reason, Running, Simulator, ThrowAwayKey};
use bytes::Bytes;
use http::Request;
use http::header::{AUTHORIZATION, HeaderMap};
use waxwing::apns::{
    Action, Alert, DeviceToken, Endpoint, Notification, Prepared, Priority, ProviderKey,
    ProviderToken, Reply, Scope, Verdict, VerdictContext,
};
use waxwing::error::ErrorCode;
use waxwing::time::Timestamp;

use super::client::Client;
use super::{Failure, expect, page};

const KEY_ID: &str = "ABC123DEFG";
const TEAM_ID: &str = "DEF123GHIJ";
const TOPIC: &str = "com.example.app";

const GOOD: &str = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
const DELETED: &str = "1a2d7c5e90b1f3486072c4d9ee0b5a13f7c8d6e4a2901b3c5d7e9f0a1b2c3d4e";
const PRODUCTION: &str = "2b3e8d6fa1c204597183d5eaff1c6b2408d9e7f5b3a12c4d6e8fa0b1c2d3e4f5";
const BUSY: &str = "3c4f9e70b2d3156a8294e6fb002d7c3519eaf806c4b23d5e7f90b1c2d3e4f506";

const HOUR_MS: i64 = 3_600_000;

/// What has to come out: status, reason, action, scope, wait in seconds, new connection.
type Outcome = (u16, Option<&'static str>, Action, Scope, Option<u64>, bool);

const ACCEPTED: Outcome = (200, None, Action::Delivered, Scope::Request, None, false);

pub(crate) async fn show() -> Result<(), Failure> {
    let now = now()?;
    let hours_ago = |hours: i64| now.saturating_add_millis(-hours * HOUR_MS);
    let p8 = ThrowAwayKey::new(KEY_ID, TEAM_ID)?;
    let apns = Simulator::builder()
        .key(p8.known().topic(TOPIC))
        .unregistered_at(DELETED, hours_ago(1).as_millis())
        .bad_token(PRODUCTION)
        .refuse(BUSY, Reason::TooManyRequests)
        .start()
        .await?;
    page::job(&format!(
        "1. PUSH, by hyper's HTTP/2 client, to a simulator of APNs at {}",
        apns.url()
    ));

    let key = ProviderKey::from_p8(p8.pem(), KEY_ID, TEAM_ID)?;
    let token = key.token_at(now)?;
    let push = alert(TOPIC, &apns)?;
    let mut sender = Sender { client: Client::connect(&apns).await?, before: None };

    page::step("An alert for a device that has the app");
    let accepted = sender.send(&push, GOOD, &token).await?;
    advised(&accepted, &accepted.verdict(None), ACCEPTED)?;

    page::step("The same for a device that registered a day ago and has deleted the app since");
    let gone = sender.send(&push, DELETED, &token).await?;
    let outcome = |action| (410, Some("Unregistered"), action, Scope::Device, None, false);
    advised(&gone, &gone.verdict(hours_ago(24)), outcome(Action::DropDevice))?;
    let registered_again = now.saturating_add_millis(-HOUR_MS / 2);
    page::row("or else", "if the app has registered again since, half an hour ago:");
    advised(&gone, &gone.verdict(registered_again), outcome(Action::KeepDevice))?;

    page::step("For a device token of production, while this is the sandbox");
    let strange = sender.send(&push, PRODUCTION, &token).await?;
    let outcome = (400, Some("BadDeviceToken"), Action::RepairPairing, Scope::Device, None, false);
    advised(&strange, &strange.verdict(None), outcome)?;

    page::step("For a device that has had too many");
    let busy = sender.send(&push, BUSY, &token).await?;
    let outcome = (429, Some("TooManyRequests"), Action::Retry, Scope::Device, Some(1), false);
    advised(&busy, &busy.verdict(None), outcome)?;

    page::step("For an app that the key is not for");
    let other_app = alert("com.example.other", &apns)?;
    let disallowed = sender.send(&other_app, GOOD, &token).await?;
    let outcome = (400, Some("TopicDisallowed"), Action::StopCredential, Scope::Topic, None, false);
    advised(&disallowed, &disallowed.verdict(None), outcome)?;

    page::step("With a provider token that was kept for two hours");
    let old = key.token_issued_at(hours_ago(2).as_secs())?;
    let expired = sender.send(&push, GOOD, &old).await?;
    let context = VerdictContext::new().sent_at(now).token_issued_at(old.issued_at());
    let outcome =
        (403, Some("ExpiredProviderToken"), Action::RefreshToken, Scope::Credential, Some(0), true);
    advised(&expired, &expired.verdict(context), outcome)?;

    page::step("Again, as advised: with a token of now, on a new connection");
    sender.client = Client::connect(&apns).await?;
    let accepted = sender.send(&push, GOOD, &key.token_at(now)?).await?;
    advised(&accepted, &accepted.verdict(None), ACCEPTED)?;

    page::step("A background push that asks for priority 10: never sent");
    refused_here()?;

    let answers: Vec<u16> = apns.requests().iter().map(|request| request.status).collect();
    expect("what the simulator answered", &answers, &vec![200, 410, 400, 429, 400, 403, 200])?;
    expect("connections", &apns.connections(), &2)?;
    apns.stop().await;
    Ok(())
}

/// A connection, and what the push before looked like.
struct Sender {
    client: Client,
    before: Option<(HeaderMap, Timestamp)>,
}

impl Sender {
    /// Sends, and tells what is sent and what comes back.
    async fn send(
        &mut self,
        push: &Prepared,
        device: &str,
        token: &ProviderToken,
    ) -> Result<Reply, Failure> {
        let request = push.request(&DeviceToken::from_hex(device)?, token);
        self.tell(&request, token.issued_at())?;
        let reply = self.client.send(request).await?;
        let reason = reply.reason_text().unwrap_or("accepted");
        let since = reply.timestamp().map(|since| format!(", timestamp {}", since.as_millis()));
        page::row("answer", &format!("{} {reason}{}", reply.status(), since.unwrap_or_default()));
        Ok(reply)
    }

    /// The request in short: the headers that the one before did not have, and never a token.
    fn tell(&mut self, request: &Request<Bytes>, issued_at: Timestamp) -> Result<(), Failure> {
        let path: String = request.uri().path().chars().take("/3/device/00fc13ad".len()).collect();
        let mut parts = vec![format!("{} {path}…", request.method())];
        let headers = request.headers();
        let (before, token_before) = match self.before.take() {
            Some((headers, issued_at)) => (headers, Some(issued_at)),
            None => (HeaderMap::new(), None),
        };
        for (name, value) in headers {
            if name != AUTHORIZATION && before.get(name) != Some(value) {
                parts.push(format!("{name}: {}", value.to_str()?));
            }
        }
        if token_before != Some(issued_at) {
            parts.push(format!("authorization: bearer (issued at {issued_at})"));
        }
        match (before.is_empty(), parts.len()) {
            (true, _) => {}
            (false, 1) => parts.push(String::from("headers as before")),
            (false, _) => parts.push(String::from("otherwise as before")),
        }
        page::parts("sent", parts.iter().map(String::as_str));
        if before.is_empty() {
            page::row("", std::str::from_utf8(request.body())?);
        }
        self.before = Some((headers.clone(), issued_at));
        Ok(())
    }
}

/// Shows a verdict, and holds it and its reply against what has to come out.
fn advised(reply: &Reply, verdict: &Verdict, outcome: Outcome) -> Result<(), Failure> {
    let Verdict { action, scope, new_connection, advice, .. } = *verdict;
    let wait_s = verdict.retry_after_s();
    let when = match wait_s {
        None => String::new(),
        Some(0) => String::from(" at once"),
        Some(wait_s) => format!(" after {wait_s} s"),
    };
    let connection = if new_connection { ", on a new connection" } else { "" };
    page::row("waxwing", &format!("{action}{when}, scope {scope}{connection}. {advice}"));
    let found = (reply.status(), reply.reason_text(), action, scope, wait_s, new_connection);
    expect("what waxwing makes of the answer", &found, &outcome)
}

/// A mistake that APNs would answer with a refusal is an error with a name before anything is sent.
fn refused_here() -> Result<(), Failure> {
    let Err(error) = Notification::background(TOPIC).priority(Priority::Immediate).build() else {
        return Err("a background push with priority 10 was accepted".into());
    };
    page::error(&error);
    let found = (error.code(), error.subject());
    expect("the refusal", &found, &(ErrorCode::InvalidNotification, "apns-priority"))
}

fn alert(topic: &str, apns: &Running) -> Result<Prepared, Failure> {
    let text = Alert::new("Ready", "Your order is here");
    let endpoint = Endpoint::from_authority(&format!("localhost:{}", apns.port))?;
    Ok(Notification::alert(topic, text).priority(Priority::Immediate).build()?.prepare(endpoint))
}

/// waxwing reads no clock: the time is always given to it.
fn now() -> Result<Timestamp, Failure> {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(Timestamp::from_millis(i64::try_from(since_1970.as_millis())?))
}
