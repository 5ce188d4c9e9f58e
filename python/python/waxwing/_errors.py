"""What can go wrong, as classes by who has to act and codes by rule."""

from __future__ import annotations

from typing import ClassVar, Literal, Tuple, Type, TypeVar

_E = TypeVar("_E", bound="WaxwingError")

Category = Literal["input", "malformed", "untrusted", "limit", "internal"]

ErrorCode = Literal[
    "invalid_input",
    "null_pointer",
    "invalid_time",
    "invalid_token_policy",
    "invalid_key",
    "invalid_key_encrypted",
    "invalid_key_kind",
    "invalid_key_algorithm",
    "invalid_key_curve",
    "invalid_key_curve_mismatch",
    "invalid_key_scalar",
    "invalid_key_public_mismatch",
    "invalid_key_count",
    "invalid_device_token",
    "invalid_header_value",
    "invalid_notification",
    "invalid_payload",
    "bad_anchor",
    "malformed",
    "invalid_base64",
    "invalid_json",
    "invalid_utf8",
    "duplicate_key",
    "malformed_cert",
    "duplicate_extension",
    "claim_type",
    "unsupported_algorithm",
    "critical_header",
    "forbidden_header",
    "missing_chain",
    "chain_length",
    "unknown_anchor",
    "issuer_mismatch",
    "bad_cert_signature",
    "algorithm_mismatch",
    "unsupported_key",
    "not_a_ca",
    "path_length",
    "key_usage",
    "leaf_is_ca",
    "unhandled_critical",
    "not_yet_valid",
    "expired",
    "leaf_marker",
    "intermediate_marker",
    "bad_signature",
    "wrong_kind",
    "wrong_bundle_id",
    "wrong_app_id",
    "wrong_environment",
    "missing_bundle_id",
    "nested_mismatch",
    "too_large",
    "too_deep",
    "payload_too_large",
    "panic",
]


class WaxwingError(Exception):
    """A refusal, with the rule that was broken.

    Its text says what it is about, the rule, what was expected and what was found. It never holds
    key bytes, tokens, payloads or device tokens. Arguments of another type than documented raise
    ``TypeError`` instead.
    """

    category: ClassVar[Category]
    """Who has to act: the same for all errors of a class."""

    code: ErrorCode
    """The rule, by its stable name."""

    number: int
    """The same as a number, as C shows it."""

    subject: str
    """What it is about: an argument, a header, a certificate, a field by its path."""

    expected: str
    """What the rule asks for."""

    found: str
    """What was there instead."""

    def __init__(
        self,
        message: str,
        code: ErrorCode,
        number: int,
        subject: str,
        expected: str,
        found: str,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.number = number
        self.subject = subject
        self.expected = expected
        self.found = found

    def __reduce__(
        self: _E,
    ) -> Tuple[Type[_E], Tuple[str, ErrorCode, int, str, str, str]]:
        # So that it passes between processes.
        values = (str(self), self.code, self.number, self.subject, self.expected, self.found)
        return type(self), values


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
