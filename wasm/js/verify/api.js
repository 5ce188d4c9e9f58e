// Everything that the entries of the slice for the App Store export.

import { verifyWords } from "./verify-words.js";
import { baseWords } from "./words.js";

export * from "./base.js";
export * from "./verify.js";

/** The words that this slice knows. */
export function vocabulary() {
  return { ...baseWords(), ...verifyWords() };
}
