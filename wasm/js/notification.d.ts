// Notifications, and what is prepared of them.

import type { ProviderToken } from "./provider.js";
import type { HeadersLike } from "./reply.js";

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

/** What happens to a Live Activity. */
export type ActivityEvent = "start" | "update" | "end";

/** A text of the app that the device looks up. */
export interface LocalizedText {
  /** Its key. */
  readonly locKey: string;
  /** What fills its placeholders. */
  readonly locArgs?: readonly string[];
}

/** What the user reads (Apple: Generating a remote notification, `alert`). */
export interface Alert {
  /** A text; in pushes of Live Activities also the key of one. */
  readonly title?: string | LocalizedText;
  readonly subtitle?: string;
  /** A text; in pushes of Live Activities also the key of one. */
  readonly body?: string | LocalizedText;
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
  /** The sound of a Live Activity's alert: a file in the app, or `default`. */
  readonly sound?: string;
  /** The label of the action in Safari. */
  readonly action?: string;
  /** The key of the action's label; systems before iOS 8. */
  readonly actionLocKey?: string;
  /** What stands in a summary; systems before iOS 15. */
  readonly summaryArg?: string;
  /** How many items the push counts for in a summary; systems before iOS 15. */
  readonly summaryArgCount?: number;
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

/** Everything about a notification. What does not belong to its push type is refused, or is a {@link Lint}. */
export interface NotificationOptions {
  /** What kind of push it is. */
  readonly pushType: PushType;
  /** The app's bundle id; the suffix of the push type is added unless it is there. */
  readonly topic: string;

  /** How urgent it is. Background pushes always have 5; for others APNs assumes 10. */
  readonly priority?: Priority;
  /**
   * Until when APNs keeps trying: whole seconds since 1970, as the header has it, or a `Date`; 0
   * for a single attempt. Without it, APNs decides.
   */
  readonly expiration?: number | Date;
  /** Notifications with the same id replace each other: 1 to 64 bytes of visible ASCII. */
  readonly collapseId?: string;
  /** The UUID that APNs repeats in its reply. Without it, APNs makes one. */
  readonly apnsId?: string;
  /** The same of a broadcast. */
  readonly requestId?: string;

  /** What the user reads: a text, or its parts. */
  readonly alert?: string | Alert;
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
  /** Its place in a summary, from 0 to 1; among Live Activities any number. */
  readonly relevanceScore?: number;
  /** What a Focus filter of the app matches. */
  readonly filterCriteria?: string;

  /** Live Activities: what happens. */
  readonly event?: ActivityEvent;
  /** Live Activities: the time of the push, whole seconds since 1970 or a `Date`. The newest counts. */
  readonly timestamp?: number | Date;
  /** Live Activities: what decodes as the app's `ContentState`. */
  readonly contentState?: { readonly [key: string]: unknown };
  /** Live Activities: from when the content is old, whole seconds since 1970 or a `Date`. */
  readonly staleDate?: number | Date;
  /** Live Activities: when an ended one goes from the screen, whole seconds since 1970 or a `Date`. */
  readonly dismissalDate?: number | Date;
  /** Live Activities: the name of the app's `ActivityAttributes`, to start one. */
  readonly attributesType?: string;
  /** Live Activities: what decodes as those attributes. */
  readonly attributes?: { readonly [key: string]: unknown };
  /** Live Activities: the one that starts is updated by a push token. */
  readonly inputPushToken?: boolean;
  /** Live Activities: the one that starts follows this broadcast channel. */
  readonly inputPushChannel?: string;

  /** Widgets and controls: always on. */
  readonly contentChanged?: boolean;
  /** Websites in Safari: what fills the placeholders of the URL format. */
  readonly urlArgs?: readonly string[];
  /** File providers: the container that changed. */
  readonly containerIdentifier?: string;
  /** File providers: its domain. */
  readonly domain?: string;
  /** Device management: what the device sent when it enrolled. */
  readonly pushMagic?: string;

  /** Keys of your own beside `aps`. */
  readonly custom?: { readonly [key: string]: unknown };
  /**
   * Which text is shortened when the payload is too large: a JSON pointer (RFC 6901) into it, such
   * as `/aps/alert/body`. It ends with an ellipsis then, and {@link Notification.cut} says so.
   */
  readonly fit?: string;
  /**
   * A payload of your own instead of its parts, held to the same rules: JSON text, which is sent
   * byte for byte, or an object.
   */
  readonly payload?: string | Uint8Array | { readonly [key: string]: unknown };
}

/** What can be said besides what a beginning asks for. */
export type MoreOptions<Given extends keyof NotificationOptions = never> = Omit<
  NotificationOptions,
  "pushType" | "topic" | Given
>;

/** What is accepted and still rarely is what was meant. */
export interface Lint {
  /** Its stable name. */
  readonly code: LintCode;
  /** The header or key it is about. */
  readonly subject: string;
  /** What to do, in a sentence for people. */
  readonly advice: string;
  /** Who says so. */
  readonly source: string;
}

/** What a {@link Lint} is about. */
export type LintCode =
  | "background_priority"
  | "file_provider_container"
  | "key_ignored_in_aps"
  | "key_without_effect"
  | "live_activity_budget"
  | "loc_args_without_key"
  | "missing_content_type"
  | "missing_final_state"
  | "missing_push_type"
  | "missing_topic"
  | "missing_url_args"
  | "nothing_to_show"
  | "obsolete_action_loc_key"
  | "obsolete_summary_arg"
  | "other_header"
  | "push_type_case"
  | "push_to_talk_expiration"
  | "push_to_talk_priority"
  | "replaced_by_loc_key"
  | "stale_before_timestamp"
  | "topic_of_another_type"
  | "voip_expiration"
  | "voip_priority"
  | "widgets_expiration"
  | "widgets_priority";

/** What was cut off a text to make a payload fit. Bytes of UTF-8, before JSON's escapes. */
export interface Cut {
  /** Where the text stands in the payload (RFC 6901). */
  readonly pointer: string;
  /** How long it was. */
  readonly originalBytes: number;
  /** How much of it is left, without the ellipsis. */
  readonly keptBytes: number;
  /** How much of it is gone. */
  readonly removedBytes: number;
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
 *
 * The functions that begin one throw what the constructor throws. Where they say `topic`, it is the app's bundle id.
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
  /** Shows an alert. */
  static alert(topic: string, alert: string | Alert, options?: MoreOptions<"alert"> | null): Notification;
  /** Wakes the app without showing anything. Apple delivers two or three of them an hour. */
  static background(topic: string, options?: MoreOptions | null): Notification;
  /** Announces a call. Everything is in `custom`; Apple asks for priority 10 and expiration 0. */
  static voip(topic: string, options?: MoreOptions | null): Notification;
  /** Updates a complication of watchOS. Everything is in `custom`. */
  static complication(topic: string, options?: MoreOptions | null): Notification;
  /** News of a Push to Talk channel. Everything is in `custom`; Apple asks for priority 10 and expiration 0. */
  static pushToTalk(topic: string, options?: MoreOptions | null): Notification;
  /** Asks for the device's location. Needs a provider token. */
  static location(topic: string, options?: MoreOptions | null): Notification;
  /** Reloads widgets. Apple asks to leave priority and expiration out. */
  static widgets(topic: string, options?: MoreOptions | null): Notification;
  /** Updates a control. */
  static controls(topic: string, options?: MoreOptions | null): Notification;
  /** Tells a File Provider extension that a container of a domain has changed. */
  static fileProvider(
    topic: string,
    containerIdentifier: string,
    domain: string,
    options?: MoreOptions<"containerIdentifier" | "domain"> | null,
  ): Notification;
  /** Tells a managed device to contact its server. `topic` is the UID in the subject of the push certificate. */
  static mdm(topic: string, pushMagic: string, options?: MoreOptions<"pushMagic"> | null): Notification;
  /**
   * Starts, updates or ends a Live Activity. `timestamp` is the time of the push, whole seconds
   * since 1970 or a `Date`: keep it when you send the same push again.
   */
  static liveActivity(
    topic: string,
    event: ActivityEvent,
    timestamp: number | Date,
    contentState: { readonly [key: string]: unknown },
    options?: MoreOptions<"event" | "timestamp" | "contentState"> | null,
  ): Notification;
  /** Makes Wallet fetch a pass anew. The id begins with `pass.`. */
  static wallet(passTypeId: string, options?: MoreOptions<"payload"> | null): Notification;
  /** A notification of a website in Safari, of the kind before Web Push. The id begins with `web.`. */
  static website(
    websitePushId: string,
    title: string,
    body: string,
    urlArgs: readonly string[],
    options?: MoreOptions<"alert" | "urlArgs"> | null,
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
  /** What was cut off to make it fit, if `fit` allowed it and it was necessary. */
  readonly cut?: Cut;
  /** What APNs accepts and what still rarely is what was meant, headers first. */
  readonly lints: readonly Lint[];
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

/**
 * Judges a push to a device that another library or an old system of yours would send.
 *
 * ```js
 * lintRequest({ "apns-topic": "com.example.app", "apns-push-type": "alert" }, body).map(({ code }) => code);
 * ```
 *
 * @throws {WaxwingError} for what APNs refuses, with the codes of {@link Notification}.
 */
export function lintRequest(headers: HeadersLike, body: string | Uint8Array): Lint[];

/** What a push type asks of headers, size and credential. */
export interface PushTypeRules {
  /** The push type. */
  readonly name: PushType;
  /** What follows the bundle id in the topic. */
  readonly topicSuffix: string;
  /** The header `apns-priority`. */
  readonly priority: HeaderRule;
  /** The header `apns-expiration`. */
  readonly expiration: HeaderRule;
  /** The largest payload, in bytes. */
  readonly maxPayloadBytes: number;
  /** The credential it works with. */
  readonly auth: PushAuth;
}

/** `always` a number (another is refused), `usually` one (another is a {@link Lint}), and so on. */
export type HeaderRule = "any" | "leave out" | `always ${number}` | `at least ${number}` | `usually ${number}`;

/** The credential that a push type works with. */
export type PushAuth = "certificate" | "token" | "token_or_certificate";

/** What each push type asks for. */
export function pushTypes(): PushTypeRules[];

/**
 * How long the value of a header lasts on one connection: `fixed`, `hourly` for the provider token,
 * `unique` for what should not be indexed by HPACK (RFC 7541).
 */
export type HeaderStability = "fixed" | "hourly" | "unique";

/** How often the value of a header changes, by its name in lower case, such as `:path`. */
export function headerStability(name: string): HeaderStability;

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
  /**
   * The requests for many devices, one by one: each shares its headers, which are frozen, and its
   * body with the others. `device` is the token as it was given.
   *
   * ```js
   * for (const request of push.requests(devices, token)) queue(request);
   * ```
   *
   * @throws {InputError} `invalid_device_token` when it comes to one; it ends there.
   */
  requests<Device extends string | Uint8Array>(
    devices: Iterable<Device>,
    token: ProviderToken | null,
  ): Generator<PushRequest & { readonly device: Device }, void, undefined>;
  /**
   * The path for one device, as `node:http2` wants it in `:path`.
   *
   * @throws {InputError} `invalid_device_token`.
   */
  path(device: string | Uint8Array): string;
  /** Gives its memory back at once. */
  free(): void;
  [Symbol.dispose](): void;
}
