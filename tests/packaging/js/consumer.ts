// A user of the installed package. It is compiled, not run.

import { Notification, ProviderKey, UntrustedError, Verifier, parseReply } from "waxwing";
import type { PushRequest, VerifiedNotification } from "waxwing";
import { init } from "waxwing/slim";

export async function push(p8: string, device: string): Promise<string> {
  using key = ProviderKey.fromP8(p8, { keyId: "ABC123DEFG", teamId: "DEF123GHIJ" });
  const note = Notification.alert("com.example.app", { title: "Ready" }, { badge: 1, priority: 10 });
  const request: PushRequest = note.prepare({ environment: "production" }).request(device, key.tokenAt());
  const response = await fetch(request.url, request);
  const body = new Uint8Array(await response.arrayBuffer());
  return parseReply({ status: response.status, headers: response.headers, body }).verdict().action;
}

export function verify(signedPayload: string): VerifiedNotification | undefined {
  try {
    return new Verifier({ bundleIds: "com.example.app", environments: "Sandbox" }).notification(signedPayload);
  } catch (error) {
    if (error instanceof UntrustedError) console.error(error.code, error.subject);
    return undefined;
  }
}

export async function load(url: URL): Promise<void> {
  await init(fetch(url));
}
