// Runs the cases of tests/vectors/*.json. A file, an operation or a field that is not known here
// fails: a runner must not pass over what it does not understand.

import * as credentials from "./credential-vectors.mjs";
import { fromBase64, ok, refused, rejected, same, toBase64 } from "./check.mjs";
import { fields, input } from "./fields.mjs";
import * as legacy from "./legacy-vectors.mjs";
import { typeCases } from "./payload-types.mjs";
import * as receipt from "./receipt.mjs";
import { session } from "./session.mjs";
import { notificationMeaning, subscription } from "./subscription.mjs";
import * as verifying from "./verify.mjs";
import * as windows from "./windows-vectors.mjs";

/** The operations of the slices that have what the whole does not. */
const SLICES = {
  receipts: ["receipt"],
  credentials: ["sniff", "contents", "identity", "certificate_request", "signing_key", "p12_write"],
  windows: ["channel_uri", "wns_token", "wns_request", "wns_reply"],
  legacy: ["mpns_request", "mpns_reply", "binary_apns"],
};

/** The slice that an operation belongs to alone, if there is one. */
export function sliceOf(op) {
  return Object.keys(SLICES).find((name) => SLICES[name].includes(op));
}

/** The cases of all files: `{ group, name, run }`. `slices` are those that have what the whole does not. */
export function vectorCases(waxwing, data, slices = {}) {
  const cases = [];
  for (const [group, text] of Object.entries(data.vectors)) {
    const file = JSON.parse(text);
    const own = fileCases(slices[sliceOf(file.op)] ?? waxwing, data, file, group);
    ok(own.length > 0, `${group} has no cases`);
    const names = new Set(own.map(({ name }) => name));
    ok(names.size === own.length, `${group} has a name twice`);
    cases.push(...own.map((entry) => ({ group, ...entry })));
  }
  ok(cases.length > 0, "there are no vector files");
  return cases;
}

function fileCases(waxwing, data, file, group) {
  same(file.format, 1, `${group}: format`);
  ok(Object.hasOwn(OPERATIONS, file.op), `${group}: the operation ${file.op} is not known here`);
  const { list = "cases", shared = [], cases } = OPERATIONS[file.op];
  fields(file, ["about", "format", "op", list], shared, group);
  // Cases may name files of `tests/credentials`.
  return cases(waxwing, { ...file, files: data.credentials }, data);
}

const TOKEN = ["token", "token_parts", "token_b64"];
const FILE = ["file", "x", "x_b64"];
const RECEIPT = ["receipt", "receipt_parts", "receipt_b64"];
/** The fields of a verification. */
const VERIFY = [
  ["kind", "environments", "bundle_ids", "app_apple_ids", "validity", "now_ms", "expect"],
  [TOKEN],
  ["roots", "roots_b64"],
];
/** The same with everything that can be set, and more. */
const withPolicy = (more, also = []) => {
  const [required, choices, optional] = VERIFY;
  const set = ["oldest_signing_time_ms", "xcode_certificates_b64", "revocation", "ocsp_hosts", "ocsp_max_age_ms"];
  return [[...required, ...more], choices, [...optional, ...set, ...also]];
};

const OPERATIONS = {
  error_codes: { list: "codes", cases: errorCodes },
  payload_types: { list: "types", cases: (_, file, data) => typeCases(file.types, data.payloadTypes) },
  provider_key: each(providerKey, ["key_id", "team_id", "expect"], [["p8", "p8_parts", "p8_b64"]]),
  provider_token: each(
    providerToken,
    ["p8", "key_id", "team_id", "expect"],
    [["now_ms", "issued_at_s"]],
    ["window_s", "phase_s"],
  ),
  device_token: each(deviceToken, ["expect"], [["hex", "hex_parts"]]),
  notification: each(notification, ["notification", "environment", "device_token", "expect"], [], ["port", "authorization"]),
  lint: each(lint, ["expect"], [["notification", "headers"]], ["body", "body_parts"]),
  options: { list: "options", cases: (waxwing, file) => listed(file.options, options(waxwing)) },
  push_types: { list: "push_types", cases: (waxwing, file) => listed(file.push_types, pushTypes(waxwing)) },
  reply: each(
    reply,
    ["status", "headers", "expect"],
    [["body", "body_parts", "body_b64"]],
    ["registered_at_ms", "sent_at_ms"],
  ),
  broadcast: each(
    broadcast,
    ["notification", "channel_id", "environment", "expect"],
    [],
    ["authority", "authorization"],
  ),
  channel: each(
    channel,
    ["call", "expect"],
    [["bundle_id", "status"]],
    [
      ...["environment", "authority", "storage_policy", "channel_id", "request_id", "authorization"],
      ...["headers", "body", "body_parts"],
    ],
  ),
  keyring: each(keyring, ["keys", "topic", "environment", "expect"], [], [], ["p8"]),
  goaway: each(
    goaway,
    ["error_code", "last_stream_id", "expect"],
    [],
    ["debug_text", "debug_text_parts", "debug_b64"],
  ),
  backoff: each(backoff, ["first_ms", "max_ms", "attempt", "jitter_permille", "expect"]),
  session: each(session, ["policy", "credential", "steps", "expect"], [], ["p8", "key_id", "team_id"]),
  verify: twice(verifying.verify, verifying.verifyAsync, ...VERIFY, ["roots"]),
  verify_policy: twice(verifying.verifyPolicy, verifying.verifyPolicyAsync, ...withPolicy([]), ["roots"]),
  verify_ocsp: twice(verifying.verifyOcsp, verifying.verifyOcspAsync, ...withPolicy(["answers_b64"]), ["roots"]),
  ocsp_requests: later(verifying.ocspRequests, ...withPolicy([]), ["roots"]),
  checks: later(verifying.checks, ...withPolicy([], ["outcomes"]), ["roots"]),
  unverified: each(verifying.unverified, ["kind", "expect"], [TOKEN]),
  receipt: each(
    receipt.verify,
    ["environments", "bundle_ids", "now_ms", "expect"],
    [RECEIPT],
    ["roots", "roots_b64", "root_sha256", "xcode", "xcode_b64", "sha256_only", "device_hex"],
    ["roots"],
  ),
  receipt_id: each(receipt.id, ["kind", "expect"], [RECEIPT]),
  anchor: each(anchor, ["der_b64", "expect"]),
  sniff: each(credentials.sniff, ["expect"], [FILE]),
  contents: later(credentials.contents, ["expect"], [FILE], ["password", "max_bytes", "max_iterations", "slow"]),
  identity: later(credentials.identity, ["call", "files", "now_ms", "expect"], [], ["purpose", "slow"]),
  certificate_request: later(
    credentials.certificateRequest,
    ["subject", "expect"],
    [["p8", "spki_b64"]],
    ["signature_b64"],
  ),
  p12_write: later(
    credentials.p12Write,
    ["files", "password", "entropy_b64", "profile", "look_for_b64", "expect"],
    [],
    ["slow"],
  ),
  channel_uri: each(windows.channel, ["expect"], [["uri", "uri_parts"]]),
  wns_token: each(
    windows.token,
    ["expect"],
    [["system", "status"]],
    [
      ...["package_sid", "package_sid_parts", "secret", "secret_parts", "tenant", "tenant_parts", "client_id", "client_id_parts"],
      ...["headers", "body", "body_parts", "now_ms"],
    ],
  ),
  wns_request: each(
    windows.request,
    ["channel", "expect"],
    [["notification", "remove"], ["token", "token_parts"]],
    ["xml", "xml_parts", "raw", "raw_parts"],
  ),
  wns_reply: each(windows.reply, ["status", "headers", "expect"], [["body", "body_parts"]], ["reason_phrase"]),
  mpns_request: each(
    legacy.request,
    ["expect"],
    [["notification", "common_name", "common_name_parts"]],
    ["channel", "raw", "raw_parts", "other"],
  ),
  mpns_reply: each(legacy.reply, ["status", "headers", "body", "expect"]),
  binary_apns: each(
    legacy.binary,
    ["call", "expect"],
    [["frame", "chunks_hex", "hex", "time_s"]],
    ["token_hex", "payload_b64", "identifier", "expiry_s", "priority", "finish", "registered_at_ms"],
  ),
  certificate_scope: each(
    certificateScope,
    ["default_topic", "topics", "environments", "notification", "environment", "expect"],
  ),
  signing_key: each(credentials.signingKey, ["file_name", "expect"], [FILE], ["password"]),
  subscription: each(
    subscription,
    ["events", "expect"],
    [["stored", "bundle_id"]],
    ["environment", "original_transaction_id", "orders", "at_ms", "merge"],
    ["roots", "now_ms", "events"],
  ),
  notification_meaning: each(notificationMeaning, ["token", "expect"], [], [], ["roots", "now_ms"]),
};

/** An operation whose cases have these fields, one of each of `choices`, and perhaps `optional`. */
function each(run, required, choices = [], optional = [], shared = []) {
  const known = (vector) => {
    fields(vector, ["name", ...required], [...choices.flat(), ...optional], vector.name);
    for (const choice of choices) {
      const given = choice.filter((key) => Object.hasOwn(vector, key));
      ok(given.length === 1, `one of ${choice.join(", ")} is due, found ${given.join(", ")}`);
    }
    if (Object.hasOwn(vector.expect, "error")) fields(vector.expect, ["error"], ["subject", "retryable"], "expect");
  };
  const cases = (waxwing, file) =>
    file.cases.map((vector) => ({
      name: vector.name,
      run() {
        known(vector);
        const result = () => run(waxwing, vector, file);
        const { error, subject } = vector.expect;
        if (error === undefined) same(result(), vector.expect, vector.name);
        else retryable(refused(waxwing, result, error, subject, vector.name), vector);
      },
    }));
  return { cases, shared, known };
}

/** The same with a function that gives a promise. */
function later(run, ...form) {
  const { shared, known } = each(run, ...form);
  const cases = (waxwing, file) =>
    file.cases.map((vector) => ({
      name: vector.name,
      async run() {
        known(vector);
        const result = () => run(waxwing, vector, file);
        const { error, subject } = vector.expect;
        if (error === undefined) same(await result(), vector.expect, vector.name);
        else retryable(await rejected(waxwing, result, error, subject, vector.name), vector);
      },
    }));
  return { cases, shared };
}

/** Each case with a function, and once more with one that gives a promise. */
function twice(run, runAsync, ...form) {
  const [now, then] = [each(run, ...form), later(runAsync, ...form)];
  const again = (waxwing, file) =>
    then.cases(waxwing, file).map(({ name, run }) => ({ name: `${name} by WebCrypto`, run }));
  return { cases: (waxwing, file) => [...now.cases(waxwing, file), ...again(waxwing, file)], shared: now.shared };
}

function retryable(error, { name, expect }) {
  same(error.retryable, expect.retryable ?? error.retryable, `${name}: retryable`);
}

function errorCodes(waxwing, { codes }) {
  const known = waxwing.vocabulary().errorCodes;
  const cases = codes.map((entry) => ({
    name: entry.name,
    run() {
      fields(entry, ["code", "name", "category"], [], entry.name);
      const found = known.find(({ code }) => code === entry.name);
      same(found, { code: entry.name, number: entry.code, category: entry.category }, "code");
    },
  }));
  cases.push({
    name: "no_other_codes",
    run: () => same(known.map(({ code }) => code), codes.map(({ name }) => name), "codes"),
  });
  return cases;
}

/** Exactly these, in any order. */
function listed(expected, found) {
  const cases = expected.map((entry) => ({
    name: entry.name,
    run: () => same(found.find(({ name }) => name === entry.name), entry, entry.name),
  }));
  cases.push({ name: "no_others", run: () => same(found.length, expected.length, "entries") });
  return cases;
}

function options(waxwing) {
  const snake = (name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return waxwing.vocabulary().notificationOptions.map(({ name, kind }) => ({ name: snake(name), kind }));
}

function pushTypes(waxwing) {
  return waxwing.pushTypes().map(({ name, topicSuffix, priority, expiration, maxPayloadBytes, auth, ...others }) => {
    same(others, {}, name);
    return { name, topic_suffix: topicSuffix, priority, expiration, max_payload_bytes: maxPayloadBytes, auth };
  });
}

function providerKey(waxwing, vector) {
  const ids = { keyId: vector.key_id, teamId: vector.team_id };
  const key = waxwing.ProviderKey.fromP8(input(vector, "p8"), ids);
  const result = { public_key_b64: toBase64(key.publicKey) };
  key.free();
  return result;
}

function providerToken(waxwing, vector) {
  const key = waxwing.ProviderKey.fromP8(vector.p8, { keyId: vector.key_id, teamId: vector.team_id });
  try {
    const token = Object.hasOwn(vector, "issued_at_s")
      ? key.tokenIssuedAt(vector.issued_at_s)
      : key.tokenAt(vector.now_ms, { windowSeconds: vector.window_s, phaseSeconds: vector.phase_s });
    same(token.authorization, `bearer ${token.jwt}`, "authorization");
    same([token.keyId, token.teamId], [vector.key_id, vector.team_id], "ids");
    return {
      token: token.jwt,
      issued_at_s: token.issuedAt / 1000,
      ...(Object.hasOwn(vector.expect, "expires_at_s") && { expires_at_s: token.expiresAt / 1000 }),
    };
  } finally {
    key.free();
  }
}

function deviceToken(waxwing, vector) {
  return { hex: waxwing.deviceToken(input(vector, "hex")) };
}

/** The name that JavaScript has for an option. */
function camel(name) {
  return name.replaceAll(/_([a-z])/g, (_, letter) => letter.toUpperCase());
}

/** Options under their names in JavaScript, without what is the app's own inside them. */
function renamed(options, nested = ["alert", "sound"]) {
  const entries = Object.entries(options).map(([name, value]) => {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return [camel(name), nested.includes(name) && isObject ? renamed(value, ["title", "body"]) : value];
  });
  return Object.fromEntries(entries);
}

/** The notification of a document, which in the spelling of JavaScript is the same. */
function built(waxwing, document) {
  const { payload_parts: _, ...given } = document;
  if (Object.hasOwn(document, "payload_parts")) given.payload = input(document, "payload");
  const note = new waxwing.Notification(given);
  const other = new waxwing.Notification(renamed(given));
  same([other.payload, other.lints], [note.payload, note.lints], "in another spelling");
  other.free();
  return note;
}

function notification(waxwing, vector) {
  const note = built(waxwing, vector.notification);
  const endpoint = { environment: vector.environment, ...(vector.port !== undefined && { port: vector.port }) };
  const prepared = note.prepare(endpoint);
  try {
    const token = Object.hasOwn(vector, "authorization") ? waxwing.ProviderToken.fromJwt(vector.authorization) : null;
    const request = prepared.request(vector.device_token, token);
    same(request.path, new URL(request.url).pathname, "path");
    same(prepared.path(vector.device_token), request.path, "path");
    same(note.payload, new TextDecoder().decode(request.body), "payload");
    return present({ ...asSent(request), cut: cut(note.cut) });
  } finally {
    prepared.free();
    note.free();
  }
}

function lint(waxwing, vector) {
  const known = waxwing.vocabulary().lints;
  const lints = vector.notification
    ? built(waxwing, vector.notification).lints
    : waxwing.lintRequest(vector.headers, input(vector, "body"));
  return {
    lints: lints.map(({ code, subject, advice, source }) => {
      same({ code, advice, source }, known.find((one) => one.code === code), "lint");
      return { code, subject };
    }),
  };
}

function asSent({ method, url, headers, body }) {
  return { method, url, headers: Object.entries(headers), body: body === undefined ? "" : new TextDecoder().decode(body) };
}

function cut(found) {
  if (found === undefined) return undefined;
  const { pointer, originalBytes, keptBytes, removedBytes } = found;
  return { pointer, original_bytes: originalBytes, kept_bytes: keptBytes, removed_bytes: removedBytes };
}

function broadcast(waxwing, vector) {
  // Options are known under their names in the vectors as well.
  const found = new waxwing.Broadcast(vector.channel_id, vector.notification);
  try {
    return asSent(sent(waxwing, vector, found.prepare(place(vector))));
  } finally {
    found.free();
  }
}

/** Another host, or Apple's. */
function place({ authority, environment }) {
  return authority === undefined ? { environment } : { authority };
}

/** The request of a call, which says the same as the call itself. */
function sent(waxwing, { authorization }, found) {
  const request = found.request(authorization === undefined ? null : waxwing.ProviderToken.fromJwt(authorization));
  const { authorization: _, ...headers } = request.headers;
  same([request.method, request.url, headers], [found.method, found.url, found.headers], "call");
  same(request.url, `https://${found.authority}${request.path}`, "url");
  new Request(request.url, request);
  return request;
}

function channel(waxwing, vector) {
  if (vector.status !== undefined) return channelReply(waxwing, vector);
  const channels = new waxwing.Channels(vector.bundle_id, place(vector));
  const more = vector.request_id === undefined ? undefined : { requestId: vector.request_id };
  const calls = {
    create: () => channels.create(vector.storage_policy, more),
    read: () => channels.read(vector.channel_id, more),
    delete: () => channels.delete(vector.channel_id, more),
    list: () => channels.list(more),
  };
  ok(Object.hasOwn(calls, vector.call), `the call ${vector.call} is not known here`);
  if (vector.channel_id !== undefined) same(waxwing.channelId(vector.channel_id), vector.channel_id, "channelId");
  return asSent(sent(waxwing, vector, calls[vector.call]()));
}

function channelReply(waxwing, vector) {
  const found = waxwing.parseReply({ status: vector.status, headers: vector.headers, body: input(vector, "body") });
  const says = {
    is_success: found.isSuccess,
    apns_request_id: found.apnsRequestId,
    apns_channel_id: found.apnsChannelId,
  };
  switch (vector.call) {
    case "create":
    case "delete":
      return present(says);
    case "read": {
      const { storagePolicy, storagePolicyNumber, pushType, pushTypeText, ...others } = found.channel();
      same(others, {}, "channel");
      says.storage_policy = storagePolicy;
      says.storage_policy_number = storagePolicyNumber;
      says.push_type = pushType;
      says.push_type_text = pushTypeText;
      return present(says);
    }
    case "list":
      return present({ ...says, channel_ids: found.channelIds() });
    default:
      throw new Error(`the call ${vector.call} is not known here`);
  }
}

function keyring(waxwing, vector, { p8 }) {
  const ring = new waxwing.KeyRing();
  try {
    for (const { key_id: keyId, team_id: teamId, topics, environment, ...others } of vector.keys) {
      same(others, {}, "key");
      ring.add(waxwing.ProviderKey.fromP8(p8, { keyId, teamId }), present({ topics, environment }));
    }
    return { key_id: ring.choose(vector.topic, vector.environment).keyId };
  } finally {
    ring.free();
  }
}

function certificateScope(waxwing, vector) {
  const { default_topic: defaultTopic, topics, environments } = vector;
  const note = built(waxwing, vector.notification);
  try {
    new waxwing.CertificateScope({ defaultTopic, topics, environments }).check(note, vector.environment);
    return { permitted: true };
  } finally {
    note.free();
  }
}

function goaway(waxwing, vector) {
  const keys = ["debug_text", "debug_text_parts", "debug_b64"];
  const debugData = keys.some((key) => Object.hasOwn(vector, key)) ? input(vector, "debug_text", "debug") : undefined;
  const found = new waxwing.GoAway(vector.error_code, vector.last_stream_id, debugData);
  same(found.errorCode, vector.error_code, "errorCode");
  same([found.leavesOut(found.lastStreamId), found.leavesOut(found.lastStreamId + 1)], [false, true], "leavesOut");
  const verdict = found.verdict();
  ok(verdict.advice.length > 0, "no advice");
  same(verdict.reason, found.reason, "reason");
  return present({
    last_stream_id: found.lastStreamId,
    reason: found.reason,
    known_reason: found.knownReason ?? false,
    text: found.text,
    verdict: shortVerdict(verdict),
  });
}

function backoff(waxwing, { first_ms: firstMs, max_ms: maxMs, attempt, jitter_permille: jitterPermille }) {
  return { delay_ms: waxwing.backoff(attempt, { firstMs, maxMs, jitterPermille }) };
}

function reply(waxwing, vector) {
  const parts = { status: vector.status, headers: vector.headers, body: input(vector, "body") };
  const found = waxwing.parseReply(parts);
  const verdict = found.verdict({ registeredAt: vector.registered_at_ms, sentAt: vector.sent_at_ms });
  ok(verdict.advice.length > 0, "no advice");
  same(found.status, vector.status, "status");
  return present({
    apns_id: found.apnsId,
    apns_unique_id: found.apnsUniqueId,
    apns_request_id: found.apnsRequestId,
    apns_channel_id: found.apnsChannelId,
    reason: found.reasonText,
    known_reason: found.knownReason ?? false,
    timestamp_ms: found.timestamp,
    retry_after_s: found.retryAfterSeconds,
    verdict: shortVerdict(verdict),
  });
}

function shortVerdict({ action, scope, retryAfterSeconds, newConnection }) {
  return present({ action, scope, retry_after_s: retryAfterSeconds, new_connection: newConnection });
}

function present(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** An anchor shows in JavaScript only by being accepted; its digest is the runtime's business. */
function anchor(waxwing, vector) {
  const roots = fromBase64(vector.der_b64);
  new waxwing.Verifier({ bundleIds: "com.example", environments: "Sandbox", roots }).free();
  return vector.expect;
}
