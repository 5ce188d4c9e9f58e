//! Notifications.

use alloc::string::String;
use alloc::vec::Vec;

use super::field::payload;
use super::values::{
    ConsumptionRequestReason, Environment, ExternalPurchaseTokenType, NotificationType, Status,
    Subtype,
};
use crate::time::Timestamp;

payload! {
    /// The envelope of an App Store Server Notification V2 (Apple:
    /// responseBodyV2DecodedPayload).
    ///
    /// One of the four carriers is present: data, summary, external purchase token or app data.
    pub struct NotificationPayload {
        /// What it is about.
        notification_type: NotificationType = "notificationType",
        /// The finer meaning.
        subtype: Subtype = "subtype",
        /// The same on every retry of this notification: deduplicate on it.
        notification_uuid: String = "notificationUUID",
        /// The version of the format.
        version: String = "version",
        /// When Apple signed. Order by this: delivery keeps no order.
        signed_date: Timestamp = "signedDate",
        /// The app and its signed objects.
        data: NotificationData = "data",
        /// The outcome of an extension of all renewal dates.
        summary: NotificationSummary = "summary",
        /// A token for an external purchase.
        external_purchase_token: ExternalPurchaseToken = "externalPurchaseToken",
        /// The app whose guardian withdrew consent.
        app_data: NotificationAppData = "appData",
    }
}

payload! {
    /// The app a notification belongs to, and its signed objects (Apple: data).
    pub struct NotificationData {
        /// The server environment.
        environment: Environment = "environment",
        /// The app's App Store id. Absent in test notifications of the sandbox.
        app_apple_id: i64 = "appAppleId",
        /// The app.
        bundle_id: String = "bundleId",
        /// The app's version.
        bundle_version: String = "bundleVersion",
        /// The transaction, still signed; verified beside this as `transaction`.
        signed_transaction_info: String = "signedTransactionInfo",
        /// The renewal info, still signed; verified beside this as `renewal_info`.
        signed_renewal_info: String = "signedRenewalInfo",
        /// The state of an auto-renewable subscription.
        status: Status = "status",
        /// Why the customer asks for a refund.
        consumption_request_reason: ConsumptionRequestReason = "consumptionRequestReason",
    }
}

payload! {
    /// The outcome of an extension of all renewal dates (Apple: summary).
    pub struct NotificationSummary {
        /// The server environment.
        environment: Environment = "environment",
        /// The app's App Store id. Absent in the sandbox.
        app_apple_id: i64 = "appAppleId",
        /// The app.
        bundle_id: String = "bundleId",
        /// The product.
        product_id: String = "productId",
        /// Your identifier of the request.
        request_identifier: String = "requestIdentifier",
        /// The storefronts, ISO 3166-1 alpha-3.
        storefront_country_codes: Vec<String> = "storefrontCountryCodes",
        /// How many were extended.
        succeeded_count: i64 = "succeededCount",
        /// How many were not.
        failed_count: i64 = "failedCount",
    }
}

payload! {
    /// A token for an external purchase (Apple: externalPurchaseToken).
    ///
    /// It has no environment field: the identifier begins with `SANDBOX` in the sandbox.
    pub struct ExternalPurchaseToken {
        /// The token's identifier.
        external_purchase_id: String = "externalPurchaseId",
        /// When it was made.
        token_creation_date: Timestamp = "tokenCreationDate",
        /// The app's App Store id.
        app_apple_id: i64 = "appAppleId",
        /// The app.
        bundle_id: String = "bundleId",
        /// When it expires.
        token_expiration_date: Timestamp = "tokenExpirationDate",
        /// What it permits.
        token_type: ExternalPurchaseTokenType = "tokenType",
    }
}

payload! {
    /// The app whose guardian withdrew consent (Apple: appData).
    pub struct NotificationAppData {
        /// The app's App Store id.
        app_apple_id: i64 = "appAppleId",
        /// The app.
        bundle_id: String = "bundleId",
        /// The server environment.
        environment: Environment = "environment",
        /// The app transaction, still signed.
        signed_app_transaction_info: String = "signedAppTransactionInfo",
    }
}
