"""Cases about purchases: states made of verified objects, and what notifications mean."""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from push_cases import without_none
from vectors import Case

from waxwing import WaxwingError, app_store
from waxwing.app_store import SubscriptionState

_DATES = {
    "at", "expires_at", "grace_period_expires_at", "purchased_at", "renews_at", "signed_at",
    "since", "until", "upgraded_at",
}  # fmt: skip


def _verifier(case: Case) -> app_store.Verifier:
    return app_store.Verifier(
        bundle_ids=app_store.DANGEROUS_ANY,
        app_apple_ids=app_store.DANGEROUS_ANY,
        environments=["Sandbox", "Production"],
        roots=[base64.b64decode(root) for root in case.shared["roots"].values()],
    )


_verified: dict[str, app_store.SignedObject] = {}


def _event(case: Case, name: str) -> app_store.SignedObject:
    # Each stands in many cases, and verified objects do not change.
    if name not in _verified:
        event = case.shared["events"][name]
        assert set(event) == {"kind", "token"}
        _verified[name] = _verifier(case).verify(
            event["token"], kind=event["kind"], now=case.shared["now_ms"]
        )
    return _verified[name]


def _shown(value: Any) -> Any:
    """A dataclass as the cases write it."""
    if not dataclasses.is_dataclass(value):
        return value
    return without_none(
        **{
            f"{field.name}_ms" if field.name in _DATES else field.name: _shown(
                getattr(value, field.name)
            )
            for field in dataclasses.fields(value)
        }
    )


def _empty(values: Mapping[str, Any]) -> SubscriptionState:
    state = SubscriptionState(
        values["bundle_id"], values["environment"], values["original_transaction_id"]
    )
    assert state.bundle_id == values["bundle_id"]
    assert state.environment == values["environment"]
    assert state.original_transaction_id == values["original_transaction_id"]
    return state


def _beginning(case: Case) -> SubscriptionState:
    if case.get("stored") is not None:
        return SubscriptionState.from_json(case["stored"])
    return _empty(case.data)


def _apply_all(
    state: SubscriptionState, events: Sequence[app_store.SignedObject]
) -> list[str]:
    applied = []
    for event in events:
        before = state.to_json()
        try:
            applied.append(state.apply(event))
        except WaxwingError:
            assert event is events[-1], "only the last may be refused"
            assert state.to_json() == before
            raise
        if SubscriptionState.id_of(event) is None:
            assert applied[-1] == "unrelated"
        else:
            assert SubscriptionState.id_of(event) == state.original_transaction_id
        assert (state.to_json() != before) == (applied[-1] == "changed")
    return applied


def subscription(case: Case) -> dict[str, Any]:
    events = [_event(case, name) for name in case["events"]]
    state = _beginning(case)
    applied = _apply_all(state, events)
    if case.get("merge") is not None:
        before = state.to_json()
        try:
            state.merge(_empty(case["merge"]))
        except WaxwingError:
            assert state.to_json() == before
            raise
    found = without_none(
        applied=applied,
        entitlements=[_shown(state.entitlement(now)) for now in case.get("at_ms") or []],
        renewal=_shown(state.renewal()),
        periods=[_shown(period) for period in state.periods()],
        last_notice=_shown(state.last_notice),
        json=state.to_json() if case.get("stored") is not None else None,
    )
    assert SubscriptionState.from_json(state.to_json()) == state
    for order in case.get("orders") or []:
        other = _beginning(case)
        for at in order:
            other.apply(events[at])
            other = SubscriptionState.from_json(other.to_json())
        assert other == state and other.to_json() == state.to_json(), order
    merged = _beginning(case)
    for event in events:
        alone = _beginning(case)
        alone.apply(event)
        merged.merge(alone)
    assert merged == state and merged.to_json() == state.to_json()
    return found


def notification_meaning(case: Case) -> dict[str, Any]:
    notification = _verifier(case).notification(case["token"], now=case.shared["now_ms"])
    meaning = notification.meaning
    return without_none(
        deduplication_key=notification.deduplication_key,
        ordering_key=list(notification.ordering_key),
        meaning=meaning and meaning._asdict(),
    )


RUNNERS: dict[str, Callable[[Case], dict[str, Any]]] = {
    "subscription": subscription,
    "notification_meaning": notification_meaning,
}
