// Signature checks by WebCrypto.

import { refusal } from "./errors.js";

/** How many keys are kept as WebCrypto has imported them: the leaf keys in use, and those above them. */
const MAX_KEYS = 16;

/** Keys as WebCrypto has imported them. Only what has been imported is kept, never what is being imported: some
 * runtimes let nobody wait for what another request has begun. */
export class Keys {
  #known = new Map();

  /** Whether a signature is good. What WebCrypto cannot import or check is not. */
  async check({ curve, hash, spki, signature, data }) {
    const { subtle } = globalThis.crypto ?? {};
    if (subtle === undefined) {
      throw refusal("invalid_input", "crypto.subtle", "WebCrypto, which pages have in secure contexts", "none at all");
    }
    try {
      const key = await this.#key(subtle, curve, spki);
      return (await subtle.verify({ name: "ECDSA", hash }, key, signature, data)) === true;
    } catch {
      return false;
    }
  }

  async #key(subtle, namedCurve, spki) {
    const name = String.fromCharCode(...spki);
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const key = await subtle.importKey("spki", spki, { name: "ECDSA", namedCurve }, false, ["verify"]);
    keep(this.#known, name, key, MAX_KEYS);
    return key;
  }
}

/** Puts a value into a map, which forgets its oldest ones beyond `max`. */
export function keep(map, name, value, max) {
  map.delete(name);
  map.set(name, value);
  for (const oldest of map.keys()) {
    if (map.size <= max) break;
    map.delete(oldest);
  }
}
