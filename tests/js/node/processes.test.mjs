// The same token from several processes in one window.

import { execPath } from "node:process";
import { runCases } from "../lib/node-suite.mjs";
import { output } from "../lib/program.mjs";
import { DIST } from "../lib/places.mjs";
import { ok, same } from "../shared/check.mjs";
import { IDS, P8, TOKEN } from "../shared/token.mjs";

const PROGRAM = `
  const { ProviderKey } = await import(${JSON.stringify(`file://${DIST}/node.js`)});
  const key = ProviderKey.fromP8(${JSON.stringify(P8)}, ${JSON.stringify(IDS)});
  console.log(JSON.stringify([key.tokenIssuedAt(1437179036).jwt, key.tokenAt(1437179036000).jwt, key.tokenAt().jwt]));
`;
const tokens = async () => JSON.parse(await output(execPath, ["--input-type=module", "--eval", PROGRAM]));

runCases([
  {
    group: "processes",
    name: "two processes make the same token in one window",
    async run() {
      // A third try, in case the window ended between the first two.
      const all = [await tokens(), await tokens(), await tokens()];
      for (const [known, windowed] of all) {
        same(known, TOKEN, "token");
        same(windowed, all[0][1], "token at a given time");
      }
      const present = all.map((own) => own[2]);
      ok(present[0] === present[1] || present[1] === present[2], "no two processes made the same token");
    },
  },
]);
