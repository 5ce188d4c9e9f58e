//! Push notifications. `waxwing/apns.py` shows these classes as its own.

mod key;
mod notification;
mod reply;
mod request;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use waxwing::apns::{Action, Environment, InterruptionLevel, Priority, PushType, Reason, Scope};

pub(crate) use key::{ProviderKey, ProviderToken, TokenPolicy};
pub(crate) use notification::Notification;
pub(crate) use reply::{Reply, Verdict};
pub(crate) use request::{DeviceToken, Endpoint, Prepared, Request};

/// The names that the core knows, which the constants in `waxwing/apns.py` repeat.
#[pyfunction]
pub(crate) fn names(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let names = PyDict::new(py);
    let list = |values: &mut dyn Iterator<Item = &'static str>| values.collect::<Vec<&str>>();
    names.set_item("Action", list(&mut Action::ALL.iter().map(|it| it.name())))?;
    names.set_item("Environment", list(&mut Environment::ALL.iter().map(|it| it.name())))?;
    names.set_item(
        "InterruptionLevel",
        list(&mut InterruptionLevel::ALL.iter().map(|it| it.name())),
    )?;
    let priorities = Priority::ALL.iter().map(|it| it.number());
    names.set_item("Priority", priorities.map(u32::from).collect::<Vec<u32>>())?;
    names.set_item("PushType", list(&mut PushType::ALL.iter().map(|it| it.name())))?;
    names.set_item("Reason", list(&mut Reason::ALL.iter().map(Reason::as_str)))?;
    names.set_item("Scope", list(&mut Scope::ALL.iter().map(|it| it.name())))?;
    Ok(names)
}
