//! Many objects in one call, on several threads.

use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::thread;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyList, PyString};
use waxwing::app_store::{self as core, Kind, SignedObject};
use waxwing::error::{Error, ErrorCode, Result};
use waxwing::time::Timestamp;

use super::signed::Signed;
use crate::convert::{text_or_bytes, unsigned};
use crate::error::{detached, exception, refuse};

/// How many tokens are read before they are verified: enough for all threads, and few enough that
/// an interruption by the keyboard is heard soon.
const BLOCK: usize = 4096;

/// More threads than any machine makes use of.
const MAX_THREADS: usize = 1024;

/// What to verify, apart from the tokens.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) verifier: &'a core::Verifier,
    pub(crate) kind: Option<Kind>,
    pub(crate) now: Timestamp,
    pub(crate) threads: NonZeroUsize,
}

impl Call<'_> {
    /// The outcome of each token, while other threads run Python.
    pub(crate) fn verify(
        &self,
        py: Python<'_>,
        tokens: &[impl AsRef<[u8]> + Sync],
    ) -> PyResult<Vec<Result<SignedObject>>> {
        let outcomes = detached(py, || {
            Ok(self.verifier.verify_many(tokens, self.kind, self.now, self.threads))
        })?;
        py.check_signals()?;
        Ok(outcomes)
    }
}

/// The number of threads that was asked for, or as many as run at the same time.
pub(crate) fn threads(value: Option<&Bound<'_, PyAny>>) -> PyResult<NonZeroUsize> {
    const EXPECTED: &str = "an integer from 1 to 1024";
    let Some(value) = value else {
        return Ok(thread::available_parallelism().unwrap_or(NonZeroUsize::MIN));
    };
    let threads = unsigned(value, "threads", EXPECTED)?;
    match NonZeroUsize::new(threads) {
        Some(threads) if threads.get() <= MAX_THREADS => Ok(threads),
        _ => {
            Err(refuse(value.py(), ErrorCode::InvalidInput, "threads", EXPECTED, "another number"))
        }
    }
}

/// A verified object or an exception for each of `tokens`, in their order.
pub(super) fn verify_many<'py>(
    py: Python<'py>,
    call: Call<'_>,
    tokens: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyList>> {
    // Each character or byte would be taken for a token.
    if tokens.is_instance_of::<PyString>()
        || tokens.is_instance_of::<PyBytes>()
        || tokens.is_instance_of::<PyByteArray>()
    {
        let found = tokens.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "tokens must be an iterable of str or bytes, not one {found}"
        )));
    }
    let results = PyList::empty(py);
    let mut tokens = tokens.try_iter()?;
    loop {
        let block = tokens.by_ref().take(BLOCK).collect::<PyResult<Vec<_>>>()?;
        if block.is_empty() {
            return Ok(results);
        }
        let read: Vec<PyResult<Cow<'_, [u8]>>> = block.iter().map(token).collect();
        let readable: Vec<&[u8]> = read.iter().flatten().map(AsRef::as_ref).collect();
        let mut outcomes = call.verify(py, &readable)?.into_iter();
        for token in &read {
            match token {
                Err(why) => results.append(why.value(py))?,
                Ok(_) => match outcomes.next().unwrap_or_else(|| Err(missing())) {
                    Ok(object) => results.append(Signed::new(py, object)?)?,
                    Err(error) => results.append(exception(py, &error).value(py))?,
                },
            }
        }
    }
}

/// A token of many. One that is of another type is refused as any other bad one, so that it does
/// not stop the rest.
fn token<'a>(value: &'a Bound<'_, PyAny>) -> PyResult<Cow<'a, [u8]>> {
    if value.is_instance_of::<PyString>() || value.is_instance_of::<PyBytes>() {
        return text_or_bytes(value, ErrorCode::InvalidUtf8, "token");
    }
    let found = value.get_type().name()?.to_string();
    let error = Error::new(ErrorCode::InvalidInput, "token", "str or bytes", found);
    Err(exception(value.py(), &error))
}

fn missing() -> Error {
    Error::new(ErrorCode::Panic, "waxwing", "an outcome for each token", "fewer")
}
