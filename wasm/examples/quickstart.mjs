import { readFileSync } from "node:fs";
import { Notification, ProviderKey, Verifier } from "waxwing";

const key = ProviderKey.fromP8(readFileSync("AuthKey_ABC123DEFG.p8"), { keyId: "ABC123DEFG", teamId: "DEF123GHIJ" });
const note = Notification.alert("com.example.app", { title: "Ready", body: "Your order is here" });
const request = note.prepare({ environment: "sandbox" }).request("00fc13adff785122b4ad28809a342098", key.tokenAt());
console.log(request.method, request.url, new TextDecoder().decode(request.body)); // for any HTTP/2 client
const verifier = new Verifier({ bundleIds: "com.example.app", environments: "Sandbox" });
try {
  const { payload, transaction } = verifier.notification(readFileSync("signed_payload.txt", "utf8").trim());
  console.log(payload.notificationType, transaction?.payload.productId);
} catch (error) {
  console.log(error.code, "-", error.message);
}
