// Access tokens of WNS.

import type { ReplyParts } from "./reply.js";
import type { Time } from "./time.js";
import type { WindowsRequest, WindowsVerdict } from "./windows-request.js";

/**
 * A request for the access token of one app. The two systems are not interchangeable; how the app was made decides.
 *
 * ```js
 * const ask = TokenRequest.entra(tenant, clientId, secret);
 * const { url, ...request } = ask.request();
 * const response = await fetch(url, request);
 * const { token, verdict } = parseTokenReply({ status: response.status, headers: response.headers, body: await response.text() });
 * ```
 */
export class TokenRequest {
  private constructor();
  /**
   * For an app with a package SID, `ms-app://s-1-15-2-…`, and the secret that the store shows beside it.
   *
   * @throws {InputError} `invalid_input` about `package sid` or `client secret`.
   */
  static legacy(packageSid: string, secret: string): TokenRequest;
  /** The same for an app of Windows Phone 8.1 that asks for the older scope. */
  static phone(packageSid: string, secret: string): TokenRequest;
  /**
   * For an app of the Windows App SDK: the tenant's id or domain, the application (client) id, and a secret of the registration.
   *
   * @throws {InputError} `invalid_input` about `tenant`, `client id` or `client secret`.
   */
  static entra(tenant: string, clientId: string, secret: string): TokenRequest;
  /** The request, whose body holds the secret. */
  request(): WindowsRequest;
}

/** What lets a server send to one app, for a day or so; plain data, without a `free`. */
export class AccessToken {
  /**
   * A token that was kept, with the time when it expires.
   *
   * @throws {InputError} `invalid_header_value` about `authorization`.
   */
  constructor(token: string, expiresAt: Time);
  /** When it expires, in milliseconds, as far as its reply said. */
  readonly expiresAt: number;
  /** When to fetch another, in milliseconds: five minutes early; at half of its life if it lives for less than ten. */
  readonly refreshAt: number;
  /** Whether it need not be replaced yet. */
  isFresh(now?: Time | null): boolean;
  /** The token itself. Secret. */
  readonly token: string;
  /** The value of the header `authorization`. Secret. */
  readonly authorization: string;
}

/** What a reply to a {@link TokenRequest} says: a token, or a verdict. */
export interface TokenReply {
  readonly status: number;
  /** The token, if it was granted. */
  readonly token?: AccessToken;
  /** Why not, as OAuth names it, such as `invalid_client`. */
  readonly error?: string;
  /** Why not, in the server's words. */
  readonly errorDescription?: string;
  readonly retryAfterSeconds?: number;
  /** What to do, unless there is a token. */
  readonly verdict?: WindowsVerdict;
}

/** Reads the reply to a {@link TokenRequest}. Every body is accepted: a refusal is data. */
export function parseTokenReply(reply: ReplyParts, now?: Time | null): TokenReply;
