// Runs every case in a page, of a bundle made by esbuild for browsers.

import * as waxwing from "waxwing";
import * as credentials from "waxwing/credentials";
import * as legacy from "waxwing/legacy";
import * as receipts from "waxwing/receipts";
import * as windows from "waxwing/windows";
import { initSync } from "../../../wasm/dist/waxwing.js";
import { runSuite } from "../shared/suite.mjs";

const { memory } = initSync();
const pages = () => memory.buffer.byteLength;
const data = await (await fetch("data.json")).json();
globalThis.failed = await runSuite("chromium", { waxwing, slices: { credentials, legacy, receipts, windows }, data, pages, say: console.log });
