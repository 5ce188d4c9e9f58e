//! The figures of a session, and the waits between attempts.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use waxwing::apns::{self, TokenPolicy};
use waxwing::error::ErrorCode;

use crate::convert::{int, millis, u32_, u64_};
use crate::error::OrRaise;

/// How waits grow.
#[pyclass(frozen, eq, hash, module = "waxwing.apns")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Backoff(apns::Backoff);

#[pymethods]
impl Backoff {
    #[new]
    #[pyo3(
        signature = (*, first_ms=None, max_ms=None),
        text_signature = "(*, first_ms=1000, max_ms=900000)"
    )]
    fn new(
        first_ms: Option<&Bound<'_, PyAny>>,
        max_ms: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let mut backoff = apns::Backoff::default();
        if let Some(first) = first_ms {
            backoff.first = millis(first, "first_ms")?;
        }
        if let Some(max) = max_ms {
            backoff.max = millis(max, "max_ms")?;
        }
        Ok(Self(backoff))
    }

    /// The wait after the first attempt.
    #[getter]
    fn first_ms(&self) -> u128 {
        self.0.first.as_millis()
    }

    /// The longest wait.
    #[getter]
    fn max_ms(&self) -> u128 {
        self.0.max.as_millis()
    }

    /// The wait after so many attempts.
    #[pyo3(
        signature = (attempt, /, *, jitter_permille=None),
        text_signature = "($self, attempt, /, *, jitter_permille=0)"
    )]
    fn delay_ms(
        &self,
        attempt: &Bound<'_, PyAny>,
        jitter_permille: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<u128> {
        let attempt = u32_(attempt, "attempt")?;
        let jitter = jitter_permille.map_or(Ok(0), |jitter| u32_(jitter, "jitter_permille"))?;
        Ok(self.0.delay(attempt, jitter).as_millis())
    }

    /// For `copy` and `pickle`.
    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let options = PyDict::new(py);
        options.set_item("first_ms", self.first_ms())?;
        options.set_item("max_ms", self.max_ms())?;
        Ok((PyTuple::empty(py), options))
    }

    fn __repr__(&self) -> String {
        format!("Backoff(first_ms={}, max_ms={})", self.first_ms(), self.max_ms())
    }
}

/// The figures of a session.
#[pyclass(frozen, eq, module = "waxwing.apns")]
pub(crate) struct SessionPolicy {
    pub(super) policy: apns::SessionPolicy,
    /// What was given, for `repr` and `pickle`.
    given: Vec<(&'static str, i128)>,
}

impl PartialEq for SessionPolicy {
    fn eq(&self, other: &Self) -> bool {
        self.policy == other.policy
    }
}

#[pymethods]
impl SessionPolicy {
    #[new]
    #[pyo3(
        signature = (*, window_s=None, phase_s=None, max_streams=None, reply_timeout_ms=None,
            ping_after_ms=None, max_connection_age_ms=None, max_attempts=None, ambiguous_resends=None, first_wait_ms=None,
            max_wait_ms=None, jitter_seed=None),
        text_signature = "(*, window_s=3000, phase_s=0, max_streams=1000, \
            reply_timeout_ms=30000, ping_after_ms=3600000, max_connection_age_ms=None, \
            max_attempts=5, ambiguous_resends=1, first_wait_ms=1000, \
            max_wait_ms=900000, jitter_seed=None)"
    )]
    #[expect(clippy::too_many_arguments, reason = "each is a keyword in Python")]
    fn new(
        py: Python<'_>,
        window_s: Option<&Bound<'_, PyAny>>,
        phase_s: Option<&Bound<'_, PyAny>>,
        max_streams: Option<&Bound<'_, PyAny>>,
        reply_timeout_ms: Option<&Bound<'_, PyAny>>,
        ping_after_ms: Option<&Bound<'_, PyAny>>,
        max_connection_age_ms: Option<&Bound<'_, PyAny>>,
        max_attempts: Option<&Bound<'_, PyAny>>,
        ambiguous_resends: Option<&Bound<'_, PyAny>>,
        first_wait_ms: Option<&Bound<'_, PyAny>>,
        max_wait_ms: Option<&Bound<'_, PyAny>>,
        jitter_seed: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let given = [
            ("window_s", window_s),
            ("phase_s", phase_s),
            ("max_streams", max_streams),
            ("reply_timeout_ms", reply_timeout_ms),
            ("ping_after_ms", ping_after_ms),
            ("max_connection_age_ms", max_connection_age_ms),
            ("max_attempts", max_attempts),
            ("ambiguous_resends", ambiguous_resends),
            ("first_wait_ms", first_wait_ms),
            ("max_wait_ms", max_wait_ms),
            ("jitter_seed", jitter_seed),
        ];
        let mut policy = apns::SessionPolicy::default();
        let (mut tokens, mut backoff) = (TokenPolicy::default(), apns::Backoff::default());
        let (mut window, mut phase) = (tokens.window_s(), tokens.phase_s());
        let mut kept = Vec::new();
        for (name, value) in given {
            let Some(value) = value else { continue };
            match name {
                "window_s" => window = int(value, ErrorCode::InvalidTokenPolicy, "window")?,
                "phase_s" => phase = int(value, ErrorCode::InvalidTokenPolicy, "phase")?,
                "max_streams" => policy = policy.max_streams(u32_(value, name)?),
                "reply_timeout_ms" => policy = policy.reply_timeout(millis(value, name)?),
                "ping_after_ms" => policy = policy.ping_after(millis(value, name)?),
                "max_connection_age_ms" => {
                    policy = policy.max_connection_age(millis(value, name)?);
                }
                "max_attempts" => policy = policy.max_attempts(u32_(value, name)?),
                "ambiguous_resends" => policy = policy.ambiguous_resends(u32_(value, name)?),
                "first_wait_ms" => backoff.first = millis(value, name)?,
                "max_wait_ms" => backoff.max = millis(value, name)?,
                _ => policy = policy.jitter_seed(u64_(value, name)?),
            }
            kept.push((name, value.extract()?));
        }
        tokens = TokenPolicy::new(window, phase).or_raise(py)?;
        policy = policy.token_policy(tokens).backoff(backoff);
        policy.check().or_raise(py)?;
        Ok(Self { policy, given: kept })
    }

    /// For `copy` and `pickle`.
    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let options = PyDict::new(py);
        for (name, value) in &self.given {
            options.set_item(name, value)?;
        }
        Ok((PyTuple::empty(py), options))
    }

    fn __repr__(&self) -> String {
        let given: Vec<String> =
            self.given.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("SessionPolicy({})", given.join(", "))
    }
}
