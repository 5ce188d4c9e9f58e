//! Transactions.

use alloc::string::String;

use super::advanced_commerce::AdvancedCommerceTransactionInfo;
use super::field::payload;
use super::values::{
    BillingPlanType, Environment, InAppOwnershipType, OfferDiscountType, OfferType, ProductType,
    RevocationReason, RevocationType, TransactionReason,
};
use crate::time::Timestamp;

payload! {
    /// A transaction (Apple: JWSTransactionDecodedPayload).
    pub struct Transaction {
        /// The transaction's identifier.
        transaction_id: String = "transactionId",
        /// The identifier of the first purchase in the chain of renewals.
        original_transaction_id: String = "originalTransactionId",
        /// The identifier of a subscription purchase across devices.
        web_order_line_item_id: String = "webOrderLineItemId",
        /// The app.
        bundle_id: String = "bundleId",
        /// The product.
        product_id: String = "productId",
        /// The subscription group.
        subscription_group_identifier: String = "subscriptionGroupIdentifier",
        /// When the App Store charged.
        purchase_date: Timestamp = "purchaseDate",
        /// When the first purchase was made.
        original_purchase_date: Timestamp = "originalPurchaseDate",
        /// When the subscription expires or renews.
        expires_date: Timestamp = "expiresDate",
        /// How many were bought.
        quantity: i64 = "quantity",
        /// What kind of product it is.
        product_type: ProductType = "type",
        /// The UUID by which your app named the account.
        app_account_token: String = "appAccountToken",
        /// Bought or shared.
        in_app_ownership_type: InAppOwnershipType = "inAppOwnershipType",
        /// When Apple signed.
        signed_date: Timestamp = "signedDate",
        /// Why the App Store took it back.
        revocation_reason: RevocationReason = "revocationReason",
        /// When the App Store took it back.
        revocation_date: Timestamp = "revocationDate",
        /// How the App Store took it back.
        revocation_type: RevocationType = "revocationType",
        /// How much was refunded, in thousandths of a percent: 50000 is half.
        revocation_percentage: i64 = "revocationPercentage",
        /// Whether the customer moved to a higher level. Sent only when true.
        is_upgraded: bool = "isUpgraded",
        /// The kind of offer.
        offer_type: OfferType = "offerType",
        /// The offer.
        offer_identifier: String = "offerIdentifier",
        /// How the offer is paid.
        offer_discount_type: OfferDiscountType = "offerDiscountType",
        /// How long the offer lasts, as an ISO 8601 duration.
        offer_period: String = "offerPeriod",
        /// The server environment.
        environment: Environment = "environment",
        /// The storefront's country, ISO 3166-1 alpha-3.
        storefront: String = "storefront",
        /// Apple's identifier of the storefront.
        storefront_id: String = "storefrontId",
        /// Why it came about.
        transaction_reason: TransactionReason = "transactionReason",
        /// The currency, ISO 4217.
        currency: String = "currency",
        /// The price in thousandths of the currency unit.
        price: i64 = "price",
        /// The customer's identifier within this app.
        app_transaction_id: String = "appTransactionId",
        /// The Advanced Commerce part.
        advanced_commerce_info: AdvancedCommerceTransactionInfo = "advancedCommerceInfo",
        /// How it is billed.
        billing_plan_type: BillingPlanType = "billingPlanType",
        /// Where a commitment stands.
        commitment_info: TransactionCommitmentInfo = "commitmentInfo",
    }
}

payload! {
    /// Where a subscription with a commitment stands.
    pub struct TransactionCommitmentInfo {
        /// Which billing period this is, counted from 1.
        billing_period_number: i64 = "billingPeriodNumber",
        /// When the commitment ends.
        commitment_expires_date: Timestamp = "commitmentExpiresDate",
        /// The price of the whole commitment in thousandths of the currency unit.
        commitment_price: i64 = "commitmentPrice",
        /// How many billing periods there are.
        total_billing_periods: i64 = "totalBillingPeriods",
    }
}
