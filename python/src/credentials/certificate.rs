//! Certificates as they stand in files.

use std::hash::{Hash, Hasher};

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple, PyType};
use waxwing::credentials as core;

use super::SubjectKey;
use super::identity::{Lint, purpose};
use super::push::PushCertificate;
use crate::convert::{bytes, now as read_now};
use crate::error::{OrRaise, detached};

/// A certificate.
#[pyclass(frozen, eq, hash, module = "waxwing.credentials")]
#[derive(PartialEq, Eq)]
pub(crate) struct Certificate(pub(super) core::Certificate);

impl Hash for Certificate {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.der().hash(state);
    }
}

impl Certificate {
    pub(crate) const fn core(&self) -> &core::Certificate {
        &self.0
    }
}

#[pymethods]
impl Certificate {
    /// From DER.
    #[classmethod]
    #[pyo3(signature = (der, /))]
    fn from_der(cls: &Bound<'_, PyType>, der: &Bound<'_, PyAny>) -> PyResult<Self> {
        let der = bytes(der, "der")?;
        detached(cls.py(), || core::Certificate::from_der(der)).map(Self)
    }

    /// The bytes as received.
    #[getter]
    fn der<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.der())
    }

    /// As PEM.
    fn to_pem(&self) -> String {
        self.0.to_pem()
    }

    /// The name that a .p12 file gives it.
    #[getter]
    fn friendly_name(&self) -> Option<&str> {
        self.0.friendly_name()
    }

    /// The subject's common name.
    #[getter]
    fn common_name(&self) -> Option<String> {
        self.0.common_name()
    }

    /// The issuer's common name.
    #[getter]
    fn issuer_common_name(&self) -> Option<String> {
        self.0.issuer_common_name()
    }

    /// The subject's UID.
    #[getter]
    fn user_id(&self) -> Option<String> {
        self.0.user_id()
    }

    /// The subject's organizational unit.
    #[getter]
    fn organizational_unit(&self) -> Option<String> {
        self.0.organizational_unit()
    }

    /// The subject's name as DER.
    #[getter]
    fn subject<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.subject())
    }

    /// The issuer's name as DER.
    #[getter]
    fn issuer<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.issuer())
    }

    /// Whether it names itself as its issuer.
    #[getter]
    fn is_self_issued(&self) -> bool {
        self.0.is_self_issued()
    }

    /// The first moment of validity.
    #[getter]
    fn not_before(&self) -> i64 {
        self.0.not_before().as_millis()
    }

    /// The last moment of validity.
    #[getter]
    fn not_after(&self) -> i64 {
        self.0.not_after().as_millis()
    }

    /// How many whole days are left.
    #[pyo3(signature = (now=None, /))]
    fn days_left(&self, py: Python<'_>, now: Option<&Bound<'_, PyAny>>) -> PyResult<i64> {
        Ok(self.0.days_left(read_now(py, now)?))
    }

    /// The public key that it is for.
    #[getter]
    fn key(&self) -> SubjectKey {
        SubjectKey(self.0.key().clone())
    }

    /// Its fingerprint.
    #[getter]
    fn sha256(&self) -> String {
        self.0.sha256()
    }

    /// Its fingerprint as older tools show it.
    #[getter]
    fn sha1(&self) -> String {
        self.0.sha1()
    }

    /// Whether it may be shown as a client.
    #[getter]
    fn is_for_clients(&self) -> bool {
        self.0.is_for_clients()
    }

    /// Whether it is signed over SHA-1 or MD5.
    #[getter]
    fn has_old_signature(&self) -> bool {
        self.0.has_old_signature()
    }

    /// What it may push.
    fn push_certificate(&self, py: Python<'_>) -> PyResult<PushCertificate> {
        core::PushCertificate::new(&self.0).or_raise(py).map(PushCertificate)
    }

    /// What is wrong with it.
    #[pyo3(signature = (*, environment=None, topic=None, now=None))]
    fn lints<'py>(
        &self,
        py: Python<'py>,
        environment: Option<&Bound<'_, PyAny>>,
        topic: Option<&Bound<'_, PyAny>>,
        now: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let purpose = purpose(py, environment, topic)?;
        Lint::several(py, self.0.lints(&purpose, read_now(py, now)?))
    }

    fn __repr__(&self) -> String {
        let name = self.common_name().or_else(|| self.user_id());
        format!("<Certificate {:?}, {}>", name.unwrap_or_default(), self.0.key().kind())
    }
}
