"""The part of waxwing that is not written in Python."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, final

from typing_extensions import Self, TypeAlias

from ._arrow import ArrowTable as ArrowTable
from ._channels import (
    Broadcast as Broadcast,
    Call as Call,
    Channel as Channel,
    ChannelId as ChannelId,
    Channels as Channels,
)
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
    "Outcome",
    "Prepared",
    "ProviderKey",
    "ProviderToken",
    "PushTypeRules",
    "Reply",
    "Request",
    "Requests",
    "Session",
    "SessionPolicy",
    "Signed",
    "TokenPolicy",
    "Verdict",
    "Verifier",
    "apple_root_ca_g3",
    "error_codes",
    "header_stability",
    "lint_request",
    "names",
    "options_table",
    "root_fingerprint",
]

__version__: Final[str]

def error_codes() -> list[tuple[int, str, str]]: ...
def names() -> dict[str, list[str] | list[int]]: ...
def options_table() -> list[tuple[str, str]]: ...
def apple_root_ca_g3() -> bytes: ...
def root_fingerprint(root: bytes) -> str: ...

@final
class Verifier:
    def __new__(
        cls,
        *,
        bundle_ids: Sequence[str] | None,
        app_apple_ids: Sequence[int] | None,
        environments: Sequence[str],
        roots: Sequence[bytes] | None,
        validity: str,
        future_skew_millis: int | None,
    ) -> Self: ...
    def verify(
        self, token: str | bytes, kind: str | None, now: Time | None
    ) -> Signed: ...
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

_Certificate: TypeAlias = tuple[str, str, int, int]

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
    def transaction(self) -> Signed | None: ...
    @property
    def renewal_info(self) -> Signed | None: ...
    @property
    def app_transaction(self) -> Signed | None: ...

