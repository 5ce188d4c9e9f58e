//! Requests of the Retention Messaging API.

use alloc::string::String;

use super::field::payload;
use super::values::Environment;
use crate::time::Timestamp;

payload! {
    /// A question what to offer a customer who is about to cancel (Apple:
    /// DecodedRealtimeRequestBody).
    pub struct RealtimeRequest {
        /// The identifier of the first purchase in the chain of renewals.
        original_transaction_id: String = "originalTransactionId",
        /// The app's App Store id.
        app_apple_id: i64 = "appAppleId",
        /// The product.
        product_id: String = "productId",
        /// The customer's language, BCP 47.
        user_locale: String = "userLocale",
        /// The UUID of this request.
        request_identifier: String = "requestIdentifier",
        /// The server environment.
        environment: Environment = "environment",
        /// When Apple signed.
        signed_date: Timestamp = "signedDate",
    }
}
