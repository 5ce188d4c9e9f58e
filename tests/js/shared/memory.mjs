// The module's memory: nothing is left in it by what verifies, what is refused, or what is forgotten.

import { ok, refusal, same } from "./check.mjs";
import { IDS, P8, TOKEN } from "./token.mjs";

const TIMES = 10_000;

/** `pages` tells how much memory the module has. */
export function memoryCases(waxwing, data, pages) {
  const found = sample(data);
  if (found === undefined) return [{ group: "memory", name: "verifications", skip: "no vector verifies" }];
  const [signed, roots, now, policy] = found;
  const verifier = (more) => new waxwing.Verifier({ ...policy, roots, ...more });
  /** Runs it often enough to have all the memory it needs, then ten thousand times. */
  const steady = (times, action) => {
    for (let count = 0; count < 100; count += 1) action(count);
    const before = pages();
    for (let count = 0; count < times; count += 1) action(count);
    same(pages(), before, "memory");
  };
  const rows = {
    [`${TIMES} verifications take no memory`]: () => {
      const used = verifier();
      // Half of them are refused, at every depth: a character is changed somewhere.
      steady(TIMES, (count) => {
        if (count % 2 === 0) {
          used.any(signed, { now });
          return;
        }
        const at = (count * 7919) % signed.length;
        const other = signed[at] === "A" ? "B" : "A";
        refusal(waxwing, () => used.any(`${signed.slice(0, at)}${other}${signed.slice(at + 1)}`, { now }));
      });
      used.free();
    },
    "remembering changes no verdict": () => {
      const [remembering, forgetting] = [verifier(), verifier({ cachedChains: 0, withoutKeyTables: true })];
      for (let count = 0; count < 12; count += 1) {
        same(remembering.any(signed, { now }), forgetting.any(signed, { now }), "object");
      }
      remembering.free();
      forgetting.free();
    },
    "verifications in steps take no memory": async () => {
      const used = verifier({ cachedChains: 0 });
      for (let round = 0, before; round < 3; round += 1) {
        for (let count = 0; count < 100; count += 1) {
          await used.verifyAsync(signed, { now });
          used.begin(signed).free();
          const pending = used.begin(signed);
          refusal(waxwing, () => pending.finish(pending.checks.map(() => false), { now }));
        }
        if (round > 0) same(pages(), before, "memory");
        before = pages();
      }
      used.free();
    },
    "objects that are freed take no memory": () => {
      steady(1000, () => {
        verifier().free();
        const key = waxwing.ProviderKey.fromP8(P8, IDS);
        key.free();
        const note = waxwing.Notification.alert("com.example.app", "Hello");
        const push = note.prepare({ environment: "sandbox" });
        push.request("00fc", waxwing.ProviderToken.fromJwt(TOKEN));
        push.free();
        note.free();
        waxwing.parseReply({ status: 410, body: "{}" }).verdict();
        const ring = new waxwing.KeyRing().add(waxwing.ProviderKey.fromP8(P8, IDS));
        ring.choose("com.example.app", "sandbox").free();
        ring.free();
        waxwing.Session.withCertificate().free();
        new waxwing.GoAway(0, 0, "{}");
        new waxwing.SubscriptionState("com.example.app", "Sandbox", "1000").free();
        waxwing.decodeUnverified(signed);
      });
    },
    "a session takes no more memory with time": () => {
      const session = waxwing.Session.withCertificate();
      const reply = { status: 200, headers: { "apns-id": "A" }, body: "" };
      session.connected(0);
      steady(TIMES, (count) => {
        session.next(count);
        session.sent(count, { stream: 1, now: count });
        session.reply(count, reply, { now: count });
      });
      session.free();
    },
    "objects that cannot be made take no memory": () => {
      steady(1000, () => {
        refusal(waxwing, () => waxwing.Session.withCertificate({ maxStreams: 0 }));
        refusal(waxwing, () => new waxwing.Broadcast("AA==", { topic: "com.example.app" }));
        refusal(waxwing, () => new waxwing.Verifier({ environments: "Sandbox" }));
        refusal(waxwing, () => waxwing.ProviderKey.fromP8("x", IDS));
        refusal(waxwing, () => waxwing.Notification.alert("com.example.app", "x".repeat(5000)));
      });
    },
  };
  ok(pages() > 0, "no memory");
  return Object.entries(rows).map(([name, run]) => ({ group: "memory", name, run }));
}

/** An object that verifies, out of the shared vectors. */
export function sample(data) {
  for (const text of Object.values(data.vectors)) {
    const file = JSON.parse(text);
    if (file.op !== "verify") continue;
    for (const vector of file.cases) {
      if (vector.expect.error || !vector.token || !vector.roots?.length) continue;
      const roots = vector.roots.map((name) => Uint8Array.from(atob(file.roots[name]), (c) => c.charCodeAt(0)));
      const policy = { environments: vector.environments, dangerousAnyBundleId: true, dangerousAnyAppAppleId: true };
      return [vector.token, roots, vector.now_ms, policy];
    }
  }
  return undefined;
}
