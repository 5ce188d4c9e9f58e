// The installed package, imported. The version that it must have is the only argument.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as waxwing from "waxwing";
import { initSync } from "waxwing/slim";

assert.equal(waxwing.version(), process.argv[2]);
const manifest = JSON.parse(readFileSync(new URL(import.meta.resolve("waxwing/package.json")), "utf8"));
assert.equal(manifest.version, process.argv[2]);
assert.deepEqual([manifest.dependencies, manifest.scripts], [undefined, undefined]);
for (const file of ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "dist/index.d.ts", "dist/payloads.d.ts"]) {
  assert.ok(existsSync(new URL(file, import.meta.resolve("waxwing/package.json"))), file);
}

// The P-256 key of RFC 6979 A.2.5 and the token of a known time.
const p8 = "MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCDJr6nYRbp1FmtcIVdnsdaTTlDD2zbomxJ7imIrEg9nIQ==";
const token = waxwing.ProviderKey.fromP8(p8, { keyId: "ABC123DEFG", teamId: "DEF123GHIJ" }).tokenIssuedAt(1437179036);
assert.ok(token.jwt.endsWith(".b4lLr9shLM-cGLtZv_sbcf3t0MZvu2F4_7oeucznx5OjvhsUitFqcSPyVMHDZY9QxMPPeuNEwNwObMMNSfaXzA"));
const push = waxwing.Notification.background("com.example.app").prepare({ environment: "sandbox" });
assert.equal(push.request("00FC", token).url, "https://api.sandbox.push.apple.com/3/device/00fc");
assert.equal(waxwing.parseReply({ status: 410, body: '{"reason":"Unregistered"}' }).verdict().action, "drop_device");

const verifier = new waxwing.Verifier({ bundleIds: "com.example.app", environments: "Sandbox" });
assert.throws(() => verifier.notification("a.b.c"), { name: "MalformedError", code: "invalid_base64" });

initSync(readFileSync(new URL(import.meta.resolve("waxwing/waxwing.wasm"))));
