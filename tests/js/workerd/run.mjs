// Runs the cases inside workerd and passes on what it prints.

import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as waxwing from "../../../wasm/dist/node.js";
import { readData } from "../lib/data.mjs";
import { DIST } from "../lib/places.mjs";
import { Worker } from "../lib/workerd.mjs";
import { IDS, P8 } from "../shared/token.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/** The files of a folder as modules under a name of their own. */
function modules(folder, name, wanted) {
  const files = readdirSync(folder).filter(wanted);
  return Object.fromEntries(files.map((file) => [`${name}/${file}`, { file: join(folder, file) }]));
}

const ENTRIES = ["node.js", "inline.js", "edge-light.js", "slim.js", "waxwing_bg.base64.js"];
const worker = new Worker({
  "main.mjs": { file: join(here, "main.mjs") },
  "data.json": { text: JSON.stringify(readData()) },
  ...modules(DIST, "dist", (file) => /\.(js|wasm)$/.test(file) && !ENTRIES.includes(file)),
  ...modules(join(here, "../shared"), "shared", (file) => file.endsWith(".mjs")),
});

const token = () => waxwing.ProviderKey.fromP8(P8, IDS).tokenAt().jwt;
const before = token();
const child = worker.start("test");
let output = "";
child.stdout.on("data", (chunk) => (output += chunk));
child.stderr.on("data", (chunk) => (output += chunk));
const status = await new Promise((done) => child.on("close", done));
worker.remove();
process.stdout.write(output);

// The clock may have passed the edge of a window in between.
const own = [before, token()];
const found = /token: (\S+)/.exec(output)?.[1];
const agrees = own.includes(found);
if (!agrees) console.log(`FAILED workerd and Node make different tokens in one window: ${found} and ${own.join(" or ")}`);
console.log(`waxwing-tests: workerd passed=${agrees ? 1 : 0} failed=${agrees ? 0 : 1} skipped=0`);
process.exitCode = status === 0 && agrees ? 0 : 1;
