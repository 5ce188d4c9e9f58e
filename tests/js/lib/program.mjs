// Runs programs.

import { spawn } from "node:child_process";

/** Runs a program to its end: `{ status, stdout, stderr }`. */
export function run(program, args, options = {}) {
  return new Promise((done, fail) => {
    const { input = "", ...rest } = options;
    const child = spawn(program, args, { timeout: 120_000, ...rest });
    const result = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => (result.stdout += chunk));
    child.stderr.on("data", (chunk) => (result.stderr += chunk));
    child.on("error", fail);
    child.on("close", (status) => done({ status, ...result }));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/** The same, which must end well; gives what it printed. */
export async function output(program, args, options) {
  const { status, stdout, stderr } = await run(program, args, options);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${status}\n${stdout}${stderr}`);
  return stdout;
}

/** The first line that a child prints on standard output. */
export function firstLine(child) {
  return new Promise((done, fail) => {
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
      const end = text.indexOf("\n");
      if (end >= 0) done(text.slice(0, end));
    });
    child.on("error", fail);
    child.on("close", (status) => fail(new Error(`ended with ${status} before it said anything: ${text}`)));
  });
}
