"""What the App Store signs: verified, typed, and told apart.

Signed bytes, a policy and a time go in; a typed payload comes out, or the exact reason why not.

>>> from waxwing import UntrustedError, MalformedError, app_store
>>> verifier = app_store.Verifier(bundle_ids="com.example.app", environments="Sandbox")
>>> try:
...     verifier.notification("not.a.token")
... except (MalformedError, UntrustedError) as error:
...     print(error.code)
invalid_base64

Times are integers of milliseconds since 1970; :func:`waxwing.to_datetime` makes dates of them.
"""

from __future__ import annotations

import enum
from dataclasses import FrozenInstanceError, fields, is_dataclass
from typing import (
    Any,
    Callable,
    Dict,
    Final,
    Generic,
    Iterable,
    List,
    Mapping,
    NamedTuple,
    NoReturn,
    Optional,
    Protocol,
    Tuple,
    Type,
    TypeVar,
    Union,
    cast,
)

from . import _waxwing
from ._arrow import ArrowTable
from ._errors import WaxwingError
from ._payloads import (
    AdvancedCommerceDescriptors,
    AdvancedCommerceOffer,
    AdvancedCommerceOfferPeriod,
    AdvancedCommerceOfferReason,
    AdvancedCommercePeriod,
    AdvancedCommercePriceIncreaseInfo,
    AdvancedCommercePriceIncreaseStatus,
    AdvancedCommerceRefund,
    AdvancedCommerceRefundReason,
    AdvancedCommerceRefundType,
    AdvancedCommerceRenewalInfo,
    AdvancedCommerceRenewalItem,
    AdvancedCommerceTransactionInfo,
    AdvancedCommerceTransactionItem,
    AppTransaction,
    AutoRenewStatus,
    BillingPlanType,
    ConsumptionRequestReason,
    Environment,
    ExpirationIntent,
    ExternalPurchaseToken,
    ExternalPurchaseTokenType,
    InAppOwnershipType,
    NotificationAppData,
    NotificationData,
    NotificationPayload,
    NotificationSummary,
    NotificationType,
    OfferDiscountType,
    OfferType,
    PriceIncreaseStatus,
    ProductType,
    PurchasePlatform,
    RealtimeRequest,
    RenewalCommitmentInfo,
    RenewalInfo,
    RevocationReason,
    RevocationType,
    Status,
    Subtype,
    Transaction,
    TransactionCommitmentInfo,
    TransactionReason,
)
from ._time import Time

__all__ = [
    "APPLE_ROOT_CA_G3_DER",
    "DANGEROUS_ANY",
    "AdvancedCommerceDescriptors",
    "AdvancedCommerceOffer",
    "AdvancedCommerceOfferPeriod",
    "AdvancedCommerceOfferReason",
    "AdvancedCommercePeriod",
    "AdvancedCommercePriceIncreaseInfo",
    "AdvancedCommercePriceIncreaseStatus",
    "AdvancedCommerceRefund",
    "AdvancedCommerceRefundReason",
    "AdvancedCommerceRefundType",
    "AdvancedCommerceRenewalInfo",
    "AdvancedCommerceRenewalItem",
    "AdvancedCommerceTransactionInfo",
    "AdvancedCommerceTransactionItem",
    "AppTransaction",
    "ArrowArrayExportable",
    "ArrowStreamExportable",
    "ArrowTable",
    "AutoRenewStatus",
    "BillingPlanType",
    "Certificate",
    "Chain",
    "ConsumptionRequestReason",
    "Environment",
    "ExpirationIntent",
    "ExternalPurchaseToken",
    "ExternalPurchaseTokenType",
    "InAppOwnershipType",
    "Kind",
    "Notification",
    "NotificationAppData",
    "NotificationData",
    "NotificationPayload",
    "NotificationSummary",
    "NotificationType",
    "OfferDiscountType",
    "OfferType",
    "PriceIncreaseStatus",
    "ProductType",
    "PurchasePlatform",
    "RealtimeRequest",
    "RenewalCommitmentInfo",
    "RenewalInfo",
    "Result",
    "RevocationReason",
    "RevocationType",
    "SignedObject",
    "Status",
    "Subtype",
    "Transaction",
    "TransactionCommitmentInfo",
    "TransactionReason",
    "Validity",
    "Verified",
    "VerifiedAppTransaction",
    "VerifiedRealtimeRequest",
    "VerifiedRenewalInfo",
    "VerifiedTransaction",
    "Verifier",
]

APPLE_ROOT_CA_G3_DER: Final = _waxwing.apple_root_ca_g3()
"""Apple Root CA - G3, the root that a verifier trusts unless told otherwise."""


class _Any(enum.Enum):
    DANGEROUS_ANY = "any"

    def __repr__(self) -> str:
        return self.name


DANGEROUS_ANY: Final = _Any.DANGEROUS_ANY
"""In place of ids: any. Dangerous, as whoever can get Apple to sign an object for an app of their
own can have it accepted."""


class Kind:
    """The kinds of object that the App Store signs."""

    NOTIFICATION: Final = "notification"
    TRANSACTION: Final = "transaction"
    RENEWAL_INFO: Final = "renewalInfo"
    APP_TRANSACTION: Final = "appTransaction"
    REALTIME_REQUEST: Final = "realtimeRequest"


class Validity:
    """At which time certificates must be valid."""

    SIGNING_TIME: Final = "signing_time"
    """When the object was signed, by its own signing date, as Apple's libraries do offline.
    Stored objects stay verifiable after their leaf expired."""

    CHECK_TIME: Final = "check_time"
    """At the time of check. Objects older than the leaf's lifetime are refused."""


class Certificate(NamedTuple):
    """What is worth telling about a certificate."""

    common_name: str
    """The subject's common name; empty if it has none."""

    serial: str
    """The serial number in lower-case hexadecimal."""

    not_before: int
    """The first moment of validity."""

    not_after: int
    """The last moment of validity."""


class Chain(NamedTuple):
    """The three certificates that vouch for an object."""

    leaf: Certificate
    """The certificate whose key signed the object."""

    intermediate: Certificate
    """Its issuer."""

    root: Certificate
    """The pinned root."""


_P = TypeVar("_P")
_P_co = TypeVar("_P_co", covariant=True)
_V = TypeVar("_V", bound="Verified[Any]")


class Verified(Generic[_P]):
    """Under which circumstances a payload verified.

    A verified object is its payload: it has the payload's fields, and these beside them. It
    equals another one with an equal payload.
    """

    payload: _P
    """The payload alone."""

    kind: str
    """The kind of object, one of :class:`Kind`."""

    raw: str
    """The payload's JSON, exactly as it was signed."""

    json: Mapping[str, Any]
    """The payload as JSON with every field, known or not; known dates as whole milliseconds."""

    signed_at: int
    """When Apple signed it."""

    leaf_valid_until: int
    """Until when the certificate that signed it is valid."""

    leaf_expired_since: bool
    """Whether that certificate has expired since. That is normal for stored objects: Apple's
    signing certificates last about two years."""

    checked_at: int
    """The time that was given, or read, as now."""

    verified_environment: str
    """Which of the expected environments it belongs to."""

    verified_bundle_id: Optional[str]
    """Which of the expected bundle ids it belongs to, if this kind names one."""

    verified_app_apple_id: Optional[int]
    """The App Store id it names, if it names one. Compared in production only."""

    chain: Chain
    """The certificates that vouch for it."""

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __repr__(self) -> str:
        return _shown(self, type(self).__name__)


def _shown(value: Any, name: Optional[str] = None) -> str:
    """A payload as its class shows it, but for the fields that it does not have."""
    if isinstance(value, tuple):
        return f"({', '.join(map(_shown, value))},)"
    if not is_dataclass(value):
        return repr(value)
    present = (
        f"{field.name}={_shown(getattr(value, field.name))}"
        for field in fields(value)
        if getattr(value, field.name) is not None
    )
    return f"{name or type(value).__name__}({', '.join(present)})"


class VerifiedTransaction(Verified[Transaction], Transaction):
    """A transaction that verified."""


class VerifiedRenewalInfo(Verified[RenewalInfo], RenewalInfo):
    """Renewal info that verified."""


class VerifiedAppTransaction(Verified[AppTransaction], AppTransaction):
    """An app transaction that verified."""


class VerifiedRealtimeRequest(Verified[RealtimeRequest], RealtimeRequest):
    """A request of the Retention Messaging API that verified."""


class Notification(Verified[NotificationPayload], NotificationPayload):
    """A notification that verified, with everything nested in it: each part verified for itself
    and found to belong to the envelope."""

    transaction: Optional[VerifiedTransaction]
    """The transaction out of ``data.signedTransactionInfo``."""

    renewal_info: Optional[VerifiedRenewalInfo]
    """The renewal info out of ``data.signedRenewalInfo``."""

    app_transaction: Optional[VerifiedAppTransaction]
    """The app transaction out of ``appData.signedAppTransactionInfo``."""


SignedObject = Union[
    Notification,
    VerifiedTransaction,
    VerifiedRenewalInfo,
    VerifiedAppTransaction,
    VerifiedRealtimeRequest,
]
"""A verified object of any kind."""


class _PayloadType(Protocol[_P_co]):
    def from_json(self, value: Mapping[str, Any]) -> _P_co: ...


def _verified(
    type_: Type[_V], payload_type: _PayloadType[object], signed: _waxwing.Signed
) -> _V:
    payload = payload_type.from_json(signed.json)
    leaf, intermediate, root = signed.chain
    made = type_.__new__(type_)
    # Both are frozen, so not by attribute.
    made.__dict__.update(
        payload.__dict__,
        payload=payload,
        kind=signed.kind,
        raw=signed.raw,
        json=signed.json,
        signed_at=signed.signed_at,
        leaf_valid_until=signed.leaf_valid_until,
        leaf_expired_since=signed.leaf_expired_since,
        checked_at=signed.checked_at,
        verified_environment=signed.verified_environment,
        verified_bundle_id=signed.verified_bundle_id,
        verified_app_apple_id=signed.verified_app_apple_id,
        chain=Chain(Certificate(*leaf), Certificate(*intermediate), Certificate(*root)),
    )
    return made


def _transaction(signed: _waxwing.Signed) -> VerifiedTransaction:
    return _verified(VerifiedTransaction, Transaction, signed)


def _renewal_info(signed: _waxwing.Signed) -> VerifiedRenewalInfo:
    return _verified(VerifiedRenewalInfo, RenewalInfo, signed)


def _app_transaction(signed: _waxwing.Signed) -> VerifiedAppTransaction:
    return _verified(VerifiedAppTransaction, AppTransaction, signed)


def _realtime_request(signed: _waxwing.Signed) -> VerifiedRealtimeRequest:
    return _verified(VerifiedRealtimeRequest, RealtimeRequest, signed)


def _notification(signed: _waxwing.Signed) -> Notification:
    made = _verified(Notification, NotificationPayload, signed)
    transaction, renewal_info = signed.transaction, signed.renewal_info
    app_transaction = signed.app_transaction
    made.__dict__.update(
        transaction=transaction and _transaction(transaction),
        renewal_info=renewal_info and _renewal_info(renewal_info),
        app_transaction=app_transaction and _app_transaction(app_transaction),
    )
    return made


_READERS: Final[Mapping[str, Callable[[_waxwing.Signed], SignedObject]]] = {
    Kind.NOTIFICATION: _notification,
    Kind.TRANSACTION: _transaction,
    Kind.RENEWAL_INFO: _renewal_info,
    Kind.APP_TRANSACTION: _app_transaction,
    Kind.REALTIME_REQUEST: _realtime_request,
}

class ArrowArrayExportable(Protocol):
    """Anything that hands out an Arrow array (the Arrow PyCapsule interface)."""

    def __arrow_c_array__(
        self, requested_schema: Optional[object] = None
    ) -> Tuple[object, object]: ...


class ArrowStreamExportable(Protocol):
    """Anything that hands out a stream of Arrow arrays (the Arrow PyCapsule interface)."""

    def __arrow_c_stream__(self, requested_schema: Optional[object] = None) -> object: ...


class Result:
    """What became of one of many: a verified object or an error.

    Neither true nor false, so that a refused object cannot pass for a verified one: ask ``ok``.
    """

    __slots__ = ("_found", "_value")

    _found: Union[_waxwing.Signed, WaxwingError, None]
    _value: Optional[SignedObject]

    def __init__(self, found: Union[_waxwing.Signed, WaxwingError, SignedObject]) -> None:
        verified = isinstance(found, Verified)
        self._found = None if verified else cast("Union[_waxwing.Signed, WaxwingError]", found)
        self._value = cast("SignedObject", found) if verified else None

    @property
    def ok(self) -> bool:
        """Whether it verified."""
        return not isinstance(self._found, WaxwingError)

    @property
    def value(self) -> Optional[SignedObject]:
        """The verified object, if there is one. Its class and its ``kind`` tell what it is."""
        # Made when it is first asked for: of many, not all may be read.
        if self._value is None and isinstance(self._found, _waxwing.Signed):
            self._value = _READERS[self._found.kind](self._found)
        return self._value

    @property
    def error(self) -> Optional[WaxwingError]:
        """Why it did not verify, if it did not: what a call for this one would have raised.
        For what is neither ``str`` nor ``bytes`` it is an error too, with the code
        ``invalid_input``."""
        return self._found if isinstance(self._found, WaxwingError) else None

    def __bool__(self) -> NoReturn:
        raise TypeError("a Result is neither true nor false: ask its .ok")

    def __repr__(self) -> str:
        shown = f"error={self.error!r}" if not self.ok else f"value={self.value!r}"
        return f"Result(ok={self.ok}, {shown})"

    def __reduce__(self) -> Tuple[Any, ...]:
        return Result, (self.value if self.ok else self.error,)


class Verifier:
    """Verifies what the App Store signed: chain to a pinned root, marker extensions, dates,
    signature, and that the object is meant for this app.

    Holds policy only: make one, share it between threads, send it to other processes. Verifiers
    with the same policy are equal.

    ``bundle_ids`` are the apps whose objects are accepted, ``app_apple_ids`` their App Store ids,
    which production asks for and sandbox ignores; :data:`DANGEROUS_ANY` in place of either
    accepts all. ``environments`` are ``"Sandbox"``, ``"Production"`` or both. ``roots`` are DER
    certificates to trust instead of Apple Root CA - G3. ``validity`` is one of :class:`Validity`.
    ``future_skew_millis`` is how far a signing date may lie in the future, a minute unless given.
    Each takes one value or several.

    Every method takes the signed text as ``str`` or ``bytes``, and the time of check as
    milliseconds since 1970 or an aware ``datetime``; without it, the clock is read. What does not
    verify raises :class:`waxwing.MalformedError`, :class:`waxwing.UntrustedError` or
    :class:`waxwing.LimitError`. An error of a nested object names its path first, as in
    ``data.signedTransactionInfo: leaf certificate``.
    """

    __slots__ = ("_core", "_policy")

    def __init__(
        self,
        *,
        bundle_ids: Union[str, Iterable[str], _Any],
        environments: Union[str, Iterable[str]],
        app_apple_ids: Union[int, Iterable[int], _Any] = (),
        roots: Union[bytes, Iterable[bytes], None] = None,
        validity: str = Validity.SIGNING_TIME,
        future_skew_millis: Optional[int] = None,
    ) -> None:
        policy: Dict[str, Any] = {
            "bundle_ids": _several("bundle_ids", bundle_ids, str),
            "environments": _several("environments", environments, str),
            "app_apple_ids": _several("app_apple_ids", app_apple_ids, int),
            "roots": None if roots is None else _several("roots", roots, bytes),
            "validity": validity,
            "future_skew_millis": future_skew_millis,
        }
        any_as_none: Dict[str, Any] = {
            name: None if value is DANGEROUS_ANY else value for name, value in policy.items()
        }
        self._core: Final = _waxwing.Verifier(**any_as_none)
        self._policy: Final[Dict[str, Any]] = {
            name: tuple(sorted(set(value))) if isinstance(value, tuple) else value
            for name, value in policy.items()
        }

    def notification(
        self, signed_payload: Union[str, bytes], /, *, now: Optional[Time] = None
    ) -> Notification:
        """Verifies a notification and every object nested in it.

        ``signed_payload`` is the string in the field ``signedPayload`` of the body that Apple
        posts.
        """
        return _notification(self._core.verify(signed_payload, Kind.NOTIFICATION, now))

    def transaction(
        self, signed: Union[str, bytes], /, *, now: Optional[Time] = None
    ) -> VerifiedTransaction:
        """Verifies a transaction (``signedTransactionInfo``)."""
        return _transaction(self._core.verify(signed, Kind.TRANSACTION, now))

    def renewal_info(
        self, signed: Union[str, bytes], /, *, now: Optional[Time] = None
    ) -> VerifiedRenewalInfo:
        """Verifies renewal info (``signedRenewalInfo``).

        It names no app, so only the environment is compared.
        """
        return _renewal_info(self._core.verify(signed, Kind.RENEWAL_INFO, now))

    def app_transaction(
        self, signed: Union[str, bytes], /, *, now: Optional[Time] = None
    ) -> VerifiedAppTransaction:
        """Verifies an app transaction (``signedAppTransactionInfo``, or a device's
        AppTransaction)."""
        return _app_transaction(self._core.verify(signed, Kind.APP_TRANSACTION, now))

    def realtime_request(
        self, signed_payload: Union[str, bytes], /, *, now: Optional[Time] = None
    ) -> VerifiedRealtimeRequest:
        """Verifies a request of the Retention Messaging API (``signedPayload``).

        It names no bundle id, so App Store id and environment are compared.
        """
        return _realtime_request(self._core.verify(signed_payload, Kind.REALTIME_REQUEST, now))

    def any(
        self, signed: Union[str, bytes], /, *, now: Optional[Time] = None
    ) -> SignedObject:
        """Verifies an object of any kind; its class and its ``kind`` tell which it is."""
        verified = self._core.verify(signed, None, now)
        return _READERS[verified.kind](verified)

    def verify_many(
        self,
        tokens: Iterable[Union[str, bytes]],
        /,
        *,
        kind: Optional[str] = None,
        now: Optional[Time] = None,
        threads: Optional[int] = None,
    ) -> List[Result]:
        """Verifies many objects of one kind, or of any, on several threads and without the
        interpreter's lock.

        Gives a :class:`Result` for each, in their order; one that is refused stops no other. All
        are checked against the same time. ``kind`` is one of :class:`Kind`; ``threads`` is as
        many as the machine runs at the same time unless given.

        >>> verifier = Verifier(bundle_ids="com.example.app", environments="Sandbox")
        >>> [(result.ok, result.error.code) for result in verifier.verify_many(["not.a.token", None])]
        [(False, 'invalid_base64'), (False, 'invalid_input')]
        """
        return [Result(found) for found in self._core.verify_many(tokens, kind, now, threads)]

    def verify_arrow(
        self,
        data: Union[ArrowStreamExportable, ArrowArrayExportable],
        /,
        *,
        kind: Optional[str] = None,
        now: Optional[Time] = None,
        threads: Optional[int] = None,
    ) -> ArrowTable:
        """Verifies a column of signed texts, and gives a table with a row for each.

        ``data`` is a column of texts or bytes, or a table with just one such column, of any
        library that speaks the Arrow PyCapsule interface: pyarrow, Polars, DuckDB and others.
        The result speaks it too; see :class:`ArrowTable`. A stream is read chunk by chunk, so
        that not all of it has to be in memory. Where the column is null, so is each column of
        the result. ``kind``, ``now`` and ``threads`` are as for :meth:`verify_many`.

        What cannot be read raises ``TypeError``, what contradicts Arrow's specification
        :class:`waxwing.InputError`, and a stream that fails ``OSError`` with its own words.
        """
        return self._core.verify_arrow(data, kind, now, threads)

    @property
    def root_fingerprints(self) -> Tuple[str, ...]:
        """The SHA-256 of each trusted root, in hexadecimal."""
        roots = self._policy["roots"]
        ders = (APPLE_ROOT_CA_G3_DER,) if roots is None else roots
        return tuple(_waxwing.root_fingerprint(der) for der in ders)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Verifier):
            return NotImplemented
        return self._policy == other._policy

    def __hash__(self) -> int:
        return hash(tuple(self._policy.values()))

    def __repr__(self) -> str:
        policy = dict(self._policy)
        if policy["roots"] is not None:
            policy["roots"] = self.root_fingerprints
        settings = (f"{name}={value!r}" for name, value in policy.items() if value is not None)
        return f"Verifier({', '.join(settings)})"

    def __reduce__(self) -> Tuple[Any, ...]:
        # Made again from its policy, through the same checks.
        return _verifier, (self._policy,)


def _verifier(policy: Mapping[str, Any]) -> Verifier:
    return Verifier(**policy)


def _several(name: str, value: object, type_: type) -> Any:
    """One value or several as a tuple."""
    if value is DANGEROUS_ANY:
        return value
    if isinstance(value, type_):
        return (value,)
    if isinstance(value, Iterable):
        return tuple(value)
    kind = type(value).__name__
    raise TypeError(f"{name} must be {type_.__name__} or several of them, not {kind}")
