// Runs every case inside workerd.

import * as waxwing from "./dist/workerd.js";
import { initSync } from "./dist/waxwing.js";
import { allCases } from "./shared/all.mjs";
import { IDS, P8 } from "./shared/token.mjs";
import data from "./data.json";

const { memory } = initSync();

export default {
  async test() {
    console.log(`token: ${waxwing.ProviderKey.fromP8(P8, IDS).tokenAt().jwt}`);
    const counts = { passed: 0, failed: 0, skipped: 0 };
    const groups = new Map();
    for (const { group, name, run, skip } of allCases(waxwing, data, () => memory.buffer.byteLength)) {
      groups.set(group, (groups.get(group) ?? 0) + 1);
      if (skip !== undefined) {
        console.log(`skip: ${group}: ${skip}`);
        counts.skipped += 1;
        continue;
      }
      try {
        await run();
        counts.passed += 1;
      } catch (error) {
        console.log(`FAILED ${group}: ${name}: ${error?.stack ?? error}`);
        counts.failed += 1;
      }
    }
    for (const [group, count] of groups) console.log(`${group}: ${count} cases`);
    const { passed, failed, skipped } = counts;
    console.log(`waxwing-tests: workerd passed=${passed} failed=${failed} skipped=${skipped}`);
    if (failed > 0) throw new Error(`${failed} cases failed`);
  },
};
