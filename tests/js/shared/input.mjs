// What only JavaScript can get wrong: types, half surrogate pairs, detached buffers, freed objects.

import { ok, refusal, refused, same, utf8 } from "./check.mjs";
import { IDS, P8, TOKEN } from "./token.mjs";

const TOPIC = "com.example.app";
const DEVICE = "00fc13adff785122";
const POLICY = { bundleIds: TOPIC, environments: "Sandbox" };
/** Nothing of this is a text. */
const NO_TEXTS = [undefined, null, 0, 1.5, NaN, true, 7n, Symbol("s"), {}, [], ["a"], () => "a"];
const LONE = ["\ud800", "a\udfffb", "\ude00\ud83d"];

function detached(bytes) {
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  ok(bytes.length === 0, "the buffer is not detached");
  return bytes;
}

export function inputCases(waxwing) {
  const { Notification, ProviderKey, ProviderToken, Verifier } = waxwing;
  const verifier = () => new Verifier(POLICY);
  const note = (more) => new Notification({ pushType: "alert", topic: TOPIC, alert: "Hello", ...more });
  const prepared = () => note().prepare({ environment: "sandbox" });
  const input = (action, subject, what) => {
    const error = refusal(waxwing, action, what);
    ok(error instanceof waxwing.InputError, `${what}: ${error}`);
    if (subject !== undefined) same(error.subject, subject, `${what}: subject`);
    return error;
  };
  const rows = {
    "an argument that is no text is named": () => {
      for (const [index, bad] of NO_TEXTS.entries()) {
        const what = `no text ${index}`;
        for (const method of ["notification", "transaction", "renewalInfo", "appTransaction", "realtimeRequest", "any"]) {
          input(() => verifier()[method](bad), undefined, `${method}: ${what}`);
        }
        input(() => ProviderKey.fromP8(bad, IDS), "p8", what);
        input(() => ProviderKey.fromP8(P8, { ...IDS, keyId: bad }), "keyId", what);
        input(() => ProviderKey.fromP8(P8, { ...IDS, teamId: bad }), "teamId", what);
        input(() => ProviderToken.fromJwt(bad), "jwt", what);
        input(() => waxwing.deviceToken(bad), "device token", what);
        input(() => prepared().request(bad, null), "device token", what);
        input(() => note({ topic: bad }), undefined, what);
        input(() => note({ pushType: bad }), undefined, what);
      }
    },
    "a token of another type is no token": () => {
      for (const bad of [undefined, TOKEN, `bearer ${TOKEN}`, 0, {}, { authorization: "x" }, []]) {
        input(() => prepared().request(DEVICE, bad), "token", "token");
      }
      const request = prepared().request(DEVICE, null);
      ok(!("authorization" in request.headers), "a header without a token");
    },
    "options that are no object are refused": () => {
      for (const bad of [0, "text", true, [], 7n, new Uint8Array(3), () => ({})]) {
        input(() => new Verifier(bad), undefined, "verifier");
        input(() => verifier().any("a.b.c", bad), undefined, "any");
        input(() => ProviderKey.fromP8(P8, bad), undefined, "ids");
        input(() => new Notification(bad), undefined, "notification");
        input(() => note().prepare(bad), undefined, "prepare");
        input(() => waxwing.parseReply(bad), undefined, "reply");
        input(() => waxwing.parseReply({ status: 200 }).verdict(bad), undefined, "verdict");
        input(() => ProviderKey.fromP8(P8, IDS).tokenAt(0, bad), undefined, "policy");
      }
      for (const none of [undefined, null]) {
        input(() => new Verifier(none), "environment", "verifier");
        input(() => new Notification(none), undefined, "notification");
        input(() => note().prepare(none), "environment", "prepare");
      }
    },
    "options with a misspelt name are refused": () => {
      input(() => new Verifier({ ...POLICY, bundleId: TOPIC }), "bundleId", "verifier");
      input(() => verifier().any("a.b.c", { Now: 0 }), "options.Now", "any");
      input(() => ProviderKey.fromP8(P8, { ...IDS, keyID: "x" }), "ids.keyID", "ids");
      input(() => ProviderKey.fromP8(P8, IDS).tokenAt(0, { window: 3000 }), "window", "policy");
      input(() => note({ collapseID: "x" }), "collapseID", "notification");
      input(() => note({ alert: { text: "x" } }), "alert.text", "alert");
      input(() => note({ sound: { file: "x" } }), "sound.file", "sound");
      input(() => note().prepare({ env: "sandbox" }), "env", "prepare");
      input(() => waxwing.parseReply({ status: 200 }).verdict({ registered: 0 }), "context.registered", "verdict");
    },
    "options of another type are named with their path": () => {
      input(() => note({ badge: "1" }), "badge", "badge");
      input(() => note({ badge: 1.5 }), "badge", "badge");
      input(() => note({ alert: 7 }), "alert", "alert");
      input(() => note({ alert: { locArgs: [7] } }), "alert.locArgs", "locArgs");
      input(() => note({ sound: { volume: "loud" } }), "sound.volume", "volume");
      input(() => note({ custom: [] }), "custom", "custom");
      input(() => note({ contentAvailable: 1 }), "contentAvailable", "contentAvailable");
      input(() => new Verifier({ ...POLICY, bundleIds: [7] }), "bundleIds", "bundleIds");
      input(() => new Verifier({ ...POLICY, validity: "always" }), "validity", "validity");
      input(() => new Verifier({ ...POLICY, cachedChains: -1 }), "cachedChains", "cachedChains");
      input(() => new Verifier({ ...POLICY, cachedChains: "2" }), "cachedChains", "cachedChains");
      input(() => new Verifier({ ...POLICY, withoutKeyTables: 1 }), "withoutKeyTables", "withoutKeyTables");
      input(() => new Verifier({ ...POLICY, environments: "sandbox" }), "environment", "environments");
      input(() => new Verifier({ ...POLICY, environments: [] }), "environment", "environments");
      input(() => new Verifier({ ...POLICY, bundleIds: [] }), "bundle id", "bundleIds");
      input(() => new Verifier({ ...POLICY, bundleIds: "" }), "bundle id", "bundleIds");
      input(() => new Verifier({ bundleIds: TOPIC, environments: "Production" }), "app apple id", "appAppleIds");
      input(() => note().prepare({ environment: "sandbox", port: 80 }), "port", "port");
      input(() => note().prepare({ environment: "sandbox", authority: "localhost" }), "authority", "authority");
      input(() => note().prepare({ authority: "localhost/path" }), "authority", "authority");
    },
    "one value stands for a list of one": () => {
      for (const bundleIds of [TOPIC, [TOPIC]]) {
        for (const environments of ["Sandbox", ["Sandbox", "Production"]]) {
          new Verifier({ bundleIds, environments, appAppleIds: 1234 }).free();
          new Verifier({ bundleIds, environments, appAppleIds: [1234, 5678] }).free();
        }
      }
    },
    "roots that cannot be any are refused": () => {
      for (const roots of [[], new Uint8Array(0), [new Uint8Array(0)], utf8("junk"), [utf8("junk")]]) {
        refused(waxwing, () => new Verifier({ ...POLICY, roots }), "bad_anchor");
      }
      for (const roots of ["text", 7, [7], [null], {}, new ArrayBuffer(8)]) {
        input(() => new Verifier({ ...POLICY, roots }), "roots", "roots");
      }
    },
    "values that JSON would drop or change are refused": () => {
      const cycle = {};
      cycle.self = cycle;
      for (const bad of [NaN, Infinity, -Infinity, 7n, () => 1, Symbol("s"), "\ud800", cycle]) {
        const error = refusal(waxwing, () => note({ custom: { key: bad } }), "custom");
        ok(error instanceof waxwing.InputError, String(error));
      }
      const boom = { get key() { throw new Error("boom"); } };
      same(refused(waxwing, () => note({ custom: boom }), "invalid_input").cause.message, "boom", "cause");
      const deep = Array.from({ length: 200 }).reduce((inner) => [inner], 1);
      refused(waxwing, () => note({ custom: { deep } }), "too_deep");
      const kept = note({ custom: { key: undefined, more: [null, -0, 1e3] } });
      same(kept.payload, '{"aps":{"alert":"Hello"},"more":[null,0,1000]}', "payload");
    },
    "half a surrogate pair is refused": () => {
      for (const bad of LONE) {
        input(() => ProviderKey.fromP8(bad, IDS), "p8", "p8");
        input(() => ProviderKey.fromP8(P8, { ...IDS, keyId: bad }), "keyId", "keyId");
        input(() => waxwing.deviceToken(bad), "device token", "deviceToken");
        input(() => note({ topic: bad }), undefined, "topic");
        input(() => note({ alert: { title: bad } }), undefined, "title");
        input(() => new Notification({ pushType: "alert", topic: TOPIC, payload: bad }), "payload", "payload");
        input(() => new Verifier({ ...POLICY, bundleIds: bad }), undefined, "bundleIds");
        // A token comes from a peer, and so does its mistake.
        const error = refusal(waxwing, () => verifier().any(`a.b.${bad}`), "token");
        ok(error instanceof waxwing.MalformedError, String(error));
        same(waxwing.parseReply({ status: 500, headers: [["apns-id", bad]], body: bad }).apnsId, undefined, "apnsId");
      }
    },
    "text beyond ASCII arrives whole": () => {
      const alert = "Größe \u{1f389} \0 \u2028";
      same(JSON.parse(note({ alert }).payload).aps.alert, alert, "alert");
      const own = new Notification({ pushType: "alert", topic: TOPIC, payload: utf8(JSON.stringify({ aps: { alert } })) });
      same(JSON.parse(own.payload).aps.alert, alert, "payload");
      same(new TextDecoder().decode(own.prepare({ environment: "sandbox" }).body), own.payload, "body");
    },
    "a detached buffer is refused, not taken for empty": () => {
      const bytes = () => detached(utf8("a.b.c"));
      input(() => verifier().any(bytes()), "signed", "any");
      input(() => ProviderKey.fromP8(bytes(), IDS), "p8", "p8");
      input(() => waxwing.deviceToken(bytes()), "device token", "deviceToken");
      input(() => new Notification({ pushType: "alert", topic: TOPIC, payload: bytes() }), "payload", "payload");
      input(() => new Verifier({ ...POLICY, roots: bytes() }), "roots", "roots");
      input(() => waxwing.parseReply({ status: 400, body: bytes() }), "body", "body");
      refused(waxwing, () => verifier().any(new Uint8Array(0)), "malformed");
    },
    "only bytes count as bytes": () => {
      const buffer = utf8("a.b.c").buffer;
      for (const bad of [buffer, new DataView(buffer), new Int8Array(buffer), new Uint8ClampedArray(buffer)]) {
        input(() => verifier().any(bad), "signed", "any");
        input(() => waxwing.deviceToken(bad), "device token", "deviceToken");
      }
      input(() => verifier().any(new String("a.b.c")), "signed", "an object around a string");
      same(waxwing.deviceToken(new Uint8Array([0, 252, 255]).subarray(1)), "fcff", "a part of a buffer");
    },
    "what is huge is refused before it is copied": () => {
      const huge = "a".repeat(64 * 1024 * 1024);
      const bytes = new Uint8Array(64 * 1024 * 1024);
      for (const action of [
        () => verifier().any(huge),
        () => verifier().any(bytes),
        () => ProviderKey.fromP8(huge, IDS),
        () => ProviderKey.fromP8(P8, { ...IDS, keyId: huge }),
        () => ProviderToken.fromJwt(huge),
        () => waxwing.deviceToken(bytes),
        () => note({ alert: huge }),
        () => new Notification({ pushType: "alert", topic: TOPIC, payload: bytes }),
        () => new Verifier({ ...POLICY, bundleIds: huge }),
        () => new Verifier({ ...POLICY, roots: bytes }),
      ]) {
        refused(waxwing, action, "too_large");
      }
      for (const body of [huge, bytes]) {
        const reply = waxwing.parseReply({ status: 503, headers: { "apns-id": huge, [huge]: "x" }, body });
        same([reply.reason, reply.apnsId, reply.verdict().action], [undefined, undefined, "retry"], "reply");
      }
    },
    "a time that is none is refused": () => {
      for (const bad of ["0", 1.5, NaN, Infinity, true, {}, 7n, new Date(NaN), [0]]) {
        refused(waxwing, () => verifier().any("a.b.c", { now: bad }), "invalid_time", "now");
        refused(waxwing, () => ProviderKey.fromP8(P8, IDS).tokenAt(bad), "invalid_time", "now");
        refused(waxwing, () => ProviderKey.fromP8(P8, IDS).tokenIssuedAt(bad), "invalid_time", "iat");
        refused(waxwing, () => waxwing.parseReply({ status: 410 }).verdict({ sentAt: bad }), "invalid_time", "sentAt");
      }
    },
    "an expiration may be a Date": () => {
      const expiration = new Date(1437265436999);
      same(note({ expiration }).expiration, 1437265436, "expiration");
      same(note({ expiration: 0 }).expiration, 0, "expiration");
      refused(waxwing, () => note({ expiration: 1437265436000 }), "invalid_time", "apns-expiration");
      input(() => note({ expiration: new Date(NaN) }), undefined, "expiration");
    },
    "a reply is read from whatever a client gives": () => {
      const body = '{"reason":"BadDeviceToken"}';
      const shapes = [
        { "apns-id": "A" },
        { ":status": 400, "apns-id": "A", "x-more": ["1", "2"], "x-none": undefined },
        Object.assign(Object.create(null), { "APNS-ID": "A" }),
        [["Apns-Id", "A"], ["apns-id", "B"]],
        new Map([["apns-id", "A"]]),
        new Headers({ "apns-id": "A" }),
      ];
      for (const headers of shapes) {
        for (const given of [body, utf8(body)]) {
          const reply = waxwing.parseReply({ status: 400, headers, body: given });
          same([reply.apnsId, reply.reason, reply.isSuccess], ["A", "BadDeviceToken", false], "reply");
        }
      }
      for (const none of [undefined, null, "", new Uint8Array(0)]) {
        same(waxwing.parseReply({ status: 200, headers: null, body: none }).verdict(null).action, "delivered", "action");
      }
    },
    "a reply that is none is refused": () => {
      for (const status of [undefined, null, "200", 1.5, -1, 65536, NaN, 200n]) {
        input(() => waxwing.parseReply({ status }), "status", "status");
      }
      for (const headers of [7, "apns-id: A", true, [7], [null], [[Object.create(null), "x"]]]) {
        input(() => waxwing.parseReply({ status: 200, headers }), "headers", "headers");
      }
      for (const body of [7, {}, [], true]) input(() => waxwing.parseReply({ status: 200, body }), "body", "body");
    },
    "a freed object says so, and may be freed again": () => {
      const objects = [verifier(), ProviderKey.fromP8(P8, IDS), note(), prepared()];
      const uses = [
        (object) => object.any("a.b.c"),
        (object) => object.tokenAt(0),
        (object) => object.prepare({ environment: "sandbox" }),
        (object) => object.request(DEVICE, null),
      ];
      for (const [index, object] of objects.entries()) {
        object.free();
        object.free();
        object[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
        const error = refused(waxwing, () => uses[index](object), "invalid_input");
        ok(error.found.includes("freed"), error.message);
      }
      const kept = note();
      const push = kept.prepare({ environment: "sandbox" });
      kept.free();
      same(push.request(DEVICE, null).url, `https://api.sandbox.push.apple.com/3/device/${DEVICE}`, "url");
    },
    "classes are not made by hand": () => {
      for (const type of [ProviderKey, ProviderToken, waxwing.Prepared, waxwing.Reply]) {
        input(() => new type(), undefined, type.name);
        input(() => new type({}, {}, {}), undefined, type.name);
      }
    },
    "a request belongs to its caller": () => {
      const push = prepared();
      const first = push.request(DEVICE.toUpperCase(), ProviderToken.fromJwt(TOKEN));
      first.headers.authorization = "changed";
      push.headers["apns-topic"] = "changed";
      const second = push.request(DEVICE, ProviderToken.fromJwt(TOKEN));
      same(Object.keys(second.headers), ["authorization", "apns-topic", "apns-push-type", "content-type"], "headers");
      same(second.headers.authorization, `bearer ${TOKEN}`, "authorization");
      same(second.headers["apns-topic"], TOPIC, "topic");
      same([second.method, second.url], ["POST", first.url], "request");
      new Request(second.url, second);
    },
    "priorities have names": () => {
      same(Object.values(waxwing.Priority), waxwing.vocabulary().priorities, "priorities");
      same(note({ priority: waxwing.Priority.powerAware }).priority, 5, "priority");
    },
    "shorthands say the same": () => {
      const whole = note({ alert: { title: "a" }, badge: 1 });
      const short = Notification.alert(TOPIC, { title: "a" }, { badge: 1 });
      same([short.payload, short.pushType, short.topic], [whole.payload, whole.pushType, whole.topic], "alert");
      same(Notification.background(TOPIC, { custom: { a: 1 } }).payload, '{"aps":{"content-available":1},"a":1}', "background");
      const own = { aps: { alert: "Hello" }, list: [1] };
      const voip = new Notification({ pushType: "voip", topic: TOPIC, payload: own });
      same([voip.payload, voip.topic], [JSON.stringify(own), `${TOPIC}.voip`], "payload");
    },
    "the version is that of the package": () => ok(/^\d+\.\d+\.\d+$/.test(waxwing.version()), waxwing.version()),
  };
  return Object.entries(rows).map(([name, run]) => ({ group: "input", name, run }));
}
