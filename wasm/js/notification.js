// Notifications, and what is prepared of them.

import { NotificationHandle, lintRequest as lintParts } from "./waxwing.js";
import { call, refusal } from "./errors.js";
import { headerPairs, isDate, json, kind, options, received, text, textOrBytes } from "./input.js";
import { Handle, OWN, disposable } from "./handle.js";
import { authorizationOf, deviceToken } from "./provider.js";

/** The values of the header `apns-priority` by name. */
export const Priority = Object.freeze({ immediate: 10, powerAware: 5, neverWake: 1 });

/** What is inside a `Notification`. */
export let openNotification;

/** A notification whose headers and payload have passed every rule. */
export class Notification {
  #handle;

  static alert(topic, alert, more) {
    return begin("alert", topic, more, { alert });
  }

  static background(topic, more) {
    return begin("background", topic, more);
  }

  static voip(topic, more) {
    return begin("voip", topic, more);
  }

  static complication(topic, more) {
    return begin("complication", topic, more);
  }

  static pushToTalk(topic, more) {
    return begin("pushtotalk", topic, more);
  }

  static location(topic, more) {
    return begin("location", topic, more);
  }

  static widgets(topic, more) {
    return begin("widgets", topic, more);
  }

  static controls(topic, more) {
    return begin("controls", topic, more);
  }

  static fileProvider(topic, containerIdentifier, domain, more) {
    return begin("fileprovider", topic, more, { containerIdentifier, domain });
  }

  static mdm(topic, pushMagic, more) {
    return begin("mdm", topic, more, { pushMagic });
  }

  static liveActivity(topic, event, timestamp, contentState, more) {
    return begin("liveactivity", topic, more, { event, timestamp, contentState });
  }

  static wallet(passTypeId, more) {
    return begin("alert", passTypeId, more, { payload: "{}" });
  }

  static website(websitePushId, title, body, urlArgs, more) {
    return begin("alert", websitePushId, more, { alert: { title, body }, urlArgs });
  }

  constructor(given) {
    const written = notificationOptions(given);
    this.#handle = new Handle("notification", () => new NotificationHandle(written));
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

  static {
    openNotification = (note) => {
      if (!(note instanceof Notification)) {
        throw refusal("invalid_input", "notification", "a Notification", kind(note));
      }
      return note.#handle.open();
    };
  }
}

function begin(pushType, topic, more, parts) {
  return new Notification({ ...options(more, "options"), ...parts, pushType, topic });
}

/** The options that are whole seconds since 1970, or a Date. */
const TIMES = ["dismissalDate", "expiration", "staleDate", "timestamp"];

/** Beyond 2^53, whole numbers mean as little as the one before it. */
function seconds(value) {
  if (isDate(value)) return Math.floor(value.getTime() / 1000);
  if (!Number.isInteger(value)) return value;
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(value, Number.MAX_SAFE_INTEGER));
}

/** The JSON text of the options of a notification. Their names and values are judged in the module. */
export function notificationOptions(given) {
  const { payload, ...rest } = options(given, "options");
  for (const name of TIMES) {
    if (rest[name] !== undefined) rest[name] = seconds(rest[name]);
  }
  if (payload !== undefined && payload !== null) rest.payload = payloadText(payload);
  return json(rest, "options");
}

function payloadText(payload) {
  if (typeof payload === "string") return text(payload, "payload");
  if (typeof payload === "object" && !ArrayBuffer.isView(payload)) return json(payload, "payload");
  const bytes = textOrBytes(payload, "payload");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (thrown) {
    throw refusal("invalid_utf8", "payload", "UTF-8", "other bytes", thrown);
  }
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

  path(device) {
    const handle = this.#handle.open();
    const hex = typeof device === "string" ? text(device, "device token") : deviceToken(device);
    return call(() => handle.path(hex));
  }

  request(device, token) {
    return this.#request(this.path(device), this.#with(token));
  }

  *requests(devices, token) {
    const headers = Object.freeze(this.#with(token));
    for (const device of devices) {
      const request = this.#request(this.path(device), headers);
      request.device = device;
      yield request;
    }
  }

  #with(token) {
    return token === null ? { ...this.#headers } : { authorization: authorizationOf(token), ...this.#headers };
  }

  #request(path, headers) {
    return { method: this.method, url: this.#origin + path, path, headers, body: this.body };
  }

  free() {
    this.#handle.free();
  }
}

/** What is to be said of a request that somebody else built. */
export function lintRequest(headers, body) {
  const names = json(headerPairs(headers), "headers");
  const bytes = received(body, "body");
  return JSON.parse(call(() => lintParts(names, bytes)));
}

disposable(Notification, Prepared);
