//! The enumerations of payload fields. All are open: Apple adds values.

use alloc::string::String;

use super::field::{open_enum, open_int_enum};

open_enum! {
    /// The server environment an object belongs to.
    pub enum Environment {
        /// TestFlight and development.
        Sandbox = "Sandbox",
        /// The App Store.
        Production = "Production",
        /// StoreKit testing in Xcode. Never signed by Apple.
        Xcode = "Xcode",
        /// Apple's own unit tests. Never signed by Apple.
        LocalTesting = "LocalTesting",
    }
}

open_enum! {
    /// What a notification is about (Apple: notificationType).
    pub enum NotificationType {
        /// A customer subscribed, for the first time or again.
        Subscribed = "SUBSCRIBED",
        /// A subscription renewed.
        DidRenew = "DID_RENEW",
        /// The customer changed the plan.
        DidChangeRenewalPref = "DID_CHANGE_RENEWAL_PREF",
        /// The customer switched renewal on or off.
        DidChangeRenewalStatus = "DID_CHANGE_RENEWAL_STATUS",
        /// Billing failed.
        DidFailToRenew = "DID_FAIL_TO_RENEW",
        /// The billing grace period is over.
        GracePeriodExpired = "GRACE_PERIOD_EXPIRED",
        /// A subscription expired.
        Expired = "EXPIRED",
        /// The customer redeemed an offer.
        OfferRedeemed = "OFFER_REDEEMED",
        /// The system told the customer of a price increase.
        PriceIncrease = "PRICE_INCREASE",
        /// An Advanced Commerce price changed.
        PriceChange = "PRICE_CHANGE",
        /// Advanced Commerce metadata changed.
        MetadataUpdate = "METADATA_UPDATE",
        /// A subscription moved to Advanced Commerce.
        Migration = "MIGRATION",
        /// The same under the name that Apple's change log prints.
        Migrate = "MIGRATE",
        /// A consumable, non-consumable or non-renewing subscription was bought.
        OneTimeCharge = "ONE_TIME_CHARGE",
        /// The customer asked for a refund; Apple asks for consumption data.
        ConsumptionRequest = "CONSUMPTION_REQUEST",
        /// Apple refunded a transaction.
        Refund = "REFUND",
        /// Apple declined a refund.
        RefundDeclined = "REFUND_DECLINED",
        /// Apple took a refund back.
        RefundReversed = "REFUND_REVERSED",
        /// Family sharing ended.
        Revoke = "REVOKE",
        /// The renewal date of one subscription was extended.
        RenewalExtended = "RENEWAL_EXTENDED",
        /// An extension of all renewal dates finished, or failed for one subscription.
        RenewalExtension = "RENEWAL_EXTENSION",
        /// A token for an external purchase awaits its report.
        ExternalPurchaseToken = "EXTERNAL_PURCHASE_TOKEN",
        /// A guardian withdrew consent.
        RescindConsent = "RESCIND_CONSENT",
        /// Requested through the App Store Server API.
        Test = "TEST",
    }
}

open_enum! {
    /// The finer meaning of a notification (Apple: subtype).
    pub enum Subtype {
        /// First subscription.
        InitialBuy = "INITIAL_BUY",
        /// Subscribed again.
        Resubscribe = "RESUBSCRIBE",
        /// To a cheaper plan.
        Downgrade = "DOWNGRADE",
        /// To a dearer plan.
        Upgrade = "UPGRADE",
        /// Renewal switched on.
        AutoRenewEnabled = "AUTO_RENEW_ENABLED",
        /// Renewal switched off.
        AutoRenewDisabled = "AUTO_RENEW_DISABLED",
        /// Expired because the customer switched renewal off.
        Voluntary = "VOLUNTARY",
        /// Expired because billing failed.
        BillingRetry = "BILLING_RETRY",
        /// Expired because the customer did not agree to a price.
        PriceIncrease = "PRICE_INCREASE",
        /// Service continues while billing is retried.
        GracePeriod = "GRACE_PERIOD",
        /// No answer to the price increase yet.
        Pending = "PENDING",
        /// The customer agreed, or need not.
        Accepted = "ACCEPTED",
        /// Billing succeeded after it had failed.
        BillingRecovery = "BILLING_RECOVERY",
        /// The product is no longer sold.
        ProductNotForSale = "PRODUCT_NOT_FOR_SALE",
        /// The extension of all renewal dates finished.
        Summary = "SUMMARY",
        /// The extension failed for one subscription.
        Failure = "FAILURE",
        /// An external purchase token awaits its report.
        Unreported = "UNREPORTED",
        /// An external purchase token was made.
        Created = "CREATED",
        /// A reminder of an active external purchase token.
        ActiveTokenReminder = "ACTIVE_TOKEN_REMINDER",
    }
}

open_enum! {
    /// What kind of product was bought (Apple: type).
    pub enum ProductType {
        /// Renews until the customer cancels.
        AutoRenewableSubscription = "Auto-Renewable Subscription",
        /// Bought once, owned for good.
        NonConsumable = "Non-Consumable",
        /// Used up.
        Consumable = "Consumable",
        /// Runs for a time and ends.
        NonRenewingSubscription = "Non-Renewing Subscription",
    }
}

open_enum! {
    /// Whether the customer bought the product or shares it.
    pub enum InAppOwnershipType {
        /// Bought.
        Purchased = "PURCHASED",
        /// Received through family sharing.
        FamilyShared = "FAMILY_SHARED",
    }
}

open_enum! {
    /// Why a transaction came about.
    pub enum TransactionReason {
        /// The customer bought.
        Purchase = "PURCHASE",
        /// The App Store renewed.
        Renewal = "RENEWAL",
    }
}

open_enum! {
    /// How an offer is paid.
    pub enum OfferDiscountType {
        /// Not at all.
        FreeTrial = "FREE_TRIAL",
        /// At a lower price each period.
        PayAsYouGo = "PAY_AS_YOU_GO",
        /// Once for several periods.
        PayUpFront = "PAY_UP_FRONT",
        /// Once.
        OneTime = "ONE_TIME",
    }
}

open_enum! {
    /// How a transaction was revoked.
    pub enum RevocationType {
        /// Refunded in full.
        RefundFull = "REFUND_FULL",
        /// Refunded in part.
        RefundProrated = "REFUND_PRORATED",
        /// Family sharing ended.
        FamilyRevoke = "FAMILY_REVOKE",
    }
}

open_enum! {
    /// How a subscription with a commitment is billed.
    pub enum BillingPlanType {
        /// All at once.
        BilledUpfront = "BILLED_UPFRONT",
        /// Each month.
        Monthly = "MONTHLY",
    }
}

open_enum! {
    /// Why the customer asks for a refund.
    pub enum ConsumptionRequestReason {
        /// Did not mean to buy.
        UnintendedPurchase = "UNINTENDED_PURCHASE",
        /// Did not receive it.
        FulfillmentIssue = "FULFILLMENT_ISSUE",
        /// Is not satisfied.
        UnsatisfiedWithPurchase = "UNSATISFIED_WITH_PURCHASE",
        /// A legal reason.
        Legal = "LEGAL",
        /// Another reason.
        OtherReason = "OTHER",
    }
}

open_enum! {
    /// Where an app was first bought.
    pub enum PurchasePlatform {
        /// iOS or iPadOS.
        Ios = "iOS",
        /// macOS.
        MacOs = "macOS",
        /// tvOS.
        TvOs = "tvOS",
        /// visionOS.
        VisionOs = "visionOS",
    }
}

open_enum! {
    /// What an external purchase token permits.
    pub enum ExternalPurchaseTokenType {
        /// Purchases of services.
        Services = "SERVICES",
        /// A first purchase.
        Acquisition = "ACQUISITION",
    }
}

open_int_enum! {
    /// The state of an auto-renewable subscription.
    pub enum Status {
        /// Active.
        Active = 1,
        /// Expired.
        Expired = 2,
        /// Billing is retried.
        BillingRetry = 3,
        /// Billing is retried while service continues.
        BillingGracePeriod = 4,
        /// Revoked.
        Revoked = 5,
    }
}

open_int_enum! {
    /// Whether a subscription will renew.
    pub enum AutoRenewStatus {
        /// It will not.
        Off = 0,
        /// It will.
        On = 1,
    }
}

open_int_enum! {
    /// Why a subscription expired.
    pub enum ExpirationIntent {
        /// The customer cancelled.
        CustomerCancelled = 1,
        /// Billing failed.
        BillingError = 2,
        /// The customer did not agree to a price increase.
        PriceIncreaseNotConsented = 3,
        /// The product was not available.
        ProductNotAvailable = 4,
        /// Another reason.
        OtherReason = 5,
    }
}

open_int_enum! {
    /// What the customer said to a price increase.
    pub enum PriceIncreaseStatus {
        /// Nothing yet.
        NoResponse = 0,
        /// Agreed, or was told of an increase that needs no consent.
        Consented = 1,
    }
}

open_int_enum! {
    /// The kind of an offer.
    pub enum OfferType {
        /// Introductory.
        Introductory = 1,
        /// Promotional.
        Promotional = 2,
        /// By an offer code.
        OfferCode = 3,
        /// To win a customer back.
        WinBack = 4,
    }
}

open_int_enum! {
    /// Why a transaction was refunded.
    pub enum RevocationReason {
        /// Another reason.
        OtherReason = 0,
        /// An issue within the app.
        AppIssue = 1,
    }
}
