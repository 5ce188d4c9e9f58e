// The types of the slice for pushing: a module of its own with what `waxwing` has for APNs, and nothing of the App Store.

import type { BaseVocabulary, PushVocabulary } from "../index.js";

export * from "../channels.js";
export * from "../errors.js";
export * from "../goaway.js";
export * from "../notification.js";
export * from "../provider.js";
export * from "../reply.js";
export * from "../scope.js";
export * from "../session.js";
export type * from "../time.js";

/** The words that this slice knows: for tables, tests and choices in forms. */
export function vocabulary(): BaseVocabulary & PushVocabulary;

/** The version of waxwing. */
export function version(): string;
