// The verifier of app receipts.

import { ReceiptVerifierHandle } from "./waxwing.js";
import { call } from "./errors.js";
import { Handle, disposable } from "./handle.js";
import { bytes, joined, json, only, options, received, several, time } from "./input.js";

/** Verifies app receipts. */
export class ReceiptVerifier {
  #handle;

  constructor(policy) {
    const { roots, rootSha256, xcodeCertificates, ...rest } = options(policy, "options");
    const written = json(rest, "options");
    const given = Object.entries({ roots, rootSha256, xcodeCertificates }).map(([subject, values]) =>
      (several(values) ?? []).map((value) => bytes(value, subject)),
    );
    const lengths = given.map((pieces) => Uint32Array.from(pieces, (piece) => piece.length));
    this.#handle = new Handle(
      "receipt verifier",
      () => new ReceiptVerifierHandle(written, joined(given.flat()), ...lengths),
    );
  }

  verify(receipt, given) {
    const handle = this.#handle.open();
    const text = received(receipt, "receipt");
    const chosen = options(given, "options");
    only(chosen, ["now", "deviceIdentifier"], "options");
    const now = time(chosen.now, "now");
    const { deviceIdentifier } = chosen;
    const device =
      deviceIdentifier === undefined || deviceIdentifier === null
        ? undefined
        : bytes(deviceIdentifier, "deviceIdentifier");
    return JSON.parse(call(() => handle.verify(text, device, now)));
  }

  free() {
    this.#handle.free();
  }
}

disposable(ReceiptVerifier);
