//! What the gateway said before it closed the connection.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple, PyType};
use waxwing::apns::binary as core;

use crate::convert::{bytes, u32_, unsigned};
use crate::error::OrRaise;

/// What the gateway sent, once, before it closed the connection.
#[pyclass(frozen, eq, hash, module = "waxwing.apns.binary")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct ErrorPacket(core::ErrorPacket);

#[pymethods]
impl ErrorPacket {
    #[new]
    #[pyo3(signature = (code, identifier, /))]
    fn new(code: &Bound<'_, PyAny>, identifier: &Bound<'_, PyAny>) -> PyResult<Self> {
        let status = core::Status::from_code(unsigned(code, "code", "an integer from 0 to 255")?);
        Ok(Self(core::ErrorPacket::new(status, u32_(identifier, "identifier")?)))
    }

    /// Reads the six bytes.
    #[classmethod]
    #[pyo3(signature = (data, /))]
    fn from_bytes(cls: &Bound<'_, PyType>, data: &Bound<'_, PyAny>) -> PyResult<Self> {
        core::ErrorPacket::from_bytes(bytes(data, "data")?).or_raise(cls.py()).map(Self)
    }

    /// The six bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.to_bytes())
    }

    /// Why.
    #[getter]
    fn status(&self) -> &'static str {
        self.0.status.name()
    }

    /// The same as a number.
    #[getter]
    fn code(&self) -> u32 {
        self.0.status.code().into()
    }

    /// The notification that it is about.
    #[getter]
    fn identifier(&self) -> u32 {
        self.0.identifier
    }

    /// Whether the named notification itself was refused.
    #[getter]
    fn is_refused(&self) -> bool {
        self.0.is_refused()
    }

    /// What it meant, as a sentence.
    #[getter]
    fn advice(&self) -> &'static str {
        self.0.status.advice()
    }

    /// For `copy` and `pickle`.
    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        (self.code(), self.identifier()).into_pyobject(py)
    }

    fn __repr__(&self) -> String {
        format!("<ErrorPacket {} about {}>", self.status(), self.identifier())
    }
}
