"""Values behave as values: equal, hashable, frozen, and fit to travel between processes."""

from __future__ import annotations

import copy
import dataclasses
import multiprocessing
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from known import DEVICE, ISSUED_AT_S, NOW_MS, TOKEN, TOPIC, device, key, note
from samples import Sample, sample

import waxwing
from waxwing import UntrustedError, WaxwingError, apns, app_store

KINDS = ["notification", "transaction", "renewalInfo"]


def values() -> list[Any]:
    it = sample("notification", nested=True)
    return [
        device(),
        apns.Endpoint("sandbox", port=2197),
        apns.TokenPolicy(window_s=1800, phase_s=7),
        apns.Alert("a", "b", loc_args=("c",)),
        apns.Sound("s", critical=True, volume=0.5),
        it.verifier,
        app_store.Verifier(bundle_ids="a", environments="Sandbox"),
        app_store.Verifier(
            bundle_ids=app_store.DANGEROUS_ANY,
            app_apple_ids=app_store.DANGEROUS_ANY,
            environments=["Sandbox", "Production"],
            roots=[app_store.APPLE_ROOT_CA_G3_DER],
            validity="check_time",
            future_skew_millis=0,
        ),
        it.verifier.notification(it.token, now=it.now),
        app_store.ReceiptVerifier(bundle_ids="a", environments="Sandbox"),
        app_store.ReceiptVerifier(
            bundle_ids=app_store.DANGEROUS_ANY,
            environments=["Production"],
            root_sha256=bytes(32),
            sha256_only=True,
            future_skew_millis=0,
        ),
    ]


@pytest.mark.parametrize("value", values(), ids=lambda value: type(value).__name__)
def test_a_value_survives_pickle_and_copy(value: object) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(value, protocol))
        assert again == value and type(again) is type(value)
        assert hash(again) == hash(value)
        assert repr(again) == repr(value)
    assert copy.copy(value) == copy.deepcopy(value) == value
    assert value != object() and value is not None


def test_what_differs_is_not_equal() -> None:
    assert device() != apns.DeviceToken.from_hex("00")
    assert apns.DeviceToken.from_hex(DEVICE.upper()) == device()
    assert apns.Endpoint("sandbox") != apns.Endpoint("production")
    assert apns.TokenPolicy() == apns.TokenPolicy(window_s=3000) != apns.TokenPolicy(phase_s=1)
    made = [app_store.Verifier(bundle_ids=ids, environments="Sandbox") for ids in ("a", ["b", "a"], "ba")]
    assert len(set(made)) == 3
    assert made[1] == app_store.Verifier(bundle_ids={"a", "b"}, environments=("Sandbox",))
    strict = app_store.Verifier(bundle_ids="a", environments="Sandbox", validity="check_time")
    assert strict != made[0]


def test_a_notification_survives_pickle_byte_for_byte() -> None:
    for made in (
        note(),
        apns.Notification.background(TOPIC, custom={"a": 1}, expiration=0),
        apns.Notification.alert(
            TOPIC,
            "t",
            priority=apns.Priority.POWER_AWARE,
            expiration=1_800_000_000,
            collapse_id="order 42",
            apns_id="eabeae54-14a8-11e5-b60b-1697f925ec7b",
        ),
        apns.Notification.with_payload(apns.PushType.VOIP, TOPIC, '{"call": 7}'),
    ):
        again = pickle.loads(pickle.dumps(made))
        requests = [it.prepare("sandbox").request(device()) for it in (made, again)]
        assert requests[0].headers == requests[1].headers
        assert requests[0].content == requests[1].content
        assert (again.push_type, again.topic) == (made.push_type, made.topic)
        assert (again.priority, again.expiration) == (made.priority, made.expiration)


def test_an_error_survives_pickle() -> None:
    with pytest.raises(WaxwingError) as caught:
        apns.DeviceToken.from_hex("x")
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is waxwing.InputError and isinstance(again, ValueError)
    assert str(again) == str(caught.value)
    assert vars(again) == vars(caught.value)
    assert again.category == "input"


@pytest.mark.parametrize("kind", KINDS)
def test_a_verified_object_is_its_payload_and_frozen(kind: str) -> None:
    it = sample(kind)
    verified = it.verifier.any(it.token, now=it.now)
    payload = verified.payload
    assert isinstance(verified, type(payload)) and dataclasses.is_dataclass(payload)
    for field in dataclasses.fields(payload):
        assert getattr(verified, field.name) == getattr(payload, field.name)
    for name in ("signed_at", "raw", "signed_date", "anything"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(verified, name, 7)
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(verified, name)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(payload, "signed_date", 7)
    assert verified == it.verifier.any(it.token.encode(), now=it.now + 1)
    assert repr(verified).startswith(f"{type(verified).__name__}(")
    assert "None" not in repr(verified)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (key(), "key_id"),
        (key().token_at(0), "jwt"),
        (device(), "hex"),
        (note(), "topic"),
        (note().prepare("sandbox"), "content"),
        (note().prepare("sandbox").request(device()), "url"),
        (apns.Reply.parse(200, {}, b""), "status"),
        (apns.Reply.parse(200, {}, b"").verdict(), "action"),
        (apns.TokenPolicy(), "window_s"),
    ],
)
def test_what_is_made_does_not_change(value: object, name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(value, name, None)
    with pytest.raises(AttributeError):
        setattr(value, "something_else", None)


def test_the_headers_of_a_request_are_its_own() -> None:
    push = note().prepare("sandbox")
    request = push.request(device(), key().token_issued_at(ISSUED_AT_S))
    request.headers.append(("x", "y"))
    push.headers.clear()
    assert push.request(device()).headers == push.headers != []
    assert ("x", "y") not in push.request(device(), key().token_issued_at(ISSUED_AT_S)).headers


def verify_elsewhere(given: tuple[app_store.Verifier, str, int]) -> Any:
    verifier, token, now = given
    return verifier.any(token, now=now)


def test_verifiers_and_results_travel_between_processes() -> None:
    it = sample("notification", nested=True)
    here = it.verifier.any(it.token, now=it.now)
    bad = (it.verifier, it.token[:-8] + "AAAAAAAA", it.now)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(verify_elsewhere, [(it.verifier, it.token, it.now)]) == [here]
        with pytest.raises(UntrustedError) as caught:
            pool.map(verify_elsewhere, [bad])
    assert caught.value.code == "bad_signature"


def test_threads_share_everything() -> None:
    samples: list[Sample] = [sample(kind) for kind in KINDS]
    provider_key, push = key(), note().prepare("sandbox")
    expected = [it.verifier.any(it.token, now=it.now) for it in samples]
    barrier = threading.Barrier(8)

    def work(number: int) -> bool:
        barrier.wait()
        for turn in range(30):
            it = samples[(number + turn) % len(samples)]
            same = it.verifier.any(it.token, now=it.now) == expected[(number + turn) % len(samples)]
            with pytest.raises(WaxwingError):
                it.verifier.any(it.token[:-4], now=it.now)
            token = provider_key.token_issued_at(ISSUED_AT_S)
            request = push.request(device(), token)
            if not same or token.jwt != TOKEN or request.headers[0][1] != f"bearer {TOKEN}":
                return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))


def test_verification_runs_beside_other_threads() -> None:
    # The interpreter's lock is free during verification: another thread makes progress meanwhile.
    it = sample("transaction")
    stop, turns = threading.Event(), [0]

    def count() -> None:
        while not stop.is_set():
            turns[0] += 1

    thread = threading.Thread(target=count)
    thread.start()
    for _ in range(50):
        it.verifier.any(it.token, now=it.now)
    stop.set()
    thread.join()
    assert turns[0] > 0


def test_times_become_dates() -> None:
    date = waxwing.to_datetime(NOW_MS + 1)
    assert date.isoformat() == "2025-11-21T21:20:00.001000+00:00"
    assert key().token_at(date).jwt == key().token_at(NOW_MS).jwt


def test_the_version_is_that_of_the_package() -> None:
    from importlib.metadata import version

    assert waxwing.__version__ == version("waxwing")
