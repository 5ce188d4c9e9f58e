"""Objects that nobody vouches for."""

from __future__ import annotations

from typing import Any, Callable, Final, Mapping, Optional, Union

from . import _waxwing
from ._payloads import (
    AppTransaction,
    NotificationPayload,
    RealtimeRequest,
    RenewalInfo,
    Transaction,
)
from ._verified import Kind

UnverifiedPayload = Union[
    NotificationPayload, Transaction, RenewalInfo, AppTransaction, RealtimeRequest
]
"""A payload of any kind."""

_READERS: Final[Mapping[str, Callable[[Mapping[str, Any]], UnverifiedPayload]]] = {
    Kind.NOTIFICATION: NotificationPayload.from_json,
    Kind.TRANSACTION: Transaction.from_json,
    Kind.RENEWAL_INFO: RenewalInfo.from_json,
    Kind.APP_TRANSACTION: AppTransaction.from_json,
    Kind.REALTIME_REQUEST: RealtimeRequest.from_json,
}


class Unverified:
    """An object that was read and **not verified**: anybody may have written it.

    It has nothing in common with a verified object, so that it cannot pass for one.
    """

    __slots__ = ("json", "kind", "payload", "raw")

    kind: str
    """The kind of object, one of :class:`Kind`."""

    payload: UnverifiedPayload
    """The payload. What is nested in a notification is still signed text."""

    raw: str
    """The payload's JSON, exactly as it was received."""

    json: Mapping[str, Any]
    """The payload as JSON with every field, known or not; known dates as whole milliseconds."""

    def __init__(self, found: _waxwing.Unverified) -> None:
        self.kind = found.kind
        self.raw = found.raw
        self.json = found.json
        self.payload = _READERS[self.kind](self.json)

    def __repr__(self) -> str:
        return f"Unverified(kind={self.kind!r})"


def decode_unverified(
    token: Union[str, bytes], /, *, kind: Optional[str] = None
) -> Unverified:
    """Reads an object **without verifying it**: for data of local testing and of Xcode without its
    certificate, which nobody vouches for, and for a look at what was refused.

    Size, form, JSON, the kind and the types of known fields are checked as in verification.
    Signature, certificates, app, environment and dates are not looked at.

    >>> found = decode_unverified("e30.eyJidW5kbGVJZCI6ImEiLCJ0cmFuc2FjdGlvbklkIjoiMCJ9.AA")
    >>> found.kind, found.payload.transaction_id
    ('transaction', '0')
    """
    return Unverified(_waxwing.decode_unverified(token, kind))
