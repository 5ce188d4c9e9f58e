//! Certificate requests.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple, PyType};
use waxwing::credentials as core;

use super::{PrivateKey, SubjectKey};
use crate::convert::{bytes, text};
use crate::error::{OrRaise, detached};

/// The subject of a request.
#[pyclass(frozen, eq, module = "waxwing.credentials")]
pub(crate) struct RequestSubject {
    subject: core::RequestSubject,
    common_name: String,
    email: Option<String>,
    country: Option<String>,
}

impl PartialEq for RequestSubject {
    fn eq(&self, other: &Self) -> bool {
        self.subject == other.subject
    }
}

#[pymethods]
impl RequestSubject {
    #[new]
    #[pyo3(signature = (common_name, /, *, email=None, country=None))]
    fn new(
        py: Python<'_>,
        common_name: &Bound<'_, PyAny>,
        email: Option<&Bound<'_, PyAny>>,
        country: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let common_name = text(common_name, "common_name")?.into_owned();
        let mut subject = core::RequestSubject::new(&common_name).or_raise(py)?;
        let email = email.map(|it| text(it, "email").map(String::from)).transpose()?;
        if let Some(email) = &email {
            subject = subject.email(email).or_raise(py)?;
        }
        let country = country.map(|it| text(it, "country").map(String::from)).transpose()?;
        if let Some(country) = &country {
            subject = subject.country(country).or_raise(py)?;
        }
        Ok(Self { subject, common_name, email, country })
    }

    /// For `copy` and `pickle`.
    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let options = PyDict::new(py);
        options.set_item("email", &self.email)?;
        options.set_item("country", &self.country)?;
        Ok(((&self.common_name,).into_pyobject(py)?, options))
    }

    fn __repr__(&self) -> String {
        format!("<RequestSubject {:?}>", self.common_name)
    }
}

/// A request that waits for its signature.
#[pyclass(frozen, eq, module = "waxwing.credentials")]
#[derive(PartialEq)]
pub(crate) struct UnsignedRequest(core::UnsignedRequest);

#[pymethods]
impl UnsignedRequest {
    #[new]
    #[pyo3(signature = (subject, key, /))]
    fn new(
        py: Python<'_>,
        subject: PyRef<'_, RequestSubject>,
        key: PyRef<'_, SubjectKey>,
    ) -> PyResult<Self> {
        core::UnsignedRequest::new(&subject.subject, &key.0).or_raise(py).map(Self)
    }

    /// The bytes to sign.
    #[getter]
    fn signing_input<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.signing_input())
    }

    /// What to sign with.
    #[getter]
    fn algorithm(&self) -> &'static str {
        self.0.algorithm()
    }

    /// The request with its signature.
    #[pyo3(signature = (signature, /))]
    fn assemble(&self, signature: &Bound<'_, PyAny>) -> PyResult<CertificateRequest> {
        let signature_bytes = bytes(signature, "signature")?;
        let request = self.0.clone().assemble(signature_bytes);
        request.or_raise(signature.py()).map(CertificateRequest)
    }

    fn __repr__(&self) -> String {
        format!("<UnsignedRequest {}>", self.algorithm())
    }
}

/// A certificate request.
#[pyclass(frozen, eq, module = "waxwing.credentials")]
#[derive(PartialEq)]
pub(crate) struct CertificateRequest(pub(super) core::CertificateRequest);

#[pymethods]
impl CertificateRequest {
    /// Makes and signs a request with a key on P-256.
    #[classmethod]
    #[pyo3(signature = (subject, key, /))]
    fn sign(
        cls: &Bound<'_, PyType>,
        subject: PyRef<'_, RequestSubject>,
        key: PyRef<'_, PrivateKey>,
    ) -> PyResult<Self> {
        let (subject, key) = (&subject.subject, &key.0);
        detached(cls.py(), || core::CertificateRequest::sign(subject, &key.to_signing_key()?))
            .map(Self)
    }

    /// From DER.
    #[classmethod]
    #[pyo3(signature = (der, /))]
    fn from_der(cls: &Bound<'_, PyType>, der: &Bound<'_, PyAny>) -> PyResult<Self> {
        core::CertificateRequest::from_der(bytes(der, "der")?).or_raise(cls.py()).map(Self)
    }

    /// The request as DER.
    #[getter]
    fn der<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.der())
    }

    /// The request as PEM.
    fn to_pem(&self) -> String {
        self.0.to_pem()
    }

    /// The public key that a certificate is asked for.
    #[getter]
    fn key(&self) -> SubjectKey {
        SubjectKey(self.0.key().clone())
    }

    /// For `copy` and `pickle`.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let make = slf.get_type().getattr("from_der")?;
        (make, (slf.get().der(slf.py()),)).into_pyobject(slf.py())
    }

    fn __repr__(&self) -> String {
        format!("<CertificateRequest {}>", self.0.key().kind())
    }
}
