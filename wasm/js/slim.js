// For those who load the module themselves: `init` or `initSync` before the first call.
export { start as init, startSync as initSync } from "./start.js";
export * from "./api.js";
