//! A state as JSON, to be stored between events.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::facts::{Facts, not_stored, stored, stored_required};
use super::state::{Entry, Key, SubscriptionState};
use crate::app_store::payload::Environment;
use crate::error::{Error, ErrorCode, Result};
use crate::jose::MAX_TOKEN_BYTES;
use crate::json::{self, Limits, Object, Value};

const FORMAT: i64 = 1;

/// What the largest signed objects could leave: two for each transaction, and the others. Real
/// states take some hundred bytes for each transaction.
const MAX_BYTES: usize = MAX_TOKEN_BYTES * (2 * SubscriptionState::MAX_TRANSACTIONS + 4);

impl SubscriptionState {
    /// The state as compact JSON: equal states give equal text.
    ///
    /// Keys are Apple's own, dates milliseconds, prices thousandths. `format` is the version
    /// of this form; later versions of this library read earlier forms.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut object = Object::new();
        object.insert("format", FORMAT);
        object.insert("bundleId", self.bundle_id.as_str());
        object.insert("environment", self.environment.as_str());
        object.insert("originalTransactionId", self.original_transaction_id.as_str());
        let transactions: Vec<Value> =
            self.entries.iter().map(|(key, entry)| Value::Object(entry.to_object(key))).collect();
        object.insert("transactions", transactions);
        insert(&mut object, "renewalInfo", self.renewal.as_ref());
        insert(&mut object, "lastNotification", self.notice.as_ref());
        insert(&mut object, "lastExpiry", self.expiry.as_ref());
        object.to_string()
    }

    /// Reads what [`to_json`](Self::to_json) wrote.
    ///
    /// This verifies nothing: keep stored states where only your server can write.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::InvalidInput`] for another format or a field of the wrong type, and the
    /// errors of [`json::parse_object`] for what is no JSON object.
    pub fn from_json(text: &str) -> Result<Self> {
        let object =
            json::parse_object(text.as_bytes(), &Limits::bytes(MAX_BYTES), "stored subscription")?;
        let format: i64 = stored_required(&object, "format")?;
        if format != FORMAT {
            return Err(Error::new(
                ErrorCode::InvalidInput,
                "stored subscription: format",
                FORMAT.to_string(),
                format.to_string(),
            ));
        }
        let environment: String = stored_required(&object, "environment")?;
        let mut state = Self::new(
            stored_required::<String>(&object, "bundleId")?,
            Environment::from(environment.as_str()),
            stored_required::<String>(&object, "originalTransactionId")?,
        );
        let transactions = object
            .get("transactions")
            .map_or(Some(&[][..]), Value::as_array)
            .ok_or_else(|| not_stored("transactions", "an array", "another value"))?;
        for value in transactions {
            let transaction = value
                .as_object()
                .ok_or_else(|| not_stored("transactions", "objects", value.kind()))?;
            let id: String = stored_required(transaction, "transactionId")?;
            let key = Key::new(stored(transaction, "purchaseDate")?, &id);
            state.join_entry(&key, &Entry::from_object(transaction)?);
        }
        state.renewal = nested(&object, "renewalInfo")?;
        state.notice = nested(&object, "lastNotification")?;
        state.expiry = nested(&object, "lastExpiry")?;
        Ok(state)
    }
}

impl Entry {
    fn to_object(&self, key: &Key) -> Object {
        let mut object = Object::new();
        object.insert("transactionId", key.transaction_id.as_str());
        if let Some(date) = key.purchase_date {
            object.insert("purchaseDate", date);
        }
        object.insert("firstSigned", self.first_signed);
        insert(&mut object, "last", Some(&self.last));
        insert(&mut object, "lastRevocation", self.revocation.as_ref());
        insert(&mut object, "lastRefundNotification", self.refund.as_ref());
        object
    }

    fn from_object(object: &Object) -> Result<Self> {
        Ok(Self {
            last: nested(object, "last")?
                .ok_or_else(|| not_stored("last", "an object", "none at all"))?,
            first_signed: stored_required(object, "firstSigned")?,
            revocation: nested(object, "lastRevocation")?,
            refund: nested(object, "lastRefundNotification")?,
        })
    }
}

fn insert<T: Facts>(object: &mut Object, key: &'static str, facts: Option<&T>) {
    if let Some(facts) = facts {
        object.insert(key, facts.to_object());
    }
}

fn nested<T: Facts>(object: &Object, key: &'static str) -> Result<Option<T>> {
    match object.get(key) {
        None => Ok(None),
        Some(Value::Object(facts)) => T::from_object(facts).map(Some),
        Some(value) => Err(not_stored(key, "an object", value.kind())),
    }
}
