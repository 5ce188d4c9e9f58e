"""Verified objects: payloads that tell how they verified."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass
from typing import (
    Any,
    Callable,
    Final,
    Generic,
    Mapping,
    NamedTuple,
    NoReturn,
    Optional,
    Protocol,
    Tuple,
    Type,
    TypeVar,
    Union,
)

from . import _waxwing
from ._payloads import (
    AppTransaction,
    NotificationPayload,
    RealtimeRequest,
    RenewalInfo,
    Transaction,
)


class Kind:
    """The kinds of object that the App Store signs."""

    NOTIFICATION: Final = "notification"
    TRANSACTION: Final = "transaction"
    RENEWAL_INFO: Final = "renewalInfo"
    APP_TRANSACTION: Final = "appTransaction"
    REALTIME_REQUEST: Final = "realtimeRequest"


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

    sha256: str
    """The SHA-256 of the DER certificate in lower-case hexadecimal. Of the root, it tells which of
    several trusted ones it was."""


class Chain(NamedTuple):
    """The three certificates that vouch for an object."""

    leaf: Certificate
    """The certificate whose key signed the object."""

    intermediate: Certificate
    """Its issuer."""

    root: Certificate
    """The pinned root."""


class CertificateStatus(NamedTuple):
    """What an OCSP responder said about a certificate."""

    status: str
    """``good``, ``revoked``, ``unknown`` to its issuer, ``stale`` where the answer is too old,
    ``refused`` where the responder gave an error, ``invalid`` where the answer proves nothing, and
    ``unreachable`` where there was none."""

    since: Optional[int]
    """Since when it is revoked, or the answer too old."""

    reason: Optional[str]
    """Why it is revoked, if the responder says so."""

    cache_until: Optional[int]
    """Until when the answer may be kept and given again."""


class Revocation(NamedTuple):
    """What is known about the revocation of the certificates below the root."""

    leaf: CertificateStatus
    """The certificate whose key signed the object."""

    intermediate: CertificateStatus
    """Its issuer."""

    cache_until: Optional[int]
    """Until when the answers may be kept and given again: the earlier of both."""


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

    revocation: Optional[Revocation]
    """What OCSP responders said about them; none where the verifier does not ask."""

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


class NotificationMeaning(NamedTuple):
    """What a type and subtype of notifications mean."""

    carrier: str
    """Where it carries what it is about: ``data``, ``summary``, ``externalPurchaseToken`` or
    ``appData``."""

    topic: str
    """What it is about: ``period``, ``renewal``, ``revocation``, ``externalPurchase``, ``consent``
    or ``system``."""

    meaning: str
    """When Apple sends it."""

    source: str
    """Who says so: ``apple``, or ``changelog`` where only Apple's change log does."""


class Notification(Verified[NotificationPayload], NotificationPayload):
    """A notification that verified, with everything nested in it: each part verified for itself
    and found to belong to the envelope."""

    transaction: Optional[VerifiedTransaction]
    """The transaction out of ``data.signedTransactionInfo``."""

    renewal_info: Optional[VerifiedRenewalInfo]
    """The renewal info out of ``data.signedRenewalInfo``."""

    app_transaction: Optional[VerifiedAppTransaction]
    """The app transaction out of ``appData.signedAppTransactionInfo``."""

    @property
    def deduplication_key(self) -> Optional[str]:
        """The same for every delivery of this notification, and for no other: its UUID in lower
        case."""
        return _waxwing.notification_facts(self.raw)["deduplication_key"]

    @property
    def ordering_key(self) -> Tuple[Optional[int], Optional[str]]:
        """What to sort notifications by, since delivery keeps no order: the signing date, and the
        deduplication key where that is equal."""
        return _waxwing.notification_facts(self.raw)["ordering_key"]

    @property
    def meaning(self) -> Optional[NotificationMeaning]:
        """What its type and subtype mean; none for a type that is not known yet."""
        found = _waxwing.notification_facts(self.raw)["meaning"]
        return None if found is None else NotificationMeaning(**found)


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
    revocation = signed.revocation
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
        revocation=revocation
        and Revocation(
            CertificateStatus(*revocation[0]), CertificateStatus(*revocation[1]), revocation[2]
        ),
    )
    return made


def read_transaction(signed: _waxwing.Signed) -> VerifiedTransaction:
    return _verified(VerifiedTransaction, Transaction, signed)


def read_renewal_info(signed: _waxwing.Signed) -> VerifiedRenewalInfo:
    return _verified(VerifiedRenewalInfo, RenewalInfo, signed)


def read_app_transaction(signed: _waxwing.Signed) -> VerifiedAppTransaction:
    return _verified(VerifiedAppTransaction, AppTransaction, signed)


def read_realtime_request(signed: _waxwing.Signed) -> VerifiedRealtimeRequest:
    return _verified(VerifiedRealtimeRequest, RealtimeRequest, signed)


def read_notification(signed: _waxwing.Signed) -> Notification:
    made = _verified(Notification, NotificationPayload, signed)
    transaction, renewal_info = signed.transaction, signed.renewal_info
    app_transaction = signed.app_transaction
    made.__dict__.update(
        transaction=transaction and read_transaction(transaction),
        renewal_info=renewal_info and read_renewal_info(renewal_info),
        app_transaction=app_transaction and read_app_transaction(app_transaction),
    )
    return made


READERS: Final[Mapping[str, Callable[[_waxwing.Signed], SignedObject]]] = {
    Kind.NOTIFICATION: read_notification,
    Kind.TRANSACTION: read_transaction,
    Kind.RENEWAL_INFO: read_renewal_info,
    Kind.APP_TRANSACTION: read_app_transaction,
    Kind.REALTIME_REQUEST: read_realtime_request,
}


def signed_object(signed: _waxwing.Signed) -> SignedObject:
    """The object in the class of its kind."""
    return READERS[signed.kind](signed)
