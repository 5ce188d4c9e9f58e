// The types of waxwing, written by hand: these files are the contract, the JavaScript follows them.
//
// Times are numbers of milliseconds since 1970, or a `Date` where one goes in. Durations and the
// few times that Apple counts in seconds say so. `null` counts as absent.

import type { LintCode, HeaderStability, InterruptionLevel, Priority, PushAuth, PushEnvironment, PushType } from "./notification.js";
import type { ActivityEvent } from "./notification.js";
import type { Applied, EntitlementReason, EntitlementState } from "./subscription.js";
import type { Category, ErrorCode } from "./errors.js";
import type { Action, Reason, Scope } from "./reply.js";
import type { Because, Fate, NextAction } from "./session.js";
import type { StoragePolicy } from "./channels.js";

export * from "./channels.js";
export * from "./errors.js";
export * from "./goaway.js";
export * from "./notification.js";
export * from "./pending.js";
export type * from "./payloads.js";
export * from "./provider.js";
export * from "./receipt-id.js";
export * from "./reply.js";
export * from "./scope.js";
export * from "./session.js";
export * from "./subscription.js";
export type * from "./time.js";
export * from "./verifier.js";

/** The words that every slice knows. */
export interface BaseVocabulary {
  readonly errorCodes: readonly { readonly code: ErrorCode; readonly number: number; readonly category: Category }[];
}

/** The words about pushing. */
export interface PushVocabulary {
  readonly actions: readonly Action[];
  readonly activityEvents: readonly ActivityEvent[];
  readonly becauses: readonly Because[];
  readonly fates: readonly Fate[];
  readonly headerStabilities: readonly HeaderStability[];
  readonly interruptionLevels: readonly InterruptionLevel[];
  readonly lints: readonly { readonly code: LintCode; readonly advice: string; readonly source: string }[];
  readonly nextActions: readonly NextAction[];
  /** The options of a notification; before a dot stands the option whose object they belong to. */
  readonly notificationOptions: readonly { readonly name: string; readonly kind: OptionKind }[];
  readonly priorities: readonly Priority[];
  readonly pushAuths: readonly PushAuth[];
  readonly pushEnvironments: readonly PushEnvironment[];
  readonly pushTypes: readonly PushType[];
  readonly reasons: readonly Reason[];
  readonly scopes: readonly Scope[];
  readonly storagePolicies: readonly StoragePolicy[];
}

/** The words about the App Store. */
export interface VerifyVocabulary {
  readonly applied: readonly Applied[];
  readonly entitlementReasons: readonly EntitlementReason[];
  readonly entitlementStates: readonly EntitlementState[];
}

/** The words that this version knows. */
export interface Vocabulary extends BaseVocabulary, PushVocabulary, VerifyVocabulary {}

/** What the value of an option is; `seconds` are an integer since 1970. */
export type OptionKind = "text" | "texts" | "integer" | "number" | "flag" | "seconds" | "object" | "text_or_object";

/** The words that this version knows: for tables, tests and choices in forms. */
export function vocabulary(): Vocabulary;

/** The version of waxwing. */
export function version(): string;
