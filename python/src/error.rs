//! Errors of the core as exceptions of `waxwing._errors`.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::exceptions::PyTypeError;
use pyo3::marker::Ungil;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyList, PyType};
use waxwing::error::{Category, Error, ErrorCode};

/// The five classes, each imported at its first use: `_errors` cannot be imported before this
/// module, which its package imports.
struct Classes {
    input: Py<PyType>,
    malformed: Py<PyType>,
    untrusted: Py<PyType>,
    limit: Py<PyType>,
    internal: Py<PyType>,
}

impl Classes {
    fn get(py: Python<'_>) -> PyResult<&'static Self> {
        static CLASSES: PyOnceLock<Classes> = PyOnceLock::new();
        CLASSES.get_or_try_init(py, || {
            let module = py.import("waxwing._errors")?;
            let class =
                |name| Ok::<_, PyErr>(module.getattr(name)?.cast_into::<PyType>()?.unbind());
            Ok(Self {
                input: class("InputError")?,
                malformed: class("MalformedError")?,
                untrusted: class("UntrustedError")?,
                limit: class("LimitError")?,
                internal: class("InternalError")?,
            })
        })
    }

    const fn of(&self, category: Category) -> &Py<PyType> {
        match category {
            Category::Input => &self.input,
            Category::Malformed => &self.malformed,
            Category::Untrusted => &self.untrusted,
            Category::Limit => &self.limit,
            _ => &self.internal,
        }
    }
}

/// The exception that says what `error` says.
pub(crate) fn exception(py: Python<'_>, error: &Error) -> PyErr {
    let code = error.code();
    let made = Classes::get(py).and_then(|classes| {
        classes.of(error.category()).bind(py).call1((
            error.to_string(),
            code.name(),
            code.number(),
            error.subject(),
            error.expected(),
            error.found(),
            error.is_retryable(),
        ))
    });
    match made {
        Ok(value) => PyErr::from_value(value),
        Err(why) => why,
    }
}

/// A refusal of an argument whose value cannot be handed to the core.
pub(crate) fn refuse(
    py: Python<'_>,
    code: ErrorCode,
    subject: &str,
    expected: &'static str,
    found: &'static str,
) -> PyErr {
    exception(py, &Error::new(code, subject.to_owned(), expected, found))
}

/// A refusal of an argument that is of another type than documented.
pub(crate) fn wrong_type(subject: &str, expected: &str, found: &Bound<'_, PyAny>) -> PyErr {
    match found.get_type().name() {
        Ok(name) => PyTypeError::new_err(format!("{subject} must be {expected}, not {name}")),
        Err(why) => why,
    }
}

/// The value of the core, or the exception.
pub(crate) trait OrRaise<T> {
    fn or_raise(self, py: Python<'_>) -> PyResult<T>;
}

impl<T> OrRaise<T> for waxwing::error::Result<T> {
    fn or_raise(self, py: Python<'_>) -> PyResult<T> {
        self.map_err(|error| exception(py, &error))
    }
}

/// Runs `work` while other threads run Python, and raises what it gives as an error, also for a
/// panic.
pub(crate) fn detached<T: Ungil + Send>(
    py: Python<'_>,
    work: impl FnOnce() -> waxwing::error::Result<T> + Ungil + Send,
) -> PyResult<T> {
    let outcome = py.detach(|| catch_unwind(AssertUnwindSafe(work)));
    outcome.unwrap_or_else(|_| Err(panicked())).or_raise(py)
}

/// What `work` gives, or an error for a panic.
pub(crate) fn fenced<T>(py: Python<'_>, work: impl FnOnce() -> T) -> PyResult<T> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| exception(py, &panicked()))
}

pub(crate) fn panicked() -> Error {
    Error::new(ErrorCode::Panic, "waxwing", "a result", "a panic")
}

/// Every error code: number, name and category.
#[pyfunction]
pub(crate) fn error_codes(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
    let codes =
        ErrorCode::ALL.iter().map(|code| (code.number(), code.name(), code.category().name()));
    PyList::new(py, codes)
}
