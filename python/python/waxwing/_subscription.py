"""What a purchase grants: verified objects in any order, reduced to one state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Optional, Tuple

from . import _waxwing
from ._time import Time
from ._verified import SignedObject, Verified


class EntitlementState:
    """Whether a purchase grants access."""

    ACTIVE: Final = "active"
    """Access: paid for."""

    BILLING_RETRY: Final = "billingRetry"
    """No access: Apple still tries to bill."""

    EXPIRED: Final = "expired"
    """No access: over."""

    GRACE_PERIOD: Final = "gracePeriod"
    """Access: billing failed and the grace period runs."""

    NOT_STARTED: Final = "notStarted"
    """No access yet: the first period begins later."""

    REVOKED: Final = "revoked"
    """No access: refunded, or family sharing ended."""

    UNKNOWN: Final = "unknown"
    """No transaction is known."""

    UPGRADED: Final = "upgraded"
    """Moved to a higher product whose transaction is not known yet: look it up."""


@dataclass(frozen=True)
class Entitlement:
    """Whether a purchase grants access at a time, and why."""

    state: str
    """Whether: one of :class:`EntitlementState`."""

    reason: str
    """Why: ``purchased``, ``renewed``, ``customerCancelled``, ``refunded`` and others."""

    grants_access: bool
    """Whether to let the customer in: active or in the grace period."""

    product_id: Optional[str]
    """The product that is granted, or was last; after an upgrade the new one, if it is known."""

    transaction_id: Optional[str]
    """The transaction that decides."""

    since: Optional[int]
    """Since when it is so, as far as it is known."""

    until: Optional[int]
    """Until when it stays so if no further event comes; none: for good."""


@dataclass(frozen=True)
class SubscriptionOffer:
    """An offer."""

    offer_type: int
    """The kind, one of :class:`OfferType`."""

    identifier: Optional[str]
    """Which one; introductory offers have no identifier."""

    discount_type: Optional[str]
    """How it is paid, one of :class:`OfferDiscountType`."""

    period: Optional[str]
    """How long it lasts, as an ISO 8601 duration."""


@dataclass(frozen=True)
class SubscriptionRevocation:
    """A refund, or the end of family sharing."""

    at: int
    """From when on."""

    revocation_type: Optional[str]
    """Refund, in full or in part, or family sharing: one of :class:`RevocationType`. Objects
    signed before December 2025 say nothing of it."""

    percentage: Optional[int]
    """How much was refunded, in thousandths of a percent: 50000 is half."""

    reason: Optional[int]
    """Why, one of :class:`RevocationReason`."""


@dataclass(frozen=True)
class SubscriptionPeriod:
    """One transaction of a purchase: for a subscription, one paid period."""

    transaction_id: str
    """The transaction."""

    signed_at: int
    """When Apple signed the last word on it."""

    product_id: Optional[str]
    """The product."""

    product_type: Optional[str]
    """What kind of product it is, one of :class:`ProductType`."""

    in_app_ownership_type: Optional[str]
    """Bought or shared, one of :class:`InAppOwnershipType`."""

    transaction_reason: Optional[str]
    """Bought or renewed, one of :class:`TransactionReason`."""

    purchased_at: Optional[int]
    """When it began."""

    expires_at: Optional[int]
    """When it ends; none for what does not expire, or whose end is the app's matter."""

    revocation: Optional[SubscriptionRevocation]
    """The refund or other revocation, if one is in force."""

    refund_reversed: bool
    """Whether a refund was taken back: it was seen, or told of, and is no longer in force."""

    refund_notice: Optional[str]
    """Where a refund stands by the last notification about it: ``CONSUMPTION_REQUEST``,
    ``REFUND``, ``REFUND_DECLINED`` or ``REFUND_REVERSED``."""

    is_upgraded: bool
    """Whether the customer moved on to a higher product before the end (Apple: isUpgraded)."""

    upgraded_at: Optional[int]
    """When an upgrade ended it; none if there was none, or its transaction is not known yet."""

    upgraded_to: Optional[str]
    """The product of the upgrade, as far as it is known."""

    offer: Optional[SubscriptionOffer]
    """The offer that it was bought with."""

    price: Optional[int]
    """The price in thousandths of the currency unit."""

    currency: Optional[str]
    """The currency, ISO 4217."""


@dataclass(frozen=True)
class SubscriptionRenewal:
    """What will happen at the next renewal, or why there will be none."""

    signed_at: int
    """When Apple signed it."""

    will_renew: Optional[bool]
    """Whether it will renew, if that is known."""

    changes_to: Optional[str]
    """The product it will change to, if the renewal is of another one."""

    auto_renew_status: Optional[int]
    """Whether renewal is switched on, one of :class:`AutoRenewStatus`."""

    product_id: Optional[str]
    """The product now."""

    auto_renew_product_id: Optional[str]
    """The product that will renew."""

    renews_at: Optional[int]
    """When it renews. Absent once expired."""

    price: Optional[int]
    """The price at renewal in thousandths of the currency unit, if Apple tells it."""

    currency: Optional[str]
    """The currency, ISO 4217."""

    price_increase_status: Optional[int]
    """What the customer said to a price increase, one of :class:`PriceIncreaseStatus`."""

    offer: Optional[SubscriptionOffer]
    """The offer that the renewal takes."""

    is_in_billing_retry: bool
    """Whether Apple is still trying to bill."""

    grace_period_expires_at: Optional[int]
    """When the grace period ends or ended."""

    expiration_intent: Optional[int]
    """Why it expired, one of :class:`ExpirationIntent`."""


@dataclass(frozen=True)
class SubscriptionNotice:
    """The last notification about a purchase."""

    signed_at: int
    """When Apple signed it."""

    notification_type: Optional[str]
    """What it was about, one of :class:`NotificationType`."""

    subtype: Optional[str]
    """The finer meaning, one of :class:`Subtype`."""

    status: Optional[int]
    """The state of the subscription when Apple signed, in Apple's own words: one of
    :class:`Status`."""

    notification_uuid: Optional[str]
    """Its UUID in lower case."""


class SubscriptionState:
    """What is known of a purchase: a subscription or any other, under one original transaction.

    Apply every verified notification, transaction and renewal info about it, in any order and as
    often as they come: the same set of them always gives the same state. Store ``to_json()``
    between events.

    >>> state = SubscriptionState("com.example.app", "Sandbox", "2000000123456789")
    >>> state.entitlement(now=0)  # doctest: +ELLIPSIS
    Entitlement(state='unknown', reason='nothingKnown', grants_access=False, ...)
    """

    __slots__ = ("_core",)

    def __init__(self, bundle_id: str, environment: str, original_transaction_id: str) -> None:
        self._core = _waxwing.SubscriptionState(bundle_id, environment, original_transaction_id)

    @classmethod
    def from_json(cls, stored: str, /) -> SubscriptionState:
        """Reads what :meth:`to_json` wrote. This verifies nothing: keep stored states where only
        your server can write."""
        made = cls.__new__(cls)
        made._core = _waxwing.SubscriptionState.from_json(stored)
        return made

    def to_json(self) -> str:
        """The state as compact JSON, to be stored: equal states give equal text."""
        return self._core.to_json()

    @staticmethod
    def id_of(verified: SignedObject, /) -> Optional[str]:
        """The original transaction that a verified object is about: whose state to load before it
        is applied. None for notifications about no purchase."""
        return _waxwing.SubscriptionState.id_of(_event(verified))

    @property
    def bundle_id(self) -> str:
        """The app."""
        return self._core.bundle_id

    @property
    def environment(self) -> str:
        """The server environment."""
        return self._core.environment

    @property
    def original_transaction_id(self) -> str:
        """The original transaction."""
        return self._core.original_transaction_id

    def apply(self, verified: SignedObject, /) -> str:
        """Takes in a verified object. Gives ``changed`` where it told something new, so that the
        state is to be stored; ``unchanged`` where it was known, or older than what is known; and
        ``unrelated`` for a notification about no purchase.

        An object of another app, environment or purchase is refused, and changes nothing.
        """
        return self._core.apply(_event(verified))

    def merge(self, other: SubscriptionState, /) -> str:
        """Takes in all that another state of the same purchase knows. Gives ``changed`` or
        ``unchanged``."""
        if not isinstance(other, SubscriptionState):
            raise TypeError(f"other must be a SubscriptionState, not {type(other).__name__}")
        return self._core.merge(other._core)

    def entitlement(self, now: Optional[Time] = None) -> Entitlement:
        """Whether the purchase grants access, and why."""
        return Entitlement(**self._core.entitlement(now))

    def renewal(self) -> Optional[SubscriptionRenewal]:
        """What will happen at the next renewal; none without renewal info that knows the last
        transaction."""
        found = self._core.renewal()
        if found is None:
            return None
        return SubscriptionRenewal(**{**found, "offer": _offer(found["offer"])})

    def periods(self) -> Tuple[SubscriptionPeriod, ...]:
        """The transactions that are known, oldest first."""
        return tuple(map(_period, self._core.periods()))

    @property
    def last_notice(self) -> Optional[SubscriptionNotice]:
        """The last notification that was applied, by signing date."""
        found = self._core.last_notice()
        return None if found is None else SubscriptionNotice(**found)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SubscriptionState):
            return NotImplemented
        return self._core == other._core

    __hash__ = None  # type: ignore[assignment] # it changes

    def __repr__(self) -> str:
        return (
            f"SubscriptionState({self.bundle_id!r}, {self.environment!r}, "
            f"{self.original_transaction_id!r})"
        )

    def __reduce__(self) -> Tuple[Any, ...]:
        return _state, (self.to_json(),)


def _state(stored: str) -> SubscriptionState:
    return SubscriptionState.from_json(stored)


def _event(verified: object) -> object:
    if not isinstance(verified, Verified):
        raise TypeError(f"verified must be a verified object, not {type(verified).__name__}")
    return verified


def _offer(found: Any) -> Optional[SubscriptionOffer]:
    return found and SubscriptionOffer(**found)


def _period(found: Any) -> SubscriptionPeriod:
    revocation = found["revocation"]
    parts = {
        "revocation": revocation and SubscriptionRevocation(**revocation),
        "offer": _offer(found["offer"]),
    }
    return SubscriptionPeriod(**{**found, **parts})
