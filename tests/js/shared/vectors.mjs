// Runs the cases of tests/vectors/*.json. A file, an operation or a field that is not known here
// fails: a runner must not pass over what it does not understand.

import { fromBase64, ok, refused, same, toBase64 } from "./check.mjs";
import { typeCases } from "./payload-types.mjs";

/** The cases of all files: `{ group, name, run }`. */
export function vectorCases(waxwing, data) {
  const cases = [];
  for (const [group, text] of Object.entries(data.vectors)) {
    const file = JSON.parse(text);
    const own = fileCases(waxwing, data, file, group);
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
  return cases(waxwing, file, data);
}

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
  reply: each(
    reply,
    ["status", "headers", "expect"],
    [["body", "body_parts", "body_b64"]],
    ["registered_at_ms", "sent_at_ms"],
  ),
  verify: each(
    verify,
    ["kind", "environments", "bundle_ids", "app_apple_ids", "validity", "now_ms", "expect"],
    [["token", "token_parts", "token_b64"]],
    ["roots", "roots_b64"],
    ["roots"],
  ),
  anchor: each(anchor, ["der_b64", "expect"]),
};

/** An operation whose cases have these fields, one of each of `choices`, and perhaps `optional`. */
function each(run, required, choices = [], optional = [], shared = []) {
  const cases = (waxwing, file) =>
    file.cases.map((vector) => ({
      name: vector.name,
      run() {
        fields(vector, ["name", ...required], [...choices.flat(), ...optional], vector.name);
        for (const choice of choices) {
          const given = choice.filter((key) => Object.hasOwn(vector, key));
          ok(given.length === 1, `one of ${choice.join(", ")} is due, found ${given.join(", ")}`);
        }
        const result = () => run(waxwing, vector, file);
        if (Object.hasOwn(vector.expect, "error")) {
          fields(vector.expect, ["error"], ["subject"], "expect");
          refused(waxwing, result, vector.expect.error, vector.expect.subject, vector.name);
        } else {
          same(result(), vector.expect, vector.name);
        }
      },
    }));
  return { cases, shared };
}

function fields(object, required, optional, where) {
  for (const key of required) ok(Object.hasOwn(object, key), `${where}: ${key} is missing`);
  for (const key of Object.keys(object)) {
    ok(required.includes(key) || optional.includes(key), `${where}: the field ${key} is not known here`);
  }
}

/** The text or bytes of an input that may be given in parts. */
function input(vector, key) {
  if (Object.hasOwn(vector, key)) return vector[key];
  if (Object.hasOwn(vector, `${key}_b64`)) return fromBase64(vector[`${key}_b64`]);
  return vector[`${key}_parts`]
    .map((part) => {
      fields(part, ["text", "repeat"], [], `${key}_parts`);
      return part.text.repeat(part.repeat);
    })
    .join("");
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

const ALERT = {
  title: "title",
  subtitle: "subtitle",
  body: "body",
  launch_image: "launchImage",
  title_loc_key: "titleLocKey",
  title_loc_args: "titleLocArgs",
  subtitle_loc_key: "subtitleLocKey",
  subtitle_loc_args: "subtitleLocArgs",
  loc_key: "locKey",
  loc_args: "locArgs",
};
const NOTIFICATION = {
  push_type: "pushType",
  topic: "topic",
  alert: "alert",
  badge: "badge",
  sound: "sound",
  thread_id: "threadId",
  category: "category",
  mutable_content: "mutableContent",
  content_available: "contentAvailable",
  target_content_id: "targetContentId",
  interruption_level: "interruptionLevel",
  relevance_score: "relevanceScore",
  filter_criteria: "filterCriteria",
  custom: "custom",
  payload: "payload",
  priority: "priority",
  expiration: "expiration",
  collapse_id: "collapseId",
  apns_id: "apnsId",
};

/** An object under the names that JavaScript has for its keys. */
function renamed(object, names) {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => {
      ok(Object.hasOwn(names, key), `the field ${key} is not known here`);
      return [names[key], value];
    }),
  );
}

function notification(waxwing, vector) {
  const { payload_parts: _, ...given } = vector.notification;
  if (Object.hasOwn(vector.notification, "payload_parts")) given.payload = input(vector.notification, "payload");
  const options = renamed(given, NOTIFICATION);
  if (typeof options.alert === "object") options.alert = renamed(options.alert, ALERT);
  const note = new waxwing.Notification(options);
  const endpoint = { environment: vector.environment, ...(vector.port !== undefined && { port: vector.port }) };
  const prepared = note.prepare(endpoint);
  try {
    const token = Object.hasOwn(vector, "authorization") ? waxwing.ProviderToken.fromJwt(vector.authorization) : null;
    const request = prepared.request(vector.device_token, token);
    same(request.path, new URL(request.url).pathname, "path");
    same(note.payload, new TextDecoder().decode(request.body), "payload");
    return {
      method: request.method,
      url: request.url,
      headers: Object.entries(request.headers),
      body: new TextDecoder().decode(request.body),
    };
  } finally {
    prepared.free();
    note.free();
  }
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
    reason: found.reasonText,
    known_reason: found.knownReason ?? false,
    timestamp_ms: found.timestamp,
    retry_after_s: found.retryAfterSeconds,
    verdict: present({
      action: verdict.action,
      scope: verdict.scope,
      retry_after_s: verdict.retryAfterSeconds,
      new_connection: verdict.newConnection,
    }),
  });
}

function present(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

const METHODS = {
  notification: "notification",
  transaction: "transaction",
  renewalInfo: "renewalInfo",
  appTransaction: "appTransaction",
  realtimeRequest: "realtimeRequest",
  any: "any",
};

function verify(waxwing, vector, file) {
  ok(Object.hasOwn(METHODS, vector.kind), `the kind ${vector.kind} is not known here`);
  const named = (vector.roots ?? []).map((name) => {
    ok(Object.hasOwn(file.roots ?? {}, name), `the root ${name} is not in the file`);
    return file.roots[name];
  });
  const roots = [...named, ...(vector.roots_b64 ?? [])].map(fromBase64);
  const verifier = new waxwing.Verifier({
    bundleIds: vector.bundle_ids,
    environments: vector.environments,
    appAppleIds: vector.app_apple_ids,
    roots,
    validity: vector.validity,
    dangerousAnyBundleId: vector.bundle_ids.length === 0,
    dangerousAnyAppAppleId: vector.app_apple_ids.length === 0,
  });
  try {
    const token = input(vector, "token");
    const found = verifier[METHODS[vector.kind]](token, { now: vector.now_ms });
    same(JSON.parse(found.json).signedDate ?? found.signedAt, found.signedAt, "json");
    same(found.leafExpiredSince, found.checkedAt > found.leafValidUntil, "leafExpiredSince");
    return present({
      kind: found.kind,
      signed_at_ms: found.signedAt,
      leaf_valid_until_ms: found.leafValidUntil,
      checked_at_ms: found.checkedAt,
      environment: found.environment,
      bundle_id: found.bundleId,
      payload: found.payload,
      transaction: found.transaction?.payload,
      renewal_info: found.renewalInfo?.payload,
      app_transaction: found.appTransaction?.payload,
    });
  } finally {
    verifier.free();
  }
}

/** An anchor shows in JavaScript only by being accepted; its digest is the runtime's business. */
function anchor(waxwing, vector) {
  const roots = fromBase64(vector.der_b64);
  new waxwing.Verifier({ bundleIds: "com.example", environments: "Sandbox", roots }).free();
  return vector.expect;
}
