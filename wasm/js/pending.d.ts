// Verification in steps, for those who check signatures or ask responders themselves.

import type { Kind, NowOptions, VerifiedByKind, VerifyOptions } from "./verifier.js";

/**
 * One signature to check: whether `signature` is one over `data` by the key `spki`, with ECDSA. The
 * key has been found to lie on its curve.
 */
export interface SignatureCheck {
  /** The curve of key and signature. */
  readonly curve: "P-256" | "P-384";
  /** The hash to apply to the data. */
  readonly hash: "SHA-256" | "SHA-384";
  /** The key, as a DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array<ArrayBuffer>;
  /** r and s side by side, as WebCrypto takes them: 64 bytes on P-256, 96 on P-384. */
  readonly signature: Uint8Array<ArrayBuffer>;
  /** The signed bytes. */
  readonly data: Uint8Array<ArrayBuffer>;
}

/** A question to an OCSP responder, ready for `fetch(request.url, request)`. */
export interface OcspRequest {
  readonly method: "POST";
  /** Plain http, at a host that the verifier allows. */
  readonly url: string;
  readonly headers: { readonly "content-type": string };
  readonly body: Uint8Array<ArrayBuffer>;
  /** Which certificate it asks about. */
  readonly certificate: "leaf" | "intermediate";
}

/** `AbortSignal`, where the program's types have it. */
type Signal = typeof globalThis extends { AbortSignal: { prototype: infer S } } ? S : unknown;

/** What asks OCSP responders: `fetch` of any runtime, or something like it. */
export type FetchLike = (
  url: string,
  init: {
    readonly method: "POST";
    readonly headers: { readonly "content-type": string };
    readonly body: Uint8Array<ArrayBuffer>;
    readonly signal: Signal;
    readonly redirect: "manual";
  },
) => Promise<{ readonly status: number; arrayBuffer(): Promise<ArrayBuffer> }>;

/**
 * A verification between its first and its last step. Nothing of the payload can be seen before
 * {@link finish}.
 *
 * ```js
 * const pending = verifier.begin(signedPayload, { kind: "notification" });
 * const outcomes = await Promise.all(pending.checks.map((check) => yourCryptography(check)));
 * const notification = pending.finish(outcomes);
 * ```
 *
 * {@link Verifier.verifyAsync} does this with WebCrypto. A known chain leaves one check, a new one
 * three.
 */
export class PendingVerification<K extends Kind = Kind> {
  private constructor();
  /** The signature checks to run. */
  readonly checks: readonly SignatureCheck[];
  /**
   * What to ask OCSP responders, given the outcomes: chains, dates, markers and signatures are
   * judged first, so that nobody is asked about what is refused anyway.
   */
  ocspRequests(outcomes: readonly boolean[], options?: NowOptions | null): OcspRequest[];
  /**
   * Judges the outcomes of the checks, given in the same order, and hands out the payload when
   * everything holds. It does so once, and gives its memory back.
   */
  finish(outcomes: readonly boolean[], options?: VerifyOptions | null): VerifiedByKind[K];
  /** Gives its memory back at once, for those who do not finish. */
  free(): void;
  [Symbol.dispose](): void;
}
