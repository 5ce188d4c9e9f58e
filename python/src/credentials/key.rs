//! Private keys, and the public ones that belong to them.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple, PyType};
use waxwing::apns::{self, KeyId, TeamId};
use waxwing::credentials as core;

use super::{file, password, secret};
use crate::apns::ProviderKey;
use crate::convert::{bytes, text};
use crate::error::{OrRaise, detached};

/// A private key.
#[pyclass(frozen, module = "waxwing.credentials")]
pub(crate) struct PrivateKey(pub(super) core::PrivateKey);

#[pymethods]
impl PrivateKey {
    /// From unencrypted DER.
    #[classmethod]
    #[pyo3(signature = (der, /))]
    fn from_der(cls: &Bound<'_, PyType>, der: &Bound<'_, PyAny>) -> PyResult<Self> {
        let der = bytes(der, "der")?;
        detached(cls.py(), || core::PrivateKey::from_der(der)).map(Self)
    }

    /// The one key of a PEM text, or of any other file.
    #[classmethod]
    #[pyo3(signature = (text, /, *, password=None))]
    fn from_pem(
        _cls: &Bound<'_, PyType>,
        text: &Bound<'_, PyAny>,
        password: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        read_key(text, "text", password)
    }

    /// What kind of key it is.
    #[getter]
    fn kind(&self) -> String {
        self.0.kind().to_string()
    }

    /// The public key that belongs to it.
    #[getter]
    fn public_key(&self) -> SubjectKey {
        SubjectKey(self.0.public_key().clone())
    }

    /// The name that a .p12 file gives it.
    #[getter]
    fn friendly_name(&self) -> Option<&str> {
        self.0.friendly_name()
    }

    /// The key as unencrypted PKCS#8 DER.
    fn pkcs8_der<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.pkcs8_der())
    }

    /// The key as unencrypted PKCS#8 PEM.
    fn to_pem<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        secret(py, &self.0.to_pem())
    }

    /// The key for provider tokens.
    #[pyo3(signature = (*, key_id, team_id))]
    pub(crate) fn provider_key(
        &self,
        py: Python<'_>,
        key_id: &Bound<'_, PyAny>,
        team_id: &Bound<'_, PyAny>,
    ) -> PyResult<ProviderKey> {
        let (key_id, team_id) = (text(key_id, "key id")?, text(team_id, "team id")?);
        let key = detached(py, || {
            let (key_id, team_id) = (KeyId::new(&key_id)?, TeamId::new(&team_id)?);
            apns::ProviderKey::new(self.0.to_signing_key()?, key_id, team_id)
        })?;
        Ok(ProviderKey(Arc::new(key)))
    }

    /// The kind alone.
    fn __repr__(&self) -> String {
        format!("<PrivateKey {}>", self.0.kind())
    }
}

/// The one key of a file.
pub(crate) fn read_key(
    value: &Bound<'_, PyAny>,
    subject: &str,
    password: Option<&Bound<'_, PyAny>>,
) -> PyResult<PrivateKey> {
    let (bytes, password) = (file(value, subject)?, self::password(password)?);
    let read = || core::PrivateKey::from_pem(&bytes, password.as_deref());
    detached(value.py(), read).map(PrivateKey)
}

/// A public key.
#[pyclass(frozen, eq, module = "waxwing.credentials")]
#[derive(PartialEq)]
pub(crate) struct SubjectKey(pub(super) core::SubjectKey);

#[pymethods]
impl SubjectKey {
    /// From DER.
    #[classmethod]
    #[pyo3(signature = (der, /))]
    fn from_spki_der(cls: &Bound<'_, PyType>, der: &Bound<'_, PyAny>) -> PyResult<Self> {
        let key = core::SubjectKey::from_spki_der(bytes(der, "der")?);
        key.or_raise(cls.py()).map(Self)
    }

    /// What kind of key it is.
    #[getter]
    fn kind(&self) -> String {
        self.0.kind().to_string()
    }

    /// The key as DER.
    #[getter]
    fn spki_der<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.spki_der())
    }

    /// For `copy` and `pickle`.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let make = slf.get_type().getattr("from_spki_der")?;
        (make, (slf.get().spki_der(slf.py()),)).into_pyobject(slf.py())
    }

    fn __repr__(&self) -> String {
        format!("<SubjectKey {}>", self.0.kind())
    }
}

/// The key id in the name of a .p8 file.
#[pyfunction]
#[pyo3(signature = (name, /))]
pub(crate) fn key_id_from_file_name(name: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    Ok(core::key_id_from_file_name(&text(name, "name")?).map(|id| id.to_string()))
}
