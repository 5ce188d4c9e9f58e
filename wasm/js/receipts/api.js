// Everything that the entries of the slice for receipts export.

import { baseWords } from "./words.js";

export * from "./base.js";
export { appReceiptTransactionId, transactionReceiptTransactionId } from "./receipt-id.js";
export { ReceiptVerifier } from "./receipt.js";

/** The words that this slice knows. */
export function vocabulary() {
  return baseWords();
}
