//! What Apple signs, as types. Every field is optional; unknown values and fields are kept.

mod advanced_commerce;
mod app_transaction;
mod field;
mod notification;
mod realtime_request;
mod receipt;
mod renewal_info;
mod transaction;
mod values;

pub(super) use field::millis;

pub use advanced_commerce::{
    AdvancedCommerceDescriptors, AdvancedCommerceOffer, AdvancedCommerceOfferPeriod,
    AdvancedCommerceOfferReason, AdvancedCommercePeriod, AdvancedCommercePriceIncreaseInfo,
    AdvancedCommercePriceIncreaseStatus, AdvancedCommerceRefund, AdvancedCommerceRefundReason,
    AdvancedCommerceRefundType, AdvancedCommerceRenewalInfo, AdvancedCommerceRenewalItem,
    AdvancedCommerceTransactionInfo, AdvancedCommerceTransactionItem,
};
pub use app_transaction::AppTransaction;
pub use field::{EnumType, EnumValue, Field, FieldKind, Payload, PayloadType};
pub use notification::{
    ExternalPurchaseToken, NotificationAppData, NotificationData, NotificationPayload,
    NotificationSummary,
};
pub use realtime_request::RealtimeRequest;
pub use receipt::{AppReceipt, InAppPurchase, ReceiptAttribute, ReceiptType};
pub use renewal_info::{RenewalCommitmentInfo, RenewalInfo};
pub use transaction::{Transaction, TransactionCommitmentInfo};
pub use values::{
    AutoRenewStatus, BillingPlanType, ConsumptionRequestReason, Environment, ExpirationIntent,
    ExternalPurchaseTokenType, InAppOwnershipType, NotificationType, OfferDiscountType, OfferType,
    PriceIncreaseStatus, ProductType, PurchasePlatform, RevocationReason, RevocationType, Status,
    Subtype, TransactionReason,
};
