// Requests to push services of Windows, and what to do about their replies: plain data.

import type { ChannelKind } from "./channel-uri.js";
import type { Action, Scope } from "./reply.js";

/** A request for any client of HTTP/1.1, `fetch` among them. */
export interface WindowsRequest {
  readonly method: "POST" | "DELETE";
  readonly url: string;
  readonly headers: Record<string, string>;
  /** Absent where there is none, so that `fetch` takes it as it is. */
  readonly body?: Uint8Array<ArrayBuffer>;
}

/** Why a reply says what it says, where it tells. */
export type WindowsCause =
  | "app_not_mapped"
  | "bad_request"
  | "certificate_refused"
  | "channel_expired"
  | "channel_throttled"
  | "channel_unknown"
  | "credential_refused"
  | "device_inactive"
  | "domain_blocked"
  | "dropped_by_device"
  | "method_not_allowed"
  | "queue_full"
  | "quota_exceeded"
  | "sender_throttled"
  | "server_error"
  | "suppressed"
  | "too_large"
  | "token_refused"
  | "unavailable"
  | "wrong_app";

/** What to do about a reply, to what, and when. */
export interface WindowsVerdict {
  /** What to do. */
  readonly action: Action;
  /** What it holds for. */
  readonly scope: Scope;
  /** Whether the notification is to be sent again without a change to it. */
  readonly resends: boolean;
  /** Why, where the reply tells. */
  readonly cause?: WindowsCause;
  /** How long to wait before sending again: what the server asks for, or a figure to begin with; double it each time. */
  readonly retryAfterSeconds?: number;
  /** What to do, in a sentence for people. */
  readonly advice: string;
}

/** The words about channels of Windows, and verdicts. */
export interface ChannelVocabulary {
  readonly actions: readonly Action[];
  readonly causes: readonly WindowsCause[];
  readonly channelKinds: readonly ChannelKind[];
  readonly scopes: readonly Scope[];
}
