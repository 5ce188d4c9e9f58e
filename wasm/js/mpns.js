// MPNS, the push service of Windows Phone 7 and 8.

import {
  MpnsNotificationHandle,
  readMpnsReply,
  serviceName,
  serviceNameIs,
  serviceNameIsRenewedBy,
} from "./waxwing.js";
import { call, refusal } from "./errors.js";
import { base64, bytes, isBytes, json, kind, options, response, text } from "./input.js";
import { Handle, OWN, disposable } from "./handle.js";
import { uriOf } from "./channel-uri.js";

/** A notification of MPNS whose headers and body have passed every rule. */
export class MpnsNotification {
  #handle;
  #headers;

  constructor(given) {
    const { raw, ...rest } = options(given, "options");
    const written = json(isBytes(raw) ? { ...rest, rawB64: base64(bytes(raw, "raw")) } : { raw, ...rest }, "options");
    this.#handle = new Handle("notification", () => new MpnsNotificationHandle(written));
    const { headers, ...facts } = JSON.parse(this.#handle.open().describe());
    this.#headers = headers;
    this.body = this.#handle.open().body();
    Object.freeze(Object.assign(this, facts));
  }

  get headers() {
    return { ...this.#headers };
  }

  request(channel) {
    const handle = this.#handle.open();
    const uri = uriOf(channel);
    return { ...JSON.parse(call(() => handle.request(uri))), body: this.body };
  }

  free() {
    this.#handle.free();
  }
}

/** What MPNS answered. Never an error: a refusal is data. */
export class MpnsReply {
  #verdict;

  constructor(own, parts) {
    if (own !== OWN) throw refusal("invalid_input", "MpnsReply", "parseMpnsReply(response)", "new");
    const { verdict, ...facts } = JSON.parse(call(() => readMpnsReply(...parts)));
    this.#verdict = verdict;
    Object.freeze(Object.assign(this, facts));
  }

  verdict() {
    return { ...this.#verdict };
  }
}

/** Reads a reply from its parts. */
export function parseMpnsReply(reply) {
  return new MpnsReply(OWN, response(reply));
}

/** The name under which an app opens its channel, by the common name of its sender's certificate. */
export class ServiceName {
  constructor(commonName) {
    const given = text(commonName, "common name");
    this.name = call(() => serviceName(given));
    Object.freeze(this);
  }

  is(name) {
    const given = text(name, "service name");
    return call(() => serviceNameIs(this.name, given));
  }

  isRenewedBy(next) {
    if (!(next instanceof ServiceName)) throw refusal("invalid_input", "next", "a ServiceName", kind(next));
    return call(() => serviceNameIsRenewedBy(this.name, next.name));
  }
}

disposable(MpnsNotification);
