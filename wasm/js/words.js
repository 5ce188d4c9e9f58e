// The words that each slice knows.

import { errorCodes } from "./waxwing.js";
import { call } from "./errors.js";

export function baseWords() {
  return { errorCodes: JSON.parse(call(errorCodes)) };
}
