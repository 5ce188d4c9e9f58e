// Runs all cases where there is no test framework, and says how it went as the other suites do.

import { allCases } from "./all.mjs";
import { IDS, P8 } from "./token.mjs";

/** Runs them one after the other; gives how many failed. `say` prints a line. */
export async function runSuite(runtime, { waxwing, slices, data, pages, say }) {
  say(`token: ${waxwing.ProviderKey.fromP8(P8, IDS).tokenAt().jwt}`);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const groups = new Map();
  for (const { group, name, run, skip } of allCases(waxwing, data, pages, slices)) {
    groups.set(group, (groups.get(group) ?? 0) + 1);
    if (skip !== undefined) {
      say(`skip: ${group}: ${skip}`);
      counts.skipped += 1;
      continue;
    }
    try {
      await run();
      counts.passed += 1;
    } catch (error) {
      say(`FAILED ${group}: ${name}: ${error?.stack ?? error}`);
      counts.failed += 1;
    }
  }
  for (const [group, count] of groups) say(`${group}: ${count} cases`);
  const { passed, failed, skipped } = counts;
  say(`waxwing-tests: ${runtime} passed=${passed} failed=${failed} skipped=${skipped}`);
  return failed;
}
