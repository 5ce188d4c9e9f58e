// The binary protocol of APNs.

import {
  BinaryDecoderHandle,
  FeedbackDecoderHandle,
  binaryFrame,
  errorPacket,
  feedbackDrops,
  feedbackEntry,
  readErrorPacket,
} from "./waxwing.js";
import { call } from "./errors.js";
import { bytes, integer, only, optionalInteger, optionalTime, options, text, textOrBytes } from "./input.js";
import { Handle, disposable } from "./handle.js";

const MAX_U32 = 0xffff_ffff;

/** The bytes of one notification in a frame. */
export function encodeBinary(notification, frame) {
  const given = options(notification, "notification");
  only(given, ["device", "payload", "identifier", "expiryS", "priority"], "notification");
  const name = text(frame, "frame");
  const device = text(given.device, "device token");
  const payload = textOrBytes(given.payload, "payload");
  const identifier = optionalInteger(given.identifier, "identifier", MAX_U32);
  const expiry = optionalInteger(given.expiryS, "expiry", MAX_U32);
  const priority = optionalInteger(given.priority, "priority", 0xff);
  return call(() => binaryFrame(name, device, payload, identifier, expiry, priority));
}

/** What both decoders have in common. */
class StreamDecoder {
  #handle;

  constructor(subject, make) {
    this.#handle = new Handle(subject, make);
    Object.freeze(this);
  }

  feed(piece) {
    const handle = this.#handle.open();
    const given = bytes(piece, "bytes");
    return JSON.parse(call(() => handle.feed(given)));
  }

  get needed() {
    return this.#handle.open().needed();
  }

  finish() {
    const handle = this.#handle.open();
    call(() => handle.finish());
  }

  free() {
    this.#handle.free();
  }
}

/** Cuts a recorded stream into notifications, in whatever pieces it comes. */
export class BinaryDecoder extends StreamDecoder {
  constructor() {
    super("decoder", () => new BinaryDecoderHandle());
  }

  feed(piece) {
    return super.feed(piece).map(({ frame, otherItems, payload, ...notification }) => ({
      frame,
      notification: { ...notification, payload: Uint8Array.from(payload) },
      otherItems: otherItems.map(({ id, data }) => ({ id, data: Uint8Array.from(data) })),
    }));
  }
}

/** Cuts what the feedback service sent into entries, in whatever pieces it comes. */
export class FeedbackDecoder extends StreamDecoder {
  constructor() {
    super("decoder", () => new FeedbackDecoderHandle());
  }
}

/** What the gateway sent before it closed the connection. */
export function parseErrorPacket(packet) {
  const given = bytes(packet, "bytes");
  return JSON.parse(call(() => readErrorPacket(given)));
}

/** The six bytes of what the gateway sent before it closed the connection. */
export function encodeErrorPacket(code, identifier) {
  const status = integer(code, "status", 0xff);
  const number = integer(identifier, "identifier", MAX_U32);
  return call(() => errorPacket(status, number));
}

/** The bytes of an entry of the feedback service. */
export function encodeFeedback(entry) {
  const [time, device] = entryParts(entry);
  return call(() => feedbackEntry(time, device));
}

/** Whether the device token of an entry is to be dropped. */
export function feedbackDropsDevice(entry, registeredAt) {
  const [time, device] = entryParts(entry);
  const at = optionalTime(registeredAt, "registeredAt");
  return call(() => feedbackDrops(time, device, at));
}

function entryParts(entry) {
  const given = options(entry, "entry");
  only(given, ["timeS", "device"], "entry");
  return [integer(given.timeS, "timeS", MAX_U32), text(given.device, "device token")];
}

disposable(StreamDecoder);
