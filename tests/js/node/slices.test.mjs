// The slices: each does alone what the whole package does, and nothing else is in it.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as push from "../../../wasm/dist/push/node.js";
import { initSync as initPush } from "../../../wasm/dist/push/waxwing.js";
import * as verify from "../../../wasm/dist/verify/node.js";
import { initSync as initVerify } from "../../../wasm/dist/verify/waxwing.js";
import * as credentials from "../../../wasm/dist/credentials/node.js";
import { initSync as initCredentials } from "../../../wasm/dist/credentials/waxwing.js";
import * as receipts from "../../../wasm/dist/receipts/node.js";
import { initSync as initReceipts } from "../../../wasm/dist/receipts/waxwing.js";
import * as legacy from "../../../wasm/dist/legacy/node.js";
import { initSync as initLegacy } from "../../../wasm/dist/legacy/waxwing.js";
import * as windows from "../../../wasm/dist/windows/node.js";
import { initSync as initWindows } from "../../../wasm/dist/windows/waxwing.js";
import { readData } from "../lib/data.mjs";
import { runCases } from "../lib/node-suite.mjs";
import { DIST } from "../lib/places.mjs";
import { ok, same } from "../shared/check.mjs";
import { appleMockCases, genuineCases } from "../shared/genuine.mjs";
import { sendingCases } from "../shared/sending.mjs";
import { stepCases } from "../shared/steps.mjs";
import { subscriptionCases } from "../shared/subscription.mjs";
import { tokenCases } from "../shared/token.mjs";
import { sliceOf, vectorCases } from "../shared/vectors.mjs";
import * as whole from "../../../wasm/dist/node.js";

/** The operations of the App Store; all others are of pushing, or of both. */
const STORE =
  /^(anchor|checks|notification_meaning|ocsp_requests|receipt_id|subscription|unverified|verify(_\w+)?)$/;
const BOTH = ["error_codes", "payload_types"];

const data = readData();
const vectorsOf = (slice, wanted) => {
  const names = Object.entries(data.vectors).filter(([, text]) => wanted(JSON.parse(text).op));
  return vectorCases(slice, { ...data, vectors: Object.fromEntries(names) });
};
const named = (slice, cases) => cases.map(({ group, ...rest }) => ({ group: `${slice}: ${group}`, ...rest }));

/** What the whole does not have. */
const OWN = {
  receipts: ["ReceiptVerifier"],
  credentials: [
    ...["Certificate", "CertificateRequest", "Contents", "Identity", "PrivateKey", "PushCertificate", "UnsignedRequest"],
    ...["keyIdFromFileName", "signingKeyPem", "sniff"],
  ],
  legacy: [
    ...["BinaryDecoder", "Channel", "FeedbackDecoder", "MpnsNotification", "MpnsReply", "ServiceName", "encodeBinary"],
    ...["encodeErrorPacket", "encodeFeedback", "feedbackDropsDevice", "parseErrorPacket", "parseMpnsReply"],
  ],
  windows: ["AccessToken", "Channel", "TokenRequest", "ToastRemoval", "parseTokenReply"].sort(),
};
const OWN_WORDS = {
  legacy: ["binaryFrames", "binaryStatuses", "causes", "channelKinds", "mpnsKinds", "mpnsOptions"],
  windows: ["cachePolicies", "causes", "channelKinds", "notificationKinds"],
  credentials: ["certificateFamilies", "credentialLints", "fileFormats"],
};

const own = [
  ["push", push, initPush],
  ["verify", verify, initVerify],
  ["receipts", receipts, initReceipts],
  ["credentials", credentials, initCredentials],
  ["windows", windows, initWindows],
  ["legacy", legacy, initLegacy],
].flatMap(([name, slice, init]) => [
  {
    name: `${name} exports a part of the whole, and what is its own`,
    run() {
      const names = Object.keys(slice);
      same(names.filter((one) => !(one in whole)), OWN[name] ?? [], "names");
      ok(names.length < Object.keys(whole).length, "it is the whole");
      const words = Object.keys(slice.vocabulary());
      same(words.filter((one) => !(one in whole.vocabulary())).sort(), OWN_WORDS[name] ?? [], "words");
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

/** What the module of the slice for credentials keeps of what it was given. */
const secrets = {
  "credentials keeps no key that was freed": () => {
    const memory = () => Buffer.from(initCredentials().memory.buffer);
    const file = Buffer.from(data.credentials["openssl3-ec.p12"], "base64");
    const password = "secret";
    const identity = credentials.Identity.fromP12(file, password);
    const der = Buffer.from(identity.keyDer());
    const lines = identity.keyPem().split("\n").filter((line) => line.length === 64);
    identity.combinedPem();
    // The number itself, behind version, algorithm and headers (RFC 5915).
    const number = der.subarray(36, 68);
    ok(memory().includes(number), "it is not there while it is in use: this test looks for something else");
    identity.free();
    credentials.Contents.read(der).free();
    same(memory().indexOf(number), -1, "number");
    for (const line of lines) same(memory().indexOf(line), -1, "line");
  },
  "credentials keeps no memory of what was freed": () => {
    const pem = Buffer.from(data.credentials["ck.pem"], "base64");
    const pages = () => initCredentials().memory.buffer.byteLength;
    for (let count = 0, before; count < 400; count += 1) {
      if (count === 100) before = pages();
      const contents = credentials.Contents.read(pem);
      for (const one of [credentials.Identity.fromPem(pem), contents.privateKey(), contents.identity(), contents]) one.free();
      if (count === 399) same(pages(), before, "memory");
    }
  },
};

runCases([
  ...Object.entries(secrets).map(([name, run]) => ({ group: "slices", name, run })),
  ...own.map((entry) => ({ group: "slices", ...entry })),
  ...named("push", [
    ...vectorsOf(push, (op) => BOTH.includes(op) || !(STORE.test(op) || sliceOf(op))),
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
