// The transaction id in a receipt, without verifying anything.

import { appReceiptTransactionId as idOfApp, transactionReceiptTransactionId as idOfTransaction } from "./waxwing.js";
import { call } from "./errors.js";
import { received } from "./input.js";

/** The first transaction id in an app receipt. */
export function appReceiptTransactionId(receipt) {
  const given = received(receipt, "receipt");
  return call(() => idOfApp(given));
}

/** The transaction id in a transaction receipt. */
export function transactionReceiptTransactionId(receipt) {
  const given = received(receipt, "receipt");
  return call(() => idOfTransaction(given));
}
