// Operations `receipt` and `receipt_id`.

import { fromBase64, ok, same } from "./check.mjs";
import { input } from "./fields.mjs";

export function id(waxwing, vector) {
  const ids = { app: waxwing.appReceiptTransactionId, transaction: waxwing.transactionReceiptTransactionId };
  ok(Object.hasOwn(ids, vector.kind), `the kind ${vector.kind} is not known here`);
  return { transaction_id: ids[vector.kind](input(vector, "receipt")) ?? null };
}

function fromHex(text) {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** With the slice that has the verifier of receipts. */
export function verify(receipts, vector, file) {
  const named = (names = []) =>
    names.map((name) => {
      ok(Object.hasOwn(file.roots, name), `${name} is not in the file`);
      return file.roots[name];
    });
  const ders = (names, texts = []) => [...named(names), ...texts].map(fromBase64);
  const verifier = new receipts.ReceiptVerifier({
    roots: ders(vector.roots, vector.roots_b64),
    rootSha256: vector.root_sha256?.map(fromHex),
    xcodeCertificates: ders(vector.xcode, vector.xcode_b64),
    environments: vector.environments,
    bundleIds: vector.bundle_ids,
    dangerousAnyBundleId: vector.bundle_ids.length === 0,
    sha256Only: vector.sha256_only,
  });
  try {
    const deviceIdentifier = vector.device_hex === undefined ? undefined : fromHex(vector.device_hex);
    const found = verifier.verify(input(vector, "receipt"), { now: vector.now_ms, deviceIdentifier });
    same(found.leafExpiredSince, found.checkedAt > found.leafValidUntil, "leafExpiredSince");
    return {
      environment: found.environment,
      created_at_ms: found.createdAt,
      leaf_valid_until_ms: found.leafValidUntil,
      checked_at_ms: found.checkedAt,
      digest: found.digest,
      receipt: found.receipt,
    };
  } finally {
    verifier.free();
  }
}
