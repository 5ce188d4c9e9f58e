// The types of the slice for the App Store: a module of its own with what `waxwing` has for it, and nothing of pushing.

import type { BaseVocabulary, VerifyVocabulary } from "../index.js";

export * from "../errors.js";
export type * from "../payloads.js";
export * from "../pending.js";
export * from "../receipt-id.js";
export * from "../subscription.js";
export type * from "../time.js";
export * from "../verifier.js";

/** The words that this slice knows: for tables, tests and choices in forms. */
export function vocabulary(): BaseVocabulary & VerifyVocabulary;

/** The version of waxwing. */
export function version(): string;
