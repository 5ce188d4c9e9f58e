// Runs the cases in headless Chromium: a page of localhost, whose security policy allows what the README says that
// waxwing needs, and nothing more.

import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { readData } from "../lib/data.mjs";
import { REPOSITORY } from "../lib/places.mjs";
import { compared, skipped } from "../lib/runtime.mjs";
import { found } from "./program.mjs";

const LIMIT_MS = 300_000;
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** `waxwing` as a file of the package itself would find it: by the package's exports, as in an app. */
const own = {
  name: "waxwing",
  setup(build) {
    build.onResolve({ filter: /^waxwing(\/\w+)?$/ }, ({ path, kind, pluginData }) =>
      pluginData === own ? undefined : build.resolve(path, { kind, resolveDir: join(REPOSITORY, "wasm"), pluginData: own }),
    );
  },
};

/** The suite as one file. */
async function bundled() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("main.mjs", import.meta.url))],
    bundle: true,
    format: "esm",
    target: "es2022",
    plugins: [own],
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0].text;
}

function serving(files) {
  const server = createServer(({ url }, response) => {
    const [type, text] = files[url] ?? ["text/plain", undefined];
    response.writeHead(text === undefined ? 404 : 200, { "content-type": type, "content-security-policy": POLICY });
    response.end(text);
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

async function suite(executablePath) {
  const server = await serving({
    "/": ["text/html; charset=utf-8", '<!doctype html><script type="module" src="main.js"></script>'],
    "/main.js": ["text/javascript", await bundled()],
    "/data.json": ["application/json", JSON.stringify(readData())],
  });
  // The empty path stands for a new folder, which goes away with the browser.
  const browser = await chromium.launchPersistentContext("", { executablePath, headless: true, args: FLAGS });
  let output = "";
  try {
    const page = await browser.newPage();
    page.on("console", (message) => (output += `${message.text()}\n`));
    const broken = new Promise((_, fail) => {
      page.on("pageerror", fail);
      page.on("crash", () => fail(new Error("the page crashed")));
    });
    await page.goto(`http://localhost:${server.address().port}/`);
    const finished = page.waitForFunction(() => globalThis.failed !== undefined, null, { timeout: LIMIT_MS });
    const failed = await (await Promise.race([finished, broken])).evaluate(() => globalThis.failed);
    return { output, ended: failed === 0 };
  } catch (error) {
    return { output: `${output}FAILED chromium: ${error.stack}\n`, ended: false };
  } finally {
    await browser.close();
    server.close();
  }
}

const path = found();
if (path === undefined) skipped("chromium", "no Chromium in PATH, and none in WAXWING_CHROMIUM");
else await compared("chromium", () => suite(path));
