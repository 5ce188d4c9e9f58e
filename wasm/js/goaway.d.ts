// GOAWAY frames, and waits that grow.

import type { Reason, Verdict } from "./reply.js";

/**
 * A GOAWAY frame: APNs is about to end the connection (RFC 9113 section 6.8). No frame is an error.
 *
 * ```js
 * client.on("goaway", (code, lastStreamId, data) => {
 *   const goaway = new GoAway(code, lastStreamId, data);
 *   console.log(goaway.reason ?? goaway.text, goaway.verdict().advice);
 * });
 * ```
 */
export class GoAway {
  /** From the fields of the frame. The debug data may be anything; their first 16 KiB are looked at. */
  constructor(errorCode: number, lastStreamId: number, debugData?: string | Uint8Array | null);
  /** The error code of HTTP/2: 0 when nothing is wrong. */
  readonly errorCode: number;
  /** The last stream that APNs has processed or may yet process; 0 for none. */
  readonly lastStreamId: number;
  /** Why, in Apple's words, if the debug data say so. */
  readonly reason?: Reason;
  /** Whether this version knows the reason; absent without one. */
  readonly knownReason?: boolean;
  /** The debug data as text, for a log. */
  readonly text?: string;
  /** Whether a stream was certainly not processed, so that its request can be sent again. */
  leavesOut(streamId: number): boolean;
  /** What to do about it. */
  verdict(): Verdict;
}

/** How waits grow. */
export interface BackoffOptions {
  /** The wait after the first attempt, in milliseconds; 1000 unless set. */
  readonly firstMs?: number;
  /** The longest wait, in milliseconds; 900000 unless set. */
  readonly maxMs?: number;
  /** Shortens the wait, 1000 by a half: a number that you draw, 0 to 1000; 0 unless set. */
  readonly jitterPermille?: number;
}

/** How long to wait after so many attempts, in milliseconds: doubled each time, up to a limit. */
export function backoff(attempt: number, options?: BackoffOptions | null): number;
