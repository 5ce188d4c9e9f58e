// What there is for the App Store.

import { notificationMeanings as readMeanings } from "./waxwing.js";
import { call } from "./errors.js";

export { Verifier, decodeUnverified } from "./verifier.js";
export { PendingVerification } from "./pending.js";
export { appReceiptTransactionId, transactionReceiptTransactionId } from "./receipt-id.js";
export { SubscriptionState } from "./subscription.js";

/** What each notification type and subtype means. */
export function notificationMeanings() {
  return JSON.parse(call(readMeanings));
}
