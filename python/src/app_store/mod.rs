//! What the App Store signs. The classes that people see are in `waxwing/app_store.py`.

mod many;
mod signed;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList};
use waxwing::app_store::{self as core, Environment, Kind, Validity};
use waxwing::error::ErrorCode;
use waxwing::x509::{APPLE_ROOT_CA_G3_DER, Anchor};

use crate::arrow::{ArrowTable, verify_arrow};
use crate::convert::{self, bytes, int, text, text_or_bytes};
use crate::error::{OrRaise, detached, refuse};

pub(crate) use many::Call;
pub(crate) use signed::Signed;

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
        kind: Option<&Bound<'_, PyAny>>,
        now: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Signed> {
        let text = text_or_bytes(token, ErrorCode::InvalidUtf8, "token")?;
        let now = convert::now(py, now)?;
        let kind = kind.map(read_kind).transpose()?;
        let object = detached(py, || match kind {
            Some(kind) => self.0.of_kind(&text, kind, now),
            None => self.0.any(&text, now),
        })?;
        Signed::new(py, object)
    }

    /// Verifies many tokens: gives a verified object or an exception for each.
    #[pyo3(signature = (tokens, kind, now, threads))]
    fn verify_many<'py>(
        &self,
        py: Python<'py>,
        tokens: &Bound<'py, PyAny>,
        kind: Option<&Bound<'py, PyAny>>,
        now: Option<&Bound<'py, PyAny>>,
        threads: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyList>> {
        many::verify_many(py, self.call(py, kind, now, threads)?, tokens)
    }

    /// Verifies each text of a column.
    #[pyo3(signature = (data, kind, now, threads))]
    fn verify_arrow(
        &self,
        py: Python<'_>,
        data: &Bound<'_, PyAny>,
        kind: Option<&Bound<'_, PyAny>>,
        now: Option<&Bound<'_, PyAny>>,
        threads: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<ArrowTable> {
        verify_arrow(py, self.call(py, kind, now, threads)?, data)
    }
}

impl Verifier {
    fn call(
        &self,
        py: Python<'_>,
        kind: Option<&Bound<'_, PyAny>>,
        now: Option<&Bound<'_, PyAny>>,
        threads: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Call<'_>> {
        Ok(Call {
            verifier: &self.0,
            kind: kind.map(read_kind).transpose()?,
            now: convert::now(py, now)?,
            threads: many::threads(threads)?,
        })
    }
}

fn read_kind(name: &Bound<'_, PyAny>) -> PyResult<Kind> {
    Kind::from_name(&text(name, "kind")?).ok_or_else(|| {
        refuse(name.py(), ErrorCode::InvalidInput, "kind", "the name of a kind", "another text")
    })
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
