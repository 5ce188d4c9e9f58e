//! What a file is, and what it holds.

use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};
use waxwing::credentials::{self as core, Limits};

use super::{
    Certificate, CertificateRequest, Identity, PrivateKey, SubjectKey, file, password, several,
};
use crate::convert::unsigned;
use crate::error::{OrRaise, detached, fenced};

/// Says what a file is, by its bytes.
#[pyfunction]
#[pyo3(signature = (data, /))]
pub(crate) fn sniff(data: &Bound<'_, PyAny>) -> PyResult<Sniffed> {
    let bytes = file(data, "data")?;
    fenced(data.py(), || Sniffed(core::sniff(&bytes)))
}

/// What a file is.
#[pyclass(frozen, eq, module = "waxwing.credentials")]
#[derive(PartialEq)]
pub(crate) struct Sniffed(core::Sniffed);

#[pymethods]
impl Sniffed {
    /// What the file is.
    #[getter]
    fn format(&self) -> &'static str {
        self.0.format.name()
    }

    /// The same in words.
    #[getter]
    fn description(&self) -> &'static str {
        self.0.format.description()
    }

    /// What to do, as a sentence.
    #[getter]
    fn advice(&self) -> &'static str {
        self.0.advice()
    }

    /// The labels of its PEM blocks.
    #[getter]
    fn labels<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.0.labels)
    }

    /// Whether the whole of it is encoded as base64 once more.
    #[getter]
    fn is_base64(&self) -> bool {
        self.0.is_base64
    }

    /// Whether its end is missing.
    #[getter]
    fn is_truncated(&self) -> bool {
        self.0.is_truncated
    }

    fn __repr__(&self) -> String {
        format!("<Sniffed {}>", self.format())
    }
}

/// What is in one or several files.
#[pyclass(frozen, module = "waxwing.credentials")]
pub(crate) struct Contents(pub(super) core::Contents);

#[pymethods]
impl Contents {
    /// Nothing yet.
    #[new]
    fn new() -> Self {
        Self(core::Contents::default())
    }

    /// Opens a file of any kind.
    #[classmethod]
    #[pyo3(
        signature = (data, /, *, password=None, max_bytes=None, max_iterations=None),
        text_signature = "(data, /, *, password=None, max_bytes=1048576, max_iterations=1000000)"
    )]
    fn read(
        cls: &Bound<'_, PyType>,
        data: &Bound<'_, PyAny>,
        password: Option<&Bound<'_, PyAny>>,
        max_bytes: Option<&Bound<'_, PyAny>>,
        max_iterations: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let mut limits = Limits::default();
        if let Some(bytes) = max_bytes {
            limits.max_bytes = unsigned(bytes, "max_bytes", "a number of bytes")?;
        }
        if let Some(iterations) = max_iterations {
            let expected = "an integer from 0 to 4294967295";
            limits.max_iterations = unsigned(iterations, "max_iterations", expected)?;
        }
        let (bytes, password) = (file(data, "data")?, self::password(password)?);
        let read = || core::Contents::read_within(&bytes, password.as_deref(), &limits);
        detached(cls.py(), read).map(Self)
    }

    /// What is in here and in other contents.
    #[pyo3(signature = (other, /))]
    fn add(&self, other: PyRef<'_, Self>) -> Self {
        let mut both = self.0.clone();
        both.add(other.0.clone());
        Self(both)
    }

    /// The private keys.
    #[getter]
    fn keys<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        several(py, self.0.keys().iter().cloned(), PrivateKey)
    }

    /// The certificates.
    #[getter]
    fn certificates<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        several(py, self.0.certificates().iter().cloned(), Certificate)
    }

    /// The certificate requests.
    #[getter]
    fn requests<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        several(py, self.0.requests().iter().cloned(), CertificateRequest)
    }

    /// The public keys that stand alone.
    #[getter]
    fn public_keys<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        several(py, self.0.public_keys().iter().cloned(), SubjectKey)
    }

    /// What each file was.
    #[getter]
    fn formats<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.formats().iter().map(|format| format.name()).collect::<Vec<_>>())
    }

    /// How the files were protected.
    #[getter]
    fn protection<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.protection())
    }

    /// The one identity.
    fn identity(&self, py: Python<'_>) -> PyResult<Identity> {
        self.0.clone().into_identity().or_raise(py).map(Identity)
    }

    /// Every key that has its certificate.
    fn identities<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        several(py, self.0.clone().into_identities().into_iter(), Identity)
    }

    /// The one private key.
    fn private_key(&self, py: Python<'_>) -> PyResult<PrivateKey> {
        self.0.clone().into_private_key().or_raise(py).map(PrivateKey)
    }

    /// The numbers of what it holds.
    fn __repr__(&self) -> String {
        format!(
            "<Contents: {} keys, {} certificates, {} requests>",
            self.0.keys().len(),
            self.0.certificates().len(),
            self.0.requests().len()
        )
    }
}
