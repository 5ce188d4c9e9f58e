// Times, and what `using` needs.

declare global {
  // The same declaration as TypeScript's own, which not every target includes.
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
}

/** A time: milliseconds since 1970, or a `Date`. */
export type Time = number | Date;
