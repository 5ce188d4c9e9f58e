//! What APNs accepts and rarely is meant; what was cut off; what push types and headers are like.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use waxwing::apns::{self, PushType};

use super::reply::header_pairs;
use crate::convert::{bytes, text};
use crate::error::OrRaise;

/// Something that APNs accepts and that rarely is what was meant.
#[pyclass(frozen, eq, hash, module = "waxwing.apns")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Lint {
    code: apns::LintCode,
    subject: String,
}

impl Lint {
    /// Several of the core's.
    pub(super) fn several<'py>(
        py: Python<'py>,
        lints: &[apns::Lint],
    ) -> PyResult<Bound<'py, PyTuple>> {
        let lints = lints.iter().map(|it| Self { code: it.code, subject: it.subject.clone() });
        let lints =
            lints.map(|it| Bound::new(py, it)).collect::<PyResult<Vec<Bound<'py, Self>>>>()?;
        PyTuple::new(py, lints)
    }
}

#[pymethods]
impl Lint {
    /// What it is about.
    #[getter]
    fn code(&self) -> &'static str {
        self.code.name()
    }

    /// The header, or the key of the payload by its path.
    #[getter]
    fn subject(&self) -> &str {
        &self.subject
    }

    /// What to do, as a sentence.
    #[getter]
    fn advice(&self) -> &'static str {
        self.code.advice()
    }

    /// Who says so.
    #[getter]
    fn source(&self) -> &'static str {
        self.code.source()
    }

    fn __repr__(&self) -> String {
        format!("<Lint {} about {}>", self.code(), self.subject)
    }
}

/// Judges a request that something else built.
#[pyfunction]
#[pyo3(signature = (headers, body, /))]
pub(crate) fn lint_request<'py>(
    headers: &Bound<'py, PyAny>,
    body: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyTuple>> {
    let py = headers.py();
    let headers = header_pairs(headers)?;
    let headers: Vec<(String, String)> = headers
        .into_iter()
        .map(|(name, value)| (name, String::from_utf8_lossy(&value).into_owned()))
        .collect();
    let borrowed = headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let lints = apns::lint_request(borrowed, bytes(body, "body")?).or_raise(py)?;
    Lint::several(py, &lints)
}

/// What was cut off to make a payload fit.
#[pyclass(frozen, get_all, eq, hash, module = "waxwing.apns")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Cut {
    pointer: String,
    original_bytes: usize,
    kept_bytes: usize,
    removed_bytes: usize,
}

impl Cut {
    pub(super) fn new(cut: &apns::Cut) -> Self {
        Self {
            pointer: cut.pointer.clone(),
            original_bytes: cut.original_bytes,
            kept_bytes: cut.kept_bytes,
            removed_bytes: cut.removed_bytes,
        }
    }
}

#[pymethods]
impl Cut {
    fn __repr__(&self) -> String {
        format!("<Cut of {} bytes at {}>", self.removed_bytes, self.pointer)
    }
}

/// What a push type asks of headers, size and credential.
#[pyclass(frozen, eq, hash, module = "waxwing.apns")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct PushTypeRules {
    push_type: PushType,
    rules: apns::PushTypeRules,
}

#[pymethods]
impl PushTypeRules {
    #[new]
    #[pyo3(signature = (push_type, /))]
    fn new(push_type: &Bound<'_, PyAny>) -> PyResult<Self> {
        let name = text(push_type, "push_type")?;
        let push_type = PushType::from_name(&name).or_raise(push_type.py())?;
        Ok(Self { push_type, rules: push_type.rules() })
    }

    /// The push type.
    #[getter]
    fn push_type(&self) -> &'static str {
        self.push_type.name()
    }

    /// What follows the bundle id in the topic.
    #[getter]
    fn topic_suffix(&self) -> &'static str {
        self.rules.topic_suffix
    }

    /// The header `apns-priority`.
    #[getter]
    fn priority(&self) -> String {
        self.rules.priority.to_string()
    }

    /// The header `apns-expiration`.
    #[getter]
    fn expiration(&self) -> String {
        self.rules.expiration.to_string()
    }

    /// The largest payload.
    #[getter]
    fn max_payload_bytes(&self) -> usize {
        self.rules.max_payload_bytes
    }

    /// The credential.
    #[getter]
    fn auth(&self) -> &'static str {
        self.rules.auth.name()
    }

    /// For `copy` and `pickle`.
    fn __getnewargs__(&self) -> (&'static str,) {
        (self.push_type(),)
    }

    fn __repr__(&self) -> String {
        format!("PushTypeRules('{}')", self.push_type())
    }
}

/// How often the value of a header changes on a connection.
#[pyfunction]
#[pyo3(signature = (name, /))]
pub(crate) fn header_stability(name: &Bound<'_, PyAny>) -> PyResult<&'static str> {
    Ok(apns::header_stability(&text(name, "name")?).name())
}
