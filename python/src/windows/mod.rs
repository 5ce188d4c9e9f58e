//! Push to Windows. `waxwing/windows` shows these classes as its own.

mod channel;
mod options;
mod verdict;
pub(crate) mod wns;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use waxwing::windows::{Cause, ChannelKind};

pub(crate) use channel::Channel;
pub(crate) use verdict::Verdict;

/// The names that the core knows, which the constants in Python repeat.
#[pyfunction(name = "names")]
pub(crate) fn windows_names(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let names = PyDict::new(py);
    macro_rules! list {
        ($($type:ident),+) => {
            $(
                let values: Vec<&str> = $type::ALL.iter().map(|it| it.name()).collect();
                names.set_item(stringify!($type), values)?;
            )+
        };
    }
    list!(Cause, ChannelKind);
    Ok(names)
}
