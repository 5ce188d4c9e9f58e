// The worker examples in the real runtime, over HTTP. They are bundled as wrangler bundles them, which also shows that
// the package's exports lead a bundler for Workers to the right entry.

import { createServer } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import { runCases } from "../lib/node-suite.mjs";
import { DIST, REPOSITORY } from "../lib/places.mjs";
import { sampleNotification } from "../lib/sample.mjs";
import { Worker } from "../lib/workerd.mjs";
import { ok, same } from "../shared/check.mjs";

/** The example as one module, which imports the compiled one. */
async function bundled(name) {
  const { outputFiles } = await build({
    entryPoints: [join(REPOSITORY, "wasm/examples", name)],
    bundle: true,
    format: "esm",
    target: "es2022",
    conditions: ["workerd", "worker", "browser"],
    external: ["*.wasm"],
    write: false,
    logLevel: "silent",
  });
  const text = outputFiles[0].text;
  ok(text.includes('from "./waxwing_bg.wasm"'), "the entry for Workers was not chosen");
  ok(!text.includes("node:"), "the bundle needs Node");
  return { "worker.mjs": { text }, "waxwing_bg.wasm": { file: join(DIST, "verify/waxwing_bg.wasm") } };
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** Serves a worker on loopback, and calls `action` with a function that posts to it. */
async function serving(modules, variables, action) {
  const port = await freePort();
  const worker = new Worker(modules, { port, variables });
  const child = worker.start("serve");
  let said = "";
  child.stderr.on("data", (chunk) => (said += chunk));
  child.stdout.on("data", (chunk) => (said += chunk));
  try {
    const post = (body, more) => fetch(`http://127.0.0.1:${port}/`, { method: "POST", body, ...more });
    await answering(() => post("{}"), child, () => said);
    await action(post);
  } finally {
    child.kill();
    worker.remove();
  }
}

async function answering(post, child, said) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`workerd ended: ${said()}`);
    try {
      await (await post()).arrayBuffer();
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  throw new Error(`workerd does not answer: ${said()}`);
}

const sample = sampleNotification();
const group = "worker";
runCases(
  sample === undefined
    ? [{ group, name: "worker.mjs", skip: "no vector has a notification with a transaction" }]
    : [
        {
          group,
          name: "worker.mjs verifies what is posted to it, and answers what is wrong with 4xx",
          run: async () => serving(await bundled("worker.mjs"), variables(), judged),
        },
        {
          group,
          name: "quickstart_worker.mjs answers as it stands",
          run: async () => serving(await bundled("quickstart_worker.mjs"), {}, quick),
        },
      ],
);

function variables() {
  return { BUNDLE_IDS: sample.expect.bundle_id, ENVIRONMENTS: sample.expect.environment, APP_APPLE_IDS: "", ROOTS: sample.root };
}

async function judged(post) {
  const { expect, token } = sample;
  const found = await post(JSON.stringify({ signedPayload: token }));
  const body = await found.json();
  same(found.status, 200, JSON.stringify(body));
  const { payload, transaction } = expect;
  same(
    [body.uuid, body.type, body.environment, body.bundleId, body.productId, body.signedAt],
    [
      payload.notificationUUID,
      payload.notificationType,
      expect.environment,
      expect.bundle_id,
      transaction.productId,
      new Date(expect.signed_at_ms).toISOString(),
    ],
    "answer",
  );
  const [head, claims, signature] = token.split(".");
  const flipped = `${signature[0] === "A" ? "B" : "A"}${signature.slice(1)}`;
  const refusals = [
    [JSON.stringify({ signedPayload: `${head}.${claims}.${flipped}` }), 403, "bad_signature"],
    [JSON.stringify({ signedPayload: "a.b.c" }), 400, "invalid_base64"],
    [JSON.stringify({ signedPayload: "\ud800" }), 400, "malformed"],
    [JSON.stringify({ signedPayload: "a".repeat(300_000) }), 400, "too_large"],
    [JSON.stringify({ signedPayload: 7 }), 400, "no_signed_payload"],
    ["{}", 400, "no_signed_payload"],
    ["null", 400, "no_signed_payload"],
    ["no json", 400, "invalid_json"],
    ["x".repeat(600_000), 413, "too_large"],
  ];
  for (const [text, status, error] of refusals) {
    const refused = await post(text);
    same([refused.status, (await refused.json()).error], [status, error], text.slice(0, 40));
  }
  same((await post(undefined, { method: "GET" })).status, 405, "GET");
}

async function quick(post) {
  const refused = await post(JSON.stringify({ signedPayload: sample.token }));
  // Signed by the project's own authority, which the quickstart does not trust.
  same([refused.status, (await refused.json()).error], [400, "unknown_anchor"], "answer");
  same((await (await post("{}")).json()).error, "invalid_input", "answer");
}
