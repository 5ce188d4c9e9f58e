import { readFileSync } from "node:fs";
import { Identity, sniff } from "waxwing/credentials";

const file = readFileSync("push.p12");
console.log(sniff(file).description); // whatever its name says
const identity = Identity.fromP12(file, "secret");
const { defaultTopic, environments } = identity.pushCertificate();
console.log(defaultTopic, environments.join(" "), identity.key.kind);
for (const { code, found, advice } of identity.lints({ environment: "production" })) console.log(code, found, advice);
const tls = { cert: identity.chainPem(), key: identity.keyPem() }; // for connect() of node:http2, or any other TLS stack
console.log(Object.values(tls).map((pem) => pem.split("\n")[0]).join(" "));
