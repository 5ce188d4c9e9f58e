"""What can go wrong, as classes by who has to act and codes by rule."""

from __future__ import annotations

from typing import ClassVar, Final, Tuple, Type, TypeVar

_E = TypeVar("_E", bound="WaxwingError")

class ErrorCode:
    """The rules that can be broken, by their stable names. There may be more in later versions."""

    INVALID_INPUT: Final = "invalid_input"
    NULL_POINTER: Final = "null_pointer"
    INVALID_TIME: Final = "invalid_time"
    INVALID_TOKEN_POLICY: Final = "invalid_token_policy"
    INVALID_STATE: Final = "invalid_state"
    INVALID_KEY: Final = "invalid_key"
    INVALID_KEY_ENCRYPTED: Final = "invalid_key_encrypted"
    INVALID_KEY_KIND: Final = "invalid_key_kind"
    INVALID_KEY_ALGORITHM: Final = "invalid_key_algorithm"
    INVALID_KEY_CURVE: Final = "invalid_key_curve"
    INVALID_KEY_CURVE_MISMATCH: Final = "invalid_key_curve_mismatch"
    INVALID_KEY_SCALAR: Final = "invalid_key_scalar"
    INVALID_KEY_PUBLIC_MISMATCH: Final = "invalid_key_public_mismatch"
    INVALID_KEY_COUNT: Final = "invalid_key_count"
    NO_MATCHING_KEY: Final = "no_matching_key"
    INVALID_DEVICE_TOKEN: Final = "invalid_device_token"
    INVALID_HEADER_VALUE: Final = "invalid_header_value"
    INVALID_NOTIFICATION: Final = "invalid_notification"
    INVALID_PAYLOAD: Final = "invalid_payload"
    INVALID_CHANNEL_URI: Final = "invalid_channel_uri"
    WRONG_CHANNEL: Final = "wrong_channel"
    INVALID_XML: Final = "invalid_xml"
    BAD_ANCHOR: Final = "bad_anchor"
    WRONG_PASSWORD: Final = "wrong_password"
    PASSWORD_REQUIRED: Final = "password_required"
    MISSING_PRIVATE_KEY: Final = "missing_private_key"
    MISSING_CERTIFICATE: Final = "missing_certificate"
    SEVERAL_KEYS: Final = "several_keys"
    KEY_MISMATCH: Final = "key_mismatch"
    JAVA_KEYSTORE: Final = "java_keystore"
    PROVISIONING_PROFILE: Final = "provisioning_profile"
    HTML_PAGE: Final = "html_page"
    UNKNOWN_FILE: Final = "unknown_file"
    OTHER_MATERIAL: Final = "other_material"
    UNSUPPORTED_ENCRYPTION: Final = "unsupported_encryption"
    UNSUPPORTED_PRIVATE_KEY: Final = "unsupported_private_key"
    NOT_A_PUSH_CERTIFICATE: Final = "not_a_push_certificate"
    INVALID_BINARY_NOTIFICATION: Final = "invalid_binary_notification"
    MALFORMED: Final = "malformed"
    INVALID_BASE64: Final = "invalid_base64"
    INVALID_JSON: Final = "invalid_json"
    INVALID_UTF8: Final = "invalid_utf8"
    DUPLICATE_KEY: Final = "duplicate_key"
    MALFORMED_CERT: Final = "malformed_cert"
    DUPLICATE_EXTENSION: Final = "duplicate_extension"
    CLAIM_TYPE: Final = "claim_type"
    MALFORMED_P12: Final = "malformed_p12"
    MALFORMED_PEM: Final = "malformed_pem"
    MALFORMED_PRIVATE_KEY: Final = "malformed_private_key"
    MALFORMED_REQUEST: Final = "malformed_request"
    TRUNCATED_FILE: Final = "truncated_file"
    MALFORMED_FRAME: Final = "malformed_frame"
    UNSUPPORTED_ALGORITHM: Final = "unsupported_algorithm"
    CRITICAL_HEADER: Final = "critical_header"
    FORBIDDEN_HEADER: Final = "forbidden_header"
    MISSING_CHAIN: Final = "missing_chain"
    CHAIN_LENGTH: Final = "chain_length"
    UNKNOWN_ANCHOR: Final = "unknown_anchor"
    ISSUER_MISMATCH: Final = "issuer_mismatch"
    BAD_CERT_SIGNATURE: Final = "bad_cert_signature"
    ALGORITHM_MISMATCH: Final = "algorithm_mismatch"
    UNSUPPORTED_KEY: Final = "unsupported_key"
    NOT_A_CA: Final = "not_a_ca"
    PATH_LENGTH: Final = "path_length"
    KEY_USAGE: Final = "key_usage"
    LEAF_IS_CA: Final = "leaf_is_ca"
    UNHANDLED_CRITICAL: Final = "unhandled_critical"
    NOT_YET_VALID: Final = "not_yet_valid"
    EXPIRED: Final = "expired"
    LEAF_MARKER: Final = "leaf_marker"
    INTERMEDIATE_MARKER: Final = "intermediate_marker"
    SIGNED_TOO_EARLY: Final = "signed_too_early"
    BAD_SIGNATURE: Final = "bad_signature"
    WRONG_KIND: Final = "wrong_kind"
    WRONG_BUNDLE_ID: Final = "wrong_bundle_id"
    WRONG_APP_ID: Final = "wrong_app_id"
    WRONG_ENVIRONMENT: Final = "wrong_environment"
    MISSING_BUNDLE_ID: Final = "missing_bundle_id"
    NESTED_MISMATCH: Final = "nested_mismatch"
    OCSP_REVOKED: Final = "ocsp_revoked"
    OCSP_UNKNOWN: Final = "ocsp_unknown"
    OCSP_STALE: Final = "ocsp_stale"
    OCSP_UNREACHABLE: Final = "ocsp_unreachable"
    OCSP_STATUS: Final = "ocsp_status"
    OCSP_MALFORMED: Final = "ocsp_malformed"
    OCSP_UNAUTHORIZED: Final = "ocsp_unauthorized"
    OCSP_BAD_SIGNATURE: Final = "ocsp_bad_signature"
    OCSP_NO_MATCH: Final = "ocsp_no_match"
    OCSP_NOT_YET_VALID: Final = "ocsp_not_yet_valid"
    OCSP_NONCE: Final = "ocsp_nonce"
    OCSP_UNHANDLED_CRITICAL: Final = "ocsp_unhandled_critical"
    OCSP_URL: Final = "ocsp_url"
    RECEIPT_MALFORMED: Final = "receipt_malformed"
    RECEIPT_ATTRIBUTE: Final = "receipt_attribute"
    RECEIPT_SIGNER: Final = "receipt_signer"
    RECEIPT_ALGORITHM: Final = "receipt_algorithm"
    RECEIPT_DIGEST: Final = "receipt_digest"
    RECEIPT_SIGNATURE: Final = "receipt_signature"
    RECEIPT_KEY: Final = "receipt_key"
    RECEIPT_ANCHOR: Final = "receipt_anchor"
    RECEIPT_DEVICE_HASH: Final = "receipt_device_hash"
    TOO_MANY_ITERATIONS: Final = "too_many_iterations"
    NESTED_TOO_DEEP: Final = "nested_too_deep"
    TOO_LARGE: Final = "too_large"
    TOO_DEEP: Final = "too_deep"
    PAYLOAD_TOO_LARGE: Final = "payload_too_large"
    NOTIFICATION_TOO_LARGE: Final = "notification_too_large"
    PANIC: Final = "panic"


class WaxwingError(Exception):
    """A refusal, with the rule that was broken.

    Its text says what it is about, the rule, what was expected and what was found. It never holds
    key bytes, tokens, payloads or device tokens. Arguments of another type than documented raise
    ``TypeError`` instead.
    """

    category: ClassVar[str]
    """Who has to act, the same for all errors of a class: ``input``, ``malformed``, ``untrusted``,
    ``limit`` or ``internal``."""

    code: str
    """The rule, one of :class:`ErrorCode`."""

    number: int
    """The same as a number, as C shows it."""

    subject: str
    """What it is about: an argument, a header, a certificate, a field by its path."""

    expected: str
    """What the rule asks for."""

    found: str
    """What was there instead."""

    retryable: bool
    """Whether the same call may succeed later with an answer that is asked for anew, as where an
    OCSP responder could not be reached."""

    def __init__(
        self,
        message: str,
        code: str,
        number: int,
        subject: str,
        expected: str,
        found: str,
        retryable: bool = False,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.number = number
        self.subject = subject
        self.expected = expected
        self.found = found
        self.retryable = retryable

    def __reduce__(
        self: _E,
    ) -> Tuple[Type[_E], Tuple[str, str, int, str, str, str, bool]]:
        # So that it passes between processes.
        said = (str(self), self.code, self.number, self.subject, self.expected, self.found)
        return type(self), (*said, self.retryable)


class InputError(WaxwingError, ValueError):
    """An argument is wrong: correct the program that calls."""

    category = "input"


class MalformedError(WaxwingError, ValueError):
    """What came from outside does not parse."""

    category = "malformed"


class UntrustedError(WaxwingError):
    """What came from outside parses, but does not verify: do not use it."""

    category = "untrusted"


class LimitError(WaxwingError):
    """A limit on size, depth or count was reached."""

    category = "limit"


class InternalError(WaxwingError):
    """A defect of this library: please report it."""

    category = "internal"
