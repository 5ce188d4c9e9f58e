// Pushes an alert with a client certificate over node:http2: certificate and key of a .p12 file go from memory into TLS.

import { readFileSync } from "node:fs";
import { connect } from "node:http2";
import { Identity } from "waxwing/credentials";
import { CertificateScope, Notification, Session, parseReply } from "waxwing/push";

const HELP = `node push_certificate.mjs, with these variables set:

  APNS_P12            file of the certificate with its key
  APNS_P12_PASSWORD   its password
  APNS_DEVICE_TOKEN   whom to push to, in hexadecimal; several with commas between them
  APNS_ENVIRONMENT    sandbox (unless set) or production
  APNS_TOPIC          the app's bundle id (the certificate's own topic)
  APNS_URL            where to push to in the place of Apple, for a simulator
  APNS_CERTIFICATE    file of a certificate to trust there, PEM

It ends with 0 if all were accepted, 1 if any was not, 2 if nothing could be sent.
`;

const { env } = process;
const missing = ["APNS_P12", "APNS_DEVICE_TOKEN"].filter((name) => !env[name]);
if (process.argv.length > 2 || missing.length > 0) {
  const wantsHelp = process.argv[2] === "--help";
  console[wantsHelp ? "log" : "error"](wantsHelp ? HELP : `missing: ${missing.join(", ")}\n\n${HELP}`);
  process.exit(wantsHelp ? 0 : 2);
}

const environment = env.APNS_ENVIRONMENT ?? "sandbox";
const identity = Identity.fromP12(readFileSync(env.APNS_P12), env.APNS_P12_PASSWORD);

// What is wrong with the certificate, before it becomes silence: an expired one is refused in the TLS handshake, where
// nobody says why.
const may = identity.pushCertificate();
const topic = env.APNS_TOPIC ?? may.defaultTopic;
const lints = identity.lints({ environment, topic });
for (const { code, found, advice } of lints) console.log(`${code}: ${found}. ${advice}`);
if (lints.some(({ isFatal }) => isFatal)) fail("nothing can be pushed with this certificate");

// What may be wrong with the notification shows here, also whether the certificate may push it.
const note = Notification.alert(topic, { title: "Ready", body: "Your order is here" });
new CertificateScope(may.scope()).check(note, environment);
const authority = env.APNS_URL && new URL(env.APNS_URL).host;
const push = note.prepare(authority ? { authority } : { environment });

const session = Session.withCertificate();
const left = env.APNS_DEVICE_TOKEN.split(",").map((device, number) => ({ device, number }));
let client;
let allAccepted = true;
while (left.length > 0) {
  const next = session.next();
  if (next.action === "connect") {
    client?.close();
    client = connect(`https://${push.authority}`, {
      ca: env.APNS_CERTIFICATE && readFileSync(env.APNS_CERTIFICATE),
      cert: identity.chainPem(),
      key: identity.keyPem(),
    });
    client.on("error", () => {}); // the request under way tells of it
    session.connected();
  } else if (next.action === "send") {
    // One request follows the other here; fleet_http2.mjs has them side by side.
    const { device, number } = left.shift();
    session.sent(number);
    // With TLS 1.3 it is only here that a certificate is refused by the handshake.
    const reply = parseReply(await send(push.request(device, null)).catch((error) => fail(`no answer: ${error.message}`)));
    const outcome = session.reply(number, reply);
    console.log(`${reply.status} ${reply.reason ?? "accepted"} ${reply.apnsId ?? ""}`);
    console.log(`  ${outcome.action} (${outcome.scope}): ${outcome.advice}`);
    if (outcome.resend) left.push({ device, number });
    else allAccepted &&= reply.isSuccess;
  } else if (next.action === "wait_until") {
    await new Promise((done) => setTimeout(done, next.at - Date.now()));
  } else {
    fail(`${left.length} not sent, because: ${next.because}`);
  }
}
client?.close();
identity.free(); // wipes the key; the text that TLS has is JavaScript's
process.exitCode = allAccepted ? 0 : 1;

function fail(why) {
  console.error(why);
  process.exit(2);
}

/** Sends a request of waxwing and gives the parts of the reply. */
function send({ method, path, headers, body }) {
  return new Promise((done, refuse) => {
    const stream = client.request({ ":method": method, ":path": path, ...headers });
    const chunks = [];
    let reply;
    stream.on("response", (received) => (reply = received));
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("error", refuse);
    stream.on("close", () => {
      if (reply === undefined) refuse(new Error("the connection ended without a reply"));
      else done({ status: reply[":status"], headers: reply, body: Buffer.concat(chunks) });
    });
    stream.end(body);
  });
}
