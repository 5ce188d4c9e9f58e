// The package: its entries, its exports, what it must not hold.

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { execPath } from "node:process";
import { runCases } from "../lib/node-suite.mjs";
import { DIST, REPOSITORY } from "../lib/places.mjs";
import { output } from "../lib/program.mjs";
import { ok, same } from "../shared/check.mjs";
import { IDS, P8, TOKEN } from "../shared/token.mjs";

const read = (path) => readFileSync(join(REPOSITORY, path), "utf8");
const manifest = JSON.parse(read("wasm/package.json"));
const EXPORTS = [
  "Broadcast",
  "Call",
  "CertificateScope",
  "Channels",
  "GoAway",
  "InputError",
  "InternalError",
  "KeyRing",
  "LimitError",
  "MalformedError",
  "Notification",
  "PendingVerification",
  "Prepared",
  "Priority",
  "ProviderKey",
  "ProviderToken",
  "Reply",
  "Session",
  "SubscriptionState",
  "UntrustedError",
  "Verifier",
  "WaxwingError",
  "appReceiptTransactionId",
  "backoff",
  "channelId",
  "decodeUnverified",
  "deviceToken",
  "headerStability",
  "lintRequest",
  "notificationMeanings",
  "parseReply",
  "pushTypes",
  "transactionReceiptTransactionId",
  "version",
  "vocabulary",
];

/** Prints the known token with a program in which `waxwing` is imported in some way. */
const tokenBy = async (code) => {
  const key = `waxwing.ProviderKey.fromP8(${JSON.stringify(P8)}, ${JSON.stringify(IDS)})`;
  const program = `${code}\nconsole.log(${key}.tokenIssuedAt(1437179036).jwt);`;
  return (await output(execPath, ["--input-type=module", "--eval", program])).trim();
};
const url = (name) => JSON.stringify(`file://${DIST}/${name}`);

const rows = {
  "has the version of the workspace": async () => {
    const version = /\[workspace\.package\]\s+version = "([^"]+)"/.exec(read("Cargo.toml"))[1];
    const { version: found } = await import("../../../wasm/dist/node.js");
    same([manifest.version, found()], [version, version], "version");
  },
  "exports the same names everywhere": async () => {
    same(Object.keys(await import("../../../wasm/dist/node.js")).sort(), EXPORTS, "node.js");
    same(Object.keys(await import("../../../wasm/dist/slim.js")).sort(), [...EXPORTS, "init", "initSync"].sort(), "slim.js");
    const index = read("wasm/js/index.d.ts");
    const files = [...index.matchAll(/^export (?:type )?\* from "\.\/([\w-]+)\.js";$/gm)].map(([, name]) => name);
    const types = [index, ...files.map((name) => read(`wasm/js/${name}.d.ts`))].join("\n");
    const declared = [...types.matchAll(/^export (?:class|function|const) (\w+)/gm)].map(([, name]) => name);
    same([...new Set(declared)].sort(), EXPORTS, "declarations");
  },
  "exports files that are there": () => {
    const targets = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(targets));
    for (const target of targets(manifest.exports)) ok(read(join("wasm", target)) !== "", target);
    for (const entry of [".", "./push", "./verify", "./receipts", "./credentials", "./windows", "./legacy"]) {
      same(Object.keys(manifest.exports[entry]), ["types", "workerd", "edge-light", "deno", "node", "default"], entry);
    }
  },
  "loads its module inline": async () => same(await tokenBy(`import * as waxwing from ${url("inline.js")};`), TOKEN, "token"),
  "loads its module by hand": async () => {
    const bytes = `(await import("node:fs")).readFileSync(new URL(${url("waxwing_bg.wasm")}))`;
    const slim = `import * as waxwing from ${url("slim.js")};`;
    same(await tokenBy(`${slim} waxwing.initSync(${bytes});`), TOKEN, "bytes");
    same(await tokenBy(`${slim} waxwing.initSync(new WebAssembly.Module(${bytes}));`), TOKEN, "module");
    same(await tokenBy(`${slim} await waxwing.init(${bytes});`), TOKEN, "init");
    const headers = '{ headers: { "content-type": "application/wasm" } }';
    same(await tokenBy(`${slim} await waxwing.init(new Response(${bytes}, ${headers}));`), TOKEN, "response");
  },
  "says when its module is not loaded": async () => {
    const code = `import * as waxwing from ${url("slim.js")};
      for (const use of [
        () => new waxwing.Verifier({ environments: "Sandbox" }),
        () => waxwing.deviceToken("00"),
        () => waxwing.deviceToken(7),
        () => waxwing.parseReply({ status: 200 }),
        () => waxwing.version(),
        () => waxwing.vocabulary(),
      ]) {
        try {
          use();
        } catch (error) {
          console.log(error.name, error.code, error.expected);
        }
      }`;
    const lines = (await output(execPath, ["--input-type=module", "--eval", code])).trimEnd().split("\n");
    same(lines, Array(6).fill("InputError invalid_input init() or initSync() before the first call"), "errors");
  },
  "turns whatever the module throws into an error of its own": async () => {
    const { error } = await import("../../../wasm/dist/errors.js");
    const waxwing = await import("../../../wasm/dist/node.js");
    for (const thrown of [new WebAssembly.RuntimeError("unreachable"), new RangeError("stack"), undefined, 7]) {
      const found = error(thrown);
      ok(found instanceof waxwing.InternalError && found.name === "InternalError", String(found));
      const { code, number, category } = found;
      same({ code, number, category }, waxwing.vocabulary().errorCodes.at(-1), "error");
      same(found.cause, thrown, "cause");
    }
  },
  "reads no clock and draws no randomness when it is imported": async () => {
    const code = `
      const refuse = () => { throw new Error("at import"); };
      Date.now = refuse; Math.random = refuse; globalThis.Date = class { constructor() { refuse(); } static now = refuse; };
      Object.defineProperty(globalThis, "crypto", { get: refuse });
      performance.now = refuse;
      const waxwing = await import(${url("inline.js")});`;
    same(await tokenBy(code), TOKEN, "token");
  },
  "can be required": async () => {
    const waxwing = createRequire(import.meta.url)(join(DIST, "node.js"));
    same(waxwing.ProviderKey.fromP8(P8, IDS).tokenIssuedAt(1437179036).jwt, TOKEN, "token");
  },
  "asks nothing of its host but strings and errors": () => {
    const module = new WebAssembly.Module(readFileSync(join(DIST, "waxwing_bg.wasm")));
    const imports = WebAssembly.Module.imports(module);
    for (const { module: from, name, kind } of imports) {
      ok(from === "./waxwing_bg.js" && kind === "function" && name.startsWith("__wb"), `the import ${from} ${name}`);
      ok(!/random|crypto|now|date|time|console|fetch/i.test(name), `the import ${name}`);
    }
  },
  "carries the licences of the repository": () => {
    for (const name of ["LICENSE-APACHE", "LICENSE-MIT"]) {
      same(read(join("wasm", name)), read(name), name);
      ok(manifest.files.includes(name), name);
    }
  },
  "holds no path of the machine that built it": () => {
    for (const name of readdirSync(DIST, { recursive: true }).filter((file) => /\.\w+$/.test(file))) {
      const text = readFileSync(join(DIST, name), "latin1");
      for (const path of [REPOSITORY, homedir(), ".cargo/registry"]) {
        ok(!text.includes(path), `${name} has ${path}`);
      }
    }
  },
  "locks exact versions, and no registry": () => {
    const lock = read("tests/js/package-lock.json");
    ok(!/"resolved"|https?:\/\/registry/.test(lock), "the lock file names a registry");
    const { devDependencies, optionalDependencies } = JSON.parse(read("tests/js/package.json"));
    for (const [name, version] of Object.entries({ ...devDependencies, ...optionalDependencies })) {
      ok(/^\d+\.\d+\.\d+$/.test(version), `${name} is not pinned`);
    }
  },
};
runCases(Object.entries(rows).map(([name, run]) => ({ group: "package", name, run })));
