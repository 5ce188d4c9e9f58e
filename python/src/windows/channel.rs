//! Channel URIs.

use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};
use waxwing::windows as core;

use crate::convert::text;
use crate::error::OrRaise;

/// The URI of a channel.
#[pyclass(frozen, eq, hash, module = "waxwing.windows")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Channel(pub(super) core::Channel);

#[pymethods]
impl Channel {
    /// Reads a channel URI.
    #[classmethod]
    #[pyo3(signature = (uri, /))]
    fn parse(cls: &Bound<'_, PyType>, uri: &Bound<'_, PyAny>) -> PyResult<Self> {
        core::Channel::parse(&text(uri, "channel uri")?).or_raise(cls.py()).map(Self)
    }

    /// Which service it belongs to.
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.kind().name()
    }

    /// The URI, as it was given.
    #[getter]
    fn uri(&self) -> &str {
        self.0.uri()
    }

    /// The host, as it was given.
    #[getter]
    fn host(&self) -> &str {
        self.0.host()
    }

    /// For `copy` and `pickle`.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let make = slf.get_type().getattr("parse")?;
        (make, (slf.get().uri(),)).into_pyobject(slf.py())
    }

    /// Kind and host: who has the rest can send to the device.
    fn __repr__(&self) -> String {
        format!("<Channel {} at {}>", self.kind(), self.host())
    }
}
