//! GOAWAY frames.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};
use waxwing::apns::{self, Reason};

use super::reply::Verdict;
use crate::convert::{bytes, u32_};

/// How much of the debug data is kept for `pickle`: as much as the core looks at.
const MAX_DEBUG_BYTES: usize = 16_384;

/// A GOAWAY frame.
#[pyclass(frozen, eq, module = "waxwing.apns")]
pub(crate) struct GoAway {
    pub(super) frame: apns::GoAway,
    debug_data: Vec<u8>,
}

impl PartialEq for GoAway {
    fn eq(&self, other: &Self) -> bool {
        self.frame == other.frame
    }
}

#[pymethods]
impl GoAway {
    #[new]
    #[pyo3(signature = (error_code, last_stream_id, debug_data=None, /))]
    fn new(
        error_code: &Bound<'_, PyAny>,
        last_stream_id: &Bound<'_, PyAny>,
        debug_data: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let (code, last) =
            (u32_(error_code, "error_code")?, u32_(last_stream_id, "last_stream_id")?);
        let data: &[u8] = debug_data.map_or(Ok(&[][..]), |data| bytes(data, "debug_data"))?;
        let frame = apns::GoAway::new(code, last, data);
        let kept = data.get(..MAX_DEBUG_BYTES + 1).unwrap_or(data);
        Ok(Self { frame, debug_data: kept.to_vec() })
    }

    /// The error code of HTTP/2.
    #[getter]
    fn error_code(&self) -> u32 {
        self.frame.error_code()
    }

    /// The last stream that APNs has processed or may yet process.
    #[getter]
    fn last_stream_id(&self) -> u32 {
        self.frame.last_stream_id()
    }

    /// Why, if the debug data say so.
    #[getter]
    fn reason(&self) -> Option<&str> {
        self.frame.reason().map(Reason::as_str)
    }

    /// Whether this version knows the reason.
    #[getter]
    fn reason_is_known(&self) -> bool {
        self.frame.reason().is_some_and(Reason::is_known)
    }

    /// The debug data as text.
    #[getter]
    fn text(&self) -> Option<&str> {
        self.frame.text()
    }

    /// Whether a stream was certainly not processed.
    #[pyo3(signature = (stream_id, /))]
    fn leaves_out(&self, stream_id: &Bound<'_, PyAny>) -> PyResult<bool> {
        Ok(self.frame.leaves_out(u32_(stream_id, "stream_id")?))
    }

    /// What to do.
    fn verdict(&self) -> Verdict {
        Verdict(self.frame.verdict())
    }

    /// For `copy` and `pickle`.
    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let data = PyBytes::new(py, &self.debug_data);
        (self.error_code(), self.last_stream_id(), data).into_pyobject(py)
    }

    fn __repr__(&self) -> String {
        let (code, last) = (self.error_code(), self.last_stream_id());
        match self.reason() {
            Some(reason) => format!("<GoAway {reason:?}, error {code}, last stream {last}>"),
            None => format!("<GoAway error {code}, last stream {last}>"),
        }
    }
}
