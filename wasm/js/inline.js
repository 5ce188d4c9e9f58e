// Everywhere else: the module is text, so that nothing has to be found, fetched or permitted.
import base64 from "./waxwing_bg.base64.js";
import { startSync } from "./start.js";

startSync(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
export * from "./api.js";
