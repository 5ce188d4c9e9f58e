//! `session.json`: scripts of what happens on connections, and what the session says to it.

mod certificates;
mod ends;
mod policy;
mod streams;
mod tokens;

use serde_json::{Value, json};

use super::key_file::{p8, rfc6979};
use super::provider_key::{KEY_ID, TEAM_ID};
use crate::file::{Case, VectorFile};

/// The beginning of a window of 50 minutes, 2015-07-17T23:50:00Z: times of scripts count from it.
const START_MS: i64 = 1_437_177_000_000;
const MINUTE_MS: i64 = 60_000;

pub(super) fn file() -> VectorFile {
    let mut cases = streams::cases();
    cases.extend(tokens::cases());
    cases.extend(certificates::cases());
    cases.extend(ends::cases());
    cases.extend(policy::cases());
    VectorFile::new(
        "session.json",
        "session",
        "What a sender may do on its connections to APNs, as scripts: each step is a call with \
         the time it is made at, and expect lists what each call gives. A call that is refused \
         gives its error, an unknown request null. The token of a send is named by its issue \
         time and key.",
        cases,
    )
    .never_refuses()
}

/// A script in the making.
struct Script {
    name: String,
    policy: Value,
    credential: &'static str,
    now_ms: i64,
    steps: Vec<Value>,
    expect: Vec<Value>,
}

/// A request's end as the caller sees it.
struct End {
    action: &'static str,
    fate: &'static str,
    attempt: u32,
    retry_after_ms: Option<i64>,
    new_connection: bool,
}

impl End {
    fn answered(action: &'static str) -> Self {
        Self { action, fate: "answered", attempt: 1, retry_after_ms: None, new_connection: false }
    }

    fn lost() -> Self {
        Self { fate: "ambiguous", retry_after_ms: Some(0), ..Self::answered("retry") }
    }

    fn unprocessed() -> Self {
        Self { fate: "not_processed", ..Self::lost() }
    }

    fn given_up() -> Self {
        Self { fate: "ambiguous", ..Self::answered("give_up") }
    }

    fn attempt(self, attempt: u32) -> Self {
        Self { attempt, ..self }
    }

    fn after_ms(self, wait: i64) -> Self {
        Self { retry_after_ms: Some(wait), ..self }
    }

    fn elsewhere(self) -> Self {
        Self { new_connection: true, ..self }
    }

    fn of(&self, request: u64) -> Value {
        json!({
            "request": request,
            "action": self.action,
            "fate": self.fate,
            "attempt": self.attempt,
            "retry_after_ms": self.retry_after_ms,
            "new_connection": self.new_connection,
            "may_duplicate": self.fate == "ambiguous" && self.retry_after_ms.is_some(),
        })
    }
}

impl Script {
    fn new(name: &str) -> Self {
        Self {
            name: name.into(),
            policy: json!({}),
            credential: "key",
            now_ms: 0,
            steps: Vec::new(),
            expect: Vec::new(),
        }
    }

    /// Connected, and past the first success with request 1.
    fn proven(name: &str) -> Self {
        Self::new(name).proven_now()
    }

    fn proven_now(self) -> Self {
        self.connect("first", 1).send(1).answer(1, 200, None, End::answered("delivered"))
    }

    fn policy(mut self, policy: Value) -> Self {
        self.policy = policy;
        self
    }

    fn certificate(mut self) -> Self {
        self.credential = "certificate";
        self
    }

    /// Sets the clock: milliseconds after the window began.
    fn at(mut self, now_ms: i64) -> Self {
        self.now_ms = now_ms;
        self
    }

    fn step(mut self, call: &str, inputs: Value, gives: Value) -> Self {
        let mut step = json!({"call": call, "now_ms": START_MS + self.now_ms});
        let Value::Object(inputs) = inputs else { panic!("inputs are an object") };
        for (key, value) in inputs {
            step[key] = value;
        }
        self.steps.push(step);
        self.expect.push(gives);
        self
    }

    /// There is room for so many requests, with the token of this time after the window began.
    fn room_with(self, room: u32, issued_at_ms: i64, key_id: &str) -> Self {
        let issued_at_s = (START_MS + issued_at_ms) / 1000;
        let gives = json!({"next": "send", "because": "clear", "room": room,
            "issued_at_s": issued_at_s, "key_id": key_id});
        self.step("next", json!({}), gives)
    }

    fn room(self, room: u32) -> Self {
        self.room_with(room, 0, KEY_ID)
    }

    fn must(self, next: &str, because: &str) -> Self {
        self.step("next", json!({}), json!({"next": next, "because": because}))
    }

    fn must_wait(self, until_ms: i64, because: &str) -> Self {
        let gives = json!({"next": "wait_until", "because": because, "at_ms": START_MS + until_ms});
        self.step("next", json!({}), gives)
    }

    fn connected(self, number: u32) -> Self {
        self.step("connected", json!({}), json!(number))
    }

    fn connect(self, because: &str, number: u32) -> Self {
        self.must("connect", because).connected(number)
    }

    /// Asks, and sends.
    fn send(self, request: u64) -> Self {
        self.send_on(request, None, 0)
    }

    /// Asks and sends with the token of this time after the window began, on this stream.
    fn send_on(self, request: u64, stream: Option<u32>, issued_at_ms: i64) -> Self {
        let room = self.room_now().unwrap_or(1);
        self.room_with(room, issued_at_ms, KEY_ID).sent(request, stream)
    }

    /// How much room there is after what has happened in the script, as its author counts: one
    /// before the first success on the newest connection, else 1000 or the limit reported for it,
    /// less what is under way there.
    fn room_now(&self) -> Option<u32> {
        if self.credential == "certificate" {
            return None;
        }
        let (mut limit, mut proven, mut under_way) = (1000_u32, false, Vec::new());
        for (step, gives) in self.steps.iter().zip(&self.expect) {
            match step["call"].as_str()? {
                "connected" => (limit, proven, under_way) = (1000, false, Vec::new()),
                "settings" => {
                    let reported = step["max_concurrent_streams"].as_u64();
                    limit = reported.map_or(1000, |it| u32::try_from(it).unwrap_or(1000).min(1000));
                }
                "sent" if gives.is_null() => under_way.push(step["request"].clone()),
                "reply" | "reset" => {
                    under_way.retain(|it| *it != step["request"]);
                    proven |= gives["action"] == "delivered";
                }
                "overdue" | "goaway" => {
                    let ended = gives.as_array()?;
                    under_way.retain(|it| !ended.iter().any(|end| end["request"] == *it));
                }
                _ => {}
            }
        }
        let used = u32::try_from(under_way.len()).ok()?;
        Some(if proven { limit } else { limit.min(1) } - used)
    }

    fn sent(self, request: u64, stream: Option<u32>) -> Self {
        let mut inputs = json!({"request": request});
        if let Some(stream) = stream {
            inputs["stream"] = json!(stream);
        }
        self.step("sent", inputs, Value::Null)
    }

    fn not_sent(self, request: u64) -> Self {
        self.step("sent", json!({"request": request}), json!({"error": "invalid_state"}))
    }

    fn answer(self, request: u64, status: u16, reason: Option<&str>, end: End) -> Self {
        self.answer_with(request, status, reason, json!({}), end)
    }

    /// An answer, with further inputs.
    fn answer_with(
        self,
        request: u64,
        status: u16,
        reason: Option<&str>,
        more: Value,
        end: End,
    ) -> Self {
        let body = reason.map_or(String::new(), |reason| format!(r#"{{"reason":"{reason}"}}"#));
        let mut inputs = json!({"request": request, "status": status, "headers": [], "body": body});
        let Value::Object(more) = more else { panic!("inputs are an object") };
        for (key, value) in more {
            inputs[key] = value;
        }
        let gives = end.of(request);
        self.step("reply", inputs, gives)
    }

    fn reset(self, request: u64, error_code: Option<u32>, end: End) -> Self {
        let mut inputs = json!({"request": request});
        if let Some(code) = error_code {
            inputs["error_code"] = json!(code);
        }
        let gives = end.of(request);
        self.step("reset", inputs, gives)
    }

    fn settings(self, connection: u32, limit: Option<u32>) -> Self {
        let mut inputs = json!({"connection": connection});
        if let Some(limit) = limit {
            inputs["max_concurrent_streams"] = json!(limit);
        }
        self.step("settings", inputs, Value::Null)
    }

    fn goaway(self, connection: u32, last: u32, debug: &str, ends: &[(u64, End)]) -> Self {
        let inputs = json!({"connection": connection, "error_code": 0, "last_stream_id": last,
            "debug_text": debug});
        self.step("goaway", inputs, list(ends))
    }

    fn closed(self, connection: u32, ends: &[(u64, End)]) -> Self {
        self.step("closed", json!({"connection": connection}), list(ends))
    }

    fn overdue(self, ends: &[(u64, End)]) -> Self {
        self.step("overdue", json!({}), list(ends))
    }

    fn plain(self, call: &str, gives: Value) -> Self {
        self.step(call, json!({}), gives)
    }

    fn case(self) -> Case {
        frame(&self.name, self.policy, self.credential, self.steps)
            .expect(Value::Array(self.expect))
    }
}

fn frame(name: &str, policy: Value, credential: &str, steps: Vec<Value>) -> Case {
    let case = Case::new(name).set("policy", policy).set("credential", credential);
    let case = match credential {
        "key" => case.set("p8", p8(&rfc6979())).set("key_id", KEY_ID).set("team_id", TEAM_ID),
        _ => case,
    };
    case.set("steps", steps)
}

fn list(ends: &[(u64, End)]) -> Value {
    ends.iter().map(|(request, end)| end.of(*request)).collect()
}
