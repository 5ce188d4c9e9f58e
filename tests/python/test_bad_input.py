"""Arguments of wrong types and values that only Python has: a named error, never a crash."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any

import pytest
from known import DEVICE, KEY_ID, NOW_MS, P8, TEAM_ID, TOPIC, device, key, note
from samples import sample

from waxwing import (
    InputError,
    LimitError,
    MalformedError,
    UntrustedError,
    WaxwingError,
    apns,
    app_store,
)

VERIFIER = app_store.Verifier(bundle_ids="com.example", environments="Sandbox")


class Text(str):
    """A text that lies about itself; what counts is what it holds."""

    def encode(self, *_: object) -> bytes:
        raise AssertionError("never asked")

    def __str__(self) -> str:
        raise AssertionError("never asked")


def code(run: Callable[[], object], error: type[WaxwingError] = InputError) -> str:
    with pytest.raises(error) as caught:
        run()
    return caught.value.code


def anything(value: Any) -> Any:
    """A value for an option, where None would mean unset."""
    return 7 if value is None else value


WRONG: list[Any] = [None, 7, 1.5, True, b"bytes", bytearray(b"b"), memoryview(b"m"), [], {}, object()]
WRONG_TOKENS = [wrong for wrong in WRONG if not isinstance(wrong, bytes)]


def ids(value: object) -> str:
    return type(value).__name__


@pytest.mark.parametrize("wrong", WRONG_TOKENS, ids=ids)
@pytest.mark.parametrize(
    "kind",
    ["notification", "transaction", "renewal_info", "app_transaction", "realtime_request", "any"],
)
def test_a_token_is_text_or_bytes(kind: str, wrong: Any) -> None:
    with pytest.raises(TypeError, match="token must be str or bytes, not "):
        getattr(VERIFIER, kind)(wrong)


@pytest.mark.parametrize("wrong", WRONG, ids=ids)
@pytest.mark.parametrize(
    "run",
    [
        lambda wrong: apns.DeviceToken.from_hex(wrong),
        lambda wrong: apns.ProviderToken.from_jwt(wrong),
        lambda wrong: apns.ProviderKey.from_p8(P8, key_id=wrong, team_id=TEAM_ID),
        lambda wrong: apns.ProviderKey.from_p8(P8, key_id=KEY_ID, team_id=wrong),
        lambda wrong: apns.Notification.alert(wrong, "t"),
        lambda wrong: apns.Notification.background(wrong),
        lambda wrong: apns.Notification.with_payload(wrong, TOPIC, "{}"),
        lambda wrong: apns.Notification.alert(TOPIC, apns.Alert(subtitle=anything(wrong))),
        lambda wrong: apns.Notification.alert(TOPIC, "t", thread_id=anything(wrong)),
        lambda wrong: apns.Endpoint(wrong),
        lambda wrong: apns.Endpoint.from_authority(wrong),
        lambda wrong: note().prepare(wrong),
        lambda wrong: app_store.Verifier(bundle_ids=[wrong], environments="Sandbox"),
        lambda wrong: app_store.Verifier(bundle_ids="a", environments=[wrong]),
        lambda wrong: app_store.Verifier(bundle_ids="a", environments="Sandbox", validity=wrong),
    ],
)
def test_a_text_is_text(run: Callable[[Any], object], wrong: object) -> None:
    with pytest.raises(TypeError, match=" must be "):
        run(wrong)


@pytest.mark.parametrize(
    "run",
    [
        lambda wrong: apns.ProviderKey.from_p8(wrong, key_id=KEY_ID, team_id=TEAM_ID),
        lambda wrong: apns.DeviceToken.from_bytes(wrong),
        lambda wrong: apns.Reply.parse(200, {}, wrong),
        lambda wrong: apns.Reply.parse(wrong, {}, b""),
        lambda wrong: apns.Reply.parse(200, wrong, b""),
        lambda wrong: apns.Reply.parse(200, [(wrong, wrong)], b""),
        lambda wrong: app_store.Verifier(bundle_ids="a", environments="Sandbox", roots=wrong),
        lambda wrong: app_store.Verifier(bundle_ids=wrong, environments="Sandbox"),
        lambda wrong: app_store.Verifier(bundle_ids="a", environments=wrong),
        lambda wrong: note().prepare("sandbox").request(wrong),
        lambda wrong: note().prepare("sandbox").request(device(), wrong),
        lambda wrong: key().token_at(policy=wrong),
        lambda wrong: VERIFIER.any("t", now=wrong),
        lambda wrong: key().token_at(wrong),
        lambda wrong: key().token_issued_at(wrong),
        lambda wrong: apns.Reply.parse(200, {}, b"").verdict(wrong),
        lambda wrong: apns.Notification.alert(TOPIC, "t", badge=wrong),
        lambda wrong: apns.Notification.alert(TOPIC, "t", sound=wrong),
        lambda wrong: apns.Notification.alert(TOPIC, "t", content_available=wrong),
        lambda wrong: apns.Notification.alert(TOPIC, "t", relevance_score=wrong),
        lambda wrong: apns.Notification.alert(TOPIC, "t", priority=wrong),
        lambda wrong: apns.Notification.alert(TOPIC, "t", expiration=wrong),
        lambda wrong: apns.Notification.alert(TOPIC, "t", custom=wrong),
        lambda wrong: apns.Notification.alert(TOPIC, "t", custom={"a": wrong}),
        lambda wrong: apns.Notification.alert(TOPIC, wrong),
        lambda wrong: apns.Notification.with_payload("alert", TOPIC, wrong),
        lambda wrong: apns.TokenPolicy(window_s=wrong),
    ],
)
def test_an_object_of_no_use_is_a_type_error(run: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError):
        run(object())


def test_an_option_that_does_not_exist_is_a_type_error() -> None:
    wrong: Any = {"prioritty": 10}
    with pytest.raises(TypeError, match="unexpected keyword argument 'prioritty'"):
        apns.Notification.alert(TOPIC, "t", **wrong)
    wrong = {"collapseId": "a"}
    with pytest.raises(TypeError, match="unexpected keyword argument 'collapseId'"):
        apns.Broadcast("AA==", TOPIC, **wrong)


def test_an_option_that_does_not_belong_to_the_push_is_refused() -> None:
    wrong: Any = {"badge": 1}
    assert code(lambda: apns.Notification.background(TOPIC, **wrong)) == "invalid_notification"
    mixed = code(lambda: apns.Notification.with_payload("alert", TOPIC, "{}", **wrong))
    assert mixed == "invalid_notification"
    dotted: Any = {"alert.title": "t"}
    assert code(lambda: apns.Notification.alert(TOPIC, "t", **dotted)) == "invalid_input"


def test_a_lone_surrogate_is_no_text() -> None:
    for bad in ("\ud800", "a.\udfff.c", "\udcff" * 1000):
        assert code(lambda: VERIFIER.notification(bad), MalformedError) == "invalid_utf8"
        assert code(lambda: apns.DeviceToken.from_hex(bad)) == "invalid_input"
        assert code(lambda: apns.Notification.alert(TOPIC, bad)) == "invalid_input"
        assert code(lambda: apns.Notification.alert(bad, "t")) == "invalid_input"
        assert code(lambda: apns.Notification.alert(TOPIC, "t", custom={bad: 1})) == "invalid_input"
        assert code(lambda: apns.Notification.alert(TOPIC, "t", custom={"a": bad})) == "invalid_input"
        assert code(lambda: apns.ProviderKey.from_p8(bad, key_id=KEY_ID, team_id=TEAM_ID)) == "invalid_key"
        assert code(lambda: apns.ProviderToken.from_jwt(bad)) == "invalid_input"
        assert code(lambda: app_store.Verifier(bundle_ids=bad, environments="Sandbox")) == "invalid_input"
        reply = apns.Reply.parse(400, {bad: bad, "apns-id": bad}, b"")
        assert reply.apns_id is None


def test_bytes_that_are_no_text_are_refused() -> None:
    for bad in (b"\xff\xfe\xfd", b"\x00", b"a\x00.b.c", b""):
        with pytest.raises(MalformedError):
            VERIFIER.notification(bad)
        with pytest.raises(InputError) as caught:
            apns.ProviderKey.from_p8(bad, key_id=KEY_ID, team_id=TEAM_ID)
        assert caught.value.code.startswith("invalid_key")
    refused = code(lambda: apns.Notification.with_payload("alert", TOPIC, b'"\xff"'), MalformedError)
    assert refused == "invalid_utf8"


def test_a_nul_ends_nothing() -> None:
    it = sample("transaction")
    with pytest.raises(WaxwingError):
        it.verifier.transaction(it.token + "\0", now=it.now)
    assert code(lambda: apns.DeviceToken.from_hex(DEVICE + "\0")) == "invalid_device_token"
    assert code(lambda: apns.Notification.alert(TOPIC + "\0", "t")) == "invalid_header_value"
    assert apns.Notification.alert(TOPIC, "a\0b").payload == r'{"aps":{"alert":"a\u0000b"}}'


def test_a_subclass_of_str_is_what_it_holds() -> None:
    it = sample("transaction")
    assert it.verifier.transaction(Text(it.token), now=it.now).kind == "transaction"
    assert apns.DeviceToken.from_hex(Text(DEVICE)) == device()
    made = apns.Notification.alert(Text(TOPIC), Text("t"), custom={Text("k"): Text("v")})
    assert made.payload == '{"aps":{"alert":"t"},"k":"v"}'
    assert app_store.Verifier(bundle_ids=Text("a"), environments=Text("Sandbox")) == (
        app_store.Verifier(bundle_ids="a", environments="Sandbox")
    )


@pytest.mark.parametrize("huge", [2**63, -(2**63) - 1, 10**30, -(10**30), 10**4000], ids=lambda it: f"{it.bit_length()} bits")
def test_a_huge_integer_is_refused(huge: int) -> None:
    assert code(lambda: VERIFIER.any("a.b.c", now=huge)) == "invalid_time"
    assert code(lambda: key().token_at(huge)) == "invalid_time"
    assert code(lambda: key().token_issued_at(huge)) == "invalid_time"
    assert code(lambda: apns.Reply.parse(200, {}, b"").verdict(huge)) == "invalid_time"
    assert code(lambda: apns.Reply.parse(200, {}, b"").verdict(sent_at=huge)) == "invalid_time"
    assert code(lambda: apns.Reply.parse(huge, {}, b"")) == "invalid_input"
    assert code(lambda: apns.TokenPolicy(window_s=huge)) == "invalid_token_policy"
    assert code(lambda: apns.Endpoint("sandbox", port=huge)) == "invalid_input"
    assert code(lambda: apns.Notification.alert(TOPIC, "t", badge=huge)) == "invalid_input"
    assert code(lambda: apns.Notification.alert(TOPIC, "t", priority=huge)) == "invalid_input"
    assert code(lambda: apns.Notification.alert(TOPIC, "t", expiration=huge)) == "invalid_time"
    scored = lambda: apns.Notification.alert(TOPIC, "t", relevance_score=huge)  # noqa: E731
    assert code(scored) == "invalid_payload"
    ids: Any = {"bundle_ids": "a", "environments": "Sandbox"}
    assert code(lambda: app_store.Verifier(**ids, app_apple_ids=huge)) == "invalid_input"
    assert code(lambda: app_store.Verifier(**ids, future_skew_millis=huge)) == "invalid_input"
    if abs(huge) >= 2**64:
        custom = {"a": huge}
        assert code(lambda: apns.Notification.alert(TOPIC, "t", custom=custom)) == "invalid_payload"


def test_the_ends_of_64_bits_are_times_to_refuse_by_the_rules() -> None:
    it = sample("transaction")
    strict = app_store.Verifier(
        bundle_ids=app_store.DANGEROUS_ANY,
        app_apple_ids=app_store.DANGEROUS_ANY,
        environments=["Sandbox", "Production"],
        roots=it.roots,
        validity="check_time",
    )
    for end in (2**63 - 1, -(2**63)):
        assert code(lambda: key().token_at(end)) == "invalid_time"
        with pytest.raises(UntrustedError) as caught:
            strict.transaction(it.token, now=end)
        assert caught.value.code in ("expired", "not_yet_valid")


@pytest.mark.parametrize("wrong", [NOW_MS / 1000, True, "now", "2025-11-21", b"1"])
def test_a_time_is_an_int_or_a_datetime(wrong: Any) -> None:
    for run in (
        lambda: VERIFIER.any("a.b.c", now=wrong),
        lambda: key().token_at(wrong),
        lambda: apns.Reply.parse(200, {}, b"").verdict(wrong),
    ):
        with pytest.raises(TypeError, match=r"must be int \(milliseconds since 1970\) or an aware"):
            run()
    with pytest.raises(TypeError, match=r"must be int \(seconds since 1970\) or an aware"):
        apns.Notification.alert(TOPIC, "t", expiration=wrong)


def test_a_datetime_without_a_zone_is_refused() -> None:
    naive = datetime(2025, 11, 21)
    assert code(lambda: VERIFIER.any("a.b.c", now=naive)) == "invalid_time"
    assert code(lambda: key().token_at(naive)) == "invalid_time"
    assert code(lambda: apns.Notification.alert(TOPIC, "t", expiration=naive)) == "invalid_time"


def test_the_ends_of_datetime_are_times() -> None:
    for end in (datetime.min, datetime.max):
        with pytest.raises(MalformedError):
            VERIFIER.any("a.b.c", now=end.replace(tzinfo=timezone.utc))
    assert code(lambda: key().token_at(datetime.min.replace(tzinfo=timezone.utc))) == "invalid_time"


def test_a_zone_that_fails_is_heard() -> None:
    class Broken(tzinfo):
        def utcoffset(self, _: datetime | None) -> timedelta:
            raise OSError("no zone")

        dst = utcoffset

        def tzname(self, _: datetime | None) -> str:
            return "broken"

    with pytest.raises(OSError, match="no zone"):
        key().token_at(datetime(2025, 1, 1, tzinfo=Broken()))


def test_custom_values_are_json_or_refused() -> None:
    custom: dict[str, Any] = {"a": [1, -1, 2**63, 2**64 - 1, 0.5, None, True, "\U0001f600", ()], "b": {}}
    made = apns.Notification.alert(TOPIC, "t", custom=custom)
    assert made.payload.endswith(
        ',"a":[1,-1,9223372036854775808,18446744073709551615,0.5,null,true,"\U0001f600",[]],"b":{}}'
    )
    wrong_values: list[Any] = [object(), {1, 2}, b"b", 1j, {1: 2}, {None: 1}]
    for wrong in wrong_values:
        with pytest.raises(TypeError):
            apns.Notification.alert(TOPIC, "t", custom={"a": wrong})
    for infinite in (math.inf, -math.inf, math.nan):
        broken = {"a": [infinite]}
        assert code(lambda: apns.Notification.alert(TOPIC, "t", custom=broken)) == "invalid_payload"
        payload: dict[str, Any] = {"aps": {"alert": "t"}, "a": infinite}
        assert (
            code(lambda: apns.Notification.with_payload("alert", TOPIC, payload)) == "invalid_payload"
        )


def test_a_value_that_holds_itself_is_refused() -> None:
    loop: list[Any] = []
    loop.append(loop)
    circle: dict[str, Any] = {}
    circle["a"] = circle
    for endless in (loop, circle):
        custom = {"a": endless}
        refused = code(lambda: apns.Notification.alert(TOPIC, "t", custom=custom), LimitError)
        assert refused == "too_deep"
    refused = code(lambda: apns.Notification.with_payload("alert", TOPIC, circle), LimitError)
    assert refused == "too_deep"


def test_a_payload_may_be_a_mapping() -> None:
    made = apns.Notification.with_payload("alert", TOPIC, {"aps": {"alert": "é"}, "n": 1})
    assert made.payload == '{"aps":{"alert":"é"},"n":1}'


def test_huge_input_is_refused_without_work() -> None:
    for text in ("a" * 5_000_000, "." * 5_000_000, "e30." * 1_000_000):
        with pytest.raises((LimitError, MalformedError)):
            VERIFIER.any(text)
    refused = code(lambda: apns.Notification.alert(TOPIC, "a" * 5_000_000), LimitError)
    assert refused == "payload_too_large"
    assert code(lambda: apns.DeviceToken.from_hex("a" * 5_000_000)) == "invalid_device_token"
    for status, kept in ((200, 1_048_576), (400, 65_536)):
        reply = apns.Reply.parse(status, {"apns-id": "a" * 5_000_000}, b"b" * 5_000_000)
        assert (len(reply.body), reply.apns_id) == (kept, None)


def test_headers_come_in_several_forms() -> None:
    identifier = "EABEAE54-14A8-11E5-B60B-1697F925EC7B"
    for headers in (
        {"APNS-ID": identifier},
        [("apns-id", identifier)],
        [(b"apns-id", identifier.encode())],
        iter([("apns-id", identifier), ("apns-id", "second")]),
    ):
        assert apns.Reply.parse(200, headers, b"").apns_id == identifier
    wrong: list[Any] = [7, "apns-id", [("a",)], [("a", "b", "c")], [7], [("a", 7)], [None]]
    for headers in wrong:
        with pytest.raises((TypeError, ValueError)):
            apns.Reply.parse(200, headers, b"")
    for status in (-1, 65536):
        assert code(lambda: apns.Reply.parse(status, {}, b"")) == "invalid_input"


def test_a_verifier_must_be_told_whom_to_trust() -> None:
    missing: list[dict[str, Any]] = [
        {"bundle_ids": (), "environments": "Sandbox"},
        {"bundle_ids": "", "environments": "Sandbox"},
        {"bundle_ids": "a", "environments": ()},
        {"bundle_ids": "a", "environments": "sandbox"},
        {"bundle_ids": "a", "environments": "Xcode"},
        {"bundle_ids": "a", "environments": "Production"},
        {"bundle_ids": "a", "environments": "Sandbox", "validity": "never"},
        {"bundle_ids": "a", "environments": "Sandbox", "future_skew_millis": -1},
    ]
    for options in missing:
        assert code(lambda: app_store.Verifier(**options)) == "invalid_input", options
    for roots in ((), b"", b"junk", [app_store.APPLE_ROOT_CA_G3_DER, b"junk"]):
        options = {"bundle_ids": "a", "environments": "Sandbox", "roots": roots}
        assert code(lambda: app_store.Verifier(**options)) == "bad_anchor"
