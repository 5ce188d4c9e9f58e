//! MPNS. `waxwing/windows/mpns.py` shows these classes as its own.

mod notification;
mod reply;
mod service_name;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use waxwing::windows::mpns::{Kind, NotificationBuilder, OsLevel, Template};

pub(crate) use notification::Notification;
pub(crate) use reply::Reply;
pub(crate) use service_name::ServiceName;

/// The names that the core knows, which the constants in Python repeat.
#[pyfunction(name = "names")]
pub(crate) fn mpns_names(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let names = PyDict::new(py);
    macro_rules! list {
        ($($type:ident),+) => {
            $(
                let values: Vec<&str> = $type::ALL.iter().map(|it| it.name()).collect();
                names.set_item(stringify!($type), values)?;
            )+
        };
    }
    list!(Kind, OsLevel, Template);
    Ok(names)
}

/// Every option of a notification with its kind, as the core lists them.
#[pyfunction(name = "options_table")]
pub(crate) fn mpns_options_table() -> Vec<(&'static str, &'static str)> {
    NotificationBuilder::OPTIONS.to_vec()
}
