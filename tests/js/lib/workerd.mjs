// Starts the real runtime of Cloudflare Workers, with modules of a folder.

import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { NODE_MODULES } from "./places.mjs";

const KINDS = { ".mjs": "esModule", ".js": "esModule", ".json": "json", ".wasm": "wasm" };
/** What the runtime behaves like. Nothing newer is needed, and no flag. */
const COMPATIBILITY_DATE = "2025-06-01";

/** A worker in a new folder: `modules` are pairs of a name and the file, or the text, it is made of. */
export class Worker {
  constructor(modules, { port, variables = {} } = {}) {
    this.folder = mkdtempSync(join(tmpdir(), "waxwing-workerd-"));
    const lines = Object.entries(modules).map(([name, source]) => this.#module(name, source));
    const bindings = Object.entries(variables).map(([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)}), `);
    const address = `address = "127.0.0.1:${port}"`;
    const socket = port === undefined ? "" : `  sockets = [(name = "http", ${address}, http = (), service = "main")],\n`;
    writeFileSync(
      join(this.folder, "config.capnp"),
      `using Workerd = import "/workerd/workerd.capnp";\n` +
        `const config :Workerd.Config = (\n` +
        `  services = [(name = "main", worker = (modules = [\n${lines.join("")}  ],\n` +
        `    bindings = [${bindings.join("")}],\n` +
        `    compatibilityDate = "${COMPATIBILITY_DATE}"))],\n` +
        `${socket});\n`,
    );
  }

  #module(name, source) {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    if (source.text === undefined) copyFileSync(source.file, file);
    else writeFileSync(file, source.text);
    const kind = KINDS[/\.[a-z]+$/.exec(name)[0]];
    return `    (name = "${name}", ${kind} = embed "${name}"),\n`;
  }

  /** Runs `workerd COMMAND config.capnp MORE…`. */
  start(command, ...more) {
    return spawn(program(), [command, "config.capnp", ...more], {
      cwd: this.folder,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
    });
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function program() {
  const require = createRequire(join(NODE_MODULES, "workerd/package.json"));
  return require("workerd").default;
}
