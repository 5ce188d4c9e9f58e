// App receipts, verified.

import type { AppReceipt, Environment } from "./payloads.js";
import type { Time } from "./time.js";
import type { Chain } from "./verifier.js";

/** Whose receipts a {@link ReceiptVerifier} accepts. */
export interface ReceiptVerifierOptions {
  /** The apps whose receipts are accepted. Required, unless `dangerousAnyBundleId`. */
  readonly bundleIds?: string | readonly string[];
  /** Where they come from. Required. `"Xcode"` goes with `xcodeCertificates` alone. */
  readonly environments: ReceiptEnvironment | readonly ReceiptEnvironment[];
  /** Trusts these roots, DER certificates, instead of Apple Root CA. */
  readonly roots?: Uint8Array | readonly Uint8Array[];
  /** Trusts the roots with these SHA-256 fingerprints, 32 bytes each, instead of Apple Root CA. */
  readonly rootSha256?: Uint8Array | readonly Uint8Array[];
  /** Trusts exactly these certificates, in DER, exported from StoreKit testing in Xcode. */
  readonly xcodeCertificates?: Uint8Array | readonly Uint8Array[];
  /** Refuses receipts of the older generation, which Apple signed with SHA-1. */
  readonly sha256Only?: boolean;
  /** How far a creation date may lie in the future, in milliseconds; 60000 unless set. */
  readonly futureSkewMs?: number;
  /** Accepts receipts of every app. */
  readonly dangerousAnyBundleId?: boolean;
}

/** The environments that have receipts. */
export type ReceiptEnvironment = "Sandbox" | "Production" | "Xcode";

/** When a receipt is verified, and for which device. */
export interface ReceiptOptions {
  /** The present; `Date.now()` at the time of the call unless given. */
  readonly now?: Time | null | undefined;
  /** The bytes of the identifier of the device that the receipt must have been made for; any unless given. */
  readonly deviceIdentifier?: Uint8Array | null | undefined;
}

/** A receipt that verified; plain data. */
export interface VerifiedReceipt {
  /** What it says, dates in milliseconds. */
  readonly receipt: AppReceipt;
  /** Which of the expected environments it belongs to. */
  readonly environment: Environment;
  /** When it was made. */
  readonly createdAt: number;
  /** Until when the certificate that signed it is valid. */
  readonly leafValidUntil: number;
  /** The time that was given as now. */
  readonly checkedAt: number;
  /** Whether that certificate has expired since, which is normal for stored receipts. */
  readonly leafExpiredSince: boolean;
  /** The hash of its signature. */
  readonly digest: "SHA-1" | "SHA-256";
  /** The certificates that vouch for it. */
  readonly chain: Chain;
}

/**
 * Verifies app receipts, on this machine and without Apple's `verifyReceipt`, which is no more.
 *
 * ```js
 * const verifier = new ReceiptVerifier({ bundleIds: "com.example.app", environments: "Production" });
 * const { receipt } = verifier.verify(receiptData);
 * console.log(receipt.inApp.map(({ productId }) => productId));
 * ```
 *
 * A receipt tells of the past: whether a subscription goes on, only signed transactions and the App
 * Store Server API know.
 */
export class ReceiptVerifier {
  /** @throws {InputError} `invalid_input` or `receipt_anchor` for options that cannot be. */
  constructor(options: ReceiptVerifierOptions);
  /** Verifies a receipt: the base64 text that apps send, or the file's bytes. */
  verify(receipt: string | Uint8Array, options?: ReceiptOptions | null): VerifiedReceipt;
  /** Gives its memory back at once; what is forgotten is given back with the object itself. */
  free(): void;
  [Symbol.dispose](): void;
}
