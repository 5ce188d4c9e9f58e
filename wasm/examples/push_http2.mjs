// Pushes an alert over HTTP/2 with nothing but Node, and prints what APNs answers and what to do about it.

import { readFileSync } from "node:fs";
import { connect } from "node:http2";
import { Notification, ProviderKey, parseReply } from "waxwing";

const HELP = `node push_http2.mjs, with these variables set:

  APNS_KEY            file of the .p8 key
  APNS_KEY_ID         its key id
  APNS_TEAM_ID        the team's id
  APNS_TOPIC          the app's bundle id
  APNS_DEVICE_TOKEN   whom to push to, in hexadecimal; several with commas between them
  APNS_URL            where to push to (https://api.sandbox.push.apple.com)
  APNS_CERTIFICATE    file of a certificate to trust there, PEM, for a simulator
`;

const { env } = process;
const missing = ["APNS_KEY", "APNS_KEY_ID", "APNS_TEAM_ID", "APNS_TOPIC", "APNS_DEVICE_TOKEN"].filter((name) => !env[name]);
if (process.argv.length > 2 || missing.length > 0) {
  const wantsHelp = process.argv[2] === "--help";
  console[wantsHelp ? "log" : "error"](wantsHelp ? HELP : `missing: ${missing.join(", ")}\n\n${HELP}`);
  process.exit(wantsHelp ? 0 : 2);
}

const url = new URL(env.APNS_URL ?? "https://api.sandbox.push.apple.com");
const key = ProviderKey.fromP8(readFileSync(env.APNS_KEY), { keyId: env.APNS_KEY_ID, teamId: env.APNS_TEAM_ID });
const push = Notification.alert(env.APNS_TOPIC, { title: "Ready", body: "Your order is here" }, { sound: "default" })
  .prepare({ authority: url.host });

// One connection for all devices: APNs takes many pushes at once on it, and dislikes many connections.
const client = connect(url, { ca: env.APNS_CERTIFICATE && readFileSync(env.APNS_CERTIFICATE) });
client.on("error", (error) => {
  console.error(`${url.host}: ${error.message}`);
  process.exitCode = 1;
});
try {
  for (const device of env.APNS_DEVICE_TOKEN.split(",")) {
    const token = key.tokenAt();
    const sentAt = Date.now();
    const reply = parseReply(await send(push.request(device, token)));
    const verdict = reply.verdict({ sentAt, tokenIssuedAt: token.issuedAt });
    console.log(`${reply.status} ${reply.reason ?? "accepted"} ${reply.apnsId ?? ""}`);
    const wait = verdict.retryAfterSeconds === undefined ? "" : ` after ${verdict.retryAfterSeconds} s`;
    console.log(`  ${verdict.action}${wait} (${verdict.scope}): ${verdict.advice}`);
    if (verdict.newConnection) break;
  }
} finally {
  client.close();
}

/** Sends a request of waxwing and gives the parts of the reply. */
function send({ method, path, headers, body }) {
  return new Promise((done, fail) => {
    const stream = client.request({ ":method": method, ":path": path, ...headers });
    const chunks = [];
    let reply;
    stream.on("response", (received) => (reply = received));
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("error", fail);
    stream.on("close", () => {
      if (reply === undefined) fail(new Error("the connection ended without a reply"));
      else done({ status: reply[":status"], headers: reply, body: Buffer.concat(chunks) });
    });
    stream.end(body);
  });
}
