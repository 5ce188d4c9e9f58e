// Everything that the entries of the slice for pushing export.

import { pushWords } from "./push-words.js";
import { baseWords } from "./words.js";

export * from "./base.js";
export * from "./push.js";

/** The words that this slice knows. */
export function vocabulary() {
  return { ...baseWords(), ...pushWords() };
}
