//! Receipts. The classes that people see are in `waxwing/_receipts.py`.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use waxwing::app_store::Environment;
use waxwing::app_store::receipt::{self as core, VerifiedReceipt};
use waxwing::error::ErrorCode;

use super::signed::certificate;
use crate::convert::{self, bytes, flag, int, text, text_or_bytes};
use crate::error::{OrRaise, detached};
use crate::json;

/// What a receipt is called in errors about its type.
const RECEIPT: &str = "receipt";

/// The first transaction id in an app receipt.
#[pyfunction]
pub(crate) fn app_receipt_transaction_id(
    py: Python<'_>,
    receipt: &Bound<'_, PyAny>,
) -> PyResult<Option<String>> {
    let receipt = text_or_bytes(receipt, ErrorCode::ReceiptMalformed, RECEIPT)?;
    detached(py, || core::transaction_id_from_app_receipt(&receipt))
}

/// The transaction id in a transaction receipt.
#[pyfunction]
pub(crate) fn transaction_receipt_transaction_id(
    py: Python<'_>,
    receipt: &Bound<'_, PyAny>,
) -> PyResult<Option<String>> {
    let receipt = text_or_bytes(receipt, ErrorCode::ReceiptMalformed, RECEIPT)?;
    detached(py, || core::transaction_id_from_transaction_receipt(&receipt))
}

/// A receipt verifier of the core.
#[pyclass(frozen, module = "waxwing._waxwing")]
pub(crate) struct ReceiptVerifier(core::ReceiptVerifier);

#[pymethods]
impl ReceiptVerifier {
    /// Every setting is given: `None` for bundle ids means any; for the skew, the core's own.
    #[new]
    #[pyo3(signature = (
        *, bundle_ids, environments, roots, root_sha256, xcode_certificates, sha256_only,
        future_skew_millis
    ))]
    #[expect(clippy::too_many_arguments, reason = "called by one constructor, all by name")]
    fn new(
        py: Python<'_>,
        bundle_ids: Option<Vec<Bound<'_, PyAny>>>,
        environments: Vec<Bound<'_, PyAny>>,
        roots: Vec<Bound<'_, PyAny>>,
        root_sha256: Vec<Bound<'_, PyAny>>,
        xcode_certificates: Vec<Bound<'_, PyAny>>,
        sha256_only: &Bound<'_, PyAny>,
        future_skew_millis: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let mut builder = core::ReceiptVerifier::builder();
        match bundle_ids {
            None => builder = builder.dangerous_any_bundle_id(),
            Some(ids) => {
                for id in ids {
                    builder = builder.bundle_id(text(&id, "bundle_ids")?);
                }
            }
        }
        for environment in environments {
            builder = builder.environment(Environment::from(&*text(&environment, "environments")?));
        }
        for root in roots {
            builder = builder.root(bytes(&root, "roots")?);
        }
        for fingerprint in root_sha256 {
            builder = builder.root_sha256(bytes(&fingerprint, "root_sha256")?);
        }
        for certificate in xcode_certificates {
            builder = builder.xcode_certificate(bytes(&certificate, "xcode_certificates")?);
        }
        if flag(sha256_only, "sha256_only")? {
            builder = builder.sha256_only();
        }
        if let Some(millis) = future_skew_millis {
            let millis = int(millis, ErrorCode::InvalidInput, "future_skew_millis")?;
            builder = builder.future_skew_millis(millis);
        }
        builder.build().or_raise(py).map(Self)
    }

    fn verify(
        &self,
        py: Python<'_>,
        receipt: &Bound<'_, PyAny>,
        now: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Receipt> {
        let receipt = text_or_bytes(receipt, ErrorCode::ReceiptMalformed, RECEIPT)?;
        let now = convert::now(py, now)?;
        detached(py, || self.0.verify(&receipt, now)).map(Receipt)
    }
}

/// A verified receipt, to be made into the class that people see.
#[pyclass(frozen, module = "waxwing._waxwing")]
pub(crate) struct Receipt(VerifiedReceipt);

#[pymethods]
impl Receipt {
    #[getter]
    fn json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        json::to_dict(py, self.0.object())
    }

    #[getter]
    fn verified_environment(&self) -> &str {
        self.0.verified_environment().as_str()
    }

    #[getter]
    const fn created_at(&self) -> i64 {
        self.0.created_at().as_millis()
    }

    #[getter]
    const fn checked_at(&self) -> i64 {
        self.0.checked_at().as_millis()
    }

    #[getter]
    const fn leaf_valid_until(&self) -> i64 {
        self.0.leaf_valid_until().as_millis()
    }

    #[getter]
    fn leaf_expired_since(&self) -> bool {
        self.0.leaf_expired_since()
    }

    #[getter]
    const fn digest(&self) -> &'static str {
        self.0.digest()
    }

    /// Leaf, intermediate and root.
    #[getter]
    fn chain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let chain = self.0.chain();
        PyTuple::new(
            py,
            [
                certificate(py, &chain.leaf)?,
                certificate(py, &chain.intermediate)?,
                certificate(py, &chain.root)?,
            ],
        )
    }

    fn verify_device_hash(&self, py: Python<'_>, guid: &Bound<'_, PyAny>) -> PyResult<()> {
        self.0.verify_device_hash(bytes(guid, "guid")?).or_raise(py)
    }
}
