// The entry that loads nothing by itself.

export * from "./index.js";

/** A compiled `WebAssembly.Module`, or the bytes of `waxwing/waxwing.wasm`. */
export type ModuleSource = object;

/**
 * Loads the module: from its bytes, compiled, from a `Response` or from where `fetch` finds it.
 * Once, before the first call of anything else.
 */
export function init(source: ModuleSource | string | PromiseLike<ModuleSource>): Promise<void>;

/** Loads the module from its bytes or compiled. Once, before the first call of anything else. */
export function initSync(source: ModuleSource): void;
