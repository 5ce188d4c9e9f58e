// The installed package, required: Node gives modules to `require()` too.

const assert = require("node:assert/strict");
const { InputError, Verifier, deviceToken, version } = require("waxwing");

assert.equal(version(), process.argv[2]);
assert.equal(deviceToken("00FC"), "00fc");
assert.throws(() => new Verifier({}), InputError);
