// MPNS, the push service of Windows Phone 7 and 8: the archive of a closed service.

import type { Channel } from "./channel-uri.js";
import type { ReplyParts } from "./reply.js";
import type { WindowsRequest, WindowsVerdict } from "./windows-request.js";

/** What a notification of MPNS is. */
export type MpnsKind = "raw" | "tile" | "toast";

/** What the user reads at once. */
export interface MpnsToast {
  readonly text1?: string;
  readonly text2?: string;
  /** The page to open, which begins with a slash. */
  readonly param?: string;
  /** A sound of the app. */
  readonly sound?: string;
  readonly silent?: boolean;
}

/** A picture: a text alone stands for its `src`. */
export type MpnsImage = string | { readonly src: string; readonly isRelative?: boolean };

/** What a tile shows: a field that is absent stays as it is, and with `null` it becomes empty. */
export interface MpnsTile {
  /** `basic` unless set. */
  readonly template?: string;
  /** The page of a secondary tile. */
  readonly id?: string;
  readonly backBackgroundImage?: MpnsImage | null;
  readonly backContent?: string | null;
  readonly backTitle?: string | null;
  readonly backgroundColor?: string | null;
  readonly backgroundImage?: MpnsImage | null;
  readonly count?: number | null;
  readonly cycleImage1?: MpnsImage | null;
  readonly cycleImage2?: MpnsImage | null;
  readonly cycleImage3?: MpnsImage | null;
  readonly cycleImage4?: MpnsImage | null;
  readonly cycleImage5?: MpnsImage | null;
  readonly cycleImage6?: MpnsImage | null;
  readonly cycleImage7?: MpnsImage | null;
  readonly cycleImage8?: MpnsImage | null;
  readonly cycleImage9?: MpnsImage | null;
  readonly iconImage?: MpnsImage | null;
  readonly smallBackgroundImage?: MpnsImage | null;
  readonly smallIconImage?: MpnsImage | null;
  readonly title?: string | null;
  readonly wideBackBackgroundImage?: MpnsImage | null;
  readonly wideBackContent?: string | null;
  readonly wideBackgroundImage?: MpnsImage | null;
  readonly wideContent1?: string | null;
  readonly wideContent2?: string | null;
  readonly wideContent3?: string | null;
}

/** A notification of MPNS by its options. */
export interface MpnsOptions {
  readonly type: MpnsKind;
  readonly toast?: MpnsToast;
  readonly tile?: MpnsTile;
  readonly raw?: string | Uint8Array;
  /** The same bytes in standard base64. */
  readonly rawB64?: string;
  /** The media type of raw bytes. */
  readonly contentType?: string;
  /** Within how many seconds it may be delivered: 450 or 900; at once unless set. */
  readonly withinS?: number;
  /** The oldest system that has to understand it. */
  readonly osLevel?: string;
  /** A UUID that comes back in the reply. */
  readonly messageId?: string;
  readonly callbackUri?: string;
}

/** A notification of MPNS whose headers and body have passed every rule; the same for every phone. */
export class MpnsNotification {
  /** @throws {WaxwingError} as `Notification` of `waxwing/windows`. */
  constructor(options: MpnsOptions);
  readonly kind: MpnsKind;
  /** The headers in the order they are sent. */
  readonly headers: Record<string, string>;
  /** The body: do not change it. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** The body, unless it is other bytes than UTF-8. */
  readonly text?: string;
  /**
   * The request over one channel. Over one of the kind `mpns_authenticated` the client shows its certificate.
   *
   * @throws {InputError} `wrong_channel`, `invalid_notification`.
   */
  request(channel: Channel): WindowsRequest;
  /** Gives its memory back at once. */
  free(): void;
  [Symbol.dispose](): void;
}

/** A reply of MPNS. Words that are not known stand as received. */
export class MpnsReply {
  private constructor();
  readonly status: number;
  /** Whether MPNS accepted the notification: a status of 200 alone does not say so. */
  readonly isSuccess: boolean;
  readonly notificationStatus?: string;
  readonly deviceStatus?: string;
  readonly subscriptionStatus?: string;
  readonly messageId?: string;
  readonly retryAfterSeconds?: number;
  /** What to do about it. */
  verdict(): WindowsVerdict;
}

/** Reads the reply to a notification of MPNS. A refusal is data, and every body is accepted. */
export function parseMpnsReply(reply: ReplyParts): MpnsReply;

/** The name under which an app opens its channel, for a sender with a certificate: the common name of its subject, byte for byte. */
export class ServiceName {
  /** @throws {InputError} `invalid_input` about `common name`. */
  constructor(commonName: string);
  readonly name: string;
  /** Whether an app that opens its channel under this name is one of the certificate's; a star stands for nothing. */
  is(name: string): boolean;
  /** Whether a certificate of that name can follow one of this. */
  isRenewedBy(next: ServiceName): boolean;
}
