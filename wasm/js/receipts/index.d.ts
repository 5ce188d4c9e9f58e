// The types of the slice for app receipts: a module of its own, which alone has RSA in it.

import type { BaseVocabulary } from "../index.js";

export * from "../errors.js";
export type * from "../payloads.js";
export * from "../receipt-id.js";
export * from "../receipt.js";
export type * from "../time.js";

/** The words that this slice knows: for tables, tests and choices in forms. */
export function vocabulary(): BaseVocabulary;

/** The version of waxwing. */
export function version(): string;
