// Everything that all entries export.

import {
  headerStability as readStability,
  pushTypes as readPushTypes,
  version as readVersion,
  vocabulary as readVocabulary,
} from "./waxwing.js";
import { call } from "./errors.js";
import { text } from "./input.js";

export { WaxwingError, InputError, MalformedError, UntrustedError, LimitError, InternalError } from "./errors.js";
export { Verifier } from "./verifier.js";
export { ProviderKey, ProviderToken, deviceToken } from "./provider.js";
export { Notification, Prepared, Priority, lintRequest } from "./notification.js";
export { Broadcast, Call, Channels, channelId } from "./channels.js";
export { CertificateScope, KeyRing } from "./scope.js";
export { Reply, parseReply } from "./reply.js";
export { GoAway, backoff } from "./goaway.js";
export { Session } from "./session.js";

/** The version of waxwing. */
export function version() {
  return call(readVersion);
}

/** The words that this version knows. */
export function vocabulary() {
  const { notificationOptions, ...words } = JSON.parse(call(readVocabulary));
  const camel = (name) => name.replaceAll(/_([a-z])/g, (_, letter) => letter.toUpperCase());
  return { ...words, notificationOptions: notificationOptions.map(({ name, kind }) => ({ name: camel(name), kind })) };
}

/** What each push type asks for. */
export function pushTypes() {
  return JSON.parse(call(readPushTypes));
}

/** How often the value of a header changes. */
export function headerStability(name) {
  const given = text(name, "name");
  return call(() => readStability(given));
}
