// Operations about MPNS and the binary protocol of APNs, with the slice for what is past.

import { fromBase64, ok, same, toBase64 } from "./check.mjs";
import { fields, input } from "./fields.mjs";
import { asSent, verdict } from "./windows-vectors.mjs";

/** Without what is undefined. */
function present(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

const has = (vector, key) => [key, `${key}_parts`].some((name) => Object.hasOwn(vector, name));

export function request(slice, vector) {
  if (has(vector, "common_name")) return serviceName(slice, vector);
  const channel = new slice.Channel(vector.channel);
  const document = { ...vector.notification };
  if (has(vector, "raw")) document.raw = input(vector, "raw");
  const note = new slice.MpnsNotification(document);
  try {
    same(note.request(channel).headers, note.headers, "headers");
    return asSent(note.request(channel));
  } finally {
    note.free();
  }
}

function serviceName(slice, vector) {
  const name = new slice.ServiceName(input(vector, "common_name"));
  return {
    service_name: name.name,
    is: name.is(vector.other),
    is_renewed_by: name.isRenewedBy(new slice.ServiceName(vector.other)),
  };
}

export function reply(slice, vector) {
  const parts = { status: vector.status, headers: vector.headers, body: vector.body };
  const { status, isSuccess, ...found } = slice.parseMpnsReply(parts);
  same([status, typeof isSuccess], [vector.status, "boolean"], "status");
  fields(found, [], ["notificationStatus", "deviceStatus", "subscriptionStatus", "messageId", "retryAfterSeconds"], "reply");
  return present({
    notification_status: found.notificationStatus,
    device_status: found.deviceStatus,
    subscription_status: found.subscriptionStatus,
    message_id: found.messageId,
    retry_after_s: found.retryAfterSeconds,
    verdict: verdict(slice.parseMpnsReply(parts).verdict()),
  });
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const CALLS = {
  encode(slice, vector) {
    const { token_hex: device, payload_b64: payload, identifier, expiry_s: expiryS, priority } = vector;
    const notification = { device, payload: fromBase64(payload), identifier, expiryS, priority };
    return { hex: hex(slice.encodeBinary(notification, vector.frame)) };
  },
  decode(slice, vector) {
    const [found, needed] = fed(new slice.BinaryDecoder(), vector);
    const frames = found.map(({ frame, otherItems, notification: { device, payload, identifier, expiryS, priority, ...others } }) => {
      same(others, {}, "notification");
      const items = otherItems.map(({ id, data }) => ({ id, data_hex: hex(data) }));
      return present({
        frame,
        token_hex: device,
        payload_b64: toBase64(payload),
        identifier,
        expiry_s: expiryS,
        priority,
        other_items: items.length > 0 ? items : undefined,
      });
    });
    return { frames, needed };
  },
  error_packet(slice, vector) {
    const { status, code, identifier, isRefused, advice } = slice.parseErrorPacket(unhex(vector.hex));
    ok(advice.endsWith("."), advice);
    return { status, code, identifier, is_refused: isRefused, hex: hex(slice.encodeErrorPacket(code, identifier)) };
  },
  feedback(slice, vector) {
    const [found, needed] = fed(new slice.FeedbackDecoder(), vector);
    const entries = found.map((entry) => {
      const drops = slice.feedbackDropsDevice(entry, vector.registered_at_ms);
      return { time_s: entry.timeS, token_hex: entry.device, drops };
    });
    return { entries, needed };
  },
  feedback_entry(slice, vector) {
    return { hex: hex(slice.encodeFeedback({ timeS: vector.time_s, device: vector.token_hex })) };
  },
};

function fed(decoder, vector) {
  try {
    const found = vector.chunks_hex.flatMap((chunk) => decoder.feed(unhex(chunk)));
    if (vector.finish) decoder.finish();
    return [found, decoder.needed];
  } finally {
    decoder.free();
  }
}

export function binary(slice, vector) {
  ok(Object.hasOwn(CALLS, vector.call), `the call ${vector.call} is not known here`);
  return CALLS[vector.call](slice, vector);
}
