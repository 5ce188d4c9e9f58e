// Replies of APNs, and what to do about them.

import { judgeReply, readReply } from "./waxwing.js";
import { error, refusal } from "./errors.js";
import { body as received, integer, json, kind, millis, only, options } from "./input.js";
import { OWN } from "./handle.js";

// Longer than any value that is looked at; what is cut here is ignored there.
const MAX_HEADER_CHARS = 1024;
// APNs sends a handful. Beyond this, headers are ignored.
const MAX_HEADERS = 256;

/** What APNs answered. Never an error: a refusal is data. */
export class Reply {
  #parts;

  constructor(own, ...parts) {
    if (own !== OWN) throw refusal("invalid_input", "Reply", "parseReply(response)", "new");
    let read;
    try {
      read = readReply(...parts);
    } catch (thrown) {
      throw error(thrown);
    }
    this.#parts = parts;
    Object.freeze(Object.assign(this, JSON.parse(read)));
  }

  verdict(context) {
    const given = options(context, "context");
    const times = {};
    only(given, ["registeredAt", "sentAt", "tokenIssuedAt"], "context");
    for (const [name, value] of Object.entries(given)) {
      if (value !== undefined && value !== null) times[name] = millis(value, name);
    }
    let judged;
    try {
      judged = judgeReply(...this.#parts, json(times, "context"));
    } catch (thrown) {
      throw error(thrown);
    }
    return JSON.parse(judged);
  }
}

/** Reads the reply to a push from its parts. */
export function parseReply(response) {
  const given = options(response, "reply");
  const status = integer(given.status, "status", 0xffff);
  return new Reply(OWN, status, headersOf(given.headers), received(given.body, "body"));
}

function headersOf(headers) {
  if (headers === undefined || headers === null) return [];
  try {
    if (typeof headers === "object") return pairs(headers);
  } catch (thrown) {
    throw refusal("invalid_input", "headers", "names and values", "others", thrown);
  }
  throw refusal("invalid_input", "headers", "an object", kind(headers));
}

/** Names and values in turn, out of anything that holds headers. */
function pairs(headers) {
  const entries = typeof headers[Symbol.iterator] === "function" ? headers : Object.entries(headers);
  const flat = [];
  for (const [name, values] of entries) {
    for (const value of Array.isArray(values) ? values : [values]) {
      if (flat.length < 2 * MAX_HEADERS && value !== undefined && value !== null) {
        flat.push(String(name).slice(0, MAX_HEADER_CHARS), String(value).slice(0, MAX_HEADER_CHARS));
      }
    }
  }
  return flat;
}
