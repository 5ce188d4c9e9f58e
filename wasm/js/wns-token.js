// Access tokens of WNS.

import { readAccessToken, readTokenReply, tokenRequest } from "./waxwing.js";
import { call, refusal } from "./errors.js";
import { kind, millis, response, text, time, wide } from "./input.js";
import { OWN } from "./handle.js";

const encoder = new TextEncoder();

/** A request for the access token of one app. */
export class TokenRequest {
  #request;

  static legacy(packageSid, secret) {
    return new TokenRequest(OWN, "legacy", "", text(packageSid, "package sid"), text(secret, "client secret"));
  }

  static phone(packageSid, secret) {
    return new TokenRequest(OWN, "phone", "", text(packageSid, "package sid"), text(secret, "client secret"));
  }

  static entra(tenant, clientId, secret) {
    const own = text(tenant, "tenant");
    return new TokenRequest(OWN, "entra", own, text(clientId, "client id"), text(secret, "client secret"));
  }

  constructor(own, ...parts) {
    if (own !== OWN) throw refusal("invalid_input", "TokenRequest", "TokenRequest.entra(tenant, clientId, secret)", "new");
    this.#request = JSON.parse(call(() => tokenRequest(...parts)));
    Object.freeze(this);
  }

  request() {
    const { method, url, headers, body } = this.#request;
    return { method, url, headers: { ...headers }, body: encoder.encode(body) };
  }
}

/** What lets a server send to one app, for a day or so. */
export class AccessToken {
  // In no enumerable property, so that it is not logged by accident.
  #token;
  #authorization;

  constructor(token, expiresAt, own, made) {
    if (own !== OWN) {
      const given = text(token, "token");
      const until = wide(millis(expiresAt, "expiresAt"));
      made = JSON.parse(call(() => readAccessToken(given, until)));
    }
    this.#token = made.token;
    this.#authorization = made.authorization;
    this.expiresAt = made.expiresAt;
    this.refreshAt = made.refreshAt;
    Object.freeze(this);
  }

  get token() {
    return this.#token;
  }

  get authorization() {
    return this.#authorization;
  }

  isFresh(now) {
    return time(now, "now") < BigInt(this.refreshAt);
  }
}

/** The token of one that was given as one. */
export function tokenOf(token) {
  if (token instanceof AccessToken) return token.token;
  throw refusal("invalid_input", "token", "an AccessToken", kind(token));
}

/** What a reply to a request for a token says. */
export function parseTokenReply(reply, now) {
  const parts = response(reply);
  const at = time(now, "now");
  const { token, ...facts } = JSON.parse(call(() => readTokenReply(...parts, at)));
  if (token !== undefined) facts.token = new AccessToken(undefined, undefined, OWN, token);
  return Object.freeze(facts);
}
