// Runs the cases inside Bun.

import { fileURLToPath } from "node:url";
import { readData } from "../lib/data.mjs";
import { piped } from "../lib/runtime.mjs";

await piped("bun", ["run", "--no-install", fileURLToPath(new URL("main.mjs", import.meta.url))], readData());
