// Broadcast channels: what manages them, and what is sent to them.

import type { Cut, EndpointOptions, Lint, NotificationOptions, Priority, PushEnvironment, PushType } from "./notification.js";
import type { ProviderToken } from "./provider.js";

/** What a channel stores for devices that are offline: nothing, or the most recent message. */
export type StoragePolicy = "no_storage" | "most_recent";

/** What APNs says of a channel. */
export interface Channel {
  /** What it stores, if this version knows the number. */
  readonly storagePolicy?: StoragePolicy;
  /** The number as received. */
  readonly storagePolicyNumber: number;
  /** What is published there, if this version knows the push type. */
  readonly pushType?: PushType;
  /** The push type as received. */
  readonly pushTypeText: string;
}

/**
 * The id of a channel, checked: 1 to 255 characters of standard base64.
 *
 * @throws {InputError} `invalid_header_value` about `apns-channel-id`.
 */
export function channelId(id: string): string;

/** A request without a device, for any HTTP/2 client: plain data. */
export interface CallRequest {
  readonly method: "POST" | "GET" | "DELETE";
  readonly url: string;
  /** The path of the URL, as `node:http2` wants it in `:path`. */
  readonly path: string;
  readonly headers: Record<string, string>;
  /** Absent where there is none, so that `fetch` takes it as it is. */
  readonly body?: Uint8Array<ArrayBuffer>;
}

/** A request without a device, apart from its token. */
export class Call {
  private constructor();
  readonly method: "POST" | "GET" | "DELETE";
  /** Host and port. Channels are managed at a host of their own: so on another connection. */
  readonly authority: string;
  readonly url: string;
  readonly path: string;
  /** The headers in the order they are sent, apart from `authorization`, which comes first. */
  readonly headers: Record<string, string>;
  /** The body, if there is one: do not change it. */
  readonly body: Uint8Array<ArrayBuffer> | undefined;
  /**
   * The request. `token` is the provider token, or `null` on a connection with a client certificate.
   *
   * @throws {InputError} `invalid_input`.
   */
  request(token: ProviderToken | null): CallRequest;
}

/** Where channels are managed: Apple's host for an environment, or another one. */
export type ChannelsEndpoint =
  | { readonly environment: PushEnvironment; readonly authority?: undefined }
  | { readonly authority: string; readonly environment?: undefined };

/** What can be said with each call. */
export interface CallOptions {
  /** A UUID that APNs repeats in its reply. */
  readonly requestId?: string;
}

/**
 * The requests that manage an app's broadcast channels: up to 10,000 in each environment.
 *
 * ```js
 * const channels = new Channels("com.example.app", { environment: "sandbox" });
 * const reply = parseReply(await send(channels.create("most_recent").request(token)));
 * const id = reply.apnsChannelId;
 * ```
 *
 * @throws {InputError} `invalid_input`, `invalid_header_value`: from every method.
 */
export class Channels {
  /** `bundleId` is the app's, without the suffix of a topic. */
  constructor(bundleId: string, endpoint: ChannelsEndpoint);
  readonly bundleId: string;
  /** Creates a channel; its id comes in {@link Reply.apnsChannelId}. */
  create(storagePolicy: StoragePolicy, options?: CallOptions | null): Call;
  /** Reads what a channel stores: {@link Reply.channel}. */
  read(channelId: string, options?: CallOptions | null): Call;
  /** Deletes a channel for ever. */
  delete(channelId: string, options?: CallOptions | null): Call;
  /** Lists the ids of all channels: {@link Reply.channelIds}. */
  list(options?: CallOptions | null): Call;
}

/** The options of a broadcast: an update or an end of Live Activities, with priority and expiration. */
export type BroadcastOptions = Omit<NotificationOptions, "pushType" | "event" | "priority" | "expiration" | "apnsId" | "collapseId"> & {
  /** Always `liveactivity`. */
  readonly pushType?: "liveactivity";
  readonly event?: "update" | "end";
  readonly priority: 10 | 5;
  /** Whole seconds since 1970, or a `Date`; 0 on channels that store nothing. */
  readonly expiration: number | Date;
};

/**
 * A push to every device that follows a channel; at most 5120 bytes.
 *
 * ```js
 * const push = new Broadcast(id, { topic: "com.example.app", event: "update", timestamp: new Date(),
 *   contentState: { home: 2 }, priority: 10, expiration: 0 });
 * send(push.prepare({ environment: "production" }).request(token));
 * ```
 */
export class Broadcast {
  /** @throws {WaxwingError} as {@link Notification}. */
  constructor(channelId: string, options: BroadcastOptions);
  readonly priority: Priority;
  /** In seconds since 1970. */
  readonly expiration: number;
  /** Its payload, exactly as it is sent. */
  readonly payload: string;
  /** What was cut off to make it fit. */
  readonly cut?: Cut;
  /** What APNs accepts and what still rarely is what was meant. */
  readonly lints: readonly Lint[];
  /** The call for an endpoint. */
  prepare(endpoint: EndpointOptions): Call;
  /** Gives its memory back at once. */
  free(): void;
  [Symbol.dispose](): void;
}
