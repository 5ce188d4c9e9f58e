// Where things are.

import { fileURLToPath } from "node:url";
import { resolve } from "node:path";

export const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));
export const DIST = resolve(REPOSITORY, "wasm/dist");
export const VECTORS = resolve(REPOSITORY, "tests/vectors");
export const CREDENTIALS = resolve(REPOSITORY, "tests/credentials");
export const NODE_MODULES = resolve(REPOSITORY, "tests/js/node_modules");

/** The folder beside the repository that holds what others published. */
export const SHARED = process.env.WAXWING_SHARED ?? resolve(REPOSITORY, "../shared");
