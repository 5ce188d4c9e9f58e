// A program that uses the slice for push to Windows. It is compiled, not run.

import { AccessToken, Channel, InputError, Notification, ToastRemoval, TokenRequest, parseReply, parseTokenReply } from "waxwing/windows";
import type { Action, ChannelKind, Reply, TokenReply, WindowsCause, WindowsRequest } from "waxwing/windows";

declare function send(request: WindowsRequest): { readonly status: number; readonly body: string };

export function token(secret: string): AccessToken | WindowsCause | undefined {
  const ask = TokenRequest.entra("1c2d3e4f-0000-1111-2222-333344445555", "01234567-89ab-cdef-0123-456789abcdef", secret);
  const reply: TokenReply = parseTokenReply(send(ask.request()), new Date());
  send(TokenRequest.legacy("ms-app://s-1-15-2-1", secret).request());
  return reply.token ?? reply.verdict?.cause;
}

export function push(uri: string, kept: string): Action | ChannelKind {
  const channel = new Channel(uri);
  if (channel.kind !== "wns") return channel.kind;
  const access = new AccessToken(kept, Date.now() + 1000);
  using toast = Notification.toast({ texts: ["Ready"], buttons: [{ content: "Open", arguments: "o" }] }, { ttlS: 60, cachePolicy: "no-cache" });
  const reply: Reply = parseReply({ ...send(toast.request(channel, access)), reasonPhrase: "Gone" });
  new Notification({ type: "raw", raw: new Uint8Array(3) }).request(channel, access);
  for (const note of [Notification.badge(7), Notification.badge("newMessage"), Notification.tile("<tile/>"), Notification.raw("x")]) note.free();
  send(new ToastRemoval({ tag: "a", group: "b" }).request(channel, access));
  return access.isFresh() && reply.deviceStatus === "connected" ? reply.verdict().action : "retry";
}

export function wrong(channel: Channel, note: Notification) {
  // @ts-expect-error: a text is no token
  note.request(channel, "Bearer x");
  // @ts-expect-error: a text is no channel
  note.request("https://db5.notify.windows.com/", new AccessToken("x", 0));
  // @ts-expect-error: no type of WNS
  new Notification({ type: "alert", xml: "<alert/>" });
  // @ts-expect-error: either all or some
  new ToastRemoval({ all: true, tag: "a" });
  if (channel instanceof InputError) return;
}
