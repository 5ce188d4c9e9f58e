// Node and Bun: the module is a file beside this one.
import { readFileSync } from "node:fs";
import { startSync } from "./start.js";

startSync(readFileSync(new URL("./waxwing_bg.wasm", import.meta.url)));
export * from "./api.js";
