// Replies of APNs, and what to do about them.

import type { Channel } from "./channels.js";
import type { Time } from "./time.js";

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
  | "dropped"
  | "give_up"
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
  /** The body; at most its first 64 KiB are read, of a success the first mebibyte. */
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
  /** The id of a broadcast or of a call about channels. */
  readonly apnsRequestId?: string;
  /** The id of the channel that was created. */
  readonly apnsChannelId?: string;
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
  /**
   * What a channel stores: the answer to {@link Channels.read}.
   *
   * @throws {InputError} `invalid_input` when it is no success.
   * @throws {MalformedError} for another body.
   */
  channel(): Channel;
  /**
   * The ids of all channels: the answer to {@link Channels.list}.
   *
   * @throws {WaxwingError} as {@link channel}; `too_large` for a list of more than a mebibyte.
   */
  channelIds(): string[];
}

/**
 * Reads the reply to a push. A refusal is data, and every body is accepted.
 *
 * @throws {InputError} `invalid_input` for a status, headers or a body of another type.
 */
export function parseReply(reply: ReplyParts): Reply;
