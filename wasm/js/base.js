// What every slice exports.

import { version as readVersion } from "./waxwing.js";
import { call } from "./errors.js";

export { WaxwingError, InputError, MalformedError, UntrustedError, LimitError, InternalError } from "./errors.js";

/** The version of waxwing. */
export function version() {
  return call(readVersion);
}
