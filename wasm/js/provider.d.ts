// Provider keys, provider tokens, device tokens.

import type { Time } from "./time.js";

/** The ids that Apple gave to a key. */
export interface ProviderKeyIds {
  /** The id of the key: ten capital letters and digits. */
  readonly keyId: string;
  /** The id of the team: ten capital letters and digits. */
  readonly teamId: string;
}

/** When the provider token changes: at the edges of windows of equal length. */
export interface TokenPolicy {
  /** The length of a window in seconds: 1200 to 3540, 3000 unless set. */
  readonly windowSeconds?: number;
  /** How long after the beginning of 1970 a window begins, in seconds: 0 up to the window. */
  readonly phaseSeconds?: number;
}

/**
 * The key that a provider signs its tokens with, wiped from memory when it is freed.
 *
 * ```js
 * const key = ProviderKey.fromP8(readFileSync("AuthKey_ABC123DEFG.p8"), { keyId: "ABC123DEFG", teamId: "DEF123GHIJ" });
 * const token = key.tokenAt();
 * ```
 */
export class ProviderKey {
  private constructor();
  /**
   * From the `.p8` file that Apple issued: PEM or its bare base64 body.
   *
   * @throws {InputError} one of the codes `invalid_key…`; `invalid_input` for the ids.
   */
  static fromP8(p8: string | Uint8Array, ids: ProviderKeyIds): ProviderKey;
  /** The id of this key. */
  readonly keyId: string;
  /** The id of the team it belongs to. */
  readonly teamId: string;
  /** The public key as an uncompressed point of 65 bytes. */
  readonly publicKey: Uint8Array;
  /**
   * The provider token of the time `now` (the present unless given).
   *
   * A pure function of key and time: every process, isolate and machine with this key makes the
   * same token in the same window, so that APNs never sees more than one in 20 minutes. It costs
   * one signature; keep the token until `windowEndsAt`.
   *
   * @throws {InputError} `invalid_time`, `invalid_token_policy`.
   */
  tokenAt(now?: Time | null, policy?: TokenPolicy | null): ProviderToken;
  /**
   * The provider token with exactly this `iat`, in seconds since 1970. Prefer `tokenAt`: tokens
   * of arbitrary times, made by several processes, are what APNs answers with
   * `TooManyProviderTokenUpdates`.
   *
   * @throws {InputError} `invalid_time`.
   */
  tokenIssuedAt(seconds: number): ProviderToken;
  /** Wipes the key; what is forgotten is wiped with the object itself. */
  free(): void;
  [Symbol.dispose](): void;
}

/** What the header `authorization` of each request carries: plain data, without a `free`. */
export class ProviderToken {
  private constructor();
  /**
   * A token that was made elsewhere, held to the form that APNs documents. Its signature is not
   * verified.
   *
   * @throws {WaxwingError} for what is not such a token, by its first broken rule.
   */
  static fromJwt(jwt: string): ProviderToken;
  /** The id of the key that signed it. */
  readonly keyId: string;
  /** The id of the team in whose name it speaks. */
  readonly teamId: string;
  /** Its `iat`, in milliseconds. */
  readonly issuedAt: number;
  /** When the next token is due: the end of its window, in milliseconds. */
  readonly windowEndsAt: number;
  /** Until when APNs accepts it: 60 minutes after `issuedAt`, in milliseconds. */
  readonly expiresAt: number;
  /** `bearer` and the token. Secret: whoever has it can push in the team's name. */
  readonly authorization: string;
  /** The token alone, a compact JWS. Secret. */
  readonly jwt: string;
}

/**
 * A device token as the lower-case text that requests carry.
 *
 * @throws {InputError} `invalid_device_token` unless it is 1 to 256 bytes, or twice as many
 * hexadecimal digits.
 */
export function deviceToken(token: string | Uint8Array): string;
