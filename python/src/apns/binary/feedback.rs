//! What the feedback service sent.

use std::sync::Mutex;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyTuple, PyType};
use waxwing::apns::binary as core;

use super::super::request::DeviceToken;
use super::locked;
use crate::convert::{bytes, time, u32_};
use crate::error::{OrRaise, fenced};

/// A device that no longer had the app at a time.
#[pyclass(frozen, eq, module = "waxwing.apns.binary")]
#[derive(PartialEq)]
pub(crate) struct FeedbackEntry(core::FeedbackEntry);

#[pymethods]
impl FeedbackEntry {
    #[new]
    #[pyo3(signature = (time_s, device, /))]
    fn new(time_s: &Bound<'_, PyAny>, device: PyRef<'_, DeviceToken>) -> PyResult<Self> {
        Ok(Self(core::FeedbackEntry::new(u32_(time_s, "time_s")?, device.0.clone())))
    }

    /// When APNs knew, in seconds.
    #[getter]
    fn time_s(&self) -> u32 {
        self.0.time_s
    }

    /// When APNs knew.
    #[getter]
    fn time(&self) -> i64 {
        self.0.time().as_millis()
    }

    /// The device.
    #[getter]
    fn device(&self) -> DeviceToken {
        DeviceToken(self.0.device.clone())
    }

    /// Whether the device token is to be dropped.
    #[pyo3(signature = (registered_at=None, /))]
    fn drops(&self, registered_at: Option<&Bound<'_, PyAny>>) -> PyResult<bool> {
        let registered_at = registered_at.map(|it| time(it, "registered_at")).transpose()?;
        Ok(self.0.drops(registered_at))
    }

    /// The bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        Ok(PyBytes::new(py, &self.0.to_bytes().or_raise(py)?))
    }

    /// For `copy` and `pickle`.
    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        (self.time_s(), self.device()).into_pyobject(py)
    }

    fn __repr__(&self) -> String {
        format!("<FeedbackEntry at {}>", self.0.time())
    }
}

/// Cuts what the feedback service sent into entries.
#[pyclass(frozen, module = "waxwing.apns.binary")]
pub(crate) struct FeedbackDecoder(Mutex<core::FeedbackDecoder>);

#[pymethods]
impl FeedbackDecoder {
    #[new]
    fn new() -> Self {
        Self(Mutex::new(core::FeedbackDecoder::new()))
    }

    /// Every entry of a whole stream.
    #[classmethod]
    #[pyo3(signature = (data, /))]
    fn decode<'py>(
        cls: &Bound<'py, PyType>,
        data: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyList>> {
        let decoder = Self::new();
        let found = decoder.feed(data)?;
        decoder.finish(cls.py())?;
        Ok(found)
    }

    /// Takes the next bytes.
    #[pyo3(signature = (data, /))]
    fn feed<'py>(&self, data: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
        let (py, data) = (data.py(), bytes(data, "data")?);
        let found = fenced(py, || locked(py, &self.0).feed(data))?.or_raise(py)?;
        PyList::new(py, found.into_iter().map(FeedbackEntry))
    }

    /// How many bytes more it takes, at least.
    #[getter]
    fn needed(&self, py: Python<'_>) -> usize {
        locked(py, &self.0).needed()
    }

    /// Raises if a part of an entry is left over.
    fn finish(&self, py: Python<'_>) -> PyResult<()> {
        locked(py, &self.0).finish().or_raise(py)
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        format!("<FeedbackDecoder, {} bytes needed>", self.needed(py))
    }
}
