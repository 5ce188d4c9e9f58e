// Vercel Edge: the same as for Workers, under another name.
import wasm from "./waxwing_bg.wasm?module";
import { startSync } from "./start.js";

startSync(wasm);
export * from "./api.js";
