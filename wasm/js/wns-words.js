// The words about WNS.

import { wnsVocabulary } from "./waxwing.js";
import { call } from "./errors.js";
import { optionNames } from "./option-names.js";

export function wnsWords() {
  const { notificationOptions, ...known } = JSON.parse(call(wnsVocabulary));
  return { ...known, notificationOptions: optionNames(notificationOptions) };
}
