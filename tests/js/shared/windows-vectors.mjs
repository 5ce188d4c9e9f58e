// Operations about channels of Windows and WNS, with the slice for them.

import { same, toBase64 } from "./check.mjs";
import { fields, input } from "./fields.mjs";

/** Without what is undefined. */
function present(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

export function channel(slice, vector) {
  const { kind, host, uri } = new slice.Channel(input(vector, "uri"));
  return { kind, host, uri };
}

export function verdict({ action, scope, resends, cause, retryAfterSeconds, advice, ...others }) {
  same(others, {}, "verdict");
  same([typeof resends, advice.endsWith(".")], ["boolean", true], "verdict");
  return present({ action, scope, cause, retry_after_s: retryAfterSeconds });
}

/** A request as it is sent, which `fetch` takes as well. */
export function asSent({ method, url, headers, body, ...others }) {
  same(others, {}, "request");
  new Request(url, { method, headers, ...(body !== undefined && { body }) });
  const text = body === undefined ? "" : new TextDecoder().decode(body);
  const isText = body === undefined || toBase64(new TextEncoder().encode(text)) === toBase64(body);
  return { method, url, headers: Object.entries(headers), ...(isText ? { body: text } : { body_b64: toBase64(body) }) };
}

const given = (vector, key) => (Object.keys(vector).some((name) => name.startsWith(key)) ? input(vector, key) : "");

export function token(slice, vector) {
  if (vector.system === undefined) return tokenReply(slice, vector);
  const [sid, secret] = [given(vector, "package_sid"), given(vector, "secret")];
  const { TokenRequest } = slice;
  const request = {
    legacy: () => TokenRequest.legacy(sid, secret),
    phone: () => TokenRequest.phone(sid, secret),
    entra: () => TokenRequest.entra(given(vector, "tenant"), given(vector, "client_id"), secret),
  }[vector.system]();
  return asSent(request.request());
}

function tokenReply(slice, vector) {
  const parts = { status: vector.status, headers: vector.headers, body: given(vector, "body") };
  const found = slice.parseTokenReply(parts, vector.now_ms);
  same(found.status, vector.status, "status");
  if (found.token !== undefined) {
    const { token, authorization, expiresAt, refreshAt } = found.token;
    same([authorization, found.verdict], [`Bearer ${token}`, undefined], "token");
    const kept = new slice.AccessToken(token, expiresAt);
    same([kept.token, kept.expiresAt, kept.isFresh(kept.refreshAt - 1), kept.isFresh(kept.refreshAt)], [token, expiresAt, true, false], "kept");
    return { token, expires_at_ms: expiresAt, refresh_at_ms: refreshAt };
  }
  return present({
    oauth_error: found.error,
    error_description: found.errorDescription,
    verdict: verdict(found.verdict),
  });
}

export function request(slice, vector) {
  const channel = new slice.Channel(vector.channel);
  const token = new slice.AccessToken(given(vector, "token"), 8.64e15);
  if (vector.remove !== undefined) return asSent(new slice.ToastRemoval(vector.remove).request(channel, token));
  const document = { ...vector.notification };
  for (const key of ["xml", "raw"]) {
    if ([key, `${key}_parts`].some((name) => Object.hasOwn(vector, name))) document[key] = input(vector, key);
  }
  const note = new slice.Notification(document);
  try {
    const { authorization, ...headers } = note.request(channel, token).headers;
    same([headers, authorization], [note.headers, token.authorization], "headers");
    return asSent(note.request(channel, token));
  } finally {
    note.free();
  }
}

export function reply(slice, vector) {
  const parts = { status: vector.status, headers: vector.headers, body: given(vector, "body"), reasonPhrase: vector.reason_phrase };
  const { status, isSuccess, ...found } = slice.parseReply(parts);
  same([status, typeof isSuccess], [vector.status, "boolean"], "status");
  const known = ["notificationStatus", "deviceStatus", "errorDescription", "msgId", "debugTrace", "msCv", "wwwAuthenticate", "retryAfterSeconds"];
  fields(found, [], known, "reply");
  return present({
    notification_status: found.notificationStatus,
    device_status: found.deviceStatus,
    error_description: found.errorDescription,
    msg_id: found.msgId,
    debug_trace: found.debugTrace,
    ms_cv: found.msCv,
    www_authenticate: found.wwwAuthenticate,
    retry_after_s: found.retryAfterSeconds,
    verdict: verdict(slice.parseReply(parts).verdict()),
  });
}
