// The verifier.

import { VerifierHandle, decodeUnverified as decode } from "./waxwing.js";
import { call, refusal } from "./errors.js";
import { bytes, joined, json, kind as kindOf, millis, only, options, received, several, text, time } from "./input.js";
import { OWN, Handle, disposable } from "./handle.js";
import { Answers } from "./ocsp.js";
import { PendingVerification, ocspAnswers, ocspRequests } from "./pending.js";
import { Keys } from "./webcrypto.js";

/** Verifies what the App Store signed. */
export class Verifier {
  #handle;
  #keys = new Keys();
  #answers = new Answers();

  constructor(policy) {
    const { roots, xcodeCertificates, oldestSigningTime, ...rest } = options(policy, "options");
    if (oldestSigningTime !== undefined && oldestSigningTime !== null) {
      rest.oldestSigningTime = millis(oldestSigningTime, "oldestSigningTime");
    }
    const written = json(rest, "options");
    const [anchors, lengths] = certificates(roots, "roots");
    const [pinned, pinnedLengths] = certificates(xcodeCertificates, "xcodeCertificates");
    this.#handle = new Handle(
      "verifier",
      () => new VerifierHandle(written, anchors, lengths, pinned, pinnedLengths ?? new Uint32Array(0)),
    );
  }

  notification(signedPayload, given) {
    return this.#verify("notification", signedPayload, given, "signedPayload");
  }

  transaction(signedTransactionInfo, given) {
    return this.#verify("transaction", signedTransactionInfo, given, "signedTransactionInfo");
  }

  renewalInfo(signedRenewalInfo, given) {
    return this.#verify("renewalInfo", signedRenewalInfo, given, "signedRenewalInfo");
  }

  appTransaction(signedAppTransactionInfo, given) {
    return this.#verify("appTransaction", signedAppTransactionInfo, given, "signedAppTransactionInfo");
  }

  realtimeRequest(signedPayload, given) {
    return this.#verify("realtimeRequest", signedPayload, given, "signedPayload");
  }

  any(signed, given) {
    return this.#verify("", signed, given, "signed");
  }

  #verify(kind, signed, given, subject) {
    const handle = this.#handle.open();
    const token = received(signed, subject);
    const chosen = options(given, "options");
    only(chosen, ["now", "ocspAnswers"], "options");
    const now = time(chosen.now, "now");
    const answers = ocspAnswers(chosen.ocspAnswers);
    return JSON.parse(call(() => handle.verify(token, kind, answers.bytes, answers.lengths, now)));
  }

  ocspRequests(signed, given) {
    const handle = this.#handle.open();
    const token = received(signed, "signed");
    const chosen = options(given, "options");
    only(chosen, ["now"], "options");
    const now = time(chosen.now, "now");
    return ocspRequests(call(() => handle.ocspRequests(token, now)));
  }

  begin(signed, given) {
    const handle = this.#handle.open();
    const token = received(signed, "signed");
    const chosen = options(given, "options");
    only(chosen, ["kind"], "options");
    const kind = kindName(chosen.kind);
    return new PendingVerification(OWN, () => handle.begin(token, kind));
  }

  async verifyAsync(signed, given) {
    const chosen = options(given, "options");
    only(chosen, ["kind", "now", "fetch", "ocspAnswers"], "options");
    const now = chosen.now === undefined || chosen.now === null ? Date.now() : millis(chosen.now, "now");
    const fetch = fetcher(chosen.fetch);
    const stapled = (several(chosen.ocspAnswers) ?? []).map((answer) => bytes(answer, "ocspAnswers").slice());
    const pending = this.begin(signed, { kind: chosen.kind });
    try {
      const outcomes = await Promise.all(pending.checks.map((check) => this.#keys.check(check)));
      const requests = fetch === undefined ? [] : pending.ocspRequests(outcomes, { now });
      const got = await this.#answers.get(requests, fetch, now);
      const answers = [...stapled, ...got.map(({ answer }) => answer)];
      const verified = pending.finish(outcomes, { now, ocspAnswers: answers });
      this.#answers.keep(got, verified);
      return verified;
    } finally {
      pending.free();
    }
  }

  free() {
    this.#handle.free();
  }
}

/** Reads an object without verifying anything. */
export function decodeUnverified(signed, kind) {
  const token = received(signed, "signed");
  const name = kindName(kind);
  return JSON.parse(call(() => decode(token, name)));
}

/** Certificates side by side and their lengths, if there are any. */
function certificates(given, subject) {
  const ders = several(given)?.map((der) => bytes(der, subject));
  return [joined(ders ?? []), ders && Uint32Array.from(ders, (der) => der.length)];
}

/** The name of a kind; an empty one stands for any. */
function kindName(kind) {
  if (kind === undefined || kind === null) return "";
  const name = text(kind, "kind");
  if (name === "") throw refusal("invalid_input", "kind", "the name of a kind", "an empty text");
  return name;
}

/** The function to fetch with; none for `null`. */
function fetcher(given) {
  if (given === null) return undefined;
  if (given === undefined) return (...args) => globalThis.fetch(...args);
  if (typeof given !== "function") throw refusal("invalid_input", "fetch", "a function, or null", kindOf(given));
  return given;
}

disposable(Verifier);
