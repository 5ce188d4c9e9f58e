// What only JavaScript shows of what is past.

import { ok, refused, same } from "./check.mjs";

export function legacyCases(slice) {
  const input = (action, subject, what) => refused(slice, action, "invalid_input", subject, what);
  const rows = {
    "arguments of another type are named": () => {
      const note = new slice.MpnsNotification({ type: "raw", raw: new Uint8Array([0, 255]) });
      same([note.kind, note.body, note.text], ["raw", new Uint8Array([0, 255]), undefined], "raw");
      const [decoder, feedback] = [new slice.BinaryDecoder(), new slice.FeedbackDecoder()];
      for (const bad of [undefined, null, 7, {}, [], "text"]) {
        input(() => note.request(bad), "channel", "channel");
        input(() => decoder.feed(bad), "bytes", "frames");
        input(() => feedback.feed(bad), "bytes", "feedback");
        input(() => slice.parseErrorPacket(bad), "bytes", "packet");
        input(() => new slice.ServiceName("a").isRenewedBy(bad), "next", "next");
        if (bad === "text") continue;
        input(() => new slice.ServiceName(bad), "common name", "name");
        input(() => slice.encodeBinary({ device: bad, payload: "{}" }, "simple"), "device token", "device");
        if (bad !== 7) input(() => slice.encodeErrorPacket(bad, 0), "status", "status");
      }
      input(() => slice.encodeBinary({ device: "00", payload: "{}", expiry: 1 }, "simple"), "notification.expiry", "misspelt");
      input(() => slice.encodeBinary({ device: "00", payload: "{}", identifier: -1 }, "modern"), "identifier", "identifier");
      input(() => slice.encodeFeedback({ timeS: 2 ** 32, device: "00" }), "timeS", "time");
      refused(slice, () => slice.feedbackDropsDevice({ timeS: 1, device: "00" }, "soon"), "invalid_time", "registeredAt");
      for (const one of [note, decoder, feedback]) {
        one.free();
        one[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
      }
      input(() => decoder.needed, "decoder", "freed");
      input(() => note.request(new slice.Channel("http://sn1.notify.live.net/throttledthirdparty/01.00/A")), "notification", "freed");
    },
    "a refused stream stays refused": () => {
      const decoder = new slice.BinaryDecoder();
      refused(slice, () => decoder.feed(new Uint8Array([9])), "malformed_frame");
      refused(slice, () => decoder.feed(new Uint8Array([0])), "malformed_frame");
      decoder.free();
    },
    "an error packet tells what it means": () => {
      const { binaryStatuses } = slice.vocabulary();
      for (const { status, code, advice } of binaryStatuses) {
        const found = slice.parseErrorPacket(slice.encodeErrorPacket(code, 7));
        same([found.status, found.code, found.advice, found.identifier], [status, code, advice, 7], status);
      }
      same(slice.parseErrorPacket(slice.encodeErrorPacket(42, 0)).status, "other", "unknown");
      ok(binaryStatuses.length > 10, "statuses");
    },
  };
  return Object.entries(rows).map(([name, run]) => ({ group: "legacy", name, run }));
}
