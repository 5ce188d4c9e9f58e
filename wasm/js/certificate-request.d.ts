// Certificate requests: signed here, or by whoever holds the key.

import type { PrivateKey, PublicKeyFacts } from "./private-key.js";

/** The subject of a request. Apple replaces it, so it is a label for people. */
export interface RequestSubject {
  /** 1 to 64 characters. */
  readonly commonName: string;
  /** An address of visible ASCII. */
  readonly email?: string | null | undefined;
  /** Two capital letters (ISO 3166). */
  readonly country?: string | null | undefined;
}

/** A certificate request: what Apple's portal makes a certificate from; plain data, without a `free`. */
export class CertificateRequest implements PublicKeyFacts {
  private constructor();
  /**
   * Reads a request. Its signature is not checked: Apple does that.
   *
   * @throws {WaxwingError} `malformed_request`, `truncated_file`.
   */
  static fromDer(der: Uint8Array): CertificateRequest;
  /**
   * Makes and signs a request with a P-256 key: the same key and subject give the same bytes. Push certificates are usually
   * made with RSA keys: see {@link UnsignedRequest} for those.
   *
   * @throws {InputError} `invalid_input`, `invalid_key_algorithm`, `invalid_key_curve`.
   */
  static sign(subject: RequestSubject, key: PrivateKey): CertificateRequest;
  /** What kind of key it asks a certificate for. */
  readonly kind: string;
  /** The public key that it asks a certificate for, as DER `SubjectPublicKeyInfo`. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly der: Uint8Array<ArrayBuffer>;
  /** As `.certSigningRequest` files are. */
  readonly pem: string;
}

/** What the host signs a request with. */
export type RequestAlgorithm = "sha256WithRSAEncryption" | "ecdsa-with-SHA256" | "ecdsa-with-SHA384";

/**
 * A certificate request that waits for its signature: by WebCrypto, an HSM, a KMS, or anything; plain data, without a `free`.
 *
 * ```js
 * const spki = new Uint8Array(await crypto.subtle.exportKey("spki", publicKey));
 * const request = new UnsignedRequest({ commonName: "Push" }, spki);
 * const signature = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", privateKey, request.signingInput);
 * const { pem } = request.assemble(new Uint8Array(signature));
 * ```
 */
export class UnsignedRequest {
  /**
   * For the certificate of this public key, DER `SubjectPublicKeyInfo`: RSA, P-256 or P-384.
   *
   * @throws {WaxwingError} `invalid_input`, `malformed_cert`, `unsupported_private_key`.
   */
  constructor(subject: RequestSubject, publicKey: Uint8Array);
  /** What to sign with. */
  readonly algorithm: RequestAlgorithm;
  /** The bytes to sign. */
  readonly signingInput: Uint8Array<ArrayBuffer>;
  /**
   * The request with its signature. Of ECDSA both forms are taken: DER, and r and s side by side.
   *
   * @throws {InputError} `invalid_input` for a signature that cannot be one of this key.
   */
  assemble(signature: Uint8Array): CertificateRequest;
}
