// What a purchase grants, from verified objects in any order.

import type {
  AutoRenewStatus,
  Environment,
  ExpirationIntent,
  InAppOwnershipType,
  NotificationType,
  OfferDiscountType,
  OfferType,
  PriceIncreaseStatus,
  ProductType,
  RevocationReason,
  RevocationType,
  Status,
  Subtype,
  TransactionReason,
} from "./payloads.js";
import type { Time } from "./time.js";

/** What applying an object did: something new, nothing new, or it is about no purchase, such as a test. */
export type Applied = "changed" | "unchanged" | "unrelated";

/** Whether a purchase grants access; `active` and `gracePeriod` do. */
export type EntitlementState =
  | "active"
  | "billingRetry"
  | "expired"
  | "gracePeriod"
  | "notStarted"
  | "revoked"
  | "unknown"
  | "upgraded";

/** Why it does, or does not. */
export type EntitlementReason =
  | "purchased"
  | "renewed"
  | "refundReversed"
  | "familyShared"
  | "billingError"
  | "customerCancelled"
  | "priceIncreaseNotConsented"
  | "productNotAvailable"
  | "otherReason"
  | "renewalOff"
  | "renewalNotSeen"
  | "periodEnded"
  | "notTold"
  | "refunded"
  | "refundedFull"
  | "refundedProrated"
  | "familyRevoked"
  | "upgraded"
  | "beginsLater"
  | "nothingKnown";

/** Whether a purchase grants access at a time, and why. */
export interface Entitlement {
  /** Whether. */
  readonly state: EntitlementState;
  /** Why. */
  readonly reason: EntitlementReason;
  /** Whether to let the customer in: active or in the grace period. */
  readonly grantsAccess: boolean;
  /** The product that is granted, or was last; after an upgrade the new one, if it is known. */
  readonly productId?: string;
  /** The transaction that decides. */
  readonly transactionId?: string;
  /** Since when it is so, as far as it is known. */
  readonly since?: number;
  /** Until when it stays so if nothing else comes: end of access, or its beginning. Absent: for good. */
  readonly until?: number;
}

/** An offer. */
export interface SubscriptionOffer {
  /** The kind. */
  readonly offerType: OfferType;
  /** Which one; introductory offers have no identifier. */
  readonly identifier?: string;
  /** How it is paid. */
  readonly discountType?: OfferDiscountType;
  /** How long it lasts, as an ISO 8601 duration. */
  readonly period?: string;
}

/** A refund, or the end of family sharing. */
export interface SubscriptionRevocation {
  /** From when on. */
  readonly at: number;
  /** Refund, in full or in part, or family sharing. Objects signed before December 2025 say nothing of it. */
  readonly revocationType?: RevocationType;
  /** How much was refunded, in thousandths of a percent: 50000 is half. */
  readonly percentage?: number;
  /** Why. */
  readonly reason?: RevocationReason;
}

/** One transaction of a purchase: for a subscription, one paid period. */
export interface SubscriptionPeriod {
  /** The transaction. */
  readonly transactionId: string;
  /** The product. */
  readonly productId?: string;
  /** What kind of product it is. */
  readonly productType?: ProductType;
  /** Bought or shared. */
  readonly inAppOwnershipType?: InAppOwnershipType;
  /** Bought or renewed. */
  readonly transactionReason?: TransactionReason;
  /** When it began. */
  readonly purchasedAt?: number;
  /** When it ends; absent for what does not expire, or whose end is the app's matter. */
  readonly expiresAt?: number;
  /** When Apple signed the last word on it. */
  readonly signedAt: number;
  /** The refund or other revocation, if one is in force. */
  readonly revocation?: SubscriptionRevocation;
  /** Whether a refund was taken back: it was seen, or told of, and is no longer in force. */
  readonly refundReversed: boolean;
  /** Where a refund stands by the last notification about it. */
  readonly refundNotice?: NotificationType;
  /** Whether the customer moved on to a higher product before the end. */
  readonly isUpgraded: boolean;
  /** When an upgrade ended it; absent if there was none, or its transaction is not known yet. */
  readonly upgradedAt?: number;
  /** The product of the upgrade, as far as it is known. */
  readonly upgradedTo?: string;
  /** The offer that it was bought with. */
  readonly offer?: SubscriptionOffer;
  /** The price in thousandths of the currency unit. */
  readonly price?: number;
  /** The currency, ISO 4217. */
  readonly currency?: string;
}

/** What will happen at the next renewal, or why there will be none. */
export interface SubscriptionRenewal {
  /** When Apple signed it. */
  readonly signedAt: number;
  /** Whether it will renew, if that is known. */
  readonly willRenew?: boolean;
  /** The product it will change to, if the renewal is of another one. */
  readonly changesTo?: string;
  /** Whether renewal is switched on, in Apple's number. */
  readonly autoRenewStatus?: AutoRenewStatus;
  /** The product now. */
  readonly productId?: string;
  /** The product that will renew. */
  readonly autoRenewProductId?: string;
  /** When it renews. Absent once expired. */
  readonly renewsAt?: number;
  /** The price at renewal in thousandths of the currency unit, if Apple tells it. */
  readonly price?: number;
  /** The currency, ISO 4217. */
  readonly currency?: string;
  /** What the customer said to a price increase; absent if there is none. */
  readonly priceIncreaseStatus?: PriceIncreaseStatus;
  /** The offer that the renewal takes. */
  readonly offer?: SubscriptionOffer;
  /** Whether Apple is still trying to bill. */
  readonly isInBillingRetry: boolean;
  /** When the grace period ends or ended. */
  readonly gracePeriodExpiresAt?: number;
  /** Why it expired. */
  readonly expirationIntent?: ExpirationIntent;
}

/** The last notification about a purchase. */
export interface SubscriptionNotice {
  /** When Apple signed it. */
  readonly signedAt: number;
  /** What it was about. */
  readonly notificationType?: NotificationType;
  /** The finer meaning. */
  readonly subtype?: Subtype;
  /** The state of the subscription when Apple signed, in Apple's own number. */
  readonly status?: Status;
  /** Its UUID in lower case. */
  readonly notificationUUID?: string;
}

/** What a {@link SubscriptionState} takes: what a verifier returned, or those fields of it. */
export interface SubscriptionEvent {
  /** Which kind of object it is. */
  readonly kind: "notification" | "transaction" | "renewalInfo";
  /** Its payload's JSON. */
  readonly json: string;
  /** The transaction out of a notification. */
  readonly transaction?: { readonly json: string };
  /** The renewal info out of a notification. */
  readonly renewalInfo?: { readonly json: string };
  /** Not what `decodeUnverified` gave. */
  readonly verified?: never;
}

/**
 * What Apple's signed objects say together about one purchase and its renewals.
 *
 * Feed it every verified notification, transaction and renewal info of one original transaction,
 * in any order and as often as they come; ask it for the entitlement at a time. Of each source the
 * object signed last counts, so the same objects give the same state on every machine.
 *
 * ```js
 * const found = verifier.notification(signedPayload);
 * const id = found.transaction?.payload.originalTransactionId;
 * const stored = await load(id);
 * const state = stored ? SubscriptionState.fromJson(stored) : new SubscriptionState("com.example.app", "Production", id);
 * if (state.apply(found) === "changed") await store(id, state.toJson());
 * const { grantsAccess, reason, until } = state.entitlement();
 * ```
 *
 * Dates are milliseconds, prices thousandths of the currency unit. At most 32 transactions are
 * kept, the newest.
 */
export class SubscriptionState {
  /** The empty state of a purchase. Use all three as the key under which you store it. */
  constructor(bundleId: string, environment: Environment, originalTransactionId: string);
  /**
   * Reads what {@link toJson} wrote. This verifies nothing: keep stored states where only your
   * server can write.
   *
   * @throws {InputError} `invalid_input` for another format or a field of the wrong type, and the
   * codes for text that is no JSON object.
   */
  static fromJson(json: string): SubscriptionState;
  /** The app. */
  readonly bundleId: string;
  /** The server environment. */
  readonly environment: Environment;
  /** The identifier of the first purchase in the chain of renewals. */
  readonly originalTransactionId: string;
  /**
   * Takes a verified object in, whole or, on an error, not at all.
   *
   * @throws `wrong_bundle_id`, `missing_bundle_id` or `wrong_environment` for what belongs
   * elsewhere; `invalid_input` about `originalTransactionId` for another purchase; `wrong_kind`
   * for kinds that tell nothing about purchases; `claim_type` for fields that verified objects
   * have.
   */
  apply(verified: SubscriptionEvent): Applied;
  /** Takes in everything that another state of the same purchase knows. Throws as {@link apply} does. */
  merge(other: SubscriptionState): Applied;
  /** Whether the purchase grants access then, and why; `Date.now()` unless a time is given. */
  entitlement(now?: Time | null): Entitlement;
  /** What will happen at the next renewal; nothing while no renewal info knows the last transaction. */
  renewal(): SubscriptionRenewal | undefined;
  /** The transactions that are known, oldest first. */
  periods(): readonly SubscriptionPeriod[];
  /** The last notification that was applied, by signing date. */
  lastNotice(): SubscriptionNotice | undefined;
  /** The state as compact JSON text: equal states give equal text. */
  toJson(): string;
  /** Gives its memory back at once; what is forgotten is given back with the object itself. */
  free(): void;
  [Symbol.dispose](): void;
}
