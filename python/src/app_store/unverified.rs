//! Objects that were read and not verified.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use waxwing::app_store as core;
use waxwing::error::ErrorCode;

use super::read_kind;
use crate::convert::text_or_bytes;
use crate::error::detached;
use crate::json;

/// An object that was not verified, to be made into the class that people see.
#[pyclass(frozen, module = "waxwing._waxwing")]
pub(crate) struct Unverified(core::Unverified);

#[pymethods]
impl Unverified {
    #[getter]
    const fn kind(&self) -> &'static str {
        self.0.kind().name()
    }

    #[getter]
    fn raw(&self) -> &str {
        self.0.json()
    }

    #[getter]
    fn json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        json::to_dict(py, self.0.object())
    }
}

/// Reads a token without looking at its signature.
#[pyfunction]
pub(crate) fn decode_unverified(
    py: Python<'_>,
    token: &Bound<'_, PyAny>,
    kind: Option<&Bound<'_, PyAny>>,
) -> PyResult<Unverified> {
    let text = text_or_bytes(token, ErrorCode::InvalidUtf8, "token")?;
    let kind = kind.map(read_kind).transpose()?;
    detached(py, || core::decode_unverified(&text, kind)).map(Unverified)
}
