//! Notifications, their frames, and streams of them.

use std::sync::Mutex;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyTuple, PyType};
use waxwing::apns::binary as core;
use waxwing::apns::{NotificationBuilder, PushType};
use waxwing::error::ErrorCode;

use super::super::notification::{Notification as Push, with_options};
use super::super::request::DeviceToken;
use super::locked;
use crate::convert::{bytes, text, text_or_bytes, u32_, unsigned};
use crate::error::{OrRaise, fenced};

/// A notification of the binary protocol.
#[pyclass(frozen, eq, module = "waxwing.apns.binary")]
#[derive(PartialEq)]
pub(crate) struct Notification(core::Notification);

#[pymethods]
impl Notification {
    #[new]
    #[pyo3(signature = (device, payload, /, *, identifier=None, expiry_s=None, priority=None))]
    fn new(
        device: PyRef<'_, DeviceToken>,
        payload: &Bound<'_, PyAny>,
        identifier: Option<&Bound<'_, PyAny>>,
        expiry_s: Option<&Bound<'_, PyAny>>,
        priority: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let payload = text_or_bytes(payload, ErrorCode::InvalidBinaryNotification, "payload")?;
        let mut note = core::Notification::new(device.0.clone(), payload.into_owned());
        if let Some(identifier) = identifier {
            note = note.identifier(u32_(identifier, "identifier")?);
        }
        if let Some(expiry_s) = expiry_s {
            note = note.expiry_s(u32_(expiry_s, "expiry_s")?);
        }
        if let Some(priority) = priority {
            let expected = "an integer from 0 to 255";
            note = note.priority(unsigned(priority, "priority", expected)?);
        }
        Ok(Self(note))
    }

    /// The device.
    #[getter]
    fn device(&self) -> DeviceToken {
        DeviceToken(self.0.device.clone())
    }

    /// The payload.
    #[getter]
    fn payload<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.payload)
    }

    /// The sender's number.
    #[getter]
    fn identifier(&self) -> Option<u32> {
        self.0.identifier
    }

    /// The expiry in seconds.
    #[getter]
    fn expiry_s(&self) -> Option<u32> {
        self.0.expiry_s
    }

    /// The priority.
    #[getter]
    fn priority(&self) -> Option<u32> {
        self.0.priority.map(u32::from)
    }

    /// The bytes of one frame.
    #[pyo3(signature = (frame, /))]
    fn to_bytes<'py>(&self, frame: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
        let py = frame.py();
        let frame = core::Frame::from_name(&text(frame, "frame")?).or_raise(py)?;
        Ok(PyBytes::new(py, &self.0.to_bytes(frame).or_raise(py)?))
    }

    /// The notification for HTTP/2.
    #[pyo3(signature = (push_type, topic, /, **options))]
    fn to_notification(
        &self,
        push_type: &Bound<'_, PyAny>,
        topic: &Bound<'_, PyAny>,
        options: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Push> {
        let py = topic.py();
        let push_type = PushType::from_name(&text(push_type, "push_type")?).or_raise(py)?;
        let builder = self.0.to_builder(push_type, text(topic, "topic")?).or_raise(py)?;
        let builder = with_options(builder, "to_notification", options)?;
        NotificationBuilder::build(builder).or_raise(py).map(Push)
    }

    /// For `copy` and `pickle`.
    fn __getnewargs_ex__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let options = PyDict::new(py);
        options.set_item("identifier", self.identifier())?;
        options.set_item("expiry_s", self.expiry_s())?;
        options.set_item("priority", self.priority())?;
        Ok(((self.device(), self.payload(py)).into_pyobject(py)?, options))
    }

    /// Its size, not what it says.
    fn __repr__(&self) -> String {
        format!("<Notification of {} bytes>", self.0.payload.len())
    }
}

/// One notification out of a stream.
#[pyclass(frozen, eq, module = "waxwing.apns.binary")]
#[derive(PartialEq)]
pub(crate) struct Received(core::Received);

#[pymethods]
impl Received {
    /// The frame that it stood in.
    #[getter]
    fn frame(&self) -> &'static str {
        self.0.frame.name()
    }

    /// The notification.
    #[getter]
    fn notification(&self) -> Notification {
        Notification(self.0.notification.clone())
    }

    /// Items that Apple never documented.
    #[getter]
    fn other_items<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let items = self.0.other_items.iter();
        let items = items.map(|(id, data)| (u32::from(*id), PyBytes::new(py, data)));
        PyTuple::new(py, items.collect::<Vec<_>>())
    }

    fn __repr__(&self) -> String {
        format!("<Received {}, {} bytes>", self.frame(), self.0.notification.payload.len())
    }
}

/// Cuts a recorded stream into notifications.
#[pyclass(frozen, module = "waxwing.apns.binary")]
pub(crate) struct Decoder(Mutex<core::Decoder>);

#[pymethods]
impl Decoder {
    #[new]
    fn new() -> Self {
        Self(Mutex::new(core::Decoder::new()))
    }

    /// Every notification of a whole stream.
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
        PyList::new(py, found.into_iter().map(Received))
    }

    /// How many bytes more it takes, at least.
    #[getter]
    fn needed(&self, py: Python<'_>) -> usize {
        locked(py, &self.0).needed()
    }

    /// Raises if a part of a frame is left over.
    fn finish(&self, py: Python<'_>) -> PyResult<()> {
        locked(py, &self.0).finish().or_raise(py)
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        format!("<Decoder, {} bytes needed>", self.needed(py))
    }
}
