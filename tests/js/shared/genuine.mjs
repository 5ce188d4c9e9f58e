// Objects that Apple itself signed, and Apple's own test data. Both lie beside the repository; a
// group is skipped where its folder is not there.

import { fromBase64, ok, refused, rejected, same } from "./check.mjs";

/** What the README beside the objects says of each: bundle id, and the last second of the leaf. */
const GENUINE = {
  "notification-TEST-1662122492884-8dce374e": ["notification", "com.Abilities", "2023-09-24T02:50:33Z"],
  "renewalInfo-Sandbox-1667561039251-e18d1659": ["renewalInfo", undefined, "2023-09-24T02:50:33Z"],
  "renewalInfo-Sandbox-1684822778492-8a548061": ["renewalInfo", undefined, "2023-09-24T02:50:33Z"],
  "transaction-Sandbox-1667559685499-0cd9c84b": ["transaction", "Com.VoiceRecording.Telephone", "2023-09-24T02:50:33Z"],
  "transaction-Sandbox-1667561039251-3db16e5a": ["transaction", "Com.VoiceRecording.Telephone", "2023-09-24T02:50:33Z"],
  "transaction-Sandbox-1739161772561-67237f4b": ["transaction", "com.goodheartapp", "2025-10-11"],
};
const BUNDLE_IDS = ["com.Abilities", "Com.VoiceRecording.Telephone", "com.goodheartapp"];
const LATER = Date.UTC(2026, 10, 21);

export function genuineCases(waxwing, data) {
  const group = "real-jws";
  if (data.realJws === null) return [{ group, name: "all six", skip: "the folder with genuine objects is absent" }];
  const policy = { bundleIds: BUNDLE_IDS, environments: "Sandbox" };
  const cases = [
    {
      group,
      name: "all six are there",
      run: () => same(Object.keys(data.realJws).sort(), Object.keys(GENUINE).sort(), "objects"),
    },
  ];
  for (const [name, [kind, bundleId, until]] of Object.entries(GENUINE)) {
    const signed = data.realJws[name];
    const signedAt = Number(/-(\d{13})-/.exec(name)[1]);
    cases.push({
      group,
      name: `${name} verifies at its signing time`,
      run() {
        const verifier = new waxwing.Verifier(policy);
        for (const found of [verifier[kind](signed, { now: signedAt }), verifier.any(signed, { now: signedAt })]) {
          same([found.kind, found.bundleId, found.environment], [kind, bundleId, "Sandbox"], "identity");
          same([found.signedAt, found.checkedAt, found.leafExpiredSince], [signedAt, signedAt, false], "times");
          same(found.payload.signedDate, signedAt, "signedDate");
          same(found.chain.root.commonName, "Apple Root CA - G3", "root");
          ok(new Date(found.leafValidUntil).toISOString().startsWith(until.slice(0, 10)), "leafValidUntil");
        }
        same(verifier[kind](signed, { now: LATER }).leafExpiredSince, true, "leafExpiredSince");
        verifier.free();
      },
    });
    cases.push({
      group,
      name: `${name} verifies by WebCrypto`,
      async run() {
        const verifier = new waxwing.Verifier(policy);
        const options = { now: signedAt };
        // A new chain, and then a known one.
        for (const more of [{ kind }, {}]) {
          same(await verifier.verifyAsync(signed, { ...options, ...more }), verifier[kind](signed, options), "object");
        }
        same((await verifier.verifyAsync(signed, { now: LATER })).leafExpiredSince, true, "leafExpiredSince");
        await rejected(waxwing, () => verifier.verifyAsync(forged(signed), options), "bad_signature", undefined, name);
        verifier.free();
        const now = new waxwing.Verifier({ ...policy, validity: "check_time" });
        await rejected(waxwing, () => now.verifyAsync(signed, { kind, now: LATER }), "expired", "leaf certificate", name);
        now.free();
      },
    });
    cases.push({
      group,
      name: `${name} is refused at a later time of check`,
      run() {
        const verifier = new waxwing.Verifier({ ...policy, validity: "check_time" });
        for (const now of [LATER, new Date(LATER)]) {
          const error = refused(waxwing, () => verifier[kind](signed, { now }), "expired", "leaf certificate", name);
          ok(error instanceof waxwing.UntrustedError, "no UntrustedError");
          ok(error.expected.includes(until), `expected: ${error.expected}`);
          ok(error.found.includes("2026-11-21T00:00:00Z"), `found: ${error.found}`);
          ok(error.message.includes(error.expected) && error.message.includes(error.found), error.message);
        }
        verifier.free();
      },
    });
  }
  return cases;
}

/** The object with another signature. */
function forged(signed) {
  const at = signed.lastIndexOf(".") + 1;
  return `${signed.slice(0, at)}${signed[at] === "A" ? "B" : "A"}${signed.slice(at + 1)}`;
}

/** The rows about verification of the table for Apple's own test data. */
export function appleMockCases(waxwing, data) {
  const group = "apple-mock";
  if (data.appleMock === null) {
    return [{ group, name: "Apple's own test data", skip: "the folder with Apple's test data is absent" }];
  }
  const { signed, xcode, root } = data.appleMock;
  const roots = fromBase64(root);
  // The objects are of May 2023; the chain is valid until 2033.
  const now = Date.UTC(2023, 5, 1);
  const run = (method, text, policy) => {
    const verifier = new waxwing.Verifier({ bundleIds: "com.example", environments: "Sandbox", roots, ...policy });
    try {
      return verifier[method](text, { now });
    } finally {
      verifier.free();
    }
  };
  const production = (id) => ({ environments: "Production", appAppleIds: id });
  const rows = {
    "test notification": () => {
      const found = run("notification", signed.testNotification);
      same([found.payload.notificationType, found.environment, found.bundleId], ["TEST", "Sandbox", "com.example"], "it");
    },
    "sandbox notification for production": () =>
      refused(waxwing, () => run("notification", signed.testNotification, production(1234)), "wrong_environment"),
    "sandbox notification for production and another app": () =>
      refused(waxwing, () => run("notification", signed.testNotification, production(1235)), "wrong_app_id"),
    "another bundle id": () =>
      refused(waxwing, () => run("notification", signed.wrongBundleId, { bundleIds: "com.examplex" }), "wrong_bundle_id"),
    "no chain in the header": () =>
      refused(waxwing, () => run("notification", signed.missingX5CHeaderClaim), "missing_chain"),
    "renewal info": () => same(run("renewalInfo", signed.renewalInfo).environment, "Sandbox", "environment"),
    transaction: () => same(run("transaction", signed.transactionInfo).environment, "Sandbox", "environment"),
    "transaction as renewal info": () =>
      refused(waxwing, () => run("renewalInfo", signed.transactionInfo), "wrong_kind"),
    "renewal info as transaction": () =>
      refused(waxwing, () => run("transaction", signed.renewalInfo), "wrong_kind"),
    "three parts that are none": () => refused(waxwing, () => run("any", "a.b.c"), "invalid_base64"),
    "four parts": () => refused(waxwing, () => run("any", "a.b.c.d"), "malformed"),
  };
  for (const [name, text] of Object.entries(xcode)) {
    rows[`${name} for production`] = () => {
      const bundleIds = "com.example.naturelab.backyardbirds.example";
      const error = refused(
        waxwing,
        () => run("any", text, { bundleIds, ...production(1234), roots: undefined }),
        "chain_length",
      );
      ok(error instanceof waxwing.UntrustedError, "no UntrustedError");
    };
  }
  return Object.entries(rows).map(([name, action]) => ({ group, name, run: action }));
}
