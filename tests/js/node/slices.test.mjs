// The slices: each does alone what the whole package does, and nothing else is in it.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as push from "../../../wasm/dist/push/node.js";
import { initSync as initPush } from "../../../wasm/dist/push/waxwing.js";
import * as verify from "../../../wasm/dist/verify/node.js";
import { initSync as initVerify } from "../../../wasm/dist/verify/waxwing.js";
import * as receipts from "../../../wasm/dist/receipts/node.js";
import { initSync as initReceipts } from "../../../wasm/dist/receipts/waxwing.js";
import { readData } from "../lib/data.mjs";
import { runCases } from "../lib/node-suite.mjs";
import { DIST } from "../lib/places.mjs";
import { ok, same } from "../shared/check.mjs";
import { appleMockCases, genuineCases } from "../shared/genuine.mjs";
import { sendingCases } from "../shared/sending.mjs";
import { stepCases } from "../shared/steps.mjs";
import { subscriptionCases } from "../shared/subscription.mjs";
import { tokenCases } from "../shared/token.mjs";
import { vectorCases } from "../shared/vectors.mjs";
import * as whole from "../../../wasm/dist/node.js";

/** The operations of the App Store; all others are of pushing, or of both. */
const STORE =
  /^(anchor|checks|notification_meaning|ocsp_requests|receipt_id|subscription|unverified|verify(_\w+)?)$/;
const BOTH = ["error_codes", "payload_types"];
/** Runs with the slice for receipts among all other cases. */
const RECEIPTS = ["receipt"];

const data = readData();
const vectorsOf = (slice, wanted) => {
  const names = Object.entries(data.vectors).filter(([, text]) => wanted(JSON.parse(text).op));
  return vectorCases(slice, { ...data, vectors: Object.fromEntries(names) });
};
const named = (slice, cases) => cases.map(({ group, ...rest }) => ({ group: `${slice}: ${group}`, ...rest }));

const own = [
  ["push", push, initPush],
  ["verify", verify, initVerify],
  ["receipts", receipts, initReceipts],
].flatMap(([name, slice, init]) => [
  {
    name: `${name} exports a part of the whole`,
    run() {
      const names = Object.keys(slice);
      for (const one of names) ok(one in whole || one === "ReceiptVerifier", one);
      ok(names.length < Object.keys(whole).length, "it is the whole");
      for (const one of Object.keys(slice.vocabulary())) ok(one in whole.vocabulary(), one);
      same(slice.version(), whole.version(), "version");
      same(slice.vocabulary().errorCodes, whole.vocabulary().errorCodes, "error codes");
    },
  },
  {
    name: `${name} has a module of its own`,
    run: () => ok(init().memory.buffer.byteLength > 0, "no memory"),
  },
  {
    name: `${name} declares what it exports`,
    run() {
      const text = readFileSync(join(DIST, name, "index.d.ts"), "utf8");
      const files = [...text.matchAll(/^export \* from "\.\.\/([\w-]+)\.js";$/gm)].map(([, file]) => file);
      const types = [text, ...files.map((file) => readFileSync(join(DIST, `${file}.d.ts`), "utf8"))].join("\n");
      const declared = [...types.matchAll(/^export (?:class|function|const) (\w+)/gm)].map(([, found]) => found);
      same([...new Set(declared)].sort(), Object.keys(slice).sort(), "declarations");
    },
  },
  {
    name: `${name} has the files of the whole and no others`,
    run() {
      const all = readdirSync(DIST);
      for (const file of readdirSync(join(DIST, name))) ok(all.includes(file), file);
    },
  },
]);

runCases([
  ...own.map((entry) => ({ group: "slices", ...entry })),
  ...named("push", [
    ...vectorsOf(push, (op) => BOTH.includes(op) || !(STORE.test(op) || RECEIPTS.includes(op))),
    ...tokenCases(push),
    ...sendingCases(push),
  ]),
  ...named("verify", [
    ...vectorsOf(verify, (op) => BOTH.includes(op) || STORE.test(op)),
    ...genuineCases(verify, data),
    ...appleMockCases(verify, data),
    ...stepCases(verify, data),
    ...subscriptionCases(verify),
  ]),
]);
