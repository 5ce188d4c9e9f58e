// GOAWAY frames, and waits that grow.

import { backoffDelay, readGoAway } from "./waxwing.js";
import { call, refusal } from "./errors.js";
import { body, integer, kind, only, optionalInteger, options } from "./input.js";

const MAX_U32 = 0xffffffff;

/** The fields of the frame in a `GoAway`. */
export let goawayParts;

/** What APNs says when it ends a connection. Never an error. */
export class GoAway {
  #parts;
  #verdict;

  constructor(errorCode, lastStreamId, debugData) {
    const code = integer(errorCode, "errorCode", MAX_U32);
    const last = integer(lastStreamId, "lastStreamId", MAX_U32);
    this.#parts = [code, last, body(debugData, "debugData")];
    const { verdict, ...facts } = JSON.parse(call(() => readGoAway(...this.#parts)));
    this.#verdict = verdict;
    Object.freeze(Object.assign(this, facts));
  }

  leavesOut(streamId) {
    return integer(streamId, "streamId", MAX_U32) > this.lastStreamId;
  }

  verdict() {
    return { ...this.#verdict };
  }

  static {
    goawayParts = (given) => {
      if (!(given instanceof GoAway)) throw refusal("invalid_input", "goaway", "a GoAway", kind(given));
      return given.#parts;
    };
  }
}

/** How long to wait after so many attempts, in milliseconds. */
export function backoff(attempt, given) {
  const { firstMs, maxMs, jitterPermille, ...others } = options(given, "options");
  only(others, [], "options");
  const tries = integer(attempt, "attempt", MAX_U32);
  const jitter = optionalInteger(jitterPermille, "jitterPermille", MAX_U32) ?? 0;
  const [first, max] = [natural(firstMs, "firstMs"), natural(maxMs, "maxMs")];
  return Number(call(() => backoffDelay(first, max, tries, jitter)));
}

function natural(value, subject) {
  const number = optionalInteger(value, subject, Number.MAX_SAFE_INTEGER);
  return number === undefined ? undefined : BigInt(number);
}
