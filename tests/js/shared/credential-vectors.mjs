// Operations `sniff`, `contents`, `identity`, `certificate_request` and `signing_key`, with the slice for credentials.

import { fromBase64, ok, refusal, same, toBase64 } from "./check.mjs";
import { fields } from "./fields.mjs";

/** The bytes or text of a file: of `tests/credentials` by its name, or in the case itself. */
function read(vector, { files }) {
  if (vector.x !== undefined) return vector.x;
  if (vector.x_b64 !== undefined) return fromBase64(vector.x_b64);
  ok(Object.hasOwn(files, vector.file), `the file ${vector.file} is not there`);
  return fromBase64(files[vector.file]);
}

async function sha256(given) {
  const bytes = typeof given === "string" ? new TextEncoder().encode(given) : given;
  const digest = new Uint8Array(await globalThis.crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Without what is undefined. */
function present(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

export function sniff(slice, vector, file) {
  const { format, description, labels, isBase64, isTruncated, advice, ...others } = slice.sniff(read(vector, file));
  same(others, {}, "sniffed");
  ok(description.length > 0 && advice.endsWith("."), `${description}: ${advice}`);
  return { format, labels, is_base64: isBase64, is_truncated: isTruncated };
}

function limits({ password, max_bytes: maxBytes, max_iterations: maxIterations }) {
  return { password, maxBytes, maxIterations };
}

export async function contents(slice, vector, file) {
  const found = slice.Contents.read(read(vector, file), limits(vector));
  const { formats, protection, certificates, requests, publicKeys } = found;
  const keys = found.privateKeys();
  found.free();
  const all = (list, describe) => Promise.all(list.map(describe));
  return {
    formats,
    protection,
    keys: await all(keys, async (key) => {
      const { friendlyName, ...facts } = key;
      const found = { pkcs8_sha256: await sha256(key.toDer()), friendly_name: friendlyName };
      key.free();
      return present({ ...found, ...(await publicKey(facts)) });
    }),
    certificates: await all(certificates, certificate),
    requests: await all(requests, async ({ der, pem, ...key }) => {
      same(pem.split("\n").slice(1, -2).join(""), toBase64(der), "PEM of the request");
      return { sha256: await sha256(der), ...(await publicKey(key)) };
    }),
    public_keys: await all(publicKeys, publicKey),
  };
}

async function publicKey({ kind, publicKey: der, ...others }) {
  same(others, {}, "key");
  return { kind, public_key_sha256: await sha256(der) };
}

async function certificate({ der, pem, publicKey: key, ...found }) {
  same(pem.split("\n").slice(1, -2).join(""), toBase64(der), "PEM of the certificate");
  same(found.sha256, await sha256(der), "sha256");
  return present({
    sha256: found.sha256,
    sha1: found.sha1,
    common_name: found.commonName,
    issuer_common_name: found.issuerCommonName,
    user_id: found.userId,
    organizational_unit: found.organizationalUnit,
    friendly_name: found.friendlyName,
    not_before_ms: found.notBefore,
    not_after_ms: found.notAfter,
    kind: found.keyKind,
    public_key_sha256: await sha256(key),
    is_self_issued: found.isSelfIssued,
    is_for_clients: found.isForClients,
    has_old_signature: found.hasOldSignature,
  });
}

function made({ Contents, Identity }, { call, files }, file) {
  const given = files.map((one) => {
    fields(one, [], ["file", "x", "x_b64", "password"], "file");
    return [read(one, file), { password: one.password }];
  });
  switch (call) {
    case "p12":
      return Identity.fromP12(given[0][0], files[0].password);
    case "pem":
      return Identity.fromPem(...given[0]);
    case "parts":
      return Identity.fromParts(given[0][0], given[1][0], { password: files[1].password ?? files[0].password });
    case "contents":
      return given.reduce((whole, one) => whole.add(Contents.read(...one)), new Contents()).identity();
    default:
      throw new Error(`the call ${call} is not known here`);
  }
}

export async function identity(slice, vector, file) {
  const purpose = vector.purpose ?? {};
  fields(purpose, [], ["environment", "topic"], "purpose");
  const found = made(slice, vector, file);
  try {
    const known = slice.vocabulary().credentialLints;
    const lints = found.lints({ ...purpose, now: vector.now_ms }).map(({ code, found: what, ...lint }) => {
      same({ code, ...lint }, known.find((one) => one.code === code), "lint");
      return { code, found: what };
    });
    return present({
      chain: found.chain.map((one) => one.sha256),
      others: found.others.map((one) => one.sha256),
      kind: found.key.kind,
      key_sha256: await sha256(found.keyDer()),
      chain_pem_sha256: await sha256(found.chainPem()),
      key_pem_sha256: await sha256(found.keyPem()),
      combined_pem_sha256: await sha256(found.combinedPem()),
      friendly_name: found.friendlyName,
      days_left: found.certificate.daysLeft(vector.now_ms),
      push_certificate: push(slice, found, vector.expect.push_certificate),
      lints,
    });
  } finally {
    found.free();
  }
}

/** Written, found to hold the salts that are due, and read again. */
export async function p12Write(slice, vector, file) {
  const identity = made(slice, { ...vector, call: "contents" }, file);
  const p12 = identity.toP12(vector.password, { profile: vector.profile, entropy: fromBase64(vector.entropy_b64) });
  identity.free();
  const bytes = String.fromCharCode(...p12);
  const contents = slice.Contents.read(p12, { password: vector.password });
  const again = contents.identity();
  try {
    return present({
      chain: again.chain.map((one) => one.sha256),
      kind: again.key.kind,
      key_sha256: await sha256(again.keyDer()),
      protection: contents.protection,
      friendly_name: again.friendlyName,
      holds: vector.look_for_b64.filter((salt) => bytes.includes(atob(salt))).length,
    });
  } finally {
    for (const one of [contents, again]) one.free();
  }
}

function push(slice, found, expected = {}) {
  if (expected.error !== undefined) return { error: refusal(slice, () => found.pushCertificate(), "push certificate").code };
  const { defaultTopic, topics, environments, teamId, family, pushTypes, needsTopicHeader } = found.pushCertificate();
  if (environments.length > 0) {
    const scope = { defaultTopic, topics: topics.map(({ topic }) => topic), environments };
    same(found.pushCertificate().scope(), scope, "scope");
  }
  return present({
    default_topic: defaultTopic,
    topics,
    environments,
    team_id: teamId,
    family,
    push_types: pushTypes,
    needs_topic_header: needsTopicHeader,
  });
}

export async function certificateRequest(slice, vector) {
  const { common_name: commonName, ...more } = vector.subject;
  const subject = { commonName, ...more };
  const key = vector.p8 === undefined ? undefined : slice.PrivateKey.read(vector.p8);
  const signs = key !== undefined && vector.signature_b64 === undefined;
  const found = signs ? slice.CertificateRequest.sign(subject, key) : undefined;
  const unsigned = new slice.UnsignedRequest(subject, key?.publicKey ?? fromBase64(vector.spki_b64));
  const request = found ?? unsigned.assemble(fromBase64(vector.signature_b64));
  same(slice.CertificateRequest.fromDer(request.der), request, "read again");
  return {
    algorithm: unsigned.algorithm,
    kind: request.kind,
    signing_input_b64: toBase64(unsigned.signingInput),
    pem: request.pem,
    sha256: await sha256(request.der),
  };
}

export function signingKey(slice, vector, file) {
  const pem = slice.signingKeyPem(read(vector, file), { password: vector.password });
  const key = slice.PrivateKey.read(pem);
  // The last part of the public key's DER.
  const point = toBase64(key.publicKey.slice(-65));
  key.free();
  return { public_key_b64: point, key_id: slice.keyIdFromFileName(vector.file_name) ?? null };
}
