// Compares tests/vectors/payload-types.json with the text of payloads.d.ts, both ways.

import { ok, same } from "./check.mjs";

/** `types` is the list of the vector file, `text` the declarations. */
export function typeCases(types, text) {
  const declared = declarations(text);
  const cases = types.map((type) => ({
    name: type.name,
    run() {
      const expected = type.fields === undefined ? union(type) : members(type);
      ok(Object.hasOwn(declared, type.name), `${type.name} is not declared`);
      same(declared[type.name], expected, type.name);
    },
  }));
  cases.push({
    name: "no_other_types",
    run: () => same(Object.keys(declared).sort(), types.map(({ name }) => name).sort(), "types"),
  });
  return cases;
}

function union({ name, values, ...rest }) {
  same(rest, {}, `${name}: fields`);
  const open = typeof values[0] === "number" ? "(number & {})" : "(string & {})";
  return [...values.map((value) => JSON.stringify(value)), open];
}

const KINDS = { text: "string", text_list: "string[]", int: "number", bool: "boolean", millis: "number" };

function members({ name, fields, ...rest }) {
  same(rest, {}, `${name}: fields`);
  return Object.fromEntries(fields.map((field) => [field.key, memberType(field)]));
}

function memberType({ name: _, key, kind, type, ...rest }) {
  same(rest, {}, `${key}: fields`);
  if (Object.hasOwn(KINDS, kind)) return KINDS[kind];
  if (kind === "enum" || kind === "int_enum" || kind === "object") return type;
  if (kind === "object_list") return `${type}[]`;
  throw new Error(`${key}: the kind ${kind} is not known here`);
}

/** The exported unions as lists, the exported interfaces as objects of optional members. */
function declarations(text) {
  const plain = text.replaceAll(/\/\*\*[\s\S]*?\*\/|^\/\/.*$/gm, "");
  const found = {};
  for (const [, name, body] of plain.matchAll(/export type (\w+) =([^;]*);/g)) {
    found[name] = body.split("|").map((part) => part.trim()).filter((part) => part !== "");
  }
  for (const [, name, body] of plain.matchAll(/export interface (\w+) \{([^}]*)\}/g)) {
    found[name] = {};
    for (const [line, key, type] of body.matchAll(/readonly (\w+)\?: ([^;]+);/g)) {
      ok(!Object.hasOwn(found[name], key), `${name}: ${line} stands twice`);
      found[name][key] = type.replace(/^readonly /, "");
    }
    const leftover = body.replaceAll(/readonly (\w+)\?: ([^;]+);/g, "").trim();
    same(leftover, "", `${name}: what cannot be read`);
  }
  return found;
}
