// The types of the slice for key and certificate files: a module of its own, which alone has ciphers in it.

import type { CertificateFamily, CredentialLintCode } from "../certificate.js";
import type { BaseVocabulary } from "../index.js";
import type { FileFormat } from "../private-key.js";

export * from "../certificate.js";
export * from "../certificate-request.js";
export * from "../errors.js";
export * from "../identity.js";
export * from "../private-key.js";
export type * from "../time.js";

/** The words about key and certificate files. */
export interface CredentialsVocabulary {
  readonly certificateFamilies: readonly CertificateFamily[];
  readonly fileFormats: readonly { readonly name: FileFormat; readonly description: string; readonly advice: string }[];
  readonly credentialLints: readonly { readonly code: CredentialLintCode; readonly isFatal: boolean; readonly advice: string }[];
}

/** The words that this slice knows: for tables, tests and choices in forms. */
export function vocabulary(): BaseVocabulary & CredentialsVocabulary;

/** The version of waxwing. */
export function version(): string;
