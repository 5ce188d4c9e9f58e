//! What the App Store signs. The classes that people see are in `waxwing/app_store.py`.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString, PyTuple};
use waxwing::app_store::{
    self as core, CertificateInfo, Environment, Kind, SignedObject, Validity,
};
use waxwing::error::ErrorCode;
use waxwing::x509::{APPLE_ROOT_CA_G3_DER, Anchor};

use crate::convert::{self, bytes, int, text, text_or_bytes};
use crate::error::{OrRaise, detached, refuse};
use crate::json;

/// A verifier of the core.
#[pyclass(frozen, module = "waxwing._waxwing")]
pub(crate) struct Verifier(core::Verifier);

#[pymethods]
impl Verifier {
    /// Every setting is given: `None` for ids means any; for roots and skew, the core's own.
    #[new]
    #[pyo3(signature = (
        *, bundle_ids, app_apple_ids, environments, roots, validity, future_skew_millis
    ))]
    fn new(
        py: Python<'_>,
        bundle_ids: Option<Vec<Bound<'_, PyAny>>>,
        app_apple_ids: Option<Vec<Bound<'_, PyAny>>>,
        environments: Vec<Bound<'_, PyAny>>,
        roots: Option<Vec<Bound<'_, PyAny>>>,
        validity: &Bound<'_, PyAny>,
        future_skew_millis: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let mut builder = core::Verifier::builder()
            .validity(Validity::from_name(&text(validity, "validity")?).or_raise(py)?);
        match bundle_ids {
            None => builder = builder.dangerous_any_bundle_id(),
            Some(ids) => {
                for id in ids {
                    builder = builder.bundle_id(text(&id, "bundle_ids")?);
                }
            }
        }
        match app_apple_ids {
            None => builder = builder.dangerous_any_app_apple_id(),
            Some(ids) => {
                for id in ids {
                    let id = int(&id, ErrorCode::InvalidInput, "app_apple_ids")?;
                    builder = builder.app_apple_id(id);
                }
            }
        }
        for environment in environments {
            let name = text(&environment, "environments")?;
            builder = builder.environment(Environment::from(&*name));
        }
        if let Some(roots) = roots {
            let ders =
                roots.iter().map(|root| bytes(root, "roots")).collect::<PyResult<Vec<_>>>()?;
            builder = builder.roots(ders);
        }
        if let Some(millis) = future_skew_millis {
            let millis = int(millis, ErrorCode::InvalidInput, "future_skew_millis")?;
            builder = builder.future_skew_millis(millis);
        }
        builder.build().or_raise(py).map(Self)
    }

    /// Verifies a token of this kind, or of any.
    #[pyo3(signature = (token, kind, now))]
    fn verify(
        &self,
        py: Python<'_>,
        token: &Bound<'_, PyAny>,
        kind: Option<&str>,
        now: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Signed> {
        let text = text_or_bytes(token, ErrorCode::InvalidUtf8, "token")?;
        let now = convert::now(py, now)?;
        let kind = kind.map(|name| read_kind(py, name)).transpose()?;
        let object = detached(py, || match kind {
            Some(kind) => self.0.of_kind(&text, kind, now),
            None => self.0.any(&text, now),
        })?;
        Signed::new(py, object)
    }
}

fn read_kind(py: Python<'_>, name: &str) -> PyResult<Kind> {
    Kind::from_name(name).ok_or_else(|| {
        refuse(py, ErrorCode::InvalidInput, "kind", "the name of a kind", "another text")
    })
}

/// A signed object inside another.
type Nested = Option<Py<Signed>>;

/// A verified object, to be made into one of the classes that people see.
#[pyclass(frozen, get_all, module = "waxwing._waxwing")]
pub(crate) struct Signed {
    kind: &'static str,
    raw: Py<PyString>,
    json: Py<PyDict>,
    signed_at: i64,
    leaf_valid_until: i64,
    leaf_expired_since: bool,
    checked_at: i64,
    verified_environment: String,
    verified_bundle_id: Option<String>,
    verified_app_apple_id: Option<i64>,
    /// Leaf, intermediate and root.
    chain: Py<PyTuple>,
    transaction: Nested,
    renewal_info: Nested,
    app_transaction: Nested,
}

impl Signed {
    fn new(py: Python<'_>, mut object: SignedObject) -> PyResult<Self> {
        let (mut transaction, mut renewal_info, mut app_transaction) = (None, None, None);
        if let SignedObject::Notification(it) = &mut object {
            transaction = it.transaction.take().map(SignedObject::Transaction);
            renewal_info = it.renewal_info.take().map(SignedObject::RenewalInfo);
            app_transaction = it.app_transaction.take().map(SignedObject::AppTransaction);
        }
        let nested = |object: Option<SignedObject>| {
            object.map(|object| Py::new(py, Self::new(py, object)?)).transpose()
        };
        let chain = object.chain();
        Ok(Self {
            kind: object.kind().name(),
            raw: PyString::new(py, object.json()).unbind(),
            json: json::to_dict(py, object.object())?.unbind(),
            signed_at: object.signed_at().as_millis(),
            leaf_valid_until: object.leaf_valid_until().as_millis(),
            leaf_expired_since: object.leaf_expired_since(),
            checked_at: object.checked_at().as_millis(),
            verified_environment: object.verified_environment().as_str().to_owned(),
            verified_bundle_id: object.verified_bundle_id().map(str::to_owned),
            verified_app_apple_id: object.verified_app_apple_id(),
            chain: PyTuple::new(
                py,
                [
                    certificate(py, &chain.leaf)?,
                    certificate(py, &chain.intermediate)?,
                    certificate(py, &chain.root)?,
                ],
            )?
            .unbind(),
            transaction: nested(transaction)?,
            renewal_info: nested(renewal_info)?,
            app_transaction: nested(app_transaction)?,
        })
    }
}

fn certificate<'py>(
    py: Python<'py>,
    certificate: &CertificateInfo,
) -> PyResult<Bound<'py, PyTuple>> {
    (
        &certificate.common_name,
        &certificate.serial,
        certificate.not_before.as_millis(),
        certificate.not_after.as_millis(),
    )
        .into_pyobject(py)
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
