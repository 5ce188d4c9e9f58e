// Runs cases under `node --test` and prints, at the end of each test file, how many there were.

import { after, describe, it } from "node:test";

const counts = { passed: 0, failed: 0, skipped: 0 };

/** Runs cases `{ group, name, run }`, or `{ group, name, skip }` with the reason. */
export function runCases(cases) {
  const groups = Map.groupBy?.(cases, ({ group }) => group) ?? grouped(cases);
  for (const [group, own] of groups) {
    describe(group, () => own.forEach(runCase));
    console.log(`${group}: ${own.length} cases`);
  }
}

function runCase({ group, name, run, skip }) {
  if (skip !== undefined) {
    console.log(`skip: ${group}: ${skip}`);
    counts.skipped += 1;
    it(name, { skip });
    return;
  }
  it(name, async () => {
    try {
      await run();
      counts.passed += 1;
    } catch (error) {
      counts.failed += 1;
      throw new Error(`${group}: ${name}: ${error?.message ?? error}`, { cause: error });
    }
  });
}

function grouped(cases) {
  const groups = new Map();
  for (const entry of cases) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return groups;
}

after(() => {
  const { passed, failed, skipped } = counts;
  console.log(`waxwing-tests: node passed=${passed} failed=${failed} skipped=${skipped}`);
});
