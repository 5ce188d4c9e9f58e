// What a purchase grants.

import { SubscriptionHandle } from "./waxwing.js";
import { call, refusal } from "./errors.js";
import { OWN, Handle, disposable } from "./handle.js";
import { kind as kindOf, options, text, time } from "./input.js";

/** Reduces verified objects of one purchase to one state. */
export class SubscriptionState {
  #handle;

  constructor(...identity) {
    const [own, handle] = identity;
    this.#handle = new Handle("subscription state", own === OWN ? () => handle : empty(identity));
  }

  static fromJson(json) {
    const given = text(json, "stored subscription");
    return new SubscriptionState(OWN, call(() => SubscriptionHandle.fromJson(given)));
  }

  get bundleId() {
    return this.#identity().bundleId;
  }

  get environment() {
    return this.#identity().environment;
  }

  get originalTransactionId() {
    return this.#identity().originalTransactionId;
  }

  #identity() {
    return JSON.parse(this.#handle.open().identity());
  }

  apply(verified) {
    const handle = this.#handle.open();
    const object = options(verified, "object");
    if (object.verified === false) {
      throw refusal("invalid_input", "object", "a verified object", "one that decodeUnverified gave");
    }
    const kind = text(object.kind, "object.kind");
    const json = text(object.json, "object.json");
    const [transaction, renewalInfo] = ["transaction", "renewalInfo"].map((name) => nested(object[name], name));
    return call(() => handle.apply(kind, json, transaction, renewalInfo));
  }

  merge(other) {
    const handle = this.#handle.open();
    if (!(other instanceof SubscriptionState)) {
      throw refusal("invalid_input", "other", "a SubscriptionState", kindOf(other));
    }
    // Its own state tells nothing new, and the module cannot lend it twice.
    if (other === this) return "unchanged";
    const given = other.#handle.open();
    return call(() => handle.merge(given));
  }

  entitlement(now) {
    const at = time(now, "now");
    return JSON.parse(this.#handle.open().entitlement(at));
  }

  renewal() {
    return parsed(this.#handle.open().renewal());
  }

  periods() {
    return JSON.parse(this.#handle.open().periods());
  }

  lastNotice() {
    return parsed(this.#handle.open().lastNotice());
  }

  toJson() {
    return this.#handle.open().toJson();
  }

  free() {
    this.#handle.free();
  }
}

function empty([bundleId, environment, originalTransactionId]) {
  const names = { bundleId, environment, originalTransactionId };
  const texts = Object.entries(names).map(([name, value]) => text(value, name));
  return () => new SubscriptionHandle(...texts);
}

/** The JSON of an object inside a notification, if there is one. */
function nested(object, name) {
  if (object === undefined || object === null) return undefined;
  return text(options(object, `object.${name}`).json, `object.${name}.json`);
}

function parsed(json) {
  return json === undefined ? undefined : JSON.parse(json);
}

disposable(SubscriptionState);
