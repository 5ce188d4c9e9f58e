// Everything that the entries of the slice for push to Windows export.

import { windowsWords } from "./windows-words.js";
import { wnsWords } from "./wns-words.js";
import { baseWords } from "./words.js";

export * from "./base.js";
export { Channel } from "./channel-uri.js";
export { Notification, Reply, ToastRemoval, parseReply } from "./wns.js";
export { AccessToken, TokenRequest, parseTokenReply } from "./wns-token.js";

/** The words that this slice knows. */
export function vocabulary() {
  return { ...baseWords(), ...windowsWords(), ...wnsWords() };
}
