// The transaction id in a receipt of StoreKit 1.

/**
 * The first transaction id in an app receipt, base64 as apps send it or the file's bytes; nothing
 * if nothing was bought. Nothing is verified, as in Apple's own libraries: use the id to ask the
 * App Store Server API, and believe the answer.
 *
 * @throws {MalformedError} `receipt_malformed` or `receipt_attribute`; {@link LimitError} `too_large`.
 */
export function appReceiptTransactionId(receipt: string | Uint8Array): string | undefined;

/** The same of a transaction receipt, base64 of a property list. */
export function transactionReceiptTransactionId(receipt: string | Uint8Array): string | undefined;
