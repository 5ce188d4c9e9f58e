// Notifications of WNS, and replies to them.

import { WnsNotificationHandle, readWnsReply, removeToasts } from "./waxwing.js";
import { call, refusal } from "./errors.js";
import { base64, bytes, isBytes, json, options, response, text } from "./input.js";
import { Handle, OWN, disposable } from "./handle.js";
import { uriOf } from "./channel-uri.js";
import { tokenOf } from "./wns-token.js";

/** A notification whose headers and body have passed every rule. */
export class Notification {
  #handle;
  #headers;

  constructor(given) {
    const { raw, ...rest } = options(given, "options");
    const written = json(isBytes(raw) ? { ...rest, rawB64: base64(bytes(raw, "raw")) } : { raw, ...rest }, "options");
    this.#handle = new Handle("notification", () => new WnsNotificationHandle(written));
    const { headers, ...facts } = JSON.parse(this.#handle.open().describe());
    this.#headers = headers;
    this.body = this.#handle.open().body();
    Object.freeze(Object.assign(this, facts));
  }

  static toast(toast, more) {
    return new Notification({ type: "toast", toast, ...options(more, "options") });
  }

  static tile(xml, more) {
    return new Notification({ type: "tile", xml, ...options(more, "options") });
  }

  static badge(badge, more) {
    return new Notification({ type: "badge", badge, ...options(more, "options") });
  }

  static raw(raw, more) {
    return new Notification({ type: "raw", raw, ...options(more, "options") });
  }

  get headers() {
    return { ...this.#headers };
  }

  request(channel, token) {
    const handle = this.#handle.open();
    const [uri, access] = [uriOf(channel), tokenOf(token)];
    return { ...JSON.parse(call(() => handle.request(uri, access))), body: this.body };
  }

  free() {
    this.#handle.free();
  }
}

/** Takes toasts out of the notification center of a phone. */
export class ToastRemoval {
  #matching;

  constructor(matching) {
    this.#matching = json(options(matching, "options"), "options");
    Object.freeze(this);
  }

  request(channel, token) {
    const [uri, access] = [uriOf(channel), tokenOf(token)];
    return JSON.parse(call(() => removeToasts(this.#matching, uri, access)));
  }
}

/** What WNS answered. Never an error: a refusal is data. */
export class Reply {
  #verdict;

  constructor(own, parts) {
    if (own !== OWN) throw refusal("invalid_input", "Reply", "parseReply(response)", "new");
    const { verdict, ...facts } = JSON.parse(call(() => readWnsReply(...parts)));
    this.#verdict = verdict;
    Object.freeze(Object.assign(this, facts));
  }

  verdict() {
    return { ...this.#verdict };
  }
}

/** Reads a reply from its parts. */
export function parseReply(reply) {
  const { reasonPhrase } = options(reply, "reply");
  const phrase = reasonPhrase === undefined || reasonPhrase === null ? "" : text(reasonPhrase, "reasonPhrase");
  return new Reply(OWN, [...response(reply), phrase]);
}

disposable(Notification);
