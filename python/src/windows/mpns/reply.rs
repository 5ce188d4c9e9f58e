//! What MPNS answered.

use pyo3::prelude::*;
use pyo3::types::PyType;
use waxwing::windows::mpns::{self as core, DeviceStatus, NotificationStatus, SubscriptionStatus};

use super::super::verdict::Verdict;
use crate::apns::{header_pairs, http_status};
use crate::convert::bytes;

/// What MPNS answered.
#[pyclass(frozen, module = "waxwing.windows.mpns")]
pub(crate) struct Reply(core::Reply);

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
        let (status, headers) = (http_status(status)?, header_pairs(headers)?);
        Ok(Self(core::Reply::from_parts(status, headers, bytes(body, "body")?)))
    }

    /// The status.
    #[getter]
    fn status(&self) -> u16 {
        self.0.status()
    }

    /// Whether MPNS accepted the notification and did not throw it away.
    #[getter]
    fn is_success(&self) -> bool {
        self.0.is_success()
    }

    /// What MPNS made of the notification.
    #[getter]
    fn notification_status(&self) -> Option<&str> {
        self.0.notification_status().map(NotificationStatus::as_str)
    }

    /// The state of the phone's connection.
    #[getter]
    fn device_status(&self) -> Option<&str> {
        self.0.device_status().map(DeviceStatus::as_str)
    }

    /// The state of the channel.
    #[getter]
    fn subscription_status(&self) -> Option<&str> {
        self.0.subscription_status().map(SubscriptionStatus::as_str)
    }

    /// The id that the request gave.
    #[getter]
    fn message_id(&self) -> Option<&str> {
        self.0.message_id()
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
