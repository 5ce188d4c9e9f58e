// Which credential is for what.

import { KeyRingHandle, checkCertificateScope } from "./waxwing.js";
import { call } from "./errors.js";
import { json, options, text } from "./input.js";
import { Handle, disposable } from "./handle.js";
import { openNotification } from "./notification.js";
import { openKey } from "./provider.js";

/** Keys with their scopes, of which one is chosen for each topic. */
export class KeyRing {
  #handle = new Handle("key ring", () => new KeyRingHandle());
  #keys = [];

  add(key, scope) {
    const handle = this.#handle.open();
    const inner = openKey(key);
    const written = json(options(scope, "scope"), "scope");
    call(() => handle.add(inner, written));
    this.#keys.push(key);
    return this;
  }

  choose(topic, environment) {
    const handle = this.#handle.open();
    const about = text(topic, "topic");
    const where = text(environment, "environment");
    return this.#keys[call(() => handle.choose(about, where))];
  }

  free() {
    this.#handle.free();
    this.#keys = [];
  }
}

/** What a client certificate is for. */
export class CertificateScope {
  #scope;

  constructor(scope) {
    const written = json(options(scope, "scope"), "scope");
    call(() => checkCertificateScope(written));
    this.#scope = written;
    Object.freeze(this);
  }

  check(notification, environment) {
    const handle = openNotification(notification);
    const where = text(environment, "environment");
    call(() => handle.checkCertificate(this.#scope, where));
  }
}

disposable(KeyRing);
