// What there is for pushing.

import { headerStability as readStability, pushTypes as readPushTypes } from "./waxwing.js";
import { call } from "./errors.js";
import { text } from "./input.js";

export { ProviderKey, ProviderToken, deviceToken } from "./provider.js";
export { Notification, Prepared, Priority, lintRequest } from "./notification.js";
export { Broadcast, Call, Channels, channelId } from "./channels.js";
export { CertificateScope, KeyRing } from "./scope.js";
export { Reply, parseReply } from "./reply.js";
export { GoAway, backoff } from "./goaway.js";
export { Session } from "./session.js";

/** What each push type asks for. */
export function pushTypes() {
  return JSON.parse(call(readPushTypes));
}

/** How often the value of a header changes. */
export function headerStability(name) {
  const given = text(name, "name");
  return call(() => readStability(given));
}
