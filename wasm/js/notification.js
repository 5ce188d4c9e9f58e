// Notifications, and what is prepared of them.

import { NotificationHandle } from "./waxwing.js";
import { error, refusal } from "./errors.js";
import { isDate, json, options, text, textOrBytes } from "./input.js";
import { Handle, OWN, disposable } from "./handle.js";
import { authorizationOf, deviceToken } from "./provider.js";

/** The values of the header `apns-priority` by name. */
export const Priority = Object.freeze({ immediate: 10, powerAware: 5, neverWake: 1 });

/** A notification whose headers and payload have passed every rule. */
export class Notification {
  #handle;

  static alert(topic, alert, more) {
    return new Notification({ ...options(more, "options"), pushType: "alert", topic, alert });
  }

  static background(topic, more) {
    return new Notification({ ...options(more, "options"), pushType: "background", topic });
  }

  constructor(given) {
    const { payload, ...rest } = options(given, "options");
    if (isDate(rest.expiration)) rest.expiration = Math.floor(rest.expiration.getTime() / 1000);
    const written = json(rest, "options");
    const own = payload === undefined || payload === null ? undefined : payloadBytes(payload);
    this.#handle = new Handle("notification", () => new NotificationHandle(written, own));
    Object.freeze(Object.assign(this, JSON.parse(this.#handle.open().describe())));
  }

  prepare(endpoint) {
    const handle = this.#handle.open();
    const given = json(options(endpoint, "endpoint"), "endpoint");
    return new Prepared(OWN, new Handle("prepared notification", () => handle.prepare(given)));
  }

  free() {
    this.#handle.free();
  }
}

function payloadBytes(payload) {
  const isObject = typeof payload === "object" && !ArrayBuffer.isView(payload);
  return textOrBytes(isObject ? json(payload, "payload") : payload, "payload");
}

/** A notification made ready for one endpoint. */
export class Prepared {
  #handle;
  #headers;
  #origin;

  constructor(own, handle) {
    if (own !== OWN) throw refusal("invalid_input", "Prepared", "Notification.prepare(endpoint)", "new");
    this.#handle = handle;
    const { headers, ...facts } = JSON.parse(handle.open().describe());
    this.#headers = headers;
    this.#origin = `https://${facts.authority}`;
    Object.assign(this, facts);
    this.body = handle.open().body();
    Object.freeze(this);
  }

  get headers() {
    return { ...this.#headers };
  }

  request(device, token) {
    const handle = this.#handle.open();
    const headers = token === null ? { ...this.#headers } : { authorization: authorizationOf(token), ...this.#headers };
    const hex = typeof device === "string" ? text(device, "device token") : deviceToken(device);
    let url;
    try {
      url = handle.url(hex);
    } catch (thrown) {
      throw error(thrown);
    }
    return { method: this.method, url, path: url.slice(this.#origin.length), headers, body: this.body };
  }

  free() {
    this.#handle.free();
  }
}

disposable(Notification, Prepared);
