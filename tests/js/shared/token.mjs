// The provider token: known byte for byte, the same everywhere within one window.

import { ok, refused, same } from "./check.mjs";

/** The P-256 key of RFC 6979 A.2.5, in the shape that Apple issues. */
export const P8 =
  "MIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQgya+p2EW6dRZrXCFXZ7HWk05Qw9s26JsSe4piKxIPZyGgCgYIKoZIzj0D" +
  "AQehRANCAARg/tS6JVqdMclh63TGNW1owEm4kjth+mzmaWIuYPKftnkD/hAIuLyZpBrp6VYovGTy8bIMLX6fUXejwpTURiKZ";
export const IDS = { keyId: "ABC123DEFG", teamId: "DEF123GHIJ" };
export const TOKEN =
  "eyJhbGciOiJFUzI1NiIsImtpZCI6IkFCQzEyM0RFRkcifQ." +
  "eyJpc3MiOiJERUYxMjNHSElKIiwiaWF0IjoxNDM3MTc5MDM2fQ." +
  "b4lLr9shLM-cGLtZv_sbcf3t0MZvu2F4_7oeucznx5OjvhsUitFqcSPyVMHDZY9QxMPPeuNEwNwObMMNSfaXzA";

export function tokenCases(waxwing) {
  const key = () => waxwing.ProviderKey.fromP8(P8, IDS);
  const rows = {
    "is known byte for byte": () => {
      const token = key().tokenIssuedAt(1437179036);
      same(token.jwt, TOKEN, "jwt");
      same(token.authorization, `bearer ${TOKEN}`, "authorization");
      same(token.issuedAt, 1437179036000, "issuedAt");
      same(token.windowEndsAt, 1437182036000, "windowEndsAt");
      same(token.expiresAt, 1437182636000, "expiresAt");
    },
    "stays the same within a window": () => {
      const first = key().tokenAt(1437177000000);
      same(key().tokenAt(first.windowEndsAt - 1).jwt, first.jwt, "jwt");
      same(key().tokenAt(new Date(1437179036000)).jwt, first.jwt, "jwt");
      ok(key().tokenAt(first.windowEndsAt).jwt !== first.jwt, "the next window has the same token");
      ok(key().tokenAt(1437177000000, { windowSeconds: 1200 }).windowEndsAt < first.windowEndsAt, "policy");
    },
    "takes the present unless told another time": () => {
      for (const token of [key().tokenAt(), key().tokenAt(undefined), key().tokenAt(null, {})]) {
        const now = Date.now();
        ok(token.issuedAt <= now && now < token.windowEndsAt + 1000, `${token.issuedAt} at ${now}`);
      }
    },
    "takes the key as bytes too": () => {
      const bytes = new TextEncoder().encode(P8);
      same(waxwing.ProviderKey.fromP8(bytes, IDS).tokenIssuedAt(1437179036).jwt, TOKEN, "jwt");
    },
    "is read from elsewhere": () => {
      const token = waxwing.ProviderToken.fromJwt(TOKEN);
      same([token.jwt, token.keyId, token.teamId], [TOKEN, IDS.keyId, IDS.teamId], "token");
      refused(waxwing, () => waxwing.ProviderToken.fromJwt("a.b"), "malformed");
    },
    "and its key stay out of what is written of them": () => {
      const secrets = [TOKEN, TOKEN.split(".")[2], P8.slice(40, 70)];
      const token = waxwing.ProviderToken.fromJwt(TOKEN);
      for (const object of [key(), token, { token, key: key() }]) {
        const shown = [String(object), JSON.stringify(object), Object.entries(object).join(), `${object.toString()}`];
        for (const secret of secrets) ok(!shown.join().includes(secret), `a secret shows in ${shown}`);
      }
      let error;
      try {
        waxwing.ProviderKey.fromP8(P8.replace("MIGT", "MIGU"), IDS);
      } catch (thrown) {
        error = thrown;
      }
      const shown = `${error?.stack}${JSON.stringify(error)}`;
      ok(error !== undefined && !shown.includes(P8.slice(40, 60)), "the key shows in an error");
    },
  };
  return Object.entries(rows).map(([name, run]) => ({ group: "provider token", name, run }));
}
