// Private keys, and what opens files.

import { PrivateKeyHandle, keyIdFromFileName as readKeyId, sniffFile } from "./waxwing.js";
import { call, refusal } from "./errors.js";
import { json, kind, only, options, text, textOrBytes } from "./input.js";
import { Handle, OWN, disposable } from "./handle.js";

const encoder = new TextEncoder();

/** The key inside a `PrivateKey`. */
export let openPrivateKey;

/** A private key of any form. */
export class PrivateKey {
  #handle;

  static read(file, given) {
    const parts = opening(file, given);
    return new PrivateKey(OWN, () => PrivateKeyHandle.read(...parts));
  }

  constructor(own, make) {
    if (own !== OWN) throw refusal("invalid_input", "PrivateKey", "PrivateKey.read(file)", "new");
    this.#handle = new Handle("private key", make);
    Object.freeze(Object.assign(this, publicPart(JSON.parse(this.#handle.open().describe()))));
  }

  toPem() {
    const handle = this.#handle.open();
    return call(() => handle.pem());
  }

  toDer() {
    const handle = this.#handle.open();
    return call(() => handle.der());
  }

  free() {
    this.#handle.free();
  }

  static {
    openPrivateKey = (key) => {
      if (!(key instanceof PrivateKey)) throw refusal("invalid_input", "key", "a PrivateKey", kind(key));
      return key.#handle.open();
    };
  }
}

/** Kind and public key of any key. */
export function publicPart({ publicKey, ...facts }) {
  return Object.freeze({ ...facts, publicKey: Uint8Array.from(publicKey) });
}

/** A file, its password and the limits, as the module takes them. */
export function opening(file, given) {
  const { password, ...limits } = options(given, "options");
  only(limits, ["maxBytes", "maxIterations"], "options");
  return [textOrBytes(file, "file"), secret(password), json(limits, "options")];
}

/** A password as bytes, if there is one. */
export function secret(password) {
  return password === undefined || password === null ? undefined : encoder.encode(text(password, "password"));
}

/** The key of a `.p8` file in any surroundings, as PEM. */
export function signingKeyPem(file, given) {
  const parts = opening(file, given);
  const handle = new Handle("private key", () => PrivateKeyHandle.read(...parts));
  try {
    return call(() => handle.open().signingPem());
  } finally {
    handle.free();
  }
}

/** The key id in the name of a `.p8` file. */
export function keyIdFromFileName(name) {
  const given = text(name, "name");
  return call(() => readKeyId(given));
}

/** What a file is, whatever its name says. */
export function sniff(file) {
  const given = textOrBytes(file, "file");
  return JSON.parse(call(() => sniffFile(given)));
}

disposable(PrivateKey);
