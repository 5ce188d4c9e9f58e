//! App receipts.

use alloc::string::String;
use alloc::vec::Vec;

use super::field::{open_enum, payload};
use crate::time::Timestamp;

open_enum! {
    /// Where a receipt comes from (attribute 0 of a receipt).
    pub enum ReceiptType {
        /// The App Store.
        Production = "Production",
        /// TestFlight and development.
        ProductionSandbox = "ProductionSandbox",
        /// The volume purchase program.
        ProductionVpp = "ProductionVPP",
        /// The volume purchase program's sandbox.
        ProductionVppSandbox = "ProductionVPPSandbox",
        /// StoreKit testing in Xcode. Never signed by Apple.
        Xcode = "Xcode",
    }
}

payload! {
    /// What an app receipt says (Apple: the receipt that lies in the app's bundle).
    ///
    /// Keys are those of Apple's verifyReceipt, in camelCase. Dates without a text, as receipts
    /// write those that do not apply, are absent.
    pub struct AppReceipt {
        /// Where it comes from.
        receipt_type: ReceiptType = "receiptType",
        /// The app's App Store id; 0 outside production.
        app_item_id: i64 = "appItemId",
        /// The app.
        bundle_id: String = "bundleId",
        /// The app's version.
        application_version: String = "applicationVersion",
        /// Goes into the device's hash, base64.
        opaque_value: String = "opaqueValue",
        /// The device's hash, base64.
        sha1_hash: String = "sha1Hash",
        /// When Apple made the receipt.
        receipt_creation_date: Timestamp = "receiptCreationDate",
        /// Apple's identifier of the download.
        download_id: i64 = "downloadId",
        /// Apple's identifier of the app's version.
        version_external_identifier: i64 = "versionExternalIdentifier",
        /// When the app was first bought.
        original_purchase_date: Timestamp = "originalPurchaseDate",
        /// The version that was first bought.
        original_application_version: String = "originalApplicationVersion",
        /// When a volume purchase ends; Xcode writes the year 4001.
        expiration_date: Timestamp = "expirationDate",
        /// What was bought in the app.
        in_app: Vec<InAppPurchase> = "inApp",
        /// Every attribute that has no field here, as it came.
        other_attributes: Vec<ReceiptAttribute> = "otherAttributes",
    }
}

payload! {
    /// One purchase in an app receipt.
    pub struct InAppPurchase {
        /// How many were bought.
        quantity: i64 = "quantity",
        /// What was bought.
        product_id: String = "productId",
        /// The transaction.
        transaction_id: String = "transactionId",
        /// When it was bought or renewed.
        purchase_date: Timestamp = "purchaseDate",
        /// The first transaction of this purchase.
        original_transaction_id: String = "originalTransactionId",
        /// When it was first bought.
        original_purchase_date: Timestamp = "originalPurchaseDate",
        /// The kind of product, as a number that Apple does not document.
        product_type: i64 = "productType",
        /// When a subscription ends.
        expires_date: Timestamp = "expiresDate",
        /// Apple's identifier of a subscription's purchase across devices.
        web_order_line_item_id: i64 = "webOrderLineItemId",
        /// When Apple refunded or revoked it.
        cancellation_date: Timestamp = "cancellationDate",
        /// Whether it is a free trial.
        is_trial_period: bool = "isTrialPeriod",
        /// Whether it is at an introductory price.
        is_in_intro_offer_period: bool = "isInIntroOfferPeriod",
        /// Every attribute that has no field here, as it came.
        other_attributes: Vec<ReceiptAttribute> = "otherAttributes",
    }
}

payload! {
    /// An attribute of a receipt as it came: its meaning is not documented.
    pub struct ReceiptAttribute {
        /// The number of the attribute.
        attribute_type: i64 = "attributeType",
        /// The version of the attribute.
        attribute_version: i64 = "attributeVersion",
        /// The value, base64; usually DER.
        value: String = "value",
    }
}
