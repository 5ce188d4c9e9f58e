// Everything that the entries of the slice for key and certificate files export.

import { credentialsWords } from "./credentials-words.js";
import { baseWords } from "./words.js";

export * from "./base.js";
export { Certificate, PushCertificate } from "./certificate.js";
export { CertificateRequest, UnsignedRequest } from "./certificate-request.js";
export { Contents, Identity } from "./identity.js";
export { PrivateKey, keyIdFromFileName, signingKeyPem, sniff } from "./private-key.js";

/** The words that this slice knows. */
export function vocabulary() {
  return { ...baseWords(), ...credentialsWords() };
}
