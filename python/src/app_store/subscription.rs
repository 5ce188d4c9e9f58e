//! What a purchase grants, and what notifications mean.

use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use waxwing::app_store::{
    self as core, Environment, NotificationPayload, Payload, SubscriptionOffer,
    SubscriptionPayloads,
};
use waxwing::jose::MAX_TOKEN_BYTES;
use waxwing::json::{self, Limits};
use waxwing::time::Timestamp;

use crate::convert::{self, text};
use crate::error::{OrRaise, fenced};

/// A state of the core, which one thread changes at a time.
#[pyclass(frozen, module = "waxwing._waxwing")]
pub(crate) struct SubscriptionState(Mutex<core::SubscriptionState>);

impl SubscriptionState {
    /// The state, for as long as nothing of Python's is called: whoever waits for it holds the
    /// interpreter's lock.
    fn state(&self) -> MutexGuard<'_, core::SubscriptionState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl SubscriptionState {
    #[new]
    fn new(
        bundle_id: &Bound<'_, PyAny>,
        environment: &Bound<'_, PyAny>,
        original_transaction_id: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        let environment = text(environment, "environment")?;
        Ok(Self(Mutex::new(core::SubscriptionState::new(
            text(bundle_id, "bundle_id")?,
            Environment::from(&*environment),
            text(original_transaction_id, "original_transaction_id")?,
        ))))
    }

    #[staticmethod]
    fn from_json(py: Python<'_>, stored: &Bound<'_, PyAny>) -> PyResult<Self> {
        let stored = text(stored, "stored")?;
        let state = fenced(py, || core::SubscriptionState::from_json(&stored))?.or_raise(py)?;
        Ok(Self(Mutex::new(state)))
    }

    fn to_json(&self) -> String {
        self.state().to_json()
    }

    #[getter]
    fn bundle_id(&self) -> String {
        self.state().bundle_id().to_owned()
    }

    #[getter]
    fn environment(&self) -> String {
        self.state().environment().as_str().to_owned()
    }

    #[getter]
    fn original_transaction_id(&self) -> String {
        self.state().original_transaction_id().to_owned()
    }

    /// Applies the payload of a verified object, with the payloads of what is nested in it.
    fn apply(&self, py: Python<'_>, event: &Bound<'_, PyAny>) -> PyResult<&'static str> {
        let event = payloads(event)?;
        let applied = fenced(py, || self.state().apply(event.event()))?.or_raise(py)?;
        Ok(applied.name())
    }

    /// The original transaction of such an object.
    #[staticmethod]
    fn id_of(event: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
        let event = payloads(event)?;
        Ok(event.event().original_transaction_id().map(str::to_owned))
    }

    fn merge(&self, py: Python<'_>, other: &Bound<'_, Self>) -> PyResult<&'static str> {
        // One after the other: they may be the same.
        let other = other.get().state().clone();
        let applied = fenced(py, || self.state().merge(&other))?.or_raise(py)?;
        Ok(applied.name())
    }

    fn entitlement<'py>(
        &self,
        py: Python<'py>,
        now: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let now = convert::now(py, now)?;
        let it = self.state().entitlement_at(now);
        let dict = PyDict::new(py);
        dict.set_item("state", it.state.name())?;
        dict.set_item("reason", it.reason.name())?;
        dict.set_item("grants_access", it.grants_access())?;
        dict.set_item("product_id", it.product_id)?;
        dict.set_item("transaction_id", it.transaction_id)?;
        dict.set_item("since", millis(it.since))?;
        dict.set_item("until", millis(it.until))?;
        Ok(dict)
    }

    fn renewal<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        let Some(it) = self.state().renewal() else { return Ok(None) };
        let dict = PyDict::new(py);
        dict.set_item("signed_at", it.signed_at.as_millis())?;
        dict.set_item("will_renew", it.will_renew())?;
        dict.set_item("changes_to", it.changes_to())?;
        dict.set_item("auto_renew_status", it.auto_renew_status.map(|it| it.number()))?;
        dict.set_item("renews_at", millis(it.renews_at))?;
        dict.set_item("price_increase_status", it.price_increase_status.map(|it| it.number()))?;
        dict.set_item("offer", it.offer.as_ref().map(|it| offer(py, it)).transpose()?)?;
        dict.set_item("is_in_billing_retry", it.is_in_billing_retry)?;
        dict.set_item("grace_period_expires_at", millis(it.grace_period_expires_at))?;
        dict.set_item("expiration_intent", it.expiration_intent.map(|it| it.number()))?;
        dict.set_item("product_id", it.product_id)?;
        dict.set_item("auto_renew_product_id", it.auto_renew_product_id)?;
        dict.set_item("price", it.price)?;
        dict.set_item("currency", it.currency)?;
        Ok(Some(dict))
    }

    fn periods<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        let periods = self.state().periods();
        for it in periods {
            let dict = PyDict::new(py);
            let revocation = it.revocation.map(|it| {
                let dict = PyDict::new(py);
                dict.set_item("at", it.at.as_millis())?;
                dict.set_item(
                    "revocation_type",
                    it.revocation_type.as_ref().map(|it| it.as_str()),
                )?;
                dict.set_item("percentage", it.percentage)?;
                dict.set_item("reason", it.reason.map(|it| it.number()))?;
                Ok::<_, PyErr>(dict)
            });
            dict.set_item("transaction_id", it.transaction_id)?;
            dict.set_item("signed_at", it.signed_at.as_millis())?;
            dict.set_item("product_id", it.product_id)?;
            dict.set_item("product_type", it.product_type.as_ref().map(|it| it.as_str()))?;
            let ownership = it.in_app_ownership_type;
            dict.set_item("in_app_ownership_type", ownership.as_ref().map(|it| it.as_str()))?;
            let reason = it.transaction_reason;
            dict.set_item("transaction_reason", reason.as_ref().map(|it| it.as_str()))?;
            dict.set_item("purchased_at", millis(it.purchased_at))?;
            dict.set_item("expires_at", millis(it.expires_at))?;
            dict.set_item("revocation", revocation.transpose()?)?;
            dict.set_item("refund_reversed", it.refund_reversed)?;
            dict.set_item("refund_notice", it.refund_notice.as_ref().map(|it| it.as_str()))?;
            dict.set_item("is_upgraded", it.is_upgraded)?;
            dict.set_item("upgraded_at", millis(it.upgraded_at))?;
            dict.set_item("upgraded_to", it.upgraded_to)?;
            dict.set_item("offer", it.offer.as_ref().map(|it| offer(py, it)).transpose()?)?;
            dict.set_item("price", it.price)?;
            dict.set_item("currency", it.currency)?;
            list.append(dict)?;
        }
        Ok(list)
    }

    fn last_notice<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        let Some(it) = self.state().last_notice() else { return Ok(None) };
        let dict = PyDict::new(py);
        dict.set_item("signed_at", it.signed_at.as_millis())?;
        dict.set_item("notification_type", it.notification_type.as_ref().map(|it| it.as_str()))?;
        dict.set_item("subtype", it.subtype.as_ref().map(|it| it.as_str()))?;
        dict.set_item("status", it.status.map(|it| it.number()))?;
        dict.set_item("notification_uuid", it.notification_uuid)?;
        Ok(Some(dict))
    }

    fn __eq__(&self, other: &Bound<'_, Self>) -> bool {
        let other = other.get().state().clone();
        *self.state() == other
    }
}

fn millis(time: Option<Timestamp>) -> Option<i64> {
    time.map(Timestamp::as_millis)
}

fn offer<'py>(py: Python<'py>, it: &SubscriptionOffer) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("offer_type", it.offer_type.number())?;
    dict.set_item("identifier", it.identifier.as_deref())?;
    dict.set_item("discount_type", it.discount_type.as_ref().map(|it| it.as_str()))?;
    dict.set_item("period", it.period.as_deref())?;
    Ok(dict)
}

/// The payloads of a verified object, read once more from their signed texts: it may have come
/// from another process.
fn payloads(object: &Bound<'_, PyAny>) -> PyResult<SubscriptionPayloads> {
    let kind = super::read_kind(&object.getattr("kind")?)?;
    let json = raw(object)?;
    // Only notifications have such attributes.
    let (transaction, renewal_info) = match kind {
        core::Kind::Notification => {
            (nested(object, "transaction")?, nested(object, "renewal_info")?)
        }
        _ => (None, None),
    };
    let read = || {
        let (transaction, renewal_info) = (transaction.as_deref(), renewal_info.as_deref());
        SubscriptionPayloads::from_json(kind.name(), &json, transaction, renewal_info)
    };
    fenced(object.py(), read)?.or_raise(object.py())
}

fn nested(object: &Bound<'_, PyAny>, name: &str) -> PyResult<Option<String>> {
    let nested = object.getattr(name)?;
    if nested.is_none() { Ok(None) } else { raw(&nested).map(Some) }
}

/// The signed text of a verified object.
fn raw(object: &Bound<'_, PyAny>) -> PyResult<String> {
    let raw = object.getattr("raw")?.cast_into::<PyString>()?;
    Ok(text(raw.as_any(), "raw")?.into_owned())
}

fn envelope(py: Python<'_>, raw: &Bound<'_, PyString>) -> PyResult<NotificationPayload> {
    let raw = text(raw.as_any(), "raw")?;
    let read = || {
        let limits = Limits::bytes(MAX_TOKEN_BYTES);
        NotificationPayload::from_object(&json::parse_object(raw.as_bytes(), &limits, "payload")?)
    };
    fenced(py, read)?.or_raise(py)
}

/// What a notification's type and subtype mean, and the keys by which to know and sort it.
#[pyfunction]
pub(crate) fn notification_facts<'py>(
    py: Python<'py>,
    raw: &Bound<'py, PyString>,
) -> PyResult<Bound<'py, PyDict>> {
    let payload = envelope(py, raw)?;
    let dict = PyDict::new(py);
    dict.set_item("deduplication_key", payload.deduplication_key())?;
    let (signed_at, key) = payload.ordering_key();
    dict.set_item("ordering_key", (millis(signed_at), key))?;
    let meaning = payload.meaning().map(|it| {
        let dict = PyDict::new(py);
        dict.set_item("carrier", it.carrier.name())?;
        dict.set_item("topic", it.topic.name())?;
        dict.set_item("meaning", it.meaning)?;
        dict.set_item("source", it.source.name())?;
        Ok::<_, PyErr>(dict)
    });
    dict.set_item("meaning", meaning.transpose()?)?;
    Ok(dict)
}
