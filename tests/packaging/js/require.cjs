// The same, as CommonJS.
"use strict";

const waxwing = require("waxwing");

const expected = process.argv[2];
if (waxwing.version() !== expected) {
  throw new Error(`expected ${expected}, the module is ${waxwing.version()}`);
}
console.log(`waxwing ${waxwing.version()}`);
