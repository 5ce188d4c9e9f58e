// Runtimes that come as optional packages: where their programs are.

import { existsSync } from "node:fs";
import { arch, platform } from "node:process";
import { join } from "node:path";
import { NODE_MODULES } from "./places.mjs";

const PROGRAMS = {
  bun: [`@oven/bun-${platform}-${arch === "arm64" ? "aarch64" : arch}/bin/bun`],
  deno: [`@deno/${platform}-${arch}-glibc/deno`, `@deno/${platform}-${arch}/deno`],
};

/** The program of a runtime that comes as an optional package, or nothing where it is not installed. */
export function program(name) {
  return PROGRAMS[name].map((path) => join(NODE_MODULES, path)).find((path) => existsSync(path));
}
