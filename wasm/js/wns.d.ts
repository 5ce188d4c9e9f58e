// Notifications of WNS, and replies to them.

import type { Channel } from "./channel-uri.js";
import type { ReplyParts } from "./reply.js";
import type { WindowsRequest, WindowsVerdict } from "./windows-request.js";
import type { AccessToken } from "./wns-token.js";

/** What a notification is. */
export type NotificationKind = "badge" | "raw" | "tile" | "toast";

/** Whether WNS keeps a notification for a device that is offline. */
export type CachePolicy = "cache" | "no-cache";

/** What a tap on a toast or its button does. */
export type ActivationType = "background" | "foreground" | "protocol";

/** A picture in a toast. */
export interface ToastImage {
  readonly src: string;
  readonly alt?: string;
  readonly placement?: "appLogoOverride" | "hero";
  readonly crop?: "circle";
}

/** A button of a toast. */
export interface ToastButton {
  readonly content: string;
  readonly arguments: string;
  readonly activationType?: ActivationType;
  readonly image?: string;
}

/** What the user reads at once. */
export interface Toast {
  /** One to three texts: a heading and two more. */
  readonly texts: readonly string[];
  /** What the app gets when the toast is tapped. */
  readonly launch?: string;
  readonly activationType?: ActivationType;
  readonly duration?: "long" | "short";
  readonly scenario?: "alarm" | "incomingCall" | "reminder" | "urgent";
  readonly images?: readonly ToastImage[];
  /** A sound by its URI, or none at all. */
  readonly audio?: string | { readonly src?: string; readonly loop?: boolean; readonly silent?: boolean };
  readonly buttons?: readonly ToastButton[];
}

/** How a notification is sent. */
export interface DeliveryOptions {
  /** After how many seconds WNS throws it away. */
  readonly ttlS?: number;
  readonly cachePolicy?: CachePolicy;
  /** Replaces the notification with the same tag; at most 16 bytes. */
  readonly tag?: string;
  readonly group?: string;
  /** A toast for the notification center alone. */
  readonly suppressPopup?: boolean;
  /** Asks for the state of the device. */
  readonly requestForStatus?: boolean;
  /** A correlation vector of Microsoft's. */
  readonly msCv?: string;
}

/** A notification by its options: one of `toast`, `badge`, `xml`, `raw` and `rawB64`, as its type asks for. */
export interface NotificationOptions extends DeliveryOptions {
  readonly type: NotificationKind;
  /** A text stands for a toast of that text alone. */
  readonly toast?: string | Toast;
  /** A number from 0 to 99, or a sign such as `newMessage`. */
  readonly badge?: number | string;
  /** XML of your own: its root element is the type. */
  readonly xml?: string;
  readonly raw?: string | Uint8Array;
  /** The same bytes in standard base64. */
  readonly rawB64?: string;
}

/**
 * A notification whose headers and body have passed every rule; the same for every device.
 *
 * ```js
 * const note = Notification.toast({ texts: ["Ready", "Your order is here"] }, { ttlS: 3600 });
 * const { url, ...request } = note.request(new Channel(uri), token);
 * const response = await fetch(url, request);
 * const verdict = parseReply({ status: response.status, headers: response.headers }).verdict();
 * ```
 */
export class Notification {
  /**
   * @throws {InputError} `invalid_input`, `invalid_notification`, `invalid_header_value`, `invalid_base64`, `invalid_xml`.
   * @throws {LimitError} `notification_too_large` for a body of more than 5000 bytes.
   */
  constructor(options: NotificationOptions);
  static toast(toast: string | Toast, options?: DeliveryOptions | null): Notification;
  /** A tile of XML with the root element `tile`. */
  static tile(xml: string, options?: DeliveryOptions | null): Notification;
  static badge(badge: number | string, options?: DeliveryOptions | null): Notification;
  static raw(raw: string | Uint8Array, options?: DeliveryOptions | null): Notification;
  readonly kind: NotificationKind;
  /** The headers in the order they are sent, apart from `authorization`, which comes first. */
  readonly headers: Record<string, string>;
  /** The body: do not change it. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** The body, unless it is other bytes than UTF-8. */
  readonly text?: string;
  /**
   * The request over one channel.
   *
   * @throws {InputError} `wrong_channel` unless it is one of WNS.
   */
  request(channel: Channel, token: AccessToken): WindowsRequest;
  /** Gives its memory back at once. */
  free(): void;
  [Symbol.dispose](): void;
}

/** Which toasts are taken back. */
export type ToastMatch =
  | { readonly tag?: string; readonly group?: string; readonly all?: undefined }
  | { readonly all: true; readonly tag?: undefined; readonly group?: undefined };

/** Takes toasts out of the notification center of a phone. */
export class ToastRemoval {
  constructor(match: ToastMatch);
  /**
   * The request over one channel.
   *
   * @throws {InputError} `wrong_channel`; `invalid_input`, `invalid_header_value` for a match that cannot be.
   */
  request(channel: Channel, token: AccessToken): WindowsRequest;
}

/** A reply of WNS, or of whatever stood in its place. */
export class Reply {
  private constructor();
  readonly status: number;
  /** Whether WNS accepted the notification and did not throw it away. */
  readonly isSuccess: boolean;
  /** What WNS made of it; a word that is not known stands as received. */
  readonly notificationStatus?: "channelthrottled" | "dropped" | "received" | (string & {});
  /** The state of the device's connection, where it was asked for. */
  readonly deviceStatus?: "connected" | "disconnected" | "tempdisconnected" | (string & {});
  readonly errorDescription?: string;
  /** By which Microsoft finds the notification again. */
  readonly msgId?: string;
  readonly debugTrace?: string;
  readonly msCv?: string;
  readonly wwwAuthenticate?: string;
  readonly retryAfterSeconds?: number;
  /** What to do about it. */
  verdict(): WindowsVerdict;
}

/** Reads the reply to a notification. A refusal is data, and every body is accepted. */
export function parseReply(
  reply: ReplyParts & {
    /** That of the status line, which can be all that tells the two kinds of 410 apart. */
    readonly reasonPhrase?: string | null | undefined;
  },
): Reply;
