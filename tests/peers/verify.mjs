// Verification by waxwing and by @apple/app-store-server-library, one turn at a time.
//
// Asked as `src/verify.rs` says. Apple's library runs as its README shows, without online checks: those would ask
// Apple's servers. The arguments are Apple Root CA - G3 and files with a signed object each.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

import { Environment, SignedDataVerifier } from "@apple/app-store-server-library";
import { Verifier } from "waxwing";

const TURN_NS = 30_000_000n;

const [rootFile, ...files] = process.argv.slice(2);
const root = readFileSync(rootFile);
const tokens = files.map((file) => readFileSync(file, "utf8").trim());

/** One verifier for each app, made beforehand. */
const apps = new Map();

function verifiers(app) {
  if (!apps.has(app)) {
    const options = { bundleIds: app, environments: "Sandbox" };
    apps.set(app, {
      own: new Verifier(options),
      plain: new Verifier({ ...options, withoutKeyTables: true }),
      forgetful: new Verifier({ ...options, cachedChains: 0 }),
      apple: new SignedDataVerifier([root], false, Environment.SANDBOX, app, undefined),
    });
  }
  return apps.get(app);
}

const objects = tokens.map((token) => {
  const found = JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString());
  const { own, plain, forgetful, apple } = verifiers(found.bundleId ?? found.data?.bundleId ?? "com.example.any");
  const [kind, method] =
    found.notificationType !== undefined ? ["notification", "verifyAndDecodeNotification"]
    : found.autoRenewStatus !== undefined ? ["renewalInfo", "verifyAndDecodeRenewalInfo"]
    : ["transaction", "verifyAndDecodeTransaction"];
  return { token, kind, own, plain, forgetful, apple: () => apple[method](token) };
});

const works = {
  waxwing: () => objects.forEach(({ own, kind, token }) => own[kind](token)),
  without_tables: () => objects.forEach(({ plain, kind, token }) => plain[kind](token)),
  new: () => objects.forEach(({ forgetful, kind, token }) => forgetful[kind](token)),
  async apple() {
    for (const { apple } of objects) await apple();
  },
};
if (typeof Verifier.prototype.verifyAsync === "function") {
  works.webcrypto = async () => {
    for (const { own, kind, token } of objects) await own.verifyAsync(token, { kind });
  };
  works.webcrypto_new = async () => {
    for (const { forgetful, kind, token } of objects) await forgetful.verifyAsync(token, { kind });
  };
}

// Until every chain is known, the keys have their tables, and the code is compiled.
for (const work of Object.values(works)) for (let call = 0; call < 30; call += 1) await work();

console.log(`fact node ${process.versions.node}`);
console.log(`fact node-openssl ${process.versions.openssl}`);
for (const name of Object.keys(works)) console.log(`offer ${name}`);
console.log("ready");
for await (const name of createInterface({ input: process.stdin })) {
  const work = works[name];
  const start = process.hrtime.bigint();
  let count = 0;
  let spent = 0n;
  while (spent < TURN_NS) {
    // A synchronous work is not made to wait.
    const pending = work();
    if (pending !== undefined) await pending;
    count += objects.length;
    spent = process.hrtime.bigint() - start;
  }
  console.log(`${Number(spent) / count}`);
}
