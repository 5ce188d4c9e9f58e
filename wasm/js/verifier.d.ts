// What the App Store signs.

import type {
  AppTransaction,
  Environment,
  NotificationPayload,
  NotificationType,
  RealtimeRequest,
  RenewalInfo,
  Subtype,
  Transaction,
} from "./payloads.js";
import type { FetchLike, OcspRequest, PendingVerification } from "./pending.js";
import type { Time } from "./time.js";

/** Whose objects a {@link Verifier} accepts, and when. */
export interface VerifierOptions {
  /** The apps whose objects are accepted. Required, unless `dangerousAnyBundleId`. */
  readonly bundleIds?: string | readonly string[];
  /** Where the objects come from. Required. */
  readonly environments: VerifiableEnvironment | readonly VerifiableEnvironment[];
  /**
   * The App Store ids of these apps (Apple: appAppleId). Required with `"Production"`, where they
   * are compared; sandbox objects may lack them.
   */
  readonly appAppleIds?: number | readonly number[];
  /** Trusts exactly these roots, DER certificates, instead of Apple Root CA - G3. */
  readonly roots?: Uint8Array | readonly Uint8Array[];
  /**
   * At which time certificates must be valid: when the object was signed (the default; stored
   * objects stay verifiable after their leaf expired), or at the time of check.
   */
  readonly validity?: "signing_time" | "check_time";
  /** How far a signing date may lie in the future, in milliseconds; 60000 unless set. */
  readonly futureSkewMs?: number;
  /**
   * Refuses objects that were signed before this time, by their own signing date, in milliseconds;
   * without it, none is too old.
   */
  readonly oldestSigningTime?: Time;
  /**
   * Trusts exactly these certificates, in DER, exported from StoreKit testing in Xcode. They need
   * `"Xcode"` as the only environment, and it needs them; roots and revocation do not go with them.
   */
  readonly xcodeCertificates?: Uint8Array | readonly Uint8Array[];
  /**
   * What to do about revoked certificates: nothing (`"off"`, unless set); refuse revoked and
   * unknown ones, and accept where no answer could be had (`"soft"`); or accept only those known
   * to be good (`"required"`). {@link Verifier.verifyAsync} asks by itself; all other methods take
   * the answers. Responders forget certificates that have expired, so this is for what Apple has
   * just sent and not for stored objects.
   */
  readonly revocation?: RevocationPolicy;
  /** The hosts of responders that may be asked; `ocsp.apple.com` alone unless set. */
  readonly ocspHosts?: string | readonly string[];
  /** For how long an answer counts that does not say so itself, in milliseconds; it does not unless set. */
  readonly ocspMaxAgeMs?: number;
  /**
   * How many verified chains are remembered, so that later objects cost one signature check
   * instead of three; 32 unless set. It changes cost, never a verdict.
   */
  readonly cachedChains?: number;
  /**
   * Does without tables of multiples of leaf keys, which take about 100 kB for each remembered
   * chain in use and make its signatures several times as fast to check.
   */
  readonly withoutKeyTables?: boolean;
  /**
   * Accepts objects of every app. Dangerous: whoever can get Apple to sign an object for an app
   * of their own can have it accepted.
   */
  readonly dangerousAnyBundleId?: boolean;
  /** Accepts production objects without looking at the App Store id. */
  readonly dangerousAnyAppAppleId?: boolean;
}

/** The environments in which Apple signs, and Xcode with a certificate of its own. */
export type VerifiableEnvironment = "Sandbox" | "Production" | "Xcode";

/** What to do about revoked certificates. */
export type RevocationPolicy = "off" | "soft" | "required";

/** The kinds of object that the App Store signs. */
export type Kind = "notification" | "transaction" | "renewalInfo" | "appTransaction" | "realtimeRequest";

/** What is worth telling about a certificate. */
export interface CertificateInfo {
  /** The subject's common name; empty if it has none. */
  readonly commonName: string;
  /** The serial number in lower-case hexadecimal. */
  readonly serial: string;
  /** The first moment of validity, in milliseconds. */
  readonly notBefore: number;
  /** The last moment of validity, in milliseconds. */
  readonly notAfter: number;
  /** The SHA-256 of the DER certificate, in lower-case hexadecimal. Of the root, it tells which one matched. */
  readonly sha256: string;
}

/** The three certificates that vouch for an object. */
export interface Chain {
  /** The certificate whose key signed the object. */
  readonly leaf: CertificateInfo;
  /** Its issuer. */
  readonly intermediate: CertificateInfo;
  /** The pinned root. */
  readonly root: CertificateInfo;
}

/** What OCSP answers say of a certificate. */
export interface RevocationStatus {
  /**
   * `good`; `revoked`; `unknown` to its responder; `stale`: genuine, but too old; `refused`: an
   * error instead of an answer; `invalid`: the answer proves nothing; `unreachable`: no answer.
   */
  readonly status: "good" | "revoked" | "unknown" | "stale" | "refused" | "invalid" | "unreachable";
  /** Since when it is revoked, or the answer too old. */
  readonly since?: number;
  /** Why it is revoked, if the responder says so: `key_compromise`, `superseded`, … */
  readonly reason?: string;
  /** Until when the answer may be kept and used again. */
  readonly cacheUntil?: number;
}

/** What is known about the certificates below the root. */
export interface Revocation {
  readonly leaf: RevocationStatus;
  readonly intermediate: RevocationStatus;
  /** The earliest of both. */
  readonly cacheUntil?: number;
}

/** A payload that Apple signed for an expected app and environment; plain data. */
export interface Verified<K extends Kind, T> {
  /** The kind of object. */
  readonly kind: K;
  /**
   * The payload with every field, known or not; known dates as whole milliseconds. Integers
   * beyond 2^53 are rounded here, as JavaScript does; `json` has them exactly.
   */
  readonly payload: T;
  /** The payload's JSON, byte for byte as it was signed. */
  readonly json: string;
  /** When Apple signed it. */
  readonly signedAt: number;
  /** Until when the certificate that signed it is valid. */
  readonly leafValidUntil: number;
  /** The time that was given as now. */
  readonly checkedAt: number;
  /**
   * Whether that certificate has expired since. That is normal for stored objects: Apple's
   * signing certificates last about two years.
   */
  readonly leafExpiredSince: boolean;
  /** Which of the expected environments it belongs to. */
  readonly environment: Environment;
  /** Which of the expected bundle ids it belongs to, if this kind names one. */
  readonly bundleId?: string;
  /** The App Store id it names, if it names one. Compared in production only. */
  readonly appAppleId?: number;
  /** The certificates that vouch for it. */
  readonly chain: Chain;
  /** What is known of their revocation; absent where the policy is `"off"`. */
  readonly revocation?: Revocation;
}

/** A verified transaction. */
export type VerifiedTransaction = Verified<"transaction", Transaction>;
/** Verified renewal info. */
export type VerifiedRenewalInfo = Verified<"renewalInfo", RenewalInfo>;
/** A verified app transaction. */
export type VerifiedAppTransaction = Verified<"appTransaction", AppTransaction>;
/** A verified request of the Retention Messaging API. */
export type VerifiedRealtimeRequest = Verified<"realtimeRequest", RealtimeRequest>;

/**
 * A verified notification with everything nested in it, each part verified for itself and found
 * to belong to the envelope.
 */
export interface VerifiedNotification extends Verified<"notification", NotificationPayload> {
  /** The transaction out of `data.signedTransactionInfo`. */
  readonly transaction?: VerifiedTransaction;
  /** The renewal info out of `data.signedRenewalInfo`. */
  readonly renewalInfo?: VerifiedRenewalInfo;
  /** The app transaction out of `appData.signedAppTransactionInfo`. */
  readonly appTransaction?: VerifiedAppTransaction;
  /**
   * The key by which a repeated delivery is known: the notification's UUID in lower case. Apple
   * sends the same UUID on every retry.
   */
  readonly deduplicationKey?: string;
  /**
   * What to sort notifications by, since delivery keeps no order: when Apple signed, and for a tie
   * the deduplication key.
   */
  readonly orderingKey: readonly [signedDate: number | null, deduplicationKey: string | null];
  /** What its type and subtype mean, if this version knows them. */
  readonly meaning?: NotificationMeaning;
}

/** What a notification's type and subtype mean. */
export interface NotificationMeaning {
  /** Where it carries what it is about. */
  readonly carrier: "data" | "summary" | "externalPurchaseToken" | "appData";
  /** What it is about. */
  readonly topic: "consent" | "externalPurchase" | "period" | "renewal" | "revocation" | "system";
  /** When Apple sends it. */
  readonly meaning: string;
  /** Who says so: Apple's reference, or its changelog alone. */
  readonly source: "apple" | "changelog";
}

/** A row of the table of notification types. */
export interface NotificationRow extends NotificationMeaning {
  /** The type, as Apple writes it. */
  readonly notificationType: NotificationType;
  /** The subtype, as Apple writes it. */
  readonly subtype?: Subtype;
}

/** What each documented notification type and subtype means. */
export function notificationMeanings(): readonly NotificationRow[];

/** A verified object of any kind; `kind` tells which. */
export type VerifiedObject =
  | VerifiedNotification
  | VerifiedTransaction
  | VerifiedRenewalInfo
  | VerifiedAppTransaction
  | VerifiedRealtimeRequest;

/** When a verification takes place. */
export interface NowOptions {
  /** The present; `Date.now()` at the time of the call unless given. */
  readonly now?: Time | null | undefined;
}

/** When a verification takes place, and what is known of revocation. */
export interface VerifyOptions extends NowOptions {
  /** Bodies of OCSP answers, in any order, at most 16. */
  readonly ocspAnswers?: Uint8Array | readonly Uint8Array[] | null | undefined;
}

/** The same for {@link Verifier.verifyAsync}. */
export interface VerifyAsyncOptions<K extends Kind> extends VerifyOptions {
  /** The kind that must come out; any unless given. */
  readonly kind?: K | null | undefined;
  /** What asks OCSP responders; the runtime's own unless given. `null`: nobody is asked. */
  readonly fetch?: FetchLike | null | undefined;
}

/** What comes out, by kind. */
export interface VerifiedByKind {
  readonly notification: VerifiedNotification;
  readonly transaction: VerifiedTransaction;
  readonly renewalInfo: VerifiedRenewalInfo;
  readonly appTransaction: VerifiedAppTransaction;
  readonly realtimeRequest: VerifiedRealtimeRequest;
}

/** The payloads, by kind. */
export interface PayloadByKind {
  readonly notification: NotificationPayload;
  readonly transaction: Transaction;
  readonly renewalInfo: RenewalInfo;
  readonly appTransaction: AppTransaction;
  readonly realtimeRequest: RealtimeRequest;
}

/** What was read and **not verified**: whoever made it can have written anything. */
export interface Unverified<K extends Kind, T> {
  /** Says so wherever the object goes. */
  readonly verified: false;
  /** The kind of object. */
  readonly kind: K;
  /** The payload with every field, known or not; known dates as whole milliseconds. */
  readonly payload: T;
  /** The payload's JSON as it was received. */
  readonly json: string;
}

/** An object of any kind that nobody vouches for. */
export type UnverifiedObject = { [K in Kind]: Unverified<K, PayloadByKind[K]> }[Kind];

/**
 * Reads an object without verifying anything: form, JSON and the types of known fields are
 * checked, no signature, header or certificate. For data of StoreKit testing in Xcode without its
 * certificate and of the environment `LocalTesting`; never for what a server receives.
 *
 * @throws the codes of size, form and JSON; `wrong_kind`; `claim_type`.
 */
export function decodeUnverified<K extends Kind>(
  signed: string | Uint8Array,
  kind: K,
): Unverified<K, PayloadByKind[K]>;
export function decodeUnverified(signed: string | Uint8Array, kind?: null): UnverifiedObject;

/**
 * Verifies what the App Store signed: chain to a pinned root, marker extensions, dates,
 * signature, and that the object is meant for this app. Make one and keep it.
 *
 * ```js
 * const verifier = new Verifier({ bundleIds: "com.example.app", environments: "Sandbox" });
 * const notification = verifier.notification(signedPayload);
 * console.log(notification.payload.notificationType, notification.transaction?.payload.productId);
 * ```
 *
 * Every method throws a {@link MalformedError}, {@link UntrustedError} or {@link LimitError} for
 * an object that is refused, and an {@link InputError} for an argument that is neither a string
 * nor a `Uint8Array`. An error of a nested object names its path first, as in
 * `data.signedTransactionInfo: leaf certificate`.
 */
export class Verifier {
  /**
   * @throws {InputError} `invalid_input` for options that are missing, unknown or contradictory;
   * `bad_anchor` for a root that cannot be one.
   */
  constructor(options: VerifierOptions);
  /** Verifies a notification: the field `signedPayload` of the body that Apple posts. */
  notification(signedPayload: string | Uint8Array, options?: VerifyOptions | null): VerifiedNotification;
  /** Verifies a transaction (`signedTransactionInfo`). */
  transaction(signedTransactionInfo: string | Uint8Array, options?: VerifyOptions | null): VerifiedTransaction;
  /** Verifies renewal info (`signedRenewalInfo`). It names no app: only the environment is compared. */
  renewalInfo(signedRenewalInfo: string | Uint8Array, options?: VerifyOptions | null): VerifiedRenewalInfo;
  /** Verifies an app transaction (`signedAppTransactionInfo`, or a device's AppTransaction). */
  appTransaction(
    signedAppTransactionInfo: string | Uint8Array,
    options?: VerifyOptions | null,
  ): VerifiedAppTransaction;
  /** Verifies a request of the Retention Messaging API. App Store id and environment are compared. */
  realtimeRequest(signedPayload: string | Uint8Array, options?: VerifyOptions | null): VerifiedRealtimeRequest;
  /** Verifies an object of any kind and tells which it is. */
  any(signed: string | Uint8Array, options?: VerifyOptions | null): VerifiedObject;
  /**
   * The same as all of these with signatures checked by WebCrypto, which is quicker for new
   * chains; where the policy asks about revocation, responders are asked with `fetch`, at most 30
   * seconds, and their answers kept in this verifier as long as they count. Verdicts are the same.
   *
   * ```js
   * const verifier = new Verifier({ bundleIds: "com.example.app", environments: "Sandbox", revocation: "soft" });
   * const notification = await verifier.verifyAsync(signedPayload, { kind: "notification" });
   * ```
   *
   * A responder that cannot be reached, that answers with another HTTP status than 200, or with
   * more than 1 MiB, has not answered. Where that is why an object is refused, the error is
   * `retryable`.
   */
  verifyAsync<K extends Kind = Kind>(
    signed: string | Uint8Array,
    options?: VerifyAsyncOptions<K> | null,
  ): Promise<VerifiedByKind[K]>;
  /**
   * What to ask OCSP responders about an object that verifies: one request for each certificate
   * below the root, none where the policy is `"off"`. For those who ask with their own client and
   * give the answers as `ocspAnswers`.
   */
  ocspRequests(signed: string | Uint8Array, options?: NowOptions | null): OcspRequest[];
  /** Begins to verify; the signature checks are yours. See {@link PendingVerification}. */
  begin<K extends Kind = Kind>(
    signed: string | Uint8Array,
    options?: { readonly kind?: K | null | undefined } | null,
  ): PendingVerification<K>;
  /** Gives its memory back at once; what is forgotten is given back with the object itself. */
  free(): void;
  [Symbol.dispose](): void;
}
