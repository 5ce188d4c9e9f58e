// What only JavaScript shows of push to Windows.

import { ok, refused, same, utf8 } from "./check.mjs";

const URI = "https://db5.notify.windows.com/?token=AwYAAAB8TgU";
const SECRET = "pq8Q~ab.cd-ef_gh";

export function windowsCases(slice) {
  const { AccessToken, Channel, Notification, ToastRemoval, TokenRequest, parseReply, parseTokenReply } = slice;
  const channel = () => new Channel(URI);
  const token = () => new AccessToken("EgAcAQMAAAAE", 1000);
  const input = (action, subject, what) => refused(slice, action, "invalid_input", subject, what);
  const rows = {
    "arguments of another type are named": () => {
      const note = Notification.badge(7);
      for (const bad of [undefined, null, 7, {}, [], "text"]) {
        input(() => note.request(bad, token()), "channel", "channel");
        input(() => note.request(channel(), bad), "token", "token");
        input(() => new ToastRemoval({ all: true }).request(bad, token()), "channel", "channel");
        if (bad === "text") continue;
        input(() => new Channel(bad), "channel uri", "uri");
        input(() => new AccessToken(bad, 0), "token", "token");
        input(() => TokenRequest.legacy(bad, SECRET), "package sid", "sid");
        input(() => TokenRequest.entra("a.example", bad, SECRET), "client id", "id");
        input(() => TokenRequest.phone("ms-app://s-1-15-2-1", bad), "client secret", "secret");
      }
      for (const bad of [7, "text", []]) {
        input(() => new Notification(bad), "options", "options");
        input(() => parseReply(bad), "reply", "reply");
        input(() => parseTokenReply(bad), "reply", "token reply");
      }
      input(() => parseReply({ status: 200, reasonPhrase: 7 }), "reasonPhrase", "phrase");
      input(() => new TokenRequest("entra"), "TokenRequest", "new");
      input(() => new slice.Reply(), "Reply", "new");
      refused(slice, () => new AccessToken("a", "soon"), "invalid_time", "expiresAt");
      note.free();
    },
    "every type has its beginning": () => {
      const made = [
        Notification.toast("Hello", { tag: "a", suppressPopup: true }),
        Notification.tile("<tile/>"),
        Notification.badge("newMessage"),
        Notification.raw(new Uint8Array([0, 255])),
        new Notification({ type: "raw", raw: "text", ttlS: 5 }),
      ];
      same(made.map(({ kind }) => kind), ["toast", "tile", "badge", "raw", "raw"], "kinds");
      same([made[3].body, made[3].text], [new Uint8Array([0, 255]), undefined], "bytes");
      same([made[4].text, made[4].headers["x-wns-ttl"], made[4].body], ["text", "5", utf8("text")], "text");
      for (const one of made) {
        one.free();
        one[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
        input(() => one.request(channel(), token()), "notification", "freed");
      }
    },
    "secrets and channels do not show": () => {
      const ask = TokenRequest.entra("contoso.example", "01234567-89ab-cdef-0123-456789abcdef", SECRET);
      const shown = JSON.stringify([ask, token(), channel()]);
      ok(!shown.includes(SECRET) && !shown.includes("EgAcAQ") && !shown.includes("AwYAAAB"), shown);
      same([channel().uri, token().token], [URI, "EgAcAQMAAAAE"], "asked for");
      const request = ask.request();
      request.headers["content-type"] = "x";
      request.body.fill(0);
      same(ask.request().headers["content-type"], "application/x-www-form-urlencoded", "headers");
      ok(new TextDecoder().decode(ask.request().body).startsWith("grant_type="), "body");
    },
    "a token is fetched anew in time": () => {
      const body = '{"access_token":"EgAcAQ","token_type":"bearer","expires_in":86400}';
      const { token: got, verdict } = parseTokenReply({ status: 200, body }, new Date(0));
      same([got.expiresAt, got.refreshAt, verdict], [86_400_000, 86_100_000, undefined], "token");
      same([got.isFresh(0), got.isFresh(), got.isFresh(new Date(86_100_000))], [true, false, false], "fresh");
      const refusal = parseTokenReply({ status: 400, body: '{"error":"invalid_client"}' });
      same([refusal.token, refusal.error, refusal.verdict.action], [undefined, "invalid_client", "stop_credential"], "refused");
    },
  };
  return Object.entries(rows).map(([name, run]) => ({ group: "windows", name, run }));
}
