//! The policy of verification, and single calls.

use pyo3::prelude::*;
use pyo3::types::PyList;
use waxwing::app_store::{self as core, Environment, Validity, VerifyOptions};
use waxwing::error::ErrorCode;
use waxwing::x509::ocsp::Policy;

use super::many::{self, Call};
use super::pending::{self, OcspRequest, PendingVerification};
use super::{Signed, read_kind};
use crate::arrow::{ArrowTable, verify_arrow};
use crate::convert::{self, bytes, flag, int, text, text_or_bytes, unsigned};
use crate::error::{OrRaise, detached};

/// A verifier of the core.
#[pyclass(frozen, module = "waxwing._waxwing")]
pub(crate) struct Verifier(core::Verifier);

#[pymethods]
impl Verifier {
    /// Every setting is given: `None` for ids means any; for roots and skew, the core's own.
    #[new]
    #[pyo3(signature = (
        *, bundle_ids, app_apple_ids, environments, roots, xcode_certificates, validity,
        future_skew_millis, oldest_signing_time, revocation, ocsp_hosts, ocsp_max_age_millis,
        cached_chains, without_key_tables
    ))]
    #[allow(clippy::too_many_arguments, reason = "keywords, one for each setting of the core")]
    fn new(
        py: Python<'_>,
        bundle_ids: Option<Vec<Bound<'_, PyAny>>>,
        app_apple_ids: Option<Vec<Bound<'_, PyAny>>>,
        environments: Vec<Bound<'_, PyAny>>,
        roots: Option<Vec<Bound<'_, PyAny>>>,
        xcode_certificates: Vec<Bound<'_, PyAny>>,
        validity: &Bound<'_, PyAny>,
        future_skew_millis: Option<&Bound<'_, PyAny>>,
        oldest_signing_time: Option<&Bound<'_, PyAny>>,
        revocation: &Bound<'_, PyAny>,
        ocsp_hosts: Vec<Bound<'_, PyAny>>,
        ocsp_max_age_millis: Option<&Bound<'_, PyAny>>,
        cached_chains: Option<&Bound<'_, PyAny>>,
        without_key_tables: &Bound<'_, PyAny>,
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
        for certificate in xcode_certificates {
            builder = builder.xcode_certificate(bytes(&certificate, "xcode_certificates")?);
        }
        if let Some(oldest) = oldest_signing_time {
            builder = builder.oldest_signing_time(convert::time(oldest, "oldest_signing_time")?);
        }
        builder =
            builder.revocation(Policy::from_name(&text(revocation, "revocation")?).or_raise(py)?);
        for host in ocsp_hosts {
            builder = builder.ocsp_host(text(&host, "ocsp_hosts")?);
        }
        if let Some(millis) = ocsp_max_age_millis {
            builder = builder.ocsp_max_age_millis(convert::u32_(millis, "ocsp_max_age_millis")?);
        }
        if let Some(chains) = cached_chains {
            const EXPECTED: &str = "an integer from 0 on";
            builder = builder.cached_chains(unsigned(chains, "cached_chains", EXPECTED)?);
        }
        if flag(without_key_tables, "without_key_tables")? {
            builder = builder.without_key_tables();
        }
        builder.build().or_raise(py).map(Self)
    }

    /// Verifies a token of this kind, or of any.
    #[pyo3(signature = (token, kind, now, ocsp_answers=None))]
    fn verify(
        &self,
        py: Python<'_>,
        token: &Bound<'_, PyAny>,
        kind: Option<&Bound<'_, PyAny>>,
        now: Option<&Bound<'_, PyAny>>,
        ocsp_answers: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Signed> {
        let text = text_or_bytes(token, ErrorCode::InvalidUtf8, "token")?;
        let now = convert::now(py, now)?;
        let kind = kind.map(read_kind).transpose()?;
        let answers = ocsp_answers.map(pending::ocsp_answers).transpose()?.unwrap_or_default();
        let options =
            VerifyOptions { kind, ocsp_answers: answers.iter().map(Vec::as_slice).collect() };
        let object = detached(py, || self.0.verify(&text, &options, now))?;
        Signed::new(py, object)
    }

    /// The first of three steps.
    #[pyo3(signature = (token, kind))]
    fn begin(
        &self,
        py: Python<'_>,
        token: &Bound<'_, PyAny>,
        kind: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<PendingVerification> {
        let text = text_or_bytes(token, ErrorCode::InvalidUtf8, "token")?.into_owned();
        let kind = kind.map(read_kind).transpose()?;
        let pending = detached(py, || self.0.begin_owned(text, kind))?;
        Ok(PendingVerification::new(pending))
    }

    /// What to ask about revocation.
    #[pyo3(signature = (token, now))]
    fn ocsp_requests(
        &self,
        py: Python<'_>,
        token: &Bound<'_, PyAny>,
        now: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Vec<OcspRequest>> {
        let text = text_or_bytes(token, ErrorCode::InvalidUtf8, "token")?;
        let now = convert::now(py, now)?;
        let requests = detached(py, || self.0.ocsp_requests(&text, now))?;
        Ok(requests.into_iter().map(OcspRequest::from).collect())
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
