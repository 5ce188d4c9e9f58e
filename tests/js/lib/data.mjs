// What the cases need from files, as plain data that can be sent into any runtime.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { CREDENTIALS, DIST, SHARED, VECTORS } from "./places.mjs";

export function readData() {
  const names = readdirSync(VECTORS).filter((name) => name.endsWith(".json"));
  return {
    vectors: texts(VECTORS, names.sort()),
    credentials: inBase64(CREDENTIALS),
    payloadTypes: readFileSync(join(DIST, "payloads.d.ts"), "utf8"),
    realJws: realJws(join(SHARED, "vectors/real-jws")),
    appleMock: appleMock(join(SHARED, "vectors/apple-mock")),
  };
}

function texts(folder, names) {
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

function inBase64(folder) {
  const names = readdirSync(folder).filter((name) => !name.endsWith(".sh"));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name)).toString("base64")]));
}

function realJws(folder) {
  if (!existsSync(folder)) return null;
  const names = readdirSync(folder).filter((name) => name.endsWith(".jws"));
  return Object.fromEntries(names.map((name) => [basename(name, ".jws"), readFileSync(join(folder, name), "utf8").trim()]));
}

function appleMock(folder) {
  if (!existsSync(folder)) return null;
  const trimmed = (sub, wanted) => {
    const names = readdirSync(join(folder, sub)).filter(wanted);
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, sub, name), "utf8").trim()]));
  };
  return {
    signed: trimmed("mock_signed_data", () => true),
    xcode: trimmed("xcode", (name) => name.startsWith("xcode-signed-")),
    root: readFileSync(join(folder, "certs/testCA.der")).toString("base64"),
  };
}
