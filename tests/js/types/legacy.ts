// A program that uses the slice for what is past. It is compiled, not run.

import {
  BinaryDecoder,
  Channel,
  FeedbackDecoder,
  MpnsNotification,
  ServiceName,
  encodeBinary,
  encodeErrorPacket,
  encodeFeedback,
  feedbackDropsDevice,
  parseErrorPacket,
  parseMpnsReply,
} from "waxwing/legacy";
import type { BinaryReceived, ErrorPacket, FeedbackEntry, MpnsReply, WindowsRequest, WindowsVerdict } from "waxwing/legacy";

export function phone(uri: string): WindowsVerdict {
  using tile = new MpnsNotification({ type: "tile", tile: { template: "flip", count: 3, title: null, backgroundImage: { src: "a.png" } }, withinS: 450 });
  const request: WindowsRequest = tile.request(new Channel(uri));
  const reply: MpnsReply = parseMpnsReply({ status: 200, headers: request.headers });
  new ServiceName("*.example.com").isRenewedBy(new ServiceName("example.com"));
  return reply.verdict();
}

export function archive(recorded: Uint8Array): FeedbackEntry[] {
  using decoder = new BinaryDecoder();
  const found: BinaryReceived[] = decoder.feed(recorded);
  decoder.finish();
  for (const { notification } of found) encodeBinary(notification, "modern").fill(0);
  const packet: ErrorPacket = parseErrorPacket(encodeErrorPacket(8, 1));
  using feedback = new FeedbackDecoder();
  const entries = feedback.feed(encodeFeedback({ timeS: packet.code, device: "00" }));
  return entries.filter((entry) => feedbackDropsDevice(entry, new Date(0)));
}

export function wrong(note: MpnsNotification, recorded: Uint8Array) {
  // @ts-expect-error: a text is no channel
  note.request("http://sn1.notify.live.net/");
  // @ts-expect-error: badges are of WNS
  new MpnsNotification({ type: "badge" });
  // @ts-expect-error: no frame of Apple's
  encodeBinary({ device: "00", payload: recorded }, "complex");
}
