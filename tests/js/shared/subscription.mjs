// Operations `subscription` and `notification_meaning`.

import { fromBase64, ok, refusal, same } from "./check.mjs";

/** A verifier of anything of any app of Sandbox and Production, under a file's roots. */
function anyone(waxwing, roots) {
  return new waxwing.Verifier({
    roots: Object.values(roots).map(fromBase64),
    environments: ["Sandbox", "Production"],
    dangerousAnyBundleId: true,
    dangerousAnyAppAppleId: true,
  });
}

const EVENTS = new WeakMap();

/** The events of a file, verified once. */
function events(waxwing, file) {
  if (!EVENTS.has(file)) {
    const verifier = anyone(waxwing, file.roots);
    const verified = ([name, { kind, token, ...others }]) => {
      same(others, {}, name);
      return [name, verifier[kind](token, { now: file.now_ms })];
    };
    EVENTS.set(file, Object.fromEntries(Object.entries(file.events).map(verified)));
    verifier.free();
  }
  return EVENTS.get(file);
}

function empty(waxwing, { bundle_id: bundleId, environment, original_transaction_id: original }) {
  const state = new waxwing.SubscriptionState(bundleId, environment, original);
  same([state.bundleId, state.environment, state.originalTransactionId], [bundleId, environment, original], "identity");
  return state;
}

export function subscription(waxwing, vector, file) {
  ok(Object.hasOwn(vector, "stored") !== Object.hasOwn(vector, "bundle_id"), "a state is named or stored");
  const { stored, orders = [], at_ms: times = [] } = vector;
  const fresh = () => (stored === undefined ? empty(waxwing, vector) : waxwing.SubscriptionState.fromJson(stored));
  const objects = vector.events.map((name) => events(waxwing, file)[name]);
  const state = fresh();
  const applied = [];
  for (const object of objects) {
    const before = state.toJson();
    try {
      applied.push(state.apply(object));
    } catch (error) {
      same([state.toJson(), applied.length + 1], [before, objects.length], "what was refused");
      throw error;
    }
  }
  if (vector.merge !== undefined) {
    const before = state.toJson();
    try {
      state.merge(empty(waxwing, vector.merge));
    } catch (error) {
      same(state.toJson(), before, "what was refused");
      throw error;
    }
  }
  for (const order of orders) {
    let other = fresh();
    for (const index of order) {
      other.apply(objects[index]);
      // As a server does that stores it between events.
      const text = other.toJson();
      other.free();
      other = waxwing.SubscriptionState.fromJson(text);
    }
    same(other.toJson(), state.toJson(), `in the order ${order}`);
    other.free();
  }
  const merged = fresh();
  for (const object of [...objects].reverse()) {
    const alone = fresh();
    // Also from JSON, as from a queue.
    alone.apply(JSON.parse(JSON.stringify(object)));
    merged.merge(alone);
    alone.free();
  }
  same(merged.toJson(), state.toJson(), "merged from states of one event");
  same([merged.merge(state), merged.merge(merged)], ["unchanged", "unchanged"], "merged with itself");
  const seen = {
    applied,
    entitlements: times.map((at) => snake(state.entitlement(at))),
    periods: state.periods().map(snake),
    ...(state.renewal() && { renewal: snake(state.renewal()) }),
    ...(state.lastNotice() && { last_notice: snake(state.lastNotice()) }),
    ...(stored !== undefined && { json: state.toJson() }),
  };
  if (times.length > 0) same(state.entitlement(new Date(times[0])), state.entitlement(times[0]), "a Date");
  merged.free();
  state.free();
  return seen;
}

/** Names as the vectors have them: dates end in `_ms`. */
function snake(value) {
  if (Array.isArray(value)) return value.map(snake);
  if (typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, inner]) => {
    const name = key.replace("UUID", "Uuid").replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return [/(^|_)at$|^since$|^until$/.test(name) ? `${name}_ms` : name, snake(inner)];
  });
  return Object.fromEntries(entries);
}

export function notificationMeaning(waxwing, { token }, file) {
  const verifier = anyone(waxwing, file.roots);
  try {
    const { payload, meaning, deduplicationKey, orderingKey } = verifier.notification(token, { now: file.now_ms });
    const row = waxwing.notificationMeanings().find(
      ({ notificationType, subtype }) => notificationType === payload.notificationType && subtype === payload.subtype,
    );
    if (row !== undefined) {
      const { notificationType, subtype, ...rest } = row;
      same(rest, meaning, `${notificationType} ${subtype}`);
    }
    return {
      ...(deduplicationKey !== undefined && { deduplication_key: deduplicationKey }),
      ordering_key: orderingKey,
      ...(meaning !== undefined && { meaning }),
    };
  } finally {
    verifier.free();
  }
}

/** What only JavaScript can get wrong about a state. */
export function subscriptionCases(waxwing) {
  const { SubscriptionState } = waxwing;
  const group = "subscription";
  const state = () => new SubscriptionState("com.example.app", "Sandbox", "1000");
  const refuses = (action, subject) => {
    const error = refusal(waxwing, action, subject);
    ok(error instanceof waxwing.InputError, String(error));
    if (subject !== undefined) same(error.subject, subject, "subject");
    return error;
  };
  const rows = {
    "arguments of another type are named": () => {
      for (const bad of [undefined, null, 7, {}, "\ud800"]) {
        refuses(() => new SubscriptionState(bad, "Sandbox", "1000"), "bundleId");
        refuses(() => new SubscriptionState("a", bad, "1000"), "environment");
        refuses(() => new SubscriptionState("a", "Sandbox", bad), "originalTransactionId");
        refuses(() => SubscriptionState.fromJson(bad), "stored subscription");
        refuses(() => state().merge(bad), "other");
        refuses(() => state().apply({ kind: bad, json: "{}" }), "object.kind");
        refuses(() => state().apply({ kind: "transaction", json: bad }), "object.json");
      }
      refuses(() => state().apply("{}"), "object");
      refuses(() => state().apply({ kind: "notification", json: "{}", transaction: 7 }), "object.transaction");
      refuses(() => state().apply({ kind: "notification", json: "{}", renewalInfo: {} }), "object.renewalInfo.json");
      for (const bad of ["0", 1.5, NaN, new Date(NaN)]) {
        same(refusal(waxwing, () => state().entitlement(bad)).code, "invalid_time", "code");
      }
    },
    "an object that nobody verified is refused": () => {
      refuses(() => state().apply({ verified: false, kind: "transaction", json: "{}" }), "object");
    },
    "kinds that tell nothing of purchases are refused": () => {
      for (const kind of ["appTransaction", "realtimeRequest", "other"]) {
        same(refusal(waxwing, () => state().apply({ kind, json: "{}" })).code, "wrong_kind", "code");
      }
    },
    "now is the present unless a time is given": () => {
      for (const now of [undefined, null, Date.now()]) same(state().entitlement(now).state, "unknown", "state");
    },
    "a freed state says so": () => {
      const freed = state();
      freed.free();
      freed.free();
      for (const use of [() => freed.toJson(), () => freed.entitlement(0), () => state().merge(freed)]) {
        ok(refuses(use).found.includes("freed"), "found");
      }
    },
  };
  return Object.entries(rows).map(([name, run]) => ({ group, name, run }));
}
