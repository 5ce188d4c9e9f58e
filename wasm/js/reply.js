// Replies of APNs, and what to do about them.

import { judgeReply, readReply, replyChannel, replyChannelIds } from "./waxwing.js";
import { call, refusal } from "./errors.js";
import { json, millis, only, options, response } from "./input.js";
import { OWN } from "./handle.js";

/** Status, headers and body of a `Reply`, or of what one can be read from. */
export let replyParts;

/** What APNs answered. Never an error: a refusal is data. */
export class Reply {
  #parts;

  constructor(own, parts) {
    if (own !== OWN) throw refusal("invalid_input", "Reply", "parseReply(response)", "new");
    this.#parts = parts;
    Object.freeze(Object.assign(this, JSON.parse(call(() => readReply(...parts)))));
  }

  verdict(context) {
    const given = options(context, "context");
    const times = {};
    only(given, ["registeredAt", "sentAt", "tokenIssuedAt"], "context");
    for (const [name, value] of Object.entries(given)) {
      if (value !== undefined && value !== null) times[name] = millis(value, name);
    }
    return JSON.parse(call(() => judgeReply(...this.#parts, json(times, "context"))));
  }

  channel() {
    return JSON.parse(call(() => replyChannel(...this.#parts)));
  }

  channelIds() {
    return JSON.parse(call(() => replyChannelIds(...this.#parts)));
  }

  static {
    replyParts = (given) => (given instanceof Reply ? given.#parts : response(given));
  }
}

/** Reads a reply from its parts. */
export function parseReply(reply) {
  return new Reply(OWN, response(reply));
}
