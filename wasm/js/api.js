// Everything that all entries export.

import { version as readVersion, vocabulary as readVocabulary } from "./waxwing.js";
import { error } from "./errors.js";

export { WaxwingError, InputError, MalformedError, UntrustedError, LimitError, InternalError } from "./errors.js";
export { Verifier } from "./verifier.js";
export { ProviderKey, ProviderToken, deviceToken } from "./provider.js";
export { Notification, Prepared, Priority } from "./notification.js";
export { Reply, parseReply } from "./reply.js";

/** The version of waxwing. */
export function version() {
  try {
    return readVersion();
  } catch (thrown) {
    throw error(thrown);
  }
}

/** The words that this version knows. */
export function vocabulary() {
  try {
    return JSON.parse(readVocabulary());
  } catch (thrown) {
    throw error(thrown);
  }
}
