// Certificate requests: signed here, or by whoever holds the key.

import { assembleRequest, readRequest, signRequest, unsignedRequest } from "./waxwing.js";
import { call, refusal } from "./errors.js";
import { bytes, json, options } from "./input.js";
import { OWN } from "./handle.js";
import { openPrivateKey } from "./private-key.js";

/** A certificate request. */
export class CertificateRequest {
  static fromDer(der) {
    const given = bytes(der, "request");
    return read(() => readRequest(given));
  }

  static sign(subject, key) {
    const written = json(options(subject, "subject"), "subject");
    const handle = openPrivateKey(key);
    return read(() => signRequest(written, handle));
  }

  constructor(own, { der, publicKey, ...facts }) {
    if (own !== OWN) throw refusal("invalid_input", "CertificateRequest", "CertificateRequest.sign(subject, key)", "new");
    Object.assign(this, facts, { publicKey: Uint8Array.from(publicKey), der: Uint8Array.from(der) });
    Object.freeze(this);
  }
}

/** A certificate request that waits for its signature. */
export class UnsignedRequest {
  #subject;
  #key;

  constructor(subject, publicKey) {
    this.#subject = json(options(subject, "subject"), "subject");
    this.#key = bytes(publicKey, "publicKey").slice();
    const { algorithm, signingInput } = JSON.parse(call(() => unsignedRequest(this.#subject, this.#key)));
    this.algorithm = algorithm;
    this.signingInput = Uint8Array.from(signingInput);
    Object.freeze(this);
  }

  assemble(signature) {
    const given = bytes(signature, "signature");
    return read(() => assembleRequest(this.#subject, this.#key, given));
  }
}

function read(made) {
  return new CertificateRequest(OWN, JSON.parse(call(made)));
}
