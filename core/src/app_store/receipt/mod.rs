//! Receipts: what StoreKit 1 left behind.
//!
//! Apple's server has no call for receipts any more; its App Store Server API asks by
//! transaction id. A receipt still tells one:
//!
//! ```
//! use waxwing::app_store::receipt;
//!
//! let sent = "ewoicHVyY2hhc2UtaW5mbyIgPSAiZXdvaWRISmhibk5oWTNScGIyNHRhV1FpSUQwZ0lqTXpPVGt6TXprNUlqc0tmUW89IjsKfQo=";
//! let id = receipt::transaction_id_from_transaction_receipt(sent)?;
//! assert_eq!(id.as_deref(), Some("33993399"));
//! # Ok::<(), waxwing::error::Error>(())
//! ```
//!
//! Nothing is verified on that way, as in Apple's own libraries: ask Apple about the id, and
//! believe the answer. With the feature `receipts`, off by default, a `ReceiptVerifier`
//! verifies a receipt itself.

#[cfg(feature = "receipts")]
mod attributes;
#[cfg(feature = "receipts")]
mod builder;
#[cfg(feature = "receipts")]
mod chain;
mod content;
mod input;
#[cfg(feature = "receipts")]
mod signer;
mod transaction_id;
#[cfg(feature = "receipts")]
mod verified;
#[cfg(feature = "receipts")]
mod verifier;

#[cfg(feature = "receipts")]
pub use builder::{APPLE_ROOT_CA_SHA256, ReceiptVerifierBuilder};
pub use input::MAX_RECEIPT_BYTES;
pub use transaction_id::{
    transaction_id_from_app_receipt, transaction_id_from_transaction_receipt,
};
#[cfg(feature = "receipts")]
pub use verified::VerifiedReceipt;
#[cfg(feature = "receipts")]
pub use verifier::ReceiptVerifier;
