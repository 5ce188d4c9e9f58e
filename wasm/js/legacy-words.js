// The words about what is past.

import { legacyVocabulary } from "./waxwing.js";
import { call } from "./errors.js";
import { optionNames } from "./option-names.js";

export function legacyWords() {
  const { mpnsOptions, ...known } = JSON.parse(call(legacyVocabulary));
  return { ...known, mpnsOptions: optionNames(mpnsOptions) };
}
