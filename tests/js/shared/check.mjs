// What tests assert with, in every runtime.

/** Fails unless `found` is `expected`, all the way down. */
export function same(found, expected, what = "value") {
  const difference = differs(found, expected, what);
  if (difference !== undefined) throw new Error(difference);
}

/** Fails with `what` unless `condition`. */
export function ok(condition, what) {
  if (!condition) throw new Error(what);
}

function differs(found, expected, path) {
  if (Object.is(found, expected)) return undefined;
  const both = [found, expected].every((value) => typeof value === "object" && value !== null);
  if (!both || Array.isArray(found) !== Array.isArray(expected)) {
    return `${path} is ${shown(found)}, expected ${shown(expected)}`;
  }
  if (found instanceof Uint8Array || expected instanceof Uint8Array) {
    const [a, b] = [found, expected].map((bytes) => Array.from(bytes).join());
    return a === b ? undefined : `${path} has other bytes`;
  }
  for (const key of new Set([...Object.keys(found), ...Object.keys(expected)])) {
    if (!Object.hasOwn(found, key)) return `${path}.${key} is missing, expected ${shown(expected[key])}`;
    if (!Object.hasOwn(expected, key)) return `${path}.${key} is ${shown(found[key])}, expected none`;
    const difference = differs(found[key], expected[key], `${path}.${key}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function shown(value) {
  const text = typeof value === "bigint" ? `${value}n` : (JSON.stringify(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

const CLASSES = {
  input: "InputError",
  malformed: "MalformedError",
  untrusted: "UntrustedError",
  limit: "LimitError",
  internal: "InternalError",
};

/** Runs `action`, which must throw an error of waxwing; gives the error, checked for its form. */
export function refusal(waxwing, action, what = "the call") {
  let result;
  try {
    result = action();
  } catch (error) {
    return formed(waxwing, error, what);
  }
  throw new Error(`${what} is accepted: ${shown(result)}`);
}

/** The same for a promise that `action` gives, which must be rejected; `action` itself throws nothing. */
export async function rejection(waxwing, action, what = "the call") {
  let result;
  const promise = action();
  try {
    result = await promise;
  } catch (error) {
    return formed(waxwing, error, what);
  }
  throw new Error(`${what} is accepted: ${shown(result)}`);
}

/** An error that was thrown, which must be one of waxwing and whole. */
function formed(waxwing, error, what) {
  ok(error instanceof waxwing.WaxwingError, `${what} threw no error of waxwing but ${error?.stack ?? error}`);
  ok(error instanceof Error, `${what} threw no Error`);
  const name = CLASSES[error.category];
  ok(error instanceof waxwing[name], `${what}: category ${error.category} is no ${name}`);
  same(error.name, name, `${what}: name`);
  const known = waxwing.vocabulary().errorCodes.find(({ code }) => code === error.code);
  same({ code: error.code, number: error.number, category: error.category }, known, `${what}: error`);
  for (const key of ["subject", "expected", "found", "message"]) {
    ok(typeof error[key] === "string" && error[key] !== "", `${what}: ${key} is ${shown(error[key])}`);
  }
  ok(typeof error.retryable === "boolean", `${what}: retryable`);
  return error;
}

/** `refusal` with the code, and the subject if it is given. */
export function refused(waxwing, action, code, subject, what) {
  return coded(refusal(waxwing, action, what), code, subject, what);
}

/** `rejection` with the code, and the subject if it is given. */
export async function rejected(waxwing, action, code, subject, what) {
  return coded(await rejection(waxwing, action, what), code, subject, what);
}

function coded(error, code, subject, what) {
  const detail = `${what ?? "error"} (${error.message})`;
  same(error.code, code, `${detail}: code`);
  if (subject !== undefined) same(error.subject, subject, `${detail}: subject`);
  return error;
}

/** Standard base64 as bytes. */
export function fromBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

export function toBase64(bytes) {
  return btoa(String.fromCharCode(...bytes));
}

/** Text as the bytes of UTF-8. */
export function utf8(text) {
  return new TextEncoder().encode(text);
}
