"""Keys, tokens and payloads stay out of everything that could be logged."""

from __future__ import annotations

import copy
import pickle
import traceback
from typing import Any

import pytest
from known import DEVICE, ISSUED_AT_S, KEY_ID, P8, TEAM_ID, TOKEN, TOPIC, device, key, note

from waxwing import WaxwingError, apns, app_store

D = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721"
SECRETS = [
    P8[:40], P8[60:100], D, D.lower(), repr(bytes.fromhex(D))[2:20], TOKEN, TOKEN[-40:], "eyJ",
    DEVICE, "order is here",
]  # fmt: skip


def shown(value: object) -> str:
    texts = [repr(value), str(value), f"{value}", f"{value!r:>300}", repr([value])]
    if isinstance(value, BaseException):
        texts += traceback.format_exception_only(type(value), value)
        texts += [repr(value.args), repr(vars(value))]
    return "\n".join(texts)


def assert_hidden(text: str) -> None:
    for secret in SECRETS:
        assert secret not in text, text


@pytest.mark.parametrize(
    "value",
    [
        key(),
        key().token_issued_at(ISSUED_AT_S),
        apns.ProviderToken.from_jwt(TOKEN),
        device(),
        note(),
        note().prepare("sandbox"),
        note().prepare("sandbox").request(device(), key().token_issued_at(ISSUED_AT_S)),
        apns.Reply.parse(400, {"authorization": TOKEN}, TOKEN.encode()),
        apns.Reply.parse(400, {}, b'{"reason":"BadDeviceToken"}').verdict(),
    ],
    ids=lambda value: type(value).__name__,
)
def test_nothing_shows_a_secret(value: object) -> None:
    assert_hidden(shown(value))
    assert not hasattr(value, "__dict__")


def test_what_is_shown_says_enough() -> None:
    assert repr(key()) == f"ProviderKey(key_id='{KEY_ID}', team_id='{TEAM_ID}')"
    assert repr(key().token_issued_at(ISSUED_AT_S)) == (
        f"ProviderToken(key_id='{KEY_ID}', team_id='{TEAM_ID}', issued_at=1437179036000)"
    )
    assert repr(device()) == "<DeviceToken of 32 bytes>"
    assert repr(note()) == "<Notification alert to com.example.app, 38 bytes>"
    push = note().prepare("sandbox")
    assert repr(push) == "<Prepared for api.sandbox.push.apple.com, 38 bytes>"
    assert repr(push.request(device())) == "<Request POST, 3 headers, 38 bytes>"
    assert repr(apns.Endpoint("production", port=2197)) == "<Endpoint api.push.apple.com:2197>"
    reply = apns.Reply.parse(429, {}, b'{"reason":"TooManyRequests"}')
    assert repr(reply) == '<Reply 429 "TooManyRequests">'
    assert repr(reply.verdict()) == "<Verdict retry (device) after 1 s>"


@pytest.mark.parametrize("value", [key(), key().token_at(0)], ids=lambda it: type(it).__name__)
def test_a_secret_cannot_be_pickled_or_copied(value: object) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="cannot pickle"):
            pickle.dumps(value, protocol)
    for function in (copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="cannot pickle"):
            function(value)


def bad_keys() -> list[Any]:
    cut = [P8[:-n] for n in (1, 4, 40)]
    pem = f"-----BEGIN PRIVATE KEY-----\n{P8}\n-----END PRIVATE KEY-----\n"
    return [*cut, P8 + "!", P8.swapcase(), pem * 2, pem.replace("PRIVATE", "PUBLIC"), pem.encode()[:-30]]


@pytest.mark.parametrize("bad", bad_keys())
def test_an_error_about_a_key_does_not_show_it(bad: str | bytes) -> None:
    with pytest.raises(WaxwingError) as caught:
        apns.ProviderKey.from_p8(bad, key_id=KEY_ID, team_id=TEAM_ID)
    assert_hidden(shown(caught.value))


def test_an_error_about_a_token_does_not_show_it() -> None:
    verifier = app_store.Verifier(bundle_ids="a", environments="Sandbox")
    for run in (
        lambda: apns.ProviderToken.from_jwt(TOKEN[:-1]),
        lambda: apns.ProviderToken.from_jwt(TOKEN + "AAAA"),
        lambda: apns.DeviceToken.from_hex(DEVICE + "x"),
        lambda: verifier.any(TOKEN),
        lambda: apns.Notification.alert(TOPIC, "order is here" * 1000),
        lambda: apns.Notification.with_payload("alert", TOPIC, '{"order is here'),
    ):
        with pytest.raises(WaxwingError) as caught:
            run()
        assert_hidden(shown(caught.value))


def test_a_wrong_type_is_named_and_not_shown() -> None:
    wrong: Any = [P8]
    with pytest.raises(TypeError) as caught:
        apns.ProviderKey.from_p8(wrong, key_id=KEY_ID, team_id=TEAM_ID)
    assert str(caught.value) == "p8 must be str or bytes, not list"
