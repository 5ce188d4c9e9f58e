// The request for one device, by waxwing and by apns2 12.2, measured in turns.
//
// apns2 builds headers and body when it sends: its own function runs against a connection that takes both and goes no
// further. waxwing makes the whole request.

import { ApnsClient, Notification as PeerNotification } from "apns2";
import { Notification, ProviderKey } from "waxwing";

const P8 = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgya+p2EW6dRZrXCFX
Z7HWk05Qw9s26JsSe4piKxIPZyGhRANCAARg/tS6JVqdMclh63TGNW1owEm4kjth
+mzmaWIuYPKftnkD/hAIuLyZpBrp6VYovGTy8bIMLX6fUXejwpTURiKZ
-----END PRIVATE KEY-----
`;
const DEVICE = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
const TURNS = 21;
const CALLS = 2000;
const LIMIT_US = 2;

function nanoseconds(work) {
  const start = process.hrtime.bigint();
  for (let call = 0; call < CALLS; call += 1) work();
  return Number(process.hrtime.bigint() - start) / CALLS;
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

const key = ProviderKey.fromP8(P8, { keyId: "ABC123DEFG", teamId: "DEF123GHIJ" });
const token = key.tokenAt(1_763_760_000_000);
const alert = { title: "Ready", body: "Your order is here" };
const push = Notification.alert("com.example.app", alert, { priority: 10 }).prepare({ environment: "production" });

const peer = new ApnsClient({
  team: "DEF123GHIJ",
  keyId: "ABC123DEFG",
  signingKey: P8,
  defaultTopic: "com.example.app",
});
const never = new Promise(() => {});
const open = peer.client;
peer.client = { request: () => never };

const own = [];
const others = [];
for (let turn = 0; turn < TURNS; turn += 1) {
  own.push(nanoseconds(() => push.request(DEVICE, token)));
  others.push(nanoseconds(() => void peer.send(new PeerNotification(DEVICE, { alert }))));
}
const [ours, theirs] = [median(own), median(others)];
console.log(
  `peer node waxwing ${ours.toFixed(0)} ns, apns2 12.2 ${theirs.toFixed(0)} ns, ${(theirs / ours).toFixed(1)} times`,
);
console.log(
  `budget prepared_request_node_us measured ${(ours / 1000).toFixed(2)} limit ${LIMIT_US.toFixed(2)} ` +
    (ours <= LIMIT_US * 1000 ? "holds" : "misses"),
);
peer.client = open;
await peer.destroy();
