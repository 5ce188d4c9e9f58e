"""The part of waxwing that is not written in Python."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypedDict, final

from typing_extensions import Self, TypeAlias

from ._arrow import ArrowTable as ArrowTable
from ._channels import (
    Broadcast as Broadcast,
    Call as Call,
    Channel as Channel,
    ChannelId as ChannelId,
    Channels as Channels,
)
from ._checks import OcspRequest as OcspRequest, SignatureCheck as SignatureCheck
from ._credentials import (
    CertificateScope as CertificateScope,
    KeyRing as KeyRing,
    KeyScope as KeyScope,
    ProviderKey as ProviderKey,
    ProviderToken as ProviderToken,
    TokenPolicy as TokenPolicy,
)
from ._errors import WaxwingError
from ._notification import (
    Cut as Cut,
    Lint as Lint,
    Notification as Notification,
    PushTypeRules as PushTypeRules,
    header_stability as header_stability,
    lint_request as lint_request,
)
from ._request import (
    DeviceToken as DeviceToken,
    Endpoint as Endpoint,
    Prepared as Prepared,
    Reply as Reply,
    Request as Request,
    Requests as Requests,
    Verdict as Verdict,
)
from ._session import (
    Backoff as Backoff,
    GoAway as GoAway,
    Next as Next,
    Outcome as Outcome,
    Session as Session,
    SessionPolicy as SessionPolicy,
)
from ._time import Time

__all__ = [
    "__version__",
    "ArrowTable",
    "Backoff",
    "Broadcast",
    "Call",
    "CertificateScope",
    "Channel",
    "ChannelId",
    "Channels",
    "Cut",
    "DeviceToken",
    "Endpoint",
    "GoAway",
    "KeyRing",
    "KeyScope",
    "Lint",
    "Next",
    "Notification",
    "OcspRequest",
    "Outcome",
    "PendingVerification",
    "Prepared",
    "ProviderKey",
    "ProviderToken",
    "PushTypeRules",
    "Receipt",
    "ReceiptVerifier",
    "Reply",
    "Request",
    "Requests",
    "Session",
    "SessionPolicy",
    "SignatureCheck",
    "Signed",
    "SubscriptionState",
    "TokenPolicy",
    "Unverified",
    "Verdict",
    "Verifier",
    "app_receipt_transaction_id",
    "apple_root_ca_g3",
    "binary",
    "credentials",
    "decode_unverified",
    "error_codes",
    "header_stability",
    "lint_request",
    "mpns",
    "names",
    "notification_facts",
    "options_table",
    "root_fingerprint",
    "transaction_receipt_transaction_id",
    "windows",
    "wns",
]

__version__: Final[str]

# Its classes have stubs of their own, beside the modules that show them.
binary: Any
credentials: Any
mpns: Any
windows: Any
wns: Any

def error_codes() -> list[tuple[int, str, str]]: ...
def names() -> dict[str, list[str] | list[int]]: ...
def options_table() -> list[tuple[str, str]]: ...
def apple_root_ca_g3() -> bytes: ...
def root_fingerprint(root: bytes) -> str: ...
def app_receipt_transaction_id(receipt: str | bytes) -> str | None: ...
def transaction_receipt_transaction_id(receipt: str | bytes) -> str | None: ...

@final
class ReceiptVerifier:
    def __new__(
        cls,
        *,
        bundle_ids: Sequence[str] | None,
        environments: Sequence[str],
        roots: Sequence[bytes],
        root_sha256: Sequence[bytes],
        xcode_certificates: Sequence[bytes],
        sha256_only: bool,
        future_skew_millis: int | None,
    ) -> Self: ...
    def verify(self, receipt: str | bytes, now: Time | None) -> Receipt: ...

@final
class Receipt:
    @property
    def json(self) -> dict[str, Any]: ...
    @property
    def verified_environment(self) -> str: ...
    @property
    def created_at(self) -> int: ...
    @property
    def checked_at(self) -> int: ...
    @property
    def leaf_valid_until(self) -> int: ...
    @property
    def leaf_expired_since(self) -> bool: ...
    @property
    def digest(self) -> str: ...
    @property
    def chain(self) -> tuple[_Certificate, _Certificate, _Certificate]: ...
    def verify_device_hash(self, guid: bytes) -> None: ...

@final
class Verifier:
    def __new__(
        cls,
        *,
        bundle_ids: Sequence[str] | None,
        app_apple_ids: Sequence[int] | None,
        environments: Sequence[str],
        roots: Sequence[bytes] | None,
        xcode_certificates: Sequence[bytes],
        validity: str,
        future_skew_millis: int | None,
        oldest_signing_time: Time | None,
        revocation: str,
        ocsp_hosts: Sequence[str],
        ocsp_max_age_millis: int | None,
        cached_chains: int | None,
        without_key_tables: bool,
    ) -> Self: ...
    def verify(
        self,
        token: str | bytes,
        kind: str | None,
        now: Time | None,
        ocsp_answers: Iterable[bytes] | None = None,
    ) -> Signed: ...
    def begin(self, token: str | bytes, kind: str | None) -> PendingVerification: ...
    def ocsp_requests(self, token: str | bytes, now: Time | None) -> list[OcspRequest]: ...
    def verify_many(
        self,
        tokens: Iterable[str | bytes],
        kind: str | None,
        now: Time | None,
        threads: int | None,
    ) -> list[Signed | WaxwingError]: ...
    def verify_arrow(
        self, data: object, kind: str | None, now: Time | None, threads: int | None
    ) -> ArrowTable: ...

@final
class PendingVerification:
    @property
    def checks(self) -> list[SignatureCheck]: ...
    def ocsp_requests(
        self, outcomes: Iterable[bool], /, *, now: Time | None = None
    ) -> list[OcspRequest]: ...
    def finish(
        self, outcomes: Iterable[bool], now: Time | None, ocsp_answers: Iterable[bytes]
    ) -> Signed: ...

@final
class Unverified:
    @property
    def kind(self) -> str: ...
    @property
    def raw(self) -> str: ...
    @property
    def json(self) -> dict[str, Any]: ...

def decode_unverified(token: str | bytes, kind: str | None) -> Unverified: ...

@final
class SubscriptionState:
    def __new__(
        cls, bundle_id: str, environment: str, original_transaction_id: str
    ) -> Self: ...
    @staticmethod
    def from_json(stored: str) -> SubscriptionState: ...
    def to_json(self) -> str: ...
    @staticmethod
    def id_of(event: object) -> str | None: ...
    @property
    def bundle_id(self) -> str: ...
    @property
    def environment(self) -> str: ...
    @property
    def original_transaction_id(self) -> str: ...
    def apply(self, event: object) -> str: ...
    def merge(self, other: SubscriptionState) -> str: ...
    def entitlement(self, now: Time | None) -> dict[str, Any]: ...
    def renewal(self) -> dict[str, Any] | None: ...
    def periods(self) -> list[dict[str, Any]]: ...
    def last_notice(self) -> dict[str, Any] | None: ...
    def __eq__(self, value: object, /) -> bool: ...

class _NotificationFacts(TypedDict):
    deduplication_key: str | None
    ordering_key: tuple[int | None, str | None]
    meaning: dict[str, str] | None

def notification_facts(raw: str) -> _NotificationFacts: ...

_Certificate: TypeAlias = tuple[str, str, int, int, str]
_Status: TypeAlias = tuple[str, int | None, str | None, int | None]

@final
class Signed:
    @property
    def kind(self) -> str: ...
    @property
    def raw(self) -> str: ...
    @property
    def json(self) -> dict[str, Any]: ...
    @property
    def signed_at(self) -> int: ...
    @property
    def leaf_valid_until(self) -> int: ...
    @property
    def leaf_expired_since(self) -> bool: ...
    @property
    def checked_at(self) -> int: ...
    @property
    def verified_environment(self) -> str: ...
    @property
    def verified_bundle_id(self) -> str | None: ...
    @property
    def verified_app_apple_id(self) -> int | None: ...
    @property
    def chain(self) -> tuple[_Certificate, _Certificate, _Certificate]: ...
    @property
    def revocation(self) -> tuple[_Status, _Status, int | None] | None: ...
    @property
    def transaction(self) -> Signed | None: ...
    @property
    def renewal_info(self) -> Signed | None: ...
    @property
    def app_transaction(self) -> Signed | None: ...

