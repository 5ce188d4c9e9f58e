//! App transactions.

use alloc::string::String;

use super::field::payload;
use super::values::{Environment, PurchasePlatform};
use crate::time::Timestamp;

payload! {
    /// How a customer came by the app (Apple: AppTransaction, JWSAppTransactionDecodedPayload).
    ///
    /// Copies that Apple's server issues leave out what only a device knows.
    pub struct AppTransaction {
        /// The server environment.
        receipt_type: Environment = "receiptType",
        /// The app's App Store id.
        app_apple_id: i64 = "appAppleId",
        /// The app.
        bundle_id: String = "bundleId",
        /// The app's version.
        application_version: String = "applicationVersion",
        /// Apple's identifier of that version.
        version_external_identifier: i64 = "versionExternalIdentifier",
        /// When Apple signed.
        receipt_creation_date: Timestamp = "receiptCreationDate",
        /// When the app was first bought.
        original_purchase_date: Timestamp = "originalPurchaseDate",
        /// The version that was first bought.
        original_application_version: String = "originalApplicationVersion",
        /// Binds the object to a device, base64.
        device_verification: String = "deviceVerification",
        /// The UUID that went into the binding.
        device_verification_nonce: String = "deviceVerificationNonce",
        /// When the app was ordered before its release.
        preorder_date: Timestamp = "preorderDate",
        /// The customer's identifier within this app.
        app_transaction_id: String = "appTransactionId",
        /// Where the app was first bought.
        original_platform: PurchasePlatform = "originalPlatform",
        /// When a device asked for this object.
        request_date: Timestamp = "requestDate",
    }
}
