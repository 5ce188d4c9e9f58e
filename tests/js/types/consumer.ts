// A program that uses everything, as a user would write it. It is compiled, not run.

import {
  Broadcast,
  Call,
  CertificateScope,
  Channels,
  GoAway,
  InputError,
  KeyRing,
  MalformedError,
  Notification,
  Prepared,
  Priority,
  ProviderKey,
  ProviderToken,
  Reply,
  Session,
  SubscriptionState,
  UntrustedError,
  Verifier,
  WaxwingError,
  backoff,
  channelId,
  decodeUnverified,
  deviceToken,
  headerStability,
  lintRequest,
  parseReply,
  pushTypes,
  version,
  vocabulary,
} from "waxwing";
import type {
  Action,
  CallRequest,
  ErrorCode,
  FetchLike,
  NotificationType,
  PushRequest,
  Transaction,
  Verdict,
  Verified,
  VerifiedNotification,
  VerifiedObject,
  VerifiedTransaction,
} from "waxwing";
import { init, initSync, Verifier as SlimVerifier } from "waxwing/slim";

const verifier = new Verifier({
  bundleIds: ["com.example.app"],
  environments: ["Sandbox", "Production"],
  appAppleIds: 1234567890,
  roots: [new Uint8Array(3)],
  validity: "check_time",
  futureSkewMs: 1000,
});

function verify(signed: string | Uint8Array): string | undefined {
  const found: VerifiedNotification = verifier.notification(signed, { now: new Date(0) });
  const type: NotificationType | undefined = found.payload.notificationType;
  const product: string | undefined = found.transaction?.payload.productId;
  const price: number | undefined = found.transaction?.payload.price;
  const until: string = new Date(found.chain.leaf.notAfter).toISOString();
  const transaction: VerifiedTransaction | Verified<"transaction", Transaction> | undefined = found.transaction;
  return [type, product, price, until, transaction?.json].join();
}

/** `kind` tells the objects apart. */
function whatever(object: VerifiedObject): string | undefined {
  switch (object.kind) {
    case "notification":
      return object.payload.notificationUUID ?? object.renewalInfo?.payload.autoRenewProductId;
    case "transaction":
      return object.payload.transactionId;
    case "renewalInfo":
      return object.payload.originalTransactionId;
    case "appTransaction":
      return object.payload.receiptType;
    case "realtimeRequest":
      return object.payload.requestIdentifier;
    default: {
      const none: never = object;
      return none;
    }
  }
}

function push(p8: Uint8Array): PushRequest {
  using key = ProviderKey.fromP8(p8, { keyId: "ABC123DEFG", teamId: "DEF123GHIJ" });
  const token: ProviderToken = key.tokenAt(Date.now(), { windowSeconds: 2400, phaseSeconds: 60 });
  const note = new Notification({
    pushType: "alert",
    topic: "com.example.app",
    alert: { title: "Ready", locKey: "READY", locArgs: ["7"] },
    sound: { critical: true, name: "siren.aiff", volume: 0.5 },
    priority: Priority.immediate,
    expiration: new Date(),
    interruptionLevel: "time-sensitive",
    custom: { order: 42, nested: { list: [null] } },
  });
  const prepared: Prepared = note.prepare({ environment: "production", port: 2197 });
  const other: Prepared = Notification.background("com.example.app").prepare({ authority: "localhost:8443" });
  other.request(deviceToken(new Uint8Array([1, 2])), null);
  const request = prepared.request("00fc13adff785122", token);
  const headers: Record<string, string> = request.headers;
  const body: Uint8Array = request.body;
  return { ...request, headers, body: new Uint8Array(body) };
}

function judge(response: { status: number; headers: Record<string, string | string[] | undefined> }): Action {
  const reply: Reply = parseReply({ ...response, body: new Uint8Array() });
  parseReply({ status: 200, headers: [["apns-id", "A"]], body: "{}" });
  parseReply({ status: 200, headers: new Map([["apns-id", "A"]]) });
  const verdict: Verdict = reply.verdict({ registeredAt: 0, sentAt: new Date(), tokenIssuedAt: null });
  if (reply.reason === "Unregistered" && verdict.since !== undefined) verdict.since.toFixed();
  return verdict.action;
}

function session(key: ProviderKey, prepared: Prepared): number | undefined {
  using own: Session<number> = Session.withKey(key, { maxStreams: 500, windowSeconds: 2400, jitterSeed: 7 });
  const wide: Session<bigint> = Session.withCertificate<bigint>();
  const whole: bigint | undefined = wide.reset(7n)?.request;
  const connection = own.connected();
  own.settings(connection, 1000);
  const next = own.next();
  switch (next.action) {
    case "send":
      own.sent(1, { stream: 1, expiresAt: new Date() });
      for (const request of prepared.requests(["00"], next.token)) request.device.toUpperCase();
      break;
    case "wait_until":
      return next.at + next.because.length;
    case "connect":
    case "await_reply":
    case "stop":
      return undefined;
    default: {
      const none: never = next;
      return none;
    }
  }
  const outcome = own.reply(1, { status: 200 }, { registeredAt: 0 });
  if (outcome?.resend) return outcome.retryAfterMs;
  const lost = own.goaway(connection, new GoAway(0, 1, new Uint8Array()));
  return lost[0]?.request ?? own.wakeAt ?? backoff(2, { jitterPermille: 500 }) + Number(whole);
}

function broadcast(key: ProviderKey, token: ProviderToken): CallRequest[] {
  const channels = new Channels("com.example.app", { environment: "sandbox" });
  const calls: Call[] = [channels.create("no_storage", { requestId: "x" }), channels.read(channelId("AA==")), channels.list()];
  const push = new Broadcast("AA==", { topic: "com.example.app", event: "end", timestamp: 0, priority: 5, expiration: new Date() });
  calls.push(push.prepare({ environment: "sandbox" }));
  const reply: Reply = parseReply({ status: 200 });
  const ids: string[] = reply.channelIds();
  const policy: "no_storage" | "most_recent" | undefined = reply.channel().storagePolicy;
  new KeyRing().add(key).choose(ids[0] ?? "com.example.app", "sandbox").free();
  const note = Notification.liveActivity("com.example.app", "update", new Date(), { policy }, { staleDate: 0, fit: "/aps/alert" });
  new CertificateScope({ defaultTopic: "com.example.app", environments: ["sandbox"] }).check(note, "sandbox");
  const advice = [...note.lints, ...lintRequest({ "apns-topic": "a" }, "{}")].map((lint) => lint.advice);
  const always: string = pushTypes()[0]?.priority ?? headerStability(advice.join());
  return calls.map((call) => call.request(always === "any" ? token : null));
}

function explain(error: unknown): ErrorCode | undefined {
  if (error instanceof UntrustedError || error instanceof MalformedError) {
    const category: "untrusted" | "malformed" = error.category;
    return category === "untrusted" ? error.code : undefined;
  }
  if (error instanceof InputError) error.subject.toUpperCase();
  return error instanceof WaxwingError && error.number > 0 ? error.code : undefined;
}

/** In steps, by the host, with what may be asked. */
async function steps(signed: string, fetch: FetchLike): Promise<string | undefined> {
  const careful = new Verifier({ bundleIds: "com.example.app", environments: ["Sandbox"], revocation: "soft" });
  const found: VerifiedNotification = await careful.verifyAsync(signed, { kind: "notification", fetch });
  const any = await careful.verifyAsync(signed);
  const pending = careful.begin(signed, { kind: "transaction" });
  const good = pending.checks.map(({ curve, hash }) => curve === "P-256" && hash === "SHA-256");
  for (const { method, url, body } of pending.ocspRequests(good)) console(method, url, body.length);
  const transaction: string | undefined = pending.finish(good, { ocspAnswers: [new Uint8Array(0)] }).payload.productId;
  const unverified = decodeUnverified(signed, "renewalInfo");
  const never: false = unverified.verified;
  const state = new SubscriptionState("com.example.app", "Sandbox", "1000");
  state.apply(found);
  if (any.kind === "transaction" && state.apply(any) === "changed") return state.entitlement().productId;
  // @ts-expect-error: nobody vouches for it
  if (never) state.apply(unverified);
  return found.revocation?.leaf.reason ?? transaction;
}
declare function console(...said: readonly (string | number)[]): void;
void steps;

async function slim(response: Promise<Uint8Array>): Promise<SlimVerifier> {
  await init(response);
  initSync(await response);
  return new SlimVerifier({ environments: "Sandbox", dangerousAnyBundleId: true });
}

function wrong(key: ProviderKey, note: Notification) {
  // @ts-expect-error: environments are required
  new Verifier({ bundleIds: "com.example.app" });
  // @ts-expect-error: nobody signs there
  new Verifier({ bundleIds: "com.example.app", environments: "LocalTesting" });
  // @ts-expect-error: a misspelt option
  new Verifier({ bundleId: "com.example.app", environments: "Sandbox" });
  // @ts-expect-error: a token has no say in its time
  verifier.notification("a.b.c", 0);
  // @ts-expect-error: a text is no token
  note.prepare({ environment: "sandbox" }).request("00", "bearer x");
  // @ts-expect-error: no token at all must be said
  note.prepare({ environment: "sandbox" }).request("00");
  // @ts-expect-error: the environments of push are in lower case
  note.prepare({ environment: "Sandbox" });
  // @ts-expect-error: either a host of Apple's or another
  note.prepare({ environment: "sandbox", authority: "localhost" });
  // @ts-expect-error: a broadcast does not start anything
  new Broadcast("AA==", { topic: "com.example.app", event: "start", priority: 10, expiration: 0 });
  // @ts-expect-error: a broadcast has an expiration
  new Broadcast("AA==", { topic: "com.example.app", event: "end", priority: 10 });
  // @ts-expect-error: numbers of one type
  Session.withCertificate<bigint>().sent(7);
  // @ts-expect-error: keys come from files
  new ProviderKey();
  // @ts-expect-error: results are not changed
  key.keyId = "";
  // @ts-expect-error: no push type of Apple's
  new Notification({ pushType: "silent", topic: "com.example.app" });
  // @ts-expect-error: no priority of Apple's
  Notification.alert("com.example.app", "Hello", { priority: 7 });
}

export { broadcast, explain, session, judge, push, slim, verify, version, vocabulary, whatever, wrong };
