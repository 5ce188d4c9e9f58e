//! Push to Windows. `waxwing/windows` shows these classes as its own.

mod channel;
pub(crate) mod mpns;
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

/// A request of the core's over a channel, as plain data.
macro_rules! plain {
    ($py:expr, $channel:expr, $request:expr) => {{
        let request = $request;
        let headers = request.headers().iter();
        let headers =
            headers.map(|(name, value)| (name.as_str(), value.to_str().unwrap_or_default()));
        Request::new($py, request.method().as_str(), $channel.0.uri(), headers, request.body())
    }};
}
use plain;
