import { Verifier, WaxwingError } from "waxwing/verify";

const verifier = new Verifier({ bundleIds: "com.example.app", environments: "Sandbox" });
export default {
  async fetch(request) {
    try {
      const { signedPayload } = await request.json();
      const { payload, transaction } = await verifier.verifyAsync(signedPayload, { kind: "notification" });
      return Response.json({ type: payload.notificationType, product: transaction?.payload.productId });
    } catch (error) {
      if (!(error instanceof WaxwingError)) throw error;
      return Response.json({ error: error.code, message: error.message }, { status: 400 });
    }
  },
};
