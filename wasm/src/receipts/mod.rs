//! Receipts: the transaction id in one, and with its own feature the verification of one.

#[cfg(feature = "receipts")]
mod verifier;

#[cfg(feature = "receipts")]
pub use verifier::ReceiptVerifierHandle;

use wasm_bindgen::prelude::wasm_bindgen;
use waxwing::app_store::receipt;

use crate::error::Result;

/// The first transaction id in an app receipt, if there is one.
#[wasm_bindgen(js_name = appReceiptTransactionId)]
pub fn app_receipt_transaction_id(receipt: &[u8]) -> Result<Option<String>> {
    Ok(receipt::transaction_id_from_app_receipt(receipt)?)
}

/// The transaction id in a transaction receipt, if there is one.
#[wasm_bindgen(js_name = transactionReceiptTransactionId)]
pub fn transaction_receipt_transaction_id(receipt: &[u8]) -> Result<Option<String>> {
    Ok(receipt::transaction_id_from_transaction_receipt(receipt)?)
}
