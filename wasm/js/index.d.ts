// The types of waxwing, written by hand: this file is the contract, the JavaScript follows it.
//
// Times are numbers of milliseconds since 1970, or a `Date` where one goes in. Durations and the
// two times that Apple counts in seconds say so in their names. `null` counts as absent.

import type {
  AppTransaction,
  Environment,
  NotificationPayload,
  RealtimeRequest,
  RenewalInfo,
  Transaction,
} from "./payloads.js";

export type * from "./payloads.js";

declare global {
  // For `using`; the same declaration as TypeScript's own, which not every target includes.
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
}

// ---------------------------------------------------------------------------------------------
// Errors

/** Who has to act on an error. */
export type Category = "input" | "malformed" | "untrusted" | "limit" | "internal";

/** What went wrong, one name per rule; never reused, only added to. */
export type ErrorCode =
  | "invalid_input"
  | "null_pointer"
  | "invalid_time"
  | "invalid_token_policy"
  | "invalid_key"
  | "invalid_key_encrypted"
  | "invalid_key_kind"
  | "invalid_key_algorithm"
  | "invalid_key_curve"
  | "invalid_key_curve_mismatch"
  | "invalid_key_scalar"
  | "invalid_key_public_mismatch"
  | "invalid_key_count"
  | "invalid_device_token"
  | "invalid_header_value"
  | "invalid_notification"
  | "invalid_payload"
  | "bad_anchor"
  | "malformed"
  | "invalid_base64"
  | "invalid_json"
  | "invalid_utf8"
  | "duplicate_key"
  | "malformed_cert"
  | "duplicate_extension"
  | "claim_type"
  | "unsupported_algorithm"
  | "critical_header"
  | "forbidden_header"
  | "missing_chain"
  | "chain_length"
  | "unknown_anchor"
  | "issuer_mismatch"
  | "bad_cert_signature"
  | "algorithm_mismatch"
  | "unsupported_key"
  | "not_a_ca"
  | "path_length"
  | "key_usage"
  | "leaf_is_ca"
  | "unhandled_critical"
  | "not_yet_valid"
  | "expired"
  | "leaf_marker"
  | "intermediate_marker"
  | "bad_signature"
  | "wrong_kind"
  | "wrong_bundle_id"
  | "wrong_app_id"
  | "wrong_environment"
  | "missing_bundle_id"
  | "nested_mismatch"
  | "too_large"
  | "too_deep"
  | "payload_too_large"
  | "panic";

/**
 * Why something was refused: the rule, what it is about, what was expected and what was found.
 * Texts never hold keys, tokens, payloads or device tokens.
 *
 * ```js
 * try {
 *   verifier.notification(signedPayload);
 * } catch (error) {
 *   if (!(error instanceof WaxwingError)) throw error;
 *   console.log(error.code, error.subject, error.expected, error.found);
 * }
 * ```
 *
 * What is thrown is always one of the subclasses, by category.
 */
export class WaxwingError extends Error {
  protected constructor();
  /** The stable name of the broken rule. */
  readonly code: ErrorCode;
  /** The same as a number, as C shows it. */
  readonly number: number;
  /** Who has to act; the subclasses follow it. */
  readonly category: Category;
  /** What the error is about: an argument, a header, a certificate, a field by its path. */
  readonly subject: string;
  /** What the rule asks for. */
  readonly expected: string;
  /** What was there instead. */
  readonly found: string;
}

/** The caller's argument is wrong. */
export class InputError extends WaxwingError {
  readonly category: "input";
}

/** The peer's bytes do not parse. */
export class MalformedError extends WaxwingError {
  readonly category: "malformed";
}

/** They parse, but do not verify. */
export class UntrustedError extends WaxwingError {
  readonly category: "untrusted";
}

/** A limit on size, depth or count was reached. */
export class LimitError extends WaxwingError {
  readonly category: "limit";
}

/** A defect in this library. */
export class InternalError extends WaxwingError {
  readonly category: "internal";
}

// ---------------------------------------------------------------------------------------------
// What the App Store signs

/** A time: milliseconds since 1970, or a `Date`. */
export type Time = number | Date;

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

/** The environments in which Apple signs. */
export type VerifiableEnvironment = "Sandbox" | "Production";

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
}

/** A verified object of any kind; `kind` tells which. */
export type VerifiedObject =
  | VerifiedNotification
  | VerifiedTransaction
  | VerifiedRenewalInfo
  | VerifiedAppTransaction
  | VerifiedRealtimeRequest;

/** When a verification takes place. */
export interface VerifyOptions {
  /** The present; `Date.now()` at the time of the call unless given. */
  readonly now?: Time | null | undefined;
}

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
  /** Gives its memory back at once; what is forgotten is given back with the object itself. */
  free(): void;
  [Symbol.dispose](): void;
}

// ---------------------------------------------------------------------------------------------
// Push

/** The ids that Apple gave to a key. */
export interface ProviderKeyIds {
  /** The id of the key: ten capital letters and digits. */
  readonly keyId: string;
  /** The id of the team: ten capital letters and digits. */
  readonly teamId: string;
}

/** When the provider token changes: at the edges of windows of equal length. */
export interface TokenPolicy {
  /** The length of a window in seconds: 1200 to 3540, 3000 unless set. */
  readonly windowSeconds?: number;
  /** How long after the beginning of 1970 a window begins, in seconds: 0 up to the window. */
  readonly phaseSeconds?: number;
}

/**
 * The key that a provider signs its tokens with, wiped from memory when it is freed.
 *
 * ```js
 * const key = ProviderKey.fromP8(readFileSync("AuthKey_ABC123DEFG.p8"), { keyId: "ABC123DEFG", teamId: "DEF123GHIJ" });
 * const token = key.tokenAt();
 * ```
 */
export class ProviderKey {
  private constructor();
  /**
   * From the `.p8` file that Apple issued: PEM or its bare base64 body.
   *
   * @throws {InputError} one of the codes `invalid_key…`; `invalid_input` for the ids.
   */
  static fromP8(p8: string | Uint8Array, ids: ProviderKeyIds): ProviderKey;
  /** The id of this key. */
  readonly keyId: string;
  /** The id of the team it belongs to. */
  readonly teamId: string;
  /** The public key as an uncompressed point of 65 bytes. */
  readonly publicKey: Uint8Array;
  /**
   * The provider token of the time `now` (the present unless given).
   *
   * A pure function of key and time: every process, isolate and machine with this key makes the
   * same token in the same window, so that APNs never sees more than one in 20 minutes. It costs
   * one signature; keep the token until `windowEndsAt`.
   *
   * @throws {InputError} `invalid_time`, `invalid_token_policy`.
   */
  tokenAt(now?: Time | null, policy?: TokenPolicy | null): ProviderToken;
  /**
   * The provider token with exactly this `iat`, in seconds since 1970. Prefer `tokenAt`: tokens
   * of arbitrary times, made by several processes, are what APNs answers with
   * `TooManyProviderTokenUpdates`.
   *
   * @throws {InputError} `invalid_time`.
   */
  tokenIssuedAt(seconds: number): ProviderToken;
  /** Wipes the key; what is forgotten is wiped with the object itself. */
  free(): void;
  [Symbol.dispose](): void;
}

/** What the header `authorization` of each request carries: plain data, without a `free`. */
export class ProviderToken {
  private constructor();
  /**
   * A token that was made elsewhere, held to the form that APNs documents. Its signature is not
   * verified.
   *
   * @throws {WaxwingError} for what is not such a token, by its first broken rule.
   */
  static fromJwt(jwt: string): ProviderToken;
  /** The id of the key that signed it. */
  readonly keyId: string;
  /** The id of the team in whose name it speaks. */
  readonly teamId: string;
  /** Its `iat`, in milliseconds. */
  readonly issuedAt: number;
  /** When the next token is due: the end of its window, in milliseconds. */
  readonly windowEndsAt: number;
  /** Until when APNs accepts it: 60 minutes after `issuedAt`, in milliseconds. */
  readonly expiresAt: number;
  /** `bearer` and the token. Secret: whoever has it can push in the team's name. */
  readonly authorization: string;
  /** The token alone, a compact JWS. Secret. */
  readonly jwt: string;
}

/**
 * A device token as the lower-case text that requests carry.
 *
 * @throws {InputError} `invalid_device_token` unless it is 1 to 256 bytes, or twice as many
 * hexadecimal digits.
 */
export function deviceToken(token: string | Uint8Array): string;

/** Apple's two worlds of push: a device token belongs to exactly one. */
export type PushEnvironment = "production" | "sandbox";

/** The header `apns-push-type`. */
export type PushType =
  | "alert"
  | "background"
  | "complication"
  | "controls"
  | "fileprovider"
  | "liveactivity"
  | "location"
  | "mdm"
  | "pushtotalk"
  | "voip"
  | "widgets";

/** The header `apns-priority`: at once, when it suits the device's power, never waking it. */
export type Priority = 10 | 5 | 1;

/** The priorities by name. */
export const Priority: {
  readonly immediate: 10;
  readonly powerAware: 5;
  readonly neverWake: 1;
};

/** The key `interruption-level` of `aps`. */
export type InterruptionLevel = "passive" | "active" | "time-sensitive" | "critical";

/** What the user reads (Apple: Generating a remote notification, `alert`). */
export interface Alert {
  readonly title?: string;
  readonly subtitle?: string;
  readonly body?: string;
  /** The file shown while the app starts. */
  readonly launchImage?: string;
  /** The key of a localized title in the app. */
  readonly titleLocKey?: string;
  /** What fills its placeholders. */
  readonly titleLocArgs?: readonly string[];
  /** The key of a localized subtitle in the app. */
  readonly subtitleLocKey?: string;
  /** What fills its placeholders. */
  readonly subtitleLocArgs?: readonly string[];
  /** The key of a localized body in the app. */
  readonly locKey?: string;
  /** What fills its placeholders. */
  readonly locArgs?: readonly string[];
}

/** What the user hears (Apple: Generating a remote notification, `sound`). */
export interface Sound {
  /** Breaks through silence and Focus; the app needs an entitlement of Apple's for it. */
  readonly critical?: boolean;
  /** A file in the app, or `default`. */
  readonly name?: string;
  /** From 0 to 1. */
  readonly volume?: number;
}

/** How a notification is sent, apart from what it says. */
export interface HeaderOptions {
  /** How urgent it is. Background pushes always have 5; for others APNs assumes 10. */
  readonly priority?: Priority;
  /**
   * Until when APNs keeps trying: seconds since 1970, as the header has it, or a `Date`; 0 for a
   * single attempt. Without it, APNs decides.
   */
  readonly expiration?: number | Date;
  /** Notifications with the same id replace each other: 1 to 64 bytes of visible ASCII. */
  readonly collapseId?: string;
  /** The UUID that APNs repeats in its reply. Without it, APNs makes one. */
  readonly apnsId?: string;
}

/** The parts of a payload beside the alert. */
export interface PayloadOptions {
  /** The number on the app's icon; 0 removes it. */
  readonly badge?: number;
  /** A file in the app, `default`, or the parts of a sound. */
  readonly sound?: string | Sound;
  /** Groups notifications. */
  readonly threadId?: string;
  /** The category that the app registered, with its actions. */
  readonly category?: string;
  /** Also wakes the app in the background. Always on for background pushes. */
  readonly contentAvailable?: boolean;
  /** Lets the app's service extension change the alert before it is shown. */
  readonly mutableContent?: boolean;
  /** The window to bring forward. */
  readonly targetContentId?: string;
  /** How strongly it may interrupt. */
  readonly interruptionLevel?: InterruptionLevel;
  /** Its place in a summary, from 0 to 1. */
  readonly relevanceScore?: number;
  /** What a Focus filter of the app matches. */
  readonly filterCriteria?: string;
  /** Keys of your own beside `aps`. */
  readonly custom?: { readonly [key: string]: unknown };
}

/** Everything about a notification. */
export interface NotificationOptions extends HeaderOptions, PayloadOptions {
  /** What kind of push it is. Kinds other than alert and background need a `payload`. */
  readonly pushType: PushType;
  /** The app's bundle id; the suffix of the push type is added unless it is there. */
  readonly topic: string;
  /** What the user reads: a text, or its parts. */
  readonly alert?: string | Alert;
  /**
   * A payload of your own instead of its parts, held to the same rules: JSON text, which is sent
   * byte for byte, or an object.
   */
  readonly payload?: string | Uint8Array | { readonly [key: string]: unknown };
}

/** Where requests go: Apple's host in an environment, or another one. */
export type EndpointOptions =
  | {
      readonly environment: PushEnvironment;
      /** 443 unless set; 2197 exists so that a firewall can pass APNs alone. */
      readonly port?: 443 | 2197;
      readonly authority?: undefined;
    }
  | {
      /** `host` or `host:port`, such as a simulator's. */
      readonly authority: string;
      readonly environment?: undefined;
      readonly port?: undefined;
    };

/**
 * A notification whose headers and payload have passed every rule; the same for every device.
 *
 * ```js
 * const push = Notification.alert("com.example.app", { title: "Ready", body: "Your order is here" }, { badge: 1 })
 *   .prepare({ environment: "production" });
 * for (const device of devices) send(push.request(device, token));
 * ```
 */
export class Notification {
  /**
   * @throws {InputError} `invalid_header_value` about `apns-topic`, `apns-collapse-id` and others;
   * `invalid_time` about `apns-expiration`; `invalid_payload` about a key by its path, such as
   * `payload.aps.badge`; `invalid_notification` when parts do not belong together;
   * `invalid_input` for an option of another type or name.
   * @throws {LimitError} `payload_too_large`.
   * @throws {MalformedError} for a payload of your own that is not JSON.
   */
  constructor(options: NotificationOptions);
  /** Shows an alert. `topic` is the app's bundle id. */
  static alert(topic: string, alert: string | Alert, options?: (HeaderOptions & PayloadOptions) | null): Notification;
  /** Wakes the app without showing anything. `topic` is the app's bundle id. */
  static background(
    topic: string,
    options?: (HeaderOptions & Pick<PayloadOptions, "custom">) | null,
  ): Notification;
  /** What kind of push it is. */
  readonly pushType: PushType;
  /** Its topic, with the suffix of its push type. */
  readonly topic: string;
  /** Its priority, if the header is sent. */
  readonly priority?: Priority;
  /** Its expiration in seconds since 1970, if the header is sent. Do not send it again after that. */
  readonly expiration?: number;
  /** Its payload, exactly as it is sent. */
  readonly payload: string;
  /**
   * Fixes headers and body for an endpoint.
   *
   * @throws {InputError} `invalid_input`.
   */
  prepare(endpoint: EndpointOptions): Prepared;
  /** Gives its memory back at once. What was prepared of it stays. */
  free(): void;
  [Symbol.dispose](): void;
}

/** A request for any HTTP/2 client: plain data. `fetch(request.url, request)` sends it as it is. */
export interface PushRequest {
  readonly method: "POST";
  readonly url: string;
  /** The path of the URL, as `node:http2` wants it in `:path`. */
  readonly path: string;
  readonly headers: Record<string, string>;
  /** The same bytes for every device: do not change them. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** A notification made ready for one endpoint; each device costs one URL more. */
export class Prepared {
  private constructor();
  readonly method: "POST";
  /** Host and port; the port is left out when it is 443. */
  readonly authority: string;
  /** The headers in the order they are sent, apart from `authorization`, which comes first. */
  readonly headers: Record<string, string>;
  /** The same for every device: do not change it. */
  readonly body: Uint8Array<ArrayBuffer>;
  /**
   * The request for one device. `token` is the provider token, or `null` on a connection with a
   * client certificate.
   *
   * @throws {InputError} `invalid_device_token`, `invalid_input`.
   */
  request(device: string | Uint8Array, token: ProviderToken | null): PushRequest;
  /** Gives its memory back at once. */
  free(): void;
  [Symbol.dispose](): void;
}

/** Why APNs refused, in Apple's words. Open: Apple adds reasons. */
export type Reason =
  | "BadCollapseId"
  | "BadDeviceToken"
  | "BadExpirationDate"
  | "BadMessageId"
  | "BadPriority"
  | "BadTopic"
  | "DeviceTokenNotForTopic"
  | "DuplicateHeaders"
  | "IdleTimeout"
  | "InvalidPushType"
  | "MissingDeviceToken"
  | "MissingTopic"
  | "PayloadEmpty"
  | "TopicDisallowed"
  | "FeatureNotEnabled"
  | "MissingChannelId"
  | "BadChannelId"
  | "ChannelNotRegistered"
  | "BadRequestParams"
  | "BadRequestPayload"
  | "MissingPushType"
  | "CannotCreateChannelConfig"
  | "MissingChannelQueueSize"
  | "BadCertificate"
  | "BadCertificateEnvironment"
  | "ExpiredProviderToken"
  | "Forbidden"
  | "InvalidProviderToken"
  | "MissingProviderToken"
  | "UnrelatedKeyIdInToken"
  | "BadEnvironmentKeyIdInToken"
  | "BadEnvironmentKeyInToken"
  | "TopicMismatch"
  | "BadPath"
  | "MethodNotAllowed"
  | "ExpiredToken"
  | "Unregistered"
  | "PayloadTooLarge"
  | "TooManyProviderTokenUpdates"
  | "TooManyRequests"
  | "InternalServerError"
  | "ServiceUnavailable"
  | "Shutdown"
  | "BadTtl"
  | "BadUrgency"
  | "BadWebPushRequest"
  | "BadWebPushTopic"
  | "VapidPkHashMismatch"
  | "BadAuthorizationHeader"
  | "BadJwtToken"
  | "BadVapidPublicKey"
  | (string & {});

/** What to do next. */
export type Action =
  | "check_clock"
  | "delivered"
  | "drop_channel"
  | "drop_device"
  | "keep_device"
  | "refresh_token"
  | "repair"
  | "repair_pairing"
  | "retry"
  | "stop_credential";

/** What a verdict is about, and so what else it holds for. */
export type Scope = "channel" | "connection" | "credential" | "device" | "request" | "topic";

/** Headers in any of their shapes: `Headers`, the object of `node:http2`, pairs. */
export type HeadersLike =
  | Iterable<readonly [string, string]>
  | { readonly [name: string]: string | number | readonly string[] | undefined };

/** A response to a push, as any client gives it. */
export interface ReplyParts {
  /** The status. */
  readonly status: number;
  /** The headers. */
  readonly headers?: HeadersLike | null | undefined;
  /** The body; at most its first 64 KiB are read. */
  readonly body?: string | Uint8Array | null | undefined;
}

/** What the caller knows about the request. Each part makes verdicts more exact. */
export interface VerdictContext {
  /** When the app last registered this device token with your server. */
  readonly registeredAt?: Time | null | undefined;
  /** When the request was sent. */
  readonly sentAt?: Time | null | undefined;
  /** When the provider token of the request was issued. */
  readonly tokenIssuedAt?: Time | null | undefined;
}

/** What to do about a reply, to what, and when; plain data. */
export interface Verdict {
  /** What to do. */
  readonly action: Action;
  /** What it holds for. */
  readonly scope: Scope;
  /** Whether the notification is to be sent again without a change to it. */
  readonly resends: boolean;
  /** How long to wait before sending again; absent when it is not to be sent again as it is. */
  readonly retryAfterSeconds?: number;
  /** Whether to send nothing more on this connection, and the next request on a new one. */
  readonly newConnection: boolean;
  /** Why, in Apple's words. */
  readonly reason?: Reason;
  /** Since when the device token is known to be invalid, in milliseconds. */
  readonly since?: number;
  /** What to do, in a sentence for people. */
  readonly advice: string;
}

/** A reply of APNs, or of whatever stood in its place. */
export class Reply {
  private constructor();
  readonly status: number;
  /** Whether APNs accepted the notification, which does not mean that it was delivered. */
  readonly isSuccess: boolean;
  /** The id of the notification, in upper case when APNs made it. */
  readonly apnsId?: string;
  /** The id in the delivery log of Apple's console; sandbox only. */
  readonly apnsUniqueId?: string;
  /** Why it was refused, if the body says so. */
  readonly reason?: Reason;
  /** The reason exactly as it was received. */
  readonly reasonText?: string;
  /** Whether this version knows the reason; absent without one. */
  readonly knownReason?: boolean;
  /** With status 410: since when the device token has been invalid, in milliseconds. */
  readonly timestamp?: number;
  /** How long the server asks to wait, in seconds. */
  readonly retryAfterSeconds?: number;
  /**
   * What to do about it.
   *
   * ```js
   * const verdict = parseReply(response).verdict({ registeredAt: row.registeredAt });
   * if (verdict.action === "drop_device") forget(row);
   * ```
   *
   * @throws {InputError} `invalid_time` for a time that is none.
   */
  verdict(context?: VerdictContext | null): Verdict;
}

/**
 * Reads the reply to a push. A refusal is data, and every body is accepted.
 *
 * @throws {InputError} `invalid_input` for a status, headers or a body of another type.
 */
export function parseReply(reply: ReplyParts): Reply;

// ---------------------------------------------------------------------------------------------

/** The words that this version knows. */
export interface Vocabulary {
  readonly errorCodes: readonly { readonly code: ErrorCode; readonly number: number; readonly category: Category }[];
  readonly actions: readonly Action[];
  readonly interruptionLevels: readonly InterruptionLevel[];
  readonly priorities: readonly Priority[];
  readonly pushEnvironments: readonly PushEnvironment[];
  readonly pushTypes: readonly PushType[];
  readonly reasons: readonly Reason[];
  readonly scopes: readonly Scope[];
}

/** The words that this version knows: for tables, tests and choices in forms. */
export function vocabulary(): Vocabulary;

/** The version of waxwing. */
export function version(): string;
