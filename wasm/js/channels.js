// Broadcast channels: what manages them, and what is sent to them.

import { BroadcastHandle, channelCall, channelId as readChannelId } from "./waxwing.js";
import { call, refusal } from "./errors.js";
import { json, only, options, text } from "./input.js";
import { Handle, OWN, disposable } from "./handle.js";
import { notificationOptions } from "./notification.js";
import { authorizationOf } from "./provider.js";

const encoder = new TextEncoder();

/** A request without a device, apart from its token. */
export class Call {
  #headers;

  constructor(own, described) {
    if (own !== OWN) throw refusal("invalid_input", "Call", "Channels or Broadcast.prepare(endpoint)", "new");
    const { headers, body, ...facts } = JSON.parse(described);
    this.#headers = headers;
    Object.assign(this, facts);
    // `fetch` refuses a body, be it empty, where there must be none.
    this.body = body === "" ? undefined : encoder.encode(body);
    Object.freeze(this);
  }

  get headers() {
    return { ...this.#headers };
  }

  request(token) {
    const { method, url, path, body } = this;
    const headers = token === null ? this.headers : { authorization: authorizationOf(token), ...this.#headers };
    return body === undefined ? { method, url, path, headers } : { method, url, path, headers, body };
  }
}

/** The requests that manage an app's broadcast channels. */
export class Channels {
  #endpoint;

  constructor(bundleId, endpoint) {
    this.bundleId = text(bundleId, "bundleId");
    const given = options(endpoint, "endpoint");
    only(given, ["environment", "authority"], "endpoint");
    this.#endpoint = given;
    Object.freeze(this);
    // What is wrong with the two shows here, and not later.
    this.list();
  }

  create(storagePolicy, more) {
    return this.#call("create", more, { storagePolicy });
  }

  read(channelId, more) {
    return this.#call("read", more, { channelId });
  }

  delete(channelId, more) {
    return this.#call("delete", more, { channelId });
  }

  list(more) {
    return this.#call("list", more);
  }

  #call(name, more, about) {
    const given = options(more, "options");
    only(given, ["requestId"], "options");
    const { bundleId } = this;
    const written = json({ ...this.#endpoint, ...given, ...about, bundleId, call: name }, "options");
    return new Call(OWN, call(() => channelCall(written)));
  }
}

/** A push to every device that follows a channel. */
export class Broadcast {
  #handle;

  constructor(channelId, given) {
    const channel = text(channelId, "channelId");
    const written = notificationOptions(withPushType(options(given, "options")));
    this.#handle = new Handle("broadcast", () => new BroadcastHandle(channel, written));
    Object.freeze(Object.assign(this, JSON.parse(this.#handle.open().describe())));
  }

  prepare(endpoint) {
    const handle = this.#handle.open();
    const given = json(options(endpoint, "endpoint"), "endpoint");
    return new Call(OWN, call(() => handle.prepare(given)));
  }

  free() {
    this.#handle.free();
  }
}

/** Broadcasts are of one push type; who names it anyway has it judged. */
function withPushType(given) {
  return given.pushType === undefined && given.push_type === undefined ? { pushType: "liveactivity", ...given } : given;
}

/** The id of a channel, checked. */
export function channelId(id) {
  const given = text(id, "channelId");
  return call(() => readChannelId(given));
}

disposable(Broadcast);
