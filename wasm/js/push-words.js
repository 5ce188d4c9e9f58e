// The words about pushing.

import { pushVocabulary } from "./waxwing.js";
import { call } from "./errors.js";

export function pushWords() {
  const { notificationOptions, ...words } = JSON.parse(call(pushVocabulary));
  const camel = (name) => name.replaceAll(/_([a-z])/g, (_, letter) => letter.toUpperCase());
  return { ...words, notificationOptions: notificationOptions.map(({ name, kind }) => ({ name: camel(name), kind })) };
}
