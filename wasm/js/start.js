// Whether the module has been loaded. Entry files do it, each in the way of its runtime.

import load, { initSync as loadSync } from "./waxwing.js";

let started = false;

export function isStarted() {
  return started;
}

export function startSync(module) {
  loadSync({ module });
  started = true;
}

export async function start(source) {
  await load({ module_or_path: source });
  started = true;
}
