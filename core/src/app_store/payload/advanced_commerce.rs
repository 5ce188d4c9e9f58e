//! Advanced Commerce parts of transactions and renewal info.

use alloc::string::String;
use alloc::vec::Vec;

use super::field::{open_enum, payload};
use crate::time::Timestamp;

open_enum! {
    /// How often an Advanced Commerce subscription renews, as an ISO 8601 duration.
    pub enum AdvancedCommercePeriod {
        /// One week.
        OneWeek = "P1W",
        /// One month.
        OneMonth = "P1M",
        /// Two months.
        TwoMonths = "P2M",
        /// Three months.
        ThreeMonths = "P3M",
        /// Six months.
        SixMonths = "P6M",
        /// One year.
        OneYear = "P1Y",
    }
}

open_enum! {
    /// How long an Advanced Commerce offer lasts, as an ISO 8601 duration.
    pub enum AdvancedCommerceOfferPeriod {
        /// Three days.
        ThreeDays = "P3D",
        /// One week.
        OneWeek = "P1W",
        /// Two weeks.
        TwoWeeks = "P2W",
        /// One month.
        OneMonth = "P1M",
        /// Two months.
        TwoMonths = "P2M",
        /// Three months.
        ThreeMonths = "P3M",
        /// Six months.
        SixMonths = "P6M",
        /// Nine months.
        NineMonths = "P9M",
        /// One year.
        OneYear = "P1Y",
    }
}

open_enum! {
    /// What an Advanced Commerce offer is for.
    pub enum AdvancedCommerceOfferReason {
        /// To gain a customer.
        Acquisition = "ACQUISITION",
        /// To win one back.
        WinBack = "WIN_BACK",
        /// To keep one.
        Retention = "RETENTION",
    }
}

open_enum! {
    /// Why an item was refunded.
    pub enum AdvancedCommerceRefundReason {
        /// Bought by mistake.
        UnintendedPurchase = "UNINTENDED_PURCHASE",
        /// Not delivered.
        FulfillmentIssue = "FULFILLMENT_ISSUE",
        /// Not satisfied.
        UnsatisfiedWithPurchase = "UNSATISFIED_WITH_PURCHASE",
        /// A legal reason.
        Legal = "LEGAL",
        /// Another reason.
        OtherReason = "OTHER",
        /// The items were modified.
        ModifyItemsRefund = "MODIFY_ITEMS_REFUND",
        /// A test of a declined refund.
        SimulateRefundDecline = "SIMULATE_REFUND_DECLINE",
    }
}

open_enum! {
    /// How much of an item was refunded.
    pub enum AdvancedCommerceRefundType {
        /// All of it.
        Full = "FULL",
        /// The unused part.
        Prorated = "PRORATED",
        /// Another amount.
        Custom = "CUSTOM",
    }
}

open_enum! {
    /// Where a price increase stands.
    pub enum AdvancedCommercePriceIncreaseStatus {
        /// Planned.
        Scheduled = "SCHEDULED",
        /// The customer was asked.
        Pending = "PENDING",
        /// The customer agreed.
        Accepted = "ACCEPTED",
    }
}

payload! {
    /// Texts that describe a subscription.
    pub struct AdvancedCommerceDescriptors {
        /// The description.
        description: String = "description",
        /// The name shown to the customer.
        display_name: String = "displayName",
    }
}

payload! {
    /// An offer on an item.
    pub struct AdvancedCommerceOffer {
        /// How long one period of the offer lasts.
        period: AdvancedCommerceOfferPeriod = "period",
        /// How many periods it lasts.
        period_count: i64 = "periodCount",
        /// The price in thousandths of the currency unit.
        price: i64 = "price",
        /// What it is for.
        reason: AdvancedCommerceOfferReason = "reason",
    }
}

payload! {
    /// A refund of an item.
    pub struct AdvancedCommerceRefund {
        /// The amount in thousandths of the currency unit.
        refund_amount: i64 = "refundAmount",
        /// When it was refunded.
        refund_date: Timestamp = "refundDate",
        /// Why.
        refund_reason: AdvancedCommerceRefundReason = "refundReason",
        /// How much of it.
        refund_type: AdvancedCommerceRefundType = "refundType",
    }
}

payload! {
    /// An item of a transaction.
    pub struct AdvancedCommerceTransactionItem {
        /// The item's identifier.
        sku: String = "SKU",
        /// The description.
        description: String = "description",
        /// The name shown to the customer.
        display_name: String = "displayName",
        /// The offer it was bought under.
        offer: AdvancedCommerceOffer = "offer",
        /// The price in thousandths of the currency unit.
        price: i64 = "price",
        /// Its refunds.
        refunds: Vec<AdvancedCommerceRefund> = "refunds",
        /// When access to it was revoked.
        revocation_date: Timestamp = "revocationDate",
    }
}

payload! {
    /// The Advanced Commerce part of a transaction.
    pub struct AdvancedCommerceTransactionInfo {
        /// Texts that describe the subscription.
        descriptors: AdvancedCommerceDescriptors = "descriptors",
        /// The tax in thousandths of the currency unit.
        estimated_tax: i64 = "estimatedTax",
        /// What was bought.
        items: Vec<AdvancedCommerceTransactionItem> = "items",
        /// How often it renews.
        period: AdvancedCommercePeriod = "period",
        /// Your identifier of the request.
        request_reference_id: String = "requestReferenceId",
        /// The tax code.
        tax_code: String = "taxCode",
        /// The price without tax in thousandths of the currency unit.
        tax_exclusive_price: i64 = "taxExclusivePrice",
        /// The tax rate as a decimal fraction, such as `0.15`.
        tax_rate: String = "taxRate",
    }
}

payload! {
    /// A price increase of an item.
    pub struct AdvancedCommercePriceIncreaseInfo {
        /// Items whose price depends on this one.
        dependent_skus: Vec<String> = "dependentSKUs",
        /// The new price in thousandths of the currency unit.
        price: i64 = "price",
        /// Where it stands.
        status: AdvancedCommercePriceIncreaseStatus = "status",
    }
}

payload! {
    /// An item that will renew.
    pub struct AdvancedCommerceRenewalItem {
        /// The item's identifier.
        sku: String = "SKU",
        /// The description.
        description: String = "description",
        /// The name shown to the customer.
        display_name: String = "displayName",
        /// The offer it will renew under.
        offer: AdvancedCommerceOffer = "offer",
        /// The price in thousandths of the currency unit.
        price: i64 = "price",
        /// A price increase under way.
        price_increase_info: AdvancedCommercePriceIncreaseInfo = "priceIncreaseInfo",
    }
}

payload! {
    /// The Advanced Commerce part of renewal info.
    pub struct AdvancedCommerceRenewalInfo {
        /// Apple's token that a change must repeat.
        consistency_token: String = "consistencyToken",
        /// Texts that describe the subscription.
        descriptors: AdvancedCommerceDescriptors = "descriptors",
        /// What will renew.
        items: Vec<AdvancedCommerceRenewalItem> = "items",
        /// How often it renews.
        period: AdvancedCommercePeriod = "period",
        /// Your identifier of the request.
        request_reference_id: String = "requestReferenceId",
        /// The tax code.
        tax_code: String = "taxCode",
    }
}
