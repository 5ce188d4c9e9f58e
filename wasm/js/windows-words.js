// The words about channels of Windows, and verdicts.

import { channelVocabulary } from "./waxwing.js";
import { call } from "./errors.js";

export function windowsWords() {
  return JSON.parse(call(channelVocabulary));
}
