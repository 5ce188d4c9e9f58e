// Everything that runs in every runtime, in Node.

import * as waxwing from "../../../wasm/dist/node.js";
import * as credentials from "../../../wasm/dist/credentials/node.js";
import * as legacy from "../../../wasm/dist/legacy/node.js";
import * as receipts from "../../../wasm/dist/receipts/node.js";
import * as windows from "../../../wasm/dist/windows/node.js";
import { initSync } from "../../../wasm/dist/waxwing.js";
import { readData } from "../lib/data.mjs";
import { runCases } from "../lib/node-suite.mjs";
import { allCases } from "../shared/all.mjs";

// Loaded already: this gives the module's exports again.
const { memory } = initSync();

runCases(allCases(waxwing, readData(), () => memory.buffer.byteLength, { credentials, legacy, receipts, windows }));
