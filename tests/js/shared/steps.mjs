// Verification in steps: the host's own cryptography, WebCrypto, and OCSP by fetch.

import { ok, refusal, refused, rejected, rejection, same, utf8 } from "./check.mjs";
import { sample } from "./memory.mjs";
import { checked } from "./verify.mjs";

/** A genuine object whose certificates name Apple's responder, and when it was signed. */
const GENUINE = "notification-TEST-1662122492884-8dce374e";
const SIGNED_AT = 1662122492884;
const POLICY = { bundleIds: "com.Abilities", environments: "Sandbox" };
/** What a responder says when it is busy. */
const TRY_LATER = new Uint8Array([0x30, 0x03, 0x0a, 0x01, 0x03]);

export function stepCases(waxwing, data) {
  const group = "steps";
  const found = sample(data);
  if (found === undefined) return [{ group, name: "all", skip: "no vector verifies" }];
  const rows = { ...own(waxwing, found), ...curves(waxwing) };
  const cases = Object.entries(rows).map(([name, run]) => ({ group, name, run }));
  const genuine = data.realJws?.[GENUINE];
  if (genuine === undefined) {
    return [...cases, { group: "ocsp", name: "all", skip: "the folder with genuine objects is absent" }];
  }
  const asked = Object.entries(ocsp(waxwing, genuine));
  return [...cases, ...asked.map(([name, run]) => ({ group: "ocsp", name, run }))];
}

/** Runs `action` with another `crypto.subtle`. */
async function withSubtle(subtle, action) {
  const before = Object.getOwnPropertyDescriptor(globalThis, "crypto");
  Object.defineProperty(globalThis, "crypto", { value: { subtle }, configurable: true, writable: true });
  try {
    return await action();
  } finally {
    if (before === undefined) delete globalThis.crypto;
    else Object.defineProperty(globalThis, "crypto", before);
  }
}

function own(waxwing, [signed, roots, now, policy]) {
  const verifier = (more) => new waxwing.Verifier({ ...policy, roots, ...more });
  const input = (action, subject) => {
    const error = refusal(waxwing, action, subject);
    ok(error instanceof waxwing.InputError, String(error));
    if (subject !== undefined) same(error.subject, subject, "subject");
    return error;
  };
  return {
    "gives each check as plain data": async () => {
      const used = verifier();
      const pending = used.begin(signed);
      const { checks } = pending;
      ok(checks.length >= 3, `${checks.length} checks`);
      for (const { curve, hash, spki, signature, data } of checks) {
        same([spki.length, signature.length], curve === "P-256" ? [91, 64] : [120, 96], curve);
        ok(/^SHA-(256|384)$/.test(hash) && data.length > 0, hash);
      }
      same(pending.checks === checks, true, "the same checks");
      const outcomes = await Promise.all(checks.map(checked));
      same(pending.finish(outcomes, { now }), verifier().any(signed, { now }), "object");
      // Now the chain is known, and so are its signatures.
      const again = used.begin(signed);
      ok(again.checks.length < checks.length, "a known chain is checked again");
      again.free();
      used.free();
    },
    "one bad outcome refuses": () => {
      const used = verifier({ cachedChains: 0 });
      const { length } = used.begin(signed).checks;
      for (let bad = 0; bad < length; bad += 1) {
        const outcomes = Array.from({ length }, (_, index) => index !== bad);
        const error = refusal(waxwing, () => used.begin(signed).finish(outcomes, { now }));
        ok(["bad_cert_signature", "bad_signature"].includes(error.code), error.code);
      }
      for (const outcomes of [[], Array(length + 1).fill(true)]) {
        refused(waxwing, () => used.begin(signed).finish(outcomes, { now }), "invalid_input", "outcomes");
      }
      used.free();
    },
    "ends with finish": () => {
      const pending = verifier().begin(signed);
      const outcomes = pending.checks.map(() => true);
      pending.finish(outcomes, { now });
      for (const use of [() => pending.finish(outcomes, { now }), () => pending.checks, () => pending.ocspRequests([])]) {
        ok(input(use).found.includes("freed"), "found");
      }
      pending.free();
    },
    "outlives its verifier": async () => {
      const used = verifier();
      const pending = used.begin(signed);
      const promise = used.verifyAsync(signed, { now });
      used.free();
      same(pending.finish(pending.checks.map(() => true), { now }), await promise, "object");
      await rejected(waxwing, () => used.verifyAsync(signed, { now }), "invalid_input", "verifier");
    },
    "arguments of another type are named": async () => {
      const used = verifier();
      for (const bad of [undefined, null, 7, {}, () => "a"]) {
        input(() => used.begin(bad), "signed");
        input(() => waxwing.decodeUnverified(bad), "signed");
        input(() => used.begin(signed).finish(bad), "outcomes");
        input(() => used.begin(signed).ocspRequests([bad]), "outcomes");
        await rejected(waxwing, () => used.verifyAsync(bad), "invalid_input", "signed");
      }
      for (const bad of ["other", "", 7, {}]) {
        input(() => used.begin(signed, { kind: bad }), "kind");
        input(() => waxwing.decodeUnverified(signed, bad), "kind");
        await rejected(waxwing, () => used.verifyAsync(signed, { kind: bad }), "invalid_input", "kind");
      }
      for (const bad of [7, "fetch", {}]) {
        await rejected(waxwing, () => used.verifyAsync(signed, { fetch: bad }), "invalid_input", "fetch");
      }
      for (const bad of [7, "text", [7], new ArrayBuffer(8)]) {
        input(() => used.any(signed, { now, ocspAnswers: bad }), "ocspAnswers");
        await rejected(waxwing, () => used.verifyAsync(signed, { ocspAnswers: bad }), "invalid_input", "ocspAnswers");
      }
      await rejected(waxwing, () => used.verifyAsync(signed, { now: "0" }), "invalid_time", "now");
      await rejected(waxwing, () => used.verifyAsync(signed, { Now: 0 }), "invalid_input", "options.Now");
      await rejected(waxwing, () => used.verifyAsync(signed, 7), "invalid_input", "options");
      input(() => new waxwing.PendingVerification(), "PendingVerification");
      used.free();
    },
    "policies that contradict themselves are refused": () => {
      for (const [more, subject] of [
        [{ revocation: "always" }, "revocation"],
        [{ revocation: true }, "revocation"],
        [{ ocspHosts: 7 }, "ocspHosts"],
        [{ ocspMaxAgeMs: -1 }, "ocspMaxAgeMs"],
        [{ ocspMaxAgeMs: 2 ** 32 }, "ocspMaxAgeMs"],
        [{ xcodeCertificates: "text" }, "xcodeCertificates"],
        [{ xcodeCertificates: new Uint8Array(3) }, undefined],
        [{ oldestSigningTime: 1.5 }, undefined],
      ]) {
        ok(refusal(waxwing, () => verifier(more)) instanceof waxwing.InputError, subject);
        if (subject !== undefined) input(() => verifier(more), subject);
      }
    },
    "what is older than wished is refused": async () => {
      const { signedAt } = verifier().any(signed, { now });
      for (const oldestSigningTime of [signedAt, new Date(signedAt), null]) {
        same(verifier({ oldestSigningTime }).any(signed, { now }).signedAt, signedAt, "signedAt");
      }
      const later = verifier({ oldestSigningTime: signedAt + 1 });
      refused(waxwing, () => later.any(signed, { now }), "signed_too_early", "signedDate");
      await rejected(waxwing, () => later.verifyAsync(signed, { now }), "signed_too_early", "signedDate");
    },
    "keys that WebCrypto refuses are failed checks": async () => {
      const fail = async () => {
        throw new DOMException("no such curve", "NotSupportedError");
      };
      const { subtle } = crypto;
      const verify = (...args) => subtle.verify(...args);
      const importKey = (...args) => subtle.importKey(...args);
      const odd = { importKey: fail, verify, throwing: true };
      for (const other of [odd, { importKey, verify: fail }, { importKey, verify: () => 1 }, {}]) {
        await withSubtle(other, async () => {
          const error = await rejection(waxwing, () => verifier().verifyAsync(signed, { now }));
          same(error.code, "bad_cert_signature", "code");
        });
      }
      await withSubtle(undefined, () =>
        rejected(waxwing, () => verifier().verifyAsync(signed, { now }), "invalid_input", "crypto.subtle"),
      );
    },
    "many at once do not disturb each other": async () => {
      const used = verifier({ cachedChains: 1 });
      const expected = used.any(signed, { now });
      const last = signed.lastIndexOf(".") + 1;
      const bad = `${signed.slice(0, last)}${signed[last] === "A" ? "B" : "A"}${signed.slice(last + 1)}`;
      const all = Array.from({ length: 60 }, (_, index) => used.verifyAsync(index % 3 === 2 ? bad : signed, { now }));
      const ends = await Promise.allSettled(all);
      for (const [index, { value, reason }] of ends.entries()) {
        if (index % 3 === 2) same(reason?.code, "bad_signature", `object ${index}`);
        else same(value, expected, `object ${index}`);
      }
      used.free();
    },
    "what nobody vouches for says so": () => {
      const found = waxwing.decodeUnverified(signed);
      const { kind, payload, json } = verifier().any(signed, { now });
      same(found, { verified: false, kind, payload, json }, "object");
      same(waxwing.decodeUnverified(utf8(signed), kind), found, "as that kind");
      const other = kind === "transaction" ? "renewalInfo" : "transaction";
      refused(waxwing, () => waxwing.decodeUnverified(signed, other), "wrong_kind");
      refused(waxwing, () => waxwing.decodeUnverified("a.b.c"), "invalid_base64");
    },
  };
}

/** All pairs that certificates and objects have, as WebCrypto itself makes them. */
function curves() {
  const rows = {};
  for (const namedCurve of ["P-256", "P-384"]) {
    for (const hash of ["SHA-256", "SHA-384"]) {
      rows[`WebCrypto here knows ${namedCurve} with ${hash}`] = async () => {
        const { subtle } = crypto;
        const keys = await subtle.generateKey({ name: "ECDSA", namedCurve }, true, ["sign", "verify"]);
        const data = utf8("data");
        const signature = new Uint8Array(await subtle.sign({ name: "ECDSA", hash }, keys.privateKey, data));
        const spki = new Uint8Array(await subtle.exportKey("spki", keys.publicKey));
        same(await checked({ curve: namedCurve, hash, spki, signature, data }), true, "outcome");
        signature[9] ^= 1;
        same(await checked({ curve: namedCurve, hash, spki, signature, data }), false, "outcome");
      };
    }
  }
  return rows;
}

function ocsp(waxwing, signed) {
  const verifier = (revocation, more) => new waxwing.Verifier({ ...POLICY, revocation, ...more });
  const now = SIGNED_AT;
  const reply = (body, status = 200) => async () => new Response(body, { status });
  /** The error of a required answer that came so. */
  const required = (fetch) => rejection(waxwing, () => verifier("required").verifyAsync(signed, { now, fetch }));
  const unreachable = async (fetch, what) => {
    const error = await required(fetch);
    same([error.code, error.subject, error.retryable], ["ocsp_unreachable", "intermediate certificate", true], what);
  };
  return {
    "a request for each certificate below the root": async () => {
      for (const policy of ["soft", "required"]) {
        const used = verifier(policy);
        const requests = used.ocspRequests(signed, { now });
        same(requests.map(({ certificate }) => certificate), ["leaf", "intermediate"], "certificates");
        for (const request of requests) {
          ok(request.url.startsWith("http://ocsp.apple.com/ocsp03-"), request.url);
          same([request.method, request.headers], ["POST", { "content-type": "application/ocsp-request" }], "request");
          const sent = new Request(request.url, request);
          same(new Uint8Array(await sent.arrayBuffer()), request.body, "body");
        }
        const pending = used.begin(signed);
        same(pending.ocspRequests(pending.checks.map(() => true), { now }), requests, "in steps");
        refused(waxwing, () => pending.ocspRequests([], { now }), "invalid_input", "outcomes");
        pending.free();
        used.free();
      }
      same(verifier().ocspRequests(signed, { now }), [], "off");
      same(verifier("soft", { ocspHosts: "ocsp.example.com" }).ocspRequests(signed, { now }), [], "elsewhere");
    },
    "responders are asked as the requests say": async () => {
      const seen = [];
      const fetch = async (url, { signal, ...init }) => {
        ok(signal instanceof AbortSignal && !signal.aborted, "signal");
        seen.push({ url, ...init });
        return new Response(TRY_LATER);
      };
      const used = verifier("soft");
      const { revocation } = await used.verifyAsync(signed, { now, fetch });
      same(revocation, { leaf: { status: "refused" }, intermediate: { status: "refused" } }, "revocation");
      const requests = used.ocspRequests(signed, { now });
      same(seen, requests.map(({ certificate: _, ...request }) => ({ ...request, redirect: "manual" })), "requests");
      // What proves nothing is not kept.
      await used.verifyAsync(signed, { now, fetch });
      same(seen.length, 4, "requests");
      used.free();
    },
    "nobody is asked where nobody has to be": async () => {
      const fetch = () => {
        throw new Error("asked");
      };
      same((await verifier().verifyAsync(signed, { now, fetch })).revocation, undefined, "revocation");
      const { revocation } = await verifier("soft").verifyAsync(signed, { now, fetch: null });
      same(revocation.leaf, { status: "unreachable" }, "leaf");
      const error = await rejection(waxwing, () => verifier("required").verifyAsync(signed, { now, fetch: null }));
      same(error.code, "ocsp_unreachable", "code");
      // Nor about what is refused anyway.
      const asked = { now, fetch: () => fetch() };
      await rejected(waxwing, () => verifier("required").verifyAsync(`${signed.slice(0, -3)}AAA`, asked), "bad_signature");
      await rejected(waxwing, () => verifier("required").verifyAsync(signed, { ...asked, now: 0 }), "not_yet_valid");
    },
    "no answer is no answer, however it fails to come": async () => {
      await unreachable(reply("no", 500), "500");
      await unreachable(reply(TRY_LATER, 404), "404");
      await unreachable(async () => Response.redirect("http://elsewhere.example/", 302), "302");
      await unreachable(async () => {
        throw new TypeError("fetch failed");
      }, "rejected");
      await unreachable(() => {
        throw new TypeError("fetch failed");
      }, "thrown");
      await unreachable(async () => undefined, "no reply at all");
      await unreachable(async () => ({ status: 200 }), "no body at all");
      await unreachable(reply(new Uint8Array(1024 * 1024 + 1)), "too long");
      let cancelled = false;
      const endless = () =>
        new ReadableStream({
          pull: (controller) => controller.enqueue(new Uint8Array(300_000)),
          cancel: () => {
            cancelled = true;
          },
        });
      await unreachable(async () => ({ status: 200, body: endless() }), "endless");
      same(cancelled, true, "cancelled");
      const plain = async () => ({ status: 200, arrayBuffer: async () => new ArrayBuffer(2 ** 21) });
      await unreachable(plain, "too long without a stream");
    },
    "an answer that proves nothing says why": async () => {
      for (const [answer, code] of [[TRY_LATER, "ocsp_status"], [utf8("rubbish"), "ocsp_malformed"], ["", "ocsp_malformed"]]) {
        const error = await required(reply(answer));
        same([error.code, error.retryable], [code, true], code);
        ok(error instanceof waxwing.UntrustedError, String(error));
      }
    },
    "answers may be given": async () => {
      for (const used of [verifier("required"), verifier("required", { ocspHosts: ["ocsp.apple.com"] })]) {
        const options = { now, ocspAnswers: [TRY_LATER, utf8("rubbish")] };
        refused(waxwing, () => used.notification(signed, options), "ocsp_status");
        await rejected(waxwing, () => used.verifyAsync(signed, { ...options, fetch: null }), "ocsp_status");
        refused(waxwing, () => used.any(signed, { now, ocspAnswers: Array(17).fill(TRY_LATER) }), "too_large");
        refused(waxwing, () => used.any(signed, { now, ocspAnswers: TRY_LATER }), "ocsp_status");
        used.free();
      }
      refused(waxwing, () => verifier("required", { ocspHosts: "example.com" }).any(signed, { now }), "ocsp_url");
    },
    "errors of other kinds are not worth another try": () => {
      same(refusal(waxwing, () => verifier().any("a.b.c")).retryable, false, "retryable");
      same(refusal(waxwing, () => verifier().any(7)).retryable, false, "retryable");
    },
  };
}

