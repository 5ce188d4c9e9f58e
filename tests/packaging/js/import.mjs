// A program that has nothing but the installed package. Its argument is the version that it must find.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import * as waxwing from "waxwing";
import description from "waxwing/package.json" with { type: "json" };

const expected = process.argv[2];
if (description.version !== expected) {
  throw new Error(`expected ${expected}, package.json has ${description.version}`);
}
if (waxwing.version() !== expected) {
  throw new Error(`expected ${expected}, the module is ${waxwing.version()}`);
}
// The module itself is a part of the package, for those who load it their own way.
const module = await readFile(createRequire(import.meta.url).resolve("waxwing/waxwing.wasm"));
await WebAssembly.compile(module);
console.log(`waxwing ${waxwing.version()}`);
