// Cloudflare Workers: the runtime gives a compiled module.
import wasm from "./waxwing_bg.wasm";
import { startSync } from "./start.js";

startSync(wasm);
export * from "./api.js";
