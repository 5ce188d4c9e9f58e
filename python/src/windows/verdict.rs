//! What to do about a reply.

use pyo3::prelude::*;
use waxwing::windows as core;

/// What to do about a reply.
#[pyclass(frozen, eq, module = "waxwing.windows")]
#[derive(PartialEq)]
pub(crate) struct Verdict(pub(super) core::Verdict);

#[pymethods]
impl Verdict {
    /// What to do.
    #[getter]
    fn action(&self) -> &'static str {
        self.0.action.name()
    }

    /// What it holds for.
    #[getter]
    fn scope(&self) -> &'static str {
        self.0.scope.name()
    }

    /// Why, where the reply tells.
    #[getter]
    fn cause(&self) -> Option<&'static str> {
        self.0.cause.map(|cause| cause.name())
    }

    /// How many seconds to wait before sending again.
    #[getter]
    fn retry_after_s(&self) -> Option<u64> {
        self.0.retry_after_s()
    }

    /// What to do, in a sentence for people.
    #[getter]
    fn advice(&self) -> &'static str {
        self.0.advice
    }

    fn __repr__(&self) -> String {
        match self.retry_after_s() {
            Some(wait) => {
                format!("<Verdict {} ({}) after {wait} s>", self.action(), self.scope())
            }
            None => format!("<Verdict {} ({})>", self.action(), self.scope()),
        }
    }
}
