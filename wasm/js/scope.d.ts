// Which credential is for what.

import type { Notification, PushEnvironment } from "./notification.js";
import type { ProviderKey } from "./provider.js";

/** What Apple issued a key for. Older keys are for everything. */
export interface KeyScope {
  /** The bundle ids it is for, up to 400; all of them unless set. */
  readonly topics?: string | readonly string[];
  /** The environment it is for; both unless set. Required with `topics`. */
  readonly environment?: PushEnvironment;
}

/**
 * Keys with their scopes, of which one is chosen for each topic: the most specific, and among
 * equals the one that was added first.
 *
 * ```js
 * const ring = new KeyRing().add(teamKey).add(appKey, { topics: "com.example.app", environment: "production" });
 * ring.choose("com.example.app.voip", "production").keyId;
 * ```
 */
export class KeyRing {
  constructor();
  /**
   * Adds a key, which must not be freed while it is in use.
   *
   * @throws {InputError} `invalid_input` for what Apple does not issue: two teams, a key twice.
   * @throws {LimitError} `too_large` for more than Apple issues.
   */
  add(key: ProviderKey, scope?: KeyScope | null): this;
  /**
   * The key for a topic.
   *
   * @throws {InputError} `no_matching_key`.
   */
  choose(topic: string, environment: PushEnvironment): ProviderKey;
  /** Gives its memory back at once. The keys stay. */
  free(): void;
  [Symbol.dispose](): void;
}

/** The topics and environments that a client certificate names. */
export interface CertificateScopeOptions {
  /** The topic in its subject. */
  readonly defaultTopic: string;
  /** The other topics, with their suffixes. */
  readonly topics?: string | readonly string[];
  /** Where it is accepted; nowhere unless set. */
  readonly environments?: PushEnvironment | readonly PushEnvironment[];
}

/** What a client certificate is for; plain data, without a `free`. */
export class CertificateScope {
  /** @throws {InputError} `invalid_input`, `invalid_header_value`. */
  constructor(scope: CertificateScopeOptions);
  /**
   * Refuses a notification that the certificate is not for.
   *
   * @throws {InputError} `no_matching_key` about `environment`, `apns-push-type` or `apns-topic`.
   */
  check(notification: Notification, environment: PushEnvironment): void;
}
