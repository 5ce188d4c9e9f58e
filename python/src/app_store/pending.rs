//! A verification in three steps, for signature checks and OCSP answers of the caller's own.

use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use waxwing::app_store as core;
use waxwing::crypto::{self, Hash, PublicKey, Signature};
use waxwing::error::{Error, ErrorCode, Result};
use waxwing::x509::ocsp::MAX_ANSWERS;

use super::Signed;
use crate::convert::{self, bytes, flag};
use crate::error::{detached, wrong_type};

/// A verification between its first and its last step.
#[pyclass(frozen, module = "waxwing._waxwing")]
pub(crate) struct PendingVerification {
    /// Until it has ended.
    pending: Mutex<Option<core::Pending<'static>>>,
}

impl PendingVerification {
    pub(super) const fn new(pending: core::Pending<'static>) -> Self {
        Self { pending: Mutex::new(Some(pending)) }
    }

    /// What `read` makes of it as long as it has not ended.
    fn read<T>(&self, read: impl FnOnce(&core::Pending<'static>) -> Result<T>) -> Result<T> {
        let pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        read(pending.as_ref().ok_or_else(ended)?)
    }
}

fn ended() -> Error {
    Error::new(ErrorCode::InvalidState, "verification", "one that has not ended", "one that has")
}

#[pymethods]
impl PendingVerification {
    /// The signature checks to run.
    #[getter]
    fn checks(&self, py: Python<'_>) -> PyResult<Vec<SignatureCheck>> {
        detached(py, || {
            self.read(|pending| Ok(pending.checks().iter().map(SignatureCheck::from).collect()))
        })
    }

    /// What to ask about revocation.
    #[pyo3(signature = (outcomes, /, *, now=None))]
    fn ocsp_requests(
        &self,
        py: Python<'_>,
        outcomes: &Bound<'_, PyAny>,
        now: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Vec<OcspRequest>> {
        let (outcomes, now) = (flags(outcomes)?, convert::now(py, now)?);
        let requests = detached(py, || self.read(|pending| pending.ocsp_requests(&outcomes, now)))?;
        Ok(requests.into_iter().map(OcspRequest::from).collect())
    }

    /// The last step.
    #[pyo3(signature = (outcomes, now, ocsp_answers))]
    fn finish(
        &self,
        py: Python<'_>,
        outcomes: &Bound<'_, PyAny>,
        now: Option<&Bound<'_, PyAny>>,
        ocsp_answers: &Bound<'_, PyAny>,
    ) -> PyResult<Signed> {
        let (outcomes, now) = (flags(outcomes)?, convert::now(py, now)?);
        let answers = self::ocsp_answers(ocsp_answers)?;
        let object = detached(py, || {
            let pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner).take();
            pending.ok_or_else(ended)?.finish_with_ocsp(&outcomes, &answers, now)
        })?;
        Signed::new(py, object)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let checks = detached(py, || {
            let pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(pending.as_ref().map(|pending| pending.checks().len()))
        })?;
        Ok(match checks {
            Some(checks) => format!("<PendingVerification with {checks} checks>"),
            None => "<PendingVerification, ended>".to_owned(),
        })
    }
}

/// One signature to check.
#[pyclass(frozen, module = "waxwing.app_store")]
pub(crate) struct SignatureCheck {
    key: PublicKey,
    hash: Hash,
    signature: Signature,
    data: Vec<u8>,
}

impl From<&crypto::SignatureCheck<'_>> for SignatureCheck {
    fn from(check: &crypto::SignatureCheck<'_>) -> Self {
        Self {
            key: check.key().clone(),
            hash: check.hash(),
            signature: check.signature().clone(),
            data: check.data().to_vec(),
        }
    }
}

impl SignatureCheck {
    fn check(&self) -> crypto::SignatureCheck<'_> {
        let (key, signature) = (self.key.clone(), self.signature.clone());
        crypto::SignatureCheck::new(key, self.hash, signature, &self.data)
    }
}

#[pymethods]
impl SignatureCheck {
    #[getter]
    fn curve(&self) -> &'static str {
        self.key.curve().name()
    }

    #[getter]
    fn hash(&self) -> &'static str {
        self.hash.name()
    }

    #[getter]
    fn spki<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.check().spki_der())
    }

    #[getter]
    fn signature<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.check().raw_signature())
    }

    #[getter]
    fn data<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.data)
    }

    /// Runs it with the built-in backend.
    fn run(&self, py: Python<'_>) -> PyResult<bool> {
        detached(py, || Ok(self.check().run()))
    }

    fn __repr__(&self) -> String {
        format!("<SignatureCheck on {} with {}>", self.curve(), self.hash())
    }
}

/// A question to an OCSP responder.
#[pyclass(frozen, module = "waxwing.app_store")]
pub(crate) struct OcspRequest(core::OcspRequest);

impl From<core::OcspRequest> for OcspRequest {
    fn from(request: core::OcspRequest) -> Self {
        Self(request)
    }
}

#[pymethods]
impl OcspRequest {
    #[getter]
    const fn method(&self) -> &'static str {
        "POST"
    }

    #[getter]
    fn url(&self) -> &str {
        &self.0.url
    }

    #[getter]
    fn headers(&self) -> Vec<(&'static str, &'static str)> {
        vec![("content-type", core::OcspRequest::CONTENT_TYPE)]
    }

    #[getter]
    fn content<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.body)
    }

    #[getter]
    const fn certificate(&self) -> &'static str {
        self.0.certificate.name()
    }

    fn __repr__(&self) -> String {
        format!("<OcspRequest about the {} to {}>", self.certificate(), self.url())
    }
}

/// Outcomes of signature checks.
fn flags(outcomes: &Bound<'_, PyAny>) -> PyResult<Vec<bool>> {
    // Of the letters of a text, none is an outcome; said of the text, that is clearer.
    if outcomes.is_instance_of::<PyString>() {
        return Err(wrong_type("outcomes", "an iterable of bool", outcomes));
    }
    let outcomes = outcomes.try_iter()?.map(|outcome| flag(&outcome?, "outcomes"));
    outcomes.collect()
}

/// Answers of OCSP responders.
pub(super) fn ocsp_answers(answers: &Bound<'_, PyAny>) -> PyResult<Vec<Vec<u8>>> {
    // Each of its bytes would be taken for an answer.
    if answers.is_instance_of::<PyBytes>() {
        return Err(wrong_type("ocsp_answers", "an iterable of bytes", answers));
    }
    let mut read = Vec::new();
    for answer in answers.try_iter()? {
        // One too many is for the core to refuse; more are not read.
        if read.len() > MAX_ANSWERS {
            break;
        }
        read.push(bytes(&answer?, "ocsp_answers")?.to_vec());
    }
    Ok(read)
}
