// The words about the App Store.

import { appStoreVocabulary } from "./waxwing.js";
import { call } from "./errors.js";

export function verifyWords() {
  return JSON.parse(call(appStoreVocabulary));
}
