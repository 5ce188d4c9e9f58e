//! The session: what happens per request crosses the border as numbers wherever it can.

use std::sync::Arc;
use std::time::Duration;

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::apns::{
    Backoff, Fate, GoAway, Next, Outcome, ProviderToken, Session, SessionPolicy, TokenPolicy,
    Verdict,
};
use waxwing::time::Timestamp;

use super::provider::{self, ProviderKeyHandle};
use super::reply;
use crate::error::{Result, invalid};
use crate::options::{self, Options};
use crate::writer::{Writer, array};

/// Behind the class `Session`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct SessionHandle {
    session: Session,
    /// The last answer that was not to send.
    answer: Option<Next>,
    /// The token that was last to be sent with.
    token: Option<ProviderToken>,
    /// How many there have been.
    tokens: u32,
    /// What was last said of a request that has ended.
    end: Option<(Verdict, Fate)>,
    /// How often that was something else than before.
    ends: u32,
}

#[wasm_bindgen]
impl SessionHandle {
    /// A session with provider tokens, under the policy in the JSON text.
    #[wasm_bindgen(js_name = withKey)]
    pub fn with_key(key: &ProviderKeyHandle, policy: &str) -> Result<Self> {
        Ok(Self::new(Session::with_key(Arc::clone(&key.0), read(policy)?)?))
    }

    /// A session with a client certificate, under the policy in the JSON text.
    #[wasm_bindgen(js_name = withCertificate)]
    pub fn with_certificate(policy: &str) -> Result<Self> {
        Ok(Self::new(Session::with_certificate(read(policy)?)?))
    }

    fn new(session: Session) -> Self {
        Self { session, answer: None, token: None, tokens: 0, end: None, ends: 0 }
    }

    /// How many requests to send now. 0: [`answer`](Self::answer) has another answer.
    pub fn next(&mut self, now: i64) -> u32 {
        let next = self.session.next(Timestamp::from_millis(now));
        let room = next.room();
        if let Some(token) = next.token()
            && self.token.as_ref().is_none_or(|own| !core::ptr::eq(own.as_str(), token.as_str()))
        {
            self.token = Some(token.clone());
            self.tokens = self.tokens.wrapping_add(1);
        }
        self.answer = (room == 0).then_some(next);
        room
    }

    /// The last answer of [`next`](Self::next) as JSON text, if it was not to send.
    #[must_use]
    pub fn answer(&self) -> String {
        let mut writer = Writer::new();
        if let Some(next) = &self.answer {
            writer.text("action", next.name()).text("because", next.because().name());
            if let Some(at) = next.wait_until() {
                writer.time("at", at);
            }
        }
        writer.finish()
    }

    /// The number of the token to send with; 0 if there is none.
    #[wasm_bindgen(js_name = tokenNumber)]
    #[must_use]
    pub fn token_number(&self) -> u32 {
        self.tokens
    }

    /// That token, as JSON text.
    #[must_use]
    pub fn token(&self) -> Option<String> {
        self.token.as_ref().map(provider::token)
    }

    /// A connection is open.
    pub fn connected(&mut self, now: i64) -> u32 {
        self.session.connected(Timestamp::from_millis(now))
    }

    /// A connection could not be opened.
    #[wasm_bindgen(js_name = connectFailed)]
    pub fn connect_failed(&mut self, now: i64) {
        self.session.connect_failed(Timestamp::from_millis(now));
    }

    /// The server's SETTINGS arrived.
    pub fn settings(&mut self, connection: u32, max_concurrent_streams: Option<u32>, now: i64) {
        self.session.settings(connection, max_concurrent_streams, Timestamp::from_millis(now));
    }

    /// A request is about to be sent.
    pub fn sent(
        &mut self,
        request: u64,
        stream: Option<u32>,
        expires_at: Option<i64>,
        now: i64,
    ) -> Result<()> {
        let expires_at = expires_at.map(Timestamp::from_millis);
        Ok(self.session.sent(request, stream, expires_at, Timestamp::from_millis(now))?)
    }

    /// A reply arrived. `headers` are names and values in turn, each on a line. Gives how often
    /// the request was sent, and 0 if it is not known; [`end`](Self::end) has the rest.
    pub fn reply(
        &mut self,
        request: u64,
        status: u16,
        headers: &str,
        body: &[u8],
        registered_at: Option<i64>,
        now: i64,
    ) -> u32 {
        let reply = reply::from_lines(status, headers, body);
        let registered_at = registered_at.map(Timestamp::from_millis);
        let now = Timestamp::from_millis(now);
        let outcome = self.session.reply(request, &reply, registered_at, now);
        self.ended(outcome)
    }

    /// The stream of a request was reset. Gives what [`reply`](Self::reply) gives.
    pub fn reset(&mut self, request: u64, error_code: Option<u32>, now: i64) -> u32 {
        let outcome = self.session.reset(request, error_code, Timestamp::from_millis(now));
        self.ended(outcome)
    }

    fn ended(&mut self, outcome: Option<Outcome>) -> u32 {
        let Some(outcome) = outcome else { return 0 };
        let Outcome { verdict, fate, attempt, .. } = outcome;
        let end = Some((verdict, fate));
        if self.end != end {
            self.end = end;
            self.ends = self.ends.wrapping_add(1);
        }
        attempt
    }

    /// Changes when [`end`](Self::end) does: most requests end alike.
    #[wasm_bindgen(js_name = endNumber)]
    #[must_use]
    pub fn end_number(&self) -> u32 {
        self.ends
    }

    /// What was last said of a request that has ended, as JSON text.
    #[must_use]
    pub fn end(&self) -> String {
        let mut writer = Writer::new();
        if let Some((verdict, fate)) = &self.end {
            describe(&mut writer, verdict, *fate);
        }
        writer.finish()
    }

    /// The requests that have waited for too long, as JSON text.
    pub fn overdue(&mut self, now: i64) -> String {
        outcomes(&self.session.overdue(Timestamp::from_millis(now)))
    }

    /// A GOAWAY frame arrived. The outcomes as JSON text.
    pub fn goaway(
        &mut self,
        connection: u32,
        error_code: u32,
        last_stream_id: u32,
        debug_data: &[u8],
        now: i64,
    ) -> String {
        let goaway = GoAway::new(error_code, last_stream_id, debug_data);
        outcomes(&self.session.goaway(connection, &goaway, Timestamp::from_millis(now)))
    }

    /// The connection is closed. The outcomes as JSON text.
    pub fn closed(&mut self, connection: u32, now: i64) -> String {
        outcomes(&self.session.closed(connection, Timestamp::from_millis(now)))
    }

    /// A request that was to be sent again will not be.
    pub fn forget(&mut self, request: u64) {
        self.session.forget(request);
    }

    /// From now on this key is used.
    #[wasm_bindgen(js_name = replaceKey)]
    pub fn replace_key(&mut self, key: &ProviderKeyHandle, now: i64) {
        self.session.replace_key(Arc::clone(&key.0), Timestamp::from_millis(now));
    }

    /// Goes on after a stop.
    pub fn resume(&mut self, now: i64) {
        self.session.resume(Timestamp::from_millis(now));
    }

    /// The number of a connection to close.
    pub fn drained(&mut self) -> Option<u32> {
        self.session.drained()
    }

    /// When a PING is due.
    #[wasm_bindgen(js_name = pingDueAt)]
    pub fn ping_due_at(&mut self) -> Option<i64> {
        self.session.ping_due_at().map(Timestamp::as_millis)
    }

    /// A PING was answered.
    pub fn pinged(&mut self, connection: u32, now: i64) {
        self.session.pinged(connection, Timestamp::from_millis(now));
    }

    /// When to ask again although nothing has happened.
    #[wasm_bindgen(js_name = wakeAt)]
    pub fn wake_at(&mut self) -> Option<i64> {
        self.session.wake_at().map(Timestamp::as_millis)
    }

    /// How many requests are under way.
    #[wasm_bindgen(js_name = inFlight)]
    #[must_use]
    pub fn in_flight(&self) -> usize {
        self.session.in_flight()
    }

    /// The number of the current connection.
    #[wasm_bindgen(js_name = connectionNumber)]
    #[must_use]
    pub fn connection_number(&self) -> Option<u32> {
        self.session.connection_number()
    }
}

fn read(policy: &str) -> waxwing::error::Result<SessionPolicy> {
    let object = options::parse(policy)?;
    let options = Options::new(&object, "").only(&[
        "windowSeconds",
        "phaseSeconds",
        "maxStreams",
        "replyTimeoutMs",
        "pingAfterMs",
        "maxConnectionAgeMs",
        "maxAttempts",
        "ambiguousResends",
        "firstWaitMs",
        "maxWaitMs",
        "jitterSeed",
    ])?;
    let count = |name: &str| -> waxwing::error::Result<Option<u32>> {
        Ok(natural(&options, name)?.map(|number| u32::try_from(number).unwrap_or(u32::MAX)))
    };
    let time = |name: &str| -> waxwing::error::Result<Option<Duration>> {
        Ok(natural(&options, name)?.map(Duration::from_millis))
    };
    let mut policy = SessionPolicy::default().token_policy(token_policy(&options)?);
    if let Some(number) = count("maxStreams")? {
        policy = policy.max_streams(number);
    }
    if let Some(time) = time("replyTimeoutMs")? {
        policy = policy.reply_timeout(time);
    }
    if let Some(time) = time("pingAfterMs")? {
        policy = policy.ping_after(time);
    }
    if let Some(number) = count("maxAttempts")? {
        policy = policy.max_attempts(number);
    }
    if let Some(number) = count("ambiguousResends")? {
        policy = policy.ambiguous_resends(number);
    }
    let usual = Backoff::default();
    let (first, max) = (time("firstWaitMs")?, time("maxWaitMs")?);
    Ok(policy
        .max_connection_age(time("maxConnectionAgeMs")?)
        .backoff(Backoff { first: first.unwrap_or(usual.first), max: max.unwrap_or(usual.max) })
        .jitter_seed(natural(&options, "jitterSeed")?))
}

pub(crate) fn token_policy(options: &Options<'_>) -> waxwing::error::Result<TokenPolicy> {
    TokenPolicy::new(
        options.integer("windowSeconds")?.unwrap_or(TokenPolicy::DEFAULT_WINDOW_S),
        options.integer("phaseSeconds")?.unwrap_or_default(),
    )
}

fn natural(options: &Options<'_>, name: &str) -> waxwing::error::Result<Option<u64>> {
    let number = options.integer(name)?.map(u64::try_from).transpose();
    number.map_err(|_| invalid(name, "a number from 0 on", "a negative one"))
}

/// Outcomes as JSON text. Their numbers are texts, since they may be larger than numbers of JSON
/// are where they go.
fn outcomes(list: &[Outcome]) -> String {
    array(list.iter().map(|outcome| {
        let mut writer = Writer::new();
        writer.text("request", &outcome.request.to_string()).number("attempt", outcome.attempt);
        describe(&mut writer, &outcome.verdict, outcome.fate);
        writer.finish()
    }))
}

fn describe(writer: &mut Writer, verdict: &Verdict, fate: Fate) {
    let resend = verdict.retry_after.is_some();
    writer
        .text("action", verdict.action.name())
        .text("scope", verdict.scope.name())
        .text("fate", fate.name())
        .flag("resend", resend);
    if let Some(wait) = verdict.retry_after {
        writer.raw("retryAfterMs", wait.as_millis());
    }
    writer
        .flag("newConnection", verdict.new_connection)
        .flag("mayDuplicate", resend && fate == Fate::Ambiguous);
    reply::reason(writer, verdict);
}
