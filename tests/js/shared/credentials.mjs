// Operations about key and certificate files, and what only JavaScript shows of them.

import { fromBase64, ok, refused, same, toBase64, utf8 } from "./check.mjs";
import { IDS } from "./token.mjs";

const TOPIC = "com.example.app";
/** Within the validity of the certificates. */
const NOW = Date.UTC(2026, 0, 1);

export function credentialCases(slice, waxwing, data) {
  const { Certificate, CertificateRequest, Contents, Identity, PrivateKey, UnsignedRequest } = slice;
  const file = (name) => {
    ok(Object.hasOwn(data.credentials, name), `${name} is not there`);
    return fromBase64(data.credentials[name]);
  };
  const textOf = (name) => new TextDecoder().decode(file(name));
  const p12 = () => Identity.fromP12(file("openssl3-chain.p12"), "secret");
  const input = (action, subject, what) => refused(slice, action, "invalid_input", subject, what);
  const rows = {
    "an identity becomes what a TLS stack and a scope take": () => {
      const identity = p12();
      const [chain, key] = [identity.chainPem(), identity.keyPem()];
      same(chain, identity.chain.map(({ pem }) => pem).join(""), "chain");
      same(identity.combinedPem(), chain + key, "combined");
      same(identity.chainDer(), identity.chain.map(({ der }) => der), "chain as DER");
      ok(key.startsWith("-----BEGIN PRIVATE KEY-----\n"), "key");
      same(toBase64(identity.keyDer()), key.split("\n").slice(1, -2).join(""), "key as DER");
      same(identity.certificate, identity.chain[0], "certificate");
      const push = identity.pushCertificate();
      const scope = new waxwing.CertificateScope(push.scope());
      const note = waxwing.Notification.alert(TOPIC, "Ready");
      scope.check(note, push.environments[0]);
      const other = waxwing.Notification.alert("com.example.other", "Ready");
      refused(waxwing, () => scope.check(other, push.environments[0]), "no_matching_key", "apns-topic");
      identity.free();
    },
    "an encrypted key becomes one that signs": () => {
      const pem = slice.signingKeyPem(textOf("key-ec.p8").replaceAll("\n", "\\n"));
      const key = waxwing.ProviderKey.fromP8(pem, IDS);
      same(toBase64(PrivateKey.read(pem).publicKey.slice(-65)), toBase64(key.publicKey), "public key");
      key.free();
      refused(slice, () => slice.signingKeyPem(file("key-pkcs8.pem")), "invalid_key_algorithm");
      refused(slice, () => slice.signingKeyPem(file("key-ec384.p8")), "invalid_key_curve");
      same(slice.keyIdFromFileName("AuthKey_ABC123DEFG.p8"), "ABC123DEFG", "id");
      same(slice.keyIdFromFileName("key.p8"), undefined, "no id");
    },
    "a request is signed by WebCrypto": async () => {
      const { subtle } = globalThis.crypto;
      const subject = { commonName: "Push", email: "push@example.com", country: "DE" };
      const rsa = { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" };
      const ec = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
      for (const [algorithm, named] of [[rsa, "sha256WithRSAEncryption"], [ec, "ecdsa-with-SHA256"]]) {
        const { publicKey, privateKey } = await subtle.generateKey(algorithm, true, ["sign", "verify"]);
        const spki = new Uint8Array(await subtle.exportKey("spki", publicKey));
        const request = new UnsignedRequest(subject, spki);
        same(request.algorithm, named, "algorithm");
        const signature = new Uint8Array(await subtle.sign(algorithm, privateKey, request.signingInput));
        const made = request.assemble(signature);
        ok(made.pem.startsWith("-----BEGIN CERTIFICATE REQUEST-----\n"), made.pem);
        same(made.publicKey, spki, "public key");
        same(CertificateRequest.fromDer(made.der), made, "read again");
        input(() => request.assemble(signature.subarray(1)), "signature", "signature");
      }
    },
    "what is made of contents outlives them": () => {
      const contents = new Contents();
      same([contents.formats, contents.privateKeys()], [[], []], "empty");
      same(contents.add(Contents.read(file("universal.cer"))), contents, "add");
      const other = Contents.read(file("key-pkcs8.pem"));
      same(contents.add(other).formats, ["certificate", "pem"], "formats");
      input(() => contents.add(contents), "contents", "to itself");
      for (const bad of [undefined, null, {}, "text"]) input(() => contents.add(bad), "contents", "no contents");
      const [identity, ...others] = [contents.identity(), ...contents.identities()];
      same(others.map(({ certificate }) => certificate), [identity.certificate], "identities");
      const key = other.privateKey();
      for (const one of [contents, other, ...others]) one.free();
      for (const use of ["identity", "identities", "privateKey", "privateKeys"]) input(() => contents[use](), "contents", use);
      input(() => contents.formats, "contents", "formats");
      input(() => new Contents().add(other), "contents", "freed");
      same([identity.key.kind, key.toPem()], ["RSA 2048", identity.keyPem()], "key");
      refused(slice, () => Contents.read(file("universal.cer")).identity(), "missing_private_key");
      for (const one of [identity, key]) {
        one.free();
        one[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
      }
      input(() => identity.keyPem(), "identity", "freed");
      input(() => key.toDer(), "private key", "freed");
      ok(identity.certificate.daysLeft(NOW) > 0, "the certificate stays");
    },
    "limits and passwords are options": () => {
      const options = { password: "secret", maxIterations: 2047 };
      refused(slice, () => Contents.read(file("openssl3.p12"), options), "too_many_iterations");
      Contents.read(file("openssl3.p12"), { ...options, maxIterations: 2048 }).free();
      refused(slice, () => Contents.read(file("openssl3.p12"), { maxBytes: 100 }), "too_large");
      refused(slice, () => Contents.read(file("key-pbes2.der")), "password_required");
      refused(slice, () => Identity.fromP12(file("openssl3.p12")), "wrong_password");
      refused(slice, () => Identity.fromP12(file("ck.pem"), "secret"), "other_material");
      input(() => Contents.read(file("ck.pem"), { passphrase: "x" }), "options.passphrase", "misspelt");
      input(() => Contents.read(file("ck.pem"), { maxIterations: -1 }), "maxIterations", "negative");
      input(() => Contents.read(file("ck.pem"), { maxBytes: "1" }), "maxBytes", "text");
      Contents.read(file("ck.pem"), { maxBytes: Number.MAX_SAFE_INTEGER, maxIterations: 1e300 }).free();
    },
    "arguments of another type are named": () => {
      for (const bad of [undefined, null, 7, {}, [], new ArrayBuffer(8), 7n]) {
        input(() => slice.sniff(bad), "file", "sniff");
        input(() => Contents.read(bad), "file", "contents");
        input(() => PrivateKey.read(bad), "file", "key");
        input(() => Identity.fromP12(bad, "secret"), "file", "p12");
        input(() => Identity.fromPem(bad), "pem", "pem");
        input(() => Identity.fromParts(bad, "x"), "certificate", "certificate");
        input(() => Identity.fromParts("x", bad), "key", "key");
        input(() => Certificate.fromDer(bad), "certificate", "certificate");
        input(() => CertificateRequest.fromDer(bad), "request", "request");
        input(() => CertificateRequest.sign({ commonName: "Push" }, bad), "key", "sign");
        input(() => slice.keyIdFromFileName(bad), "name", "name");
        if (bad !== undefined && bad !== null) input(() => Identity.fromP12(file("openssl3.p12"), bad), "password", "password");
      }
      for (const bad of ["\ud800", 7]) input(() => Contents.read("x", { password: bad }), "password", "password");
      for (const Type of [Certificate, CertificateRequest, Contents, Identity, PrivateKey, slice.PushCertificate]) {
        input(() => new Type(Symbol("waxwing"), () => ({})), undefined, "new");
      }
      refused(slice, () => p12().lints({ environment: "moon" }), "invalid_input");
      input(() => p12().lints({ team: "x" }), "purpose.team", "purpose");
      refused(slice, () => p12().lints({ now: "today" }), "invalid_time", "now");
    },
    "results hold no secrets, and do not change": () => {
      const identity = p12();
      const shown = JSON.stringify(identity) + JSON.stringify(Contents.read(file("ck.pem")));
      ok(!shown.includes(identity.keyPem().split("\n")[2]), "a key shows");
      const { certificate } = identity;
      const before = certificate.daysLeft(NOW);
      certificate.der.fill(0);
      same(certificate.daysLeft(NOW), before, "days left");
      identity.keyDer().fill(0);
      ok(identity.keyDer()[0] === 0x30, "the key is its own");
      ok([identity, identity.key, identity.chain, certificate].every(Object.isFrozen), "not frozen");
      identity.free();
    },
    "the words are those of the lists": () => {
      const { fileFormats, credentialLints } = slice.vocabulary();
      const lints = p12().lints({ environment: "production", topic: "com.example.other", now: 0 });
      ok(lints.length > 1 && lints[0].isFatal, JSON.stringify(lints));
      for (const { found, ...lint } of lints) {
        ok(found.length > 0, "found");
        same(lint, credentialLints.find(({ code }) => code === lint.code), "lint");
      }
      const { format, description, advice } = slice.sniff(utf8("<!DOCTYPE html>"));
      same({ name: format, description, advice }, fileFormats.find(({ name }) => name === "html"), "format");
    },
  };
  return Object.entries(rows).map(([name, run]) => ({ group: "credentials", name, run }));
}
