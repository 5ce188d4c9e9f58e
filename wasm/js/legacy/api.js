// Everything that the entries of the slice for what is past export.

import { legacyWords } from "./legacy-words.js";
import { windowsWords } from "./windows-words.js";
import { baseWords } from "./words.js";

export * from "./base.js";
export {
  BinaryDecoder,
  FeedbackDecoder,
  encodeBinary,
  encodeErrorPacket,
  encodeFeedback,
  feedbackDropsDevice,
  parseErrorPacket,
} from "./binary.js";
export { Channel } from "./channel-uri.js";
export { MpnsNotification, MpnsReply, ServiceName, parseMpnsReply } from "./mpns.js";

/** The words that this slice knows. */
export function vocabulary() {
  return { ...baseWords(), ...windowsWords(), ...legacyWords() };
}
