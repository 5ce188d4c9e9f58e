//! WNS. `waxwing/windows/wns.py` shows these classes as its own.

mod notification;
mod reply;
mod token;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use waxwing::windows::wns::{
    Activation, CachePolicy, Crop, Duration, Glyph, Kind, NotificationBuilder, Placement, Scenario,
};

pub(crate) use notification::{Notification, ToastRemoval};
pub(crate) use reply::Reply;
pub(crate) use token::{AccessToken, TokenReply, TokenRequest};

/// The names that the core knows, which the constants in Python repeat.
#[pyfunction(name = "names")]
pub(crate) fn wns_names(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let names = PyDict::new(py);
    macro_rules! list {
        ($($type:ident),+) => {
            $(
                let values: Vec<&str> = $type::ALL.iter().map(|it| it.name()).collect();
                names.set_item(stringify!($type), values)?;
            )+
        };
    }
    list!(Activation, CachePolicy, Crop, Duration, Glyph, Kind, Placement, Scenario);
    Ok(names)
}

/// Every option of a notification with its kind, as the core lists them.
#[pyfunction(name = "options_table")]
pub(crate) fn wns_options_table() -> Vec<(&'static str, &'static str)> {
    NotificationBuilder::OPTIONS.to_vec()
}
