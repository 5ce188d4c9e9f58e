//! What the reducer keeps of each payload: a few fields in Apple's own values, ordered.
//!
//! Facts of one source are joined by taking the greater one. The signing date is compared first,
//! so the last one signed wins; the order of the other fields only makes a tie end the same way
//! everywhere. Taking the greater of a total order is a join: order and repetition don't matter.

use alloc::format;
use alloc::string::String;
use core::fmt;

use crate::app_store::payload::{NotificationPayload, RenewalInfo, Transaction};
use crate::error::{Error, ErrorCode, Result};
use crate::json::{Object, Value};

/// A value that a fact can hold.
pub(super) trait FactValue: Sized {
    const EXPECTED: &'static str;
    fn read(value: &Value) -> Option<Self>;
    fn write(&self) -> Value;
}

impl FactValue for String {
    const EXPECTED: &'static str = "a string";
    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(Self::from)
    }
    fn write(&self) -> Value {
        Value::from(self.as_str())
    }
}

impl FactValue for i64 {
    const EXPECTED: &'static str = "an integer of 64 bits";
    fn read(value: &Value) -> Option<Self> {
        value.as_i64()
    }
    fn write(&self) -> Value {
        Value::from(*self)
    }
}

impl FactValue for bool {
    const EXPECTED: &'static str = "a boolean";
    fn read(value: &Value) -> Option<Self> {
        value.as_bool()
    }
    fn write(&self) -> Value {
        Value::from(*self)
    }
}

/// Reads a field of a stored state.
pub(super) fn stored<T: FactValue>(object: &Object, key: &'static str) -> Result<Option<T>> {
    match object.get(key) {
        None => Ok(None),
        Some(value) => {
            T::read(value).map(Some).ok_or_else(|| not_stored(key, T::EXPECTED, value.kind()))
        }
    }
}

/// Reads a field that a stored state must have.
pub(super) fn stored_required<T: FactValue>(object: &Object, key: &'static str) -> Result<T> {
    stored(object, key)?.ok_or_else(|| not_stored(key, T::EXPECTED, "none at all"))
}

pub(super) fn not_stored(key: &str, expected: &'static str, found: &'static str) -> Error {
    Error::new(ErrorCode::InvalidInput, format!("stored subscription: {key}"), expected, found)
}

/// Declares facts: the struct, its order, and how it is stored.
macro_rules! facts {
    (
        $(#[doc = $doc:literal])*
        $name:ident { $($field:ident: $type:ty = $key:literal,)+ }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) struct $name {
            /// First, so that it decides.
            pub(super) signed_date: i64,
            $(pub(super) $field: Option<$type>,)+
        }

        impl Facts for $name {
            fn to_object(&self) -> Object {
                let mut object = Object::new();
                object.insert("signedDate", self.signed_date);
                $(if let Some(value) = &self.$field {
                    object.insert($key, value.write());
                })+
                object
            }

            fn from_object(object: &Object) -> Result<Self> {
                Ok(Self {
                    signed_date: stored_required(object, "signedDate")?,
                    $($field: stored(object, $key)?,)+
                })
            }
        }
    };
}

/// What all facts can do.
pub(super) trait Facts: Ord + Clone + fmt::Debug {
    fn to_object(&self) -> Object;
    fn from_object(object: &Object) -> Result<Self>;
}

/// Keeps the greater of two, and says whether that changed anything.
pub(super) fn join<T: Ord + Clone>(kept: &mut Option<T>, other: Option<&T>) -> bool {
    match other {
        Some(other) if kept.as_ref() < Some(other) => {
            *kept = Some(other.clone());
            true
        }
        _ => false,
    }
}

facts! {
    /// The last word on one transaction.
    TransactionFacts {
        revocation_date: i64 = "revocationDate",
        revocation_type: String = "revocationType",
        revocation_percentage: i64 = "revocationPercentage",
        revocation_reason: i64 = "revocationReason",
        is_upgraded: bool = "isUpgraded",
        expires_date: i64 = "expiresDate",
        product_id: String = "productId",
        product_type: String = "type",
        in_app_ownership_type: String = "inAppOwnershipType",
        transaction_reason: String = "transactionReason",
        offer_type: i64 = "offerType",
        offer_identifier: String = "offerIdentifier",
        offer_discount_type: String = "offerDiscountType",
        offer_period: String = "offerPeriod",
        price: i64 = "price",
        currency: String = "currency",
    }
}

facts! {
    /// The last word on a refund or other revocation that was in force when it was signed.
    RevocationFacts {
        revocation_date: i64 = "revocationDate",
        revocation_type: String = "revocationType",
    }
}

facts! {
    /// The last renewal info.
    RenewalFacts {
        product_id: String = "productId",
        auto_renew_product_id: String = "autoRenewProductId",
        auto_renew_status: i64 = "autoRenewStatus",
        expiration_intent: i64 = "expirationIntent",
        is_in_billing_retry_period: bool = "isInBillingRetryPeriod",
        grace_period_expires_date: i64 = "gracePeriodExpiresDate",
        price_increase_status: i64 = "priceIncreaseStatus",
        renewal_date: i64 = "renewalDate",
        renewal_price: i64 = "renewalPrice",
        currency: String = "currency",
        offer_type: i64 = "offerType",
        offer_identifier: String = "offerIdentifier",
        offer_discount_type: String = "offerDiscountType",
        offer_period: String = "offerPeriod",
    }
}

facts! {
    /// A notification, by its envelope.
    NoticeFacts {
        notification_type: String = "notificationType",
        subtype: String = "subtype",
        status: i64 = "status",
        notification_uuid: String = "notificationUUID",
    }
}

impl TransactionFacts {
    pub(super) fn of(transaction: &Transaction, signed_date: i64) -> Self {
        let text = |value: &Option<String>| value.clone();
        Self {
            signed_date,
            revocation_date: transaction.revocation_date.map(|date| date.as_millis()),
            revocation_type: transaction.revocation_type.as_ref().map(|v| v.as_str().into()),
            revocation_percentage: transaction.revocation_percentage,
            revocation_reason: transaction.revocation_reason.map(|value| value.number()),
            is_upgraded: transaction.is_upgraded,
            expires_date: transaction.expires_date.map(|date| date.as_millis()),
            product_id: text(&transaction.product_id),
            product_type: transaction.product_type.as_ref().map(|v| v.as_str().into()),
            in_app_ownership_type: transaction
                .in_app_ownership_type
                .as_ref()
                .map(|v| v.as_str().into()),
            transaction_reason: transaction.transaction_reason.as_ref().map(|v| v.as_str().into()),
            offer_type: transaction.offer_type.map(|value| value.number()),
            offer_identifier: text(&transaction.offer_identifier),
            offer_discount_type: transaction
                .offer_discount_type
                .as_ref()
                .map(|v| v.as_str().into()),
            offer_period: text(&transaction.offer_period),
            price: transaction.price,
            currency: text(&transaction.currency),
        }
    }

    /// The revocation in it, if there is one.
    pub(super) fn revocation(&self) -> Option<RevocationFacts> {
        self.revocation_date.map(|date| RevocationFacts {
            signed_date: self.signed_date,
            revocation_date: Some(date),
            revocation_type: self.revocation_type.clone(),
        })
    }
}

impl RenewalFacts {
    pub(super) fn of(info: &RenewalInfo, signed_date: i64) -> Self {
        Self {
            signed_date,
            product_id: info.product_id.clone(),
            auto_renew_product_id: info.auto_renew_product_id.clone(),
            auto_renew_status: info.auto_renew_status.map(|value| value.number()),
            expiration_intent: info.expiration_intent.map(|value| value.number()),
            is_in_billing_retry_period: info.is_in_billing_retry_period,
            grace_period_expires_date: info.grace_period_expires_date.map(|d| d.as_millis()),
            price_increase_status: info.price_increase_status.map(|value| value.number()),
            renewal_date: info.renewal_date.map(|date| date.as_millis()),
            renewal_price: info.renewal_price,
            currency: info.currency.clone(),
            offer_type: info.offer_type.map(|value| value.number()),
            offer_identifier: info.offer_identifier.clone(),
            offer_discount_type: info.offer_discount_type.as_ref().map(|v| v.as_str().into()),
            offer_period: info.offer_period.clone(),
        }
    }
}

impl NoticeFacts {
    pub(super) fn of(envelope: &NotificationPayload, signed_date: i64) -> Self {
        let status = envelope.data.as_ref().and_then(|data| data.status);
        Self {
            signed_date,
            notification_type: envelope.notification_type.as_ref().map(|v| v.as_str().into()),
            subtype: envelope.subtype.as_ref().map(|v| v.as_str().into()),
            status: status.map(|value| value.number()),
            notification_uuid: envelope.deduplication_key(),
        }
    }
}
