// The types of the slice for push to Windows: a module of its own with WNS and nothing of Apple's.

import type { BaseVocabulary } from "../index.js";
import type { ChannelVocabulary } from "../windows-request.js";
import type { CachePolicy, NotificationKind } from "../wns.js";

export * from "../channel-uri.js";
export * from "../errors.js";
export type { Action, HeadersLike, ReplyParts, Scope } from "../reply.js";
export type * from "../time.js";
export type * from "../windows-request.js";
export * from "../wns.js";
export * from "../wns-token.js";

/** The words about WNS. */
export interface WnsVocabulary {
  readonly cachePolicies: readonly CachePolicy[];
  readonly notificationKinds: readonly NotificationKind[];
  /** The options of a notification; before a dot stands the option whose object, or list of objects, they belong to. */
  readonly notificationOptions: readonly { readonly name: string; readonly kind: string }[];
}

/** The words that this slice knows: for tables, tests and choices in forms. */
export function vocabulary(): BaseVocabulary & ChannelVocabulary & WnsVocabulary;

/** The version of waxwing. */
export function version(): string;
