//! Key and certificate files. `waxwing/credentials.py` shows these classes as its own.

mod certificate;
mod contents;
mod identity;
mod key;
mod push;
mod request;

use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};
use waxwing::credentials::{CertificateFamily, Format, LintCode, P12Profile};
use waxwing::error::ErrorCode;

pub(crate) use certificate::Certificate;
pub(crate) use contents::{Contents, Sniffed, sniff};
pub(crate) use identity::{Identity, Lint};
pub(crate) use key::{PrivateKey, SubjectKey, key_id_from_file_name, read_key};
pub(crate) use push::{CertificateTopic, PushCertificate};
pub(crate) use request::{CertificateRequest, RequestSubject, UnsignedRequest};

use crate::convert::{text, text_or_bytes};

/// The names that the core knows, which the constants in Python repeat.
#[pyfunction(name = "names")]
pub(crate) fn credential_names(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let names = PyDict::new(py);
    macro_rules! list {
        ($($type:ident),+) => {
            $(
                let values: Vec<&str> = $type::ALL.iter().map(|it| it.name()).collect();
                names.set_item(stringify!($type), values)?;
            )+
        };
    }
    list!(CertificateFamily, Format, LintCode, P12Profile);
    Ok(names)
}

/// A file: its bytes, or its text.
fn file<'a>(value: &'a Bound<'_, PyAny>, subject: &str) -> PyResult<Cow<'a, [u8]>> {
    text_or_bytes(value, ErrorCode::InvalidInput, subject)
}

/// A password, if one is given.
pub(crate) fn password<'a>(value: Option<&'a Bound<'_, PyAny>>) -> PyResult<Option<Cow<'a, str>>> {
    value.map(|value| text(value, "password")).transpose()
}

/// Several values of the core's as objects of Python's.
fn several<'py, T, C>(
    py: Python<'py>,
    values: impl Iterator<Item = T>,
    object: impl Fn(T) -> C,
) -> PyResult<Bound<'py, PyTuple>>
where
    C: pyo3::PyClass + Into<PyClassInitializer<C>>,
{
    let objects = values
        .map(|value| Bound::new(py, object(value)))
        .collect::<PyResult<Vec<Bound<'py, C>>>>()?;
    PyTuple::new(py, objects)
}

/// A secret as `bytes`: what Python holds is wiped by nobody.
fn secret<'py>(py: Python<'py>, text: &str) -> Bound<'py, PyBytes> {
    PyBytes::new(py, text.as_bytes())
}
