// The fields of a case.

import { fromBase64, ok } from "./check.mjs";

/** Fails unless `object` has all of `required`, and nothing beyond `optional`. */
export function fields(object, required, optional, where) {
  for (const key of required) ok(Object.hasOwn(object, key), `${where}: ${key} is missing`);
  for (const key of Object.keys(object)) {
    ok(required.includes(key) || optional.includes(key), `${where}: the field ${key} is not known here`);
  }
}

/** The text or bytes of an input that may be given in parts. */
export function input(vector, key, bytes = key) {
  if (Object.hasOwn(vector, key)) return vector[key];
  if (Object.hasOwn(vector, `${bytes}_b64`)) return fromBase64(vector[`${bytes}_b64`]);
  return vector[`${key}_parts`]
    .map((part) => {
      fields(part, ["text", "repeat"], [], `${key}_parts`);
      return part.text.repeat(part.repeat);
    })
    .join("");
}
