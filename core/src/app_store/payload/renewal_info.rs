//! Renewal info.

use alloc::string::String;
use alloc::vec::Vec;

use super::advanced_commerce::AdvancedCommerceRenewalInfo;
use super::field::payload;
use super::values::{
    AutoRenewStatus, BillingPlanType, Environment, ExpirationIntent, OfferDiscountType, OfferType,
    PriceIncreaseStatus,
};
use crate::time::Timestamp;

payload! {
    /// What will happen to a subscription (Apple: JWSRenewalInfoDecodedPayload).
    ///
    /// It names no app and no single transaction.
    pub struct RenewalInfo {
        /// The identifier of the first purchase in the chain of renewals.
        original_transaction_id: String = "originalTransactionId",
        /// The product that will renew.
        auto_renew_product_id: String = "autoRenewProductId",
        /// The product.
        product_id: String = "productId",
        /// Whether it will renew.
        auto_renew_status: AutoRenewStatus = "autoRenewStatus",
        /// Why it expired.
        expiration_intent: ExpirationIntent = "expirationIntent",
        /// Whether Apple is still trying to bill.
        is_in_billing_retry_period: bool = "isInBillingRetryPeriod",
        /// What the customer said to a price increase.
        price_increase_status: PriceIncreaseStatus = "priceIncreaseStatus",
        /// When the billing grace period ends.
        grace_period_expires_date: Timestamp = "gracePeriodExpiresDate",
        /// The kind of offer.
        offer_type: OfferType = "offerType",
        /// The offer.
        offer_identifier: String = "offerIdentifier",
        /// How the offer is paid.
        offer_discount_type: OfferDiscountType = "offerDiscountType",
        /// How long the offer lasts, as an ISO 8601 duration.
        offer_period: String = "offerPeriod",
        /// When Apple signed.
        signed_date: Timestamp = "signedDate",
        /// The server environment.
        environment: Environment = "environment",
        /// When the current stretch of subscription began.
        recent_subscription_start_date: Timestamp = "recentSubscriptionStartDate",
        /// When it will renew. Absent once expired.
        renewal_date: Timestamp = "renewalDate",
        /// The price at renewal in thousandths of the currency unit.
        renewal_price: i64 = "renewalPrice",
        /// The currency, ISO 4217.
        currency: String = "currency",
        /// Win-back offers open to the customer, best first.
        eligible_win_back_offer_ids: Vec<String> = "eligibleWinBackOfferIds",
        /// The UUID by which your app named the account.
        app_account_token: String = "appAccountToken",
        /// The customer's identifier within this app.
        app_transaction_id: String = "appTransactionId",
        /// The Advanced Commerce part.
        advanced_commerce_info: AdvancedCommerceRenewalInfo = "advancedCommerceInfo",
        /// How the renewal will be billed.
        renewal_billing_plan_type: BillingPlanType = "renewalBillingPlanType",
        /// Where a commitment will stand.
        commitment_info: RenewalCommitmentInfo = "commitmentInfo",
    }
}

payload! {
    /// What will happen when a commitment ends.
    pub struct RenewalCommitmentInfo {
        /// The product that will renew.
        commitment_auto_renew_product_id: String = "commitmentAutoRenewProductId",
        /// Whether it will renew.
        commitment_auto_renew_status: AutoRenewStatus = "commitmentAutoRenewStatus",
        /// How it will be billed.
        commitment_renewal_billing_plan_type: BillingPlanType = "commitmentRenewalBillingPlanType",
        /// When it will renew.
        commitment_renewal_date: Timestamp = "commitmentRenewalDate",
        /// The price in thousandths of the currency unit.
        commitment_renewal_price: i64 = "commitmentRenewalPrice",
    }
}
