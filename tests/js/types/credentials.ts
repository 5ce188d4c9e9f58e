// A program that uses the slice for key and certificate files. It is compiled, not run.

import { CertificateScope, ProviderKey } from "waxwing";
import {
  Certificate,
  CertificateRequest,
  Contents,
  Identity,
  MalformedError,
  PrivateKey,
  UnsignedRequest,
  keyIdFromFileName,
  signingKeyPem,
  sniff,
  vocabulary,
} from "waxwing/credentials";
import type { CredentialLint, CredentialLintCode, FileFormat, PushCertificate, RequestAlgorithm } from "waxwing/credentials";

declare const file: Uint8Array;
declare function log(...said: readonly (string | number | undefined)[]): void;

export function connect(password: string): { readonly cert: string; readonly key: string } {
  using identity = Identity.fromP12(file, password);
  const lints: readonly CredentialLint[] = identity.lints({ environment: "production", topic: "com.example.app", now: new Date() });
  const fatal: CredentialLintCode | undefined = lints.find(({ isFatal }) => isFatal)?.code;
  const push: PushCertificate = identity.pushCertificate();
  const scope = new CertificateScope(push.scope());
  log(fatal, push.topics[0]?.kinds.join(), push.family, push.teamId, typeof scope, identity.certificate.daysLeft());
  const der: Uint8Array<ArrayBuffer> = identity.keyDer();
  der.fill(0);
  identity.combinedPem();
  return { cert: identity.chainPem(), key: identity.keyPem() };
}

export function open(pem: string): Certificate | undefined {
  const format: FileFormat = sniff(file).format;
  log(format, vocabulary().fileFormats[0]?.advice);
  try {
    const contents = Contents.read(pem, { password: "x", maxIterations: 10_000 }).add(Contents.read(file));
    const kinds: string[] = contents.privateKeys().map(({ kind }) => kind);
    log(...kinds, ...contents.protection);
    return contents.identity().chain[0];
  } catch (error) {
    if (error instanceof MalformedError) log(error.code);
    return Identity.fromParts(file, pem, { password: null }).others[0] ?? Identity.fromPem(pem).certificate;
  }
}

export function key(encrypted: string, name: string): ProviderKey {
  const keyId = keyIdFromFileName(name) ?? "ABC123DEFG";
  return ProviderKey.fromP8(signingKeyPem(encrypted, { password: "x" }), { keyId, teamId: "DEF123GHIJ" });
}

export function request(sign: (algorithm: RequestAlgorithm, input: Uint8Array) => Uint8Array): string {
  using own = PrivateKey.read(file);
  const request = new UnsignedRequest({ commonName: "Push", country: "DE" }, own.publicKey);
  const { pem } = request.assemble(sign(request.algorithm, request.signingInput));
  const signed: CertificateRequest = CertificateRequest.sign({ commonName: "Push" }, own);
  return pem + signed.pem + CertificateRequest.fromDer(signed.der).kind + Certificate.fromDer(file).pem;
}

export function wrong(identity: Identity) {
  // @ts-expect-error: identities come from files
  new Identity();
  // @ts-expect-error: the environments of push are in lower case
  identity.lints({ environment: "Production" });
  // @ts-expect-error: a misspelt option
  Contents.read(file, { passphrase: "x" });
  // @ts-expect-error: a request has a name
  CertificateRequest.sign({}, PrivateKey.read(file));
  // @ts-expect-error: results are not changed
  identity.chain = [];
}
