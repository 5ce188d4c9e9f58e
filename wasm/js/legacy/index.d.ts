// The types of the slice for what is past: MPNS of Windows Phone, and the binary protocol of APNs.

import type { BinaryFrame, BinaryStatus } from "../binary.js";
import type { BaseVocabulary } from "../index.js";
import type { MpnsKind } from "../mpns.js";
import type { ChannelVocabulary } from "../windows-request.js";

export * from "../binary.js";
export * from "../channel-uri.js";
export * from "../errors.js";
export * from "../mpns.js";
export type { Action, HeadersLike, ReplyParts, Scope } from "../reply.js";
export type * from "../time.js";
export type * from "../windows-request.js";

/** The words about what is past. */
export interface LegacyVocabulary {
  readonly binaryFrames: readonly BinaryFrame[];
  readonly binaryStatuses: readonly { readonly status: BinaryStatus; readonly code: number; readonly advice: string }[];
  readonly mpnsKinds: readonly MpnsKind[];
  /** The options of a notification of MPNS; before a dot stands the option whose object they belong to. */
  readonly mpnsOptions: readonly { readonly name: string; readonly kind: string }[];
}

/** The words that this slice knows: for tables, tests and choices in forms. */
export function vocabulary(): BaseVocabulary & ChannelVocabulary & LegacyVocabulary;

/** The version of waxwing. */
export function version(): string;
