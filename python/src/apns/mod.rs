//! Push notifications. `waxwing/apns` shows these classes as its own.

pub(crate) mod binary;
mod channel;
mod goaway;
mod key;
mod keyring;
mod lint;
mod notification;
mod options;
mod policy;
mod reply;
mod request;
mod session;

use pyo3::prelude::*;
use pyo3::types::PyDict;
use waxwing::apns::{
    Action, ActivityEvent, Because, Environment, Fate, HeaderStability, InterruptionLevel,
    LintCode, NotificationBuilder, Priority, PushAuth, PushType, Reason, Scope, StoragePolicy,
};

pub(crate) use channel::{Broadcast, Call, Channel, ChannelId, Channels};
pub(crate) use goaway::GoAway;
pub(crate) use key::{ProviderKey, ProviderToken, TokenPolicy};
pub(crate) use keyring::{CertificateScope, KeyRing, KeyScope};
pub(crate) use lint::{Cut, Lint, PushTypeRules, header_stability, lint_request};
pub(crate) use notification::{Notification, read_environment};
pub(crate) use policy::{Backoff, SessionPolicy};
pub(crate) use reply::{Reply, Verdict, header_pairs, http_status};
pub(crate) use request::{DeviceToken, Endpoint, Prepared, Request, Requests};
pub(crate) use session::{Next, Outcome, Session};

/// The names that the core knows, which the constants in Python repeat.
#[pyfunction]
pub(crate) fn names(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let names = PyDict::new(py);
    macro_rules! list {
        ($($type:ident),+) => {
            $(
                let values: Vec<&str> = $type::ALL.iter().map(|it| it.name()).collect();
                names.set_item(stringify!($type), values)?;
            )+
        };
    }
    list!(
        Action,
        ActivityEvent,
        Because,
        Environment,
        Fate,
        HeaderStability,
        InterruptionLevel,
        LintCode,
        PushAuth,
        PushType,
        Scope,
        StoragePolicy
    );
    names.set_item("NextAction", waxwing::apns::Next::NAMES)?;
    let priorities = Priority::ALL.iter().map(|it| it.number());
    names.set_item("Priority", priorities.map(u32::from).collect::<Vec<u32>>())?;
    names.set_item("Reason", Reason::ALL.iter().map(Reason::as_str).collect::<Vec<&str>>())?;
    Ok(names)
}

/// Every option of a notification with its kind, as the core lists them.
#[pyfunction]
pub(crate) fn options_table() -> Vec<(&'static str, &'static str)> {
    NotificationBuilder::OPTIONS.to_vec()
}
