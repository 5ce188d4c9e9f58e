// Runs the cases inside workerd and passes on what it prints.

import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readData } from "../lib/data.mjs";
import { DIST } from "../lib/places.mjs";
import { compared } from "../lib/runtime.mjs";
import { Worker } from "../lib/workerd.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/** The files of a folder as modules under a name of their own. */
function modules(folder, name, wanted) {
  const files = readdirSync(folder).filter(wanted);
  return Object.fromEntries(files.map((file) => [`${name}/${file}`, { file: join(folder, file) }]));
}

const ENTRIES = ["node.js", "inline.js", "edge-light.js", "slim.js", "waxwing_bg.base64.js"];
const isModule = (file) => /\.(js|wasm)$/.test(file) && !ENTRIES.includes(file);
const slices = ["credentials", "legacy", "receipts", "windows"];
const worker = new Worker({
  "main.mjs": { file: join(here, "main.mjs") },
  "data.json": { text: JSON.stringify(readData()) },
  ...modules(DIST, "dist", isModule),
  ...Object.assign({}, ...slices.map((name) => modules(join(DIST, name), `dist/${name}`, isModule))),
  ...modules(join(here, "../shared"), "shared", (file) => file.endsWith(".mjs")),
});

await compared("workerd", async () => {
  const child = worker.start("test");
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const status = await new Promise((done) => child.on("close", done));
  worker.remove();
  return { output, ended: status === 0 };
});
