// Verifies what the App Store signed, from files: prints one JSON object for each, and exits with 1 if any was refused.

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Verifier, WaxwingError } from "waxwing";

const HELP = `node verify.mjs --environment Sandbox|Production [--bundle-id ID]… [--app-apple-id N]…
                [--root FILE.der]… [--at signed|now|MILLISECONDS] FILE…

  --at signed         certificates must have been valid when the object was signed (the default)
  --at now            … must be valid now
  --at MILLISECONDS   … must have been valid then, in milliseconds since 1970
  --root FILE.der     trust this root instead of Apple's
  Without --bundle-id, objects of every app are accepted.
`;

const several = { type: "string", multiple: true };
const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    environment: several,
    "bundle-id": several,
    "app-apple-id": several,
    root: several,
    at: { type: "string", default: "signed" },
    help: { type: "boolean" },
  },
});
if (values.help || files.length === 0) {
  console[values.help ? "log" : "error"](HELP);
  process.exit(values.help ? 0 : 2);
}

const verifier = new Verifier({
  environments: values.environment,
  bundleIds: values["bundle-id"],
  dangerousAnyBundleId: values["bundle-id"] === undefined,
  appAppleIds: values["app-apple-id"]?.map(Number),
  dangerousAnyAppAppleId: values["app-apple-id"] === undefined,
  roots: values.root?.map((file) => new Uint8Array(readFileSync(file))),
  validity: values.at === "signed" ? "signing_time" : "check_time",
});
const now = ["signed", "now"].includes(values.at) ? undefined : Number(values.at);

for (const file of files) {
  try {
    const { kind, payload } = verifier.any(readFileSync(file, "utf8").trim(), { now });
    console.log(JSON.stringify({ file, ok: true, kind, payload }));
  } catch (error) {
    if (!(error instanceof WaxwingError)) throw error;
    console.log(JSON.stringify({ file, ok: false, code: error.code, message: error.message }));
    process.exitCode = 1;
  }
}
