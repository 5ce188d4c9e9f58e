// Runs every case inside Deno, which has no permissions here. The data comes on standard input.

import * as waxwing from "../../../wasm/dist/inline.js";
import * as credentials from "../../../wasm/dist/credentials/inline.js";
import * as legacy from "../../../wasm/dist/legacy/inline.js";
import * as receipts from "../../../wasm/dist/receipts/inline.js";
import * as windows from "../../../wasm/dist/windows/inline.js";
import { initSync } from "../../../wasm/dist/waxwing.js";
import { runSuite } from "../shared/suite.mjs";

const { memory } = initSync();
const pages = () => memory.buffer.byteLength;
const data = await new Response(Deno.stdin.readable).json();
const failed = await runSuite("deno", { waxwing, slices: { credentials, legacy, receipts, windows }, data, pages, say: console.log });
Deno.exit(failed === 0 ? 0 : 1);
