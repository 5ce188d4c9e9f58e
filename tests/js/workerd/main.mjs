// Runs every case inside workerd.

import * as waxwing from "./dist/workerd.js";
import * as credentials from "./dist/credentials/workerd.js";
import * as legacy from "./dist/legacy/workerd.js";
import * as receipts from "./dist/receipts/workerd.js";
import * as windows from "./dist/windows/workerd.js";
import { initSync } from "./dist/waxwing.js";
import { runSuite } from "./shared/suite.mjs";
import data from "./data.json";

const { memory } = initSync();
const pages = () => memory.buffer.byteLength;

export default {
  async test() {
    const failed = await runSuite("workerd", { waxwing, slices: { credentials, legacy, receipts, windows }, data, pages, say: console.log });
    if (failed > 0) throw new Error(`${failed} cases failed`);
  },
};
