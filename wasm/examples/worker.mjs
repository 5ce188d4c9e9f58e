// A Cloudflare worker that takes App Store Server Notifications V2.
//
// Apple posts `{"signedPayload":"…"}`. What verifies is answered with 200 and what it says; what does not is answered
// with 4xx and why, or with 503 while nobody could say whether a certificate was revoked. Apple sends again, later, what was not answered with 200.
//
// Variables (wrangler.toml, `[vars]`):
//   BUNDLE_IDS      the apps whose notifications are accepted, with commas between them
//   ENVIRONMENTS    Sandbox, Production or both
//   APP_APPLE_IDS   the App Store ids of these apps; needed for Production
//   REVOCATION      off, soft or required: whether Apple is asked if its certificates were revoked; off unless set
//   ROOTS           DER certificates in base64 to trust instead of Apple's root, for tests

import { InternalError, UntrustedError, Verifier, WaxwingError } from "waxwing/verify";

/** A notification has some kilobytes. */
const MAX_BODY_BYTES = 512 * 1024;

export default {
  async fetch(request, env) {
    if (request.method !== "POST") return answer(405, { error: "method_not_allowed" }, { allow: "POST" });
    const length = Number(request.headers.get("content-length") ?? 0);
    if (length > MAX_BODY_BYTES) return answer(413, { error: "too_large" });
    let body;
    try {
      body = await request.json();
    } catch {
      return answer(400, { error: "invalid_json" });
    }
    if (typeof body?.signedPayload !== "string") return answer(400, { error: "no_signed_payload" });
    try {
      const verified = await verifierOf(env).verifyAsync(body.signedPayload, { kind: "notification" });
      // Here the notification goes into a queue or a database. Apple may deliver it again, and out of order:
      // verified.deduplicationKey tells repeats, and verified.orderingKey is what to sort by.
      return answer(200, summary(verified));
    } catch (error) {
      if (!(error instanceof WaxwingError) || error instanceof InternalError) throw error;
      return answer(error.retryable ? 503 : error instanceof UntrustedError ? 403 : 400, {
        error: error.code,
        subject: error.subject,
        expected: error.expected,
        found: error.found,
      });
    }
  },
};

function summary({ payload, environment, bundleId, signedAt, transaction, renewalInfo }) {
  return {
    uuid: payload.notificationUUID,
    type: payload.notificationType,
    subtype: payload.subtype,
    environment,
    bundleId,
    signedAt: new Date(signedAt).toISOString(),
    productId: transaction?.payload.productId,
    transactionId: transaction?.payload.transactionId,
    expiresDate: transaction?.payload.expiresDate,
    willRenew: renewalInfo && renewalInfo.payload.autoRenewStatus === 1,
  };
}

function answer(status, body, headers) {
  return Response.json(body, { status, headers });
}

let verifier;

/** Made at the first request, where the variables are known, and kept. */
function verifierOf(env) {
  verifier ??= new Verifier({
    bundleIds: list(env.BUNDLE_IDS),
    environments: list(env.ENVIRONMENTS),
    appAppleIds: list(env.APP_APPLE_IDS).map(Number),
    revocation: env.REVOCATION || "off",
    roots: env.ROOTS && list(env.ROOTS).map((der) => Uint8Array.from(atob(der), (character) => character.charCodeAt(0))),
  });
  return verifier;
}

function list(text) {
  return (text ?? "").split(",").map((item) => item.trim()).filter((item) => item !== "");
}
