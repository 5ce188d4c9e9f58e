// Errors: one class for each who has to act, one code for each rule.

/** Who has to act on an error. */
export type Category = "input" | "malformed" | "untrusted" | "limit" | "internal";

/** What went wrong, one name per rule; never reused, only added to. */
export type ErrorCode =
  | "invalid_input"
  | "null_pointer"
  | "invalid_time"
  | "invalid_token_policy"
  | "invalid_key"
  | "invalid_key_encrypted"
  | "invalid_key_kind"
  | "invalid_key_algorithm"
  | "invalid_key_curve"
  | "invalid_key_curve_mismatch"
  | "invalid_key_scalar"
  | "invalid_key_public_mismatch"
  | "invalid_key_count"
  | "invalid_device_token"
  | "invalid_header_value"
  | "invalid_notification"
  | "invalid_payload"
  | "invalid_channel_uri"
  | "wrong_channel"
  | "invalid_xml"
  | "invalid_state"
  | "no_matching_key"
  | "bad_anchor"
  | "wrong_password"
  | "password_required"
  | "missing_private_key"
  | "missing_certificate"
  | "several_keys"
  | "key_mismatch"
  | "java_keystore"
  | "provisioning_profile"
  | "html_page"
  | "unknown_file"
  | "other_material"
  | "unsupported_encryption"
  | "unsupported_private_key"
  | "not_a_push_certificate"
  | "invalid_binary_notification"
  | "malformed"
  | "invalid_base64"
  | "invalid_json"
  | "invalid_utf8"
  | "duplicate_key"
  | "malformed_cert"
  | "duplicate_extension"
  | "claim_type"
  | "malformed_p12"
  | "malformed_pem"
  | "malformed_private_key"
  | "malformed_request"
  | "truncated_file"
  | "malformed_frame"
  | "unsupported_algorithm"
  | "critical_header"
  | "forbidden_header"
  | "missing_chain"
  | "chain_length"
  | "unknown_anchor"
  | "issuer_mismatch"
  | "bad_cert_signature"
  | "algorithm_mismatch"
  | "unsupported_key"
  | "not_a_ca"
  | "path_length"
  | "key_usage"
  | "leaf_is_ca"
  | "unhandled_critical"
  | "not_yet_valid"
  | "expired"
  | "leaf_marker"
  | "intermediate_marker"
  | "signed_too_early"
  | "bad_signature"
  | "wrong_kind"
  | "wrong_bundle_id"
  | "wrong_app_id"
  | "wrong_environment"
  | "missing_bundle_id"
  | "nested_mismatch"
  | "ocsp_revoked"
  | "ocsp_unknown"
  | "ocsp_stale"
  | "ocsp_unreachable"
  | "ocsp_status"
  | "ocsp_malformed"
  | "ocsp_unauthorized"
  | "ocsp_bad_signature"
  | "ocsp_no_match"
  | "ocsp_not_yet_valid"
  | "ocsp_nonce"
  | "ocsp_unhandled_critical"
  | "ocsp_url"
  | "receipt_malformed"
  | "receipt_attribute"
  | "receipt_signer"
  | "receipt_algorithm"
  | "receipt_digest"
  | "receipt_signature"
  | "receipt_key"
  | "receipt_anchor"
  | "receipt_device_hash"
  | "too_many_iterations"
  | "nested_too_deep"
  | "too_large"
  | "too_deep"
  | "payload_too_large"
  | "notification_too_large"
  | "panic";

/**
 * Why something was refused: the rule, what it is about, what was expected and what was found.
 * Texts never hold keys, tokens, payloads or device tokens.
 *
 * ```js
 * try {
 *   verifier.notification(signedPayload);
 * } catch (error) {
 *   if (!(error instanceof WaxwingError)) throw error;
 *   console.log(error.code, error.subject, error.expected, error.found);
 * }
 * ```
 *
 * What is thrown is always one of the subclasses, by category.
 */
export class WaxwingError extends Error {
  protected constructor();
  /** The stable name of the broken rule. */
  readonly code: ErrorCode;
  /** The same as a number, as C shows it. */
  readonly number: number;
  /** Who has to act; the subclasses follow it. */
  readonly category: Category;
  /** What the error is about: an argument, a header, a certificate, a field by its path. */
  readonly subject: string;
  /** What the rule asks for. */
  readonly expected: string;
  /** What was there instead. */
  readonly found: string;
  /** Whether the same call may succeed later, as where an OCSP responder could not be reached or was busy. */
  readonly retryable: boolean;
}

/** The caller's argument is wrong. */
export class InputError extends WaxwingError {
  readonly category: "input";
}

/** The peer's bytes do not parse. */
export class MalformedError extends WaxwingError {
  readonly category: "malformed";
}

/** They parse, but do not verify. */
export class UntrustedError extends WaxwingError {
  readonly category: "untrusted";
}

/** A limit on size, depth or count was reached. */
export class LimitError extends WaxwingError {
  readonly category: "limit";
}

/** A defect in this library. */
export class InternalError extends WaxwingError {
  readonly category: "internal";
}
