//! A refusal: the reason for the client, and the explanation for the person who reads the log.

use crate::reason::Reason;

/// Why a request is refused.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) reason: Reason,
    /// Goes with 410 only: milliseconds since 1970 at which the device token was found inactive.
    pub(crate) timestamp_ms: Option<i64>,
    /// What was expected and what was found. APNs does not tell; the log and the records do.
    pub(crate) detail: String,
}

impl Refusal {
    pub(crate) fn new(reason: Reason, detail: impl Into<String>) -> Self {
        Self { reason, timestamp_ms: None, detail: detail.into() }
    }
}
