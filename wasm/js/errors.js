// The error classes. Rust throws JSON text; what is thrown to callers is made here.

import { describeError } from "./waxwing.js";
import { isStarted } from "./start.js";

/** Why something was refused; its subclasses say who has to act. */
export class WaxwingError extends Error {
  constructor(facts, options) {
    super(facts.message, options);
    this.code = facts.code;
    this.number = facts.number;
    this.category = facts.category;
    this.subject = facts.subject;
    this.expected = facts.expected;
    this.found = facts.found;
    this.retryable = facts.retryable;
  }
}

/** The caller's argument is wrong. */
export class InputError extends WaxwingError {}
/** The peer's bytes do not parse. */
export class MalformedError extends WaxwingError {}
/** They parse, but do not verify. */
export class UntrustedError extends WaxwingError {}
/** A limit on size, depth or count was reached. */
export class LimitError extends WaxwingError {}
/** A defect in this library. */
export class InternalError extends WaxwingError {}

const CLASSES = {
  input: InputError,
  malformed: MalformedError,
  untrusted: UntrustedError,
  limit: LimitError,
  internal: InternalError,
};

// On the prototypes and by hand: minifiers change the names of classes.
for (const [name, type] of Object.entries({
  WaxwingError,
  InputError,
  MalformedError,
  UntrustedError,
  LimitError,
  InternalError,
})) {
  Object.defineProperty(type.prototype, "name", { value: name, configurable: true, writable: true });
}

function make(json, options) {
  const facts = JSON.parse(json);
  return new CLASSES[facts.category](facts, options);
}

/** The error for an argument that cannot be converted. */
export function refusal(code, subject, expected, found, cause) {
  const options = cause === undefined ? undefined : { cause };
  try {
    return make(describeError(code, subject, expected, found), options);
  } catch (thrown) {
    return error(thrown);
  }
}

/** The error for whatever a call into the module has thrown. */
export function error(thrown) {
  if (typeof thrown === "string") return make(thrown);
  if (thrown instanceof WaxwingError) return thrown;
  const started = isStarted();
  const facts = started
    ? {
        code: "panic",
        number: 500,
        category: "internal",
        subject: "waxwing",
        expected: "a result or an error of its own",
        found: String(thrown),
        retryable: false,
        message: `waxwing: a panic is a defect of this library; please report it; found ${thrown}`,
      }
    : {
        code: "invalid_input",
        number: 100,
        category: "input",
        subject: "waxwing",
        expected: "init() or initSync() before the first call",
        found: "none",
        retryable: false,
        message: "waxwing: the module is not loaded; expected init() or initSync() before the first call",
      };
  return new CLASSES[facts.category](facts, { cause: thrown });
}

/** What a call into the module gives; what it throws becomes an error of these. */
export function call(action) {
  try {
    return action();
  } catch (thrown) {
    throw error(thrown);
  }
}
