//! What the App Store signs. The classes that people see are in `waxwing/app_store.py` and the
//! files beside it.

mod many;
mod pending;
mod receipt;
mod signed;
mod subscription;
mod unverified;
mod verifier;

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use waxwing::app_store::Kind;
use waxwing::x509::{APPLE_ROOT_CA_G3_DER, Anchor};

use crate::convert::{bytes, text};
use crate::error::OrRaise;

pub(crate) use many::Call;
pub(crate) use pending::{OcspRequest, PendingVerification, SignatureCheck};
pub(crate) use receipt::{
    Receipt, ReceiptVerifier, app_receipt_transaction_id, transaction_receipt_transaction_id,
};
pub(crate) use signed::Signed;
pub(crate) use subscription::{SubscriptionState, notification_facts};
pub(crate) use unverified::{Unverified, decode_unverified};
pub(crate) use verifier::Verifier;

/// A kind by its name.
fn read_kind(name: &Bound<'_, PyAny>) -> PyResult<Kind> {
    Kind::from_name(&text(name, "kind")?).or_raise(name.py())
}

/// The SHA-256 of a root, in hexadecimal, after the checks that every root has to pass.
#[pyfunction]
pub(crate) fn root_fingerprint(py: Python<'_>, root: &Bound<'_, PyAny>) -> PyResult<String> {
    let anchor = Anchor::from_der(bytes(root, "roots")?).or_raise(py)?;
    Ok(anchor.fingerprint().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Apple Root CA - G3, DER.
#[pyfunction]
pub(crate) fn apple_root_ca_g3(py: Python<'_>) -> Bound<'_, PyBytes> {
    PyBytes::new(py, APPLE_ROOT_CA_G3_DER)
}
