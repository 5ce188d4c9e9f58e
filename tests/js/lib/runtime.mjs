// Runtimes beside Node: what all their runs have in common.

import { arch, platform } from "node:process";
import * as waxwing from "../../../wasm/dist/node.js";
import { IDS, P8 } from "../shared/token.mjs";
import { program } from "./optional.mjs";
import { run } from "./program.mjs";

/** Says that a runtime is not there, and why. */
export function skipped(runtime, reason) {
  console.log(`skip: ${runtime}: ${reason}`);
  console.log(`waxwing-tests: ${runtime} passed=0 failed=0 skipped=1`);
}

const token = () => waxwing.ProviderKey.fromP8(P8, IDS).tokenAt().jwt;

/**
 * Runs `suite`, which gives what a runtime printed and whether it ended well; passes that on, and compares the token it
 * made with those of Node before and after it.
 */
export async function compared(runtime, suite) {
  const before = token();
  const { output, ended } = await suite();
  process.stdout.write(output);
  // The clock may have passed the edge of a window in between.
  const own = [before, token()];
  const found = /token: (\S+)/.exec(output)?.[1];
  const agrees = own.includes(found);
  if (!agrees) {
    console.log(`FAILED ${runtime} and Node make different tokens in one window: ${found} and ${own.join(" or ")}`);
  }
  console.log(`waxwing-tests: ${runtime} passed=${agrees ? 1 : 0} failed=${agrees ? 0 : 1} skipped=0`);
  process.exitCode = ended && agrees ? 0 : 1;
}

/** The same for a program that reads the data on standard input. */
export async function piped(runtime, args, data) {
  const found = program(runtime);
  if (found === undefined) return skipped(runtime, `npm brought no ${runtime} for ${platform} on ${arch}`);
  return compared(runtime, async () => {
    const { status, stdout, stderr } = await run(found, args, { input: JSON.stringify(data) });
    return { output: `${stdout}${stderr}`, ended: status === 0 };
  });
}
