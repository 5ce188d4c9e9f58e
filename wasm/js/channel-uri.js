// Channel URIs of Windows.

import { readChannel } from "./waxwing.js";
import { call, refusal } from "./errors.js";
import { kind, text } from "./input.js";

/** The URI of a channel, checked and never changed. */
export class Channel {
  // Not shown where it is logged: who has the URI of an old channel can send to the device.
  #uri;

  constructor(uri) {
    this.#uri = text(uri, "channel uri");
    Object.freeze(Object.assign(this, JSON.parse(call(() => readChannel(this.#uri)))));
  }

  get uri() {
    return this.#uri;
  }
}

/** The URI of a channel that was given as one. */
export function uriOf(channel) {
  if (channel instanceof Channel) return channel.uri;
  throw refusal("invalid_input", "channel", "a Channel", kind(channel));
}
