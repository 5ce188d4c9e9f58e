//! Verified objects, before they become one of the classes that people see.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use waxwing::app_store::{CertificateInfo, SignedObject};
use waxwing::x509::ocsp::Status;

use crate::json;

/// A signed object inside another.
type Nested = Option<Py<Signed>>;

/// A verified object. Its parts become Python's when they are asked for, so that a list of many
/// costs little until it is read.
#[pyclass(frozen, module = "waxwing._waxwing")]
pub(crate) struct Signed {
    object: SignedObject,
    transaction: Nested,
    renewal_info: Nested,
    app_transaction: Nested,
}

impl Signed {
    pub(super) fn new(py: Python<'_>, mut object: SignedObject) -> PyResult<Self> {
        let (mut transaction, mut renewal_info, mut app_transaction) = (None, None, None);
        if let SignedObject::Notification(it) = &mut object {
            transaction = it.transaction.take().map(SignedObject::Transaction);
            renewal_info = it.renewal_info.take().map(SignedObject::RenewalInfo);
            app_transaction = it.app_transaction.take().map(SignedObject::AppTransaction);
        }
        let nested = |object: Option<SignedObject>| {
            object.map(|object| Py::new(py, Self::new(py, object)?)).transpose()
        };
        Ok(Self {
            object,
            transaction: nested(transaction)?,
            renewal_info: nested(renewal_info)?,
            app_transaction: nested(app_transaction)?,
        })
    }
}

#[pymethods]
impl Signed {
    #[getter]
    fn kind(&self) -> &'static str {
        self.object.kind().name()
    }

    #[getter]
    fn raw(&self) -> &str {
        self.object.json()
    }

    #[getter]
    fn json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        json::to_dict(py, self.object.object())
    }

    #[getter]
    fn signed_at(&self) -> i64 {
        self.object.signed_at().as_millis()
    }

    #[getter]
    fn leaf_valid_until(&self) -> i64 {
        self.object.leaf_valid_until().as_millis()
    }

    #[getter]
    fn leaf_expired_since(&self) -> bool {
        self.object.leaf_expired_since()
    }

    #[getter]
    fn checked_at(&self) -> i64 {
        self.object.checked_at().as_millis()
    }

    #[getter]
    fn verified_environment(&self) -> &str {
        self.object.verified_environment().as_str()
    }

    #[getter]
    fn verified_bundle_id(&self) -> Option<&str> {
        self.object.verified_bundle_id()
    }

    #[getter]
    fn verified_app_apple_id(&self) -> Option<i64> {
        self.object.verified_app_apple_id()
    }

    /// Leaf, intermediate and root.
    #[getter]
    fn chain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let chain = self.object.chain();
        PyTuple::new(
            py,
            [
                certificate(py, &chain.leaf)?,
                certificate(py, &chain.intermediate)?,
                certificate(py, &chain.root)?,
            ],
        )
    }

    /// Of leaf and intermediate, and until when the answers may be kept; none where nothing was
    /// asked.
    #[getter]
    fn revocation<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyTuple>>> {
        let Some(revocation) = self.object.revocation() else { return Ok(None) };
        let cache_until = revocation.cache_until().map(|time| time.as_millis());
        (status(&revocation.leaf), status(&revocation.intermediate), cache_until)
            .into_pyobject(py)
            .map(Some)
    }

    #[getter]
    fn transaction(&self, py: Python<'_>) -> Nested {
        self.transaction.as_ref().map(|nested| nested.clone_ref(py))
    }

    #[getter]
    fn renewal_info(&self, py: Python<'_>) -> Nested {
        self.renewal_info.as_ref().map(|nested| nested.clone_ref(py))
    }

    #[getter]
    fn app_transaction(&self, py: Python<'_>) -> Nested {
        self.app_transaction.as_ref().map(|nested| nested.clone_ref(py))
    }
}

pub(super) fn certificate<'py>(
    py: Python<'py>,
    certificate: &CertificateInfo,
) -> PyResult<Bound<'py, PyTuple>> {
    (
        &certificate.common_name,
        &certificate.serial,
        certificate.not_before.as_millis(),
        certificate.not_after.as_millis(),
        &certificate.sha256,
    )
        .into_pyobject(py)
}

type StatusParts = (&'static str, Option<i64>, Option<String>, Option<i64>);

fn status(status: &Status) -> StatusParts {
    (
        status.name(),
        status.since().map(|time| time.as_millis()),
        status.reason().map(|reason| reason.name().into_owned()),
        status.cache_until().map(|time| time.as_millis()),
    )
}
