// A verification whose signatures the host checks.

import { call, refusal } from "./errors.js";
import { OWN, Handle, disposable } from "./handle.js";
import { bytes, joined, kind, only, options, several, time } from "./input.js";

/** A verification between its first and its last step. */
export class PendingVerification {
  #handle;
  #checks;

  constructor(own, make) {
    if (own !== OWN) {
      throw refusal("invalid_input", "PendingVerification", "verifier.begin(signed)", "new");
    }
    this.#handle = new Handle("pending verification", make);
  }

  get checks() {
    const handle = this.#handle.open();
    this.#checks ??= cut(JSON.parse(call(() => handle.checks())), call(() => handle.checkBytes()));
    return this.#checks;
  }

  ocspRequests(outcomes, given) {
    const handle = this.#handle.open();
    const judged = flags(outcomes);
    const chosen = options(given, "options");
    only(chosen, ["now"], "options");
    const now = time(chosen.now, "now");
    return ocspRequests(call(() => handle.ocspRequests(judged, now)));
  }

  finish(outcomes, given) {
    const handle = this.#handle.open();
    const judged = flags(outcomes);
    const chosen = options(given, "options");
    only(chosen, ["now", "ocspAnswers"], "options");
    const now = time(chosen.now, "now");
    const answers = ocspAnswers(chosen.ocspAnswers);
    try {
      return JSON.parse(call(() => handle.finish(judged, answers.bytes, answers.lengths, now)));
    } finally {
      this.free();
    }
  }

  free() {
    this.#handle.free();
  }
}

/** The checks with their bytes, which stand one after the other. */
function cut(checks, whole) {
  let at = 0;
  const piece = (length) => whole.slice(at, (at += length));
  return checks.map(({ curve, hash, spki, signature, data }) =>
    Object.freeze({ curve, hash, spki: piece(spki), signature: piece(signature), data: piece(data) }),
  );
}

/** Outcomes as bytes. Only `true` is a good signature. */
function flags(outcomes) {
  if (!Array.isArray(outcomes)) throw refusal("invalid_input", "outcomes", "an array of booleans", kind(outcomes));
  const wrong = outcomes.find((outcome) => typeof outcome !== "boolean");
  if (wrong !== undefined || outcomes.includes(undefined)) {
    throw refusal("invalid_input", "outcomes", "an array of booleans", `an array with ${kind(wrong)}`);
  }
  return Uint8Array.from(outcomes, Number);
}

/** Requests out of their JSON text, as `fetch(url, request)` takes them. */
export function ocspRequests(text) {
  return JSON.parse(text).map(({ url, contentType, body, certificate }) => ({
    method: "POST",
    url,
    headers: { "content-type": contentType },
    body: Uint8Array.from(body),
    certificate,
  }));
}

/** OCSP answers side by side, and their lengths. */
export function ocspAnswers(given) {
  const answers = (several(given) ?? []).map((answer) => bytes(answer, "ocspAnswers"));
  return { bytes: joined(answers), lengths: Uint32Array.from(answers, (answer) => answer.length) };
}

disposable(PendingVerification);
