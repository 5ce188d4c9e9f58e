//! What a certificate may push.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use waxwing::credentials as core;

use super::several;
use crate::apns::CertificateScope;
use crate::error::OrRaise;

/// What a push certificate may do.
#[pyclass(frozen, eq, module = "waxwing.credentials")]
#[derive(PartialEq)]
pub(crate) struct PushCertificate(pub(super) core::PushCertificate);

#[pymethods]
impl PushCertificate {
    /// The topic that APNs assumes.
    #[getter]
    fn default_topic(&self) -> &str {
        self.0.default_topic().as_str()
    }

    /// Every topic.
    #[getter]
    fn topics<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        several(py, self.0.topics().iter().cloned(), CertificateTopic)
    }

    /// Whether every request has to say its topic.
    #[getter]
    fn needs_topic_header(&self) -> bool {
        self.0.needs_topic_header()
    }

    /// The environments that it is for.
    #[getter]
    fn environments<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.environments().iter().map(|it| it.name()).collect::<Vec<_>>())
    }

    /// The team that it belongs to.
    #[getter]
    fn team_id(&self) -> Option<&str> {
        self.0.team_id()
    }

    /// What its common name says that it is.
    #[getter]
    fn family(&self) -> &'static str {
        self.0.family().name()
    }

    /// The push types that one of its topics is for.
    #[getter]
    fn push_types<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.push_types().iter().map(|it| it.name()).collect::<Vec<_>>())
    }

    /// What notifications and sessions are checked by.
    fn scope(&self, py: Python<'_>) -> PyResult<CertificateScope> {
        let scope = self.0.scope().or_raise(py)?;
        let topics = self.0.topics().iter().map(|it| it.topic.to_string()).collect();
        let environments = self.0.environments().iter().map(|it| it.name()).collect();
        Ok(CertificateScope::new_of_core(scope, topics, environments))
    }

    fn __repr__(&self) -> String {
        format!("<PushCertificate for {}>", self.default_topic())
    }
}

/// A topic of a certificate.
#[pyclass(frozen, eq, module = "waxwing.credentials")]
#[derive(PartialEq)]
pub(crate) struct CertificateTopic(core::CertificateTopic);

#[pymethods]
impl CertificateTopic {
    /// The topic.
    #[getter]
    fn topic(&self) -> &str {
        self.0.topic.as_str()
    }

    /// What it is for.
    #[getter]
    fn kinds<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.0.kinds)
    }

    fn __repr__(&self) -> String {
        format!("<CertificateTopic {}: {}>", self.topic(), self.0.kinds.join(", "))
    }
}
