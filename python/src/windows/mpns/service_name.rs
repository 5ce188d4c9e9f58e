//! The name under which phones open channels for senders with a certificate.

use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};
use waxwing::windows::mpns as core;

use crate::convert::text;
use crate::credentials::Certificate;
use crate::error::OrRaise;

/// A service name.
#[pyclass(frozen, eq, hash, module = "waxwing.windows.mpns")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct ServiceName(core::ServiceName);

#[pymethods]
impl ServiceName {
    /// From the common name of a certificate's subject.
    #[classmethod]
    #[pyo3(signature = (name, /))]
    fn from_common_name(cls: &Bound<'_, PyType>, name: &Bound<'_, PyAny>) -> PyResult<Self> {
        let name = text(name, "common name")?;
        core::ServiceName::from_common_name(&name).or_raise(cls.py()).map(Self)
    }

    /// From a certificate.
    #[classmethod]
    #[pyo3(signature = (certificate, /))]
    fn from_certificate(
        cls: &Bound<'_, PyType>,
        certificate: PyRef<'_, Certificate>,
    ) -> PyResult<Self> {
        core::ServiceName::from_certificate(certificate.core()).or_raise(cls.py()).map(Self)
    }

    /// The name.
    #[getter]
    fn name(&self) -> &str {
        self.0.as_str()
    }

    /// Whether a phone that opens its channel with this name can be sent to.
    #[pyo3(signature = (service_name, /))]
    fn matches(&self, service_name: &Bound<'_, PyAny>) -> PyResult<bool> {
        Ok(self.0.is(&text(service_name, "service name")?))
    }

    /// Whether channels outlive the change to the next certificate.
    #[pyo3(signature = (next, /))]
    fn is_renewed_by(&self, next: PyRef<'_, Self>) -> bool {
        self.0.is_renewed_by(&next.0)
    }

    /// For `copy` and `pickle`.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let make = slf.get_type().getattr("from_common_name")?;
        (make, (slf.get().name(),)).into_pyobject(slf.py())
    }

    fn __repr__(&self) -> String {
        format!("<ServiceName {:?}>", self.name())
    }
}
