// Runs every case inside Bun. The data comes on standard input.

import * as waxwing from "../../../wasm/dist/node.js";
import * as credentials from "../../../wasm/dist/credentials/node.js";
import * as legacy from "../../../wasm/dist/legacy/node.js";
import * as receipts from "../../../wasm/dist/receipts/node.js";
import * as windows from "../../../wasm/dist/windows/node.js";
import { initSync } from "../../../wasm/dist/waxwing.js";
import { runSuite } from "../shared/suite.mjs";

const { memory } = initSync();
const pages = () => memory.buffer.byteLength;
const data = await Bun.stdin.json();
const failed = await runSuite("bun", { waxwing, slices: { credentials, legacy, receipts, windows }, data, pages, say: console.log });
process.exit(failed === 0 ? 0 : 1);
