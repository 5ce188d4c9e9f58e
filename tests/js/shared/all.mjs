// Every case that runs in every runtime.

import { appleMockCases, genuineCases } from "./genuine.mjs";
import { inputCases } from "./input.mjs";
import { memoryCases } from "./memory.mjs";
import { sendingCases } from "./sending.mjs";
import { stepCases } from "./steps.mjs";
import { subscriptionCases } from "./subscription.mjs";
import { tokenCases } from "./token.mjs";
import { vectorCases } from "./vectors.mjs";

/** `receipts` is the slice of that name. */
export function allCases(waxwing, data, pages, receipts) {
  return [
    ...vectorCases(waxwing, data, receipts),
    ...tokenCases(waxwing),
    ...genuineCases(waxwing, data),
    ...appleMockCases(waxwing, data),
    ...inputCases(waxwing),
    ...sendingCases(waxwing),
    ...subscriptionCases(waxwing),
    ...stepCases(waxwing, data),
    ...memoryCases(waxwing, data, pages),
  ];
}
