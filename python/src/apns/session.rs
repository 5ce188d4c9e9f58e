//! Sessions: what happens on connections in, what to do out.

use std::sync::Mutex;

use pyo3::prelude::*;
use pyo3::sync::MutexExt as _;
use pyo3::types::PyType;
use waxwing::apns::{self, Fate, Reason};
use waxwing::time::Timestamp;

use super::goaway::GoAway;
use super::key::{ProviderKey, ProviderToken};
use super::policy::SessionPolicy;
use super::reply::Reply;
use crate::convert::{now as read_now, time, u32_, u64_};
use crate::error::{OrRaise, exception, fenced, panicked};

/// The policy of a connection to APNs and its successors.
#[pyclass(frozen, module = "waxwing.apns")]
pub(crate) struct Session(Mutex<State>);

struct State {
    session: apns::Session,
    /// The last token that was given out, so that each is made an object of Python's once.
    token: Option<Py<ProviderToken>>,
}

type Given<'a, 'py> = Option<&'a Bound<'py, PyAny>>;

#[pymethods]
impl Session {
    /// One that sends provider tokens of this key.
    #[classmethod]
    #[pyo3(signature = (key, policy=None, /))]
    fn with_key(
        cls: &Bound<'_, PyType>,
        key: &Bound<'_, ProviderKey>,
        policy: Option<&Bound<'_, SessionPolicy>>,
    ) -> PyResult<Self> {
        let key = key.get().0.clone();
        let session = apns::Session::with_key(key, read_policy(policy)).or_raise(cls.py())?;
        Ok(Self::new(session))
    }

    /// One on connections with a client certificate.
    #[classmethod]
    #[pyo3(signature = (policy=None, /))]
    fn with_certificate(
        cls: &Bound<'_, PyType>,
        policy: Option<&Bound<'_, SessionPolicy>>,
    ) -> PyResult<Self> {
        let session = apns::Session::with_certificate(read_policy(policy)).or_raise(cls.py())?;
        Ok(Self::new(session))
    }

    /// What to do now.
    #[pyo3(signature = (*, now=None))]
    fn next(&self, py: Python<'_>, now: Given<'_, '_>) -> PyResult<Next> {
        let now = read_now(py, now)?;
        let (next, last) = self.with(py, |state| {
            let next = state.session.next(now);
            let last = state.token.as_ref().map(|token| token.clone_ref(py));
            (next, last)
        })?;
        let token = match (next.token(), last) {
            (None, _) => None,
            (Some(token), Some(last)) if last.get().token.as_str() == token.as_str() => Some(last),
            (Some(token), _) => {
                let token = Py::new(py, ProviderToken::new(py, token.clone())?)?;
                let kept = token.clone_ref(py);
                // What it replaces is dropped outside.
                let replaced = self.with(py, |state| state.token.replace(kept))?;
                drop(replaced);
                Some(token)
            }
        };
        Ok(Next {
            action: next.name(),
            because: next.because().name(),
            room: next.room(),
            token,
            at_ms: next.wait_until().map(Timestamp::as_millis),
        })
    }

    /// A connection is open.
    #[pyo3(signature = (*, now=None))]
    fn connected(&self, py: Python<'_>, now: Given<'_, '_>) -> PyResult<u32> {
        let now = read_now(py, now)?;
        self.with(py, |state| state.session.connected(now))
    }

    /// A connection could not be opened.
    #[pyo3(signature = (*, now=None))]
    fn connect_failed(&self, py: Python<'_>, now: Given<'_, '_>) -> PyResult<()> {
        let now = read_now(py, now)?;
        self.with(py, |state| state.session.connect_failed(now))
    }

    /// The server's SETTINGS arrived.
    #[pyo3(signature = (connection, max_concurrent_streams, /, *, now=None))]
    fn settings(
        &self,
        py: Python<'_>,
        connection: &Bound<'_, PyAny>,
        max_concurrent_streams: Given<'_, '_>,
        now: Given<'_, '_>,
    ) -> PyResult<()> {
        let connection = u32_(connection, "connection")?;
        let limit = max_concurrent_streams.map(|it| u32_(it, "max_concurrent_streams"));
        let (limit, now) = (limit.transpose()?, read_now(py, now)?);
        self.with(py, |state| state.session.settings(connection, limit, now))
    }

    /// A request is about to be sent.
    #[pyo3(signature = (request, /, *, stream=None, expires_at=None, now=None))]
    fn sent(
        &self,
        py: Python<'_>,
        request: &Bound<'_, PyAny>,
        stream: Given<'_, '_>,
        expires_at: Given<'_, '_>,
        now: Given<'_, '_>,
    ) -> PyResult<()> {
        let request = u64_(request, "request")?;
        let stream = stream.map(|it| u32_(it, "stream")).transpose()?;
        let expires_at = expires_at.map(|it| time(it, "expires_at")).transpose()?;
        let now = read_now(py, now)?;
        self.with(py, |state| state.session.sent(request, stream, expires_at, now))?.or_raise(py)
    }

    /// A reply arrived.
    #[pyo3(signature = (request, reply, registered_at=None, /, *, now=None))]
    fn reply(
        &self,
        py: Python<'_>,
        request: &Bound<'_, PyAny>,
        reply: &Bound<'_, Reply>,
        registered_at: Given<'_, '_>,
        now: Given<'_, '_>,
    ) -> PyResult<Option<Outcome>> {
        let request = u64_(request, "request")?;
        let reply = &reply.get().0;
        let registered_at = registered_at.map(|it| time(it, "registered_at")).transpose()?;
        let now = read_now(py, now)?;
        let outcome =
            self.with(py, |state| state.session.reply(request, reply, registered_at, now))?;
        Ok(outcome.map(Outcome))
    }

    /// The stream of a request was reset, or the request failed.
    #[pyo3(signature = (request, error_code=None, /, *, now=None))]
    fn reset(
        &self,
        py: Python<'_>,
        request: &Bound<'_, PyAny>,
        error_code: Given<'_, '_>,
        now: Given<'_, '_>,
    ) -> PyResult<Option<Outcome>> {
        let request = u64_(request, "request")?;
        let code = error_code.map(|it| u32_(it, "error_code")).transpose()?;
        let now = read_now(py, now)?;
        Ok(self.with(py, |state| state.session.reset(request, code, now))?.map(Outcome))
    }

    /// The requests that have waited too long.
    #[pyo3(signature = (*, now=None))]
    fn overdue(&self, py: Python<'_>, now: Given<'_, '_>) -> PyResult<Vec<Outcome>> {
        let now = read_now(py, now)?;
        self.with(py, |state| state.session.overdue(now)).map(outcomes)
    }

    /// A GOAWAY frame arrived.
    #[pyo3(signature = (connection, goaway, /, *, now=None))]
    fn goaway(
        &self,
        py: Python<'_>,
        connection: &Bound<'_, PyAny>,
        goaway: &Bound<'_, GoAway>,
        now: Given<'_, '_>,
    ) -> PyResult<Vec<Outcome>> {
        let connection = u32_(connection, "connection")?;
        let (goaway, now) = (&goaway.get().frame, read_now(py, now)?);
        self.with(py, |state| state.session.goaway(connection, goaway, now)).map(outcomes)
    }

    /// The connection is closed.
    #[pyo3(signature = (connection, /, *, now=None))]
    fn closed(
        &self,
        py: Python<'_>,
        connection: &Bound<'_, PyAny>,
        now: Given<'_, '_>,
    ) -> PyResult<Vec<Outcome>> {
        let (connection, now) = (u32_(connection, "connection")?, read_now(py, now)?);
        self.with(py, |state| state.session.closed(connection, now)).map(outcomes)
    }

    /// A request will not be sent again.
    #[pyo3(signature = (request, /))]
    fn forget(&self, py: Python<'_>, request: &Bound<'_, PyAny>) -> PyResult<()> {
        let request = u64_(request, "request")?;
        self.with(py, |state| state.session.forget(request))
    }

    /// From now on this key is used.
    #[pyo3(signature = (key, /, *, now=None))]
    fn replace_key(
        &self,
        py: Python<'_>,
        key: &Bound<'_, ProviderKey>,
        now: Given<'_, '_>,
    ) -> PyResult<()> {
        let (key, now) = (key.get().0.clone(), read_now(py, now)?);
        self.with(py, |state| state.session.replace_key(key, now))
    }

    /// Goes on after a stop.
    #[pyo3(signature = (*, now=None))]
    fn resume(&self, py: Python<'_>, now: Given<'_, '_>) -> PyResult<()> {
        let now = read_now(py, now)?;
        self.with(py, |state| state.session.resume(now))
    }

    /// The number of a connection to close.
    fn drained(&self, py: Python<'_>) -> PyResult<Option<u32>> {
        self.with(py, |state| state.session.drained())
    }

    /// When a PING is due.
    fn ping_due_at(&self, py: Python<'_>) -> PyResult<Option<i64>> {
        self.with(py, |state| state.session.ping_due_at().map(Timestamp::as_millis))
    }

    /// A PING was answered.
    #[pyo3(signature = (connection, /, *, now=None))]
    fn pinged(
        &self,
        py: Python<'_>,
        connection: &Bound<'_, PyAny>,
        now: Given<'_, '_>,
    ) -> PyResult<()> {
        let (connection, now) = (u32_(connection, "connection")?, read_now(py, now)?);
        self.with(py, |state| state.session.pinged(connection, now))
    }

    /// When to ask again although nothing has happened.
    fn wake_at(&self, py: Python<'_>) -> PyResult<Option<i64>> {
        self.with(py, |state| state.session.wake_at().map(Timestamp::as_millis))
    }

    /// How many requests are under way.
    #[getter]
    fn in_flight(&self, py: Python<'_>) -> PyResult<usize> {
        self.with(py, |state| state.session.in_flight())
    }

    /// The number of the current connection.
    #[getter]
    fn connection_number(&self, py: Python<'_>) -> PyResult<Option<u32>> {
        self.with(py, |state| state.session.connection_number())
    }

    /// Where it stands, without key and tokens.
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        self.with(py, |state| {
            let in_flight = state.session.in_flight();
            match state.session.connection_number() {
                Some(number) => format!("<Session on connection {number}, {in_flight} in flight>"),
                None => format!("<Session without connection, {in_flight} in flight>"),
            }
        })
    }
}

impl Session {
    const fn new(session: apns::Session) -> Self {
        Self(Mutex::new(State { session, token: None }))
    }

    /// One call to the core under the lock, in which no code of Python's runs.
    fn with<T>(&self, py: Python<'_>, work: impl FnOnce(&mut State) -> T) -> PyResult<T> {
        // After a panic what the session knows may not hold together.
        let mut state = self.0.lock_py_attached(py).map_err(|_| exception(py, &panicked()))?;
        fenced(py, || work(&mut state))
    }
}

fn read_policy(policy: Option<&Bound<'_, SessionPolicy>>) -> apns::SessionPolicy {
    policy.map_or_else(apns::SessionPolicy::default, |policy| policy.get().policy.clone())
}

fn outcomes(outcomes: Vec<apns::Outcome>) -> Vec<Outcome> {
    outcomes.into_iter().map(Outcome).collect()
}

/// What to do now.
#[pyclass(frozen, get_all, module = "waxwing.apns")]
pub(crate) struct Next {
    action: &'static str,
    because: &'static str,
    room: u32,
    token: Option<Py<ProviderToken>>,
    at_ms: Option<i64>,
}

#[pymethods]
impl Next {
    /// Without the token.
    fn __repr__(&self) -> String {
        let Self { action, because, room, .. } = self;
        match self.at_ms {
            Some(at) => format!("<Next {action} {at} ({because})>"),
            None if *room > 0 => format!("<Next {action}, room for {room}>"),
            None => format!("<Next {action} ({because})>"),
        }
    }
}

/// How a request ended.
#[pyclass(frozen, eq, module = "waxwing.apns")]
#[derive(PartialEq)]
pub(crate) struct Outcome(apns::Outcome);

#[pymethods]
impl Outcome {
    /// The caller's number of the request.
    #[getter]
    fn request(&self) -> u64 {
        self.0.request
    }

    /// What to do.
    #[getter]
    fn action(&self) -> &'static str {
        self.0.verdict.action.name()
    }

    /// What it holds for.
    #[getter]
    fn scope(&self) -> &'static str {
        self.0.verdict.scope.name()
    }

    /// Whether it was processed.
    #[getter]
    fn fate(&self) -> &'static str {
        self.0.fate.name()
    }

    /// How often it has been sent.
    #[getter]
    fn attempt(&self) -> u32 {
        self.0.attempt
    }

    /// How long to wait before sending it again.
    #[getter]
    fn retry_after_ms(&self) -> Option<u128> {
        self.0.retry_after().map(|wait| wait.as_millis())
    }

    /// Whether the next request goes on a new connection.
    #[getter]
    fn new_connection(&self) -> bool {
        self.0.verdict.new_connection
    }

    /// Whether sending it again may show the notification twice.
    #[getter]
    fn may_duplicate(&self) -> bool {
        self.0.may_duplicate()
    }

    /// Whether to send it again.
    #[getter]
    fn resend(&self) -> bool {
        self.0.resend()
    }

    /// Why, in Apple's words.
    #[getter]
    fn reason(&self) -> Option<&str> {
        self.0.verdict.reason.as_ref().map(Reason::as_str)
    }

    /// Since when the device token is known to be invalid.
    #[getter]
    fn since_ms(&self) -> Option<i64> {
        self.0.verdict.since.map(Timestamp::as_millis)
    }

    /// What to do, in a sentence for people.
    #[getter]
    fn advice(&self) -> &'static str {
        self.0.verdict.advice
    }

    fn __repr__(&self) -> String {
        let (request, action, attempt) = (self.request(), self.action(), self.attempt());
        let fate = match self.0.fate {
            Fate::Answered => String::new(),
            other => format!(", {other}"),
        };
        match self.retry_after_ms() {
            Some(wait) => {
                format!("<Outcome of {request}: {action} after {wait} ms, attempt {attempt}{fate}>")
            }
            None => format!("<Outcome of {request}: {action}, attempt {attempt}{fate}>"),
        }
    }
}
