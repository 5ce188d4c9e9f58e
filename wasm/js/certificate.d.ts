// Certificates, and what one for push may do.

import type { PushEnvironment, PushType } from "./notification.js";
import type { CertificateScopeOptions } from "./scope.js";
import type { Time } from "./time.js";

/** What a {@link CredentialLint} is about. */
export type CredentialLintCode =
  | "expired"
  | "expires_soon"
  | "incomplete_chain"
  | "missing_mac"
  | "not_for_push"
  | "not_for_clients"
  | "not_yet_valid"
  | "old_signature"
  | "several_certificates"
  | "topic_absent"
  | "unrelated_certificates"
  | "unused_password"
  | "weak_encryption"
  | "weak_key"
  | "wrong_environment";

/** Something that stops pushes, or that will. */
export interface CredentialLint {
  readonly code: CredentialLintCode;
  /** What was found: a date, a topic, an environment. */
  readonly found: string;
  /** Whether nothing can be pushed as it is. */
  readonly isFatal: boolean;
  /** What to do, as a sentence. */
  readonly advice: string;
}

/** What something is going to be used for; what is not known is not checked. */
export interface Purpose {
  /** Connections to this environment. */
  readonly environment?: PushEnvironment | null | undefined;
  /** Notifications for this topic, with its suffix if it has one. */
  readonly topic?: string | null | undefined;
  /** The present; `Date.now()` at the time of the call unless given. */
  readonly now?: Time | null | undefined;
}

/**
 * A certificate as it stands in a file: RSA or of any elliptic curve; plain data, without a `free`.
 *
 * Reading believes nothing: it is the server that decides about a client's certificate.
 */
export class Certificate {
  private constructor();
  /**
   * Reads a DER certificate, as a `.cer` file of Apple's is.
   *
   * @throws {WaxwingError} `malformed_cert`, `duplicate_extension`, `truncated_file`, `too_large`.
   */
  static fromDer(der: Uint8Array): Certificate;
  /** The name that a `.p12` file gives it, for people. */
  readonly friendlyName?: string;
  /** The subject's common name, for display. */
  readonly commonName?: string;
  readonly issuerCommonName?: string;
  /** The subject's UID: of a push certificate, its topic. */
  readonly userId?: string;
  /** The subject's organizational unit: of Apple's certificates, the team id. */
  readonly organizationalUnit?: string;
  /** The first moment of validity, in milliseconds. */
  readonly notBefore: number;
  /** The last moment of validity, in milliseconds. */
  readonly notAfter: number;
  /** What kind of key it is for: `RSA 2048`, `P-256`. */
  readonly keyKind: string;
  /** The public key that it is for, as DER `SubjectPublicKeyInfo`. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** Its fingerprint, in hexadecimal. */
  readonly sha256: string;
  /** The same as older tools show it. */
  readonly sha1: string;
  /** Whether it names itself as its issuer, as roots do. */
  readonly isSelfIssued: boolean;
  /** Whether it may be shown as a client in a TLS handshake. */
  readonly isForClients: boolean;
  /** Whether it was signed over SHA-1 or MD5, which TLS stacks refuse by now. */
  readonly hasOldSignature: boolean;
  /** The bytes as received. */
  readonly der: Uint8Array<ArrayBuffer>;
  readonly pem: string;
  /** How many whole days are left; negative once it has expired. */
  daysLeft(now?: Time | null): number;
  /**
   * What it may push.
   *
   * @throws {WaxwingError} `not_a_push_certificate`, `malformed_cert`.
   */
  pushCertificate(): PushCertificate;
  /** What is wrong with it, the worst first. */
  lints(purpose?: Purpose | null): readonly CredentialLint[];
}

/** What its common name says that a push certificate is, for display. */
export type CertificateFamily = "universal" | "sandbox" | "production" | "voip" | "watchkit" | "website" | "wallet" | "mdm" | "other";

/** What a push certificate may do, by its extensions; plain data. */
export class PushCertificate {
  private constructor();
  /** The topic that APNs assumes without `apns-topic`. */
  readonly defaultTopic: string;
  /** Every topic, the default one among them, and what each is for: `app`, `voip`, `complication`. */
  readonly topics: readonly { readonly topic: string; readonly kinds: readonly string[] }[];
  /** The environments that it is for; none in one that Apple did not issue for push. */
  readonly environments: readonly PushEnvironment[];
  readonly teamId?: string;
  readonly family: CertificateFamily;
  /** The push types that one of its topics is for. */
  readonly pushTypes: readonly PushType[];
  /** Whether every request has to say its topic, because there are several. */
  readonly needsTopicHeader: boolean;
  /**
   * The same as what `new CertificateScope(scope)` of `waxwing` and `waxwing/push` takes.
   *
   * @throws {InputError} `not_a_push_certificate` for one without an environment.
   */
  scope(): CertificateScopeOptions;
}
