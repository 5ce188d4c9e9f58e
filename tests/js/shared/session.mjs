// The scripts of session.json: each step is a call, and gives what `expect` lists for it.

import { ok, refusal, same } from "./check.mjs";

const POLICY = {
  window_s: "windowSeconds",
  phase_s: "phaseSeconds",
  max_streams: "maxStreams",
  reply_timeout_ms: "replyTimeoutMs",
  ping_after_ms: "pingAfterMs",
  max_connection_age_ms: "maxConnectionAgeMs",
  max_attempts: "maxAttempts",
  ambiguous_resends: "ambiguousResends",
  first_wait_ms: "firstWaitMs",
  max_wait_ms: "maxWaitMs",
  jitter_seed: "jitterSeed",
};

/** What the calls of a script give, one entry for each step. */
export function session(waxwing, vector) {
  const key = (keyId) => waxwing.ProviderKey.fromP8(vector.p8, { keyId, teamId: vector.team_id });
  const policy = Object.fromEntries(
    Object.entries(vector.policy).map(([name, value]) => {
      ok(Object.hasOwn(POLICY, name), `the policy ${name} is not known here`);
      return [POLICY[name], value];
    }),
  );
  const credentials = {
    key: () => waxwing.Session.withKey(key(vector.key_id), policy),
    certificate: () => waxwing.Session.withCertificate(policy),
  };
  ok(Object.hasOwn(credentials, vector.credential), `the credential ${vector.credential} is not known here`);
  const found = credentials[vector.credential]();
  try {
    return vector.steps.map((step) => take(waxwing, found, step, key));
  } finally {
    found.free();
  }
}

function take(waxwing, session, { call, now_ms: now, ...given }, key) {
  /** The arguments of these names, and no others. */
  const only = (...names) => {
    for (const name of Object.keys(given)) ok(names.includes(name), `${call}: the field ${name} is not known here`);
    return names.map((name) => given[name]);
  };
  switch (call) {
    case "next":
      only();
      return next(session.next(now));
    case "connected":
    case "connect_failed":
    case "resume":
      only();
      return session[{ connected: "connected", connect_failed: "connectFailed", resume: "resume" }[call]](now) ?? null;
    case "settings":
      return session.settings(...only("connection", "max_concurrent_streams"), now) ?? null;
    case "sent": {
      const [request, stream, expiresAt] = only("request", "stream", "expires_at_ms");
      try {
        return session.sent(request, { stream, expiresAt, now }) ?? null;
      } catch (error) {
        return { error: refusal(waxwing, () => { throw error; }, "sent").code };
      }
    }
    case "reply": {
      const [request, status, headers, body, registeredAt] = only("request", "status", "headers", "body", "registered_at_ms");
      const parts = { status, headers, body };
      // What was read before and what is read now are the same.
      const reply = now % 2 === 0 ? parts : waxwing.parseReply(parts);
      return end(session.reply(request, reply, { registeredAt, now }));
    }
    case "reset":
      return end(session.reset(...only("request", "error_code"), now));
    case "overdue":
      only();
      return session.overdue(now).map(end);
    case "goaway": {
      const [connection, code, last, text] = only("connection", "error_code", "last_stream_id", "debug_text");
      return session.goaway(connection, new waxwing.GoAway(code, last, text), now).map(end);
    }
    case "closed":
      return session.closed(...only("connection"), now).map(end);
    case "forget":
      return session.forget(...only("request")) ?? null;
    case "replace_key":
      return session.replaceKey(key(...only("key_id")), now) ?? null;
    case "pinged":
      return session.pinged(...only("connection"), now) ?? null;
    case "drained":
      only();
      return session.drained();
    case "ping_due_at":
    case "wake_at":
    case "in_flight":
    case "connection_number":
      only();
      return session[{ ping_due_at: "pingDueAt", wake_at: "wakeAt", in_flight: "inFlight", connection_number: "connectionNumber" }[call]];
    default:
      throw new Error(`the call ${call} is not known here`);
  }
}

function next({ action, because, room, token, at, ...others }) {
  same(others, {}, "next");
  const found = { next: action, because };
  if (room !== undefined) found.room = room;
  if (token) Object.assign(found, { issued_at_s: token.issuedAt / 1000, key_id: token.keyId });
  if (at !== undefined) found.at_ms = at;
  return found;
}

function end(outcome) {
  if (outcome === null) return null;
  ok(outcome.advice.length > 0 && outcome.scope.length > 0, "advice or scope is missing");
  same(outcome.resend, outcome.retryAfterMs !== undefined, "resend");
  return {
    request: outcome.request,
    action: outcome.action,
    fate: outcome.fate,
    attempt: outcome.attempt,
    retry_after_ms: outcome.retryAfterMs ?? null,
    new_connection: outcome.newConnection,
    may_duplicate: outcome.mayDuplicate,
  };
}
