//! A private key with its certificates, and what is wrong with it.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple, PyType};
use waxwing::apns::Topic;
use waxwing::credentials::{self as core, LintCode, P12Profile, Purpose};

use super::contents::Contents;
use super::push::PushCertificate;
use super::{Certificate, PrivateKey, file, password, secret, several};
use crate::apns::read_environment;
use crate::convert::{bytes, now as read_now, text};
use crate::error::{OrRaise, detached};

/// A private key with its certificates.
#[pyclass(frozen, module = "waxwing.credentials")]
pub(crate) struct Identity(pub(super) core::Identity);

#[pymethods]
impl Identity {
    /// From a .p12 file.
    #[classmethod]
    #[pyo3(
        signature = (data, /, *, password=None),
        text_signature = "(data, /, *, password='')"
    )]
    fn from_p12(
        cls: &Bound<'_, PyType>,
        data: &Bound<'_, PyAny>,
        password: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let (data, password) = (file(data, "data")?, self::password(password)?.unwrap_or_default());
        detached(cls.py(), || core::Identity::from_p12(&data, &password)).map(Self)
    }

    /// From a PEM text with key and certificates.
    #[classmethod]
    #[pyo3(signature = (text, /, *, password=None))]
    fn from_pem(
        cls: &Bound<'_, PyType>,
        text: &Bound<'_, PyAny>,
        password: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let (text, password) = (file(text, "text")?, self::password(password)?);
        detached(cls.py(), || core::Identity::from_pem(&text, password.as_deref())).map(Self)
    }

    /// From a certificate and a private key in a file each.
    #[classmethod]
    #[pyo3(signature = (certificate, key, /, *, password=None))]
    fn from_parts(
        cls: &Bound<'_, PyType>,
        certificate: &Bound<'_, PyAny>,
        key: &Bound<'_, PyAny>,
        password: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let (certificate, key) = (file(certificate, "certificate")?, file(key, "key")?);
        let password = self::password(password)?;
        let read = || core::Identity::from_parts(&certificate, &key, password.as_deref());
        detached(cls.py(), read).map(Self)
    }

    /// From everything that was read.
    #[classmethod]
    #[pyo3(signature = (contents, /))]
    fn from_contents(cls: &Bound<'_, PyType>, contents: PyRef<'_, Contents>) -> PyResult<Self> {
        core::Identity::from_contents(contents.0.clone()).or_raise(cls.py()).map(Self)
    }

    /// The private key.
    #[getter]
    fn key(&self) -> PrivateKey {
        PrivateKey(self.0.key().clone())
    }

    /// The certificate of the key.
    #[getter]
    fn certificate(&self) -> Certificate {
        Certificate(self.0.certificate().clone())
    }

    /// The certificate of the key and those above it.
    #[getter]
    fn chain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        several(py, self.0.chain().cloned(), Certificate)
    }

    /// The certificates that do not belong to the chain.
    #[getter]
    fn others<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        several(py, self.0.others().iter().cloned(), Certificate)
    }

    /// The name that the file gives it.
    #[getter]
    fn friendly_name(&self) -> Option<&str> {
        self.0.friendly_name()
    }

    /// What the certificate may push.
    fn push_certificate(&self, py: Python<'_>) -> PyResult<PushCertificate> {
        self.0.push_certificate().or_raise(py).map(PushCertificate)
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

    /// The chain as PEM.
    fn chain_pem(&self) -> String {
        self.0.chain_pem()
    }

    /// The key as unencrypted PEM.
    fn key_pem<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        secret(py, &self.0.key_pem())
    }

    /// Chain and key in one PEM text.
    fn combined_pem<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        secret(py, &self.0.combined_pem())
    }

    /// The chain as DER.
    fn chain_der<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let chain: Vec<_> = self.0.chain_der().map(|der| PyBytes::new(py, der)).collect();
        PyTuple::new(py, chain)
    }

    /// The key as unencrypted PKCS#8 DER.
    fn key_der<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.key_der())
    }

    /// As a .p12 file.
    #[pyo3(
        signature = (*, password, profile=None, entropy=None),
        text_signature = "($self, *, password, profile='modern', entropy=None)"
    )]
    fn to_p12<'py>(
        &self,
        py: Python<'py>,
        password: &Bound<'py, PyAny>,
        profile: Option<&Bound<'py, PyAny>>,
        entropy: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let password = text(password, "password")?;
        let profile = match profile {
            Some(name) => P12Profile::from_name(&text(name, "profile")?).or_raise(py)?,
            None => P12Profile::default(),
        };
        // As `now` is the clock's unless given, so this is the system's.
        let entropy = match entropy {
            Some(entropy) => entropy.clone(),
            None => {
                py.import("os")?.call_method1("urandom", (core::Identity::P12_ENTROPY_BYTES,))?
            }
        };
        let entropy = bytes(&entropy, "entropy")?;
        let p12 = detached(py, || self.0.to_p12(&password, entropy, profile))?;
        Ok(PyBytes::new(py, &p12))
    }

    /// Names, kinds and numbers.
    fn __repr__(&self) -> String {
        let name = self.0.certificate().common_name().unwrap_or_default();
        format!("<Identity {name:?}, {}, chain of {}>", self.0.key().kind(), self.0.chain().count())
    }
}

/// What it is going to be used for.
pub(super) fn purpose(
    py: Python<'_>,
    environment: Option<&Bound<'_, PyAny>>,
    topic: Option<&Bound<'_, PyAny>>,
) -> PyResult<Purpose> {
    let mut purpose = Purpose::default();
    if let Some(environment) = environment {
        purpose = purpose.environment(read_environment(environment)?);
    }
    if let Some(topic) = topic {
        purpose = purpose.topic(Topic::new(&text(topic, "topic")?).or_raise(py)?);
    }
    Ok(purpose)
}

/// Something that stops pushes, or that will.
#[pyclass(frozen, eq, hash, module = "waxwing.credentials")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Lint {
    code: LintCode,
    #[pyo3(get)]
    found: String,
}

impl Lint {
    /// Several of the core's.
    pub(super) fn several<'py>(
        py: Python<'py>,
        lints: Vec<core::Lint>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        several(py, lints.into_iter(), |it| Self { code: it.code, found: it.found })
    }
}

#[pymethods]
impl Lint {
    /// What it is about.
    #[getter]
    fn code(&self) -> &'static str {
        self.code.name()
    }

    /// Whether nothing can be pushed as it is.
    #[getter]
    fn is_fatal(&self) -> bool {
        self.code.is_fatal()
    }

    /// What to do, as a sentence.
    #[getter]
    fn advice(&self) -> &'static str {
        self.code.advice()
    }

    fn __repr__(&self) -> String {
        format!("<Lint {}: {}>", self.code(), self.found)
    }
}
