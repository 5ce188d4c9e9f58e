// The declared types against what the module knows: compiled, so that a type that is wider or narrower fails.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as waxwing from "../../../wasm/dist/node.js";
import * as credentials from "../../../wasm/dist/credentials/node.js";
import * as legacy from "../../../wasm/dist/legacy/node.js";
import * as windows from "../../../wasm/dist/windows/node.js";
import { runCases } from "../lib/node-suite.mjs";
import { NODE_MODULES, REPOSITORY, VECTORS } from "../lib/places.mjs";
import { run } from "../lib/program.mjs";
import { same } from "../shared/check.mjs";

const PRELUDE = `
import type * as W from "waxwing";
import type * as C from "waxwing/credentials";
import type * as N from "waxwing/windows";
import type * as L from "waxwing/legacy";
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function check<T extends true>(): void {}
`;

const closed = (values) => values.map((value) => JSON.stringify(value)).join(" | ");
const open = (values) => `${closed(values)} | (${typeof values[0]} & {})`;

/** The lists that index.d.ts repeats. */
function vocabulary() {
  const known = waxwing.vocabulary();
  const codes = known.errorCodes.map(({ code }) => code);
  const categories = [...new Set(known.errorCodes.map(({ category }) => category))];
  return [
    `check<Same<W.ErrorCode, ${closed(codes)}>>();`,
    `check<Same<W.Category, ${closed(categories)}>>();`,
    `check<Same<W.Action, ${closed(known.actions)}>>();`,
    `check<Same<W.Scope, ${closed(known.scopes)}>>();`,
    `check<Same<W.PushType, ${closed(known.pushTypes)}>>();`,
    `check<Same<W.PushEnvironment, ${closed(known.pushEnvironments)}>>();`,
    `check<Same<W.InterruptionLevel, ${closed(known.interruptionLevels)}>>();`,
    `check<Same<W.Priority, ${closed(known.priorities)}>>();`,
    `check<Same<W.Reason, ${open(known.reasons)}>>();`,
    `check<Same<W.Applied, ${closed(known.applied)}>>();`,
    `check<Same<W.EntitlementReason, ${closed(known.entitlementReasons)}>>();`,
    `check<Same<W.EntitlementState, ${closed(known.entitlementStates)}>>();`,
    ...["carrier", "topic", "source"].map((key) => {
      const values = new Set(waxwing.notificationMeanings().map((row) => row[key]));
      return `check<Same<W.NotificationMeaning["${key}"], ${closed([...values])}>>();`;
    }),
    `check<Same<W.ActivityEvent, ${closed(known.activityEvents)}>>();`,
    `check<Same<W.Because, ${closed(known.becauses)}>>();`,
    `check<Same<W.Fate, ${closed(known.fates)}>>();`,
    `check<Same<W.HeaderStability, ${closed(known.headerStabilities)}>>();`,
    `check<Same<W.LintCode, ${closed(known.lints.map(({ code }) => code))}>>();`,
    `check<Same<W.NextAction, ${closed(known.nextActions)}>>();`,
    `check<Same<W.OptionKind, ${closed([...new Set(known.notificationOptions.map(({ kind }) => kind))])}>>();`,
    `check<Same<W.PushAuth, ${closed(known.pushAuths)}>>();`,
    `check<Same<W.StoragePolicy, ${closed(known.storagePolicies)}>>();`,
    ...options(known.notificationOptions),
    ...credentialWords(),
    ...windowsWords(),
    ...legacyWords(),
    `check<Same<keyof W.Vocabulary, ${closed(Object.keys(known))}>>();`,
  ];
}

function credentialWords() {
  const { errorCodes: _, ...known } = credentials.vocabulary();
  return [
    `check<Same<C.FileFormat, ${closed(known.fileFormats.map(({ name }) => name))}>>();`,
    `check<Same<C.CredentialLintCode, ${closed(known.credentialLints.map(({ code }) => code))}>>();`,
    `check<Same<C.CertificateFamily, ${closed(known.certificateFamilies)}>>();`,
    `check<Same<keyof C.CredentialsVocabulary, ${closed(Object.keys(known))}>>();`,
  ];
}

function legacyWords() {
  const { errorCodes: _, mpnsOptions, ...known } = legacy.vocabulary();
  const inner = (outer) => mpnsOptions.filter(({ name }) => name.startsWith(outer)).map(({ name }) => name.slice(outer.length));
  return [
    `check<Same<L.BinaryFrame, ${closed(known.binaryFrames)}>>();`,
    `check<Same<L.BinaryStatus, ${closed(known.binaryStatuses.map(({ status }) => status))}>>();`,
    `check<Same<L.MpnsKind, ${closed(known.mpnsKinds)}>>();`,
    `check<Same<keyof L.MpnsOptions, ${closed(inner("").filter((name) => !name.includes(".")))}>>();`,
    `check<Same<keyof L.MpnsToast, ${closed(inner("toast."))}>>();`,
    `check<Same<keyof L.MpnsTile, ${closed(inner("tile."))}>>();`,
  ];
}

function windowsWords() {
  const { errorCodes: _, notificationOptions, ...known } = windows.vocabulary();
  const own = notificationOptions.filter(({ name }) => !name.includes(".")).map(({ name }) => name);
  const inToast = notificationOptions.filter(({ name }) => /^toast\.\w+$/.test(name)).map(({ name }) => name.slice(6));
  return [
    `check<Same<N.ChannelKind, ${closed(known.channelKinds)}>>();`,
    `check<Same<N.WindowsCause, ${closed(known.causes)}>>();`,
    `check<Same<N.Action, ${closed(known.actions)}>>();`,
    `check<Same<N.Scope, ${closed(known.scopes)}>>();`,
    `check<Same<N.CachePolicy, ${closed(known.cachePolicies)}>>();`,
    `check<Same<N.NotificationKind, ${closed(known.notificationKinds)}>>();`,
    `check<Same<keyof N.NotificationOptions, ${closed(own)}>>();`,
    `check<Same<keyof N.Toast, ${closed(inToast)}>>();`,
  ];
}

/** The options of a notification, and of the objects in it: exactly these names, each of its kind. */
function options(known) {
  const own = (outer) =>
    known
      .filter(({ name }) => name.startsWith(outer) && !name.slice(outer.length).includes("."))
      .map(({ name, kind }) => ({ name: name.slice(outer.length), kind }));
  const types = { "": "W.NotificationOptions", "alert.": "W.Alert", "sound.": "W.Sound", "alert.title.": "W.LocalizedText" };
  return Object.entries(types).flatMap(([outer, type]) => {
    const extra = outer === "" ? ["pushType", "topic"] : [];
    const names = [...extra, ...own(outer).map(({ name }) => name)];
    const fits = own(outer).map(({ name, kind }) => {
      const plain = { text: "string", texts: "readonly string[]", flag: "boolean", seconds: "number | Date" }[kind];
      const base = plain ?? (kind === "integer" || kind === "number" ? "number" : "object");
      return `check<Extract<NonNullable<${type}["${name}"]>, ${base}> extends never ? false : true>();`;
    });
    return [`check<Same<keyof ${type}, ${closed(names)}>>();`, ...fits];
  });
}

const KINDS = { text: "string", text_list: "readonly string[]", int: "number", bool: "boolean", millis: "number" };

function typeOf({ kind, type }) {
  if (kind === "object_list") return `readonly W.${type}[]`;
  return KINDS[kind] ?? `W.${type}`;
}

function payloadTypes() {
  const { types } = JSON.parse(readFileSync(join(VECTORS, "payload-types.json"), "utf8"));
  return types.map(({ name, values, fields }) => {
    const members = fields?.map((field) => `readonly ${field.key}?: ${typeOf(field)}`);
    const expected = values ? open(values) : `{ ${members.join("; ")} }`;
    return `check<Same<W.${name}, ${expected}>>();`;
  });
}

/** What the compiler says of these lines, as a program that has the package installed. */
async function compile(lines, options) {
  const folder = mkdtempSync(join(tmpdir(), "waxwing-types-"));
  try {
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(join(REPOSITORY, "wasm"), join(folder, "node_modules/waxwing"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "types.ts"), `${PRELUDE}${lines.join("\n")}\n`);
    const strict = { strict: true, exactOptionalPropertyTypes: true };
    const compilerOptions = { target: "es2022", lib: ["es2022"], types: [], noEmit: true, ...strict, ...options };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["types.ts"] }));
    const { status, stdout } = await run(join(NODE_MODULES, ".bin/tsc"), ["--project", folder]);
    return { status, stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const RESOLUTIONS = {
  bundler: { module: "esnext", moduleResolution: "bundler" },
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
};
const cases = Object.entries(RESOLUTIONS).flatMap(([name, options]) =>
  Object.entries({ vocabulary, "payload types": payloadTypes }).map(([what, lines]) => ({
    group: "types",
    name: `${what} under ${name}`,
    run: async () => same(await compile(lines(), options), { status: 0, stdout: "" }, "tsc"),
  })),
);
cases.push({
  group: "types",
  name: "a type that differs is noticed",
  async run() {
    const { status, stdout } = await compile(['check<Same<W.Scope, "device">>();'], RESOLUTIONS.bundler);
    same([status !== 0, stdout.includes("TS2344")], [true, true], stdout);
  },
});
runCases(cases);
