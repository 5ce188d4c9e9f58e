// Runs the cases inside Deno, which may read, write and reach nothing.

import { fileURLToPath } from "node:url";
import { readData } from "../lib/data.mjs";
import { piped } from "../lib/runtime.mjs";

const main = fileURLToPath(new URL("main.mjs", import.meta.url));
const nothing = ["--no-prompt", "--no-config", "--no-lock", "--no-remote", "--no-npm"];
await piped("deno", ["run", ...nothing, main], readData());
