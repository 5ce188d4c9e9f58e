// Certificates, and what one for push may do.

import {
  certificateDaysLeft,
  certificateLints,
  certificateScope,
  pushCertificate,
  readCertificate,
} from "./waxwing.js";
import { call, refusal } from "./errors.js";
import { bytes, json, only, options, time } from "./input.js";
import { OWN } from "./handle.js";

/** A certificate as it stands in a file. */
export class Certificate {
  // Its own copy: bytes that are handed out may be changed.
  #der;

  static fromDer(der) {
    const given = bytes(der, "certificate");
    return new Certificate(OWN, JSON.parse(call(() => readCertificate(given))));
  }

  constructor(own, { der, publicKey, ...facts }) {
    if (own !== OWN) throw refusal("invalid_input", "Certificate", "Certificate.fromDer(der) or Contents.read(file)", "new");
    this.#der = Uint8Array.from(der);
    Object.assign(this, facts, { publicKey: Uint8Array.from(publicKey), der: Uint8Array.from(der) });
    Object.freeze(this);
  }

  daysLeft(now) {
    const at = time(now, "now");
    return Number(call(() => certificateDaysLeft(this.#der, at)));
  }

  pushCertificate() {
    return new PushCertificate(OWN, this.#der);
  }

  lints(purpose) {
    const [written, at] = purposeOf(purpose);
    return JSON.parse(call(() => certificateLints(this.#der, written, at)));
  }
}

/** What a push certificate may do. */
export class PushCertificate {
  #der;

  constructor(own, der) {
    if (own !== OWN) throw refusal("invalid_input", "PushCertificate", "certificate.pushCertificate()", "new");
    this.#der = der;
    Object.freeze(Object.assign(this, JSON.parse(call(() => pushCertificate(der)))));
  }

  scope() {
    return JSON.parse(call(() => certificateScope(this.#der)));
  }
}

/** What something is going to be used for, as JSON text, and when. */
export function purposeOf(purpose) {
  const { now, ...rest } = options(purpose, "purpose");
  only(rest, ["environment", "topic"], "purpose");
  return [json(rest, "purpose"), time(now, "now")];
}
