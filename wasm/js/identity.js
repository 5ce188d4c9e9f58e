// What files hold, and a key with its certificates.

import { ContentsHandle, IdentityHandle } from "./waxwing.js";
import { call, refusal } from "./errors.js";
import { bytes, kind, only, options, text, textOrBytes } from "./input.js";
import { Handle, OWN, disposable } from "./handle.js";
import { Certificate, purposeOf } from "./certificate.js";
import { CertificateRequest } from "./certificate-request.js";
import { PrivateKey, opening, publicPart, secret } from "./private-key.js";

/** Everything that one or several files hold. */
export class Contents {
  #handle;
  #facts;

  static read(file, given) {
    const parts = opening(file, given);
    return new Contents(OWN, () => ContentsHandle.read(...parts));
  }

  constructor(own, make) {
    if (own !== undefined && own !== OWN) throw refusal("invalid_input", "Contents", "Contents.read(file)", kind(own));
    this.#handle = new Handle("contents", make ?? (() => new ContentsHandle()));
    Object.freeze(this);
  }

  /** Read when it is first asked for. */
  get #described() {
    const handle = this.#handle.open();
    this.#facts ??= described(call(() => handle.describe()));
    return this.#facts;
  }

  get formats() {
    return this.#described.formats;
  }

  get protection() {
    return this.#described.protection;
  }

  get certificates() {
    return this.#described.certificates;
  }

  get requests() {
    return this.#described.requests;
  }

  get publicKeys() {
    return this.#described.publicKeys;
  }

  add(other) {
    const handle = this.#handle.open();
    if (!(other instanceof Contents) || other === this) {
      throw refusal("invalid_input", "contents", "other Contents", other === this ? "these" : kind(other));
    }
    const inner = other.#handle.open();
    call(() => handle.add(inner));
    this.#facts = undefined;
    return this;
  }

  privateKeys() {
    const handle = this.#handle.open();
    return call(() => handle.keys()).map((key) => new PrivateKey(OWN, () => key));
  }

  privateKey() {
    const handle = this.#handle.open();
    return new PrivateKey(OWN, () => handle.privateKey());
  }

  identity() {
    const handle = this.#handle.open();
    return new Identity(OWN, () => handle.identity());
  }

  identities() {
    const handle = this.#handle.open();
    return call(() => handle.identities()).map((one) => new Identity(OWN, () => one));
  }

  free() {
    this.#handle.free();
  }
}

function described(text) {
  const { formats, protection, certificates, requests, publicKeys } = JSON.parse(text);
  return {
    formats,
    protection,
    certificates: certificates.map((one) => new Certificate(OWN, one)),
    requests: requests.map((one) => new CertificateRequest(OWN, one)),
    publicKeys: publicKeys.map(publicPart),
  };
}

/** A private key, its certificate, and the certificates above that. */
export class Identity {
  #handle;

  static fromP12(file, password) {
    const given = textOrBytes(file, "file");
    const opener = secret(password);
    return new Identity(OWN, () => IdentityHandle.fromP12(given, opener));
  }

  static fromPem(pem, more) {
    const given = textOrBytes(pem, "pem");
    const opener = passwordOf(more);
    return new Identity(OWN, () => IdentityHandle.fromPem(given, opener));
  }

  static fromParts(certificate, key, more) {
    const first = textOrBytes(certificate, "certificate");
    const second = textOrBytes(key, "key");
    const opener = passwordOf(more);
    return new Identity(OWN, () => IdentityHandle.fromParts(first, second, opener));
  }

  constructor(own, make) {
    if (own !== OWN) throw refusal("invalid_input", "Identity", "Identity.fromP12(file, password)", "new");
    this.#handle = new Handle("identity", make);
    const { friendlyName, key, chain, others } = JSON.parse(this.#handle.open().describe());
    this.friendlyName = friendlyName;
    this.key = publicPart(key);
    this.chain = Object.freeze(chain.map((one) => new Certificate(OWN, one)));
    this.others = Object.freeze(others.map((one) => new Certificate(OWN, one)));
    Object.freeze(this);
  }

  get certificate() {
    return this.chain[0];
  }

  pushCertificate() {
    return this.certificate.pushCertificate();
  }

  chainPem() {
    const handle = this.#handle.open();
    return call(() => handle.chainPem());
  }

  keyPem() {
    const handle = this.#handle.open();
    return call(() => handle.keyPem());
  }

  combinedPem() {
    const handle = this.#handle.open();
    return call(() => handle.combinedPem());
  }

  chainDer() {
    return this.chain.map(({ der }) => der.slice());
  }

  keyDer() {
    const handle = this.#handle.open();
    return call(() => handle.keyDer());
  }

  toP12(password, given) {
    const handle = this.#handle.open();
    const { profile = "modern", entropy, ...rest } = options(given, "options");
    only(rest, ["profile", "entropy"], "options");
    const name = text(profile, "profile");
    const opener = secret(text(password, "password"));
    const random = entropy === undefined ? crypto.getRandomValues(new Uint8Array(32)) : bytes(entropy, "entropy");
    return call(() => handle.toP12(opener, random, name));
  }

  lints(purpose) {
    const handle = this.#handle.open();
    const [written, at] = purposeOf(purpose);
    return JSON.parse(call(() => handle.lints(written, at)));
  }

  free() {
    this.#handle.free();
  }
}

/** The password among options that have nothing else. */
function passwordOf(given) {
  const more = options(given, "options");
  only(more, ["password"], "options");
  return secret(more.password);
}

disposable(Contents, Identity);
