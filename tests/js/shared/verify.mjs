// Operations `verify`, `verify_policy`, `verify_ocsp`, `ocsp_requests`, `checks` and `unverified`.

import { fromBase64, ok, same, toBase64 } from "./check.mjs";
import { input } from "./fields.mjs";

const KINDS = ["notification", "transaction", "renewalInfo", "appTransaction", "realtimeRequest", "any"];

function present(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** The verifier of a case. */
function verifierOf(waxwing, vector, file) {
  ok(KINDS.includes(vector.kind), `the kind ${vector.kind} is not known here`);
  const named = vector.roots?.map((name) => {
    ok(Object.hasOwn(file.roots ?? {}, name), `the root ${name} is not in the file`);
    return file.roots[name];
  });
  const roots = named || vector.roots_b64 ? [...(named ?? []), ...(vector.roots_b64 ?? [])] : undefined;
  return new waxwing.Verifier({
    bundleIds: vector.bundle_ids,
    environments: vector.environments,
    appAppleIds: vector.app_apple_ids,
    roots: roots?.map(fromBase64),
    xcodeCertificates: vector.xcode_certificates_b64?.map(fromBase64),
    validity: vector.validity,
    oldestSigningTime: vector.oldest_signing_time_ms,
    revocation: vector.revocation,
    ocspHosts: vector.ocsp_hosts,
    ocspMaxAgeMs: vector.ocsp_max_age_ms,
    dangerousAnyBundleId: vector.bundle_ids.length === 0,
    dangerousAnyAppAppleId: vector.app_apple_ids.length === 0,
  });
}

/** The kind that must come out, as options take it. */
function kindOf({ kind }) {
  return kind === "any" ? undefined : kind;
}

/** Calls `action` with the verifier of a case, which is freed in the end. */
function using(waxwing, vector, file, action) {
  const verifier = verifierOf(waxwing, vector, file);
  let result;
  try {
    result = action(verifier);
  } catch (error) {
    verifier.free();
    throw error;
  }
  if (!(result instanceof Promise)) verifier.free();
  return result instanceof Promise ? result.finally(() => verifier.free()) : result;
}

function found(waxwing, vector, file, options) {
  const all = { now: vector.now_ms, ...options };
  return using(waxwing, vector, file, (verifier) => verifier[vector.kind](input(vector, "token"), all));
}

async function foundAsync(waxwing, vector, file, options) {
  const all = { now: vector.now_ms, kind: kindOf(vector), fetch: null, ...options };
  return using(waxwing, vector, file, (verifier) => verifier.verifyAsync(input(vector, "token"), all));
}

export const verify = (...args) => object(found(...args));
export const verifyAsync = async (...args) => object(await foundAsync(...args));
export const verifyPolicy = (...args) => withChain(found(...args));
export const verifyPolicyAsync = async (...args) => withChain(await foundAsync(...args));

/** What the vectors expect of an object that verified. */
function object(found) {
  const { payload } = found;
  same(payload.signedDate ?? found.signedAt, found.signedAt, "signedDate");
  same(found.leafExpiredSince, found.checkedAt > found.leafValidUntil, "leafExpiredSince");
  return present({
    kind: found.kind,
    signed_at_ms: found.signedAt,
    leaf_valid_until_ms: found.leafValidUntil,
    checked_at_ms: found.checkedAt,
    environment: found.environment,
    bundle_id: found.bundleId,
    payload,
    transaction: found.transaction?.payload,
    renewal_info: found.renewalInfo?.payload,
    app_transaction: found.appTransaction?.payload,
  });
}

function withChain(found) {
  const { leaf, intermediate, root } = found.chain;
  return present({
    ...object(found),
    app_apple_id: found.appAppleId,
    leaf_expired_since: found.leafExpiredSince,
    sha256: { leaf: leaf.sha256, intermediate: intermediate.sha256, root: root.sha256 },
  });
}

export function verifyOcsp(waxwing, vector, file) {
  const ocspAnswers = vector.answers_b64.map(fromBase64);
  return withRevocation(found(waxwing, vector, file, { ocspAnswers }));
}

/** Answers that came with the object; and, where they verify, the same ones fetched. */
export async function verifyOcspAsync(waxwing, vector, file) {
  const ocspAnswers = vector.answers_b64.map(fromBase64);
  const stapled = await foundAsync(waxwing, vector, file, { ocspAnswers });
  if (vector.revocation !== "off" && ocspAnswers.length <= 2) {
    await using(waxwing, vector, file, (verifier) => fetched(verifier, vector, ocspAnswers, stapled));
  }
  return withRevocation(stapled);
}

/** Each answer names its certificate, so that it does not matter to which request it comes. */
async function fetched(verifier, vector, answers, expected) {
  const token = input(vector, "token");
  let asked = 0;
  const fetch = async () => {
    const answer = answers[asked % 2];
    asked += 1;
    return answer === undefined ? new Response("", { status: 503 }) : new Response(answer);
  };
  const { length } = verifier.ocspRequests(token, { now: vector.now_ms });
  // An answer about a certificate whose responder may not be asked can only be stapled.
  if (length < answers.length) return;
  const verified = (now) => verifier.verifyAsync(token, { kind: kindOf(vector), now, fetch });
  same((await verified(vector.now_ms)).revocation, expected.revocation, "fetched");
  same(asked, length, "requests");
  const { leaf, intermediate } = expected.revocation;
  if (answers.length < 2 || !leaf.cacheUntil || !intermediate.cacheUntil) return;
  const until = expected.revocation.cacheUntil;
  same((await verified(until)).revocation, (await verified(until)).revocation, "kept");
  same(asked, length, "requests while the answers count");
  // They count no more now, and so nothing of them is used; nor do they verify.
  await verified(until + 1).catch(() => {});
  ok(asked > length, "nobody was asked anew");
}

function withRevocation({ kind, revocation }) {
  if (revocation === undefined) return { kind };
  const status = ({ status, since, reason, cacheUntil }) =>
    present({ status, since_ms: since, reason, cache_until_ms: cacheUntil });
  const { leaf, intermediate, cacheUntil } = revocation;
  return {
    kind,
    revocation: present({ leaf: status(leaf), intermediate: status(intermediate), cache_until_ms: cacheUntil }),
  };
}

export async function ocspRequests(waxwing, vector, file) {
  return using(waxwing, vector, file, async (verifier) => {
    const token = input(vector, "token");
    const pending = verifier.begin(token, { kind: kindOf(vector) });
    const outcomes = await Promise.all(pending.checks.map(checked));
    const requests = pending.ocspRequests(outcomes, { now: vector.now_ms });
    same(verifier.ocspRequests(token, { now: vector.now_ms }), requests, "at once");
    pending.free();
    return {
      requests: requests.map(({ url, certificate, body }) => ({ url, certificate, body_b64: toBase64(body) })),
    };
  });
}

/** A check by WebCrypto. */
export async function checked({ curve, hash, spki, signature, data }) {
  const algorithm = { name: "ECDSA", namedCurve: curve };
  const key = await crypto.subtle.importKey("spki", spki, algorithm, false, ["verify"]);
  return crypto.subtle.verify({ name: "ECDSA", hash }, key, signature, data);
}

export async function checks(waxwing, vector, file) {
  return using(waxwing, vector, file, async (verifier) => {
    const pending = verifier.begin(input(vector, "token"), { kind: kindOf(vector) });
    const shown = pending.checks.map(async ({ curve, hash, spki, signature, data }) => {
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
      return {
        curve,
        hash,
        spki_b64: toBase64(spki),
        signature_b64: toBase64(signature),
        data_sha256: Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""),
      };
    });
    const result = { checks: await Promise.all(shown) };
    try {
      return { ...result, finish: { kind: pending.finish(vector.outcomes, { now: vector.now_ms }).kind } };
    } catch (error) {
      return { ...result, finish: { error: error.code } };
    }
  });
}

export function unverified(waxwing, vector) {
  const { verified, kind, payload, json, ...others } = waxwing.decodeUnverified(input(vector, "token"), kindOf(vector));
  same([verified, others], [false, {}], "unverified");
  return { kind, payload, json };
}
