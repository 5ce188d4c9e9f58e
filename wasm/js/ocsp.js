// OCSP answers by `fetch`, kept as long as they count.

import { joined } from "./input.js";
import { keep } from "./webcrypto.js";

/** How long a responder may take. */
const LIMIT_MS = 30_000;
/** Longer than any answer that is looked at. */
const MAX_ANSWER = 1024 * 1024;
/** Two for each chain of certificates that a verifier remembers. */
const MAX_ANSWERS = 64;

/** Answers of responders by what was asked. */
export class Answers {
  #known = new Map();

  /** The answers to requests that could be had, known or fetched: `{ request, answer }`. */
  async get(requests, fetch, now) {
    const got = await Promise.all(
      requests.map(async (request) => {
        const known = this.#known.get(name(request));
        if (known !== undefined && now <= known.until) return { request, answer: known.answer };
        return { request, answer: await asked(fetch, request) };
      }),
    );
    return got.filter(({ answer }) => answer !== undefined);
  }

  /** Keeps answers as long as what was verified with them says, for each certificate. */
  keep(got, verified) {
    for (const { request, answer } of got) {
      const until = cacheUntil(verified, request.certificate);
      if (until !== undefined) keep(this.#known, name(request), { answer, until }, MAX_ANSWERS);
    }
  }
}

function name({ url, body }) {
  return `${url} ${String.fromCharCode(...body)}`;
}

/** The earliest time of the object and all that is nested in it; none if one of them has none. */
function cacheUntil(verified, certificate) {
  const { transaction, renewalInfo, appTransaction } = verified;
  const objects = [verified, transaction, renewalInfo, appTransaction].filter((object) => object !== undefined);
  const times = objects.map(({ revocation }) => revocation?.[certificate].cacheUntil);
  return times.includes(undefined) ? undefined : Math.min(...times);
}

/** The body of a responder's reply; nothing where it could not be reached or says no. */
async function asked(fetch, { url, method, headers, body }) {
  const signal = AbortSignal.timeout(LIMIT_MS);
  // A client may not look at the signal.
  const over = new Promise((_, fail) => signal.addEventListener("abort", () => fail(signal.reason), { once: true }));
  const reply = async () => {
    // Not "error": Workers do not know it. Redirected, the status is not 200.
    const found = await fetch(url, { method, headers, body, signal, redirect: "manual" });
    return found.status === 200 ? whole(found) : undefined;
  };
  try {
    return await Promise.race([reply(), over]);
  } catch {
    return undefined;
  }
}

/** A body, unless it is too long. */
async function whole(reply) {
  const reader = reply.body?.getReader?.();
  if (reader === undefined) {
    const bytes = new Uint8Array(await reply.arrayBuffer());
    return bytes.length > MAX_ANSWER ? undefined : bytes;
  }
  const pieces = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > MAX_ANSWER) {
      await reader.cancel();
      return undefined;
    }
    pieces.push(value);
  }
  return joined(pieces);
}
