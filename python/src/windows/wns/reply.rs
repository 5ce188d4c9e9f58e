//! What WNS answered.

use pyo3::prelude::*;
use pyo3::types::PyType;
use waxwing::windows::wns::{self as core, DeviceStatus, NotificationStatus};

use super::super::verdict::Verdict;
use crate::apns::{header_pairs, http_status};
use crate::convert::{bytes, text};

/// What WNS answered.
#[pyclass(frozen, module = "waxwing.windows.wns")]
pub(crate) struct Reply(core::Reply);

#[pymethods]
impl Reply {
    /// From status, headers and body of a response.
    #[classmethod]
    #[pyo3(signature = (status, headers, body, /, *, reason_phrase=None))]
    fn parse(
        _cls: &Bound<'_, PyType>,
        status: &Bound<'_, PyAny>,
        headers: &Bound<'_, PyAny>,
        body: &Bound<'_, PyAny>,
        reason_phrase: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let (status, headers) = (http_status(status)?, header_pairs(headers)?);
        let reply = core::Reply::from_parts(status, headers, bytes(body, "body")?);
        Ok(Self(match reason_phrase {
            Some(phrase) => reply.reason_phrase(&text(phrase, "reason_phrase")?),
            None => reply,
        }))
    }

    /// The status.
    #[getter]
    fn status(&self) -> u16 {
        self.0.status()
    }

    /// Whether WNS accepted the notification and did not throw it away.
    #[getter]
    fn is_success(&self) -> bool {
        self.0.is_success()
    }

    /// What WNS made of the notification.
    #[getter]
    fn notification_status(&self) -> Option<&str> {
        self.0.notification_status().map(NotificationStatus::as_str)
    }

    /// The state of the device's connection.
    #[getter]
    fn device_status(&self) -> Option<&str> {
        self.0.device_status().map(DeviceStatus::as_str)
    }

    /// What is wrong, in the service's words.
    #[getter]
    fn error_description(&self) -> Option<&str> {
        self.0.error_description()
    }

    /// By which Microsoft finds the notification again.
    #[getter]
    fn msg_id(&self) -> Option<&str> {
        self.0.msg_id()
    }

    /// By which Microsoft finds an error again.
    #[getter]
    fn debug_trace(&self) -> Option<&str> {
        self.0.debug_trace()
    }

    /// The correlation vector.
    #[getter]
    fn ms_cv(&self) -> Option<&str> {
        self.0.ms_cv()
    }

    /// Why the token was refused.
    #[getter]
    fn www_authenticate(&self) -> Option<&str> {
        self.0.www_authenticate()
    }

    /// How many seconds the service asks to wait.
    #[getter]
    fn retry_after_s(&self) -> Option<u32> {
        self.0.retry_after_s()
    }

    /// What to do.
    fn verdict(&self) -> Verdict {
        Verdict(self.0.verdict())
    }

    fn __repr__(&self) -> String {
        match self.notification_status() {
            Some(status) => format!("<Reply {} {status:?}>", self.status()),
            None => format!("<Reply {}>", self.status()),
        }
    }
}
