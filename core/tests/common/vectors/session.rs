//! Operation `session`.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use waxwing::apns::{
    Backoff, GoAway, Next, Outcome as End, ProviderKey, Reply, Session, SessionPolicy, TokenPolicy,
};
use waxwing::time::Timestamp;

use super::{Outcome, without_nulls};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SessionCase {
    policy: Policy,
    credential: String,
    p8: Option<String>,
    key_id: Option<String>,
    team_id: Option<String>,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Policy {
    window_s: Option<i64>,
    phase_s: Option<i64>,
    max_streams: Option<u32>,
    reply_timeout_ms: Option<u64>,
    ping_after_ms: Option<u64>,
    max_connection_age_ms: Option<u64>,
    max_attempts: Option<u32>,
    ambiguous_resends: Option<u32>,
    first_wait_ms: Option<u64>,
    max_wait_ms: Option<u64>,
    jitter_seed: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    call: String,
    now_ms: i64,
    connection: Option<u32>,
    max_concurrent_streams: Option<u32>,
    request: Option<u64>,
    stream: Option<u32>,
    expires_at_ms: Option<i64>,
    status: Option<u16>,
    headers: Option<Vec<(String, String)>>,
    body: Option<String>,
    registered_at_ms: Option<i64>,
    error_code: Option<u32>,
    last_stream_id: Option<u32>,
    debug_text: Option<String>,
    key_id: Option<String>,
}

pub(super) fn session(case: &SessionCase) -> Outcome {
    let policy = policy(&case.policy)?;
    let key = |key_id: &str| {
        let (p8, team_id) = (case.p8.as_ref().unwrap(), case.team_id.as_ref().unwrap());
        ProviderKey::from_p8(p8, key_id, team_id).map(Arc::new)
    };
    let mut session = match case.credential.as_str() {
        "key" => Session::with_key(key(case.key_id.as_ref().unwrap())?, policy)?,
        "certificate" => Session::with_certificate(policy)?,
        other => panic!("unknown credential {other}"),
    };
    let run = |step| {
        let replacement = |id: &str| key(id).unwrap();
        call(&mut session, step, replacement)
    };
    Ok(case.steps.iter().map(run).collect())
}

fn policy(given: &Policy) -> Result<SessionPolicy, waxwing::error::Error> {
    let mut policy = SessionPolicy::default();
    if given.window_s.is_some() || given.phase_s.is_some() {
        let window_s = given.window_s.unwrap_or(TokenPolicy::DEFAULT_WINDOW_S);
        policy = policy.token_policy(TokenPolicy::new(window_s, given.phase_s.unwrap_or(0))?);
    }
    if let Some(number) = given.max_streams {
        policy = policy.max_streams(number);
    }
    if let Some(millis) = given.reply_timeout_ms {
        policy = policy.reply_timeout(Duration::from_millis(millis));
    }
    if let Some(millis) = given.ping_after_ms {
        policy = policy.ping_after(Duration::from_millis(millis));
    }
    if let Some(number) = given.max_attempts {
        policy = policy.max_attempts(number);
    }
    if let Some(number) = given.ambiguous_resends {
        policy = policy.ambiguous_resends(number);
    }
    let usual = Backoff::default();
    let wait = |given: Option<u64>, usual| given.map_or(usual, Duration::from_millis);
    Ok(policy
        .max_connection_age(given.max_connection_age_ms.map(Duration::from_millis))
        .jitter_seed(given.jitter_seed)
        .backoff(Backoff {
            first: wait(given.first_wait_ms, usual.first),
            max: wait(given.max_wait_ms, usual.max),
        }))
}

fn call(session: &mut Session, step: &Step, key: impl Fn(&str) -> Arc<ProviderKey>) -> Value {
    let now = Timestamp::from_millis(step.now_ms);
    let at = |time: Option<Timestamp>| json!(time.map(Timestamp::as_millis));
    let request = || step.request.expect("the step names its request");
    let connection = || step.connection.expect("the step names its connection");
    match step.call.as_str() {
        "next" => next(&session.next(now)),
        "connected" => json!(session.connected(now)),
        "connect_failed" => {
            session.connect_failed(now);
            Value::Null
        }
        "settings" => {
            session.settings(connection(), step.max_concurrent_streams, now);
            Value::Null
        }
        "sent" => {
            let expires_at = step.expires_at_ms.map(Timestamp::from_millis);
            match session.sent(request(), step.stream, expires_at, now) {
                Ok(()) => Value::Null,
                Err(error) => json!({"error": error.code().name()}),
            }
        }
        "reply" => {
            let headers = step.headers.as_ref().unwrap().iter().map(|(name, value)| (name, value));
            let body = step.body.as_ref().unwrap().as_bytes();
            let reply = Reply::from_parts(step.status.unwrap(), headers, body);
            let registered_at = step.registered_at_ms.map(Timestamp::from_millis);
            json!(session.reply(request(), &reply, registered_at, now).as_ref().map(end))
        }
        "reset" => json!(session.reset(request(), step.error_code, now).as_ref().map(end)),
        "overdue" => ends(&session.overdue(now)),
        "goaway" => {
            let debug = step.debug_text.as_ref().unwrap().as_bytes();
            let goaway = GoAway::new(step.error_code.unwrap(), step.last_stream_id.unwrap(), debug);
            ends(&session.goaway(connection(), &goaway, now))
        }
        "closed" => ends(&session.closed(connection(), now)),
        "forget" => {
            session.forget(request());
            Value::Null
        }
        "replace_key" => {
            session.replace_key(key(step.key_id.as_ref().unwrap()), now);
            Value::Null
        }
        "resume" => {
            session.resume(now);
            Value::Null
        }
        "pinged" => {
            session.pinged(connection(), now);
            Value::Null
        }
        "drained" => json!(session.drained()),
        "ping_due_at" => at(session.ping_due_at()),
        "wake_at" => at(session.wake_at()),
        "in_flight" => json!(session.in_flight()),
        "connection_number" => json!(session.connection_number()),
        other => panic!("unknown call {other}"),
    }
}

fn next(next: &Next) -> Value {
    let room = next.room();
    without_nulls(json!({
        "next": next.name(),
        "because": next.because().name(),
        "room": (room > 0).then_some(room),
        "issued_at_s": next.token().map(|token| token.issued_at().as_secs()),
        "key_id": next.token().map(|token| token.key_id().as_str()),
        "at_ms": next.wait_until().map(Timestamp::as_millis),
    }))
}

fn ends(outcomes: &[End]) -> Value {
    outcomes.iter().map(end).collect()
}

fn end(outcome: &End) -> Value {
    assert_eq!(outcome.resend(), outcome.retry_after().is_some());
    json!({
        "request": outcome.request,
        "action": outcome.verdict.action.name(),
        "fate": outcome.fate.name(),
        "attempt": outcome.attempt,
        "retry_after_ms": outcome.retry_after().map(|wait| u64::try_from(wait.as_millis()).unwrap()),
        "new_connection": outcome.verdict.new_connection,
        "may_duplicate": outcome.may_duplicate(),
    })
}
