//! What a purchase grants, from verified objects.

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::app_store::{
    Entitlement, Environment, SubscriptionNotice, SubscriptionOffer, SubscriptionPayloads,
    SubscriptionPeriod, SubscriptionRenewal, SubscriptionState,
};
use waxwing::time::Timestamp;

use crate::error::Result;
use crate::writer::{Writer, array};

/// Behind the class `SubscriptionState`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct SubscriptionHandle(SubscriptionState);

#[wasm_bindgen]
impl SubscriptionHandle {
    /// The empty state of a purchase.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(bundle_id: &str, environment: &str, original_transaction_id: &str) -> Self {
        let environment = Environment::from(environment);
        Self(SubscriptionState::new(bundle_id, environment, original_transaction_id))
    }

    /// Reads what [`to_json`](Self::to_json) wrote.
    #[wasm_bindgen(js_name = fromJson)]
    pub fn from_json(text: &str) -> Result<Self> {
        Ok(Self(SubscriptionState::from_json(text)?))
    }

    /// The state as compact JSON.
    #[wasm_bindgen(js_name = toJson)]
    #[must_use]
    pub fn to_json(&self) -> String {
        self.0.to_json()
    }

    /// App, environment and purchase, as JSON text.
    #[must_use]
    pub fn identity(&self) -> String {
        let mut writer = Writer::new();
        writer
            .text("bundleId", self.0.bundle_id())
            .text("environment", self.0.environment().as_str())
            .text("originalTransactionId", self.0.original_transaction_id());
        writer.finish()
    }

    /// Takes in an object of `kind` by its JSON; of a notification also what was nested in it.
    pub fn apply(
        &mut self,
        kind: &str,
        json: &str,
        transaction: Option<String>,
        renewal_info: Option<String>,
    ) -> Result<String> {
        let (transaction, renewal_info) = (transaction.as_deref(), renewal_info.as_deref());
        let payloads = SubscriptionPayloads::from_json(kind, json, transaction, renewal_info)?;
        Ok(self.0.apply(payloads.event())?.name().to_owned())
    }

    /// Takes in all that another state of the same purchase knows.
    pub fn merge(&mut self, other: &Self) -> Result<String> {
        Ok(self.0.merge(&other.0)?.name().to_owned())
    }

    /// Whether the purchase grants access then, and why, as JSON text.
    #[must_use]
    pub fn entitlement(&self, now: i64) -> String {
        entitlement(&self.0.entitlement_at(Timestamp::from_millis(now)))
    }

    /// What will happen at the next renewal, as JSON text.
    #[must_use]
    pub fn renewal(&self) -> Option<String> {
        self.0.renewal().as_ref().map(renewal)
    }

    /// The transactions that are known, as JSON text.
    #[must_use]
    pub fn periods(&self) -> String {
        array(self.0.periods().iter().map(period))
    }

    /// The last notification, as JSON text.
    #[wasm_bindgen(js_name = lastNotice)]
    #[must_use]
    pub fn last_notice(&self) -> Option<String> {
        self.0.last_notice().as_ref().map(notice)
    }
}

fn entitlement(entitlement: &Entitlement) -> String {
    let mut writer = Writer::new();
    writer
        .text("state", entitlement.state.name())
        .text("reason", entitlement.reason.name())
        .flag("grantsAccess", entitlement.grants_access())
        .some_text("productId", entitlement.product_id.as_deref())
        .some_text("transactionId", entitlement.transaction_id.as_deref())
        .some_time("since", entitlement.since)
        .some_time("until", entitlement.until);
    writer.finish()
}

fn renewal(renewal: &SubscriptionRenewal) -> String {
    let mut writer = Writer::new();
    writer.time("signedAt", renewal.signed_at);
    if let Some(will_renew) = renewal.will_renew() {
        writer.flag("willRenew", will_renew);
    }
    writer
        .some_text("changesTo", renewal.changes_to())
        .some_number("autoRenewStatus", renewal.auto_renew_status.map(|it| it.number()))
        .some_text("productId", renewal.product_id.as_deref())
        .some_text("autoRenewProductId", renewal.auto_renew_product_id.as_deref())
        .some_time("renewsAt", renewal.renews_at)
        .some_number("price", renewal.price)
        .some_text("currency", renewal.currency.as_deref())
        .some_number("priceIncreaseStatus", renewal.price_increase_status.map(|it| it.number()));
    offer(&mut writer, renewal.offer.as_ref());
    writer
        .flag("isInBillingRetry", renewal.is_in_billing_retry)
        .some_time("gracePeriodExpiresAt", renewal.grace_period_expires_at)
        .some_number("expirationIntent", renewal.expiration_intent.map(|it| it.number()));
    writer.finish()
}

fn period(period: &SubscriptionPeriod) -> String {
    let mut writer = Writer::new();
    writer
        .text("transactionId", &period.transaction_id)
        .some_text("productId", period.product_id.as_deref())
        .some_text("productType", period.product_type.as_ref().map(|it| it.as_str()))
        .some_text(
            "inAppOwnershipType",
            period.in_app_ownership_type.as_ref().map(|it| it.as_str()),
        )
        .some_text("transactionReason", period.transaction_reason.as_ref().map(|it| it.as_str()))
        .some_time("purchasedAt", period.purchased_at)
        .some_time("expiresAt", period.expires_at)
        .time("signedAt", period.signed_at);
    if let Some(found) = &period.revocation {
        let mut revocation = Writer::new();
        revocation
            .time("at", found.at)
            .some_text("revocationType", found.revocation_type.as_ref().map(|it| it.as_str()))
            .some_number("percentage", found.percentage)
            .some_number("reason", found.reason.map(|it| it.number()));
        writer.json("revocation", &revocation.finish());
    }
    writer
        .flag("refundReversed", period.refund_reversed)
        .some_text("refundNotice", period.refund_notice.as_ref().map(|it| it.as_str()))
        .flag("isUpgraded", period.is_upgraded)
        .some_time("upgradedAt", period.upgraded_at)
        .some_text("upgradedTo", period.upgraded_to.as_deref());
    offer(&mut writer, period.offer.as_ref());
    writer.some_number("price", period.price).some_text("currency", period.currency.as_deref());
    writer.finish()
}

fn offer(writer: &mut Writer, offer: Option<&SubscriptionOffer>) {
    if let Some(found) = offer {
        let mut offer = Writer::new();
        offer
            .number("offerType", found.offer_type.number())
            .some_text("identifier", found.identifier.as_deref())
            .some_text("discountType", found.discount_type.as_ref().map(|it| it.as_str()))
            .some_text("period", found.period.as_deref());
        writer.json("offer", &offer.finish());
    }
}

fn notice(notice: &SubscriptionNotice) -> String {
    let mut writer = Writer::new();
    writer
        .time("signedAt", notice.signed_at)
        .some_text("notificationType", notice.notification_type.as_ref().map(|it| it.as_str()))
        .some_text("subtype", notice.subtype.as_ref().map(|it| it.as_str()))
        .some_number("status", notice.status.map(|it| it.number()))
        .some_text("notificationUUID", notice.notification_uuid.as_deref());
    writer.finish()
}
