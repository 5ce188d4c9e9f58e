// Objects in the module's memory.

import { error, refusal } from "./errors.js";

/** Shows a constructor that it was this package that called it. */
export const OWN = Symbol("waxwing");

/** One of them, until it is freed. What is forgotten is freed with its owner. */
export class Handle {
  #subject;
  #inner;

  constructor(subject, make) {
    this.#subject = subject;
    try {
      this.#inner = make();
    } catch (thrown) {
      throw error(thrown);
    }
  }

  open() {
    if (this.#inner === undefined) {
      throw refusal("invalid_input", this.#subject, "an object that is in use", "one that was freed");
    }
    return this.#inner;
  }

  free() {
    this.#inner?.free();
    this.#inner = undefined;
  }
}

/** Gives classes with `free()` what `using` asks for. */
export function disposable(...types) {
  const dispose = Symbol.dispose ?? Symbol.for("Symbol.dispose");
  for (const { prototype } of types) {
    Object.defineProperty(prototype, dispose, { value: prototype.free, configurable: true, writable: true });
  }
}
