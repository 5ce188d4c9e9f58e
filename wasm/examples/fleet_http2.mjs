// Pushes one alert to thousands of devices with nothing but Node, and lets the session decide about the connection: when
// to send, what to send again, when to connect anew.

import { readFileSync, writeFileSync } from "node:fs";
import { connect, constants } from "node:http2";
import { GoAway, Notification, ProviderKey, Session } from "waxwing";

const HELP = `node fleet_http2.mjs DEVICES SUMMARY

  DEVICES   a line for each device: its token in hexadecimal, a tab, and when the app registered it, in
            milliseconds since 1970
  SUMMARY   the file that is written at the end, as JSON

with these variables set:

  APNS_KEY            file of the .p8 key
  APNS_KEY_ID         its key id
  APNS_TEAM_ID        the team's id
  APNS_TOPIC          the app's bundle id
  APNS_URL            where to push to (https://api.sandbox.push.apple.com)
  APNS_CERTIFICATE    file of a certificate to trust there, PEM, for a simulator
`;

const { env } = process;
const [list, summary] = process.argv.slice(2);
const missing = ["APNS_KEY", "APNS_KEY_ID", "APNS_TEAM_ID", "APNS_TOPIC"].filter((name) => !env[name]);
if (summary === undefined || missing.length > 0) {
  console.error(`missing: ${missing.join(", ") || "DEVICES SUMMARY"}\n\n${HELP}`);
  process.exit(2);
}

const TIME_TO_CONNECT_MS = 10_000;

const url = new URL(env.APNS_URL ?? "https://api.sandbox.push.apple.com");
const ca = env.APNS_CERTIFICATE && readFileSync(env.APNS_CERTIFICATE);
const key = ProviderKey.fromP8(readFileSync(env.APNS_KEY), { keyId: env.APNS_KEY_ID, teamId: env.APNS_TEAM_ID });
// Fixed once for all devices; each one costs a path.
const push = Notification.alert(env.APNS_TOPIC, "Your order is here").prepare({ authority: url.host });
// Every device is to get it, even at the risk of two: whoever prefers one at most says 0.
const policy = { maxStreams: 300, replyTimeoutMs: 5000, firstWaitMs: 100, ambiguousResends: 10 };
const session = Session.withKey(key, policy);

const devices = readFileSync(list, "utf8").trimEnd().split("\n").map((line) => {
  const [token, registeredAt] = line.split("\t");
  return { token, registeredAt: Number(registeredAt) };
});
/** What can be sent now: places among the devices, which are also the numbers of their requests. */
const ready = [...devices.keys()];
/** The streams of requests under way. */
const streams = new Map();
/** The open connections by the session's numbers. */
const clients = new Map();
const found = { delivered: 0, removed: [], ambiguous: new Set(), gave_up: [], bad: [], connections: 0, attempts: 0 };
let ended = 0;
let connecting = false;
let timer;

await new Promise((done, fail) => {
  /** Asks the session as long as it lets something through; called after everything that happens. */
  function go() {
    try {
      session.overdue().forEach(settle);
      for (let number = session.drained(); number !== null; number = session.drained()) clients.get(number)?.close();
      if (ended === devices.length) return done();
      while (ready.length > 0 && !connecting) {
        const next = session.next();
        if (next.action === "send") {
          const client = clients.get(session.connectionNumber);
          // Node knows already what "goaway" or "close" is about to tell.
          if (client.closed || client.destroyed) break;
          for (const place of ready.splice(0, next.room)) send(client, place, next.token);
        } else if (next.action === "connect") {
          open();
        } else if (next.action === "stop") {
          throw new Error(`stopped: ${next.because}`);
        } else {
          // A reply brings us back here, or the clock.
          wakeAt(next.at);
          break;
        }
      }
      wakeAt(session.wakeAt);
    } catch (error) {
      fail(error);
    }
  }

  function wakeAt(time) {
    if (time === null || time === undefined) return;
    clearTimeout(timer);
    timer = setTimeout(go, Math.max(0, Math.min(time, session.wakeAt ?? time) - Date.now()) + 1);
  }

  function open() {
    connecting = true;
    const client = connect(url, { ca });
    const late = setTimeout(() => client.destroy(), TIME_TO_CONNECT_MS);
    let number;
    client.on("connect", () => {
      clearTimeout(late);
      connecting = false;
      number = session.connected();
      clients.set(number, client);
      found.connections += 1;
      go();
    });
    client.on("remoteSettings", ({ maxConcurrentStreams }) => {
      if (number !== undefined) session.settings(number, maxConcurrentStreams);
      go();
    });
    client.on("goaway", (code, lastStreamId, data) => {
      if (number !== undefined) session.goaway(number, new GoAway(code, lastStreamId, data)).forEach(settle);
      go();
    });
    // "close" comes after it.
    client.on("error", () => {});
    client.on("close", () => {
      clearTimeout(late);
      if (number === undefined) {
        connecting = false;
        session.connectFailed();
      } else {
        clients.delete(number);
        session.closed(number).forEach(settle);
      }
      go();
    });
  }

  function send(client, place, token) {
    const { token: device, registeredAt } = devices[place];
    const { method, path, headers, body } = push.request(device, token);
    const stream = client.request({ ":method": method, ":path": path, ...headers });
    // Before it leaves: Node writes when this is done.
    session.sent(place, { stream: stream.id });
    streams.set(place, stream);
    found.attempts += 1;

    const chunks = [];
    let reply;
    let isWhole = false;
    stream.on("response", (received) => (reply = received));
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => (isWhole = reply !== undefined));
    // "close" comes after it.
    stream.on("error", () => {});
    stream.on("close", () => {
      // One that the session has given up already?
      if (streams.get(place) !== stream) return;
      if (isWhole) {
        const parts = { status: reply[":status"], headers: reply, body: Buffer.concat(chunks) };
        settle(session.reply(place, parts, { registeredAt }));
      } else if (!client.destroyed) {
        settle(session.reset(place, stream.rstCode));
      }
      // With a connection that is gone, Node ends all its streams with the code of its GOAWAY, as if that were theirs:
      // what became of them, "goaway" and "close" tell.
      go();
    });
    stream.end(body);
  }

  /** A request has ended: send it again, or note how it went. */
  function settle({ request: place, action, fate, resend, retryAfterMs }) {
    const stream = streams.get(place);
    streams.delete(place);
    // One that is still open is overdue.
    if (stream && !stream.closed) stream.close(constants.NGHTTP2_CANCEL);
    const { token } = devices[place];
    if (fate === "ambiguous") found.ambiguous.add(token);
    if (resend) {
      const again = () => {
        ready.push(place);
        go();
      };
      setTimeout(again, retryAfterMs);
      return;
    }
    ended += 1;
    if (action === "delivered") found.delivered += 1;
    else if (action === "drop_device") found.removed.push(token);
    else if (action === "repair_pairing") found.bad.push(token);
    else found.gave_up.push(token);
  }

  go();
});

clearTimeout(timer);
for (const client of clients.values()) client.close();
writeFileSync(summary, JSON.stringify({ ...found, ambiguous: [...found.ambiguous] }));
const { delivered, removed, ambiguous, gave_up: gaveUp, attempts, connections } = found;
console.log(
  `fleet_http2: ${delivered} delivered, ${removed.length} removed, ${ambiguous.size} ambiguous, ` +
    `${gaveUp.length} given up, ${attempts} attempts on ${connections} connections`,
);
