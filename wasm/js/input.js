// What JavaScript cannot promise of an argument: that it has the type it should have.

import { refusal } from "./errors.js";

// Sixteen times the largest input that anything here accepts (a token of 256 KiB). What is larger
// is refused before it is copied into the module's memory, which never shrinks; what is smaller is
// judged there, by the rule that it breaks.
const MAX_INPUT = 4 * 1024 * 1024;

const encoder = new TextEncoder();
const NOTHING = new Uint8Array(0);
// A half of a surrogate pair without the other; for runtimes without String.prototype.isWellFormed.
const LONE_SURROGATE = /\p{Surrogate}/u;

/** What a value is, in the words that errors use. Never the value itself. */
export function kind(value) {
  if (value === undefined || value === null) return "none at all";
  if (Array.isArray(value)) return "an array";
  switch (typeof value) {
    case "string":
      return "a string";
    case "number":
      if (Number.isInteger(value)) return "an integer";
      return Number.isFinite(value) ? "a fractional number" : String(value);
    case "boolean":
      return "a boolean";
    case "bigint":
      return "a BigInt";
    case "symbol":
      return "a symbol";
    case "function":
      return "a function";
    default:
      return isBytes(value) ? "bytes" : "an object";
  }
}

function wrong(subject, expected, value) {
  return refusal("invalid_input", subject, expected, kind(value));
}

// By its tag, not `instanceof`: bytes may come from another realm.
export function isBytes(value) {
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === "[object Uint8Array]";
}

function isWellFormed(text) {
  return text.isWellFormed ? text.isWellFormed() : !LONE_SURROGATE.test(text);
}

function limit(subject, size) {
  if (size > MAX_INPUT) {
    throw refusal("too_large", subject, `at most ${MAX_INPUT} bytes`, `${size} bytes`);
  }
}

/** A string that UTF-8 can carry. */
export function text(value, subject) {
  if (typeof value !== "string") throw wrong(subject, "a string", value);
  limit(subject, value.length);
  if (!isWellFormed(value)) {
    throw refusal("invalid_input", subject, "well-formed text", "half a surrogate pair");
  }
  return value;
}

function view(value, subject) {
  // A view of a detached buffer has no length: it would pass for empty.
  if (value.length === 0 && isDetached(value.buffer)) {
    throw refusal("invalid_input", subject, "bytes", "a detached ArrayBuffer");
  }
  limit(subject, value.length);
  return value;
}

function isDetached(buffer) {
  if (buffer.detached !== undefined) return buffer.detached;
  try {
    new Uint8Array(buffer);
    return false;
  } catch {
    return true;
  }
}

/** Bytes alone. */
export function bytes(value, subject) {
  if (!isBytes(value)) throw wrong(subject, "a Uint8Array", value);
  return view(value, subject);
}

/** A list, of one if that is what was given; nothing if nothing was. */
export function several(value) {
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? value : [value];
}

/** Bytes as standard base64. */
export function base64(value) {
  let characters = "";
  for (let at = 0; at < value.length; at += 0x8000) characters += String.fromCharCode(...value.subarray(at, at + 0x8000));
  return btoa(characters);
}

/** Byte strings side by side. */
export function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** The caller's own text or bytes. */
export function textOrBytes(value, subject) {
  if (isBytes(value)) return view(value, subject);
  if (typeof value !== "string") throw wrong(subject, "a string or a Uint8Array", value);
  return encoder.encode(text(value, subject));
}

/**
 * Text or bytes that came from a peer. Half a surrogate pair becomes U+FFFD, which the module
 * refuses as the peer's mistake.
 */
export function received(value, subject) {
  if (isBytes(value)) return view(value, subject);
  if (typeof value !== "string") throw wrong(subject, "a string or a Uint8Array", value);
  limit(subject, value.length);
  return encoder.encode(value);
}

/** A body that came from a peer, or none; what is too long is cut, since a body is never an error. */
export function body(value, subject) {
  if (value === undefined || value === null) return NOTHING;
  if (isBytes(value) && value.length > MAX_INPUT) return value.subarray(0, MAX_INPUT);
  if (typeof value === "string" && value.length > MAX_INPUT) {
    return encoder.encode(value.slice(0, MAX_INPUT));
  }
  return received(value, subject);
}

/** Milliseconds since 1970, as a number or a Date; now if there are none. */
export function time(value, subject) {
  return value === undefined || value === null ? BigInt(Date.now()) : wide(millis(value, subject));
}

/** Milliseconds since 1970, as a number or a Date. */
export function millis(value, subject) {
  const number = isDate(value) ? value.getTime() : value;
  if (Number.isInteger(number)) return number;
  throw refusal("invalid_time", subject, "milliseconds since 1970, as a whole number or a Date", amount(value));
}

// The ends of 64 bits. JavaScript has whole numbers beyond them, which mean as little as these.
const MIN = -(2n ** 63n);
const MAX = 2n ** 63n - 1n;

/** A whole number as 64 bits. */
export function wide(number) {
  const exact = BigInt(number);
  return exact < MIN ? MIN : exact > MAX ? MAX : exact;
}

export function isDate(value) {
  return Object.prototype.toString.call(value) === "[object Date]";
}

/** Milliseconds since 1970 as 64 bits, or none. */
export function optionalTime(value, subject) {
  return value === undefined || value === null ? undefined : wide(millis(value, subject));
}

/** An integer of 0 to `max`. */
export function integer(value, subject, max) {
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw refusal("invalid_input", subject, `an integer of 0 to ${max}`, amount(value));
}

/** The same, or none. */
export function optionalInteger(value, subject, max) {
  return value === undefined || value === null ? undefined : integer(value, subject, max);
}

/** A number itself, and the kind of everything else. */
function amount(value) {
  return typeof value === "number" ? String(value) : kind(value);
}

/** An object of options, or none. */
export function options(value, subject) {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" || Array.isArray(value) || isBytes(value)) {
    throw wrong(subject, "an object", value);
  }
  return value;
}

/** Refuses options that nobody reads: a name that is misspelt must not count as absent. */
export function only(value, known, subject) {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) {
      throw refusal("invalid_input", `${subject}.${key}`, `one of the options ${known.join(", ")}`, "another option");
    }
  }
}

/** The JSON text of options. What JSON would drop or change without a word is refused. */
export function json(value, subject) {
  let written;
  try {
    written = JSON.stringify(value, (key, item) => {
      if (typeof item === "number" && !Number.isFinite(item)) {
        throw refusal("invalid_input", key, "a finite number", String(item));
      }
      if (typeof item === "function" || typeof item === "symbol" || typeof item === "bigint") {
        throw refusal("invalid_input", key, "a value of JSON", kind(item));
      }
      return item;
    });
  } catch (thrown) {
    // A cycle, or what a getter of the caller's has thrown.
    if (thrown?.category) throw thrown;
    throw refusal("invalid_input", subject, "values of JSON", "an object without a JSON text", thrown);
  }
  if (written === undefined) throw refusal("invalid_input", subject, "an object", "none at all");
  limit(subject, written.length);
  return written;
}

// Longer than any value that is looked at in a reply; what is cut there is ignored.
const MAX_HEADER_CHARS = 1024;
// APNs sends a handful. Beyond this, headers of a reply are ignored.
const MAX_HEADERS = 256;

/** Names and values in turn, out of anything that holds headers. */
export function headerPairs(headers) {
  const flat = [];
  eachHeader(headers, (name, value) => flat.push(name, value));
  return flat;
}

/** The same of a reply, each on a line. What has a line of its own inside is ignored there too. */
export function headerLines(headers) {
  let lines = "";
  let count = 0;
  eachHeader(headers, (name, value) => {
    count += 1;
    if (count > MAX_HEADERS || name.includes("\n") || value.includes("\n")) return;
    lines += `${name.slice(0, MAX_HEADER_CHARS)}\n${value.slice(0, MAX_HEADER_CHARS)}\n`;
  });
  return lines;
}

/** Status, headers and body of a reply, of which anything may be read. */
export function response(value) {
  const given = options(value, "reply");
  const status = integer(given.status, "status", 0xffff);
  return [status, headerLines(given.headers), body(given.body, "body")];
}

function eachHeader(headers, take) {
  if (headers === undefined || headers === null) return;
  if (typeof headers !== "object") throw refusal("invalid_input", "headers", "an object", kind(headers));
  try {
    if (typeof headers[Symbol.iterator] === "function") {
      for (const [name, values] of headers) eachValue(name, values, take);
    } else {
      for (const name of Object.keys(headers)) eachValue(name, headers[name], take);
    }
  } catch (thrown) {
    throw refusal("invalid_input", "headers", "names and values", "others", thrown);
  }
}

function eachValue(name, values, take) {
  if (typeof values === "string") return take(String(name), values);
  for (const value of Array.isArray(values) ? values : [values]) {
    if (value !== undefined && value !== null) take(String(name), String(value));
  }
}
