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
from typing import (
    Any,
    Dict,
    Final,
    Iterable,
    List,
    Mapping,
    Optional,
    Tuple,
    Union,
)

from . import _verified, _waxwing
from ._arrow import ArrowTable
from ._checks import OcspRequest, SignatureCheck
from ._many import ArrowArrayExportable, ArrowStreamExportable, Result
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
    AppReceipt,
    AppTransaction,
    AutoRenewStatus,
    BillingPlanType,
    ConsumptionRequestReason,
    Environment,
    ExpirationIntent,
    ExternalPurchaseToken,
    ExternalPurchaseTokenType,
    InAppOwnershipType,
    InAppPurchase,
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
    ReceiptAttribute,
    ReceiptType,
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
from ._pending import PendingVerification
from ._receipts import (
    ReceiptVerifier,
    VerifiedReceipt,
    app_receipt_transaction_id,
    transaction_receipt_transaction_id,
)
from ._subscription import (
    Entitlement,
    EntitlementState,
    SubscriptionNotice,
    SubscriptionOffer,
    SubscriptionPeriod,
    SubscriptionRenewal,
    SubscriptionRevocation,
    SubscriptionState,
)
from ._time import Time
from ._unverified import Unverified, UnverifiedPayload, decode_unverified
from ._verified import (
    Certificate,
    CertificateStatus,
    Chain,
    Kind,
    Notification,
    NotificationMeaning,
    Revocation,
    SignedObject,
    Verified,
    VerifiedAppTransaction,
    VerifiedRealtimeRequest,
    VerifiedRenewalInfo,
    VerifiedTransaction,
    signed_object,
)

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
    "AppReceipt",
    "AppTransaction",
    "ArrowArrayExportable",
    "ArrowStreamExportable",
    "ArrowTable",
    "AutoRenewStatus",
    "BillingPlanType",
    "Certificate",
    "CertificateStatus",
    "Chain",
    "ConsumptionRequestReason",
    "Entitlement",
    "EntitlementState",
    "Environment",
    "ExpirationIntent",
    "ExternalPurchaseToken",
    "ExternalPurchaseTokenType",
    "InAppOwnershipType",
    "InAppPurchase",
    "Kind",
    "Notification",
    "NotificationAppData",
    "NotificationData",
    "NotificationMeaning",
    "NotificationPayload",
    "NotificationSummary",
    "NotificationType",
    "OcspRequest",
    "OfferDiscountType",
    "OfferType",
    "PendingVerification",
    "PriceIncreaseStatus",
    "ProductType",
    "PurchasePlatform",
    "RealtimeRequest",
    "ReceiptAttribute",
    "ReceiptType",
    "ReceiptVerifier",
    "RenewalCommitmentInfo",
    "RenewalInfo",
    "Result",
    "Revocation",
    "RevocationPolicy",
    "RevocationReason",
    "RevocationType",
    "SignatureCheck",
    "SignedObject",
    "Status",
    "SubscriptionNotice",
    "SubscriptionOffer",
    "SubscriptionPeriod",
    "SubscriptionRenewal",
    "SubscriptionRevocation",
    "SubscriptionState",
    "Subtype",
    "Transaction",
    "TransactionCommitmentInfo",
    "TransactionReason",
    "Unverified",
    "UnverifiedPayload",
    "Validity",
    "Verified",
    "VerifiedAppTransaction",
    "VerifiedRealtimeRequest",
    "VerifiedReceipt",
    "VerifiedRenewalInfo",
    "VerifiedTransaction",
    "Verifier",
    "app_receipt_transaction_id",
    "decode_unverified",
    "transaction_receipt_transaction_id",
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


class Validity:
    """At which time certificates must be valid."""

    SIGNING_TIME: Final = "signing_time"
    """When the object was signed, by its own signing date, as Apple's libraries do offline.
    Stored objects stay verifiable after their leaf expired."""

    CHECK_TIME: Final = "check_time"
    """At the time of check. Objects older than the leaf's lifetime are refused."""


class RevocationPolicy:
    """What to do about revoked certificates."""

    OFF: Final = "off"
    """Nothing is asked, and answers are not looked at."""

    SOFT: Final = "soft"
    """Revoked and unknown certificates are refused; where no answer could be had, it is accepted.
    This helps against accidents, not against somebody who can suppress answers."""

    REQUIRED: Final = "required"
    """Only certificates that are known to be good are accepted."""


class Verifier:
    """Verifies what the App Store signed: chain to a pinned root, marker extensions, dates,
    signature, and that the object is meant for this app.

    Holds policy only: make one, share it between threads, send it to other processes. Verifiers
    with the same policy are equal.

    ``bundle_ids`` are the apps whose objects are accepted, ``app_apple_ids`` their App Store ids,
    which production asks for and sandbox ignores; :data:`DANGEROUS_ANY` in place of either
    accepts all. ``environments`` are ``"Sandbox"``, ``"Production"`` or both. ``roots`` are DER
    certificates to trust instead of Apple Root CA - G3. ``validity`` is one of :class:`Validity`.
    ``future_skew_millis`` is how far a signing date may lie in the future, a minute unless given;
    what was signed before ``oldest_signing_time`` is refused. Where several values make sense,
    one or several may be given.

    ``xcode_certificates`` are certificates exported from StoreKit testing in Xcode, DER, for
    ``environments="Xcode"`` alone: data of Xcode is signed with exactly one of them.

    ``revocation`` is one of :class:`RevocationPolicy`. With ``"soft"`` and ``"required"``,
    :meth:`ocsp_requests` or :meth:`begin` say what to ask responders at ``ocsp_hosts`` (Apple's
    unless given), and :meth:`verify` or the last step take the answers; all other methods have
    none. ``ocsp_max_age_millis`` is for how long an answer counts that does not say so.

    ``cached_chains`` is how many chains of certificates are remembered as checked, and
    ``without_key_tables`` does without a table of 100 kB for each, which makes checks four times
    as fast. Both change what a call costs, and never how it ends.

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
        xcode_certificates: Union[bytes, Iterable[bytes]] = (),
        validity: str = Validity.SIGNING_TIME,
        future_skew_millis: Optional[int] = None,
        oldest_signing_time: Optional[Time] = None,
        revocation: str = RevocationPolicy.OFF,
        ocsp_hosts: Union[str, Iterable[str]] = (),
        ocsp_max_age_millis: Optional[int] = None,
        cached_chains: Optional[int] = None,
        without_key_tables: bool = False,
    ) -> None:
        policy: Dict[str, Any] = {
            "bundle_ids": _several("bundle_ids", bundle_ids, str),
            "environments": _several("environments", environments, str),
            "app_apple_ids": _several("app_apple_ids", app_apple_ids, int),
            "roots": None if roots is None else _several("roots", roots, bytes),
            "xcode_certificates": _several("xcode_certificates", xcode_certificates, bytes),
            "validity": validity,
            "future_skew_millis": future_skew_millis,
            "oldest_signing_time": oldest_signing_time,
            "revocation": revocation,
            "ocsp_hosts": _several("ocsp_hosts", ocsp_hosts, str),
            "ocsp_max_age_millis": ocsp_max_age_millis,
            "cached_chains": cached_chains,
            "without_key_tables": without_key_tables,
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
        return _verified.read_notification(self._core.verify(signed_payload, Kind.NOTIFICATION, now))

    def transaction(
        self, signed: Union[str, bytes], /, *, now: Optional[Time] = None
    ) -> VerifiedTransaction:
        """Verifies a transaction (``signedTransactionInfo``)."""
        return _verified.read_transaction(self._core.verify(signed, Kind.TRANSACTION, now))

    def renewal_info(
        self, signed: Union[str, bytes], /, *, now: Optional[Time] = None
    ) -> VerifiedRenewalInfo:
        """Verifies renewal info (``signedRenewalInfo``).

        It names no app, so only the environment is compared.
        """
        return _verified.read_renewal_info(self._core.verify(signed, Kind.RENEWAL_INFO, now))

    def app_transaction(
        self, signed: Union[str, bytes], /, *, now: Optional[Time] = None
    ) -> VerifiedAppTransaction:
        """Verifies an app transaction (``signedAppTransactionInfo``, or a device's
        AppTransaction)."""
        return _verified.read_app_transaction(self._core.verify(signed, Kind.APP_TRANSACTION, now))

    def realtime_request(
        self, signed_payload: Union[str, bytes], /, *, now: Optional[Time] = None
    ) -> VerifiedRealtimeRequest:
        """Verifies a request of the Retention Messaging API (``signedPayload``).

        It names no bundle id, so App Store id and environment are compared.
        """
        return _verified.read_realtime_request(self._core.verify(signed_payload, Kind.REALTIME_REQUEST, now))

    def any(
        self, signed: Union[str, bytes], /, *, now: Optional[Time] = None
    ) -> SignedObject:
        """Verifies an object of any kind; its class and its ``kind`` tell which it is."""
        verified = self._core.verify(signed, None, now)
        return signed_object(verified)

    def verify(
        self,
        signed: Union[str, bytes],
        /,
        *,
        kind: Optional[str] = None,
        now: Optional[Time] = None,
        ocsp_answers: Iterable[bytes] = (),
    ) -> SignedObject:
        """Verifies an object with all that can be given along: the ``kind`` that must come out,
        one of :class:`Kind`, and answers of OCSP responders, fetched or stapled, in any order."""
        return signed_object(self._core.verify(signed, kind, now, ocsp_answers))

    def ocsp_requests(
        self, signed: Union[str, bytes], /, *, now: Optional[Time] = None
    ) -> List[OcspRequest]:
        """What to ask about the certificates of an object, for :meth:`verify` to take the answers:
        one request for each, and none where ``revocation`` is off.

        What is refused anyway is refused here already.
        """
        return self._core.ocsp_requests(signed, now)

    def begin(
        self, signed: Union[str, bytes], /, *, kind: Optional[str] = None
    ) -> PendingVerification:
        """The first of three steps: all that needs no cryptography. Run the result's ``checks``
        anywhere, and give the outcomes to its ``finish``.

        >>> verifier = Verifier(bundle_ids="com.example.app", environments="Sandbox")
        >>> def verify(signed):
        ...     pending = verifier.begin(signed)
        ...     return pending.finish([check.run() for check in pending.checks])
        """
        return PendingVerification(self._core.begin(signed, kind))

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
        """The SHA-256 of each trusted root, in hexadecimal. None for data of Xcode."""
        roots = self._policy["roots"]
        if self._policy["xcode_certificates"]:
            return ()
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
        if policy["xcode_certificates"]:
            policy["xcode_certificates"] = f"<{len(policy['xcode_certificates'])}>"
        settings = (
            f"{name}={value!r}"
            for name, value in policy.items()
            if value is not None and value is not False and value != () and value != "off"
        )
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
