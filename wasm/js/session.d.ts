// The session: the policy of a connection to APNs, without the connection.

import type { GoAway } from "./goaway.js";
import type { ProviderKey, ProviderToken, TokenPolicy } from "./provider.js";
import type { Action, Reason, Reply, ReplyParts, Scope } from "./reply.js";
import type { Time } from "./time.js";

/** The figures of a {@link Session}. The usual ones suit a server that sends all day. */
export interface SessionPolicy extends TokenPolicy {
  /** The most requests under way at once; 1000 unless set, and never more than the server permits. */
  readonly maxStreams?: number;
  /** How long a request waits for its reply, in milliseconds; 30000 unless set. */
  readonly replyTimeoutMs?: number;
  /** After how much idleness a PING is due, in milliseconds; 3600000 unless set. */
  readonly pingAfterMs?: number;
  /** How old a connection may become, in milliseconds; as old as the server permits unless set. */
  readonly maxConnectionAgeMs?: number;
  /** How often a request is sent when it is refused for a time; 5 unless set. */
  readonly maxAttempts?: number;
  /**
   * How often a request is sent again that may have been processed; 1 unless set. 0 never shows a
   * notification twice, a larger number is for those that must arrive.
   */
  readonly ambiguousResends?: number;
  /** The first wait, in milliseconds; 1000 unless set. Waits double. */
  readonly firstWaitMs?: number;
  /** The longest wait, in milliseconds; 900000 unless set. */
  readonly maxWaitMs?: number;
  /** Shortens waits by up to a half, by a number that follows from this one. Give each machine its own. */
  readonly jitterSeed?: number;
}

/** Why a session wants what it wants. */
export type Because =
  /** The connection has reached the age that the policy permits. */
  | "age"
  /** Nothing in the way. */
  | "clear"
  /** This machine's clock is wrong: APNs calls a provider token expired that is not old here, or the time given is none that a token can carry. */
  | "clock"
  /** The connection was closed. */
  | "closed"
  /** The last connections came to nothing. */
  | "connect_failed"
  /** APNs refused the key or certificate. */
  | "credential"
  /** There was no connection yet. */
  | "first"
  /** The server is closing the connection (GOAWAY, or the reason Shutdown). */
  | "going_away"
  /** The connection was idle for too long for the server. */
  | "idle"
  /** The key was replaced, and a connection stays with the one it began with. */
  | "key_replaced"
  /** The limit is 1 until the first request with a valid token succeeds. */
  | "probation"
  /** The server fails or is not available. */
  | "server_errors"
  /** The numbers of the connection's streams are used up (RFC 9113 section 5.1.1). */
  | "stream_ids"
  /** As many requests are under way as the server or the policy permits. */
  | "stream_limit"
  /** The provider token has to change, and this connection has seen another one less than 20 minutes ago. */
  | "token_age"
  /** APNs called the provider token expired. */
  | "token_refused"
  /** APNs has seen too many provider tokens on this connection. */
  | "token_updates"
  /** The connection may have begun before the topic belonged to the team. */
  | "topics"
  /** The key is not related to the one that the connection began with. */
  | "unrelated_key"
  /** Several requests in a row had no reply. */
  | "unresponsive";

/** What is known of a request: nobody knows, APNs answered it, APNs did not look at it. */
export type Fate = "ambiguous" | "answered" | "not_processed";

/** The five answers of {@link Session.next}. */
export type NextAction = Next["action"];

/** What to do now; plain data. */
export type Next =
  | {
      /** Send up to `room` requests. */
      readonly action: "send";
      readonly because: "clear";
      /** How many more may be under way. */
      readonly room: number;
      /** The token to send with, the same object until it changes; `null` with a client certificate. */
      readonly token: ProviderToken | null;
    }
  | {
      /** Open a new connection, after looking up the host's name anew; leave the old one to its requests. */
      readonly action: "connect";
      readonly because: Because;
    }
  | {
      /** Send nothing before one of the requests under way has ended. */
      readonly action: "await_reply";
      readonly because: Because;
    }
  | {
      /** Send nothing before `at`. */
      readonly action: "wait_until";
      readonly because: Because;
      /** In milliseconds, by the clock that `now` comes from. */
      readonly at: number;
    }
  | {
      /** Send nothing before a human has acted: then `replaceKey` or `resume`. */
      readonly action: "stop";
      readonly because: Because;
    };

/** The caller's own number of a request, the same for every attempt: 0 or more. */
export type RequestId = number | bigint;

/**
 * How a request ended, and what to do about it; plain data. One rule serves all: when `resend`, send
 * it again under the same number after `retryAfterMs`; otherwise it is done, in the way that `action` says.
 */
export interface Outcome<Id extends RequestId = RequestId> {
  /** The caller's number of the request, as it was given. */
  readonly request: Id;
  /** How often it has been sent. */
  readonly attempt: number;
  /** What to do. */
  readonly action: Action;
  /** What it holds for. */
  readonly scope: Scope;
  /** Whether it was processed. */
  readonly fate: Fate;
  /** Whether to send it again. */
  readonly resend: boolean;
  /** How long to wait before, in milliseconds; absent unless `resend`. */
  readonly retryAfterMs?: number;
  /** Whether its connection takes no more requests. */
  readonly newConnection: boolean;
  /** Whether sending it again may show the notification twice. */
  readonly mayDuplicate: boolean;
  /** Why, in Apple's words. */
  readonly reason?: Reason;
  /** Since when the device token is known to be invalid, in milliseconds. */
  readonly since?: number;
  /** What to do, in a sentence for people. */
  readonly advice: string;
}

/** What is known of a request that is about to be sent. */
export interface SentOptions {
  /** The number of its stream, if the HTTP/2 library tells. */
  readonly stream?: number | null | undefined;
  /** Its expiration, after which it is not sent again. */
  readonly expiresAt?: Time | null | undefined;
  /** The present; `Date.now()` unless given. */
  readonly now?: Time | null | undefined;
}

/** What is known of a request that was answered. */
export interface ReplyOptions {
  /** When the app last registered the device token with your server. */
  readonly registeredAt?: Time | null | undefined;
  /** The present; `Date.now()` unless given. */
  readonly now?: Time | null | undefined;
}

/**
 * What a sender knows and decides about its connection to APNs and those that follow it: whether it
 * may send now and with which token, how long to wait, when to open a new connection, and what becomes
 * of each request. It opens nothing: tell it what happens on a connection of any HTTP/2 library, and
 * ask it what to do. What the library hides (SETTINGS, GOAWAY, numbers of streams), leave out.
 *
 * ```js
 * const session = Session.withKey(key);
 * session.next(); // { action: "connect", because: "first" }
 * const connection = session.connected();
 * const { room, token } = session.next(); // { action: "send", because: "clear", room: 1, token }
 * session.sent(42); // a number of your own; then send the request itself
 * session.reply(42, { status, headers, body }, { registeredAt }); // { action: "delivered", resend: false, … }
 * ```
 *
 * Everywhere `now` is the present, `Date.now()` unless given. Numbers of requests are safe integers, or
 * BigInts of 64 bits; all in one session are of the same type, and come back as they went in. Every
 * method throws an {@link InputError} for an argument of another type.
 */
export class Session<Id extends RequestId = RequestId> {
  private constructor();
  /**
   * A session that sends provider tokens of this key. It keeps the key until it is freed itself.
   *
   * @throws {InputError} `invalid_input`, `invalid_token_policy`.
   */
  static withKey<Id extends RequestId = number>(key: ProviderKey, policy?: SessionPolicy | null): Session<Id>;
  /**
   * A session on connections with a client certificate, where no token is sent.
   *
   * @throws {InputError} `invalid_input`.
   */
  static withCertificate<Id extends RequestId = number>(policy?: SessionPolicy | null): Session<Id>;
  /** What to do now. */
  next(now?: Time | null): Next;
  /** A connection is open: its number, for the calls about it. */
  connected(now?: Time | null): number;
  /** A connection could not be opened, or not be secured. */
  connectFailed(now?: Time | null): void;
  /** The server's SETTINGS arrived: its limit of concurrent streams, `null` when they name none. */
  settings(connection: number, maxConcurrentStreams?: number | null, now?: Time | null): void;
  /**
   * A request is about to be sent on the current connection: call this first, and send it only when
   * nothing is thrown.
   *
   * @throws {InputError} `invalid_state` when `next` would not have said that there is room, or a
   * request with this number is under way.
   */
  sent(request: Id, options?: SentOptions | null): void;
  /** A reply arrived. `null` when no request with this number is under way. */
  reply(request: Id, reply: Reply | ReplyParts, options?: ReplyOptions | null): Outcome<Id> | null;
  /**
   * The stream of a request was reset, with this error code of HTTP/2, or the request failed in a way
   * that has none. `null` when no request with this number is under way.
   */
  reset(request: Id, errorCode?: number | null, now?: Time | null): Outcome<Id> | null;
  /** The requests that have waited too long for their replies. Reset their streams. */
  overdue(now?: Time | null): Outcome<Id>[];
  /** A GOAWAY frame arrived: what it leaves out can be sent again at once. */
  goaway(connection: number, goaway: GoAway, now?: Time | null): Outcome<Id>[];
  /** The connection is closed, by whichever side: nothing more comes on it. */
  closed(connection: number, now?: Time | null): Outcome<Id>[];
  /** A request that was to be sent again will not be. */
  forget(request: Id): void;
  /** From now on this key is used, on a new connection. Ends a stop. */
  replaceKey(key: ProviderKey, now?: Time | null): void;
  /** Goes on, on a new connection, after a human has mended what stopped the session. */
  resume(now?: Time | null): void;
  /** The number of a connection to close, as its last request has ended. Ask again until `null`. */
  drained(): number | null;
  /** A PING was answered. */
  pinged(connection: number, now?: Time | null): void;
  /** When a PING is due if nothing else is sent, in milliseconds. */
  readonly pingDueAt: number | null;
  /** When to ask `next` and `overdue` again although nothing has happened, in milliseconds. */
  readonly wakeAt: number | null;
  /** How many requests are under way, on all connections. */
  readonly inFlight: number;
  /** The number of the current connection. */
  readonly connectionNumber: number | null;
  /** Gives its memory back at once. */
  free(): void;
  [Symbol.dispose](): void;
}
