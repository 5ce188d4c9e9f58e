// What files hold, and a key with its certificates.

import type { Certificate, CredentialLint, Purpose, PushCertificate } from "./certificate.js";
import type { CertificateRequest } from "./certificate-request.js";
import type { FileFormat, KeyFacts, OpenOptions, PrivateKey, PublicKeyFacts } from "./private-key.js";

/**
 * What is in one or several credential files, opened: keys, certificates, requests. Keys are shared with what is made of
 * them, and wiped from the module's memory once all of it is freed.
 *
 * ```js
 * const contents = Contents.read(cer).add(Contents.read(key, { password: "secret" }));
 * const identity = contents.identity();
 * ```
 */
export class Contents {
  /** Nothing yet. */
  constructor();
  /**
   * Opens a file of any kind: `.p8`, `.p12`, `.cer`, `.csr`, PEM with any number of blocks in any order; keys encrypted or
   * not; line ends of any kind.
   *
   * @throws {WaxwingError} what the file is instead: `java_keystore`, `provisioning_profile`, `html_page`, `unknown_file`;
   * what is wrong with it: `truncated_file`, `malformed_p12`, `malformed_pem`, `malformed_private_key`, `malformed_cert`,
   * `malformed_request`, `unsupported_private_key`; how it is protected: `password_required`, `wrong_password`,
   * `unsupported_encryption`; limits: `too_large`, `too_many_iterations`, `nested_too_deep`.
   */
  static read(file: string | Uint8Array, options?: OpenOptions | null): Contents;
  /** What each file was, in order. */
  readonly formats: readonly FileFormat[];
  /** How the files were protected, in words. */
  readonly protection: readonly string[];
  readonly certificates: readonly Certificate[];
  readonly requests: readonly CertificateRequest[];
  /** The public keys that stand alone. */
  readonly publicKeys: readonly PublicKeyFacts[];
  /** Adds what another file holds. */
  add(other: Contents): this;
  /** The private keys, each once. */
  privateKeys(): PrivateKey[];
  /**
   * The one private key.
   *
   * @throws {InputError} `missing_private_key`, `several_keys`.
   */
  privateKey(): PrivateKey;
  /**
   * The one identity in here.
   *
   * @throws {InputError} `missing_private_key`, `several_keys`, `missing_certificate`, `key_mismatch`.
   */
  identity(): Identity;
  /** Every key that has its certificate, as an identity. */
  identities(): Identity[];
  free(): void;
  [Symbol.dispose](): void;
}

/** How a `.p12` file is written. */
export interface P12Options {
  /** `modern` (unless set) is AES-256 with SHA-256; `keychain` 3DES with SHA-1, for Keychain Access, which refuses some others. */
  readonly profile?: "modern" | "keychain";
  /** 32 random bytes, new for each file. */
  readonly entropy?: Uint8Array;
}

/**
 * A private key, the certificate that is for it, and the certificates above that.
 *
 * ```js
 * using identity = Identity.fromP12(readFileSync("push.p12"), "secret");
 * for (const { code, found, advice } of identity.lints({ environment: "production" })) console.error(code, found, advice);
 * const session = connect("https://api.push.apple.com", { cert: identity.chainPem(), key: identity.keyPem() });
 * ```
 *
 * Nothing is trusted by this. The key is wiped from the module's memory when it is freed; what the methods hand out is
 * JavaScript's, which wipes nothing by itself.
 */
export class Identity {
  private constructor();
  /**
   * From a `.p12` file; without a password, the empty one.
   *
   * @throws {WaxwingError} `other_material` for another kind of file; as {@link Contents.read} and {@link Contents.identity}.
   */
  static fromP12(file: string | Uint8Array, password?: string | null): Identity;
  /**
   * From a PEM text with key and certificates in any order, such as `ck.pem`.
   *
   * @throws {WaxwingError} as {@link Contents.read} and {@link Contents.identity}.
   */
  static fromPem(pem: string | Uint8Array, options?: { readonly password?: string | null | undefined } | null): Identity;
  /**
   * From a certificate and a private key in a file each, in any of their forms.
   *
   * @throws {WaxwingError} as {@link Contents.read} and {@link Contents.identity}.
   */
  static fromParts(
    certificate: string | Uint8Array,
    key: string | Uint8Array,
    options?: { readonly password?: string | null | undefined } | null,
  ): Identity;
  /** The name that the file gives the key or its certificate, for people. */
  readonly friendlyName: string | undefined;
  /** The key, without what is secret. */
  readonly key: KeyFacts;
  /** The certificate of the key. */
  readonly certificate: Certificate;
  /** The certificate of the key, then the one that issued it, and so on, as far as they were in the files. */
  readonly chain: readonly Certificate[];
  /** The certificates that do not belong to the chain. */
  readonly others: readonly Certificate[];
  /**
   * What the certificate may push.
   *
   * @throws {WaxwingError} `not_a_push_certificate`, `malformed_cert`.
   */
  pushCertificate(): PushCertificate;
  /** The chain as PEM, the certificate of the key first. */
  chainPem(): string;
  /** The key as unencrypted PKCS#8 PEM. Secret. */
  keyPem(): string;
  /** Chain and key in one PEM text, as `ck.pem` of older guides. Secret. */
  combinedPem(): string;
  /** The chain as DER, the certificate of the key first. */
  chainDer(): Uint8Array<ArrayBuffer>[];
  /** The key as unencrypted PKCS#8 DER. Secret: `fill(0)` wipes it. */
  keyDer(): Uint8Array<ArrayBuffer>;
  /**
   * Writes key, certificate and chain as a `.p12` file. Its salts are made of `entropy`; without it, of 32 bytes of
   * `crypto.getRandomValues`, which Workers have inside handlers alone.
   *
   * @throws {InputError} `invalid_input` about `profile` or `entropy`.
   */
  toP12(password: string, options?: P12Options | null): Uint8Array<ArrayBuffer>;
  /** What is wrong with it, the worst first. */
  lints(purpose?: Purpose | null): readonly CredentialLint[];
  /** Wipes the key; what is forgotten is wiped with the object itself. */
  free(): void;
  [Symbol.dispose](): void;
}
