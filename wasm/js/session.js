// The session: the policy of a connection to APNs, without the connection.

import { SessionHandle } from "./waxwing.js";
import { call, refusal } from "./errors.js";
import { integer, json, kind, only, optionalInteger, optionalTime, options, time } from "./input.js";
import { goawayParts } from "./goaway.js";
import { Handle, OWN, disposable } from "./handle.js";
import { ProviderToken, openKey } from "./provider.js";
import { replyParts } from "./reply.js";

const MAX_U32 = 0xffffffff;
const MAX_ID = 2n ** 64n - 1n;

/** What a sender knows and decides about its connection and those that follow it. */
export class Session {
  #handle;
  /** The type of the caller's numbers for requests, from the first one on. */
  #ids;
  /** The token to send with, and its number in the module. */
  #token = null;
  #tokenNumber = 0;
  /** How a request has ended, and its number in the module. */
  #end;
  #endNumber = 0;

  static withKey(key, policy) {
    const inner = openKey(key);
    const written = json(options(policy, "policy"), "policy");
    return new Session(OWN, () => SessionHandle.withKey(inner, written));
  }

  static withCertificate(policy) {
    const written = json(options(policy, "policy"), "policy");
    return new Session(OWN, () => SessionHandle.withCertificate(written));
  }

  constructor(own, make) {
    if (own !== OWN) {
      throw refusal("invalid_input", "Session", "Session.withKey(key) or Session.withCertificate()", "new");
    }
    this.#handle = new Handle("session", make);
  }

  next(now) {
    const handle = this.#handle.open();
    const at = time(now, "now");
    return call(() => {
      const room = handle.next(at);
      if (room === 0) return JSON.parse(handle.answer());
      return { action: "send", because: "clear", room, token: this.#current(handle) };
    });
  }

  #current(handle) {
    const number = handle.tokenNumber();
    if (number !== this.#tokenNumber) {
      this.#token = new ProviderToken(OWN, () => handle.token());
      this.#tokenNumber = number;
    }
    return this.#token;
  }

  connected(now) {
    const handle = this.#handle.open();
    const at = time(now, "now");
    return call(() => handle.connected(at));
  }

  connectFailed(now) {
    const handle = this.#handle.open();
    const at = time(now, "now");
    call(() => handle.connectFailed(at));
  }

  settings(connection, maxConcurrentStreams, now) {
    const handle = this.#handle.open();
    const number = integer(connection, "connection", MAX_U32);
    const limit = optionalInteger(maxConcurrentStreams, "maxConcurrentStreams", MAX_U32);
    const at = time(now, "now");
    call(() => handle.settings(number, limit, at));
  }

  sent(request, given) {
    const handle = this.#handle.open();
    const id = this.#id(request);
    const more = options(given, "options");
    only(more, ["stream", "expiresAt", "now"], "options");
    const stream = optionalInteger(more.stream, "stream", MAX_U32);
    const expiresAt = optionalTime(more.expiresAt, "expiresAt");
    const at = time(more.now, "now");
    call(() => handle.sent(id, stream, expiresAt, at));
  }

  reply(request, reply, given) {
    const handle = this.#handle.open();
    const id = this.#id(request);
    const [status, headers, body] = replyParts(reply);
    const more = options(given, "options");
    only(more, ["registeredAt", "now"], "options");
    const registeredAt = optionalTime(more.registeredAt, "registeredAt");
    const at = time(more.now, "now");
    return call(() => this.#ended(handle, request, handle.reply(id, status, headers, body, registeredAt, at)));
  }

  reset(request, errorCode, now) {
    const handle = this.#handle.open();
    const id = this.#id(request);
    const code = optionalInteger(errorCode, "errorCode", MAX_U32);
    const at = time(now, "now");
    return call(() => this.#ended(handle, request, handle.reset(id, code, at)));
  }

  overdue(now) {
    const handle = this.#handle.open();
    const at = time(now, "now");
    return this.#all(call(() => handle.overdue(at)));
  }

  goaway(connection, goaway, now) {
    const handle = this.#handle.open();
    const number = integer(connection, "connection", MAX_U32);
    const parts = goawayParts(goaway);
    const at = time(now, "now");
    return this.#all(call(() => handle.goaway(number, ...parts, at)));
  }

  closed(connection, now) {
    const handle = this.#handle.open();
    const number = integer(connection, "connection", MAX_U32);
    const at = time(now, "now");
    return this.#all(call(() => handle.closed(number, at)));
  }

  forget(request) {
    const handle = this.#handle.open();
    const id = this.#id(request);
    call(() => handle.forget(id));
  }

  replaceKey(key, now) {
    const handle = this.#handle.open();
    const inner = openKey(key);
    const at = time(now, "now");
    call(() => handle.replaceKey(inner, at));
  }

  resume(now) {
    const handle = this.#handle.open();
    const at = time(now, "now");
    call(() => handle.resume(at));
  }

  drained() {
    const handle = this.#handle.open();
    return call(() => handle.drained()) ?? null;
  }

  pinged(connection, now) {
    const handle = this.#handle.open();
    const number = integer(connection, "connection", MAX_U32);
    const at = time(now, "now");
    call(() => handle.pinged(number, at));
  }

  get pingDueAt() {
    const handle = this.#handle.open();
    return millis(call(() => handle.pingDueAt()));
  }

  get wakeAt() {
    const handle = this.#handle.open();
    return millis(call(() => handle.wakeAt()));
  }

  get inFlight() {
    const handle = this.#handle.open();
    return call(() => handle.inFlight());
  }

  get connectionNumber() {
    const handle = this.#handle.open();
    return call(() => handle.connectionNumber()) ?? null;
  }

  free() {
    this.#handle.free();
  }

  /** The caller's number of a request as 64 bits. They come back as they went in, so all are of one type. */
  #id(request) {
    const type = typeof request;
    const fits = type === "bigint" ? request >= 0n && request <= MAX_ID : Number.isSafeInteger(request) && request >= 0;
    if (!fits) {
      const found = type === "number" ? String(request) : kind(request);
      throw refusal("invalid_input", "request", "a safe integer or a BigInt of 64 bits, 0 or more", found);
    }
    this.#ids ??= type;
    if (type !== this.#ids) {
      throw refusal("invalid_input", "request", `a ${this.#ids} as in the calls before`, kind(request));
    }
    return BigInt(request);
  }

  #ended(handle, request, attempt) {
    if (attempt === 0) return null;
    const number = handle.endNumber();
    if (number !== this.#endNumber) {
      this.#end = JSON.parse(handle.end());
      this.#endNumber = number;
    }
    return { request, attempt, ...this.#end };
  }

  #all(text) {
    const own = this.#ids === "bigint" ? BigInt : Number;
    return JSON.parse(text).map((outcome) => ({ ...outcome, request: own(outcome.request) }));
  }
}

function millis(wide) {
  return wide === undefined ? null : Number(wide);
}

disposable(Session);
