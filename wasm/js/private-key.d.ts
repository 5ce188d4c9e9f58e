// Private keys, and what opens files.

/** What a file is. */
export type FileFormat =
  | "archive"
  | "certificate"
  | "certificate_request"
  | "encrypted_private_key"
  | "empty"
  | "html"
  | "java_keystore"
  | "json"
  | "jws"
  | "keychain"
  | "ssh_key"
  | "pem"
  | "pkcs12"
  | "pkcs7"
  | "private_key"
  | "property_list"
  | "provisioning_profile"
  | "public_key"
  | "rich_text"
  | "text"
  | "unknown";

/** What {@link sniff} found. */
export interface Sniffed {
  readonly format: FileFormat;
  /** What it is, in words. */
  readonly description: string;
  /** The labels of its blocks, if it is PEM, in order. */
  readonly labels: readonly string[];
  /** Whether the whole of it is encoded as base64 once more, as environment variables carry `.p12` files. */
  readonly isBase64: boolean;
  /** Whether it ends before its own length says. */
  readonly isTruncated: boolean;
  /** What to do with it, as a sentence. */
  readonly advice: string;
}

/** Says what a file is by its bytes, and what to do with it. Only what is far too large (4 MiB) is refused. */
export function sniff(file: string | Uint8Array): Sniffed;

/** How a file is opened. */
export interface OpenOptions {
  /** Used where something is encrypted. For a `.p12` file, none is the same as an empty one. */
  readonly password?: string | null | undefined;
  /** The largest file, in bytes; 1 MiB unless set, and never more than 4 MiB. */
  readonly maxBytes?: number | null | undefined;
  /**
   * The most iterations of one key derivation; 1,000,000 unless set. Whoever wrote the file chose how many it takes: set this
   * where files come from others. 600,000, as NSS and Firefox write, are seconds of work here.
   */
  readonly maxIterations?: number | null | undefined;
}

/** The public side of a key. */
export interface PublicKeyFacts {
  /** What kind of key it is: `RSA 2048`, `P-256`, `Ed25519`. */
  readonly kind: string;
  /** The public key as DER `SubjectPublicKeyInfo`, as WebCrypto and `node:crypto` call `spki`. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/** What is known of a private key without the key. */
export interface KeyFacts extends PublicKeyFacts {
  /** The name that a `.p12` file gives it, for people. */
  readonly friendlyName?: string;
}

/**
 * An RSA or elliptic curve private key, wiped from the module's memory when it is freed. What the methods hand out is
 * JavaScript's, which wipes nothing by itself.
 */
export class PrivateKey implements KeyFacts {
  private constructor();
  /**
   * The one private key of a file of any kind.
   *
   * @throws {WaxwingError} as {@link Contents.read}; `missing_private_key`, `several_keys`.
   */
  static read(file: string | Uint8Array, options?: OpenOptions | null): PrivateKey;
  readonly kind: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly friendlyName?: string;
  /** The key as unencrypted PKCS#8 PEM. Secret. */
  toPem(): string;
  /** The key as unencrypted PKCS#8 DER. Secret: `fill(0)` wipes it. */
  toDer(): Uint8Array<ArrayBuffer>;
  /** Wipes the key; what is forgotten is wiped with the object itself. */
  free(): void;
  [Symbol.dispose](): void;
}

/**
 * The P-256 key of a `.p8` file in any surroundings, as the PEM that `ProviderKey.fromP8` of `waxwing` and `waxwing/push`
 * takes: encrypted, on one line out of an environment variable, as DER or base64. Secret.
 *
 * @throws {WaxwingError} as {@link PrivateKey.read}; `invalid_key_algorithm`, `invalid_key_curve`.
 */
export function signingKeyPem(file: string | Uint8Array, options?: OpenOptions | null): string;

/** The key id in the name that Apple gives a `.p8` file: `AuthKey_ABC123DEFG.p8`. */
export function keyIdFromFileName(name: string): string | undefined;
