// Everything that all entries of the whole package export.

import { pushWords } from "./push-words.js";
import { verifyWords } from "./verify-words.js";
import { baseWords } from "./words.js";

export * from "./base.js";
export * from "./push.js";
export * from "./verify.js";

/** The words that this version knows. */
export function vocabulary() {
  return { ...baseWords(), ...pushWords(), ...verifyWords() };
}
