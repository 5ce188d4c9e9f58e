//! Replies, and what to do about them.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyMapping, PyString, PyType};
use waxwing::apns::{self, Reason, VerdictContext};
use waxwing::error::ErrorCode;

use super::channel::{Channel, ChannelId};
use crate::convert::{bytes, int, time};
use crate::error::{OrRaise, refuse, wrong_type};

/// What APNs answered.
#[pyclass(frozen, module = "waxwing.apns")]
pub(crate) struct Reply(pub(super) apns::Reply);

#[pymethods]
impl Reply {
    /// From status, headers and body of a response.
    #[classmethod]
    #[pyo3(signature = (status, headers, body, /))]
    fn parse(
        _cls: &Bound<'_, PyType>,
        status: &Bound<'_, PyAny>,
        headers: &Bound<'_, PyAny>,
        body: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let (status, pairs) = (http_status(status)?, header_pairs(headers)?);
        Ok(Self(apns::Reply::from_parts(status, pairs, bytes(body, "body")?)))
    }

    /// The status.
    #[getter]
    fn status(&self) -> u16 {
        self.0.status()
    }

    /// Whether APNs accepted the notification.
    #[getter]
    fn is_success(&self) -> bool {
        self.0.is_success()
    }

    /// The id of the notification.
    #[getter]
    fn apns_id(&self) -> Option<&str> {
        self.0.apns_id()
    }

    /// The id in the delivery log of Apple's console.
    #[getter]
    fn apns_unique_id(&self) -> Option<&str> {
        self.0.apns_unique_id()
    }

    /// Why it was refused.
    #[getter]
    fn reason(&self) -> Option<&str> {
        self.0.reason().map(Reason::as_str)
    }

    /// The reason as it was received.
    #[getter]
    fn reason_text(&self) -> Option<&str> {
        self.0.reason_text()
    }

    /// Whether this version knows the reason.
    #[getter]
    fn reason_is_known(&self) -> bool {
        self.0.reason().is_some_and(Reason::is_known)
    }

    /// With status 410: since when the device token is invalid.
    #[getter]
    fn timestamp(&self) -> Option<i64> {
        self.0.timestamp().map(|time| time.as_millis())
    }

    /// How many seconds the server asks to wait.
    #[getter]
    fn retry_after_s(&self) -> Option<u32> {
        self.0.retry_after_s()
    }

    /// The id of a broadcast or of a call about channels.
    #[getter]
    fn apns_request_id(&self) -> Option<&str> {
        self.0.apns_request_id()
    }

    /// The id of the channel that was created.
    #[getter]
    fn apns_channel_id(&self) -> Option<&str> {
        self.0.apns_channel_id()
    }

    /// What a channel stores.
    fn channel(&self, py: Python<'_>) -> PyResult<Channel> {
        self.0.channel().or_raise(py).map(Channel)
    }

    /// The ids of all channels.
    fn channel_ids(&self, py: Python<'_>) -> PyResult<Vec<ChannelId>> {
        let ids = self.0.channel_ids().or_raise(py)?;
        Ok(ids.into_iter().map(ChannelId).collect())
    }

    /// The body as received.
    #[getter]
    fn body<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.body())
    }

    /// What to do.
    #[pyo3(signature = (registered_at=None, /, *, sent_at=None, token_issued_at=None))]
    fn verdict(
        &self,
        registered_at: Option<&Bound<'_, PyAny>>,
        sent_at: Option<&Bound<'_, PyAny>>,
        token_issued_at: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Verdict> {
        let read = |value: Option<&Bound<'_, PyAny>>, subject| {
            value.map(|value| time(value, subject)).transpose()
        };
        let context = VerdictContext::new()
            .registered_at(read(registered_at, "registered_at")?)
            .sent_at(read(sent_at, "sent_at")?)
            .token_issued_at(read(token_issued_at, "token_issued_at")?);
        Ok(Verdict(self.0.verdict(context)))
    }

    fn __repr__(&self) -> String {
        match self.reason() {
            Some(reason) => format!("<Reply {} {reason:?}>", self.status()),
            None => format!("<Reply {}>", self.status()),
        }
    }
}

/// The status of a response.
pub(crate) fn http_status(status: &Bound<'_, PyAny>) -> PyResult<u16> {
    let number = int(status, ErrorCode::InvalidInput, "status")?;
    u16::try_from(number).map_err(|_| {
        let code = ErrorCode::InvalidInput;
        refuse(status.py(), code, "status", "a status of HTTP", "a number beyond them")
    })
}

/// Names and values of headers: a mapping, or pairs.
pub(crate) fn header_pairs(headers: &Bound<'_, PyAny>) -> PyResult<Vec<(String, Vec<u8>)>> {
    let pairs = match headers.cast::<PyMapping>() {
        Ok(mapping) => mapping.items()?.into_any(),
        Err(_) => headers.clone(),
    };
    pairs
        .try_iter()
        .map_err(|_| wrong_type("headers", "a mapping or pairs of names and values", headers))?
        .map(|pair| {
            let (name, value) = pair?.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
            Ok((String::from_utf8_lossy(&octets(&name)?).into_owned(), octets(&value)?))
        })
        .collect()
}

/// A part of a header, as bytes: text beyond UTF-8 becomes something that no header can be.
fn octets(value: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    if let Ok(bytes) = value.cast::<PyBytes>() {
        return Ok(bytes.as_bytes().to_vec());
    }
    match value.cast::<PyString>() {
        Ok(text) => Ok(text.to_string_lossy().into_owned().into_bytes()),
        Err(_) => Err(wrong_type("a header's name or value", "str or bytes", value)),
    }
}

/// What to do about a reply.
#[pyclass(frozen, eq, module = "waxwing.apns")]
#[derive(PartialEq)]
pub(crate) struct Verdict(pub(super) apns::Verdict);

#[pymethods]
impl Verdict {
    /// What to do.
    #[getter]
    fn action(&self) -> &'static str {
        self.0.action.name()
    }

    /// What it holds for.
    #[getter]
    fn scope(&self) -> &'static str {
        self.0.scope.name()
    }

    /// How many seconds to wait before sending again.
    #[getter]
    fn retry_after_s(&self) -> Option<u64> {
        self.0.retry_after_s()
    }

    /// Whether to send the next request on a new connection.
    #[getter]
    fn new_connection(&self) -> bool {
        self.0.new_connection
    }

    /// Why, in Apple's words.
    #[getter]
    fn reason(&self) -> Option<&str> {
        self.0.reason.as_ref().map(Reason::as_str)
    }

    /// Since when the device token is known to be invalid.
    #[getter]
    fn since(&self) -> Option<i64> {
        self.0.since.map(|time| time.as_millis())
    }

    /// What to do, in a sentence for people.
    #[getter]
    fn advice(&self) -> &'static str {
        self.0.advice
    }

    fn __repr__(&self) -> String {
        match self.retry_after_s() {
            Some(wait) => {
                format!("<Verdict {} ({}) after {wait} s>", self.action(), self.scope())
            }
            None => format!("<Verdict {} ({})>", self.action(), self.scope()),
        }
    }
}
