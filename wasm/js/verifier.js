// The verifier.

import { VerifierHandle } from "./waxwing.js";
import { error } from "./errors.js";
import { bytes, json, millis, only, options, received, time } from "./input.js";
import { Handle, disposable } from "./handle.js";

/** Verifies what the App Store signed. */
export class Verifier {
  #handle;

  constructor(policy) {
    const { roots, oldestSigningTime, ...rest } = options(policy, "options");
    if (oldestSigningTime !== undefined && oldestSigningTime !== null) {
      rest.oldestSigningTime = millis(oldestSigningTime, "oldestSigningTime");
    }
    const text = json(rest, "options");
    const ders = several(roots)?.map((root) => bytes(root, "roots"));
    const lengths = ders && Uint32Array.from(ders, (der) => der.length);
    this.#handle = new Handle("verifier", () => new VerifierHandle(text, joined(ders ?? []), lengths));
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
    only(chosen, ["now"], "options");
    const now = time(chosen.now, "now");
    let result;
    try {
      result = handle.verify(token, kind, now);
    } catch (thrown) {
      throw error(thrown);
    }
    return JSON.parse(result);
  }

  free() {
    this.#handle.free();
  }
}

/** A list, of one if that is what was given; nothing if nothing was. */
function several(value) {
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? value : [value];
}

function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

disposable(Verifier);
