// Sessions, broadcasts and credentials: what only JavaScript can get wrong about them.

import { ok, refusal, refused, same } from "./check.mjs";
import { IDS, P8 } from "./token.mjs";

const TOPIC = "com.example.app";
const NOW = 1437179036000;
const OK = { status: 200, headers: { "apns-id": "A" }, body: "" };
const UPDATE = { topic: TOPIC, event: "update", timestamp: 1763760000, contentState: {}, priority: 10, expiration: 0 };

export function sendingCases(waxwing) {
  const { Broadcast, CertificateScope, Channels, GoAway, KeyRing, Notification, ProviderKey, Session } = waxwing;
  const key = (keyId = IDS.keyId) => ProviderKey.fromP8(P8, { ...IDS, keyId });
  const note = () => Notification.alert(TOPIC, "Hello");
  const input = (action, subject, what) => {
    const error = refusal(waxwing, action, what);
    ok(error instanceof waxwing.InputError, `${what}: ${error}`);
    if (subject !== undefined) same(error.subject, subject, `${what}: subject`);
  };
  /** A session that may send as many as it likes. */
  const open = (policy) => {
    const session = Session.withCertificate(policy);
    session.connected(NOW);
    session.next(NOW);
    session.sent(0, { now: NOW });
    session.reply(0, OK, { now: NOW });
    return session;
  };
  const rows = {
    "a session needs a key, a policy and whole numbers": () => {
      for (const bad of [undefined, null, "key", {}, key().tokenAt(0), note()]) input(() => Session.withKey(bad), "key", "key");
      for (const bad of ["x", 7, []]) input(() => Session.withCertificate(bad), "policy", "policy");
      input(() => Session.withCertificate({ streams: 7 }), "streams", "unknown");
      input(() => Session.withCertificate({ maxStreams: "7" }), "maxStreams", "text");
      input(() => Session.withCertificate({ maxStreams: -1 }), "maxStreams", "negative");
      input(() => Session.withCertificate({ maxStreams: 0 }), "max streams", "zero");
      refused(waxwing, () => Session.withKey(key(), { windowSeconds: 1 }), "invalid_token_policy");
      input(() => new Session(), "Session", "new");
      const session = Session.withCertificate();
      for (const bad of [undefined, null, "1", 1.5, -1, 2 ** 53, NaN, -1n, 2n ** 64n, {}]) {
        input(() => session.sent(bad), "request", "sent");
        input(() => session.reply(bad, OK), "request", "reply");
        input(() => session.reset(bad), "request", "reset");
        input(() => session.forget(bad), "request", "forget");
      }
      for (const bad of [undefined, null, "1", 1.5, -1, 2 ** 32, 1n]) {
        input(() => session.settings(bad, 1), "connection", "settings");
        input(() => session.closed(bad), "connection", "closed");
        input(() => session.goaway(bad, new GoAway(0, 0)), "connection", "goaway");
        input(() => session.pinged(bad), "connection", "pinged");
      }
      for (const bad of [undefined, null, 0, {}, { errorCode: 0, lastStreamId: 0 }]) {
        input(() => session.goaway(1, bad), "goaway", "goaway");
      }
      for (const bad of ["1", 1.5, {}, new Date(NaN)]) {
        for (const method of ["next", "connected", "connectFailed", "overdue", "resume"]) {
          refused(waxwing, () => session[method](bad), "invalid_time", "now");
        }
        refused(waxwing, () => session.sent(1, { expiresAt: bad }), "invalid_time", "expiresAt");
        refused(waxwing, () => session.reply(1, OK, { registeredAt: bad }), "invalid_time", "registeredAt");
      }
      input(() => session.sent(1, { streamId: 1 }), "options.streamId", "unknown");
      input(() => session.reply(1, { status: "200" }), "status", "reply");
      session.free();
    },
    "numbers of requests come back as they went in": () => {
      for (const id of [7, 0, Number.MAX_SAFE_INTEGER, 7n, 2n ** 64n - 1n]) {
        const session = Session.withCertificate();
        session.connected(NOW);
        session.next(NOW);
        session.sent(id, { now: NOW });
        same(session.closed(1, NOW).map(({ request }) => request), [id], "closed");
        same(session.reset(id, 7, NOW), null, "reset of what has ended");
        input(() => session.forget(typeof id === "bigint" ? 7 : 7n), "request", "another type");
        session.free();
      }
    },
    "an outcome is the caller's own": () => {
      const session = open();
      const outcomes = [1, 2].map((id) => {
        session.next(NOW);
        session.sent(id, { now: NOW });
        const outcome = session.reply(id, waxwing.parseReply(OK), { now: new Date(NOW) });
        outcome.action = "changed";
        return outcome;
      });
      same(outcomes.map(({ request }) => request), [1, 2], "request");
      session.sent(3, { now: NOW });
      same(session.reply(3, OK, { now: NOW }).action, "delivered", "action");
      refused(waxwing, () => {
        session.sent(4, { now: NOW });
        session.sent(4, { now: NOW });
      }, "invalid_state", "session");
      session.free();
    },
    "a session's token is one object until it changes": () => {
      const session = Session.withKey(key());
      session.connected(NOW);
      const { action, room, token } = session.next(NOW);
      same([action, room], ["send", 1], "next");
      ok(token instanceof waxwing.ProviderToken, "no token");
      ok(session.next(NOW + 1000).token === token, "another object");
      same(token.authorization, key().tokenAt(NOW).authorization, "token");
      session.replaceKey(key("KEY0000001"), NOW);
      same(session.next(NOW), { action: "connect", because: "key_replaced" }, "next");
      session.connected(NOW);
      same(session.next(NOW).token.keyId, "KEY0000001", "keyId");
      session.free();
      session.free();
      input(() => session.next(), "session", "freed");
      input(() => session.inFlight, "session", "freed");
    },
    "a session takes the present unless told another time": () => {
      const session = Session.withKey(key());
      same(session.next().action, "connect", "next");
      const connection = session.connected();
      const { token } = session.next();
      ok(Math.abs(token.issuedAt - Date.now()) < 3_600_000, "the token is not of today");
      session.sent(1);
      ok(session.wakeAt > Date.now() && session.wakeAt < Date.now() + 60_000, `wakeAt ${session.wakeAt}`);
      same([session.inFlight, session.connectionNumber], [1, connection], "state");
      same(session.drained(), null, "drained");
      session.free();
    },
    "a key outlives itself in a session": () => {
      const own = key();
      const session = Session.withKey(own);
      own.free();
      session.connected(NOW);
      same(session.next(NOW).action, "send", "next");
      input(() => Session.withKey(own), undefined, "freed");
      session.free();
    },
    "a frame that is none is refused": () => {
      for (const bad of [undefined, null, "0", -1, 1.5, 2 ** 32]) {
        input(() => new GoAway(bad, 0), "errorCode", "code");
        input(() => new GoAway(0, bad), "lastStreamId", "last");
      }
      input(() => new GoAway(0, 0, 7), "debugData", "data");
      for (const none of [undefined, null, "", new Uint8Array(0)]) same(new GoAway(0, 5, none).text, undefined, "text");
      const verdict = new GoAway(0, 5, '{"reason":"Shutdown"}').verdict();
      same([verdict.action, verdict.newConnection, verdict.reason], ["retry", true, "Shutdown"], "verdict");
    },
    "waits are whole numbers": () => {
      same([0, 1, 2, 11].map((attempt) => waxwing.backoff(attempt)), [0, 1000, 2000, 900000], "backoff");
      for (const bad of [undefined, "1", -1, 1.5]) input(() => waxwing.backoff(bad), "attempt", "attempt");
      input(() => waxwing.backoff(1, { firstMs: "1" }), "firstMs", "firstMs");
      input(() => waxwing.backoff(1, { first: 1 }), "options.first", "unknown");
    },
    "channels and broadcasts say what is wrong": () => {
      const endpoint = { environment: "sandbox" };
      const channels = new Channels(TOPIC, endpoint);
      same(channels.bundleId, TOPIC, "bundleId");
      input(() => new Channels(7, endpoint), "bundleId", "bundleId");
      input(() => new Channels("com.example.app.voip", endpoint), "bundle id", "suffix");
      input(() => new Channels(TOPIC), "environment", "endpoint");
      input(() => new Channels(TOPIC, { environment: "sandbox", authority: "localhost" }), "authority", "both");
      input(() => new Channels(TOPIC, { port: 443 }), "endpoint.port", "port");
      input(() => channels.create(), "storagePolicy", "create");
      input(() => channels.create("all"), "storage policy", "create");
      for (const bad of [undefined, null, 7, {}]) input(() => channels.read(bad), "channelId", "read");
      input(() => channels.read("x"), "apns-channel-id", "read");
      input(() => channels.list({ id: "x" }), "options.id", "options");
      input(() => waxwing.channelId(7), "channelId", "channelId");
      const call = channels.list();
      call.headers.changed = "x";
      same(call.headers, {}, "headers");
      ok(!("body" in call.request(null)), "a body of nothing");
      input(() => call.request(), "token", "token");
      input(() => new waxwing.Call(), "Call", "new");
      input(() => new Broadcast(7, UPDATE), "channelId", "channel");
      input(() => new Broadcast("AA==", { ...UPDATE, event: "start" }), "payload.aps.event", "start");
      input(() => new Broadcast("AA==", { ...UPDATE, pushType: "alert" }), "apns-push-type", "pushType");
      const push = new Broadcast("AA==", { ...UPDATE, timestamp: new Date(1763760000999), badge: 1 });
      same(JSON.parse(push.payload).aps.timestamp, 1763760000, "timestamp");
      ok(push.lints.some(({ code }) => code === "key_without_effect"), "no lint");
      push.free();
      input(() => push.prepare(endpoint), "broadcast", "freed");
    },
    "a key ring gives the key that was added": () => {
      const [all, one] = [key("KEY0000001"), key("KEY0000002")];
      const ring = new KeyRing().add(all).add(one, { topics: TOPIC, environment: "sandbox" });
      ok(ring.choose(`${TOPIC}.voip`, "sandbox") === one, "sandbox");
      ok(ring.choose(TOPIC, "production") === all, "production");
      input(() => ring.add(one), "key id", "twice");
      ok(ring.choose(TOPIC, "sandbox") === one, "after a refusal");
      for (const bad of [undefined, null, "key", {}]) input(() => ring.add(bad), "key", "key");
      input(() => ring.add(all, { topic: TOPIC }), "scope.topic", "unknown");
      input(() => ring.choose(7, "sandbox"), "topic", "topic");
      input(() => ring.choose(TOPIC, "Sandbox"), "environment", "environment");
      refused(waxwing, () => new KeyRing().choose(TOPIC, "sandbox"), "no_matching_key");
      ring.free();
      input(() => ring.choose(TOPIC, "sandbox"), "key ring", "freed");
    },
    "a certificate is for what it names": () => {
      const scope = new CertificateScope({ defaultTopic: TOPIC, environments: "sandbox" });
      scope.check(note(), "sandbox");
      refused(waxwing, () => scope.check(note(), "production"), "no_matching_key", "environment");
      refused(waxwing, () => scope.check(Notification.voip(TOPIC), "sandbox"), "no_matching_key", "apns-topic");
      for (const bad of [undefined, {}, { topics: TOPIC }]) input(() => new CertificateScope(bad), undefined, "scope");
      input(() => new CertificateScope({ defaultTopic: TOPIC, topic: TOPIC }), "topic", "unknown");
      for (const bad of [undefined, null, {}, TOPIC]) input(() => scope.check(bad, "sandbox"), "notification", "note");
    },
    "every push type has its beginning": () => {
      const state = { home: 2 };
      const begun = {
        alert: note(),
        background: Notification.background(TOPIC),
        complication: Notification.complication(TOPIC),
        controls: Notification.controls(TOPIC),
        fileprovider: Notification.fileProvider(TOPIC, "container", "work"),
        liveactivity: Notification.liveActivity(TOPIC, "update", new Date(1763760000000), state),
        location: Notification.location(TOPIC),
        mdm: Notification.mdm(TOPIC, "magic"),
        pushtotalk: Notification.pushToTalk(TOPIC, { priority: 10, expiration: 0 }),
        voip: Notification.voip(TOPIC, { custom: { call: 7 }, priority: 10, expiration: 0 }),
        widgets: Notification.widgets(TOPIC),
      };
      same(Object.keys(begun), [...waxwing.vocabulary().pushTypes].sort(), "push types");
      for (const [pushType, found] of Object.entries(begun)) same(found.pushType, pushType, "pushType");
      same(begun.voip.payload, '{"aps":{},"call":7}', "voip");
      const update = '{"aps":{"timestamp":1763760000,"event":"update","content-state":{"home":2}}}';
      same(begun.liveactivity.payload, update, "live activity");
      same(Notification.wallet("pass.com.example").payload, "{}", "wallet");
      const website = Notification.website("web.com.example", "Ready", "Your order", ["42"]);
      same(website.payload, '{"aps":{"alert":{"title":"Ready","body":"Your order"},"url-args":["42"]}}', "website");
    },
    "a text is cut where that was allowed": () => {
      const found = Notification.alert(TOPIC, { body: "a".repeat(5000) }, { fit: "/aps/alert/body" });
      same(found.payload.length + 2, 4096, "characters");
      same([found.cut.pointer, found.cut.originalBytes], ["/aps/alert/body", 5000], "cut");
      same(note().cut, undefined, "cut");
    },
    "requests for many devices share what is the same": () => {
      const push = note().prepare({ environment: "sandbox" });
      const devices = ["00FC", new Uint8Array([1, 2])];
      const requests = [...push.requests(devices, key().tokenAt(0))];
      same(requests.map(({ path }) => path), ["/3/device/00fc", "/3/device/0102"], "path");
      ok(requests[0].headers === requests[1].headers && Object.isFrozen(requests[0].headers), "headers");
      ok(requests[1].device === devices[1] && requests[0].body === push.body, "device and body");
      same(requests[0].url, push.request("00fc", null).url, "url");
      new Request(requests[0].url, requests[0]);
      const some = push.requests(["00fc", "xyz", "00fd"], null);
      ok(!("authorization" in some.next().value.headers), "authorization");
      refused(waxwing, () => some.next(), "invalid_device_token");
      same(some.next(), { value: undefined, done: true }, "after it");
      refused(waxwing, () => [...push.requests([], "token")], "invalid_input", "token");
    },
    "requests of others are judged": () => {
      const headers = { "apns-topic": TOPIC, "apns-push-type": "alert" };
      const codes = (given) => waxwing.lintRequest(given, '{"aps":{"alert":"a"}}').map(({ code }) => code);
      for (const given of [headers, Object.entries(headers), new Headers(headers)]) same(codes(given), ["missing_content_type"], "lints");
      input(() => codes(7), "headers", "headers");
      input(() => waxwing.lintRequest(headers, 7), "body", "body");
      refused(waxwing, () => codes({ ...headers, "apns-priority": "7\n5" }), "invalid_header_value", "apns-priority");
      same(["apns-topic", "authorization", ":path"].map(waxwing.headerStability), ["fixed", "hourly", "unique"], "stability");
      input(() => waxwing.headerStability(7), "name", "name");
    },
    "a header with a line of its own is no header": () => {
      const headers = [["apns-id", "A\nretry-after\n5"], ["apns-id", "B"], ["x\napns-unique-id", "C"]];
      const found = waxwing.parseReply({ status: 503, headers, body: "" });
      same([found.apnsId, found.apnsUniqueId, found.retryAfterSeconds], ["B", undefined, undefined], "reply");
    },
  };
  return Object.entries(rows).map(([name, run]) => ({ group: "sending", name, run }));
}
