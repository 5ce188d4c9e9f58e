// The entry of this slice that loads nothing by itself: the same as `waxwing/slim`, with `waxwing/windows/waxwing.wasm`.

export * from "./index.js";
export { init, initSync } from "../slim.js";
export type { ModuleSource } from "../slim.js";
