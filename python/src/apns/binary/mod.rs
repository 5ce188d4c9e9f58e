//! The binary protocol that Apple turned off. `waxwing/apns/binary.py` shows these classes as its
//! own.

mod error_packet;
mod feedback;
mod notification;

use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use pyo3::sync::MutexExt as _;
use pyo3::types::PyDict;
use waxwing::apns::binary::{Frame, Status};

pub(crate) use error_packet::ErrorPacket;
pub(crate) use feedback::{FeedbackDecoder, FeedbackEntry};
pub(crate) use notification::{Decoder, Notification, Received};

/// The names that the core knows, which the constants in Python repeat.
#[pyfunction(name = "names")]
pub(crate) fn binary_names(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let names = PyDict::new(py);
    names.set_item("Frame", Frame::ALL.iter().map(|it| it.name()).collect::<Vec<_>>())?;
    names.set_item("Status", Status::ALL.iter().map(|it| it.name()).collect::<Vec<_>>())?;
    Ok(names)
}

/// What is behind a lock, also after a panic: each call leaves it whole.
fn locked<'a, T>(py: Python<'_>, mutex: &'a Mutex<T>) -> MutexGuard<'a, T> {
    mutex.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner)
}
