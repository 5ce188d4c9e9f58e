// The words about key and certificate files.

import { credentialsVocabulary } from "./waxwing.js";
import { call } from "./errors.js";

export function credentialsWords() {
  return JSON.parse(call(credentialsVocabulary));
}
