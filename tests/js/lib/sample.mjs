// A signed notification of the project's own throw-away authority, out of the shared vectors.

import { readData } from "./data.mjs";

/** `{ token, root, now, expect }` of a notification that verifies and has a transaction. */
export function sampleNotification() {
  for (const text of Object.values(readData().vectors)) {
    const file = JSON.parse(text);
    if (file.op !== "verify") continue;
    for (const { kind, token, roots, now_ms: now, expect } of file.cases) {
      if (kind !== "notification" || token === undefined || !expect.transaction || roots?.length !== 1) continue;
      return { token, root: file.roots[roots[0]], now, expect };
    }
  }
  return undefined;
}
