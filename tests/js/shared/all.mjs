// Every case that runs in every runtime.

import { credentialCases } from "./credentials.mjs";
import { appleMockCases, genuineCases } from "./genuine.mjs";
import { inputCases } from "./input.mjs";
import { legacyCases } from "./legacy.mjs";
import { memoryCases } from "./memory.mjs";
import { sendingCases } from "./sending.mjs";
import { stepCases } from "./steps.mjs";
import { subscriptionCases } from "./subscription.mjs";
import { tokenCases } from "./token.mjs";
import { vectorCases } from "./vectors.mjs";
import { windowsCases } from "./windows.mjs";

/** `slices` are those that have what the whole does not: by their names. */
export function allCases(waxwing, data, pages, slices) {
  return [
    ...vectorCases(waxwing, data, slices),
    ...tokenCases(waxwing),
    ...genuineCases(waxwing, data),
    ...appleMockCases(waxwing, data),
    ...inputCases(waxwing),
    ...sendingCases(waxwing),
    ...subscriptionCases(waxwing),
    ...stepCases(waxwing, data),
    ...credentialCases(slices.credentials, waxwing, data),
    ...windowsCases(slices.windows),
    ...legacyCases(slices.legacy),
    ...memoryCases(waxwing, data, pages),
  ];
}
