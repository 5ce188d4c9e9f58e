// Provider keys, provider tokens, device tokens.

import {
  ProviderKeyHandle,
  deviceTokenFromBytes,
  deviceTokenFromHex,
  readProviderToken,
} from "./waxwing.js";
import { error, refusal } from "./errors.js";
import { json, kind, only, options, text, textOrBytes, time, wide } from "./input.js";
import { Handle, OWN, disposable } from "./handle.js";

/** The key inside a `ProviderKey`. */
export let openKey;

/** The key that a provider signs its tokens with. */
export class ProviderKey {
  #handle;

  static fromP8(p8, ids) {
    const given = options(ids, "ids");
    only(given, ["keyId", "teamId"], "ids");
    const key = textOrBytes(p8, "p8");
    const keyId = text(given.keyId, "keyId");
    const teamId = text(given.teamId, "teamId");
    return new ProviderKey(OWN, key, keyId, teamId);
  }

  constructor(own, key, keyId, teamId) {
    if (own !== OWN) throw refusal("invalid_input", "ProviderKey", "ProviderKey.fromP8(p8, ids)", "new");
    this.#handle = new Handle("provider key", () => new ProviderKeyHandle(key, keyId, teamId));
    this.keyId = keyId;
    this.teamId = teamId;
    Object.freeze(this);
  }

  get publicKey() {
    return this.#handle.open().publicKey();
  }

  tokenAt(now, policy) {
    const handle = this.#handle.open();
    const at = time(now, "now");
    const windows = json(options(policy, "policy"), "policy");
    return new ProviderToken(OWN, () => handle.tokenAt(at, windows));
  }

  tokenIssuedAt(seconds) {
    const handle = this.#handle.open();
    if (!Number.isInteger(seconds)) {
      throw refusal("invalid_time", "iat", "whole seconds since 1970", kind(seconds));
    }
    const iat = wide(seconds);
    return new ProviderToken(OWN, () => handle.tokenIssuedAt(iat));
  }

  free() {
    this.#handle.free();
  }

  static {
    openKey = (key) => {
      if (!(key instanceof ProviderKey)) throw refusal("invalid_input", "key", "a ProviderKey", kind(key));
      return key.#handle.open();
    };
  }
}

disposable(ProviderKey);

/** What the header `authorization` carries. The token itself is in no enumerable property. */
export class ProviderToken {
  #authorization;
  #jwt;

  static fromJwt(jwt) {
    const given = text(jwt, "jwt");
    return new ProviderToken(OWN, () => readProviderToken(given));
  }

  constructor(own, make) {
    if (own !== OWN) {
      throw refusal("invalid_input", "ProviderToken", "ProviderKey.tokenAt() or ProviderToken.fromJwt(jwt)", "new");
    }
    let made;
    try {
      made = make();
    } catch (thrown) {
      throw error(thrown);
    }
    const { authorization, jwt, ...facts } = JSON.parse(made);
    this.#authorization = authorization;
    this.#jwt = jwt;
    Object.freeze(Object.assign(this, facts));
  }

  get authorization() {
    return this.#authorization;
  }

  get jwt() {
    return this.#jwt;
  }
}

/** The value of the header for a token. */
export function authorizationOf(token) {
  if (token instanceof ProviderToken) return token.authorization;
  throw refusal("invalid_input", "token", "a ProviderToken, or null with a client certificate", kind(token));
}

/** A device token as the lower-case text that requests carry, from its text or its bytes. */
export function deviceToken(token) {
  try {
    if (typeof token === "string") return deviceTokenFromHex(text(token, "device token"));
    return deviceTokenFromBytes(textOrBytes(token, "device token"));
  } catch (thrown) {
    throw error(thrown);
  }
}
