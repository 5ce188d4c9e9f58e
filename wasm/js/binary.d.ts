// The binary protocol of APNs, which Apple turned off on 31 March 2021: for archives, recordings and migrations.

import type { Time } from "./time.js";

/** How a notification is put into bytes: command 0, 1 or 2. */
export type BinaryFrame = "simple" | "enhanced" | "modern";

/** A notification of the binary protocol. What replaces it is `Notification` of `waxwing`. */
export interface BinaryNotification {
  /** The device token, in hexadecimal. */
  readonly device: string;
  /** JSON, which is not looked at. */
  readonly payload: string | Uint8Array;
  /** The sender's number, which an error packet repeats. */
  readonly identifier?: number;
  /** Until when APNs stored it, in seconds since 1970; 0 is not at all. */
  readonly expiryS?: number;
  readonly priority?: number;
}

/** One notification out of a stream. */
export interface BinaryReceived {
  readonly frame: BinaryFrame;
  readonly notification: BinaryNotification & { readonly payload: Uint8Array<ArrayBuffer> };
  /** Items of a modern frame that Apple never documented. */
  readonly otherItems: readonly { readonly id: number; readonly data: Uint8Array<ArrayBuffer> }[];
}

/**
 * The bytes of one notification in a frame.
 *
 * @throws {InputError} `invalid_device_token`, `invalid_binary_notification`.
 */
export function encodeBinary(notification: BinaryNotification, frame: BinaryFrame): Uint8Array<ArrayBuffer>;

/** Cuts a recorded stream into notifications, in whatever pieces it comes; keeps less than one frame. */
export class BinaryDecoder {
  constructor();
  /**
   * Takes the next bytes and gives every notification that is whole by now.
   *
   * @throws {MalformedError} `malformed_frame`; from then on, always.
   */
  feed(bytes: Uint8Array): BinaryReceived[];
  /** How many bytes more it takes, at least, until the next notification can be whole. */
  readonly needed: number;
  /** @throws {MalformedError} `malformed_frame` where a part of a frame is left over. */
  finish(): void;
  free(): void;
  [Symbol.dispose](): void;
}

/** Why the gateway closed the connection; `other` for a status that Apple did not document. */
export type BinaryStatus =
  | "no_error"
  | "processing_error"
  | "missing_token"
  | "missing_topic"
  | "missing_payload"
  | "invalid_token_size"
  | "invalid_topic_size"
  | "invalid_payload_size"
  | "invalid_token"
  | "shutdown"
  | "protocol_error"
  | "unknown";

/** What the gateway sent, once, before it closed the connection. Everything behind the named notification was thrown away. */
export interface ErrorPacket {
  readonly status: BinaryStatus | "other";
  readonly code: number;
  /** The refused notification; with `shutdown` the last one that was taken. */
  readonly identifier: number;
  /** Whether the named notification itself was refused. */
  readonly isRefused: boolean;
  /** What the status meant, as a sentence. */
  readonly advice: string;
}

/** @throws {MalformedError} `malformed_frame`. */
export function parseErrorPacket(bytes: Uint8Array): ErrorPacket;

/** The six bytes of an error packet with this status code. */
export function encodeErrorPacket(code: number, identifier: number): Uint8Array<ArrayBuffer>;

/** A device that no longer had the app at a time: what status 410 says today. */
export interface FeedbackEntry {
  /** When APNs knew, in seconds since 1970. */
  readonly timeS: number;
  /** The device token, in hexadecimal. */
  readonly device: string;
}

/** Cuts what the feedback service sent into entries, in whatever pieces it comes. */
export class FeedbackDecoder {
  constructor();
  /** @throws {MalformedError} `malformed_frame`; from then on, always. */
  feed(bytes: Uint8Array): FeedbackEntry[];
  readonly needed: number;
  /** @throws {MalformedError} `malformed_frame` where a part of an entry is left over. */
  finish(): void;
  free(): void;
  [Symbol.dispose](): void;
}

/** @throws {InputError} `invalid_device_token`, `invalid_binary_notification`. */
export function encodeFeedback(entry: FeedbackEntry): Uint8Array<ArrayBuffer>;

/** Whether the device token is to be dropped: unless the app registered it at that time or later. */
export function feedbackDropsDevice(entry: FeedbackEntry, registeredAt?: Time | null): boolean;
